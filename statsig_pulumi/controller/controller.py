"""What is done with one object, whatever its kind: make it, take it over, change it, destroy it.

The engine works on what the program said (the program's names) and on documents (the API's names). It knows the
vocabulary of ``model.py``, the families of ``routes.py`` and the hooks of ``resource.py``, and no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ..errors import AlreadyExists, ApiError, InvalidInput, NotFound, OutcomeUnknown, StatsigError
from ..notify import notify
from ..rest import Target
from ..schema.json_types import Doc
from ..schema.markers import is_unknown
from ..schema.messages import problems
from ..schema.shape import Property, Shape
from ..schema.values import changed_fields, from_wire, three_way_merge, normalize, project, equal, to_wire
from .ownership import Journal

if TYPE_CHECKING:
    from ..client.client import Client
    from ..resource import Resource

_ATTEMPTS = 3
_TAKEN = "Take it over with adopt=True, or bring it in with `statsig-pulumi import`"
_GONE = "If somebody deleted it, run `pulumi up --refresh`, which makes it again"


class Engine:
    """One kind of objects in one Statsig project.

    Args:
        kind: the kind.
        api: the client.
        outputs: what is known of the object from before: its computed outputs, in the program's names.
    """

    def __init__(self, kind: type[Resource], api: Client, outputs: Doc | None = None) -> None:
        self.kind, self.api, self.outputs = kind, api, outputs or {}
        self.shape, self.routes, self.statuses = kind.shape(), kind.routes, kind.statuses

    def get(self, id: str, said: Doc) -> Doc | None:
        """The live document in the form of requests; None when it is gone."""
        doc = self.routes.get(self.api, id, self._target(said))
        return None if doc is None else self.kind.from_wire(doc)

    def _target(self, said: Doc) -> Target:
        return Target({**self.outputs, **said}, self.kind.to_wire(self._body(said)))

    # -- creating ----------------------------------------------------------------------------------------------

    def create(self, said: Doc) -> tuple[str, Doc]:
        """Make the object, or take over the one that exists where the program says so: its id and document.

        Raises:
            AlreadyExists: the name is taken, and the program does not say ``adopt``.
        """
        with self._noted(said) as interrupted:
            found = self._find(said) if interrupted or said.get("adopt") or self.routes.exists() else None
            if found is None:
                return self._make(said)
            if not self.routes.exists():
                why = "was being made when a run was interrupted" if interrupted else "exists"
                notify(f"{label(self.kind, said)} {why}: taken over")
            return found[0], self._adopt(*found, said)

    @contextmanager
    def _noted(self, said: Doc) -> Iterator[bool]:
        journal = Journal.of_this_project(self.api.settings)
        with journal.creating(self.kind.__name__, self.routes.name(said)) as interrupted:
            yield interrupted

    def _find(self, said: Doc) -> tuple[str, Doc] | None:
        found = self.routes.find(self.api, self._target(said))
        return found and (found[0], self.kind.from_wire(found[1]))

    def _make(self, said: Doc) -> tuple[str, Doc]:
        """POST, what it does not take, and the step to the declared status; where these fail, it is undone."""
        target = self._target(said)
        now, later = _split(target.body, self.routes.later)
        id, doc = self._post(said, target, now, _ATTEMPTS)
        try:
            if later:
                reply = self.routes.update(self.api, id, target, later, {})
                doc = {**doc, **self.kind.from_wire(reply)}
            return id, self._settle(id, said, doc)
        except StatsigError as error:
            raise self._roll_back(id, target, error) from None

    def _post(self, said: Doc, target: Target, body: Doc, attempts: int) -> tuple[str, Doc]:
        try:
            id, doc = self.routes.create(self.api, target, body)
            return id, self.kind.from_wire(doc)
        except OutcomeUnknown as lost:
            if not self.routes.findable:
                raise
            if found := self._recover_lost_create(said, lost):
                return found[0], self._adopt(*found, said)
            if attempts <= 1:
                raise
            return self._post(said, target, body, attempts - 1)
        except AlreadyExists as error:
            error.hint = _TAKEN
            raise

    def _recover_lost_create(self, said: Doc, lost: OutcomeUnknown) -> tuple[str, Doc] | None:
        """What is there now is what was sent, if it says the same; else it was there before.

        Raises:
            AlreadyExists: it was.
            Unclear: that could not be found out either, so that the next run is to look first.
        """
        try:
            found = self._find(said)
        except StatsigError:
            raise lost from None
        if found and not self._matches_request(said, found[1]):
            taken = lost.as_type(AlreadyExists)
            taken.message, taken.status, taken.hint = "another object has the name", 400, _TAKEN
            raise taken
        return found

    def _matches_request(self, said: Doc, doc: Doc) -> bool:
        status = self.statuses and self.statuses.field
        sent = {
            name: value
            for name, value in said.items()
            if self.shape.properties[name].on_wire
            and name != status
            and self.shape.properties[name].wire not in self.routes.later
        }
        return not changed_fields(self.shape, project(self.shape, sent, doc), sent)

    def _roll_back(self, id: str, target: Target, error: StatsigError) -> StatsigError:
        why = "the API cannot delete one"
        try:
            self.routes.delete(self.api, id, target)
            if self.routes.removable:
                return error
        except StatsigError as second:
            why = str(second)
        return StatsigError(
            f"{error}. The object had been made and could not be removed again ({why}): "
            "delete it in Statsig, or declare it with adopt=True"
        )

    def _adopt(self, id: str, doc: Doc, said: Doc) -> Doc:
        """Change only what differs from the program."""
        return self.change(id, refreshed_inputs(self.kind, said, doc), said, known=doc, live=doc)

    def dry_run(self, old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
        """``(path, problem)`` of what the server would not take, where the program asks for a dry run."""
        if not changed_fields(self.shape, old, new) or (not old and new.get("adopt")):
            return
        target = self._target(new)
        unsent = {prop.wire for prop in self.shape.properties.values() if "replace" in prop} if old else set()
        body = {wire: value for wire, value in target.body.items() if wire not in {*unsent, *self.routes.later}}
        try:
            self.routes.dry_run(self.api, target, body, exists=bool(old))
        except ApiError as error:
            names = {prop.wire: prop.name for prop in self.shape.properties.values()}
            fields = error.fields or [("", error.message)]
            for path, problem in fields:
                head, dot, rest = path.partition(".")
                yield names.get(head, head) + dot + rest, f"Statsig would not take it: {problem}"

    # -- changing ----------------------------------------------------------------------------------------------

    def change(self, id: str, old: Doc, new: Doc, *, known: Doc, live: Doc | None = None) -> Doc:
        """Bring the object from what the program said to what it says, and send nothing else.

        Args:
            id: which object.
            old: what the program said.
            new: what it says.
            known: what is known of the document from before.
            live: the document, where it has just been read.

        Returns:
            What is known of the document afterwards.

        Raises:
            InvalidInput: the change must not be made to an object in its state.
            NotFound: the object is gone.
        """
        all_names = changed_fields(self.shape, old, new)
        names = [n for n in all_names if self.shape.properties[n].on_wire or "trigger" in self.shape.properties[n]]
        status = self.statuses.field if self.statuses else None
        steps = status in names and status in new
        names = [n for n in names if n != status]
        if live is None and self._needs_live(names, new):
            live = self._read_or_raise(id, new)
        doc = {**known, **live} if live and self.kind.state_only_outputs else dict(live or known)
        self._refuse({**old, **({status: doc[status]} if status and status in doc else {})}, new)
        if steps and self._step_comes_first(doc, new):
            doc = self._settle(id, new, doc)
            steps = False
        if names:
            doc = {**doc, **self._patch(id, names, old, new, live or {})}
        for name in all_names:
            if (operation := self.kind.operations_on_change.get(name)) and name in old:
                doc = {**doc, **self.routes.invoke(self.api, operation, id, self._target(new))}
        return self._settle(id, new, doc) if steps else doc

    def _needs_live(self, names: list[str], new: Doc) -> bool:
        """Whether an update needs the live document: where it has to carry something over from there."""
        if not names or not self.routes.carries:
            return False
        return self._is_full_update(names, new) or any(
            self.shape.properties[n].shape.carries and n in new for n in names
        )

    def _is_full_update(self, names: list[str], new: Doc) -> bool:
        """Whether everything has to be sent."""
        if self.routes.whole:
            return True
        beyond = any(self.shape.properties[n].wire in self.routes.update_excludes for n in names)
        return self.routes.full and (beyond or bool(new.get("exhaustive")))

    def _refuse(self, old: Doc, new: Doc) -> None:
        if found := "; ".join(f"{path} {problem}" for path, problem in self.kind.check(old, new)):
            raise InvalidInput(found)

    def _patch(self, id: str, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        self._warn_not_reset(names, new)
        entire = self._is_full_update(names, new)
        body = self._full_body(old, new, live) if entire else self._patch_body(names, old, new, live)
        if not body and not entire:
            return {}
        target, body = self._target(new), self.kind.to_wire(body)
        try:
            if entire and not self.routes.whole:
                return self.kind.from_wire(self.routes.replace(self.api, id, target, body))
            return self.kind.from_wire(self.routes.update(self.api, id, target, body, to_wire(self.shape, old)))
        except NotFound as error:
            error.hint = _GONE if not error.fields else ""  # with fields, it is something else that is missing
            raise

    def _warn_not_reset(self, names: list[str], new: Doc) -> None:
        for name in names:
            prop = self.shape.properties[name]
            if name not in new and prop.json5_sibling not in new and "keep" in prop:
                notify(f"{label(self.kind, new)}: {name} stays as it is, Statsig has no default to go back to")

    def _patch_body(self, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        """The changed fields; one that the program has let go is reset to its default."""
        body: Doc = {}
        for name in names:
            prop = self.shape.properties[name]
            if name in new:
                body[prop.wire] = three_way_merge(prop.shape, old.get(name), new[name], live.get(prop.wire))
            elif prop.json5_sibling not in new and "keep" not in prop:  # the other spelling of a value speaks for both
                body[prop.wire] = to_wire(prop.shape, prop.default)
        return body

    def _full_body(self, old: Doc, new: Doc, live: Doc) -> Doc:
        """All fields: as the program says; at the default where it has let go; else as they are."""
        body: Doc = {wire: live[wire] for wire in self.routes.carried if wire in live}
        for prop in self._changeable(bool(live)):
            if prop.name in new:
                body[prop.wire] = three_way_merge(prop.shape, old.get(prop.name), new[prop.name], live.get(prop.wire))
            elif prop.json5_sibling in new or prop.wire in body:
                continue
            elif "keep" not in prop and (prop.name in old or "sent" in prop or new.get("exhaustive")):
                body[prop.wire] = to_wire(prop.shape, prop.default)
            elif live.get(prop.wire) is not None:
                body[prop.wire] = live[prop.wire]
        return {wire: value for wire, value in body.items() if value is not None or wire in live}

    def _changeable(self, exists: bool) -> Iterator[Property]:
        status = self.statuses.field if self.statuses else None
        for prop in self.shape.properties.values():
            if prop.on_wire and prop.name != status and not (exists and "replace" in prop):
                yield prop

    def _body(self, said: Doc) -> Doc:
        status = self.statuses.field if self.statuses else None
        body: Doc = to_wire(self.shape, {name: value for name, value in said.items() if name != status})
        return body

    # -- statuses ----------------------------------------------------------------------------------------------

    def _step_comes_first(self, doc: Doc, new: Doc) -> bool:
        life = self.statuses
        return life is not None and life.comes_before_update(str(doc.get(life.field)), str(new.get(life.field)))

    def _settle(self, id: str, said: Doc, doc: Doc) -> Doc:
        life = self.statuses
        if life is None or life.field not in said:
            return doc
        if life.field not in doc:
            doc = {**doc, **self._read_or_raise(id, said)}
        return self.kind.from_wire(life.settle(self.api, id, said, doc, lambda: self._read_or_raise(id, said)))

    def _read_or_raise(self, id: str, said: Doc) -> Doc:
        doc = self.get(id, said)
        if doc is None:
            raise NotFound("the object is gone", status=404, method="GET", path=id, hint=_GONE)
        return doc

    # -- destroying --------------------------------------------------------------------------------------------

    def destroy(self, id: str, said: Doc) -> None:
        """Delete the object, archive it or leave it, as the program says; what is gone already is no failure.

        Raises:
            InvalidInput: it is in use, and the program does not say ``force_destroy``.
        """
        how = said.get("on_destroy", "delete")
        if how == "retain":
            notify(f"{label(self.kind, said, id)}: left in Statsig, as on_destroy='retain' says")
            return
        if self.kind.can_be_in_use() and not said.get("force_destroy"):
            doc = self.get(id, said)
            if doc is None:
                return
            self._refuse_in_use(doc)
        if how == "delete":
            self.routes.delete(self.api, id, self._target(said))
        elif operation := self.routes.destroy_operation(how):
            with suppress(NotFound):
                self.routes.invoke(self.api, operation, id, self._target(said))
        elif (doc := self.get(id, said)) is not None and (life := self.statuses):
            life.settle(self.api, id, {**said, life.field: life.archived}, doc, lambda: self._read_or_raise(id, said))

    def _refuse_in_use(self, doc: Doc) -> None:
        if reason := self.kind.in_use(doc):
            raise InvalidInput(f"{reason}; set force_destroy=True and run `pulumi up` before destroying it")


def _split(body: Doc, later: frozenset[str]) -> tuple[Doc, Doc]:
    """What a create takes, and the rest."""
    return {k: v for k, v in body.items() if k not in later}, {k: v for k, v in body.items() if k in later}


# -- without a client ------------------------------------------------------------------------------------------


def label(kind: type[Resource], said: Doc, id: str = "") -> str:
    """How a message names an object: ``Gate 'new_checkout'``."""
    name = kind.routes.name(said) or id
    return f"{kind.__name__} {name!r}" if name else kind.__name__


def refreshed_inputs(kind: type[Resource], said: Doc, doc: Doc) -> Doc:
    """A live document in the program's words; where the program manages everything, with all that is not at its
    default."""
    shape = kind.shape()
    if kind.routes.blind:
        return said
    projected: Doc = project(shape, said, doc)
    if not kind.routes.is_authoritative(said):
        return projected
    status = kind.statuses.field if kind.statuses else None
    live: Doc = from_wire(shape, doc)
    others = {
        name: value
        for name, value in live.items()
        if name not in said
        and name != status
        and shape.properties[name].json5_sibling not in said
        and not shape.properties[name].marks & {"keep", "replace", "write_only", "local"}
        and not equal(shape.properties[name].shape, value, _plain_default(shape.properties[name]))
    }
    return {**others, **projected}


def inputs_of(kind: type[Resource], props: Mapping[str, Any]) -> Doc:
    """What the program said, of what Pulumi passes: neither computed outputs nothing of Pulumi's own."""
    known, outputs = kind.shape().properties, kind.computed()
    return {
        name: normalize(value)
        for name, value in props.items()
        if value is not None and not name.startswith("__") and (name in known or name not in outputs)
    }


def outputs_of(kind: type[Resource], said: Doc, doc: Doc) -> Doc:
    """What is stored: what the program said, and the computed outputs."""
    return {**said, **{name: doc[wire] for name, wire in kind.computed().items() if doc.get(wire) is not None}}


def _plain_default(prop: Property) -> Any:
    """A field's default as Pulumi would store it."""
    return from_wire(prop.shape, to_wire(prop.shape, prop.default))


def check(kind: type[Resource], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    """``(path, problem)`` of everything that is known to be wrong before anything is sent."""
    try:
        kind.args.model_validate(new)
    except ValidationError as error:
        yield from problems(kind.args, error)
        return
    yield from kind.check(old, new)
    yield from _status_problems(kind, old, new)
    if new.get("on_destroy") == "archive" and not _can_archive(kind):
        yield "on_destroy", f"the API cannot archive a {kind.__name__}"
    if old and (new.get("on_destroy", "delete") != "delete" or not kind.routes.removable):
        why = (
            "unless on_destroy is 'delete'" if kind.routes.removable else f"for the API cannot delete a {kind.__name__}"
        )
        for name in replaced_fields(kind.shape(), changed_fields(kind.shape(), old, new)):
            if name != kind.routes.key:
                yield name, f"replaces the object, whose name stays taken {why}"


def _can_archive(kind: type[Resource]) -> bool:
    return kind.routes.destroy_operation("archive") is not None or bool(kind.statuses and kind.statuses.archived)


def _status_problems(kind: type[Resource], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    life = kind.statuses
    status = life and new.get(life.field)
    if life and status and not is_unknown(status):
        # What the console did is not known here; a status that the program never said is looked at later.
        start = old.get(life.field) if old else life.initial
        if start and (problem := life.problem(start, status)):
            yield life.field, problem


def replaced_fields(shape: Shape, names: list[str]) -> list[str]:
    """Those of the names whose change makes a new object."""
    return [name for name in names if "replace" in shape.properties[name]]
