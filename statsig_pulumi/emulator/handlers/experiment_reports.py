"""What can be read about an experiment besides its document: one metric, charts, checks, exposures, alerts, context.

All numbers are synthetic, like those of the results.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import NOT_FOUND
from .experiments import EXPERIMENTS
from .pulse import EXPERIMENT_METRICS, Results, exposed_units, id_of_metric, last_day, results_of, started
from .registry import handles
from .synthetic import date_param, day_of, days_between, rng_for

_DIMENSIONS = {"country": ("US", "DE", "IN"), "os_name": ("iOS", "Android"), "browser_name": ("Chrome", "Safari")}
"""The dimensions of synthetic users, and their values."""
_WARNING, _FAILURE = 0.05, 0.01
"""The p-values of a sample ratio below which there is a warning or a failure."""
_DAYS = 7
"""The days that checks are returned for, where the query does not say."""
_SECTIONS = {
    "primaryMetrics": "Primary metrics",
    "secondaryMetrics": "Secondary metrics",
    "otherMetrics": "Other metrics",
}


def _compared_groups(context: Context, doc: Doc) -> Iterator[Results]:
    """Yield the results of each test group in the query, by default of all, with the control group."""
    first = next((group["id"] for group in doc["groups"]), "")
    control = context.param("control") or doc.get("controlGroupID") or first
    test = context.param("test", "*")
    others = [group["id"] for group in doc["groups"] if group["id"] != control]
    for group in others if test == "*" else [test]:
        yield results_of(context, doc, control, group)


@handles("GET /experiments/{id}/pulse_metric_result")
def _metric(context: Context) -> Success:
    """Return one metric of an experiment, as a whole: dimensions of metrics do not exist here."""
    doc = EXPERIMENTS.get_or_404(context)
    results = results_of(context, doc, context.param("control"), context.param("test"))
    found = ((kind, one) for kind, several in results.metrics().items() for one in several)
    kind, metric = next(((k, m) for k, m in found if id_of_metric(m) == context.param("metricID")), ("", None))
    if metric is None:
        raise HTTPError(404, NOT_FOUND)
    whole = {"dimension": "", "dimension_value": "", "metric": results.described(kind, metric)}
    return Success(
        "Successfully loaded Pulse Metric Result", {"ds": results.day.isoformat(), "dimensionResults": [whole]}
    )


@handles("GET /experiments/{id}/summary_charts")
def _charts(context: Context) -> Success:
    """Return a section for each role of a metric, with a chart for each test group."""
    doc = EXPERIMENTS.get_or_404(context)
    compared = list(_compared_groups(context, doc))

    def chart(results: Results, kind: str) -> Doc:
        return {
            "chartSource": "experiment",
            "control": results.control["id"],
            "test": results.test["id"],
            "display": "cumulative",
            "cuped": results.options.cuped,
            "sequentialTesting": bool(doc.get("sequentialTesting")),
            "metrics": [results.described(kind, metric) for metric in doc.get(kind, [])],
        }

    sections = [
        {"sectionLabel": label, "charts": [chart(results, kind) for results in compared]}
        for kind, label in _SECTIONS.items()
        if doc.get(kind)
    ]
    return Success("Successfully loaded Summary Charts", {"experimentID": doc["id"], "sections": sections})


@handles("GET /experiments/{id}/diagnostics_checks")
def _checks(context: Context) -> Success:
    """Return the checks of each group and day, which are four a unit, or the units themselves."""
    doc, kind = EXPERIMENTS.get_or_404(context), context.param("type", "daily_cumulative_checks")
    first, last = _period(context)
    known = (
        []
        if doc["startTime"] is None
        else list(days_between(max(first, started(doc)), min(last, last_day(context, doc))))
    )
    factor = 4 if kind == "daily_cumulative_checks" else 1

    def counted(group: Doc, day: date) -> Doc:
        count = factor * exposed_units(context, doc, group, day)
        return {"group_name": group["name"], "group_id": group["id"], "count": count}

    days = [{"date": day.isoformat(), "results": [counted(group, day) for group in doc["groups"]]} for day in known]
    shown: Doc = {"experimentName": doc["id"], "type": kind, "unit_id_type": doc["idType"], "is_realtime": False}
    return Success(
        "Diagnostics checks read successfully.",
        {**shown, "startDate": first.isoformat(), "endDate": last.isoformat(), "data": days},
    )


def _period(context: Context) -> tuple[date, date]:
    """Return the requested first and last day; the number of days counts only where neither is given.

    Raises:
        HTTPError: 400, the last day is before the first.
    """
    first, last = date_param(context, "startDate"), date_param(context, "endDate")
    number = _DAYS if first or last else int(float(context.param("lastDays") or _DAYS))
    end = last or (day_of(context.now) if first is None else max(first, day_of(context.now)))
    start = first or end - timedelta(days=number - 1)
    if end < start:
        raise bad_request(("endDate", "Must not be before startDate"))
    return start, end


@handles("GET /experiments/{id}/dimensional_exposures")
def _dimensional(context: Context) -> Success:
    """Return the units by value of a dimension, and whether their groups have the expected sizes."""
    doc = EXPERIMENTS.get_or_404(context)
    wanted, severity = context.query.get("dimension_type"), context.param("severity")
    if doc["startTime"] is None:
        return Success("Dimensional exposures read successfully.", {"ds": None, "dimensions": []})
    day = last_day(context, doc)
    units = sum(exposed_units(context, doc, group, day) for group in doc["groups"])

    def values(dimension: str) -> list[Doc]:
        found = [_exposed(doc["id"], dimension, value, units) for value in _DIMENSIONS[dimension]]
        return [one for one in found if severity in ("", one["severity"])]

    dimensions = [
        {"dimension_type": name, "dimension_values": values(name)}
        for name in _DIMENSIONS
        if not wanted or name in wanted
    ]
    return Success("Dimensional exposures read successfully.", {"ds": day.isoformat(), "dimensions": dimensions})


def _exposed(experiment: str, dimension: str, value: str, units: int) -> Doc:
    p_value = rng_for(experiment, dimension, value).random() if units else None
    share = 1 / len(_DIMENSIONS[dimension])
    severity = "pass" if p_value is None or p_value >= _WARNING else "warning" if p_value >= _FAILURE else "failure"
    return {
        "dimension_value": value,
        "srm_pvalue": p_value,
        "unit_count": round(units * share),
        "severity": severity,
    }


@handles("GET /experiments/{id}/alerts")
def _alerts(context: Context) -> Success:
    """Return for each metric whether a test group harms it: the whole interval is on the wrong side."""
    doc = EXPERIMENTS.get_or_404(context)
    compared = [] if doc["startTime"] is None else list(_compared_groups(context, doc))
    alerts = {
        id_of_metric(metric): _alert(context, [_arm(context, results, kind, metric) for results in compared])
        for kind in EXPERIMENT_METRICS
        for metric in doc.get(kind, [])
    }
    return Success("Experiment alerts read successfully.", {"alerts": alerts})


def _arm(context: Context, results: Results, kind: str, metric: Doc) -> Doc:
    one = results.described(kind, metric)
    arm: Doc = {"groupID": results.test["id"], "groupName": results.test["name"], "status": "OK"}
    if "percentChange" not in one:
        return arm
    ends = one["percentConfidenceInterval"]
    harmful = ends["lower"] > 0 if one["directionality"] == "decrease" else ends["upper"] < 0
    return {
        **arm,
        "status": "Alert" if harmful else "OK",
        "timestamp": context.now,
        "percentChange": one["percentChange"],
        "lowerCI": ends["lower"],
        "upperCI": ends["upper"],
        "alertThreshold": 0,
        "warningThreshold": 0,
    }


def _alert(context: Context, arms: list[Doc]) -> Doc:
    status = "Alert" if any(arm["status"] == "Alert" for arm in arms) else "OK"
    return {"status": status, "timestamp": context.now, "comment": None, "source": None, "arms": arms}


@handles("GET /experiments/{id}/context")
def _context(context: Context) -> Success:
    """Return an experiment in words."""
    doc = EXPERIMENTS.get_or_404(context)
    groups = ", ".join(f"{group['name']} ({group['size']:g} %)" for group in doc["groups"])
    metrics = ", ".join(id_of_metric(one) for kind in EXPERIMENT_METRICS for one in doc.get(kind, []))
    lines: dict[str, Any] = {
        "Experiment": doc.get("name", doc["id"]),
        "Status": doc["status"],
        "Hypothesis": doc["hypothesis"],
        "Groups": groups,
        "Metrics": metrics,
        "Decision": doc["decisionReason"],
    }
    text = "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    return Success("Experiment context read successfully.", {"experimentID": doc["id"], "context": text})
