"""Test the rows for a notebook."""

from __future__ import annotations

from typing import Any

import pytest

import statsig_pulumi as statsig
from statsig_pulumi.functions._record import as_fields
from statsig_pulumi.functions.results import (
    CumulativeExposuresResult,
    ExperimentPulseResult,
    MetricUnitValueResult,
    MetricValueResult,
    PulseMetricResult,
    PulseResult,
)

METRIC = {
    "metricID": "purchase::event_count",
    "metricName": "purchase",
    "directionality": "increase",
    "absoluteChange": 3.0,
    "confidenceIntervalDelta": 1.0,
    "percentChange": 30.0,
    "percentConfidenceIntervalDelta": 10.0,
    "controlMean": 10.0,
    "testMean": 13.0,
    "pValue": 0.01,
}
# The names in the example of Statsig's document.
OLDER = {
    "metricID": "purchase::event_count",
    "value": 3.0,
    "confidence_interval_delta": 1.0,
    "percent_change": 30.0,
    "percent_confidence_interval_delta": 10.0,
    "control_mean": 10.0,
    "test_mean": 13.0,
    "p_value": 0.01,
}


@pytest.mark.parametrize("metric", [METRIC, OLDER], ids=["schema", "example"])
def test_a_metric_is_a_row_with_both_ends_of_its_intervals(metric: dict[str, Any]) -> None:
    (row,) = statsig.pulse_rows(PulseResult({"ds": "2024-09-01", "monitoringMetrics": [metric]}), group="staff")
    assert (row["group"], row["date"], row["importance"]) == ("staff", "2024-09-01", "monitoring")
    assert (row["metric_id"], row["control_mean"], row["test_mean"]) == ("purchase::event_count", 10, 13)
    assert (row["absolute_low"], row["absolute_change"], row["absolute_high"]) == (2, 3, 4)
    assert (row["percent_low"], row["percent_change"], row["percent_high"]) == (20, 30, 40)
    assert row["p_value"] == 0.01


def test_every_row_has_every_column() -> None:
    bare = {"metricID": "a::sum"}
    pulse = ExperimentPulseResult({"primaryMetrics": [METRIC], "secondaryMetrics": [bare], "otherMetrics": None})
    full, empty = statsig.pulse_rows(pulse)
    assert full.keys() == empty.keys() >= as_fields(PulseMetricResult({})).keys()
    assert (full["importance"], empty["importance"]) == ("primary", "secondary")
    assert (empty["percent_change"], empty["percent_low"], empty["absolute_high"]) == (None, None, None)


def test_a_change_of_nothing_is_not_taken_for_none() -> None:
    still = {**METRIC, "absoluteChange": 0, "value": 7, "percentChange": 0, "percentConfidenceIntervalDelta": 0}
    (row,) = statsig.pulse_rows(PulseResult({"monitoringMetrics": [still]}))
    assert (row["absolute_change"], row["absolute_low"], row["percent_high"]) == (0, -1, 0)


def test_the_values_of_metrics_are_rows() -> None:
    of_all = MetricValueResult({"metricName": "a", "metricType": "sum", "unitType": "userID", "value": 2})
    (row,) = statsig.value_rows([of_all], date="2024-09-01")
    assert (row["date"], row["metric_name"], row["unit_type"], row["value"]) == ("2024-09-01", "a", "userID", 2)
    (row,) = statsig.value_rows([MetricUnitValueResult({"unit_type": "overall", "value": 5, "row_count": 9})])
    assert row == {"unit_type": "overall", "value": 5, "row_count": 9, "numerator": None, "denominator": None}


def test_exposures_are_a_row_for_each_group_and_day() -> None:
    days = [{"date": "2024-09-01", "exposures": 1}, {"date": "2024-09-02", "exposures": 3}]
    groups = [CumulativeExposuresResult({"groupID": n, "groupName": f"group {n}", "results": days}) for n in "ab"]
    rows = statsig.exposure_rows(groups, experiment="copy")
    assert len(rows) == 4
    assert rows[1] == {
        "experiment": "copy",
        "group_id": "a",
        "group_name": "group a",
        "date": "2024-09-02",
        "exposures": 3,
    }
