"""How an object is created or adopted, and how a create is told from others' after its response was lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from ..errors import AlreadyExists, Interrupted, InvalidInput, OutcomeUnknown, StatsigError
from ..notify import notify
from ..rest.operations import Target, soon
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.sharing import unshared
from ..schema.values import changed_fields, equal, from_wire, stored_default
from .inputs import describe, refreshed_inputs, replaced_fields
from .ownership import Attempt, Record
from .proposals import Proposals

_ATTEMPTS = 3
_TAKEN = (
    "If the resource was renamed, say so with aliases=[...] in its opts. To bring the object in, adopt it with "
    "adopt=True, or import it with `statsig-pulumi import`"
)


class Creates(Proposals):
    """Creates: what was found is never rolled back, and what is not certain to be ours is not taken."""

    def _create(self, inputs: Doc, attempt: Attempt) -> tuple[str, Doc]:
        exists, adopt, interrupted = self.routes.reads_before_create, self._adopts(inputs), attempt.interrupted
        shared = self.routes.parts({}) is not None  # then the create itself tells half-made contents from others'
        looks = exists or adopt or (interrupted and not shared)
        found = self._find_free(inputs, interrupted) if looks else None
        if found is None:
            try:
                return self._create_new(inputs, attempt)
            except AlreadyExists:  # somebody has made it since
                found = self._find_free(inputs, interrupted) if adopt and not shared else None
                if found is None:
                    raise
        if not exists and not adopt:
            assert interrupted is not None  # noqa: S101 - for type checkers
            self._refuse_others(inputs, found, interrupted, attempt.record)
        doc = self._adopt(*found, inputs, theirs=adopt)
        if not exists:
            why = "exists" if adopt else "was being created when a run was interrupted"
            notify(f"{describe(self.kind, inputs)} {why}: adopted")
            if hint := self._archived_hint(inputs, found[1]):
                notify(f"{describe(self.kind, inputs)}: warning: {hint[0].lower()}{hint[1:]}")
        return found[0], doc

    def _refuse_others(self, inputs: Doc, found: tuple[str, Doc], interrupted: Record, now: Record) -> None:
        """Refuse an object that an interrupted run did not create.

        Raises:
            AlreadyExists: it is not what was sent, or was there before.
        """
        doc = found[1]
        sent = interrupted.digest == now.digest and self._is_what_was_sent(inputs, doc)
        by_a_person = doc.get("creatorEmail") and "creator_email" not in inputs
        if by_a_person or not (sent and self._is_later(found, interrupted)):
            raise AlreadyExists(
                "an object of this name exists, and it is not the one that an interrupted run was creating",
                status=400,
                method="POST",
                path=str(self.kind.address(inputs)),
                hint=_TAKEN,
            )

    def _find_free(self, inputs: Doc, interrupted: Record | None) -> tuple[str, Doc] | None:
        """Return the object that no other resource of the run has, nor had before a run was interrupted."""
        others = self.run.claims.ids(self.kind.__name__) | frozenset(interrupted.twins if interrupted else ())
        return self._find(inputs, others)

    def _find(self, inputs: Doc, others: frozenset[str]) -> tuple[str, Doc] | None:
        found = self.routes.find(self.client, replace(self._target(inputs), others=others))
        return found and (found[0], self.kind.document(found[1]))

    def _create_new(self, inputs: Doc, attempt: Attempt) -> tuple[str, Doc]:
        """Create it, update what a create does not take, go to the declared status; roll back where that fails."""
        target, excluded = self._target(inputs), self._update_only
        resumes = attempt.interrupted is not None and attempt.interrupted.digest == attempt.record.digest
        target = replace(target, resumes=resumes, others=frozenset(attempt.record.twins))
        first = {wire: value for wire, value in target.body.items() if wire not in excluded}
        second = {wire: value for wire, value in target.body.items() if wire in excluded}
        # The last of them: what only an update takes may not be taken any more in another status.
        (second or first).update(self._carried_status(inputs, {}))
        id, doc, created = self._post(inputs, target, first, attempt)
        if not created:
            return id, self._adopt(id, doc, inputs, theirs=False)
        try:
            if second:
                response = self.routes.update_object(self.client, id, target, second, {})
                doc = {**doc, **self.kind.document(response)}
            return id, self._transition(id, inputs, doc)
        except Interrupted:  # the next run goes on with it
            raise
        except StatsigError as error:
            raise self._roll_back(id, target, error, attempt) from None

    def _post(self, inputs: Doc, target: Target, body: Doc, attempt: Attempt) -> tuple[str, Doc, bool]:
        """Return the id, the document, and whether it was created by this request for certain."""
        lost: OutcomeUnknown | None = None
        for _ in range(_ATTEMPTS):
            try:
                id, doc = self.routes.create_object(self.client, target, body)
                return id, self.kind.document(doc), True
            except OutcomeUnknown as unknown:
                lost, attempt.may_exist = unknown, True
                if not self.routes.can_read:
                    raise
            except AlreadyExists as taken:
                taken.hint = self._taken_hint(inputs) if lost is None else _TAKEN
                if lost is None:
                    raise
            if found := self._recover_lost_create(inputs, target, lost, attempt):
                return *found, False
        raise lost or AssertionError

    def _taken_hint(self, inputs: Doc) -> str:
        """Return what to do about a name that is taken: by the resource's own object, by one that is archived."""
        if self.run.claims.is_replaced(self.kind.address(inputs)):
            return "The object that it replaces still has the name: say delete_before_replace=True in its opts"
        archived = ""
        with suppress(StatsigError):
            if self.statuses and self.statuses.archived and (found := self._find(inputs, frozenset())):
                archived = self._archived_hint(inputs, found[1])
        return f"{archived}, together with adopt=True. {_TAKEN}" if archived else _TAKEN

    def _recover_lost_create(
        self, inputs: Doc, target: Target, unknown: OutcomeUnknown, attempt: Attempt
    ) -> tuple[str, Doc] | None:
        """After a lost response: an object that matches the request is ours; any other existed before.

        Raises:
            AlreadyExists: it existed before.
            OutcomeUnknown: that could not be found out either, so that the next run looks first.
        """
        try:
            found = soon(self.client, lambda: self._find(inputs, target.others), bool)
        except StatsigError:
            raise unknown from None
        if found and not (self._is_later(found, attempt.record) and self._is_what_was_sent(inputs, found[1])):
            attempt.may_exist = False
            taken = unknown.as_type(AlreadyExists)
            taken.message, taken.status, taken.hint = "another object has the name", 400, _TAKEN
            raise taken
        return found

    def _is_later(self, found: tuple[str, Doc], record: Record) -> bool:
        """Return whether an object was made after a record; False also where that cannot be told."""
        id, doc = found
        created = doc.get("createdTime")
        after = record.created_after(created) if isinstance(created, (int, float)) else not self.routes.tells_creation
        return after and id not in record.twins

    def _is_what_was_sent(self, inputs: Doc, doc: Doc) -> bool:
        """Return whether a live object has the fields of the request, and the defaults everywhere else.

        What an update would have brought after the create may still be missing.
        """
        live = from_wire(self.shape, doc)
        managed = project(self.shape, unshared(self.shape, inputs), doc)
        for prop in self._changeable(exists=False):
            if prop.name in inputs and equal(prop.shape, inputs[prop.name], managed.get(prop.name)):
                continue
            value = live.get(prop.name)  # what a document does not have is at its default
            unset = "write_only" in prop or value is None or equal(prop.shape, value, stored_default(prop))
            named_by_server = "replace" in prop and prop.default is None  # a display name, an implicit layer
            follows = self.statuses is not None and self.statuses.follows(prop.name, inputs)
            undecided = "no_default" in prop or named_by_server or follows or prop.json5_sibling in inputs
            ours = prop.name not in inputs and (unset or undecided)
            later = "update_only" in prop and (unset or "no_default" in prop)
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

    def _adopt(self, id: str, doc: Doc, inputs: Doc, *, theirs: bool) -> Doc:
        """Change only what differs from the program; what cannot be read is sent.

        Args:
            id: which object.
            doc: the live document.
            inputs: what the program says.
            theirs: whether the object is somebody else's so far, and not of a lost create.

        Raises:
            InvalidInput: a field that cannot be changed differs.
        """
        old = refreshed_inputs(self.kind, inputs, doc, by_name=True)
        names = changed_fields(self.shape, old, inputs)
        fixed = [n for n in replaced_fields(self.kind, names) if n in inputs and self.shape.properties[n].on_wire]
        if fixed:
            values = ", ".join(f"{name} is {old.get(name)!r} there" for name in fixed)
            raise InvalidInput(f"the object that exists cannot be adopted: it differs in what cannot change: {values}")
        for prop in self.shape.marked("write_only"):
            if "replace" not in prop:
                old.pop(prop.name, None)
        after = self._update(id, old, inputs, known=doc, live=doc, adopts=True)
        return {**after, **self._found({}, inputs, doc)} if theirs else after
