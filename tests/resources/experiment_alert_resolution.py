"""The case of ``ExperimentAlertResolution``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ExperimentAlertResolution",
    request=Request(
        {
            "experiment_id": "running",
            "metric_id": "purchase::event_count_custom",
            "reasoning": "known",
        },
        "POST /experiments/running/alerts/purchase%3A%3Aevent_count_custom/resolve",
    ),
    changes_once=True,
)
