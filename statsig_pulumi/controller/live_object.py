"""One object of any kind: how it is read, and how its status changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import NotFound, StatsigError
from ..kind import Kind
from ..rest.operations import Target
from ..schema.json_types import Doc
from ..schema.shape import Property
from .inputs import known_outputs
from .ownership import Run

if TYPE_CHECKING:
    from ..client.client import Client

GONE = "If somebody deleted it, run `pulumi up --refresh`, which creates it again"


class LiveObject:
    """The object of one resource, in one Statsig project.

    Args:
        kind: the kind.
        client: the client.
        props: the resource's state, in Pulumi's form.
        run: the run of Pulumi, and what its resources hold.
    """

    def __init__(self, kind: type[Kind], client: Client, props: Doc | None = None, run: Run | None = None) -> None:
        self.kind, self.client = kind, client
        self.shape, self.routes, self.statuses = kind.shape(), kind.routes, kind.statuses
        self.state = props or {}
        self.known = known_outputs(kind, self.state)
        self.run = run or Run()
        self._update_only = frozenset(prop.wire for prop in self.shape.marked("update_only"))

    def _target(self, inputs: Doc) -> Target:
        return self.kind.target({**self.known, "adopt": self._adopts(inputs)}, inputs)

    def _adopts(self, inputs: Doc) -> bool:
        """Return whether what exists already is adopted: as the resource says, else as the stack does."""
        return "adopt" in self.shape.properties and bool(inputs.get("adopt", self.client.settings.adopt))

    def _read(self, id: str, inputs: Doc) -> Doc | None:
        """Return the live document in the form of requests; None when it is gone."""
        doc = self.routes.read_object(self.client, id, self._target(inputs))
        return None if doc is None else self.kind.document(doc)

    def _read_or_raise(self, id: str, inputs: Doc) -> Doc:
        doc = self._read(id, inputs)
        if doc is None:
            raise NotFound("the object is gone", status=404, method="GET", path=id, hint=GONE)
        return doc

    def _read_if_possible(self, id: str, inputs: Doc) -> Doc:
        """Return the live document for a hint; an empty one where it cannot be had."""
        with suppress(StatsigError):
            return self._read(id, inputs) or {}
        return {}

    def _changeable(self, exists: bool) -> Iterator[Property]:
        status = self.kind.status_field()
        for prop in self.shape.on_wire:
            if prop.name != status and not (exists and "replace" in prop):
                yield prop

    def _transition_comes_first(self, doc: Doc, new: Doc) -> bool:
        machine = self.statuses
        if machine is None:
            return False
        return machine.comes_before_update(str(doc.get(machine.field)), str(new.get(machine.field)))

    def _carried_status(self, inputs: Doc, doc: Doc) -> Doc:
        """Return the fields by which a create or an update of a document carries the declared status."""
        machine = self.statuses
        return {} if machine is None else machine.carried(str(doc.get(machine.field, machine.initial)), inputs)

    def _has_status(self, doc: Doc, inputs: Doc) -> bool:
        """Return whether a document has the declared status."""
        return self.statuses is None or doc.get(self.statuses.field) == inputs.get(self.statuses.field)

    def _transition(self, id: str, inputs: Doc, doc: Doc) -> Doc:
        machine = self.statuses
        if machine is None or machine.field not in inputs:
            return doc
        if machine.field not in doc:
            doc = {**doc, **self._read_or_raise(id, inputs)}
        return self.kind.document(machine.transition(self.client, id, inputs, doc, self._reader(id, inputs)))

    def _archived_hint(self, inputs: Doc, doc: Doc) -> str:
        """Return what to do about an archived object whose status the program does not set; "" for any other."""
        machine = self.statuses
        if machine is None or machine.field in inputs or doc.get(machine.field, "") != machine.archived:
            return ""
        return f"It is archived: {machine.field}={machine.initial!r} in the program takes it out of the archive"

    def _reader(self, id: str, inputs: Doc) -> Callable[[], Doc]:
        return lambda: self._read_or_raise(id, inputs)
