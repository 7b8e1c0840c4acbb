"""Read assignment sources (Warehouse Native): https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import AssignmentSourceResult


def get_assignment_source(name: str, *, provider: ProviderOption = None) -> AssignmentSourceResult:
    """Return an assignment source, searching the list for its name.

    Args:
        name: the source's name; case matters.
    """
    return _invoke.get_by_name(list_assignment_sources, "/experiments/assignment_sources", name, provider)


def list_assignment_sources(*, provider: ProviderOption = None) -> Iterator[AssignmentSourceResult]:
    """Yield all assignment sources; each page is read when it is needed."""
    return _invoke.paginate(AssignmentSourceResult, "/experiments/assignment_sources", **locals())
