"""The ids of a segment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..notify import notify
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import SharedContents, is_exclusive, no_parent, refuse_others
from .operations import Target, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

_CHUNK = 10_000
_STORE_CHUNK = 1000
_PER_10S = 12
_TIMEOUT = 120.0


@dataclass(frozen=True)
class IdList(SharedContents):
    """The ids of a list, added and removed by difference, in chunks and within a rate limit of their own.

    Args:
        path: the path of the object that has the list.
        store: the object's type where the list is in the user store, which has other operations.
    """

    path: str
    store: str

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return all of them; where it is not exclusive, those among them that the program has."""
        ids = unless_gone(lambda: {"ids": [i for page in client.paginate(self._list, id=id) for i in page["ids"]]})
        if ids is None or is_exclusive(target.state) or not target.body:
            return ids
        live = set(ids["ids"])
        return {"ids": [one for one in target.body.get("ids", []) if one in live]}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that exist.

        Raises:
            AlreadyExists: it is exclusive, and there are some.
            NotFound: there is no such object.
        """
        id = target.parent
        live = self.read_object(client, id, Target()) if is_exclusive(target.state) else {"ids": []}
        if live is None:
            raise no_parent(self.path.format(id=id), target.shape)
        refuse_others(self._list.format(id=id), live["ids"], target)
        return id, self.update_object(client, id, target, body, live)

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Remove and add; all at once where that is one request."""
        wanted, known = body.get("ids", []), old.get("ids", [])
        added, removed = [*_without(wanted, known)], [*_without(known, wanted)]
        store = client.request("GET", self.path, id=id).get("type") == self.store
        if is_exclusive(target.state) and added and removed and not store and len(wanted) <= _CHUNK:
            self._send(client, "POST", f"{self._list}/reset", id, wanted)
        else:
            self._chunks(client, "PATCH" if store else "DELETE", "/remove_ids" if store else "/id_list", id, removed)
            self._chunks(client, "PATCH", "/add_ids" if store else "/id_list", id, added)
        self._wait(client, id)
        return {}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove what the program has; all of them, where it is exclusive."""
        live = self.read_object(client, id, target)
        if live and live["ids"]:
            shared = Target({**target.state, "exclusive": False}, shape=target.shape)
            self.update_object(client, id, shared, {"ids": []}, live)

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
        client.request(method, path, body={"ids": list(ids)}, idempotent=True, per_10s=_PER_10S, id=id)

    def _wait(self, client: Client, id: str) -> None:
        """Wait until the server has processed the ids; where that takes longer, it goes on by itself."""
        end = client.clock.monotonic() + _TIMEOUT
        metadata = f"{self.path}/idlist_metadata"
        while client.request("GET", metadata, id=id).get("isUpdating") and client.clock.monotonic() < end:
            client.clock.sleep(1)


def _without(ids: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    known = set(others)
    return (id for id in ids if id not in known)
