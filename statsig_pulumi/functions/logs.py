"""Read logs: https://docs.statsig.com/console-api/logs"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption
from .results import LogEntryResult

LogSource = Literal["logs", "events", "spans"]


def list_logs(
    *,
    query: str | None = None,
    source: LogSource | None = None,
    start_ts: int | None = None,
    end_ts: int | None = None,
    columns: list[str] | None = None,
    provider: ProviderOption = None,
) -> Iterator[LogEntryResult]:
    """Yield the entries of the log that match; each page is read when it is needed.

    Statsig gives no more than the first 100,000 entries, and refuses the request for the page after them: narrow the
    window.

    Example:
        ```python
        for entry in statsig.list_logs(query="checkout failed", columns=["service"]):
            print(entry.timestamp, entry.value, entry.fields)
        ```

    Args:
        query: what to search for.
        source: ``logs``, ``events`` or ``spans``; by default ``logs``.
        start_ts: the beginning of the window, as a Unix time, whose unit Statsig does not document; by default an hour
            before its end.
        end_ts: the end of the window; by default now.
        columns: the columns that ``fields`` of an entry holds.
    """
    names = ",".join(columns) if columns else None
    # It has no pages by number, and its parameters are in snake_case.
    return _invoke.paginate(
        LogEntryResult,
        "/logs",
        provider,
        rename=str,
        page=None,
        query=query,
        source=source,
        start_ts=start_ts,
        end_ts=end_ts,
        columns=names,
    )
