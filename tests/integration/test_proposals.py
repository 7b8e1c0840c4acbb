"""Changes that go through reviews: proposed in one `up`, decided by people, committed by the next. Under the engine.

What a bad network, other stacks and single fields do is tried in one process: tests/unit/test_proposals.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from .harness import KEY, Run, Stack, console

pytestmark = pytest.mark.engine

GATE = """
statsig.Gate("checkout", review="propose", {more} description="{description}", rules=[
    Rule(name="everyone", pass_percentage={percentage}, conditions=[when.everyone()]),
])
"""


def gate(percentage: float, description: str = "", more: str = "") -> str:
    return GATE.format(percentage=percentage, description=description, more=more)


def live(stack: Stack, family: str = "gates", id: str = "checkout") -> dict[str, Any]:
    found = stack.emulator.get(KEY, family, id)
    assert found is not None
    return found


def percentage(stack: Stack) -> float:
    return float(live(stack)["rules"][0]["passPercentage"])


def reviews(stack: Stack, family: str = "gates", id: str = "checkout") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = console(stack).get(f"/{family}/{id}/reviews").json()["data"]
    return found


def decide(stack: Stack, verdict: str, family: str = "gates", id: str = "checkout") -> None:
    """Do to the newest review what a person does in the console."""
    stack.emulator.review(KEY, reviews(stack, family, id)[0]["review_id"], verdict)


def said(run: Run, *words: str) -> bool:
    return any(all(word in message for word in words) for message in run.messages)


@pytest.fixture
def proposed(stack: Stack) -> Stack:
    """A stack whose gate is at 10 percent, and whose program says 50: the change waits in a review."""
    stack.up(gate(10))
    run = stack.up(gate(50))
    assert run.ops() == {"checkout": "update"}
    assert said(run, "Gate 'checkout'", "rules proposed and not changed yet", "is pending")
    return stack


def test_a_change_is_proposed_shown_until_it_is_accepted_and_committed_by_the_next_run(proposed: Stack) -> None:
    (review,) = reviews(proposed)
    assert (review["type"], review["status"], percentage(proposed)) == ("rules", "pending", 10)
    outputs = proposed.state()["checkout"]["outputs"]
    assert (outputs["review_id"], outputs["rules"][0]["pass_percentage"]) == (review["review_id"], 10)
    preview = proposed.preview()
    assert preview.ops() == {"checkout": "update"}
    assert said(preview, "waits in review")
    assert proposed.refresh("--expect-no-changes").ops() == {}
    assert proposed.preview().steps["checkout"].op == "update"
    decide(proposed, "approve")
    assert said(proposed.up(), "committed")
    assert percentage(proposed) == 50
    assert "review_id" not in proposed.state()["checkout"]["outputs"]
    assert proposed.up().ops() == {}
    assert [one["status"] for one in reviews(proposed)] == ["committed"]


@pytest.mark.long
def test_a_rejected_change_is_an_error_until_the_program_moves_on_and_one_that_is_taken_back_is_cancelled(
    proposed: Stack,
) -> None:
    decide(proposed, "reject")
    assert said(proposed.up(ok=False), "was rejected by person@example.com", "review_description")
    assert said(proposed.up(gate(20)), "is pending")
    assert said(proposed.up(gate(30)), "edited")
    assert [one["status"] for one in reviews(proposed)] == ["pending", "rejected"]
    assert said(proposed.up(gate(10)), "cancelled")
    assert proposed.up().ops() == {}
    assert [one["status"] for one in reviews(proposed)] == ["rejected"]
    assert percentage(proposed) == 10


@pytest.mark.long
def test_an_approval_survives_neither_an_edit_of_the_program_nor_of_the_console(proposed: Stack) -> None:
    decide(proposed, "approve")
    proposed.up(gate(30, "Another text"))
    assert (percentage(proposed), live(proposed)["description"]) == (10, "Another text")
    decide(proposed, "approve")
    edited = {**live(proposed)["rules"][0], "environments": ["development"]}
    proposed.emulator.edit(KEY, "gates", "checkout", {"rules": [edited]})
    proposed.up()
    assert percentage(proposed) == 10
    decide(proposed, "approve")
    proposed.up()
    assert (percentage(proposed), live(proposed)["rules"][0]["environments"]) == (30, ["development"])


@pytest.mark.long
def test_what_people_commit_in_the_console_is_seen_by_a_refresh_and_destroying_cancels_what_waits(
    proposed: Stack,
) -> None:
    decide(proposed, "approve")
    decide(proposed, "commit")
    proposed.refresh()
    assert "review_id" not in proposed.state()["checkout"]["outputs"]
    assert proposed.preview().ops() == {}
    proposed.up(gate(60))
    proposed.destroy()
    assert proposed.emulator.get(KEY, "gates", "checkout") is None
    assert [one["status"] for one in proposed.emulator.all(KEY, "reviews")] == ["committed"]


@pytest.mark.long
def test_the_whole_stack_proposes_where_its_configuration_says_so(stack: Stack) -> None:
    program = gate(10).replace('review="propose",', "")
    stack.config["statsig:review"] = "propose"
    stack.up(program)
    stack.up(program.replace("=10", "=50"))
    assert percentage(stack) == 10
    stack.up(program.replace("=10", "=50").replace('"checkout",', '"checkout", review="direct",'))
    assert percentage(stack) == 50
    assert [one for one in reviews(stack) if one["status"] == "pending"] == []


@pytest.mark.long
def test_adopting_proposes_what_differs(stack: Stack) -> None:
    console(stack).post("/gates", json={"name": "checkout", "description": ""})
    assert said(stack.up(gate(50, more="adopt=True,")), "proposed and not changed yet")
    assert live(stack)["rules"] == []
    decide(stack, "approve")
    stack.up()
    assert percentage(stack) == 50


@pytest.mark.long
def test_configs_experiments_and_autotunes_propose_what_they_have_reviews_for(stack: Stack) -> None:
    program = """
        statsig.DynamicConfig("limits", review="propose", default_value={{"a": {number}}}, rules=[
            ConfigRule(name="r", conditions=[when.everyone()], return_value={{"a": {number}}}),
        ])
        statsig.Experiment("copy", review="propose", hypothesis="{number}", status="{status}")
        statsig.Autotune("color", review="propose", status="{status}", success_event="buy", exploration_window="24hr",
            attribution_window="1hr", winner_threshold="95%",
            variants=[statsig.AutotuneVariant(name=c, value={{"color": c}}) for c in ("red", "green")])
        """
    stack.up(program.format(number=1, status="setup"))
    run = stack.up(program.format(number=2, status="active"))
    assert said(run, "Experiment 'copy'", "then follows status")
    objects = [("dynamic_configs", "limits"), ("experiments", "copy"), ("autotunes", "color")]
    assert live(stack, *objects[0])["defaultValue"] == {"a": 1}
    for one in objects:
        assert len(reviews(stack, *one)) == 1
        decide(stack, "approve", *one)
    run = stack.up()
    assert said(run, "Experiment 'copy'", "status proposed")
    config, experiment, autotune = (live(stack, *one) for one in objects)
    assert (config["defaultValue"], config["rules"][0]["returnValue"]) == ({"a": 2}, {"a": 2})
    assert (experiment["hypothesis"], experiment["status"], autotune["isStarted"]) == ("2", "setup", True)
    decide(stack, "approve", "experiments", "copy")
    stack.up()
    assert live(stack, "experiments", "copy")["status"] == "active"
    assert stack.up().ops() == {}
