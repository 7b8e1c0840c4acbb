"""Read qualifying events (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import MetricSourceResult


def get_qualifying_event(name: str, *, provider: ProviderOption = None) -> MetricSourceResult:
    """Return a qualifying event: a source that decides which units count as exposed.

    Args:
        name: the event's name.
    """
    return _invoke.get(MetricSourceResult, "/experiments/qualifying_events/{name}", **locals())


def list_qualifying_events(*, provider: ProviderOption = None) -> Iterator[MetricSourceResult]:
    """Yield all qualifying events; each page is read when it is needed."""
    return _invoke.paginate(MetricSourceResult, "/experiments/qualifying_events", **locals())
