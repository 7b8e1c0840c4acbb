"""The case of ``ChangeValidation``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ChangeValidation",
    request=Request(
        {
            "review_id": "r",
            "validated": True,
            "release_pipeline_id_for_commit": "p",
            "debug_links": [{"title": "t", "url": "https://x.example"}],
            "message": "m",
        },
        "POST /change_validation",
    ),
)
