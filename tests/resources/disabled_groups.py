"""The case of ``DisabledGroups``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="DisabledGroups",
    request=Request({"experiment_id": "running", "group_names": ["Test"]}, "POST /experiments/running/disable_groups"),
)
