"""The case of ``Gate``."""

from __future__ import annotations

from .case import KindCase
from .shapes import EMAIL, METRIC, NO_VALUE, RULE, RULE_FIELDS

CASE = KindCase(
    kind="Gate",
    family="gates",
    fields={
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "rules": ([RULE], [RULE, {"name": "b"}]),
        "tags": (["a", "b"], ["b", "c"]),
        "type": ("PERMANENT", "TEMPORARY"),
        "id_type": ("stableID", "companyID"),
        "target_apps": (["web"], ["web", "ios"]),
        "creator_id": ("c1", "c2"),
        "creator_email": ("a@x.org", "b@x.org"),
        "team": ("t1", "t2"),
        "team_id": ("i1", "i2"),
        "measure_metric_lifts": (False, True),
        "monitoring_metrics": ([METRIC], [METRIC, {"name": "n", "type": "ratio"}]),
        "review_settings": ({"required_review": True}, {"required_review": False}),
        "release_pipeline_id": ("p1", "p2"),
        "rules[0].name": ("a", "renamed"),
        "rules[0].pass_percentage": (12.5, 33.33),
        "rules[0].conditions": ([EMAIL], [EMAIL, {"type": "public"}]),
        "rules[0].environments": (["production"], ["production", "staging"]),
        "rules[0].pending_automated_rollouts": ([{"time": 5, "pass_percent": 50}], [{"time": 5, "pass_percent": 60}]),
        "rules[0].conditions[0].type": ("email", "user_id"),
        "rules[0].conditions[0].operator": ("any", "none"),
        "rules[0].conditions[0].target_value": (["a@x.org"], "c@x.org"),
        "rules[0].conditions[0].field": ("plan", "tier"),
        "rules[0].conditions[0].custom_id": ("companyID", "orgID"),
    },
    inside={
        "rules[0]": {"rules": [RULE, {"name": "last", "pass_percentage": 5}]},
        "rules[0].conditions[0]": {"rules": [{"name": "a", "conditions": [EMAIL]}]},
    },
    moves={"isEnabled": frozenset({"status"})},
    left_out={**RULE_FIELDS, "rules.returnValue": NO_VALUE, "reviewSettings.allowedReviewers": "read-only"},
)
