"""The case of ``Holdout``."""

from __future__ import annotations

from .case import FullUpdate, KindCase
from .shapes import METRIC

CASE = KindCase(
    kind="Holdout",
    family="holdouts",
    fields={
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "pass_percentage": (1, 2.5),
        "gate_ids": (["gate_1"], ["gate_1", "gate_2"]),
        "experiment_ids": (["experiment_1"], []),
        "layer_ids": (["layer_1"], []),
        "is_global": (True, False),
        "targeting_gate_id": ("gate_1", "gate_2"),
        "monitoring_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
    },
    not_returned=frozenset({"targeting_gate_id"}),  # but an internal id of it
    full_update=FullUpdate({"name": "holdout"}, {"passPercentage": 5}),
)
