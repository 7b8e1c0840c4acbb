"""Reading where reports are: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, one, output
from .results import ReportResult

ReportType = Literal["first_exposures", "pulse_daily", "topline_impact_daily"]


def get_report(type: ReportType, date: str, *, provider: ProviderOption = None) -> ReportResult:
    """Where the report of a day can be downloaded: ``url``.

    Who has the address has the report.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        statsig.get_report("pulse_daily", "2024-09-01").url
        ```

    Args:
        type: what it is of.
        date: as YYYY-MM-DD.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such report.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ReportResult, "/reports", **locals())


def get_report_output(
    type: Input[ReportType], date: Input[str], *, provider: ProviderOption = None
) -> Output[ReportResult]:
    """``get_report`` of arguments that are outputs."""
    return output(get_report, **locals())
