"""The case of ``PulseLoad``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="PulseLoad",
    request=Request(
        {
            "experiment_id": "running",
            "refresh": "metric",
            "metric_ids": ["purchase::sum"],
            "turbo_mode": True,
        },
        "POST /experiments/running/load_pulse",
    ),
    warehouse_only=True,
)
