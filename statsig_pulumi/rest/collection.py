"""Objects in collections, addressed by an id in the path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..client.paths import placeholders
from ..errors import NOT_THE_API, ApiError
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .operations import Routes, Target, invoke, is_about, object_at, request_object, soon, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class Collection(Routes):
    """POST to the collection; GET, PATCH and DELETE of a member. An operation the API does not have is None.

    Args:
        path: the collection's path, from which the operations follow that are not given.
        list_: by default ``GET {path}``.
        read: by default ``GET {path}/{id}``; None: a member is found in the list.
        update: the update that changes a part, by default ``PATCH {path}/{id}``; None: there is only ``replace``.
        delete: by default ``DELETE {path}/{id}``.
        replace: the update that replaces everything, such as ``POST {path}/{id}``; by default None.
        member: the path of a member, where it is not ``{path}/{id}``.
        id_field: the field of a document that holds the id in the member's path. Where it is the key's field, the id
            is known beforehand; else objects are found in the list.
        id_format: how the server makes the id of a new object from its fields: ``{name}::{type}``. A renamed object
            keeps its id.
        list_params: what the list has to be asked for, so that it holds every object.
        list_is_partial: whether the list leaves out fields, so that what is found there is read again.
        label: a wire field that the API requires, set to the key unless the program sets it.
        body_field: the one field that the update takes, as the body itself.
        preserve, update_excludes: see ``Routes``.
        dry_run_in_query: whether a dry run is asked for in the query of an update, and a create has none.
        tells_creation: see ``Routes``.
        destroy_operations: further values of ``on_destroy``, and their operations.
    """

    path: str
    list_: str = ""
    read: str | None = ""
    update: str | None = ""
    delete: str | None = ""
    replace: str | None = None
    member: str = ""
    id_field: str = "id"
    id_format: str = ""
    list_params: Mapping[str, str] = field(default_factory=dict)
    list_is_partial: bool = False
    label: str | None = None
    body_field: str = ""
    preserve: frozenset[str] = frozenset()
    update_excludes: frozenset[str] = frozenset()
    dry_run_in_query: bool = False
    tells_creation: bool = True
    destroy_operations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        member = self.member or f"{self.path}/{{id}}"
        usual = {"list_": f"GET {self.path}", "read": f"GET {member}", "update": f"PATCH {member}"}
        for name, operation in {**usual, "delete": f"DELETE {member}", "member": member}.items():
            if getattr(self, name) == "":
                object.__setattr__(self, name, operation)

    @property
    def full_update_only(self) -> bool:  # type: ignore[override]
        """Whether there is only a full update."""
        return self.update is None

    @property
    def has_full_update(self) -> bool:  # type: ignore[override]
        """Whether there are both updates."""
        return self.update is not None and self.replace is not None

    @property
    def can_delete(self) -> bool:  # type: ignore[override]
        """Whether there is a delete."""
        return self.delete is not None

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Find it by its id where that is known beforehand, else in the list."""
        doc = self._find_by_id(client, target)
        if doc is None and self._is_searched(target):
            doc = self._find_in_list(client, target)
        return None if doc is None else (self._id(doc, target), doc)

    def _find_by_id(self, client: Client, target: Target) -> Doc | None:
        id = self._known_id(target)
        doc = self.read_object(client, id, target) if id is not None and self.read else None
        renamed = doc is not None and self.id_format and not self._is_named(doc, target)
        return None if renamed else doc

    def _find_in_list(self, client: Client, target: Target) -> Doc | None:
        doc = next((doc for doc in self._members(client) if self._is_named(doc, target)), None)
        return self.read_object(client, self._id(doc, target), target) if doc and self.read else doc

    def _is_searched(self, target: Target) -> bool:
        """Return whether an object may have another id than the one that is known beforehand."""
        return self.read is None or bool(self.id_format) or self._known_id(target) is None

    def _is_named(self, doc: Doc, target: Target) -> bool:
        """Return whether a document has the target's name."""
        if self.id_format:
            return self.id_format.format_map(defaultdict(str, doc)) == self._known_id(target)
        wire = target.key_wire
        return bool(doc.get(wire, doc.get("id")) == target.body.get(wire, target.key))

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Read it by its id, or from the list."""
        if self.read is None:
            return next((doc for doc in self._members(client) if doc.get(self.id_field) == id), None)
        path = self.read.split(" ", 1)[1]
        return object_at(client, path, is_meant=self._is_meant(target, id), **self._path_ids(id, target))

    def listed(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return the document as the list has it, where that is whole."""
        if self.list_is_partial:
            return None
        doc = client.lists.member(self.list_, id, lambda: self._list(client), self._member_id)
        return None if doc is None else dict(doc)

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """POST to the collection."""
        if self.label:
            body = {self.label: target.key, **body}
        doc = request_object(client, "POST", self.path, body=body, is_meant=self._is_meant(target))
        if self.id_field not in doc and (found := soon(client, lambda: self.find(client, target), bool)):
            return found
        return self._id(doc, target), doc

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Update a part, or everything where the API cannot update a part."""
        if self.update is None:
            return self.replace_object(client, id, target, body)
        sent = body[self.body_field] if self.body_field else body
        return self._change(client, self.update, id, target, sent)

    def replace_object(self, client: Client, id: str, target: Target, body: Doc) -> Doc:
        """Replace everything."""
        return self._change(client, str(self.replace), id, target, body)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """DELETE by id; nothing where the API cannot."""
        if self.delete is not None:
            operation = self.delete
            unless_gone(lambda: self._change(client, operation, id, target, None))

    def dry_run(self, client: Client, target: Target, body: Doc, exists: bool) -> None:
        """Send the create or the update with ``dryRun``; nothing where the API has no dry run of a create."""
        if self.dry_run_in_query:
            if exists:
                ids = self._path_ids(str(self._known_id(target)), target)
                client.request("PATCH", self.member, params={"dryRun": "true"}, body=body, **ids)
            return
        dry = {**body, "dryRun": True}
        if exists:
            found = self.find(client, target) if self.id_format else None
            id = found[0] if found else str(self._known_id(target))
            self.update_object(client, id, target, dry, {})
        else:
            client.request("POST", self.path, body=dry, idempotent=True)

    def invoke(self, client: Client, operation: str, id: str, target: Target, *, repeatable: bool = True) -> Doc:
        """Invoke another operation on the member."""
        own = next(iter(self._path_ids(id, target).values()))
        return super().invoke(client, operation, own, target, repeatable=repeatable)

    def destroy_operation(self, how: str) -> str | None:
        """Return what the declaration says."""
        return self.destroy_operations.get(how)

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of the collection and of the member."""
        searched = self._is_searched(Target(shape=shape))
        verbs = [
            (f"POST {self.path}", "create"),
            (self.list_ if searched else None, "find"),
            (self.read, "read"),
            (self.update, "update"),
            (self.replace, "update, exhaustive" if self.update else "update"),
            (self.delete, "delete"),
            *((operation, f"on_destroy={how!r}") for how, operation in self.destroy_operations.items()),
        ]
        return {operation: verb for operation, verb in verbs if operation}

    def members(self, client: Client, shape: Shape) -> Iterator[str]:
        """Yield the ids in the list."""
        return (self._member_id(doc) for doc in self._members(client))

    def kept_id(self, doc: Doc, id: str) -> str:
        """Return the id in the document: an object may be found by its name as well."""
        return self._member_id(doc) if self.id_field in doc else id

    def _change(self, client: Client, operation: str, id: str, target: Target, body: Any) -> Doc:
        ids, is_meant = self._path_ids(id, target), self._is_meant(target, id)
        return invoke(client, operation, ids, body=body, idempotent=True, is_meant=is_meant)

    def _is_meant(self, target: Target, id: str = "") -> Callable[[Any], bool]:
        """Return what tells whether a response is about the object."""
        ids = [one for one in (id, self._known_id(target)) if one]
        # The id of an object to be made is the server's to say.
        fields = {"name", target.key_wire, *([self.id_field] if ids else [])}
        names = [one for one in (target.body.get(target.key_wire), target.body.get("name")) if one]
        return lambda data: is_about(data, fields, *ids, *names)

    def _members(self, client: Client) -> Iterator[Doc]:
        yield from client.lists.whole(self.list_, lambda: self._list(client), self._member_id)

    def _whole(self, client: Client, doc: Doc, target: Target) -> Doc:
        """Return a member of the list, read by itself where the list leaves out its name."""
        if target.key_wire in doc or not self.read or self.id_field not in doc:
            return doc
        return self.read_object(client, self._member_id(doc), target) or doc

    def _list(self, client: Client) -> Iterator[Doc]:
        return client.paginate(self.list_.split(" ", 1)[1], params=self.list_params)

    def _member_id(self, doc: Doc) -> str:
        if self.id_field not in doc:
            raise ApiError(
                f"an object has no {self.id_field}", status=200, method="GET", path=self.path, hint=NOT_THE_API
            )
        return str(doc[self.id_field])

    def _path_ids(self, id: str, target: Target) -> Doc:
        (name,) = placeholders(self.member)
        return {name: id}

    def _known_id(self, target: Target) -> str | None:
        if self.id_format:
            return self.id_format.format(**target.body) if target.body else ""
        prop = target.key_property
        return str(target.state.get(prop.name)) if prop and prop.wire == self.id_field else None

    def _id(self, doc: Doc, target: Target) -> str:
        return str(doc.get(self.id_field) or self._known_id(target) or target.key)
