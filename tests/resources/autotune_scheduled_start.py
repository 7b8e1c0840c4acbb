"""The case of ``AutotuneScheduledStart``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="AutotuneScheduledStart",
    request=Request(
        {"autotune_id": "planned_autotune", "scheduled_time": 1_900_000_000_000},
        "POST /autotunes/planned_autotune/schedule_start",
    ),
)
