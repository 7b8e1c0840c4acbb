"""The case of ``Prompt``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="Prompt",
    family="prompts",
    fields={
        "description": ("a", "b"),
        "target_apps": (["web"], ["web", "ios"]),
        "team": ("a", "b"),
        "team_id": ("a", "b"),
    },
)
