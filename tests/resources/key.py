"""The case of ``Key``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="Key",
    family="keys",
    fields={
        "description": ("Key A", "Key B"),
        "scopes": (["omni_read_only"], ["omni_read_only", "can_access_keys"]),
        "environments": (["production"], ["production", "staging"]),
        "target_app_id": ("app_1", "app_2"),
        "secondary_target_app_ids": (["app_1"], ["app_1", "app_2"]),
    },
    base={"type": "SERVER"},
    moves={"targetAppID": frozenset({"primaryTargetApp"}), "secondaryTargetAppIDs": frozenset({"secondaryTargetApps"})},
)
