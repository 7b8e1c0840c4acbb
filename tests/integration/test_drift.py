"""``statsig-pulumi drift`` on a real stack: what it prints is run, and pasted, and then there is no drift."""

from __future__ import annotations

import json
import shlex

import pytest

from .harness import Stack, console

pytestmark = pytest.mark.engine
EVERYONE = [{"type": "public"}]
PROGRAM = """
eu = statsig.Provider("eu", console_api_key=pulumi.Output.secret("console-eu-drift"))
checkout = Gate(
    "checkout",
    description=pulumi.Output.secret("hush-hush"),
    rules=[
        Rule(name="staff", pass_percentage=10, conditions=[when.everyone()]),
        Rule(name="beta", pass_percentage=20, conditions=[when.email_contains("@example.com")]),
    ],
)
statsig.GateOverrides("own", gate_id=checkout.id, passing_user_ids=["ada"], exclusive=False)
Gate("eu_gate", description="d", opts=ResourceOptions(provider=eu))
DynamicConfig("prices", default_value={"a": 1})
"""


def test_the_printed_command_puts_everything_back(stack: Stack) -> None:
    stack.secret("statsig:consoleApiKey", "console-emulator")
    stack.up(PROGRAM)
    assert stack.drift("--json")[0] == 0
    here, there = console(stack), console(stack, "console-eu-drift")
    here.delete("/gates/checkout")
    here.patch("/dynamic_configs/prices", json={"defaultValue": {"a": 2}, "description": "not managed"})
    there.patch("/gates/eu_gate", json={"description": "edited"})
    stack.mutations()

    before = stack.state_text()
    code, printed = stack.drift("--json")
    assert (code, stack.mutations(), stack.state_text()) == (2, [], before)
    found = json.loads(printed)
    assert {one["name"]: one["deleted"] for one in found["changed"]} == {
        "checkout": True,
        "own": True,
        "eu_gate": False,
        "prices": False,
    }
    pulumi, *arguments = shlex.split(found["restore"])
    assert pulumi == "pulumi"
    stack.run(*arguments, "--yes", "--skip-preview")
    assert stack.drift("--json")[0] == 0
    assert console(stack).get("/gates/checkout").json()["data"]["description"] == "hush-hush"


@pytest.mark.long
def test_the_printed_lines_keep_what_is_live(stack: Stack) -> None:
    stack.up(PROGRAM)
    added = {"name": "new", "passPercentage": 5.5, "conditions": EVERYONE, "environments": ["staging"]}
    rules = console(stack).get("/gates/checkout").json()["data"]["rules"]
    console(stack).patch("/gates/checkout", json={"rules": [{**rules[0], "passPercentage": 50}, rules[1], added]})
    console(stack).patch("/dynamic_configs/prices", json={"defaultValue": {"a": 2, "b": ["x"]}})
    lines = {
        (one["name"], each["path"]): each["keep"]["lines"]
        for one in json.loads(stack.drift("--json")[1])["changed"]
        for each in one["differences"]
    }
    assert lines.pop(("prices", "default_value.b")) == lines[("prices", "default_value.a")]
    added_rule = lines.pop(("checkout", 'rules["new"]'))
    kept = (
        PROGRAM.replace("pass_percentage=10", lines.pop(("checkout", 'rules["staff"].pass_percentage')))
        .replace("\n    ],\n)", f"\n{added_rule}],\n)", 1)
        .replace('default_value={"a": 1}', lines.pop(("prices", "default_value.a")))
    )
    assert not lines
    assert stack.preview(kept, "--refresh").ops() == {}


@pytest.mark.long
def test_what_is_not_applied_yet_is_no_drift(stack: Stack) -> None:
    stack.secret("statsig:consoleApiKey", "console-emulator")
    stack.up(PROGRAM)
    stack.program(PROGRAM.replace("pass_percentage=20", "pass_percentage=99") + '\nGate("one_more")')
    (stack.folder / "preview.json").write_text(stack.command("preview", "--json", "--stack", "dev").stdout)
    code, printed = stack.drift("--json", "--preview", "preview.json")
    assert code == 0
    found = {one["urn"].rpartition("::")[2]: one for one in json.loads(printed)["not_applied"]}
    assert {name: (one["op"], one["fields"]) for name, one in found.items()} == {
        "checkout": ("update", ['rules["beta"].pass_percentage']),
        "one_more": ("create", []),
    }
