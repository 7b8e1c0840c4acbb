"""What is printed: texts of others are literal, secrets are nowhere, and Markdown stays within its limit."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.differences import compare
from statsig_pulumi.cli.drift.markdown import LIMIT, as_markdown
from statsig_pulumi.cli.drift.report import Change, Changed, NotApplied, Report, Unreadable
from statsig_pulumi.cli.drift.text import as_text
from statsig_pulumi.cli.markdown import code, fenced
from statsig_pulumi.cli.progress import Progress
from statsig_pulumi.cli.state import Stored
from statsig_pulumi.kind import kind_named
from statsig_pulumi.resources.gate import Gate

from .conftest import RULES, URN, World, edit_rules

HOSTILE = "```\n|</details><script>@team \x1b[31mred\x1b]0;t\x07 \u202etxet `x`-->"


def every_form(world: World, *arguments: str) -> dict[str, str]:
    """What the command prints and writes, in each form."""
    file = world.folder / "issue.md"
    text = world.run("--markdown", str(file), *arguments).stdout
    return {"text": text, "json": world.run("--json", *arguments).stdout, "markdown": file.read_text()}


# -- texts of others ---------------------------------------------------------------------------------------------------


def test_texts_of_others_do_nothing_to_a_terminal_or_a_page(world: World) -> None:
    world.gate(description="d")
    world.emulator.edit("console-drift", "gates", "checkout", {"description": HOSTILE})
    forms = every_form(world)
    for form in forms.values():
        assert not {"\x1b", "\x07", "\u202e"} & {*form}
    outside = "".join(forms["markdown"].split("```` `")[0].splitlines()[:4])
    assert "<script>" not in outside
    (line,) = [one for one in forms["markdown"].splitlines() if one.startswith("* `description`")]
    assert "````" in line, "a span of code that what is in it cannot end"
    assert json.loads(forms["json"])["changed"][0]["differences"][0]["new"] == HOSTILE


@pytest.mark.parametrize("text", ["", "`", "``", "a`b``c", "x\ny", "|"])
def test_a_span_of_code_ends_where_it_says(text: str) -> None:
    span = code(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(fence)
    assert fence not in span[len(fence) : -len(fence)]
    assert "\n" not in span


def test_a_block_of_code_ends_where_it_says() -> None:
    assert fenced("````\nx", "sh").splitlines()[0] == "`````sh"


def test_names_with_odd_characters_are_quoted_in_paths(world: World) -> None:
    world.gate(rules=[{"name": 'a].b"', "pass_percentage": 1, "conditions": [{"type": "public"}]}])
    edit_rules(world, lambda rules: [{**rules[0], "passPercentage": 2}])
    assert [*world.paths()] == [r'checkout.rules["a].b\""].pass_percentage']


def test_a_urn_that_cannot_be_typed_is_not_named_in_a_command(world: World) -> None:
    world.gate()["urn"] += "\x1b[2J"
    world.console().delete("/gates/checkout")
    assert world.document(code=2)["restore"] == "pulumi up --refresh"


def test_a_urn_is_one_word_for_a_shell(world: World) -> None:
    world.gate()["urn"] += "$(reboot)'"
    world.console().delete("/gates/checkout")
    assert world.document(code=2)["restore"].endswith("""'"'"''""")


def test_stack_and_folder_are_in_the_commands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world.folder)  # the command goes there itself
    world.gate()
    world.console().delete("/gates/checkout")
    restore = world.document("--stack", "o/shop/dev", "--cwd", str(world.folder), code=2)["restore"]
    assert restore.startswith(f"pulumi up --refresh --cwd {world.folder} --stack o/shop/dev --target ")


def test_long_values_are_shown_where_they_part(world: World) -> None:
    world.gate(description="x" * 900 + "a")
    world.console().patch("/gates/checkout", json={"description": "x" * 900 + "b"})
    text = world.run().stdout
    assert 'xa" -> ' in text
    assert max(map(len, text.splitlines())) < 1200


def test_of_long_lists_the_entries_that_differ_are_shown(world: World) -> None:
    world.gate()
    ids = [f"user_{n}" for n in range(2000)]
    world.add("GateOverrides", "o", gate_id="checkout", passing_user_ids=ids)
    world.console().post("/gates/checkout/overrides", json={"passingUserIDs": [*ids[1:], "eve"], "failingUserIDs": []})
    (line,) = [one for one in world.run().stdout.splitlines() if "passing_user_ids" in one and "->" in one]
    assert line.strip() == 'passing_user_ids: 2000 entries, with "user_0" -> 2000, with "eve"'


@pytest.mark.parametrize("charset", ["ascii", "cp1252"])
def test_a_text_outside_the_terminals_encoding_is_escaped(world: World, charset: str) -> None:
    world.gate(description="d")
    world.console().patch("/gates/checkout", json={"description": "結帳"})
    world.file.write_text(world.state())
    result = CliRunner(charset=charset).invoke(group, ["drift", "--state", str(world.file)], env=world.environment)
    assert result.exit_code == 2
    assert r"\u7d50" in result.output


def test_the_state_may_come_from_the_standard_input(world: World) -> None:
    world.gate()
    world.console().delete("/gates/checkout")
    result = CliRunner().invoke(group, ["drift", "--state", "-"], env=world.environment, input=world.state())
    assert result.exit_code == 2, result.output


# -- secrets -----------------------------------------------------------------------------------------------------------


def test_what_the_program_gives_as_a_secret_is_in_no_form_neither_the_old_nor_the_new(world: World) -> None:
    world.gate(description="hush-hush", secrets=["description"])
    world.console().patch("/gates/checkout", json={"description": "louder-than-before"})
    forms = every_form(world)
    for form in forms.values():
        assert "hush" not in form
        assert "louder" not in form
        assert "[secret]" in form
    assert json.loads(forms["json"])["changed"][0]["differences"][0]["keep"] is None


def test_a_secret_that_stands_elsewhere_as_well_is_cut_out_there(world: World) -> None:
    world.gate(description="hush-hush", secrets=["description"])
    edit_rules(world, lambda rules: [{**rules[0], "name": "hush-hush"}, rules[1]])
    for form in every_form(world).values():
        assert "hush" not in form


def test_a_new_rule_in_a_list_with_secrets_is_not_shown() -> None:
    shape = kind_named("Gate").shape()
    old, new = {"rules": [RULES[0]]}, {"rules": [{"name": "x"}, RULES[0]]}
    assert [one.secret for one in compare(shape, old, new, secrets={("rules", 0, "name")})] == [True]


def test_a_key_of_statsig_is_never_printed(world: World) -> None:
    key = world.add("Key", "k", type="SERVER", description="k")["outputs"]["key"]
    world.console().patch(f"/keys/{key}", json={"description": "other"})
    for form in every_form(world).values():
        assert str(key) not in form


# -- Markdown ----------------------------------------------------------------------------------------------------------


def report(changes: int, resources: int, text: str) -> Report:
    """A report of so many resources with so many changes each."""
    old, new = {"rules": RULES}, {"rules": [{**RULES[0], "name": text}, RULES[1]]}
    differences = compare(Gate.shape(), old, new)
    stored = [Stored(f"{URN}pulumi-python:dynamic/statsig:Gate::g{n}", f"g{n}") for n in range(resources)]
    changed = tuple(
        Changed(one, tuple(Change(differences[0], keep="name='x'") for _ in range(changes)), "pulumi up")
        for one in stored
    )
    return Report("shop", "dev", resources, changed, restore="pulumi up")


@pytest.mark.parametrize(("changes", "resources"), [(1, 5000), (1000, 1), (100, 40)])
def test_a_body_is_within_the_limit_in_bytes_and_its_markup_is_balanced(changes: int, resources: int) -> None:
    found = report(changes, resources, "💥" * 400)
    body = as_markdown(found)
    assert len(body.encode()) <= LIMIT
    assert body.splitlines()[0] == "<!-- statsig-pulumi-drift shop/dev -->"
    assert sum(line.lstrip().startswith("```") for line in body.splitlines()) % 2 == 0
    assert f"Of {resources} Statsig resources, {resources} changed" in body
    shown = body.count("### Gate")
    assert f"And {resources - shown} more resources" in body or shown == resources


def test_many_unreadable_objects_and_steps_stay_within_the_limit_too() -> None:
    stored = [Stored(f"{URN}pulumi-python:dynamic/statsig:Gate::{'💥' * 200}{n}") for n in range(3000)]
    steps = tuple(NotApplied(one.urn, "create") for one in stored)
    unreadable = tuple(Unreadable(one, f"reason {n % 70}") for n, one in enumerate(stored))
    body = as_markdown(Report("shop", "dev", 3000, unreadable=unreadable, not_applied=steps))
    assert len(body.encode()) <= LIMIT
    assert "3000 could not be read" in body


@pytest.mark.parametrize(("stack", "end"), [("prod", "shop/prod -->"), ("a-->b", "shop/a--%3Eb -->")])
def test_the_marker_is_of_one_stack_alone(stack: str, end: str) -> None:
    assert as_markdown(Report("shop", stack, 0)).splitlines()[0].endswith(end)


def test_a_body_says_when_there_is_no_drift_and_when_that_could_not_be_told(world: World) -> None:
    world.gate()
    assert "## No drift" in every_form(world)["markdown"]
    world.emulator.fail(9, status=401)
    assert "could not be told" in world.run("--markdown", "-").stdout


# -- not applied yet ---------------------------------------------------------------------------------------------------


def step(world: World, op: str, **inputs: Any) -> dict[str, Any]:
    """A step of a preview."""
    old = world.resources[-1]
    return {"op": op, "urn": old["urn"], "oldState": old, "newState": {**old, "inputs": {**old["inputs"], **inputs}}}


def preview(world: World, *steps: dict[str, Any], **more: Any) -> list[str]:
    """Write the output of a preview; return the arguments that name it."""
    file: Path = world.folder / "preview.json"
    file.write_text(json.dumps({"steps": steps, **more}))
    return ["--preview", str(file)]


def test_what_is_not_applied_yet_is_listed_apart_and_is_no_drift(world: World) -> None:
    world.gate()
    rules = [{**RULES[0], "pass_percentage": 99}, RULES[1]]
    arguments = preview(world, step(world, "update", rules=rules), step(world, "same"))
    found = world.document(*arguments, code=0)
    (one,) = found["not_applied"]
    assert (one["op"], one["fields"]) == ("update", ['rules["staff"].pass_percentage'])
    assert "Not applied yet, which is no drift" in world.run(*arguments).stdout
    assert world.document(code=0)["not_applied"] is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Previewing update (dev)\n{}", "its output alone"),
        ("{}", "its output alone"),
        ('{"steps": 5}', "its output alone"),
        ('{"steps": [], "diagnostics": [{"severity": "error"}]}', "the preview failed"),
    ],
)
def test_a_preview_that_is_none_is_an_error(world: World, content: str, reason: str) -> None:
    world.gate()
    file = world.folder / "preview.json"
    file.write_text(content)
    result = world.run("--preview", str(file))
    assert result.exit_code == 1
    assert reason in result.stderr


def test_a_preview_with_a_refresh_or_of_another_stack_is_refused(world: World) -> None:
    world.gate()
    assert "made with --refresh" in world.run(*preview(world, step(world, "refresh"))).stderr
    other = {**step(world, "same"), "urn": world.resources[-1]["urn"].replace(":dev::", ":prod::")}
    assert "another stack" in world.run(*preview(world, other)).stderr


# -- progress ----------------------------------------------------------------------------------------------------------


def test_what_takes_long_says_what_it_does_and_what_does_not_is_quiet() -> None:
    quiet, slow = io.StringIO(), io.StringIO()
    with Progress(quiet) as progress:
        progress.say("reading")
    with Progress(slow, every=0.01) as progress:
        progress.say("5 of 9 \x1b[31mread")
        time.sleep(0.1)
    assert quiet.getvalue() == ""
    assert slow.getvalue().splitlines()[0] == "statsig-pulumi: 5 of 9 read"


def test_an_empty_report_in_text_is_one_line() -> None:
    assert as_text(Report("shop", "dev", 3)) == "Of 3 Statsig resources, none changed or deleted outside of the stack."
