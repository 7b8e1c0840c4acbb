"""Topline alerts: what a create and an update take, mutes and events."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import KEY, Console

NOW = 1_700_000_000
METRIC = {"name": "purchase", "type": "event_count_custom"}
PART = [{"key": "country", "value": "AQ"}]


@pytest.fixture
def alert(console: Console) -> dict[str, Any]:
    """Create an alert, and return it."""
    doc: dict[str, Any] = console.ok("POST", "/alerts", {"name": "Few purchases"})
    return doc


class TestAlerts:
    def test_a_create_takes_a_part_of_the_fields(self, console: Console) -> None:
        body = {
            "name": "Few purchases",
            "definitionMetricsJson": [json.dumps(METRIC)],
            "groupBys": [{"column": "metadata", "key": "country"}],
            "tags": [{"id": "t", "name": "core"}],
        }
        doc = console.ok("POST", "/alerts", body)
        assert doc == {
            "id": doc["id"],
            "name": "Few purchases",
            "alertType": "threshold",
            "metrics": {"A": METRIC},
            "metricGroupBys": {"A": [{"column": "metadata", "key": "country"}]},
            "message": "",
            "creatorID": "key",
            "companyID": console.ok("GET", "/project")["id"],
            "priority": "P3",
            "alertThreshold": 0,
            "windowMs": 3_600_000,
            "evaluationDelayMs": None,
            "condition": "greater",
            "team": None,
            "owner": {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": "CONSOLE API", "ownerEmail": ""},
            "tags": ["core"],
            "subscribers": [],
            "status": "stable",
            "lastTriggeredTime": None,
            "activeMuteSchedules": [],
        }
        assert console.ok("GET", f"/alerts/{doc['id']}") == doc
        status, _, errors = console.error("POST", "/alerts", {"name": "Few purchases", "alertThreshold": 1})
        assert (status, errors) == (400, {"alertThreshold": "Unrecognized key"})

    def test_a_list_has_alerts_without_their_state(self, console: Console, alert: dict[str, Any]) -> None:
        (listed,) = console.ok("GET", "/alerts")
        assert alert.keys() - listed.keys() == {"status", "lastTriggeredTime", "activeMuteSchedules"}
        assert console.error("GET", "/alerts", None, tags="core")[0] == 400

    def test_null_and_zero_clear(self, console: Console, alert: dict[str, Any]) -> None:
        path = f"/alerts/{alert['id']}"
        nullable = {"warningThreshold": 1, "formula": "A", "renotificationConditions": ["raise"], "teamID": "t"}
        set_ = console.ok("PATCH", path, {**nullable, "evaluationDelayMs": 5, "tags": ["core"]})
        assert (set_["warningThreshold"], set_["team"], set_["evaluationDelayMs"]) == (1, "t", 5)
        assert set_["tags"] == ["core"]
        cleared = {**dict.fromkeys(nullable), "evaluationDelayMs": 0, "tags": []}
        assert console.ok("PATCH", path, cleared) == alert

    def test_a_team_is_shown_by_its_name(self, console: Console) -> None:
        console.emulator.seed(KEY, "users/teams", {"id": "t", "name": "Growth"})
        assert console.ok("POST", "/alerts", {"name": "Few purchases", "teamID": "t"})["team"] == "Growth"

    @pytest.mark.parametrize("text", ["{", "1", "[]", '{"a": NaN}'])
    def test_a_definition_that_is_no_object_is_400(self, console: Console, text: str) -> None:
        body = {"name": "Few purchases", "definitionMetricsJson": [json.dumps(METRIC), text]}
        status, _, errors = console.error("POST", "/alerts", body)
        assert (status, errors) == (400, {"definitionMetricsJson.1": "Expected a JSON object"})

    def test_two_may_have_one_name(self, console: Console, alert: dict[str, Any]) -> None:
        other = console.ok("POST", "/alerts", {"name": "Few purchases"})
        assert other["id"] != alert["id"]

    def test_a_delete_answers_with_a_message(self, console: Console, alert: dict[str, Any]) -> None:
        path = f"/alerts/{alert['id']}"
        assert console.http.delete(path).json() == {"message": "Alert deleted successfully."}
        assert console.error("GET", path)[:2] == (404, "Alert not found.")


class TestMutes:
    def test_a_mute_ends_after_its_time(self, console: Console, alert: dict[str, Any]) -> None:
        path = f"/alerts/{alert['id']}"
        assert console.ok("POST", f"{path}/mute", {"durationSeconds": 60})["activeMuteSchedules"] == [
            {"start": NOW, "end": NOW + 60, "groupBys": []}
        ]
        console.clock.now += 60
        assert console.ok("GET", path)["activeMuteSchedules"] == []

    def test_a_part_is_muted_beside_the_whole_and_replaced(self, console: Console, alert: dict[str, Any]) -> None:
        path = f"/alerts/{alert['id']}"
        console.ok("POST", f"{path}/mute", {"indefinite": True})
        console.ok("POST", f"{path}/mute", {"indefinite": True, "groupBys": PART})
        whole, part = console.ok("POST", f"{path}/mute", {"durationSeconds": 60, "groupBys": PART})[
            "activeMuteSchedules"
        ]
        assert (whole["end"], part["end"]) == (0, NOW + 60)
        named = {"indefinite": True, "groupBys": [], "currentSchedule": part}
        assert console.ok("POST", f"{path}/mute", named)["activeMuteSchedules"] == [whole]

    @pytest.mark.parametrize("body", [{}, {"indefinite": False}, {"indefinite": True, "durationSeconds": 60}])
    def test_a_mute_has_one_length(self, console: Console, alert: dict[str, Any], body: dict[str, Any]) -> None:
        assert console.error("POST", f"/alerts/{alert['id']}/mute", body)[0] == 400

    def test_unmuting_ends_the_named_one_a_part_or_all(self, console: Console, alert: dict[str, Any]) -> None:
        path = f"/alerts/{alert['id']}"
        parts = [[], PART, [{"key": "country", "value": "FR"}]]
        for part in parts:
            mutes = console.ok("POST", f"{path}/mute", {"indefinite": True, "groupBys": part})["activeMuteSchedules"]

        def unmute(**body: Any) -> list[Any]:
            left = console.ok("POST", f"{path}/unmute", body)["activeMuteSchedules"]
            return [mute["groupBys"] for mute in left]

        assert unmute(groupBys=PART) == [parts[0], parts[2]]
        assert unmute(currentSchedule=mutes[2]) == [parts[0]]
        status, _, errors = console.error("POST", f"{path}/unmute", {"currentSchedule": mutes[2]})
        assert (status, errors) == (400, {"currentSchedule": "No such mute is active"})
        console.ok("POST", f"{path}/mute", {"indefinite": True, "groupBys": PART})
        assert unmute() == []


class TestEvents:
    EVENT = {
        "eventType": "raise",
        "title": "Few purchases",
        "message": "Look at it",
        "reason": "below 100",
        "createdTime": 1,
        "multiAlertGroupBys": {"country": "AQ"},
    }

    def test_the_newest_is_the_first(self, console: Console, alert: dict[str, Any]) -> None:
        for id, at, of in (("a", 1, alert["id"]), ("b", 2, alert["id"]), ("c", 3, "another")):
            event = {**self.EVENT, "id": id, "createdTime": at, "alertID": of}
            console.emulator.seed(KEY, "alerts/events", event)
        path = f"/alerts/{alert['id']}/events"
        assert [event["id"] for event in console.ok("GET", path)] == ["b", "a"]
        assert console.ok("GET", f"{path}/a") == {**self.EVENT, "id": "a"}
        for other in ("c", "none"):
            assert console.error("GET", f"{path}/{other}")[:2] == (404, "Alert event not found.")
        assert console.error("GET", "/alerts/none/events")[:2] == (404, "Alert not found.")
