"""What metrics were on a day, by unit: nothing is counted, the values are made up from names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import sin, tau

from ..context import Answer, Call
from ..http import bad_request
from ..store import Doc
from .metrics import METRICS, metrics_of
from .registry import on
from .synthetic import chance, day_asked, day_of

_RATES = ("ratio", "mean", "funnel")


def _day(call: Call) -> date:
    day = day_asked(call, "date")
    if day is None:
        raise bad_request(("date", "Required"))
    return day


def _values(call: Call, metric: Doc, day: date) -> Iterator[Doc]:
    """One value for all and one for each unit of the metric; none for a day that is still to come."""
    if day > day_of(call.now):
        return
    for unit in ("overall", *metric.get("unitTypes", ["userID"])):
        yield {"unitType": unit, **_value(metric, unit, day)}


def _value(metric: Doc, unit: str, day: date) -> Doc:
    """A week goes up and down, and no day is like another."""
    rng = chance("values", metric["id"])
    week = 1 + 0.15 * sin(tau * day.weekday() / 7)
    some = 1 if unit == "overall" else chance("values", metric["id"], unit).uniform(0.8, 1)
    rows = round(10 ** rng.uniform(3, 5) * week * some * chance("values", metric["id"], day).uniform(0.95, 1.05))
    if metric["type"] not in _RATES:
        return {"value": rows, "inputRows": rows}
    times = rng.uniform(0.05, 0.9) if metric["type"] == "funnel" else 10 ** rng.uniform(-1, 2)
    part = rows * times * chance("parts", metric["id"], unit, day).uniform(0.95, 1.05)
    return {"value": part / rows, "numerator": part, "denominator": rows, "inputRows": rows}


@on("GET /metrics")
def _one(call: Call) -> Answer:
    """This operation alone calls its fields otherwise."""
    day, metric = _day(call), METRICS.at(call, call.one("id"))
    renamed = {"unitType": "unit_type", "inputRows": "row_count"}
    values = [{renamed.get(name, name): v for name, v in doc.items()} for doc in _values(call, metric, day)]
    return call.page(values, "Metric read successfully.")


@on("GET /metrics/values")
def _all(call: Call) -> Answer:
    day = _day(call)
    wanted = {field: call.one(parameter) for field, parameter in (("name", "metricName"), ("type", "metricType"))}
    values = [
        {**value, "metricName": metric["name"], "metricType": metric["type"]}
        for metric in metrics_of(call)
        if not metric.get("isHidden") and all(text in ("", metric[field]) for field, text in wanted.items())
        for value in _values(call, metric, day)
    ]
    return call.page(values, "Metric values listed successfully.", repeated=("date", "metricName", "metricType"))
