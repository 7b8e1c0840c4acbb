"""The case of ``IngestionBackfill``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="IngestionBackfill",
    request=Request(
        {
            "type": "s3",
            "dataset": "Events",
            "source": "orders",
            "datestamp_start": "2026-05-01",
            "datestamp_end": "2026-05-02",
        },
        "POST /ingestion/backfill",
    ),
)
