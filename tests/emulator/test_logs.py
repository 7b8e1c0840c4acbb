"""The log, whose pages are turned with a cursor."""

from __future__ import annotations

import base64
from typing import Any

from .conftest import Console

END = 1_700_000_000_000


def page(console: Console, **params: Any) -> dict[str, Any]:
    response = console.http.get("/logs", params=params)
    assert response.status_code == 200, response.text
    document: dict[str, Any] = response.json()
    return document


def test_the_window_is_the_last_hour_with_the_newest_first(console: Console) -> None:
    first = page(console)
    assert len(first["data"]) == 100
    times = [entry["timestamp"] for entry in first["data"]]
    assert times == sorted(times, reverse=True)
    assert times[0] == "2023-11-14T22:13:20+00:00"
    entries, cursor = len(first["data"]), first["pagination"]["next_cursor"]
    while cursor:
        following = page(console, after=cursor, limit=1000)
        entries, cursor = entries + len(following["data"]), following["pagination"]["next_cursor"]
    assert entries == 3601


def test_the_last_page_has_no_cursor(console: Console) -> None:
    last = page(console, start_ts=END - 2000, end_ts=END)
    assert last["pagination"] == {"next_cursor": None, "has_more": False}
    assert len(last["data"]) == 3


def test_times_may_be_in_seconds(console: Console) -> None:
    milliseconds = page(console, start_ts=END - 9000, end_ts=END - 5000)
    assert page(console, start_ts=END // 1000 - 9, end_ts=END // 1000 - 5) == milliseconds


def test_a_query_narrows_and_a_source_is_named(console: Console) -> None:
    found = page(console, query="FAILED", source="events", limit=1000)["data"]
    assert {entry["value"] for entry in found} == {"checkout failed"}
    assert {entry["event_name"] for entry in found} == {"statsig::events"}


def test_columns_fill_the_fields(console: Console) -> None:
    asked = page(console, columns="service,unknown", limit=1)
    assert asked["columns"] == ["service", "unknown"]
    assert asked["data"][0]["fields"] == {"service": "shop", "unknown": None}
    assert "fields" not in page(console, limit=1)["data"][0]


def test_a_cursor_beyond_100000_rows_is_rejected(console: Console) -> None:
    window = {"start_ts": END - 200_000_000, "end_ts": END}

    def at(offset: int) -> str:
        return base64.urlsafe_b64encode(str(offset).encode()).decode()

    assert page(console, limit=1000, **window)["pagination"]["next_cursor"] == at(1000)
    assert len(page(console, after=at(100_000), **window)["data"]) == 100
    status, message, _ = console.error("GET", "/logs", after=at(100_001), **window)
    assert (status, message) == (400, "Cannot page beyond 100000 rows: narrow the time range")


def test_what_is_no_cursor_and_too_long_a_page_are_rejected(console: Console) -> None:
    assert "after" in console.error("GET", "/logs", after="x")[2]
    assert "limit" in console.error("GET", "/logs", limit=1001)[2]
