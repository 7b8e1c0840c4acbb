"""The case of ``MetricArchive``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="MetricArchive",
    request=Request({"metric_id": "mine::sum"}, "PUT /metrics/mine%3A%3Asum/schedule_archive"),
    changes_once=True,
)
