"""Read where reports can be downloaded: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from typing import Literal

from . import _invoke
from ._invoke import ProviderOption
from .results import ReportResult

ReportType = Literal["first_exposures", "pulse_daily", "topline_impact_daily"]


def get_report(type: ReportType, date: str, *, provider: ProviderOption = None) -> ReportResult:
    """Return the address of a day's report, ``url``.

    Anybody with the address can download the report.

    Example:
        ```python
        statsig.get_report("pulse_daily", "2024-09-01").url
        ```

    Args:
        type: the report's subject.
        date: the day, as YYYY-MM-DD.
    """
    return _invoke.get(ReportResult, "/reports", **locals())
