"""The case of ``Team``."""

from __future__ import annotations

from .case import KindCase
from .shapes import METRIC

CASE = KindCase(
    kind="Team",
    family="users/teams",
    fields={
        "name": ("Team A", "Team B"),
        "description": ("a", "b"),
        "members": (["a@x.org"], ["A@x.org", "b@x.org"]),
        "admins": (["a@x.org"], ["b@x.org"]),
        "default_gate_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_experiment_primary_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_experiment_secondary_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "default_holdout_metrics": ([METRIC], [{**METRIC, "name": "n"}]),
        "change_team_configs": ("team_only", "anyone"),
        "review_approval": ("team_only", "admin_only"),
        "default_target_applications": (["web"], ["ios"]),
        "default_holdout_id": ("h1", "h2"),
        "require_reviews": (True, False),
        "require_gate_templates": (True, False),
        "require_experiment_templates": (True, False),
        "require_dynamic_config_templates": (True, False),
    },
    left_out={"id": "the server's; not to be sent"},
)
