"""What a value means, through the real engine."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from .harness import KEY, Stack, console

pytestmark = pytest.mark.engine


def live(stack: Stack, family: str, id: str) -> dict[str, Any]:
    doc = stack.emulator.get(KEY, family, id)
    assert doc
    return doc


def config(value: str, more: str = "") -> str:
    return f"statsig.DynamicConfig('limits', default_value={value}{more})"


class TestFreeJson:
    def test_every_change_between_empty_values_is_an_update(self, stack: Stack) -> None:
        values: list[dict[str, Any]] = [{"x": []}, {}, {"x": {}}, {"x": ""}, {"x": False}, {"x": 0}]
        changes = {f"limits_{number}": change for number, change in enumerate(pairwise(values))}

        def configs(which: int) -> str:
            return "\n".join(
                f"statsig.DynamicConfig('{name}', default_value={c[which]})" for name, c in changes.items()
            )

        stack.up(configs(0))
        assert stack.up(configs(1)).ops() == dict.fromkeys(changes, "update")
        found = {name: live(stack, "dynamic_configs", name)["defaultValue"] for name in changes}
        assert found == {name: after for name, (_, after) in changes.items()}
        assert stack.up(None, "--refresh").ops() == {}

    def test_what_people_set_shows_and_is_put_back(self, stack: Stack) -> None:
        values: dict[str, Any] = {"nil": None, "empty": [], "list_of_nil": [None], "nil_inside": {"b": None}}

        def configs(more: str = "") -> str:
            return "\n".join(f"statsig.DynamicConfig('{name}', default_value={{}}{more})" for name in values)

        def found() -> dict[str, Any]:
            return {name: live(stack, "dynamic_configs", name)["defaultValue"] for name in values}

        set_by_people = {name: {"a": value} for name, value in values.items()}
        stack.up(configs())
        for name, value in set_by_people.items():
            stack.emulator.edit(KEY, "dynamic_configs", name, {"defaultValue": value})
        assert stack.preview(None, "--refresh").ops() == dict.fromkeys(values, "update")
        ignored = configs(", description='x', opts=ResourceOptions(ignore_changes=['default_value'])")
        stack.up(ignored, "--refresh")
        assert found() == set_by_people
        assert stack.up(ignored, "--refresh").ops() == {}
        stack.up(configs(), "--refresh")
        assert found() == {name: {} for name in values}

    @pytest.mark.long
    def test_an_empty_key_that_people_set_shows_and_is_put_back(self, stack: Stack) -> None:
        stack.up(config('{"a": 1}'))
        stack.emulator.edit(KEY, "dynamic_configs", "limits", {"defaultValue": {"": 1, "a": 1}})
        assert stack.preview(None, "--refresh").ops() == {"limits": "update"}
        stack.refresh()
        assert stack.up().ops() == {"limits": "update"}
        assert live(stack, "dynamic_configs", "limits")["defaultValue"] == {"a": 1}

    @pytest.mark.long
    def test_a_float_that_is_whole_is_sent_as_it_is(self, stack: Stack) -> None:
        stack.up(config('{"max": 1e20}'))
        assert live(stack, "dynamic_configs", "limits")["defaultValue"] == {"max": 1e20}
        assert stack.up(config('{"max": 1e20}'), "--refresh").ops() == {}


RAMP = """
statsig.Gate("ramp", rules=[Rule(name="all", {percentage}, conditions=[when.in_country({countries})])]{opts})
"""
IGNORED = ', opts=ResourceOptions(ignore_changes=["rules[0].pass_percentage"])'


class TestPercentages:
    def ramp(self, stack: Stack, percentage: float) -> None:
        rules = live(stack, "gates", "ramp")["rules"]
        stack.emulator.edit(KEY, "gates", "ramp", {"rules": [{**rules[0], "passPercentage": percentage}]})

    @pytest.mark.parametrize("refresh", [[], pytest.param(["--refresh"], marks=pytest.mark.long)])
    def test_a_ramp_in_the_console_is_not_thrown_back(self, stack: Stack, refresh: list[str]) -> None:
        stack.up(RAMP.format(percentage="pass_percentage=0", countries="'SE'", opts=IGNORED))
        self.ramp(stack, 50)
        stack.up(RAMP.format(percentage="pass_percentage=0", countries="'SE', 'NO'", opts=IGNORED), *refresh)
        rule = live(stack, "gates", "ramp")["rules"][0]
        assert (rule["passPercentage"], rule["conditions"][0]["targetValue"]) == (50, ["SE", "NO"])

    @pytest.mark.long
    def test_an_initial_percentage_begins_a_rule_and_leaves_it_to_the_console(self, stack: Stack) -> None:
        stack.up(RAMP.format(percentage="initial_pass_percentage=0", countries="'SE'", opts=""))
        assert live(stack, "gates", "ramp")["rules"][0]["passPercentage"] == 0
        self.ramp(stack, 50)
        assert stack.preview(None, "--refresh").ops() == {}
        stack.up(RAMP.format(percentage="initial_pass_percentage=0", countries="'SE', 'NO'", opts=""), "--refresh")
        assert live(stack, "gates", "ramp")["rules"][0]["passPercentage"] == 50

    @pytest.mark.parametrize(
        "rule",
        [
            "statsig.GateRule('all', gate_id='ramp', initial_pass_percentage=0, conditions=[when.in_country({})])",
            *(
                "statsig.GateRules('all', gate_id='ramp', rules=["
                f"Rule(name='all', {percentage}=0, conditions=[when.in_country({{}})])])"
                for percentage in ("initial_pass_percentage", "pass_percentage")
            ),
        ],
    )
    @pytest.mark.long
    def test_rules_of_their_own_leave_it_to_the_console_as_well(self, stack: Stack, rule: str) -> None:
        gate = "g = statsig.Gate('ramp')\n"
        rule = rule.replace("gate_id='ramp'", "gate_id=g.id")
        stack.up(gate + rule.format("'SE'"))
        assert live(stack, "gates", "ramp")["rules"][0]["passPercentage"] == 0
        self.ramp(stack, 50)
        stack.up(gate + rule.format("'SE', 'NO'"))
        (found,) = live(stack, "gates", "ramp")["rules"]
        assert (found["passPercentage"], found["conditions"][0]["targetValue"]) == (50, ["SE", "NO"])


class TestLettingGo:
    @pytest.mark.long
    def test_the_preview_warns_of_what_it_opens(self, stack: Stack) -> None:
        stack.up("statsig.Gate('dark', is_enabled=False, rules=[Rule(name='a', environments=['development'])])")
        run = stack.preview("statsig.Gate('dark', rules=[Rule(name='a')])")
        said = "\n".join(run.messages)
        assert "is_enabled" in said
        assert "rules[0].environments" in said


class TestPrograms:
    def test_models_made_in_apply(self, stack: Stack) -> None:
        program = """
g = statsig.Gate("base")
statsig.Gate("whole", rules=g.id.apply(lambda i: [Rule(name="r", conditions=[when.passes_gate(i)])]))
statsig.Gate("inner", rules=[Rule(name="r", conditions=g.id.apply(lambda i: [when.passes_gate(i)]))])
statsig.Gate("one", review_settings=g.id.apply(lambda i: statsig.ReviewSettings(required_review=True)))
statsig.Gate("plain", rules=[dict(name="r", conditions=[dict(type="passes_gate", target_value=g.id)])])
async def later():
    return [Rule(name="r", conditions=[when.passes_gate(g.id)])]
statsig.Gate("awaited", rules=later())
"""
        stack.up(program)
        for name in ("whole", "inner", "plain", "awaited"):
            assert live(stack, "gates", name)["rules"][0]["conditions"][0]["targetValue"] in ("base", ["base"])
        assert live(stack, "gates", "one")["reviewSettings"]["requiredReview"] is True
        assert stack.up(program, "--refresh").ops() == {}

    @pytest.mark.long
    def test_null_in_an_output_is_refused(self, stack: Stack) -> None:
        run = stack.up("statsig.DynamicConfig('l', default_value=pulumi.Output.from_input({'a': None}))", ok=False)
        assert "null at a" in run.text
        assert "__main__.py line" in run.text
        assert "Traceback" not in run.text

    @pytest.mark.parametrize(
        "program",
        [
            "statsig.DynamicConfig('ccc', default_value={'a': pulumi.Output.from_input('\\ud800')})",
            *(
                pytest.param(program, marks=pytest.mark.long)
                for program in (
                    "statsig.DynamicConfig('ccc', default_value={'a': pulumi.Output.from_input(float('nan'))})",
                    "statsig.DynamicConfig('ccc', default_value={'a': '\\ud800'})",
                    "statsig.Gate(None)",
                    "statsig.Gate('')",
                )
            ),
        ],
    )
    def test_what_cannot_be_carried_is_one_line(self, stack: Stack, program: str) -> None:
        run = stack.preview(program, ok=False)
        assert "Traceback" not in run.text
        assert "__main__.py line" in run.text


class TestRunningExperiments:
    @pytest.mark.long
    def test_one_that_somebody_started_is_protected(self, stack: Stack) -> None:
        program = """
groups = [Group(name=n, size=s, parameter_values={{}}) for n, s in (("A", {0}), ("B", 100 - {0}))]
statsig.Experiment("copy", groups=groups)
"""
        stack.up(program.format(50))
        console(stack).put("/experiments/copy/start", json={}).raise_for_status()
        stack.mutations()
        run = stack.up(program.format(40), ok=False)
        assert not run.ok
        assert "experiment runs" in run.text
        assert stack.mutations() == []
