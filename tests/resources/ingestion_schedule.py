"""The case of ``IngestionSchedule``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="IngestionSchedule",
    family="ingestion/schedule",
    fields={"scheduled_hour_pst": (3, 4)},
    instead={
        "scheduled_hour_pst": {"dataset": "Metrics"},
    },
    missing_is_shown=False,
)
