"""The case of ``ProjectSettings``."""

from __future__ import annotations

from .case import KindCase, Setting

CASE = KindCase(
    kind="ProjectSettings",
    setting=Setting(
        {"name": "A", "visibility": "CLOSED", "default_unit_type": "stableID"},
        {"name": "B", "visibility": "EXTERNAL", "default_unit_type": "userID"},
    ),
)
