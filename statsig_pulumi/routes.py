"""How a kind's verbs map to the API: one class for each shape that the API has.

``Crud``       a collection, its members addressed by id: gates, dynamic configs, experiments, teams.
``Keyed``      a collection whose members are addressed by fields, in the query: ingestion sources.
``Setting``    a setting that always exists, so that creating it is an update and destroying it lets it go.
``WriteOnly``  what can be set and never read back: connections.

Documents are in the API's names; ``said`` is what the program said, in the program's names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from .errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from .api import Api  # httpx is slow to import, and a preview does not need it

Doc = dict[str, Any]


class Routes(ABC):
    """What the engine asks of a family of routes."""

    key: str
    """The field that names the object in the program; it takes the resource's name when the program leaves it out."""
    whole: bool = False
    """Whether an update has to send everything, because the API cannot change a part."""

    @abstractmethod
    def find(self, api: Api, said: Doc) -> tuple[str, Doc] | None:
        """The id and document of the object that the program describes, if it exists."""

    @abstractmethod
    def get(self, api: Api, id: str, said: Doc) -> Doc | None:
        """The live document; None when it is gone."""

    @abstractmethod
    def create(self, api: Api, said: Doc, body: Doc) -> tuple[str, Doc]:
        """Make the object; its id and document."""

    @abstractmethod
    def update(self, api: Api, id: str, said: Doc, body: Doc) -> Doc:
        """Change the object; its document, or ``{}`` where the API does not return it."""

    @abstractmethod
    def delete(self, api: Api, id: str, said: Doc) -> None:
        """Delete the object; it may be gone already."""

    @abstractmethod
    def operations(self) -> dict[str, str]:
        """The operations of the API's document that the verbs use, and which verb each is for."""


@dataclass(frozen=True)
class Crud(Routes):
    """POST to the collection, then GET, PATCH and DELETE below it.

    Args:
        path: the collection's path.
        key: the field that names the object in the program.
        key_wire: the same on the wire. Where it is ``id`` the id is known beforehand; else objects are found by
            going through the list.
        label: a wire field that the API requires and that is the key where the program says nothing else.
    """

    path: str
    key: str
    key_wire: str = "id"
    label: str | None = None

    def find(self, api: Api, said: Doc) -> tuple[str, Doc] | None:
        """By id where the program's key is the id, else through the list."""
        key = said[self.key]
        if self.key_wire == "id":
            doc = self.get(api, key, said)
            return None if doc is None else (key, doc)
        match = next((doc for doc in api.pages(self.path) if doc.get(self.key_wire) == key), None)
        return None if match is None else (self._id(match, said), match)

    def get(self, api: Api, id: str, said: Doc) -> Doc | None:
        """GET by id."""
        return _unless_gone(lambda: api.call("GET", self.path + "/{id}", id=id))

    def create(self, api: Api, said: Doc, body: Doc) -> tuple[str, Doc]:
        """POST to the collection."""
        if self.label:
            body = {self.label: said[self.key], **body}
        doc = api.call("POST", self.path, body=body)
        if "id" not in doc and self.key_wire != "id" and (found := self.find(api, said)):
            return found
        return self._id(doc, said), doc

    def update(self, api: Api, id: str, said: Doc, body: Doc) -> Doc:
        """PATCH by id."""
        doc: Doc = api.call("PATCH", self.path + "/{id}", id=id, body=body)
        return doc

    def delete(self, api: Api, id: str, said: Doc) -> None:
        """DELETE by id."""
        _unless_gone(lambda: api.call("DELETE", self.path + "/{id}", id=id))

    def operations(self) -> dict[str, str]:
        """The list only where it is gone through to find an object."""
        listed = {} if self.key_wire == "id" else {f"GET {self.path}": "find"}
        verbs = {"GET": "read", "PATCH": "update", "DELETE": "delete"}
        below = {f"{method} {self.path}/{{id}}": verb for method, verb in verbs.items()}
        return {**listed, f"POST {self.path}": "create", **below}

    def _id(self, doc: Doc, said: Doc) -> str:
        return str(doc.get("id") or said[self.key])


@dataclass(frozen=True)
class Keyed(Routes):
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

    def find(self, api: Api, said: Doc) -> tuple[str, Doc] | None:
        """By the fields that address it."""
        id = self._id(said)
        doc = self.get(api, id, said)
        return None if doc is None else (id, doc)

    def get(self, api: Api, id: str, said: Doc) -> Doc | None:
        """GET with the fields in the query; the reply does not repeat them."""
        doc = _unless_gone(lambda: api.call("GET", self.path, params=self._query(id)))
        return None if doc is None else {**doc, **self.fields(id)}

    def create(self, api: Api, said: Doc, body: Doc) -> tuple[str, Doc]:
        """POST with the fields in the body."""
        return self._id(said), api.call("POST", self.path, body=body)

    def update(self, api: Api, id: str, said: Doc, body: Doc) -> Doc:
        """PATCH with the fields in the body."""
        doc: Doc = api.call("PATCH", self.path, body={**self.fields(id), **body})
        return doc

    def delete(self, api: Api, id: str, said: Doc) -> None:
        """DELETE with the fields in the query."""
        _unless_gone(lambda: api.call("DELETE", self.path, params=self._query(id)))

    def operations(self) -> dict[str, str]:
        """All at the one path."""
        verbs = {"POST": "create", "GET": "read", "PATCH": "update", "DELETE": "delete"}
        return {f"{method} {self.path}": verb for method, verb in verbs.items()}

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

    def _id(self, said: Doc) -> str:
        return "/".join(quote(str(said[name]), safe="") for name in self.keys)


@dataclass(frozen=True)
class Setting(Routes):
    """GET with the key in the query, POST to set; there is nothing to create or delete."""

    path: str
    key: str

    def find(self, api: Api, said: Doc) -> tuple[str, Doc] | None:
        """It always exists."""
        return str(said[self.key]), self.get(api, str(said[self.key]), said) or {}

    def get(self, api: Api, id: str, said: Doc) -> Doc | None:
        """GET with the key in the query."""
        doc: Doc = api.call("GET", self.path, params={self.key: id})
        return doc

    def create(self, api: Api, said: Doc, body: Doc) -> tuple[str, Doc]:
        """POST, which sets."""
        return str(said[self.key]), self.update(api, str(said[self.key]), said, body)

    def update(self, api: Api, id: str, said: Doc, body: Doc) -> Doc:
        """POST, which sets."""
        doc: Doc = api.call("POST", self.path, body={self.key: id, **body}, idempotent=True)
        return doc

    def delete(self, api: Api, id: str, said: Doc) -> None:
        """Nothing: the setting stays as it is."""

    def operations(self) -> dict[str, str]:
        """To read and to set."""
        return {f"GET {self.path}": "read", f"POST {self.path}": "set"}


@dataclass(frozen=True)
class WriteOnly(Routes):
    """POST to set the whole; the API never says what it holds, nor deletes it."""

    path: str
    key: str
    whole = True

    def find(self, api: Api, said: Doc) -> tuple[str, Doc] | None:
        """The API cannot say."""
        return None

    def get(self, api: Api, id: str, said: Doc) -> Doc | None:
        """Nothing but that it may be there."""
        return {}

    def create(self, api: Api, said: Doc, body: Doc) -> tuple[str, Doc]:
        """POST."""
        return str(said[self.key]), api.call("POST", self.path, body=body, idempotent=True)

    def update(self, api: Api, id: str, said: Doc, body: Doc) -> Doc:
        """POST of the whole again."""
        doc: Doc = api.call("POST", self.path, body=body, idempotent=True)
        return doc

    def delete(self, api: Api, id: str, said: Doc) -> None:
        """Nothing: the connection stays as it is."""

    def operations(self) -> dict[str, str]:
        """To set."""
        return {f"POST {self.path}": "set"}


def _unless_gone(call: Callable[[], Any]) -> Doc | None:
    try:
        doc: Doc = call()
        return doc
    except NotFound:
        return None
