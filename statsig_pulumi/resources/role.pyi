# Written by tools/stubs.py from role.py. Change that, then run `make docs`.

"""Roles of people in a project: https://docs.statsig.com/console-api/roles"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.model import Model

May = Input[bool] | None

class RolePermissions(Model):
    """The permissions of a role. Those left out are unmanaged."""

    invitation_access: May = ...
    """Invite people."""
    create_configs: May = ...
    """Make gates, dynamic configs, experiments."""
    edit_or_delete_configs: May = ...
    """Change and delete these."""
    delete_configs: May = ...
    """Delete these."""
    launch_to_production: May = ...
    """Launch to production."""
    launch_or_disable_configs: May = ...
    """Launch and disable."""
    start_experiments: May = ...
    """Start experiments."""
    reset_experiments: May = ...
    """Reset experiments."""
    create_or_edit_templates: May = ...
    """Make and change templates."""
    create_or_edit_dashboards: May = ...
    """Make and change dashboards."""
    create_teams: May = ...
    """Make teams."""
    edit_dynamic_config_schemas: May = ...
    """Change the schemas of dynamic configs."""
    create_release_pipelines: May = ...
    """Make release pipelines."""
    approve_required_review_release_pipeline_phase: May = ...
    """Approve a phase of a release pipeline that needs it."""
    self_approve_review: May = ...
    """Approve their own changes."""
    approve_reviews: May = ...
    """Approve the changes of others."""
    bypass_reviews_for_overrides: May = ...
    """Change overrides without a review."""
    metric_management: May = ...
    """Make and change metrics."""
    local_metrics: May = ...
    """Make local metrics."""
    verify_metrics: May = ...
    """Verify metrics."""
    use_metrics_explorer: May = ...
    """Use the metrics explorer."""
    event_dimensions_access: May = ...
    """Change the dimensions of events."""
    manage_alerts: May = ...
    """Make and change alerts."""
    integrations_edit_access: May = ...
    """Change integrations."""
    source_connection_and_creation: May = ...
    """Connect and make sources (Warehouse Native)."""
    data_warehouse_ingestion_and_exports_edit_access: May = ...
    """Change ingestion from and exports to a warehouse."""
    edit_and_tag_configs_with_core_tag: May = ...
    """Change what has a core tag, and give core tags."""
    manual_whn_reload: May = ...
    """Reload results by hand (Warehouse Native)."""
    whn_connection: May = ...
    """Change the connection to the warehouse (Warehouse Native)."""
    bypass_precommit_webhook: May = ...
    """Make changes that the webhook before a change has refused."""

class Role(Resource):
    """A role that people of the project can have.

    Example:
        ```python
        statsig.Role(
            "Release manager", permissions=RolePermissions(launch_to_production=True, approve_reviews=True)
        )
        ```
    """

    name: Output[str]
    """The role's name; by default the resource's name."""
    permissions: Output[dict[str, Any]]
    """What people of the role may do."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        name: Input[str] | None = ...,
        permissions: Input[RolePermissions],
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A role that people of the project can have.

        Args:
            resource_name: Its name in the program.
            name: The role's name; by default the resource's name. A change replaces the object.
            permissions: What people of the role may do.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
