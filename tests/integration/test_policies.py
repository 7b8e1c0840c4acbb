"""The policy pack of the examples under the real engine: each rule with what passes and what does not."""

from __future__ import annotations

import json

import pytest

from tools.pulumi_cli import version_of

from .harness import ROOT, Stack

pytestmark = pytest.mark.engine

# The pack is started as a program: so any language host will do, also one that is older than packs in Python.
PACK = ("--policy-pack", str(ROOT / "examples" / "policy" / "__main__.py"))

OWNED = 'description="What it is for", creator_email="ada@example.com"'
EVERYONE = "rules=[statsig.Rule(name='everyone', pass_percentage={}, conditions=[when.everyone()])]"
BEFORE = f"""
rising = Gate("rising", review="propose", {OWNED}, {EVERYONE.format(10)})
Gate("live", {OWNED}, {EVERYONE.format(50)})
Gate("off", {OWNED}, is_enabled=False)
Gate("Offends-From-Before")
"""
PASSES = f"""
rising = Gate("rising", review="propose", {OWNED}, {EVERYONE.format(35)})
Gate("live", {OWNED}, {EVERYONE.format(50)})
Gate("Offends-From-Before")
Gate("legacy_search", description="Search as it was")
Gate("by_team", description="Stays", type="PERMANENT", team="Checkout")
later = rising.permalink
Gate("unknown_yet", description=later, creator_email=later, name=later, type=later)
Key("for_production", type="SERVER", environments=["production"])
Experiment("copy_of_button", hypothesis="A shorter copy sells more", {OWNED})
"""
FAILS = f"""
Gate("rising", {OWNED}, {EVERYONE.format(90)})
Gate("off", {OWNED}, is_enabled=False)
Gate("Offends-From-Before")
Gate("New-Gate", {OWNED})
Gate("no_description", creator_email="ada@example.com")
Gate("no_owner", description="What it is for")
Gate("no_team", type="PERMANENT", {OWNED})
Key("for_all", type="SERVER")
Experiment("no_hypothesis", {OWNED})
"""


def violations(stack: Stack) -> dict[str, tuple[str, str]]:
    """Return the level and the message of each violation, by the name of its rule."""
    events = [json.loads(line) for line in (stack.folder / "events.json").read_text().splitlines() if line.strip()]
    found = [event["policyEvent"] for event in events if "policyEvent" in event]
    assert {(one["policyPackName"], one["policyPackVersion"]) for one in found} == {("our-rules", "1.0.0")}
    return {one["policyName"]: (one["enforcementLevel"], one["message"].splitlines()[-1]) for one in found}


def test_each_rule_passes_and_fails(stack: Stack) -> None:
    if version_of(stack.command("version").stdout) < (3, 259):
        pytest.skip("this Pulumi does not start the program of a pack by itself")
    stack.up(BEFORE)
    stack.preview(PASSES, *PACK)
    assert violations(stack) == {
        "exemptions": (
            "advisory",
            "Gate legacy_search: exempt from owner-required until 2099-12-31: their teams are being found",
        )
    }
    run = stack.preview(FAILS, *PACK, ok=False)
    found = violations(stack)
    expected = {
        "max-rollout-step": "Gate rising: rule 'everyone' goes from 10 to 90 %, more than 25 points at once. Go to",
        "production-needs-review": "Gate rising: the change takes effect in production without a review.",
        "naming": "Gate New-Gate: its id does not match [a-z0-9]+(_[a-z0-9]+)*.",
        "description-required": "Gate no_description: a description is required, and it has none.",
        "owner-required": "Gate no_owner: it has no owner.",
        "permanent-gate-needs-team": "Gate no_team: it is permanent and belongs to no team.",
        "key-needs-environments": "Key for_all: the key works in every environment.",
        "no-delete-of-live-gates": "Gate live: it is live and is about to be deleted.",
        "experiment-needs-hypothesis": "Experiment no_hypothesis: its hypothesis has fewer than 20 characters.",
    }
    assert found.keys() == expected.keys()
    for rule, text in expected.items():
        level, message = found[rule]
        assert message.startswith(text)
        assert message.endswith(f", {rule}, {level}]")
        assert level == ("advisory" if rule == "experiment-needs-hypothesis" else "mandatory")
    assert "our-rules@v1.0.0" in run.text
