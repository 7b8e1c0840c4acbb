"""The ids of a segment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ApiError
from ..notify import notify
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import SharedContents, becomes_exclusive, is_exclusive, no_parent, refuse_others
from .operations import FOUND, NO_BODY, Target, request_object, soon, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

_CHUNK = 10_000
_STORE_CHUNK = 1000
_TIMEOUT = 120.0


@dataclass(frozen=True)
class IdList(SharedContents):
    """The ids of a list, added and removed by difference, in chunks.

    Args:
        path: the path of the object that has the list.
        store: the object's type where the list is in the user store, which has other operations.
    """

    path: str
    store: str

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return all of them; where it is not exclusive, those among them that the program has."""
        ids = unless_gone(lambda: {"ids": [*self._ids(client, id)]})
        return None if ids is None else self._own(ids, target)

    def _own(self, ids: Doc, target: Target) -> Doc:
        """Return those that are the program's; all, where it is exclusive."""
        if is_exclusive(target.state) or not target.body:
            return ids
        live = set(ids["ids"])
        return {"ids": [one for one in target.body.get("ids", []) if one in live]}

    def belongs_to(self, parent: Doc) -> bool:
        """Return whether the segment is a list of ids."""
        return parent.get("type") in ("id_list", self.store)

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that exist.

        Raises:
            AlreadyExists: it is exclusive, and there are some that are not the program's own.
            NotFound: there is no such object.
        """
        id = target.parent
        live = self.read_object(client, id, Target())
        if live is None:
            raise no_parent(self.path.format(id=id), target.shape)
        if not is_exclusive(target.state):
            return id, self._update_own(client, target, body=body, old={}, live=live)
        others = [*_without(live["ids"], body.get("ids", []))] if target.resumes else live["ids"]
        refuse_others(self._list.format(id=id), others, target)
        return id, self._change(client, id, target, body.get("ids", []), live["ids"], live=live["ids"])

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Remove and add; all at once where that is one request."""
        if not is_exclusive(target.state):
            live = self.read_object(client, id, Target()) or {"ids": []}
            return self._update_own(client, target, body=body, old=old, live=live)
        known = old.get("ids", [])
        if becomes_exclusive(target):
            live = self.read_object(client, id, Target()) or {"ids": []}
            refuse_others(self._list.format(id=id), [*_without(live["ids"], known)], target)
            known = live["ids"]
        return self._change(client, id, target, body.get("ids", []), known, live=known)

    def _update_own(self, client: Client, target: Target, *, body: Doc, old: Doc, live: Doc) -> Doc:
        """Remove and add by difference; ids that others had added before are neither added nor removed."""
        found = (target.state.get(FOUND) or {}).get("ids", [])
        wanted, known = body.get("ids", []), old.get("ids", [])
        removed = [*_without([*_without(known, wanted)], {*found, *target.held})]
        added = [*_without(wanted, known)]
        missing = [*_without(added, live["ids"])]
        there = frozenset(added).intersection(live["ids"])
        begun = target.begin(target.parent, frozenset(missing), there)
        self._change(client, target.parent, target, missing, removed, live=live["ids"])
        others = (set(found) - {*missing}) | (there - begun)
        kept = [one for one in wanted if one in others]
        return {FOUND: {"ids": kept} if kept else {}}

    def _change(
        self,
        client: Client,
        id: str,
        target: Target,
        wanted: Sequence[str],
        known: Sequence[str],
        *,
        live: Sequence[str],
    ) -> Doc:
        added, removed = [*_without(wanted, known)], [*_without(known, wanted)]
        if not added and not removed:
            return {FOUND: {}}
        store = request_object(client, "GET", self.path, id=id).get("type") == self.store
        if is_exclusive(target.state) and added and removed and not store and len(wanted) <= _CHUNK:
            self._send(client, "POST", f"{self._list}/reset", id, wanted)
        else:
            self._remove(client, id, removed, [*_without(live, removed)], store=store)
            self._chunks(client, "PATCH", "/add_ids" if store else "/id_list", id, added)
        self._wait(client, id)
        return {FOUND: {}}

    def _remove(self, client: Client, id: str, removed: Sequence[str], rest: Sequence[str], *, store: bool) -> None:
        """Remove ids, and leave the rest. A DELETE whose body is ignored removes nothing, or all: that is mended."""
        if store or not removed:
            self._chunks(client, "PATCH", "/remove_ids", id, removed)
            return
        try:
            self._chunks(client, "DELETE", "/id_list", id, removed)
        except ApiError as error:
            if error.status not in NO_BODY:
                raise
        self._wait(client, id)
        if request_object(client, "GET", self._list, id=id).get("count") != len(rest):
            self._mend(client, id, removed, rest)

    def _mend(self, client: Client, id: str, removed: Sequence[str], rest: Sequence[str]) -> None:
        """Remove what is still there of what was removed, and bring back the rest where nothing of it is there: of what
        others have taken out in the meantime, the rest is left."""
        gone = set(removed)

        def is_lost(ids: set[str]) -> bool:
            return bool(rest) and ids.isdisjoint(rest)

        left = soon(client, lambda: {*self._ids(client, id)}, lambda ids: not ids & gone and not is_lost(ids))
        back = rest if is_lost(left) else []
        if left & gone:
            self._send(client, "POST", f"{self._list}/reset", id, [*_without([*left, *back], gone)])
        elif back:
            self._chunks(client, "PATCH", "/id_list", id, back)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove what the program has and nobody else had before; all of them, where it is exclusive.

        The segment may go in the middle of it, with all its ids.
        """
        unless_gone(lambda: self._delete(client, id, target))

    def _delete(self, client: Client, id: str, target: Target) -> None:
        whole = self.read_object(client, id, Target())
        live = self._own(whole, target) if whole else None
        if not whole or not live or not live["ids"]:
            return
        found = [] if is_exclusive(target.state) else (target.state.get(FOUND) or {}).get("ids", [])
        shared = Target({**target.state, "exclusive": False}, shape=target.shape)
        self._change(client, id, shared, [], [*_without(live["ids"], {*found, *target.held})], live=whole["ids"])

    def parts(self, body: Doc) -> frozenset[str] | None:
        """Return the ids."""
        return frozenset(body.get("ids", []))

    def without_parts(self, body: Doc, parts: frozenset[str]) -> Doc:
        """Return the list without some of its ids."""
        return {name: [one for one in ids if one not in parts] for name, ids in body.items()}

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of both kinds of lists."""
        return {
            f"GET {self.path}": "read",
            f"GET {self._list}": "read",
            f"PATCH {self._list}": "add",
            f"DELETE {self._list}": "remove",
            f"POST {self._list}/reset": "update",
            f"PATCH {self.path}/add_ids": "add, user store",
            f"PATCH {self.path}/remove_ids": "remove, user store",
            f"GET {self.path}/idlist_metadata": "wait",
        }

    def _ids(self, client: Client, id: str) -> Iterator[str]:
        return (one for page in client.paginate(self._list, id=id) for one in page.get("ids") or [])

    @property
    def _list(self) -> str:
        return f"{self.path}/id_list"

    def _chunks(self, client: Client, method: str, path: str, id: str, ids: Sequence[str]) -> None:
        size = _CHUNK if path == "/id_list" else _STORE_CHUNK
        for start in range(0, len(ids), size):
            if start:
                notify(f"{id}: {start} of {len(ids)} ids sent")
            self._send(client, method, self.path + path, id, ids[start : start + size])

    def _send(self, client: Client, method: str, path: str, id: str, ids: Sequence[str]) -> None:
        client.request(method, path, body={"ids": list(ids)}, idempotent=True, id=id)

    def _wait(self, client: Client, id: str) -> None:
        """Wait until the server has processed the ids; where that takes longer, it goes on by itself."""
        end = client.clock.monotonic() + _TIMEOUT
        metadata = f"{self.path}/idlist_metadata"
        while request_object(client, "GET", metadata, id=id).get("isUpdating") and client.clock.monotonic() < end:
            client.clock.sleep(1)


def _without(ids: Sequence[str], others: Collection[str]) -> Iterator[str]:
    known = set(others)
    return (id for id in ids if id not in known)
