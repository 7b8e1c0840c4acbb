"""What is done with one object, whatever its kind: create, read, update and delete it, adopt it, roll a create back.

The controller works on inputs and state (the program's names) and on documents (the API's names). It knows the markers
of ``schema``, the routes of ``rest`` and the hooks of ``kind``, and no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import AlreadyExists, ApiError, InvalidInput, NotFound, OutcomeUnknown, StatsigError
from ..kind import Kind
from ..notify import notify
from ..rest.operations import Target
from ..schema.json_types import Doc
from ..schema.shape import Property
from ..schema.values import changed_fields, from_wire, project, three_way_merge, to_wire
from .inputs import describe, inputs_of, known_outputs, outputs_of, refreshed_inputs
from .ownership import PendingCreates

if TYPE_CHECKING:
    from ..client.client import Client

_ATTEMPTS = 3
_TAKEN = "Adopt it with adopt=True, or import it with `statsig-pulumi import`"
_GONE = "If somebody deleted it, run `pulumi up --refresh`, which creates it again"


class Controller:
    """The objects of one kind in one Statsig project.

    Args:
        kind: the kind.
        client: the client.
        props: the resource's state, in Pulumi's form.
    """

    def __init__(self, kind: type[Kind], client: Client, props: Doc | None = None) -> None:
        self.kind, self.client = kind, client
        self.shape, self.routes, self.statuses = kind.shape(), kind.routes, kind.statuses
        self.state = props or {}
        self.known = known_outputs(kind, self.state)

    # -- Pulumi's verbs ----------------------------------------------------------------------------------------

    def create(self, props: Doc) -> tuple[str, Doc]:
        """Create the object, or adopt the one that exists where the program says so.

        Returns:
            Its id and its outputs.

        Raises:
            AlreadyExists: the name is taken, and the program does not say ``adopt``.
        """
        inputs = inputs_of(self.kind, props)
        with PendingCreates.of_this_project(self.client.settings).creating(self.kind.address(inputs)) as interrupted:
            id, doc = self._create(inputs, interrupted)
        return id, outputs_of(self.kind, inputs, doc)

    def read(self, id: str) -> tuple[Doc, Doc] | None:
        """Return the outputs and the inputs of the live object; None when it is gone.

        Raises:
            NotFound: there is no such object, and never was: only ``.get()`` comes without any property.
        """
        inputs = inputs_of(self.kind, self.state)
        doc = self._read(id, inputs)
        if doc is None:
            if not inputs:
                raise NotFound("there is no such object", status=404, method="GET", path=id)
            return None
        doc = {**self.kind.state_only(self.state), **doc}
        if inputs:
            live = refreshed_inputs(self.kind, inputs, doc)
        else:
            live = {**from_wire(self.shape, doc), **self.routes.inputs_from_id(id, self.shape)}
        return outputs_of(self.kind, live, doc), live

    def update(self, id: str, props: Doc) -> Doc:
        """Send what has changed, and nothing else; return the outputs.

        Raises:
            InvalidInput: the change must not be made to an object in its state.
            NotFound: the object is gone.
        """
        old, new = inputs_of(self.kind, self.state), inputs_of(self.kind, props)
        fields = self.kind.computed_outputs()
        before = {fields[name]: value for name, value in self.known.items()}
        return outputs_of(self.kind, new, self._update(id, old, new, known=before))

    def delete(self, id: str) -> None:
        """Delete the object, archive it or retain it, as ``on_destroy`` says; one that is gone is no failure.

        Raises:
            InvalidInput: it is in use, and the program does not say ``force_destroy``.
        """
        inputs = inputs_of(self.kind, self.state)
        self._delete(id, inputs)
        PendingCreates.of_this_project(self.client.settings).remove(self.kind.address(inputs))

    def dry_run(self, old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
        """Yield ``(path, problem)`` of what the server would refuse, where the program asks for a dry run."""
        if not changed_fields(self.shape, old, new) or (not old and new.get("adopt")):
            return
        target = self._target(new)
        unsent = {prop.wire for prop in self.shape.marked("replace")} if old else set()
        excluded = {*unsent, *self.routes.create_excludes}
        body = {wire: value for wire, value in target.body.items() if wire not in excluded}
        try:
            self.routes.dry_run(self.client, target, body, exists=bool(old))
        except ApiError as error:
            names = {prop.wire: prop.name for prop in self.shape.properties.values()}
            for path, problem in error.fields or [("", error.message)]:
                head, dot, rest = path.partition(".")
                yield names.get(head, head) + dot + rest, f"Statsig would refuse it: {problem}"

    # -- creating ----------------------------------------------------------------------------------------------

    def _create(self, inputs: Doc, interrupted: bool) -> tuple[str, Doc]:
        exists = self.routes.reads_before_create
        found = self._find(inputs) if interrupted or inputs.get("adopt") or exists else None
        if found is None:
            return self._create_new(inputs)
        if not exists:
            why = "was being created when a run was interrupted" if interrupted else "exists"
            notify(f"{describe(self.kind, inputs)} {why}: adopted")
        return found[0], self._adopt(*found, inputs)

    def _find(self, inputs: Doc) -> tuple[str, Doc] | None:
        found = self.routes.find(self.client, self._target(inputs))
        return found and (found[0], self.kind.from_wire(found[1]))

    def _create_new(self, inputs: Doc) -> tuple[str, Doc]:
        """Create it, update what a create does not take, go to the declared status; roll back where that fails."""
        target, excluded = self._target(inputs), self.routes.create_excludes
        first = {wire: value for wire, value in target.body.items() if wire not in excluded}
        second = {wire: value for wire, value in target.body.items() if wire in excluded}
        id, doc = self._post(inputs, target, first, _ATTEMPTS)
        try:
            if second:
                response = self.routes.update_object(self.client, id, target, second, {})
                doc = {**doc, **self.kind.from_wire(response)}
            return id, self._transition(id, inputs, doc)
        except StatsigError as error:
            raise self._roll_back(id, target, error) from None

    def _post(self, inputs: Doc, target: Target, body: Doc, attempts: int) -> tuple[str, Doc]:
        try:
            id, doc = self.routes.create_object(self.client, target, body)
            return id, self.kind.from_wire(doc)
        except OutcomeUnknown as unknown:
            if not self.routes.can_read:
                raise
            if found := self._recover_lost_create(inputs, unknown):
                return found[0], self._adopt(*found, inputs)
            if attempts <= 1:
                raise
            return self._post(inputs, target, body, attempts - 1)
        except AlreadyExists as error:
            error.hint = _TAKEN
            raise

    def _recover_lost_create(self, inputs: Doc, unknown: OutcomeUnknown) -> tuple[str, Doc] | None:
        """After a lost response: an object that matches the request is ours; any other existed before.

        Raises:
            AlreadyExists: it existed before.
            OutcomeUnknown: that could not be found out either, so that the next run looks first.
        """
        try:
            found = self._find(inputs)
        except StatsigError:
            raise unknown from None
        if found and not self._matches_request(inputs, found[1]):
            taken = unknown.as_type(AlreadyExists)
            taken.message, taken.status, taken.hint = "another object has the name", 400, _TAKEN
            raise taken
        return found

    def _matches_request(self, inputs: Doc, doc: Doc) -> bool:
        sent = {p.name: inputs[p.name] for p in self._changeable(exists=False) if p.name in inputs}
        first = {n: v for n, v in sent.items() if self.shape.properties[n].wire not in self.routes.create_excludes}
        return not changed_fields(self.shape, project(self.shape, first, doc), first)

    def _roll_back(self, id: str, target: Target, error: StatsigError) -> StatsigError:
        why = "the API cannot delete one"
        try:
            self.routes.delete_object(self.client, id, target)
            if self.routes.can_delete:
                return error
        except StatsigError as second:
            why = str(second)
        return StatsigError(
            f"{error}. The object had been created and could not be deleted again ({why}): "
            "delete it in Statsig, or declare it with adopt=True"
        )

    def _adopt(self, id: str, doc: Doc, inputs: Doc) -> Doc:
        """Change only what differs from the program."""
        return self._update(id, refreshed_inputs(self.kind, inputs, doc), inputs, known=doc, live=doc)

    # -- updating ----------------------------------------------------------------------------------------------

    def _update(self, id: str, old: Doc, new: Doc, *, known: Doc, live: Doc | None = None) -> Doc:
        """Bring the object from the old inputs to the new ones.

        Args:
            id: which object.
            old: the old inputs.
            new: the new inputs.
            known: what is known of the document from before.
            live: the document, where it has just been read.

        Returns:
            What is known of the document afterwards.
        """
        changed = changed_fields(self.shape, old, new)
        sent = [n for n in changed if self.shape.properties[n].on_wire or "trigger" in self.shape.properties[n]]
        status = self.statuses.field if self.statuses else None
        transitions = status in sent and status in new
        sent = [n for n in sent if n != status]
        if live is None and self._needs_live(sent, new):
            live = self._read_or_raise(id, new)
        doc = {**known, **live} if live and self.kind.state_only_outputs else dict(live or known)
        self._check({**old, **({status: doc[status]} if status and status in doc else {})}, new)
        if transitions and self._transition_comes_first(doc, new):
            doc = self._transition(id, new, doc)
            transitions = False
        if sent:
            doc = {**doc, **self._send_update(id, sent, old, new, live or {})}
        for name in changed:
            if (operation := self.kind.operations_on_change.get(name)) and name in old:
                doc = {**doc, **self.routes.invoke(self.client, operation, id, self._target(new))}
        return self._transition(id, new, doc) if transitions else doc

    def _needs_live(self, names: list[str], new: Doc) -> bool:
        """Return whether the update must first read the live object, to preserve unmanaged fields."""
        if not names or not self.routes.reads_before_update:
            return False
        if self._is_full_update(names, new):
            return True
        return any(self.shape.properties[n].shape.may_hold_unmanaged and n in new for n in names)

    def _is_full_update(self, names: list[str], new: Doc) -> bool:
        if self.routes.full_update_only:
            return True
        excluded = any(self.shape.properties[n].wire in self.routes.update_excludes for n in names)
        return self.routes.has_full_update and (excluded or bool(new.get("exhaustive")))

    def _check(self, old: Doc, new: Doc) -> None:
        if found := "; ".join(f"{path} {problem}" for path, problem in self.kind.check(old, new)):
            raise InvalidInput(found)

    def _send_update(self, id: str, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        self._warn_not_reset(names, new)
        full = self._is_full_update(names, new)
        body = self._full_body(old, new, live) if full else self._patch_body(names, old, new, live)
        if not body and not full:
            return {}
        target, body = self._target(new), self.kind.to_wire(body)
        try:
            if full and not self.routes.full_update_only:
                return self.kind.from_wire(self.routes.replace_object(self.client, id, target, body))
            before = to_wire(self.shape, old)
            return self.kind.from_wire(self.routes.update_object(self.client, id, target, body, before))
        except NotFound as error:
            error.hint = _GONE if not error.fields else ""  # with fields, it is something else that is missing
            raise

    def _warn_not_reset(self, names: list[str], new: Doc) -> None:
        for name in names:
            prop = self.shape.properties[name]
            if name not in new and prop.json5_sibling not in new and "no_default" in prop:
                notify(f"{describe(self.kind, new)}: {name} stays as it is, Statsig has no default to reset it to")

    def _patch_body(self, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        """Return the changed fields; one that the program no longer sets is reset to its default."""
        body: Doc = {}
        for name in names:
            prop = self.shape.properties[name]
            if name in new:
                body[prop.wire] = three_way_merge(prop.shape, old.get(name), new[name], live.get(prop.wire))
            elif prop.json5_sibling not in new and "no_default" not in prop:
                body[prop.wire] = to_wire(prop.shape, prop.default)
        return body

    def _full_body(self, old: Doc, new: Doc, live: Doc) -> Doc:
        """Return every field: as the program sets it; at its default where it no longer does; else as it is live."""
        body: Doc = {wire: live[wire] for wire in self.routes.preserve if wire in live}
        for prop in self._changeable(exists=bool(live)):
            if prop.name in new:
                body[prop.wire] = three_way_merge(prop.shape, old.get(prop.name), new[prop.name], live.get(prop.wire))
            elif prop.json5_sibling in new or prop.wire in body:
                continue
            elif "no_default" not in prop and (prop.name in old or "send_default" in prop or new.get("exhaustive")):
                body[prop.wire] = to_wire(prop.shape, prop.default)
            elif live.get(prop.wire) is not None:
                body[prop.wire] = live[prop.wire]
        return {wire: value for wire, value in body.items() if value is not None or wire in live}

    def _changeable(self, exists: bool) -> Iterator[Property]:
        status = self.statuses.field if self.statuses else None
        for prop in self.shape.on_wire:
            if prop.name != status and not (exists and "replace" in prop):
                yield prop

    # -- statuses ----------------------------------------------------------------------------------------------

    def _transition_comes_first(self, doc: Doc, new: Doc) -> bool:
        machine = self.statuses
        if machine is None:
            return False
        return machine.comes_before_update(str(doc.get(machine.field)), str(new.get(machine.field)))

    def _transition(self, id: str, inputs: Doc, doc: Doc) -> Doc:
        machine = self.statuses
        if machine is None or machine.field not in inputs:
            return doc
        if machine.field not in doc:
            doc = {**doc, **self._read_or_raise(id, inputs)}
        return self.kind.from_wire(machine.transition(self.client, id, inputs, doc, self._reader(id, inputs)))

    def _reader(self, id: str, inputs: Doc) -> Callable[[], Doc]:
        return lambda: self._read_or_raise(id, inputs)

    # -- reading -----------------------------------------------------------------------------------------------

    def _target(self, inputs: Doc) -> Target:
        return self.kind.target(self.known, inputs)

    def _read(self, id: str, inputs: Doc) -> Doc | None:
        """Return the live document in the form of requests; None when it is gone."""
        doc = self.routes.read_object(self.client, id, self._target(inputs))
        return None if doc is None else self.kind.from_wire(doc)

    def _read_or_raise(self, id: str, inputs: Doc) -> Doc:
        doc = self._read(id, inputs)
        if doc is None:
            raise NotFound("the object is gone", status=404, method="GET", path=id, hint=_GONE)
        return doc

    # -- deleting ----------------------------------------------------------------------------------------------

    def _delete(self, id: str, inputs: Doc) -> None:
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
            self.routes.delete_object(self.client, id, self._target(inputs))
        elif operation := self.routes.destroy_operation(how):
            with suppress(NotFound):
                self.routes.invoke(self.client, operation, id, self._target(inputs))
        elif (doc := self._read(id, inputs)) is not None and (machine := self.statuses):
            archived = {**inputs, machine.field: machine.archived}
            machine.transition(self.client, id, archived, doc, self._reader(id, inputs))

    def _refuse_in_use(self, doc: Doc) -> None:
        if reason := self.kind.in_use(doc):
            raise InvalidInput(f"{reason}; set force_destroy=True and run `pulumi up` before destroying it")
