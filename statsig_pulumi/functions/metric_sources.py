"""Reading metric sources (Warehouse Native): https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import MetricResult, MetricSourceResult


def get_metric_source(name: str, *, provider: ProviderOption = None) -> MetricSourceResult:
    """A metric source by its name.

    ``sql`` is its query; ``table_name`` is set where ``source_type`` is ``table``.
    See https://docs.statsig.com/console-api/metrics

    Args:
        name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such source.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(MetricSourceResult, "/metrics/metric_source/{name}", **locals())


def get_metric_source_output(name: Input[str], *, provider: ProviderOption = None) -> Output[MetricSourceResult]:
    """``get_metric_source`` of a name that is an output."""
    return output(get_metric_source, **locals())


def list_metric_sources(*, provider: ProviderOption = None) -> Iterator[MetricSourceResult]:
    """All metric sources, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/metrics

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricSourceResult, "/metrics/metric_source/list", **locals())


def list_metric_sources_output(*, provider: ProviderOption = None) -> Output[list[MetricSourceResult]]:
    """``list_metric_sources`` as an output."""
    return outputs(list_metric_sources, **locals())


def list_metric_source_metrics(name: str, *, provider: ProviderOption = None) -> Iterator[MetricResult]:
    """The metrics that are made of a source, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/metrics

    Example:
        ```python
        [metric.id for metric in statsig.list_metric_source_metrics("orders")]
        ```

    Raises:
        NotFound: there is no such source; when the first is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricResult, "/metrics/metric_source/{name}/metrics", **locals())


def list_metric_source_metrics_output(
    name: Input[str], *, provider: ProviderOption = None
) -> Output[list[MetricResult]]:
    """``list_metric_source_metrics`` of a name that is an output."""
    return outputs(list_metric_source_metrics, **locals())
