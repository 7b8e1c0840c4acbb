"""Reading metrics and their values: https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, one, output, outputs, several
from .experiments import Status
from .results import ExperimentResult, MetricResult, MetricUnitValueResult, MetricValueResult


def get_metric(id: str, *, provider: ProviderOption = None) -> MetricResult:
    """A metric by its id.

    ``lineage`` is what it is made of; ``warehouse_native`` is what a project on a warehouse has. ``created_time``
    and ``last_modified_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/metrics

    Example:
        ```python
        statsig.get_metric("purchase::event_count").lineage.events
        ```

    Args:
        id: the name and the type, as ``name::type``.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such metric.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(MetricResult, "/metrics/{id}", **locals())


def get_metric_output(id: Input[str], *, provider: ProviderOption = None) -> Output[MetricResult]:
    """``get_metric`` of an id that is an output."""
    return output(get_metric, **locals())


def get_metric_by_name(name: str, type: str, *, provider: ProviderOption = None) -> MetricResult:
    """A metric by its name and type.

    See https://docs.statsig.com/console-api/metrics

    Args:
        name: its name.
        type: its type, such as ``event_count``, ``ratio``, ``funnel`` or ``user_warehouse``.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such metric.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(MetricResult, "/metrics/{name}/{type}", **locals())


def get_metric_by_name_output(
    name: Input[str], type: Input[str], *, provider: ProviderOption = None
) -> Output[MetricResult]:
    """``get_metric_by_name`` of arguments that are outputs."""
    return output(get_metric_by_name, **locals())


def list_metrics(
    *,
    show_hidden_metrics: bool | None = None,
    tags: Strings | None = None,
    filters: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[MetricResult]:
    """All metrics that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/metrics

    Args:
        show_hidden_metrics: with those that are hidden.
        tags: at least one of these, each by its id.
        filters: further filters, as Statsig's console writes them.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricResult, "/metrics/list", **locals())


def list_metrics_output(
    *,
    show_hidden_metrics: Input[bool] | None = None,
    tags: StringsInput | None = None,
    filters: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[MetricResult]]:
    """``list_metrics`` with filters that are outputs."""
    return outputs(list_metrics, **locals())


def list_metric_experiments(
    id: str,
    *,
    layer_id: str | None = None,
    id_type: str | None = None,
    team_id: str | None = None,
    status: Status | list[Status] | None = None,
    target_app_id: str | None = None,
    created_start_date: str | None = None,
    created_end_date: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[ExperimentResult]:
    """The experiments that a metric is in, those that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/metrics

    Example:
        ```python
        [e.id for e in statsig.list_metric_experiments("purchase::event_count", status="active")]
        ```

    Args:
        id: the name and the type of the metric, as ``name::type``.
        layer_id: the layer they are in.
        id_type: the unit that is assigned.
        team_id: the team that owns them.
        status: where they stand, one of these.
        target_app_id: a target app that gets them.
        created_start_date: made on this day or later, as YYYY-MM-DD.
        created_end_date: made on this day or before, as YYYY-MM-DD.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such metric; when the first is asked for.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ExperimentResult, "/metrics/{id}/experiments", **locals())


def list_metric_experiments_output(
    id: Input[str],
    *,
    layer_id: Input[str] | None = None,
    id_type: Input[str] | None = None,
    team_id: Input[str] | None = None,
    status: Input[Status | list[Status]] | None = None,
    target_app_id: Input[str] | None = None,
    created_start_date: Input[str] | None = None,
    created_end_date: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[ExperimentResult]]:
    """``list_metric_experiments`` of arguments that are outputs."""
    return outputs(list_metric_experiments, **locals())


def get_metric_values(id: str, date: str, *, provider: ProviderOption = None) -> list[MetricUnitValueResult]:
    """The values of a metric on a day, one for each type of unit; ``overall`` is that of all.

    ``value_rows`` makes rows of them.
    See https://docs.statsig.com/console-api/metrics

    Example:
        ```python
        statsig.get_metric_values("purchase::event_count", "2024-09-01")[0].value
        ```

    Args:
        id: the name and the type, as ``name::type``.
        date: as YYYY-MM-DD.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such metric.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return several(MetricUnitValueResult, "/metrics", **locals())


def get_metric_values_output(
    id: Input[str], date: Input[str], *, provider: ProviderOption = None
) -> Output[list[MetricUnitValueResult]]:
    """``get_metric_values`` of arguments that are outputs."""
    return output(get_metric_values, **locals())


def list_metric_values(
    date: str, *, metric_name: str | None = None, metric_type: str | None = None, provider: ProviderOption = None
) -> Iterator[MetricValueResult]:
    """The values of all metrics on a day, page after page, each page read when it is needed.

    ``value_rows`` makes rows of them.
    See https://docs.statsig.com/console-api/metrics

    Example:
        ```python
        pandas.DataFrame(statsig.value_rows(statsig.list_metric_values("2024-09-01")))
        ```

    Args:
        date: as YYYY-MM-DD.
        metric_name: only of the metrics of this name.
        metric_type: only of the metrics of this type.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricValueResult, "/metrics/values", **locals())


def list_metric_values_output(
    date: Input[str],
    *,
    metric_name: Input[str] | None = None,
    metric_type: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[MetricValueResult]]:
    """``list_metric_values`` of arguments that are outputs."""
    return outputs(list_metric_values, **locals())
