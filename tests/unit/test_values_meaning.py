"""What a value means: when two are the same, what an update keeps, and what a program is told beforehand."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from pulumi.output import Unknown as _Unknown

import statsig_pulumi as statsig
from statsig_pulumi import conditions as when
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.inputs import inputs_of, refreshed_inputs
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import InvalidInput
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.resources.dynamic_config import DynamicConfig
from statsig_pulumi.resources.experiment import Experiment
from statsig_pulumi.resources.gate import Gate
from statsig_pulumi.resources.key import Key
from statsig_pulumi.resources.layer import Layer
from statsig_pulumi.resources.metric import MetricReload
from statsig_pulumi.resources.overrides import ExperimentOverrides, GateOverrides
from statsig_pulumi.resources.param_store import ParamStore
from statsig_pulumi.resources.team import Team
from statsig_pulumi.schema.documents import opened_fields, project, three_way_merge
from statsig_pulumi.schema.model import collect_warnings
from statsig_pulumi.schema.shape import Shape
from statsig_pulumi.schema.values import (
    changed_fields,
    equal,
    from_wire,
    normalize,
    to_wire,
)

from ..resources import CASES

Unknown: Any = _Unknown
GATE, CONFIG = Gate.shape(), DynamicConfig.shape()
RULES = GATE.properties["rules"].shape
KEY = "console-values"
EMPTY: list[Any] = [None, "", [], {}, 0, False]


def item(shape: Shape) -> Shape:
    assert shape.item
    return shape.item


TARGET = item(item(RULES).properties["conditions"].shape).properties["target_value"].shape


def live_rule(name: str, id: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "passPercentage": 100, "conditions": [], "id": id, "environments": None, **more}


class TestFreeJson:
    @pytest.mark.parametrize("a", range(len(EMPTY)))
    @pytest.mark.parametrize("b", range(len(EMPTY)))
    def test_empty_values_differ_from_each_other_and_from_a_missing_one(self, a: int, b: int) -> None:
        shape = CONFIG.properties["default_value"].shape
        one, other = {"x": {"y": [EMPTY[a]]}}, {"x": {"y": [EMPTY[b]]}}
        assert equal(shape, one, other) == (a == b)
        assert not equal(shape, {"x": EMPTY[a]}, {})
        assert not equal(shape, {"x": EMPTY[a]}, {"y": EMPTY[a]})

    @pytest.mark.parametrize(
        ("kind", "path"),
        [
            (DynamicConfig, ["default_value"]),
            (DynamicConfig, ["rules", "return_value"]),
            (DynamicConfig, ["rules", "variants", "return_value"]),
            (statsig.DynamicConfigRule, ["return_value"]),
            (Experiment, ["groups", "parameter_values"]),
            (Layer, ["parameters", "default_value"]),
            (ParamStore, ["parameters", "value"]),
            (ParamStore, ["parameters", "pass_value"]),
            (statsig.Autotune, ["variants", "value"]),
        ],
    )
    def test_every_free_value_is_known_to_be_free(self, kind: Any, path: list[str]) -> None:
        shape = kind.shape()
        for name in path:
            shape = (shape if shape.properties else item(shape)).properties[name].shape
        assert shape.json
        assert not equal(shape, {"a": []}, {"a": {}})

    @pytest.mark.parametrize("empty", EMPTY)
    def test_a_value_of_any_type_is_not_missing_when_it_is_empty(self, empty: Any) -> None:
        shape = item(ParamStore.shape().properties["parameters"].shape)
        assert (empty is None) == equal(shape.properties["value"].shape, empty, None)

    def test_true_is_not_one_and_one_is_one(self) -> None:
        shape = CONFIG.properties["default_value"].shape
        assert not equal(shape, {"a": [True]}, {"a": [1]})
        assert not equal(shape, {"a": False}, {"a": 0})
        assert equal(shape, {"a": 1}, {"a": 1.0})

    @pytest.mark.parametrize("name", ["default_value_json5", "json_schema", "json_schema_json5"])
    def test_texts_compare_like_values(self, name: str) -> None:
        shape = CONFIG.properties[name].shape
        assert not equal(shape, "{a: true}", "{a: 1}")
        assert not equal(shape, '{"a": []}', '{"a": {}}')
        assert not equal(shape, '{"a": null}', "{}")
        assert equal(shape, "{a: 1.0, /* x */}", '{"a": 1}')

    def test_two_spellings_have_to_agree_on_booleans(self) -> None:
        tried = {"config_id": "abc", "default_value": {"on": True}, "default_value_json5": "{on: 1}"}
        assert [path for path, _ in check(DynamicConfig, {}, tried)] == ["default_value_json5"]

    @pytest.mark.parametrize("live", [{"a": None}, {"a": []}, {"a": {"b": [None]}}, {"a": 1, "b": ""}])
    def test_drift_shows_as_it_is(self, live: dict[str, Any]) -> None:
        projected = project(CONFIG, {"default_value": {"a": 1}}, {"defaultValue": live})
        assert projected == {"default_value": live}
        assert changed_fields(CONFIG, inputs_of(DynamicConfig, projected), {"default_value": {"a": 1}})

    def test_what_the_engine_does_to_numbers_is_undone_and_null_stays_in_free_json(self) -> None:
        tried = {"default_value": {"a": [1.0, None], "b": None, "c": 1e20}, "team": None}
        assert inputs_of(DynamicConfig, tried) == {"default_value": {"a": [1, None], "b": None, "c": 1e20}}
        assert isinstance(normalize(1e20), float)
        assert isinstance(normalize(3.0), int)

    def test_blank_is_missing_in_a_typed_field(self) -> None:
        assert equal(GATE.properties["tags"].shape, [], None)
        assert equal(GATE.properties["description"].shape, "", None)
        assert not changed_fields(GATE, {"rules": [{"name": "a", "environments": []}]}, {"rules": [{"name": "a"}]})

    def test_null_in_a_value_that_is_not_managed_survives_an_update_beside_it(self) -> None:
        shape = CONFIG.properties["rules"].shape
        value = {"a": None, "b": [None]}
        live = [live_rule("a", "1", returnValue=value), live_rule("b", "2", returnValue=value)]
        old = [{"name": "a", "pass_percentage": 1}, {"name": "b"}]
        sent = three_way_merge(shape, old, [{"name": "a", "pass_percentage": 2}, {"name": "b"}], live)
        assert [rule["returnValue"] for rule in sent] == [value, value]

    def test_a_null_that_somebody_sets_beside_a_managed_value_is_carried_over(self) -> None:
        config = Live(DynamicConfig)
        config.create(config_id="abc", default_value={"a": {"x": 1}})
        config.emulator.edit(KEY, "dynamic_configs", "abc", {"defaultValue": {"a": {"x": 1, "b": None}, "c": None}})
        config.update(config_id="abc", default_value={"a": {"x": 2}})
        live = config.emulator.get(KEY, "dynamic_configs", "abc") or {}
        assert live["defaultValue"] == {"a": {"x": 2, "b": None}, "c": None}

    @pytest.mark.parametrize(
        ("program", "live", "sent"),
        [
            ({"a": 2, "l": [1]}, {"a": 1, "l": [1, None]}, {"a": 2, "l": [1, None]}),
            ({"a": 2, "l": [1]}, {"a": 1, "l": [{"b": None}]}, {"a": 2, "l": [{"b": None}]}),
            ({"a": 2, "l": [1]}, {"a": 1, "l": None}, {"a": 2, "l": None}),
            ({"a": 1, "l": [3]}, {"a": 1, "l": [1, None]}, {"a": 1, "l": [3]}),
            ({"a": 2, "l": [1]}, {"a": 1}, {"a": 2, "l": [1]}),
        ],
    )
    def test_a_null_stays_in_what_the_program_leaves_as_it_was(
        self, program: dict[str, Any], live: dict[str, Any], sent: dict[str, Any]
    ) -> None:
        shape = CONFIG.properties["default_value"].shape
        assert three_way_merge(shape, {"a": 1, "l": [1]}, program, live) == sent
        refreshed = live
        assert three_way_merge(shape, refreshed, program, live)["l"] == program["l"]  # known, and not wanted

    def test_an_empty_key_that_somebody_sets_is_drift_that_pulumi_can_carry(self) -> None:
        config = Live(DynamicConfig)
        config.create(config_id="abc", default_value={"a": 1})
        config.emulator.edit(KEY, "dynamic_configs", "abc", {"defaultValue": {"a": 1, "": {"": [{"": 2}]}}})
        read = Controller(DynamicConfig, config.client, config.state).read(config.id)
        assert read
        for bag in read:
            assert '"": ' not in json.dumps(bag)
        assert inputs_of(DynamicConfig, read[1])["default_value"] == {"a": 1, "": {"": [{"": 2}]}}
        config.state = read[0]
        config.update(config_id="abc", default_value={"a": 1})
        assert (config.emulator.get(KEY, "dynamic_configs", "abc") or {})["defaultValue"] == {"a": 1}


class TestNumbers:
    @pytest.mark.parametrize(
        ("a", "b"), [(12345.67, 12345.72), (1234567.5, 1234567), (1.0000001, 1), (2**53, 2**53 - 1), ("1.10", 1.1)]
    )
    def test_conditions_compare_numbers_exactly(self, a: Any, b: Any) -> None:
        assert not equal(TARGET, a, b)
        assert not equal(TARGET, [a], [b])

    @pytest.mark.parametrize(
        ("a", "b"), [(86400000, 8.64e7), (31, ["31"]), (0.1, "0.1"), (1643070357193, "1643070357193"), (1e20, 10**20)]
    )
    def test_one_number_is_one_however_it_is_written(self, a: Any, b: Any) -> None:
        assert equal(TARGET, a, b)

    @pytest.mark.parametrize("number", [2**53 + 1, -(2**60)])
    def test_a_whole_number_that_loses_digits_is_refused_wherever_a_number_is_taken(self, number: int) -> None:
        for make in (
            lambda: when.custom_field("age", "gt", number),
            lambda: when.custom_field("age", "any", [1, number]),
            lambda: when.after(number),
            lambda: statsig.Group(name="a", size=50, parameter_values={"a": [number]}),
            lambda: statsig.RolloutPhase(time=number, pass_percent=1),
            lambda: statsig.QualityScore(
                criteria_name="a", status="PASSED", criteria_description="", score=number, weight=1
            ),
            lambda: statsig.LayerParameter(name="a", default_value=number),
        ):
            with pytest.raises(InvalidInput, match=r"2\*\*53"):
                make()

    @pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 1e400])
    def test_what_is_no_number_is_refused_wherever_a_number_is_taken(self, number: float) -> None:
        for make in (
            lambda: when.custom_field("age", "gt", number),
            lambda: when.custom_field("age", "any", [1, number]),
            lambda: statsig.Rule(name="a", pass_percentage=number),
            lambda: statsig.RolloutPhase(pass_percent=1, phase_duration_ms=number),
            lambda: statsig.Group(name="a", size=50, parameter_values={"a": [number]}),
            lambda: statsig.LayerParameter(name="a", default_value=number),
        ):
            with pytest.raises(InvalidInput):
                make()

    @pytest.mark.parametrize("number", [1e20, 2.0**60, 2**53, 0.5])
    def test_a_float_that_is_whole_passes_the_program_and_check(self, number: float) -> None:
        tried = {"config_id": "abc", "default_value": {"max": number}}
        assert list(check(DynamicConfig, {}, inputs_of(DynamicConfig, tried))) == []
        assert to_wire(CONFIG, inputs_of(DynamicConfig, tried))["defaultValue"] == {"max": number}


class TestSets:
    @pytest.mark.parametrize(
        ("kind", "name"),
        [
            (Gate, "tags"),
            (statsig.SegmentIds, "ids"),
            (GateOverrides, "passing_user_ids"),
            (Team, "members"),
            (Gate, "target_apps"),
            (Key, "environments"),
            (statsig.Holdout, "gate_ids"),
        ],
    )
    def test_a_member_that_stands_twice_stands_once(self, kind: Any, name: str) -> None:
        shape = kind.shape().properties[name].shape
        assert equal(shape, ["a@x", "b@x", "a@x"], ["b@x", "a@x"])
        assert not equal(shape, ["a@x", "b@x"], ["a@x"])

    def test_sets_inside_of_sets(self) -> None:
        shape = GateOverrides.shape().properties["environment_overrides"].shape
        one = [{"environment": "dev", "passing_ids": ["a", "b"]}, {"environment": "prod", "passing_ids": ["a"]}]
        other = [{"environment": "prod", "passing_ids": ["a", "a"]}, {"environment": "dev", "passing_ids": ["b", "a"]}]
        assert equal(shape, one, other)
        assert not equal(shape, one, [{**one[0], "passing_ids": ["a"]}, one[1]])
        shape = ExperimentOverrides.shape().properties["user_id_overrides"].shape
        assert equal(shape, [{"group_id": "A", "ids": ["a", "b"]}], [{"group_id": "A", "ids": ["b", "a"]}])


class TestWhatPulumiCannotCarry:
    @pytest.mark.parametrize("value", [{"": 1}, {"a": [{"": {}}]}, {"a": None}, {"a": [None]}])
    def test_is_refused_with_the_way_on(self, value: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput, match="return_value_json5"):
            statsig.ConfigRule(name="a", return_value=value)
        with pytest.raises(InvalidInput, match="Pulumi"):
            statsig.Group(name="a", size=1, parameter_values=value)
        with pytest.raises(InvalidInput, match="Pulumi"):
            statsig.LayerParameter(name="a", default_value=value)

    @pytest.mark.parametrize("value", [{"a": "\ud800"}, {"\udfff": 1}, {"a": [{"b": "x\ud83d"}]}])
    def test_half_a_character_is_refused(self, value: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput, match="Pulumi cannot carry"):
            statsig.Group(name="a", size=1, parameter_values=value)

    def test_an_empty_key_is_refused_in_every_map(self) -> None:
        assert list(check(Key, {}, {"type": "SERVER", "rotate_triggers": {"": "1"}}))
        assert list(check(MetricReload, {}, {"metric_id": "a::b", "triggers": {"": "1"}}))
        with pytest.raises(InvalidInput, match="empty key"):
            statsig.EventsMapping(event_name="n", timestamp="t", ids={"": "u"})


class TestMembersOfLists:
    def test_renamed_and_moved_at_once(self) -> None:
        old = [{"name": n, "pass_percentage": p} for n, p in (("a", 1), ("b", 2), ("c", 3))]
        new = [{"name": "z", "pass_percentage": 3}, {"name": "y", "pass_percentage": 1}, old[1]]
        live = [live_rule(n, n, passPercentage=p) for n, p in (("a", 1), ("b", 2), ("c", 3))]
        assert [r["id"] for r in three_way_merge(RULES, old, new, live)] == ["c", "a", "b"]

    def test_one_left_and_one_unmatched_are_a_pair_wherever_they_are(self) -> None:
        old = [{"name": "a", "pass_percentage": 1}, {"name": "b"}]
        live = [live_rule("a", "1", passPercentage=1), live_rule("b", "2")]
        sent = three_way_merge(RULES, old, [{"name": "b"}, {"name": "z", "pass_percentage": 9}], live)
        assert [r["id"] for r in sent] == ["2", "1"]

    def test_a_rename_in_the_console_shows_as_a_rename_though_it_moved(self) -> None:
        tried = [{"name": "a", "pass_percentage": 1}, {"name": "b", "pass_percentage": 2}]
        live = [live_rule("b", "2", passPercentage=2), live_rule("z", "1", passPercentage=1, environments=["dev"])]
        assert project(RULES, tried, live) == [tried[1], {"name": "z", "pass_percentage": 1}]

    def test_an_adopted_object_matches_by_name_only(self) -> None:
        live = [live_rule("theirs", "1", environments=["dev"]), live_rule("a", "2", environments=["dev"])]
        new = [{"name": "ours"}, {"name": "a"}]
        old = project(RULES, new, live, by_name=True)
        assert old[0]["environments"] == ["dev"]
        sent = three_way_merge(RULES, old, new, live, by_name=True)
        assert sent[0] == {"name": "ours", "passPercentage": 100, "conditions": []}
        assert (sent[1]["id"], sent[1]["environments"]) == ("2", ["dev"])

    def test_a_new_rule_starts_from_its_defaults_and_takes_the_id_of_its_twin(self) -> None:
        twin = live_rule("new", "9", passPercentage=3, environments=["dev"], conditions=[{"type": "public"}])
        sent = three_way_merge(RULES, [{"name": "a"}], [{"name": "a"}, {"name": "new"}], [live_rule("a", "1"), twin])
        assert sent[1] == {"name": "new", "id": "9", "passPercentage": 100, "conditions": []}

    def test_a_condition_of_another_type_carries_nothing_over(self) -> None:
        shape = item(RULES).properties["conditions"].shape
        live = [{"type": "custom_field", "operator": "any", "targetValue": ["x"], "field": "plan", "id": "1"}]
        old = [{"type": "custom_field", "target_value": ["x"]}]
        assert three_way_merge(shape, old, [{"type": "email", "target_value": "x"}], live) == [
            {"type": "email", "targetValue": "x"}
        ]

    def test_members_without_a_name_of_their_own_are_recognised_by_content(self) -> None:
        shape = item(RULES).properties["conditions"].shape
        fields = [{"type": "custom_field", "field": n, "target_value": [n]} for n in ("a", "b")]
        live = [{**to_wire(item(shape), f), "operator": n} for f, n in zip(fields, ("any", "none"), strict=True)]
        assert three_way_merge(shape, fields, fields[1:], live) == live[1:]

    def test_a_field_that_is_set_as_before_keeps_what_is_live(self) -> None:
        old = [{"name": "a", "pass_percentage": 0, "conditions": []}]
        new = [{"name": "a", "pass_percentage": 0, "conditions": [{"type": "public"}]}]
        live = [live_rule("a", "1", passPercentage=50)]
        sent = three_way_merge(RULES, old, new, live)
        assert (sent[0]["passPercentage"], sent[0]["conditions"]) == (50, [{"type": "public"}])
        # After a refresh the old inputs are the live ones: then it is a change.
        sent = three_way_merge(RULES, [{**old[0], "pass_percentage": 50}], new, live)
        assert sent[0]["passPercentage"] == 0

    def test_the_comments_of_an_unchanged_value_stay(self) -> None:
        shape = CONFIG.properties["rules"].shape
        live = [live_rule("a", "1", returnValue={"x": 1}, returnValueJson5="{x: 1 /* why */}")]
        old = [{"name": "a", "return_value": {"x": 1}}]
        sent = three_way_merge(shape, old, [{**old[0], "pass_percentage": 5}], live)
        assert sent[0]["returnValueJson5"] == "{x: 1 /* why */}"


class TestInitialPercentage:
    INPUTS = {"name": "a", "initial_pass_percentage": 0}

    def test_begins_a_new_rule(self) -> None:
        assert to_wire(RULES, [self.INPUTS]) == [{"name": "a", "passPercentage": 0, "conditions": []}]
        assert three_way_merge(RULES, [], [self.INPUTS], [])[0]["passPercentage"] == 0

    def test_is_left_to_the_console_afterwards(self) -> None:
        live = [live_rule("a", "1", passPercentage=50)]
        assert project(RULES, [self.INPUTS], live) == [self.INPUTS]
        new = [{**self.INPUTS, "initial_pass_percentage": 5, "conditions": [{"type": "public"}]}]
        assert three_way_merge(RULES, [self.INPUTS], new, live)[0]["passPercentage"] == 50

    def test_letting_a_managed_percentage_go_for_it_resets_nothing(self) -> None:
        live, old = [live_rule("a", "1", passPercentage=50)], [{"name": "a", "pass_percentage": 0}]
        assert three_way_merge(RULES, old, [self.INPUTS], live)[0]["passPercentage"] == 50
        assert list(opened_fields(RULES, old, [self.INPUTS])) == []

    def test_both_are_refused(self) -> None:
        with pytest.raises(InvalidInput, match="initial_pass_percentage"):
            statsig.Rule(name="a", pass_percentage=1, initial_pass_percentage=1)


class TestLettingGo:
    @pytest.mark.parametrize(
        ("old", "opened"),
        [
            ({"is_enabled": False}, ["is_enabled"]),
            ({"is_enabled": True}, []),
            ({"description": "x"}, []),
            ({"rules": [{"name": "a", "pass_percentage": 5}]}, ["rules[0].pass_percentage"]),
            ({"rules": [{"name": "a", "pass_percentage": 100}]}, []),
            ({"rules": [{"name": "a", "environments": ["dev"]}]}, ["rules[0].environments"]),
            ({"rules": [{"name": "a", "conditions": [{"type": "email"}]}]}, ["rules[0].conditions"]),
        ],
    )
    def test_what_it_opens_is_said(
        self, old: dict[str, Any], opened: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        new = {"gate_id": "abc", **({"rules": [{"name": "a"}]} if "rules" in old else {})}
        assert list(opened_fields(GATE, {"gate_id": "abc", **old}, new)) == opened
        assert list(check(Gate, {"gate_id": "abc", **old}, new)) == []
        tried = capsys.readouterr().out
        assert all(path in tried for path in opened)
        assert bool(tried) == bool(opened)

    def test_the_targeting_of_an_experiment(self) -> None:
        old = {"experiment_id": "abc", "targeting_gate_id": "staff"}
        assert list(opened_fields(Experiment.shape(), old, {"experiment_id": "abc"})) == ["targeting_gate_id"]

    def test_a_default_that_is_let_go_keeps_what_people_set_since(self) -> None:
        live = [live_rule("a", "1", passPercentage=7)]
        assert (
            three_way_merge(RULES, [{"name": "a", "pass_percentage": 100}], [{"name": "a"}], live)[0]["passPercentage"]
            == 7
        )


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a folder of its own for what runs remember."""
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))


class Live:
    """Objects of one kind in an emulator."""

    def __init__(self, kind: Any) -> None:
        self.kind, self.emulator = kind, Emulator()
        self.client = Client(Settings(KEY, "emulator:"), transport=EmulatorTransport(self.emulator))
        self.state: dict[str, Any] = {}
        self.id = ""

    def create(self, **inputs: Any) -> None:
        self.id, self.state = Controller(self.kind, self.client).create(inputs)
        self.emulator.clear_log()

    def update(self, **inputs: Any) -> None:
        self.state = Controller(self.kind, self.client, self.state).update(self.id, inputs)

    def mutations(self) -> list[str]:
        found = [f"{e.method} {e.path}" for e in self.emulator.log() if e.method != "GET"]
        self.emulator.clear_log()
        return found


class TestUpdates:
    @pytest.mark.parametrize(
        "default", [{"is_enabled": True}, {"description": ""}, {"tags": []}, {"type": "TEMPORARY"}]
    )
    def test_letting_a_default_go_sends_nothing(self, default: dict[str, Any]) -> None:
        gate = Live(Gate)
        gate.create(gate_id="abc", **default)
        gate.update(gate_id="abc")
        assert gate.mutations() == []

    def test_letting_the_default_of_a_rule_go_sends_nothing(self) -> None:
        gate = Live(Gate)
        gate.create(gate_id="abc", rules=[{"name": "a", "pass_percentage": 100}])
        gate.update(gate_id="abc", rules=[{"name": "a"}])
        assert gate.mutations() == []

    def test_taking_triggers_out_runs_nothing(self) -> None:
        reload = Live(MetricReload)
        reload.state = {"metric_id": "orders::user_warehouse", "triggers": {"a": "1", "b": "1"}}
        reload.id = "orders::user_warehouse"
        reload.update(metric_id="orders::user_warehouse", triggers={"a": "1"})
        reload.update(metric_id="orders::user_warehouse")
        assert reload.mutations() == []

    @pytest.mark.parametrize("after", [{}, {"rotate_triggers": {}}, {"rotate_triggers": {"a": "1"}}])
    def test_taking_rotate_triggers_out_rotates_nothing(self, after: dict[str, Any]) -> None:
        key = Live(Key)
        key.create(description="a", type="SERVER", rotate_triggers={"a": "1", "b": "1"})
        before = key.state["key"]
        key.update(description="a", type="SERVER", **after)
        assert key.mutations() == []
        assert key.state["key"] == before

    def test_a_trigger_that_changes_still_rotates(self) -> None:
        key = Live(Key)
        key.create(description="a", type="SERVER", rotate_triggers={"a": "1"})
        key.update(description="a", type="SERVER", rotate_triggers={"a": "2"})
        assert len(key.mutations()) == 1


def groups(size: int = 50, **value: Any) -> list[dict[str, Any]]:
    values = {"text": "a", **value}
    return [{"name": n, "size": s, "parameter_values": values} for n, s in (("A", size), ("B", 100 - size))]


class TestARunningExperiment:
    BASE = {"experiment_id": "abc", "groups": groups(), "allocation": 50, "id_type": "userID"}

    def started_by_somebody(self, **inputs: Any) -> Live:
        experiment = Live(Experiment)
        experiment.create(**inputs)
        experiment.client.request("PUT", "/experiments/{id}/start", id="abc")
        experiment.emulator.clear_log()
        return experiment

    @pytest.mark.parametrize(
        "change",
        [
            {"groups": groups(40)},
            {"groups": groups(text="b")},
            {"groups": groups(text=True)},
            {"allocation": 10},
            {"id_type": "companyID"},
            {"exhaustive": True, "id_type": "companyID"},
            {"groups": groups(40), "status": "decision_made", "decision": {"group": "A", "reason": "r"}},
        ],
    )
    def test_is_protected_whoever_started_it(self, change: dict[str, Any]) -> None:
        experiment = self.started_by_somebody(**self.BASE)
        with pytest.raises(InvalidInput, match="experiment runs"):
            experiment.update(**{**self.BASE, **change})
        assert experiment.mutations() == []

    @pytest.mark.parametrize("first", [{"groups": groups(40)}, {"allocation": 10}, {"id_type": "companyID"}])
    def test_is_protected_when_the_program_sets_a_field_for_the_first_time(
        self, first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        experiment = self.started_by_somebody(experiment_id="abc")
        with pytest.raises(InvalidInput, match="experiment runs"):
            experiment.update(experiment_id="abc", **first)
        monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "other"))  # another machine
        with pytest.raises(InvalidInput, match="experiment runs"):
            Controller(Experiment, experiment.client).create({"experiment_id": "abc", "adopt": True, **first})
        assert experiment.mutations() == []

    def test_other_changes_are_made_and_the_program_may_insist(self) -> None:
        experiment = self.started_by_somebody(**self.BASE)
        described = [{**g, "description": "x"} for g in groups()]
        experiment.update(**{**self.BASE, "groups": described, "allocation": 60, "hypothesis": "h"})
        experiment.update(**{**self.BASE, "groups": groups(40), "allocation": 60, "allow_invalidating_changes": True})
        assert len(experiment.mutations()) == 2

    def test_letting_the_default_unit_go_is_no_change(self) -> None:
        experiment = self.started_by_somebody(**self.BASE)
        experiment.update(**{name: value for name, value in self.BASE.items() if name != "id_type"})
        assert experiment.mutations() == []


def unknown_somewhere(value: Any) -> Iterator[Any]:
    """Yield the value with something unknown in place of each of its parts."""
    yield Unknown()
    if isinstance(value, dict):
        for key in value:
            for inner in unknown_somewhere(value[key]):
                yield {**value, key: inner}
    elif isinstance(value, list):
        for index in range(len(value)):
            for inner in unknown_somewhere(value[index]):
                yield [*value[:index], inner, *value[index + 1 :]]


def complete() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for every kind whose fields are listed: inputs with one field more than it needs."""
    for name, case in CASES.items():
        base = {**case.base}
        for prop in all_kinds()[name].shape().marked("key"):
            base.setdefault(prop.name, "the_name")
        for field, values in case.fields.items():
            for value in values if "." not in field and "[" not in field else ():
                yield name, {**copy.deepcopy(base), field: copy.deepcopy(value)}


class TestUnknownValues:
    def test_pass_check_at_every_place_of_every_kind(self) -> None:
        failed = []
        for name, inputs in complete():
            kind = all_kinds()[name]
            if list(check(kind, {}, inputs)):
                continue  # needs more than one field
            for field in inputs:
                for unknown in unknown_somewhere(inputs[field]):
                    tried = {**inputs, field: unknown}
                    try:
                        problems = [*check(kind, {}, tried), *check(kind, inputs, tried)]
                        changed_fields(kind.shape(), inputs, tried)
                    except Exception as error:  # noqa: BLE001
                        problems = [(field, repr(error))]
                    # Unknown members of lists of models are written by the program: only their fields are unknown.
                    if problems and not all(_is_model(kind, field, unknown) for _ in problems):
                        failed.append((name, tried, problems))
        assert failed == []

    def test_pass_the_checks_of_segments_and_metrics(self) -> None:
        rules = [{"name": "a", "conditions": [{"type": "email", "operator": "any", "target_value": ["x"]}]}]
        for unknown in (Unknown(), [{**rules[0], "conditions": Unknown()}]):
            tried = {"segment_id": "abc", "type": "rule_based", "rules": unknown}
            assert list(check(statsig.Segment, {}, tried)) == []
        assert list(check(statsig.Segment, {}, {"segment_id": "abc", "type": Unknown(), "rules": rules})) == []
        events = {"unit_types": ["userID"], "metric_events": [{"name": "a"}]}
        window = {"custom_roll_up_start": 1, "rollup_time_window": Unknown()}
        assert list(check(statsig.Metric, {}, {"name": "abcd", "type": "mean", **events, **window})) == []


def _is_model(kind: Any, field: str, value: Any) -> bool:
    """Return whether a list of models holds something unknown in place of one."""
    return _misplaced(kind.shape().properties[field].shape, value)


def _misplaced(shape: Shape, value: Any) -> bool:
    if shape.item and shape.item.properties and isinstance(value, list):
        return any(isinstance(v, Unknown) or _misplaced(shape.item, v) for v in value)
    if shape.properties and isinstance(value, dict):
        return any(_misplaced(shape.properties[n].shape, v) for n, v in value.items() if n in shape.properties)
    return False


class TestConditions:
    @pytest.mark.parametrize("value", [["a", 1], [1, "a"], ["a", 1.5]])
    def test_a_list_is_all_strings_or_all_numbers(self, value: list[Any]) -> None:
        with pytest.raises(InvalidInput, match="all strings or all numbers"):
            when.custom_field("plan", "any", value)

    @pytest.mark.parametrize("value", [True, ["a", False]])
    def test_a_boolean_is_written_as_a_string(self, value: Any) -> None:
        with pytest.raises(InvalidInput, match='write "true"') as error:
            when.custom_field("beta", "any", value)
        assert str(error.value).count("must be") == 1

    def test_datetimes_are_times(self) -> None:
        aware = datetime(2024, 1, 1, 2, tzinfo=timezone.utc)
        assert when.after(aware).target_value == 1704074400000
        assert when.before(aware.replace(tzinfo=None)).target_value == 1704074400000
        assert statsig.RolloutPhase(time=aware, pass_percent=1).time == 1704074400000
        with pytest.raises(InvalidInput, match="datetime"):
            statsig.Condition(type="email", operator="any", target_value=aware)

    def test_seconds_and_versions_that_are_numbers_are_warned_of(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tried: list[str] = []
        monkeypatch.setattr("pulumi.log.warn", lambda text, *_: tried.append(text))
        when.after(1704067200)
        statsig.RolloutPhase(time=1704067200, pass_percent=1)
        statsig.Condition(type="app_version", operator="version_gte", target_value=1.10)
        assert [("2001" in text, "version" in text) for text in tried] == [(True, False), (True, False), (False, True)]
        tried.clear()
        when.after(1704067200000)
        when.app_version_at_least("1.10")
        assert tried == []


class TestTexts:
    @pytest.mark.parametrize("text", ["[1]", "5", '"x"', "null", "{a: NaN}", "{a: [Infinity]}"])
    def test_a_configs_text_is_an_object_of_json(self, text: str) -> None:
        assert list(check(DynamicConfig, {}, {"config_id": "abc", "default_value_json5": text}))
        with pytest.raises(InvalidInput, match=r"object|NaN"):
            statsig.ConfigRule(name="a", return_value_json5=text)

    def test_a_dictionary_for_a_text_and_a_text_for_a_dictionary_name_the_way_on(self) -> None:
        for name in ("json_schema", "default_value_json5"):
            tried = {"config_id": "abc", name: {"type": "object"}}
            assert "json.dumps" in next(iter(check(DynamicConfig, {}, tried)))[1]
        tried = {"config_id": "abc", "default_value": '{"a": 1}'}
        assert "default_value_json5" in next(iter(check(DynamicConfig, {}, tried)))[1]


def test_warnings_of_a_validator_are_collected() -> None:
    with collect_warnings() as warnings:
        Gate.args.model_validate({"rules": [{"name": "a", "conditions": [{"type": "time", "target_value": 5}]}]})
    assert any("2001" in text for text in warnings)


def test_a_live_document_projects_to_what_was_created_from_it() -> None:
    tried = {"name": "a", "return_value": {"a": [], "b": {}, "c": ""}}
    shape = CONFIG.properties["rules"].shape
    assert from_wire(shape, to_wire(shape, [tried]))[0] == {**tried, "pass_percentage": 100, "conditions": []}
    assert refreshed_inputs(DynamicConfig, {"rules": [tried]}, {"rules": to_wire(shape, [tried])}) == {"rules": [tried]}


def test_coroutines_become_outputs_inside_of_free_json() -> None:
    async def later() -> str:
        return "x"

    async def make() -> statsig.Group:
        return statsig.Group(name="a", size=1, parameter_values={"a": [later()]})

    value: Any = asyncio.get_event_loop().run_until_complete(make()).parameter_values
    assert type(value["a"][0]).__name__ == "Output"
