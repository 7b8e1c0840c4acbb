"""Pulse results of experiments, gates' rules and holdouts, and cumulative exposures.

All numbers are synthetic. Means, effects and numbers of units are derived from names and are consistent: the intervals
follow from the standard errors, p-values from both, and intervals narrow while the number of units grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot, sqrt
from statistics import NormalDist

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .experiments import EXPERIMENTS, require_group
from .gates import GATES, rule_of
from .holdouts import HOLDOUTS
from .metrics import metrics_of
from .registry import handles
from .synthetic import bool_param, cumulative_units, date_param, day_of, days_between, number_param, rng_for

EXPERIMENT_METRICS = ("primaryMetrics", "secondaryMetrics", "otherMetrics")
"""The fields of an experiment that name metrics."""
_MESSAGE = "Successfully loaded Pulse Results"
_CUPED = 0.8
"""The factor by which CUPED reduces a standard error."""
_SEQUENTIAL = 1.5
"""The factor by which sequential testing widens an interval."""
_MIN_LEVEL = 1e-9
"""The lowest significance level; at 0, an interval would be infinite."""


# -- one metric --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """A metric of the units in one group."""

    mean: float
    error: float
    units: int


def _sample(names: tuple[str, str], side: str, units: int, day: date, cuped: bool) -> Sample:
    """Return the sample of a group; the group "" is the baseline."""
    common = rng_for(*names)
    mean = 10 ** common.uniform(-1, 2)
    error = mean * common.uniform(0.5, 2) / sqrt(units) * (_CUPED if cuped else 1)
    effect = mean * rng_for(*names, side).gauss(0, 0.03) if side else 0
    return Sample(mean + effect + error * rng_for(*names, side, day).gauss(0, 0.3), error, units)


def _p_value(control: Sample, test: Sample) -> float:
    error = hypot(control.error, test.error)
    return 2 * NormalDist().cdf(-abs(test.mean - control.mean) / error)


def _compared(control: Sample, test: Sample, level: float) -> Doc:
    """Return the comparison of two samples, with the intervals of a significance level."""
    change = test.mean - control.mean
    delta = -NormalDist().inv_cdf(max(_MIN_LEVEL, level) / 2) * hypot(control.error, test.error)
    percent = 100 / control.mean
    total = control.mean * control.units + test.mean * test.units
    everybody = control.units + test.units
    return {
        **_intervals(change, delta, percent),
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
        "adjustedAlpha": level,
        "absoluteToplineImpact": change * test.units,
        "absoluteToplineImpactDelta": delta * test.units,
        "relativeToplineImpact": 100 * change * test.units / total,
        "relativeToplineImpactDelta": 100 * delta * test.units / total,
        "projectedAbsoluteToplineImpact": change * everybody,
        "projectedAbsoluteToplineImpactDelta": delta * everybody,
        "projectedRelativeToplineImpact": 100 * change * everybody / total,
        "projectedRelativeToplineImpactDelta": 100 * delta * everybody / total,
    }


def _intervals(change: float, delta: float, percent: float) -> Doc:
    """Return both ends of each interval, in the metric's unit and in percent."""
    widths = {"confidenceInterval": delta, "sequentialTestingConfidenceInterval": delta * _SEQUENTIAL}
    absolute = {name: {"lower": change - width, "upper": change + width} for name, width in widths.items()}
    relative = {
        f"percent{name[0].upper()}{name[1:]}": {end: value * percent for end, value in sorted(ends.items())}
        for name, ends in absolute.items()
    }
    return {**absolute, **relative}


def _level(context: Context, default: float) -> float:
    """Return the significance level for the requested or the default confidence, which is in percent."""
    confidence = number_param(context, "confidence", 100)
    return 1 - (default if confidence is None else confidence) / 100


def id_of_metric(metric: Doc) -> str:
    """Return the id of a metric that an object names."""
    return f"{metric['name']}::{metric['type']}"


def _descriptions(context: Context) -> Callable[[Doc], Doc]:
    """Return a function that describes a metric. The direction is the object's own, otherwise the metric's."""
    directions = {metric["id"]: metric["directionality"] for metric in metrics_of(context)}

    def describe(metric: Doc) -> Doc:
        id = id_of_metric(metric)
        direction = metric.get("direction") or directions.get(id, "increase")
        return {"metricID": id, "metricName": metric["name"], "directionality": direction}

    return describe


# -- experiments -------------------------------------------------------------------------------------------------------


def started(doc: Doc) -> date:
    """Return the day on which an experiment was started.

    Raises:
        HTTPError: 400, it was never started.
    """
    if doc["startTime"] is None:
        raise HTTPError(400, "Experiment has not yet started")
    return day_of(doc["startTime"])


def last_day(context: Context, doc: Doc) -> date:
    """Return the last day with new exposures."""
    return day_of(min(context.now, doc["endTime"] or context.now))


def exposed_units(context: Context, doc: Doc, group: Doc, day: date) -> int:
    """Return the number of units in a group at the end of a day."""
    most = rng_for(doc["id"]).uniform(5_000, 50_000) * rng_for(doc["id"], group["name"]).uniform(0.99, 1.01)
    share = group["size"] / 100 * doc["allocation"] / 100
    return round(cumulative_units(most * share, (min(day, last_day(context, doc)) - started(doc)).days))


@handles("GET /experiments/{id}/cumulative_exposures")
def _cumulative(context: Context) -> Success:
    """Return the exposures by group and day; without days if the experiment was never started."""
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
class _Options:
    """The statistical options of a request for results. The defaults are the experiment's own settings."""

    level: float
    """The significance level, before corrections."""
    cuped: bool
    bonferroni_variants: bool
    bonferroni_metrics: bool
    weight: float | None
    """The primary metrics' share of the significance level."""
    hochberg_variants: bool
    hochberg_metrics: bool
    hochberg_primary: bool
    """Whether the Benjamini-Hochberg procedure is for primary metrics only."""
    hochberg_groups: bool
    """Whether the groups that are not requested are part of the comparisons that it corrects for."""


def _options(context: Context, doc: Doc) -> _Options:
    def corrected(parameter: str, setting: str) -> bool:
        return bool_param(context, parameter, default=bool(doc.get(setting)))

    return _Options(
        level=_level(context, float(doc["defaultConfidenceInterval"])),
        cuped=bool_param(context, "cuped"),
        bonferroni_variants=corrected("applyBonferroniPerVariant", "bonferroniCorrection"),
        bonferroni_metrics=corrected("applyBonferroniPerMetric", "bonferroniCorrectionPerMetric"),
        weight=number_param(context, "bonferroniPrimaryMetricWeight", 1),
        hochberg_variants=corrected("applyBenjaminiHochbergPerVariant", "benjaminiHochbergPerVariant"),
        hochberg_metrics=corrected("applyBenjaminiHochbergPerMetric", "benjaminiHochbergPerMetric"),
        hochberg_primary=corrected("benjaminiPrimaryMetricsOnly", "benjaminiPrimaryMetricsOnly"),
        hochberg_groups=bool_param(context, "benjaminiAcrossAllTestGroups", default=True),
    )


@dataclass(frozen=True)
class Results:
    """The results of an experiment on one day."""

    doc: Doc
    control: Doc
    test: Doc
    options: _Options
    day: date
    units: Callable[[Doc], int]
    """The number of units in a group."""
    describe: Callable[[Doc], Doc]
    """The description of a metric."""

    def described(self, kind: str, metric: Doc) -> Doc:
        """Return a metric's description and its comparison."""
        return {**self.describe(metric), **self.compared(kind, metric)}

    def sample(self, metric: Doc, group: Doc) -> Sample | None:
        """Return the sample of a group; None if it has no units."""
        side = "" if group["id"] == self.doc.get("controlGroupID") else group["name"]
        names, units = (self.doc["id"], id_of_metric(metric)), self.units(group)
        return _sample(names, side, units, self.day, self.options.cuped) if units else None

    def p_value(self, metric: Doc, group: Doc) -> float:
        """Return the p-value of a group's difference from the control group."""
        control, test = self.sample(metric, self.control), self.sample(metric, group)
        return _p_value(control, test) if control and test else 1

    def metrics(self) -> dict[str, list[Doc]]:
        """Return the experiment's metrics by the field that names them."""
        return {name: self.doc.get(name, []) for name in EXPERIMENT_METRICS}

    def compared(self, kind: str, metric: Doc) -> Doc:
        """Return the comparison for a metric; empty if a group has no units."""
        control, test = self.sample(metric, self.control), self.sample(metric, self.test)
        return _compared(control, test, self.level(kind, metric)) if control and test else {}

    def level(self, kind: str, metric: Doc) -> float:
        """Return the significance level of a metric, corrected for multiple comparisons."""
        level = self.options.level
        others = [group for group in self.doc["groups"] if group["id"] != self.control["id"]]
        if self.options.bonferroni_variants:
            level /= max(1, len(others))
        if self.options.bonferroni_metrics:
            level *= self.share(kind)
        if self.options.hochberg_primary and kind != "primaryMetrics":
            return level
        groups = others if self.options.hochberg_variants and self.options.hochberg_groups else [self.test]
        compared = self.corrected_metrics() if self.options.hochberg_metrics else [metric]
        return benjamini_hochberg(level, [self.p_value(one, group) for one in compared for group in groups])

    def corrected_metrics(self) -> list[Doc]:
        """Return the metrics whose comparisons are corrected together."""
        only = self.options.hochberg_primary
        return [
            one for kind, several in self.metrics().items() if not only or kind == "primaryMetrics" for one in several
        ]

    def share(self, kind: str) -> float:
        """Return one metric's share of the significance level."""
        primary, many = len(self.doc["primaryMetrics"]), sum(map(len, self.metrics().values()))
        weight = self.options.weight
        if weight is None or primary in (0, many):
            return 1 / many
        return weight / primary if kind == "primaryMetrics" else (1 - weight) / (many - primary)


def benjamini_hochberg(level: float, p_values: list[float]) -> float:
    """Return the significance level of each comparison after the Benjamini-Hochberg procedure."""
    many = len(p_values)
    passed = [rank for rank, p in enumerate(sorted(p_values), 1) if p <= level * rank / many]
    return level * max(passed, default=1) / many if many else level


def results_of(context: Context, doc: Doc, control: str, test: str) -> Results:
    """Return the results for two groups, on the requested day or the last one.

    Raises:
        HTTPError: 400, a group is unknown, or there are no results of that day.
    """
    for side, group in (("control", control), ("test", test)):
        require_group(doc, group, side)
    groups = {group["id"]: group for group in doc["groups"]}
    day = date_param(context, "date") or last_day(context, doc)
    if not started(doc) <= day <= last_day(context, doc):
        raise HTTPError(400, "Data is not available")
    return Results(
        doc=doc,
        control=groups[control],
        test=groups[test],
        options=_options(context, doc),
        day=day,
        units=lambda group: exposed_units(context, doc, group, day),
        describe=_descriptions(context),
    )


@handles("GET /experiments/{id}/pulse_results")
def _experiment(context: Context) -> Success:
    doc = EXPERIMENTS.get_or_404(context)
    results = results_of(context, doc, context.param("control"), context.param("test"))
    comparisons = {
        kind: [results.described(kind, metric) for metric in metrics] for kind, metrics in results.metrics().items()
    }
    return Success(_MESSAGE, {"ds": results.day.isoformat(), **comparisons})


# -- rules of gates, and holdouts --------------------------------------------------------------------------------------


def _monitored(context: Context, doc: Doc, name: str, exposed: float) -> Success:
    """Return the comparison of the monitoring metrics between the exposed units and the others.

    Args:
        context: the request.
        doc: the gate or the holdout.
        name: the seed of the numbers.
        exposed: the share of the units that are exposed.
    """
    today, most = day_of(context.now), rng_for(name).uniform(5_000, 50_000)
    age = (today - day_of(doc["createdTime"])).days
    control_units, test_units = (round(cumulative_units(most * part, age)) for part in (1 - exposed, exposed))
    level = _level(context, 95)
    cuped, describe = bool_param(context, "cuped"), _descriptions(context)

    def compared() -> Iterator[Doc]:
        for metric in doc.get("monitoringMetrics", []):
            names = (name, id_of_metric(metric))
            sides = ("", control_units), ("test", test_units)
            if control_units and test_units:
                control, other = (_sample(names, side, units, today, cuped) for side, units in sides)
                yield {**describe(metric), **_compared(control, other, level)}
            else:
                yield describe(metric)

    return Success(_MESSAGE, {"ds": today.isoformat(), "monitoringMetrics": list(compared())})


@handles("GET /gates/{id}/rules/{ruleID}/pulse_results")
def _rule(context: Context) -> Success:
    """Compare the units that pass with those that do not.

    There are no numbers if all or none pass, or if the gate does not measure lifts.
    """
    gate, rule = GATES.get_or_404(context), rule_of(context, context.path_params["ruleID"])
    share = rule["passPercentage"] / 100 if gate.get("measureMetricLifts") else 0
    return _monitored(context, gate, f"{gate['id']}/{rule['name']}", share)


@handles("GET /holdouts/{id}/pulse_results")
def _holdout(context: Context) -> Success:
    """Compare the units that are not held back with those that are."""
    holdout = HOLDOUTS.get_or_404(context)
    return _monitored(context, holdout, holdout["id"], 1 - holdout["passPercentage"] / 100)
