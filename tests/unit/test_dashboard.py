"""Dashboards: widgets that are added or replaced, what replacing would lose, and what the API cannot change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pulumi.output import Unknown

from statsig_pulumi import Dashboard, InvalidInput, StatsigError, Widget, WidgetQuery
from statsig_pulumi.controller.check import check

from .test_rest import KEY, Created, Project

HEADER = {"type": "header", "title": "This week"}
TEXT = {"type": "text", "title": "Note", "content": "Cards only"}
FUNNEL = {"type": "funnel", "title": "Buying", "query": {"steps": [{"event_name": "a"}, {"event_name": "b"}]}}
UNSUPPORTED = {"id": "u", "type": "unsupported", "title": "Retention", "reason": "no such chart"}


@pytest.fixture
def project() -> Iterator[Project]:
    """Return an empty project."""
    project = Project()
    yield project
    project.emulator.close()


def dashboard(project: Project, **inputs: Any) -> Created:
    """Create a dashboard; leave its requests out of the log."""
    created = project.create(Dashboard, name="Sales", **inputs)
    project.mutations()
    return created


def live(created: Created) -> list[dict[str, Any]]:
    """Return its widgets, as the server has them."""
    widgets: list[dict[str, Any]] = created.project.document("dashboards", created.id)["widgets"]
    return widgets


def edit(created: Created, widgets: list[dict[str, Any]]) -> None:
    """Give it other widgets, as a person would in the console."""
    created.project.emulator.edit(KEY, "dashboards", created.id, {"widgets": widgets})


class TestCreate:
    def test_one_request_holds_everything(self, project: Project) -> None:
        inputs = {"description": "d", "defaults": {"granularity": "daily"}, "widgets": [HEADER]}
        created = project.create(Dashboard, name="Sales", **inputs)
        assert project.mutations() == [("POST", "/dashboards", {"name": "Sales", **inputs})]
        assert created.state["dashboard_url"].endswith(f"/dashboards/{created.id}")
        assert created.refreshed() == created.inputs

    def test_columns_follow_with_the_widgets(self, project: Project) -> None:
        created = project.create(Dashboard, name="Sales", widgets=[HEADER], max_cols=6)
        assert project.mutations()[1:] == [
            ("PUT", f"/dashboards/{created.id}/widgets", {"max_cols": 6, "widgets": [HEADER]})
        ]

    def test_one_whose_response_was_lost_is_found_among_others_of_the_name(self, project: Project) -> None:
        theirs = dashboard(project, widgets=[TEXT])
        project.emulator.fail(kind="timeout", method="POST", path="/dashboards", after_effect=True)
        ours = dashboard(project, widgets=[HEADER])
        assert ours.id != theirs.id
        assert len(project.emulator.all(KEY, "dashboards")) == 2
        assert [widget["type"] for widget in live(ours)] == ["header"]

    def test_what_cannot_be_undone_says_so(self, project: Project) -> None:
        project.emulator.fail(status=400, method="PUT", path="/dashboards/{id}/widgets")
        with pytest.raises(StatsigError, match=r"could not be deleted again \(the API cannot delete one\)"):
            project.create(Dashboard, name="Sales", max_cols=6)


class TestUpdate:
    def test_new_widgets_at_the_end_are_added(self, project: Project) -> None:
        mine = dashboard(project, widgets=[HEADER])
        before = live(mine)
        mine.update(name="Sales", widgets=[HEADER, TEXT])
        assert project.mutations() == [("POST", f"/dashboards/{mine.id}/widgets", {"widgets": [TEXT]})]
        assert live(mine)[:1] == before
        assert mine.state["dashboard_url"].endswith(mine.id)

    @pytest.mark.parametrize("widgets", [[], [TEXT], [TEXT, HEADER], [{**HEADER, "color": "red"}, TEXT]])
    def test_any_other_change_replaces_all(self, project: Project, widgets: list[dict[str, Any]]) -> None:
        mine = dashboard(project, widgets=[HEADER, TEXT])
        mine.update(name="Sales", widgets=widgets)
        assert project.mutations() == [("PUT", f"/dashboards/{mine.id}/widgets", {"widgets": widgets})]
        assert mine.refreshed() == mine.inputs

    def test_defaults_change_with_the_widgets_as_they_are_live(self, project: Project) -> None:
        mine = dashboard(project, defaults={"granularity": "daily"})
        edit(mine, [{"id": "x", **HEADER}])
        mine.update(name="Sales", defaults={"granularity": "weekly"})
        ((method, _, body),) = project.mutations()
        assert (method, body) == ("PUT", {"defaults": {"granularity": "weekly"}, "widgets": [HEADER]})

    def test_what_the_server_has_chosen_is_kept_and_no_drift(self, project: Project) -> None:
        mine = dashboard(project, widgets=[HEADER, TEXT])
        edit(mine, [{**widget, "width": 12, "height": 2} for widget in live(mine)])
        assert mine.refreshed() == mine.inputs
        mine.update(name="Sales", widgets=[{**HEADER, "title": "Today"}, TEXT])
        assert [(widget["title"], widget["width"]) for widget in live(mine)] == [("Today", 12), ("Note", 12)]

    def test_a_lost_response_adds_widgets_once(self, project: Project) -> None:
        mine = dashboard(project, widgets=[HEADER])
        project.emulator.fail(kind="timeout", method="POST", path="/dashboards/{id}/widgets", after_effect=True)
        mine.update(name="Sales", widgets=[HEADER, TEXT])
        assert [widget["title"] for widget in live(mine)] == ["This week", "Note"]


class TestWhatTheApiCannotCarry:
    def test_an_unsupported_widget_is_no_drift_and_stays_when_widgets_are_added(self, project: Project) -> None:
        mine = dashboard(project, widgets=[HEADER])
        edit(mine, [UNSUPPORTED, *live(mine)])
        assert mine.refreshed() == mine.inputs
        mine.update(name="Sales", widgets=[HEADER, TEXT])
        assert [widget["type"] for widget in live(mine)] == ["unsupported", "header", "text"]

    def test_replacing_an_unsupported_widget_is_refused(self, project: Project) -> None:
        mine = dashboard(project, widgets=[HEADER])
        edit(mine, [UNSUPPORTED, *live(mine)])
        with pytest.raises(InvalidInput, match=r"would lose .*: the widget 'Retention' \(no such chart\)\. Remove it"):
            mine.update(name="Sales", widgets=[TEXT])
        assert project.mutations() == []

    def test_replacing_a_funnel_that_has_more_in_the_console_is_refused(self, project: Project) -> None:
        mine = dashboard(project, widgets=[FUNNEL, HEADER])
        more = {"group_bys": [{"key": "country", "column": "user"}], "cohorts": [{"name": "new"}]}
        funnel, header = live(mine)
        edit(mine, [{**funnel, "query": {**funnel["query"], **more}}, header])
        assert mine.refreshed() == mine.inputs
        with pytest.raises(InvalidInput, match=r"would lose .*: cohorts and group_bys of the funnel 'Buying'"):
            mine.update(name="Sales", widgets=[FUNNEL, TEXT])
        assert project.mutations() == []
        mine.update(name="Sales", widgets=[FUNNEL, HEADER, TEXT])
        assert "cohorts" in live(mine)[0]["query"]

    @pytest.mark.parametrize("change", [{"name": "Revenue"}, {"description": "new"}])
    def test_what_it_cannot_change_is_refused_in_the_preview(self, change: dict[str, Any]) -> None:
        old = {"name": "Sales", "description": "d"}
        ((path, problem),) = check(Dashboard, old, {**old, **change})
        assert path in change
        assert "cannot delete a Dashboard; change it in Statsig and run `pulumi refresh`" in problem

    def test_a_description_that_is_not_known_yet_is_judged_once_it_is(self) -> None:
        assert [
            *check(Dashboard, {"name": "Sales", "description": "d"}, {"name": "Sales", "description": Unknown()})
        ] == []

    def test_destroying_leaves_it_and_says_so(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        mine = dashboard(project)
        mine.delete()
        assert project.mutations() == []
        assert f"/dashboards/{mine.id}: left in Statsig, whose API cannot delete it" in capsys.readouterr().out


class TestAdopting:
    def test_widgets_become_those_of_the_program(self, project: Project) -> None:
        theirs = dashboard(project, widgets=[TEXT])
        mine = project.create(Dashboard, name="Sales", widgets=[HEADER], adopt=True)
        assert mine.id == theirs.id
        assert [widget["title"] for widget in live(mine)] == ["This week"]

    def test_another_description_is_refused(self, project: Project) -> None:
        dashboard(project, description="theirs")
        with pytest.raises(InvalidInput, match="description is 'theirs' there"):
            project.create(Dashboard, name="Sales", description="mine", adopt=True)


@pytest.mark.parametrize(
    ("widget", "problem"),
    [
        ({"type": "text"}, "a widget of the type 'text' needs content"),
        ({"type": "funnel"}, "a widget of the type 'funnel' needs query"),
        ({"type": "text", "content": "a", "color": "red"}, "a widget of the type 'text' has no color"),
        (
            {"type": "funnel", "query": WidgetQuery(unit_type="userID")},
            "the query of a widget of the type 'funnel' needs steps",
        ),
        (
            {"type": "timeseries", "query": WidgetQuery(chart_type="conversions")},
            "the query of a widget of the type 'timeseries' has no chart_type",
        ),
    ],
)
def test_a_widget_that_does_not_fit_its_type_is_refused(widget: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        Widget(title="t", **widget)
