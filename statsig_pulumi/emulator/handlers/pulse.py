"""Results of experiments, of gates' rules and of holdouts, and how many took part.

Nothing is measured. Means, effects and numbers of units are made up from names, and agree with one another: intervals
follow from the errors of the means, p-values from both, and all of them narrow while more units come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot, sqrt
from statistics import NormalDist

from ..context import Success, Context
from ..http import HTTPError
from ..store import Doc
from .experiments import EXPERIMENTS, require_group
from .gates import GATES, rule_of
from .holdouts import HOLDOUTS
from .metrics import metrics_of
from .registry import handles
from .synthetic import bool_param, rng_for, cumulative_units, date_param, day_of, days_between, number_param

EXPERIMENT_METRICS = ("primaryMetrics", "secondaryMetrics", "otherMetrics")
"""Where an experiment names metrics."""
_MESSAGE = "Successfully loaded Pulse Results"
_CUPED = 0.8
"""What is left of an error when it is corrected by what was known before."""
_SEQUENTIAL = 1.5
"""How much wider an interval is that may be looked at on any day."""
_LEAST = 1e-9
"""The least significance level: of none at all an interval would have no end."""


# -- one metric --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """A metric of those who were shown one thing."""

    mean: float
    error: float
    units: int


def _sample(names: tuple[str, str], side: str, units: int, day: date, cuped: bool) -> Sample:
    """A side's sample; "" is the side whose mean the others differ from."""
    common = rng_for(*names)
    mean = 10 ** common.uniform(-1, 2)
    error = mean * common.uniform(0.5, 2) / sqrt(units) * (_CUPED if cuped else 1)
    effect = mean * rng_for(*names, side).gauss(0, 0.03) if side else 0
    return Sample(mean + effect + error * rng_for(*names, side, day).gauss(0, 0.3), error, units)


def _p_value(control: Sample, test: Sample) -> float:
    error = hypot(control.error, test.error)
    return 2 * NormalDist().cdf(-abs(test.mean - control.mean) / error)


def _compared(control: Sample, test: Sample, level: float) -> Doc:
    """Two samples, with the intervals of a significance level."""
    change = test.mean - control.mean
    delta = -NormalDist().inv_cdf(max(_LEAST, level) / 2) * hypot(control.error, test.error)
    percent = 100 / control.mean
    total = control.mean * control.units + test.mean * test.units
    everybody = control.units + test.units
    return {
        "absoluteChange": change,
        "confidenceIntervalDelta": delta,
        "sequentialTestingConfidenceIntervalDelta": delta * _SEQUENTIAL,
        "percentChange": change * percent,
        "percentConfidenceIntervalDelta": delta * percent,
        "percentSequentialTestingConfidenceIntervalDelta": delta * percent * _SEQUENTIAL,
        "controlMean": control.mean,
        "testMean": test.mean,
        "controlStd": control.error,
        "testStd": test.error,
        "controlUnits": control.units,
        "testUnits": test.units,
        "pValue": _p_value(control, test),
        "absoluteToplineImpact": change * test.units,
        "absoluteToplineImpactDelta": delta * test.units,
        "relativeToplineImpact": 100 * change * test.units / total,
        "relativeToplineImpactDelta": 100 * delta * test.units / total,
        "projectedAbsoluteToplineImpact": change * everybody,
        "projectedAbsoluteToplineImpactDelta": delta * everybody,
        "projectedRelativeToplineImpact": 100 * change * everybody / total,
        "projectedRelativeToplineImpactDelta": 100 * delta * everybody / total,
    }


def _level(context: Context, usual: float) -> float:
    """The significance level of the confidence that is asked for, in percent, or is usual."""
    confidence = number_param(context, "confidence", 100)
    return 1 - (usual if confidence is None else confidence) / 100


def id_of_metric(metric: Doc) -> str:
    """The id of a metric that an object names."""
    return f"{metric['name']}::{metric['type']}"


def _named(context: Context) -> Callable[[Doc], Doc]:
    """What results say of a metric beside its figures; the direction is the object's own, else the metric's."""
    directions = {metric["id"]: metric["directionality"] for metric in metrics_of(context)}

    def named(metric: Doc) -> Doc:
        id = id_of_metric(metric)
        direction = metric.get("direction") or directions.get(id, "increase")
        return {"metricID": id, "metricName": metric["name"], "directionality": direction}

    return named


# -- experiments -------------------------------------------------------------------------------------------------------


def started(doc: Doc) -> date:
    """The day on which an experiment was started.

    Raises:
        HTTPError: 400, it has not been.
    """
    if doc["startTime"] is None:
        raise HTTPError(400, "Experiment has not yet started")
    return day_of(doc["startTime"])


def last_day(context: Context, doc: Doc) -> date:
    """The last day on which somebody took part."""
    return day_of(min(context.now, doc["endTime"] or context.now))


def exposed_units(context: Context, doc: Doc, group: Doc, day: date) -> int:
    """How many units of a group had taken part by the end of a day."""
    most = rng_for(doc["id"]).uniform(5_000, 50_000) * rng_for(doc["id"], group["name"]).uniform(0.99, 1.01)
    share = group["size"] / 100 * doc["allocation"] / 100
    return round(cumulative_units(most * share, (min(day, last_day(context, doc)) - started(doc)).days))


@handles("GET /experiments/{id}/cumulative_exposures")
def _cumulative(context: Context) -> Success:
    """An experiment that was never started has groups, and no days."""
    doc = EXPERIMENTS.get_or_404(context)
    days = [] if doc["startTime"] is None else list(days_between(started(doc), last_day(context, doc)))
    shown = [
        {
            "groupID": group["id"],
            "groupName": group["name"],
            "results": [
                {"date": day.isoformat(), "exposures": exposed_units(context, doc, group, day)} for day in days
            ],
        }
        for group in doc["groups"]
    ]
    return Success("Successfully loaded Cumulative Exposures", shown)


@dataclass(frozen=True)
class _Asked:
    """How an experiment's results are asked for; what is not asked for is as the experiment has it set."""

    level: float
    """The significance level, before corrections."""
    cuped: bool
    bonferroni_variants: bool
    bonferroni_metrics: bool
    weight: float | None
    """The part of the level that is the primary metrics'."""
    hochberg_variants: bool
    hochberg_metrics: bool


def _asked(context: Context, doc: Doc) -> _Asked:
    def corrected(parameter: str, setting: str) -> bool:
        return bool_param(context, parameter, default=bool(doc.get(setting)))

    return _Asked(
        level=_level(context, float(doc["defaultConfidenceInterval"])),
        cuped=bool_param(context, "cuped"),
        bonferroni_variants=corrected("applyBonferroniPerVariant", "bonferroniCorrection"),
        bonferroni_metrics=corrected("applyBonferroniPerMetric", "bonferroniCorrectionPerMetric"),
        weight=number_param(context, "bonferroniPrimaryMetricWeight", 1),
        hochberg_variants=corrected("applyBenjaminiHochbergPerVariant", "benjaminiHochbergPerVariant"),
        hochberg_metrics=corrected("applyBenjaminiHochbergPerMetric", "benjaminiHochbergPerMetric"),
    )


@dataclass(frozen=True)
class _Results:
    """An experiment's results of one day."""

    doc: Doc
    control: Doc
    test: Doc
    asked: _Asked
    day: date
    units: Callable[[Doc], int]
    """How many a group had."""

    def sample(self, metric: Doc, group: Doc) -> Sample | None:
        """A group's sample, unless nobody was in it."""
        side = "" if group["id"] == self.doc.get("controlGroupID") else group["name"]
        names, units = (self.doc["id"], id_of_metric(metric)), self.units(group)
        return _sample(names, side, units, self.day, self.asked.cuped) if units else None

    def p_value(self, metric: Doc, group: Doc) -> float:
        """How likely a group's difference is where there is none."""
        control, test = self.sample(metric, self.control), self.sample(metric, group)
        return _p_value(control, test) if control and test else 1

    def metrics(self) -> dict[str, list[Doc]]:
        """The experiment's metrics, by what they are to it."""
        return {name: self.doc.get(name, []) for name in EXPERIMENT_METRICS}

    def compared(self, kind: str, metric: Doc) -> Doc:
        """The figures of a metric; none where there is nobody to compare."""
        control, test = self.sample(metric, self.control), self.sample(metric, self.test)
        return _compared(control, test, self.level(kind, metric)) if control and test else {}

    def level(self, kind: str, metric: Doc) -> float:
        """The significance level of a metric, after the corrections for many comparisons."""
        level = self.asked.level
        others = [group for group in self.doc["groups"] if group["id"] != self.control["id"]]
        if self.asked.bonferroni_variants:
            level /= max(1, len(others))
        if self.asked.bonferroni_metrics:
            level *= self.part(kind)
        groups = others if self.asked.hochberg_variants else [self.test]
        everything = [one for several in self.metrics().values() for one in several]
        metrics = everything if self.asked.hochberg_metrics else [metric]
        return left_by_hochberg(level, [self.p_value(one, group) for one in metrics for group in groups])

    def part(self, kind: str) -> float:
        """The part of the level that one metric gets when all of them share it."""
        primary, many = len(self.doc["primaryMetrics"]), sum(map(len, self.metrics().values()))
        weight = self.asked.weight
        if weight is None or primary in (0, many):
            return 1 / many
        return weight / primary if kind == "primaryMetrics" else (1 - weight) / (many - primary)


def left_by_hochberg(level: float, p_values: list[float]) -> float:
    """The level that is left to each of many comparisons after Benjamini and Hochberg; one alone keeps it."""
    many = len(p_values)
    passed = [rank for rank, p in enumerate(sorted(p_values), 1) if p <= level * rank / many]
    return level * max(passed, default=1) / many if many else level


@handles("GET /experiments/{id}/pulse_results")
def _experiment(context: Context) -> Success:
    doc = EXPERIMENTS.get_or_404(context)
    for side in ("control", "test"):
        require_group(doc, context.param(side), side)
    groups = {group["id"]: group for group in doc["groups"]}
    day = date_param(context, "date") or last_day(context, doc)
    if not started(doc) <= day <= last_day(context, doc):
        raise HTTPError(400, "Data is not available")
    control, test = groups[context.param("control")], groups[context.param("test")]
    results = _Results(
        doc, control, test, _asked(context, doc), day, lambda group: exposed_units(context, doc, group, day)
    )
    named = _named(context)
    told = {
        kind: [{**named(metric), **results.compared(kind, metric)} for metric in metrics]
        for kind, metrics in results.metrics().items()
    }
    return Success(_MESSAGE, {"ds": day.isoformat(), **told})


# -- rules of gates, and holdouts --------------------------------------------------------------------------------------


def _monitored(context: Context, doc: Doc, name: str, test: float) -> Success:
    """The monitoring metrics of those who are shown something, against those who are not.

    Args:
        context: the request.
        doc: the gate or the holdout.
        name: what the figures are made up from.
        test: the part of all that is shown it.
    """
    today, most = day_of(context.now), rng_for(name).uniform(5_000, 50_000)
    age = (today - day_of(doc["createdTime"])).days
    control_units, test_units = (round(cumulative_units(most * part, age)) for part in (1 - test, test))
    level = _level(context, 95)
    cuped, named = bool_param(context, "cuped"), _named(context)

    def compared() -> Iterator[Doc]:
        for metric in doc.get("monitoringMetrics", []):
            names = (name, id_of_metric(metric))
            sides = ("", control_units), ("test", test_units)
            if control_units and test_units:
                control, other = (_sample(names, side, units, today, cuped) for side, units in sides)
                yield {**named(metric), **_compared(control, other, level)}
            else:
                yield named(metric)

    return Success(_MESSAGE, {"ds": today.isoformat(), "monitoringMetrics": list(compared())})


@handles("GET /gates/{id}/rules/{ruleID}/pulse_results")
def _rule(context: Context) -> Success:
    """Those who pass against those who do not: no figures where all or none do, or where lifts are not measured."""
    gate, rule = GATES.get_or_404(context), rule_of(context, context.path_params["ruleID"])
    share = rule["passPercentage"] / 100 if gate.get("measureMetricLifts") else 0
    return _monitored(context, gate, f"{gate['id']}/{rule['name']}", share)


@handles("GET /holdouts/{id}/pulse_results")
def _holdout(context: Context) -> Success:
    """Those who are not held back against those who are."""
    holdout = HOLDOUTS.get_or_404(context)
    return _monitored(context, holdout, holdout["id"], 1 - holdout["passPercentage"] / 100)
