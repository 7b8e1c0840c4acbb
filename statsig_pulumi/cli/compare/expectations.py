"""Differences that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ...errors import InvalidInput
from .. import files
from ..patterns import covers, is_like
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
        return is_like(self.kind, difference.kind) and is_like(self.name, difference.name)

    def covers(self, path: str) -> bool:
        """Return whether it is about a field."""
        return not self.field or covers(self.field, _plain(path))


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
        content = _json5(files.read_text(path))
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
