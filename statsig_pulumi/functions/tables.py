"""Turn results into rows for a notebook.

A row is a flat dict, for ``pandas.DataFrame``, ``polars.DataFrame`` or ``csv.DictWriter``. Every row has every column;
a column without a value is None. Keyword arguments add columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ._record import as_fields
from .results import (
    CumulativeExposuresResult,
    ExperimentPulseResult,
    MetricUnitValueResult,
    MetricValueResult,
    PulseMetricResult,
    PulseResult,
)

Row: TypeAlias = dict[str, Any]


def pulse_rows(pulse: ExperimentPulseResult | PulseResult, **columns: Any) -> list[Row]:
    """Return a row for each metric of a pulse.

    The columns are the fields of ``PulseMetricResult``, ``date``, and ``importance``, which is ``primary``,
    ``secondary``, ``other`` or ``monitoring``. ``absolute_low``, ``absolute_high``, ``percent_low`` and
    ``percent_high`` are the ends of the intervals.

    Example:
        ```python
        control, *others = statsig.get_experiment("checkout_copy").groups
        rows = [
            row
            for test in others
            for row in statsig.pulse_rows(
                statsig.get_experiment_pulse("checkout_copy", control.id, test.id), group=test.name
            )
        ]
        pandas.DataFrame(rows).pivot(
            index="metric_name", columns="group", values="percent_change"
        ).plot.barh()
        ```

    Args:
        pulse: the result of ``get_experiment_pulse``, ``get_gate_rule_pulse`` or ``get_holdout_pulse``.
        columns: columns that have the same value in every row.
    """
    if isinstance(pulse, PulseResult):
        lists = {"monitoring": pulse.monitoring_metrics}
    else:
        lists = {
            "primary": pulse.primary_metrics,
            "secondary": pulse.secondary_metrics,
            "other": pulse.other_metrics or [],
        }
    return [
        {**columns, "date": pulse.ds, "importance": importance, **_pulse_row(metric)}
        for importance, metrics in lists.items()
        for metric in metrics
    ]


def _pulse_row(metric: PulseMetricResult) -> Row:
    # Statsig's own example has percent_change for percentChange, and value for absoluteChange.
    given = {name.replace("_", "").lower(): value for name, value in metric.raw.items()}
    row = {name: given.get(name.replace("_", "")) for name in as_fields(metric)}
    if row["absolute_change"] is None:
        row["absolute_change"] = given.get("value")
    return {
        **row,
        **_interval("absolute", row["absolute_change"], row["confidence_interval_delta"]),
        **_interval("percent", row["percent_change"], row["percent_confidence_interval_delta"]),
    }


def _interval(name: str, middle: float | None, delta: float | None) -> Row:
    if middle is None or delta is None:
        return {f"{name}_low": None, f"{name}_high": None}
    return {f"{name}_low": middle - delta, f"{name}_high": middle + delta}


def value_rows(values: Iterable[MetricValueResult | MetricUnitValueResult], **columns: Any) -> list[Row]:
    """Return a row for each value of a metric, with its fields as columns.

    Example:
        ```python
        days = ["2024-09-01", "2024-09-02"]
        rows = [
            row
            for day in days
            for row in statsig.value_rows(statsig.get_metric_values("purchase::event_count", day), date=day)
        ]
        pandas.DataFrame(rows).pivot(index="date", columns="unit_type", values="value").plot()
        ```

    Args:
        values: the result of ``get_metric_values`` or ``list_metric_values``.
        columns: columns that have the same value in every row.
    """
    return [{**columns, **as_fields(value)} for value in values]


def exposure_rows(groups: Iterable[CumulativeExposuresResult], **columns: Any) -> list[Row]:
    """Return a row for each group and day: ``group_id``, ``group_name``, ``date`` and ``exposures``.

    Example:
        ```python
        rows = pandas.DataFrame(statsig.exposure_rows(statsig.get_cumulative_exposures("checkout_copy")))
        rows.pivot(index="date", columns="group_name", values="exposures").plot()
        ```

    Args:
        groups: the result of ``get_cumulative_exposures``.
        columns: columns that have the same value in every row.
    """
    return [{**columns, **_group(group), **as_fields(day)} for group in groups for day in group.results]


def _group(group: CumulativeExposuresResult) -> Mapping[str, Any]:
    return {"group_id": group.group_id, "group_name": group.group_name}
