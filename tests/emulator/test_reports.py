"""The project, its audit log, alerts, reports, usage, exposures, metric values, and checks of changes."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest

from .conftest import KEY, Console

DAY = 24 * 3600
DAY_MS = DAY * 1000
PURCHASE = {"name": "purchase", "type": "event_count_custom"}
ALERTED = quote("purchase::event_count_custom", safe="")


class TestProject:
    def test_a_project_is_the_same_by_both_its_names_and_another_keys_is_another(self, console: Console) -> None:
        company = console.ok("GET", "/company")
        assert console.ok("GET", "/project") == {"id": company["companyID"]}
        assert company["isWarehouseNative"] is False
        assert company["resultsUpTo"] == console.clock.now * 1000 // DAY_MS * DAY_MS
        other = console.client("console-whn-other").get("/company").json()["data"]
        assert other["companyID"] != company["companyID"]
        assert other["isWarehouseNative"] is True
        assert other["orgID"] == company["orgID"]

    def test_its_name_is_the_one_in_the_settings(self, console: Console) -> None:
        assert console.ok("GET", "/company")["companyName"] == console.ok("GET", "/settings/project")["name"]
        console.ok("POST", "/settings/project", {"name": "Renamed", "visibility": "OPEN"})
        assert console.ok("GET", "/company")["companyName"] == "Renamed"

    def test_a_report_has_an_address(self, console: Console) -> None:
        first = console.ok("GET", "/reports", type="pulse_daily", date="2023-11-01")["url"]
        assert first == console.ok("GET", "/reports", type="pulse_daily", date="2023-11-01")["url"]
        assert first != console.ok("GET", "/reports", type="first_exposures", date="2023-11-01")["url"]

    def test_a_report_of_a_future_or_invalid_day_is_rejected(self, console: Console) -> None:
        params = {"type": "pulse_daily"}
        assert console.error("GET", "/reports", date="2023-11-15", **params)[:2] == (400, "Data is not available")
        for text in ("today", "2023-1-1", ""):
            assert "date" in console.error("GET", "/reports", date=text, **params)[2], text
        assert "type" in console.error("GET", "/reports", date="2023-11-01", type="monthly")[2]

    def test_usage_is_a_table_with_a_line_for_each_day(self, console: Console) -> None:
        end = 1_700_000_000_000
        path = "/project/usage_billing/report"
        response = console.http.get(path, params={"start": end - 2 * DAY * 1000, "end": end})
        assert response.headers["content-type"].startswith("text/csv")
        lines = list(csv.DictReader(io.StringIO(response.text)))
        assert [line["date"] for line in lines] == ["2023-11-12", "2023-11-13", "2023-11-14"]
        for line in lines:
            assert int(line["metered_events"]) == int(line["exposures"]) + int(line["custom_events"])
        month = console.http.get(path, params={"end": end}).text
        assert month.startswith("date,")
        assert month.count("\n") == 32
        assert set(response.text.splitlines()) <= set(month.splitlines())
        assert console.error("GET", path, start=end, end=end - 1)[:2] == (400, "Data is not available")
        assert console.error("GET", path)[2] == {"end": "Required"}


class TestExposureCount:
    def test_only_requested_objects_are_counted(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "gate on"})
        console.ok("POST", "/gates", {"name": "gate off", "isEnabled": False})
        console.ok("POST", "/dynamic_configs", {"name": "cfg"})
        console.ok("POST", "/experiments", {"name": "exp", "status": "active"})
        console.ok("POST", "/experiments", {"name": "later"})
        console.clock.now += 3 * DAY
        found = console.ok("GET", "/exposure_count", gates=["gate_on", "gate_off"], experiments=["exp", "later"])
        assert [g["id"] for g in found["gates"]] == ["gate_on", "gate_off"]
        assert found["dynamicConfigs"] == []
        on, off = found["gates"]
        exp, later = found["experiments"]
        assert 0 < on["pastDay"] < on["past7Days"]
        assert 0 < exp["pastDay"] < exp["past7Days"]
        assert (off["past7Days"], later["past7Days"]) == (0, 0)
        (config,) = console.ok("GET", "/exposure_count", dynamicConfigs="cfg")["dynamicConfigs"]
        assert config["id"] == "cfg"

    def test_an_experiments_week_is_the_sum_of_its_groups(self, console: Console) -> None:
        console.ok("POST", "/experiments", {"name": "exp", "status": "active"})
        console.clock.now += 3 * DAY
        groups = console.ok("GET", "/experiments/exp/cumulative_exposures")
        (counted,) = console.ok("GET", "/exposure_count", experiments="exp")["experiments"]
        assert counted["past7Days"] == sum(group["results"][-1]["exposures"] for group in groups)

    def test_unknown_and_too_many_objects_are_rejected(self, console: Console) -> None:
        assert console.error("GET", "/exposure_count", gates="none")[:2] == (404, "Gate not found.")
        assert console.error("GET", "/exposure_count", experiments="none")[0] == 404
        assert console.error("GET", "/exposure_count", dynamicConfigs="none")[0] == 404
        assert "gates" in console.error("GET", "/exposure_count", gates=[str(n) for n in range(26)])[2]
        nothing: dict[str, list[Any]] = {"gates": [], "experiments": [], "dynamicConfigs": []}
        assert console.ok("GET", "/exposure_count") == nothing


class TestAuditLogs:
    def test_changes_are_listed_with_the_newest_first(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate", "tags": ["t"]})
        console.clock.now += 60
        console.ok("PATCH", "/gates/a_gate", {"description": "new"})
        console.ok("PUT", "/gates/a_gate/disable")
        console.emulator.edit(KEY, "gates", "a_gate", {"description": "by hand"})
        console.ok("DELETE", "/gates/a_gate")
        logs = console.ok("GET", "/audit_logs")
        assert [(log["actionType"], log["changeLog"], log["updatedBy"]) for log in logs] == [
            ("config_delete", "Deleted Gate", "CONSOLE API"),
            ("gate_update", "Edited Gate", "A Person"),
            ("config_state_toggle", "Edited Gate", "CONSOLE API"),
            ("gate_update", "Edited Gate", "CONSOLE API"),
            ("gate_create", "Created Gate", "CONSOLE API"),
        ]
        assert logs[3]["changes"] == {"description": {"old": "", "new": "new"}}
        assert {log["name"] for log in logs} == {"A Gate"}
        assert (logs[4]["date"], logs[4]["time"]) == (
            "Tue Nov 14 2023",
            "22:13:20 GMT+0000 (Coordinated Universal Time)",
        )
        assert logs[4]["tags"] == ["t"]
        assert len({log["id"] for log in logs}) == 5

    def test_the_steps_of_an_experiment_have_names_of_their_own(self, console: Console) -> None:
        group = console.ok("POST", "/experiments", {"name": "exp"})["groups"][0]["id"]
        console.ok("PUT", "/experiments/exp/start", {})
        console.ok("PUT", "/experiments/exp/make_decision", {"id": group, "decisionReason": "x"})
        console.ok("PUT", "/experiments/exp/archive", {})
        console.ok("PUT", "/experiments/exp/unarchive", {})
        assert [log["actionType"] for log in console.ok("GET", "/audit_logs", sortOrder="asc")] == [
            "experiment_create",
            "experiment_start",
            "experiment_decision_make",
            "archive_experiment",
            "unarchive_experiment",
        ]

    def test_filters_of_the_log_combine(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "first", "tags": ["t"]})
        console.clock.now += DAY
        console.ok("POST", "/dynamic_configs", {"name": "second"})
        console.clock.now += DAY
        console.emulator.seed(KEY, "holdouts", {"id": "third", "name": "third", "targetApps": "web"})

        def names(**params: Any) -> list[str]:
            return [log["name"] for log in console.ok("GET", "/audit_logs", **params)]

        assert names() == ["third", "second", "first"]
        assert names(startDate="2023-11-15", endDate="2023-11-15") == ["second"]
        assert names(endDate="2023-11-15") == ["second", "first"]
        assert names(actionType="gate_create") == ["first"]
        assert names(actionTypes=["gate_create", "holdout_create"]) == ["third", "first"]
        assert names(tags="t") == ["first"]
        assert names(tags="u") == []
        assert names(id="second") == ["second"]
        assert names(sortKey="name", sortOrder="asc") == ["first", "second", "third"]
        assert names(sortKey="actionType") == ["third", "first", "second"]
        assert console.ok("GET", "/audit_logs", id="third")[0]["targetAppIDs"] == ["web"]
        entry = console.ok("GET", "/audit_logs", id="first")[0]["id"]
        assert names(id=entry) == ["first"]
        assert names(latestID=entry) == ["third", "second"]
        assert names(latestID=entry, startDate="2023-11-16") == ["third"]
        assert "latestID" in console.error("GET", "/audit_logs", latestID="none")[2]
        assert "startDate" in console.error("GET", "/audit_logs", startDate="today")[2]
        assert "actionType" in console.error("GET", "/audit_logs", actionType="nothing")[2]

    def test_two_times_narrow_the_days_and_span_less_than_a_week(self, console: Console) -> None:
        now = int(console.clock.now * 1000)
        console.ok("POST", "/tags", {"name": "first", "description": ""})
        console.clock.now += 60
        console.ok("POST", "/tags", {"name": "second", "description": ""})

        def names(**params: Any) -> list[str]:
            return [log["name"] for log in console.ok("GET", "/audit_logs", **params)]

        assert names(startTime=now + 1) == ["second"]
        assert names(endTime=now + 1) == ["first"]
        assert names(startTime=now, endTime=now + DAY_MS) == ["second", "first"]
        assert names(startTime=now, endDate="2023-11-13") == []
        wide = console.error("GET", "/audit_logs", startTime=now - 7 * DAY_MS, endTime=now)
        assert wide[2] == {"endTime": "startTime and endTime must span less than 7 days"}

    def test_by_default_the_log_begins_90_days_before_the_last_day(self, console: Console) -> None:
        console.ok("POST", "/tags", {"name": "old", "description": ""})
        console.clock.now += 91 * DAY
        assert console.ok("GET", "/audit_logs") == []
        assert len(console.ok("GET", "/audit_logs", endDate="2023-11-14")) == 1
        assert len(console.ok("GET", "/audit_logs", startDate="2023-11-14")) == 1

    def test_its_pages_have_addresses_with_the_host(self, console: Console) -> None:
        for n in range(3):
            console.ok("POST", "/gates", {"name": f"gate {n}"})
        response = console.http.get("/audit_logs", params={"limit": 2}).json()
        assert [log["name"] for log in response["data"]] == ["gate 2", "gate 1"]
        assert response["pagination"]["nextPage"] == "statsigapi.net/console/v1/audit_logs?page=2&limit=2"

    def test_a_project_sees_its_own_and_reset_forgets(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "gate"})
        assert console.client("console-other").get("/audit_logs").json()["data"] == []
        console.emulator.reset()
        assert console.ok("GET", "/audit_logs") == []

    def test_a_rejected_request_is_not_in_the_log(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "gate"})
        console.error("POST", "/gates", {"name": "gate"})
        console.error("DELETE", "/gates/none")
        console.emulator.delete(KEY, "gates", "none")
        assert len(console.ok("GET", "/audit_logs")) == 1


class TestResolutions:
    @pytest.mark.parametrize(
        ("family", "field"),
        [
            ("gates", "monitoringMetrics"),
            ("experiments", "primaryMetrics"),
            ("experiments", "secondaryMetrics"),
            ("experiments", "otherMetrics"),
        ],
    )
    def test_an_alert_is_resolved_once(self, console: Console, family: str, field: str) -> None:
        console.ok("POST", f"/{family}", {"name": "one", field: [PURCHASE]})
        path = f"/{family}/one/alerts/{ALERTED}/resolve"
        assert console.ok("POST", path, {"reasoning": "mended"}) == {"resolvedAt": 1_700_000_000}
        console.clock.now += 60
        assert console.ok("POST", path, {"reasoning": "again"}) == {"resolvedAt": 1_700_000_000}
        kept = console.emulator.get(KEY, f"{family}/alerts", "one")
        assert kept
        assert kept["purchase::event_count_custom"]["reasoning"] == "mended"

    def test_an_object_that_does_not_measure_the_metric_is_404(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "bare"})
        console.ok("POST", "/gates", {"name": "one", "monitoringMetrics": [{"name": "purchase", "type": "sum"}]})
        console.ok("POST", "/experiments", {"name": "one"})
        for path in ("/gates/bare", "/gates/one", "/experiments/one"):
            assert console.error("POST", f"{path}/alerts/{ALERTED}/resolve", {})[:2] == (
                404,
                "Not Found. The requested resource could not be found.",
            ), path
        assert console.error("POST", f"/gates/none/alerts/{ALERTED}/resolve", {})[:2] == (404, "Gate not found.")
        assert console.error("POST", f"/experiments/none/alerts/{ALERTED}/resolve", {})[0] == 404


class TestMetricValues:
    def test_one_metric_has_a_value_for_all_and_one_for_each_unit(self, console: Console) -> None:
        overall, user = console.ok("GET", "/metrics", id="purchase::ratio", date="2023-11-01")
        assert (overall["unit_type"], user["unit_type"]) == ("overall", "userID")
        assert overall["value"] == pytest.approx(overall["numerator"] / overall["denominator"])
        assert user["row_count"] < overall["row_count"]
        count = console.ok("GET", "/metrics", id="purchase::sum", date="2023-11-01")[0]
        assert (count["value"], "numerator" in count) == (count["row_count"], False)

    def test_values_are_the_same_each_time_and_differ_by_day(self, console: Console) -> None:
        def value(day: str) -> Any:
            return console.ok("GET", "/metrics", id="purchase::sum", date=day)[0]["value"]

        week = [value(f"2023-11-{n:02}") for n in range(1, 8)]
        assert week == [value(f"2023-11-{n:02}") for n in range(1, 8)]
        assert len(set(week)) == 7
        assert max(week) < 2 * min(week)

    def test_a_created_metric_has_values_for_its_own_unit_types(self, console: Console) -> None:
        body = {"name": "mine", "type": "sum", "unitTypes": ["stableID", "userID"], "directionality": "increase"}
        console.ok("POST", "/metrics", {**body, "metricEvents": [{"name": "purchase"}]})
        values = console.ok("GET", "/metrics", id="mine::sum", date="2023-11-14")
        assert [v["unit_type"] for v in values] == ["overall", "stableID", "userID"]

    def test_future_days_have_no_values_and_unknown_metrics_are_rejected(self, console: Console) -> None:
        assert console.ok("GET", "/metrics", id="purchase::sum", date="2023-11-15") == []
        assert console.ok("GET", "/metrics/values", date="2023-11-15") == []
        assert console.error("GET", "/metrics", id="none::sum", date="2023-11-14")[:2] == (404, "Metric not found")
        assert console.error("GET", "/metrics", id="purchase::sum")[2] == {"date": "Required"}
        for day in ("2023-02-30", "now", ""):
            assert "date" in console.error("GET", "/metrics", id="purchase::sum", date=day)[2], day
            assert "date" in console.error("GET", "/metrics/values", date=day)[2], day

    def test_all_are_narrowed_by_name_and_type_and_agree_with_one(self, console: Console) -> None:
        params = {"date": "2023-11-01", "metricName": "purchase", "metricType": "sum"}
        listed = console.ok("GET", "/metrics/values", **params)
        one = console.ok("GET", "/metrics", id="purchase::sum", date="2023-11-01")
        assert [(v["unitType"], v["value"]) for v in listed] == [(v["unit_type"], v["value"]) for v in one]
        assert {(v["metricName"], v["metricType"]) for v in listed} == {("purchase", "sum")}
        named = console.ok("GET", "/metrics/values", date="2023-11-01", metricName="purchase")
        typed = console.ok("GET", "/metrics/values", date="2023-11-01", metricType="sum")
        assert {v["metricName"] for v in named} == {"purchase"}
        assert {v["metricType"] for v in typed} == {"sum"}
        assert {v["displayName"] for v in named} == {"purchase"}
        assert len(named) > len(listed) < len(typed)
        assert console.ok("GET", "/metrics/values", date="2023-11-01", metricName="none") == []

    def test_links_to_pages_repeat_the_query(self, console: Console) -> None:
        params = {"date": "2023-11-01", "limit": 5}
        response = console.http.get("/metrics/values", params=params).json()
        assert len(response["data"]) == 5
        assert response["pagination"]["nextPage"] == "/console/v1/metrics/values?date=2023-11-01&page=2&limit=5"
        total = response["pagination"]["totalItems"]
        assert total == len(console.ok("GET", "/metrics/values", date="2023-11-01", limit=1000))


class TestChangeValidation:
    def test_the_verdict_and_its_message_are_kept(self, console: Console) -> None:
        links = [{"title": "log", "url": "https://example.com/log"}]
        response = console.http.post(
            "/change_validation", json={"reviewID": "r", "validated": False, "message": "no", "debugLinks": links}
        )
        assert (response.status_code, response.json()) == (200, {"message": "Validation status updated successfully"})
        response = console.http.patch("/change_validation/message", json={"reviewID": "r", "message": "why"})
        assert (response.status_code, response.json()) == (200, {"message": "Validation message updated successfully"})
        assert console.emulator.get(KEY, "change_validation", "r") == {
            "id": "r",
            "reviewID": "r",
            "validated": False,
            "message": "why",
            "debugLinks": links,
        }
        console.ok("POST", "/change_validation", {"reviewID": "r", "validated": True})
        kept = console.emulator.get(KEY, "change_validation", "r")
        assert kept
        assert (kept["validated"], kept["message"]) == (True, "")

    def test_a_message_needs_a_verdict(self, console: Console) -> None:
        assert console.error("PATCH", "/change_validation/message", {"reviewID": "r", "message": "x"})[0] == 404
        assert console.error("POST", "/change_validation", {"reviewID": "r"})[2] == {"validated": "Required"}
        assert console.error("PATCH", "/change_validation/message", {})[2] == {"reviewID": "Required"}
