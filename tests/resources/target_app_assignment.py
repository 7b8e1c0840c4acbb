"""The case of ``TargetAppAssignment``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="TargetAppAssignment",
    request=Request(
        {
            "target_apps": ["app"],
            "gates": ["gate"],
            "dynamic_configs": ["config"],
            "experiments": ["experiment"],
            "layers": ["layer"],
            "parameter_stores": ["store"],
        },
        "PATCH /target_app",
    ),
)
