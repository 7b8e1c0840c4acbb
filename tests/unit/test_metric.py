"""Metrics as resources: what is checked, what is sent, what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import statsig_pulumi as statsig
from statsig_pulumi.controller.check import check
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.errors import InvalidInput

from .test_rest import KEY, Project, project

__all__ = ["project"]  # the fixture

EVENTS: dict[str, Any] = {"unit_types": ["userID"], "metric_events": [{"name": "purchase"}]}
STEPS = [{"name": name, "type": "event_dau"} for name in ("cart", "purchase")]
SUM = {"name": "orders", "type": "sum", **EVENTS}
REVENUE = {"name": "revenue", "type": "user_warehouse"}
ID = "revenue::user_warehouse"


def problems(old: dict[str, Any] | None = None, /, **new: Any) -> dict[str, str]:
    return dict(check(statsig.Metric, old or {}, {"name": "abc", **new}))


class TestWhatACreateNeeds:
    @pytest.mark.parametrize("type", ["sum", "mean", "event_count_custom", "ratio"])
    def test_a_metric_of_events_needs_units_and_events(self, type: str) -> None:
        assert set(problems(type=type)) == {"unit_types", "metric_events"}
        assert set(problems(type=type, unit_types=[], metric_events=[])) == {"unit_types", "metric_events"}
        assert problems(type=type, **EVENTS) == {}
        assert problems(type=type, unit_types=Unknown(), metric_events=Unknown()) == {}

    def test_each_event_of_event_user_needs_criteria(self) -> None:
        criteria = [{"type": "value", "condition": "non_null"}]
        events = [{"name": "a", "criteria": criteria}, {"name": "b"}]
        assert set(problems(type="event_user", metric_events=events)) == {"metric_events[1].criteria"}
        assert problems(type="event_user", metric_events=[{"name": "a", "criteria": Unknown()}]) == {}
        assert problems(type="event_user", metric_events=Unknown()) == {}

    def test_composites_need_units_and_a_sum_of_them_more_than_one(self) -> None:
        parts = [{"name": name, "type": "sum"} for name in ("a", "b")]
        assert set(problems(type="composite")) == {"unit_types"}
        lonely = problems(type="composite_sum", unit_types=["userID"], metric_component_metrics=parts[:1])
        assert set(lonely) == {"metric_component_metrics"}
        assert problems(type="composite_sum", unit_types=["userID"], metric_component_metrics=parts) == {}

    def test_a_funnel_needs_what_it_counts_and_two_steps_of_a_matching_type(self) -> None:
        assert set(problems(type="funnel")) == {"funnel_count_distinct", "funnel_event_list"}
        funnel = {"type": "funnel", "funnel_event_list": STEPS}
        counted = problems(**funnel, funnel_count_distinct="events")
        assert set(counted) == {"funnel_event_list[0].type", "funnel_event_list[1].type"}
        assert counted["funnel_event_list[0].type"] == (
            "must be 'event_count' or 'event_count_custom': it counts events"
        )
        assert problems(**funnel, funnel_count_distinct="users") == {}
        assert problems(**funnel, funnel_count_distinct=Unknown()) == {}

    def test_what_exists_already_needs_nothing(self) -> None:
        bare = {"name": "abc", "type": "sum"}
        assert problems(type="sum", adopt=True) == {}
        assert problems(bare, type="sum", description="new") == {}
        assert set(problems(bare, type="mean")) == {"unit_types", "metric_events"}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"percentile": 0.0},
            {"scheduled_reload_hour": 24},
            {"scheduled_reload_days": [7]},
            {"warehouse_native": {"loading_window": -1}},
            {"warehouse_native": {"retention_end": 0}},
            {"warehouse_native": {"metric_bake_days": 1.5}},
            {"warehouse_native": {"log_transform_base": 0}},
            {"warehouse_native": {"metric_dimension_limits": [{"name": "a", "limit": 101}]}},
            {"name": "ab"},
            {"type": "undefined"},
        ],
    )
    def test_what_the_api_does_not_take_is_refused(self, wrong: dict[str, Any]) -> None:
        assert [*check(statsig.Metric, {}, {**REVENUE, **wrong})] != []


class TestRenames:
    def test_a_renamed_metric_keeps_its_id(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **SUM)
        project.mutations()
        metric.update(**{**SUM, "name": "sales"})
        assert project.mutations() == [("POST", "/metrics/orders%3A%3Asum", {"name": "sales"})]
        assert metric.refreshed() == {**SUM, "name": "sales"}
        metric.delete()
        assert project.emulator.all(KEY, "metrics") == []

    def test_a_rename_in_the_console_is_taken_back(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **SUM)
        project.emulator.edit(KEY, "metrics", "orders::sum", {"name": "sales"})
        assert metric.refreshed() == {**SUM, "name": "sales"}

    def test_a_renamed_metric_is_adopted_by_its_name(self, project: Project) -> None:
        project.create(statsig.Metric, **SUM).update(**{**SUM, "name": "sales"})
        adopted = project.create(statsig.Metric, **{**SUM, "name": "sales"}, adopt=True)
        assert adopted.id == "orders::sum"
        assert len(project.emulator.all(KEY, "metrics")) == 1


class TestSources:
    SEVERAL = [{"metric_source_name": "orders"}, {"metric_source_name": "refunds", "value_column": "v"}]

    def test_both_forms_at_once_are_refused(self) -> None:
        native = {"metric_sources": self.SEVERAL, "metric_source_name": "orders"}
        ((path, problem),) = check(statsig.Metric, {}, {**REVENUE, "warehouse_native": native})
        assert path == "warehouse_native"
        assert "metric_sources has metric_source_name of each source" in problem

    def test_another_field_changes_without_the_deprecated_form(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **REVENUE, warehouse_native={"cap": 1})
        sources = [{"metricSourceName": "orders", "criteria": []}, {"metricSourceName": "refunds", "criteria": []}]
        project.client.request("POST", "/metrics/{id}", body={"warehouseNative": {"metricSources": sources}}, id=ID)
        project.mutations()
        metric.update(**REVENUE, warehouse_native={"cap": 2})
        ((_, _, body),) = project.mutations()
        assert body == {"warehouseNative": {"cap": 2, "metricSources": sources}}
        assert project.document("metrics", ID)["warehouseNative"]["metricSources"] == sources

    def test_one_source_does_not_replace_several(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **REVENUE, warehouse_native={"metric_source_name": "orders"})
        sources = [{"metricSourceName": "orders", "criteria": []}, {"metricSourceName": "refunds", "criteria": []}]
        project.client.request("POST", "/metrics/{id}", body={"warehouseNative": {"metricSources": sources}}, id=ID)
        with pytest.raises(InvalidInput, match="would replace the metric's 2 sources: use metric_sources"):
            metric.update(**REVENUE, warehouse_native={"metric_source_name": "refunds"})
        assert project.document("metrics", ID)["warehouseNative"]["metricSources"] == sources

    def test_the_only_source_changes_in_either_form(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **REVENUE, warehouse_native={"metric_source_name": "orders"})
        assert metric.refreshed() == {**REVENUE, "warehouse_native": {"metric_source_name": "orders"}}
        metric.update(**REVENUE, warehouse_native={"metric_source_name": "refunds"})
        assert metric.refreshed() == {**REVENUE, "warehouse_native": {"metric_source_name": "refunds"}}
        metric.update(**REVENUE, warehouse_native={"metric_sources": self.SEVERAL})
        assert metric.refreshed() == {**REVENUE, "warehouse_native": {"metric_sources": self.SEVERAL}}
        metric.update(**REVENUE, warehouse_native={"metric_source_name": "orders"})
        kept = project.document("metrics", ID)["warehouseNative"]["metricSources"]
        assert [source["metricSourceName"] for source in kept] == ["orders"]

    def test_sources_that_the_program_lets_go_stay(self, project: Project) -> None:
        metric = project.create(statsig.Metric, **REVENUE, warehouse_native={"cap": 1, "metric_sources": self.SEVERAL})
        metric.update(**REVENUE, warehouse_native={"cap": 1})
        kept = project.document("metrics", ID)["warehouseNative"]["metricSources"]
        assert [source["metricSourceName"] for source in kept] == ["orders", "refunds"]


def test_the_schedule_of_a_new_metric_follows_in_an_update(project: Project) -> None:
    schedule = {"scheduled_reload_hour": 3, "scheduled_reload_days": [0, 6]}
    metric = project.create(statsig.Metric, **REVENUE, **schedule)
    (_, _, created), (_, _, updated) = project.mutations()
    assert created == REVENUE
    assert updated == {"scheduledReloadHour": 3, "scheduledReloadDays": [0, 6]}
    metric.update(**REVENUE)
    assert project.mutations() == [
        ("POST", f"/metrics/{ID.replace(':', '%3A')}", {"scheduledReloadHour": None, "scheduledReloadDays": None})
    ]


def test_a_dry_run_of_a_renamed_metric_is_sent_to_its_id(project: Project) -> None:
    metric = project.create(statsig.Metric, **SUM)
    renamed = {**SUM, "name": "sales"}
    metric.update(**renamed)
    project.mutations()
    new = {**renamed, "description": "new"}
    assert [*Controller(statsig.Metric, project.client).dry_run(renamed, new)] == []
    ((_, path, body),) = project.mutations()
    assert (path, body["dryRun"], body["description"]) == ("/metrics/orders%3A%3Asum", True, "new")
