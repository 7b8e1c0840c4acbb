"""The case of ``Gate``."""

from __future__ import annotations

from .case import KindCase
from .shapes import EMAIL, METRIC, NO_VALUE, RULE, RULE_FIELDS

PHASES = [{"pass_percent": 5}]
GRADUAL = {"type": "gradual"}
CASE = KindCase(
    kind="Gate",
    family="gates",
    fields={
        "name": ("Name A", "Name B"),
        "description": ("a", "b"),
        "is_enabled": (False, True),
        "rules": ([RULE], [RULE, {"name": "b"}]),
        "gradual_rollout_strategy": (GRADUAL, {"type": "bypass"}),
        "gradual_rollout_strategy.type": ("gradual", "bypass"),
        "gradual_rollout_strategy.phases": (PHASES, [*PHASES, {"pass_percent": 90}]),
        "gradual_rollout_strategy.phases[0].pass_percent": (5, 10.5),
        "gradual_rollout_strategy.phases[0].is_complete": (True, False),
        "gradual_rollout_strategy.phases[0].time": (1800000000000, 1800000900000),
        "gradual_rollout_strategy.phases[0].time_string": ("09:00", "10:00"),
        "gradual_rollout_strategy.phases[0].phase_duration_ms": (1000, 2000),
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
        "rules[0].conditions[0].type": ("email", "user_id"),
        "rules[0].conditions[0].operator": ("any", "none"),
        "rules[0].conditions[0].target_value": (["a@x.org"], "c@x.org"),
        "rules[0].conditions[0].field": ("plan", "tier"),
        "rules[0].conditions[0].custom_id": ("companyID", "orgID"),
    },
    inside={
        "rules[0]": {"rules": [RULE, {"name": "last", "pass_percentage": 5}]},
        "rules[0].conditions[0]": {"rules": [{"name": "a", "conditions": [EMAIL]}]},
        "gradual_rollout_strategy": {"gradual_rollout_strategy": {"type": "gradual"}},
        "gradual_rollout_strategy.phases[0]": {"gradual_rollout_strategy": {**GRADUAL, "phases": PHASES}},
    },
    moves={"isEnabled": frozenset({"status"})},
    not_returned=frozenset(
        {
            "gradual_rollout_strategy",
            "gradual_rollout_strategy.type",
            "gradual_rollout_strategy.phases",
            *(
                f"gradual_rollout_strategy.phases[0].{name}"
                for name in ("pass_percent", "is_complete", "time", "time_string", "phase_duration_ms")
            ),
        }
    ),
    left_out={**RULE_FIELDS, "rules.returnValue": NO_VALUE, "reviewSettings.allowedReviewers": "read-only"},
)
