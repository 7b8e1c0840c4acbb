"""Metrics: what a create needs, their id, their sources, their archive."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Console

EVENTS = {"unitTypes": ["userID"], "metricEvents": [{"name": "purchase"}]}
SUM = {"name": "orders", "type": "sum", **EVENTS}
STEPS = [{"name": name, "type": "event_dau"} for name in ("cart", "purchase")]
FUNNEL = {"name": "checkout", "type": "funnel", "funnelCountDistinct": "users", "funnelEventList": STEPS}


@pytest.fixture
def warehouse(console: Console) -> Console:
    """A Warehouse Native project."""
    console.http.headers["STATSIG-API-KEY"] = "console-whn-test"
    return console


class TestCreation:
    @pytest.mark.parametrize("type", ["sum", "mean", "event_count_custom", "ratio"])
    def test_a_metric_of_events_needs_units_and_events(self, console: Console, type: str) -> None:
        body = {"name": "orders", "type": type}
        assert set(console.error("POST", "/metrics", body)[2]) == {"unitTypes", "metricEvents"}
        empty = {**body, "unitTypes": [], "metricEvents": []}
        assert set(console.error("POST", "/metrics", empty)[2]) == {"unitTypes", "metricEvents"}
        console.ok("POST", "/metrics", {**body, **EVENTS})

    @pytest.mark.parametrize("type", ["user_warehouse", "percentile", "latest_value"])
    def test_others_need_nothing_more(self, warehouse: Console, type: str) -> None:
        assert warehouse.ok("POST", "/metrics", {"name": "abc", "type": type})["id"] == f"abc::{type}"

    def test_each_event_of_event_user_needs_criteria(self, console: Console) -> None:
        criteria = [{"type": "value", "condition": "non_null"}]
        body = {"name": "buyers", "type": "event_user"}
        events = [{"name": "purchase", "criteria": criteria}, {"name": "refund"}]
        problems = console.error("POST", "/metrics", {**body, "metricEvents": events})[2]
        assert problems == {"metricEvents.1.criteria": "Required for event_user"}
        console.ok("POST", "/metrics", {**body, "metricEvents": events[:1]})

    def test_composites_need_units_and_a_sum_of_them_more_than_one(self, console: Console) -> None:
        parts = [{"name": name, "type": "sum"} for name in ("a", "b")]
        assert set(console.error("POST", "/metrics", {"name": "both", "type": "composite"})[2]) == {"unitTypes"}
        body = {"name": "both", "type": "composite_sum", "unitTypes": ["userID"]}
        problems = console.error("POST", "/metrics", {**body, "metricComponentMetrics": parts[:1]})[2]
        assert problems == {"metricComponentMetrics": "A composite_sum needs more than one metric"}
        made = console.ok("POST", "/metrics", {**body, "metricComponentMetrics": parts})
        assert made["lineage"]["metrics"] == ["a::sum", "b::sum"]

    def test_a_funnel_needs_what_it_counts_and_two_steps_of_a_matching_type(self, console: Console) -> None:
        problems = console.error("POST", "/metrics", {"name": "checkout", "type": "funnel"})[2]
        assert set(problems) == {"funnelCountDistinct", "funnelEventList"}
        problems = console.error("POST", "/metrics", {**FUNNEL, "funnelCountDistinct": "events"})[2]
        assert set(problems) == {"funnelEventList.0.type", "funnelEventList.1.type"}
        console.ok("POST", "/metrics", FUNNEL)

    def test_a_dry_run_checks_and_keeps_nothing(self, console: Console) -> None:
        console.ok("POST", "/metrics", {**SUM, "dryRun": True})
        assert console.error("GET", "/metrics/orders::sum")[0] == 404
        assert console.error("POST", "/metrics", {"name": "steps", "type": "funnel", "dryRun": True})[0] == 400
        console.ok("POST", "/metrics", SUM)
        console.ok("POST", "/metrics/orders::sum", {"description": "x", "dryRun": True})
        assert console.ok("GET", "/metrics/orders::sum")["description"] == ""


class TestMetrics:
    def test_one_is_addressed_by_name_and_type(self, console: Console) -> None:
        made = console.ok("POST", "/metrics", SUM)
        assert made["id"] == "orders::sum"
        assert made["lineage"]["events"] == ["purchase"]
        assert console.ok("GET", "/metrics/orders/sum") == made
        assert console.error("POST", "/metrics", SUM)[1] == "Name is already in use"

    def test_a_renamed_metric_keeps_its_id_and_its_address_in_the_console(self, console: Console) -> None:
        made = console.ok("POST", "/metrics", {**SUM, "name": "my orders"})
        assert made["permalink"].endswith("/metrics/metrics_catalog/my%20orders/sum")
        renamed = console.ok("POST", "/metrics/my orders::sum", {"name": "sales"})
        assert (renamed["id"], renamed["name"]) == ("my orders::sum", "sales")
        assert renamed["permalink"] == made["permalink"]
        assert console.ok("GET", "/metrics/sales/sum") == renamed == console.ok("GET", "/metrics/my orders::sum")
        assert console.error("GET", "/metrics/my orders/sum")[0] == 404
        assert console.error("POST", "/metrics", {**SUM, "name": "my orders"})[0] == 400

    def test_lists_are_filtered_by_tags_and_hide_archived_metrics(self, console: Console) -> None:
        console.ok("POST", "/metrics", {**SUM, "tags": "core"})
        assert [m["id"] for m in console.ok("GET", "/metrics/list", tags="core")] == ["orders::sum"]
        console.ok("PUT", "/metrics/orders::sum/schedule_archive")
        console.clock.now += 8 * 24 * 3600
        assert console.ok("GET", "/metrics/list", tags="core") == []
        assert len(console.ok("GET", "/metrics/list", tags="core", showHiddenMetrics="true")) == 1
        assert console.error("PUT", "/metrics/orders::sum/cancel_archive")[0] == 400
        console.ok("PUT", "/metrics/orders::sum/unarchive")
        assert console.error("PUT", "/metrics/orders::sum/unarchive")[0] == 400

    @pytest.mark.parametrize(
        ("filters", "names"),
        [
            ("RDER", ["orders", "reorders"]),
            ('{"tags": {"ids": ["core", "new"]}}', ["orders", "reorders"]),
            ('{"tags": {"ids": ["core", "new"], "operator": "any_of"}}', ["orders", "reorders"]),
            ('{"tags": {"ids": ["core", "new"], "operator": "all_of"}}', ["reorders"]),
        ],
    )
    def test_a_filter_is_a_part_of_the_name_or_tags(self, console: Console, filters: str, names: list[str]) -> None:
        console.ok("POST", "/metrics", {**SUM, "tags": ["core"]})
        console.ok("POST", "/metrics", {**SUM, "name": "reorders", "tags": ["core", "new"]})
        assert [m["name"] for m in console.ok("GET", "/metrics/list", filters=filters)] == names

    def test_those_of_events_can_be_read_and_not_changed(self, console: Console) -> None:
        metric = console.ok("GET", "/metrics/purchase::sum")
        assert metric["name"] == "purchase"
        assert metric["permalink"].endswith("/metrics/metrics_catalog/purchase/sum")
        assert console.error("POST", "/metrics/purchase::sum", {"description": "x"})[0] == 404
        assert console.error("DELETE", "/metrics/purchase::sum")[0] == 404

    def test_experiments_of_a_metric_are_those_that_measure_it(self, console: Console) -> None:
        console.ok("POST", "/metrics", SUM)
        console.ok("POST", "/experiments", {"name": "one", "primaryMetrics": [{"name": "orders", "type": "sum"}]})
        console.ok("POST", "/experiments", {"name": "two"})
        assert [doc["id"] for doc in console.ok("GET", "/metrics/orders::sum/experiments")] == ["one"]
        assert console.ok("GET", "/metrics/orders::sum/experiments", status="active") == []

    def test_only_a_warehouse_computes_and_reloads(self, console: Console) -> None:
        native = {"name": "revenue", "type": "user_warehouse", "warehouseNative": {"aggregation": "sum"}}
        assert console.error("POST", "/metrics", native)[2] == {"warehouseNative": "Warehouse Native only"}
        assert console.error("POST", "/metrics/purchase::sum/reload")[0] == 401
        console.ok("POST", "/metrics", SUM)
        for name, value in (("scheduledReloadHour", 3), ("scheduledReloadDays", [0])):
            assert set(console.error("POST", "/metrics/orders::sum", {name: value})[2]) == {name}

    def test_an_owner_has_an_address_and_no_part_that_is_left_out_is_lost(self, console: Console) -> None:
        made = console.ok("POST", "/metrics", SUM)
        assert made["owner"] == {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": "CONSOLE API", "ownerEmail": ""}
        gone = console.error("POST", "/metrics/orders::sum", {"owner": {"email": "a@x.org"}})
        assert gone[2] == {"owner.email": "Unrecognized key"}
        owner = console.ok("POST", "/metrics/orders::sum", {"owner": {"ownerEmail": "a@x.org"}})["owner"]
        assert owner == {**made["owner"], "ownerEmail": "a@x.org"}
        assert console.ok("POST", "/metrics/orders::sum", {"owner": None})["owner"] == owner

    def test_each_unit_type_has_its_query(self, console: Console) -> None:
        console.ok("POST", "/metrics", {**SUM, "unitTypes": ["userID", "stableID"]})
        queries = console.ok("GET", "/metrics/orders::sum/sql")
        assert [query["idType"] for query in queries] == ["userID", "stableID"]
        assert all(query["sql"].startswith(f"SELECT {query['idType']}") for query in queries)
        assert console.error("GET", "/metrics/none::sum/sql")[0] == 404


class TestSources:
    def create(self, warehouse: Console, **native: Any) -> Any:
        body = {"name": "revenue", "type": "user_warehouse", "warehouseNative": native}
        return warehouse.ok("POST", "/metrics", body)["warehouseNative"]

    def update(self, warehouse: Console, **native: Any) -> Any:
        return warehouse.ok("POST", "/metrics/revenue::user_warehouse", {"warehouseNative": native})["warehouseNative"]

    def test_the_deprecated_form_is_one_source(self, warehouse: Console) -> None:
        native = self.create(warehouse, metricSourceName="orders", valueColumn="price")
        assert native["metricSources"] == [{"criteria": [], "metricSourceName": "orders", "valueColumn": "price"}]

    def test_the_first_of_several_is_the_deprecated_form(self, warehouse: Console) -> None:
        several = [{"metricSourceName": name, "criteria": [], "valueColumn": name[0]} for name in ("orders", "refunds")]
        native = self.create(warehouse, aggregation="sum", metricSources=several)
        assert native == {"aggregation": "sum", "metricSources": several, **several[0]}

    def test_the_deprecated_form_replaces_several(self, warehouse: Console) -> None:
        several = [{"metricSourceName": name, "criteria": []} for name in ("orders", "refunds")]
        self.create(warehouse, metricSources=several)
        assert self.update(warehouse, aggregation="sum")["metricSources"] == several
        assert self.update(warehouse, valueColumn="price")["metricSources"] == [
            {"metricSourceName": "orders", "criteria": [], "valueColumn": "price"}
        ]
