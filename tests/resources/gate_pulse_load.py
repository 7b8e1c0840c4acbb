"""The case of ``GatePulseLoad``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="GatePulseLoad",
    request=Request(
        {
            "gate_id": "gate",
            "refresh": "metric",
            "metric_ids": ["purchase::sum"],
            "turbo_mode": True,
            "rule_id": "RULE",
        },
        "POST /gates/gate/load_pulse",
    ),
    warehouse_only=True,
)
