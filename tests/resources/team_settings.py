"""The case of ``TeamSettings``."""

from __future__ import annotations

from .case import KindCase, Setting

CASE = KindCase(
    kind="TeamSettings",
    setting=Setting({"require_teams_on_configs": True}, {"require_teams_on_configs": False}),
)
