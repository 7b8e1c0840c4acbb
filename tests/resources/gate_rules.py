"""The case of ``GateRules``."""

from __future__ import annotations

from .case import KindCase, Parent
from .shapes import NO_VALUE, RULE, RULE_FIELDS

CASE = KindCase(
    kind="GateRules",
    family="gates",
    fields={"rules": ([RULE], [{**RULE, "pass_percentage": 5}, {"name": "b"}])},
    left_out={**RULE_FIELDS, "rules.returnValue": NO_VALUE},
    bodies=("POST /gates/{id}/rule", "PATCH /gates/{id}/rules/{ruleID}"),
    parent=Parent("gates", "gate_id"),
    missing_is_shown=False,
)
