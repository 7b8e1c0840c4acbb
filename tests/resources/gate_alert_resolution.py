"""The case of ``GateAlertResolution``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="GateAlertResolution",
    request=Request(
        {"gate_id": "gate", "metric_id": "purchase::event_count_custom", "reasoning": "known"},
        "POST /gates/gate/alerts/purchase%3A%3Aevent_count_custom/resolve",
    ),
)
