"""The case of ``Role``."""

from __future__ import annotations

from .case import KindCase

PERMISSIONS = [
    "invitation_access",
    "create_configs",
    "edit_or_delete_configs",
    "delete_configs",
    "launch_to_production",
    "launch_or_disable_configs",
    "start_experiments",
    "reset_experiments",
    "create_or_edit_templates",
    "create_or_edit_dashboards",
    "create_teams",
    "edit_dynamic_config_schemas",
    "create_release_pipelines",
    "approve_required_review_release_pipeline_phase",
    "self_approve_review",
    "approve_reviews",
    "bypass_reviews_for_overrides",
    "metric_management",
    "local_metrics",
    "verify_metrics",
    "use_metrics_explorer",
    "event_dimensions_access",
    "manage_alerts",
    "integrations_edit_access",
    "source_connection_and_creation",
    "data_warehouse_ingestion_and_exports_edit_access",
    "edit_and_tag_configs_with_core_tag",
    "manual_whn_reload",
    "whn_connection",
    "bypass_precommit_webhook",
]
CASE = KindCase(
    kind="Role",
    family="roles",
    fields={
        "permissions": ({"create_teams": True}, {"create_teams": False}),
        **{f"permissions.{name}": (True, False) for name in PERMISSIONS},
    },
    base={"permissions": {}},
    inside={
        "permissions": {"permissions": {}},
    },
)
