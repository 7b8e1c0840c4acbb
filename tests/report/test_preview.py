"""What is read from the output of ``pulumi preview --json``, and what is no such output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime.rpc import UNKNOWN

from statsig_pulumi.cli.report.preview import parse_preview
from statsig_pulumi.errors import InvalidInput

from .previews import HIDDEN, Doc, Project, preview, rule, step

GATE = {"gate_id": "g", "rules": [rule("all", 10)]}
MORE = {"gate_id": "g", "rules": [rule("all", 20)]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def parsed(content: Doc) -> Any:
    return parse_preview(json.dumps(content).encode())


def offline(project: Project, content: Any, *options: str, code: int = 0) -> str:
    return project.report(content, "--offline", *options, code=code)


# -- hidden keys, secrets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [[], ["__provider"], ["__provider", "__secrets"]])
def test_other_hidden_properties_alone_are_no_change_and_no_risk(project: Project, told: list[str]) -> None:
    change = step("update", "Gate", "g", GATE, GATE, diffReasons=told)
    change["newState"]["inputs"]["__provider"] = "another"
    report = offline(project, preview(change), "--fail-on", "all")
    assert "no changes" in report
    assert "Risks" not in report


def test_an_update_that_no_input_shows_is_still_a_change(project: Project) -> None:
    report = offline(project, preview(step("update", "Gate", "g", GATE, GATE)))
    assert "1 change" in report
    assert "a change that the inputs do not show" in report


@pytest.mark.parametrize(("before", "after"), [("canary-1", "[secret]"), ("[secret]", "canary-1")])
def test_what_becomes_a_secret_and_what_was_one_is_shown_on_neither_side(
    project: Project, before: str, after: str
) -> None:
    def gate(description: str) -> Doc:
        return {**GATE, "description": description, "tags": ["a"]}

    content = preview(step("update", "Gate", "g", gate(before), gate(after), diffReasons=["description"]))
    page = project.folder / "page.html"
    report = offline(project, content, "--markdown", "-", "--html", str(page), "--details", "open")
    assert "canary-1" not in report + page.read_text()
    assert "- description: [secret]" in report
    assert "<code>description</code> changes" in report


def test_a_secret_inside_a_rule_hides_the_whole_list_where_the_other_side_has_it_in_the_clear(project: Project) -> None:
    def gate(value: str) -> Doc:
        return {"gate_id": "g", "rules": [rule("r", 5, {"type": "email", "operator": "any", "target_value": value})]}

    report = offline(project, preview(step("update", "Gate", "g", gate("[secret]"), gate("canary-2"))))
    assert "canary-2" not in report
    assert "1 change" in report


def test_secrets_are_hidden_in_a_preview_that_shows_them(project: Project) -> None:
    new = {"gate_id": "g", "description": "canary-3", "__secrets": [["description"]], "rules": []}
    config = {"statsig:consoleApiKey": "console-canary-4"}
    key = {"description": "k", "type": "SERVER"}
    content = preview(
        step("create", "Gate", "g", None, new),
        step("update", "Key", "k", key, {**key, "scopes": []}, outputs={"key": "canary-5"}),
        step("create", "DatabricksConnection", "d", None, {"access_token": "canary-6"}),
        config=config,
    )
    assert "canary" not in offline(project, content, "--details", "open")


def test_an_unknown_value_is_said_to_be_one(project: Project) -> None:
    report = offline(project, preview(step("create", "Gate", "g", None, {**GATE, "team_id": UNKNOWN})))
    assert "known only during the run: `team_id`" in report
    assert UNKNOWN not in report


# -- replaces and empty plans --------------------------------------------------------------------------------


def test_a_replace_counts_as_a_delete(project: Project) -> None:
    result = project.run(
        preview(step("replace", "Gate", "g", GATE, {**GATE, "is_template": True})), "--offline", "--fail-on", "delete"
    )
    assert result.exit_code == 10
    assert "**delete** Gate `g`: is deleted and made anew, because is\\_template cannot be changed" in result.stdout


@pytest.mark.parametrize("content", [preview(), {"changeSummary": {"same": 3}, "config": {}}])
def test_an_empty_plan_has_no_risk(project: Project, content: Doc) -> None:
    report = offline(project, content, "--fail-on", "all", "--stack", "shop/prod")
    assert report.startswith("<!-- statsig-pulumi shop/prod -->\n\n## Statsig: no changes")
    assert "Risk" not in report


def test_changes_of_other_providers_are_counted(project: Project) -> None:
    bucket = step("create", "aws:s3/bucket:Bucket", "b", None, {"acl": "private"})
    assert "1 of other providers, not shown here" in offline(project, preview(bucket))


def test_what_stays_in_statsig_is_no_delete(project: Project) -> None:
    kept = step("delete", "Gate", "kept", {**GATE, "on_destroy": "retain"})
    free = step("delete", "Gate", "free", GATE)
    free["oldState"]["retainOnDelete"] = True
    report = offline(project, preview(kept, free), "--fail-on", "delete")
    assert report.count("left as it is in Statsig, no longer managed") == 2


# -- another shape -------------------------------------------------------------------------------------------


def events(content: Doc) -> str:
    lines: list[Doc] = [{"sequence": 0, "preludeEvent": {"config": content["config"]}}]
    for one in content["steps"]:
        metadata = {"op": one["op"], "urn": one["urn"], "old": one.get("oldState"), "new": one.get("newState")}
        lines.append({"resourcePreEvent": {"metadata": metadata}})
    lines += [{"diagnosticEvent": one} for one in content["diagnostics"]]
    lines.append({"summaryEvent": {"resourceChanges": content["changeSummary"]}})
    return "\n".join(map(json.dumps, lines))


@pytest.mark.parametrize("code", [0, 1])
def test_a_stream_of_events_reads_the_same(project: Project, code: int) -> None:
    content = preview(step("update", "Gate", "g", GATE, MORE), errors=("it broke",) * code)
    assert offline(project, events(content), code=code) == offline(project, content, code=code)


def test_a_stream_that_breaks_off_is_an_error(project: Project) -> None:
    stream = events(preview(step("update", "Gate", "g", GATE, MORE))).splitlines()[:-1]
    assert "has no end" in project.run("\n".join(stream), "--offline").stderr


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no JSON"),
        ("error: no stack selected", "no JSON"),
        ("[]", "no JSON"),
        ("{}", "something else"),
        ('{"a": 1}', "something else"),
        ('{"steps": 5}', "something else"),
        ('{"steps": [5]}', "something else"),
        ('{"steps": [', "broken"),
        ('{"steps": ' + "[" * 100_000, "broken"),
        (b"\xff\xff\xff{", "not text"),
        ('{"result": "succeeded", "resources": []}', "--output json"),
        ('{"changeSummary": {"create": 3}}', "has no steps"),
        ('{"steps": [{"op": "explode", "urn": "urn:pulumi:d::p::t::n"}]}', "'explode'"),
        ('{"steps": [{"urn": "urn:pulumi:d::p::t::n"}]}', "None"),
    ],
)
def test_something_else_is_a_clear_error_and_never_no_changes(
    project: Project, content: str | bytes, reason: str
) -> None:
    result = project.run(content, "--offline")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()
    assert reason in line
    assert result.stdout == ""


def test_a_failed_preview_is_reported_as_one(project: Project) -> None:
    error = "resource 'limits' has a problem: default_value.max does not fit the schema's rule properties/max"
    result = project.run(preview(errors=(error,)), "--offline")
    assert result.exit_code == 1
    assert "the preview failed" in result.stderr
    assert "## Statsig: the preview failed" in result.stdout
    assert "**schema**" in result.stdout
    assert "no changes" not in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_before_the_json_and_other_encodings_are_read(project: Project, encoding: str) -> None:
    text = "warning: a newer version of Pulumi is out\n" + json.dumps(
        preview(step("create", "Gate", "g", None, GATE)), indent=4
    )
    assert "1 new" in offline(project, text.encode(encoding))


def test_a_step_without_an_old_state_is_read(project: Project) -> None:
    change = step("update", "Gate", "g", GATE, MORE)
    del change["oldState"]
    assert "1 changed" in offline(project, preview(change))


def test_a_preview_that_names_no_stack_asks_for_it(project: Project) -> None:
    result = project.run({"changeSummary": {}}, "--offline")
    assert "--stack PROJECT/STACK" in result.stderr


def test_outputs_say_what_is_live_while_a_review_waits() -> None:
    change = step("update", "Gate", "g", MORE, MORE, outputs={"rules": GATE["rules"], "review_id": "r1"})
    (found,) = parsed(preview(change)).changes
    assert found.old["rules"][0]["pass_percentage"] == 10
    assert found.fields == ("rules",)


def test_a_kind_that_this_version_does_not_know_is_counted(project: Project) -> None:
    assert "1 of other providers" in offline(project, preview(step("create", "Gizmo", "g", None, {"a": 1})))


def test_steps_of_a_component_are_read() -> None:
    change = step("create", "Gate", "g", None, GATE)
    change["urn"] = change["urn"].replace("::pulumi-python", "::my:index:Team$pulumi-python")
    assert [one.label for one in parsed(preview(change)).changes] == ["g"]


def test_the_hidden_properties_are_no_inputs() -> None:
    (found,) = parsed(preview(step("create", "Gate", "g", None, GATE))).changes
    assert not HIDDEN.keys() & found.new.keys()


def test_no_error_is_a_traceback() -> None:
    with pytest.raises(InvalidInput):
        parse_preview(b"{")
