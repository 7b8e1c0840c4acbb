"""Which members of two lists are the same thing."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from .shape import Shape
from .values import canonical_form, child, equal


class Matching:
    """Which members of two lists are the same thing. Both have the program's names.

    Members of one merge key are the same (rules of one name); where several have it, or the list has none, first those
    of equal content, then by order. Of those that may have been renamed, first those of equal content are the same,
    then the only ones left, then those at one position.

    Args:
        shape: the shape of a member.
        members: the members that others are sought for.
        others: the others.
        managed: the fields of which list are compared, where the other has unmanaged ones as well.
    """

    def __init__(
        self, shape: Shape, members: Sequence[Any], others: Sequence[Any], managed: Sequence[Any] | None = None
    ) -> None:
        self.shape, self.members, self.others, self.managed = shape, members, others, managed
        self.key = shape.merge_key
        self._found: list[int | None] = [None] * len(members)
        self._left = dict.fromkeys(range(len(others)))

    def found(self, renamed: Sequence[bool] | bool = True) -> list[int | None]:
        """Return for each member the index of the other one, or None.

        Args:
            renamed: whether members may have been renamed, or which of them.
        """
        self._by_key()
        if self.key and self.shape.may_be_renamed and renamed:
            may = [renamed] * len(self.members) if isinstance(renamed, bool) else renamed
            self._by_rest([i for i in self._unmatched() if may[i]])
        return self._found

    def _by_key(self) -> None:
        if self.key is None:
            self._by_content([i for i in self._unmatched() if i in self._left], same_position=True)
        groups: dict[str, list[int]] = {}
        for j, other in enumerate(self.others):
            groups.setdefault(self._name(other), []).append(j)
        mine: dict[str, list[int]] = {}
        for i in self._unmatched():
            mine.setdefault(self._name(self.members[i]), []).append(i)
        for name, indices in mine.items():
            theirs = groups.get(name, [])
            if len(indices) > 1 or len(theirs) > 1:
                self._by_content(indices, theirs)
            if self.key is None:
                self._by_position(indices)
            else:
                self._in_order(indices, theirs)

    def _by_rest(self, indices: list[int]) -> None:
        self._by_content(indices)
        indices = [i for i in indices if self._found[i] is None]
        if len(indices) == len(self._left) == 1:
            self._in_order(indices, [*self._left])
        self._by_position(indices)

    def _by_content(
        self, indices: Collection[int], others: Collection[int] | None = None, *, same_position: bool = False
    ) -> None:
        for i in indices:
            candidates = [i] if same_position else others if others is not None else [*self._left]
            j = next((j for j in candidates if j in self._left and self._is_same(i, j)), None)
            if j is not None:
                self._take(i, j)

    def _in_order(self, indices: Sequence[int], others: Sequence[int]) -> None:
        free = [j for j in others if j in self._left]
        for i, j in zip([i for i in indices if self._found[i] is None], free, strict=False):
            self._take(i, j)

    def _by_position(self, indices: Collection[int]) -> None:
        for i in indices:
            if self._found[i] is None and i in self._left:
                self._take(i, i)

    def _take(self, i: int, j: int) -> None:
        self._found[i] = j
        del self._left[j]

    def _unmatched(self) -> list[int]:
        return [i for i, j in enumerate(self._found) if j is None]

    def _name(self, member: Any) -> str:
        return str(member.get(self.key)) if self.key and isinstance(member, dict) else ""

    def _is_same(self, i: int, j: int) -> bool:
        """Return whether two members have the same content, whatever their merge key."""
        a, b = self.members[i], self.others[j]
        if not isinstance(a, dict) or not isinstance(b, dict):
            return False
        managed = a if self.managed is self.members else b if self.managed is self.others else {**a, **b}
        fields = [name for name in managed if name != self.key]
        return bool(fields) and all(equal(child(self.shape, n), a.get(n), b.get(n)) for n in fields)


def places(shape: Shape, members: Sequence[Any], others: Sequence[Any]) -> list[int | None]:
    """Return for each member of a list where among others it is, known by its name, or by its value where it has none;
    None where it is not there.

    Args:
        shape: the shape of the list.
        members: the members that others are sought for.
        others: the others, which may have more fields.
    """
    if shape.item and shape.item.properties:
        return Matching(shape.item, members, others, managed=members).found(renamed=False)
    known = {_identity(shape, one): j for j, one in reversed([*enumerate(others)])}
    return [known.get(_identity(shape, one)) for one in members]


def _identity(shape: Shape, value: Any) -> str:
    """Return what every spelling of a value without a name has in common."""
    return json.dumps(canonical_form(shape, [value]), sort_keys=True, default=id)


def woven(
    members: Sequence[Any], places: Sequence[int | None], others: Sequence[Any], own: Collection[int]
) -> list[Any]:
    """Return a list with some of its members replaced and all others in their places.

    What is new comes after the member that precedes it, else before the one that follows it, else last.

    Args:
        members: what is to be there, in this order.
        places: where each of them has been so far; None for what is new.
        others: the list as it is.
        own: the indices in it of what is replaced, or goes.
    """
    slots = sorted(j for j in places if j is not None)
    groups: list[list[Any]] = []  # each slot takes the members up to the next that has been there
    started = False
    for member, j in zip(members, places, strict=True):
        if not groups or (j is not None and started):
            groups.append([])
        groups[-1].append(member)
        started = started or j is not None
    placed = dict(zip(slots, groups, strict=False))
    kept = [placed.get(j, [] if j in own else [one]) for j, one in enumerate(others)]
    last = [] if slots else groups
    return [one for group in (*kept, *last) for one in group]


def matched(item: Shape, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return which members of two lists are the same thing, in the order of the new list, the dropped ones last; None
    stands for the side that does not have it."""
    found = Matching(item, new, old).found()
    pairs = [(None if j is None else old[j], member) for member, j in zip(new, found, strict=True)]
    return pairs + [(member, None) for j, member in enumerate(old) if j not in found]
