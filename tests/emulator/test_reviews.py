"""Reviews: what happens to a proposal, who may do it, what a commit changes, and what needs a review."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_pulumi.emulator.http import HTTPError

from .conftest import KEY, Console

SECOND = "console-second"
"""Another key of the project, which acts for itself."""
RULES = [{"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}]}]
AUTOTUNE = {
    "name": "tuned",
    "variants": [{"name": "a", "json": {}}, {"name": "b", "json": {}}],
    "successEvent": "bought",
    "explorationWindow": "24hr",
    "attributionWindow": "1hr",
    "winnerThreshold": "95%",
}
OBJECTS: dict[str, tuple[str, dict[str, Any]]] = {
    "gates": ("a_gate", {"name": "A Gate", "idType": "userID"}),
    "dynamic_configs": ("a_config", {"name": "A Config", "defaultValue": {"n": 1}}),
    "experiments": ("a_test", {"name": "A Test", "idType": "userID"}),
    "autotunes": ("tuned", AUTOTUNE),
}
PROPOSALS: dict[str, dict[str, Any]] = {
    "gates": {"description": "Ten percent", "change": {"rules": RULES}},
    "dynamic_configs": {"description": "Ten percent", "change": {"rules": RULES}},
    "experiments": {"description": "Go", "type": "start"},
    "autotunes": {"description": "Go", "type": "start"},
}
TEAM: dict[str, Any] = {
    "name": "Shop",
    "reviewApproval": "anyone",
    "changeTeamConfigs": "anyone",
    **{f"default{name}Metrics": [] for name in ("Gate", "ExperimentPrimary", "ExperimentSecondary", "Holdout")},
    **{name: [] for name in ("members", "admins", "defaultTargetApplications")},
}
FAMILIES = sorted(OBJECTS)
STATUSES = [
    "pending",
    "accepted",
    "rejected",
    "committed",
    "changes_requested",
    "pending_webhook_validation",
    "failed_webhook_validation",
    "approved_webhook_validation",
]
OPEN = {"pending", "changes_requested"}
REVIEWED = {"accepted", "approved_webhook_validation"}
FAILED = {"failed_webhook_validation"}
VERBS: dict[str, tuple[str, str, Any, set[str], str | None]] = {
    "approve": ("PUT", "/approve", {}, OPEN, "accepted"),
    "reject": ("PUT", "/reject", {"reason": "no"}, OPEN | REVIEWED | FAILED, "rejected"),
    "commit": ("PUT", "/commit", None, REVIEWED, "committed"),
    "edit": ("PUT", "", {"description": "Again"}, OPEN | REVIEWED | FAILED, "pending"),
    "cancel": ("DELETE", "", None, set(STATUSES) - {"rejected", "committed"}, None),
}
"""The requests by verb: method, path, body, the statuses that allow them, the status afterwards."""


class Reviews:
    """A project with one object of each family, and two keys."""

    def __init__(self, console: Console) -> None:
        self.console, self.emulator = console, console.emulator
        for family, (_, body) in OBJECTS.items():
            console.ok("POST", f"/{family}", body)
        self.emulator.add_key(SECOND, KEY)

    def path(self, family: str, review: str = "", below: str = "") -> str:
        return f"/{family}/{OBJECTS[family][0]}/reviews{f'/{review}' if review else ''}{below}"

    def propose(self, family: str = "gates", **body: Any) -> Any:
        return self.console.ok("POST", self.path(family), {**PROPOSALS[family], **body})

    def change(self, family: str = "gates", **change: Any) -> Any:
        return self.propose(family, change=change)

    def of_type(self, type: str, family: str = "experiments", **body: Any) -> Any:
        return self.console.ok("POST", self.path(family), {"type": type, **body})

    def read(self, family: str, review: str) -> Any:
        return self.console.ok("GET", self.path(family, review))

    def send(self, key: str, verb: str, family: str, review: str) -> tuple[int, str]:
        method, below, body, _, _ = VERBS[verb]
        response = self.console.client(key).request(method, self.path(family, review, below), json=body)
        return response.status_code, response.json()["message"]

    def status(self, family: str, review: str) -> str | None:
        response = self.console.http.get(self.path(family, review))
        return response.json()["data"]["status"] if response.status_code == 200 else None

    def commit(self, family: str, review: Any) -> None:
        """Accept a review by another key and commit it."""
        assert self.send(SECOND, "approve", family, review["review_id"])[0] == 200
        assert self.send(KEY, "commit", family, review["review_id"])[0] == 200

    def live(self, family: str) -> Any:
        return self.console.ok("GET", f"/{family}/{OBJECTS[family][0]}")

    def require(self, **settings: bool) -> None:
        page = self.console.ok("GET", "/settings/reviews")
        self.console.ok("POST", "/settings/reviews", {**page, "is_config_review_required": True, **settings})


@pytest.fixture
def reviews(console: Console) -> Reviews:
    """Return a project with an object of each family."""
    return Reviews(console)


class TestAProposal:
    @pytest.mark.parametrize("family", FAMILIES)
    def test_is_a_pending_review_and_changes_nothing(self, reviews: Reviews, family: str) -> None:
        before = reviews.live(family)
        review = reviews.propose(family)
        expected = {
            "review_id": review["review_id"],
            "status": "pending",
            "type": {"gates": "rules", "dynamic_configs": "rules"}.get(family, "start"),
            "author": {"id": "key", "email": None},
            "reviewers": [],
            "description": PROPOSALS[family]["description"],
            "created_at": "2023-11-14T22:13:20.000Z",
        }
        assert {name: value for name, value in review.items() if name != "content"} == expected
        assert reviews.read(family, review["review_id"]) == review
        assert reviews.console.ok("GET", reviews.path(family)) == [expected]
        after = reviews.live(family)
        after.pop("activeReview", None)
        assert after == before

    def test_shows_the_live_rules_and_the_proposed_ones(self, reviews: Reviews) -> None:
        content = reviews.propose()["content"]
        (rule,) = content["proposed"]["rules"]
        assert content == {"type": "rules", "current": {"rules": []}, "proposed": {"rules": [rule]}}
        assert rule.items() >= RULES[0].items()

    def test_shows_what_somebody_made_live_meanwhile(self, reviews: Reviews) -> None:
        review = reviews.change(is_enabled=False)
        assert review["content"]["current"] == {"is_enabled": True}
        reviews.emulator.edit(KEY, "gates", "a_gate", {"isEnabled": False})
        assert reviews.read("gates", review["review_id"])["content"]["current"] == {"is_enabled": False}

    def test_of_what_shows_nothing_has_null_as_its_content(self, reviews: Reviews) -> None:
        assert reviews.change(delete=True)["content"] is None
        assert reviews.of_type("reallocate")["content"] is None

    @pytest.mark.parametrize("family", FAMILIES)
    def test_is_one_at_a_time(self, reviews: Reviews, family: str) -> None:
        first = reviews.propose(family)["review_id"]
        status, message, _ = reviews.console.error("POST", reviews.path(family), PROPOSALS[family])
        assert (status, message) == (400, f"Review {first} of this object is still pending")
        assert reviews.send(SECOND, "reject", family, first)[0] == 200
        second = reviews.propose(family)["review_id"]
        assert [one["review_id"] for one in reviews.console.ok("GET", reviews.path(family))] == [second, first]

    def test_names_its_reviewers(self, reviews: Reviews) -> None:
        reviews.emulator.seed(KEY, "review_groups", {"id": "team-x", "name": "Team X", "user_ids": []})
        (ada,) = [u["userID"] for u in reviews.console.ok("GET", "/users") if u["email"] == "ada.member@example.com"]
        review = reviews.propose(reviewer_ids=[ada], reviewer_group_ids=["team-x"])
        assert review["reviewers"] == [{"id": ada, "kind": "user"}, {"id": "team-x", "kind": "group"}]

    @pytest.mark.parametrize("name", ["reviewer_ids", "reviewer_group_ids"])
    def test_to_an_unknown_reviewer_is_refused(self, reviews: Reviews, name: str) -> None:
        body = {**PROPOSALS["gates"], name: ["nobody"]}
        assert reviews.console.error("POST", reviews.path("gates"), body)[2] == {
            "reviewers": "Unknown reviewer(s): nobody"
        }

    @pytest.mark.parametrize(
        ("family", "body", "wrong"),
        [
            ("gates", {"change": {}}, "change"),
            ("gates", {"change": {"is_enabled": True, "is_archived": True}}, "change"),
            ("gates", {"change": {"rules": RULES, "is_enabled": True}}, "change"),
            ("dynamic_configs", {"change": {"restore": {"snapshot_id": "9"}, "rules": RULES}}, "change"),
            ("dynamic_configs", {"change": {"restore": {"snapshot_id": "9"}}}, "change.restore.snapshot_id"),
            ("gates", {"change": {"rules": [*RULES, *RULES]}}, "rules"),
            ("experiments", {"type": "make_decision"}, "winning_group_id"),
            ("experiments", {"type": "update_settings"}, "settings"),
            ("autotunes", {"type": "scheduled_start"}, "start_time"),
        ],
    )
    def test_that_cannot_be_made_is_refused(
        self, reviews: Reviews, family: str, body: dict[str, Any], wrong: str
    ) -> None:
        status, _, errors = reviews.console.error("POST", reviews.path(family), {"description": "d", **body})
        assert (status, list(errors)) == (400, [wrong])
        assert reviews.console.ok("GET", reviews.path(family)) == []

    def test_that_the_direct_operation_would_refuse_is_refused_with_its_message(self, reviews: Reviews) -> None:
        status, message, _ = reviews.console.error("POST", reviews.path("experiments"), {"type": "restart"})
        assert (status, message) == (400, "Experiment has not yet started")

    @pytest.mark.parametrize("family", FAMILIES)
    def test_of_an_unknown_object_is_a_404(self, reviews: Reviews, family: str) -> None:
        for method, below, body in (("GET", "", None), ("POST", "", PROPOSALS[family]), ("GET", "/x", None)):
            assert reviews.console.error(method, f"/{family}/unknown/reviews{below}", body)[0] == 404

    def test_is_not_found_by_way_of_another_object(self, reviews: Reviews) -> None:
        review = reviews.propose()["review_id"]
        for path in (f"/gates/unknown/reviews/{review}", reviews.path("dynamic_configs", review)):
            assert reviews.console.error("GET", path)[0] == 404

    def test_in_flight_is_shown_by_its_gate_and_its_experiment(self, reviews: Reviews) -> None:
        for family in ("gates", "experiments"):
            review = reviews.propose(family)
            shown = {
                "reviewID": review["review_id"],
                "reviewStatus": "pending",
                "description": review["description"],
            }
            assert reviews.live(family)["activeReview"] == shown
            assert [doc["activeReview"] for doc in reviews.console.ok("GET", f"/{family}")] == [shown]
            assert reviews.send(SECOND, "reject", family, review["review_id"])[0] == 200
            assert "activeReview" not in reviews.live(family)


class TestAStatus:
    @pytest.mark.parametrize("status", STATUSES)
    @pytest.mark.parametrize("verb", VERBS)
    @pytest.mark.parametrize("family", FAMILIES)
    def test_allows_what_leads_on_and_refuses_the_rest(
        self, reviews: Reviews, family: str, verb: str, status: str
    ) -> None:
        review = reviews.propose(family)["review_id"]
        reviews.emulator.edit(KEY, "reviews", review, {"status": status})
        allowed, after = VERBS[verb][3:]
        key = KEY if verb in ("edit", "commit", "cancel") else SECOND
        code, message = reviews.send(key, verb, family, review)
        if status in allowed:
            assert (code, reviews.status(family, review)) == (200, after), message
        else:
            assert code == 400
            assert message.startswith(f"Review {review} is {status}: it cannot be ")
            assert reviews.status(family, review) == status

    @pytest.mark.parametrize("verb", [*VERBS, "read"])
    def test_is_that_of_a_review_that_exists(self, reviews: Reviews, verb: str) -> None:
        method, below, body = VERBS[verb][:3] if verb in VERBS else ("GET", "", None)
        status, message, _ = reviews.console.error(method, reviews.path("gates", "unknown", below), body)
        assert (status, message) == (404, "Review not found.")

    @pytest.mark.parametrize("verdict", ["approve", "reject", "request_changes", "commit", "cancel"])
    def test_is_what_a_person_in_the_console_makes_it(self, reviews: Reviews, verdict: str) -> None:
        review = reviews.propose()["review_id"]
        reviews.emulator.edit(KEY, "reviews", review, {"status": "accepted" if verdict == "commit" else "pending"})
        reviews.emulator.review(KEY, review, verdict)
        names = {"approve": "accepted", "reject": "rejected", "commit": "committed", "cancel": None}
        assert reviews.status("gates", review) == names.get(verdict, "changes_requested")
        assert bool(reviews.live("gates")["rules"]) == (verdict == "commit")

    def test_follows_the_control_plane_over_http(self, reviews: Reviews) -> None:
        send = reviews.console.http.post
        base = "http://emulator.invalid/_emulator"
        proposal = {"key": KEY, "family": "gates", "id": "a_gate", "proposal": PROPOSALS["gates"]}
        review = send(f"{base}/propose", json=proposal).json()["data"]
        assert reviews.read("gates", review)["author"] == {"id": "person", "email": "person@example.com"}
        ask = {"key": KEY, "id": review, "verdict": "commit"}
        refused = send(f"{base}/review", json=ask)
        assert (refused.status_code, refused.json()["message"]) == (
            400,
            f"Review {review} is pending: it cannot be committed",
        )
        assert send(f"{base}/review", json={**ask, "id": "unknown"}).status_code == 404
        assert send(f"{base}/review", json={**ask, "verdict": "like"}).status_code == 400

    @pytest.mark.parametrize("passed", [True, False])
    def test_waits_for_a_webhook(self, reviews: Reviews, passed: bool) -> None:
        review = reviews.propose()["review_id"]
        result = {"reviewID": review, "validated": passed}
        reviews.console.ok("POST", "/change_validation", result)
        assert reviews.status("gates", review) == "pending"
        reviews.emulator.edit(KEY, "reviews", review, {"status": "pending_webhook_validation"})
        reviews.console.ok("POST", "/change_validation", result)
        assert reviews.status("gates", review) == f"{'approved' if passed else 'failed'}_webhook_validation"
        assert reviews.send(KEY, "commit", "gates", review)[0] == (200 if passed else 400)

    def test_cannot_be_that_of_ones_own_review_in_the_console_either(self, reviews: Reviews) -> None:
        review = reviews.emulator.propose(KEY, "gates", "a_gate", PROPOSALS["gates"])
        with pytest.raises(HTTPError, match="author"):
            reviews.emulator.review(KEY, review, "approve")


class TestAnEdit:
    @pytest.mark.parametrize("family", FAMILIES)
    def test_takes_an_approval_back(self, reviews: Reviews, family: str) -> None:
        review = reviews.propose(family)["review_id"]
        assert reviews.send(SECOND, "approve", family, review)[0] == 200
        edited = reviews.console.ok("PUT", reviews.path(family, review), {"description": "Better"})
        assert (edited["status"], edited["description"]) == ("pending", "Better")
        assert reviews.send(KEY, "commit", family, review)[0] == 400

    def test_replaces_what_it_names_and_keeps_the_rest(self, reviews: Reviews) -> None:
        (ada,) = [u["userID"] for u in reviews.console.ok("GET", "/users") if u["email"] == "ada.member@example.com"]
        review = reviews.propose(reviewer_ids=[ada])
        path = reviews.path("gates", review["review_id"])
        edited = reviews.console.ok("PUT", path, {"change": {"is_enabled": False}})
        kept = {name: review[name] for name in ("review_id", "description", "reviewers", "author", "created_at")}
        assert edited.items() >= {**kept, "type": "toggle_enabled"}.items()
        assert edited["content"]["proposed"] == {"is_enabled": False}
        assert reviews.console.ok("PUT", path, {"reviewer_ids": []})["reviewers"] == []
        reviews.commit("gates", edited)
        assert (reviews.live("gates")["isEnabled"], reviews.live("gates")["rules"]) == (False, [])

    def test_without_a_field_is_refused(self, reviews: Reviews) -> None:
        review = reviews.propose()["review_id"]
        assert reviews.console.error("PUT", reviews.path("gates", review), {})[0] == 400

    def test_that_cannot_be_made_keeps_the_review(self, reviews: Reviews) -> None:
        review = reviews.propose()
        path = reviews.path("gates", review["review_id"])
        assert reviews.console.error("PUT", path, {"change": {"rules": [*RULES, *RULES]}})[0] == 400
        assert reviews.read("gates", review["review_id"]) == review

    def test_is_the_authors_alone_so_that_nobody_approves_a_change_of_ones_own(self, reviews: Reviews) -> None:
        review = reviews.propose()["review_id"]
        assert reviews.send(SECOND, "edit", "gates", review) == (
            403,
            "Insufficient permissions: only the author of a review can edit it",
        )


class TestACommit:
    def test_replaces_the_rules_as_a_whole(self, reviews: Reviews) -> None:
        review = reviews.propose()
        reviews.console.ok("PATCH", "/gates/a_gate", {"rules": [{**RULES[0], "name": "console"}]})
        reviews.commit("gates", review)
        assert [rule["name"] for rule in reviews.live("gates")["rules"]] == ["all"]

    def test_brings_a_rule_back_that_was_deleted_meanwhile(self, reviews: Reviews) -> None:
        reviews.console.ok("PATCH", "/gates/a_gate", {"rules": RULES})
        (rule,) = reviews.live("gates")["rules"]
        review = reviews.change(rules=[{**RULES[0], "id": rule["id"], "passPercentage": 20}])
        reviews.console.ok("PATCH", "/gates/a_gate", {"rules": []})
        reviews.commit("gates", review)
        assert [(r["id"], r["passPercentage"]) for r in reviews.live("gates")["rules"]] == [(rule["id"], 20)]

    def test_that_cannot_be_made_any_more_leaves_the_review_accepted(self, reviews: Reviews) -> None:
        review = reviews.propose("experiments")["review_id"]
        assert reviews.send(SECOND, "approve", "experiments", review)[0] == 200
        reviews.console.ok("PUT", "/experiments/a_test/start", {})
        assert reviews.send(KEY, "commit", "experiments", review) == (400, "Experiment has already started")
        assert reviews.status("experiments", review) == "accepted"

    @pytest.mark.parametrize(
        ("change", "field", "value"),
        [
            ({"is_enabled": False}, "isEnabled", False),
            ({"is_archived": True}, "status", "Archived"),
            ({"release_pipeline_id": "pipe"}, "releasePipelineID", "pipe"),
            ({"id_type": "stableID"}, "idType", "stableID"),
        ],
    )
    @pytest.mark.parametrize("family", ["gates", "dynamic_configs"])
    def test_of_a_slot_changes_that_field(
        self, reviews: Reviews, family: str, change: dict[str, Any], field: str, value: Any
    ) -> None:
        before = reviews.live(family)
        review = reviews.change(family, **change)
        assert review["content"]["proposed"] == change
        reviews.commit(family, review)
        assert (before[field] != value, reviews.live(family)[field]) == (True, value)

    def test_of_a_team_an_owner_and_a_resalt(self, reviews: Reviews) -> None:
        reviews.commit("gates", reviews.change(team_id="t1"))
        reviews.commit("gates", reviews.change(owners=[{"owner_id": "u1", "owner_type": "user"}]))
        live = reviews.live("gates")
        assert (live["teamID"], live["owner"]["ownerID"]) == ("t1", "u1")
        reviews.commit("gates", reviews.change(resalt=True))
        assert reviews.live("gates")["version"] == live["version"] + 1

    @pytest.mark.parametrize("family", ["gates", "dynamic_configs", "experiments"])
    def test_of_target_apps_takes_their_ids(self, reviews: Reviews, family: str) -> None:
        app = reviews.console.ok("POST", "/target_app", {"name": "Web", "description": ""})
        body: dict[str, Any] = {"target_app_ids": [app["id"]]}
        proposal = {"type": "update_target_applications", **body} if family == "experiments" else {"change": body}
        review = reviews.console.ok("POST", reviews.path(family), {"description": "d", **proposal})
        assert review["content"]["current"] == {"target_app_ids": []}
        assert review["content"]["proposed"] == body
        reviews.commit(family, review)
        assert reviews.live(family)["targetApps"] == ["Web"]

    @pytest.mark.parametrize("family", FAMILIES)
    def test_of_a_deletion_deletes_and_the_review_stays(self, reviews: Reviews, family: str) -> None:
        body = {"type": "delete"} if family in ("experiments", "autotunes") else {"change": {"delete": True}}
        review = reviews.console.ok("POST", reviews.path(family), {"description": "d", **body})
        reviews.commit(family, review)
        assert reviews.console.error("GET", f"/{family}/{OBJECTS[family][0]}")[0] == 404
        assert reviews.read(family, review["review_id"])["status"] == "committed"
        assert len(reviews.console.ok("GET", reviews.path(family))) == 1

    def test_of_a_configs_default_keeps_its_rules(self, reviews: Reviews) -> None:
        reviews.console.ok("PATCH", "/dynamic_configs/a_config", {"rules": RULES})
        review = reviews.change("dynamic_configs", default_value={"n": 2})
        assert review["content"] == {
            "type": "rules",
            "current": {"default_value": {"n": 1}},
            "proposed": {"default_value": {"n": 2}},
        }
        before = reviews.live("dynamic_configs")["rules"]
        reviews.commit("dynamic_configs", review)
        live = reviews.live("dynamic_configs")
        assert (live["defaultValue"], live["rules"]) == ({"n": 2}, before)

    def test_of_a_version_restores_rules_and_default(self, reviews: Reviews) -> None:
        first = reviews.live("dynamic_configs")
        reviews.console.ok("PATCH", "/dynamic_configs/a_config", {"rules": RULES, "defaultValue": {"n": 3}})
        review = reviews.change("dynamic_configs", restore={"snapshot_id": str(first["version"])})
        reviews.commit("dynamic_configs", review)
        live = reviews.live("dynamic_configs")
        assert (live["rules"], live["defaultValue"]) == ([], {"n": 1})

    @pytest.mark.parametrize(
        ("change", "status"),
        [("start", "active"), ("pause", "assignment_stopped"), ("stop", "experiment_stopped"), ("archive", "archived")],
    )
    def test_moves_an_experiment(self, reviews: Reviews, change: str, status: str) -> None:
        if change in ("pause", "stop"):
            reviews.console.ok("PUT", "/experiments/a_test/start", {})
        reviews.commit("experiments", reviews.of_type(change))
        assert reviews.live("experiments")["status"] == status

    def test_decides_abandons_restarts_and_unarchives_an_experiment(self, reviews: Reviews) -> None:
        reviews.console.ok("PUT", "/experiments/a_test/start", {})
        group = reviews.live("experiments")["groups"][1]["id"]
        decision = reviews.of_type("make_decision", winning_group_id=group, reason="won")
        assert decision["content"]["proposed"].items() >= {"winning_group_id": group, "decision_reason": "won"}.items()
        reviews.commit("experiments", decision)
        live = reviews.live("experiments")
        assert (live["status"], live["launchedGroupID"]) == ("decision_made", group)
        reviews.commit("experiments", reviews.of_type("restart"))
        reviews.console.ok("PUT", "/experiments/a_test/start", {})
        reviews.commit("experiments", reviews.of_type("abandon", reason="lost"))
        assert reviews.live("experiments")["decisionReason"] == "lost"
        reviews.commit("experiments", reviews.of_type("archive"))
        reviews.commit("experiments", reviews.of_type("unarchive"))
        assert reviews.live("experiments")["status"] == "abandoned"

    def test_schedules_an_experiment_and_moves_its_start(self, reviews: Reviews) -> None:
        reviews.commit("experiments", reviews.of_type("scheduled_start", start_time=1_700_000_900_000))
        edit = reviews.of_type("scheduled_start_edit", new_time=1_700_001_800_000)
        assert edit["content"]["current"] == {"start_time": 1_700_000_900_000}
        reviews.commit("experiments", edit)
        assert reviews.live("experiments")["scheduledStartTime"] == 1_700_001_800_000

    def test_turns_groups_off_and_on(self, reviews: Reviews) -> None:
        reviews.commit("experiments", reviews.of_type("change_enabled_groups", disabled_group_names=["Test"]))
        assert [group.get("disabled", False) for group in reviews.live("experiments")["groups"]] == [False, True]
        on = reviews.of_type("change_enabled_groups", enabled_group_names=["Test"])
        assert [group["disabled"] for group in on["content"]["proposed"]["groups"]] == [False, False]

    def test_of_settings_updates_the_experiment(self, reviews: Reviews) -> None:
        live = reviews.live("experiments")
        names = ("hypothesis", "groups", "allocation", "idType", "status", "bonferroniCorrection", "targetingGateID")
        settings = {name: live[name] for name in (*names, "defaultConfidenceInterval")}
        settings["groups"] = [{n: g[n] for n in ("id", "name", "size", "parameterValues")} for g in live["groups"]]
        review = reviews.of_type("update_settings", settings={**settings, "description": "New"})
        assert review["content"]["current"]["settings"]["description"] == ""
        assert review["content"]["proposed"]["settings"]["description"] == "New"
        reviews.commit("experiments", review)
        assert reviews.live("experiments")["description"] == "New"

    def test_of_overrides_keeps_the_list_that_it_leaves_out(self, reviews: Reviews) -> None:
        one = {"ids": ["u1"], "groupID": "Test", "environment": None, "unitType": "userID"}
        reviews.console.ok("POST", "/experiments/a_test/overrides", {"overrides": [], "userIDOverrides": [one]})
        entry = {"type": "gate", "name": "a_gate", "group_id": "Test", "environment": None}
        reviews.commit("experiments", reviews.of_type("update_overrides", overrides=[entry]))
        live = reviews.console.ok("GET", "/experiments/a_test/overrides")
        assert live["userIDOverrides"] == [one]
        assert [(o["type"], o["id"], o["groupID"]) for o in live["overrides"]] == [("gate", "a_gate", "Test")]
        reviews.commit("experiments", reviews.of_type("update_overrides", id_overrides=[]))
        assert reviews.console.ok("GET", "/experiments/a_test/overrides")["userIDOverrides"] == []

    def test_of_the_rest_of_an_experiment(self, reviews: Reviews) -> None:
        reviews.commit("experiments", reviews.of_type("update_team", team_id="t1"))
        reviews.commit("experiments", reviews.of_type("update_owners", owners=[{"owner_id": "u1"}]))
        reviews.commit(
            "experiments", reviews.of_type("update_default_impact_multiplier", default_impact_multiplier=0.5)
        )
        live = reviews.live("experiments")
        assert (live["teamID"], live["owner"]["ownerID"], live["defaultImpactMultiplier"]) == ("t1", "u1", 0.5)
        rollout = reviews.of_type("rollout", group_id="g", rollout_percentage=50)
        assert rollout["content"]["proposed"] == {"group_id": "g", "rollout_percentage": 50, "rollout_phases": None}
        reviews.commit("experiments", rollout)

    def test_starts_decides_and_schedules_an_autotune(self, reviews: Reviews) -> None:
        reviews.commit("autotunes", reviews.of_type("scheduled_start", "autotunes", start_time=1_700_000_900_000))
        reviews.commit("autotunes", reviews.of_type("start", "autotunes"))
        live = reviews.live("autotunes")
        decision = reviews.of_type("make_decision", "autotunes", winning_group_id=live["variants"][0]["id"])
        reviews.commit("autotunes", decision)
        assert reviews.live("autotunes")["winner"]["name"] == "a"


class TestASegment:
    @pytest.fixture
    def review(self, reviews: Reviews) -> str:
        reviews.console.ok("POST", "/segments", {"name": "Staff", "type": "rule_based", "idType": "userID"})
        proposal = {"description": "All", "change": {"rules": RULES}}
        return reviews.emulator.propose(KEY, "segments", "staff", proposal)

    def rules(self, reviews: Reviews) -> list[Any]:
        return [rule["name"] for rule in reviews.console.ok("GET", "/segments/staff")["rules"]]

    def test_is_changed_by_the_commit_of_an_accepted_review(self, reviews: Reviews, review: str) -> None:
        path = f"/segments/staff/reviews/{review}"
        assert reviews.console.error("PUT", f"{path}/commit")[0] == 400
        reviews.emulator.edit(KEY, "reviews", review, {"status": "accepted"})
        assert self.rules(reviews) == []
        reviews.console.ok("PUT", f"{path}/commit")
        assert self.rules(reviews) == ["all"]
        assert reviews.console.error("DELETE", path)[0] == 400

    def test_keeps_its_rules_when_the_review_is_canceled(self, reviews: Reviews, review: str) -> None:
        reviews.console.ok("DELETE", f"/segments/staff/reviews/{review}")
        assert self.rules(reviews) == []
        assert reviews.console.error("PUT", f"/segments/staff/reviews/{review}/commit")[0] == 404


class TestWhoMayApprove:
    def user(self, reviews: Reviews, name: str) -> str:
        """Return a key of a user and the user's id."""
        (id,) = [u["userID"] for u in reviews.console.ok("GET", "/users") if u["email"] == f"{name}@example.com"]
        reviews.emulator.add_key(f"console-{name}", KEY, user=id)
        return str(id)

    def answer(self, reviews: Reviews, key: str) -> tuple[int, str]:
        review = reviews.propose()["review_id"]
        answer = reviews.send(key, "approve", "gates", review)
        reviews.emulator.review(KEY, review, "cancel")
        return answer

    def test_not_the_author(self, reviews: Reviews) -> None:
        review = reviews.propose()["review_id"]
        for verb in ("approve", "reject"):
            assert reviews.send(KEY, verb, "gates", review) == (
                403,
                "Insufficient permissions: the author of a review cannot approve or reject it",
            )
        assert reviews.status("gates", review) == "pending"

    def test_not_the_author_after_a_rotation_of_the_key(self, reviews: Reviews) -> None:
        review = reviews.console.client(SECOND).post(reviews.path("gates"), json=PROPOSALS["gates"]).json()["data"]
        rotated = reviews.console.ok("PATCH", f"/keys/{SECOND}/rotate")["key"]
        assert reviews.send(rotated, "approve", "gates", review["review_id"])[0] == 403
        assert reviews.send(KEY, "approve", "gates", review["review_id"])[0] == 200

    def test_another_key_that_the_project_has_made(self, reviews: Reviews) -> None:
        made = reviews.console.ok("POST", "/keys", {"type": "CONSOLE", "description": "second pair of eyes"})["key"]
        assert self.answer(reviews, made)[0] == 200

    @pytest.mark.parametrize("family", ["gates", "dynamic_configs"])
    def test_the_author_where_the_object_allows_it(self, reviews: Reviews, family: str) -> None:
        allow = reviews.change(family, allow_self_approval=True)
        assert allow["content"]["current"] == {"allow_self_approval": False}
        reviews.commit(family, allow)
        assert reviews.send(KEY, "approve", family, reviews.propose(family)["review_id"])[0] == 200

    def test_the_author_whose_role_allows_it(self, reviews: Reviews) -> None:
        self.user(reviews, "ada.member")
        key = "console-ada.member"
        for allowed in (False, True):
            permissions = {"approve_reviews": True, "self_approve_review": allowed}
            reviews.console.http.post("/roles", json={"name": f"Lead {allowed}", "permissions": permissions})
            reviews.console.ok("POST", "/users/ada.member@example.com", {"role": f"Lead {allowed}"})
            review = reviews.console.client(key).post(reviews.path("gates"), json=PROPOSALS["gates"]).json()["data"]
            assert review["author"]["email"] == "ada.member@example.com"
            assert reviews.send(key, "approve", "gates", review["review_id"])[0] == (200 if allowed else 403)
            reviews.emulator.review(KEY, review["review_id"], "cancel")

    def test_everybody_but_readers_where_no_reviewer_is_named(self, reviews: Reviews) -> None:
        for name, status in (("owner", 200), ("ada.member", 200), ("ray.reader", 403)):
            self.user(reviews, name)
            assert self.answer(reviews, f"console-{name}")[0] == status, name

    @pytest.mark.parametrize("family", ["gates", "dynamic_configs", "experiments"])
    def test_the_reviewers_of_the_object_and_admins(self, reviews: Reviews, family: str) -> None:
        path = f"/{family}/{OBJECTS[family][0]}/eligible_reviewers"
        nobody = {"everyone_eligible": True, "users": [], "groups": []}
        assert reviews.console.ok("GET", path) == nobody
        owner, ada, ray = (self.user(reviews, name) for name in ("owner", "ada.member", "ray.reader"))
        reviews.console.ok("POST", "/roles", {"name": "Approver", "permissions": {"approve_reviews": True}})
        reviews.console.ok("POST", "/users/ray.reader@example.com", {"role": "Approver"})
        group = {"id": "grp", "name": "Approvers", "user_ids": [ray]}
        reviews.emulator.seed(KEY, "review_groups", group)
        body: dict[str, Any] = {"allowed_reviewers": {"user_ids": [], "group_ids": ["grp"]}}
        flat = {"type": "update_allowed_reviewers", "allowed_reviewer_group_ids": ["grp"]}
        proposal = flat if family == "experiments" else {"change": body}
        reviews.commit(family, reviews.console.ok("POST", reviews.path(family), {"description": "d", **proposal}))
        shown = {"id": ray, "email": "ray.reader@example.com", "name": "Ray Reader"}
        assert reviews.console.ok("GET", path) == {"everyone_eligible": False, "users": [shown], "groups": [group]}
        review = reviews.propose(family)["review_id"]
        assert reviews.send("console-ada.member", "approve", family, review) == (
            403,
            "Insufficient permissions: they are none of its reviewers",
        )
        for name in ("owner", "ray.reader"):
            reviews.emulator.edit(KEY, "reviews", review, {"status": "pending"})
            assert reviews.send(f"console-{name}", "approve", family, review)[0] == 200, name
        assert owner != ada

    def test_whoever_the_team_lets(self, reviews: Reviews) -> None:
        for name in ("owner", "ada.member"):
            self.user(reviews, name)
        team = reviews.console.ok("POST", "/users/teams", {**TEAM, "reviewApproval": "team_only"})
        reviews.console.ok("PATCH", "/gates/a_gate", {"teamID": team["id"]})
        assert self.answer(reviews, "console-ada.member") == (
            403,
            "Insufficient permissions: reviews of the team are team_only",
        )
        assert self.answer(reviews, "console-owner")[0] == 200
        joined = {**TEAM, "members": ["ada.member@example.com"]}
        reviews.console.ok("PATCH", f"/users/teams/{team['id']}", {**joined, "reviewApproval": "team_only"})
        assert self.answer(reviews, "console-ada.member")[0] == 200
        reviews.console.ok("PATCH", f"/users/teams/{team['id']}", {**joined, "reviewApproval": "admin_only"})
        assert self.answer(reviews, "console-ada.member")[0] == 403

    @pytest.mark.parametrize("family", ["gates", "dynamic_configs", "experiments"])
    def test_eligible_reviewers_of_an_unknown_object_are_a_404(self, reviews: Reviews, family: str) -> None:
        assert reviews.console.error("GET", f"/{family}/unknown/eligible_reviewers")[0] == 404


DIRECT: list[tuple[str, str, Any]] = [
    *(("PUT", f"/gates/a_gate/{verb}", None) for verb in ("enable", "disable", "launch")),
    *(("PUT", f"/{one}/{verb}", {}) for one in ("gates/a_gate", "dynamic_configs/a_config") for verb in ("archive",)),
    *(("PUT", f"/dynamic_configs/a_config/{verb}", None) for verb in ("enable", "disable")),
    ("PATCH", "/gates/a_gate", {"rules": RULES}),
    ("PATCH", "/gates/a_gate", {"isEnabled": False, "description": "d"}),
    ("POST", "/gates/a_gate", {"description": "", "isEnabled": True, "rules": RULES}),
    ("POST", "/gates/a_gate/rule", RULES[0]),
    ("PATCH", "/dynamic_configs/a_config", {"defaultValue": {"n": 2}}),
    ("PUT", "/experiments/a_test/start", {}),
    ("PUT", "/experiments/a_test/archive", {}),
    ("PATCH", "/experiments/a_test", {"description": "new"}),
    ("POST", "/experiments/a_test/disable_groups", {"group_names": ["Test"]}),
    ("POST", "/experiments/a_test/overrides", {"overrides": [], "userIDOverrides": []}),
    ("POST", "/experiments/a_test/schedule_start", {"scheduledTime": 1_700_000_900_000}),
    ("PUT", "/autotunes/tuned/start", None),
    *(("DELETE", f"/{family}/{id}", None) for family, (id, _) in OBJECTS.items()),
]
FREE: list[tuple[str, str, Any]] = [
    ("PATCH", "/gates/a_gate", {"description": "d", "tags": []}),
    ("PATCH", "/gates/a_gate", {"isEnabled": True, "rules": [], "description": "nothing that needs a review changes"}),
    ("PATCH", "/gates/an_app", {"targetApps": "Web"}),
    ("PATCH", "/gates/a_gate/overrides", {"passingUserIDs": ["u1"], "failingUserIDs": []}),
    ("PATCH", "/dynamic_configs/a_config", {"description": "d"}),
    ("PATCH", "/experiments/a_test", {"description": ""}),
    ("PATCH", "/autotunes/tuned", {"description": "d"}),
    ("POST", "/gates", {"name": "another", "rules": RULES}),
]


class TestWhereReviewsAreRequired:
    @pytest.mark.parametrize(("method", "path", "body"), DIRECT)
    def test_what_a_review_can_propose_is_refused_when_it_is_made_directly(
        self, reviews: Reviews, method: str, path: str, body: Any
    ) -> None:
        reviews.require()
        family, id = path.split("/")[1:3]
        before = reviews.live(family)
        status, message, _ = reviews.console.error(method, path, body)
        assert status == 403
        assert message.endswith(f" {id} requires a review: propose the change with POST /{family}/{id}/reviews")
        assert reviews.live(family) == before

    @pytest.mark.parametrize(("method", "path", "body"), FREE)
    def test_the_rest_is_applied(self, reviews: Reviews, method: str, path: str, body: Any) -> None:
        reviews.console.ok("POST", "/gates", {"name": "an_app", "targetApps": ["Web"]})
        reviews.require()
        reviews.console.ok(method, path, body)

    @pytest.mark.parametrize("family", FAMILIES)
    def test_a_review_makes_the_change(self, reviews: Reviews, family: str) -> None:
        reviews.require()
        before = reviews.live(family)
        reviews.commit(family, reviews.propose(family))
        assert reviews.live(family) != before

    def test_it_is_the_gate_itself_that_may_require_them(self, reviews: Reviews) -> None:
        gate = reviews.console.ok("POST", "/gates", {"name": "other"})["id"]
        reviews.console.ok("PATCH", "/gates/a_gate", {"reviewSettings": {"requiredReview": True}})
        assert reviews.console.error("PUT", "/gates/a_gate/disable")[0] == 403
        reviews.console.ok("PUT", f"/gates/{gate}/disable")

    def test_it_is_the_experiment_itself_that_may_require_them(self, reviews: Reviews) -> None:
        reviews.emulator.edit(KEY, "experiments", "a_test", {"reviewsRequiredLocally": True})
        assert reviews.console.error("PUT", "/experiments/a_test/start", {})[0] == 403
        reviews.commit("experiments", reviews.of_type("disable_reviews_locally"))
        reviews.console.ok("PUT", "/experiments/a_test/start", {})

    def test_it_is_the_team_that_may_require_them(self, reviews: Reviews) -> None:
        team = reviews.console.ok("POST", "/users/teams", {**TEAM, "requireReviews": True})["id"]
        reviews.console.ok("PATCH", "/gates/a_gate", {"teamID": team})
        assert reviews.console.error("PUT", "/gates/a_gate/disable")[0] == 403

    def test_a_gates_own_requirement_is_lifted_by_a_review_or_an_admin(self, reviews: Reviews) -> None:
        (ada,) = [u["userID"] for u in reviews.console.ok("GET", "/users") if u["email"] == "ada.member@example.com"]
        reviews.emulator.add_key("console-ada", KEY, user=ada)
        on, off = ({"reviewSettings": {"requiredReview": required}} for required in (True, False))
        reviews.console.ok("PATCH", "/gates/a_gate", on)
        assert reviews.console.client("console-ada").patch("/gates/a_gate", json=off).status_code == 403
        reviews.commit("gates", reviews.change(disable_reviews_locally=True))
        assert reviews.live("gates")["reviewSettings"]["requiredReview"] is False
        reviews.console.ok("PATCH", "/gates/a_gate", on)
        assert reviews.console.error("PATCH", "/gates/a_gate", {**off, "isEnabled": False})[0] == 403
        assert reviews.console.ok("PATCH", "/gates/a_gate", off)["reviewSettings"]["requiredReview"] is False

    def test_a_test_may_turn_that_off(self, reviews: Reviews) -> None:
        reviews.require()
        reviews.emulator.settings(enforce_reviews=False)
        reviews.console.ok("PUT", "/gates/a_gate/disable")

    def test_the_header_of_the_old_api_changes_nothing(self, reviews: Reviews) -> None:
        reviews.require()
        response = reviews.console.http.put("/gates/a_gate/disable", headers={"x-respect-review-settings": "false"})
        assert response.status_code == 403

    def test_a_deleted_object_takes_its_review_in_flight_along(self, reviews: Reviews) -> None:
        review = reviews.propose()["review_id"]
        reviews.console.ok("DELETE", "/gates/a_gate")
        assert reviews.emulator.get(KEY, "reviews", review) is None

    def test_a_review_of_what_was_deleted_in_the_console_shows_no_content(self, reviews: Reviews) -> None:
        for family, reason in (("gates", "snapshot_not_found"), ("experiments", "review_data_unavailable")):
            review = reviews.propose(family)["review_id"]
            reviews.emulator.delete(KEY, family, OBJECTS[family][0])
            content = reviews.read(family, review)["content"]
            assert (content["current"], content["proposed"], content["unavailable_reason"]) == ({}, {}, reason)
