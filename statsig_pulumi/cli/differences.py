"""How two values of one shape differ, field by field, and member by member of lists. Paths have one spelling."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..schema.json_types import Doc
from ..schema.matching import Matching
from ..schema.shape import Shape
from ..schema.values import changed_fields, equal
from .state import Place


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""Stands for a value that is not there."""
_JSON = Shape(json=True, json_value=True)


@dataclass(frozen=True)
class Member:
    """A member of a list: by its name, where it has one of its own, and by its index."""

    index: int
    name: str = ""


Step = str | Member
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes:
        path: where.
        old: the value on the one side, in a state for example, or ``ABSENT``; of an order, the names.
        new: the value on the other, or ``ABSENT``; of an order, the names.
        shape: the shape of what holds ``argument``; of the value itself where ``argument`` is "".
        argument: the argument that a program writes to keep what is live; "" where that is a member of a list.
        live: what is live of that.
        holder: where in the resource that belongs; () is the resource itself.
        is_order: whether the same members stand in another order.
        secret: whether the values must not be shown.
    """

    path: Path
    old: Any
    new: Any
    shape: Shape
    argument: str = ""
    live: Any = None
    holder: Path = ()
    is_order: bool = False
    secret: bool = False

    def only(self) -> tuple[Any, Any]:
        """Return both values; of a list without order, what only the one and what only the other has."""
        is_whole = bool(self.argument) and self.path[-1] == self.argument
        lists = isinstance(self.old, list) and isinstance(self.new, list)
        if not (is_whole and lists and self.shape.properties[self.argument].shape.unordered):
            return self.old, self.new
        return _besides(self.old, self.new), _besides(self.new, self.old)


def _besides(these: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    known = {_text(one) for one in others}
    return [one for one in these if _text(one) not in known]


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def compare(
    shape: Shape, old: Doc, new: Doc, *, waiting: Collection[str] = (), secrets: Collection[Place] = ()
) -> list[Difference]:
    """Return what differs between the inputs of the state and the live ones.

    Args:
        shape: the shape of both.
        old: the inputs of the state.
        new: the live ones, as a refresh would store them.
        waiting: the fields that a review in flight would change.
        secrets: where the state has secrets.
    """
    found = [
        one for name in changed_fields(shape, old, new) if name not in waiting for one in _field(shape, old, new, name)
    ]
    return [replace(one, secret=True) if _holds_secret(one, secrets) else one for one in found]


def within(shape: Shape, old: Doc, new: Doc) -> Iterator[Difference]:
    """Yield what differs by meaning between two values of a shape: an empty value is as good as none."""
    for name, prop in shape.properties.items():
        if not equal(prop.shape, old.get(name), new.get(name)):
            yield from _field(shape, old, new, name)


def _field(shape: Shape, old: Doc, new: Doc, name: str, path: Path = ()) -> Iterator[Difference]:
    """Yield the differences of a field; the field itself where only its presence differs."""
    a, b, prop = old.get(name, ABSENT), new.get(name, ABSENT), shape.properties[name]
    whole = Difference((*path, name), a, b, shape, name, live=b, holder=path)
    for one in [*_values(prop.shape, a, b, whole)] or [whole]:
        yield replace(one, secret=one.secret or "secret" in prop)


def _values(shape: Shape, a: Any, b: Any, whole: Difference) -> Iterator[Difference]:
    """Yield the differences within two values; ``whole`` is the difference as one."""
    if isinstance(a, dict) and isinstance(b, dict):
        yield from _objects(shape, a, b, whole)
    elif isinstance(a, list) and isinstance(b, list) and shape.item and shape.item.properties:
        yield from _lists(shape.item, a, b, whole, ordered=not shape.unordered)
    else:
        yield whole


def _objects(shape: Shape, a: Doc, b: Doc, whole: Difference) -> Iterator[Difference]:
    for name in shape.properties if shape.properties else {**a, **b}:
        child = _JSON if shape.json else shape.properties[name].shape if shape.properties else shape.item or Shape()
        if name not in a and name not in b:
            continue
        if equal(child, a.get(name), b.get(name)) and (not shape.json or (name in a) == (name in b)):
            continue
        if shape.properties:
            yield from _field(shape, a, b, name, whole.path)
        else:  # a key of a JSON value, or of a map: the program writes the whole
            x, y = a.get(name, ABSENT), b.get(name, ABSENT)
            yield from _values(child, x, y, replace(whole, path=(*whole.path, name), old=x, new=y))


def _lists(
    item: Shape, a: Sequence[Any], b: Sequence[Any], whole: Difference, *, ordered: bool
) -> Iterator[Difference]:
    """Yield what differs of members, those that are new, those that are gone, and another order."""
    matches = Matching(item, b, a, managed=a).found()
    names_a, names_b = _names(item, a), _names(item, b)
    for j, i in enumerate(matches):
        if i is None:
            yield _member(whole, Member(j, names_b[j]), ABSENT, b[j], item)
        elif not equal(item, a[i], b[j]):
            yield from _values(item, a[i], b[j], _member(whole, Member(i, names_a[i]), a[i], b[j], item))
    for i in sorted({*range(len(a))} - {*matches}):
        yield _member(whole, Member(i, names_a[i]), a[i], ABSENT, item)
    kept = [i for i in matches if i is not None]
    if ordered and kept != sorted(kept):
        yield replace(whole, old=_shown_names(a, names_a), new=_shown_names(b, names_b), is_order=True)


def _member(whole: Difference, member: Member, old: Any, new: Any, item: Shape) -> Difference:
    return Difference((*whole.path, member), old, new, item, live=new, holder=whole.path)


def _names(item: Shape, members: Sequence[Any]) -> list[str]:
    """Return the names of members; "" where there is none, or several have it."""
    key = item.merge_key
    names = [str(one.get(key) or "") if key and isinstance(one, dict) else "" for one in members]
    count = Counter(names)
    return [name if count[name] == 1 else "" for name in names]


def _shown_names(members: Sequence[Any], names: Sequence[str]) -> list[Any]:
    return [name or member for name, member in zip(names, members, strict=True)]


# -- paths -------------------------------------------------------------------------------------------------------------


def dotted(path: Path, *, by_index: bool = False) -> str:
    """Return a path as a person writes it: ``rules["staff"].pass_percentage``; by index ``rules[0]``."""
    return "".join(spelled(step, by_index=by_index) for step in path).removeprefix(".")


def spelled(step: Step, *, by_index: bool = False) -> str:
    """Return a step of a path: ``.name``, ``["odd name"]``, ``[0]``."""
    if isinstance(step, Member):
        return f"[{step.index}]" if by_index or not step.name else f"[{json.dumps(step.name, ensure_ascii=False)}]"
    return f".{step}" if step.isidentifier() else f"[{json.dumps(step, ensure_ascii=False)}]"


def _holds_secret(difference: Difference, places: Collection[Place]) -> bool:
    """Return whether a secret stands in what differs, or around it. The state does not know of a new member: any secret
    in the list counts."""
    path = difference.path[:-1] if difference.old is ABSENT else difference.path
    plain = tuple(step.index if isinstance(step, Member) else step for step in path)
    return any(plain[: len(place)] == place[: len(plain)] for place in places)
