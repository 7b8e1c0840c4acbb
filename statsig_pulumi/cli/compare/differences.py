"""What differs between two Statsig projects, object by object."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...controller.inventory import Inventory, Live
from ...errors import ApiError
from ...kind import Kind
from ...rest.contents import SharedContents
from ...schema.json_types import Doc
from ...schema.shape import Shape
from ..differences import dotted, within
from ..patterns import Chosen
from .portable import Names


@dataclass(frozen=True)
class Field:
    """A field that differs.

    Args:
        path: where, with the names of members of lists, such as ``rules["staff"].pass_percentage``.
        before, after: what it is in the first and in the second project; ``ABSENT`` where it is not there. Of a list
            without order it is what the other project's list does not hold.
    """

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """An object that differs, or that only one of the projects has.

    Args:
        kind: the kind's name, such as ``Gate``.
        name: the object's name.
        number: which of several objects of that name, from 1 on; 0 where there is one.
        only_in: 0 or 1 where only the first or the second project has it; None where both do.
        fields: what differs, where both have it.
        reason: why that is meant, where it is.
    """

    kind: str
    name: str
    number: int = 0
    only_in: int | None = None
    fields: tuple[Field, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        number = f" #{self.number}" if self.number else ""
        return f"{self.kind} {self.name}{number}".rstrip()


@dataclass(frozen=True)
class Comparison:
    """What has come of a comparison.

    Args:
        differences: what differs, by kind and name.
        same: how many objects both projects have, without a difference.
        expected: what differs and is meant to.
        unread: what could not be read: 0 or 1 for the project, what it is, and the API's answer.
    """

    differences: Sequence[Difference]
    same: int
    expected: Sequence[Difference] = ()
    unread: Sequence[tuple[int, str, ApiError]] = ()

    @property
    def exit_code(self) -> int:
        """0: the same; 2: different; 1: the same as far as it could be read."""
        return 2 if self.differences else 1 if self.unread else 0


@dataclass
class _Pairs:
    """The objects of one name, in both projects."""

    kind: type[Kind]
    sides: tuple[list[Doc], list[Doc]] = field(default_factory=lambda: ([], []))
    ids: set[str] = field(default_factory=set)


def compare(
    first: Inventory,
    second: Inventory,
    kinds: Iterable[type[Kind]],
    chosen: Chosen = Chosen(),  # noqa: B008 - it cannot be changed
) -> Comparison:
    """Compare two projects.

    Objects are the same when their kind and their name are. Of several of one name, those of equal content are the
    same, then those in equal places. What one of the projects did not let be read is no difference.

    Args:
        first, second: what has been read of each.
        kinds: the kinds to compare. Others may have been read for their names.
        chosen: which of their objects.
    """
    wanted = {kind.__name__ for kind in kinds}
    unread = [{what for what, _ in inventory.failures} for inventory in (first, second)]
    differences, same = [], 0
    for (kind, name), pairs in sorted(_paired((first, second), wanted).items(), key=lambda item: item[0]):
        for found in _differences(name, pairs) if chosen.has(kind, name) else ():
            if found is None:
                same += 1
            elif found.only_in is None or not _may_be_unread(unread[1 - found.only_in], name, pairs):
                differences.append(found)
    return Comparison(differences, same, unread=_reported((first, second), wanted))


def _may_be_unread(unread: set[str], name: str, pairs: _Pairs) -> bool:
    """Return whether an object may be there and could not be read: its kind, itself, or one whose name nobody knows."""
    kind = pairs.kind.__name__
    others = any(what.startswith(f"{kind} ") for what in unread) and pairs.ids != {name}
    return kind in unread or f"{kind} {name!r}" in unread or others


def _reported(inventories: Sequence[Inventory], wanted: set[str]) -> list[tuple[int, str, ApiError]]:
    return [
        (side, what, error)
        for side, inventory in enumerate(inventories)
        for what, error in inventory.failures
        if what.partition(" ")[0] in wanted
    ]


def _paired(inventories: Sequence[Inventory], wanted: set[str]) -> dict[tuple[str, str], _Pairs]:
    unread = frozenset(what.partition(" ")[0] for inventory in inventories for what, _ in inventory.failures)
    found: dict[tuple[str, str], _Pairs] = {}
    for side, inventory in enumerate(inventories):
        names = Names(inventory, unread)
        for live in inventory.objects:
            if live.kind.__name__ in wanted and not _comes_with_another(live):
                name = names.name(live)
                pairs = found.setdefault((live.kind.__name__, name), _Pairs(live.kind))
                pairs.sides[side].append(names.portable(live))
                pairs.ids.add(live.id)
    return found


def _comes_with_another(live: Live) -> bool:
    """Return whether an object says nothing by itself: what Statsig has made of another one, and overrides without any,
    which every gate has."""
    fields = live.kind.shape().properties
    holds = any(value for name, value in live.inputs.items() if "path" not in fields[name])
    return live.kind.is_made_by_statsig(live.doc) or (isinstance(live.kind.routes, SharedContents) and not holds)


def _matched(first: Sequence[Doc], second: Sequence[Doc]) -> Iterator[tuple[Doc | None, Doc | None]]:
    """Yield which of several objects of one name are the same."""
    left: dict[str, list[Doc]] = defaultdict(list)
    for one in second:
        left[_text(one)].append(one)
    others = [one for one in first if not left[_text(one)]]
    for one in first:
        if left[_text(one)]:
            yield one, left[_text(one)].pop()
    rest = [one for same in left.values() for one in same]
    for i in range(max(len(others), len(rest))):
        yield (others[i] if i < len(others) else None), (rest[i] if i < len(rest) else None)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _differences(name: str, pairs: _Pairs) -> Iterator[Difference | None]:
    """Yield the difference of each object of a name; None for those that are the same."""
    several = max(map(len, pairs.sides)) > 1
    for number, (before, after) in enumerate(_matched(*pairs.sides), start=1):
        one = Difference(pairs.kind.__name__, name, number if several else 0)
        yield _difference(one, pairs.kind.shape(), before, after)


def _difference(one: Difference, shape: Shape, before: Doc | None, after: Doc | None) -> Difference | None:
    if before is None or after is None:
        return replace(one, only_in=int(before is None))
    fields = tuple(_fields(shape, before, after))
    return replace(one, fields=fields) if fields else None


def _fields(shape: Shape, before: Doc, after: Doc) -> Iterator[Field]:
    for one in within(shape, before, after):
        yield Field(dotted(one.path) + " (order)" * one.is_order, *one.only())
