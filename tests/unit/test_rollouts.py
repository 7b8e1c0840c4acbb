"""Rules whose percentage Statsig raises by itself, and whose ids follow it; programs and state from before that."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

import statsig_pulumi as statsig
from statsig_pulumi import conditions as when
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.errors import ApiError, InvalidInput
from statsig_pulumi.provider import StatsigProvider

from .test_rest import KEY, Project, project

__all__ = ["project"]  # the fixture

HOUR = 3_600_000
GRADUAL = {
    "type": "gradual",
    "phases": [{"pass_percent": p, "phase_duration_ms": HOUR} for p in (5, 20)],
}


def rules(percentage: float) -> list[dict[str, Any]]:
    return [{"name": "a", "pass_percentage": percentage, "conditions": [{"type": "public"}]}]


def live(project: Project) -> dict[str, Any]:
    """The gate's rule as it is now."""
    (rule,) = project.client.request("GET", "/gates/gate")["rules"]
    return dict(rule)


def stored(state: dict[str, Any]) -> dict[str, Any]:
    """State as the first versions stored it, without the Statsig project."""
    return {name: value for name, value in state.items() if not name.startswith("__")}


class TestGradualRollouts:
    def test_it_is_created_and_raised_in_phases_without_drift(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(50), gradual_rollout_strategy=GRADUAL)
        for percentage in (5, 20, 50):
            assert live(project)["passPercentage"] == percentage
            assert gate.refreshed() == gate.inputs
            project.clock.now += 3600
        gate.update(gate_id="gate", rules=rules(100), gradual_rollout_strategy={"type": "gradual"})
        assert live(project)["passPercentage"] == 50
        assert gate.refreshed() == gate.inputs

    def test_it_is_sent_with_the_rules_and_never_alone(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(5))
        project.mutations()
        gate.update(gate_id="gate", rules=rules(5), gradual_rollout_strategy=GRADUAL)
        gate.update(gate_id="gate", rules=rules(5), gradual_rollout_strategy=GRADUAL, description="x")
        ((_, _, body),) = project.mutations()
        assert body == {"description": "x"}
        gate.update(gate_id="gate", rules=rules(6), gradual_rollout_strategy=GRADUAL, description="x")
        ((_, _, body),) = project.mutations()
        assert body["gradual_rollout_strategy"] == {
            "type": "gradual",
            "phases": [{"pass_percent": p, "isComplete": False, "phaseDurationMs": HOUR} for p in (5, 20)],
        }

    def test_a_full_update_takes_it_too(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(5), exhaustive=True)
        gate.update(gate_id="gate", rules=rules(50), gradual_rollout_strategy=GRADUAL, exhaustive=True)
        assert live(project)["passPercentage"] == 5
        assert gate.refreshed() == gate.inputs

    def test_another_field_of_a_rule_changes_without_ending_it(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(50), gradual_rollout_strategy=GRADUAL)
        named = [{**rules(50)[0], "environments": ["production"]}]
        gate.update(gate_id="gate", rules=named, gradual_rollout_strategy=GRADUAL)
        assert [step["passPercent"] for step in live(project)["pendingAutomatedRollouts"]] == [20, 50]
        assert not any("AutomatedRollouts" in str(body) for _, _, body in project.mutations())

    def test_where_the_policy_demands_it_the_error_names_the_argument(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(5))
        project.emulator.settings(gradual_rollouts=True)
        with pytest.raises(ApiError, match=r"Set gradual_rollout_strategy on the Gate .*GradualRollout\("):
            gate.update(gate_id="gate", rules=rules(6))
        gate.update(gate_id="gate", rules=rules(6), gradual_rollout_strategy={"type": "bypass"})
        gate.update(gate_id="gate", rules=rules(3))
        assert live(project)["passPercentage"] == 3

    def test_where_the_policy_demands_it_the_error_of_each_kind_with_rules_names_the_argument(
        self, project: Project
    ) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        first, *_ = rules(5)
        rule = project.create(statsig.GateRule, gate_id="gate", **first)
        project.emulator.settings(gradual_rollouts=True)
        named = r"Set gradual_rollout_strategy on the Gate .*GradualRollout\("
        with pytest.raises(ApiError, match=named):
            rule.update(gate_id="gate", **{**first, "pass_percentage": 6})
        with pytest.raises(ApiError, match=named):
            project.create(statsig.GateRules, gate_id="gate", rules=[{**first, "name": "other"}])
        with pytest.raises(ApiError, match=named):
            project.create(statsig.Gate, gate_id="another", rules=rules(5))


class TestRuleIds:
    def test_a_rule_of_its_own_is_found_whatever_its_percentage(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        first, *_ = rules(5)
        rule = project.create(statsig.GateRule, gate_id="gate", **first)
        for percentage in (6, 7):
            rule.update(gate_id="gate", **{**first, "pass_percentage": percentage})
            assert rule.refreshed() == rule.inputs
        assert live(project)["id"] == f"{rule.id.removeprefix('gate/')}:7.00:2"
        rule.id = f"gate/{live(project)['id']}"  # as an older version may have stored it
        rule.update(gate_id="gate", **{**first, "pass_percentage": 8})
        rule.delete()
        assert project.document("gates", "gate")["rules"] == []

    def test_an_update_sends_the_present_id(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(5))
        project.client.request("PATCH", f"/gates/gate/rules/{live(project)['id']}", body={"passPercentage": 9})
        present = live(project)["id"]
        project.mutations()
        gate.update(gate_id="gate", rules=rules(10))
        ((_, _, body),) = project.mutations()
        assert (body["rules"][0]["id"], live(project)["baseID"]) == (present, present.partition(":")[0])

    def test_several_rules_change_by_their_present_ids(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        several = project.create(statsig.GateRules, gate_id="gate", rules=rules(5))
        for percentage in (6, 7):
            present = live(project)["id"]
            project.mutations()
            several.update(gate_id="gate", rules=rules(percentage))
            assert [unquote(path) for _, path, _ in project.mutations()] == [f"/gates/gate/rules/{present}"]


class TestOlderPrograms:
    PENDING = {"pending_automated_rollouts": [{"time": 10, "pass_percent": 50}]}

    def test_a_schedule_in_the_program_says_what_to_do(self) -> None:
        advice = "pending_automated_rollouts is no argument any more: .*gradual_rollout_strategy"
        with pytest.raises(InvalidInput, match=advice):
            statsig.Rule(name="a", **self.PENDING)  # type: ignore[call-arg]
        with pytest.raises(ImportError, match="gradual_rollout_strategy"):
            from statsig_pulumi import Rollout  # type: ignore[attr-defined] # noqa: F401
        for kind, inputs in (
            (statsig.Gate, {"gate_id": "gate", "rules": [{"name": "a", **self.PENDING}]}),
            (statsig.GateRule, {"gate_id": "gate", "name": "a", **self.PENDING}),
        ):
            ((path, problem),) = check(kind, {}, inputs)
            assert path.endswith("pending_automated_rollouts")
            assert "gradual_rollout_strategy" in problem

    @pytest.fixture(autouse=True)
    def key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The key, which a provider asks for."""
        monkeypatch.setenv("STATSIG_CONSOLE_KEY", KEY)
        monkeypatch.setenv("STATSIG_API_URL", "emulator::memory:")

    def test_state_with_a_schedule_shows_no_change(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", rules=rules(5))
        state = {**stored(gate.state), "rules": [{**rules(5)[0], **self.PENDING}]}
        assert StatsigProvider("Gate").diff(gate.id, state, gate.inputs).changes is False
        controller = Controller(statsig.Gate, project.client, state, Run(folder=None))
        found = controller.read(gate.id)
        assert found
        assert found[1] == gate.inputs
        controller.update(gate.id, {**gate.inputs, "description": "x"})
        assert project.document("gates", "gate")["description"] == "x"

    def test_state_of_a_single_rule_with_a_schedule_shows_no_change(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        rule = project.create(statsig.GateRule, gate_id="gate", **rules(5)[0])
        state = {**stored(rule.state), **self.PENDING}
        assert StatsigProvider("GateRule").diff(rule.id, state, rule.inputs).changes is False
        found = Controller(statsig.GateRule, project.client, state, Run(folder=None)).read(rule.id)
        assert found
        assert found[1] == rule.inputs


class TestConditions:
    def test_an_operator_is_one_of_the_apis(self) -> None:
        with pytest.raises(InvalidInput, match="got 'str_contain_any'; did you mean 'str_contains_any'"):
            statsig.Condition(type="email", operator="str_contain_any", target_value="a")  # type: ignore[arg-type]
        rule = {"name": "a", "conditions": [{"type": "email", "operator": "x"}]}
        ((path, problem),) = check(statsig.Gate, {}, {"gate_id": "gate", "rules": [rule]})
        assert path == "rules[0].conditions[0].operator"
        assert "'any'" in problem

    def test_user_agents_and_groups_have_helpers(self, project: Project) -> None:
        conditions = [when.user_agent_contains("Googlebot"), when.in_experiment_group("button_text", "Test")]
        rule = {"name": "a", "conditions": [c.model_dump(exclude_unset=True) for c in conditions]}
        gate = project.create(statsig.Gate, gate_id="gate", rules=[rule])
        assert gate.refreshed() == gate.inputs
        sent = project.document("gates", "gate")["rules"][0]["conditions"]
        assert sent == [
            {"type": "user_agent", "operator": "str_contains_any", "targetValue": ["Googlebot"]},
            {"type": "experiment_group", "field": "button_text", "operator": "any", "targetValue": ["Test"]},
        ]


class TestDynamicConfigs:
    def test_its_type_follows_the_create_and_is_undone_with_it(self, project: Project) -> None:
        config = project.create(statsig.DynamicConfig, config_id="config", type="PERMANENT")
        assert project.document("dynamic_configs", "config")["isPermanent"]
        assert config.refreshed() == config.inputs
        config.update(config_id="config")
        assert not project.document("dynamic_configs", "config")["isPermanent"]
        project.emulator.fail(count=20, status=400, method="PATCH", path="/dynamic_configs/{id}")
        with pytest.raises(ApiError):
            project.create(statsig.DynamicConfig, config_id="other", type="PERMANENT")
        assert project.emulator.get(KEY, "dynamic_configs", "other") is None

    def test_what_the_nightly_job_calls_it_is_no_drift(self, project: Project) -> None:
        config = project.create(statsig.DynamicConfig, config_id="config", type="TEMPORARY")
        project.emulator.edit(KEY, "dynamic_configs", "config", {"type": "STALE"})
        assert config.refreshed() == config.inputs

    def test_a_preview_asks_the_server_of_a_change(self, project: Project) -> None:
        config = project.create(statsig.DynamicConfig, config_id="config", dry_run=True)
        project.emulator.edit(KEY, "dynamic_configs", "config", {"schema": '{"required": ["a"]}'})
        new = {**config.inputs, "description": "x"}
        problems = [*config.controller().dry_run(config.inputs, new)]
        assert [path for path, _ in problems] == ["default_value"]
        assert "Statsig would refuse it" in problems[0][1]
        assert project.document("dynamic_configs", "config")["description"] == ""

    def test_a_preview_does_not_ask_of_a_new_one(self, project: Project) -> None:
        project.mutations()
        controller = Controller(statsig.DynamicConfig, project.client, run=Run(folder=None))
        assert [*controller.dry_run({}, {"config_id": "config", "dry_run": True})] == []
        assert project.mutations() == []


def test_an_object_outputs_its_address_in_the_console(project: Project) -> None:
    for kind, key in ((statsig.Gate, "gate_id"), (statsig.DynamicConfig, "config_id"), (statsig.Holdout, "name")):
        made = project.create(kind, **{key: "some"})
        assert made.state["permalink"].startswith("https://console.statsig.com/")
