"""Dashboards and their widgets."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Console

HEADER = {"type": "header", "title": "Sales", "color": "blue", "width": 12, "height": 1}
TEXT = {"type": "text", "title": "Why", "content": "**because**"}
FUNNEL = {"type": "funnel", "title": "Buying", "query": {"steps": [{"event_name": "a"}, {"event_name": "b"}]}}
SERIES = {
    "type": "timeseries",
    "title": "Purchases",
    "query": {
        "source": {"type": "event", "event_name": "purchase"},
        "aggregation": {"type": "count"},
        "group_bys": [{"key": "country", "column": {"any": "value"}}],
        "viz": {"chart_type": "line"},
    },
}


@pytest.fixture
def dashboard(console: Console) -> str:
    """Create a dashboard, and return its id."""
    return str(console.ok("POST", "/dashboards", {"name": "Sales", "widgets": [HEADER, FUNNEL]})["id"])


def widgets(console: Console, id: str) -> list[dict[str, Any]]:
    """Return the widgets of a dashboard."""
    return list(console.ok("GET", f"/dashboards/{id}")["widgets"])


def test_a_create_answers_with_the_id_and_the_address(console: Console) -> None:
    response = console.http.post("/dashboards", json={"name": "Sales"})
    assert response.status_code == 200
    data = response.json()["data"]
    company = console.ok("GET", "/project")["id"]
    assert data == {"id": data["id"], "dashboard_url": f"https://console.statsig.com/{company}/dashboards/{data['id']}"}
    assert console.ok("GET", f"/dashboards/{data['id']}") == {
        "id": data["id"],
        "name": "Sales",
        "description": "",
        "widgets": [],
    }


def test_a_list_has_no_widgets_and_is_searched_by_a_part_of_the_name(console: Console, dashboard: str) -> None:
    console.ok("POST", "/dashboards", {"name": "Other", "description": "o", "defaults": {"granularity": "daily"}})
    sales, other = console.ok("GET", "/dashboards")
    assert sales == {
        "id": dashboard,
        "name": "Sales",
        "description": "",
        "created_time": 1_700_000_000,
        "modified_time": 1_700_000_000,
        "widget_count": 2,
    }
    assert console.ok("GET", "/dashboards", None, search="THE") == [other]


def test_two_may_have_one_name(console: Console, dashboard: str) -> None:
    assert console.ok("POST", "/dashboards", {"name": "Sales"})["id"] != dashboard


def test_widgets_get_ids_and_are_added_at_the_end(console: Console, dashboard: str) -> None:
    before = widgets(console, dashboard)
    (added,) = console.ok("POST", f"/dashboards/{dashboard}/widgets", {"widgets": [SERIES]})["ids"]
    assert widgets(console, dashboard) == [*before, {"id": added, **SERIES}]
    assert console.error("POST", f"/dashboards/{dashboard}/widgets", {"widgets": []})[0] == 400


def test_all_widgets_are_replaced(console: Console, dashboard: str) -> None:
    console.clock.now += 5
    body = {"widgets": [TEXT], "defaults": {"date": {"value": 7, "unit": "day"}}, "max_cols": 6}
    ids = console.ok("PUT", f"/dashboards/{dashboard}/widgets", body)["ids"]
    assert widgets(console, dashboard) == [{"id": ids[0], **TEXT}]
    (listed,) = console.ok("GET", "/dashboards")
    assert (listed["defaults"], listed["modified_time"]) == (body["defaults"], 1_700_000_005)
    console.ok("PUT", f"/dashboards/{dashboard}/widgets", {"widgets": []})
    assert widgets(console, dashboard) == []


@pytest.mark.parametrize("extra", [{"id": "x"}, {"type": "unsupported", "reason": "r"}])
def test_what_only_a_read_has_is_refused(console: Console, dashboard: str, extra: dict[str, Any]) -> None:
    assert console.error("PUT", f"/dashboards/{dashboard}/widgets", {"widgets": [{**HEADER, **extra}]})[0] == 400


def test_a_funnel_has_results_and_nothing_else(console: Console, dashboard: str) -> None:
    header, funnel = (widget["id"] for widget in widgets(console, dashboard))
    path = f"/dashboards/{dashboard}/widgets"
    results = console.ok("GET", f"{path}/{funnel}/results")
    first, second = results["funnel"]["datasets"][0]["steps"]
    assert (first["name"], first["rank"], first["conversion_rate"]) == ("a", 0, 1)
    assert second["conversion_rate"] == second["count"] / first["count"]
    exact = console.ok("GET", f"{path}/{funnel}/results", None, sampling_enabled="false")
    assert exact["funnel"]["datasets"][0]["steps"][0]["count"] > first["count"]
    assert console.error("GET", f"{path}/{header}/results")[:2] == (400, "Only funnel widgets have results")
    assert console.error("GET", f"{path}/none/results")[:2] == (404, "Widget not found.")
    assert console.error("GET", "/dashboards/none")[:2] == (404, "Dashboard not found.")
