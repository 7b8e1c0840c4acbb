"""The case of ``ReleaseStep``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ReleaseStep",
    request=Request(
        {"trigger_id": "release", "step": "approve", "phase_id": "p1"}, "PUT /release_pipeline_triggers/release/approve"
    ),
)
