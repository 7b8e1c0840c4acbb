"""What is done with one object, whatever its kind: make it, take it over, change it, destroy it.

The engine works on what the program said (the program's names) and on documents (the API's names). It knows the
vocabulary of ``model.py``, the families of ``routes.py`` and the hooks of ``resource.py``, and no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from .errors import AlreadyExists, InvalidInput, NotFound, StatsigError, Unclear
from .journal import Journal
from .log import say
from .model import deferred
from .problems import problems
from .shape import Doc, Shape, changed, merge, project, tidy, to_wire

if TYPE_CHECKING:
    from .api import Api
    from .resource import Resource

_ATTEMPTS = 3
_GONE = "If somebody deleted it, run `pulumi up --refresh`, which makes it again"


class Engine:
    """One kind of objects in one Statsig project.

    Args:
        kind: the kind.
        api: the client.
    """

    def __init__(self, kind: type[Resource], api: Api) -> None:
        self.kind, self.api = kind, api
        self.shape, self.routes, self.lifecycle = kind.shape(), kind.routes, kind.lifecycle

    def get(self, id: str, said: Doc) -> Doc | None:
        """The live document in the form of requests; None when it is gone."""
        doc = self.routes.get(self.api, id, said)
        return None if doc is None else self.kind.from_wire(doc)

    # -- creating ----------------------------------------------------------------------------------------------

    def create(self, said: Doc) -> tuple[str, Doc]:
        """Make the object, or take over the one that exists where the program says so: its id and document.

        Raises:
            AlreadyExists: the name is taken, and the program does not say ``adopt``.
        """
        with self._noted(said) as interrupted:
            found = self._find(said) if interrupted or said.get("adopt") else None
            if found is None:
                return self._make(said)
            say(
                f"{label(self.kind, said)} {'was being made when a run was interrupted' if interrupted else 'exists'}: "
                "taken over"
            )
            return found[0], self._take_over(*found, said)

    @contextmanager
    def _noted(self, said: Doc) -> Iterator[bool]:
        journal = Journal.of_this_project(self.api.settings)
        with journal.creating(self.kind.__name__, str(said[self.routes.key])) as interrupted:
            yield interrupted

    def _find(self, said: Doc) -> tuple[str, Doc] | None:
        found = self.routes.find(self.api, said)
        return found and (found[0], self.kind.from_wire(found[1]))

    def _make(self, said: Doc) -> tuple[str, Doc]:
        """POST, and the step to the declared status; where the second fails, the first is undone."""
        id, doc = self._post(said, _ATTEMPTS)
        try:
            return id, self._settle(id, said, doc)
        except StatsigError as error:
            raise self._undone(id, said, error) from None

    def _post(self, said: Doc, attempts: int) -> tuple[str, Doc]:
        try:
            id, doc = self.routes.create(self.api, said, self.kind.to_wire(self._body(said)))
            return id, self.kind.from_wire(doc)
        except Unclear as lost:
            # Look: what is there now is what was sent, for it was not there before.
            if found := self._look_again(said, lost):
                return found[0], self._take_over(*found, said)
            if attempts <= 1:
                raise
            return self._post(said, attempts - 1)
        except AlreadyExists as error:
            error.hint = "Take it over with adopt=True, or bring it in with `statsig-pulumi import`"
            raise

    def _look_again(self, said: Doc, lost: Unclear) -> tuple[str, Doc] | None:
        try:
            return self._find(said)
        except StatsigError:
            raise lost from None  # its fate is still unclear: the next run is to look first

    def _undone(self, id: str, said: Doc, error: StatsigError) -> StatsigError:
        try:
            self.routes.delete(self.api, id, said)
        except StatsigError as second:
            return StatsigError(
                f"{error}. The object had been made and could not be removed again ({second}): "
                "delete it in Statsig, or declare it with adopt=True"
            )
        return error

    def _take_over(self, id: str, doc: Doc, said: Doc) -> Doc:
        """Change only what differs from the program."""
        return self.change(id, project(self.shape, said, doc), said, known=doc, live=doc)

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
        names = [n for n in changed(self.shape, old, new) if self.shape.properties[n].on_wire]
        status = self.lifecycle.field if self.lifecycle else None
        steps = status in names and status in new
        names = [n for n in names if n != status]
        if live is None and any(self.shape.properties[n].shape.carries and n in new for n in names):
            live = self._present(id, new)
        doc = dict(live or known)
        self._refuse({**old, **({status: doc[status]} if status and status in doc else {})}, new)
        if steps and self._step_comes_first(doc, new):
            doc = self._settle(id, new, doc)
            steps = False
        if names:
            doc = {**doc, **self._patch(id, names, old, new, live or {})}
        return self._settle(id, new, doc) if steps else doc

    def _refuse(self, old: Doc, new: Doc) -> None:
        if found := "; ".join(f"{path} {problem}" for path, problem in self.kind.refuse(old, new)):
            raise InvalidInput(found)

    def _patch(self, id: str, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        body = self._body(new) if self.routes.whole else self._difference(names, old, new, live)
        if not body:
            return {}
        try:
            return self.kind.from_wire(self.routes.update(self.api, id, new, self.kind.to_wire(body)))
        except NotFound as error:
            error.hint = _GONE if not error.fields else ""  # with fields, it is something else that is missing
            raise

    def _difference(self, names: list[str], old: Doc, new: Doc, live: Doc) -> Doc:
        """The changed fields; one that the program has let go is reset to its default."""
        body: Doc = {}
        for name in names:
            prop = self.shape.properties[name]
            if name in new:
                body[prop.wire] = merge(prop.shape, old.get(name), new[name], live.get(prop.wire))
            elif prop.twin in new:
                continue  # the other spelling of the value speaks for both
            elif "keep" in prop:
                say(f"{label(self.kind, new)}: {name} stays as it is, Statsig has no default to go back to")
            else:
                body[prop.wire] = to_wire(prop.shape, prop.default)
        return body

    def _body(self, said: Doc) -> Doc:
        status = self.lifecycle.field if self.lifecycle else None
        body: Doc = to_wire(self.shape, {name: value for name, value in said.items() if name != status})
        return body

    # -- statuses ----------------------------------------------------------------------------------------------

    def _step_comes_first(self, doc: Doc, new: Doc) -> bool:
        life = self.lifecycle
        return life is not None and life.comes_first(str(doc.get(life.field)), str(new.get(life.field)))

    def _settle(self, id: str, said: Doc, doc: Doc) -> Doc:
        life = self.lifecycle
        if life is None or life.field not in said:
            return doc
        if life.field not in doc:
            doc = {**doc, **self._present(id, said)}
        return self.kind.from_wire(life.settle(self.api, id, said, doc))

    def _present(self, id: str, said: Doc) -> Doc:
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
            say(f"{label(self.kind, said, id)}: left in Statsig, as on_destroy='retain' says")
        elif how == "archive":
            if (doc := self.get(id, said)) is not None:
                self._refuse_in_use(said, doc)
                self._archive(id, said, doc)
        else:
            if self.kind.can_be_in_use() and not said.get("force_destroy"):
                self._refuse_in_use(said, self.get(id, said) or {})
            self.routes.delete(self.api, id, said)

    def _refuse_in_use(self, said: Doc, doc: Doc) -> None:
        if not said.get("force_destroy") and (reason := self.kind.in_use(doc)):
            raise InvalidInput(f"{reason}; set force_destroy=True and run `pulumi up` before destroying it")

    def _archive(self, id: str, said: Doc, doc: Doc) -> None:
        life = self.lifecycle
        if life:
            life.settle(self.api, id, {**said, life.field: life.archived}, doc)


# -- without a client ------------------------------------------------------------------------------------------


def label(kind: type[Resource], said: Doc, id: str = "") -> str:
    """How a message names an object: ``Gate 'new_checkout'``."""
    return f"{kind.__name__} {said.get(kind.routes.key) or id!r}"


def said_of(kind: type[Resource], props: Mapping[str, Any]) -> Doc:
    """What the program said, of what Pulumi passes: neither computed outputs nothing of Pulumi's own."""
    known, outputs = kind.shape().properties, kind.computed()
    return {
        name: tidy(value)
        for name, value in props.items()
        if value is not None and not name.startswith("__") and (name in known or name not in outputs)
    }


def outputs_of(kind: type[Resource], said: Doc, doc: Doc) -> Doc:
    """What is stored: what the program said, and the computed outputs."""
    return {**said, **{name: doc[wire] for name, wire in kind.computed().items() if doc.get(wire) is not None}}


def problems_of(kind: type[Resource], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    """``(path, problem)`` of everything that is known to be wrong before anything is sent."""
    try:
        kind.args.model_validate(new)
    except ValidationError as error:
        yield from problems(kind.args, error)
        return
    yield from kind.refuse(old, new)
    yield from _status_problems(kind, old, new)
    if new.get("on_destroy") == "archive" and kind.lifecycle is None:
        yield "on_destroy", f"the API cannot archive a {kind.__name__}"
    if old and new.get("on_destroy", "delete") != "delete":
        for name in replacing(kind.shape(), changed(kind.shape(), old, new)):
            if name != kind.routes.key:
                yield name, "replaces the object, whose name stays taken unless on_destroy is 'delete'"


def _status_problems(kind: type[Resource], old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
    life = kind.lifecycle
    status = life and new.get(life.field)
    if life and status and not deferred(status):
        # What the console did is not known here; a status that the program never said is looked at later.
        start = old.get(life.field) if old else life.initial
        if start and (problem := life.problem(start, status)):
            yield life.field, problem


def replacing(shape: Shape, names: list[str]) -> list[str]:
    """Those of the names whose change makes a new object."""
    return [name for name in names if "replace" in shape.properties[name]]
