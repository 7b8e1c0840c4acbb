"""The case of ``TargetApp``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="TargetApp",
    family="target_app",
    fields={"name": ("App A", "App B"), "description": ("a", "b")},
    left_out=dict.fromkeys(
        ("gates", "dynamicConfigs", "experiments", "layers", "parameterStores"), "assigned by TargetAppAssignment"
    ),
)
