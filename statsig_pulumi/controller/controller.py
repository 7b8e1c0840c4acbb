"""What is done with one object, whatever its kind: create, read, update and delete it, adopt it, roll a create back.

The controller works on inputs and state (the program's names) and on documents (the API's names). It knows the markers
of ``schema``, the routes of ``rest`` and the hooks of ``kind``, and no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import AlreadyExists, ApiError, ConfigError, InvalidInput, NotFound, OutcomeUnknown, StatsigError
from ..kind import Kind
from ..notify import notify
from ..rest.operations import FOUND, Target
from ..rest.singleton import BEFORE
from ..schema.address import Address
from ..schema.json_types import Doc, same_json
from ..schema.shape import Property
from ..schema.values import (
    changed_fields,
    equal,
    from_wire,
    is_reset,
    project,
    stored_default,
    three_way_merge,
    to_wire,
    without_nulls,
)
from .holding import hold, two_resources
from .inputs import (
    ENDPOINT,
    PROJECT,
    STACK,
    carried_inputs,
    describe,
    inputs_of,
    known_outputs,
    outputs_of,
    refreshed_inputs,
    replaced_fields,
)
from .ownership import Attempt, Handovers, PendingCreates, Record, Run

if TYPE_CHECKING:
    from ..client.client import Client

_ATTEMPTS = 3
_TAKEN = (
    "If the resource was renamed, say so with aliases=[...] in its opts. To bring the object in, adopt it with "
    "adopt=True, or import it with `statsig-pulumi import`"
)
_OWN = "own"
_GONE = "If somebody deleted it, run `pulumi up --refresh`, which creates it again"


class Controller:
    """The objects of one kind in one Statsig project.

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

    # -- Pulumi's verbs ----------------------------------------------------------------------------------------

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
                id, doc = self._create(inputs, attempt)
            except Exception:
                attempt.may_exist = attempt.may_exist or self.client.mutations > before
                raise
        hold(self.kind, self.run.claims, id, inputs)
        return id, self._stored(inputs, doc)

    def read(self, id: str) -> tuple[Doc, Doc] | None:
        """Return the outputs and the inputs of the live object; None when it is gone.

        Raises:
            NotFound: there is no such object, and never was: only ``.get()`` comes without any property.
        """
        inputs = inputs_of(self.kind, self.state)
        self.verify_project()
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
        return self._stored(live, doc), carried_inputs(self.kind, live)

    def update(self, id: str, props: Doc) -> Doc:
        """Send what has changed, and nothing else; return the outputs.

        Raises:
            InvalidInput: the change must not be made to an object in its state.
            NotFound: the object is gone.
        """
        old, new = inputs_of(self.kind, self.state), inputs_of(self.kind, props)
        self.verify_project()
        fields = self.kind.computed_outputs()
        before = {fields.get(name, name): value for name, value in self.known.items()}
        doc = self._update(id, old, new, known=before)
        hold(self.kind, self.run.claims, id, new)
        return self._stored(new, doc)

    def delete(self, id: str) -> None:
        """Delete the object, archive it or retain it, as ``on_destroy`` says; one that is gone is no failure.

        What another resource of this run holds is left alone.

        Raises:
            InvalidInput: it is in use, and the program does not say ``force_destroy``.
        """
        inputs = inputs_of(self.kind, self.state)
        self.verify_project()
        kind, address = self.kind.__name__, self.kind.address(inputs)
        held = self.run.claims.parts_of(kind, id)
        parts = self.routes.parts(self._target(inputs).body)
        if self.run.claims.holds(kind, id) or (parts and parts <= held) or self._was_created_elsewhere(address, inputs):
            notify(f"{address}: left in Statsig, another resource of this stack has it")
            self._hand_over(id, parts)
            return
        self._take_over(id)
        self._delete(id, inputs, held)
        self.run.claims.release(address, id)
        self._pending().remove(address)

    def _hand_over(self, id: str, parts: frozenset[str] | None) -> None:
        """Keep what this resource alone knows, for its successor: what was there before, and what is its own."""
        known = {BEFORE: self.known[BEFORE]} if BEFORE in self.known else {}
        own = {_OWN: sorted(parts - (self.routes.parts(self.known.get(FOUND) or {}) or frozenset()))} if parts else {}
        self._handovers().give(self.kind.__name__, id, {**known, **own})

    def _take_over(self, id: str) -> None:
        """Learn what the predecessor of this resource knew."""
        known = self._handovers().take(self.kind.__name__, id)
        if found := self.known.get(FOUND):
            self.known[FOUND] = self.routes.without_parts(found, frozenset(known.get(_OWN, ())))
        self.known.update({name: value for name, value in known.items() if name == BEFORE})

    def _was_created_elsewhere(self, address: Address, inputs: Doc) -> bool:
        """Return whether another provider process of this run has created the object."""
        return self.routes.is_unique(inputs) and self._pending().is_of_this_run(address)

    # -- which project -----------------------------------------------------------------------------------------

    def verify_project(self) -> None:
        """Refuse to go on with an object that is in another Statsig project.

        State knows the project's id, and a digest of the address and the key that were last used. Only where these
        differ is the project asked for: a new key of the same project is no difference.

        Raises:
            ConfigError: it is.
        """
        stored = self.state.get(PROJECT)
        if not stored or self.state.get(ENDPOINT) == self.client.settings.digest:
            return
        if (actual := self.client.project_id()) and actual != stored:
            raise ConfigError(
                f"it is in the Statsig project {stored}, and this run's key is for the project {actual}: nothing was "
                "read or changed. Use the key of its project; to create it in this one as well, give the resource "
                "another name or move it to a stack of its own"
            )

    def _stored(self, inputs: Doc, doc: Doc) -> Doc:
        """Return the outputs, with the hidden ones: the project, how it was reached, and others' entries."""
        outputs = outputs_of(self.kind, inputs, doc)
        if project := self.client.project_id():
            outputs |= {PROJECT: project, ENDPOINT: self.client.settings.digest}
        if self.run.stack:
            outputs[STACK] = self.run.stack
        found = doc.get(FOUND, self.known.get(FOUND))
        return {**outputs, FOUND: found} if found else outputs

    def _pending(self) -> PendingCreates:
        return PendingCreates(self.run, self.client.project_id())

    def _handovers(self) -> Handovers:
        return Handovers(self.run, self.client.project_id())

    def dry_run(self, old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
        """Yield ``(path, problem)`` of what the server would refuse, where the program asks for a dry run."""
        if not changed_fields(self.shape, old, new) or (not old and new.get("adopt")):
            return
        target = self._target(new)
        unsent = {prop.wire for prop in self.shape.marked("replace")} if old else set()
        excluded = {*unsent, *self._update_only}
        body = {wire: value for wire, value in target.body.items() if wire not in excluded}
        try:
            self.routes.dry_run(self.client, target, body, exists=bool(old))
        except ApiError as error:
            names = {prop.wire: prop.name for prop in self.shape.properties.values()}
            for path, problem in error.fields or [("", error.message)]:
                head, dot, rest = path.partition(".")
                yield names.get(head, head) + dot + rest, f"Statsig would refuse it: {problem}"

    # -- creating ----------------------------------------------------------------------------------------------

    def _create(self, inputs: Doc, attempt: Attempt) -> tuple[str, Doc]:
        exists, adopt, interrupted = self.routes.reads_before_create, inputs.get("adopt"), attempt.interrupted
        others = frozenset(interrupted.twins) if interrupted else frozenset()
        shared = self.routes.parts({}) is not None  # then the create itself tells half-made contents from others'
        found = self._find(inputs, others) if exists or adopt or (interrupted and not shared) else None
        if found is None:
            return self._create_new(inputs, attempt)
        if not exists and not adopt:
            assert interrupted is not None  # noqa: S101 - for type checkers
            self._refuse_others(inputs, found[1], interrupted, attempt.record)
        if not exists:
            why = "exists" if adopt else "was being created when a run was interrupted"
            notify(f"{describe(self.kind, inputs)} {why}: adopted")
        return found[0], self._adopt(*found, inputs, resumes=interrupted is not None)

    def _refuse_others(self, inputs: Doc, doc: Doc, interrupted: Record, now: Record) -> None:
        """Refuse an object that an interrupted run did not create.

        Raises:
            AlreadyExists: it is not what was sent, or was there before.
        """
        sent = interrupted.digest == now.digest and self._is_what_was_sent(inputs, doc)
        by_a_person = doc.get("creatorEmail") and "creator_email" not in inputs
        if by_a_person or not (sent and interrupted.created_after(doc.get("createdTime"))):
            raise AlreadyExists(
                "an object of this name exists, and it is not the one that an interrupted run was creating",
                status=400,
                method="POST",
                path=str(self.kind.address(inputs)),
                hint=_TAKEN,
            )

    def _find(self, inputs: Doc, others: frozenset[str] = frozenset()) -> tuple[str, Doc] | None:
        found = self.routes.find(self.client, replace(self._target(inputs), others=others))
        return found and (found[0], self.kind.from_wire(found[1]))

    def _create_new(self, inputs: Doc, attempt: Attempt) -> tuple[str, Doc]:
        """Create it, update what a create does not take, go to the declared status; roll back where that fails."""
        target, excluded = self._target(inputs), self._update_only
        resumes = attempt.interrupted is not None and attempt.interrupted.digest == attempt.record.digest
        target = replace(target, resumes=resumes, others=frozenset(attempt.record.twins))
        first = {wire: value for wire, value in target.body.items() if wire not in excluded}
        second = {wire: value for wire, value in target.body.items() if wire in excluded}
        id, doc, created = self._post(inputs, target, first, attempt)
        if not created:
            return id, self._adopt(id, doc, inputs, resumes=True)
        try:
            if second:
                response = self.routes.update_object(self.client, id, target, second, {})
                doc = {**doc, **self.kind.from_wire(response)}
            return id, self._transition(id, inputs, doc)
        except StatsigError as error:
            raise self._roll_back(id, target, error, attempt) from None

    def _post(self, inputs: Doc, target: Target, body: Doc, attempt: Attempt) -> tuple[str, Doc, bool]:
        """Return the id, the document, and whether it was created by this request for certain."""
        lost: OutcomeUnknown | None = None
        for _ in range(_ATTEMPTS):
            try:
                id, doc = self.routes.create_object(self.client, target, body)
                return id, self.kind.from_wire(doc), True
            except OutcomeUnknown as unknown:
                lost, attempt.may_exist = unknown, True
                if not self.routes.can_read:
                    raise
            except AlreadyExists as taken:
                taken.hint = _TAKEN
                if lost is None:
                    raise
            if found := self._recover_lost_create(inputs, target, lost, attempt):
                return *found, False
        raise lost or AssertionError

    def _recover_lost_create(
        self, inputs: Doc, target: Target, unknown: OutcomeUnknown, attempt: Attempt
    ) -> tuple[str, Doc] | None:
        """After a lost response: an object that matches the request is ours; any other existed before.

        Raises:
            AlreadyExists: it existed before.
            OutcomeUnknown: that could not be found out either, so that the next run looks first.
        """
        try:
            found = self._find(inputs, target.others)
        except StatsigError:
            raise unknown from None
        after = attempt.record.created_after
        if found and not (self._is_what_was_sent(inputs, found[1]) and after(found[1].get("createdTime"))):
            attempt.may_exist = False
            taken = unknown.as_type(AlreadyExists)
            taken.message, taken.status, taken.hint = "another object has the name", 400, _TAKEN
            raise taken
        return found

    def _is_what_was_sent(self, inputs: Doc, doc: Doc) -> bool:
        """Return whether a live object has the fields of the request, and the defaults everywhere else.

        What an update would have brought after the create may still be missing.
        """
        live = from_wire(self.shape, doc)
        managed = project(self.shape, inputs, doc)
        for prop in self._changeable(exists=False):
            if prop.name in inputs and equal(prop.shape, inputs[prop.name], managed.get(prop.name)):
                continue
            default = stored_default(prop)
            unset = "write_only" in prop or equal(prop.shape, live.get(prop.name), default)
            ours = prop.name not in inputs and (unset or "no_default" in prop or prop.json5_sibling in inputs)
            later = "update_only" in prop and unset
            if not (ours or later):
                return False
        return True

    def _roll_back(self, id: str, target: Target, error: StatsigError, attempt: Attempt) -> StatsigError:
        why = "the API cannot delete one"
        try:
            self.routes.delete_object(self.client, id, target)
            if self.routes.can_delete:
                self.client.forget_mutations()
                attempt.may_exist = False
                return error
        except StatsigError as second:
            why = str(second)
        return StatsigError(
            f"{error}. The object had been created and could not be deleted again ({why}): "
            "delete it in Statsig, or declare it with adopt=True"
        )

    def _adopt(self, id: str, doc: Doc, inputs: Doc, *, resumes: bool = False) -> Doc:
        """Change only what differs from the program.

        Raises:
            InvalidInput: a field that cannot be changed differs.
        """
        old = refreshed_inputs(self.kind, inputs, doc, by_name=True)
        names = changed_fields(self.shape, old, inputs)
        fixed = [n for n in replaced_fields(self.kind, names) if n in inputs and self.shape.properties[n].on_wire]
        if fixed:
            values = ", ".join(f"{name} is {old.get(name)!r} there" for name in fixed)
            raise InvalidInput(f"the object that exists cannot be adopted: it differs in what cannot change: {values}")
        return self._update(id, old, inputs, known=doc, live=doc, resumes=resumes, adopts=True)

    # -- updating ----------------------------------------------------------------------------------------------

    def _update(
        self,
        id: str,
        old: Doc,
        new: Doc,
        *,
        known: Doc,
        live: Doc | None = None,
        resumes: bool = False,
        adopts: bool = False,
    ) -> Doc:
        """Bring the object from the old inputs to the new ones.

        Args:
            id: which object.
            old: the old inputs.
            new: the new inputs.
            known: what is known of the document from before.
            live: the document, where it has just been read.
            resumes: whether a create that was interrupted is completed.
            adopts: whether the object is somebody else's so far.

        Returns:
            What is known of the document afterwards.
        """
        changed = changed_fields(self.shape, old, new)
        sent = [n for n in changed if self._is_sent(self.shape.properties[n], old, new)]
        status = self.statuses.field if self.statuses else None
        transitions = status in sent and status in new
        sent = [n for n in sent if n != status]
        if live is None and (self._needs_live(sent, new) or self._invalidating(sent, new)):
            live = self._read_or_raise(id, new)
        doc = {**known, **live} if live and self.kind.state_only_outputs else dict(live or known)
        body = self._update_body(sent, old, new, live or {}, adopts) if sent else {}
        self._check(*self._judged(sent, old, new, doc, body))
        if transitions and self._transition_comes_first(doc, new):
            doc = self._transition(id, new, doc)
            transitions = False
        if sent:
            doc = {**doc, **self._send_update(id, sent, body, old=old, new=new, resumes=resumes)}
        for name in changed:
            if (operation := self.kind.operations_on_change.get(name)) and old.get(name) and _added(old, new, name):
                doc = {**doc, **self._invoke_once(operation, id, new)}
        return self._transition(id, new, doc) if transitions else doc

    def _is_sent(self, prop: Property, old: Doc, new: Doc) -> bool:
        """Return whether a changed field makes a request. Letting go of a default makes none, nor do triggers that are
        taken out."""
        if "trigger" in prop:
            return _added(old, new, prop.name)
        return prop.on_wire and (prop.name in new or prop.json5_sibling in new or is_reset(self.shape, prop, old, new))

    def _invalidating(self, names: list[str], new: Doc) -> list[Property]:
        """Return the properties that an update sends and that the live object may protect."""
        marked = self.shape.marked("invalidates")
        return marked if names and self._is_full_update(names, new) else [p for p in marked if p.name in names]

    def _judged(self, names: list[str], old: Doc, new: Doc, doc: Doc, body: Doc) -> tuple[Doc, Doc]:
        """Return what the update is judged by: the old inputs with what is live in place of what is protected, and the
        new ones with what is sent."""
        status = self.statuses.field if self.statuses else None
        before = {**old, **({status: doc[status]} if status and status in doc else {})}
        after = dict(new)
        live, sent = from_wire(self.shape, doc), from_wire(self.shape, body)
        for prop in self._invalidating(names, new):
            if prop.wire in body:
                before[prop.name], after[prop.name] = live.get(prop.name), sent.get(prop.name)
        return before, after

    def _invoke_once(self, operation: str, id: str, inputs: Doc) -> Doc:
        """Invoke an operation that must not run twice; where its response is lost, find out what became of it."""
        target = self._target(inputs)
        target = replace(target, others=self.routes.same_name_ids(self.client, target))
        try:
            return self.routes.invoke(self.client, operation, id, target, repeatable=False)
        except OutcomeUnknown as unknown:
            return self.kind.from_wire(self.routes.recover_invoke(self.client, id, target, unknown))

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

    def _update_body(self, names: list[str], old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        if self._is_full_update(names, new):
            return self._full_body(old, new, live, adopts)
        return self._patch_body(names, old, new, live, adopts)

    def _send_update(self, id: str, names: list[str], body: Doc, *, old: Doc, new: Doc, resumes: bool) -> Doc:
        self._warn_not_reset(names, new)
        full = self._is_full_update(names, new)
        runs = any("trigger" in self.shape.properties[n] for n in names)
        if not body and not full and not runs:
            return {}
        target, body = replace(self._target(new), old=old, resumes=resumes), self.kind.to_wire(body)
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

    def _patch_body(self, names: list[str], old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        """Return the changed fields; one that the program no longer sets is reset to its default. What is live already
        is not sent."""
        body: Doc = {}
        for name in names:
            prop = self.shape.properties[name]
            if name in new:
                body[prop.wire] = self._merged(prop, old, new, live, adopts)
            elif "no_default" not in prop and is_reset(self.shape, prop, old, new):
                body[prop.wire] = to_wire(prop.shape, prop.default)
        shapes = {prop.wire: prop.shape for prop in self.shape.on_wire if prop.shape.may_hold_unmanaged}
        there = {wire: without_nulls(shapes[wire], live[wire]) for wire in body if wire in live and wire in shapes}
        return {w: value for w, value in body.items() if w not in there or not same_json(value, there[w])}

    def _merged(self, prop: Property, old: Doc, new: Doc, live: Doc, adopts: bool) -> Any:
        was, is_live = old.get(prop.name), live.get(prop.wire)
        return three_way_merge(prop.shape, was, new[prop.name], is_live, by_name=adopts)

    def _full_body(self, old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        """Return every field: as the program sets it; at its default where it no longer does; else as it is live."""
        body: Doc = {wire: live[wire] for wire in self.routes.preserve if wire in live}
        for prop in self._changeable(exists=bool(live)):
            reset = is_reset(self.shape, prop, old, new) or (prop.name in old and prop.wire not in live)
            if prop.name in new:
                body[prop.wire] = self._merged(prop, old, new, live, adopts)
            elif prop.json5_sibling in new or prop.wire in body:
                continue
            elif "no_default" not in prop and (reset or "send_default" in prop or new.get("exhaustive")):
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


def _added(old: Doc, new: Doc, name: str) -> bool:
    """Return whether there are triggers that are new or have changed; taking one out runs nothing.

    A field that has changed already, and is no map of triggers, has to be acted upon.
    """
    before, now = ({} if inputs.get(name) is None else inputs[name] for inputs in (old, new))
    if not isinstance(before, dict) or not isinstance(now, dict):
        return True
    return any(before.get(key) != value for key, value in now.items())
