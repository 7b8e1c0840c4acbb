"""Changes that are proposed for review: a bad network, other people, other stacks. In one process."""

from __future__ import annotations

from typing import Any

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.commit import commit_description
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Claims, Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import ApiError, InvalidInput, StatsigError
from statsig_pulumi.kind import Kind
from tests.clock import WaitingClock

KEY = "console-proposals"
EVERYONE = {"name": "everyone", "conditions": [{"type": "public"}]}


class Reviewed:
    """A stack with one object, whose runs follow each other."""

    key = KEY

    def __init__(self, kind: type[Kind] = statsig.Gate, stack: str = "p/dev", **settings: Any) -> None:
        self.kind, self.stack = kind, stack
        self.clock = WaitingClock()
        self.emulator = Emulator(now=self.clock)
        self.said: list[str] = []
        self.settings = Settings(self.key, "emulator:", **settings)
        self.client = self._client()
        self.id, self.state = "", {}

    def _client(self) -> Client:
        return Client(self.settings, transport=EmulatorTransport(self.emulator), clock=self.clock)

    def controller(self) -> Controller:
        return Controller(self.kind, self.client, self.state, Run("1", self.stack, claims=Claims(), folder=None))

    def up(self, **inputs: Any) -> dict[str, Any]:
        """Create the object, or update it; return the outputs."""
        if not self.id:
            self.id, self.state = self.controller().create(inputs)
        else:
            self.state = self.controller().update(self.id, inputs)
        return self.state

    def gate(self, percentage: float, **more: Any) -> dict[str, Any]:
        rules = [{**EVERYONE, "pass_percentage": percentage}]
        return self.up(**{"gate_id": "gate", "review": "propose", "rules": rules, **more})

    def live(self, family: str = "gates") -> dict[str, Any]:
        found = self.emulator.get(self.key, family, self.id)
        assert found is not None
        return found

    def percentage(self) -> float:
        return float(self.live()["rules"][0]["passPercentage"])

    def reviews(self) -> list[dict[str, Any]]:
        return self.emulator.all(KEY, "reviews")

    def decide(self, verdict: str) -> None:
        """Do to the newest review what a person does in the console."""
        self.emulator.review(KEY, self.reviews()[-1]["id"], verdict)


@pytest.fixture
def proposed() -> Reviewed:
    """A gate at 10 percent whose program says 50."""
    stack = Reviewed()
    stack.gate(10)
    stack.gate(50)
    return stack


class TestNetwork:
    @pytest.mark.parametrize("kind", ["timeout", "drop", "html"])
    def test_a_proposal_whose_response_is_lost_is_one_review(self, kind: str) -> None:
        stack = Reviewed()
        stack.gate(10)
        stack.emulator.fail(kind=kind, method="POST", path="/gates/{id}/reviews", after_effect=True)
        stack.gate(50)
        assert len(stack.reviews()) == 1
        assert stack.state["review_id"] == stack.reviews()[0]["id"]

    @pytest.mark.parametrize("kind", ["timeout", "drop", "html"])
    def test_a_commit_whose_response_is_lost_is_a_commit(self, proposed: Reviewed, kind: str) -> None:
        proposed.decide("approve")
        proposed.emulator.fail(kind=kind, method="PUT", path="*/commit", after_effect=True)
        assert "review_id" not in proposed.gate(50)
        assert proposed.percentage() == 50

    def test_a_run_that_was_killed_after_its_proposal_finds_it_again(self, proposed: Reviewed) -> None:
        del proposed.state["review_id"], proposed.state["__review"]
        proposed.gate(50)
        assert len(proposed.reviews()) == 1
        proposed.decide("approve")
        del proposed.state["review_id"]
        proposed.gate(50)
        assert proposed.percentage() == 50

    def test_a_commit_that_is_refused_leaves_the_review_for_the_next_run(self, proposed: Reviewed) -> None:
        proposed.decide("approve")
        proposed.emulator.fail(status=400, method="PUT", path="*/commit")
        with pytest.raises(ApiError):
            proposed.gate(50)
        assert proposed.percentage() == 10
        proposed.gate(50)
        assert proposed.percentage() == 50


class TestOthers:
    def test_another_stacks_review_is_neither_taken_nor_cancelled(self, proposed: Reviewed) -> None:
        proposed.stack, proposed.state = "p/other", {**proposed.state, "__stack": "p/other"}
        del proposed.state["review_id"], proposed.state["__review"]
        with pytest.raises(StatsigError, match="still pending"):
            proposed.gate(30)
        assert len(proposed.reviews()) == 1
        assert proposed.percentage() == 10
        proposed.gate(10)
        assert [one["status"] for one in proposed.reviews()] == ["pending"]

    def test_what_somebody_changes_in_the_review_is_put_right_before_it_is_committed(self, proposed: Reviewed) -> None:
        ids = {"id": "gate", "reviewID": proposed.state["review_id"]}
        change = {"change": {"rules": [{**proposed.live()["rules"][0], "passPercentage": 100}]}}
        proposed.client.request("PUT", "/gates/{id}/reviews/{reviewID}", body=change, **ids)
        proposed.decide("approve")
        proposed.gate(50)
        assert proposed.percentage() == 10
        proposed.decide("approve")
        proposed.gate(50)
        assert proposed.percentage() == 50

    def test_changes_that_are_asked_for_keep_the_review_and_end_the_waiting(self, proposed: Reviewed) -> None:
        proposed.decide("request_changes")
        before = proposed.clock.now
        proposed.gate(50, review_wait=600)
        assert proposed.clock.now == before
        assert proposed.state["review_id"]

    def test_a_rejection_names_who_and_why(self, proposed: Reviewed) -> None:
        proposed.decide("reject")
        with pytest.raises(InvalidInput, match=r"rejected by person@example.com"):
            proposed.gate(50)

    def test_another_commit_does_not_propose_a_rejected_change_once_more(self, proposed: Reviewed) -> None:
        (review,) = proposed.reviews()
        of_then = {"description": "Gate 'gate'; commit 0123456 Of yesterday\n\n[pulumi p/dev]"}
        proposed.emulator.edit(KEY, "reviews", review["id"], of_then)
        proposed.decide("reject")
        with pytest.raises(InvalidInput, match="rejected"):
            proposed.gate(50)
        proposed.gate(50, review_description="Asked product again")
        assert len(proposed.reviews()) == 2

    def test_a_change_that_fails_its_webhook_is_an_error_and_its_review_is_edited_or_cancelled(
        self, proposed: Reviewed
    ) -> None:
        def fail() -> None:
            proposed.emulator.edit(KEY, "reviews", proposed.reviews()[0]["id"], {"status": "failed_webhook_validation"})

        fail()
        with pytest.raises(InvalidInput, match="webhook"):
            proposed.gate(50)
        proposed.gate(30)
        assert [one["status"] for one in proposed.reviews()] == ["pending"]
        fail()
        proposed.gate(30, review_description="Validate it once more")
        assert [one["status"] for one in proposed.reviews()] == ["pending"]
        fail()
        proposed.gate(10)
        assert proposed.reviews() == []

    def test_a_review_that_somebody_cancelled_is_proposed_anew(self, proposed: Reviewed) -> None:
        proposed.decide("cancel")
        proposed.gate(50)
        assert len(proposed.reviews()) == 1

    def test_a_project_that_requires_reviews_says_how_to_propose(self) -> None:
        stack = Reviewed()
        stack.gate(10, review_settings={"required_review": True}, review="direct")
        with pytest.raises(ApiError, match="review='propose'"):
            stack.gate(50, review_settings={"required_review": True}, review="direct")
        stack.gate(50, review_settings={"required_review": True})
        stack.decide("approve")
        stack.gate(50, review_settings={"required_review": True})
        assert stack.percentage() == 50


class TestWaiting:
    def test_what_is_accepted_in_time_is_committed_by_the_same_run(self, proposed: Reviewed) -> None:
        proposed.clock.waited = lambda _seconds: proposed.decide("approve")
        proposed.gate(50, review_wait=60)
        assert proposed.percentage() == 50

    def test_the_limit_ends_the_waiting_with_the_object_unchanged(self, proposed: Reviewed) -> None:
        before = proposed.clock.now
        proposed.gate(50, review_wait=60)
        assert 60 <= proposed.clock.now - before < 70
        assert proposed.percentage() == 10

    def test_what_is_rejected_meanwhile_is_an_error_at_once(self, proposed: Reviewed) -> None:
        proposed.clock.waited = lambda _seconds: proposed.decide("reject")
        with pytest.raises(InvalidInput, match="rejected"):
            proposed.gate(50, review_wait=600)

    def test_the_stack_may_say_how_long(self) -> None:
        stack = Reviewed(review="propose", review_wait=30.0)
        stack.gate(10)
        before = stack.clock.now
        stack.gate(50, review=None)
        assert stack.clock.now - before >= 30


class TestOneChangeAReview:
    def test_two_changes_go_one_after_the_other(self, proposed: Reviewed) -> None:
        proposed.gate(50, is_enabled=False)
        assert len(proposed.reviews()) == 1
        proposed.decide("approve")
        proposed.gate(50, is_enabled=False)
        assert (proposed.percentage(), proposed.live()["isEnabled"]) == (50, True)
        proposed.decide("approve")
        proposed.gate(50, is_enabled=False)
        assert proposed.live()["isEnabled"] is False
        assert "review_id" not in proposed.state

    def test_a_status_is_a_change(self, proposed: Reviewed) -> None:
        proposed.gate(10)
        proposed.gate(10, status="Disabled")
        assert proposed.live()["status"] == "In Progress"
        proposed.decide("approve")
        proposed.gate(10, status="Disabled")
        assert proposed.live()["status"] == "Disabled"

    def test_a_field_that_the_program_lets_go_is_proposed_at_its_default(self, proposed: Reviewed) -> None:
        proposed.gate(10)
        proposed.up(gate_id="gate", review="propose")
        assert proposed.percentage() == 10
        proposed.up(gate_id="gate", review="propose")
        assert len([one for one in proposed.reviews() if one["status"] == "pending"]) == 1
        proposed.decide("approve")
        state = proposed.up(gate_id="gate", review="propose")
        assert proposed.live()["rules"] == []
        assert "rules" not in state

    def test_turning_reviews_off_applies_the_change_and_cancels_the_review(self, proposed: Reviewed) -> None:
        proposed.gate(50, review="direct")
        assert proposed.percentage() == 50
        assert proposed.reviews() == []

    def test_json5_of_a_dynamic_config_is_proposed_and_settles(self) -> None:
        stack = Reviewed(statsig.DynamicConfig)
        text = '{"a": 1, /* why */ "b": null}'
        stack.up(config_id="config", review="propose", default_value={"a": 1})
        stack.up(config_id="config", review="propose", default_value_json5=text)
        stack.decide("approve")
        stack.up(config_id="config", review="propose", default_value_json5=text)
        assert stack.live("dynamic_configs")["defaultValue"] == {"a": 1, "b": None}
        assert "review_id" not in stack.state


AUTOTUNE = {
    "variants": [{"name": name, "value": {}} for name in "ab"],
    "success_event": "buy",
    "exploration_window": "24hr",
    "attribution_window": "1hr",
    "winner_threshold": "95%",
}


class TestOtherDescription:
    @pytest.mark.parametrize(
        ("kind", "before", "after"),
        [
            (statsig.Gate, {"gate_id": "object"}, {"is_enabled": False}),
            (statsig.DynamicConfig, {"config_id": "object"}, {"default_value": {"a": 1}}),
            (statsig.Experiment, {"experiment_id": "object"}, {"hypothesis": "It sells"}),
            (statsig.Autotune, {"name": "object", **AUTOTUNE, "status": "setup"}, {"status": "active"}),
        ],
    )
    def test_it_is_put_into_the_review_that_waits_and_leaves_an_accepted_one_alone(
        self, kind: type[Kind], before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        stack = Reviewed(kind)
        program = {**before, "review": "propose"}
        stack.up(**program)
        program |= after
        stack.up(**program)
        stack.up(**program, review_description="Asked product")
        (review,) = stack.reviews()
        assert review["description"].startswith("Asked product")
        stack.decide("approve")
        stack.up(**program, review_description="Something else")
        assert stack.reviews()[0]["status"] == "committed"

    def test_a_dynamic_config_that_has_moved_on_is_edited(self) -> None:
        stack = Reviewed(statsig.DynamicConfig)
        for number in (1, 2, 3):
            stack.up(config_id="object", review="propose", default_value={"a": number})
        (review,) = stack.reviews()
        assert review["change"] == {"default_value": {"a": 3}}


class TestReviewers:
    def test_people_are_named_by_address_or_id_and_groups_by_name(self) -> None:
        stack = Reviewed()
        stack.gate(10)
        people = stack.client.request("GET", "/users")
        with pytest.raises(InvalidInput, match=r"nobody .* 'nobody@example.com'"):
            stack.gate(50, reviewers=["nobody@example.com"])
        stack.gate(50, reviewers=[people[0]["email"]])
        assert stack.reviews()[0]["reviewers"]["users"] == [people[0]["userID"]]


class TestDescription:
    def test_it_names_the_pull_request_of_a_github_job(self) -> None:
        env = {
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_REF": "refs/pull/12/merge",
            "GITHUB_SHA": "abc",
        }
        assert commit_description("Gate 'g'", env).endswith("https://github.com/o/r/pull/12")

    def test_it_names_the_merge_request_of_a_gitlab_job(self) -> None:
        env = {"CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.com/o/r", "CI_MERGE_REQUEST_IID": "7"}
        assert commit_description("Gate 'g'", env).endswith("https://gitlab.com/o/r/-/merge_requests/7")

    def test_a_long_one_keeps_the_mark_by_which_the_review_is_found(self) -> None:
        stack = Reviewed()
        stack.gate(10)
        stack.gate(50, review_description="x" * 5000)
        (review,) = stack.reviews()
        assert len(review["description"]) == 2000
        assert review["description"].endswith("[pulumi p/dev]")
