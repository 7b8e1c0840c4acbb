"""Reading events and their metrics: https://docs.statsig.com/console-api/events"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ..results import EventResult, MetricResult
from .source import Source, many, one, output


def get_event(name: str, *, provider: Source = None) -> EventResult:
    """An event by its name.

    Raises:
        NotFound: there is no such event.
    """
    return one(EventResult, "/events/{eventName}", provider, eventName=name)


def get_event_output(name: Input[str], *, provider: Source = None) -> Output[EventResult]:
    """``get_event`` of a name that is an output."""
    return output(get_event, provider, name=name)


def list_events(*, provider: Source = None) -> Iterator[EventResult]:
    """All events, page after page."""
    return many(EventResult, "/events", provider)


def list_events_output(*, provider: Source = None) -> Output[list[EventResult]]:
    """``list_events`` as an output."""
    return output(lambda **known: [*list_events(**known)], provider)


def get_event_metrics(name: str, *, provider: Source = None) -> Iterator[MetricResult]:
    """The metrics that are made of an event, page after page.

    Example:
        ```python
        [metric.id for metric in statsig.get_event_metrics("add_to_cart")]
        ```

    Raises:
        NotFound: there is no such event.
    """
    return many(MetricResult, "/events/{eventName}/metrics", provider, eventName=name)


def get_event_metrics_output(name: Input[str], *, provider: Source = None) -> Output[list[MetricResult]]:
    """``get_event_metrics`` of a name that is an output."""
    return output(lambda **known: [*get_event_metrics(**known)], provider, name=name)
