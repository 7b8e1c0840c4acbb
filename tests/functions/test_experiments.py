"""Test the functions that read experiments, on the emulator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ApiError, InvalidInput, NotFound

from .test_families import send
from .test_functions import emulator_of

METRIC = {"name": "purchase", "type": "sum"}


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """Return a project with an experiment that runs."""
    settings = Settings(console_api_key="console-whn-experiments", api_url=f"emulator:{tmp_path / 'db'}")
    body: dict[str, Any] = {
        "name": "copy",
        "status": "active",
        "primaryMetrics": [METRIC],
        "hypothesis": "Shorter sells",
    }
    send(settings, "/experiments", **body)
    return settings


def requests(project: Settings) -> int:
    """Return the number of requests since the last call."""
    emulator = emulator_of(project)
    number = len(emulator.log())
    emulator.clear_log()
    return number


class TestLists:
    def test_many_are_read_at_once_with_the_fields_that_are_needed(self, project: Settings) -> None:
        for name in ("one", "two"):
            send(project, "/experiments", name=name, sidecarPrerunScript="go()", isSidecar=True)
        requests(project)
        found = [
            *statsig.list_experiments(ids=["one", "none", "copy"], fields=["status", "is_stale"], provider=project)
        ]
        assert [(one.id, one.status, one.is_stale) for one in found] == [
            ("copy", "active", False),
            ("one", "setup", False),
        ]
        assert [one.raw.get("hypothesis") for one in found] == [None, None]
        assert requests(project) == 1

    def test_a_field_may_have_its_attributes_or_the_apis_name(self, project: Settings) -> None:
        for name in ("experiment_type", "experimentType"):
            found = statsig.get_experiment("copy", fields=name, provider=project)
            assert found.raw == {"id": "copy", "experimentType": "BASE"}

    def test_a_field_that_does_not_exist_is_named(self, project: Settings) -> None:
        with pytest.raises(ApiError, match="fields: Unknown field"):
            statsig.get_experiment("copy", fields=["colour"], provider=project)

    def test_at_most_a_hundred_ids_are_read_at_once(self, project: Settings) -> None:
        requests(project)
        with pytest.raises(InvalidInput, match="at most 100 can be read at once, got 101"):
            statsig.list_experiments(ids=[f"e{n}" for n in range(101)], provider=project)
        assert requests(project) == 0

    def test_they_are_filtered_by_type_and_staleness(self, project: Settings) -> None:
        send(project, "/experiments", name="web", isSidecar=True)
        found = statsig.list_experiments(experiment_type=["SIDECAR", "GEO"], provider=project)
        assert [one.id for one in found] == ["web"]
        assert [*statsig.list_experiments(stale=True, provider=project)] == []

    def test_versions_of_some_days(self, project: Settings) -> None:
        send(project, "/experiments/{id}", "PATCH", id="copy", description="new")
        found = statsig.list_experiment_versions("copy", provider=project)
        assert [(one.version, one.description) for one in found] == [(2, "new"), (1, "")]
        assert [*statsig.list_experiment_versions("copy", end_date="2001-01-01", provider=project)] == []


class TestReports:
    def sides(self, project: Settings) -> dict[str, str]:
        control, test = statsig.get_experiment("copy", provider=project).groups
        return {"control": control.id or "", "test": test.id or ""}

    def test_the_context_is_in_words(self, project: Settings) -> None:
        found = statsig.get_experiment_context("copy", provider=project)
        assert found.experiment_id == "copy"
        assert "Shorter sells" in found.context

    def test_one_metric_is_as_in_the_results_of_all(self, project: Settings) -> None:
        sides = self.sides(project)
        one = statsig.get_experiment_pulse_metric(
            "copy", "purchase::sum", **sides, cuped=True, benjamini_across_all_test_groups=False, provider=project
        )
        whole = statsig.get_experiment_pulse(
            "copy", **sides, cuped=True, benjamini_primary_metrics_only=True, provider=project
        )
        assert [result.metric.raw for result in one.dimension_results if result.metric] == [
            metric.raw for metric in whole.primary_metrics
        ]
        interval = whole.primary_metrics[0].percent_confidence_interval
        assert interval
        assert interval.lower < interval.upper

    def test_a_metric_that_is_not_measured_is_not_found(self, project: Settings) -> None:
        with pytest.raises(NotFound):
            statsig.get_experiment_pulse_metric("copy", "none::sum", **self.sides(project), provider=project)

    def test_the_charts_of_the_summary(self, project: Settings) -> None:
        sides = self.sides(project)
        (section,) = statsig.get_experiment_summary_charts("copy", test="*", provider=project).sections
        (chart,) = section.charts
        assert (section.section_label, chart.control, chart.test) == ("Primary metrics", *sides.values())
        assert [metric.metric_id for metric in chart.metrics or []] == ["purchase::sum"]

    def test_the_checks_of_the_last_days(self, project: Settings) -> None:
        found = statsig.get_experiment_diagnostics("copy", type="unique_ids", last_days=2, provider=project)
        (day,) = found.data
        assert (found.type, found.end_date) == ("unique_ids", day.date)
        assert [result.group_name for result in day.results] == ["Control", "Test"]

    def test_the_alerts_of_each_metric(self, project: Settings) -> None:
        alert = statsig.get_experiment_alerts("copy", provider=project).alerts["purchase::sum"]
        assert alert["status"] in ("OK", "Alert")
        assert [arm["groupName"] for arm in alert["arms"]] == ["Test"]

    def test_exposures_by_dimension(self, project: Settings) -> None:
        found = statsig.get_dimensional_exposures("copy", dimension_type=["os_name"], provider=project)
        assert [one.dimension_type for one in found.dimensions] == ["os_name"]
        assert [value.dimension_value for value in found.dimensions[0].dimension_values] == ["iOS", "Android"]

    def test_the_jobs_of_a_load(self, project: Settings) -> None:
        send(project, "/experiments/{id}/load_pulse", id="copy")
        load = next(statsig.list_experiment_pulse_loads("copy", provider=project))
        details = statsig.get_experiment_pulse_load("copy", load.dag_id, provider=project)
        assert details.dag_id == load.dag_id
        assert [job.job_type for job in details.jobs] == ["exposures", "metric"]


def test_what_a_layers_parameters_are_for_a_gate_and_a_holdout(project: Settings) -> None:
    send(project, "/layers", name="top", idType="userID")
    values = {
        "targeting_gate_parameter_values": [{"targetingGateName": "staff", "parameters": {"color": "red"}}],
        "holdout_parameter_values": [{"holdoutID": "q3", "parameters": {"color": "blue"}, "excludeNewParams": True}],
    }
    emulator_of(project).edit(project.console_api_key, "layers", "top", values)
    layer = statsig.get_layer("top", provider=project)
    assert layer.permalink.endswith("/layers/top")
    assert [(v.targeting_gate_name, v.parameters) for v in layer.targeting_gate_parameter_values] == [
        ("staff", {"color": "red"})
    ]
    assert [(v.holdout_id, v.parameters, v.exclude_new_params) for v in layer.holdout_parameter_values] == [
        ("q3", {"color": "blue"}, True)
    ]


def test_the_targeting_of_an_autotune(project: Settings) -> None:
    variants = [{"name": name, "json": {}} for name in "ab"]
    windows = {"explorationWindow": "24hr", "attributionWindow": "1hr", "winnerThreshold": "95%"}
    send(project, "/autotunes", name="auto", variants=variants, successEvent="e", **windows)
    rules = {
        "inlineTargetingRules": [{"name": "staff", "passPercentage": 100, "conditions": [{"type": "public"}]}],
        "inlineTargetingRulesJSON": "{}",
    }
    emulator_of(project).edit(project.console_api_key, "autotunes", "auto", rules)
    (rule,) = statsig.get_autotune("auto", provider=project).inline_targeting_rules or []
    assert (rule.name, rule.pass_percentage) == ("staff", 100)
