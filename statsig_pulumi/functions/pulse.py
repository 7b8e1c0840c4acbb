"""Read pulse: how metrics changed: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import (
    ExperimentPulseMetricResult,
    ExperimentPulseResult,
    PulseLoadDetailsResult,
    PulseLoadResult,
    PulseResult,
)


def get_experiment_pulse(
    id: str,
    control: str,
    test: str,
    *,
    cuped: bool | None = None,
    confidence: float | None = None,
    apply_bonferroni_per_variant: bool | None = None,
    apply_bonferroni_per_metric: bool | None = None,
    bonferroni_primary_metric_weight: float | None = None,
    apply_benjamini_hochberg_per_metric: bool | None = None,
    apply_benjamini_hochberg_per_variant: bool | None = None,
    benjamini_primary_metrics_only: bool | None = None,
    benjamini_across_all_test_groups: bool | None = None,
    date: str | None = None,
    provider: ProviderOption = None,
) -> ExperimentPulseResult:
    """Return the pulse of an experiment: each metric in two groups, and the difference.

    ``pulse_rows`` turns the result into rows, with both ends of each interval. ``get_experiment(...).groups`` has the
    ids of the groups.

    Example:
        ```python
        control, test = statsig.get_experiment("checkout_copy").groups
        pulse = statsig.get_experiment_pulse("checkout_copy", control=control.id, test=test.id, cuped=True)
        pandas.DataFrame(statsig.pulse_rows(pulse))
        ```

    Args:
        id: the experiment's id.
        control: the id of the group to compare with.
        test: the id of the group to compare.
        cuped: whether to reduce variance with data from before the exposure.
        confidence: the confidence level of the intervals in percent, 0 to 100.
        apply_bonferroni_per_variant: whether to correct for the number of groups.
        apply_bonferroni_per_metric: whether to correct for the number of metrics.
        bonferroni_primary_metric_weight: the share of alpha that primary metrics get.
        apply_benjamini_hochberg_per_metric: whether to control the false discovery rate over metrics.
        apply_benjamini_hochberg_per_variant: whether to control the false discovery rate over groups.
        benjamini_primary_metrics_only: whether that is done for primary metrics only.
        benjamini_across_all_test_groups: whether all test groups count for that, the default, or ``test`` alone.
        date: the day of the results, as YYYY-MM-DD.
    """
    return _invoke.get(ExperimentPulseResult, "/experiments/{id}/pulse_results", **locals())


def get_experiment_pulse_metric(
    id: str,
    metric_id: str,
    control: str,
    test: str,
    *,
    cuped: bool | None = None,
    confidence: float | None = None,
    apply_bonferroni_per_variant: bool | None = None,
    apply_bonferroni_per_metric: bool | None = None,
    bonferroni_primary_metric_weight: float | None = None,
    apply_benjamini_hochberg_per_metric: bool | None = None,
    apply_benjamini_hochberg_per_variant: bool | None = None,
    benjamini_primary_metrics_only: bool | None = None,
    benjamini_across_all_test_groups: bool | None = None,
    date: str | None = None,
    provider: ProviderOption = None,
) -> ExperimentPulseMetricResult:
    """Return the pulse of one metric of an experiment, by dimension where the metric has some.

    Example:
        ```python
        control, test = statsig.get_experiment("checkout_copy").groups
        pulse = statsig.get_experiment_pulse_metric(
            "checkout_copy", "purchase::sum", control=control.id, test=test.id
        )
        [result.metric.percent_change for result in pulse.dimension_results if result.metric]
        ```

    Args:
        id: the experiment's id.
        metric_id: the metric's id, ``name::type``.
        control: the id of the group to compare with.
        test: the id of the group to compare.
        cuped: whether to reduce variance with data from before the exposure.
        confidence: the confidence level of the intervals in percent, 0 to 100.
        apply_bonferroni_per_variant: whether to correct for the number of groups.
        apply_bonferroni_per_metric: whether to correct for the number of metrics.
        bonferroni_primary_metric_weight: the share of alpha that primary metrics get.
        apply_benjamini_hochberg_per_metric: whether to control the false discovery rate over metrics.
        apply_benjamini_hochberg_per_variant: whether to control the false discovery rate over groups.
        benjamini_primary_metrics_only: whether that is done for primary metrics only.
        benjamini_across_all_test_groups: whether all test groups count for that, the default, or ``test`` alone.
        date: the day of the results, as YYYY-MM-DD.
    """
    return _invoke.get(ExperimentPulseMetricResult, "/experiments/{id}/pulse_metric_result", **locals())


def get_gate_rule_pulse(
    id: str,
    rule_id: str,
    *,
    cuped: bool | None = None,
    confidence: float | None = None,
    provider: ProviderOption = None,
) -> PulseResult:
    """Return the pulse of a gate's rule: each metric of those who pass and of those who fail.

    ``pulse_rows`` turns the result into rows, with both ends of each interval.

    Args:
        id: the gate's id.
        rule_id: the rule's id, from ``get_gate(...).rules``.
        cuped: whether to reduce variance with data from before the exposure.
        confidence: the confidence level of the intervals in percent, 0 to 100.
    """
    return _invoke.get(PulseResult, "/gates/{id}/rules/{ruleID}/pulse_results", **locals())


def get_holdout_pulse(
    id: str, *, cuped: bool | None = None, confidence: float | None = None, provider: ProviderOption = None
) -> PulseResult:
    """Return the pulse of a holdout: each metric of those held out and of all others.

    ``pulse_rows`` turns the result into rows, with both ends of each interval.

    Args:
        id: the holdout's id.
        cuped: whether to reduce variance with data from before the exposure.
        confidence: the confidence level of the intervals in percent, 0 to 100.
    """
    return _invoke.get(PulseResult, "/holdouts/{id}/pulse_results", **locals())


def list_experiment_pulse_loads(id: str, *, provider: ProviderOption = None) -> Iterator[PulseLoadResult]:
    """Yield the computations of an experiment's pulse (Warehouse Native); each page is read when it is needed.

    ``created_time`` and ``finished_time`` are in milliseconds since 1970.

    Args:
        id: the experiment's id.
    """
    return _invoke.paginate(PulseLoadResult, "/experiments/{id}/pulse_load_history", **locals())


def get_experiment_pulse_load(id: str, dag_id: str, *, provider: ProviderOption = None) -> PulseLoadDetailsResult:
    """Return the jobs of a computation of an experiment's pulse (Warehouse Native).

    ``start_time`` and ``end_time`` are in milliseconds since 1970; ``sql`` is what ran in the warehouse.

    Example:
        ```python
        load = next(statsig.list_experiment_pulse_loads("checkout_copy"))
        [job.sql for job in statsig.get_experiment_pulse_load("checkout_copy", load.dag_id).jobs]
        ```

    Args:
        id: the experiment's id.
        dag_id: the computation, by the ``dag_id`` of ``list_experiment_pulse_loads``.
    """
    return _invoke.get(PulseLoadDetailsResult, "/experiments/{id}/pulse_load_history/{dagID}", **locals())


def list_gate_rule_pulse_loads(id: str, rule_id: str, *, provider: ProviderOption = None) -> Iterator[PulseLoadResult]:
    """Yield the computations of a rule's pulse (Warehouse Native); each page is read when it is needed.

    ``created_time`` and ``finished_time`` are in milliseconds since 1970.

    Args:
        id: the gate's id.
        rule_id: the rule's id, from ``get_gate(...).rules``.
    """
    return _invoke.paginate(PulseLoadResult, "/gates/{id}/rules/{ruleID}/pulse_load_history", **locals())
