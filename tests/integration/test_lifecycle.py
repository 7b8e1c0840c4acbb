"""What a user does with a stack under Pulumi's engine, from the first `up` to the last destroy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .harness import KEY, Stack

pytestmark = pytest.mark.engine

GATE = """
statsig.Gate("new_checkout", description="One-page checkout", rules=[
    Rule(name="staff", conditions=[when.email_contains("@example.com")]),
    Rule(name="rollout", pass_percentage=12.5, conditions=[when.everyone()]),
])
"""
GROUPS = """
groups = [Group(name=n, size=s, parameter_values={"n": n}) for n, s in (("Control", 33.3), ("A", 33.3), ("B", 33.4))]
"""


def experiment(more: str) -> str:
    return f"{GROUPS}\nstatsig.Experiment('copy', groups=groups, {more})"


class TestRequests:
    def test_a_create_sends_one_mutation_for_each_object_and_each_status_that_it_cannot_carry(
        self, stack: Stack
    ) -> None:
        stack.up(
            GATE
            + """
statsig.Gate("launched", status="Launched")
statsig.DynamicConfig("limits", default_value={"a": 1})
statsig.Team("Checkout")
statsig.Ingestion("orders", type="s3", dataset="Events", query="q")
statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=3)
statsig.Experiment("copy", status="active")
"""
        )
        requests = stack.requests()
        assert [path for method, path in requests if method == "PUT"] == ["/gates/launched/launch"]
        assert [method for method, _ in requests].count("POST") == 7
        # Once a run that creates, and where nothing would tell later what has just been made.
        assert sorted(path for method, path in requests if method == "GET") == [
            "/ingestion",
            "/project",
            "/users/teams",
        ]
        assert len(requests) == 11

    @pytest.mark.long
    def test_an_unchanged_program_sends_nothing(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.requests()
        assert stack.preview().ops() == {}
        assert stack.up().ops() == {}
        assert stack.requests() == []

    @pytest.mark.long
    def test_an_update_sends_one_mutation_and_reads_only_where_it_has_to_preserve_ids(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.requests()
        stack.up(GATE.replace("One-page", "Two-page"))
        assert stack.requests() == [("PATCH", "/gates/new_checkout")]
        stack.up(GATE.replace("One-page", "Two-page").replace("12.5", "20"))
        assert stack.requests() == [("GET", "/gates/new_checkout"), ("PATCH", "/gates/new_checkout")]

    @pytest.mark.long
    def test_a_change_of_provider_only_arguments_sends_nothing(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.requests()
        run = stack.up(GATE.replace("description=", "force_destroy=True, description="))
        assert run.ops() == {"new_checkout": "update"}
        assert stack.requests() == []


def _without_id(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule without its id, which follows its percentage; its ``baseID`` stays."""
    return {name: value for name, value in rule.items() if name != "id"}


class TestDrift:
    def test_a_managed_field_changed_in_the_console_is_shown_and_restored(self, stack: Stack) -> None:
        stack.up(GATE)
        doc = stack.emulator.get(KEY, "gates", "new_checkout")
        assert doc
        rules = [doc["rules"][0], {**doc["rules"][1], "passPercentage": 77, "environments": ["production"]}]
        stack.emulator.edit(KEY, "gates", "new_checkout", {"description": "by hand", "rules": rules})
        shown = stack.preview(None, "--refresh")
        assert shown.steps["new_checkout"].diffs == {"description": "update", "rules[1].pass_percentage": "update"}
        stack.up(None, "--refresh")
        after = stack.emulator.get(KEY, "gates", "new_checkout")
        assert after
        assert after["description"] == "One-page checkout"
        assert _without_id(after["rules"][1]) == _without_id({**rules[1], "passPercentage": 12.5})
        assert stack.preview(None, "--refresh").ops() == {}

    def test_unmanaged_fields_are_never_shown_and_never_overwritten(self, stack: Stack) -> None:
        stack.up(GATE)
        doc = stack.emulator.get(KEY, "gates", "new_checkout")
        assert doc
        rules = [{**doc["rules"][0], "environments": ["staging"]}, doc["rules"][1]]
        by_hand = {"tags": ["x"], "team": "t", "rules": rules, "type": "STALE", "checksPerHour": 5, "name": "Nice name"}
        stack.emulator.edit(KEY, "gates", "new_checkout", by_hand)
        assert stack.preview(None, "--refresh").ops() == {}
        stack.up(GATE.replace("12.5", "20"))
        after = stack.emulator.get(KEY, "gates", "new_checkout")
        assert after
        assert after["rules"][0] == rules[0]
        assert _without_id(after["rules"][1]) == _without_id({**rules[1], "passPercentage": 20})
        assert {name: after[name] for name in ("tags", "team", "type", "name")} == {
            name: by_hand[name] for name in ("tags", "team", "type", "name")
        }

    @pytest.mark.long
    def test_an_object_deleted_in_the_console_is_created_again(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.emulator.delete(KEY, "gates", "new_checkout")
        assert stack.preview(None, "--refresh").ops() == {"new_checkout": "create"}
        stack.up(None, "--refresh")
        assert stack.emulator.get(KEY, "gates", "new_checkout")

    @pytest.mark.long
    def test_the_error_for_an_update_of_a_deleted_object_suggests_a_refresh(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.emulator.delete(KEY, "gates", "new_checkout")
        run = stack.up(GATE.replace("One-page", "Two-page"), ok=False)
        assert "answered 404" in run.text
        assert "pulumi up --refresh" in run.text

    @pytest.mark.long
    def test_a_rule_added_in_the_console_is_shown_as_a_rule(self, stack: Stack) -> None:
        stack.up(GATE)
        doc = stack.emulator.get(KEY, "gates", "new_checkout")
        assert doc
        extra = {**doc["rules"][0], "name": "by hand", "id": "x", "baseID": "x"}
        stack.emulator.edit(KEY, "gates", "new_checkout", {"rules": [*doc["rules"], extra]})
        shown = stack.preview(None, "--refresh")
        assert shown.steps["new_checkout"].diffs == {"rules[2]": "delete"}

    @pytest.mark.long
    def test_ignored_changes_are_kept(self, stack: Stack) -> None:
        program = (
            GATE.rstrip().rstrip(")")
            + ", opts=ResourceOptions(ignore_changes=['description', 'rules[1].pass_percentage']))"
        )
        stack.up(program)
        stack.emulator.edit(KEY, "gates", "new_checkout", {"description": "by hand"})
        assert stack.preview(None, "--refresh").ops() == {}
        stack.up(program.replace("12.5", "20"))
        doc = stack.emulator.get(KEY, "gates", "new_checkout")
        assert doc
        assert (doc["description"], doc["rules"][1]["passPercentage"]) == ("by hand", 12.5)

    @pytest.mark.long
    def test_a_launch_in_the_console_is_not_shown_as_a_disabled_gate(self, stack: Stack) -> None:
        stack.up("statsig.Gate('new_checkout', is_enabled=True)")
        stack.emulator.edit(KEY, "gates", "new_checkout", {"status": "Launched", "isEnabled": False})
        assert stack.preview(None, "--refresh").ops() == {}


class TestExperiment:
    def test_an_experiment_goes_from_setup_to_a_decision_and_keeps_its_group_ids(self, stack: Stack) -> None:
        stack.up(experiment("status='setup'"))
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        ids = [g["id"] for g in doc["groups"]]
        shown = stack.preview(experiment("status='active'"))
        assert shown.steps["copy"].diffs == {"status": "update"}
        stack.requests()
        stack.up()
        assert stack.requests() == [("PUT", "/experiments/copy/start")]
        stack.up(experiment("status='decision_made', decision=Decision(group='A', reason='it sells more')"))
        assert stack.requests() == [("PUT", "/experiments/copy/make_decision")]
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert (doc["status"], doc["launchedGroupID"], doc["decisionReason"]) == (
            "decision_made",
            ids[1],
            "it sells more",
        )
        assert [g["id"] for g in doc["groups"]] == ids
        stack.up(experiment("status='archived', archive_reason='done'"))
        stack.up(experiment("status='setup'"))
        assert stack.mutations()[-3:] == [
            ("PUT", "/experiments/copy/archive"),
            ("PUT", "/experiments/copy/unarchive"),
            ("PUT", "/experiments/copy/reset"),
        ]
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert doc["status"] == "setup"
        assert stack.preview(None, "--refresh").ops() == {}

    @pytest.mark.long
    def test_an_experiment_is_shipped_with_a_holdback_and_decided_later(self, stack: Stack) -> None:
        stack.up(experiment("status='active'"))
        stack.requests()
        held = experiment(
            "status='shipped_with_holdout', decision=Decision(group='A', reason='it sells more', holdout=10)"
        )
        stack.up(held)
        assert stack.requests() == [("PUT", "/experiments/copy/make_decision")]
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert (doc["status"], doc["shipWithHoldout"]["holdoutPercent"]) == ("active", 10)
        assert stack.preview(held, "--refresh").ops() == {}
        stack.up(experiment("status='decision_made', decision=Decision(group='A', reason='it sells more')"))
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert doc["status"] == "decision_made"

    @pytest.mark.long
    def test_a_decision_is_deferred(self, stack: Stack) -> None:
        stack.up(experiment("status='active'"))
        stack.requests()
        stopped = experiment("status='experiment_stopped', stop_reason='holidays'")
        stack.up(stopped)
        assert stack.requests() == [("PUT", "/experiments/copy/defer_decision")]
        assert stack.preview(stopped, "--refresh").ops() == {}

    @pytest.mark.long
    def test_a_change_of_a_template_fails_the_preview(self, stack: Stack) -> None:
        stack.up(experiment("is_template=True, hypothesis='a'"))
        assert stack.preview(None, "--refresh").ops() == {}
        run = stack.preview(experiment("is_template=True, hypothesis='b'"), ok=False)
        assert "hypothesis cannot change: Statsig's API cannot change a template" in run.text

    @pytest.mark.long
    def test_an_experiment_is_abandoned_with_a_reason(self, stack: Stack) -> None:
        stack.up(experiment("status='active'"))
        assert "abandon_reason is required" in stack.preview(experiment("status='abandoned'"), ok=False).text
        stack.up(experiment("status='abandoned', abandon_reason='no traffic'"))
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert (doc["status"], doc["decisionReason"]) == ("abandoned", "no traffic")

    @pytest.mark.long
    def test_an_impossible_transition_fails_the_preview_which_names_the_possible_ones(self, stack: Stack) -> None:
        stack.up(experiment("status='setup'"))
        run = stack.preview(experiment("status='decision_made', decision=Decision(group='A', reason='r')"), ok=False)
        assert "cannot go from 'setup' to 'decision_made'; possible from there: 'active', 'archived'" in run.text
        fresh = experiment("status='abandoned', abandon_reason='r'").replace("'copy'", "'other'")
        assert "cannot go from 'setup' to 'abandoned'" in stack.preview(fresh, ok=False).text

    @pytest.mark.long
    def test_a_change_that_invalidates_a_running_experiment_fails_the_preview_unless_allowed(
        self, stack: Stack
    ) -> None:
        running = experiment("status='active', allocation=50, id_type='userID'")
        stack.up(running)
        for changed, name in (
            (
                running.replace("33.3), ('A'", "20), ('A'")
                .replace('("Control", 33.3)', '("Control", 43.3)')
                .replace('("A", 33.3)', '("A", 23.3)'),
                "groups",
            ),
            (running.replace('{"n": n}', '{"n": n, "x": 1}'), "groups"),
            (running.replace("allocation=50", "allocation=40"), "allocation"),
            (running.replace("userID", "stableID"), "id_type"),
        ):
            run = stack.preview(changed, ok=False)
            assert f"has a problem: {name} " in run.text, run.text
            assert "cannot change while the experiment runs" in run.text
        assert stack.preview(running.replace("allocation=50", "allocation=60")).ops() == {"copy": "update"}
        allowed = running.replace("status=", "allow_invalidating_changes=True, status=")
        stack.up(allowed.replace("userID", "stableID"))
        doc = stack.emulator.get(KEY, "experiments", "copy")
        assert doc
        assert doc["idType"] == "stableID"

    @pytest.mark.long
    def test_a_running_experiment_whose_status_is_left_to_the_console_is_guarded_too(self, stack: Stack) -> None:
        stack.up(experiment("allocation=50"))
        stack.emulator.edit(KEY, "experiments", "copy", {"status": "active"})
        stack.refresh()
        run = stack.up(experiment("allocation=40"), ok=False)
        assert "cannot change while the experiment runs" in run.text

    @pytest.mark.long
    def test_a_running_experiment_is_destroyed_only_with_force_destroy(self, stack: Stack) -> None:
        stack.up(experiment("status='active'"))
        assert "the experiment is running; set force_destroy=True" in stack.destroy(ok=False).text
        stack.up(experiment("status='active', force_destroy=True"))
        stack.destroy()
        assert stack.emulator.get(KEY, "experiments", "copy") is None


class TestGateStatus:
    @pytest.mark.long
    def test_a_gate_is_launched_archived_and_unarchived(self, stack: Stack) -> None:
        for status in ("Launched", "In Progress", "Archived", "In Progress", "Disabled"):
            stack.up(f"statsig.Gate('new_checkout', description='{status}', status='{status}')")
            doc = stack.emulator.get(KEY, "gates", "new_checkout")
            assert doc
            assert (doc["status"], doc["description"]) == (status, status)
        assert stack.preview(None, "--refresh").ops() == {}

    @pytest.mark.long
    def test_a_status_that_contradicts_is_enabled_fails_the_preview(self, stack: Stack) -> None:
        run = stack.preview("statsig.Gate('new_checkout', is_enabled=False, status='Launched')", ok=False)
        assert "is False while status is 'Launched'" in run.text


class TestDynamicConfigStatus:
    @pytest.mark.long
    def test_a_dynamic_config_is_disabled_enabled_archived_and_unarchived(self, stack: Stack) -> None:
        for status in ("Disabled", "Enabled", "Archived", "Enabled"):
            stack.up(f"statsig.DynamicConfig('limits', description='{status}', status='{status}')")
            doc = stack.emulator.get(KEY, "dynamic_configs", "limits")
            assert doc
            assert (doc["status"], doc["description"]) == (status, status)


class TestDestroying:
    @pytest.mark.long
    def test_an_object_that_is_not_in_use_is_deleted(self, stack: Stack) -> None:
        source = "statsig.Ingestion('orders', type='s3', dataset='Events', query='q')"
        stack.up(f"statsig.DynamicConfig('limits')\n{source}")
        stack.destroy()
        for family in ("dynamic_configs", "ingestion"):
            assert stack.emulator.all(KEY, family) == []

    def test_a_gate_with_live_checks_is_destroyed_only_with_force_destroy(self, stack: Stack) -> None:
        stack.up(GATE)
        stack.emulator.edit(KEY, "gates", "new_checkout", {"checksPerHour": 250})
        assert "the gate is checked 250 times an hour; set force_destroy=True" in stack.destroy(ok=False).text
        stack.up(GATE.replace("description=", "force_destroy=True, description="))
        stack.destroy()
        assert stack.emulator.get(KEY, "gates", "new_checkout") is None

    def test_a_destroy_archives_or_retains_as_on_destroy_says(self, stack: Stack) -> None:
        stack.up("statsig.Gate('kept', on_destroy='retain')\nstatsig.Gate('old', on_destroy='archive')")
        assert "left in Statsig" in stack.destroy().text
        kept, old = (stack.emulator.get(KEY, "gates", id) for id in ("kept", "old"))
        assert kept
        assert old
        assert (kept["status"], old["status"]) == ("In Progress", "Archived")
        assert stack.destroy().ops() == {}

    @pytest.mark.long
    def test_a_retained_object_is_unmanaged_afterwards(self, stack: Stack) -> None:
        stack.up("statsig.Gate('kept', on_destroy='retain')")
        stack.destroy()
        assert "Name is already in use" in stack.up(ok=False).text

    def test_an_object_that_is_gone_already_is_no_error(self, stack: Stack) -> None:
        stack.up(GATE + "\nstatsig.Gate('old', on_destroy='archive')\nstatsig.Team('Checkout')")
        for gate in ("new_checkout", "old"):
            stack.emulator.delete(KEY, "gates", gate)
        stack.destroy()
        assert stack.state() == {}

    @pytest.mark.long
    def test_archiving_a_kind_that_has_no_archive_fails_the_preview(self, stack: Stack) -> None:
        run = stack.preview("statsig.Team('Checkout', on_destroy='archive')", ok=False)
        assert "the API cannot archive a Team" in run.text

    @pytest.mark.long
    def test_pulumis_options_protect_and_retain_on_delete_are_respected(self, stack: Stack) -> None:
        stack.up(
            "statsig.Gate('kept', opts=ResourceOptions(protect=True))\n"
            "statsig.Gate('left', opts=ResourceOptions(retain_on_delete=True))"
        )
        assert "protect" in stack.destroy(ok=False).text
        stack.up("statsig.Gate('kept')")
        stack.destroy()
        assert [doc["id"] for doc in stack.emulator.all(KEY, "gates")] == ["left"]


class TestReplacing:
    def test_another_id_replaces_the_object(self, stack: Stack) -> None:
        stack.up("statsig.Gate('a', gate_id='first')")
        step = stack.preview("statsig.Gate('a', gate_id='second')").steps["a"]
        assert (step.op, step.diffs) == ("replace", {"gate_id": "update"})
        stack.up("statsig.Gate('a', gate_id='second')")
        assert [doc["id"] for doc in stack.emulator.all(KEY, "gates")] == ["second"]

    @pytest.mark.long
    def test_a_field_that_only_a_create_takes_replaces_under_the_same_name(self, stack: Stack) -> None:
        stack.up("statsig.Gate('template')")
        stack.requests()
        stack.up("statsig.Gate('template', is_template=True)")
        assert stack.mutations() == [("DELETE", "/gates/template"), ("POST", "/gates")]

    @pytest.mark.long
    def test_a_replacement_is_refused_where_the_old_object_keeps_the_name(self, stack: Stack) -> None:
        stack.up("statsig.Gate('template', on_destroy='archive')")
        run = stack.preview("statsig.Gate('template', on_destroy='archive', is_template=True)", ok=False)
        assert "whose name stays taken" in run.text

    def test_replace_on_changes_replaces(self, stack: Stack) -> None:
        program = """
options = ResourceOptions(replace_on_changes=["description"], delete_before_replace=True)
statsig.Gate("a-gate", description='x', opts=options)
"""
        stack.up(program)
        stack.requests()
        run = stack.up(program.replace("'x'", "'y'").replace(", delete_before_replace=True", ""), ok=False)
        assert "say delete_before_replace=True" in run.text
        stack.requests()
        stack.up(program.replace("'x'", "'y'"))
        assert stack.mutations() == [("DELETE", "/gates/a-gate"), ("POST", "/gates")]

    @pytest.mark.long
    def test_an_alias_keeps_the_object_when_the_resource_is_renamed(self, stack: Stack) -> None:
        stack.up("statsig.Gate('old-name', gate_id='the_gate')")
        stack.requests()
        stack.up(
            """
options = ResourceOptions(aliases=[pulumi.Alias(name="old-name")])
statsig.Gate("new-name", gate_id="the_gate", opts=options)
"""
        )
        assert stack.requests() == []


class TestAdopting:
    def test_the_error_for_a_taken_name_suggests_adopt_and_import(self, stack: Stack) -> None:
        stack.emulator.seed(KEY, "gates", {"id": "new_checkout", "name": "x", "rules": []})
        run = stack.up(GATE, ok=False)
        assert "Gate 'new_checkout': cannot create it: POST /gates answered 400: Name is already in use" in run.text
        assert "adopt=True" in run.text
        assert "statsig-pulumi import" in run.text
        assert stack.state() == {}

    @pytest.mark.long
    def test_an_archived_object_in_the_way_is_named_and_the_hint_works(self, stack: Stack) -> None:
        gate = "statsig.Gate('feat', {}on_destroy='archive', rules=[Rule(name='r', pass_percentage={})])"
        hint = "It is archived: status='In Progress' in the program takes it out"
        stack.up(gate.format("", 7))
        stack.destroy()
        assert hint in stack.up(gate.format("", 7), ok=False).text
        same = stack.up(gate.format("adopt=True, ", 7))
        assert any("is archived: status='In Progress'" in message for message in same.messages)
        assert hint in stack.up(gate.format("adopt=True, ", 8), ok=False).text
        stack.up(gate.format("adopt=True, status='In Progress', ", 8))
        doc = stack.emulator.get(KEY, "gates", "feat")
        assert doc
        assert (doc["status"], doc["rules"][0]["passPercentage"]) == ("In Progress", 8)

    def test_adopting_changes_only_what_differs(self, stack: Stack) -> None:
        other = stack.beside()
        other.up(GATE.replace("One-page", "Old"))
        stack.emulator.edit(KEY, "gates", "new_checkout", {"tags": ["by hand"]})
        before = stack.emulator.get(KEY, "gates", "new_checkout")
        assert before
        stack.requests()
        run = stack.up(GATE.replace("description=", "adopt=True, description="))
        assert "exists: adopted" in run.text
        entries = [(e.method, e.body) for e in stack.emulator.log()]
        assert entries == [("GET", None), ("GET", None), ("PATCH", {"description": "One-page checkout"})]
        after = stack.emulator.get(KEY, "gates", "new_checkout")
        assert after
        assert (after["rules"], after["tags"]) == (before["rules"], ["by hand"])
        assert stack.preview(None, "--refresh").ops() == {}

    @pytest.mark.long
    def test_a_team_is_found_by_its_name(self, stack: Stack) -> None:
        stack.up("statsig.Team('Checkout', members=['a@x.org'])")
        (team,) = stack.emulator.all(KEY, "users/teams")
        other = stack.beside()
        other.up("statsig.Team('Checkout', adopt=True, description='d')")
        assert other.state()["Checkout"]["id"] == team["id"]
        (after,) = stack.emulator.all(KEY, "users/teams")
        assert after == {**team, "description": "d"}

    @pytest.mark.long
    def test_adopting_an_object_that_does_not_exist_creates_it(self, stack: Stack) -> None:
        stack.up("statsig.Gate('fresh', adopt=True)\nstatsig.Experiment('fresh-exp', adopt=True, status='active')")
        assert stack.emulator.get(KEY, "gates", "fresh")
        assert stack.preview(None, "--refresh").ops() == {}

    @pytest.mark.long
    def test_an_import_file_imports_objects_unchanged(self, stack: Stack) -> None:
        stack.up(GATE)
        other = stack.beside()
        program = other.statsig_pulumi("import", "gate", "new_checkout")
        assert "statsig.Gate(" in program
        stack.requests()
        other.program(program)
        done = other.command(
            "import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "dev"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert other.preview().ops() == {}
        assert other.preview(None, "--refresh").ops() == {}
        assert stack.mutations() == []


class TestReading:
    def test_get_reads_without_managing(self, stack: Stack) -> None:
        other = stack.beside()
        other.up("statsig.Gate('theirs', status='Launched')")
        stack.up(
            """
gate = statsig.Gate.get("theirs", "theirs")
pulumi.export("status", gate.current_status)
statsig.Gate("mine", rules=[Rule(name="a", conditions=[when.passes_gate(gate.id)])])
"""
        )
        outputs = json.loads(stack.command("stack", "output", "--json", "--stack", "dev").stdout)
        assert outputs == {"status": "Launched"}
        stack.destroy()
        assert stack.emulator.get(KEY, "gates", "theirs")

    @pytest.mark.long
    def test_the_error_for_get_of_a_missing_object_is_one_line(self, stack: Stack) -> None:
        run = stack.preview("statsig.Gate.get('theirs', 'theirs')", ok=False)
        assert "there is no such object" in run.text
        assert "Traceback" not in run.text


class TestProjectsAndKeys:
    @pytest.mark.long
    def test_two_statsig_projects_in_one_stack(self, stack: Stack) -> None:
        program = """
eu = statsig.Provider(
    "eu",
    console_api_key=pulumi.Config().require_secret("euKey"),
    api_url=pulumi.Config("statsig").require("apiUrl"),
)
statsig.Gate("new_checkout", description="here")
statsig.Gate("eu_checkout", gate_id="new_checkout", description="there", opts=ResourceOptions(provider=eu))
"""
        stack.secret("t:euKey", "console-europe-1234")
        stack.up(program)
        here = stack.emulator.get(KEY, "gates", "new_checkout")
        there = stack.emulator.get("console-europe-1234", "gates", "new_checkout")
        assert here
        assert there
        assert (here["description"], there["description"]) == ("here", "there")
        stack.emulator.edit("console-europe-1234", "gates", "new_checkout", {"description": "by hand"})
        assert stack.preview(None, "--refresh").ops() == {"eu_checkout": "update"}
        assert "console-europe-1234" not in stack.state_text()
        stack.destroy()
        assert stack.emulator.get("console-europe-1234", "gates", "new_checkout") is None

    def test_a_key_in_the_environment_is_enough_also_to_destroy(self, tmp_path: Path) -> None:
        stack = Stack(tmp_path / "stack", key=None).init()
        stack.environment = {"STATSIG_CONSOLE_KEY": "console-from-env-1234"}
        stack.up(GATE)
        assert stack.emulator.get("console-from-env-1234", "gates", "new_checkout")
        assert "console-from-env-1234" not in stack.state_text()
        stack.refresh()
        stack.destroy()
        assert stack.emulator.get("console-from-env-1234", "gates", "new_checkout") is None

    def test_the_stacks_file_has_no_secret_in_the_clear(self, stack: Stack) -> None:
        stack.secret("statsig:consoleApiKey", "console-secret-0")
        stack.up(
            """
statsig.DatabricksConnection("db", host="h.example", path="/p", token=pulumi.Output.secret("tok-secret-1"),
                             delta_sharing_credentials="cred-secret-2")
statsig.Gate("quiet", description=pulumi.Output.secret("hush-3"))
key = statsig.Key("server", type="SERVER")
pulumi.export("key", key.key)
statsig.PromptVersion("first", prompt_id=statsig.Prompt("summary").id, name="First", auth_workflow_headers=[
    WorkflowHeader(name="authorization", value="auth-secret-4")])
"""
        )
        doc = stack.emulator.get("console-secret-0", "ingestion/connection", "databricks")
        assert doc
        assert doc["token"] == "tok-secret-1"
        assert stack.preview(None, "--refresh").ops() == {}
        (server,) = stack.emulator.all("console-secret-0", "keys")
        for secret in ("console-secret-0", "tok-secret-1", "cred-secret-2", "hush-3", "auth-secret-4", server["key"]):
            assert secret not in stack.state_text()


class TestMistakes:
    """What a user sees who gets something wrong: one line, no traceback, no key."""

    def wrong(self, stack: Stack, program: str, *texts: str) -> None:
        run = stack.preview(program, ok=False)
        assert "Traceback" not in run.text
        for text in texts:
            assert text in run.text, run.text

    def test_an_argument_that_is_misspelt(self, stack: Stack) -> None:
        self.wrong(
            stack,
            "statsig.Gate('new_checkout', descripton='x')",
            "Gate 'new_checkout': descripton is not an argument of Gate; did you mean description? (__main__.py line",
        )

    @pytest.mark.long
    def test_a_value_inside_a_rule(self, stack: Stack) -> None:
        self.wrong(
            stack,
            "Rule(name='staff', pass_percentage=250)",
            "Rule 'staff': pass_percentage must be at most 100, got 250",
        )

    def test_a_value_that_is_known_only_later(self, stack: Stack) -> None:
        stack.up("statsig.Gate('new_checkout')")
        self.wrong(
            stack,
            "statsig.Gate('new_checkout', rules=[Rule(name='a', pass_percentage=pulumi.Output.from_input(250.0))])",
            "has a problem: rules[0].pass_percentage ",
            "must be at most 100",
        )

    @pytest.mark.long
    def test_two_rules_of_one_name_and_sizes_that_do_not_add_up(self, stack: Stack) -> None:
        self.wrong(stack, "statsig.Gate('g-1', rules=[Rule(name='a'), Rule(name='a')])", "two entries are named 'a'")
        self.wrong(
            stack,
            "statsig.Experiment('e-1', groups=[Group(name='a', size=50, parameter_values={})])",
            "sizes must add up to 100, they add up to 50",
        )

    @pytest.mark.long
    def test_a_name_that_cannot_be_an_id(self, stack: Stack) -> None:
        self.wrong(stack, "statsig.Gate('My gate')", "has a problem: gate_id ", "must match")

    @pytest.mark.long
    def test_a_value_that_does_not_fit_the_schema(self, stack: Stack) -> None:
        self.wrong(
            stack,
            """statsig.DynamicConfig('limits', json_schema='{"properties": {"n": {"type": "integer"}}}', rules=[
                ConfigRule(name='a', return_value={'n': 'x'})])""",
            "has a problem: rules[0].return_value.n ",
            "does not fit the schema's rule properties/n/type",
        )

    @pytest.mark.long
    def test_an_unusual_operator_is_a_warning_and_one_that_the_api_does_not_have_an_error(self, stack: Stack) -> None:
        run = stack.preview("Condition(type='email', operator='version_gt', target_value='x')")
        assert "operator 'version_gt' is unusual for 'email'" in run.text
        run = stack.preview("Condition(type='email', operator='anny', target_value='x')", ok=False)
        assert "did you mean 'any'?" in run.text

    def test_no_key(self, tmp_path: Path) -> None:
        stack = Stack(tmp_path / "stack", key=None).init()
        stack.config = {}
        self.wrong(
            stack, GATE + "\nstatsig.Gate('other')", "no Statsig Console API key: run `pulumi config set --secret"
        )
        assert stack.preview(ok=False).text.count("no Statsig Console API key") <= 2

    def test_a_wrong_key(self, stack: Stack) -> None:
        stack.config["statsig:consoleApiKey"] = "client-abcdefgh"
        self.wrong(stack, GATE, "is not a Console API key")
        assert "abcdefgh" not in stack.preview(ok=False).text

    @pytest.mark.long
    def test_no_permission(self, stack: Stack) -> None:
        stack.config["statsig:consoleApiKey"] = "console-readonly-1234"
        run = stack.up(GATE, ok=False)
        assert "POST /gates answered 403: Forbidden resource. The key lacks the permission" in run.text
        assert "console-readonly-1234" not in run.text


class TestUnknowns:
    def test_an_output_of_another_resource_is_unknown_in_the_preview_and_known_in_the_update(
        self, stack: Stack
    ) -> None:
        program = """
staff = statsig.Gate("staff")
team = statsig.Team("Checkout")
statsig.Gate("new_checkout", team_id=team.id, rules=[Rule(name="staff", conditions=[when.passes_gate(staff.id)])])
statsig.Experiment("copy", targeting_gate_id=staff.id)
"""
        created = dict.fromkeys(("staff", "Checkout", "new_checkout", "copy"), "create")
        assert stack.preview(program).ops() == created
        stack.up()
        doc = stack.emulator.get(KEY, "gates", "new_checkout")
        assert doc
        (team,) = stack.emulator.all(KEY, "users/teams")
        assert (doc["teamID"], doc["rules"][0]["conditions"][0]["targetValue"]) == (team["id"], "staff")
        assert stack.preview(None, "--refresh").ops() == {}


class TestDryRuns:
    SOURCE = """
statsig.MetricSource("orders", sql="select 1", timestamp_column="at", dry_run=True,
                     id_type_mapping=[IdTypeMapping(statsig_unit_id="userID", column="u")])
"""

    @pytest.mark.long
    def test_a_preview_sends_the_dry_run_and_nothing_is_kept(self, stack: Stack) -> None:
        stack.config["statsig:consoleApiKey"] = "console-whn-dry"
        stack.preview(self.SOURCE)
        assert stack.requests() == [("POST", "/metrics/metric_source")]
        assert stack.emulator.all("console-whn-dry", "metrics/metric_source") == []
        stack.up()
        stack.requests()
        assert stack.preview().ops() == {}
        assert stack.requests() == []
        stack.preview(self.SOURCE.replace("select 1", "select 2"))
        assert stack.requests() == [("POST", "/metrics/metric_source/orders")]

    @pytest.mark.long
    def test_an_object_that_statsig_would_refuse_fails_the_preview(self, stack: Stack) -> None:
        native = "warehouse_native=WarehouseMetric(cap=1)"
        run = stack.preview(f'statsig.Metric("revenue", type="user_warehouse", {native}, dry_run=True)', ok=False)
        assert "warehouse_native Statsig would refuse it: Warehouse Native only" in run.text
