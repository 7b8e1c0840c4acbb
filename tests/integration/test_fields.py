"""Every field of every kind, changed and removed through the real engine.

All of them in one stack, one resource for each field, so that it takes few runs. What is asserted of each: the
preview shows that property and no other, the server's document changes there and nowhere else, and a field that is
taken out goes back to its documented default; the ids of rules, variants and groups stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from statsig_pulumi.cli import commands
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest import SecretIdCollection, SubResource, Target
from statsig_pulumi.schema.shape import Property, Shape
from statsig_pulumi.schema.values import equal, to_wire

from .fields import BASES, FAMILIES, FIELDS, FOLLOWS, INSIDE, NOISE, PARENTS, SPECIAL
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
GIVEN = {
    "gates": ["gate_1", "gate_2"],
    "experiments": ["experiment_1"],
    "layers": ["layer_1"],
}


@dataclass(frozen=True)
class Case:
    """One field of one kind."""

    kind: str
    path: str
    values: tuple[Any, Any]

    def __hash__(self) -> int:
        return hash((self.kind, self.path))

    @property
    def name(self) -> str:
        """The resource's name."""
        return re.sub(r"\W+", "_", f"{self.kind}_{self.path}").strip("_")

    @property
    def parent(self) -> tuple[str, str] | None:
        """Family and id of the object that it belongs to."""
        return (PARENTS[self.kind][0], self.name.lower()) if self.kind in PARENTS else None

    @property
    def owner(self) -> str:
        """The path without its last step."""
        return self.path.rpartition(".")[0]

    @property
    def removable(self) -> bool:
        """Whether a program can leave it out, and not just give it another value."""
        inseparable = self.kind == "ParamStore" and self.owner  # a parameter says where its value comes from
        return not self.property.required and "key" not in self.property and not inseparable

    def props(self, value: Any) -> dict[str, Any]:
        """The arguments with this value; without the field where it is None."""
        base = SPECIAL.get((self.kind, self.path), {**BASES.get(self.kind, {}), **INSIDE.get(self.owner, {})})
        props: Any = json.loads(json.dumps(base))
        if self.parent:
            props[PARENTS[self.kind][1]] = self.parent[1]
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


def _given(stack: Stack) -> None:
    """Make what the fields refer to, and what they belong to."""
    by_family = {family: [*ids] for family, ids in GIVEN.items()}
    for case in CASES:
        if case.parent:
            by_family.setdefault(case.parent[0], []).append(case.parent[1])
    client = console(stack, KEY)
    for family, ids in by_family.items():
        for id in ids:
            body = {**MADE_WITH.get(family, {}), "name": id}
            assert client.post(family, json=body).status_code < 300, (family, id)
    for number in (1, 2):
        stack.emulator.seed(KEY, "target_app", {"id": f"app_{number}", "name": f"App {number}"})


def _documents(stack: Stack) -> dict[Case, dict[str, Any]]:
    """The server's documents, with the fields that no program sees."""
    stored = stack.state()
    return {case: _document(stack, case, stored[case.name]["id"]) for case in CASES}


def _document(stack: Stack, case: Case, id: str) -> dict[str, Any]:
    """The server's document of one resource."""
    family, kind = FAMILIES[case.kind], KINDS[case.kind]
    match kind.routes:
        case SecretIdCollection() as routes:
            docs = stack.emulator.all(KEY, family)
            doc = next((kind.from_wire(d) for d in docs if routes._id(d, Target()) == id), None)
        case SubResource():
            owner, _, rule = id.rpartition("/")
            gate = stack.emulator.get(KEY, family, owner)
            doc = next((r for r in gate["rules"] if r["id"] == rule), None) if gate else None
        case _:
            # A source for exposures is made under one name and kept under another.
            doc = stack.emulator.get(KEY, family, id.replace("Exposures", "export_exposures"))
    assert doc is not None, case
    return doc


def _steps(path: str) -> list[str | int]:
    return [int(p) if p.isdigit() else p for p in re.findall(r"\w+", path)]


CASES = [Case(kind, path, values) for kind, fields in FIELDS.items() for path, values in fields.items()]
MADE_WITH = {"segments": {"type": "id_list"}, "layers": {"idType": "userID"}}


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


def _shown(case: Case, run: Run) -> None:
    """The preview shows the field and nothing else."""
    step = run.steps[case.name]
    assert step.op == "update", (case, step)
    assert step.diffs, case
    assert all(path.startswith(case.path) for path in step.diffs), (case, step.diffs)


def _sent(case: Case, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The document changed at the field and nowhere else, and no member that is still there has another id."""
    wire = case.property.wire
    allowed = {wire, *FOLLOWS.get(wire, set())}
    for path in _differences(before, after):
        words = re.findall(r"\w+", path)
        assert set(words) & allowed or words[0] in NOISE, (case, path)
    members = len(_ids(after)) >= len(_ids(before))
    assert not members or set(_ids(before)) <= set(_ids(after)), case


def _holds(case: Case, doc: dict[str, Any], value: Any) -> None:
    """The document holds the value."""
    here: Any = doc
    shape: Shape = KINDS[case.kind].shape()
    for step in _steps(case.path):
        if isinstance(step, int):
            assert shape.item
            here, shape = here[step], shape.item
        else:
            prop = shape.properties[step]
            here, shape = here.get(prop.wire), prop.shape
    if case.path.startswith(("members", "admins")):
        here = [person["email"] for person in here]
    wanted = to_wire(shape, value)
    # The server leaves out what is not set, and adds what the program does not say.
    assert (not wanted and not here) or _contains(shape, here, wanted), (case, wanted, here)


def _contains(shape: Shape, here: Any, wanted: Any) -> bool:
    if isinstance(here, dict) and isinstance(wanted, dict):
        return all(_contains(Shape(), here.get(key), value) for key, value in wanted.items())
    if isinstance(here, list) and isinstance(wanted, list) and any(isinstance(one, dict) for one in wanted):
        return len(here) == len(wanted) and all(map(_contains, [Shape()] * len(here), here, wanted))
    return equal(shape, wanted, here)


_NOT_READ = ("primary_metric_tags", "secondary_metric_tags")


def test_no_field_is_left_out() -> None:
    for name, kind in KINDS.items():
        if not kind.routes.can_read or kind.routes.reads_before_create:
            continue  # tests of their own
        status = kind.statuses.field if kind.statuses else None
        for field, prop in kind.shape().properties.items():
            if prop.on_wire and "replace" not in prop and field != status:
                assert field in FIELDS.get(name, {}), f"{name}.{field} is tried by no test"


@pytest.mark.engine
def test_each_field_is_shown_sent_and_reset_alone(stack: Stack) -> None:
    def program(which: int | None) -> None:
        wanted = {}
        for case in CASES:
            value = None if which is None else case.values[which]
            if which is None and not case.removable:
                value = case.values[1]
            wanted[case.name] = (case.kind, case.props(value))
        _write(stack, wanted)

    stack.environment = FAST
    stack.config |= {
        "statsig:consoleApiKey": KEY,
        "statsig:mutationsPer10s": "10000",
        "statsig:mutationsPer15min": "10000",
    }
    stack.program(PROGRAM)
    _given(stack)
    program(0)
    stack.up()
    first = _documents(stack)
    stack.requests()
    assert stack.preview().ops() == {}
    assert stack.requests() == []
    assert stack.preview(None, "--refresh").ops() == {}

    program(1)
    shown = stack.preview()
    for case in CASES:
        _shown(case, shown)
    stack.up()
    second = _documents(stack)
    for case in CASES:
        _sent(case, first[case], second[case])
        if case.path not in _NOT_READ:
            _holds(case, second[case], case.values[1])
    assert stack.preview(None, "--refresh").ops() == {}

    program(None)
    shown = stack.preview()
    removed = [case for case in CASES if case.removable]
    for case in removed:
        _shown(case, shown)
    told = stack.up().text
    third = _documents(stack)
    for case in removed:
        _sent(case, second[case], third[case])
        if "no_default" in case.property and not case.owner:
            assert f"{case.path} stays as it is" in told, case
            _holds(case, third[case], case.values[1])
        elif case.kind == "Metric" and case.owner:
            _holds(case, third[case], case.values[1])  # a part of these that is not sent stays as it is
        elif case.path not in _NOT_READ:
            _holds(case, third[case], case.property.default)
    assert stack.preview(None, "--refresh").ops() == {}


# -- one resource of each kind -----------------------------------------------------------------------------------------

ONE_OF_EACH = [next(case for case in CASES if case.kind == kind) for kind in FIELDS if kind != "UserRole"]


def _one_of_each(stack: Stack, **more: Any) -> None:
    _write(stack, {case.name: (case.kind, {**case.props(case.values[0]), **more}) for case in ONE_OF_EACH})


def _with_all_given(stack: Stack) -> None:
    stack.environment = FAST
    unpaced = {"statsig:mutationsPer10s": "10000", "statsig:mutationsPer15min": "10000"}
    stack.config |= {"statsig:consoleApiKey": KEY, **unpaced}
    stack.program(PROGRAM)


@pytest.mark.engine
def test_each_kind_is_adopted_as_it_is_and_made_again_when_it_is_gone(stack: Stack) -> None:
    _with_all_given(stack)
    _given(stack)
    _one_of_each(stack)
    stack.up()
    other = stack.beside()
    _with_all_given(other)
    _one_of_each(other, adopt=True)
    stack.requests()
    other.up()
    assert [r for r in other.mutations() if r[1] != "/ingestion/schedule"] == []
    assert other.preview(None, "--refresh").ops() == {}

    for case in ONE_OF_EACH:
        family = FAMILIES[case.kind]
        if case.parent and "overrides" not in family and case.kind != "SegmentIds":
            continue  # a rule that is gone is tried in tests/unit/test_rest.py
        for doc in stack.emulator.all(KEY, family):
            for id in (doc.get("id"), doc.get("name")):
                stack.emulator.delete(KEY, family, str(id))
        if case.parent:
            stack.emulator.delete(KEY, *case.parent)
    gone = {name for name, op in other.preview(None, "--refresh").ops().items() if op == "create"}
    stay = {"IngestionSchedule", "GateRule", "GateRules", "DynamicConfigRule"}
    assert {case.name for case in ONE_OF_EACH if case.kind not in stay} <= gone


@pytest.mark.engine
def test_a_lost_response_to_a_create_creates_no_second_object_of_any_kind(stack: Stack) -> None:
    _with_all_given(stack)
    _given(stack)
    _one_of_each(stack)
    creates = {
        operation.split(" ", 1)[1]
        for case in ONE_OF_EACH
        for operation, verb in KINDS[case.kind].operations().items()
        if verb.startswith("create") and operation.startswith("POST")
    }
    for path in creates:
        stack.emulator.fail(kind="timeout", method="POST", path=path, after_effect=True)
    stack.up()
    assert len(stack.state()) == len(ONE_OF_EACH)
    alone = {"tags": 1, "autotunes": 1, "keys": 1, "metrics": 1, "release_pipelines": 1, "users/teams": 1}
    assert {family: len(stack.emulator.all(KEY, family)) for family in alone} == alone
    assert stack.preview(None, "--refresh").ops() == {}


@pytest.mark.engine
def test_each_kind_can_be_imported_as_it_is(stack: Stack) -> None:
    _with_all_given(stack)
    _given(stack)
    _one_of_each(stack)
    stack.up()
    stored = stack.state()
    other = stack.beside()
    other.config["statsig:consoleApiKey"] = KEY
    file = str(other.folder / "import.json")
    environment = {"STATSIG_API_URL": f"emulator:{stack.db}", "STATSIG_CONSOLE_KEY": KEY}
    programs = []
    for case in ONE_OF_EACH:
        command = ["import", case.kind, stored[case.name]["id"], "--file", file]
        told = CliRunner().invoke(commands.group, command, env=environment)
        assert told.exit_code == 0, told.output
        programs.append(told.stdout)
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
