"""Reading events and their metrics: https://docs.statsig.com/console-api/events"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import EventResult, MetricResult


def get_event(name: str, *, provider: ProviderOption = None) -> EventResult:
    """An event by its name: when and where it was logged, of whom, and its value, all of them texts.

    See https://docs.statsig.com/console-api/events

    Example:
        ```python
        statsig.get_event("add_to_cart").timestamp
        ```

    Args:
        name: the name that code logs.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such event.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(EventResult, "/events/{eventName}", provider, eventName=name)


def get_event_output(name: Input[str], *, provider: ProviderOption = None) -> Output[EventResult]:
    """``get_event`` of a name that is an output."""
    return output(get_event, **locals())


def list_events(*, provider: ProviderOption = None) -> Iterator[EventResult]:
    """All events, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/events

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(EventResult, "/events", **locals())


def list_events_output(*, provider: ProviderOption = None) -> Output[list[EventResult]]:
    """``list_events`` as an output."""
    return outputs(list_events, **locals())


def get_event_metrics(name: str, *, provider: ProviderOption = None) -> Iterator[MetricResult]:
    """The metrics that are made of an event, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/events

    Example:
        ```python
        [metric.id for metric in statsig.get_event_metrics("add_to_cart")]
        ```

    Raises:
        NotFound: there is no such event; when the first metric is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricResult, "/events/{eventName}/metrics", provider, eventName=name)


def get_event_metrics_output(name: Input[str], *, provider: ProviderOption = None) -> Output[list[MetricResult]]:
    """``get_event_metrics`` of a name that is an output."""
    return outputs(get_event_metrics, **locals())
