"""Reading assignment sources (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, by_name, many, output, outputs
from .results import AssignmentSourceResult


def get_assignment_source(name: str, *, provider: ProviderOption = None) -> AssignmentSourceResult:
    """An assignment source by its name, found by going through the list.

    See https://docs.statsig.com/console-api/experiments

    Args:
        name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such source.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return by_name(list_assignment_sources, "/experiments/assignment_sources", name, provider)


def get_assignment_source_output(
    name: Input[str], *, provider: ProviderOption = None
) -> Output[AssignmentSourceResult]:
    """``get_assignment_source`` of a name that is an output."""
    return output(get_assignment_source, **locals())


def list_assignment_sources(*, provider: ProviderOption = None) -> Iterator[AssignmentSourceResult]:
    """All assignment sources, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/experiments

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(AssignmentSourceResult, "/experiments/assignment_sources", **locals())


def list_assignment_sources_output(*, provider: ProviderOption = None) -> Output[list[AssignmentSourceResult]]:
    """``list_assignment_sources`` as an output."""
    return outputs(list_assignment_sources, **locals())
