"""The life of one resource on one server: made, unchanged, changed, edited by hand, adopted, imported, destroyed.

``Life.run`` yields what is wrong, in one line each: an object that is lost or is there twice, an action that has run
twice, a difference that does not end, a traceback. A refusal, one line that says what is impossible, ends a life; which
of them are in order, ``impossible`` says.

A step is left out where it makes no sense: settings always exist, so that nothing adopts or destroys them; what the API
does not return is made, run again and destroyed, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from statsig_pulumi.cli.export.declaration import NotDeclarable, declare
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.inventory import Live
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.controller.stored import StoredResources
from statsig_pulumi.rest import SubResource
from statsig_pulumi.rest.muted_collection import MutedCollection
from tests.mini_engine import KEYS, Declared, Failed, Machine, Stack
from tests.referenced import create_referenced_objects
from tests.resources import CASES

from .subjects import GOES_TO, Doc, Subject

KEY = KEYS["warehouse"]
SPACED = {"Autotune", "Holdout", "Layer"}
"""The kinds whose ids follow from names that may have a space."""
_REFERENCED = (
    *(("gates", {"name": name}) for name in ("gate_1", "gate_2")),
    ("experiments", {"name": "experiment_1"}),
    ("layers", {"name": "layer_1", "idType": "userID"}),
)
_MADE_WITH = {"layers": {"idType": "userID"}}
_FAMILIES = {case.family for case in CASES.values() if case.family} | {"gates", "experiments", "layers"}


class Refused(Exception):
    """The package refuses to go on, with one line."""


@dataclass
class Life:
    """One life.

    Attributes:
        subject: what lives.
        variants: what the server is like.
        folder: a folder of its own.
    """

    subject: Subject
    variants: Mapping[str, str]
    folder: Path
    steps: int = 0
    """How many runs of Pulumi it has had."""

    def run(self) -> Iterator[str]:
        """Live, and yield what is wrong."""
        self.machine = Machine(self.folder)
        try:
            self._prepare()
            with self._by_the_clock():
                yield from self._live()
        finally:
            self.machine.close()

    @contextmanager
    def _by_the_clock(self) -> Iterator[None]:
        """Have mutes end by the machine's clock."""
        routes = self.subject.declared.routes
        if isinstance(routes, MutedCollection):
            self.subject.declared.routes = replace(routes, now=self.machine.clock)
        try:
            yield
        finally:
            self.subject.declared.routes = routes

    def _prepare(self) -> None:
        """Make what the resource refers to, on a server without variants."""
        client, emulator, self.rule = (
            self.machine.process("prepare", "warehouse", _nothing()).client,
            self.machine.emulator,
            "",
        )
        if self.subject.is_request:
            self.rule = create_referenced_objects(client, emulator, KEY)
        else:
            said = json.dumps([self.subject.props(which) for which in (0, 1)])
            for family, body in _REFERENCED:
                if body["name"] in said:
                    client.request("POST", f"/{family}", body=body)
        if parent := self.subject.case.parent:
            made = {**_MADE_WITH.get(parent.family, {}), **parent.body, "name": "parent"}
            client.request("POST", f"/{parent.family}", body=made)
        for number in (1, 2):
            emulator.seed(KEY, "target_app", {"id": f"app_{number}", "name": f"App {number}"})
        self.before = self._documents()
        emulator.clear_log()
        self.machine.clock.now += 10
        emulator.settings(variants=self.variants)

    def _live(self) -> Iterator[str]:
        self.stack = Stack("lives/one", self.machine)
        has_full_update = self.subject.case.full_update is not None and GOES_TO not in self.subject.path
        self.full = "full-update-leaves-out" in self.variants and has_full_update
        first, second = (self.subject.props(which, self.rule) for which in (0, 1))
        assert first is not None
        yield from self._bring(first, "made")
        yield from self._bring(second, "changed")
        theirs = self._document()
        yield from self._bring(self.subject.props(None), "removed")
        if not self.subject.is_request:
            again = first if self.subject.returns else second
            assert again is not None
            yield from self._bring(again, "set again")
            yield from self._edited(again, theirs)
            if self.subject.can_be_adopted:
                yield from self._adopted(again)
            yield from self._imported()
        yield from self._destroyed()

    def _bring(self, props: Doc | None, what: str) -> Iterator[str]:
        """Have the program say it; after that nothing is to be done, whether it is refreshed or not."""
        if props is None:
            return
        program, ran = [self._declared(props)], self._ran()
        self._run(what, lambda: self.stack.up(program, preview=False))
        yield from self._is_settled(self.stack, program, what)
        times = self._ran() - ran
        if self.subject.is_request and times != 1 and not (times == 0 and self.subject.may_be_done):
            yield f"{what}: it has run {times} times"

    def _is_settled(self, stack: Stack, program: list[Declared], what: str) -> Iterator[str]:
        for refresh in (False, True):
            steps = self._run(what, lambda r=refresh: stack.preview(program, refresh=r))
            if steps:
                yield f"{what}: {'after a refresh' if refresh else 'without a refresh'} there is still {steps}"
        if lost := self._lost():
            yield f"{what}: lost {lost}"
        if not self._is_shared and (count := len(self._own())) != 1:
            yield f"{what}: there are {count}: {sorted(self._own())}"

    def _edited(self, props: Doc, theirs: Doc | None) -> Iterator[str]:
        """Have a person change the field to what it was before: the next run shows it and takes it back."""
        self.machine.clock.now += 10
        if not self._edit(theirs):
            return
        self.machine.clock.now += 10
        program = [self._declared(props)]
        if not self._run("edited", lambda: self.stack.preview(program, refresh=True)) and self.subject.is_seen:
            yield "edited: nothing is shown"
        self._run("edited", lambda: self.stack.up(program, preview=False, refresh=True))
        yield from self._is_settled(self.stack, program, "edited")

    def _edit(self, theirs: Doc | None) -> bool:
        """Edit the field, and return whether it is another now."""
        wire, doc = self.subject.prop.wire, self._document()
        if not doc or not theirs or GOES_TO in self.subject.path or "write_only" in self.subject.prop:
            return False
        if wire not in doc or wire not in theirs or doc[wire] == theirs[wire]:
            return False
        family, edit = self.subject.case.family, self.machine.emulator.edit
        stored = [id for id in _names(doc) if self.machine.emulator.get(KEY, family, id) == doc]
        for id in stored[:1]:
            edit(KEY, family, id, {wire: theirs[wire]})
        return bool(stored)

    def _adopted(self, props: Doc) -> Iterator[str]:
        other = Stack("lives/other", self.machine)
        program = [self._declared({**props, "adopt": True})]
        self._run("adopted", lambda: other.up(program, preview=False))
        yield from self._is_settled(other, program, "adopted")
        ids = [stack.entries[0].id for stack in (self.stack, other)]
        if ids[0] != ids[1]:
            yield f"adopted: {ids[1]} in place of {ids[0]}"

    def _imported(self) -> Iterator[str]:
        """Have its declaration written, as by an export: it describes the object as it is."""
        kind, id = self.subject.declared, self.stack.entries[0].id
        process = self.machine.process("import", "warehouse", _nothing())
        run = Run(folder=None)

        def read() -> Any:
            return Controller(kind, process.client, run=run).read_unmanaged(id)

        found = self._run("imported", read)
        if found is None:
            yield f"imported: {id} is not found"
            return
        outputs, inputs, doc = found
        try:
            declaration = declare(Live(kind, id, inputs=inputs, outputs=outputs, doc=doc))
        except NotDeclarable as error:
            raise Refused(f"imported: {error}") from None
        if declaration is None:
            yield "imported: nothing is declared"

    def _destroyed(self) -> Iterator[str]:
        self._run("destroyed", self.stack.destroy)
        self.machine.clock.now += 10
        if (left := self._own()) and not self._is_shared and self.subject.declared.routes.can_delete:
            yield f"destroyed: {sorted(left)} is still there"
        if lost := self._lost():
            yield f"destroyed: lost {lost}"

    # -- parts -----------------------------------------------------------------------------------------------------

    def _declared(self, props: Doc) -> Declared:
        name = "Life A" if self.subject.kind in SPACED else "Life_A"
        args = {**props, "exhaustive": True} if self.full else props
        return Declared(self.subject.declared, name, args, provider="warehouse")

    def _run(self, what: str, call: Callable[[], Any]) -> Any:
        """Run something.

        Raises:
            Refused: the package refuses it.
        """
        self.machine.clock.now += 10
        self.steps += 1
        try:
            return call()
        except Failed as failure:
            raise Refused(f"{what}: {failure.message}") from None

    def _ran(self) -> int:
        """Return how often the request of the case has succeeded."""
        sent = self.subject.case.request.sent_as if self.subject.case.request else ""
        return sum(f"{one.method} {one.path}" == sent and one.status < 300 for one in self.machine.emulator.log())

    def _documents(self) -> dict[tuple[str, str], Doc]:
        store = self.machine.emulator.store
        found = store.rows("select family, body from documents where project = ?", store.project(KEY).id)
        docs = ((family, json.loads(body)) for family, body in found if family in _FAMILIES)
        return {(family, _id(doc)): doc for family, doc in docs}

    def _lost(self) -> list[tuple[str, str]]:
        """Return what was there before, and is not any more."""
        found = self._documents()
        return [id for id in self.before if id not in found]

    def _own(self) -> dict[tuple[str, str], Doc]:
        found = self._documents()
        family = self.subject.case.family
        return {id: doc for id, doc in found.items() if id not in self.before and id[0] == family}

    @property
    def _is_shared(self) -> bool:
        """Whether it is no object of its own."""
        return bool(self.subject.case.parent or self.subject.is_setting or not self.subject.case.family)

    def _document(self) -> Doc | None:
        """Return the document that a person can edit."""
        if isinstance(self.subject.declared.routes, SubResource):
            return None
        if self.subject.case.parent:
            return self.machine.emulator.get(KEY, self.subject.case.family, "parent")
        return next(iter(self._own().values()), None)


def _id(doc: Doc) -> str:
    return str(doc.get("id") or doc.get("name") or json.dumps(doc, sort_keys=True))


def _names(doc: Doc) -> list[str]:
    """Return under which ids a document may be stored."""
    return ["parent", *(str(doc[name]) for name in ("id", "name", "email", "dataset") if name in doc)]


def _nothing() -> StoredResources:
    return StoredResources(lambda _stack: "")
