"""What is set and not made: settings that always exist, and what can be set but never read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import NotFound
from ..notify import notify
from ..schema.json_types import Doc
from .operations import Blind, Routes, Target, address, invoke, placeholders, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

BEFORE = "before"
"""Where the document of a setting keeps what it was before Pulumi managed it."""


@dataclass(frozen=True)
class Singleton(Routes):
    """GET to read and POST to set; there is nothing to create or delete.

    Args:
        path: the one path.
        key: the field that says which one, in the path or else in the query and the body; "" where there is one.
        whole: whether a POST takes everything. What was there before is then kept, so that it can be restored.
    """

    path: str
    key: str = ""
    whole: bool = False

    def exists(self) -> bool:
        """What takes everything is looked at first."""
        return self.whole

    def destroy_operation(self, how: str) -> str | None:
        """It can be put back to what it was before."""
        return f"POST {self.path}" if self.whole and how == "restore" else None

    def inputs_from_id(self, id: str) -> Doc:
        """The field that says which one."""
        return {self.key: id} if self.key else {}

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """It always exists."""
        id = self._id(target)
        doc = self.get(api, id, target)
        return None if doc is None else (id, {**doc, BEFORE: doc} if self.whole else doc)

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """GET."""
        return unless_gone(lambda: api.call("GET", self.path, params=self._outside(id), **self._inside(id)))

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST, which sets."""
        id = self._id(target)
        try:
            return id, self.update(api, id, target, body, {})
        except NotFound as error:
            error.hint = "The API can change what exists already, and make none"
            raise

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """POST, which sets."""
        doc: Doc = api.call("POST", self.path, body={**self._outside(id), **body}, idempotent=True, **self._inside(id))
        return doc

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Nothing: the setting stays as it is."""

    def invoke(self, api: Client, operation: str, id: str, target: Target) -> Doc:
        """Put it back to what it was before."""
        if before := target.said.get(BEFORE):
            body = _without_ids_that_are_gone(before, self.get(api, id, target) or {})
            return invoke(api, operation, self._inside(id), body=body, idempotent=True)
        notify(f"{self.path}: left as it is, nothing is known of what it was before")
        return {}

    def operations(self) -> Mapping[str, str]:
        """Two at one path."""
        return {f"GET {self.path}": "read", f"POST {self.path}": "update"}

    def _id(self, target: Target) -> str:
        return str(target.said[self.key]) if self.key else self.path.rpartition("/")[2]

    def _inside(self, id: str) -> Doc:
        return dict.fromkeys(placeholders(self.path), id)

    def _outside(self, id: str) -> Doc:
        return {self.key: id} if self.key and not placeholders(self.path) else {}


def _without_ids_that_are_gone(before: Doc, live: Doc) -> Doc:
    """A document whose members keep their ids where there still are members of these; others come back as new ones."""

    def member(one: Any, known: set[Any]) -> Any:
        gone = isinstance(one, dict) and one.get("id") not in known
        return {name: value for name, value in one.items() if name != "id"} if gone else one

    def kept(name: str, value: Any) -> Any:
        known = {one.get("id") for one in live.get(name) or [] if isinstance(one, dict)}
        return [member(one, known) for one in value]

    return {name: kept(name, value) if isinstance(value, list) else value for name, value in before.items()}


@dataclass(frozen=True)
class WriteOnly(Blind):
    """What can be sent, and is neither read nor deleted: connections, invitations, versions.

    Args:
        path: the one path.
        key: the field that names it in the program; "" where there is one.
        method: how it is sent.
        whole: whether that takes everything.
        ids: the program's fields for the path's placeholders, where they are called otherwise.
        id_wire: the field of the reply that holds the id, where there is one.
        removable: False where one that has been sent takes up its name for ever.
    """

    path: str
    key: str = ""
    method: str = "POST"
    whole: bool = True
    ids: Mapping[str, str] = field(default_factory=dict)
    id_wire: str = "id"
    removable: bool = True

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Send it."""
        doc = self.update(api, "", target, body, {})
        return str(doc.get(self.id_wire) or (target.said[self.key] if self.key else self.path.rpartition("/")[2])), doc

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Send it again."""
        doc: Doc = api.call(
            self.method, self.path, body=body, idempotent=True, **address(self.path, target.said, self.ids)
        )
        return doc

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Nothing: it stays as it is."""

    def operations(self) -> Mapping[str, str]:
        """One."""
        return {f"{self.method} {self.path}": "create, update"}
