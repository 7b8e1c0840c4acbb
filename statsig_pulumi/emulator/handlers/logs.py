"""The log. Its entries are synthetic, one for each second, and its pages are turned with a cursor."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import islice

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .registry import handles

_HOUR = 3600 * 1000
_MAX_LIMIT, _MAX_ROWS = 1000, 100_000
_MILLISECONDS_FROM = 10**11
"""A smaller time is in seconds: Statsig does not document the unit."""
_VALUES = ("checkout finished", "checkout failed", None)
_COLUMNS = {"service": "shop", "level": "info"}


def _time(context: Context, name: str, default: int) -> int:
    moment = int(context.param(name, str(default)))
    return moment * 1000 if moment < _MILLISECONDS_FROM else moment


def _offset(cursor: str) -> int:
    """Return the number of entries before the page of a cursor.

    Raises:
        HTTPError: 400, no response has had that cursor, or it is too deep.
    """
    try:
        offset = int(base64.urlsafe_b64decode(cursor)) if cursor else 0
    except ValueError:
        raise bad_request(("after", "Invalid cursor")) from None
    if offset > _MAX_ROWS:
        raise HTTPError(400, f"Cannot page beyond {_MAX_ROWS} rows: narrow the time range")
    return offset


def _entries(context: Context) -> Iterator[Doc]:
    """Yield the entries that match the query, the newest first."""
    end = min(_time(context, "end_ts", context.now), context.now)
    # No page is deeper: a time range of years is not searched to its beginning.
    start = max(_time(context, "start_ts", end - _HOUR), end - (_MAX_ROWS + _MAX_LIMIT) * 1000)
    wanted = context.param("query").lower()
    for second in range(end // 1000, -(-start // 1000) - 1, -1):
        entry = _entry(second, context.param("source", "logs"))
        if wanted in f"{entry['event_name']} {entry['value']}".lower():
            yield entry


def _entry(second: int, source: str) -> Doc:
    name = f"statsig::{source}"
    return {
        "id": f"{second * 1000}||{second % 97}||{name}",
        "timestamp": datetime.fromtimestamp(second, timezone.utc).isoformat(),
        "event_name": name,
        "user_id": f"user-{second % 10}",
        "value": _VALUES[second % len(_VALUES)],
        "sdk_type": None,
        "sdk_version": None,
    }


@handles("GET /logs")
def _list(context: Context) -> Success:
    limit, offset = int(context.param("limit", "100")), _offset(context.param("after"))
    if limit > _MAX_LIMIT:
        raise bad_request(("limit", f"Must be at most {_MAX_LIMIT}"))
    page = [*islice(_entries(context), offset, offset + limit + 1)]
    more = len(page) > limit
    cursor = base64.urlsafe_b64encode(str(offset + limit).encode()).decode() if more else None
    columns = [name for name in context.param("columns").split(",") if name]
    fields = {"fields": {name: _COLUMNS.get(name) for name in columns}} if columns else {}
    return Success(
        "Logs listed successfully.",
        [{**entry, **fields} for entry in page[:limit]],
        {"next_cursor": cursor, "has_more": more},
        {"columns": columns},
    )
