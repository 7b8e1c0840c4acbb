"""The functions that read gates, dynamic configs and overrides, as of September 2026."""

from __future__ import annotations

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.config import Settings

from .test_families import project, send
from .test_functions import emulator_of

__all__ = ["project"]  # the fixture


def test_archived_gates_are_listed_when_they_are_asked_for(project: Settings) -> None:
    send(project, "/gates", name="old", teamID="t")
    send(project, "/gates/{id}/archive", "PUT", id="old", archiveReason="done")
    assert [*statsig.list_gates(provider=project)] == []
    (old,) = statsig.list_gates(
        include_archived=True, include_archive_metadata=True, team_id="t", store_0100_exposures=False, provider=project
    )
    assert old.archive_reason == "done"
    assert statsig.get_gate("old", include_archive_metadata=True, provider=project).archived_by_name == "CONSOLE API"
    assert statsig.get_gate("old", provider=project).archived_by_name is None


def test_checks_of_a_gate_are_read(project: Settings) -> None:
    send(project, "/gates", name="gate")
    assert statsig.get_gate_checks("gate", provider=project).has_production_checks_in_last_7_days is False


def test_configs_are_filtered_by_type_team_and_app(project: Settings) -> None:
    app = send(project, "/target_app", name="web", description="")["id"]
    send(project, "/dynamic_configs", name="one", teamID="t", targetApps=["web"])
    send(project, "/dynamic_configs", name="two")
    send(project, "/dynamic_configs/{id}", "PATCH", id="two", type="PERMANENT")

    def listed(**query: str) -> list[str]:
        return [config.id for config in statsig.list_dynamic_configs(**query, provider=project)]  # type: ignore[arg-type]

    assert listed(team_id="t") == listed(target_app_id=app) == listed(type="TEMPORARY") == ["one"]
    assert listed(type="PERMANENT") == ["two"]
    assert listed(type_reason="NONE") == ["one", "two"]


def test_versions_are_those_of_some_days(project: Settings) -> None:
    for family, versions in (
        ("gates", statsig.list_gate_versions),
        ("dynamic_configs", statsig.list_dynamic_config_versions),
    ):
        send(project, f"/{family}", name="one")
        assert [v.version for v in versions("one", start_date="2020-01-01", provider=project)] == [1]
        assert [*versions("one", end_date="2020-01-01", provider=project)] == []


def test_triggers_are_filtered_by_several_statuses(project: Settings) -> None:
    assert [*statsig.list_release_pipeline_triggers(status=["PAUSED", "ABORTED"], provider=project)] == []


class TestOverrides:
    @pytest.fixture(autouse=True)
    def overrides(self, project: Settings) -> None:
        """A gate, a holdout and an autotune with overrides, and a gate without."""
        for path, name in (("/gates", "gate"), ("/gates", "plain"), ("/holdouts", "held")):
            send(project, path, name=name)
        variants = [{"name": name, "json": {}} for name in "AB"]
        windows = {"explorationWindow": "24hr", "attributionWindow": "1hr", "winnerThreshold": "95%"}
        send(project, "/autotunes", name="tune", variants=variants, successEvent="e", **windows)
        send(project, "/gates/{id}/overrides", id="gate", passingUserIDs=["a", "b"], failingUserIDs=["c"])
        company = {"environment": "staging", "unitID": "companyID", "passingIDs": [], "failingIDs": ["a"]}
        send(project, "/holdouts/{id}/overrides", id="held", environmentOverrides=[company])
        forced = [{"groupID": "A", "ids": ["a"]}]
        switch = [{"type": "gate", "id": "gate", "groupID": "B"}]
        send(project, "/autotunes/{id}/overrides", id="tune", overrides=switch, userIDOverrides=forced)

    def test_those_of_a_project_name_what_has_some(self, project: Settings) -> None:
        found = statsig.get_overrides(provider=project)
        assert [gate.id for gate in found.gates] == ["gate"]
        assert found.gates[0].passing_user_ids == ["a", "b"]
        assert [holdout.id for holdout in found.holdouts] == ["held"]
        assert [tune.id for tune in found.autotunes] == ["tune"]
        assert (found.experiments, found.layers) == ([], [])

    def test_those_for_one_id_leave_out_the_others(self, project: Settings) -> None:
        found = statsig.get_overrides(user_id="a", provider=project)
        assert [gate.passing_user_ids for gate in found.gates] == [["a"]]
        assert found.gates[0].failing_user_ids == []
        assert found.holdouts == []
        assert found.autotunes[0].overrides == []
        assert found.autotunes[0].user_id_overrides[0].ids == ["a"]
        (held,) = statsig.get_overrides(user_id="a", id_type="company_id", provider=project).holdouts
        assert held.environment_overrides[0].failing_ids == ["a"]
        emulator = emulator_of(project)
        assert {"userId": "a", "idType": "company_id"} in [entry.query for entry in emulator.log()]

    def test_those_of_an_autotune_are_read(self, project: Settings) -> None:
        assert statsig.get_autotune_overrides("tune", provider=project).overrides[0].group_id == "B"
