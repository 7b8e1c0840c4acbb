"""Overrides: removed one by one, repeated in the responses, and those of autotunes."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import KEY, Console
from .test_objects import AUTOTUNE


class TestGates:
    @pytest.fixture(autouse=True)
    def gate(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "gate", "idType": "companyID"})

    def test_entries_without_an_environment_repeat_the_plain_lists(self, console: Console) -> None:
        console.ok(
            "POST", "/gates/gate/overrides", {"passingUserIDs": ["a"], "failingUserIDs": [], "failingCustomIDs": ["c"]}
        )
        entry = {"environment": None, "unitID": "userID", "passingIDs": ["b"], "failingIDs": []}
        other = {**entry, "unitID": "stableID"}
        added = console.ok("PATCH", "/gates/gate/overrides", {"environmentOverrides": [entry, other]})
        assert added == {
            "passingUserIDs": ["a", "b"],
            "failingUserIDs": [],
            "passingCustomIDs": [],
            "failingCustomIDs": ["c"],
            "environmentOverrides": [
                other,
                {**entry, "passingIDs": ["a", "b"]},
                {"environment": None, "unitID": "companyID", "passingIDs": [], "failingIDs": ["c"]},
            ],
        }

    @pytest.mark.parametrize("ids", [[""], [str(n) for n in range(2001)]])
    def test_an_entry_adds_to_a_plain_list_what_is_allowed_there(self, ids: list[str], console: Console) -> None:
        entry = {"environment": None, "unitID": "userID", "passingIDs": ids, "failingIDs": []}
        assert [*console.error("POST", "/gates/gate/overrides", {"environmentOverrides": [entry]})[2]] == [
            "passingUserIDs"
        ]
        assert console.ok("GET", "/gates/gate/overrides")["environmentOverrides"] == []

    def test_a_user_is_removed_in_all_environments_and_twice(self, console: Console) -> None:
        staging = {"environment": "staging", "unitID": "userID", "passingIDs": ["a"], "failingIDs": []}
        everywhere = {**staging, "environment": None, "passingIDs": ["a", "b"]}
        console.ok("POST", "/gates/gate/overrides", {"environmentOverrides": [staging, everywhere]})
        console.ok("PATCH", "/gates/gate/overrides", {"passingUserIDs": ["a"], "failingUserIDs": ["a"]})
        for _ in range(2):
            left = console.ok("DELETE", "/gates/gate/overrides/userID/a", groupID="pass")
            assert (left["passingUserIDs"], left["failingUserIDs"]) == (["b"], ["a"])
            assert staging in left["environmentOverrides"]
        for group in (None, "x"):
            assert console.error("DELETE", "/gates/gate/overrides/userID/a", groupID=group)[0] == 400
        assert console.error("DELETE", "/gates/none/overrides/userID/a", groupID="pass")[0] == 404


class TestGroups:
    PATH = "/autotunes/banner/overrides"
    SWITCH: dict[str, Any] = {"type": "gate", "id": "g", "groupID": "A"}
    FORCED: dict[str, Any] = {"groupID": "A", "ids": ["a", "b"]}

    @pytest.fixture(autouse=True)
    def overrides(self, console: Console) -> None:
        console.ok("POST", "/autotunes", AUTOTUNE)
        staging = {"environment": "staging"}
        body = {
            "overrides": [self.SWITCH, {**self.SWITCH, **staging}],
            "userIDOverrides": [self.FORCED, {**self.FORCED, **staging, "unitType": "stableID"}],
        }
        assert console.ok("POST", self.PATH, body) == console.ok("GET", self.PATH) == body

    def test_an_id_is_removed_from_the_entry_that_is_named(self, console: Console) -> None:
        left = console.ok("DELETE", f"{self.PATH}/userID/a", groupID="A")
        assert [e["ids"] for e in left["userIDOverrides"]] == [["b"], ["a", "b"]]
        assert console.ok("DELETE", f"{self.PATH}/userID/a", groupID="A", unitType="userID") == left
        query = {"groupID": "A", "environment": "staging", "unitType": "stableID"}
        left = console.ok("DELETE", f"{self.PATH}/userID/a", **query)
        assert [e["ids"] for e in left["userIDOverrides"]] == [["b"], ["b"]]
        left = console.ok("DELETE", f"{self.PATH}/userID/b", **query)
        assert [e["ids"] for e in left["userIDOverrides"]] == [["b"]]

    def test_a_gate_is_removed_for_all_environments_or_for_one(self, console: Console) -> None:
        left = console.ok("DELETE", f"{self.PATH}/conditional/gate/g", groupID="A")
        assert [e.get("environment") for e in left["overrides"]] == ["staging"]
        assert console.ok("DELETE", f"{self.PATH}/conditional/gate/g", groupID="A") == left
        assert console.ok("DELETE", f"{self.PATH}/conditional/segment/g", groupID="A", environment="staging") == left
        assert (
            console.ok("DELETE", f"{self.PATH}/conditional/gate/g", groupID="A", environment="staging")["overrides"]
            == []
        )

    @pytest.mark.parametrize("which", ["userID/a", "conditional/gate/g"])
    def test_a_group_must_be_named_and_known(self, which: str, console: Console) -> None:
        assert console.error("DELETE", f"{self.PATH}/{which}")[0] == 400
        assert console.error("DELETE", f"{self.PATH}/{which}", groupID="none")[0] == 404

    def test_a_delete_removes_all(self, console: Console) -> None:
        assert console.ok("DELETE", self.PATH) == {"overrides": [], "userIDOverrides": []}


def test_those_of_a_layer_are_told_apart_by_their_experiment(console: Console) -> None:
    console.emulator.seed(KEY, "layers", {"id": "layer", "name": "layer", "idType": "userID"})
    path, query = "/layers/layer/overrides", {"experimentName": "e", "groupName": "Test"}
    entries = [{**query, "ids": ["a"]}, {**query, "experimentName": "f", "ids": ["a"]}]
    switches = [{**entry, "type": "segment", "name": "s"} for entry in (query, {**query, "environment": "staging"})]
    console.ok("POST", path, {"idOverrides": entries, "conditionalOverrides": switches})
    assert console.ok("DELETE", f"{path}/userID/a", **query)["idOverrides"] == entries[1:]
    assert console.ok("DELETE", f"{path}/conditional/segment/s", **query)["conditionalOverrides"] == switches[1:]
    assert console.error("DELETE", f"{path}/userID/a", groupName="Test")[0] == 400


class TestHoldouts:
    def test_a_targeting_gate_is_named_by_its_id_and_returned_by_an_internal_one(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "gate"})
        held = console.ok("POST", "/holdouts", {"name": "held"})
        assert held["targetingGateID"] is None
        internal = console.ok("PATCH", "/holdouts/held", {"targetingGateID": "gate"})["targetingGateID"]
        assert len(internal) == 22
        for kept in ({"targetingGateID": None}, {"description": "x"}):
            assert console.ok("PATCH", "/holdouts/held", kept)["targetingGateID"] == internal
        assert console.error("PATCH", "/holdouts/held", {"targetingGateID": internal})[0] == 404
        assert console.ok("PATCH", "/holdouts/held", {"targetingGateID": ""})["targetingGateID"] == ""


class TestDelivery:
    def test_stores_and_prompts_are_deleted_with_a_message_alone(self, console: Console) -> None:
        console.ok("POST", "/param_stores", {"name": "theme", "displayName": "Theme", "description": ""})
        console.ok("POST", "/prompts", {"name": "summary"})
        for path in ("/param_stores/theme", "/prompts/summary"):
            assert console.ok("DELETE", path) is None
            assert console.error("DELETE", path)[0] == 404

    def test_a_pipeline_has_a_notice_until_it_is_set_to_null(self, console: Console) -> None:
        made = console.ok("POST", "/release_pipelines", {"name": "careful", "triggerNotice": "Tell support"})
        assert (made["triggerNotice"], made["lastModifiedTime"]) == ("Tell support", console.clock.now * 1000)
        assert "triggerNotice" not in console.ok("POST", f"/release_pipelines/{made['id']}", {"triggerNotice": None})
