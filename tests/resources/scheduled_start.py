"""The case of ``ScheduledStart``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ScheduledStart",
    request=Request(
        {"experiment_id": "planned", "scheduled_time": 1_900_000_000_000}, "POST /experiments/planned/schedule_start"
    ),
)
