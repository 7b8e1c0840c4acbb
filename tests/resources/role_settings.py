"""The case of ``RoleSettings``."""

from __future__ import annotations

from .case import KindCase, Setting

CASE = KindCase(
    kind="RoleSettings",
    setting=Setting({"default_project_role": "Read Only"}, {"default_project_role": "Admin"}),
)
