"""What gates and dynamic configs do of themselves: ids that follow the percentage, rollouts by phases, archives."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import KEY, Console

RULE = {"name": "a", "passPercentage": 10, "conditions": [{"type": "public"}]}
WHOLE = {"description": "", "isEnabled": True, "rules": []}
"""What a full update requires."""
DAY = 86_400


@pytest.fixture
def gate(console: Console) -> Any:
    """A gate with one rule that passes 10 %."""
    return console.ok("POST", "/gates", {"name": "gate", "rules": [RULE]})


class TestRuleIds:
    def test_an_id_follows_the_percentage_and_the_base_stays(self, console: Console, gate: Any) -> None:
        base = gate["rules"][0]["baseID"]
        assert gate["rules"][0]["id"] == base
        path = f"/gates/gate/rules/{base}"
        changed = [console.ok("PATCH", path, {"passPercentage": p})["rules"][0] for p in (20, 20, 33.33)]
        assert [rule["id"] for rule in changed] == [f"{base}:20.00:1", f"{base}:20.00:1", f"{base}:33.33:2"]
        assert {rule["baseID"] for rule in changed} == {base}

    @pytest.mark.parametrize("names", [("id",), ("baseID",), ("id", "baseID")])
    def test_a_rule_is_recognised_by_its_base(self, names: tuple[str, ...], console: Console, gate: Any) -> None:
        (rule,) = gate["rules"]
        console.ok("PATCH", "/gates/gate", {"rules": [{**rule, "passPercentage": 20}]})
        again = {**RULE, "passPercentage": 30, **{name: rule[name] for name in names}}
        (changed,) = console.ok("PATCH", "/gates/gate", {"rules": [again]})["rules"]
        assert changed["id"] == f"{rule['baseID']}:30.00:2"

    def test_those_of_a_config_follow_too(self, console: Console) -> None:
        (rule,) = console.ok("POST", "/dynamic_configs", {"name": "config", "rules": [RULE]})["rules"]
        changed = console.ok("PATCH", f"/dynamic_configs/config/rule/{rule['id']}", {"passPercentage": 1})
        assert [r["id"] for r in changed["rules"]] == [f"{rule['baseID']}:1.00:1"]

    def test_environments_are_null_where_there_are_none(self, gate: Any) -> None:
        assert gate["rules"][0]["environments"] is None


class TestGradualRollouts:
    def raised(self, console: Console, percentage: float, **strategy: Any) -> Any:
        (rule,) = console.ok("GET", "/gates/gate")["rules"]
        body = {"rules": [{**rule, "passPercentage": percentage}], "gradual_rollout_strategy": strategy}
        return console.ok("PATCH", "/gates/gate", body)["rules"][0]

    def live(self, console: Console) -> tuple[float, list[float], list[float]]:
        """The rule's percentage, those to come and those that were."""
        (rule,) = console.ok("GET", "/gates/gate")["rules"]
        rollouts = [rule[f"{which}AutomatedRollouts"] for which in ("pending", "completed")]
        to_come, done = ([step["passPercent"] for step in steps] for steps in rollouts)
        return rule["passPercentage"], to_come, done

    @pytest.mark.usefixtures("gate")
    def test_a_rise_goes_on_by_itself_phase_by_phase(self, console: Console) -> None:
        hour = {"isComplete": False, "phaseDurationMs": 3_600_000}
        phases = [{"pass_percent": 25, **hour}, {"pass_percent": 50, **hour}, {"pass_percent": 80, **hour}]
        raised = self.raised(console, 80, type="gradual", phases=phases)
        assert raised["id"] == f"{raised['baseID']}:25.00:1"
        assert self.live(console) == (25, [50, 80], [25])
        console.clock.now += 3600
        assert self.live(console) == (50, [80], [25, 50])
        console.clock.now += 3600
        assert self.live(console) == (80, [], [25, 50, 80])

    @pytest.mark.usefixtures("gate")
    def test_without_phases_it_takes_the_servers_own(self, console: Console) -> None:
        self.raised(console, 40, type="gradual")
        assert self.live(console) == (10, [40], [])
        console.clock.now += DAY
        assert self.live(console) == (40, [], [40])

    @pytest.mark.usefixtures("gate")
    def test_bypass_is_at_once(self, console: Console) -> None:
        self.raised(console, 90, type="bypass")
        assert self.live(console) == (90, [], [])

    @pytest.mark.usefixtures("gate")
    def test_another_change_keeps_it_and_another_percentage_ends_it(self, console: Console) -> None:
        rule = self.raised(console, 40, type="gradual")
        console.ok("PATCH", "/gates/gate", {"rules": [{**rule, "name": "b", "pendingAutomatedRollouts": []}]})
        assert self.live(console) == (10, [40], [])
        console.ok("PATCH", "/gates/gate", {"rules": [{**rule, "passPercentage": 5}]})
        assert self.live(console) == (5, [], [])

    def test_a_request_cannot_set_rollouts(self, console: Console) -> None:
        asked = {**RULE, "pendingAutomatedRollouts": [{"time": 1, "passPercent": 99}]}
        assert console.ok("POST", "/gates", {"name": "gate", "rules": [asked]})["rules"][0]["passPercentage"] == 10
        assert self.live(console) == (10, [], [])

    @pytest.mark.usefixtures("gate")
    def test_phases_that_do_not_rise_are_rejected(self, console: Console) -> None:
        phases = [{"pass_percent": p, "isComplete": False} for p in (50, 20)]
        (rule,) = console.ok("GET", "/gates/gate")["rules"]
        body = {"rules": [{**rule, "passPercentage": 80}]}
        strategy = {"type": "gradual", "phases": phases}
        errors = console.error("PATCH", "/gates/gate", {**body, "gradual_rollout_strategy": strategy})[2]
        assert errors == {"gradual_rollout_strategy.phases": "The percentages of the phases must rise"}

    def test_a_policy_demands_a_strategy_for_a_rise_alone(self, console: Console, gate: Any) -> None:
        console.emulator.settings(gradual_rollouts=True)
        (rule,) = gate["rules"]
        higher, lower = ({"rules": [{**rule, "passPercentage": p}]} for p in (20, 5))
        assert [*console.error("PATCH", "/gates/gate", higher)[2]] == ["gradual_rollout_strategy"]
        assert console.error("PATCH", f"/gates/gate/rules/{rule['id']}", {"passPercentage": 20})[0] == 400
        assert console.error("POST", "/gates", {"name": "new", "rules": [RULE]})[0] == 400
        for method in ("PATCH", "POST"):
            console.ok(method, "/gates/gate", {**WHOLE, **higher, "gradual_rollout_strategy": {"type": "bypass"}})
            console.ok(method, "/gates/gate", {**WHOLE, **lower})


class TestArchives:
    def test_the_list_leaves_archived_gates_out(self, console: Console, gate: Any) -> None:
        archived = console.ok("PUT", "/gates/gate/archive", {"archiveReason": "old"})
        assert (archived["status"], archived["isEnabled"]) == ("Archived", True)
        assert console.ok("GET", "/gates") == []
        assert [g["id"] for g in console.ok("GET", "/gates", includeArchived="true")] == [gate["id"]]
        assert console.ok("GET", "/gates/gate")["status"] == "Archived"

    @pytest.mark.usefixtures("gate")
    def test_it_tells_of_the_archive_when_it_is_asked(self, console: Console) -> None:
        console.ok("PUT", "/gates/gate/archive", {"archiveReason": "old"})
        told = console.ok("GET", "/gates/gate", includeArchiveMetadata="true")
        assert {k: v for k, v in told.items() if k.startswith("archive")} == {
            "archivedAt": 1_700_000_000_000,
            "archivedByID": "key",
            "archivedByName": "CONSOLE API",
            "archivedByEmail": None,
            "archiveReason": "old",
        }
        assert not any(name.startswith("archive") for name in console.ok("GET", "/gates/gate"))
        back = console.ok("PUT", "/gates/gate/unarchive", {}, includeArchiveMetadata="true")
        assert not any(name.startswith("archive") for name in back)


class TestLists:
    def test_they_are_filtered_by_team_and_target_app(self, console: Console) -> None:
        app = console.ok("POST", "/target_app", {"name": "web", "description": ""})["id"]
        for path in ("/gates", "/dynamic_configs"):
            console.ok("POST", path, {"name": "one", "teamID": "t1", "targetApps": ["web"]})
            console.ok("POST", path, {"name": "two"})
            for query in ({"teamID": "t1"}, {"targetAppID": app}):
                assert [doc["id"] for doc in console.ok("GET", path, **query)] == ["one"]
            assert console.ok("GET", path, targetAppID="x") == []

    def test_versions_are_those_of_some_days(self, console: Console, gate: Any) -> None:
        console.clock.now += 2 * DAY
        console.ok("PATCH", f"/gates/{gate['id']}", {"description": "later"})
        days = {"startDate": "2023-11-15", "endDate": "2023-11-16"}
        assert [v["version"] for v in console.ok("GET", "/gates/gate/versions", **days)] == [2]
        assert [v["version"] for v in console.ok("GET", "/gates/gate/versions", endDate="2023-11-14")] == [1]


class TestCode:
    def test_checks_are_those_of_a_week(self, console: Console, gate: Any) -> None:
        name = "has_production_checks_in_last_7_days"
        assert console.ok("GET", "/gates/gate/checks") == {name: False}
        console.emulator.edit(KEY, "gates", gate["id"], {"checksPerHour": 3})
        assert console.ok("GET", "/gates/gate/checks") == {name: True}

    @pytest.mark.usefixtures("gate")
    def test_a_gate_that_is_there_is_cleaned_up(self, console: Console) -> None:
        assert console.ok("POST", "/gates/gate/code_cleanup") is None
        assert console.error("POST", "/gates/another/code_cleanup")[0] == 404


class TestDynamicConfigs:
    def test_its_type_is_ignored_at_creation_and_set_by_an_update(self, console: Console) -> None:
        config = console.ok("POST", "/dynamic_configs", {"name": "config"})
        assert (config["type"], config["typeReason"], config["isPermanent"]) == ("TEMPORARY", "NONE", False)
        for method, type in (("PATCH", "PERMANENT"), ("POST", "TEMPORARY")):
            changed = console.ok(method, "/dynamic_configs/config", {**WHOLE, "type": type})
            assert (changed["type"], changed["isPermanent"]) == (type, type == "PERMANENT")

    def test_a_dry_run_checks_and_keeps_nothing(self, console: Console) -> None:
        config = console.ok("POST", "/dynamic_configs", {"name": "config", "rules": [RULE]})
        rule = config["rules"][0]["id"]
        for method, path, body in (
            ("PATCH", "/dynamic_configs/config", {"description": "x"}),
            ("POST", "/dynamic_configs/config", {**WHOLE, "description": "x"}),
            ("PATCH", f"/dynamic_configs/config/rule/{rule}", {"passPercentage": 3}),
        ):
            console.ok(method, path, body, dryRun="true")
            assert console.ok("GET", "/dynamic_configs/config") == config
        wrong = {"schema": '{"required": ["a"]}'}
        assert console.error("PATCH", "/dynamic_configs/config", wrong, dryRun="true")[0] == 400


def test_an_object_has_the_consoles_address(console: Console) -> None:
    company = console.ok("GET", "/company")["companyID"]
    for family in ("gates", "dynamic_configs", "holdouts"):
        doc = console.ok("POST", f"/{family}", {"name": "Some Thing"})
        assert doc["permalink"] == f"https://console.statsig.com/{company}/{family}/some_thing"
        assert console.ok("GET", f"/{family}/some_thing")["permalink"] == doc["permalink"]
