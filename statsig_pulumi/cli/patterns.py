"""Patterns of objects and of fields, in which ``*`` stands for anything and ``?`` for one character.

All other characters mean themselves, brackets as well: a path such as ``rules["staff"]`` has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache


@cache
def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")


def is_like(pattern: str, text: str) -> bool:
    """Return whether a text is as a pattern says."""
    return re.fullmatch(_expression(pattern), text, re.DOTALL) is not None


def covers(pattern: str, path: str) -> bool:
    """Return whether a path is the pattern's, or within it: ``Gate.checkout`` covers ``Gate.checkout.rules[0]``."""
    return re.fullmatch(rf"{_expression(pattern)}([.\[].*)?", path, re.DOTALL) is not None


def has_kind(pattern: str, kind: str) -> bool:
    """Return whether a pattern ``Kind`` or ``Kind.name`` can match objects of a kind."""
    return is_like(pattern.partition(".")[0], kind)


def is_about(pattern: str, kind: str, name: str) -> bool:
    """Return whether an object is as a pattern ``Kind`` or ``Kind.name`` says."""
    _, dot, of_name = pattern.partition(".")
    return has_kind(pattern, kind) and (not dot or is_like(of_name, name))


@dataclass(frozen=True)
class Chosen:
    """A choice of objects by patterns ``Kind`` or ``Kind.name``.

    Args:
        include: one of them has to match, where there are any.
        exclude: none of them may match.
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def may_have(self, kind: str) -> bool:
        """Return whether objects of a kind can be among them."""
        whole = [one for one in self.exclude if one.endswith(".*") or "." not in one]
        return (not self.include or any(has_kind(one, kind) for one in self.include)) and not any(
            has_kind(one, kind) for one in whole
        )

    def has(self, kind: str, name: str) -> bool:
        """Return whether an object is among them."""
        included = not self.include or any(is_about(one, kind, name) for one in self.include)
        return included and not any(is_about(one, kind, name) for one in self.exclude)
