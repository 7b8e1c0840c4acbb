"""Topline alerts: a create in several steps, mutes as declared state, and what only null clears."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from statsig_pulumi import AlertMute, InvalidInput, StatsigError, ToplineAlert
from tests.clock import Clock

from .test_rest import KEY, Created, Project

MINUTE = 60_000
NOW = int(time.time() * 1000)
PAST, SOON, LATER = ((NOW // MINUTE + minutes) * MINUTE for minutes in (-10, 60, 600))
PART = [{"key": "country", "value": "AQ"}]
METRIC = {"name": "purchase", "type": "event_count_custom"}


@pytest.fixture
def project() -> Iterator[Project]:
    """Return a project at the present time, by which the length of a mute is reckoned."""
    project = Project(Clock(time.time()))
    yield project
    project.emulator.close()


def alert(project: Project, **inputs: Any) -> Created:
    """Create an alert."""
    return project.create(ToplineAlert, name="Few purchases", **inputs)


def live(created: Created) -> dict[str, Any]:
    """Return its document."""
    return created.project.document("alerts", created.id)


def ends(created: Created) -> list[tuple[int, Any]]:
    """Return the mutes that the server has: the minute of the end, and the part."""
    return [(round(mute["end"] / 60) * MINUTE, mute["groupBys"]) for mute in live(created)["mutes"]]


class TestCreate:
    def test_what_a_create_does_not_take_follows(self, project: Project) -> None:
        alert(project, definition_metrics=[METRIC], alert_threshold=3, tags=["core"], mutes=[{"until": "forever"}])
        sent = [(method, path.partition("/alerts")[2][23:], body) for method, path, body in project.mutations()]
        assert sent == [
            (
                "POST",
                "",
                {
                    "name": "Few purchases",
                    "definitionMetricsJson": ['{"name": "purchase", "type": "event_count_custom"}'],
                },
            ),
            ("PATCH", "", {"alertThreshold": 3, "tags": ["core"]}),
            ("POST", "/mute", {"indefinite": True}),
        ]

    @pytest.mark.parametrize(("method", "path"), [("PATCH", "/alerts/{id}"), ("POST", "/alerts/{id}/mute")])
    def test_it_is_undone_when_a_later_step_fails(self, project: Project, method: str, path: str) -> None:
        project.emulator.fail(status=400, method=method, path=path)
        with pytest.raises(StatsigError, match="An injected failure"):
            alert(project, alert_threshold=3, mutes=[{"until": "forever"}])
        assert project.emulator.all(KEY, "alerts") == []

    def test_a_name_that_another_alert_has_is_free(self, project: Project) -> None:
        project.client.request("POST", "/alerts", body={"name": "Few purchases", "message": "theirs"})
        mine = alert(project, message="mine")
        assert live(mine)["message"] == "mine"
        assert len(project.emulator.all(KEY, "alerts")) == 2

    def test_a_create_whose_response_was_lost_is_not_taken_for_another_of_the_name(self, project: Project) -> None:
        project.client.request("POST", "/alerts", body={"name": "Few purchases"})
        project.emulator.fail(kind="timeout", method="POST", path="/alerts", after_effect=True)
        mine = alert(project, alert_threshold=3, condition="less")
        theirs, ours = sorted(project.emulator.all(KEY, "alerts"), key=lambda doc: doc["alertThreshold"])
        assert (ours["id"], ours["alertThreshold"], theirs["alertThreshold"]) == (mine.id, 3, 0)


class TestAdopting:
    def test_what_cannot_be_read_is_sent(self, project: Project) -> None:
        id = project.client.request(
            "POST", "/alerts", body={"name": "Few purchases", "definitionMetricsJson": ['{"name": "other"}']}
        )["id"]
        mine = alert(project, definition_metrics=[METRIC], adopt=True)
        assert mine.id == id
        assert live(mine)["definitionMetricsJson"] == ['{"name": "purchase", "type": "event_count_custom"}']

    def test_one_of_several_of_the_name_is_not_chosen(self, project: Project) -> None:
        for _ in range(2):
            project.client.request("POST", "/alerts", body={"name": "Few purchases"})
        with pytest.raises(InvalidInput, match="2 objects are named 'Few purchases'"):
            alert(project, adopt=True)


class TestClearing:
    def test_fields_are_cleared_by_null_zero_and_the_empty_list(self, project: Project) -> None:
        mine = alert(
            project,
            formula="A",
            warning_threshold=2,
            renotification_conditions=["raise"],
            team_id="t",
            evaluation_delay_ms=5,
            tags=["core"],
            subscribers=[{"type": "user", "target_id": "u"}],
            definition_metrics=[METRIC],
            group_bys=[{"column": "metadata", "key": "a"}],
        )
        project.mutations()
        mine.update(name="Few purchases")
        ((_, _, body),) = project.mutations()
        assert body == {
            "formula": None,
            "warningThreshold": None,
            "renotificationConditions": None,
            "teamID": None,
            "evaluationDelayMs": 0,
            "tags": [],
            "subscribers": [],
            "definitionMetricsJson": [],
            "groupBys": [],
        }
        assert not {"formula", "warningThreshold", "renotificationConditions", "teamID"} & live(mine).keys()

    def test_no_delay_is_no_difference_from_a_delay_of_zero(self, project: Project) -> None:
        mine = alert(project, evaluation_delay_ms=0)
        assert mine.refreshed() == mine.inputs


class TestMutes:
    def test_they_are_as_declared(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": SOON}, {"until": "forever", "group_bys": PART}])
        assert ends(mine) == [(SOON, []), (0, PART)]
        assert mine.refreshed() == mine.inputs

    def test_a_change_names_the_mute_that_it_replaces(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": SOON}, {"until": "forever", "group_bys": PART}])
        before = live(mine)["mutes"]
        project.mutations()
        mine.update(name="Few purchases", mutes=[{"until": LATER}])
        changed, ended = project.mutations()
        assert (changed[1][-5:], changed[2]["currentSchedule"]) == ("/mute", before[0])
        assert (ended[1][-7:], ended[2]) == ("/unmute", {"groupBys": PART, "currentSchedule": before[1]})
        assert ends(mine) == [(LATER, [])]

    def test_taken_out_of_the_program_they_end(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": "forever"}])
        mine.update(name="Few purchases")
        assert ends(mine) == []

    def test_one_of_the_console_is_drift_and_ends(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": "forever"}])
        project.client.request("POST", "/alerts/{id}/mute", body={"indefinite": True, "groupBys": PART}, id=mine.id)
        found = mine.refreshed()
        assert found
        assert found["mutes"] == [{"until": "forever"}, {"until": "forever", "group_bys": PART}]
        wanted, mine.inputs = mine.inputs, found
        mine.update(**wanted)
        assert ends(mine) == [(0, [])]

    def test_another_part_muted_in_place_of_the_whole_is_drift(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": "forever"}])
        project.client.request("POST", "/alerts/{id}/unmute", body={}, id=mine.id)
        project.client.request("POST", "/alerts/{id}/mute", body={"indefinite": True, "groupBys": PART}, id=mine.id)
        found = mine.refreshed()
        assert found
        assert found["mutes"] == [{"until": "forever", "group_bys": PART}]

    def test_one_that_has_ended_is_neither_sent_nor_drift(self, project: Project) -> None:
        mine = alert(project, mutes=[{"until": PAST}, {"until": "forever", "group_bys": PART}])
        assert ends(mine) == [(0, PART)]
        assert mine.refreshed() == mine.inputs

    def test_a_lost_response_mutes_once(self, project: Project) -> None:
        project.emulator.fail(kind="timeout", method="POST", path="/alerts/{id}/mute", after_effect=True)
        mine = alert(project, mutes=[{"until": "forever"}])
        assert [path[-5:] for method, path, _ in project.mutations() if method == "POST"][1:] == ["/mute"]
        assert ends(mine) == [(0, [])]

    def test_an_end_may_be_a_datetime(self) -> None:
        mute = AlertMute(until=datetime(2100, 1, 1, 12, 30, tzinfo=timezone.utc))
        assert mute.model_dump(exclude_unset=True) == {"until": 4_102_489_800_000}

    def test_an_end_with_seconds_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="must be a whole minute"):
            ToplineAlert.args(mutes=[{"until": 1_900_000_000_001}])
