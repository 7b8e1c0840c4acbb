"""Steps of reviews in a stack: CI is the second pair of eyes."""

from __future__ import annotations

import pytest

from .harness import KEY, Stack

pytestmark = [pytest.mark.engine, pytest.mark.long]

GATE = 'gate = statsig.Gate("dark", review_settings=statsig.ReviewSettings(required_review=True))'
STEP = """
ReviewAction({name!r}, kind="gate", object_id="dark", review_id={review!r}, action={action!r}{more})
"""


def test_a_proposed_change_is_approved_committed_and_neither_is_done_twice(stack: Stack) -> None:
    stack.up(GATE)
    proposal = {"description": "Lights on", "change": {"is_enabled": False}}
    review = stack.emulator.propose(KEY, "gates", "dark", proposal)
    seen = GATE + STEP.format(name="seen", review=review, action="approve", more="")
    stack.up(seen)
    assert stack.state()["seen"]["outputs"]["status"] == "accepted"
    later = ", opts=pulumi.ResourceOptions(depends_on=[seen])"
    both = seen.replace("ReviewAction", "seen = ReviewAction") + STEP.format(
        name="done", review=review, action="commit", more=later
    )
    assert stack.up(both).ops() == {"done": "create"}
    assert stack.state()["done"]["outputs"]["status"] == "committed"
    gate = stack.emulator.get(KEY, "gates", "dark")
    assert gate
    assert gate["isEnabled"] is False
    assert stack.preview().ops() == {}
    assert stack.preview(None, "--refresh").ops() == {}


def test_a_step_that_there_is_not_fails_the_preview(stack: Stack) -> None:
    run = stack.preview('ReviewAction("no", kind="gate", object_id="g", review_id="r", action="reject")', ok=False)
    assert "reason is needed to reject" in run.text


def test_a_refusal_names_the_reason(stack: Stack) -> None:
    stack.up("statsig.Gate('dark')")
    review = stack.emulator.propose(KEY, "gates", "dark", {"description": "d", "change": {"is_enabled": False}})
    program = "statsig.Gate('dark')" + STEP.format(name="early", review=review, action="commit", more="")
    run = stack.up(program, ok=False)
    assert f"Review {review} is pending: it cannot be committed" in run.text
