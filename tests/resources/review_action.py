"""The case of ``ReviewAction``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ReviewAction",
    request=Request(
        {
            "kind": "gate",
            "object_id": "gate",
            "review_id": "r1",
            "action": "reject",
            "reason": "Too early",
        },
        "PUT /gates/gate/reviews/r1/reject",
    ),
)
