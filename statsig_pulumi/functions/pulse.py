"""Reading pulse: what changed in the metrics: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import ExperimentPulseResult, PulseLoadResult, PulseResult


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
    date: str | None = None,
    provider: ProviderOption = None,
) -> ExperimentPulseResult:
    """What pulse says of two groups of an experiment: each metric in both, and the difference.

    ``pulse_rows`` makes rows of it, with both ends of each interval. The ids of the groups are in
    ``get_experiment(...).groups``.
    See https://docs.statsig.com/console-api/experiments

    Example:
        ```python
        control, test = statsig.get_experiment("checkout_copy").groups
        pulse = statsig.get_experiment_pulse("checkout_copy", control=control.id, test=test.id, cuped=True)
        pandas.DataFrame(statsig.pulse_rows(pulse))
        ```

    Args:
        id: the experiment.
        control: the id of the group that is compared with.
        test: the id of the group that is compared.
        cuped: reduce variance by what was known before the exposure.
        confidence: of the intervals, 0 to 100.
        apply_bonferroni_per_variant: correct for the number of groups.
        apply_bonferroni_per_metric: correct for the number of metrics.
        bonferroni_primary_metric_weight: the share of alpha that primary metrics have.
        apply_benjamini_hochberg_per_metric: control the false discovery rate over metrics.
        apply_benjamini_hochberg_per_variant: control the false discovery rate over groups.
        date: as it was on this day, as YYYY-MM-DD.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such experiment.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ExperimentPulseResult, "/experiments/{id}/pulse_results", **locals())


def get_experiment_pulse_output(
    id: Input[str],
    control: Input[str],
    test: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    apply_bonferroni_per_variant: Input[bool] | None = None,
    apply_bonferroni_per_metric: Input[bool] | None = None,
    bonferroni_primary_metric_weight: Input[float] | None = None,
    apply_benjamini_hochberg_per_metric: Input[bool] | None = None,
    apply_benjamini_hochberg_per_variant: Input[bool] | None = None,
    date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[ExperimentPulseResult]:
    """``get_experiment_pulse`` of arguments that are outputs."""
    return output(get_experiment_pulse, **locals())


def get_gate_rule_pulse(
    id: str,
    rule_id: str,
    *,
    cuped: bool | None = None,
    confidence: float | None = None,
    provider: ProviderOption = None,
) -> PulseResult:
    """What pulse says of those who pass a rule of a gate, beside those who fail it.

    ``pulse_rows`` makes rows of it, with both ends of each interval.
    See https://docs.statsig.com/console-api/experiments

    Args:
        id: the gate.
        rule_id: the rule; ``get_gate(...).rules`` has the ids.
        cuped: reduce variance by what was known before the exposure.
        confidence: of the intervals, 0 to 100.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such gate or rule.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(PulseResult, "/gates/{id}/rules/{ruleID}/pulse_results", **locals())


def get_gate_rule_pulse_output(
    id: Input[str],
    rule_id: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    provider: ProviderOption = None,
) -> Output[PulseResult]:
    """``get_gate_rule_pulse`` of arguments that are outputs."""
    return output(get_gate_rule_pulse, **locals())


def get_holdout_pulse(
    id: str, *, cuped: bool | None = None, confidence: float | None = None, provider: ProviderOption = None
) -> PulseResult:
    """What pulse says of those who are not held out, beside those who are.

    ``pulse_rows`` makes rows of it, with both ends of each interval.
    See https://docs.statsig.com/console-api/experiments

    Args:
        id: the holdout.
        cuped: reduce variance by what was known before the exposure.
        confidence: of the intervals, 0 to 100.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such holdout.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(PulseResult, "/holdouts/{id}/pulse_results", **locals())


def get_holdout_pulse_output(
    id: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    provider: ProviderOption = None,
) -> Output[PulseResult]:
    """``get_holdout_pulse`` of arguments that are outputs."""
    return output(get_holdout_pulse, **locals())


def list_experiment_pulse_loads(id: str, *, provider: ProviderOption = None) -> Iterator[PulseLoadResult]:
    """The times that an experiment's pulse was computed (Warehouse Native), page after page, as they are needed.

    ``created_time`` and ``finished_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/experiments

    Raises:
        NotFound: there is no such experiment; when the first is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(PulseLoadResult, "/experiments/{id}/pulse_load_history", **locals())


def list_experiment_pulse_loads_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[PulseLoadResult]]:
    """``list_experiment_pulse_loads`` of an id that is an output."""
    return outputs(list_experiment_pulse_loads, **locals())


def list_gate_rule_pulse_loads(id: str, rule_id: str, *, provider: ProviderOption = None) -> Iterator[PulseLoadResult]:
    """The times that a rule's pulse was computed (Warehouse Native), page after page, as they are needed.

    ``created_time`` and ``finished_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/experiments

    Raises:
        NotFound: there is no such gate or rule; when the first is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(PulseLoadResult, "/gates/{id}/rules/{ruleID}/pulse_load_history", **locals())


def list_gate_rule_pulse_loads_output(
    id: Input[str], rule_id: Input[str], *, provider: ProviderOption = None
) -> Output[list[PulseLoadResult]]:
    """``list_gate_rule_pulse_loads`` of arguments that are outputs."""
    return outputs(list_gate_rule_pulse_loads, **locals())
