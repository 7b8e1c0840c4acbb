"""Read the project, its company and its usage: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from . import _invoke
from ._invoke import ProviderOption
from .results import CompanyResult, ProjectResult


def get_project(*, provider: ProviderOption = None) -> ProjectResult:
    """Return the project of the key."""
    return _invoke.get(ProjectResult, "/project", **locals())


def get_company(*, provider: ProviderOption = None) -> CompanyResult:
    """Return the company of the project, and whether it is warehouse native."""
    return _invoke.get(CompanyResult, "/company", **locals())


def get_usage_report(end: int, *, start: int | None = None, provider: ProviderOption = None) -> str:
    """Return the billed usage as a string in CSV format.

    Example:
        ```python
        pandas.read_csv(io.StringIO(statsig.get_usage_report(end=1_727_740_800_000)))
        ```

    Args:
        end: the end of the period, in milliseconds since 1970.
        start: the start of the period, in milliseconds since 1970.
    """
    return _invoke.download("/project/usage_billing/report", **locals())
