"""Updates that take everything: what the program does not set is sent as it is live."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import statsig_pulumi as statsig
from statsig_pulumi.controller.check import check

from .test_rest import Created, Project, project

__all__ = ["project"]  # the fixture


class TestTeams:
    INPUTS: dict[str, Any] = {"name": "Checkout", "description": "d"}

    def with_people(self, project: Project) -> Created:
        """Create a team to which somebody else adds a member."""
        team = project.create(statsig.Team, **self.INPUTS)
        live = project.client.request("GET", "/users/teams/{id}", id=team.id)
        body = {name: value for name, value in live.items() if name != "id"}
        project.client.request("PATCH", "/users/teams/{id}", body={**body, "members": ["a@x.org"]}, id=team.id)
        project.mutations()
        return team

    def emails(self, project: Project, id: str) -> list[str]:
        return [person["email"] for person in project.document("users/teams", id)["members"]]

    def test_an_update_sends_the_whole_definition(self, project: Project) -> None:
        team = self.with_people(project)
        team.update(**{**self.INPUTS, "description": "new"})
        ((method, _, body),) = project.mutations()
        assert (method, body["description"], body["members"]) == ("PATCH", "new", ["a@x.org"])
        assert body["reviewApproval"] == "anyone"
        assert self.emails(project, team.id) == ["a@x.org"]

    def test_an_adopted_team_keeps_its_people(self, project: Project) -> None:
        id = self.with_people(project).id
        adopted = project.create(statsig.Team, **{**self.INPUTS, "description": "new"}, adopt=True)
        assert adopted.id == id
        assert project.document("users/teams", id)["description"] == "new"
        assert self.emails(project, id) == ["a@x.org"]


class TestMetricSources:
    SOURCE: dict[str, Any] = {
        "name": "orders",
        "sql": "select 1",
        "timestamp_column": "t",
        "id_type_mapping": [{"statsig_unit_id": "userID", "column": "u"}],
    }

    @pytest.mark.parametrize("kind", [statsig.MetricSource, statsig.QualifyingEvent])
    def test_a_query_that_is_not_run_comes_with_its_columns(self, kind: Any) -> None:
        unread = {**self.SOURCE, "skip_validation": True}
        assert dict(check(kind, {}, {**unread, "all_columns": ["t"]})) == {
            "column_types": "is needed for skip_validation"
        }
        assert [*check(kind, {}, {**unread, "all_columns": ["t"], "column_types": Unknown()})] == []

    def test_the_columns_are_sent_with_every_change_and_the_name_is_not(self, project: Project) -> None:
        columns = {"skip_validation": True, "all_columns": ["t"], "column_types": ["timestamp"]}
        source = project.create(statsig.MetricSource, **self.SOURCE, **columns)
        project.mutations()
        source.update(**{**self.SOURCE, "sql": "select 2"}, **columns)
        ((_, _, body),) = project.mutations()
        assert columns.items() <= body.items()
        assert "name" not in body


@pytest.mark.parametrize(("kind", "key"), [(statsig.Gate, "gate_id"), (statsig.DynamicConfig, "config_id")])
def test_a_disabled_object_that_is_managed_as_a_whole_does_not_differ(kind: Any, key: str, project: Project) -> None:
    inputs = {key: "checkout", "exhaustive": True, "status": "Disabled"}
    made = project.create(kind, **inputs)
    assert made.refreshed() == inputs
    made.update(**inputs, description="d")
    assert made.refreshed() == {**inputs, "description": "d"}
    assert project.client.request("GET", f"{kind.routes.path}/checkout")["isEnabled"] is False
