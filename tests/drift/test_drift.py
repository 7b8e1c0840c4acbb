"""``statsig-pulumi drift``: what is drift and what is not, and what the command exits with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from statsig_pulumi.cli.commands import group
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import kind_named

from .conftest import EU, KEY, RULES, URN, World, edit_rules, encrypted, provider

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "drift.schema.json").read_text())


# -- what is drift -----------------------------------------------------------------------------------------------------


def test_nothing_that_is_as_the_state_says_is_drift_and_nothing_is_written(world: World) -> None:
    world.gate(description="d")
    found = world.document(code=0)
    assert (found["verdict"], found["changed"], found["resources"]) == ("none", [], 1)
    assert {line.split()[0] for line in world.requests()} == {"GET"}


def test_fields_that_the_program_leaves_out_are_no_drift_nor_are_times_and_other_outputs(world: World) -> None:
    world.gate()
    world.console().patch("/gates/checkout", json={"description": "edited", "tags": ["x"]})
    world.document(code=0)


def test_a_field_of_a_rule_is_told_by_the_rules_name_with_who_when_and_how_to_keep_it(world: World) -> None:
    resource = world.gate()
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 50}, rules[1]])
    found = world.document(code=2)
    (one,) = found["changed"]
    assert (one["type"], one["name"], one["urn"], one["id"]) == ("Gate", "checkout", resource["urn"], "checkout")
    (each,) = one["differences"]
    assert (each["path"], each["old"], each["new"]) == ('rules["staff"].pass_percentage', 10, 50)
    assert each["keep"] == {"where": 'rules["staff"]', "lines": "pass_percentage=50"}
    assert each["changed_by"]["by"] == "CONSOLE API"
    assert (each["changed_by"]["action"], each["changed_by"]["certain"]) == ("gate_update", True)
    assert one["restore"] == f"pulumi up --refresh --target {resource['urn']}"


def test_rules_are_told_apart_by_name_when_some_are_new_gone_and_moved(world: World) -> None:
    world.gate()
    new = {"name": "new", "passPercentage": 5, "conditions": [{"type": "public"}]}
    edit_rules(world, lambda rules: [rules[1], rules[0]])
    assert world.paths() == {"checkout.rules": (["staff", "beta"], ["beta", "staff"])}
    edit_rules(world, lambda rules: [rules[1], rules[0], new])
    found = world.paths()
    assert {*found} == {'checkout.rules["new"]'}
    assert found['checkout.rules["new"]'][1]["pass_percentage"] == 5
    edit_rules(world, lambda rules: [rules[0]])
    assert world.paths() == {'checkout.rules["beta"]': (RULES[1], "absent")}


def test_a_renamed_rule_is_told_by_its_old_name(world: World) -> None:
    world.gate()
    edit_rules(world, lambda rules: [{**rules[0], "name": "people"}, rules[1]])
    assert world.paths() == {'checkout.rules["staff"].name': ("staff", "people")}


def test_members_of_a_list_whose_order_means_nothing_may_be_reordered(world: World) -> None:
    world.gate(tags=["a", "b"])
    world.console().patch("/gates/checkout", json={"tags": ["b", "a"]})
    world.document(code=0)


def test_keys_of_a_json_value_are_told_one_by_one_and_kept_as_a_whole(world: World) -> None:
    world.add("DynamicConfig", "prices", default_value={"a": {"b": 1, "c": [1]}, "d": 2})
    value = {"a": {"b": 1, "c": [1, 2]}, "e.f": 3}
    world.console().patch("/dynamic_configs/prices", json={"defaultValue": value})
    found = world.document(code=2)["changed"][0]["differences"]
    assert {each["path"]: each.get("new", "absent") for each in found} == {
        "default_value.a.c": [1, 2],
        "default_value.d": "absent",
        'default_value["e.f"]': 3,
    }
    assert {each["keep"]["lines"] for each in found} == {f"default_value={value!r}"}


def test_a_deleted_object_is_said_to_be_with_the_command_that_creates_it_again(world: World) -> None:
    resource = world.gate()
    world.console().delete("/gates/checkout")
    (one,) = world.document(code=2)["changed"]
    assert one["deleted"]
    assert one["changed_by"]["action"] == "config_delete"
    text = world.run().stdout
    assert f"it was deleted; to create it again: pulumi up --refresh --target {resource['urn']}" in text


def test_groups_that_somebody_has_turned_on_again_are_drift(world: World) -> None:
    groups = [{"name": name, "size": 50, "parameter_values": {}} for name in ("A", "B")]
    world.add("Experiment", "button", groups=groups, status="active")
    world.add("DisabledGroups", "off", experiment_id="button", group_names=["B"])
    world.document(code=0)
    response = world.console().post("/experiments/button/enable_groups", json={"group_names": ["B"]})
    assert response.is_success, response.text
    assert [(one["name"], one["deleted"]) for one in world.document(code=2)["changed"]] == [("off", True)]


def test_what_waits_in_a_review_is_no_drift_unless_somebody_has_changed_it(world: World) -> None:
    resource = world.gate(review="propose")
    kind = kind_named("Gate")
    proposed = {**resource["inputs"], "rules": [{**RULES[0], "pass_percentage": 60}, RULES[1]]}
    outputs = Controller(kind, world.client(), resource["outputs"], Run(stack="shop/dev")).update("checkout", proposed)
    resource |= {"inputs": proposed, "outputs": outputs}
    assert outputs["review_id"]
    world.document(code=0)
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 99}, rules[1]])
    assert world.paths() == {'checkout.rules["staff"].pass_percentage': (60, 99)}


def test_entries_of_others_in_a_shared_list_are_no_drift(world: World) -> None:
    world.gate()
    world.add("GateOverrides", "o", gate_id="checkout", passing_user_ids=["ada"], exclusive=False)
    world.console().patch("/gates/checkout/overrides", json={"passingUserIDs": ["ada", "bob"], "failingUserIDs": []})
    world.document(code=0)


def test_rules_of_others_beside_listed_ones_are_no_drift_and_changes_of_the_listed_ones_are(world: World) -> None:
    world.gate(manage_rules="listed")
    theirs = {"name": "theirs", "passPercentage": 5, "conditions": [{"type": "public"}]}
    edit_rules(world, lambda rules: [theirs, *rules])
    world.document(code=0)
    edit_rules(world, lambda rules: [rules[0], {**rules[1], "passPercentage": 50}, rules[2]])
    assert world.paths() == {'checkout.rules["staff"].pass_percentage': (10, 50)}


# -- what cannot be told -----------------------------------------------------------------------------------------------


def test_a_refused_key_tells_nothing_of_any_object_and_is_asked_once(world: World) -> None:
    world.gate()
    world.gate("other_gate")
    world.emulator.fail(99, status=401)
    found = world.document(code=1)
    assert (found["changed"], len(found["unreadable"])) == ([], 2)
    assert len(world.requests()) == 1


def test_a_proxys_page_is_no_deletion(world: World) -> None:
    world.gate()
    world.emulator.fail(99, kind="html", status=404, path="/gates/*")
    found = world.document(code=1)
    assert (found["changed"], found["verdict"]) == ([], "unknown")
    assert "not JSON" in found["unreadable"][0]["reason"]


def test_one_object_that_is_refused_does_not_hide_what_has_changed_of_the_others(world: World) -> None:
    world.gate()
    world.gate("closed_gate")
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 50}, rules[1]])
    world.emulator.fail(99, status=403, path="/gates/closed_gate")
    found = world.document(code=1)
    assert [one["name"] for one in found["changed"]] == ["checkout"]
    assert [one["name"] for one in found["unreadable"]] == ["closed_gate"]
    world.document("--ignore", "Gate.closed_gate", code=2)


@pytest.mark.parametrize("kind", ["timeout", "drop", "truncated"])
def test_a_lost_reply_is_asked_for_again(world: World, kind: str) -> None:
    world.gate()
    world.emulator.fail(1, kind=kind, path="/gates/checkout", status=500)
    world.document(code=0)


def test_the_key_of_another_project_is_no_deletion(world: World) -> None:
    world.gate()
    world.environment["STATSIG_CONSOLE_KEY"] = EU
    found = world.document(code=1)
    assert found["changed"] == []
    assert "is for the project" in found["unreadable"][0]["reason"]


def test_nor_is_one_that_does_not_tell_its_project(world: World) -> None:
    world.gate()
    world.environment["STATSIG_CONSOLE_KEY"] = EU
    world.emulator.fail(99, status=403, path="/project")
    found = world.document(code=1)
    assert found["changed"] == []
    assert "does not tell which project" in found["unreadable"][0]["reason"]


def test_an_encrypted_state_says_how_to_export_it(world: World) -> None:
    world.gate()["inputs"]["description"] = encrypted()
    assert "--show-secrets" in world.document(code=1)["unreadable"][0]["reason"]


def test_a_kind_that_this_version_does_not_know_is_said_to_be_newer(world: World) -> None:
    world.gate()
    world.resources.append(
        {"urn": f"{URN}pulumi-python:dynamic/statsig:Moon::m", "type": "pulumi-python:dynamic/statsig:Moon"}
    )
    assert "knows no Moon" in world.document(code=1)["unreadable"][0]["reason"]


def test_a_bug_in_this_package_does_not_hide_the_others(world: World) -> None:
    class Broken(Client):
        def read(self, path: str, /, **options: Any) -> Any:
            if options.get("id") == "odd_gate":
                raise ZeroDivisionError
            return super().read(path, **options)

    world.gate()
    world.gate("odd_gate")
    edit_rules(world, lambda rules: rules[:1])
    report = world.look(Broken(Settings(KEY, world.url)))
    assert [one.stored.name for one in report.changed] == ["checkout"]
    assert "bug in statsig-pulumi (ZeroDivisionError)" in report.unreadable[0].reason


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "5", '{"deployment": []}', '{"deployment": {"resources": [1]}}', "[" * 100_000]
)
def test_a_file_of_something_else_is_one_line_and_not_no_drift(world: World, text: str) -> None:
    world.file.write_text(text)
    result = CliRunner().invoke(group, ["drift", "--state", str(world.file)])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_command_that_is_used_wrongly_does_not_say_that_there_is_drift() -> None:
    assert CliRunner().invoke(group, ["drift", "--stat"]).exit_code == 1


@pytest.mark.parametrize("deployment", ["null", "{}", '{"resources": []}'])
def test_an_empty_state_has_no_drift_and_says_so(world: World, deployment: str) -> None:
    world.file.write_text(f'{{"version": 3, "deployment": {deployment}}}')
    result = CliRunner().invoke(group, ["drift", "--state", str(world.file)])
    assert (result.exit_code, result.stdout) == (0, "The state holds no Statsig resources.\n")


# -- settings ----------------------------------------------------------------------------------------------------------


def test_objects_of_several_projects_are_each_read_with_their_own_key(world: World) -> None:
    world.gate()
    world.gate("eu_gate", key=EU)
    world.document(code=0)
    world.console(EU).delete("/gates/eu_gate")
    assert [one["name"] for one in world.document(code=2)["changed"]] == ["eu_gate"]


def test_without_an_environment_the_key_of_the_state_is_used(world: World) -> None:
    world.gate()
    world.environment = {"STATSIG_CONSOLE_KEY": None, "STATSIG_API_URL": None}
    world.document(code=0)
    world.resources[0] = provider("default", "", "http://127.0.0.1:9")
    assert "no Statsig Console API key" in world.document(code=1)["unreadable"][0]["reason"]


# -- what is ignored ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("Gate.checkout", 0),
        ("Gate.checkout.rules", 0),
        ('Gate.checkout.rules["staff"].pass_percentage', 0),
        ("Gate.*.rules[*].pass_percentage", 0),
        ("Gate.check", 2),
        ('Gate.checkout.rules["beta"]', 2),
    ],
)
def test_what_is_ignored_is_no_drift_and_is_listed(world: World, pattern: str, code: int) -> None:
    world.gate()
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 50}, rules[1]])
    found = world.document("--ignore", pattern, code=code)
    assert bool(found["ignored"]) == (code == 0)
    assert [note for note in found["notes"] if "matches nothing" in note] == (
        [] if code == 0 else [f"--ignore {pattern} matches nothing that differs"]
    )


@pytest.mark.parametrize("path", ["rules[0].pass_percentage", "rules[*].pass_percentage", "rules"])
def test_what_the_program_ignores_is_no_drift(world: World, path: str) -> None:
    world.gate(more={"ignoreChanges": [path]})
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 50}, rules[1]])
    assert world.document(code=0)["ignored"] == ['Gate.checkout.rules["staff"].pass_percentage']


@pytest.mark.parametrize("mark", ["external", "delete", "pendingReplacement"])
def test_what_is_just_read_or_on_its_way_out_is_not_looked_at(world: World, mark: str) -> None:
    world.gate(more={mark: True})
    world.console().delete("/gates/checkout")
    assert world.document(code=0)["resources"] == 0


# -- who ---------------------------------------------------------------------------------------------------------------


def test_an_audit_log_that_is_refused_leaves_only_that_open(world: World) -> None:
    world.gate()
    world.console().delete("/gates/checkout")
    world.emulator.fail(99, status=403, path="/audit_logs")
    found = world.document(code=2)
    assert found["changed"][0]["changed_by"] is None
    assert "audit log" in found["notes"][0]
    assert "who has made the change is not known" in world.run().stdout


def test_what_pulumi_itself_did_and_what_was_done_to_namesakes_is_not_the_change(world: World) -> None:
    world.gate(more={"modified": "2999-01-01T00:00:00Z"})
    world.add("Experiment", "checkout", groups=[])
    edit_rules(world, lambda rules: rules[:1])
    assert world.document(code=2)["changed"][0]["differences"][0]["changed_by"] is None


def test_an_experiment_of_the_same_name_is_not_taken_for_the_gate(world: World) -> None:
    world.gate()
    edit_rules(world, lambda rules: rules[:1])
    world.add("Experiment", "checkout", hypothesis="h")
    world.console().patch("/experiments/checkout", json={"hypothesis": "other"})
    by = {one["type"]: one["differences"][0]["changed_by"]["action"] for one in world.document(code=2)["changed"]}
    assert by == {"Gate": "gate_update", "Experiment": "experiment_edit"}


# -- the forms ---------------------------------------------------------------------------------------------------------


def test_the_json_is_as_its_schema_says(world: World) -> None:
    world.gate()
    world.gate("gone_gate")
    world.gate("closed_gate")
    edit_rules(world, lambda rules: [rules[1], {**rules[0], "passPercentage": 50}])
    world.console().delete("/gates/gone_gate")
    world.emulator.fail(99, status=403, path="/gates/closed_gate")
    validator = Draft202012Validator(SCHEMA)
    validator.validate(world.document("--ignore", "Gate.checkout.rules", code=1))
    found: dict[str, Any] = world.document(code=1)
    validator.validate(found)
    assert not validator.is_valid({**found, "version": 2})


def test_many_objects_are_read_from_their_list(world: World) -> None:
    for n in range(25):
        world.gate(f"gate_{n:02}")
    edit_rules(world, lambda rules: rules[:1], "gate_07")
    assert {*world.paths()} == {'gate_07.rules["beta"]'}
    requests = world.requests()
    assert requests.count("GET /gates") == 1
    assert requests.count("GET /gates/gate_07") <= 1
    assert len(requests) <= 8


def test_a_list_that_lags_behind_shows_no_drift(world: World) -> None:
    for n in range(25):
        world.gate(f"gate_{n:02}")
    lagging = Lagging(world.emulator)
    edit_rules(world, lambda rules: rules[:1], "gate_07")
    world.resources[-1]["inputs"]["description"] = world.resources[-1]["outputs"]["description"] = "newer"
    world.console().patch("/gates/gate_24", json={"description": "newer"})
    report = world.look(Client(Settings(KEY, world.url), transport=lagging))
    assert lagging.served
    assert "gate_24" not in [one.stored.name for one in report.changed]


class Lagging(EmulatorTransport):
    """A list of gates that is as it was when this was made."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(emulator)
        self.served, self._lists = 0, {}
        for page in (1,):
            url = f"http://emulator.invalid/console/v1/gates?limit=100&page={page}"
            request = httpx.Request("GET", url, headers={"STATSIG-API-KEY": KEY})
            response = super().handle_request(request)
            self._lists["/console/v1/gates"] = response.read()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path in self._lists:
            self.served += 1
            return httpx.Response(
                200, content=self._lists[request.url.path], headers={"content-type": "application/json"}
            )
        return super().handle_request(request)
