"""The case of ``PulseLoadCancellation``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="PulseLoadCancellation",
    request=Request(
        {"experiment_id": "loading", "dag_id": "known_load"},
        "POST /experiments/loading/pulse_load_history/known_load/cancel",
    ),
    warehouse_only=True,
)
