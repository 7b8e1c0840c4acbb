"""Overrides: removed one by one where the API can, told once where it repeats them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

import statsig_pulumi as statsig
from tests.resources import CASES

from .test_rest import KEY, Project, project

__all__ = ["project"]  # the fixture

OWN: dict[str, Any] = {"exclusive": False}


def removals(project: Project) -> list[tuple[str, Any]]:
    """Path and body of the removals since the last call."""
    return [(unquote(path), body) for method, path, body in project.mutations() if method == "DELETE"]


def queries(project: Project) -> list[tuple[str, Any]]:
    """Path and query of the removals so far."""
    return [(unquote(entry.path), entry.query) for entry in project.emulator.log() if entry.method == "DELETE"]


def grouped(project: Project, family: str) -> str:
    """Create an object with the groups Control and Test; return its id."""
    if family == "autotunes":
        parent = CASES["AutotuneOverrides"].parent
        assert parent
        project.client.request("POST", "/autotunes", body={**parent.body, "name": "object"})
    else:
        groups = [{"id": name.lower(), "name": name} for name in ("Control", "Test")]
        project.emulator.seed(KEY, family, {"id": "object", "name": "object", "idType": "userID", "groups": groups})
    return "object"


class TestGates:
    @pytest.fixture(autouse=True)
    def gate(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "gate", "idType": "companyID"})

    def live(self, project: Project) -> Any:
        return project.client.request("GET", "/gates/gate/overrides")

    def test_a_gate_that_goes_in_the_middle_of_their_deletion_is_no_failure(self, project: Project) -> None:
        overrides = project.create(statsig.GateOverrides, gate_id="gate", passing_custom_ids=["c"], **OWN)
        project.emulator.fail(status=404, method="DELETE", path="/gates/{id}/overrides")
        overrides.delete()

    def test_users_are_taken_out_one_by_one_and_the_rest_together(self, project: Project) -> None:
        staging = {"environment": "staging", "passing_ids": ["s"]}
        overrides = project.create(
            statsig.GateOverrides,
            gate_id="gate",
            passing_user_ids=["a", "b"],
            failing_user_ids=["z"],
            passing_custom_ids=["c"],
            environment_overrides=[staging],
            **OWN,
        )
        project.client.request("PATCH", "/gates/gate/overrides", body={"passingUserIDs": ["x"], "failingUserIDs": []})
        overrides.update(gate_id="gate", passing_user_ids=["b"], **OWN)
        assert queries(project) == [
            ("/gates/gate/overrides/userID/a", {"groupID": "pass"}),
            ("/gates/gate/overrides/userID/z", {"groupID": "fail"}),
            ("/gates/gate/overrides", {}),
            ("/gates/gate/overrides", {}),
        ]
        assert self.live(project)["passingUserIDs"] == ["b", "x"]
        overrides.delete()
        assert self.live(project) == {
            "passingUserIDs": ["x"],
            "failingUserIDs": [],
            "passingCustomIDs": [],
            "failingCustomIDs": [],
            "environmentOverrides": [{"environment": None, "unitID": "userID", "passingIDs": ["x"], "failingIDs": []}],
        }

    @pytest.mark.parametrize("exclusive", [True, False])
    @pytest.mark.parametrize(
        "inputs",
        [
            {"passing_user_ids": ["a"], "failing_custom_ids": ["c"]},
            {"environment_overrides": [{"passing_ids": ["a"], "failing_ids": ["z"]}]},
            {
                "environment_overrides": [
                    {"unit_id": "userID", "passing_ids": ["a"]},
                    {"environment": "staging", "failing_ids": ["a"]},
                ]
            },
            {"passing_user_ids": ["a"], "environment_overrides": [{"unit_id": "userID", "passing_ids": ["b"]}]},
        ],
    )
    def test_what_the_api_repeats_is_no_drift(self, inputs: Any, exclusive: bool, project: Project) -> None:
        given = {**inputs, "gate_id": "gate", "exclusive": exclusive}
        overrides = project.create(statsig.GateOverrides, **given)
        assert self.live(project)["environmentOverrides"]
        assert overrides.refreshed() == given
        overrides.update(**given, on_destroy="delete")
        assert overrides.refreshed() == {**given, "on_destroy": "delete"}
        overrides.delete()
        assert not any(self.live(project).values())

    def test_what_somebody_adds_is_drift_once(self, project: Project) -> None:
        overrides = project.create(statsig.GateOverrides, gate_id="gate", passing_user_ids=["a"])
        project.client.request("PATCH", "/gates/gate/overrides", body={"passingUserIDs": ["x"], "failingUserIDs": []})
        assert overrides.refreshed() == {"gate_id": "gate", "passing_user_ids": ["a", "x"]}
        added = [{"environment": None, "unitID": "stableID", "passingIDs": ["s"], "failingIDs": []}]
        project.client.request("PATCH", "/gates/gate/overrides", body={"environmentOverrides": added})
        found = overrides.refreshed()
        assert found
        assert found["environment_overrides"] == [{"unit_id": "stableID", "passing_ids": ["s"], "failing_ids": []}]

    def test_what_is_imported_stands_once(self, project: Project) -> None:
        project.client.request("POST", "/gates/gate/overrides", body={"passingUserIDs": ["a"], "failingUserIDs": []})
        found = project.read(statsig.GateOverrides, "gate")
        assert found
        assert (found["passing_user_ids"], found["environment_overrides"]) == (["a"], [])


@pytest.mark.parametrize(
    ("kind", "family", "argument"),
    [
        (statsig.ExperimentOverrides, "experiments", "experiment_id"),
        (statsig.AutotuneOverrides, "autotunes", "autotune_id"),
    ],
)
class TestGroups:
    SWITCH: dict[str, Any] = {"type": "gate", "override_id": "a gate", "group_id": "Test"}
    FORCED: dict[str, Any] = {"group_id": "Test", "ids": ["a", "b"]}

    def test_each_is_taken_out_by_itself(self, kind: Any, family: str, argument: str, project: Project) -> None:
        given = {argument: grouped(project, family), **OWN}
        staging = {"environment": "staging"}
        overrides = project.create(
            kind,
            overrides=[self.SWITCH, {**self.SWITCH, **staging}],
            user_id_overrides=[self.FORCED, {**self.FORCED, **staging, "unit_type": "stableID"}],
            **given,
        )
        assert overrides.refreshed() == overrides.inputs
        path = f"/{family}/object/overrides"
        theirs = {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["x"]}]}
        project.client.request("PATCH", path, body=theirs)
        project.emulator.clear_log()
        overrides.update(user_id_overrides=[{**self.FORCED, "ids": ["b"]}], **given)
        group = {"groupID": "Test"}
        assert queries(project) == [
            (f"{path}/conditional/gate/a gate", group),
            (f"{path}/conditional/gate/a gate", {**group, "environment": "staging"}),
            (f"{path}/userID/a", group),
            (f"{path}/userID/a", {**group, "environment": "staging", "unitType": "stableID"}),
            (f"{path}/userID/b", {**group, "environment": "staging", "unitType": "stableID"}),
        ]
        overrides.delete()
        left = project.client.request("GET", path)
        assert [(e["groupID"], e["ids"]) for e in left["userIDOverrides"]] == [("Test", ["x"])]
        assert left["overrides"] == []

    def test_an_exclusive_one_removes_all(self, kind: Any, family: str, argument: str, project: Project) -> None:
        overrides = project.create(kind, user_id_overrides=[self.FORCED], **{argument: grouped(project, family)})
        overrides.update(user_id_overrides=[{**self.FORCED, "ids": ["b"]}], **{argument: "object"})
        assert overrides.refreshed() == overrides.inputs
        project.mutations()
        overrides.delete()
        ((path, body),) = removals(project)
        assert path == f"/{family}/object/overrides"
        assert (body is None) == (family == "autotunes")
        assert not any(project.client.request("GET", path).values())


class TestLayers:
    def test_each_is_taken_out_by_itself_where_its_experiment_is_known(self, project: Project) -> None:
        grouped(project, "layers")
        named = {"experiment_name": "e", "group_name": "Test"}
        overrides = project.create(
            statsig.LayerOverrides,
            layer_id="object",
            conditional_overrides=[{**named, "type": "segment", "name": "s", "environment": "staging"}],
            id_overrides=[{**named, "ids": ["a"], "id_type": "stableID"}],
            **OWN,
        )
        assert overrides.refreshed() == overrides.inputs
        project.emulator.clear_log()
        overrides.update(layer_id="object", id_overrides=[{"group_name": "Test", "ids": ["b"]}], **OWN)
        query = {"groupName": "Test", "experimentName": "e"}
        path = "/layers/object/overrides"
        assert queries(project) == [
            (f"{path}/conditional/segment/s", {**query, "environment": "staging"}),
            (f"{path}/userID/a", {**query, "idType": "stableID"}),
        ]
        project.mutations()
        overrides.delete()
        assert [where for where, _ in removals(project)] == [path]
        assert not any(project.client.request("GET", path).values())


class TestHoldouts:
    def test_a_targeting_gate_is_named_whatever_statsig_calls_it(self, project: Project) -> None:
        for name in ("first", "second"):
            project.client.request("POST", "/gates", body={"name": name})
        holdout = project.create(statsig.Holdout, name="holdout", targeting_gate_id="first")
        internal = holdout.state["targeting_gate_internal_id"]
        assert internal == project.client.request("GET", "/holdouts/holdout")["targetingGateID"] != "first"
        assert holdout.refreshed() == holdout.inputs
        holdout.update(name="holdout", targeting_gate_id="first", description="x")
        assert holdout.state["targeting_gate_internal_id"] == internal
        holdout.update(name="holdout", targeting_gate_id="second", description="x")
        assert holdout.state["targeting_gate_internal_id"] != internal
        assert holdout.refreshed() == holdout.inputs

    def test_another_gate_is_drift_and_is_put_right(self, project: Project) -> None:
        for name in ("first", "second"):
            project.client.request("POST", "/gates", body={"name": name})
        holdout = project.create(statsig.Holdout, name="holdout", targeting_gate_id="first")
        project.client.request("PATCH", "/holdouts/holdout", body={"targetingGateID": "second"})
        holdout.update(name="holdout", targeting_gate_id="first", description="x")
        found = holdout.refreshed()
        assert found
        assert found["targeting_gate_id"] not in ("first", "second", "")
        holdout.inputs = found
        holdout.update(name="holdout", targeting_gate_id="first", description="x")
        assert holdout.refreshed() == holdout.inputs

    def test_it_is_cleared_with_an_empty_string(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "first"})
        holdout = project.create(statsig.Holdout, name="holdout", targeting_gate_id="first")
        project.mutations()
        holdout.update(name="holdout")
        assert [body for _, _, body in project.mutations()] == [{"targetingGateID": ""}]
        assert project.document("holdouts", "holdout")["targetingGateID"] == ""
        assert "targeting_gate_internal_id" not in holdout.state

    def test_state_from_before_shows_no_change(self, project: Project) -> None:
        project.client.request("POST", "/gates", body={"name": "first"})
        holdout = project.create(statsig.Holdout, name="holdout", targeting_gate_id="first")
        internal = holdout.state.pop("targeting_gate_internal_id")
        found = holdout.controller().read(holdout.id)
        assert found
        assert found[1] == holdout.inputs
        assert found[0]["targeting_gate_internal_id"] == internal


class TestIdLists:
    def test_a_list_that_another_update_holds_is_tried_again(self, project: Project) -> None:
        project.client.request("POST", "/segments", body={"name": "list", "type": "id_list"})
        ids = project.create(statsig.SegmentIds, segment_id="list", ids=["a"])
        project.emulator.fail(count=2, status=409, method="POST", path="/segments/{id}/id_list/reset")
        project.emulator.fail(count=1, status=409, method="PATCH", path="/segments/{id}/id_list")
        ids.update(segment_id="list", ids=["b"])
        ids.update(segment_id="list", ids=["b", "c"])
        assert project.document("segments/ids", "list")["ids"] == ["b", "c"]
