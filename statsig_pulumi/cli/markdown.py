"""Others' texts in Markdown: spans and blocks of code, in which nothing has a meaning; and sizes in bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..redactor import literal

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$@!])")


def code(text: str) -> str:
    """Return a text as a span of code, in which nothing means anything, whatever it holds."""
    shown = literal(text) or "(empty)"
    fence = "`" * (1 + _longest_run(shown))
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def fenced(text: str, language: str) -> str:
    """Return lines as a block of code that nothing in them can end."""
    fence = "`" * max(3, 1 + _longest_run(text))
    return f"{fence}{language}\n{text}\n{fence}"


def escaped(text: str) -> str:
    """Return a text for a paragraph, in which no sign has a meaning."""
    return _SPECIAL.sub(r"\\\1", text)


def size(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode())


def fitting(texts: Iterable[str], room: int, between: int = 1) -> int:
    """Return how many of the texts, one after the other, fit into so many bytes.

    Args:
        texts: the texts.
        room: the bytes.
        between: the bytes of what stands between two of them.
    """
    taken = 0
    for text in texts:
        room -= size(text) + between
        if room < 0:
            break
        taken += 1
    return taken


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
