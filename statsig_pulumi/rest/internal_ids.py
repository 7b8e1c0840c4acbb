"""Objects that are given the id of another one and return what the server itself calls that."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..schema.json_types import Doc
from .collection import Collection
from .operations import Target, soon

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class InternalIds(Collection):
    """A collection whose documents hold an internal id in place of the one that requests hold.

    The API cannot translate. So what it returns after a field was set is kept as an output: as long as it stays the
    same, the field has the value that was set.

    Args:
        field: the field, in the API's names.
        output: the output that holds the internal id. In documents it is the field that the output is read from.
    """

    field: str = ""
    output: str = ""

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Read it, with the id that was set in place of the internal one."""
        doc = super().read_object(client, id, target)
        return None if doc is None else self._named(doc, target)

    def listed(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return the document as the list has it, with the id that was set in place of the internal one."""
        doc = super().listed(client, id, target)
        return None if doc is None else self._named(doc, target)

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Update a part."""
        return self._set(client, id, super().update_object(client, id, target, body, old), target, body)

    def replace_object(self, client: Client, id: str, target: Target, body: Doc) -> Doc:
        """Replace everything."""
        return self._set(client, id, super().replace_object(client, id, target, body), target, body)

    def _set(self, client: Client, id: str, reply: Doc, target: Target, body: Doc) -> Doc:
        """Return the document after a request; the internal id in it is that of what the request has set, which is read
        where the reply does not tell it."""
        if self.field not in body:
            return self._named(reply, target)
        wanted, given = body[self.field], self._given(target, target.old)
        if not wanted:
            return self._with_internal(reply, None)
        # A reply may show what was there before: nothing, what is known, or what a refresh has found.
        before = {None, ""} if wanted == given else {None, "", given, target.state.get(self.output)}
        doc = reply if reply.get(self.field) not in before else {**reply, **self._changed(client, id, target, before)}
        internal = doc.get(self.field)
        return self._with_internal({**doc, self.field: wanted} if internal else doc, internal)

    def _changed(self, client: Client, id: str, target: Target, before: Set[object]) -> Doc:
        """Return the document as it is read, once it has another internal id than before."""
        read = super().read_object
        return soon(client, lambda: read(client, id, target) or {}, lambda doc: doc.get(self.field) not in before)

    def _named(self, doc: Doc, target: Target) -> Doc:
        """Return a document with the id that was set; state from before this output takes any for the right one."""
        live, known = doc.get(self.field), target.state.get(self.output)
        given = self._given(target, target.state)
        if not live or not given or known not in (None, live):
            return self._with_internal(doc, live and known)
        return self._with_internal({**doc, self.field: given}, live)

    def _given(self, target: Target, inputs: Mapping[str, Any]) -> object:
        """Return the id that inputs give."""
        prop = next((p for p in target.shape.properties.values() if p.wire == self.field), None)
        return inputs.get(prop.name) if prop else None

    def _with_internal(self, doc: Doc, internal: object) -> Doc:
        return {**doc, self._wire: internal or None}

    @property
    def _wire(self) -> str:
        return self.field.removesuffix("ID") + "InternalID"
