"""Overrides: units to which the rules do not apply. POST replaces them, PATCH adds to them, DELETE removes from them.

DELETE takes a body with the overrides to remove, which Statsig's document omits. For layers, the document does not say
what DELETE does; here it does the same as elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..context import Context, Success
from ..store import Doc
from .common import Collection
from .registry import handles, stores


@dataclass(frozen=True)
class Group:
    """The fields of an entry that holds lists of ids: those that identify the entry, and those that hold the lists."""

    identity: tuple[str, ...]
    lists: tuple[str, ...]

    def identify(self, entry: Doc) -> tuple[object, ...]:
        """Return the identity of an entry."""
        return tuple(entry.get(name) for name in self.identity)

    def added(self, entries: Sequence[Doc], more: Sequence[Doc]) -> list[Doc]:
        """Return the entries with the ids of ``more`` added."""
        found = {self.identify(entry): entry for entry in entries}
        for entry in more:
            old = found.get(self.identify(entry), {})
            found[self.identify(entry)] = {
                **entry,
                **{name: _union(old.get(name, []), entry.get(name, [])) for name in self.lists},
            }
        return list(found.values())

    def without(self, entries: Sequence[Doc], less: Sequence[Doc]) -> list[Doc]:
        """Return the entries without the ids of ``less``, and without entries that have none left."""
        gone = {self.identify(entry): entry for entry in less}
        left = [
            {**e, **{n: _difference(e[n], gone.get(self.identify(e), {}).get(n, [])) for n in self.lists}}
            for e in entries
        ]
        return [entry for entry in left if any(entry[name] for name in self.lists)]


def _union(old: Sequence[object], new: Sequence[object]) -> list[object]:
    return [*old, *(value for value in new if value not in old)]


def _difference(old: Sequence[object], gone: Sequence[object]) -> list[object]:
    return [value for value in old if value not in gone]


@dataclass(frozen=True)
class Overrides:
    """The overrides of a collection's objects.

    Args:
        collection: the objects that have the overrides.
        lists: the lists whose members are added and removed as they are.
        groups: the lists of entries that have lists of ids in them.
    """

    collection: Collection
    lists: tuple[str, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)

    def register(self) -> None:
        """Register the handlers of the four operations."""
        path = f"{self.collection.path}/{{id}}/overrides"
        stores(f"{self.collection.family}/overrides")
        handles(f"GET {path}")(self.read)
        handles(f"POST {path}")(self.replace)
        handles(f"PATCH {path}")(self.add)
        handles(f"DELETE {path}")(self.remove)

    @property
    def empty(self) -> Doc:
        """The empty overrides document."""
        return {name: [] for name in (*self.lists, *self.groups)}

    def read(self, context: Context) -> Success:
        """Handle GET."""
        return Success(f"{self.collection.noun} Overrides read successfully.", self._current(context))

    def replace(self, context: Context) -> Success:
        """Handle POST."""
        return self._save(context, context.body)

    def add(self, context: Context) -> Success:
        """Handle PATCH."""
        old, new = self._current(context), context.body
        lists = {name: _union(old[name], new.get(name, [])) for name in self.lists}
        return self._save(context, {**lists, **{n: g.added(old[n], new.get(n, [])) for n, g in self.groups.items()}})

    def remove(self, context: Context) -> Success:
        """Handle DELETE."""
        old, gone = self._current(context), context.body
        lists = {name: _difference(old[name], gone.get(name, [])) for name in self.lists}
        return self._save(context, {**lists, **{n: g.without(old[n], gone.get(n, [])) for n, g in self.groups.items()}})

    def _current(self, context: Context) -> Doc:
        id = self.collection.get_or_404(context)["id"]
        return context.project.get(f"{self.collection.family}/overrides", id) or self.empty

    def _save(self, context: Context, overrides: Doc) -> Success:
        id = self.collection.get_or_404(context)["id"]
        kept = {name: value for name, value in {**self.empty, **overrides}.items() if name in self.empty}
        context.project.put(f"{self.collection.family}/overrides", id, kept)
        return Success(f"{self.collection.noun} Overrides updated successfully.", kept)


USERS = ("passingUserIDs", "failingUserIDs", "passingCustomIDs", "failingCustomIDs")
ENVIRONMENTS = {"environmentOverrides": Group(("environment", "unitID"), ("passingIDs", "failingIDs"))}
"""The entries of gates and holdouts."""
