"""Experiments of September 2026: settings, sidecar, holdback, deferral, templates, parts of documents, reports."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Console

DAY = 24 * 3600
PURCHASE = {"name": "purchase", "type": "sum"}


def experiment(console: Console, **more: Any) -> Any:
    return console.ok("POST", "/experiments", {"name": "exp", **more})


def running(console: Console, **more: Any) -> Any:
    return experiment(console, status="active", primaryMetrics=[PURCHASE], **more)


def read(console: Console, **params: Any) -> Any:
    return console.ok("GET", "/experiments/exp", **params)


@pytest.fixture
def warehouse(console: Console) -> Console:
    """The same emulator, by the key of a Warehouse Native project."""
    console.http = console.client("console-whn-test")
    return console


class TestSettings:
    def test_a_document_says_what_follows_from_its_fields(self, console: Console) -> None:
        doc = experiment(console)
        assert doc["permalink"].startswith("https://console.statsig.com/")
        assert doc["permalink"].endswith("/experiments/exp")
        assert (doc["experimentType"], doc["isStale"], doc["powerAnalyses"]) == ("BASE", False, [])
        assert [group["isControl"] for group in doc["groups"]] == [True, False]
        changed = console.ok("PATCH", "/experiments/exp", {"controlGroupID": doc["groups"][1]["id"]})
        assert [group["isControl"] for group in changed["groups"]] == [False, True]

    @pytest.mark.parametrize("window", [-1, 1, 7])
    def test_a_cloud_project_takes_three_rollup_windows(self, console: Console, window: int) -> None:
        assert experiment(console, defaultRollupWindow=window)["defaultRollupWindow"] == window

    def test_another_rollup_window_needs_a_warehouse(self, console: Console) -> None:
        body = {"name": "exp", "defaultRollupWindow": 14}
        assert console.error("POST", "/experiments", body)[2] == {"defaultRollupWindow": "Must be -1, 1 or 7"}
        assert console.client("console-whn-x").post("/experiments", json=body).status_code == 201

    @pytest.mark.parametrize("field", ["turboMode", "autoLoadToplineImpact", "scheduledReloadDays"])
    def test_some_settings_need_a_warehouse(self, console: Console, field: str) -> None:
        value = [1] if field == "scheduledReloadDays" else True
        assert field in console.error("POST", "/experiments", {"name": "exp", field: value})[2]

    def test_the_targeting_gate_is_cleared_by_an_empty_string_and_not_by_null(self, console: Console) -> None:
        experiment(console, targetingGateID="staff")
        assert console.ok("PATCH", "/experiments/exp", {"targetingGateID": None})["targetingGateID"] == "staff"
        assert console.ok("PATCH", "/experiments/exp", {"targetingGateID": ""})["targetingGateID"] == ""

    def test_read_only_fields_of_groups_are_no_fields_of_a_request(self, console: Console) -> None:
        groups = experiment(console)["groups"]
        assert "groups.0.isControl" in console.error("PATCH", "/experiments/exp", {"groups": groups})[2]


class TestSidecar:
    FILTERS = ({"type": "path", "value": "/buy"},)

    def test_its_settings_are_copied_into_the_groups(self, console: Console) -> None:
        filters = [*self.FILTERS]
        doc = experiment(console, isSidecar=True, sidecarURLFilters=filters, sidecarPrerunScript="go()")
        copies = {"sidecarURLFilters": filters, "sidecarPrerunScript": "go()", "sidecarExperimentName": "exp"}
        assert [group["parameterValues"] for group in doc["groups"]] == [copies, copies]
        assert doc["experimentType"] == "SIDECAR"

    def test_copies_that_are_sent_have_no_effect(self, console: Console) -> None:
        experiment(console, isSidecar=True, sidecarURLFilters=[*self.FILTERS])
        groups = [
            {"name": name, "size": 50, "parameterValues": {"sidecarURLFilters": [], "color": name}} for name in "ab"
        ]
        changed = console.ok("PATCH", "/experiments/exp", {"groups": groups})
        assert changed["groups"][0]["parameterValues"] == {
            "sidecarURLFilters": [*self.FILTERS],
            "sidecarExperimentName": "exp",
            "color": "a",
        }

    def test_they_are_kept_by_a_sidecar_experiment_only(self, console: Console) -> None:
        assert "sidecarURLFilters" not in experiment(console, sidecarURLFilters=[*self.FILTERS])
        console.ok("PATCH", "/experiments/exp", {"isSidecar": True, "sidecarDisableAutoRun": True})
        left = console.ok("PATCH", "/experiments/exp", {"isSidecar": False})
        assert "sidecarDisableAutoRun" not in left
        assert [group["parameterValues"] for group in left["groups"]] == [{}, {}]

    def test_null_clears_the_script(self, console: Console) -> None:
        experiment(console, isSidecar=True, sidecarPrerunScript="go()")
        cleared = console.ok("PATCH", "/experiments/exp", {"sidecarPrerunScript": None})
        assert cleared["sidecarPrerunScript"] is None
        assert "sidecarPrerunScript" not in cleared["groups"][0]["parameterValues"]

    def test_the_editors_address_is_http(self, console: Console) -> None:
        body = {"name": "exp", "isSidecar": True, "sidecarEditorURL": "ftp://x.example"}
        assert "sidecarEditorURL" in console.error("POST", "/experiments", body)[2]


class TestOutcomes:
    def test_a_holdback_keeps_it_live_until_it_is_decided_without_one(self, console: Console) -> None:
        group = running(console)["groups"][1]["id"]
        decision = {"id": group, "decisionReason": "r"}
        console.ok("PUT", "/experiments/exp/make_decision", {**decision, "holdout": 10})
        doc = read(console)
        assert (doc["status"], doc["endTime"], doc["launchedGroupID"]) == ("active", None, group)
        assert (doc["shipWithHoldout"]["holdoutPercent"], doc["shipWithHoldout"]["shippedGroupID"]) == (10, group)
        assert [one.get("shipped", False) for one in doc["groups"]] == [False, True]
        console.ok("PUT", "/experiments/exp/make_decision", decision)
        doc = read(console)
        assert (doc["status"], "shipWithHoldout" in doc) == ("decision_made", False)

    @pytest.mark.parametrize("percent", [-1, 51, 2.5])
    def test_a_holdback_is_at_most_half(self, console: Console, percent: float) -> None:
        group = running(console)["groups"][1]["id"]
        body = {"id": group, "decisionReason": "r", "holdout": percent}
        assert "holdout" in console.error("PUT", "/experiments/exp/make_decision", body)[2]

    def test_a_deferred_decision_can_be_made_later(self, console: Console) -> None:
        doc = running(console)
        console.ok("PUT", "/experiments/exp/defer_decision", {"stopReason": "holidays"})
        stopped = read(console)
        assert (stopped["status"], stopped["endTime"] is not None) == ("experiment_stopped", True)
        decision = {"id": doc["groups"][0]["id"], "decisionReason": "r", "holdout": 5}
        assert "holdout" in console.error("PUT", "/experiments/exp/make_decision", decision)[2]
        console.ok("PUT", "/experiments/exp/make_decision", {**decision, "holdout": 0})
        assert read(console)["status"] == "decision_made"

    def test_only_what_runs_is_deferred(self, console: Console) -> None:
        experiment(console)
        assert console.error("PUT", "/experiments/exp/defer_decision", {})[1] == "Experiment has not yet started"

    def test_a_template_is_read_only(self, console: Console) -> None:
        assert experiment(console, isTemplate=True)["isTemplate"] is True
        refused = "Templates cannot be modified through the Console API"
        assert console.error("PATCH", "/experiments/exp", {"description": "x"})[1] == refused
        assert console.error("PUT", "/experiments/exp/start", {})[1] == refused
        assert console.error("PUT", "/experiments/exp/archive", {})[1] == refused

    def test_the_code_of_a_stale_experiment_is_cleaned_up(self, console: Console) -> None:
        group = running(console)["groups"][1]["id"]
        assert console.error("POST", "/experiments/exp/code_cleanup")[1] == "Experiment is not stale"
        console.ok("PUT", "/experiments/exp/make_decision", {"id": group, "decisionReason": "r"})
        console.ok("POST", "/experiments/exp/code_cleanup")
        assert [doc["id"] for doc in console.ok("GET", "/experiments", stale="true")] == ["exp"]

    def test_a_scheduled_start_can_be_read_until_it_starts(self, console: Console) -> None:
        experiment(console)
        console.ok("POST", "/experiments/exp/schedule_start", {"scheduledTime": 1})
        assert read(console)["scheduledStartTime"] == 1
        console.ok("PUT", "/experiments/exp/start", {})
        assert "scheduledStartTime" not in read(console)

    def test_a_copy_has_a_layer_of_its_own_and_no_holdback(self, console: Console) -> None:
        group = running(console)["groups"][1]["id"]
        console.ok("PUT", "/experiments/exp/make_decision", {"id": group, "decisionReason": "r", "holdout": 10})
        copy = console.ok("POST", "/experiments/exp/restart_as_new", {"name": "again"})
        assert (copy["layerID"], copy["status"], "shipWithHoldout" in copy) == ("statsig::again_layer", "setup", False)

    def test_an_experiment_without_groups_can_be_restarted(self, console: Console) -> None:
        experiment(console, groups=[], status="active")
        assert console.ok("POST", "/experiments/exp/restart_as_new", {"name": "again"})["groups"] == []


class TestLists:
    def test_they_have_the_requested_ids_and_fields(self, console: Console) -> None:
        for name in ("one", "two", "three"):
            console.ok("POST", "/experiments", {"name": name})
        found = console.ok("GET", "/experiments", ids="three,unknown,one", fields="status,idType")
        shown = {"status": "setup", "idType": "userID"}
        assert found == [{"id": "one", **shown}, {"id": "three", **shown}]
        assert console.ok("GET", "/experiments/two", fields="status") == {"id": "two", "status": "setup"}

    def test_unknown_fields_and_too_many_ids_are_rejected(self, console: Console) -> None:
        experiment(console)
        for path in ("/experiments", "/experiments/exp"):
            assert console.error("GET", path, fields="status,colour")[2] == {"fields": "Unknown field(s): colour"}
        many = ",".join(f"e{n}" for n in range(101))
        assert console.error("GET", "/experiments", ids=many)[2] == {"ids": "At most 100 IDs can be given"}

    def test_they_are_filtered_by_type(self, console: Console) -> None:
        experiment(console, isSidecar=True)
        console.ok("POST", "/experiments", {"name": "base"})
        assert [doc["id"] for doc in console.ok("GET", "/experiments", experimentType="SIDECAR")] == ["exp"]

    def test_versions_of_some_days(self, console: Console) -> None:
        experiment(console)
        console.clock.sleep(DAY)
        console.ok("PATCH", "/experiments/exp", {"description": "new"})
        versions = console.ok("GET", "/experiments/exp/versions")
        assert [doc["description"] for doc in versions] == ["new", ""]
        assert [doc["version"] for doc in versions] == [2, 1]
        path = "/experiments/exp/versions"
        assert [doc["version"] for doc in console.ok("GET", path, startDate="2023-11-15")] == [2]
        assert [doc["version"] for doc in console.ok("GET", path, endDate="2023-11-14")] == [1]


class TestReports:
    def test_one_metric_has_the_numbers_of_the_results(self, console: Console) -> None:
        groups = running(console, secondaryMetrics=[{"name": "sign_up", "type": "mean"}])["groups"]
        sides = {"control": groups[0]["id"], "test": groups[1]["id"]}
        whole = console.ok("GET", "/experiments/exp/pulse_results", **sides)
        one = console.ok("GET", "/experiments/exp/pulse_metric_result", metricID="sign_up::mean", **sides)
        assert one["ds"] == whole["ds"]
        assert [result["metric"] for result in one["dimensionResults"]] == whole["secondaryMetrics"]
        params = {"metricID": "none::sum", **sides}
        assert console.error("GET", "/experiments/exp/pulse_metric_result", **params)[0] == 404

    def test_booleans_of_a_query_are_true_or_false(self, console: Console) -> None:
        groups = running(console)["groups"]
        sides = {"control": groups[0]["id"], "test": groups[1]["id"], "metricID": "purchase::sum"}
        assert "cuped" in console.error("GET", "/experiments/exp/pulse_metric_result", cuped="yes", **sides)[2]

    def test_ends_of_intervals_agree_with_their_widths(self, console: Console) -> None:
        groups = running(console)["groups"]
        sides = {"control": groups[0]["id"], "test": groups[1]["id"]}
        metric = console.ok("GET", "/experiments/exp/pulse_results", **sides)["primaryMetrics"][0]
        ends = metric["percentConfidenceInterval"]
        assert (ends["lower"] + ends["upper"]) / 2 == pytest.approx(metric["percentChange"])
        assert (ends["upper"] - ends["lower"]) / 2 == pytest.approx(metric["percentConfidenceIntervalDelta"])
        assert metric["adjustedAlpha"] == pytest.approx(0.05)

    def test_the_groups_of_a_correction_are_all_unless_the_query_says_otherwise(self, console: Console) -> None:
        names = ("Control", "A", "B", "C")
        groups = [{"name": name, "size": 25, "parameterValues": {}} for name in names]
        ids = {group["name"]: group["id"] for group in running(console, groups=groups)["groups"]}
        params = {"control": ids["Control"], "test": ids["A"], "applyBenjaminiHochbergPerVariant": "true"}

        def alpha(**more: str) -> float:
            found = console.ok("GET", "/experiments/exp/pulse_results", **params, **more)
            return float(found["primaryMetrics"][0]["adjustedAlpha"])

        assert alpha() < alpha(benjaminiAcrossAllTestGroups="false") == pytest.approx(0.05)
        assert alpha(benjaminiAcrossAllTestGroups="true") == alpha()

    def test_a_correction_of_primary_metrics_leaves_the_others(self, console: Console) -> None:
        metrics = [{"name": f"m{n}", "type": "sum"} for n in range(5)]
        doc = running(console, secondaryMetrics=metrics, benjaminiHochbergPerMetric=True)
        sides = {"control": doc["groups"][0]["id"], "test": doc["groups"][1]["id"]}

        def alphas(**more: str) -> list[float]:
            found = console.ok("GET", "/experiments/exp/pulse_results", **sides, **more)
            return [float(metric["adjustedAlpha"]) for metric in found["secondaryMetrics"]]

        assert min(alphas()) < 0.05
        assert alphas(benjaminiPrimaryMetricsOnly="true") == pytest.approx([0.05] * 5)

    def test_summary_charts_compare_each_test_group(self, console: Console) -> None:
        groups = [{"name": name, "size": 50 if name == "A" else 25, "parameterValues": {}} for name in "ABC"]
        ids = [group["id"] for group in running(console, groups=groups)["groups"]]
        found = console.ok("GET", "/experiments/exp/summary_charts")
        (section,) = found["sections"]
        assert section["sectionLabel"] == "Primary metrics"
        assert [(chart["control"], chart["test"]) for chart in section["charts"]] == [
            (ids[0], ids[1]),
            (ids[0], ids[2]),
        ]
        assert [metric["metricID"] for metric in section["charts"][0]["metrics"]] == ["purchase::sum"]
        (one,) = console.ok("GET", "/experiments/exp/summary_charts", control=ids[2], test=ids[1])["sections"]
        assert [(chart["control"], chart["test"]) for chart in one["charts"]] == [(ids[2], ids[1])]

    def test_without_groups_there_are_no_charts(self, console: Console) -> None:
        running(console, groups=[])
        (section,) = console.ok("GET", "/experiments/exp/summary_charts")["sections"]
        assert section["charts"] == []

    def test_checks_of_some_days(self, console: Console) -> None:
        running(console)
        console.clock.sleep(10 * DAY)
        path = "/experiments/exp/diagnostics_checks"
        week = console.ok("GET", path)
        assert (week["startDate"], week["endDate"], len(week["data"])) == ("2023-11-18", "2023-11-24", 7)
        assert len(console.ok("GET", path, lastDays=3)["data"]) == 3
        dated = console.ok("GET", path, lastDays=3, startDate="2023-11-10", endDate="2023-11-15")
        assert [day["date"] for day in dated["data"]] == ["2023-11-14", "2023-11-15"]
        units = console.ok("GET", path, type="unique_ids")
        assert week["data"][0]["results"][0]["count"] == 4 * units["data"][0]["results"][0]["count"] > 0

    def test_exposures_by_dimension(self, console: Console) -> None:
        experiment(console)
        path = "/experiments/exp/dimensional_exposures"
        assert console.ok("GET", path) == {"ds": None, "dimensions": []}
        console.ok("PUT", "/experiments/exp/start", {})
        found = console.ok("GET", path)
        assert [one["dimension_type"] for one in found["dimensions"]] == ["country", "os_name", "browser_name"]
        assert [one["dimension_type"] for one in console.ok("GET", path, dimension_type="os_name")["dimensions"]] == [
            "os_name"
        ]
        severities = {
            value["severity"]
            for one in console.ok("GET", path, severity="warning")["dimensions"]
            for value in one["dimension_values"]
        }
        assert severities <= {"warning"}

    def test_alerts_tell_which_group_harms_a_metric(self, console: Console) -> None:
        doc = running(console, secondaryMetrics=[{"name": "crash", "type": "sum", "direction": "decrease"}])
        alerts = console.ok("GET", "/experiments/exp/alerts")["alerts"]
        assert [*alerts] == ["purchase::sum", "crash::sum"]
        for name, alert in alerts.items():
            (arm,) = alert["arms"]
            assert arm["groupID"] == doc["groups"][1]["id"]
            harmed = arm["upperCI"] < 0 if name == "purchase::sum" else arm["lowerCI"] > 0
            assert (arm["status"], alert["status"]) == (("Alert",) * 2 if harmed else ("OK",) * 2)

    def test_the_context_is_the_experiment_in_words(self, console: Console) -> None:
        running(console, hypothesis="Shorter sells")
        found = console.ok("GET", "/experiments/exp/context")
        assert found["experimentID"] == "exp"
        assert "Hypothesis: Shorter sells" in found["context"]
        assert "Control (50 %), Test (50 %)" in found["context"]


class TestLoads:
    def test_a_load_has_jobs(self, warehouse: Console) -> None:
        running(warehouse)
        warehouse.ok("POST", "/experiments/exp/load_pulse", {})
        (run,) = warehouse.ok("GET", "/experiments/exp/pulse_load_history")
        path = f"/experiments/exp/pulse_load_history/{run['dagID']}"
        details = warehouse.ok("GET", path)
        assert [(job["jobType"], job["endTime"]) for job in details["jobs"]] == [("exposures", None), ("metric", None)]
        warehouse.clock.sleep(3)
        assert all(job["endTime"] for job in warehouse.ok("GET", path)["jobs"])
        assert warehouse.error("GET", "/experiments/exp/pulse_load_history/none")[0] == 404

    def test_a_load_that_runs_can_be_cancelled(self, warehouse: Console) -> None:
        running(warehouse)
        warehouse.ok("POST", "/experiments/exp/load_pulse", {})
        (run,) = warehouse.ok("GET", "/experiments/exp/pulse_load_history")
        path = f"/experiments/exp/pulse_load_history/{run['dagID']}/cancel"
        warehouse.ok("POST", path)
        (cancelled,) = warehouse.ok("GET", "/experiments/exp/pulse_load_history")
        assert (cancelled["finishedState"], "finishedTime" in cancelled) == ("cancelled", True)
        assert warehouse.error("POST", path)[1] == "Pulse load has already finished"

    def test_a_load_has_no_group(self, warehouse: Console) -> None:
        running(warehouse)
        assert "ruleId" in warehouse.error("POST", "/experiments/exp/load_pulse", {"ruleId": "x"})[2]


class TestLayersAndAutotunes:
    def test_an_experiment_without_a_layer_has_an_implicit_one(self, console: Console) -> None:
        groups = [{"name": name, "size": 50, "parameterValues": {"text": name}} for name in "AB"]
        layer = experiment(console, groups=groups)["layerID"]
        console.ok("POST", "/layers", {"name": "own", "idType": "userID"})
        assert [(doc["id"], doc["isImplicitLayer"]) for doc in console.ok("GET", "/layers")] == [
            ("own", False),
            ("statsig::exp_layer", True),
        ]
        found = console.ok("GET", f"/layers/{layer}")
        assert [(one["name"], one["type"]) for one in found["parameters"]] == [("text", "string")]
        assert console.error("PATCH", f"/layers/{layer}", {"description": "x"})[0] == 400

    def test_what_no_parameter_can_be_is_none_of_an_implicit_layer(self, console: Console) -> None:
        values = {"text": "a", "flag": True, "lists": [[1]], "list": [1, "a"], "nothing": None, "object": {"a": [[1]]}}
        experiment(console, groups=[{"name": "A", "size": 100, "parameterValues": values}])
        (layer,) = console.ok("GET", "/layers")
        assert {one["name"]: one["type"] for one in layer["parameters"]} == {
            "text": "string",
            "flag": "boolean",
            "list": "array",
            "object": "object",
        }

    def test_a_parameters_default_satisfies_its_schema(self, console: Console) -> None:
        console.ok("POST", "/layers", {"name": "layer", "idType": "userID"})
        parameter = {"name": "size", "type": "object", "defaultValue": {"w": 1}, "description": "of the box"}
        schema = '{"type": "object", "required": ["w"]}'
        doc = console.ok("PATCH", "/layers/layer", {"parameters": [{**parameter, "schema": schema}]})
        assert (doc["parameters"][0]["schema"], doc["parameters"][0]["description"]) == (schema, "of the box")
        assert (doc["targeting_gate_parameter_values"], doc["holdout_parameter_values"]) == ([], [])
        wrong = [{**parameter, "schema": schema, "defaultValue": {}}]
        assert "parameters.size" in console.error("PATCH", "/layers/layer", {"parameters": wrong})[2]
        broken = [{**parameter, "schema": "{"}]
        assert "parameters" in console.error("PATCH", "/layers/layer", {"parameters": broken})[2]

    def test_an_autotune_is_scheduled_before_it_runs(self, console: Console) -> None:
        body = {
            "name": "auto",
            "variants": [{"name": name, "json": {}} for name in "AB"],
            "successEvent": "e",
            "explorationWindow": "24hr",
            "attributionWindow": "1hr",
            "winnerThreshold": "95%",
        }
        doc = console.ok("POST", "/autotunes", body)
        assert (doc["inlineTargetingRules"], doc["inlineTargetingRulesJSON"]) == ([], "{}")
        console.ok("POST", "/autotunes/auto/schedule_start", {"scheduledTime": 1})
        console.ok("PUT", "/autotunes/auto/start")
        late = console.error("POST", "/autotunes/auto/schedule_start", {"scheduledTime": 2})
        assert late[:2] == (400, "Experiment has already started")
