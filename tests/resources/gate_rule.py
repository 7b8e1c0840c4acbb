"""The case of ``GateRule``."""

from __future__ import annotations

from .case import KindCase, Parent
from .shapes import EMAIL, NO_VALUE, OWN_RULE_FIELDS

CASE = KindCase(
    kind="GateRule",
    family="gates",
    fields={
        "pass_percentage": (12.5, 33.33),
        "conditions": ([EMAIL], [EMAIL, {"type": "public"}]),
        "environments": (["production"], ["production", "staging"]),
    },
    left_out={**OWN_RULE_FIELDS, "returnValue": NO_VALUE},
    parent=Parent("gates", "gate_id"),
    missing_is_shown=False,
)
