"""``statsig-pulumi compare``: what it says of two projects, each on an emulator of its own."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.compare.differences import compare
from statsig_pulumi.controller.inventory import Inventory, Live
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import all_kinds

KEYS = {"STAGING": "console-staging", "PRODUCTION": "console-production"}
PUBLIC = [{"type": "public"}]
_METRICS = ("defaultGateMetrics", "defaultExperimentPrimaryMetrics", "defaultExperimentSecondaryMetrics")
TEAM: dict[str, Any] = {
    **{name: [] for name in ("members", "admins", "defaultHoldoutMetrics", "defaultTargetApplications", *_METRICS)},
    "changeTeamConfigs": "anyone",
    "reviewApproval": "anyone",
}


class Project:
    """A Statsig project, as people use it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.key, self.url = KEYS[name], f"emulator:{folder / name}.db"
        self.emulator = Emulator(self.url.removeprefix("emulator:"))
        self.http = httpx.Client(
            transport=EmulatorTransport(self.emulator),
            base_url="http://emulator.invalid/console/v1",
            headers={"STATSIG-API-KEY": self.key},
        )

    def make(self, family: str, **body: Any) -> dict[str, Any]:
        """Create an object; what the API says of it."""
        response = self.http.post(family, json=body)
        assert response.status_code < 300, response.text
        return dict(response.json()["data"])

    def gate(self, name: str, **body: Any) -> dict[str, Any]:
        """Create a gate."""
        return self.make("gates", name=name, **body)


class Two:
    """Two projects, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first, self.second = (Project(folder, name) for name in KEYS)

    @property
    def both(self) -> tuple[Project, Project]:
        """Both."""
        return self.first, self.second

    def run(self, *options: str, env: dict[str, str] | None = None) -> Result:
        """Compare them."""
        command = ["compare", "--from", "STAGING", "--to", "PRODUCTION"]
        addresses = ["--from-url", self.first.url, "--to-url", self.second.url]
        return CliRunner().invoke(group, [*command, *addresses, *options], env={**KEYS, **(env or {})})

    def json(self, *options: str) -> dict[str, Any]:
        """What the command says as JSON."""
        return dict(json.loads(self.run("--json", *options).stdout))

    def paths(self, *options: str) -> list[str]:
        """The fields that differ."""
        return [field["path"] for one in self.json(*options)["differing"] for field in one["fields"]]


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def rule(name: str, percent: float = 100, **more: Any) -> dict[str, Any]:
    """A rule in the API's names."""
    return {"name": name, "passPercentage": percent, "conditions": PUBLIC, **more}


# -- what differs ------------------------------------------------------------------------------------------------------


def test_two_empty_projects_are_the_same(two: Two) -> None:
    result = two.run()
    assert result.exit_code == 0
    assert "0 differ, 0 only in STAGING, 0 only in PRODUCTION" in result.output


def test_an_object_that_only_one_project_has_is_named(two: Two) -> None:
    two.first.gate("new_one")
    two.second.gate("old_one")
    result = two.run()
    assert result.exit_code == 2
    assert result.output.splitlines()[:2] == ["- Gate new_one", "+ Gate old_one"]


def test_a_field_is_named_with_its_rule_and_both_values(two: Two) -> None:
    two.first.gate("checkout", rules=[rule("staff", 10), rule("all")])
    two.second.gate("checkout", rules=[rule("staff", 50), rule("all")])
    assert '    rules["staff"].pass_percentage: 10 -> 50' in two.run().output.splitlines()


def test_a_rule_that_only_one_has_and_another_order_are_told(two: Two) -> None:
    two.first.gate("checkout", rules=[rule("a"), rule("b"), rule("c")])
    two.second.gate("checkout", rules=[rule("b"), rule("a")])
    assert two.paths() == ['rules["c"]', "rules (order)"]


def test_of_free_json_the_keys_are_told_and_null_is_a_value(two: Two) -> None:
    two.first.make("dynamic_configs", name="colors", defaultValue={"a": {"b": 1}, "n": None, "x": [1]})
    two.second.make("dynamic_configs", name="colors", defaultValue={"a": {"b": 2}, "x": [1, 2]})
    (found,) = two.json()["differing"]
    assert found["fields"] == [
        {"path": "default_value.a.b", "from": 1, "to": 2},
        {"path": "default_value.n", "from": None},
        {"path": "default_value.x", "from": [1], "to": [1, 2]},
    ]


def test_of_a_list_without_order_what_the_other_does_not_hold_is_told(two: Two) -> None:
    two.first.gate("checkout", tags=["a", "b"])
    two.second.gate("checkout", tags=["c", "b"])
    (found,) = two.json("--include", "Gate")["differing"]
    assert found["fields"] == [{"path": "tags", "from": ["a"], "to": ["c"]}]


def test_ids_of_servers_people_and_times_do_not_differ(two: Two) -> None:
    for number, project in enumerate(two.both):
        for _ in range(number):  # so that ids made in order differ as well
            project.gate("one_more")
        team = project.make("users/teams", name="Growth", **TEAM)
        email = f"owner{number}@example.com"
        project.gate("checkout", teamID=team["id"], creatorEmail=email, rules=[rule("a")])
        groups: list[dict[str, Any]] = [
            {"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")
        ]
        project.make("experiments", name="colors", groups=groups)
    assert two.json()["differing"] == []


def test_a_reference_to_another_team_differs_by_name(two: Two) -> None:
    for project, name in zip(two.both, ("Growth", "Core"), strict=True):
        teams = {one: project.make("users/teams", name=one, **TEAM)["id"] for one in ("Core", "Growth")}
        project.make("prompts", name="greeting", teamID=teams[name])
    (found,) = two.json("--include", "Prompt.*")["differing"]
    assert found["fields"] == [{"path": "team_id", "from": "Growth", "to": "Core"}]


def test_several_of_one_name_are_matched_by_content_first(two: Two) -> None:
    for project, scopes in zip(two.both, ([[], ["none_hash_enabled"]], [["none_hash_enabled"], []]), strict=True):
        for each in scopes:
            project.make("keys", description="web", type="CLIENT", environments=[], scopes=each)
    assert (two.json("--include", "Key")["same"], two.paths("--include", "Key")) == (2, [])


def test_one_more_of_a_name_is_numbered_and_found_by_the_name(two: Two, tmp_path: Path) -> None:
    for project, count in zip(two.both, (1, 2), strict=True):
        for _ in range(count):
            project.make("keys", description="web", type="CLIENT", environments=[], scopes=[])
    assert "+ Key web #2" in two.run("--include", "Key.web").output
    file = tmp_path / "expected.json5"
    file.write_text('[{kind: "Key", name: "web", reason: "rotated"}]')
    assert two.run("--expect", str(file)).exit_code == 0


def test_layers_and_overrides_that_come_with_others_are_not_told(two: Two) -> None:
    two.first.gate("checkout")
    groups: list[dict[str, Any]] = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    two.first.make("experiments", name="colors", groups=groups)
    only = [(one["kind"], one["name"]) for one in two.json()["only_in_from"]]
    assert only == [("Experiment", "colors"), ("Gate", "checkout")]


def test_one_of_five_thousand_rules_is_found() -> None:
    kind, inventories = all_kinds()["Gate"], list[Inventory]()
    for percent in (1, 2):
        rules = [{"name": f"rule {i}", "pass_percentage": percent if i == 4_999 else 0} for i in range(5_000)]
        inventories.append(Inventory([Live(kind, "many", {}, {"gate_id": "many", "rules": rules}, {"id": "many"})]))
    started = time.process_time()
    (found,) = compare(inventories[0], inventories[1], [kind]).differences
    assert [field.path for field in found.fields] == ['rules["rule 4999"].pass_percentage']
    assert time.process_time() - started < 3


# -- what is compared, and what is meant -------------------------------------------------------------------------------


def test_kinds_and_names_are_chosen_and_left_out(two: Two) -> None:
    for name in ("web_a", "web_b", "app_a"):
        two.first.gate(name)
    two.first.make("tags", name="core", description="")
    found = two.json("--include", "Gate.web_*", "--include", "Tag", "--exclude", "Gate.*_b")
    assert [one["name"] for one in found["only_in_from"]] == ["web_a", "core"]


def test_a_field_that_may_differ_is_ignored_with_all_in_it(two: Two) -> None:
    for project, percent in zip(two.both, (1, 2), strict=True):
        project.gate("checkout", description=f"{percent}", rules=[rule("a] [b", percent)])
    assert two.paths("--ignore", "rules") == ["description"]
    assert two.paths("--ignore", "rules.pass_percentage") == ["description"]
    assert two.paths("--ignore", "rules.name") == ["description", 'rules["a] [b"].pass_percentage']
    assert two.run("--ignore", "rules", "--ignore", "description").exit_code == 0


def test_what_is_meant_is_declared_once_with_a_reason(two: Two, tmp_path: Path) -> None:
    two.first.gate("try_this")
    for project, text in zip(two.both, "ab", strict=True):
        project.gate("checkout", description=text)
    file = tmp_path / "expected.json5"
    file.write_text(
        """[
          // gates that people try things with
          {kind: "Gate", name: "try_*", reason: "trials stay in staging"},
          {kind: "Gate", field: "description", reason: "production says less"},
          {kind: "Tag", reason: "no such thing"},
        ]"""
    )
    result = two.run("--expect", str(file))
    assert result.exit_code == 0
    assert "= Gate try_this (trials stay in staging)" in result.output
    assert "= Gate checkout (production says less)" in result.output
    assert "expected, and not found: Tag *" in result.output
    reasons = [one["reason"] for one in two.json("--expect", str(file))["expected"]]
    assert reasons == ["trials stay in staging", "production says less"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON5"),
        ("{}", "at the top"),
        ('[{"kind": "Gate"}]', "at 0.reason"),
        ('[{"knd": "Gate", "reason": "x"}]', "at 0.knd"),
        ("[" * 10_000, "no JSON5"),
    ],
)
def test_a_file_of_something_else_is_refused_in_one_line(two: Two, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "expected.json5"
    file.write_text(content)
    result = two.run("--expect", str(file))
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
    assert said in result.output


# -- what could not be told --------------------------------------------------------------------------------------------


def test_a_kind_that_may_not_be_read_is_named_and_the_rest_compared(two: Two) -> None:
    for project in two.both:
        project.make("tags", name="core", description="")
    two.second.emulator.fail(100, status=403, path="/tags")
    result = two.run()
    assert result.exit_code == 1
    assert "? Tag in PRODUCTION could not be read" in result.output
    assert "1 could not be read" in result.output
    two.first.gate("new_one")
    result = two.run()
    assert result.exit_code == 2
    assert "- Gate new_one" in result.output
    assert "Tag core" not in result.output


def test_an_object_that_may_not_be_read_is_not_missing_and_others_are(two: Two) -> None:
    two.first.gate("secret_one")
    for name in ("secret_one", "seen_one"):
        two.first.gate(f"{name}_more")
        two.first.make("users/teams", name=name, **TEAM)
    two.second.make("users/teams", name="secret_one", **TEAM)
    two.second.emulator.fail(100, status=403, path="/users/teams/{id}")
    found = two.json()
    assert [one["kind"] for one in found["only_in_from"]] == ["Gate"] * 3
    assert [(one["project"], one["what"].partition(" ")[0]) for one in found["unread"]] == [("PRODUCTION", "Team")]


def test_a_rejected_key_is_one_line_that_names_the_project(two: Two) -> None:
    two.second.emulator.fail(100, status=401)
    result = two.run()
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
    assert "PRODUCTION cannot be read" in result.output


def test_a_project_is_not_compared_with_itself(two: Two) -> None:
    result = two.run("--to-url", two.first.url, env={"PRODUCTION": KEYS["STAGING"]})
    assert result.exit_code == 1
    assert "the same Statsig project" in result.output


def test_nothing_is_written(two: Two) -> None:
    two.first.gate("new_one")
    for project in two.both:
        project.emulator.clear_log()
    two.run()
    assert {entry.method for project in two.both for entry in project.emulator.log()} == {"GET"}


# -- keys --------------------------------------------------------------------------------------------------------------


def test_a_key_on_the_command_line_is_refused_and_not_repeated(two: Two) -> None:
    key = "console-0123456789abcdefghijklmnop"
    result = two.run("--to", key)
    assert result.exit_code == 1
    assert key not in result.output
    assert "not the key itself" in result.output


def test_a_key_may_stand_in_a_file(two: Two, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEYS['PRODUCTION']}\n")
    assert two.run("--to", f"@{file}").exit_code == 0
    file.write_text("\n")
    assert "is empty" in two.run("--to", f"@{file}").output
    assert "cannot read" in two.run("--to", f"@{tmp_path / 'none'}").output


def test_a_variable_that_is_not_set_is_named(two: Two) -> None:
    result = two.run("--to", "NOWHERE")
    assert result.exit_code == 1
    assert "'NOWHERE' is not set" in result.output


@pytest.mark.parametrize("options", [["--nonsense"], ["--markdown"], ["superfluous"]])
def test_a_wrong_use_is_no_difference(two: Two, options: list[str]) -> None:
    assert two.run(*options).exit_code == 1


# -- how it is shown ---------------------------------------------------------------------------------------------------

HOSTILE = "a|b `c` </code><script>x</script> @team #1 **d** \x1b[31m\u202e ![](http://x) \n\n# e"


def test_names_and_values_of_others_are_literal_text(two: Two, tmp_path: Path) -> None:
    for project, text in zip(two.both, (HOSTILE, "b"), strict=True):
        project.gate("hostile", description=text)
    two.first.make("tags", name=HOSTILE, description="")
    file = tmp_path / "compared.md"
    output = two.run("--markdown", str(file)).output
    assert not {"\x1b", "\u202e"} & {*output}
    written = file.read_text(encoding="utf-8")
    shown = written.partition("\n")[2]
    assert not [mark for mark in ("<script", "`", "@", "**", "\x1b", "\u202e", "![", "http:") if mark in shown]
    assert all(line.count("|") == 4 for line in written.splitlines() if line.strip().startswith("|"))


def test_a_secret_is_nowhere(two: Two, tmp_path: Path) -> None:
    key = two.first.make("keys", description="web", type="SERVER", environments=[], scopes=[])["key"]
    for project, text in zip(two.both, (f"uses {key}", "b"), strict=True):
        project.gate("checkout", description=text)
    file = tmp_path / "compared.md"
    text, in_json = two.run("--markdown", str(file)).output, two.run("--json").output
    assert not [shown for shown in (text, in_json, file.read_text(encoding="utf-8")) if key in shown]
    assert "uses [secret]" in in_json


def test_markdown_has_a_table_for_each_object_that_differs(two: Two, tmp_path: Path) -> None:
    for project, percent in zip(two.both, (1, 2), strict=True):
        project.gate("checkout", rules=[rule("all", percent)])
    file = tmp_path / "compared.md"
    two.run("--markdown", str(file), "--include", "Gate.*")
    assert file.read_text(encoding="utf-8") == (
        "**STAGING and PRODUCTION&#58; 1 differ, 0 only in STAGING, 0 only in PRODUCTION, 0 the same**\n\n"
        "### Different\n\n- <code>Gate checkout</code>\n\n"
        "  | Field | STAGING | PRODUCTION |\n  |---|---|---|\n"
        '  | <code>rules&#91;"all"&#93;&#46;pass&#95;percentage</code> | <code>1</code> | <code>2</code> |\n'
    )


def test_a_file_that_cannot_be_written_is_one_line(two: Two, tmp_path: Path) -> None:
    result = two.run("--markdown", str(tmp_path / "missing" / "file.md"))
    assert result.exit_code == 1
    assert "cannot write" in result.output
