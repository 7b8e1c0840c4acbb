"""The handlers of gates, configs, experiments, teams, ingestion and events, by Statsig's documentation."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Console

RULE = {"name": "a", "passPercentage": 10, "conditions": [{"type": "public"}]}


class TestGates:
    def test_an_id_follows_from_the_name_and_defaults_are_filled_in(self, console: Console) -> None:
        gate = console.ok("POST", "/gates", {"name": "A Gate"})
        assert {k: gate[k] for k in ("id", "isEnabled", "idType", "type", "status", "measureMetricLifts", "tags")} == {
            "id": "a_gate",
            "isEnabled": True,
            "idType": "userID",
            "type": "TEMPORARY",
            "status": "In Progress",
            "measureMetricLifts": True,
            "tags": [],
        }
        assert console.error("POST", "/gates", {"name": "A Gate"})[:2] == (400, "Name is already in use")
        assert "name" in console.error("POST", "/gates", {"id": "x_y"})[2]

    def test_rules_get_ids_and_a_rule_without_its_id_gets_a_new_one(self, console: Console) -> None:
        gate = console.ok("POST", "/gates", {"name": "A Gate", "rules": [RULE]})
        (rule,) = gate["rules"]
        assert rule["id"] == rule["baseID"]
        assert len(rule["id"]) == 22
        kept = console.ok("PATCH", "/gates/a_gate", {"rules": [{**rule, "passPercentage": 20}]})["rules"][0]
        assert (kept["id"], kept["baseID"]) == (f"{rule['baseID']}:20.00:1", rule["baseID"])
        lost = console.ok("PATCH", "/gates/a_gate", {"rules": [RULE]})["rules"][0]
        assert lost["baseID"] != rule["baseID"]
        _, message, _ = console.error("PATCH", "/gates/a_gate", {"rules": [{**RULE, "id": "x"}]})
        assert message == "A provided rule ID does not match an existing rule ID"

    def test_two_rules_with_one_name_are_rejected(self, console: Console) -> None:
        errors = console.error("POST", "/gates", {"name": "A Gate", "rules": [RULE, RULE]})[2]
        assert errors == {"rules": "Duplicate rule name(s) given"}

    def test_statuses(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        for verb, status, enabled in (
            ("launch", "Launched", False),
            ("enable", "In Progress", True),
            ("disable", "Disabled", False),
            ("archive", "Archived", False),
            ("unarchive", "In Progress", True),
        ):
            gate = console.ok("PUT", f"/gates/a_gate/{verb}", {})
            assert (gate["status"], gate["isEnabled"]) == (status, enabled), verb
        console.ok("PUT", "/gates/a_gate/archive", {})
        assert console.error("PATCH", "/gates/a_gate", {"description": "x"})[0] == 400

    def test_an_archived_gate_cannot_be_updated(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.ok("PUT", "/gates/a_gate/archive", {})
        for verb in ("enable", "disable", "launch"):
            assert console.error("PUT", f"/gates/a_gate/{verb}")[0] == 400, verb
        assert console.error("POST", "/gates/a_gate/rule", RULE)[0] == 400
        assert console.ok("GET", "/gates/a_gate")["status"] == "Archived"

    def test_a_new_gate_of_an_old_name_begins_afresh(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.ok("POST", "/gates/a_gate/overrides", {"passingUserIDs": ["u"], "failingUserIDs": []})
        console.ok("DELETE", "/gates/a_gate")
        console.ok("POST", "/gates", {"name": "A Gate"})
        assert console.ok("GET", "/gates/a_gate/overrides")["passingUserIDs"] == []
        assert len(console.ok("GET", "/gates/a_gate/versions")) == 1

    def test_null_resets_to_the_default(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate", "team": "t"})
        assert console.ok("PATCH", "/gates/a_gate", {"team": None})["team"] is None

    def test_deleting_twice_is_404(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.ok("DELETE", "/gates/a_gate")
        assert console.error("DELETE", "/gates/a_gate")[:2] == (404, "Gate not found.")

    def test_single_rules_are_added_changed_and_removed(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate", "rules": [RULE]})
        gate = console.ok("POST", "/gates/a_gate/rule", {**RULE, "name": "b"})
        first, second = gate["rules"]
        changed = console.ok("PATCH", f"/gates/a_gate/rules/{second['id']}", {"passPercentage": 50})
        assert [r["passPercentage"] for r in changed["rules"]] == [10, 50]
        left = console.ok("DELETE", f"/gates/a_gate/rules/{first['id']}")
        assert [r["name"] for r in left["rules"]] == ["b"]
        (listed,) = console.ok("GET", "/gates/a_gate/rules")
        assert [r["name"] for r in listed["rules"]] == ["b"]
        assert console.error("DELETE", "/gates/a_gate/rules/none")[0] == 404

    def test_overrides_are_replaced_added_and_removed_always_with_201(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        path = "/gates/a_gate/overrides"
        assert console.http.get(path).status_code == 201
        both = {"passingUserIDs": ["a", "b"], "failingUserIDs": ["c"]}
        assert console.http.post(path, json=both).status_code == 201
        added = console.ok("PATCH", path, {"passingUserIDs": ["b", "d"], "failingUserIDs": []})
        assert (added["passingUserIDs"], added["failingUserIDs"]) == (["a", "b", "d"], ["c"])
        assert console.ok("DELETE", path, {"passingUserIDs": ["a"]})["passingUserIDs"] == ["b", "d"]

    def test_a_condition_on_a_number_refers_to_nothing(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "staff"})
        rule = {"name": "a", "passPercentage": 1, "conditions": [{"type": "passes_gate", "targetValue": 3}]}
        console.ok("POST", "/gates", {"name": "odd", "rules": [rule]})
        assert console.ok("GET", "/gates/staff/gate_references") == []

    def test_references_are_the_objects_that_use_the_gate(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "staff"})
        asks: dict[str, Any] = {**RULE, "conditions": [{"type": "passes_gate", "targetValue": "staff"}]}
        fails: dict[str, Any] = {**RULE, "conditions": [{"type": "fails_gate", "targetValue": ["staff"]}]}
        console.ok("POST", "/gates", {"name": "one", "rules": [asks]})
        console.ok("POST", "/gates", {"name": "two"})
        console.ok("POST", "/dynamic_configs", {"name": "cfg", "rules": [fails]})
        console.ok("POST", "/experiments", {"name": "exp", "targetingGateID": "staff"})
        for family, ids in (("gate", ["one"]), ("dynamic_config", ["cfg"]), ("experiment", ["exp"])):
            assert [d["id"] for d in console.ok("GET", f"/gates/staff/{family}_references")] == ids

    def test_versions_are_kept_newest_first(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate", "description": "1"})
        console.ok("PATCH", "/gates/a_gate", {"description": "2"})
        assert [(v["version"], v["description"]) for v in console.ok("GET", "/gates/a_gate/versions")] == [
            (2, "2"),
            (1, "1"),
        ]

    def test_a_person_edits_past_the_rules(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.clock.now += 5
        console.emulator.edit("console-test", "gates", "a_gate", {"type": "STALE"})
        gate = console.ok("GET", "/gates/a_gate")
        assert gate["lastModifiedTime"] == gate["createdTime"] + 5000
        assert (gate["type"], gate["version"], gate["lastModifierName"]) == ("STALE", 2, "A Person")


class TestDynamicConfigs:
    def test_a_value_and_its_json5_form_determine_each_other(self, console: Console) -> None:
        config = console.ok("POST", "/dynamic_configs", {"name": "cfg", "defaultValueJson5": "{a: 1, /* why */}"})
        assert (config["defaultValue"], config["defaultValueJson5"]) == ({"a": 1}, "{a: 1, /* why */}")
        config = console.ok("PATCH", "/dynamic_configs/cfg", {"defaultValue": {"a": 2}})
        assert config["defaultValueJson5"] == '{"a": 2}'
        both = {"defaultValue": {"a": 1}, "defaultValueJson5": "{a: 2}"}
        assert "defaultValueJson5" in console.error("PATCH", "/dynamic_configs/cfg", both)[2]
        for text in ("{", "[1]", "3", "{a: NaN}", "{a: Infinity}"):
            assert "defaultValueJson5" in console.error("PATCH", "/dynamic_configs/cfg", {"defaultValueJson5": text})[2]

    def test_values_have_to_fit_the_schema(self, console: Console) -> None:
        schema = '{"properties": {"a": {"type": "integer"}}}'
        console.ok("POST", "/dynamic_configs", {"name": "cfg", "schema": schema, "defaultValue": {"a": 1}})
        rule = {**RULE, "returnValue": {"a": "x"}}
        errors = console.error("PATCH", "/dynamic_configs/cfg", {"rules": [rule]})[2]
        assert errors == {"rules.0.returnValue": "Does not match schema: 'x' is not of type 'integer'"}
        assert "schema" in console.error("PATCH", "/dynamic_configs/cfg", {"schema": '{"type": 3}'})[2]

    @pytest.mark.parametrize(
        "schema", ['{"$ref": "#"}', '{"$ref": "http://127.0.0.1:9/"}', '{"properties": {"a": {"pattern": "("}}}', "[]"]
    )
    def test_an_invalid_schema_is_rejected_and_never_fetched(self, console: Console, schema: str) -> None:
        body = {"name": "cfg", "schema": schema, "defaultValue": {"a": "x"}}
        assert console.error("POST", "/dynamic_configs", body)[2] == {"schema": "Invalid JSON Schema"}

    def test_an_archived_config_cannot_be_updated(self, console: Console) -> None:
        rule = console.ok("POST", "/dynamic_configs", {"name": "cfg", "rules": [RULE]})["rules"][0]["id"]
        console.ok("PUT", "/dynamic_configs/cfg/archive", {})
        for verb in ("enable", "disable"):
            assert console.error("PUT", f"/dynamic_configs/cfg/{verb}")[0] == 400, verb
        assert console.error("DELETE", f"/dynamic_configs/cfg/rule/{rule}")[0] == 400
        assert console.ok("PUT", "/dynamic_configs/cfg/unarchive", {})["status"] == "Enabled"

    def test_variants_keep_their_ids(self, console: Console) -> None:
        rule = {**RULE, "variants": [{"name": "v", "passPercentage": 50, "returnValue": {"a": 1}}]}
        config = console.ok("POST", "/dynamic_configs", {"name": "cfg", "rules": [rule]})
        variant = config["rules"][0]["variants"][0]
        assert variant["returnValueJson5"] == '{"a": 1}'
        again = console.ok("PATCH", "/dynamic_configs/cfg", {"rules": config["rules"]})
        assert again["rules"][0]["variants"][0]["id"] == variant["id"]
        foreign = {**config["rules"][0], "variants": [{**variant, "id": "x"}]}
        assert "variant ID" in console.error("PATCH", "/dynamic_configs/cfg", {"rules": [foreign]})[1]

    def test_statuses_and_single_rules(self, console: Console) -> None:
        config = console.ok("POST", "/dynamic_configs", {"name": "cfg", "rules": [RULE]})
        rule = config["rules"][0]["id"]
        for verb, status in (("disable", "Disabled"), ("enable", "Enabled")):
            assert console.ok("PUT", f"/dynamic_configs/cfg/{verb}")["status"] == status
        assert console.ok("GET", f"/dynamic_configs/cfg/rule/{rule}")["name"] == "a"
        changed = console.ok("PATCH", f"/dynamic_configs/cfg/rule/{rule}", {"returnValue": {"a": 1}})
        assert changed["rules"][0]["returnValueJson5"] == '{"a": 1}'
        assert console.ok("DELETE", f"/dynamic_configs/cfg/rule/{rule}")["rules"] == []
        assert console.ok("GET", "/dynamic_configs/cfg/rules") == [{"rules": []}]
        assert len(console.ok("GET", "/dynamic_configs/cfg/versions")) == 5


class TestExperiments:
    def test_its_way(self, console: Console) -> None:
        doc = console.ok("POST", "/experiments", {"name": "my exp"})
        assert (doc["id"], doc["status"], doc["targetingGateID"]) == ("my_exp", "setup", "")
        assert [g["name"] for g in doc["groups"]] == ["Control", "Test"]
        path = "/experiments/my_exp"
        assert console.error("PUT", f"{path}/abandon", {"decisionReason": "r"})[1] == "Experiment has not yet started"
        assert console.error("PUT", f"{path}/reset")[1] == "Experiment has not yet started"
        console.ok("PUT", f"{path}/start", {})
        assert console.error("PUT", f"{path}/start", {})[1] == "Experiment has already started"
        assert "id" in console.error("PUT", f"{path}/make_decision", {"id": "x", "decisionReason": "r"})[2]
        console.ok("PUT", f"{path}/make_decision", {"id": doc["groups"][1]["id"], "decisionReason": "r"})
        decided = console.ok("GET", path)
        assert (decided["status"], decided["launchedGroupID"]) == ("decision_made", doc["groups"][1]["id"])
        assert console.error("PUT", f"{path}/start", {})[1] == "Experiment has already finished"
        console.ok("PUT", f"{path}/archive", {})
        assert console.error("PATCH", path, {"description": "x"})[0] == 400
        console.ok("PUT", f"{path}/unarchive")
        assert console.ok("GET", path)["status"] == "decision_made"
        console.ok("PUT", f"{path}/reset")
        fresh = console.ok("GET", path)
        assert (fresh["status"], fresh["launchedGroupID"], fresh["startTime"]) == ("setup", None, None)

    def test_statuses_that_are_written(self, console: Console) -> None:
        assert "status" in console.error("POST", "/experiments", {"name": "exp", "status": "abandoned"})[2]
        console.ok("POST", "/experiments", {"name": "exp", "status": "active"})
        assert "launchedGroupID" in console.error("PATCH", "/experiments/exp", {"status": "decision_made"})[2]
        foreign = {"status": "decision_made", "launchedGroupID": "none"}
        assert "launchedGroupID" in console.error("PATCH", "/experiments/exp", foreign)[2]
        group = console.ok("GET", "/experiments/exp")["groups"][0]["id"]
        body = {"status": "decision_made", "launchedGroupID": group}
        assert console.ok("PATCH", "/experiments/exp", body)["decisionTime"]

    def test_archiving_twice_does_not_forget_where_it_stood(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        console.ok("PUT", "/experiments/exp/archive", {})
        console.ok("PUT", "/experiments/exp/archive", {})
        console.ok("PUT", "/experiments/exp/unarchive")
        assert console.ok("GET", "/experiments/exp")["status"] == "setup"

    def test_allocation_only_grows_while_it_runs(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp", "allocation": 50, "status": "active"})
        assert "allocation" in console.error("PATCH", "/experiments/exp", {"allocation": 40})[2]
        assert console.ok("PATCH", "/experiments/exp", {"allocation": 60})["allocation"] == 60

    def test_warehouse_native_fields_need_a_warehouse_native_project(self, console: Console) -> None:
        body = {"name": "exp", "allocationDuration": 7, "isAnalysisOnly": False}
        assert console.error("POST", "/experiments", body)[2] == {"allocationDuration": "Warehouse Native only"}
        assert console.client("console-whn-x").post("/experiments", json=body).status_code == 201

    def test_inside_a_layer_it_begins_with_nothing(self, console: Console) -> None:
        doc = console.ok("POST", "/experiments", {"name": "exp", "layerID": "my_layer"})
        assert (doc["layerID"], doc["allocation"]) == ("my_layer", 0)

    def test_groups_keep_ids_and_are_switched(self, console: Console) -> None:
        doc = console.ok("POST", "/experiments", {"name": "exp"})
        sent = [{k: v for k, v in group.items() if k != "isControl"} for group in doc["groups"]]
        renamed = [{**sent[0], "name": "Zero"}, sent[1]]
        again = console.ok("PATCH", "/experiments/exp", {"groups": renamed})
        assert [g["id"] for g in again["groups"]] == [g["id"] for g in doc["groups"]]
        off = console.ok("POST", "/experiments/exp/disable_groups", {"group_names": ["Zero"]})
        assert [g.get("disabled", False) for g in off["groups"]] == [True, False]
        console.ok("POST", "/experiments/exp/enable_groups", {"group_names": ["Zero"]})
        assert console.error("POST", "/experiments/exp/enable_groups", {"group_names": ["x"]})[0] == 400

    def test_it_is_restarted_as_new_and_scheduled(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        console.ok("POST", "/experiments/exp/schedule_start", {"scheduledTime": 1})
        console.ok("PUT", "/experiments/exp/start", {})
        copy = console.ok("POST", "/experiments/exp/restart_as_new", {"name": "exp two"})
        assert (copy["id"], copy["status"]) == ("exp_two", "setup")

    def test_deleting_returns_it_and_twice_is_404(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        assert console.ok("DELETE", "/experiments/exp")["id"] == "exp"
        assert console.error("DELETE", "/experiments/exp")[:2] == (404, "Experiment not found.")

    def test_overrides(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp"})
        path = "/experiments/exp/overrides"
        gate = {"type": "gate", "id": "g", "groupID": "Test"}
        console.ok("POST", path, {"overrides": [gate], "userIDOverrides": [{"groupID": "Test", "ids": ["a"]}]})
        added = console.ok(
            "PATCH", path, {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["a", "b"]}]}
        )
        assert added["userIDOverrides"] == [{"groupID": "Test", "ids": ["a", "b"]}]
        left = console.ok("DELETE", path, {"overrides": [gate], "userIDOverrides": [{"groupID": "Test", "ids": ["a"]}]})
        assert left == {"overrides": [], "userIDOverrides": [{"groupID": "Test", "ids": ["b"]}]}
        assert console.ok("GET", path) == left


class TestTeams:
    BODY: dict[str, Any] = {
        "name": "Checkout",
        "members": ["ada.lovelace@example.com"],
        "admins": [],
        "defaultGateMetrics": [],
        "defaultExperimentPrimaryMetrics": [],
        "defaultExperimentSecondaryMetrics": [],
        "defaultHoldoutMetrics": [],
        "changeTeamConfigs": "anyone",
        "reviewApproval": "anyone",
        "defaultTargetApplications": [],
    }

    def test_members_are_sent_as_addresses_and_returned_as_objects(self, console: Console) -> None:
        team = console.ok("POST", "/users/teams", self.BODY)
        person = {"email": "ada.lovelace@example.com", "firstName": "Ada", "lastName": "Lovelace", "role": "Member"}
        assert team["members"] == [{**person, "userID": team["members"][0]["userID"]}]
        assert len(team["id"]) == 22
        assert console.http.post("/users/teams", json={**self.BODY, "name": "Two"}).status_code == 200
        assert console.error("POST", "/users/teams", self.BODY)[1] == "Name is already in use"
        changed = console.ok("PATCH", f"/users/teams/{team['id']}", {"members": []})
        assert changed == {**team, "members": []}
        console.ok("DELETE", f"/users/teams/{team['id']}")
        assert console.error("GET", f"/users/teams/{team['id']}")[0] == 404
        assert [t["name"] for t in console.ok("GET", "/users/teams")] == ["Two"]

    def test_the_list_has_no_people(self, console: Console) -> None:
        team = console.ok("POST", "/users/teams", self.BODY)
        (listed,) = console.ok("GET", "/users/teams")
        assert listed == {name: value for name, value in team.items() if name not in ("members", "admins")}

    def test_an_update_replaces_the_definition_and_keeps_the_name(self, console: Console) -> None:
        body = {**self.BODY, "description": "d", "reviewApproval": "team_only", "requireReviews": True}
        id = console.ok("POST", "/users/teams", body)["id"]
        changed = console.ok("PATCH", f"/users/teams/{id}", {"defaultHoldoutID": "h"})
        assert (changed["name"], changed["defaultHoldoutID"]) == ("Checkout", "h")
        assert (changed["description"], changed["members"], changed["reviewApproval"]) == ("", [], "anyone")
        assert changed["requireReviews"] is None


class TestIngestion:
    WHICH = {"type": "s3", "dataset": "Events", "source_name": "orders"}
    MAPPING = {"event_name": "n", "timestamp": "t", "ids": {}}

    def test_fields_have_other_names_in_responses(self, console: Console) -> None:
        console.ok("POST", "/ingestion", {**self.WHICH, "query": "q", "column_mapping": self.MAPPING})
        doc = console.ok("GET", "/ingestion", **self.WHICH)
        assert (doc["type"], doc["enabled"]) == ("s3", False)
        assert (doc["data"]["name"], doc["data"]["query"]) == ("orders", "q")
        assert doc["data"]["columnMappings"] == self.MAPPING
        text = "Ingestion source already exists with name orders"
        assert console.error("POST", "/ingestion", self.WHICH)[1] == text
        assert console.ok("PATCH", "/ingestion", {**self.WHICH, "enabled": True})["enabled"] is True
        console.ok("DELETE", "/ingestion", **self.WHICH)
        assert console.error("GET", "/ingestion", **self.WHICH)[0] == 404
        assert console.error("PATCH", "/ingestion", self.WHICH)[0] == 404

    def test_a_source_for_exposures_is_found_under_another_name(self, console: Console) -> None:
        console.ok("POST", "/ingestion", {**self.WHICH, "dataset": "Exposures"})
        assert console.ok("GET", "/ingestion", **{**self.WHICH, "dataset": "export_exposures"})

    def test_a_name_may_be_left_out_where_there_is_one_source(self, console: Console) -> None:
        which = {"type": "s3", "dataset": "Events"}
        console.ok("POST", "/ingestion", self.WHICH)
        assert console.ok("PATCH", "/ingestion", {**which, "enabled": True})["id"] == "s3/Events/orders"
        console.ok("POST", "/ingestion", {**self.WHICH, "source_name": "returns"})
        assert "source_name" in console.error("PATCH", "/ingestion", {**which, "enabled": False})[2]
        assert "source_name" in console.error("DELETE", "/ingestion", **which)[2]

    def test_the_delta_sharing_table_is_write_only(self, console: Console) -> None:
        share = {"share": "a", "schema": "b", "table": "c"}
        assert console.error("POST", "/ingestion", {**self.WHICH, **share})[0] == 400
        console.ok("POST", "/ingestion", {**self.WHICH, "source_name": "plain"})
        assert console.error("PATCH", "/ingestion", {**self.WHICH, "source_name": "plain", **share})[0] == 400
        doc = console.ok("POST", "/ingestion", {**self.WHICH, **share, "use_delta_sharing": True})
        assert not set(share) & set(doc["data"])

    def test_schedules_always_exist(self, console: Console) -> None:
        read = {"dataset": "Events", "scheduled_hour_pst": 10}
        assert console.ok("GET", "/ingestion/schedule", dataset="Events") == read
        console.ok("POST", "/ingestion/schedule", {"dataset": "Events", "scheduled_hour_pst": 3})
        assert console.ok("GET", "/ingestion/schedule", dataset="Events")["scheduled_hour_pst"] == 3

    def test_a_token_is_write_only(self, console: Console) -> None:
        response = console.http.post(
            "/ingestion/connection/databricks", json={"token": "tok", "host": "h", "path": "p"}
        )
        assert response.status_code == 200
        assert "tok" not in response.text.replace("token", "")

    def test_a_backfill_loads_the_sources_of_its_dataset(self, console: Console) -> None:
        console.ok("POST", "/ingestion", self.WHICH)
        console.ok("POST", "/ingestion", {**self.WHICH, "dataset": "Exposures", "source_name": "exposures"})
        days = {"datestamp_start": "2026-01-30", "datestamp_end": "2026-01-30"}
        console.ok("POST", "/ingestion/backfill", {"type": "s3", "dataset": "export_exposures", **days})
        assert console.ok("GET", "/ingestion/runs")[0]["sources"] == ["exposures"]
        params = {"startDate": "2026-01-01", "endDate": "2026-12-31", "dataset": "export_exposures"}
        assert [line["source_name"] for line in console.ok("GET", "/ingestion/status", **params)] == ["exposures"]

    def test_a_backfill_is_a_run(self, console: Console) -> None:
        console.ok("POST", "/ingestion", self.WHICH)
        days = {"datestamp_start": "2026-01-30", "datestamp_end": "2026-02-02"}
        run = console.ok("POST", "/ingestion/backfill", {"type": "s3", "dataset": "Events", **days})["runID"]
        read = console.ok("GET", f"/ingestion/runs/{run}")
        assert (read["sources"], len(read["dateStamps"])) == (["orders"], 4)
        assert [r["runID"] for r in console.ok("GET", "/ingestion/runs")] == [run]
        status = console.ok("GET", "/ingestion/status", startDate="2026-02-01", endDate="2026-02-28")
        assert [line["ds"][:10] for line in status] == ["2026-02-01", "2026-02-02"]
        assert console.error("GET", "/ingestion/runs/none")[1] == "runID none not found"
        wrong = {"datestamp_start": "soon", "datestamp_end": "2026-02-02"}
        assert console.error("POST", "/ingestion/backfill", {"type": "s3", "dataset": "Events", **wrong})[0] == 400

    @pytest.mark.parametrize("what", ["count", "delta"])
    def test_counts_are_flat_for_one_event_and_by_day_else(self, console: Console, what: str) -> None:
        console.ok("GET", "/events")
        days = {"start_date": "2026-01-01", "end_date": "2026-01-02"}
        assert len(console.ok("GET", f"/ingestion/events/{what}", **days)[0]["events"]) == 5
        flat = console.ok("GET", f"/ingestion/events/{what}", event_name="purchase", **days)
        assert [row["event"] for row in flat] == ["purchase", "purchase"]


class TestEvents:
    def test_there_is_something_to_read(self, console: Console) -> None:
        assert [e["name"] for e in console.ok("GET", "/events")][:2] == ["add_to_cart", "checkout"]
        assert console.error("GET", "/events/nothing")[0] == 404
        assert console.ok("GET", "/events/purchase/metrics")[0]["id"] == "purchase::event_count_custom"
