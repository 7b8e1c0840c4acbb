"""Read metric sources (Warehouse Native): https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import MetricResult, MetricSourceResult


def get_metric_source(name: str, *, provider: ProviderOption = None) -> MetricSourceResult:
    """Return a metric source.

    ``sql`` is its query. ``table_name`` is set if ``source_type`` is ``table``.

    Args:
        name: the source's name.
    """
    return _invoke.get(MetricSourceResult, "/metrics/metric_source/{name}", **locals())


def list_metric_sources(*, provider: ProviderOption = None) -> Iterator[MetricSourceResult]:
    """Yield all metric sources; each page is read when it is needed."""
    return _invoke.paginate(MetricSourceResult, "/metrics/metric_source/list", **locals())


def list_metric_source_metrics(name: str, *, provider: ProviderOption = None) -> Iterator[MetricResult]:
    """Yield the metrics that are computed from a metric source; each page is read when it is needed.

    Example:
        ```python
        [metric.id for metric in statsig.list_metric_source_metrics("orders")]
        ```

    Args:
        name: the source's name.
    """
    return _invoke.paginate(MetricResult, "/metrics/metric_source/{name}/metrics", **locals())
