"""The life of one resource on one server: made, unchanged, changed, edited by hand, adopted, imported, destroyed.

``Life.run`` yields what is wrong, in one line each: an object that is lost or is there twice, a difference that does
not end, a traceback. A refusal, one line that says what is impossible, ends a life; which of them are in order,
``impossible`` says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statsig_pulumi.cli.export.declaration import NotDeclarable, declare
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.inventory import Live
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.rest import Singleton, SubResource
from tests.mini_engine import KEYS, Declared, Failed, Machine, Stack
from tests.resources import CASES
from tests.resources.case import KindCase

Doc = dict[str, Any]
KINDS = all_kinds()
KEY = KEYS["warehouse"]
SPACED = {"Autotune", "Holdout", "Layer"}
"""The kinds whose ids follow from names that may have a space."""
_REFERENCED = (
    *(("gates", {"name": name}) for name in ("gate_1", "gate_2")),
    ("experiments", {"name": "experiment_1"}),
    ("layers", {"name": "layer_1", "idType": "userID"}),
)
_MADE_WITH = {"layers": {"idType": "userID"}}


class Refused(Exception):
    """The package refuses to go on, with one line."""


@dataclass(frozen=True)
class Subject:
    """What lives: one field of one kind at two values, in a resource of its own."""

    kind: str
    path: str
    """The field: ``rules[0].name``."""

    @property
    def case(self) -> KindCase:
        """The case of the kind."""
        return CASES[self.kind]

    @property
    def declared(self) -> type[Kind]:
        """The kind."""
        return KINDS[self.kind]

    @property
    def head(self) -> str:
        """The argument that the field is in."""
        return re.split(r"[.\[]", self.path)[0]

    def props(self, which: int | None) -> Doc | None:
        """The arguments with one of the values; without the field where it is None; None where that cannot be."""
        owner = self.path.rpartition(".")[0]
        base = self.case.instead.get(self.path, {**self.case.base, **self.case.inside.get(owner, {})})
        props: Any = json.loads(json.dumps(base))
        if self.case.parent:
            props[self.case.parent.argument] = "parent"
        here, steps = props, [int(s) if s.isdigit() else s for s in re.findall(r"\w+", self.path)]
        for step in steps[:-1]:
            here = here[step]
        if which is not None:
            here[steps[-1]] = self.case.fields[self.path][which]
        elif owner or self.declared.shape().properties[self.path].required or self._is_key:
            return None
        else:
            here.pop(steps[-1], None)
        return dict(props)

    @property
    def _is_key(self) -> bool:
        return "key" in self.declared.shape().properties[self.head]


def subjects() -> Iterator[Subject]:
    """Yield every field of every kind that a program can create and read."""
    for kind, case in CASES.items():
        for path in case.fields if case.can_create else ():
            yield Subject(kind, path)


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

    def run(self) -> Iterator[str]:
        """Live, and yield what is wrong."""
        self.machine = Machine(self.folder)
        try:
            self._prepare()
            yield from self._live()
        finally:
            self.machine.close()

    def _prepare(self) -> None:
        client = self.machine.process("prepare", "warehouse", _nothing()).client
        for family, body in _REFERENCED:
            client.request("POST", f"/{family}", body=body)
        if parent := self.subject.case.parent:
            made = {**_MADE_WITH.get(parent.family, {}), **parent.body, "name": "parent"}
            client.request("POST", f"/{parent.family}", body=made)
        for number in (1, 2):
            self.machine.emulator.seed(KEY, "target_app", {"id": f"app_{number}", "name": f"App {number}"})
        self.before = self._documents()
        self.machine.clock.now += 10
        self.machine.emulator.settings(variants=self.variants)

    def _live(self) -> Iterator[str]:
        self.stack = Stack("lives/one", self.machine)
        self.full = "full-update-leaves-out" in self.variants and self.subject.case.full_update is not None
        first = self.subject.props(0)
        assert first is not None
        yield from self._bring(first, "made")
        yield from self._bring(self.subject.props(1), "changed")
        yield from self._bring(self.subject.props(None), "removed")
        yield from self._bring(first, "set again")
        yield from self._edited(first)
        if "adopt" in self.subject.declared.shape().properties:
            yield from self._adopted(first)
        yield from self._imported()
        yield from self._destroyed()

    def _bring(self, props: Doc | None, what: str) -> Iterator[str]:
        """Have the program say it; after that nothing is to be done, whether it is refreshed or not."""
        if props is None:
            return
        program = [self._declared(props)]
        self._run(what, lambda: self.stack.up(program, preview=False))
        yield from self._is_settled(self.stack, program, what)

    def _is_settled(self, stack: Stack, program: list[Declared], what: str) -> Iterator[str]:
        for refresh in (False, True):
            steps = self._run(what, lambda r=refresh: stack.preview(program, refresh=r))
            if steps:
                yield f"{what}: {'after a refresh' if refresh else 'without a refresh'} there is still {steps}"
        if lost := [id for id in self.before if id not in self._documents()]:
            yield f"{what}: lost {lost}"
        if (count := len(self._own())) != 1 and self.subject.case.family and not self.subject.case.parent:
            yield f"{what}: there are {count}: {sorted(self._own())}"

    def _edited(self, props: Doc) -> Iterator[str]:
        """Have a person change the field by hand: the next run shows it and takes it back."""
        prop = self.subject.declared.shape().properties[self.subject.head]
        doc = self._document()
        if doc is None or prop.wire not in doc or "write_only" in prop:
            return
        other = self._by_hand.get(prop.wire)
        names = [str(doc[name]) for name in ("id", "name", "email") if name in doc]
        stored = [name for name in names if self.machine.emulator.get(KEY, self.subject.case.family, name)]
        if other is None or other == doc[prop.wire] or not stored:
            return
        self.machine.clock.now += 10
        self.machine.emulator.edit(KEY, self.subject.case.family, stored[0], {prop.wire: other})
        self.machine.clock.now += 10
        program = [self._declared(props)]
        if not self._run("edited", lambda: self.stack.preview(program, refresh=True)):
            yield f"edited: {prop.wire} is {other!r}, and nothing is shown"
        self._run("edited", lambda: self.stack.up(program, preview=False, refresh=True))
        yield from self._is_settled(self.stack, program, "edited")

    @property
    def _by_hand(self) -> Doc:
        return {"description": "by hand", "name": "By hand", "hypothesis": "by hand", "tags": ["by_hand"]}

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
        routes, case = self.subject.declared.routes, self.subject.case
        stays = case.parent or isinstance(routes, Singleton) or not routes.can_delete
        if (left := self._own()) and not stays:
            yield f"destroyed: {sorted(left)} is still there"
        if lost := [id for id in self.before if id not in self._documents()]:
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
        try:
            return call()
        except Failed as failure:
            raise Refused(f"{what}: {failure.message}") from None

    def _documents(self) -> dict[tuple[str, str], Doc]:
        families = {case.family for case in CASES.values() if case.family} | {"gates", "experiments", "layers"}
        get = self.machine.emulator.all
        return {(family, _id(doc)): doc for family in families for doc in get(KEY, family)}

    def _own(self) -> dict[tuple[str, str], Doc]:
        found = self._documents()
        family = self.subject.case.family
        return {id: doc for id, doc in found.items() if id not in self.before and id[0] == family}

    def _document(self) -> Doc | None:
        if isinstance(self.subject.declared.routes, SubResource) or self.subject.case.parent:
            return None
        return next(iter(self._own().values()), None)


def _id(doc: Doc) -> str:
    return str(doc.get("id") or doc.get("name") or json.dumps(doc, sort_keys=True))


def _nothing() -> Any:
    from statsig_pulumi.controller.stored import StoredResources

    return StoredResources(lambda _stack: "")
