"""Settings that always exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..client.paths import placeholders
from ..errors import NotFound
from ..notify import notify
from ..schema.json_types import Doc
from ..schema.shape import Property, Shape
from .operations import Routes, Target, invoke, request_object, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

BEFORE = "before"
"""The field of a setting's document that keeps what it was before Pulumi managed it."""


@dataclass(frozen=True)
class Singleton(Routes):
    """GET to read and POST to set; there is nothing to create or delete.

    Where there are several, a ``Path`` or a ``Query`` field says which one. A ``Query`` field is in the body of the
    POST as well.

    Args:
        path: the one path.
        list_: lists the objects that the ``Path`` field says one of, which is in their documents as well.
        full_update_only: whether a POST takes everything. What was there before is then kept, so that it can be
            restored.
    """

    path: str
    full_update_only: bool = False
    list_: str = ""

    @property
    def reads_before_create(self) -> bool:  # type: ignore[override]
        """Whether it is read first, as what takes everything has to be."""
        return self.full_update_only

    def destroy_operation(self, how: str) -> str | None:
        """Return the operation that restores it."""
        return f"POST {self.path}" if self.full_update_only and how == "restore" else None

    def inputs_from_id(self, id: str, shape: Shape) -> Doc:
        """Return the field that says which one."""
        prop = _which(shape)
        return {prop.name: id} if prop else {}

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Return it: it always exists."""
        id = self._id(target)
        doc = self.read_object(client, id, target)
        return None if doc is None else (id, {**doc, BEFORE: doc} if self.full_update_only else doc)

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """GET."""
        params, ids = self._in_query(id, target), self._path_ids(id)
        return unless_gone(lambda: request_object(client, "GET", self.path, params=params, **ids))

    def members(self, client: Client, shape: Shape) -> Iterator[str] | None:
        """Return the one there is, or those that the list has."""
        if self.list_:
            (name,) = placeholders(self.path)
            return (str(doc[name]) for doc in client.paginate(self.list_.split(" ", 1)[1]))
        return None if _which(shape) else iter([self._own_id])

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST, which sets."""
        id = self._id(target)
        try:
            return id, self.update_object(client, id, target, body, {})
        except NotFound as error:
            error.hint = "The API can change one that exists, and create none"
            raise

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """POST, which sets."""
        sent = {**self._in_query(id, target), **body}
        return invoke(client, f"POST {self.path}", self._path_ids(id), body=sent, idempotent=True)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Do nothing: the setting stays as it is."""

    def invoke(self, client: Client, operation: str, id: str, target: Target, *, repeatable: bool = True) -> Doc:
        """Restore it to what it was before."""
        if before := target.state.get(BEFORE):
            body = _without_missing_ids(before, self.read_object(client, id, target) or {})
            return invoke(client, operation, self._path_ids(id), body=body, idempotent=True)
        notify(f"{self.path}: left as it is, what it was before is not known")
        return {}

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return two at one path."""
        listed = {self.list_: "export"} if self.list_ else {}
        return {f"GET {self.path}": "read", f"POST {self.path}": "update", **listed}

    def _id(self, target: Target) -> str:
        prop = _which(target.shape)
        return str(target.state[prop.name]) if prop else self._own_id

    @property
    def _own_id(self) -> str:
        return self.path.rpartition("/")[2]

    def _path_ids(self, id: str) -> Doc:
        return dict.fromkeys(placeholders(self.path), id)

    def _in_query(self, id: str, target: Target) -> Doc:
        return {p.wire: id for p in target.shape.marked("query")}


def _which(shape: Shape) -> Property | None:
    return next(iter([*shape.marked("path"), *shape.marked("query")]), None)


def _without_missing_ids(before: Doc, live: Doc) -> Doc:
    """Return a document whose list members keep those of their ids that still exist; others come back as new ones."""

    def member(one: Any, known: set[Any]) -> Any:
        missing = isinstance(one, dict) and one.get("id") not in known
        return {name: value for name, value in one.items() if name != "id"} if missing else one

    def members(name: str, value: Any) -> Any:
        known = {one.get("id") for one in live.get(name) or [] if isinstance(one, dict)}
        return [member(one, known) for one in value]

    return {name: members(name, value) if isinstance(value, list) else value for name, value in before.items()}
