"""Reading qualifying events (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import MetricSourceResult


def get_qualifying_event(name: str, *, provider: ProviderOption = None) -> MetricSourceResult:
    """A qualifying event by its name: the source of who counts as exposed.

    See https://docs.statsig.com/console-api/experiments

    Args:
        name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such event.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(MetricSourceResult, "/experiments/qualifying_events/{name}", **locals())


def get_qualifying_event_output(name: Input[str], *, provider: ProviderOption = None) -> Output[MetricSourceResult]:
    """``get_qualifying_event`` of a name that is an output."""
    return output(get_qualifying_event, **locals())


def list_qualifying_events(*, provider: ProviderOption = None) -> Iterator[MetricSourceResult]:
    """All qualifying events, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/experiments

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(MetricSourceResult, "/experiments/qualifying_events", **locals())


def list_qualifying_events_output(*, provider: ProviderOption = None) -> Output[list[MetricSourceResult]]:
    """``list_qualifying_events`` as an output."""
    return outputs(list_qualifying_events, **locals())
