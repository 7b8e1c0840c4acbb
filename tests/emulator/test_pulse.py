"""Pulse results, loads and exposures: synthetic, repeatable, and only for objects that exist."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from statsig_pulumi.emulator.handlers.pulse import benjamini_hochberg

from .conftest import Console

DAY = 24 * 3600
WAREHOUSE = "console-whn-test"
PRIMARY = {"name": "purchase", "type": "sum"}
SECONDARY = [{"name": "checkout", "type": "ratio", "direction": "decrease"}, {"name": "sign_up", "type": "mean"}]


def experiment(console: Console, **more: Any) -> Any:
    body = {"name": "exp", "primaryMetrics": [PRIMARY], "secondaryMetrics": SECONDARY, "status": "active", **more}
    return console.ok("POST", "/experiments", body)


def gate(console: Console, **more: Any) -> tuple[Any, str]:
    rule = {"name": "some", "passPercentage": 30, "conditions": []}
    made = console.ok("POST", "/gates", {"name": "gate", "rules": [rule], "monitoringMetrics": [PRIMARY], **more})
    return made, made["rules"][0]["id"]


def results(console: Console, **params: Any) -> Any:
    groups = console.ok("GET", "/experiments/exp")["groups"]
    sides = {"control": groups[0]["id"], "test": groups[1]["id"]}
    return console.ok("GET", "/experiments/exp/pulse_results", **{**sides, **params})


@pytest.fixture
def warehouse(console: Console) -> Console:
    """The same emulator, by the key of a Warehouse Native project."""
    console.http = console.client(WAREHOUSE)
    return console


class TestExperimentResults:
    def test_they_name_the_experiments_metrics_with_their_directions(self, console: Console) -> None:
        experiment(console, otherMetrics=[{"name": "page_view", "type": "sum"}])
        found = results(console)
        named = {
            kind: [(m["metricID"], m["metricName"], m["directionality"]) for m in found[kind]]
            for kind in ("primaryMetrics", "secondaryMetrics", "otherMetrics")
        }
        assert named == {
            "primaryMetrics": [("purchase::sum", "purchase", "increase")],
            "secondaryMetrics": [("checkout::ratio", "checkout", "decrease"), ("sign_up::mean", "sign_up", "increase")],
            "otherMetrics": [("page_view::sum", "page_view", "increase")],
        }
        assert found["ds"] == "2023-11-14"

    def test_the_figures_agree_with_one_another(self, console: Console) -> None:
        experiment(console)
        for metric in results(console)["primaryMetrics"]:
            change = metric["testMean"] - metric["controlMean"]
            error = (metric["testStd"] ** 2 + metric["controlStd"] ** 2) ** 0.5
            assert metric["absoluteChange"] == pytest.approx(change)
            assert metric["percentChange"] == pytest.approx(100 * change / metric["controlMean"])
            assert metric["confidenceIntervalDelta"] == pytest.approx(1.959964 * error)
            assert (metric["pValue"] < 0.05) == (abs(change) > metric["confidenceIntervalDelta"])
            assert metric["testUnits"] > 0
            assert metric["sequentialTestingConfidenceIntervalDelta"] > metric["confidenceIntervalDelta"]

    def test_the_same_request_has_the_same_response_in_another_emulator(self, console: Console) -> None:
        experiment(console)
        first = results(console)
        assert results(console) == first
        console.emulator.reset()
        experiment(console)
        assert results(console) == first

    def test_sides_that_are_exchanged_turn_the_sign(self, console: Console) -> None:
        groups = experiment(console)["groups"]
        there = results(console)["primaryMetrics"][0]
        back = results(console, control=groups[1]["id"], test=groups[0]["id"])["primaryMetrics"][0]
        assert back["absoluteChange"] == pytest.approx(-there["absoluteChange"])
        assert (back["testUnits"], back["controlUnits"]) == (there["controlUnits"], there["testUnits"])

    def test_intervals_narrow_with_time_and_with_cuped_and_widen_with_confidence(self, console: Console) -> None:
        experiment(console)

        def width(**params: Any) -> float:
            return float(results(console, **params)["primaryMetrics"][0]["confidenceIntervalDelta"])

        first = width()
        assert width(cuped="true") < width(cuped="false") == first
        assert width(confidence="80") < first < width(confidence="100")
        assert width(confidence="95") == pytest.approx(first)
        assert width(confidence="0") == 0
        console.clock.now += 10 * DAY
        assert width() < first
        assert width(date="2023-11-14") == first

    def test_corrections_widen_the_intervals_of_many_comparisons(self, console: Console) -> None:
        thirds = [{"name": n, "size": 33.33, "parameterValues": {}} for n in ("Control", "A", "B")]
        experiment(console, groups=thirds)

        def widths(**params: Any) -> list[float]:
            found = results(console, **params)
            metrics = found["primaryMetrics"] + found["secondaryMetrics"]
            return [metric["confidenceIntervalDelta"] for metric in metrics]

        plain = widths()
        for parameter in ("applyBonferroniPerVariant", "applyBonferroniPerMetric"):
            assert all(wide > narrow for wide, narrow in zip(widths(**{parameter: "true"}), plain, strict=True))
        weighted = widths(applyBonferroniPerMetric="true", bonferroniPrimaryMetricWeight="0.9")
        even = widths(applyBonferroniPerMetric="true")
        assert weighted[0] < even[0]
        assert weighted[1] > even[1]
        for parameter in ("applyBenjaminiHochbergPerVariant", "applyBenjaminiHochbergPerMetric"):
            assert all(wide >= narrow for wide, narrow in zip(widths(**{parameter: "true"}), plain, strict=True))
        console.ok("PATCH", "/experiments/exp", {"bonferroniCorrection": True})
        assert widths() == widths(applyBonferroniPerVariant="true")
        assert widths(applyBonferroniPerVariant="false") == plain

    def test_benjamini_and_hochberg_leave_each_as_much_as_its_rank_earns(self) -> None:
        assert benjamini_hochberg(0.05, [0.2]) == 0.05
        assert benjamini_hochberg(0.04, [0.5, 0.6, 0.7, 0.8]) == pytest.approx(0.01)
        assert benjamini_hochberg(0.04, [0.015, 0.005, 0.7, 0.8]) == pytest.approx(0.02)

    def test_invalid_groups_dates_and_numbers_are_rejected(self, console: Console) -> None:
        control, test = (group["id"] for group in experiment(console)["groups"])
        path = "/experiments/exp/pulse_results"

        def problem(**params: Any) -> Any:
            return console.error("GET", path, **{"control": control, "test": test, **params})

        assert console.error("GET", path, control=control)[2] == {"test": "Required"}
        assert problem(test="none")[2] == {"test": "No group has the ID none"}
        assert problem(date="yesterday")[2] == {"date": "Expected valid date in the form of YYYY-MM-DD"}
        assert problem(date="2023-02-30")[0] == 400
        assert problem(date="2023-11-13")[:2] == (400, "Data is not available")
        assert problem(date="2023-11-15")[:2] == (400, "Data is not available")
        assert problem(confidence="101")[2] == {"confidence": "Expected a number from 0 to 100"}
        assert "cuped" in problem(cuped="yes")[2]
        console.ok("PATCH", "/experiments/exp", {"primaryMetrics": [], "secondaryMetrics": []})
        assert "bonferroniPrimaryMetricWeight" in problem(bonferroniPrimaryMetricWeight="2")[2]
        assert "applyBonferroniPerMetric" in problem(applyBonferroniPerMetric="1")[2]
        assert console.error("GET", "/experiments/none/pulse_results", control="a", test="b")[:2] == (
            404,
            "Experiment not found.",
        )

    def test_an_experiment_that_is_not_started_has_none(self, console: Console) -> None:
        control, test = (group["id"] for group in experiment(console, status="setup")["groups"])
        rejected = console.error("GET", "/experiments/exp/pulse_results", control=control, test=test)
        assert rejected[:2] == (400, "Experiment has not yet started")

    def test_nobody_is_compared_where_nobody_took_part(self, console: Console) -> None:
        experiment(console, allocation=0)
        assert results(console)["primaryMetrics"] == [
            {"metricID": "purchase::sum", "metricName": "purchase", "directionality": "increase"}
        ]


class TestExposures:
    def test_every_group_grows_day_by_day_until_the_experiment_ends(self, console: Console) -> None:
        made = experiment(console)
        console.clock.now += 4 * DAY
        console.ok("PUT", "/experiments/exp/abandon", {"decisionReason": "x"})
        console.clock.now += 4 * DAY
        found = console.ok("GET", "/experiments/exp/cumulative_exposures")
        assert [(g["groupID"], g["groupName"]) for g in found] == [(g["id"], g["name"]) for g in made["groups"]]
        for group in found:
            days = [date.fromisoformat(point["date"]) for point in group["results"]]
            counts = [point["exposures"] for point in group["results"]]
            assert days == [date(2023, 11, n) for n in range(14, 19)]
            assert counts == sorted(set(counts))
        units = results(console)["primaryMetrics"][0]
        assert units["controlUnits"] == found[0]["results"][-1]["exposures"]
        assert units["testUnits"] == found[1]["results"][-1]["exposures"]

    def test_without_a_start_there_are_no_days(self, console: Console) -> None:
        experiment(console, status="setup")
        assert [g["results"] for g in console.ok("GET", "/experiments/exp/cumulative_exposures")] == [[], []]
        assert console.error("GET", "/experiments/none/cumulative_exposures")[0] == 404


class TestExperimentLoads:
    def test_a_load_runs_for_two_seconds_and_succeeds(self, warehouse: Console) -> None:
        experiment(warehouse)
        history = "/experiments/exp/pulse_load_history"
        assert warehouse.ok("GET", history) == []
        response = warehouse.http.post("/experiments/exp/load_pulse", json={})
        assert (response.status_code, response.json()) == (200, {"message": "Experiment is loading."})
        (running,) = warehouse.ok("GET", history)
        assert running == {
            "dagID": running["dagID"],
            "creatorName": "CONSOLE API",
            "createdTime": 1_700_000_000_000,
            "startDs": "2023-11-14",
            "endDs": "2023-11-14",
            "reloadType": "full",
            "turboMode": False,
        }
        warehouse.clock.now += 2
        (done,) = warehouse.ok("GET", history)
        assert done == {**running, "finishedState": "success", "finishedTime": 1_700_000_002_000}

    def test_an_incremental_load_begins_where_the_latest_ended(self, warehouse: Console) -> None:
        experiment(warehouse)
        load = "/experiments/exp/load_pulse"
        warehouse.clock.now += 3 * DAY
        warehouse.ok("POST", load, {"refresh": "incremental"})
        warehouse.clock.now += 3 * DAY
        warehouse.ok("POST", load, {"refresh": "metric", "metricIDs": ["purchase::sum"]})
        warehouse.ok("POST", load, {"refresh": "incremental", "turboMode": True})
        runs = warehouse.ok("GET", "/experiments/exp/pulse_load_history")
        assert [(r["reloadType"], r["startDs"], r["endDs"], r["turboMode"]) for r in runs] == [
            ("incremental", "2023-11-17", "2023-11-20", True),
            ("metric", "2023-11-14", "2023-11-20", False),
            ("incremental", "2023-11-14", "2023-11-17", False),
        ]

    def test_options_may_be_in_the_query_and_the_history_has_pages(self, warehouse: Console) -> None:
        experiment(warehouse)
        for refresh in ("full", "incremental"):
            warehouse.ok("POST", "/experiments/exp/load_pulse", refresh=refresh, turboMode="true")
        history = "/experiments/exp/pulse_load_history"
        response = warehouse.http.get(history, params={"limit": 1, "page": 2}).json()
        assert [(r["reloadType"], r["turboMode"]) for r in response["data"]] == [("full", True)]
        assert response["pagination"]["previousPage"] == f"/console/v1{history}?page=1&limit=1"

    def test_invalid_loads_are_rejected(self, warehouse: Console) -> None:
        experiment(warehouse, status="setup")
        load = "/experiments/exp/load_pulse"
        assert warehouse.error("POST", load, {})[:2] == (400, "Experiment has not yet started")
        warehouse.ok("PUT", "/experiments/exp/start", {})
        assert "metricIDs" in warehouse.error("POST", load, {"refresh": "metric"})[2]
        assert warehouse.error("POST", load, {"refresh": "half"})[0] == 400
        assert warehouse.error("POST", "/experiments/none/load_pulse", {})[0] == 404
        assert warehouse.error("GET", "/experiments/none/pulse_load_history")[0] == 404
        assert warehouse.ok("GET", "/experiments/exp/pulse_load_history") == []

    def test_only_a_warehouse_is_loaded_from(self, console: Console) -> None:
        experiment(console)
        _, rule = gate(console)
        for path, body in (("/experiments/exp", {}), ("/gates/gate", {"ruleId": rule})):
            status, message, _ = console.error("POST", f"{path}/load_pulse", body)
            assert (status, message) == (400, "This endpoint is only available for Warehouse Native projects")

    def test_the_loads_are_deleted_with_the_experiment(self, warehouse: Console) -> None:
        experiment(warehouse)
        warehouse.ok("POST", "/experiments/exp/load_pulse", {})
        warehouse.ok("DELETE", "/experiments/exp")
        experiment(warehouse)
        assert warehouse.ok("GET", "/experiments/exp/pulse_load_history") == []


class TestGates:
    def test_those_who_pass_are_compared_with_those_who_do_not(self, console: Console) -> None:
        _, rule = gate(console)
        console.clock.now += 3 * DAY
        found = console.ok("GET", f"/gates/gate/rules/{rule}/pulse_results", cuped="true", confidence="90")
        (metric,) = found["monitoringMetrics"]
        assert (found["ds"], metric["metricID"]) == ("2023-11-17", "purchase::sum")
        assert metric["testUnits"] / metric["controlUnits"] == pytest.approx(3 / 7, rel=0.01)
        wider = console.ok("GET", f"/gates/gate/rules/{rule}/pulse_results")["monitoringMetrics"][0]
        assert wider["confidenceIntervalDelta"] > metric["confidenceIntervalDelta"]

    def test_where_all_or_none_pass_or_lifts_are_not_measured_there_are_no_figures(self, console: Console) -> None:
        _, rule = gate(console)
        bare = [{"metricID": "purchase::sum", "metricName": "purchase", "directionality": "increase"}]
        path = f"/gates/gate/rules/{rule}"
        for share in (0, 100):
            console.ok("PATCH", path, {"passPercentage": share})
            assert console.ok("GET", f"{path}/pulse_results")["monitoringMetrics"] == bare, share
        console.ok("PATCH", path, {"passPercentage": 50})
        console.ok("PATCH", "/gates/gate", {"measureMetricLifts": False})
        assert console.ok("GET", f"{path}/pulse_results")["monitoringMetrics"] == bare

    def test_a_load_belongs_to_a_rule(self, warehouse: Console) -> None:
        _, rule = gate(warehouse)
        again = {"name": "others", "passPercentage": 50, "conditions": []}
        other = warehouse.ok("POST", "/gates/gate/rule", again)["rules"][1]["id"]
        response = warehouse.http.post("/gates/gate/load_pulse", json={"ruleId": rule, "refresh": "incremental"})
        assert response.json() == {"message": "Gate loaded successfully."}
        warehouse.clock.now += 1
        (run,) = warehouse.ok("GET", f"/gates/gate/rules/{rule}/pulse_load_history")
        assert (run["reloadType"], "finishedState" in run) == ("incremental", False)
        warehouse.clock.now += 1
        (run,) = warehouse.ok("GET", f"/gates/gate/rules/{rule}/pulse_load_history")
        assert run["finishedState"] == "success"
        assert warehouse.ok("GET", f"/gates/gate/rules/{other}/pulse_load_history") == []

    def test_unknown_gates_and_rules_are_404(self, warehouse: Console) -> None:
        _, rule = gate(warehouse)
        for path in ("pulse_results", "pulse_load_history"):
            assert warehouse.error("GET", f"/gates/none/rules/{rule}/{path}")[:2] == (404, "Gate not found.")
            assert warehouse.error("GET", f"/gates/gate/rules/none/{path}")[0] == 404
        assert warehouse.error("POST", "/gates/none/load_pulse", {"ruleId": rule})[0] == 404
        assert warehouse.error("POST", "/gates/gate/load_pulse", {"ruleId": "none"})[0] == 404
        assert warehouse.error("POST", "/gates/gate/load_pulse", {})[2] == {"ruleId": "Required"}


class TestHoldouts:
    def test_those_held_back_are_the_control(self, console: Console) -> None:
        console.ok("POST", "/holdouts", {"name": "held"})
        path = "/holdouts/held/pulse_results"
        assert console.ok("GET", path) == {"ds": "2023-11-14", "monitoringMetrics": []}
        console.emulator.edit("console-test", "holdouts", "held", {"monitoringMetrics": [PRIMARY]})
        assert "pValue" not in console.ok("GET", path)["monitoringMetrics"][0]
        console.emulator.edit("console-test", "holdouts", "held", {"passPercentage": 5})
        (metric,) = console.ok("GET", path)["monitoringMetrics"]
        assert metric["controlUnits"] / metric["testUnits"] == pytest.approx(5 / 95, rel=0.01)
        assert console.error("GET", "/holdouts/none/pulse_results")[:2] == (404, "Holdout not found.")
