"""Values: comparison, projection and merge."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from pulumi.output import Unknown

from statsig_pulumi.resources.dynamic_config import DynamicConfig
from statsig_pulumi.resources.experiment import Experiment
from statsig_pulumi.resources.gate import Gate
from statsig_pulumi.resources.team import Team
from statsig_pulumi.schema.documents import project, three_way_merge
from statsig_pulumi.schema.values import changed_fields, equal, from_wire, normalize, to_wire

GATE, RULES = Gate.shape(), Gate.shape().properties["rules"].shape


def live_rule(name: str, id: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "passPercentage": 100, "conditions": [], "id": id, "baseID": id, "environments": None, **more}


class TestEqual:
    def test_a_list_of_one_target_value_equals_the_value(self) -> None:
        inputs = {"rules": [{"name": "a", "conditions": [{"type": "email", "target_value": "x"}]}]}
        live = {"rules": [{"name": "a", "conditions": [{"type": "email", "target_value": ["x"]}]}]}
        assert not changed_fields(GATE, inputs, live)

    def test_a_number_equals_its_string(self) -> None:
        shape = RULES.item.properties["conditions"].shape.item.properties["target_value"].shape  # type: ignore[union-attr]
        assert equal(shape, 31, ["31"])
        assert equal(shape, 1643070357193, "1643070357193")
        assert not equal(shape, 31, ["32"])

    def test_tags_are_unordered_and_rules_are_ordered(self) -> None:
        assert not changed_fields(GATE, {"tags": ["a", "b"]}, {"tags": ["b", "a"]})
        assert changed_fields(
            GATE, {"rules": [{"name": "a"}, {"name": "b"}]}, {"rules": [{"name": "b"}, {"name": "a"}]}
        )

    def test_unordered_lists_are_sets(self) -> None:
        assert not changed_fields(GATE, {"tags": ["a", "a", "b"]}, {"tags": ["a", "b", "b"]})

    def test_email_addresses_are_compared_without_case(self) -> None:
        assert not changed_fields(
            Team.shape(), {"members": ["Ada@x.org", "b@x.org"]}, {"members": ["b@x.org", "ada@X.org"]}
        )

    def test_json5_is_compared_by_value(self) -> None:
        shape = DynamicConfig.shape()
        assert not changed_fields(shape, {"default_value_json5": "{a: 1, /* x */}"}, {"default_value_json5": '{"a":1}'})
        assert changed_fields(shape, {"default_value_json5": "{a: 1}"}, {"default_value_json5": '{"a": 2}'})

    def test_true_and_one_differ(self) -> None:
        shape = DynamicConfig.shape()
        assert changed_fields(shape, {"default_value": {"a": True}}, {"default_value": {"a": 1}})

    def test_none_equals_empty_but_setting_an_empty_list_makes_it_managed(self) -> None:
        assert equal(GATE.properties["tags"].shape, [], None)
        assert changed_fields(GATE, {}, {"tags": []}) == ["tags"]

    def test_an_unknown_value_differs_from_a_known_one(self) -> None:
        assert changed_fields(GATE, {"team_id": "a"}, {"team_id": Unknown()}) == ["team_id"]


class TestProject:
    def test_unmanaged_fields_are_left_out(self) -> None:
        live = {"description": "x", "tags": ["y"], "rules": [live_rule("a", "1", environments=["production"])]}
        inputs = {"description": "x", "rules": [{"name": "a"}]}
        assert project(GATE, inputs, live) == inputs

    def test_an_equal_value_keeps_the_programs_form(self) -> None:
        inputs = {"rules": [{"name": "a", "conditions": [{"type": "email", "operator": "any", "target_value": "x"}]}]}
        conditions = [{"type": "email", "operator": "any", "targetValue": ["x"], "field": None}]
        assert project(GATE, inputs, {"rules": [live_rule("a", "1", conditions=conditions)]}) == inputs

    def test_only_the_managed_field_that_differs_has_the_live_value(self) -> None:
        inputs = {"rules": [{"name": "a", "pass_percentage": 50}, {"name": "b"}]}
        live = {"rules": [live_rule("a", "1", passPercentage=77, environments=["dev"]), live_rule("b", "2")]}
        assert project(GATE, inputs, live) == {"rules": [{"name": "a", "pass_percentage": 77}, {"name": "b"}]}

    def test_a_rule_added_in_the_console_is_in_the_projection(self) -> None:
        live = {"rules": [live_rule("b", "2", passPercentage=5), live_rule("a", "1")]}
        projected = project(GATE, {"rules": [{"name": "a"}]}, live)
        assert [rule["name"] for rule in projected["rules"]] == ["b", "a"]
        assert projected["rules"][1] == {"name": "a"}

    def test_a_rule_renamed_in_the_console_has_its_new_name(self) -> None:
        inputs = {"rules": [{"name": "a", "pass_percentage": 5}, {"name": "b"}]}
        live = {"rules": [live_rule("z", "1", passPercentage=5, environments=["dev"]), live_rule("b", "2")]}
        assert project(GATE, inputs, live)["rules"][0] == {"name": "z", "pass_percentage": 5}

    def test_what_a_rollout_has_reached_so_far_is_no_difference(self) -> None:
        rule = {"name": "a", "pass_percentage": 100}
        steps = {
            "completedAutomatedRollouts": [{"time": 10, "passPercent": 50}],
            "pendingAutomatedRollouts": [{"time": 20, "passPercent": 100}],
        }
        live = live_rule("a", "1", passPercentage=50, **steps)
        assert project(GATE, {"rules": [rule]}, {"rules": [live]}) == {"rules": [rule]}
        sent = three_way_merge(RULES, [rule], [rule], [live])
        assert sent[0]["passPercentage"] == 50
        assert not sent[0].keys() & steps.keys()

    def test_a_rollout_to_another_percentage_is_a_difference(self) -> None:
        live = live_rule("a", "1", passPercentage=50, pendingAutomatedRollouts=[{"time": 20, "passPercent": 60}])
        inputs = {"rules": [{"name": "a", "pass_percentage": 100}]}
        assert project(GATE, inputs, {"rules": [live]}) == {"rules": [{"name": "a", "pass_percentage": 50}]}


class TestThreeWayMerge:
    def test_ids_and_unmanaged_fields_are_preserved(self) -> None:
        old = [{"name": "a", "pass_percentage": 10}]
        new = [{"name": "a", "pass_percentage": 20}]
        sent = three_way_merge(RULES, old, new, [live_rule("a", "1", passPercentage=10, environments=["dev"])])
        assert sent == [
            {"name": "a", "passPercentage": 20, "conditions": [], "id": "1", "baseID": "1", "environments": ["dev"]}
        ]

    def test_a_field_that_the_program_no_longer_sets_is_reset(self) -> None:
        old = [{"name": "a", "pass_percentage": 10, "environments": ["dev"]}]
        sent = three_way_merge(
            RULES, old, [{"name": "a"}], [live_rule("a", "1", passPercentage=10, environments=["dev"])]
        )
        assert sent == [{"name": "a", "passPercentage": 100, "conditions": [], "id": "1", "baseID": "1"}]

    def test_ids_follow_their_rules_when_the_order_changes(self) -> None:
        live = [live_rule("a", "1"), live_rule("b", "2")]
        sent = three_way_merge(
            RULES, [{"name": "a"}, {"name": "b"}], [{"name": "b"}, {"name": "new"}, {"name": "a"}], live
        )
        assert [(r["name"], r.get("id")) for r in sent] == [("b", "2"), ("new", None), ("a", "1")]

    def test_a_rule_renamed_in_place_keeps_its_id(self) -> None:
        live = [live_rule("a", "1"), live_rule("b", "2")]
        sent = three_way_merge(RULES, [{"name": "a"}, {"name": "b"}], [{"name": "a"}, {"name": "c"}], live)
        assert [(r["name"], r.get("id")) for r in sent] == [("a", "1"), ("c", "2")]

    def test_a_new_rule_takes_nothing_from_a_rule_added_in_the_console(self) -> None:
        live = [live_rule("a", "1"), live_rule("by hand", "2", environments=["dev"])]
        sent = three_way_merge(RULES, [{"name": "a"}], [{"name": "a"}, {"name": "b"}], live)
        assert sent[1] == {"name": "b", "passPercentage": 100, "conditions": []}

    def test_the_json5_sibling_of_a_value_is_not_preserved(self) -> None:
        shape = DynamicConfig.shape().properties["rules"].shape
        live = [live_rule("a", "1", returnValue={"x": 1}, returnValueJson5="{x: 1}")]
        inputs = [{"name": "a", "return_value": {"x": 1}}]
        sent = three_way_merge(shape, inputs, [{"name": "a", "return_value": {"x": 2}}], live)
        assert sent[0]["returnValue"] == {"x": 2}
        assert "returnValueJson5" not in sent[0]

    def test_group_ids_are_preserved(self) -> None:
        shape = Experiment.shape().properties["groups"].shape
        inputs = [{"name": n, "size": 50, "parameter_values": {}} for n in ("A", "B")]
        live = [{"name": n, "size": 50, "parameterValues": {}, "id": n.lower(), "isControl": True} for n in ("A", "B")]
        sent = three_way_merge(shape, inputs, [{**inputs[0], "size": 40}, {**inputs[1], "size": 60}], live)
        assert [(g["id"], g["size"], g["isControl"]) for g in sent] == [("a", 40, True), ("b", 60, True)]


names = st.text("abc", min_size=1, max_size=2)
rule = st.fixed_dictionaries(
    {"name": names},
    optional={
        "pass_percentage": st.integers(0, 100),
        "environments": st.lists(names, max_size=2),
        "conditions": st.lists(
            st.fixed_dictionaries({"type": st.sampled_from(["public", "email"])}, optional={"operator": names}),
            max_size=2,
        ),
    },
)
gate = st.fixed_dictionaries(
    {},
    optional={
        "description": names,
        "is_enabled": st.booleans(),
        "tags": st.lists(names, max_size=3),
        "rules": st.lists(rule, max_size=3, unique_by=lambda r: r["name"]),
    },
)


def served(doc: dict[str, Any]) -> dict[str, Any]:
    """A document as a server would return it, with ids and defaults."""
    rules = [{"id": f"id-{i}", "environments": None, **r} for i, r in enumerate(doc.get("rules", []))]
    return {"description": "", "tags": [], "isEnabled": True, **doc, "rules": rules}


class TestInvariants:
    @given(gate)
    def test_a_value_is_the_same_after_to_wire_and_from_wire(self, inputs: dict[str, Any]) -> None:
        back = from_wire(GATE, to_wire(GATE, inputs))
        assert project(GATE, inputs, to_wire(GATE, inputs)) == inputs
        assert all(name in back for name in inputs)

    @given(gate)
    def test_an_object_just_created_has_no_difference(self, inputs: dict[str, Any]) -> None:
        assert project(GATE, inputs, served(to_wire(GATE, inputs))) == inputs

    @given(gate, gate)
    @settings(max_examples=300)
    def test_an_update_brings_the_live_document_to_the_inputs(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        live = served(to_wire(GATE, old))
        body = {
            GATE.properties[n].wire: three_way_merge(
                GATE.properties[n].shape, old.get(n), new[n], live.get(GATE.properties[n].wire)
            )
            for n in changed_fields(GATE, old, new)
            if n in new
        }
        after = served({**live, **body})
        assert project(GATE, new, after) == new

    @given(st.permutations(["a", "b", "c", "c"]))
    def test_the_order_of_unordered_lists_is_irrelevant(self, tags: list[str]) -> None:
        assert not changed_fields(GATE, {"tags": ["a", "b", "c", "c"]}, {"tags": tags})

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
            lambda v: st.lists(v) | st.dictionaries(st.text(), v),
        )
    )
    def test_normalize_is_idempotent(self, value: Any) -> None:
        assert normalize(normalize(value)) == normalize(value)


@pytest.mark.parametrize("kind", [Gate, DynamicConfig, Experiment, Team], ids=lambda kind: kind.__name__)
def test_a_document_of_nulls_and_unknown_fields_can_be_read(kind: Any) -> None:
    doc = {prop.wire: None for prop in kind.shape().properties.values()} | {"somethingNew": {"x": [1]}}
    assert from_wire(kind.shape(), kind.from_wire(doc)) == {}
