"""What the controller asks of every form of routes, and how an operation of the API is invoked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from ..client.paths import placeholders
from ..errors import NotFound, OutcomeUnknown
from ..replies import object_in
from ..schema.json_types import Doc
from ..schema.shape import Property, Shape

if TYPE_CHECKING:
    from ..client.client import Client  # httpx is slow to import, and a preview does not need it

T = TypeVar("T")
_PAUSES = (0.25, 0.5, 1.0)
"""The seconds between looks for what has just been written."""
FOUND = "__found"
"""The hidden output that holds the entries that others had made before: they are not this resource's to remove."""
NO_BODY = (400, 405, 411, 413, 415, 501)
"""The statuses of a DELETE that the server does not take with a body."""


@dataclass(frozen=True)
class Target:
    """The object that a request is for."""

    state: Doc = field(default_factory=dict)
    """Its inputs, and the computed outputs known from before, in the program's names."""
    body: Doc = field(default_factory=dict)
    """Its inputs, in the API's names."""
    shape: Shape = field(default_factory=Shape)
    """The shape of its inputs."""
    old: Doc = field(default_factory=dict)
    """Its old inputs, in the program's names; empty for a new object."""
    resumes: bool = False
    """Whether an interrupted run began to create it: what it has made is no hindrance."""
    others: frozenset[str] = frozenset()
    """The ids of other objects of the same name, where names are not unique."""
    begin: Callable[[str, frozenset[str], frozenset[str]], frozenset[str]] = lambda _id, _missing, _there: frozenset()
    """Notes which missing parts are about to be added to an object's contents, in case the run is interrupted; returns
    which of those that are there already an interrupted run was adding: they are the stack's own."""
    held: frozenset[str] = frozenset()
    """The parts that another resource of the run holds, so that they are not removed."""

    @property
    def key_property(self) -> Property | None:
        """The field that names the object; None where there is one object of the kind."""
        return next(iter(self.shape.marked("key")), None)

    @property
    def key_wire(self) -> str:
        """The API's name of that field; "" where there is one object of the kind."""
        return self.key_property.wire if self.key_property else ""

    @property
    def key(self) -> str:
        """The name of the object; "" where there is one of its kind."""
        prop = self.key_property
        return str(self.state[prop.name]) if prop else ""

    @property
    def parent(self) -> str:
        """The id of the object it belongs to: the value of its first ``Path`` field."""
        return str(self.state[self.shape.marked("path")[0].name])

    def ids(self, path: str, id: str = "") -> Doc:
        """Return the values of a path's placeholders.

        A placeholder takes the ``Path`` field of its name (``{metricId}`` is ``metric_id``), else the next one in the
        order of declaration. What is left over is a field of that name, else the object's own id.
        """
        path_fields = {p.name: str(self.state[p.name]) for p in self.shape.marked("path") if p.name in self.state}
        folded: dict[str, str] = {name.replace("_", "").casefold(): name for name in path_fields}
        found = {n: path_fields.pop(folded[n.casefold()]) for n in placeholders(path) if n.casefold() in folded}
        for name in placeholders(path):
            if name not in found:
                own = next((str(v) for k, v in self.state.items() if k.replace("_", "") == name.casefold()), id)
                found[name] = path_fields.pop(next(iter(path_fields))) if path_fields else own
        return found


class Routes(ABC):
    """How the verbs of one kind map to operations of the API. Documents and bodies are in the API's names."""

    full_update_only: bool = False
    """Whether an update has to send every field, because the API cannot change a part."""
    has_full_update: bool = False
    """Whether the API has an update that replaces everything besides the one that changes a part."""
    can_delete: bool = True
    """Whether the API can delete an object."""
    key_is_id: bool = True
    """Whether the key is the object's id, so that another key is another object, and not the same renamed."""
    can_read: bool = True
    """Whether the API returns what it holds; where it does not, the value of record is the one in state."""
    notices_absence: bool = True
    """Whether a refresh sees that an object is gone."""
    reads_before_create: bool = False
    """Whether the object always exists, so that a create first reads it."""
    tells_creation: bool = True
    """Whether a document says when the object was made. Where none does, a create first looks whether there is one."""
    reads_before_update: bool = True
    """Whether unmanaged fields are kept, by reading the live document first, when everything is sent."""
    preserve: frozenset[str] = frozenset()
    """Fields of the live document that a full update needs, though they are no arguments."""
    update_excludes: frozenset[str] = frozenset()
    """The fields that a partial update does not take, so that a change of them is a full update."""

    @abstractmethod
    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Return the id and document of the object that the target describes; None where there is none."""

    @abstractmethod
    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return the live document; None when it is gone."""

    def listed(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return the document as a list has it that is read in place of many objects; None where it is to be read by
        itself. Only who looks at an object asks for this, never who is about to change it."""
        return None

    @abstractmethod
    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Create the object; return its id and document."""

    @abstractmethod
    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Update the object; return its document, or ``{}`` where the API does not return it.

        Args:
            client: the client.
            id: which object.
            target: the same.
            body: what to send.
            old: the old inputs, in the API's names.
        """

    @abstractmethod
    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Delete the object; one that is gone already is no failure."""

    @abstractmethod
    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return the operations used, as the API's document names them (``POST /gates``), and what for."""

    def destroy_operation(self, how: str) -> str | None:
        """Return the operation for a value of ``on_destroy`` other than ``delete`` and ``retain``."""
        return None

    def is_authoritative(self, inputs: Doc) -> bool:
        """Return whether unset fields are managed too, and so kept at their defaults."""
        return bool(inputs.get("exhaustive"))

    def inputs_from_id(self, id: str, shape: Shape) -> Doc:
        """Return the inputs that an id stands for."""
        return {}

    def members(self, client: Client, shape: Shape) -> Iterator[str] | None:
        """Return the ids of all objects of the kind; None where the API lists none."""
        return None

    def kept_id(self, doc: Doc, id: str) -> str:
        """Return the id that Pulumi keeps of an object that was found by an id."""
        return id

    def is_unique(self, inputs: Doc) -> bool:
        """Return whether no two resources can have the same address."""
        return True

    def parts(self, body: Doc) -> frozenset[str] | None:
        """Return the parts of contents that can have several owners; None where an object has one owner."""
        return None

    def without_parts(self, body: Doc, parts: frozenset[str]) -> Doc:
        """Return contents without some of their parts."""
        return body

    def same_name_ids(self, client: Client, target: Target) -> frozenset[str]:
        """Return the ids of the objects of the target's name, where nothing else tells them from one that is made
        later: names are not unique, or the API does not say when an object was made."""
        found = None if self.tells_creation else self.find(client, target)
        return frozenset({found[0]} if found else ())

    def replace_object(self, client: Client, id: str, target: Target, body: Doc) -> Doc:
        """Update every field, where ``has_full_update`` says that the API can."""
        raise NotImplementedError

    def dry_run(self, client: Client, target: Target, body: Doc, exists: bool) -> None:
        """Have the server validate a create or an update without keeping it, where it can.

        Raises:
            ApiError: it would refuse it.
        """
        raise NotImplementedError

    def invoke(self, client: Client, operation: str, id: str, target: Target, *, repeatable: bool = True) -> Doc:
        """Invoke another operation on the object, one that takes nothing but its id.

        Raises:
            OutcomeUnknown: it is not repeatable, and its response was lost.
        """
        return invoke(client, operation, dict.fromkeys(placeholders(operation), id), idempotent=repeatable)

    def recover_invoke(self, client: Client, id: str, target: Target, unknown: OutcomeUnknown) -> Doc:
        """Find out what became of an operation whose response was lost; return the object's document.

        Raises:
            OutcomeUnknown: that cannot be found out.
        """
        raise unknown


class WithoutReads(Routes):
    """Routes of what the API never returns: it can neither be found nor read."""

    reads_before_update = False
    can_read = False
    notices_absence = False

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Return None: the API cannot tell."""
        return None

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return an empty document: the object may be there."""
        return {}


def invoke(client: Client, operation: str, ids: Mapping[str, Any], body: Any = None, **options: Any) -> Doc:
    """Invoke an operation, named as in the API's document: ``PUT /gates/{id}/launch``."""
    method, path = operation.split(" ", 1)
    doc = _alone(client.request(method, path, body=body, **options, **ids))
    return doc if isinstance(doc, dict) else {}


def is_about(data: Any, fields: Iterable[str], *meant: object) -> bool:
    """Return whether data is about an object and no other, as far as it says.

    Args:
        data: the data of a response.
        fields: the fields that may name the object.
        meant: what names it.
    """
    doc = _alone(data)
    names = {_plain(doc[name]) for name in fields if doc.get(name)} if isinstance(doc, dict) else set()
    return not names or not names.isdisjoint(map(_plain, meant))


def _plain(name: object) -> str:
    """Return a name without what servers change in it."""
    return "".join(filter(str.isalnum, str(name))).casefold()


def _alone(data: Any) -> Any:
    """Return an object that comes in a list of one."""
    return data[0] if isinstance(data, list) and len(data) == 1 else data


def request_object(client: Client, method: str, path: str, **options: Any) -> Doc:
    """Send a request whose response holds an object.

    Raises:
        ApiError: it holds something else.
    """
    return object_in(_alone(client.request(method, path, **options)), method, path)


def object_at(client: Client, path: str, **options: Any) -> Doc | None:
    """Return the object at a path; None where there is none."""
    doc = _alone(client.read(path, **options))
    return doc if isinstance(doc, dict) else None


def soon(client: Client, look: Callable[[], T], is_right: Callable[[T], bool]) -> T:
    """Return what is there: at once where it is right, else after a moment, as reads may lag behind writes."""
    found = look()
    for seconds in _PAUSES:
        if is_right(found):
            break
        client.clock.sleep(seconds)
        found = look()
    return found


def unless_gone(call: Callable[[], Any]) -> Doc | None:
    """Return the result of a call; None where it raises NotFound."""
    try:
        doc: Doc = call()
        return doc
    except NotFound:
        return None
