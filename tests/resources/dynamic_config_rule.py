"""The case of ``DynamicConfigRule``."""

from __future__ import annotations

from .case import KindCase, Parent
from .shapes import EMAIL, OWN_RULE_FIELDS

CASE = KindCase(
    kind="DynamicConfigRule",
    family="dynamic_configs",
    fields={
        "pass_percentage": (12.5, 33.33),
        "conditions": ([EMAIL], [EMAIL, {"type": "public"}]),
        "environments": (["production"], ["production", "staging"]),
        "return_value": ({"a": 1}, {"a": 2}),
    },
    moves={"returnValue": frozenset({"returnValueJson5"})},
    left_out={
        **OWN_RULE_FIELDS,
        "returnValueJson5": "a rule of its own has its value as an object",
        "variants": "a rule of its own has one value",
    },
    bodies=("PATCH /dynamic_configs/{id}/rule/{ruleId}",) * 2,
    parent=Parent("dynamic_configs", "dynamic_config_id"),
    missing_is_shown=False,
)
