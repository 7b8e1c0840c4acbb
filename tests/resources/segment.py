"""The case of ``Segment``."""

from __future__ import annotations

from .case import KindCase
from .shapes import EMAIL, NO_VALUE, RULE_FIELDS

ASKING = {"name": "a", "conditions": [EMAIL]}
CASE = KindCase(
    kind="Segment",
    family="segments",
    fields={"rules": ([ASKING], [ASKING, {"name": "b"}]), "rules[0].pass_percentage": (12.5, 33.33)},
    base={"type": "rule_based"},
    instead={
        "rules[0].pass_percentage": {"type": "rule_based", "rules": [ASKING]},
    },
    left_out={**RULE_FIELDS, "rules.returnValue": NO_VALUE},
)
