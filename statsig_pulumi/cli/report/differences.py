"""Differences of two values by meaning: members of lists are matched by name, JSON is compared inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...redactor import SECRET, clean
from ...schema.json_types import Doc, same_json
from ...schema.matching import matched
from ...schema.shape import Shape
from ...schema.values import equal
from ..differences import ABSENT, spelled
from .text import as_json


@dataclass(frozen=True)
class Difference:
    """One place at which two values differ. A side without a value is None."""

    path: str
    before: str | None
    after: str | None


def differences(shape: Shape, old: Doc, new: Doc, names: list[str]) -> Iterator[Difference]:
    """Yield the differences of some of a model's fields, in the order of the names."""
    for name in names:
        was, becomes = old.get(name, ABSENT), new.get(name, ABSENT)
        if was is not ABSENT and was == becomes == SECRET:
            yield Difference(name, SECRET, SECRET)
        else:
            yield from _between(shape.properties[name].shape, was, becomes, name)


def _between(shape: Shape, old: Any, new: Any, path: str) -> Iterator[Difference]:
    old, new = _filled(shape, old, new), _filled(shape, new, old)
    if shape.canonical is not None:
        old, new = _parsed(shape, old), _parsed(shape, new)
    if shape.json or (shape.canonical is not None and isinstance(old, dict) and isinstance(new, dict)):
        yield from _json(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(shape, old, new, path)
    elif shape.properties and isinstance(old, dict) and isinstance(new, dict):
        yield from _models(shape, old, new, path)
    elif not equal(shape, *(None if side is ABSENT else side for side in (old, new))) or (old is ABSENT) != (
        new is ABSENT
    ):
        yield _difference(path, old, new)


def _filled(shape: Shape, value: Any, other: Any) -> Any:
    """Return a value; an empty one in place of a missing model or list of models, so that the other's fields show."""
    if value is not ABSENT or other is ABSENT or other == SECRET:
        return value
    return {} if shape.properties else [] if shape.item and shape.item.properties else value


def _parsed(shape: Shape, value: Any) -> Any:
    """Return what a spelling means, where that is an object or a list."""
    if value is ABSENT or not isinstance(value, (str, list)) or value == SECRET or shape.canonical is None:
        return value
    meaning = shape.canonical(value)
    return meaning if isinstance(meaning, (dict, list)) else value


def _models(shape: Shape, old: Doc, new: Doc, path: str) -> Iterator[Difference]:
    for name, prop in shape.properties.items():
        if name in old or name in new:
            yield from _between(prop.shape, old.get(name, ABSENT), new.get(name, ABSENT), f"{path}.{name}")


def _lists(shape: Shape, old: list[Any], new: list[Any], path: str) -> Iterator[Difference]:
    item = shape.item or Shape()
    if item.properties:
        for was, becomes in matched(item, old, new):
            here = f"{path}[{_label(item, was if becomes is None else becomes)}]"
            before, after = (ABSENT if side is None else side for side in (was, becomes))
            yield from _between(item, before, after, here)
    elif shape.unordered or shape.canonical is not None:
        yield from (_difference(path, one, ABSENT) for one in old if not _holds(new, one))
        yield from (_difference(path, ABSENT, one) for one in new if not _holds(old, one))
    else:
        yield from _json(old, new, path)


def _holds(values: list[Any], value: Any) -> bool:
    return any(same_json(one, value) for one in values)


def _label(item: Shape, member: Any) -> str:
    """Return what a path calls a member of a list."""
    name = member.get(item.merge_key) if item.merge_key and isinstance(member, dict) else None
    return "" if name is None else as_json(name)


def _json(old: Any, new: Any, path: str) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _json(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}{spelled(str(key))}")
    elif isinstance(old, list) and isinstance(new, list):
        for i in range(max(len(old), len(new))):
            before, after = (side[i] if i < len(side) else ABSENT for side in (old, new))
            yield from _json(before, after, f"{path}[{i}]")
    elif (old is ABSENT) != (new is ABSENT) or not same_json(old, new):
        yield _difference(path, old, new)


def _difference(path: str, old: Any, new: Any) -> Difference:
    path = clean(path)
    before, after = (None if side is ABSENT else as_json(side) for side in (old, new))
    return Difference(path, before, after)
