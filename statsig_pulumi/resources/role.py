"""Roles of people in a project: https://docs.statsig.com/console-api/roles"""

from __future__ import annotations

from pydantic import Field

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import In, Key, NoDefault, Replace
from ..schema.model import DeletableArgs, Model

May = NoDefault[In[bool] | None]


class RolePermissions(Model):
    """The permissions of a role. Those left out are unmanaged."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        return name

    invitation_access: May = None
    """Invite people."""
    create_configs: May = None
    """Make gates, dynamic configs, experiments."""
    edit_or_delete_configs: May = None
    """Change and delete these."""
    delete_configs: May = None
    """Delete these."""
    launch_to_production: May = None
    """Launch to production."""
    launch_or_disable_configs: May = None
    """Launch and disable."""
    start_experiments: May = None
    """Start experiments."""
    reset_experiments: May = None
    """Reset experiments."""
    create_or_edit_templates: May = None
    """Make and change templates."""
    create_or_edit_dashboards: May = None
    """Make and change dashboards."""
    create_teams: May = None
    """Make teams."""
    edit_dynamic_config_schemas: May = None
    """Change the schemas of dynamic configs."""
    create_release_pipelines: May = None
    """Make release pipelines."""
    approve_required_review_release_pipeline_phase: May = None
    """Approve a phase of a release pipeline that needs it."""
    self_approve_review: May = None
    """Approve their own changes."""
    approve_reviews: May = None
    """Approve the changes of others."""
    bypass_reviews_for_overrides: May = None
    """Change overrides without a review."""
    metric_management: May = None
    """Make and change metrics."""
    local_metrics: May = None
    """Make local metrics."""
    verify_metrics: May = None
    """Verify metrics."""
    use_metrics_explorer: May = None
    """Use the metrics explorer."""
    event_dimensions_access: May = None
    """Change the dimensions of events."""
    manage_alerts: May = None
    """Make and change alerts."""
    integrations_edit_access: May = None
    """Change integrations."""
    source_connection_and_creation: May = None
    """Connect and make sources (Warehouse Native)."""
    data_warehouse_ingestion_and_exports_edit_access: May = None
    """Change ingestion from and exports to a warehouse."""
    edit_and_tag_configs_with_core_tag: May = None
    """Change what has a core tag, and give core tags."""
    manual_whn_reload: May = None
    """Reload results by hand (Warehouse Native)."""
    whn_connection: May = None
    """Change the connection to the warehouse (Warehouse Native)."""
    bypass_precommit_webhook: May = None
    """Make changes that the webhook before a change has refused."""


class RoleArgs(DeletableArgs):
    """The arguments of a role."""

    name: Key[Replace[In[str] | None]] = None
    """The role's name; by default the resource's name."""
    permissions: In[RolePermissions] = Field(...)
    """What people of the role may do."""


class Role(Resource):
    """A role that people of the project can have.

    Example:
        ```python
        statsig.Role(
            "Release manager", permissions=RolePermissions(launch_to_production=True, approve_reviews=True)
        )
        ```
    """

    args = RoleArgs
    routes = Collection("/roles", id_field="name", tells_creation=False)
