"""Experiments as resources: what holds only together, what is the server's, holdback, deferral, templates, actions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.inputs import replaced_fields
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import ApiError, InvalidInput
from statsig_pulumi.resources.experiment import Experiment
from tests.clock import Clock

from .test_rest import KEY, Created, Project

GROUPS = [{"name": name, "size": 50, "parameter_values": {"text": name}} for name in ("Control", "Test")]
DECISION = {"group": "Test", "reason": "it sells more"}
FILTERS = [{"type": "path", "value": "/buy"}]
METRIC = {"name": "purchase", "type": "sum"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    project = Project()
    yield project
    project.emulator.close()


def experiment(project: Project, **inputs: Any) -> Created:
    return project.create(Experiment, experiment_id="copy", **inputs)


def live(project: Project) -> dict[str, Any]:
    return project.document("experiments", "copy")


def problems(old: dict[str, Any], **new: Any) -> list[tuple[str, str]]:
    return [*check(Experiment, old, {"experiment_id": "copy", **new})]


class TestWhatHoldsOnlyTogether:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("sidecar_editor_url", "https://shop.example"),
            ("sidecar_url_filters", FILTERS),
            ("sidecar_disable_auto_run", True),
            ("sidecar_prerun_script", "go()"),
        ],
    )
    def test_sidecar_settings_need_a_sidecar_experiment(self, field: str, value: object) -> None:
        refused = (field, "is kept for a sidecar experiment only: set is_sidecar=True")
        assert problems({}, **{field: value}) == [refused]
        assert problems({}, **{field: value}, is_sidecar=False) == [refused]
        assert problems({}, **{field: value}, is_sidecar=True) == []

    @pytest.mark.parametrize("address", ["shop.example", "ftp://shop.example", "javascript:alert(1)"])
    def test_the_editor_opens_a_web_address(self, address: str) -> None:
        with pytest.raises(InvalidInput, match="sidecar_editor_url"):
            statsig.Experiment("copy", is_sidecar=True, sidecar_editor_url=address)

    def test_what_statsig_copies_into_groups_is_no_parameter_of_a_program(self) -> None:
        groups = [GROUPS[0], {**GROUPS[1], "parameter_values": {"sidecarPrerunScript": "go()"}}]
        ((path, problem),) = problems({}, is_sidecar=True, groups=groups)
        assert path == "groups[1].parameter_values"
        assert "sidecarPrerunScript" in problem
        assert problems({}, groups=groups) == []

    def test_a_rollup_window_that_the_project_does_not_take_is_one_line(self) -> None:
        emulator = Project().emulator
        settings = Settings(console_api_key="console-cloud")
        client = Client(settings, transport=EmulatorTransport(emulator), clock=Clock())
        inputs = {"experiment_id": "copy", "default_rollup_window": 14}
        with pytest.raises(ApiError) as raised:
            Controller(Experiment, client, run=Run(folder=None)).create(inputs)
        assert str(raised.value).startswith("POST /experiments answered 400")
        assert "defaultRollupWindow: Must be -1, 1 or 7" in str(raised.value)


class TestWhatIsTheServers:
    def test_read_only_fields_of_groups_are_never_sent_back(self, project: Project) -> None:
        resource = experiment(project, groups=GROUPS)
        shown = {"images": ["https://x.example/a.png"], "foreignGroupIDVerified": True, "highlighted": True}
        groups = [{**group, **shown, "shipped": False} for group in live(project)["groups"]]
        project.emulator.edit(KEY, "experiments", "copy", {"groups": groups})
        project.mutations()
        resource.update(experiment_id="copy", groups=[{**GROUPS[0], "description": "as it was"}, GROUPS[1]])
        ((_, _, body),) = project.mutations()
        kept = {"id", "name", "size", "parameterValues", "description", "highlighted"}
        assert [set(group) for group in body["groups"]] == [kept, kept]

    def test_copies_of_sidecar_settings_are_no_drift_and_never_sent_back(self, project: Project) -> None:
        inputs = {"is_sidecar": True, "sidecar_url_filters": FILTERS, "groups": GROUPS}
        resource = experiment(project, **inputs)
        assert "sidecarURLFilters" in live(project)["groups"][0]["parameterValues"]
        assert resource.refreshed() == {"experiment_id": "copy", **inputs}
        project.mutations()
        resource.update(experiment_id="copy", **{**inputs, "groups": [{**GROUPS[0], "disabled": True}, GROUPS[1]]})
        ((_, _, body),) = project.mutations()
        assert [group["parameterValues"] for group in body["groups"]] == [{"text": "Control"}, {"text": "Test"}]

    def test_parameters_of_that_name_are_drift_in_another_experiment(self, project: Project) -> None:
        resource = experiment(project, groups=GROUPS)
        groups = live(project)["groups"]
        groups[0]["parameterValues"]["sidecarPrerunScript"] = "go()"
        project.emulator.edit(KEY, "experiments", "copy", {"groups": groups})
        refreshed = resource.refreshed()
        assert refreshed
        assert refreshed["groups"][0]["parameter_values"]["sidecarPrerunScript"] == "go()"

    def test_a_targeting_gate_is_cleared_with_an_empty_string(self, project: Project) -> None:
        resource = experiment(project, targeting_gate_id="staff")
        project.mutations()
        resource.update(experiment_id="copy")
        assert [body for _, _, body in project.mutations()] == [{"targetingGateID": ""}]
        assert live(project)["targetingGateID"] == ""

    def test_the_layer_that_statsig_makes_for_one_experiment_is_none(self, project: Project) -> None:
        experiment(project)
        assert live(project)["layerID"] == "statsig::copy_layer"
        found = project.read(Experiment, "copy")
        assert found
        assert "layer_id" not in found

    def test_the_address_in_the_console_is_an_output(self, project: Project) -> None:
        assert experiment(project).state["permalink"].endswith("/experiments/copy")
        layer = project.create(statsig.Layer, name="Top bar", id_type="userID")
        assert layer.state["permalink"].endswith("/layers/top_bar")


class TestHoldback:
    def test_it_ships_a_group_and_keeps_the_experiment_live(self, project: Project) -> None:
        resource = experiment(project, status="active")
        project.mutations()
        decision = {**DECISION, "holdout": 10}
        resource.update(experiment_id="copy", status="shipped_with_holdout", decision=decision)
        ((method, path, body),) = project.mutations()
        assert (method, path) == ("PUT", "/experiments/copy/make_decision")
        group = live(project)["groups"][1]["id"]
        assert body == {"id": group, "decisionReason": "it sells more", "holdout": 10}
        assert live(project)["status"] == "active"
        assert resource.state["current_status"] == "shipped_with_holdout"
        assert resource.refreshed() == resource.inputs

    def test_it_is_decided_for_everybody_afterwards(self, project: Project) -> None:
        resource = experiment(project, status="active")
        resource.update(experiment_id="copy", status="shipped_with_holdout", decision={**DECISION, "holdout": 50})
        resource.update(experiment_id="copy", status="decision_made", decision=DECISION)
        assert live(project)["status"] == "decision_made"
        assert resource.refreshed() == resource.inputs

    def test_a_full_update_sends_the_apis_own_status(self, project: Project) -> None:
        resource = experiment(project, status="active")
        inputs = {"status": "shipped_with_holdout", "decision": {**DECISION, "holdout": 10}}
        resource.update(experiment_id="copy", **inputs)
        project.mutations()
        resource.update(experiment_id="copy", **inputs, exhaustive=True, hypothesis="h")
        ((method, _, body),) = project.mutations()
        assert (method, body["status"], body["hypothesis"]) == ("POST", "active", "h")
        assert live(project)["shipWithHoldout"]["holdoutPercent"] == 10

    def test_it_is_protected_like_any_running_experiment(self, project: Project) -> None:
        decision = {**DECISION, "holdout": 10}
        old = {"status": "shipped_with_holdout", "decision": decision, "id_type": "userID"}
        ((path, problem),) = problems(old, status="shipped_with_holdout", decision=decision, id_type="stableID")
        assert (path, "would be worthless" in problem) == ("id_type", True)
        resource = experiment(project, status="active")
        resource.update(experiment_id="copy", status="shipped_with_holdout", decision=decision)
        with pytest.raises(InvalidInput, match="the experiment is running"):
            resource.delete()

    @pytest.mark.parametrize("percent", [-1, 51, 2.5])
    def test_it_is_at_most_half(self, percent: float) -> None:
        with pytest.raises(InvalidInput, match="holdout"):
            statsig.Decision(group="Test", reason="r", holdout=percent)  # type: ignore[arg-type]

    def test_the_status_and_the_percentage_go_together(self) -> None:
        active = {"status": "active"}
        held = {**DECISION, "holdout": 5}
        assert problems(active, status="decision_made", decision=held) == [
            ("decision.holdout", "keeps the experiment live: declare status='shipped_with_holdout'")
        ]
        assert problems(active, status="shipped_with_holdout", decision=DECISION) == [
            ("decision.holdout", "is required for the status 'shipped_with_holdout': 1 to 50 percent")
        ]
        assert problems(active, status="shipped_with_holdout") == [
            ("decision", "is required for the status 'shipped_with_holdout': group and reason")
        ]

    def test_a_holdback_that_was_made_is_not_changed(self) -> None:
        old = {"status": "shipped_with_holdout", "decision": {**DECISION, "holdout": 5}}
        ((path, problem),) = problems(old, status="shipped_with_holdout", decision={**DECISION, "holdout": 6})
        assert path == "decision"
        assert "decide it for everybody first (status 'decision_made')" in problem


class TestDeferral:
    def test_a_decision_is_deferred_and_made_later(self, project: Project) -> None:
        resource = experiment(project, status="active")
        project.mutations()
        resource.update(experiment_id="copy", status="experiment_stopped", stop_reason="holidays")
        assert project.mutations() == [("PUT", "/experiments/copy/defer_decision", {"stopReason": "holidays"})]
        assert resource.refreshed() == resource.inputs
        resource.update(experiment_id="copy", status="decision_made", decision=DECISION)
        assert live(project)["status"] == "decision_made"

    def test_the_reason_may_be_left_out(self, project: Project) -> None:
        resource = experiment(project, status="active")
        project.mutations()
        resource.update(experiment_id="copy", status="experiment_stopped")
        assert project.mutations() == [("PUT", "/experiments/copy/defer_decision", {})]

    def test_only_what_was_started_is_deferred(self) -> None:
        ((path, problem),) = problems({"status": "setup"}, status="experiment_stopped")
        assert path == "status"
        assert "possible from there: 'active', 'archived'" in problem


class TestLostResponses:
    @pytest.mark.parametrize(
        ("status", "more"),
        [
            ("experiment_stopped", {"stop_reason": "holidays"}),
            ("shipped_with_holdout", {"decision": {**DECISION, "holdout": 10}}),
        ],
    )
    def test_a_transition_whose_response_is_lost_has_been_made(
        self, project: Project, status: str, more: dict[str, Any]
    ) -> None:
        resource = experiment(project, status="active")
        project.emulator.fail(kind="timeout", after_effect=True, method="PUT")
        project.mutations()
        resource.update(experiment_id="copy", status=status, **more)
        assert len(project.mutations()) == 2  # the second finds it made already
        assert resource.refreshed() == resource.inputs


class TestTemplates:
    def test_one_is_created_and_not_changed(self, project: Project) -> None:
        resource = experiment(project, is_template=True, hypothesis="a")
        assert live(project)["isTemplate"] is True
        assert resource.refreshed() == resource.inputs
        refused = [("hypothesis", "cannot change: Statsig's API cannot change a template; change it in the console")]
        assert problems(resource.inputs, is_template=True, hypothesis="b") == refused
        assert problems(resource.inputs, is_template=True) == refused
        project.mutations()
        with pytest.raises(InvalidInput, match="cannot change a template"):
            resource.update(experiment_id="copy", is_template=True, hypothesis="b")
        assert project.mutations() == []

    def test_what_is_this_packages_own_can_change(self, project: Project) -> None:
        resource = experiment(project, is_template=True)
        assert problems(resource.inputs, is_template=True, force_destroy=True) == []
        resource.delete()
        assert project.emulator.get(KEY, "experiments", "copy") is None

    def test_another_experiment_takes_its_place(self) -> None:
        old = {"experiment_id": "copy", "is_template": True, "hypothesis": "a"}
        assert replaced_fields(Experiment, ["is_template"]) == ["is_template"]
        assert problems(old, hypothesis="b") == []

    def test_one_is_not_started(self) -> None:
        ((path, problem),) = problems({}, is_template=True, status="active")
        assert (path, "a template stays in 'setup'" in problem) == ("status", True)

    def test_one_that_the_program_does_not_call_so_is_refused_by_the_server(self, project: Project) -> None:
        resource = experiment(project)
        project.emulator.edit(KEY, "experiments", "copy", {"isTemplate": True})
        with pytest.raises(ApiError, match="Templates cannot be modified through the Console API"):
            resource.update(experiment_id="copy", hypothesis="b")


class TestActions:
    def load(self, project: Project) -> str:
        """Start a load of an experiment's results; return its id."""
        experiment(project, status="active")
        project.client.request("POST", "/experiments/{id}/load_pulse", id="copy", body={})
        (run,) = project.client.paginate("/experiments/{id}/pulse_load_history", id="copy")
        project.mutations()
        return str(run["dagID"])

    def cancel(self, project: Project, load: str) -> Created:
        return project.create(statsig.PulseLoadCancellation, experiment_id="copy", dag_id=load)

    def test_a_load_is_cancelled(self, project: Project) -> None:
        load = self.load(project)
        assert self.cancel(project, load).state["outcome"] == "cancelled"
        assert len(project.mutations()) == 1

    def test_a_cancellation_whose_response_is_lost_has_taken_effect(self, project: Project) -> None:
        load = self.load(project)
        project.emulator.fail(
            kind="timeout", after_effect=True, path="/experiments/{id}/pulse_load_history/{dagID}/cancel"
        )
        assert self.cancel(project, load).state["outcome"] == "cancelled"
        assert len(project.mutations()) == 1

    def test_a_load_that_has_ended_is_no_failure(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        load = self.load(project)
        project.clock.now += 5
        assert self.cancel(project, load).state["outcome"] == "success"
        assert "ended as 'success' before it was cancelled" in "".join(capsys.readouterr())

    def test_a_load_that_does_not_exist_is_an_error(self, project: Project) -> None:
        self.load(project)
        with pytest.raises(ApiError, match="answered 404"):
            self.cancel(project, "none")

    def test_only_a_stale_experiment_is_cleaned_up(self, project: Project) -> None:
        resource = experiment(project, status="active")
        with pytest.raises(ApiError, match="Experiment is not stale"):
            project.create(statsig.ExperimentCodeCleanup, experiment_id="copy")
        resource.update(experiment_id="copy", status="decision_made", decision=DECISION)
        project.mutations()
        project.create(statsig.ExperimentCodeCleanup, experiment_id="copy")
        assert project.mutations() == [("POST", "/experiments/copy/code_cleanup", None)]

    def test_an_analysis_starts_with_more_compute(self, project: Project) -> None:
        resource = experiment(project, is_analysis_only=True, turbo_mode=True)
        project.mutations()
        resource.update(experiment_id="copy", is_analysis_only=True, turbo_mode=True, status="active")
        assert project.mutations() == [("PUT", "/experiments/copy/start", {"turboMode": True})]


class TestLayers:
    SCHEMA = '{"type": "object", "required": ["w"], "properties": {"w": {"type": "number"}}}'

    def layer(self, **parameter: Any) -> list[tuple[str, str]]:
        parameters = [{"name": "size", "default_value": {"w": 1}, "json_schema": self.SCHEMA, **parameter}]
        return [*check(statsig.Layer, {}, {"name": "layer", "id_type": "userID", "parameters": parameters})]

    def test_a_default_value_fits_its_schema(self) -> None:
        assert self.layer() == []
        assert self.layer(default_value={"w": "a"}) == [
            ("parameters[0].default_value.w", "does not fit the schema's rule properties/w/type")
        ]

    def test_a_schema_is_one(self) -> None:
        ((path, problem),) = self.layer(json_schema='{"type": "colour"}')
        assert path == "parameters[0].json_schema"
        assert problem.startswith("is not a JSON Schema")
        with pytest.raises(InvalidInput, match="is not JSON"):
            statsig.LayerParameter(name="size", default_value={}, json_schema="{")

    def test_another_layout_of_a_schema_is_no_difference(self, project: Project) -> None:
        parameter = {"name": "size", "default_value": {"w": 1}, "json_schema": self.SCHEMA}
        layer = project.create(statsig.Layer, name="layer", id_type="userID", parameters=[parameter])
        shown = project.document("layers", "layer")["parameters"]
        pretty = [{**shown[0], "schema": json.dumps(json.loads(self.SCHEMA), indent=2)}]
        project.emulator.edit(KEY, "layers", "layer", {"parameters": pretty})
        assert layer.refreshed() == layer.inputs
