"""Overrides: units to which the rules do not apply. POST replaces them, PATCH adds to them, DELETE removes from them.

DELETE takes a body with the overrides to remove, which Statsig's document omits. For layers, the document does not say
what DELETE does; here it does the same as elsewhere. For autotunes it removes all. Other operations remove one id, or
one gate or segment, and do not mind if it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import NOT_FOUND, Collection
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
        deletes_all: whether DELETE removes all of them, and takes no body.
    """

    collection: Collection
    lists: tuple[str, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    deletes_all: bool = False

    def register(self) -> None:
        """Register the handlers of the usual operations."""
        stores(f"{self.collection.family}/overrides")
        for method, handler in (
            ("GET", self.read),
            ("POST", self.replace),
            ("PATCH", self.add),
            ("DELETE", self.remove),
        ):
            handles(f"{method} {self._path}")(handler)

    @property
    def _path(self) -> str:
        return f"{self.collection.path}/{{id}}/overrides"

    @property
    def empty(self) -> Doc:
        """The empty overrides document."""
        return {name: [] for name in (*self.lists, *self.groups)}

    def shown(self, doc: Doc, overrides: Doc) -> Doc:
        """Return an object's overrides as responses have them."""
        return overrides

    def of(self, context: Context, doc: Doc) -> Doc:
        """Return an object's overrides as responses have them, from the store."""
        return self.shown(doc, self._stored(context, doc))

    def read(self, context: Context) -> Success:
        """Handle GET."""
        overrides = self.of(context, self.collection.get_or_404(context))
        return Success(f"{self.collection.noun} Overrides read successfully.", overrides)

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
        if self.deletes_all:
            return self._save(context, {})
        old, gone = self._current(context), context.body
        lists = {name: _difference(old[name], gone.get(name, [])) for name in self.lists}
        return self._save(context, {**lists, **{n: g.without(old[n], gone.get(n, [])) for n, g in self.groups.items()}})

    def _stored(self, context: Context, doc: Doc) -> Doc:
        return context.project.get(f"{self.collection.family}/overrides", doc["id"]) or self.empty

    def _current(self, context: Context) -> Doc:
        return self._stored(context, self.collection.get_or_404(context))

    def _save(self, context: Context, overrides: Doc) -> Success:
        doc = self.collection.get_or_404(context)
        kept = {name: value for name, value in {**self.empty, **overrides}.items() if name in self.empty}
        context.project.put(f"{self.collection.family}/overrides", doc["id"], kept)
        return Success(f"{self.collection.noun} Overrides updated successfully.", self.shown(doc, kept))


@dataclass(frozen=True)
class GroupOverrides(Overrides):
    """Overrides that bring units into a group: those of experiments, autotunes and layers.

    Args:
        condition: the fields that tell the overrides of one gate or segment apart.
        unit: the field of the type of unit, by default the object's own.
        members: the object's field with its groups, which a single removal must name; "" if it may name any.
    """

    condition: tuple[str, ...] = ("groupID", "environment")
    unit: str = "unitType"
    members: str = ""

    def register(self) -> None:
        """Register the handlers, also those that remove one."""
        super().register()
        handles(f"DELETE {self._path}/userID/{{userID}}")(self.remove_unit)
        handles(f"DELETE {self._path}/conditional/{{type}}/{{name}}")(self.remove_condition)

    def remove_unit(self, context: Context) -> Success:
        """Handle DELETE of one id."""
        ((name, group),) = self.groups.items()
        default = self._named_group(context).get("idType")

        def asked(entry: Doc) -> bool:
            defaults = {self.unit: default}
            return all(_same(entry.get(f), context.param(f), defaults.get(f)) for f in group.identity)

        old, id = self._current(context), context.path_params["userID"]
        entries = [{**e, "ids": _difference(e["ids"], [id])} if asked(e) else e for e in old[name]]
        return self._save(context, {**old, name: [entry for entry in entries if entry["ids"]]})

    def remove_condition(self, context: Context) -> Success:
        """Handle DELETE of one gate or segment."""
        self._named_group(context)
        (name,) = self.lists
        wanted = context.path_params["type"], context.path_params["name"]

        def asked(entry: Doc) -> bool:
            named = (entry["type"], entry.get("id", entry.get("name"))) == wanted
            return named and all(_same(entry.get(f), context.param(f)) for f in self.condition)

        old = self._current(context)
        return self._save(context, {**old, name: [entry for entry in old[name] if not asked(entry)]})

    def _named_group(self, context: Context) -> Doc:
        """Return the object in the path, which has the group in the query.

        Raises:
            HTTPError: 404, it has no such group, and no override for one.
        """
        doc = self.collection.get_or_404(context)
        entries = [entry for entries in self._stored(context, doc).values() for entry in entries]
        known = {entry.get("groupID") for entry in entries}
        known |= {member[name] for member in doc.get(self.members, ()) for name in ("id", "name")}
        if self.members and context.param("groupID") not in known:
            raise HTTPError(404, NOT_FOUND)
        return doc


def _same(value: object, asked: str, default: object = None) -> bool:
    return (value or default) == (asked or default)


_MAX_IDS = 2000
_PLAIN = {"passingIDs": ("passingUserIDs", "passingCustomIDs"), "failingIDs": ("failingUserIDs", "failingCustomIDs")}


@dataclass(frozen=True)
class PassingOverrides(Overrides):
    """Overrides that let units pass or fail: those of gates and holdouts.

    In responses, the entries of ``environmentOverrides`` without an environment repeat the plain lists.
    """

    lists: tuple[str, ...] = tuple(name for names in zip(*_PLAIN.values(), strict=True) for name in names)
    groups: Mapping[str, Group] = field(
        default_factory=lambda: {"environmentOverrides": Group(("environment", "unitID"), tuple(_PLAIN))}
    )

    def shown(self, doc: Doc, overrides: Doc) -> Doc:
        """Return an object's overrides as responses have them."""
        if chosen_variant("overrides-without-environment") == "apart":
            return overrides
        entries, units = overrides["environmentOverrides"], _units(doc)
        scoped = [e for e in entries if e.get("environment") or _unit(e, doc) not in units]
        merged = [_merged(doc, overrides, number) for number in range(len(units))]
        lists = {plain[n]: ids[name] for n, ids in enumerate(merged) for name, plain in _PLAIN.items()}
        added = [{"environment": None, "unitID": u, **ids} for u, ids in zip(units, merged, strict=True)]
        return {**overrides, **lists, "environmentOverrides": [*scoped, *(e for e in added if any(map(e.get, _PLAIN)))]}

    def _save(self, context: Context, overrides: Doc) -> Success:
        """Store the overrides.

        Raises:
            HTTPError: 400, what an entry adds to a plain list is not allowed there.
        """
        success = super()._save(context, overrides)
        for name in self.lists:
            if "" in success.data[name] or len(success.data[name]) > _MAX_IDS:
                raise bad_request((name, f"Expected at most {_MAX_IDS} ids, none of them empty"))
        return success


def _merged(doc: Doc, overrides: Doc, number: int) -> dict[str, list[object]]:
    """Return the ids of a type of unit in all environments, whether they stand in plain lists or in entries."""
    unit = _units(doc)[number]
    same = [e for e in overrides["environmentOverrides"] if not e.get("environment") and _unit(e, doc) == unit]
    return {
        name: _union(overrides[plain[number]], [id for entry in same for id in entry.get(name, [])])
        for name, plain in _PLAIN.items()
    }


def _units(doc: Doc) -> tuple[str, ...]:
    """Return the types of unit of the plain lists: of users, and of custom ids."""
    return ("userID",) if doc["idType"] == "userID" else ("userID", doc["idType"])


def _unit(entry: Doc, doc: Doc) -> str:
    return str(entry.get("unitID") or doc["idType"])


@dataclass(frozen=True)
class GateOverrides(PassingOverrides):
    """Those of gates, of which one user can be removed."""

    def register(self) -> None:
        """Register the handlers."""
        super().register()
        handles(f"DELETE {self._path}/userID/{{userID}}")(self.remove_user)

    def remove_user(self, context: Context) -> Success:
        """Handle DELETE of one user in all environments."""
        old, id = self._current(context), context.path_params["userID"]
        which = f"{context.param('groupID')}ingIDs"
        plain, doc = _PLAIN[which][0], self.collection.get_or_404(context)
        entries = [
            {**e, which: _difference(e.get(which, []), [id])}
            if not e.get("environment") and _unit(e, doc) == "userID"
            else e
            for e in old["environmentOverrides"]
        ]
        left = [e for e in entries if any(e.get(name) for name in _PLAIN)]
        return self._save(context, {**old, plain: _difference(old[plain], [id]), "environmentOverrides": left})
