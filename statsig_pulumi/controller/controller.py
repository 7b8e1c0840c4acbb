"""What is done with one object, whatever its kind: create, read, update, delete.

The controller works on inputs and state (the program's names) and on documents (the API's names). It knows the markers
of ``schema``, the routes of ``rest`` and the hooks of ``kind``, and no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ApiError, ConfigError, InvalidInput, NotFound
from ..kind import Kind
from ..notify import notify
from ..rest.operations import FOUND, Target
from ..rest.singleton import BEFORE
from ..schema.address import Address
from ..schema.json_types import Doc
from ..schema.values import changed_fields, from_wire
from .creates import Creates
from .holding import hold, two_resources
from .inputs import (
    ENDPOINT,
    PROJECT,
    STACK,
    carried_inputs,
    describe,
    inputs_of,
    known_project,
    outputs_of,
    refreshed_inputs,
)
from .ownership import Additions, Claims, Handovers, PendingCreates, Run, remaining
from .proposals import REVIEW, REVIEW_ID

if TYPE_CHECKING:
    from ..client.client import Client

_OWN = "own"


class Controller(Creates):
    """Pulumi's verbs for one object of any kind. Takes and returns Pulumi's property bags."""

    def __init__(self, kind: type[Kind], client: Client, props: Doc | None = None, run: Run | None = None) -> None:
        super().__init__(kind, client, props, run)
        self._additions = Additions(self.run, self._project, kind.__name__)
        self._taken: Doc = {}
        """What a predecessor knew of the object, and this resource now knows."""

    def create(self, props: Doc) -> tuple[str, Doc]:
        """Create the object, or adopt the one that exists where the program says so.

        Returns:
            Its id and its outputs.

        Raises:
            InvalidInput: another resource of this run is the same object.
            AlreadyExists: the name is taken, and the program does not say ``adopt``.
        """
        inputs = inputs_of(self.kind, props)
        address = self.kind.address(inputs)
        unique = self.routes.is_unique(inputs)
        if unique and not (self.run.claims.create(address) and not self._pending().is_of_this_run(address)):
            raise InvalidInput(two_resources(address))
        target = self._target(inputs)
        twins = self.routes.same_name_ids(self.client, target)
        with self._pending().creating(address, target.body, unique=unique, twins=twins) as attempt:
            before = self.client.mutations
            try:
                id, doc = self.client.change(lambda: self._create(inputs, attempt))
            except Exception as error:
                attempt.may_exist = attempt.may_exist or self.client.mutations > before
                if isinstance(error, ApiError):
                    error.hint = error.hint or self.kind.hint(error)
                raise
        self._hold(id, inputs)
        if self.routes.parts({}) is None:
            self.run.claims.make(self.kind.__name__, id)
        return id, self._stored(inputs, doc)

    def read(self, id: str) -> tuple[Doc, Doc] | None:
        """Return the outputs and the inputs of the live object; None when it is gone.

        Raises:
            NotFound: there is no such object, and never was: only ``.get()`` comes without any property.
        """
        inputs = inputs_of(self.kind, self.state)
        self.verify_project()
        if inputs and (listed := self.routes.listed(self.client, id, self._target(inputs))) is not None:
            seen = self._seen(id, inputs, listed)
            # A list may lag behind its members, or leave out fields: what differs is read by itself.
            if not changed_fields(self.shape, inputs, inputs_of(self.kind, seen[1])):
                return seen
        doc = self.routes.read_object(self.client, id, self._target(inputs))
        if doc is None and not inputs:
            raise NotFound("there is no such object", status=404, method="GET", path=id)
        return None if doc is None else self._seen(id, inputs, doc)

    def _seen(self, id: str, inputs: Doc, doc: Doc) -> tuple[Doc, Doc]:
        """Return the outputs and the inputs of a live object, given the API's document."""
        doc = self.kind.document(doc)
        doc = {**self.kind.state_only(self.state), **doc, **self._review_in_flight(id, inputs, doc)}
        live = refreshed_inputs(self.kind, inputs, doc) if inputs else self._declared(id, doc)
        return self._stored(live, doc), carried_inputs(self.kind, live)

    def read_unmanaged(self, id: str) -> tuple[Doc, Doc, Doc] | None:
        """Return the outputs, the inputs and the document of an object that is in no state; None when it is gone.

        The inputs are all that the API returns, and null stands in them where it does so.
        """
        target = self._target({})
        doc = self.routes.listed(self.client, id, target) or self.routes.read_object(self.client, id, target)
        if doc is None:
            return None
        sent = self.kind.document(doc)
        live = self._declared(id, sent)
        return self._stored(live, sent), live, doc

    def _declared(self, id: str, doc: Doc) -> Doc:
        return {**from_wire(self.shape, doc), **self.routes.inputs_from_id(id, self.shape)}

    def update(self, id: str, props: Doc) -> Doc:
        """Send what has changed, and nothing else; return the outputs.

        Raises:
            InvalidInput: the change must not be made to an object in its state.
            NotFound: the object is gone.
        """
        old, new = inputs_of(self.kind, self.state), inputs_of(self.kind, props)
        self.verify_project()
        if self.routes.parts({}) is not None:
            self._take_over(id)
        fields = self.kind.computed_outputs()
        before = {fields.get(name, name): value for name, value in self.known.items()}
        doc = self.client.change(lambda: self._update(id, old, new, known=before))
        self._hand_over_dropped(id, old, new)
        self._settle_handover(id)
        self.run.stored.update(self.kind.__name__, id, self.state)
        self._hold(id, new)
        return self._stored(new, doc)

    def delete(self, id: str) -> None:
        """Delete the object, archive it or retain it, as ``on_destroy`` says; one that is gone is no failure.

        What another resource of this run holds is left alone.

        Raises:
            InvalidInput: it is in use, and the program does not say ``force_destroy``.
        """
        inputs = inputs_of(self.kind, self.state)
        self.verify_project()
        address = self.kind.address(inputs)
        stored = self._held_by_stored(id)
        self._take_over(id)
        held = self._held(id, self.run.claims) | self._held(id, stored)
        parts = self.routes.parts(self._target(inputs).body)
        succeeded = self.run.claims.holds(self.kind.__name__, id) or self._was_created_elsewhere(address, inputs)
        if parts is not None and held:
            self._hand_over(id, {_OWN: sorted((parts - self._found_parts()) & held)})
        if succeeded or stored.holds(self.kind.__name__, id) or (parts and parts <= held):
            notify(f"{address}: left in Statsig, another resource of this stack has it")
            if succeeded and BEFORE in self.known:
                self._hand_over(id, {BEFORE: self.known[BEFORE]})
            self._settle_handover(id)
            return
        self._abandon_review(id, inputs)
        self.client.change(lambda: self._delete(id, inputs, held))
        self.run.claims.release(address, id)
        self._pending().remove(address)
        self._settle_handover(id)

    def _target(self, inputs: Doc) -> Target:
        return replace(super()._target(inputs), begin=self._additions.begin)

    def _hold(self, id: str, inputs: Doc) -> None:
        """Note what the resource holds from now on."""
        hold(self.kind, self.run.claims, id, inputs)
        self._additions.complete()

    def _held_by_stored(self, id: str) -> Claims:
        """Return what the other resources in the stack's state hold of the object."""
        claims = Claims()
        for one in self.run.stored.delete(self.kind.__name__, id, self.state):
            hold(self.kind, claims, id, inputs_of(self.kind, one))
        return claims

    def _found_parts(self) -> frozenset[str]:
        return self.routes.parts(self.known.get(FOUND) or {}) or frozenset()

    def _hand_over(self, id: str, known: Doc) -> None:
        """Keep what this resource alone knows, for its successor: what was there before, and what is its own."""
        self._handovers().give(self.kind.__name__, id, known)
        self._taken = remaining(self._taken, known)

    def _hand_over_dropped(self, id: str, old: Doc, new: Doc) -> None:
        """Leave the entries that the program has taken out to other resources of the run that have them too."""
        if self.routes.parts({}) is None:  # an object has one owner
            return
        before, after = (self.routes.parts(self._target(inputs).body) or frozenset() for inputs in (old, new))
        if own := (before - after - self._found_parts()) & self._held(id, self.run.claims):
            self._hand_over(id, {_OWN: sorted(own)})

    def _take_over(self, id: str) -> None:
        """Learn what the predecessor of this resource knew; what was its own and is not here, is for another one."""
        known = self._handovers().given(self.kind.__name__, id)
        own = frozenset(known.get(_OWN, ())) & self._found_parts()
        if found := self.known.get(FOUND):
            self.known[FOUND] = self.routes.without_parts(found, own)
        before = {name: value for name, value in known.items() if name == BEFORE}
        self.known.update(before)
        self._taken = {**before, **({_OWN: sorted(own)} if own else {})}

    def _settle_handover(self, id: str) -> None:
        """Note that what was taken over stands in the state once Pulumi has stored this."""
        self._handovers().take(self.kind.__name__, id, self._taken)

    def _was_created_elsewhere(self, address: Address, inputs: Doc) -> bool:
        """Return whether another provider process of this run has created the object."""
        return self.routes.is_unique(inputs) and self._pending().is_of_this_run(address)

    def verify_project(self) -> None:
        """Refuse to go on with an object that is in another Statsig project.

        State knows the project's id, and a digest of the address and the key that were last used. Only where these
        differ is the project asked for: a new key of the same project is no difference.

        Raises:
            ConfigError: it is.
        """
        stored = self.state.get(PROJECT)
        if not stored or known_project(self.state, self.client.settings.digest):
            return
        if (actual := self.client.project_id()) and actual != stored:
            raise ConfigError(
                f"it is in the Statsig project {stored}, and this run's key is for the project {actual}: nothing was "
                "read or changed. Use the key of its project; to create it in this one as well, give the resource "
                "another name or move it to a stack of its own"
            )

    def _stored(self, inputs: Doc, doc: Doc) -> Doc:
        """Return the outputs, with the hidden ones: the project, how it was reached, others' entries, the review."""
        outputs = outputs_of(self.kind, inputs if self.waiting_inputs is None else self.waiting_inputs, doc)
        if project := self._project():
            outputs |= {PROJECT: project, ENDPOINT: self.client.settings.digest}
        if self.run.stack:
            outputs[STACK] = self.run.stack
        if doc.get(REVIEW) and doc.get(REVIEW_ID):
            outputs[REVIEW] = doc[REVIEW]
        found = doc.get(FOUND, self.known.get(FOUND))
        return {**outputs, FOUND: found} if found else outputs

    def _project(self) -> str:
        """Return the id of the Statsig project."""
        return known_project(self.state, self.client.settings.digest) or self.client.project_id()

    def _pending(self) -> PendingCreates:
        return PendingCreates(self.run, self._project(), self.client.server_time)

    def _handovers(self) -> Handovers:
        return Handovers(self.run, self._project())

    def dry_run(self, old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
        """Yield ``(path, problem)`` of what the server would refuse, where the program asks for a dry run."""
        if not changed_fields(self.shape, old, new) or (not old and self._adopts(new)):
            return
        target = self._target(new)
        excluded = {prop.wire for prop in self.shape.marked("replace")} if old else self._update_only
        body = {wire: value for wire, value in target.body.items() if wire not in excluded}
        try:
            self.routes.dry_run(self.client, self._target(old or new), body, exists=bool(old))
        except ApiError as error:
            names = {prop.wire: prop.name for prop in self.shape.properties.values()}
            for path, problem in error.fields or [("", error.message)]:
                head, dot, rest = path.partition(".")
                yield names.get(head, head) + dot + rest, f"Statsig would refuse it: {problem}"

    def _delete(self, id: str, inputs: Doc, held: frozenset[str]) -> None:
        how = inputs.get("on_destroy", "delete")
        if how == "retain":
            notify(f"{describe(self.kind, inputs, id)}: left in Statsig, as on_destroy='retain' says")
            return
        if self.kind.can_be_in_use() and not inputs.get("force_destroy"):
            doc = self._read(id, inputs)
            if doc is None:
                return
            self._refuse_in_use(doc)
        if how == "delete":
            self.routes.delete_object(self.client, id, replace(self._target(inputs), held=held))
        elif operation := self.routes.destroy_operation(how):
            with suppress(NotFound):
                self.routes.invoke(self.client, operation, id, self._target(inputs))
        elif (doc := self._read(id, inputs)) is not None and (machine := self.statuses):
            archived = {**inputs, machine.field: machine.archived}
            machine.transition(self.client, id, archived, doc, self._reader(id, inputs))

    def _refuse_in_use(self, doc: Doc) -> None:
        if reason := self.kind.in_use(doc):
            raise InvalidInput(f"{reason}; set force_destroy=True and run `pulumi up` before destroying it")
