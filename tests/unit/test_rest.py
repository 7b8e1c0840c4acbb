"""What each form of routes sends, and how it reads the responses: on an emulator in memory."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import (
    AlreadyExists,
    ApiError,
    Interrupted,
    InvalidInput,
    NotFound,
    OutcomeUnknown,
    StatsigError,
)
from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.schema.values import to_wire
from tests.clock import Clock
from tests.referenced import AUTOTUNE, ORDERS, RULE, RULE_ID, create_referenced_objects
from tests.resources import CASES

KINDS = all_kinds()

KEY = "console-whn-routes"
STORED = ("release_pipeline_triggers", "release")
RELEASE = "/" + "/".join(STORED)


class Project:
    """A Statsig project, and this package's client of it."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.emulator = Emulator(now=self.clock)
        settings = Settings(console_api_key=KEY, mutations_per_10s=100_000, mutations_per_15min=100_000)
        self.client = Client(settings, transport=EmulatorTransport(self.emulator), clock=self.clock)

    def create(self, kind: type[Kind], /, **inputs: Any) -> Created:
        """Create an object, as `pulumi up` does for a new resource."""
        id, state = Controller(kind, self.client, run=Run(folder=None)).create(inputs)
        return Created(self, kind, id, inputs, state)

    def read(self, kind: type[Kind], id: str) -> dict[str, Any] | None:
        """Read an object that no resource manages; return its inputs and outputs."""
        found = Controller(kind, self.client, run=Run(folder=None)).read(id)
        return found and {**found[1], **found[0]}

    def live(self, kind: type[Kind], id: str) -> dict[str, Any] | None:
        """Return the live document of an object, in the form of requests."""
        doc = kind.routes.read_object(self.client, id, kind.target({}, {}))
        return None if doc is None else kind.from_wire(doc)

    def requests(self) -> list[tuple[str, str]]:
        """Return method and path of every request since the last call."""
        entries = [(entry.method, entry.path) for entry in self.emulator.log()]
        self.emulator.clear_log()
        return entries

    def mutations(self) -> list[tuple[str, str, Any]]:
        """Return method, path and body of every request since the last call that is no read."""
        entries = [(e.method, e.path, e.body) for e in self.emulator.log() if e.method != "GET"]
        self.emulator.clear_log()
        return entries

    def document(self, family: str, id: str) -> dict[str, Any]:
        """Return a document of the emulator's store."""
        doc = self.emulator.get(KEY, family, id)
        assert doc is not None
        return doc


class Created:
    """A resource as Pulumi holds it."""

    def __init__(self, project: Project, kind: type[Kind], id: str, inputs: Any, state: Any) -> None:
        self.project, self.kind, self.id, self.inputs, self.state = project, kind, id, inputs, state

    def controller(self) -> Controller:
        """Return the controller of the object in its state."""
        computed = {n: v for n, v in self.state.items() if n in self.kind.computed_outputs()}
        return Controller(self.kind, self.project.client, {**self.inputs, **computed}, Run(folder=None))

    def update(self, **inputs: Any) -> None:
        """Update the object, as `pulumi up` does for a changed resource."""
        self.state = self.controller().update(self.id, inputs)
        self.inputs = inputs

    def refreshed(self) -> dict[str, Any] | None:
        """Return the inputs that `pulumi refresh` finds."""
        found = self.controller().read(self.id)
        return found and found[1]

    def delete(self) -> None:
        """Delete the object, as `pulumi destroy` does."""
        self.controller().delete(self.id)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))  # where interrupted creates are noted
    project = Project()
    yield project
    project.emulator.close()


# -- kinds that the API does not return ----------------------------------------------------------------------------

UNREADABLE = {kind: case.request for kind, case in CASES.items() if case.request}


def refer(project: Project) -> str:
    """Create what those refer to; return the id of the gate's rule."""
    return create_referenced_objects(project.client, project.emulator, KEY)


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_kind_that_the_api_does_not_return_is_sent_with_every_field_and_never_differs(
    name: str, project: Project
) -> None:
    rule = refer(project)
    kind, request = KINDS[name], UNREADABLE[name]
    inputs = {key: rule if value == RULE_ID else value for key, value in request.inputs.items()}
    project.mutations()
    resource = project.create(kind, **inputs)
    ((method, path, body),) = project.mutations()
    assert f"{method} {path}" == request.sent_as
    assert body == (kind.to_wire(to_wire(kind.shape(), inputs)) or None)
    assert resource.refreshed() == inputs
    assert not [*check(kind, {}, inputs)]


# -- actions --------------------------------------------------------------------------------------------------------


class TestActions:
    def test_a_load_is_waited_for_and_its_outcome_is_an_output(self, project: Project) -> None:
        refer(project)
        load = project.create(statsig.PulseLoad, experiment_id="running")
        assert load.state["outcome"] == "success"

    def test_an_action_runs_again_only_when_its_triggers_change(self, project: Project) -> None:
        refer(project)
        load = project.create(statsig.PulseLoad, experiment_id="running", triggers={"a": "1"})
        project.mutations()
        load.update(experiment_id="running", triggers={"a": "1"}, timeout=700)
        assert project.mutations() == []
        load.update(experiment_id="running", triggers={"a": "2"}, timeout=700)
        assert [path for _, path, _ in project.mutations()] == ["/experiments/running/load_pulse"]

    def test_an_action_that_does_not_end_in_time_is_an_error(self, project: Project) -> None:
        refer(project)
        with pytest.raises(StatsigError, match=r"has not ended within 0\.5 s"):
            project.create(statsig.PulseLoad, experiment_id="running", timeout=0.5)

    def test_the_outcome_of_a_backfill_is_an_output_and_an_error_is_no_success(self, project: Project) -> None:
        project.client.request("POST", "/ingestion", body=ORDERS)
        backfill = project.create(statsig.IngestionBackfill, **UNREADABLE["IngestionBackfill"].inputs)
        assert backfill.state["outcome"] == "completed"
        waiter = statsig.IngestionBackfill.routes.waiter
        assert waiter
        assert waiter.outcome({"latestStatus": "started"}) is None
        assert waiter.outcome({"latestStatus": "download_error"}) not in waiter.succeeded

    def test_an_archive_is_cancelled_while_it_is_scheduled_and_undone_afterwards(self, project: Project) -> None:
        refer(project)
        for days, undo in ((1, "cancel_archive"), (30, "unarchive")):
            archive = project.create(statsig.MetricArchive, metric_id="mine::sum")
            project.clock.now += days * 24 * 3600
            project.requests()
            archive.delete()
            assert project.requests()[-1] == ("PUT", f"/metrics/mine%3A%3Asum/{undo}")
            assert project.emulator.get(KEY, "metrics/archives", "mine::sum") is None

    @pytest.mark.parametrize("days", [1, 30])
    @pytest.mark.parametrize("lost", [{"kind": "timeout", "after_effect": True}, {"status": 500, "after_effect": True}])
    def test_an_archive_that_has_been_undone_already_is_a_success(
        self, project: Project, days: int, lost: dict[str, Any]
    ) -> None:
        refer(project)
        archive = project.create(statsig.MetricArchive, metric_id="mine::sum")
        project.clock.now += days * 24 * 3600
        for undo in ("cancel_archive", "unarchive"):
            project.emulator.fail(method="PUT", path=f"/metrics/{{id}}/{undo}", **lost)
        archive.delete()
        assert project.emulator.get(KEY, "metrics/archives", "mine::sum") is None
        archive.delete()

    def test_an_archive_that_cannot_be_undone_is_a_failure(self, project: Project) -> None:
        refer(project)
        archive = project.create(statsig.MetricArchive, metric_id="mine::sum")
        project.clock.now += 30 * 24 * 3600
        project.emulator.fail(method="PUT", path="/metrics/{id}/unarchive", status=400, count=10)
        with pytest.raises(ApiError):
            archive.delete()
        project.emulator.clear_faults()
        project.emulator.fail(method="PUT", path="/metrics/{id}/cancel_archive", status=500, count=1000)
        archive.delete()
        with pytest.raises(ApiError):  # it may still be scheduled, which cannot be read
            archive.delete()

    def test_disabled_groups_are_enabled_again_by_a_destroy(self, project: Project) -> None:
        refer(project)
        off = project.create(statsig.DisabledGroups, experiment_id="running", group_names=["Test"])
        assert [g.get("disabled", False) for g in project.document("experiments", "running")["groups"]] == [False, True]
        off.delete()
        assert [g.get("disabled", False) for g in project.document("experiments", "running")["groups"]] == [
            False,
            False,
        ]

    def test_groups_that_are_turned_on_in_the_console_are_seen(self, project: Project) -> None:
        refer(project)
        off = project.create(statsig.DisabledGroups, experiment_id="running", group_names=["Test"])
        assert off.refreshed() is not None
        for groups in ([{"name": "Test", "disabled": False}], [{"name": "Test"}], [{"name": "Control"}]):
            project.emulator.edit(KEY, "experiments", "running", {"groups": groups})
            assert off.refreshed() is None
        project.emulator.fail(status=403, method="GET", path="/experiments/{id}", count=1000)
        with pytest.raises(ApiError):
            off.refreshed()

    def test_a_change_of_the_message_alone_sends_no_new_verdict(self, project: Project) -> None:
        inputs = UNREADABLE["ChangeValidation"].inputs
        verdict = project.create(statsig.ChangeValidation, **inputs)
        project.mutations()
        verdict.update(**{**inputs, "message": "more"})
        assert project.mutations() == [("PATCH", "/change_validation/message", {"reviewID": "r", "message": "more"})]
        verdict.update(**{**inputs, "message": "more", "validated": False})
        assert [path for _, path, _ in project.mutations()] == ["/change_validation"]

    def test_a_restart_whose_response_is_lost_is_looked_up_and_not_sent_again(self, project: Project) -> None:
        refer(project)
        project.emulator.fail(kind="timeout", after_effect=True, path="/experiments/{id}/restart_as_new")
        project.mutations()
        restart = project.create(statsig.ExperimentRestart, experiment_id="running", name="Once again")
        assert restart.state["new_experiment_id"] == "once_again"
        assert len(project.mutations()) == 1

    def test_a_restart_that_did_not_happen_says_that_it_may_have(self, project: Project) -> None:
        refer(project)
        project.emulator.fail(kind="timeout", path="/experiments/{id}/restart_as_new")
        project.mutations()
        with pytest.raises(OutcomeUnknown, match="It may have run"):
            project.create(statsig.ExperimentRestart, experiment_id="running", name="again")
        assert len(project.mutations()) == 1

    def test_a_restart_under_the_name_of_another_experiment_is_refused(self, project: Project) -> None:
        refer(project)
        project.client.request("POST", "/experiments", body={"name": "again"})
        project.emulator.fail(kind="timeout", path="/experiments/{id}/restart_as_new", after_effect=True)
        with pytest.raises(OutcomeUnknown):
            project.create(statsig.ExperimentRestart, experiment_id="running", name="again")
        with pytest.raises(AlreadyExists):
            project.create(statsig.ExperimentRestart, experiment_id="running", name="again")

    @pytest.mark.parametrize("step", ["approve", "pause", "unpause", "skip", "rollout", "abort"])
    def test_a_step_of_a_release_is_one_request(self, step: str, project: Project) -> None:
        self.prepare(project, step)
        assert self.take(project, step).state["status"]
        assert [path for _, path, _ in project.mutations()] == [f"{RELEASE}/{step}"]

    @pytest.mark.parametrize("step", ["approve", "pause", "unpause", "skip", "rollout", "abort"])
    @pytest.mark.parametrize("kind", ["timeout", "drop", "html", "status"])
    def test_a_step_that_took_effect_is_a_success_whatever_the_response(
        self, kind: str, step: str, project: Project
    ) -> None:
        self.prepare(project, step)
        project.emulator.fail(kind=kind, after_effect=kind != "drop", method="PUT", path=f"{RELEASE}/{step}")
        if kind == "drop":  # it was not carried out
            with pytest.raises(OutcomeUnknown, match="It may have run"):
                self.take(project, step)
        else:
            assert self.take(project, step).state["status"] == project.document(*STORED)["status"]
        assert [path for _, path, _ in project.mutations()] == [f"{RELEASE}/{step}"]

    @pytest.mark.parametrize("step", ["approve", "pause", "unpause", "rollout", "abort"])
    def test_a_step_whose_outcome_stayed_unknown_is_a_success_of_the_next_run(
        self, step: str, project: Project
    ) -> None:
        self.prepare(project, step)
        project.emulator.fail(kind="timeout", after_effect=True, method="PUT", path=f"{RELEASE}/{step}")
        project.emulator.fail(status=403, method="GET", path=RELEASE)
        with pytest.raises(OutcomeUnknown, match="It may have run"):
            self.take(project, step)
        assert self.take(project, step).state["status"] == project.document(*STORED)["status"]

    def test_a_step_that_is_refused_is_a_failure(self, project: Project) -> None:
        self.prepare(project, "approve")
        with pytest.raises(ApiError, match="Cannot unpause"):
            self.take(project, "unpause")
        with pytest.raises(ApiError, match="not the current phase"):
            project.create(statsig.ReleaseStep, trigger_id="release", step="skip", phase_id="p2")

    def prepare(self, project: Project, step: str) -> None:
        """Bring the release to where the step can be taken."""
        refer(project)
        if step != "approve":
            waiting = {"status": "PAUSED" if step == "unpause" else "IN_PROGRESS", "currentPhaseEndTime": 9e15}
            project.emulator.edit(KEY, *STORED, {**waiting, "remainingMs": 5})
        project.mutations()

    def take(self, project: Project, step: str) -> Created:
        """Take the step."""
        phase = {} if step in ("rollout", "abort") else {"phase_id": "p1"}
        return project.create(statsig.ReleaseStep, trigger_id="release", step=step, **phase)

    @pytest.mark.parametrize("lost", [{"kind": "timeout", "after_effect": True}, {"status": 500}])
    def test_groups_that_were_turned_off_are_turned_on_again_though_a_response_is_lost(
        self, lost: dict[str, Any], project: Project
    ) -> None:
        refer(project)
        groups = project.create(statsig.DisabledGroups, experiment_id="running", group_names=["Test"])
        project.emulator.fail(method="POST", path="/experiments/{id}/enable_groups", **lost)
        groups.delete()
        assert not any(group.get("disabled") for group in project.document("experiments", "running")["groups"])

    def test_an_interrupted_wait_says_that_the_action_goes_on(self, project: Project) -> None:
        def interrupted(_seconds: float, /) -> None:
            raise Interrupted

        project.clock.sleep = interrupted  # type: ignore[method-assign]
        with pytest.raises(Interrupted, match="accepted and goes on in Statsig; the run was cancelled"):
            project.create(statsig.IngestionBackfill, **UNREADABLE["IngestionBackfill"].inputs)

    def test_a_step_of_a_phase_has_to_name_it(self) -> None:
        inputs = {"trigger_id": "t", "step": "pause"}
        assert [*check(statsig.ReleaseStep, {}, inputs)] == [("phase_id", "is needed to pause")]
        inputs = {"trigger_id": "t", "step": "abort", "phase_id": "p"}
        assert [*check(statsig.ReleaseStep, {}, inputs)] == [("phase_id", "means nothing for abort")]


REVIEWED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "gate": ("gates", {"name": "headline"}, {"change": {"is_enabled": False}}),
    "dynamic_config": ("dynamic_configs", {"name": "headline"}, {"change": {"is_enabled": False}}),
    "experiment": ("experiments", {"name": "headline"}, {"type": "start"}),
    "autotune": ("autotunes", {"name": "headline"}, {"type": "reallocate"}),
    "segment": ("segments", {"name": "headline", "type": "rule_based"}, {"change": {"rules": [RULE]}}),
}
"""For each kind its family, an object of it and a proposal of a person."""
STEPS = [
    (kind, action)
    for kind in REVIEWED
    for action in ("approve", "reject", "commit", "cancel")
    if kind != "segment" or action in ("commit", "cancel")
]
ENDS = {"approve": "accepted", "reject": "rejected", "commit": "committed", "cancel": "canceled"}


def proposed(project: Project, kind: str, action: str) -> dict[str, Any]:
    """Propose a change as a person; return the inputs of a step that is possible."""
    family, body, proposal = REVIEWED[kind]
    more = AUTOTUNE if kind == "autotune" else {"idType": "userID"}
    id = project.client.request("POST", f"/{family}", body={**more, **body})["id"]
    review = project.emulator.propose(KEY, family, id, {"description": "d", **proposal})
    if action == "commit":
        project.emulator.edit(KEY, "reviews", review, {"status": "accepted"})
    project.mutations()
    reason = {"reason": "Too early"} if action == "reject" else {}
    return {"kind": kind, "object_id": id, "review_id": review, "action": action, **reason}


class TestReviews:
    @pytest.mark.parametrize(("kind", "action"), STEPS)
    def test_a_step_is_one_request_and_the_status_afterwards_an_output(
        self, kind: str, action: str, project: Project
    ) -> None:
        inputs = proposed(project, kind, action)
        path = f"/{REVIEWED[kind][0]}/headline/reviews/{inputs['review_id']}"
        step = project.create(statsig.ReviewAction, **inputs)
        body = {"approve": {}, "reject": {"reason": "Too early"}}.get(action)
        wanted = ("DELETE", path, None) if action == "cancel" else ("PUT", f"{path}/{action}", body)
        assert project.mutations() == [wanted]
        assert step.state["status"] == ENDS[action]
        step.delete()
        assert project.mutations() == []

    @pytest.mark.parametrize("loss", [{"kind": "timeout"}, {"kind": "drop"}, {"status": 503}, {"kind": "truncated"}])
    @pytest.mark.parametrize(("kind", "action"), [s for s in STEPS if s[0] != "segment"])
    def test_a_step_that_took_effect_is_a_success_though_the_response_was_lost(
        self, kind: str, action: str, loss: dict[str, Any], project: Project
    ) -> None:
        inputs = proposed(project, kind, action)
        method = "DELETE" if action == "cancel" else "PUT"
        project.emulator.fail(after_effect=True, method=method, **loss)
        assert project.create(statsig.ReviewAction, **inputs).state["status"] == ENDS[action]
        assert len(project.mutations()) == 1

    @pytest.mark.parametrize(("kind", "action"), [s for s in STEPS if s[0] != "segment"])
    def test_a_step_that_took_none_is_an_error_and_is_not_sent_again(
        self, kind: str, action: str, project: Project
    ) -> None:
        inputs = proposed(project, kind, action)
        project.emulator.fail(kind="timeout", method="DELETE" if action == "cancel" else "PUT")
        status = "accepted" if action == "commit" else "pending"
        with pytest.raises(StatsigError, match=rf"was lost, and review \w+ is {status}: run `pulumi up`"):
            project.create(statsig.ReviewAction, **inputs)
        assert len(project.mutations()) == 1

    def test_a_lost_step_of_a_segments_review_cannot_be_looked_up(self, project: Project) -> None:
        inputs = proposed(project, "segment", "commit")
        project.emulator.fail(kind="timeout", after_effect=True, method="PUT")
        with pytest.raises(OutcomeUnknown, match="Look at the review in Statsig's console"):
            project.create(statsig.ReviewAction, **inputs)
        assert len(project.mutations()) == 1

    def test_a_step_that_the_api_refuses_is_an_error(self, project: Project) -> None:
        inputs = proposed(project, "gate", "commit")
        project.emulator.edit(KEY, "reviews", inputs["review_id"], {"status": "rejected"})
        with pytest.raises(StatsigError, match="is rejected: it cannot be committed"):
            project.create(statsig.ReviewAction, **inputs)

    def test_a_step_is_taken_again_when_its_triggers_change(self, project: Project) -> None:
        inputs = proposed(project, "gate", "approve")
        step = project.create(statsig.ReviewAction, **inputs)
        project.emulator.edit(KEY, "reviews", inputs["review_id"], {"status": "pending"})
        project.mutations()
        step.update(**inputs, triggers={"edit": "2"})
        assert [method for method, _, _ in project.mutations()] == ["PUT"]

    @pytest.mark.parametrize(
        ("inputs", "field", "problem"),
        [
            ({"action": "reject"}, "reason", "is needed to reject"),
            ({"action": "commit", "reason": "r"}, "reason", "means nothing to commit"),
            (
                {"kind": "segment", "action": "approve"},
                "action",
                "cannot be 'approve' for a segment: the API has commit and cancel",
            ),
        ],
    )
    def test_a_step_that_there_is_not_fails_the_check(self, inputs: dict[str, str], field: str, problem: str) -> None:
        whole = {"kind": "gate", "object_id": "o", "review_id": "r", **inputs}
        assert [*check(statsig.ReviewAction, {}, whole)] == [(field, problem)]


# -- overrides --------------------------------------------------------------------------------------------------------


def gate(project: Project, **overrides: Any) -> None:
    project.client.request("POST", "/gates", body={"name": "gate"})
    if overrides:
        project.client.request("POST", "/gates/{id}/overrides", body={"failingUserIDs": [], **overrides}, id="gate")


class TestOverrides:
    def test_exclusive_overrides_refuse_existing_entries_unless_they_adopt_them(self, project: Project) -> None:
        gate(project, passingUserIDs=["theirs"])
        with pytest.raises(AlreadyExists, match="adopt=True"):
            project.create(statsig.GateOverrides, gate_id="gate", passing_user_ids=["mine"])
        project.create(statsig.GateOverrides, gate_id="gate", passing_user_ids=["mine"], adopt=True)
        assert project.document("gates/overrides", "gate")["passingUserIDs"] == ["mine"]

    def test_exclusive_overrides_show_and_remove_entries_that_others_add(self, project: Project) -> None:
        gate(project)
        inputs = {"gate_id": "gate", "passing_user_ids": ["mine"]}
        resource = project.create(statsig.GateOverrides, **inputs)
        project.client.request(
            "PATCH", "/gates/{id}/overrides", body={"passingUserIDs": ["x"], "failingUserIDs": []}, id="gate"
        )
        drifted = resource.refreshed()
        assert drifted == {**inputs, "passing_user_ids": ["mine", "x"]}
        resource.inputs = drifted
        resource.update(**inputs)
        assert project.document("gates/overrides", "gate")["passingUserIDs"] == ["mine"]

    def test_exclusive_overrides_manage_lists_that_the_program_leaves_out(self, project: Project) -> None:
        gate(project)
        inputs = {"gate_id": "gate", "passing_user_ids": ["mine"]}
        resource = project.create(statsig.GateOverrides, **inputs)
        project.client.request(
            "PATCH", "/gates/{id}/overrides", body={"passingUserIDs": [], "failingUserIDs": ["x"]}, id="gate"
        )
        drifted = resource.refreshed()
        assert drifted == {**inputs, "failing_user_ids": ["x"]}
        resource.inputs = drifted
        resource.update(**inputs)
        assert project.document("gates/overrides", "gate")["failingUserIDs"] == []

    def test_shared_overrides_neither_read_nor_change_the_entries_of_others(self, project: Project) -> None:
        gate(project, passingUserIDs=["theirs"])
        inputs = {"gate_id": "gate", "passing_user_ids": ["a", "b"], "exclusive": False}
        resource = project.create(statsig.GateOverrides, **inputs)
        assert resource.refreshed() == inputs
        resource.update(**{**inputs, "passing_user_ids": ["b", "c"]})
        assert project.document("gates/overrides", "gate")["passingUserIDs"] == ["theirs", "b", "c"]
        resource.delete()
        assert project.document("gates/overrides", "gate")["passingUserIDs"] == ["theirs"]

    def test_an_entry_removed_in_the_console_is_shown(self, project: Project) -> None:
        gate(project)
        inputs = {"gate_id": "gate", "passing_user_ids": ["a", "b"], "exclusive": False}
        resource = project.create(statsig.GateOverrides, **inputs)
        project.client.request(
            "POST", "/gates/{id}/overrides", body={"passingUserIDs": ["b"], "failingUserIDs": []}, id="gate"
        )
        assert resource.refreshed() == {**inputs, "passing_user_ids": ["b"]}

    def test_user_and_environment_overrides_are_sent_separately_and_both_kept(self, project: Project) -> None:
        gate(project)
        entry = {"environment": "staging", "passing_ids": ["e"]}
        resource = project.create(
            statsig.GateOverrides, gate_id="gate", passing_user_ids=["a"], environment_overrides=[entry]
        )
        for _, _, body in project.mutations():
            assert not {"passingUserIDs", "environmentOverrides"} <= set(body)
        resource.update(gate_id="gate", passing_user_ids=["b"], environment_overrides=[{**entry, "passing_ids": ["f"]}])
        doc = project.document("gates/overrides", "gate")
        assert doc["passingUserIDs"] == ["b"]
        assert [e["passingIDs"] for e in doc["environmentOverrides"]] == [["f"]]
        resource.delete()
        assert not any(project.document("gates/overrides", "gate").values())

    def test_an_experiments_users_can_be_added_beside_others(self, project: Project) -> None:
        project.client.request("POST", "/experiments", body={"name": "experiment"})
        theirs = {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["theirs"]}]}
        project.client.request("POST", "/experiments/{id}/overrides", body=theirs, id="experiment")
        mine = {"user_id_overrides": [{"group_id": "Test", "ids": ["mine"]}], "exclusive": False}
        resource = project.create(statsig.ExperimentOverrides, experiment_id="experiment", **mine)
        assert resource.refreshed() == resource.inputs
        (entry,) = project.document("experiments/overrides", "experiment")["userIDOverrides"]
        assert entry["ids"] == ["theirs", "mine"]

    def test_adding_to_a_layer_sends_the_operation_add(self, project: Project) -> None:
        project.client.request("POST", "/layers", body={"name": "layer", "idType": "userID"})
        project.mutations()
        one = {"group_name": "Test", "ids": ["a"]}
        project.create(statsig.LayerOverrides, layer_id="layer", id_overrides=[one], exclusive=False)
        ((_, _, body),) = project.mutations()
        assert body == {"op": "add", "conditionalOverrides": [], "idOverrides": [{"groupName": "Test", "ids": ["a"]}]}

    def test_the_error_for_a_missing_object_names_it(self, project: Project) -> None:
        with pytest.raises(NotFound, match="/gates/nowhere/overrides"):
            project.create(statsig.GateOverrides, gate_id="nowhere", passing_user_ids=["a"])

    def test_overrides_are_deleted_with_their_object(self, project: Project) -> None:
        gate(project)
        resource = project.create(statsig.GateOverrides, gate_id="gate", passing_user_ids=["a"])
        project.emulator.delete(KEY, "gates", "gate")
        assert resource.refreshed() is None
        resource.delete()


# -- ids ------------------------------------------------------------------------------------------------------------


def segment(project: Project, type: str = "id_list") -> None:
    project.client.request("POST", "/segments", body={"name": "list", "type": type})
    project.mutations()


class TestIdList:
    def test_only_the_difference_is_sent(self, project: Project) -> None:
        segment(project)
        ids = project.create(statsig.SegmentIds, segment_id="list", ids=["a", "b", "c"])
        project.mutations()
        ids.update(segment_id="list", ids=["a", "b", "c", "d"])
        ids.update(segment_id="list", ids=["a", "b", "d"])
        assert project.mutations() == [
            ("PATCH", "/segments/list/id_list", {"ids": ["d"]}),
            ("DELETE", "/segments/list/id_list", {"ids": ["c"]}),
        ]

    def test_a_change_that_adds_and_removes_is_one_request(self, project: Project) -> None:
        segment(project)
        ids = project.create(statsig.SegmentIds, segment_id="list", ids=["a", "b"])
        project.mutations()
        ids.update(segment_id="list", ids=["b", "c"])
        assert project.mutations() == [("POST", "/segments/list/id_list/reset", {"ids": ["b", "c"]})]

    def test_many_ids_are_sent_in_chunks_within_their_own_rate_limit(self, project: Project) -> None:
        segment(project, "user_store_id_list")
        before = project.clock.now
        many = [f"user-{n}" for n in range(15_000)]
        project.create(statsig.SegmentIds, segment_id="list", ids=many)
        sent = project.mutations()
        assert [(method, path, len(body["ids"])) for method, path, body in sent] == [
            ("PATCH", "/segments/list/add_ids", 1000)
        ] * 15
        assert project.clock.now - before >= 9
        assert project.document("segments/ids", "list")["ids"] == many

    def test_some_ids_of_a_list_can_be_managed_without_the_others(self, project: Project) -> None:
        segment(project)
        project.client.request("PATCH", "/segments/{id}/id_list", body={"ids": ["theirs"]}, id="list")
        with pytest.raises(AlreadyExists):
            project.create(statsig.SegmentIds, segment_id="list", ids=["mine"])
        ids = project.create(statsig.SegmentIds, segment_id="list", ids=["mine"], exclusive=False)
        assert ids.refreshed() == ids.inputs
        ids.update(segment_id="list", ids=["more"], exclusive=False)
        assert project.document("segments/ids", "list")["ids"] == ["theirs", "more"]
        ids.delete()
        assert project.document("segments/ids", "list")["ids"] == ["theirs"]

    def test_a_segment_that_is_no_list_is_refused_by_the_server(self, project: Project) -> None:
        segment(project, "rule_based")
        with pytest.raises(StatsigError, match="must be of type 'id_list'"):
            project.create(statsig.SegmentIds, segment_id="list", ids=["a"])


# -- limits ---------------------------------------------------------------------------------------------------------


class TestLimits:
    @pytest.fixture
    def limited(self) -> Iterator[tuple[Client, Emulator]]:
        """Return a client with its usual limits, and an emulator that applies Statsig's."""
        clock = Clock()
        emulator = Emulator(now=clock, rate_limit=True)
        yield Client(Settings(KEY, "emulator:"), transport=EmulatorTransport(emulator), clock=clock), emulator
        emulator.close()

    @staticmethod
    def write(client: Client, path: str, count: int, **body: Any) -> None:
        """Send so many writes."""
        for number in range(count):
            client.request("POST", path, body={"name": f"name {number}", **body})

    def test_the_client_keeps_within_the_limits_of_the_server(self, limited: tuple[Client, Emulator]) -> None:
        client, emulator = limited
        self.write(client, "/alerts", 150)
        self.write(client, "/segments", 30, type="id_list")
        assert {entry.status for entry in emulator.log()} == {201}

    def test_a_lower_limit_that_names_no_time_is_waited_for(self, limited: tuple[Client, Emulator]) -> None:
        client, emulator = limited
        emulator.settings(mutations_per_10s=5)
        self.write(client, "/alerts", 12)
        statuses = [entry.status for entry in emulator.log()]
        assert statuses.count(201) == 12
        assert 429 in statuses


# -- rules ----------------------------------------------------------------------------------------------------------

NEW = {"name": "mine", "pass_percentage": 5, "conditions": [{"type": "public"}]}


class TestSubResources:
    def test_a_rule_is_created_updated_and_deleted_beside_others(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate", "rules": [RULE]})
        rule = project.create(statsig.GateRule, gate_id="gate", **NEW)
        assert rule.refreshed() == rule.inputs
        rule.update(gate_id="gate", **{**NEW, "pass_percentage": 7})
        names = [(r["name"], r["passPercentage"]) for r in project.document("gates", "gate")["rules"]]
        assert names == [("all", 100), ("mine", 7)]
        rule.delete()
        assert [r["name"] for r in project.document("gates", "gate")["rules"]] == ["all"]
        assert rule.refreshed() is None

    def test_several_rules_are_added_changed_and_removed_one_by_one(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        rules = project.create(statsig.GateRules, gate_id="gate", rules=[NEW, {**NEW, "name": "other"}])
        rules.update(gate_id="gate", rules=[{**NEW, "pass_percentage": 9}])
        assert [(r["name"], r["passPercentage"]) for r in project.document("gates", "gate")["rules"]] == [("mine", 9)]

    def test_a_taken_name_is_refused(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate", "rules": [RULE]})
        with pytest.raises(AlreadyExists):
            project.create(statsig.GateRules, gate_id="gate", rules=[{**NEW, "name": "all"}])

    def test_a_dynamic_configs_rule_keeps_the_others(self, project: Project) -> None:
        project.client.request("POST", "/dynamic_configs", body={"name": "config", "rules": [RULE]})
        before = project.document("dynamic_configs", "config")["rules"][0]["id"]
        rule = project.create(statsig.DynamicConfigRule, dynamic_config_id="config", return_value={"a": 1}, **NEW)
        rules = project.document("dynamic_configs", "config")["rules"]
        assert [r["name"] for r in rules] == ["all", "mine"]
        assert rules[0]["id"] == before
        rule.delete()
        assert [r["name"] for r in project.document("dynamic_configs", "config")["rules"]] == ["all"]

    def test_many_rules_of_one_object_can_be_added_concurrently(self, project: Project) -> None:
        project.client.request("POST", "/dynamic_configs", body={"name": "config"})
        names = [f"rule {number}" for number in range(12)]
        inputs = [{**NEW, "name": name, "dynamic_config_id": "config"} for name in names]
        with ThreadPoolExecutor(4) as pool:
            for resource in [pool.submit(project.create, statsig.DynamicConfigRule, **one) for one in inputs]:
                resource.result()
        assert sorted(r["name"] for r in project.document("dynamic_configs", "config")["rules"]) == sorted(names)

    def test_an_update_of_a_rule_waits_for_a_create_that_sends_the_whole_list(self, project: Project) -> None:
        project.client.request("POST", "/dynamic_configs", body={"name": "config"})
        inputs = [{**NEW, "name": f"rule {number}", "dynamic_config_id": "config"} for number in range(24)]
        rules = [project.create(statsig.DynamicConfigRule, **one) for one in inputs[:12]]
        with ThreadPoolExecutor(8) as pool:
            updates = [pool.submit(r.update, **{**r.inputs, "pass_percentage": 7}) for r in rules]
            creates = [pool.submit(project.create, statsig.DynamicConfigRule, **one) for one in inputs[12:]]
            for done in (*updates, *creates):
                done.result()
        found = project.document("dynamic_configs", "config")["rules"]
        percentages = {rule["name"]: rule["passPercentage"] for rule in found}
        assert len(percentages) == 24
        assert [percentages[one["name"]] for one in inputs[:12]] == [7] * 12

    def test_rules_of_a_gate_that_is_gone_are_an_error(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate"})
        rules = project.create(statsig.GateRules, gate_id="gate", rules=[NEW])
        project.client.request("DELETE", "/gates/{id}", id="gate")
        with pytest.raises(NotFound, match="gate"):
            rules.update(gate_id="gate", rules=[{**NEW, "pass_percentage": 7}])
        with pytest.raises(NotFound, match="gate"):
            project.create(statsig.GateRules, gate_id="gate", rules=[NEW])


# -- keys -----------------------------------------------------------------------------------------------------------


class TestKeys:
    def test_the_id_of_a_key_is_no_secret(self, project: Project) -> None:
        key = project.create(statsig.Key, description="backend", type="SERVER")
        assert key.state["key"].startswith("secret-")
        assert key.state["key"] not in key.id
        assert key.refreshed() == key.inputs

    def test_a_rotation_gives_a_new_value_under_the_same_id(self, project: Project) -> None:
        key = project.create(statsig.Key, description="backend", type="SERVER", rotate_triggers={"q": "1"})
        old = key.state["key"]
        key.update(description="backend", type="SERVER", rotate_triggers={"q": "2"})
        assert key.state["key"] not in (old, None)
        assert key.refreshed() == key.inputs
        key.delete()
        assert project.emulator.all(KEY, "keys") == []

    def test_a_key_is_found_by_its_id_or_its_description(self, project: Project) -> None:
        key = project.create(statsig.Key, description="backend", type="SERVER")
        for id in (key.id, "backend"):
            found = project.read(statsig.Key, id)
            assert found
            assert found["key"] == key.state["key"]

    def test_a_key_can_be_deactivated_in_place_of_deleted(self, project: Project) -> None:
        key = project.create(statsig.Key, description="backend", type="SERVER", on_destroy="deactivate")
        key.delete()
        assert [doc["status"] for doc in project.emulator.all(KEY, "keys")] == ["deactivated"]

    def test_an_error_does_not_contain_the_key(self, project: Project) -> None:
        key = project.create(statsig.Key, description="backend", type="SERVER")
        project.emulator.fail(status=403, method="PATCH")
        with pytest.raises(StatsigError) as error:
            key.update(description="other", type="SERVER")
        assert key.state["key"] not in str(error.value)


# -- settings -------------------------------------------------------------------------------------------------------

SETTINGS = {kind: case.setting for kind, case in CASES.items() if case.setting}


@pytest.mark.parametrize("name", SETTINGS)
class TestSettings:
    def test_each_field_is_updated_alone(self, name: str, project: Project) -> None:
        kind, first, second = KINDS[name], SETTINGS[name].first, SETTINGS[name].second
        for field in first:
            resource = project.create(kind, **{field: first[field]})
            before = project.live(kind, resource.id)
            resource.update(**{field: second[field]})
            after = project.live(kind, resource.id)
            assert before
            assert after
            wire = kind.shape().properties[field].wire
            assert {n for n in after if after[n] != before[n]} == {wire}
            assert resource.refreshed() == resource.inputs

    def test_a_setting_that_is_as_declared_is_not_sent(self, name: str, project: Project) -> None:
        project.create(KINDS[name], **SETTINGS[name].first)
        project.mutations()
        project.create(KINDS[name], **SETTINGS[name].first)
        assert project.mutations() == []

    def test_a_setting_is_retained_or_restored(self, name: str, project: Project) -> None:
        kind = KINDS[name]
        original = project.live(kind, "")
        for how, ends_as_before in (("retain", False), ("restore", True)):
            resource = project.create(kind, on_destroy=how, **SETTINGS[name].first)
            resource.delete()
            now = project.live(kind, "")
            assert (without_ids(now) == without_ids(original)) is ends_as_before
            if not ends_as_before:
                project.client.request("POST", str(kind.routes.path), body=without_ids(original))  # type: ignore[attr-defined]


def without_ids(doc: Any) -> Any:
    """A document without the ids of its members, some of which have gone and come back."""
    if isinstance(doc, dict):
        return {name: without_ids(value) for name, value in doc.items() if name != "id"}
    return [without_ids(one) for one in doc] if isinstance(doc, list) else doc


def test_environments_of_the_same_name_keep_their_ids(project: Project) -> None:
    resource = project.create(statsig.Environments, **SETTINGS["Environments"].first)
    ids = {e["name"]: e["id"] for e in project.document("environments", "environments")["environments"]}
    resource.update(**SETTINGS["Environments"].second)
    assert ids == {e["name"]: e["id"] for e in project.document("environments", "environments")["environments"]}


def test_the_role_of_a_missing_user_is_an_error(project: Project) -> None:
    with pytest.raises(NotFound):
        project.create(statsig.UserRole, email="nobody@example.com", role="Admin")


# -- collections ----------------------------------------------------------------------------------------------------

UNITS = [{"statsig_unit_id": "userID", "column": "u"}]


class TestCollections:
    def test_a_field_that_a_patch_does_not_take_is_sent_by_a_full_update(self, project: Project) -> None:
        inputs = {"name": "users", "sql": "select 1", "id_type_mapping": UNITS, "tags": ["a"]}
        source = project.create(statsig.EntityProperty, **inputs)
        project.mutations()
        source.update(**{**inputs, "tags": ["b"]})
        source.update(**{**inputs, "tags": ["b"], "sql": "select 2"})
        (patch, post) = project.mutations()
        assert patch == ("PATCH", "/experiments/entity_property/users", {"tags": ["b"]})
        assert post[:2] == ("POST", "/experiments/entity_property/users")
        assert post[2]["sql"] == "select 2"
        assert post[2]["tags"] == ["b"]

    def test_a_full_update_preserves_unmanaged_fields(self, project: Project) -> None:
        inputs = {"name": "orders", "sql": "select 1", "timestamp_column": "t", "id_type_mapping": UNITS}
        source = project.create(statsig.MetricSource, **inputs)
        project.emulator.edit(KEY, "metrics/metric_source", "orders", {"tags": ["by hand"], "timestampAsDay": True})
        source.update(**{**inputs, "sql": "select 2"})
        doc = project.document("metrics/metric_source", "orders")
        assert (doc["sql"], doc["tags"], doc["timestampAsDay"]) == ("select 2", ["by hand"], True)

    def test_stores_and_prompts_are_deleted(self, project: Project) -> None:
        project.create(statsig.ParamStore, name="theme").delete()
        project.create(statsig.Prompt, name="summary").delete()
        assert [project.emulator.all(KEY, family) for family in ("param_stores", "prompts")] == [[], []]

    def test_a_holdout_whose_update_fails_is_rolled_back(self, project: Project) -> None:
        with pytest.raises(NotFound, match="could not be found"):
            project.create(statsig.Holdout, name="held", gate_ids=["nowhere"])
        assert project.emulator.all(KEY, "holdouts") == []

    def test_the_error_for_a_store_that_cannot_be_rolled_back_suggests_adopt(self, project: Project) -> None:
        project.emulator.fail(status=400, method="POST", path="/param_stores/{name}")
        project.emulator.fail(status=400, method="DELETE", path="/param_stores/{name}")
        with pytest.raises(StatsigError, match="adopt=True"):
            project.create(statsig.ParamStore, name="theme", parameters=[{"name": "a", "value": 1}])
        project.create(statsig.ParamStore, name="theme", parameters=[{"name": "a", "value": 1}], adopt=True)
        assert project.document("param_stores", "theme")["parameters"][0]["param_type"] == "number"

    def test_a_name_that_the_server_writes_as_an_id_is_no_difference(self, project: Project) -> None:
        layer = project.create(statsig.Layer, name="My Layer", id_type="userID")
        project.emulator.edit(KEY, "layers", "my_layer", {"name": "my_layer"})
        assert layer.refreshed() == layer.inputs

    def test_a_segment_cannot_have_the_condition_public(self) -> None:
        inputs = {
            "segment_id": "all",
            "type": "rule_based",
            "rules": [{"name": "a", "conditions": [{"type": "public"}]}],
        }
        ((path, _),) = check(statsig.Segment, {}, inputs)
        assert path == "rules[0].conditions[0].type"

    def test_a_kind_that_cannot_be_deleted_is_not_replaced(self) -> None:
        old = {"prompt_id": "summary", "version_id": "first", "name": "First"}
        ((path, problem),) = check(statsig.PromptVersion, old, {**old, "name": "Second"})
        assert path == "name"
        assert "cannot delete a PromptVersion" in problem


class TestAutotune:
    INPUTS: ClassVar[dict[str, Any]] = {
        "name": "banner",
        "variants": [{"name": name, "value": name} for name in ("hello", "welcome")],
        "success_event": "purchase",
        "exploration_window": "24hr",
        "attribution_window": "1hr",
        "winner_threshold": "95%",
    }

    def test_an_autotune_is_started_decided_and_reset(self, project: Project) -> None:
        autotune = project.create(statsig.Autotune, status="active", **self.INPUTS)
        assert autotune.state["current_status"] == "active"
        autotune.update(status="decision_made", winner="welcome", **self.INPUTS)
        assert project.document("autotunes", "banner")["winner"]["name"] == "welcome"
        project.mutations()
        autotune.update(status="setup", **self.INPUTS)
        assert [path for _, path, _ in project.mutations()] == ["/autotunes/banner/reset"]
        assert autotune.refreshed() == autotune.inputs

    def test_a_change_is_one_request(self, project: Project) -> None:
        autotune = project.create(statsig.Autotune, **self.INPUTS)
        project.mutations()
        autotune.update(description="d", **self.INPUTS)
        assert project.mutations() == [("PATCH", "/autotunes/banner", {"description": "d"})]

    def test_a_running_autotune_is_destroyed_only_with_force_destroy(self, project: Project) -> None:
        autotune = project.create(statsig.Autotune, status="active", **self.INPUTS)
        with pytest.raises(InvalidInput, match="force_destroy"):
            autotune.delete()

    def test_a_decision_names_its_winner(self) -> None:
        ((path, _), *_) = check(statsig.Autotune, {"status": "active"}, {**self.INPUTS, "status": "decision_made"})
        assert path == "winner"


class TestStatuses:
    def test_a_dynamic_config_is_disabled_archived_and_taken_out_again(self, project: Project) -> None:
        config = project.create(statsig.DynamicConfig, config_id="limits", status="Disabled")
        for status in ("Enabled", "Archived", "Enabled"):
            config.update(config_id="limits", status=status)
            assert project.document("dynamic_configs", "limits")["status"] == status
            assert config.refreshed() == config.inputs
        verbs = [path.rpartition("/")[2] for method, path, _ in project.mutations() if method == "PUT"]
        assert verbs == ["enable", "archive", "unarchive"]

    def test_a_gate_is_launched_archived_and_taken_out_again(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", status="Launched")
        for status in ("In Progress", "Archived", "In Progress", "Disabled"):
            gate.update(gate_id="gate", status=status)
            assert project.document("gates", "gate")["status"] == status
            assert gate.refreshed() == gate.inputs
        verbs = [path.rpartition("/")[2] for method, path, _ in project.mutations() if method == "PUT"]
        assert verbs == ["launch", "enable", "archive", "unarchive", "disable"]

    def test_an_experiment_is_abandoned_with_a_reason(self, project: Project) -> None:
        experiment = project.create(statsig.Experiment, experiment_id="copy", status="active")
        experiment.update(experiment_id="copy", status="abandoned", abandon_reason="no traffic")
        doc = project.document("experiments", "copy")
        assert (doc["status"], doc["decisionReason"]) == ("abandoned", "no traffic")


CARRIED = [
    (statsig.Gate, "gates", {"gate_id": "copy"}, "Disabled", "In Progress"),
    (statsig.DynamicConfig, "dynamic_configs", {"config_id": "copy"}, "Disabled", "Enabled"),
    (statsig.Experiment, "experiments", {"experiment_id": "copy"}, "active", "setup"),
]


@pytest.mark.parametrize(("kind", "family", "key", "status", "initial"), CARRIED)
class TestAStatusThatABodyCanCarry:
    """It makes no request of its own, where the body takes it."""

    def test_goes_with_the_create(
        self, project: Project, kind: type[Kind], family: str, key: dict[str, Any], status: str, initial: str
    ) -> None:
        resource = project.create(kind, **key, status=status)
        assert [method for method, _, _ in project.mutations()] == ["POST"]
        assert project.document(family, "copy")["status"] == resource.state["current_status"] == status
        assert resource.refreshed() == resource.inputs

    def test_goes_with_other_changes(
        self, project: Project, kind: type[Kind], family: str, key: dict[str, Any], status: str, initial: str
    ) -> None:
        resource = project.create(kind, **key, status=initial)
        project.mutations()
        resource.update(**key, status=status, description="new")
        assert [method for method, _, _ in project.mutations()] == ["PATCH"]
        doc = project.document(family, "copy")
        assert (doc["status"], doc["description"], resource.state["current_status"]) == (status, "new", status)
        assert resource.refreshed() == resource.inputs

    def test_goes_with_a_full_update(
        self, project: Project, kind: type[Kind], family: str, key: dict[str, Any], status: str, initial: str
    ) -> None:
        resource = project.create(kind, **key, status=initial, exhaustive=True)
        project.mutations()
        resource.update(**key, status=status, description="new", exhaustive=True)
        assert [method for method, _, _ in project.mutations()] == ["POST"]
        assert project.document(family, "copy")["status"] == status
        assert resource.refreshed() == resource.inputs

    def test_is_told_from_others_after_a_lost_response(
        self, project: Project, kind: type[Kind], family: str, key: dict[str, Any], status: str, initial: str
    ) -> None:
        project.emulator.fail(kind="timeout", after_effect=True, method="POST")
        resource = project.create(kind, **key, status=status)
        assert [method for method, _, _ in project.mutations()] == ["POST"]
        assert project.document(family, "copy")["status"] == resource.state["current_status"] == status

    def test_alone_is_an_operation(
        self, project: Project, kind: type[Kind], family: str, key: dict[str, Any], status: str, initial: str
    ) -> None:
        resource = project.create(kind, **key, status=initial)
        project.mutations()
        resource.update(**key, status=status)
        assert [method for method, _, _ in project.mutations()] == ["PUT"]
        assert project.document(family, "copy")["status"] == status


class TestAStatusThatABodyCannotCarry:
    def test_is_an_operation_where_the_server_takes_none_from_a_body(self, project: Project) -> None:
        project.emulator.settings(variants={"experiment-status": "ignored"})
        created = project.create(statsig.Experiment, experiment_id="created", status="active")
        changed = project.create(statsig.Experiment, experiment_id="changed", status="setup")
        changed.update(experiment_id="changed", status="active", description="new")
        assert [m for m, _, _ in project.mutations()] == ["POST", "PUT", "POST", "PATCH", "PUT"]
        assert {doc["status"] for doc in project.emulator.all(KEY, "experiments")} == {"active"}
        assert created.state["current_status"] == changed.state["current_status"] == "active"

    def test_a_launched_gate_is_disabled_by_its_operation(self, project: Project) -> None:
        gate = project.create(statsig.Gate, gate_id="gate", status="Launched")
        project.mutations()
        gate.update(gate_id="gate", status="Disabled", description="new")
        assert [(m, path) for m, path, _ in project.mutations()] == [
            ("PATCH", "/gates/gate"),
            ("PUT", "/gates/gate/disable"),
        ]
        assert project.document("gates", "gate")["status"] == "Disabled"

    def test_what_a_start_says_besides_goes_with_the_start(self, project: Project) -> None:
        project.create(statsig.Experiment, experiment_id="copy", status="active", analysis_end_time="2027-01-01")
        assert [m for m, _, _ in project.mutations()] == ["POST", "PUT"]
        doc = project.document("experiments", "copy")
        assert (doc["status"], doc["analysisEndTime"]) == ("active", "2027-01-01")

    def test_an_experiment_that_people_have_decided_is_not_started_again(self, project: Project) -> None:
        resource = project.create(statsig.Experiment, experiment_id="copy", status="setup")
        project.emulator.edit(KEY, "experiments", "copy", {"status": "decision_made"})
        with pytest.raises(StatsigError, match="decision_made"):
            resource.update(experiment_id="copy", status="active", description="new")
        assert project.document("experiments", "copy")["status"] == "decision_made"

    def test_of_a_gate_whose_percentages_rise_the_rules_and_the_status_change_at_once(self, project: Project) -> None:
        rule = {"name": "all", "conditions": [{"type": "public"}]}
        gate = project.create(statsig.Gate, gate_id="gate", status="Disabled", rules=[{**rule, "pass_percentage": 5}])
        project.mutations()
        gate.update(gate_id="gate", status="In Progress", rules=[{**rule, "pass_percentage": 10}])
        ((method, _, body),) = project.mutations()
        assert (method, body["isEnabled"], body["rules"][0]["passPercentage"]) == ("PATCH", True, 10)


class TestExhaustive:
    def test_every_field_is_kept_at_its_default(self, project: Project) -> None:
        inputs = {"gate_id": "gate", "description": "d", "exhaustive": True}
        resource = project.create(statsig.Gate, **inputs)
        assert resource.refreshed() == inputs
        project.emulator.edit(KEY, "gates", "gate", {"tags": ["by hand"], "type": "PERMANENT"})
        drifted = resource.refreshed()
        assert drifted == {**inputs, "tags": ["by hand"], "type": "PERMANENT"}
        resource.inputs = drifted
        project.mutations()
        resource.update(**inputs)
        ((method, path, _),) = project.mutations()
        assert (method, path) == ("POST", "/gates/gate")
        doc = project.document("gates", "gate")
        assert (doc["tags"], doc["type"], doc["description"]) == ([], "TEMPORARY", "d")

    @pytest.mark.parametrize("name", [kind for kind, case in CASES.items() if case.full_update])
    def test_each_kind_whose_api_can_replace_everything_is_reset_by_one_request(
        self, name: str, project: Project
    ) -> None:
        kind, tried = KINDS[name], CASES[name].full_update
        assert tried
        inputs, edit = dict(tried.inputs), tried.edit
        inputs = {**inputs, "exhaustive": True}
        resource = project.create(kind, **inputs)
        (field,) = edit
        family = CASES[name].family
        before = project.document(family, resource.id)
        project.emulator.edit(KEY, family, resource.id, edit)
        drifted = resource.refreshed()
        assert drifted is not None
        assert drifted != inputs
        resource.inputs = drifted
        project.mutations()
        resource.update(**inputs)
        assert [method for method, _, _ in project.mutations()] == ["POST"]
        assert project.document(family, resource.id)[field] == before[field]
        assert resource.refreshed() == inputs


class TestLostResponses:
    def test_an_object_that_existed_before_is_not_taken_for_the_one_that_was_sent(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate", "description": "somebody's"})
        project.emulator.fail(kind="timeout", method="POST", path="/gates", after_effect=True)
        with pytest.raises(AlreadyExists, match="adopt=True"):
            project.create(statsig.Gate, gate_id="gate", description="mine")
        assert project.document("gates", "gate")["description"] == "somebody's"

    def test_an_object_that_matches_the_request_is_the_one_that_was_sent(self, project: Project) -> None:
        project.emulator.fail(kind="timeout", method="POST", path="/gates", after_effect=True)
        project.create(statsig.Gate, gate_id="gate", description="mine")
        assert project.document("gates", "gate")["description"] == "mine"


def test_an_invalid_argument_is_an_error_before_anything_is_sent(project: Project) -> None:
    with pytest.raises(InvalidInput):
        statsig.ParamStoreParameter(name="a")
    with pytest.raises(InvalidInput):
        statsig.ParamStoreParameter(name="a", value=1, gate_name="g")
    assert project.requests() == []
