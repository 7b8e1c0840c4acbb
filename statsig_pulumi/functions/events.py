"""Read events and their metrics: https://docs.statsig.com/console-api/events"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import EventResult, MetricResult


def get_event(name: str, *, provider: ProviderOption = None) -> EventResult:
    """Return an event.

    All fields are strings: the time and place of its last log, the user and the value.

    Example:
        ```python
        statsig.get_event("add_to_cart").timestamp
        ```

    Args:
        name: the name that code logs.
    """
    return _invoke.get(EventResult, "/events/{eventName}", provider, eventName=name)


def list_events(*, provider: ProviderOption = None) -> Iterator[EventResult]:
    """Yield all events; each page is read when it is needed."""
    return _invoke.paginate(EventResult, "/events", **locals())


def get_event_metrics(name: str, *, provider: ProviderOption = None) -> Iterator[MetricResult]:
    """Yield the metrics that are computed from an event; each page is read when it is needed.

    Example:
        ```python
        [metric.id for metric in statsig.get_event_metrics("add_to_cart")]
        ```

    Args:
        name: the name that code logs.
    """
    return _invoke.paginate(MetricResult, "/events/{eventName}/metrics", provider, eventName=name)
