"""The case of ``ExperimentRestart``."""

from __future__ import annotations

from .case import KindCase, Request

CASE = KindCase(
    kind="ExperimentRestart",
    request=Request({"experiment_id": "running", "name": "running_2"}, "POST /experiments/running/restart_as_new"),
)
