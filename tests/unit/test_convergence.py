"""Whatever the program declares next and whatever people edit in between, the object converges and keeps its rest."""

from __future__ import annotations

import copy
import tempfile
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from pulumi.output import Unknown

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.resources.dynamic_config import DynamicConfig
from statsig_pulumi.resources.experiment import Experiment
from statsig_pulumi.resources.gate import Gate
from statsig_pulumi.schema.documents import project

KEY = "console-convergence"
names = st.sampled_from(["a", "b", "c"])
percent = st.integers(0, 10000).map(lambda n: n / 100)
conditions = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["email", "user_id"])},
        optional={"operator": st.sampled_from(["any", "none"]), "target_value": names | st.lists(names, max_size=2)},
    ),
    max_size=2,
)
environments = st.lists(st.sampled_from(["production", "staging"]), min_size=1, unique=True)
rules = st.lists(
    st.fixed_dictionaries(
        {"name": names}, optional={"pass_percentage": percent, "conditions": conditions, "environments": environments}
    ),
    max_size=3,
    unique_by=lambda rule: rule["name"],
)
gates = st.fixed_dictionaries(
    {"gate_id": st.just("the_gate")},
    optional={
        "description": st.sampled_from(["", "x", "y"]),
        "is_enabled": st.booleans(),
        "tags": st.lists(names, max_size=2, unique=True),
        "team": names,
        "rules": rules,
        "target_apps": names | st.lists(names, max_size=2, unique=True),
    },
)
# What people do: to the gate, and to the rule at a place.
edits = st.tuples(
    st.sampled_from(["description", "team", "environments", "passPercentage", "teamID"]), st.integers(0, 2), percent
)
steps = st.lists(st.tuples(gates, st.lists(edits, max_size=2)), min_size=1, max_size=4)


def edited(doc: dict[str, Any], edit: tuple[str, int, float]) -> dict[str, Any]:
    what, place, number = edit
    if what in ("description", "team", "teamID"):
        return {what: f"by hand {number:g}"}
    live = copy.deepcopy(doc["rules"])
    if place < len(live):
        live[place][what] = ["development"] if what == "environments" else number
    return {"rules": live}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_programs_and_edits_in_the_console_converge(changes: list[tuple[dict[str, Any], list[Any]]]) -> None:
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as environment:
        environment.setenv("PULUMI_HOME", home)  # the folder of the pending creates
        converge(changes)


def converge(changes: list[tuple[dict[str, Any], list[Any]]]) -> None:
    emulator = Emulator()
    client = Client(Settings(KEY, "emulator:"), transport=EmulatorTransport(emulator))
    shape = Gate.shape()
    id, state = "", dict[str, Any]()
    for program, by_hand in changes:
        if not state:
            id, state = Controller(Gate, client, run=Run(folder=None)).create(program)
        else:
            # What `pulumi up --refresh` does: read, then update the live object to what the program sets.
            before = live(client, id)
            found = Controller(Gate, client, state, Run(folder=None)).read(id)
            assert found is not None
            refreshed, _ = found
            ids = {rule["name"]: rule["baseID"] for rule in before["rules"]}
            unmanaged = {
                w: before[w] for n, w in (("team_id", "teamID"), ("description", "description")) if n not in state
            }
            state = Controller(Gate, client, refreshed, Run(folder=None)).update(id, program)
            after = live(client, id)
            # A field that neither the last program nor this one sets is as people left it.
            for wire, value in unmanaged.items():
                if wire not in program:
                    assert after[wire] == value
            # A rule that is still there under its name is the same rule.
            for rule in after["rules"]:
                assert ids.get(rule["name"], rule["baseID"]) == rule["baseID"] or rule["name"] not in ids
        assert project(shape, program, live(client, id)) == program
        for edit in by_hand:
            doc = emulator.get(KEY, "gates", id)
            assert doc is not None
            emulator.edit(KEY, "gates", id, edited(doc, edit))
    emulator.close()


def live(client: Client, id: str) -> dict[str, Any]:
    """The live document, in the form of requests."""
    return Gate.from_wire(client.request("GET", "/gates/{id}", id=id))


def _is_member(value: Any) -> bool:
    """Whether it is a rule, a condition, a group ...: the program writes those itself."""
    return isinstance(value, dict) and bool({"name", "type", "group"} & set(value))


def with_unknown(value: Any, path: list[int]) -> Any:
    """The value with an unknown in it, at the place that the path leads to."""
    if not isinstance(value, (dict, list)) or not value or (not path and not _is_member(value)):
        return Unknown()
    path = path or [0]
    changed = copy.copy(value)
    keys = sorted(changed) if isinstance(changed, dict) else range(len(changed))
    key = list(keys)[path[0] % len(list(keys))]
    changed[key] = with_unknown(changed[key], path[1:])
    return changed


GROUPS = [{"name": n, "size": 50, "parameter_values": {"x": [1]}} for n in "AB"]
INPUTS = {
    Gate: {
        "gate_id": "the_gate",
        "status": "In Progress",
        "is_enabled": True,
        "tags": ["a"],
        "review_settings": {"required_review": True},
        "rules": [{"name": "a", "conditions": [{"type": "email", "operator": "any", "target_value": ["x"]}]}],
    },
    DynamicConfig: {
        "config_id": "the_config",
        "default_value": {"a": {"b": [1]}},
        "default_value_json5": '{"a": {"b": [1]}}',
        "json_schema": "{}",
        "rules": [{"name": "a", "return_value": {"a": 1}, "variants": [{"name": "v", "pass_percentage": 1}]}],
    },
    Experiment: {
        "experiment_id": "the_experiment",
        "status": "active",
        "decision": {"group": "A", "reason": "r"},
        "groups": GROUPS,
        "allocation": 10,
    },
}


@settings(deadline=None)
@given(st.sampled_from(list(INPUTS)), st.lists(st.integers(0, 5), max_size=6))
def test_an_unknown_value_at_any_place_passes_the_check(kind: Any, path: list[int]) -> None:
    inputs = INPUTS[kind]
    assert list(check(kind, {}, inputs)) == []
    unknown = with_unknown(inputs, path)
    if isinstance(unknown, dict):
        assert list(check(kind, {}, unknown)) == []
        assert list(check(kind, inputs, unknown)) == []
