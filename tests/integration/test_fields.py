"""Every field of every kind, changed and removed through the real engine.

A few stacks hold all of them, one resource for each field, so that it takes few runs. What is asserted of each: the
run shows that property and no other, the server's document changes there and nowhere else, and a field that is
taken out goes back to its documented default; the ids of rules, variants and groups stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from statsig_pulumi.cli import commands
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest import MutedCollection, SecretIdCollection, SubResource, Target
from statsig_pulumi.rest.muted_collection import mutes_of
from statsig_pulumi.schema.shape import Property, Shape
from statsig_pulumi.schema.values import equal, to_wire
from tests.resources import CASES
from tests.resources.case import KindCase

from .harness import FAST, Run, Stack, console

KINDS = all_kinds()
# Some fields mean something only there.
KEY = "console-whn-fields"
PROGRAM = """
import json
for name, (kind, props) in json.load(open("resources.json")).items():
    getattr(statsig, kind)(name, **props)
"""
# What the fields refer to, where the server looks whether it exists.
REFERENCED = {
    "gates": ["gate_1", "gate_2"],
    "experiments": ["experiment_1"],
    "layers": ["layer_1"],
}


@dataclass(frozen=True)
class Field:
    """One field of one kind, in a resource of its own."""

    kind: str
    path: str
    values: tuple[Any, Any]

    def __hash__(self) -> int:
        return hash((self.kind, self.path))

    @property
    def case(self) -> KindCase:
        """The kind's case."""
        return CASES[self.kind]

    @property
    def name(self) -> str:
        """The resource's name."""
        return re.sub(r"\W+", "_", f"{self.kind}_{self.path}").strip("_")

    @property
    def parent(self) -> tuple[str, str] | None:
        """Family and id of the object that it belongs to."""
        return (self.case.parent.family, self.name.lower()) if self.case.parent else None

    @property
    def owner(self) -> str:
        """The path without its last step."""
        return self.path.rpartition(".")[0]

    @property
    def removable(self) -> bool:
        """Whether a program can leave it out, and not just give it another value."""
        inseparable = self.case.parts_belong_together and self.owner
        return not self.property.required and "key" not in self.property and not inseparable

    def props(self, value: Any) -> dict[str, Any]:
        """The arguments with this value; without the field where it is None."""
        base = self.case.instead.get(self.path, {**self.case.base, **self.case.inside.get(self.owner, {})})
        props: Any = json.loads(json.dumps(base))
        if self.case.parent:
            props[self.case.parent.argument] = self.name.lower()
        here = props
        *way, last = _steps(self.path)
        for step in way:
            here = here[step]
        if value is None:
            here.pop(last, None)
        else:
            here[last] = value
        return dict(props)

    @property
    def property(self) -> Property:
        """What the declaration says of the field."""
        shape, found = KINDS[self.kind].shape(), None
        for step in _steps(self.path):
            if isinstance(step, int):
                assert shape.item
                shape = shape.item
            else:
                found = shape.properties[step]
                shape = found.shape
        assert found
        return found


def _create_referenced_objects(stack: Stack, fields: Sequence[Field]) -> None:
    """Create what the fields refer to, and what the resources belong to."""
    client = console(stack, KEY)
    wanted = [(family, id, {}) for family, ids in REFERENCED.items() for id in ids]
    wanted += [(*f.parent, f.case.parent.body) for f in fields if f.parent and f.case.parent]
    for family, id, body in wanted:
        assert client.post(family, json={**MADE_WITH.get(family, {}), **body, "name": id}).status_code < 300, id
    for number in (1, 2):
        stack.emulator.seed(KEY, "target_app", {"id": f"app_{number}", "name": f"App {number}"})


def _documents(stack: Stack, fields: Sequence[Field]) -> dict[Field, dict[str, Any]]:
    """The server's documents, with the fields that no program sees."""
    stored = stack.state()
    return {field: _document(stack, field, stored[field.name]["id"]) for field in fields}


def _document(stack: Stack, field: Field, id: str) -> dict[str, Any]:
    """The server's document of one resource."""
    family, kind = field.case.family, KINDS[field.kind]
    match kind.routes:
        case SecretIdCollection() as routes:
            docs = stack.emulator.all(KEY, family)
            doc = next((kind.from_wire(d) for d in docs if routes._id(d, Target()) == id), None)
        case SubResource():
            owner, _, rule = id.rpartition("/")
            gate = stack.emulator.get(KEY, family, owner)
            doc = next((r for r in gate["rules"] if r["baseID"] == rule), None) if gate else None
        case MutedCollection():
            alert = stack.emulator.get(KEY, family, id)
            doc = alert and {**alert, "mutes": mutes_of({"activeMuteSchedules": alert["mutes"]})}
        case _:
            # A source for exposures is made under one name and kept under another.
            doc = stack.emulator.get(KEY, family, id.replace("Exposures", "export_exposures"))
    assert doc is not None, field
    return dict(_lasting(doc))


def _lasting(doc: Any) -> Any:
    """A document whose rules have the ids that stay, for the others follow the percentage."""
    if isinstance(doc, dict):
        ids = {"id": doc["baseID"]} if doc.get("baseID") else {}
        return {**{name: _lasting(value) for name, value in doc.items()}, **ids}
    return [_lasting(one) for one in doc] if isinstance(doc, list) else doc


def _steps(path: str) -> list[str | int]:
    return [int(p) if p.isdigit() else p for p in re.findall(r"\w+", path)]


BY_KIND = {
    kind: [Field(kind, path, values) for path, values in case.fields.items()]
    for kind, case in CASES.items()
    if case.fields
}
FIELDS = [field for fields in BY_KIND.values() for field in fields]
SAMPLE = [fields[number % len(fields)] for number, fields in enumerate(BY_KIND.values())]
# All of them are spread over stacks that run at the same time.
PARTS = {f"part {number + 1} of 4": FIELDS[number::4] for number in range(4)}
MADE_WITH = {"layers": {"idType": "userID"}}
# What the server changes with every update.
NOISE = {"version", "lastModifiedTime", "last_modified_time", "modified_time"}


def _write(stack: Stack, props: dict[str, tuple[str, dict[str, Any]]]) -> None:
    (stack.folder / "resources.json").write_text(json.dumps(props))


def _differences(a: Any, b: Any, path: str = "") -> Iterator[str]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in {**a, **b}:
            yield from _differences(a.get(key), b.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from _differences(x, y, f"{path}[{i}]")
    elif a != b:
        yield path


def _ids(doc: Any) -> list[str]:
    if isinstance(doc, dict):
        own = [doc["id"]] if isinstance(doc.get("id"), str) else []
        return own + [i for k in ("rules", "variants", "groups") for m in doc.get(k, []) for i in _ids(m)]
    return []


def _shown(field: Field, run: Run) -> None:
    """The run shows the field and nothing else, as its preview would."""
    step = run.steps[field.name]
    assert step.op == "update", (field, step)
    assert step.diffs, field
    assert all(path.startswith(field.path) for path in step.diffs), (field, step.diffs)


def _sent(field: Field, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The document changed at the field and nowhere else, and no member that is still there has another id."""
    wire = field.property.wire
    allowed = {wire, *field.case.moves.get(wire, ())}
    for path in _differences(before, after):
        words = re.findall(r"\w+", path)
        assert set(words) & allowed or words[0] in NOISE, (field, path)
    members = len(_ids(after)) >= len(_ids(before))
    assert not members or set(_ids(before)) <= set(_ids(after)), field


def _holds(field: Field, doc: dict[str, Any], value: Any) -> None:
    """The document holds the value."""
    here: Any = doc
    shape: Shape = KINDS[field.kind].shape()
    for step in _steps(field.path):
        if isinstance(step, int):
            assert shape.item
            here, shape = here[step], shape.item
        else:
            prop = shape.properties[step]
            here, shape = here.get(prop.wire), prop.shape
    if field.path.startswith(("members", "admins")):
        here = [person["email"] for person in here]
    wanted = to_wire(shape, value)
    # The server leaves out what is not set, and adds what the program does not say.
    assert (not wanted and not here) or _contains(shape, here, wanted), (field, wanted, here)


def _contains(shape: Shape, here: Any, wanted: Any) -> bool:
    if isinstance(here, dict) and isinstance(wanted, dict):
        return all(_contains(Shape(), here.get(key), value) for key, value in wanted.items())
    if isinstance(here, list) and isinstance(wanted, list) and any(isinstance(one, dict) for one in wanted):
        return len(here) == len(wanted) and all(map(_contains, [Shape()] * len(here), here, wanted))
    return equal(shape, wanted, here)


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(SAMPLE, id="one of each kind"),
        *(pytest.param(part, id=name, marks=pytest.mark.long) for name, part in PARTS.items()),
    ],
)
def test_each_field_is_shown_sent_and_reset_by_itself(stack: Stack, fields: list[Field]) -> None:
    def program(which: int | None) -> None:
        wanted = {}
        for field in fields:
            value = None if which is None else field.values[which]
            if which is None and not field.removable:
                value = field.values[1]
            wanted[field.name] = (field.kind, field.props(value))
        _write(stack, wanted)

    stack.environment = FAST
    stack.config |= {
        "statsig:consoleApiKey": KEY,
        "statsig:mutationsPer10s": "10000",
        "statsig:mutationsPer15min": "10000",
    }
    stack.program(PROGRAM)
    _create_referenced_objects(stack, fields)
    program(0)
    stack.up()
    first = _documents(stack, fields)
    stack.requests()
    assert stack.preview().ops() == {}
    assert stack.requests() == []
    assert stack.preview(None, "--refresh").ops() == {}

    program(1)
    shown = stack.up()
    for field in fields:
        _shown(field, shown)
    second = _documents(stack, fields)
    for field in fields:
        _sent(field, first[field], second[field])
        if field.path not in field.case.not_returned:
            _holds(field, second[field], field.values[1])
    assert stack.preview(None, "--refresh").ops() == {}

    program(None)
    run = stack.up()
    removed = [field for field in fields if field.removable]
    for field in removed:
        _shown(field, run)
    printed = run.text
    third = _documents(stack, fields)
    for field in removed:
        _sent(field, second[field], third[field])
        if "no_default" in field.property and not field.owner:
            assert f"{field.path} stays as it is" in printed, field
            _holds(field, third[field], field.values[1])
        elif field.case.keeps_parts and field.owner:
            _holds(field, third[field], field.values[1])
        elif field.path not in field.case.not_returned:
            _holds(field, third[field], field.property.default)
    assert stack.preview(None, "--refresh").ops() == {}


# -- one resource of each kind -----------------------------------------------------------------------------------------

ONE_OF_EACH = [fields[0] for fields in BY_KIND.values() if fields[0].case.can_create]


def _one_of_each(stack: Stack, **more: Any) -> None:
    _write(stack, {field.name: (field.kind, {**field.props(field.values[0]), **more}) for field in ONE_OF_EACH})


def _configure(stack: Stack) -> None:
    stack.environment = FAST
    unpaced = {"statsig:mutationsPer10s": "10000", "statsig:mutationsPer15min": "10000"}
    stack.config |= {"statsig:consoleApiKey": KEY, **unpaced}
    stack.program(PROGRAM)


@pytest.mark.engine
def test_each_kind_is_adopted_unchanged_and_created_again_after_it_is_deleted(stack: Stack) -> None:
    _configure(stack)
    _create_referenced_objects(stack, ONE_OF_EACH)
    _one_of_each(stack)
    stack.up()
    other = stack.beside()
    _configure(other)
    _one_of_each(other, adopt=True)
    stack.requests()
    other.up()
    assert [r for r in other.mutations() if r[1] != "/ingestion/schedule"] == []
    assert other.preview(None, "--refresh").ops() == {}

    for field in ONE_OF_EACH:
        family = field.case.family
        if not field.case.missing_is_shown:
            continue
        for doc in stack.emulator.all(KEY, family):
            for id in (doc.get("id"), doc.get("name")):
                stack.emulator.delete(KEY, family, str(id))
        if field.parent:
            stack.emulator.delete(KEY, *field.parent)
    gone = {name for name, op in other.preview(None, "--refresh").ops().items() if op == "create"}
    assert {field.name for field in ONE_OF_EACH if field.case.missing_is_shown} <= gone


@pytest.mark.engine
def test_a_lost_response_to_a_create_creates_no_second_object_of_any_kind(stack: Stack) -> None:
    _configure(stack)
    _create_referenced_objects(stack, ONE_OF_EACH)
    _one_of_each(stack)
    creates = {
        operation.split(" ", 1)[1]
        for field in ONE_OF_EACH
        for operation, verb in KINDS[field.kind].operations().items()
        if verb.startswith("create") and operation.startswith("POST")
    }
    for path in creates:
        stack.emulator.fail(kind="timeout", method="POST", path=path, after_effect=True)
    families = ("tags", "autotunes", "keys", "metrics", "release_pipelines", "users/teams")
    before = {family: len(stack.emulator.all(KEY, family)) for family in families}
    stack.up()
    assert len(stack.state()) == len(ONE_OF_EACH)
    assert {family: len(stack.emulator.all(KEY, family)) for family in families} == {
        family: number + 1 for family, number in before.items()
    }
    assert stack.preview(None, "--refresh").ops() == {}


@pytest.mark.engine
@pytest.mark.long
def test_each_kind_can_be_imported_unchanged(stack: Stack) -> None:
    _configure(stack)
    _create_referenced_objects(stack, ONE_OF_EACH)
    _one_of_each(stack)
    stack.up()
    stored = stack.state()
    other = stack.beside()
    other.config["statsig:consoleApiKey"] = KEY
    file = str(other.folder / "import.json")
    environment = {"STATSIG_API_URL": f"emulator:{stack.db}", "STATSIG_CONSOLE_KEY": KEY}
    programs = []
    for field in ONE_OF_EACH:
        command = ["import", field.kind, stored[field.name]["id"], "--file", file]
        result = CliRunner().invoke(commands.group, command, env=environment)
        assert result.exit_code == 0, result.output
        programs.append(result.stdout)
    other.program("\n".join(programs))
    stack.requests()
    flags = ["--generate-code=false", "--protect=false", "--yes", "--stack", "dev"]
    done = other.command("import", "--file", "import.json", *flags)
    assert done.returncode == 0, done.stdout + done.stderr
    assert other.preview(None, "--refresh").ops() == {}
    assert stack.mutations() == []
    other.up(None, "--refresh")
    (key,) = stack.emulator.all(KEY, "keys")
    assert key["key"] not in (other.folder / "import.json").read_text() + other.state_text()
    other.destroy()
    assert stack.emulator.all(KEY, "keys") == []
