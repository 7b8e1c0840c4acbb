"""Objects addressed by fields in the query: ingestion sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ..errors import InvalidInput
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .operations import Routes, Target, object_at, request_object, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class QueryCollection(Routes):
    """POST, GET, PATCH and DELETE at one path; the ``Query`` fields address an object, in the query or in the body.

    The id that Pulumi keeps is those fields, joined by ``/``.

    Args:
        path: the one path.
        query_values: values that have another name in a query.
    """

    tells_creation = False

    path: str
    query_values: Mapping[str, str] = field(default_factory=dict)

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Find it by the fields that address it."""
        id = self._id(target)
        doc = self.read_object(client, id, target)
        return None if doc is None else (id, doc)

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """GET with the fields in the query; the response does not repeat them."""
        doc = object_at(client, self.path, params=self._query(id, target.shape))
        return None if doc is None else {**doc, **_fields(id, target.shape)}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST with the fields in the body."""
        return self._id(target), request_object(client, "POST", self.path, body=body)

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """PATCH with the fields in the body."""
        return request_object(client, "PATCH", self.path, body={**_fields(id, target.shape), **body})

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """DELETE with the fields in the query."""
        unless_gone(lambda: client.request("DELETE", self.path, params=self._query(id, target.shape)))

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return four at one path."""
        verbs = {"POST": "create", "GET": "read", "PATCH": "update", "DELETE": "delete"}
        return {f"{method} {self.path}": verb for method, verb in verbs.items()}

    def inputs_from_id(self, id: str, shape: Shape) -> Doc:
        """Return the fields that address it."""
        return dict(_fields(id, shape))

    def _query(self, id: str, shape: Shape) -> dict[str, str]:
        return {name: self.query_values.get(value, value) for name, value in _fields(id, shape).items()}

    def _id(self, target: Target) -> str:
        return "/".join(quote(str(target.state[p.name]), safe="") for p in target.shape.marked("query"))


def _fields(id: str, shape: Shape) -> dict[str, str]:
    """Return the ``Query`` fields that an id stands for, which have one name in the program and on the wire.

    Raises:
        InvalidInput: the id has not the form ``A/B/C``.
    """
    names = [p.name for p in shape.marked("query")]
    parts = id.split("/")
    if len(parts) != len(names):
        raise InvalidInput(f"the id {id!r} must have the form {'/'.join(names)}")
    return {name: unquote(part) for name, part in zip(names, parts, strict=True)}
