"""Overrides: lists of who is treated otherwise than the rules say. POST replaces them, PATCH adds, DELETE removes.

DELETE takes a body with what is to go; Statsig's document forgets to say so. For layers it says nothing of what DELETE
does: here it does what it does elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..context import Success, Context
from ..store import Doc
from .common import Collection
from .registry import handles


@dataclass(frozen=True)
class Group:
    """A list of entries, each with lists of ids: what tells one entry from another, and the names of its lists."""

    place: tuple[str, ...]
    lists: tuple[str, ...]

    def of(self, entry: Doc) -> tuple[object, ...]:
        """What tells the entry from others."""
        return tuple(entry.get(name) for name in self.place)

    def added(self, entries: Sequence[Doc], more: Sequence[Doc]) -> list[Doc]:
        """The entries with the ids of ``more``."""
        found = {self.of(entry): entry for entry in entries}
        for entry in more:
            there = found.get(self.of(entry), {})
            found[self.of(entry)] = {
                **entry,
                **{name: _joined(there.get(name, []), entry.get(name, [])) for name in self.lists},
            }
        return list(found.values())

    def without(self, entries: Sequence[Doc], less: Sequence[Doc]) -> list[Doc]:
        """The entries without the ids of ``less``, and without those that have none left."""
        gone = {self.of(entry): entry for entry in less}
        left = [{**e, **{n: _rest(e[n], gone.get(self.of(e), {}).get(n, [])) for n in self.lists}} for e in entries]
        return [entry for entry in left if any(entry[name] for name in self.lists)]


def _joined(old: Sequence[object], new: Sequence[object]) -> list[object]:
    return [*old, *(value for value in new if value not in old)]


def _rest(old: Sequence[object], gone: Sequence[object]) -> list[object]:
    return [value for value in old if value not in gone]


@dataclass(frozen=True)
class Overrides:
    """The overrides of a family.

    Args:
        of: the family.
        lists: the lists whose members are added and removed as they are.
        groups: the lists of entries that have lists of ids in them.
    """

    of: Collection
    lists: tuple[str, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)

    def register(self) -> None:
        """Answer to the four operations."""
        path = f"{self.of.path}/{{id}}/overrides"
        handles(f"GET {path}")(self.read)
        handles(f"POST {path}")(self.replace)
        handles(f"PATCH {path}")(self.add)
        handles(f"DELETE {path}")(self.remove)

    @property
    def none(self) -> Doc:
        """What an object has that has none."""
        return {name: [] for name in (*self.lists, *self.groups)}

    def read(self, context: Context) -> Success:
        """GET."""
        return Success(f"{self.of.noun} Overrides read successfully.", self._now(context))

    def replace(self, context: Context) -> Success:
        """POST."""
        return self._keep(context, context.body)

    def add(self, context: Context) -> Success:
        """PATCH."""
        old, new = self._now(context), context.body
        lists = {name: _joined(old[name], new.get(name, [])) for name in self.lists}
        return self._keep(context, {**lists, **{n: g.added(old[n], new.get(n, [])) for n, g in self.groups.items()}})

    def remove(self, context: Context) -> Success:
        """DELETE."""
        old, gone = self._now(context), context.body
        lists = {name: _rest(old[name], gone.get(name, [])) for name in self.lists}
        return self._keep(context, {**lists, **{n: g.without(old[n], gone.get(n, [])) for n, g in self.groups.items()}})

    def _now(self, context: Context) -> Doc:
        id = self.of.get_or_404(context)["id"]
        return context.project.get(f"{self.of.family}/overrides", id) or self.none

    def _keep(self, context: Context, overrides: Doc) -> Success:
        id = self.of.get_or_404(context)["id"]
        kept = {name: value for name, value in {**self.none, **overrides}.items() if name in self.none}
        context.project.put(f"{self.of.family}/overrides", id, kept)
        return Success(f"{self.of.noun} Overrides updated successfully.", kept)


USERS = ("passingUserIDs", "failingUserIDs", "passingCustomIDs", "failingCustomIDs")
ENVIRONMENTS = {"environmentOverrides": Group(("environment", "unitID"), ("passingIDs", "failingIDs"))}
"""What gates and holdouts have."""
