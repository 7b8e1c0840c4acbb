"""The case of ``GateCodeCleanup``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="GateCodeCleanup",
    request=Request({"gate_id": "gate"}, "POST /gates/gate/code_cleanup"),
)
