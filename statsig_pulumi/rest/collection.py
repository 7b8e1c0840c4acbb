"""Objects in collections: addressed by an id in the path, by fields in the query, or by a secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ..errors import ApiError, InvalidInput, NotFound
from ..notify import notify
from ..schema.json_types import Doc
from .operations import Routes, Target, invoke, placeholders, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class Collection(Routes):
    """POST to the collection; GET, an update and DELETE of a member.

    Args:
        path: the collection's path.
        key: the field that names the object in the program.
        key_wire: the same on the wire.
        id_wire: the field of a document that holds the id in the member's path. Where it is the key the id is known
            beforehand; else objects are found by going through the list.
        id_from: how an id that is known beforehand is made of a body's fields: ``{name}::{type}``.
        label: a wire field that the API requires and that is the key where the program says nothing else.
        member: the path of a member, by default below the collection's.
        listed: the path of the list, by default the collection's.
        readable: whether a member can be read alone.
        change: the operation that changes a member, by default a PATCH of it.
        bare: the one field that this operation takes, as the body itself.
        whole: whether it takes everything.
        full: whether a POST to the member replaces everything.
        carried: the fields of the live document that this needs besides.
        later: the fields that a create does not take.
        unpatchable: the fields that a PATCH does not take.
        removable: whether a member can be deleted.
        attempts_delete: whether only a newer API than this one's document can delete a member: it is tried.
        endings: what ``on_destroy`` can say besides.
    """

    path: str
    key: str
    key_wire: str = "id"
    id_wire: str = "id"
    id_from: str = ""
    label: str | None = None
    member: str = ""
    listed: str = ""
    readable: bool = True
    change: str = ""
    bare: str = ""
    whole: bool = False
    full: bool = False
    carried: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    update_excludes: frozenset[str] = frozenset()
    removable: bool = True
    attempts_delete: bool = False
    destroy_operations: Mapping[str, str] = field(default_factory=dict)

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """By id where it is known beforehand, else through the list."""
        id = self._id_beforehand(target)
        if id is not None and self.readable:
            doc = self.get(api, id, target)
        else:
            key = target.body.get(self.key_wire, target.said[self.key])
            doc = next((doc for doc in self._list(api) if doc.get(self.key_wire, doc.get("id")) == key), None)
        return None if doc is None else (self._id(doc, target), doc)

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """GET by id, or from the list."""
        if not self.readable:
            return next((doc for doc in self._list(api) if doc.get(self.id_wire) == id), None)
        return unless_gone(lambda: api.call("GET", self._member, **self._ids(id, target)))

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST to the collection."""
        if self.label:
            body = {self.label: target.said[self.key], **body}
        doc = api.call("POST", self.path, body=body)
        if self.id_wire not in doc and self._id_beforehand(target) is None and (found := self.find(api, target)):
            return found
        return self._id(doc, target), doc

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """The operation that changes a member."""
        sent = body[self.bare] if self.bare else body
        return invoke(api, self._change, self._ids(id, target), body=sent, idempotent=True)

    def replace(self, api: Client, id: str, target: Target, body: Doc) -> Doc:
        """POST by id, which replaces everything."""
        doc: Doc = api.call("POST", self._member, body=body, idempotent=True, **self._ids(id, target))
        return doc

    def delete(self, api: Client, id: str, target: Target) -> None:
        """DELETE by id; nothing where the API cannot."""
        if self.removable:
            unless_gone(lambda: api.call("DELETE", self._member, **self._ids(id, target)))
        elif self.attempts_delete:
            self._try_to_delete(api, id, target)

    def _try_to_delete(self, api: Client, id: str, target: Target) -> None:
        try:
            api.call("DELETE", self._member, **self._ids(id, target))
        except ApiError as error:
            if error.status not in (404, 405):
                raise
            if self.get(api, id, target) is not None:
                notify(f"{self._member.format(**self._ids(id, target))}: left in Statsig, whose API cannot delete it")

    def dry_run(self, api: Client, target: Target, body: Doc, exists: bool) -> None:
        """POST to the collection, or the operation that changes a member, with ``dryRun``."""
        dry = {**body, "dryRun": True}
        if exists:
            self.update(api, str(self._id_beforehand(target)), target, dry, {})
        else:
            api.call("POST", self.path, body=dry, idempotent=True)

    def invoke(self, api: Client, operation: str, id: str, target: Target) -> Doc:
        """Another operation on the member."""
        return super().invoke(api, operation, next(iter(self._ids(id, target).values())), target)

    def destroy_operation(self, how: str) -> str | None:
        """As the declaration says."""
        return self.destroy_operations.get(how)

    def operations(self) -> Mapping[str, str]:
        """Those of the collection and of the member."""
        used = {f"POST {self.path}": "create", self._change: "update"}
        if not self.readable or self._id_beforehand(Target()) is None:
            used[f"GET {self.listed or self.path}"] = "find"
        if self.readable:
            used[f"GET {self._member}"] = "read"
        if self.full:
            used[f"POST {self._member}"] = "update, exhaustive"
        if self.removable:
            used[f"DELETE {self._member}"] = "destroy"
        return {**used, **{operation: f"on_destroy={how!r}" for how, operation in self.destroy_operations.items()}}

    @property
    def _member(self) -> str:
        return self.member or f"{self.path}/{{id}}"

    @property
    def _change(self) -> str:
        return self.change or f"PATCH {self._member}"

    def _list(self, api: Client) -> Iterator[Doc]:
        yield from api.pages(self.listed or self.path)

    def _ids(self, id: str, target: Target) -> Doc:
        (name,) = placeholders(self._member)
        return {name: id}

    def _id_beforehand(self, target: Target) -> str | None:
        if self.id_from:
            return self.id_from.format(**target.body) if target.body else ""
        return str(target.said.get(self.key)) if self.key_wire == self.id_wire else None

    def _id(self, doc: Doc, target: Target) -> str:
        return str(doc.get(self.id_wire) or self._id_beforehand(target) or target.said[self.key])


@dataclass(frozen=True)
class SecretIdCollection(Collection):
    """A collection whose ids are secrets: API keys. Pulumi writes ids down in the clear, so the id it is given is a
    digest, and the real one stands in the secret output ``secret``. An id that says nothing of a digest is the key.
    """

    secret: str = "key"  # noqa: S105 - a field's name

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """By the secret where it is known, else through the list by the digest or the key."""
        if target.said.get(self.secret):
            return super().get(api, id, target)
        for doc in self._list(api):
            if id in (self._id(doc, target), doc.get(self.key_wire)):
                return doc
        return None

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """The operation that changes a member."""
        return super().update(api, id, self._known(api, id, target), body, was)

    def delete(self, api: Client, id: str, target: Target) -> None:
        """DELETE; it may be gone already."""
        with suppress(NotFound):
            super().delete(api, id, self._known(api, id, target))

    def invoke(self, api: Client, operation: str, id: str, target: Target) -> Doc:
        """Another operation on the member."""
        return super().invoke(api, operation, id, self._known(api, id, target))

    def _known(self, api: Client, id: str, target: Target) -> Target:
        """The target with its secret, which state does not hold when the object has just been imported."""
        if target.said.get(self.secret):
            return target
        doc = self.get(api, id, target)
        if doc is None:
            raise NotFound("there is no such object", status=404, method="GET", path=self.path)
        return Target({**target.said, self.secret: doc[self.id_wire]}, target.body)

    def _ids(self, id: str, target: Target) -> Doc:
        return super()._ids(str(target.said[self.secret]), target)

    def _id(self, doc: Doc, target: Target) -> str:
        return hashlib.sha256(str(doc.get(self.id_wire)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class QueryCollection(Routes):
    """POST, GET, PATCH and DELETE at one path; the fields ``keys`` say which object, in the query or in the body.

    The id that Pulumi keeps is those fields, joined by ``/``.

    Args:
        path: the one path.
        keys: the fields that address an object, alike in the program and on the wire.
        key: the one of them that is the object's name.
        in_query: values that are called otherwise in a query.
    """

    path: str
    keys: tuple[str, ...]
    key: str
    in_query: Mapping[str, str] = field(default_factory=dict)

    def find(self, api: Client, target: Target) -> tuple[str, Doc] | None:
        """By the fields that address it."""
        id = self._id(target)
        doc = self.get(api, id, target)
        return None if doc is None else (id, doc)

    def get(self, api: Client, id: str, target: Target) -> Doc | None:
        """GET with the fields in the query; the reply does not repeat them."""
        doc = unless_gone(lambda: api.call("GET", self.path, params=self._query(id)))
        return None if doc is None else {**doc, **self.fields(id)}

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST with the fields in the body."""
        return self._id(target), api.call("POST", self.path, body=body)

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """PATCH with the fields in the body."""
        doc: Doc = api.call("PATCH", self.path, body={**self.fields(id), **body})
        return doc

    def delete(self, api: Client, id: str, target: Target) -> None:
        """DELETE with the fields in the query."""
        unless_gone(lambda: api.call("DELETE", self.path, params=self._query(id)))

    def operations(self) -> Mapping[str, str]:
        """Four at one path."""
        verbs = {"POST": "create", "GET": "read", "PATCH": "update", "DELETE": "destroy"}
        return {f"{method} {self.path}": verb for method, verb in verbs.items()}

    def inputs_from_id(self, id: str) -> Doc:
        """The fields that address it."""
        return {**self.fields(id)}

    def fields(self, id: str) -> dict[str, str]:
        """The fields that an id stands for.

        Raises:
            InvalidInput: the id has not the form ``A/B/C``.
        """
        parts = id.split("/")
        if len(parts) != len(self.keys):
            raise InvalidInput(f"the id {id!r} must have the form {'/'.join(self.keys)}")
        return {name: unquote(part) for name, part in zip(self.keys, parts, strict=True)}

    def _query(self, id: str) -> dict[str, str]:
        return {name: self.in_query.get(value, value) for name, value in self.fields(id).items()}

    def _id(self, target: Target) -> str:
        return "/".join(quote(str(target.said[name]), safe="") for name in self.keys)
