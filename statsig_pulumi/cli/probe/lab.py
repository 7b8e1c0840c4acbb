"""Where experiments are made: requests to the sandbox, and the objects that have to be removed afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ...client.client import Client
from ...client.paths import fill
from ...errors import ApiError, StatsigError
from ...kind import all_kinds
from ...rest.collection import Collection
from ...schema.json_types import Doc

_COLLECTIONS = {
    routes.path: routes
    for routes in (kind.routes for kind in all_kinds().values())
    if isinstance(routes, Collection) and routes.can_delete
}
IDS = {path: routes.id_field for path, routes in _COLLECTIONS.items()}
"""The collections whose objects can be created and deleted, and the field that stands in an object's path."""
_NAMES = ("name", "id", "description")
"""The fields that may begin with the prefix of what a run has made."""
_REFUSALS = (400, 403, 404, 405, 409, 415, 422)
_KEYS = "/keys"
"""The collection whose ids are secrets."""


class Differs(Exception):
    """The API refuses what it is believed to accept; the text says how."""


class CannotTell(Exception):
    """An experiment cannot be made in this project, or its outcome says nothing."""


class Lab:
    """Requests to a sandbox, and what they have made there.

    Args:
        client: the sandbox.
        prefix: what the names of all objects begin with.
    """

    def __init__(self, client: Client, prefix: str | None = None) -> None:
        self.client = client
        self.prefix = prefix or f"probe_{secrets.token_hex(4)}_"
        self.left: list[str] = []
        """What could not be removed: the collection and the id."""
        self._made: list[tuple[str, str]] = []
        self._touched: dict[str, None] = {}
        self._count = 0

    def name(self) -> str:
        """Return a name that nothing else has, in the form of an id."""
        self._count += 1
        return f"{self.prefix}{self._count}"

    # -- requests ------------------------------------------------------------------------------------------------

    def send(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """Send a request and return the ``data`` of its response.

        Raises:
            ApiError: it was refused.
        """
        return self.document(method, path, body, **params).get("data")

    def document(self, method: str, path: str, body: Any = None, **params: Any) -> Doc:
        """Send a request and return all of its response. What a POST to a collection makes is removed afterwards."""
        if method == "POST" and path in IDS:
            self._touched[path] = None
            return self._create(path, body, params)
        return self.client.document(method, path, body=body, params=params or None)

    def _create(self, path: str, body: Any, params: Mapping[str, Any]) -> Doc:
        begun = len(self._made)
        if path != _KEYS:  # the response may be lost: until it is there, the name stands for the id
            self._made.append((path, str(body.get("id") or body["name"]).lower().replace(" ", "_")))
        try:
            document = self.client.document("POST", path, body=body, params=params or None)
        except ApiError as error:
            if error.status in _REFUSALS:
                del self._made[begun:]
            raise
        data = document.get("data") or {}
        if id := data.get(IDS[path]):
            self._made[begun:] = [(path, str(id))]
        return document

    def make(self, path: str, **body: Any) -> Doc:
        """Create an object of a collection; by default its name is a new one. Return its document."""
        created = self.send("POST", path, {"name": self.name(), **body})
        return created if isinstance(created, dict) else {}

    def read(self, path: str, id: str) -> Doc:
        """Return an object of a collection."""
        found = self.send("GET", at(path, id))
        return found if isinstance(found, dict) else {}

    def change(self, path: str, id: str, **changes: Any) -> Doc:
        """PATCH an object of a collection, and return it as it is read afterwards.

        Raises:
            Differs: the API refuses it, which no experiment expects.
        """
        if refusal := self.refusal("PATCH", at(path, id), changes):
            raise Differs(f"refused with {refusal.status}: {refusal.message}")
        return self.read(path, id)

    def delete(self, path: str, id: str) -> None:
        """DELETE an object of a collection."""
        self.send("DELETE", at(path, id))
        with suppress(ValueError):
            self._made.remove((path, id))

    def refusal(self, method: str, path: str, body: Any = None, **params: Any) -> ApiError | None:
        """Send a request; return its refusal by the API, None where it was accepted.

        Raises:
            ApiError: it failed for a reason that says nothing about the request: the key, the limits, the server.
        """
        try:
            self.document(method, path, body, **params)
        except ApiError as error:
            if error.status not in _REFUSALS or error.status == 403:
                raise
            return error
        return None

    def listed(self, path: str, **params: Any) -> list[Any]:
        """Return a whole list."""
        return [*self.client.paginate(path, params=params or None)]

    # -- removal -------------------------------------------------------------------------------------------------

    def clean_up(self) -> None:
        """Remove what the latest experiment has made, the latest first; note what could not be removed."""
        while self._made:
            path, id = self._made[-1]
            if not self._removed(path, id):
                self._note(path, id)
            self._made.pop()

    def sweep(self) -> None:
        """Remove what else begins with the prefix: objects whose creation was lost, or that have been renamed."""
        for path in self._touched:
            for id in self._strays(path):
                if not self._removed(path, id):
                    self._note(path, id)

    def abandon(self) -> None:
        """Note all that is there still: somebody does not want to wait for its removal."""
        while self._made:
            self._note(*self._made.pop())

    def _removed(self, path: str, id: str) -> bool:
        if path == "/experiments":  # one that runs cannot be deleted everywhere
            with suppress(StatsigError):
                self.client.request("PUT", f"{path}/{{id}}/abandon", body={"decisionReason": "probe"}, id=id)
        try:
            self.client.request("DELETE", f"{path}/{{id}}", id=id)
        except ApiError as error:
            return error.status == 404
        except StatsigError:
            return False
        return True

    def _strays(self, path: str) -> Iterator[str]:
        try:
            found = self.listed(_COLLECTIONS[path].list_.split(" ", 1)[1])
        except StatsigError:
            self._note(path, f"{self.prefix}* (the list could not be read)")
            return
        for doc in found:
            if isinstance(doc, dict) and any(str(doc.get(name) or "").startswith(self.prefix) for name in _NAMES):
                yield str(doc.get(IDS[path]))

    def _note(self, path: str, id: str) -> None:
        shown = f"{path.strip('/')} {'(a key, by its description)' if path == _KEYS else id}"
        if shown not in self.left:
            self.left.append(shown)


def at(path: str, id: str, rest: str = "") -> str:
    """Return the path of an object of a collection, its id escaped, or of something below it."""
    return fill(f"{path}/{{id}}", {"id": id}).replace("{", "%7B").replace("}", "%7D") + rest
