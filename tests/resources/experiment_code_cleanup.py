"""The case of ``ExperimentCodeCleanup``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ExperimentCodeCleanup",
    request=Request({"experiment_id": "stale"}, "POST /experiments/stale/code_cleanup"),
)
