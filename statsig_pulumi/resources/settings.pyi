# Written by tools/stubs.py from settings.py. Change that, then run `make docs`.

"""Settings of a project, one resource for each: https://docs.statsig.com/console-api/settings

They always exist. A resource manages the fields it sets and leaves the rest. Destroying it retains the setting as it
is, or restores what it was before with ``on_destroy="restore"``.
"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource

class Restorable(Resource):
    """A setting that can be put back to what it was before Pulumi managed it."""

    before: Output[dict[str, Any]]
    """The setting as it was before, for ``on_destroy="restore"``."""

class ProjectSettings(Restorable):
    """A project's name, visibility and default unit.

    Example:
        ```python
        statsig.ProjectSettings("project", default_unit_type="userID", on_destroy="restore")
        ```
    """

    name: Output[str | None]
    """The project's name."""
    visibility: Output[str | None]
    """Who of the organization can see the project."""
    default_unit_type: Output[str | None]
    """The unit that new gates, experiments and metrics are for."""
    on_destroy: Output[str | None]
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        name: Input[str] | None = ...,
        visibility: Input[Literal["OPEN", "CLOSED", "EXTERNAL"]] | None = ...,
        default_unit_type: Input[str] | None = ...,
        on_destroy: Literal["retain", "restore"] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A project's name, visibility and default unit.

        Args:
            resource_name: Its name in the program.
            name: The project's name. Taken out of the program, it stays as it is.
            visibility: Who of the organization can see the project. Taken out of the program, it stays as it is.
            default_unit_type: The unit that new gates, experiments and metrics are for. Taken out of the program, it
                stays as it is.
            on_destroy: What happens to the setting when the resource is destroyed: retained as it is, or restored to
                what it was before.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class ReviewRequirements(Restorable):
    """What needs a review in a project.

    Example:
        ```python
        statsig.ReviewRequirements("reviews", is_config_review_required=True)
        ```
    """

    is_config_review_required: Output[bool | None]
    """Whether changes of gates, configs and experiments need a review."""
    is_metric_review_required: Output[bool | None]
    """Whether changes of metrics need a review."""
    is_metric_review_required_on_verified_only: Output[bool | None]
    """Whether that is so for verified metrics alone."""
    is_whn_analysis_only_review_required: Output[bool | None]
    """Whether experiments that are only analyzed need a review (Warehouse Native)."""
    is_whn_source_review_required: Output[bool | None]
    """Whether sources need a review (Warehouse Native)."""
    on_destroy: Output[str | None]
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        is_config_review_required: Input[bool] | None = ...,
        is_metric_review_required: Input[bool] | None = ...,
        is_metric_review_required_on_verified_only: Input[bool] | None = ...,
        is_whn_analysis_only_review_required: Input[bool] | None = ...,
        is_whn_source_review_required: Input[bool] | None = ...,
        on_destroy: Literal["retain", "restore"] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """What needs a review in a project.

        Args:
            resource_name: Its name in the program.
            is_config_review_required: Whether changes of gates, configs and experiments need a review. Taken out of the
                program, it stays as it is.
            is_metric_review_required: Whether changes of metrics need a review. Taken out of the program, it stays as
                it is.
            is_metric_review_required_on_verified_only: Whether that is so for verified metrics alone. Taken out of the
                program, it stays as it is.
            is_whn_analysis_only_review_required: Whether experiments that are only analyzed need a review (Warehouse
                Native). Taken out of the program, it stays as it is.
            is_whn_source_review_required: Whether sources need a review (Warehouse Native). Taken out of the program,
                it stays as it is.
            on_destroy: What happens to the setting when the resource is destroyed: retained as it is, or restored to
                what it was before.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class RoleSettings(Restorable):
    """The role that new people of a project have.

    Example:
        ```python
        statsig.RoleSettings("roles", default_project_role="Member")
        ```
    """

    default_project_role: Output[str]
    """The name of the role that new people have."""
    on_destroy: Output[str | None]
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        default_project_role: Input[str],
        on_destroy: Literal["retain", "restore"] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The role that new people of a project have.

        Args:
            resource_name: Its name in the program.
            default_project_role: The name of the role that new people have.
            on_destroy: What happens to the setting when the resource is destroyed: retained as it is, or restored to
                what it was before.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class TeamSettings(Restorable):
    """Whether everything new in a project has to have a team.

    Example:
        ```python
        statsig.TeamSettings("teams", require_teams_on_configs=True)
        ```
    """

    require_teams_on_configs: Output[bool]
    """Whether everything new has to have a team."""
    on_destroy: Output[str | None]
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        require_teams_on_configs: Input[bool],
        on_destroy: Literal["retain", "restore"] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Whether everything new in a project has to have a team.

        Args:
            resource_name: Its name in the program.
            require_teams_on_configs: Whether everything new has to have a team.
            on_destroy: What happens to the setting when the resource is destroyed: retained as it is, or restored to
                what it was before.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
