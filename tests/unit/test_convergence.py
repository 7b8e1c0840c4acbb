"""Whatever a program says next and whatever people do in between, the object ends as declared and nothing is lost."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from pulumi.output import Unknown

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Engine, check
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.resources.dynamic_config import DynamicConfig
from statsig_pulumi.resources.experiment import Experiment
from statsig_pulumi.resources.gate import Gate
from statsig_pulumi.schema.values import project

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
def test_programs_and_people_take_turns(operations_on_change: list[tuple[dict[str, Any], list[Any]]]) -> None:
    emulator = Emulator()
    api = Client(Settings(KEY, "emulator:"), transport=EmulatorTransport(emulator))
    engine = Engine(Gate, api)
    said: dict[str, Any] | None = None
    for program, by_hand in operations_on_change:
        if said is None:
            id, _ = engine._make(program)
        else:
            # What `pulumi up --refresh` does: read, then change from what is live to what the program says.
            live = engine.get(id, said)
            assert live is not None
            refreshed_inputs = project(engine.shape, said, live)
            ids = {rule["name"]: rule["id"] for rule in live["rules"]}
            unmanaged = {
                w: live[w] for n, w in (("team_id", "teamID"), ("description", "description")) if n not in said
            }
            engine.change(id, refreshed_inputs, program, known={"status": live["status"]})
            after = engine.get(id, program)
            assert after is not None
            # What neither the last program nor this one says is as people left it.
            for wire, value in unmanaged.items():
                if wire not in program:
                    assert after[wire] == value
            # A rule that is still there under its name is the same rule.
            for rule in after["rules"]:
                assert ids.get(rule["name"], rule["id"]) == rule["id"] or rule["name"] not in ids
        said = program
        after = engine.get(id, said)
        assert after is not None
        assert project(engine.shape, said, after) == said
        for edit in by_hand:
            doc = emulator.get(KEY, "gates", id)
            assert doc is not None
            emulator.edit(KEY, "gates", id, edited(doc, edit))
    emulator.close()


def _is_member(value: Any) -> bool:
    """Whether it is a rule, a condition, a group ...: the program writes those itself."""
    return isinstance(value, dict) and bool({"name", "type", "group"} & set(value))


def somewhere(value: Any, path: list[int]) -> Any:
    """The value with something unknown in it, at a place that the path leads to."""
    if not isinstance(value, (dict, list)) or not value or (not path and not _is_member(value)):
        return Unknown()
    path = path or [0]
    changed_fields = copy.copy(value)
    keys = sorted(changed_fields) if isinstance(changed_fields, dict) else range(len(changed_fields))
    key = list(keys)[path[0] % len(list(keys))]
    changed_fields[key] = somewhere(changed_fields[key], path[1:])
    return changed_fields


GROUPS = [{"name": n, "size": 50, "parameter_values": {"x": [1]}} for n in "AB"]
SAYINGS = {
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
@given(st.sampled_from(list(SAYINGS)), st.lists(st.integers(0, 5), max_size=6))
def test_something_unknown_at_any_place_passes_check(kind: Any, path: list[int]) -> None:
    said = SAYINGS[kind]
    assert list(check(kind, {}, said)) == []
    unknown = somewhere(said, path)
    if isinstance(unknown, dict):
        assert list(check(kind, {}, unknown)) == []
        assert list(check(kind, said, unknown)) == []
