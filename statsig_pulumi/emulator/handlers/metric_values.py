"""Values of metrics by day and unit type. They are synthetic: derived from names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import sin, tau

from ..context import Context, Success
from ..http import bad_request
from ..store import Doc
from .metrics import METRICS, metrics_of
from .registry import handles
from .synthetic import date_param, day_of, rng_for

_RATES = ("ratio", "mean", "funnel")


def _day(context: Context) -> date:
    day = date_param(context, "date")
    if day is None:
        raise bad_request(("date", "Required"))
    return day


def _values(context: Context, metric: Doc, day: date) -> Iterator[Doc]:
    """Yield the overall value of a metric and one for each unit type; nothing for a day in the future."""
    if day > day_of(context.now):
        return
    for unit in ("overall", *metric.get("unitTypes", ["userID"])):
        yield {"unitType": unit, **_value(metric, unit, day)}


def _value(metric: Doc, unit: str, day: date) -> Doc:
    """Return the value of a metric on a day, with a weekly cycle and some noise."""
    rng = rng_for("values", metric["id"])
    week = 1 + 0.15 * sin(tau * day.weekday() / 7)
    some = 1 if unit == "overall" else rng_for("values", metric["id"], unit).uniform(0.8, 1)
    rows = round(10 ** rng.uniform(3, 5) * week * some * rng_for("values", metric["id"], day).uniform(0.95, 1.05))
    if metric["type"] not in _RATES:
        return {"value": rows, "inputRows": rows}
    times = rng.uniform(0.05, 0.9) if metric["type"] == "funnel" else 10 ** rng.uniform(-1, 2)
    part = rows * times * rng_for("parts", metric["id"], unit, day).uniform(0.95, 1.05)
    return {"value": part / rows, "numerator": part, "denominator": rows, "inputRows": rows}


@handles("GET /metrics")
def _one(context: Context) -> Success:
    """List the values of one metric. Only here do the fields have names in snake case."""
    day, metric = _day(context), METRICS.by_id(context, context.param("id"))
    renamed = {"unitType": "unit_type", "inputRows": "row_count"}
    values = [{renamed.get(name, name): v for name, v in doc.items()} for doc in _values(context, metric, day)]
    return context.paginate(values, "Metric read successfully.")


@handles("GET /metrics/values")
def _all(context: Context) -> Success:
    day = _day(context)
    wanted = {field: context.param(parameter) for field, parameter in (("name", "metricName"), ("type", "metricType"))}
    values = [
        {**value, "metricName": metric["name"], "metricType": metric["type"], "displayName": metric["name"]}
        for metric in metrics_of(context)
        if not metric.get("isHidden") and all(value in ("", metric[field]) for field, value in wanted.items())
        for value in _values(context, metric, day)
    ]
    return context.paginate(
        values, "Metric values listed successfully.", link_params=("date", "metricName", "metricType")
    )
