"""Changes that go through reviews: proposed in one `up`, decided by people, committed by the next. Under the engine."""

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


class TestStory:
    def test_a_proposed_change_leaves_the_object_as_it_is_and_the_next_preview_still_shows_it(
        self, proposed: Stack
    ) -> None:
        (review,) = reviews(proposed)
        assert (review["type"], review["status"]) == ("rules", "pending")
        assert percentage(proposed) == 10
        outputs = proposed.state()["checkout"]["outputs"]
        assert outputs["review_id"] == review["review_id"]
        assert outputs["rules"][0]["pass_percentage"] == 10
        assert proposed.preview().ops() == {"checkout": "update"}

    def test_a_refresh_shows_no_drift_and_the_change_after_it_in_full(self, proposed: Stack) -> None:
        run = proposed.refresh("--expect-no-changes")
        assert run.ops() == {}
        planned = proposed.preview().steps["checkout"]
        assert planned.op == "update"
        assert proposed.state()["checkout"]["outputs"]["review_id"]

    def test_an_accepted_change_is_committed_by_the_next_up(self, proposed: Stack) -> None:
        decide(proposed, "approve")
        run = proposed.up()
        assert said(run, "committed")
        assert percentage(proposed) == 50
        assert reviews(proposed)[0]["status"] == "committed"
        assert "review_id" not in proposed.state()["checkout"]["outputs"]
        assert proposed.up().ops() == {}
        assert len(reviews(proposed)) == 1

    def test_a_pending_change_waits_through_any_number_of_runs_in_one_review(self, proposed: Stack) -> None:
        for _ in range(2):
            assert said(proposed.up(), "is pending")
        assert len(reviews(proposed)) == 1
        assert percentage(proposed) == 10

    def test_a_rejected_change_is_an_error_until_the_program_moves_on(self, proposed: Stack) -> None:
        decide(proposed, "reject")
        run = proposed.up(ok=False)
        assert said(run, "was rejected", "review_description")
        assert percentage(proposed) == 10
        assert len(reviews(proposed)) == 1
        assert said(proposed.up(gate(20)), "is pending")
        assert len(reviews(proposed)) == 2

    def test_a_rejected_change_can_be_proposed_once_more_with_another_description(self, proposed: Stack) -> None:
        decide(proposed, "reject")
        proposed.up(gate(50, more='review_description="Asked product again",'))
        assert reviews(proposed)[0]["description"].startswith("Asked product again")

    def test_a_change_that_has_moved_on_is_edited_into_the_same_review(self, proposed: Stack) -> None:
        before = reviews(proposed)[0]["review_id"]
        assert said(proposed.up(gate(30)), "edited")
        assert reviews(proposed)[0]["review_id"] == before
        decide(proposed, "approve")
        proposed.up()
        assert percentage(proposed) == 30

    def test_an_approval_does_not_survive_an_edit(self, proposed: Stack) -> None:
        decide(proposed, "approve")
        proposed.up(gate(30))
        assert percentage(proposed) == 10
        assert reviews(proposed)[0]["status"] == "pending"

    def test_a_change_that_is_taken_out_of_the_program_is_cancelled(self, proposed: Stack) -> None:
        run = proposed.up(gate(10))
        assert said(run, "cancelled")
        assert [one for one in reviews(proposed) if one["status"] == "pending"] == []
        assert proposed.up().ops() == {}

    def test_a_console_edit_meanwhile_is_not_thrown_away_by_a_commit(self, proposed: Stack) -> None:
        decide(proposed, "approve")
        rule = live(proposed)["rules"][0]
        edited = {**rule, "environments": ["development"]}
        proposed.emulator.edit(KEY, "gates", "checkout", {"rules": [edited]})
        proposed.up()
        assert percentage(proposed) == 10  # what was accepted was on top of something else
        decide(proposed, "approve")
        proposed.up()
        assert percentage(proposed) == 50
        assert live(proposed)["rules"][0]["environments"] == ["development"]

    def test_what_people_commit_in_the_console_is_seen_by_a_refresh(self, proposed: Stack) -> None:
        decide(proposed, "approve")
        decide(proposed, "commit")
        proposed.refresh()
        assert "review_id" not in proposed.state()["checkout"]["outputs"]
        assert proposed.preview().ops() == {}

    def test_what_a_person_changes_in_the_review_is_put_right_before_it_is_committed(self, proposed: Stack) -> None:
        (review,) = reviews(proposed)
        rule = live(proposed)["rules"][0]
        change = {"change": {"rules": [{**rule, "passPercentage": 100}]}}
        console(proposed).put(f"/gates/checkout/reviews/{review['review_id']}", json=change).raise_for_status()
        decide(proposed, "approve")
        proposed.up()
        assert percentage(proposed) == 10
        decide(proposed, "approve")
        proposed.up()
        assert percentage(proposed) == 50


class TestDeclared:
    def test_what_a_review_cannot_carry_is_applied(self, proposed: Stack) -> None:
        proposed.up(gate(50, "Another text"))
        assert live(proposed)["description"] == "Another text"
        assert percentage(proposed) == 10

    def test_a_run_that_waits_commits_what_is_accepted_meanwhile(self, stack: Stack) -> None:
        stack.up(gate(10))
        stack.emulator.add_fault(KEY, {}) if False else None
        run = stack.up(gate(50, more="review_wait=2,"))
        assert said(run, "waiting up to 2 s")
        assert said(run, "is pending")

    def test_the_whole_stack_proposes_where_its_configuration_says_so(self, stack: Stack) -> None:
        program = gate(10).replace('review="propose",', "")
        stack.config["statsig:review"] = "propose"
        stack.up(program)
        stack.up(program.replace("=10", "=50"))
        assert percentage(stack) == 10
        stack.up(program.replace("=10", "=50").replace('"checkout",', '"checkout", review="direct",'))
        assert percentage(stack) == 50
        assert [one for one in reviews(stack) if one["status"] == "pending"] == []

    def test_destroying_cancels_the_review(self, proposed: Stack) -> None:
        proposed.destroy()
        assert proposed.emulator.get(KEY, "gates", "checkout") is None
        assert proposed.emulator.all(KEY, "reviews") == []

    def test_adopting_proposes_what_differs(self, stack: Stack) -> None:
        console(stack).post("/gates", json={"name": "checkout", "description": ""})
        run = stack.up(gate(50, more="adopt=True,"))
        assert said(run, "proposed and not changed yet")
        assert live(stack)["rules"] == []
        decide(stack, "approve")
        stack.up()
        assert percentage(stack) == 50


class TestOtherKinds:
    def test_a_dynamic_config_proposes_rules_and_default_together(self, stack: Stack) -> None:
        program = 'statsig.DynamicConfig("limits", review="propose", default_value={"a": 1}, rules=[])'
        stack.up(program)
        stack.up(
            program.replace('{"a": 1}', '{"a": 2}').replace(
                "rules=[]",
                'rules=[ConfigRule(name="r", conditions=[when.everyone()], return_value={"a": 3})]',
            )
        )
        assert len(reviews(stack, "dynamic_configs", "limits")) == 1
        assert live(stack, "dynamic_configs", "limits")["defaultValue"] == {"a": 1}
        decide(stack, "approve", "dynamic_configs", "limits")
        stack.up()
        config = live(stack, "dynamic_configs", "limits")
        assert config["defaultValue"] == {"a": 2}
        assert config["rules"][0]["returnValue"] == {"a": 3}
        assert stack.up().ops() == {}

    def test_an_experiment_proposes_its_settings_and_then_its_start(self, stack: Stack) -> None:
        program = 'statsig.Experiment("copy", review="propose", hypothesis="{}", status="{}")'
        stack.up(program.format("a", "setup"))
        run = stack.up(program.format("b", "active"))
        assert said(run, "then follows status")
        decide(stack, "approve", "experiments", "copy")
        run = stack.up()
        assert said(run, "status proposed")
        assert (live(stack, "experiments", "copy")["hypothesis"], live(stack, "experiments", "copy")["status"]) == (
            "b",
            "setup",
        )
        decide(stack, "approve", "experiments", "copy")
        stack.up()
        assert live(stack, "experiments", "copy")["status"] == "active"
        assert stack.up().ops() == {}

    def test_an_autotune_proposes_its_start(self, stack: Stack) -> None:
        program = """
            statsig.Autotune("color", review="propose", status="{}", success_event="buy", exploration_window="24hr",
                attribution_window="1hr", winner_threshold="95%",
                variants=[statsig.AutotuneVariant(name=c, value={{"color": c}}) for c in ("red", "green")])
            """
        stack.up(program.format("setup"))
        stack.up(program.format("active"))
        assert not live(stack, "autotunes", "color")["isStarted"]
        decide(stack, "approve", "autotunes", "color")
        stack.up()
        assert live(stack, "autotunes", "color")["isStarted"]
        assert stack.up().ops() == {}
