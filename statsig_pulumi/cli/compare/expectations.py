"""Differences that are meant, and which objects are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ...errors import InvalidInput
from ..export.selection import is_of_kind, matches
from .differences import Comparison, Difference


class Expectation(BaseModel):
    """A difference that is meant. Patterns have ``*`` and ``?``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = "*"
    """The kind, such as ``Gate``."""
    name: str = "*"
    """The object's name."""
    field: str = ""
    """The field, without members of lists: ``rules.pass_percentage``, or ``rules`` for all in it. "" for the object
    itself: whatever differs, and that only one of the projects has it."""
    reason: str = Field(min_length=1)
    """Why it is meant."""

    def is_about(self, difference: Difference) -> bool:
        """Return whether it is about an object."""
        return fnmatchcase(difference.kind, self.kind) and fnmatchcase(difference.name, self.name)

    def covers(self, path: str) -> bool:
        """Return whether it is about a field."""
        plain = _plain(path)
        return not self.field or fnmatchcase(plain, self.field) or fnmatchcase(plain, f"{self.field}.*")


@dataclass(frozen=True)
class Chosen:
    """Which objects are compared. Patterns are ``Kind`` or ``Kind.name``, with ``*`` and ``?``."""

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def may_have(self, kind: str) -> bool:
        """Return whether objects of a kind can be among them."""
        included = not self.include or any(is_of_kind(one, kind) for one in self.include)
        return included and not any(
            is_of_kind(one, kind) for one in self.exclude if one.endswith(".*") or "." not in one
        )

    def has(self, difference: Difference) -> bool:
        """Return whether an object is among them."""
        kind, name = difference.kind, difference.name
        included = not self.include or any(matches(one, kind, name) for one in self.include)
        return included and not any(matches(one, kind, name) for one in self.exclude)


def _plain(path: str) -> str:
    """Return a path without the members of lists and the keys of free JSON."""
    return re.sub(r'\[(?:"(?:[^"\\]|\\.)*"[^\]]*|[^\]"]*)\]|\s\(order\)$', "", path)


def apply(comparison: Comparison, expectations: Iterable[Expectation]) -> tuple[Comparison, list[Expectation]]:
    """Set apart what is meant; return the rest, and the expectations that nothing has come of."""
    left: list[Difference] = [*comparison.differences]
    met: list[Difference] = []
    idle: list[Expectation] = []
    for one in expectations:
        parts = [_parted(difference, one) for difference in left]
        found = [expected for _, expected in parts if expected]
        met, idle = met + found, idle if found else [*idle, one]
        left = [rest for rest, _ in parts if rest]
    return replace(comparison, differences=left, expected=met), idle


def _parted(difference: Difference, one: Expectation) -> tuple[Difference | None, Difference | None]:
    """Return what of a difference is not meant, and what is."""
    if not one.is_about(difference):
        return difference, None
    if difference.only_in is not None:
        return (difference, None) if one.field else (None, replace(difference, reason=one.reason))
    meant = tuple(field for field in difference.fields if one.covers(field.path))
    rest = tuple(field for field in difference.fields if field not in meant)
    expected = replace(difference, fields=meant, reason=one.reason) if meant else None
    return (replace(difference, fields=rest) if rest else None), expected


def read_expectations(path: Path) -> list[Expectation]:
    """Return the expectations in a file: a list of objects in JSON, which may be JSON5, with comments.

    Raises:
        InvalidInput: the file cannot be read, or is something else; it says where.
    """
    try:
        content = _json5(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"{path} is no JSON5: {error}") from None
    try:
        return TypeAdapter(list[Expectation]).validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the top"
        raise InvalidInput(
            f"{path}, at {where}: {first['msg']}; it has to be a list of objects with kind, name, field and reason"
        ) from None


def _json5(text: str) -> Any:
    import json5  # slow to import

    return json5.loads(text)
