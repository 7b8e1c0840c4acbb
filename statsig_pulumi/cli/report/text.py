"""Texts in which others' words stand apart from the report's own.

A name or a value that others have written stands between two characters that no text has otherwise. Whoever renders a
text escapes all of it, and shows these parts as what they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...redactor import SECRET, clean
from ...schema.json_types import exact_number
from ...schema.markers import is_unknown

_OPEN, _CLOSE = "\ue000", "\ue001"
_LONGEST_NAME, _LONGEST_VALUE = 120, 400


def said(value: object, longest: int = _LONGEST_NAME) -> str:
    """Return a name or a value of others', as it may stand in a text."""
    if is_unknown(value):
        return "what is known only during the run"
    text = clean(str(value)).replace(_OPEN, "").replace(_CLOSE, "") or '""'
    return f"{_OPEN}{cut(text, longest)}{_CLOSE}"


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a text, each with whether others have written it."""
    for index, part in enumerate(text.replace(_CLOSE, _OPEN).split(_OPEN)):
        if part:
            yield index % 2 == 1, part


def plain(text: str) -> str:
    """Return a text without the marks."""
    return "".join(part for _, part in parts(text))


def as_json(value: Any) -> str:
    """Return a value on one line, as a difference shows it."""
    if value == SECRET or is_unknown(value):
        return SECRET if value == SECRET else "(known only during the run)"
    return cut(clean(json.dumps(value, ensure_ascii=False, default=_unknown)), _LONGEST_VALUE)


def _unknown(_value: object) -> str:
    return "(known only during the run)"


def number(value: float) -> str:
    """Return a number as a person writes it: ``12.5``, ``1,200``."""
    exact = exact_number(round(float(value), 2))
    return f"{exact:,}"


def listed(texts: Iterable[str], word: str = "and", most: int = 5) -> str:
    """Return texts as an enumeration; from a certain length on, how many more there are."""
    found = list(texts)
    if len(found) > most:
        found = [*found[: most - 1], f"{number(len(found) - most + 1)} more"]
    return f" {word} ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return so many of something, in words up to twelve: ``two experiments``."""
    words = _NUMBERS[count] if count < len(_NUMBERS) else number(count)
    return f"{words} {noun if count == 1 else plural or noun + 's'}"
