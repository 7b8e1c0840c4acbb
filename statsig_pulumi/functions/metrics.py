"""Read metrics and their values: https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption, Strings
from .experiments import ExperimentType, Status
from .results import ExperimentResult, MetricResult, MetricSqlResult, MetricUnitValueResult, MetricValueResult


def get_metric(id: str, *, provider: ProviderOption = None) -> MetricResult:
    """Return a metric.

    ``lineage`` lists the events and metrics that it is computed from. ``warehouse_native`` is set in a project on a
    warehouse. ``created_time`` and ``last_modified_time`` are in milliseconds since 1970.

    Example:
        ```python
        statsig.get_metric("purchase::event_count").lineage.events
        ```

    Args:
        id: the name and type, as ``name::type``. A renamed metric keeps its id.
    """
    return _invoke.get(MetricResult, "/metrics/{id}", **locals())


def get_metric_by_name(name: str, type: str, *, provider: ProviderOption = None) -> MetricResult:
    """Return a metric by its name and type.

    Args:
        name: the metric's name.
        type: its type, such as ``event_count``, ``ratio``, ``funnel`` or ``user_warehouse``.
    """
    return _invoke.get(MetricResult, "/metrics/{name}/{type}", **locals())


def get_metric_sql(id: str, *, provider: ProviderOption = None) -> list[MetricSqlResult]:
    """Return the queries that compute a metric, one for each type of unit.

    Example:
        ```python
        {query.id_type: query.sql for query in statsig.get_metric_sql("revenue::user_warehouse")}
        ```

    Args:
        id: the metric's name and type, as ``name::type``.
    """
    return _invoke.get_list(MetricSqlResult, "/metrics/{id}/sql", **locals())


def list_metrics(
    *,
    show_hidden_metrics: bool | None = None,
    tags: Strings | None = None,
    filters: str | None = None,
    provider: ProviderOption = None,
) -> Iterator[MetricResult]:
    """Yield all metrics that match; each page is read when it is needed.

    Args:
        show_hidden_metrics: whether to include hidden metrics.
        tags: one id of a tag or several, of which a metric needs at least one.
        filters: a part of the name; or JSON that selects by tags, such as
            ``{"tags": {"ids": ["core"], "operator": "all_of"}}``, with ``any_of`` or ``all_of``.
    """
    return _invoke.paginate(MetricResult, "/metrics/list", **locals())


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
    stale: bool | None = None,
    experiment_type: ExperimentType | list[ExperimentType] | None = None,
    ids: Strings | None = None,
    fields: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[ExperimentResult]:
    """Yield the experiments with a metric that match; each page is read when it is needed.

    Example:
        ```python
        [e.id for e in statsig.list_metric_experiments("purchase::event_count", status="active")]
        ```

    Args:
        id: the metric's name and type, as ``name::type``.
        layer_id: the layer of the experiments.
        id_type: the type of unit that is assigned, such as ``userID``.
        team_id: the team that owns them.
        status: one status or several, of which an experiment has one.
        target_app_id: a target app of the experiments.
        created_start_date: the first day of creation, as YYYY-MM-DD.
        created_end_date: the last day of creation, as YYYY-MM-DD.
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
        stale: True for those only that Statsig considers stale.
        experiment_type: one type or several, of which an experiment has one.
        ids: one id or several, 100 at most; unknown ones are left out.
        fields: the fields to read besides the id, by the names of attributes; all other attributes are None.
    """
    return _invoke.paginate(ExperimentResult, "/metrics/{id}/experiments", **_invoke.choose(ExperimentResult, locals()))


def get_metric_values(id: str, date: str, *, provider: ProviderOption = None) -> list[MetricUnitValueResult]:
    """Return the values of a metric on a day, one for each type of unit.

    The value of the unit type ``overall`` covers all. ``value_rows`` turns the result into rows.

    Example:
        ```python
        statsig.get_metric_values("purchase::event_count", "2024-09-01")[0].value
        ```

    Args:
        id: the metric's name and type, as ``name::type``.
        date: the day, as YYYY-MM-DD.
    """
    return _invoke.get_list(MetricUnitValueResult, "/metrics", **locals())


def list_metric_values(
    date: str, *, metric_name: str | None = None, metric_type: str | None = None, provider: ProviderOption = None
) -> Iterator[MetricValueResult]:
    """Yield the values of all metrics on a day; each page is read when it is needed.

    ``value_rows`` turns the result into rows.

    Example:
        ```python
        pandas.DataFrame(statsig.value_rows(statsig.list_metric_values("2024-09-01")))
        ```

    Args:
        date: the day, as YYYY-MM-DD.
        metric_name: the name of the metrics.
        metric_type: the type of the metrics, such as ``sum``.
    """
    return _invoke.paginate(MetricValueResult, "/metrics/values", **locals())
