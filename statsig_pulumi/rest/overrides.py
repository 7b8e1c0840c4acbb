"""The contents of an object, held by a resource of their own: overrides, ids of a list, single rules.

An *exclusive* resource owns all of the contents: what somebody else adds shows as a difference, and goes. One that is
not manages its own entries only, and neither sees nor touches the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import AlreadyExists, ApiError, NotFound
from ..notify import notify
from ..schema.json_types import Doc
from .operations import Routes, Target, address, invoke, placeholders, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


def _exclusive(said: Doc) -> bool:
    return bool(said.get("exclusive", True))


def _refuse_others(api_path: str, live: object, target: Target) -> None:
    """Somebody's entries are not thrown away unasked.

    Raises:
        AlreadyExists: there are some.
    """
    if live and not target.said.get("adopt"):
        raise AlreadyExists("there are entries already", status=400, method="POST", path=api_path)


class Contents(Routes):
    """Routes of the contents of an object, which exist with it; ``key`` is the program's field for the object."""

    whole = True
    carries = False

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """They exist with their object."""
        id = str(target.said[self.key])
        doc = self.get(api, id, target)
        return None if doc is None else (id, doc)

    def inputs_from_id(self, id: str) -> Doc:
        """The object."""
        return {self.key: id}

    def missing(self, path: str) -> NotFound:
        """What is raised when there is no object that they could belong to."""
        hint = f"Make the object first, or see whether {self.key} is right"
        return NotFound("there is no such object", status=404, method="GET", path=path, hint=hint)


class Shared(Contents):
    """Contents that can have several owners."""

    def is_authoritative(self, said: Doc) -> bool:
        """Where it is exclusive."""
        return _exclusive(said)


# -- overrides -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entries:
    """A list of entries that hold lists of ids: what tells one entry from another, and the names of its lists."""

    place: tuple[str, ...]
    lists: tuple[str, ...]

    def of(self, entry: Doc) -> tuple[Any, ...]:
        """What tells the entry from others; absent and null are the same."""
        return tuple(entry.get(name) for name in self.place)


@dataclass(frozen=True)
class Overrides(Shared):
    """GET the lists; POST replaces them, PATCH adds to them, DELETE takes out of them.

    Args:
        path: the path, with ``{id}``.
        key: the program's field for the object that they belong to.
        parts: the fields that are sent together.
        entries: those of the fields whose entries hold lists of ids.
        adding: what a PATCH has to say besides.
    """

    path: str
    key: str
    parts: tuple[tuple[str, ...], ...]
    entries: Mapping[str, Entries] = field(default_factory=dict)
    adding: Mapping[str, str] = field(default_factory=dict)

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """All of them; those that the program says where it does not own the others."""
        live = unless_gone(lambda: api.call("GET", self.path, id=id))
        if live is None or _exclusive(target.said) or not target.body:
            return live
        return {name: self._common(name, live.get(name) or [], target.body.get(name) or []) for name in self._names}

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that are there.

        Raises:
            AlreadyExists: the program wants to own all of them, and there are some.
            NotFound: there is no such object.
        """
        id = str(target.said[self.key])
        if _exclusive(target.said):
            live = api.call("GET", self.path, id=id)
            _refuse_others(self.path.format(id=id), [live[name] for name in self._names if live.get(name)], target)
        return id, self.update(api, id, target, body, {})

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Bring them to what the program says."""
        if not _exclusive(target.said):
            self._send(api, "DELETE", id, self._less(was, body))
            self._send(api, "PATCH", id, self._less(body, was))
            return {}
        first = self.parts[0]
        live: Doc = api.call("POST", self.path, body={n: body.get(n, []) for n in first}, idempotent=True, id=id)
        # Whether that has touched the other parts is not said anywhere: what differs from the program is mended.
        others = {name for part in self.parts[1:] for name in part}
        live, wanted = ({n: doc.get(n) or [] for n in others} for doc in (live, body))
        self._send(api, "DELETE", id, self._less(live, wanted))
        self._send(api, "PATCH", id, self._less(wanted, live))
        return {}

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Take out what the program said; all of them, where it owned them all."""
        doc = unless_gone(lambda: api.call("GET", self.path, id=id)) if _exclusive(target.said) else target.body
        if doc is not None:
            unless_gone(lambda: self._send(api, "DELETE", id, self._less(doc, {})))

    def operations(self) -> Mapping[str, str]:
        """Four at one path."""
        verbs = {"GET": "read", "POST": "create, update", "PATCH": "add", "DELETE": "take out"}
        return {f"{method} {self.path}": verb for method, verb in verbs.items()}

    @property
    def _names(self) -> list[str]:
        return [name for part in self.parts for name in part]

    def _send(self, api: Client, method: str, id: str, lists: Doc) -> None:
        for part in self.parts:
            if any(lists.get(name) for name in part):
                body = {name: lists.get(name, []) for name in part}
                more = self.adding if method == "PATCH" else {}
                invoke(api, f"{method} {self.path}", {"id": id}, body={**more, **body}, idempotent=True)

    def _less(self, lists: Doc, others: Doc) -> Doc:
        """What is in the one and not in the other."""
        return {name: [*self._patch_body(name, lists.get(name) or [], others.get(name) or [])] for name in self._names}

    def _patch_body(self, name: str, ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[Any]:
        entries = self.entries.get(name)
        if entries is None:
            yield from (value for value in ours if value not in theirs)
            return
        known = {entries.of(entry): entry for entry in theirs}
        for entry in ours:
            there = known.get(entries.of(entry), {})
            rest = {n: [i for i in entry.get(n) or [] if i not in (there.get(n) or [])] for n in entries.lists}
            if any(rest.values()):
                yield {**entry, **rest}

    def _common(self, name: str, live: Sequence[Any], said: Sequence[Any]) -> list[Any]:
        """What the program says and is there, in the program's order."""
        entries = self.entries.get(name)
        if entries is None:
            return [value for value in said if value in live]
        known = {entries.of(entry): entry for entry in live}
        return [
            {**entry, **{n: [i for i in entry.get(n) or [] if i in (known[place].get(n) or [])] for n in entries.lists}}
            for entry in said
            if (place := entries.of(entry)) in known
        ]


# -- ids -------------------------------------------------------------------------------------------------------------

_CHUNK = 10_000
_STORE_CHUNK = 1000
_PER_10S = 12
_PATIENCE = 120.0


@dataclass(frozen=True)
class IdList(Shared):
    """The ids of a list, added and taken out by difference, in chunks and within a rate limit of their own.

    Args:
        path: the path of the object that has the list.
        key: the program's field for that object.
        store: the object's type where the list is in the user store, which has other operations.
    """

    path: str
    key: str
    store: str

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """All of them; those that the program says where it does not own the others."""
        ids = unless_gone(lambda: {"ids": [one for page in api.pages(self._list, id=id) for one in page["ids"]]})
        if ids is None or _exclusive(target.said) or not target.body:
            return ids
        live = set(ids["ids"])
        return {"ids": [one for one in target.body.get("ids", []) if one in live]}

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that are there.

        Raises:
            AlreadyExists: the program wants to own all of them, and there are some.
            NotFound: there is no such object.
        """
        id = str(target.said[self.key])
        live = self.get(api, id, Target()) if _exclusive(target.said) else {"ids": []}
        if live is None:
            raise self.missing(self.path.format(id=id))
        _refuse_others(self._list.format(id=id), live["ids"], target)
        return id, self.update(api, id, target, body, live)

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Take out and add; all at once where that is one request."""
        new, old = body.get("ids", []), was.get("ids", [])
        added, gone = [*_without(new, old)], [*_without(old, new)]
        store = api.call("GET", self.path, id=id).get("type") == self.store
        if _exclusive(target.said) and added and gone and not store and len(new) <= _CHUNK:
            self._call(api, "POST", f"{self._list}/reset", id, new)
        else:
            self._chunks(api, "PATCH" if store else "DELETE", "/remove_ids" if store else "/id_list", id, gone)
            self._chunks(api, "PATCH", "/add_ids" if store else "/id_list", id, added)
        self._settled(api, id)
        return {}

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Take out what the program said; all of them, where it owned them all."""
        live = self.get(api, id, target)
        if live and live["ids"]:
            self.update(api, id, Target({**target.said, "exclusive": False}), {"ids": []}, live)

    def operations(self) -> Mapping[str, str]:
        """Those of both kinds of lists."""
        return {
            f"GET {self.path}": "read",
            f"GET {self._list}": "read",
            f"PATCH {self._list}": "add",
            f"DELETE {self._list}": "take out",
            f"POST {self._list}/reset": "update",
            f"PATCH {self.path}/add_ids": "add, user store",
            f"PATCH {self.path}/remove_ids": "take out, user store",
            f"GET {self.path}/idlist_metadata": "wait",
        }

    @property
    def _list(self) -> str:
        return f"{self.path}/id_list"

    def _chunks(self, api: Client, method: str, path: str, id: str, ids: Sequence[str]) -> None:
        size = _CHUNK if path == "/id_list" else _STORE_CHUNK
        for start in range(0, len(ids), size):
            if start:
                notify(f"{id}: {start} of {len(ids)} ids sent")
            self._call(api, method, self.path + path, id, ids[start : start + size])

    def _call(self, api: Client, method: str, path: str, id: str, ids: Sequence[str]) -> None:
        api.call(method, path, body={"ids": list(ids)}, idempotent=True, per_10s=_PER_10S, id=id)

    def _settled(self, api: Client, id: str) -> None:
        """Wait until the server has taken the ids in; where it takes longer than this, it does so by itself."""
        end = api.clock.monotonic() + _PATIENCE
        while api.call("GET", f"{self.path}/idlist_metadata", id=id).get("isUpdating") and api.clock.monotonic() < end:
            api.clock.sleep(1)


def _without(ids: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    known = set(others)
    return (id for id in ids if id not in known)


# -- rules -----------------------------------------------------------------------------------------------------------


def _listed(api: Client, path: str, **ids: Any) -> list[Doc] | None:
    """The rules of an object; None where there is none. A gate's come as one entry that holds them."""
    entries: Any = unless_gone(lambda: api.call("GET", path, **ids))
    if entries is None:
        return None
    return [rule for entry in entries for rule in entry.get("rules", [entry])]


@dataclass(frozen=True)
class SubResource(Routes):
    """One member of a list inside an object: a rule of a gate or a dynamic config that is managed elsewhere.

    Args:
        key: the field that names it, alike in the program and on the wire.
        of: the program's field for the object that it belongs to.
        listed: what lists the members.
        added: what adds one; where there is nothing, the whole list is sent to the object.
        member: the path of a member; the first placeholder is the object's id, the second the member's.
    """

    key: str
    of: str
    listed: str
    added: str
    member: str

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """By its name."""
        for doc in self._members(api, target):
            if doc.get(self.key) == target.said[self.key]:
                return f"{target.said[self.of]}/{doc['id']}", doc
        return None

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """By its id, through the list."""
        owner, _, own = id.rpartition("/")
        for doc in self._members(api, Target({self.of: owner})):
            if doc["id"] == own:
                return doc
        return None

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Add it.

        Raises:
            AlreadyExists: there is one of this name.
            NotFound: there is no such object.
        """
        owner: Doc = {placeholders(self.added)[0]: str(target.said[self.of])}
        method, path = self.added.split(" ", 1)
        with api.alone(path.format(**owner)):  # two rules of one object may be on their way at once
            if method == "PATCH":
                body = {"rules": [*self._members(api, target), body]}
            api.call(method, path, body=body, **owner)
        found = self.find(api, target)
        if found is None:
            raise NotFound("it has been added and is not there", method=method, path=path)
        return found

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """PATCH it."""
        api.call("PATCH", self.member, body=body, **self._ids(id))
        return {}

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Take it out."""
        unless_gone(lambda: api.call("DELETE", self.member, **self._ids(id)))

    def operations(self) -> Mapping[str, str]:
        """Those of the list and of a member."""
        return {
            self.added: "create",
            f"GET {self.listed}": "read",
            f"PATCH {self.member}": "update",
            f"DELETE {self.member}": "destroy",
        }

    def inputs_from_id(self, id: str) -> Doc:
        """The object that it belongs to."""
        return {self.of: id.rpartition("/")[0]}

    def _members(self, api: Client, target: Target) -> list[Doc]:
        return _listed(api, self.listed, **address(self.listed, target.said, {"id": self.of})) or []

    def _ids(self, id: str) -> Doc:
        owner, _, own = id.rpartition("/")
        return dict(zip(placeholders(self.member), (owner, own), strict=True))


@dataclass(frozen=True)
class SubResources(Contents):
    """Several members of a list inside an object, recognised by their names; the others are neither seen nor touched.

    Args:
        key: the program's field for the object that they belong to.
        field: the field that holds them, alike in the program and on the wire.
        listed: what lists all members.
        added: what adds several.
        changed: what changes several.
        added_alone: what adds one, for an API that has no longer an operation for several.
        member: the path of a member.
    """

    key: str
    field: str
    listed: str
    added: str
    changed: str
    added_alone: str
    member: str

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """Those that the program says, in its order."""
        live = self._live(api, id)
        if live is None:
            return None
        said = target.body.get(self.field)
        return {self.field: [live[m["name"]] for m in said if m["name"] in live] if said else [*live.values()]}

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Add them.

        Raises:
            AlreadyExists: there is one of these names.
            NotFound: there is no such object.
        """
        id = str(target.said[self.key])
        live = self._live(api, id)
        if live is None:
            raise self.missing(self.listed.format(id=id))
        _refuse_others(self.listed.format(id=id), [m for m in body[self.field] if m["name"] in live], target)
        return id, self.update(api, id, target, body, {})

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Take out, change and add."""
        live = self._live(api, id) or {}
        new = {member["name"]: member for member in body.get(self.field, [])}
        old = {member["name"]: member for member in was.get(self.field, [])}
        for name in [name for name in old if name not in new and name in live]:
            self._alone(api, f"DELETE {self.member}", id, live[name], None)
        changed = [{**m, "id": live[n]["id"]} for n, m in new.items() if n in live and m != old.get(n)]
        self._several(api, self.changed, f"PATCH {self.member}", id, changed)
        self._several(api, self.added, self.added_alone, id, [m for n, m in new.items() if n not in live])
        return {}

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Take them out."""
        for member in (self.get(api, id, target) or {self.field: []})[self.field]:
            self._alone(api, f"DELETE {self.member}", id, member, None)

    def operations(self) -> Mapping[str, str]:
        """Those for several, and those for one."""
        return {
            f"GET {self.listed}": "read",
            self.added: "create, update",
            self.changed: "update",
            self.added_alone: "create, update",
            f"PATCH {self.member}": "update",
            f"DELETE {self.member}": "destroy, update",
        }

    def _live(self, api: Client, id: str) -> dict[str, Doc] | None:
        members = _listed(api, self.listed, id=id)
        return None if members is None else {member["name"]: member for member in members}

    def _several(self, api: Client, operation: str, alone: str, id: str, members: Sequence[Doc]) -> None:
        if not members:
            return
        try:
            invoke(api, operation, {"id": id}, body={self.field: list(members)})
        except ApiError as error:
            # Statsig's newer API has no operation for several any more.
            if error.status not in (404, 405):
                raise
            for member in members:
                self._alone(api, alone, id, member, {k: v for k, v in member.items() if k != "id"})

    def _alone(self, api: Client, operation: str, id: str, member: Doc, body: Doc | None) -> None:
        values = (id, member.get("id"))
        unless_gone(lambda: invoke(api, operation, dict(zip(placeholders(operation), values, strict=False)), body=body))
