"""The handlers of segments, layers, holdouts, autotunes, metrics and warehouse sources."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Console

RULE = {"name": "a", "passPercentage": 50, "conditions": [{"type": "email", "operator": "any", "targetValue": ["x"]}]}
UNITS = [{"statsigUnitID": "userID", "column": "u"}]
SOURCE = {"name": "orders", "sql": "select 1", "timestampColumn": "t", "idTypeMapping": UNITS}
VARIANTS = [{"name": name, "json": {"text": name}} for name in ("A", "B")]
AUTOTUNE = {
    "name": "banner",
    "variants": VARIANTS,
    "successEvent": "e",
    "explorationWindow": "24hr",
    "attributionWindow": "1hr",
    "winnerThreshold": "95%",
}


@pytest.fixture
def warehouse(console: Console) -> Console:
    """A Warehouse Native project."""
    console.http.headers["STATSIG-API-KEY"] = "console-whn-test"
    return console


class TestSegments:
    def test_rules_are_set_by_a_list_and_keep_the_ids_that_are_sent(self, console: Console) -> None:
        console.ok("POST", "/segments", {"name": "Staff", "type": "rule_based", "rules": [RULE]})
        (rule,) = console.ok("GET", "/segments/staff")["rules"]
        console.ok("POST", "/segments/staff/conditional", [{**RULE, "id": rule["id"], "passPercentage": 60}])
        (after,) = console.ok("GET", "/segments/staff")["rules"]
        assert (after["baseID"], after["passPercentage"]) == (rule["id"], 60)

    def test_each_kind_of_list_has_operations_of_its_own(self, console: Console) -> None:
        for name, type in (("plain", "id_list"), ("store", "user_store_id_list"), ("ruled", "rule_based")):
            console.ok("POST", "/segments", {"name": name, "type": type})
        wrong = [("PATCH", "store/id_list"), ("PATCH", "plain/add_ids"), ("PATCH", "ruled/id_list")]
        for method, path in wrong:
            assert "must be of type" in console.error(method, f"/segments/{path}", {"ids": ["a"]})[1]
        console.ok("PATCH", "/segments/plain/id_list", {"ids": ["a", "b", "a"]})
        console.ok("PATCH", "/segments/store/add_ids", {"ids": ["a", "b"]})
        console.ok("PATCH", "/segments/store/remove_ids", {"ids": ["a"]})
        assert console.ok("GET", "/segments/plain/id_list", limit=1, page=2)["ids"] == ["b"]
        assert console.ok("GET", "/segments/store/id_list")["ids"] == ["b"]
        assert console.ok("GET", "/segments/plain")["count"] == 2

    def test_ids_are_removed_by_a_body_and_replaced_by_a_reset(self, console: Console) -> None:
        console.ok("POST", "/segments", {"name": "plain", "type": "id_list"})
        console.ok("PATCH", "/segments/plain/id_list", {"ids": ["a", "b"]})
        console.ok("DELETE", "/segments/plain/id_list", {"ids": ["a"]})
        console.ok("POST", "/segments/plain/id_list/reset", {"ids": ["c"]})
        assert console.ok("GET", "/segments/plain/id_list") == {"name": "plain", "count": 1, "ids": ["c"]}
        assert console.ok("GET", "/segments/plain/idlist_metadata") == {"currentVersion": 3, "isUpdating": False}

    def test_an_archived_segment_cannot_be_updated(self, console: Console) -> None:
        console.ok("POST", "/segments", {"name": "plain", "type": "id_list"})
        assert not console.ok("PUT", "/segments/plain/archive")["isEnabled"]
        assert console.error("PATCH", "/segments/plain/id_list", {"ids": ["a"]})[0] == 400


class TestLayers:
    def test_a_full_update_must_have_all_parameters(self, console: Console) -> None:
        console.ok("POST", "/layers", {"name": "My Layer", "idType": "userID"})
        parameters = [{"name": name, "type": "number", "defaultValue": 1} for name in ("a", "b")]
        console.ok("PATCH", "/layers/my_layer", {"parameters": parameters})
        rejected = console.error("POST", "/layers/my_layer", {"description": "", "parameters": parameters[:1]})
        assert rejected[2] == {"parameters": "Parameter(s) missing: [b]"}

    @pytest.mark.parametrize(("type", "value"), [("string", 1), ("number", True), ("boolean", 0), ("array", {})])
    def test_a_default_value_must_have_the_parameters_type(self, type: str, value: Any, console: Console) -> None:
        console.ok("POST", "/layers", {"name": "layer", "idType": "userID"})
        body = {"parameters": [{"name": "a", "type": type, "defaultValue": value}]}
        assert "is no" in console.error("PATCH", "/layers/layer", body)[2]["parameters"]

    def test_a_layer_with_experiments_cannot_be_deleted(self, console: Console) -> None:
        console.ok("POST", "/layers", {"name": "layer", "idType": "userID"})
        console.ok("POST", "/experiments", {"name": "on_it", "layerID": "layer"})
        assert [doc["id"] for doc in console.ok("GET", "/layers/layer/experiments")] == ["on_it"]
        assert console.error("DELETE", "/layers/layer")[1] == "Layer cannot be deleted with experiments still on it"
        console.ok("DELETE", "/experiments/on_it")
        console.ok("DELETE", "/layers/layer")

    def test_names_are_unique(self, console: Console) -> None:
        console.ok("POST", "/layers", {"name": "layer", "idType": "userID"})
        body = {"name": "Layer", "idType": "userID"}
        assert console.error("POST", "/layers", body)[1] == "Layer name is already in use"


class TestHoldouts:
    def test_a_holdout_is_created_with_a_name_and_an_update_adds_what_it_holds_back(self, console: Console) -> None:
        assert console.error("POST", "/holdouts", {"name": "held", "passPercentage": 1})[0] == 400
        console.ok("POST", "/holdouts", {"name": "held"})
        console.ok("POST", "/gates", {"name": "gate"})
        assert console.ok("PATCH", "/holdouts/held", {"gateIDs": ["gate"], "passPercentage": 1})["gateIDs"] == ["gate"]

    def test_objects_that_are_held_back_must_exist(self, console: Console) -> None:
        console.ok("POST", "/holdouts", {"name": "held"})
        body = {"gateIDs": ["x"], "layerIDs": ["y"], "targetingGateID": "z"}
        status, _, errors = console.error("PATCH", "/holdouts/held", body)
        assert status == 404
        assert errors == {
            "gateIDs": "The following Gate IDs could not be found: [x]",
            "layerIDs": "The following Layer IDs could not be found: [y]",
            "targetingGateID": "The following Gate IDs could not be found: [z]",
        }


@pytest.mark.parametrize(
    ("path", "body", "entries", "lists"),
    [
        ("/gates", {"name": "one"}, "environmentOverrides", ("passingIDs", "failingIDs")),
        ("/holdouts", {"name": "one"}, "environmentOverrides", ("passingIDs", "failingIDs")),
        ("/experiments", {"name": "one"}, "userIDOverrides", ("ids",)),
        ("/layers", {"name": "one", "idType": "userID"}, "idOverrides", ("ids",)),
    ],
)
def test_overrides_are_replaced_added_and_removed_by_entry(
    path: str, body: dict[str, Any], entries: str, lists: tuple[str, ...], console: Console
) -> None:
    console.ok("POST", path, body)
    place = {"environment": "staging", "unitID": None, "groupID": "Test", "groupName": "Test"}
    known = {
        "environmentOverrides": ("environment", "unitID"),
        "userIDOverrides": ("environment", "groupID"),
        "idOverrides": ("environment", "groupName"),
    }
    others = {"userIDOverrides": "overrides", "idOverrides": "conditionalOverrides"}
    rest: dict[str, Any] = {others[entries]: []} if entries in others else {}
    adding = {"op": "add"} if path == "/layers" else {}

    def entry(*ids: str) -> dict[str, Any]:
        where = {name: place[name] for name in known[entries]}
        return {**rest, entries: [{**where, **{name: list(ids) for name in lists}}]}

    def now() -> list[list[str]]:
        return [one[lists[0]] for one in console.ok("GET", f"{path}/one/overrides")[entries]]

    console.ok("POST", f"{path}/one/overrides", entry("a"))
    console.ok("PATCH", f"{path}/one/overrides", {**adding, **entry("b", "a")})
    assert now() == [["a", "b"]]
    console.ok("DELETE", f"{path}/one/overrides", entry("a"))
    assert now() == [["b"]]
    console.ok("DELETE", f"{path}/one/overrides", entry("b"))
    assert now() == []


class TestAutotunes:
    def test_it_is_started_decided_and_reset(self, console: Console) -> None:
        made = console.ok("POST", "/autotunes", AUTOTUNE)
        assert console.error("PUT", "/autotunes/banner/reset")[1] == "Experiment has not yet started"
        console.ok("PUT", "/autotunes/banner/start")
        assert console.error("PUT", "/autotunes/banner/start")[1] == "Experiment has already started"
        assert console.error("PATCH", "/autotunes/banner", {"variants": VARIANTS})[0] == 400
        winner = {"id": made["variants"][1]["id"], "decisionReason": "better"}
        assert console.error("PUT", "/autotunes/banner/make_decision", {**winner, "id": "x"})[0] == 400
        console.ok("PUT", "/autotunes/banner/make_decision", winner)
        assert console.ok("GET", "/autotunes/banner")["winner"]["name"] == "B"
        assert console.error("PUT", "/autotunes/banner/start")[1] == "Experiment has already finished"
        console.ok("PUT", "/autotunes/banner/reset")
        assert console.ok("GET", "/autotunes/banner")["winner"] is None

    def test_variants_keep_their_ids_by_their_names(self, console: Console) -> None:
        before = console.ok("POST", "/autotunes", AUTOTUNE)["variants"]
        changed = [{**VARIANTS[0], "json": 1}, {"name": "C", "json": 2}]
        after = console.ok("PATCH", "/autotunes/banner", {"variants": changed})["variants"]
        assert after[0]["id"] == before[0]["id"]
        assert after[1]["id"] not in [variant["id"] for variant in before]


class TestWarehouse:
    def test_a_cloud_project_has_no_sources(self, console: Console) -> None:
        assert console.error("POST", "/metrics/metric_source", SOURCE)[0] == 400

    @pytest.mark.parametrize("path", ["/metrics/metric_source", "/experiments/qualifying_events"])
    def test_the_name_of_some_must_not_be_in_an_update(self, path: str, warehouse: Console) -> None:
        warehouse.ok("POST", path, SOURCE)
        assert warehouse.error("POST", f"{path}/orders", SOURCE)[2] == {
            "name": "Invalid literal value, expected undefined"
        }
        update = {name: value for name, value in SOURCE.items() if name != "name"}
        assert warehouse.ok("POST", f"{path}/orders", {**update, "sql": "select 2"})["sql"] == "select 2"

    def test_that_of_others_is_a_new_name(self, warehouse: Console) -> None:
        body = {"name": "users", "sql": "select 1", "idTypeMapping": UNITS}
        for name in ("users", "people"):
            warehouse.ok("POST", "/experiments/entity_properties", {**body, "name": name})
        path = "/experiments/entity_property/users"
        assert warehouse.error("PATCH", path, {"name": "people"})[1] == "Name is already in use"
        warehouse.ok("PATCH", path, {"name": "customers"})
        assert warehouse.error("GET", path)[0] == 404
        assert "sql" in warehouse.error("PATCH", "/experiments/entity_property/customers", {"sql": "x"})[2]

    def test_a_dry_run_keeps_nothing(self, warehouse: Console) -> None:
        warehouse.ok("POST", "/metrics/metric_source", {**SOURCE, "dryRun": True})
        assert warehouse.ok("GET", "/metrics/metric_source/list") == []

    def test_metrics_of_a_source_are_those_that_read_it(self, warehouse: Console) -> None:
        warehouse.ok("POST", "/metrics/metric_source", SOURCE)
        several = [{"metricSourceName": name, "criteria": []} for name in ("refunds", "orders")]
        for name, native in (
            ("revenue", {"aggregation": "sum", "metricSourceName": "orders"}),
            ("net revenue", {"aggregation": "sum", "metricSources": several}),
        ):
            warehouse.ok("POST", "/metrics", {"name": name, "type": "user_warehouse", "warehouseNative": native})
        warehouse.ok("POST", "/metrics", {"name": "other", "type": "user_warehouse"})
        names = [m["name"] for m in warehouse.ok("GET", "/metrics/metric_source/orders/metrics")]
        assert names == ["revenue", "net revenue"]

    @pytest.mark.parametrize("path", ["/metrics/metric_source", "/experiments/qualifying_events"])
    def test_a_query_that_is_not_run_comes_with_its_columns(self, path: str, warehouse: Console) -> None:
        unread = {"skip_validation": True, "all_columns": ["t", "u"]}
        assert warehouse.error("POST", path, {**SOURCE, **unread})[2] == {"column_types": "Required"}
        made = warehouse.ok("POST", path, {**SOURCE, **unread, "column_types": ["timestamp", "text"]})
        assert not {"skip_validation", "all_columns", "column_types"} & set(made)
        update = {name: value for name, value in SOURCE.items() if name != "name"}
        missing = warehouse.error("POST", f"{path}/orders", {**update, "skip_validation": True})[2]
        assert set(missing) == {"all_columns", "column_types"}

    def test_an_assignment_source_is_kept_while_an_active_experiment_refers_to_it(self, warehouse: Console) -> None:
        columns = {"experimentIDColumn": "e", "groupIDColumn": "g", "groupNameColumn": "n", "scheduledReloadHour": 3}
        made = warehouse.ok("POST", "/experiments/assignment_sources", {**SOURCE, **columns})
        assert columns.items() <= made.items()
        experiment = {"id": "checkout", "assignmentSourceName": "orders", "status": "active"}
        warehouse.emulator.seed("console-whn-test", "experiments", experiment)
        status, message, _ = warehouse.error("DELETE", "/experiments/assignment_source/orders")
        assert (status, message) == (400, "Assignment source is used by active experiments: checkout")
        warehouse.emulator.edit("console-whn-test", "experiments", "checkout", {"status": "decision_made"})
        warehouse.ok("DELETE", "/experiments/assignment_source/orders")
