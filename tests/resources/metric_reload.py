"""The case of ``MetricReload``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="MetricReload",
    request=Request({"metric_id": "purchase::sum", "incremental": True}, "POST /metrics/purchase%3A%3Asum/reload"),
    warehouse_only=True,
)
