"""Settings of a project, one resource for each: https://docs.statsig.com/console-api/settings

They always exist. A resource manages the fields it sets and leaves the rest. Destroying it retains the setting as it
is, or restores what it was before with ``on_destroy="restore"``.
"""

from __future__ import annotations

from typing import Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Singleton
from ..schema.markers import In, NoDefault
from ..schema.model import SettingArgs


class Restorable(Resource):
    """A setting that can be put back to what it was before Pulumi managed it."""

    before: Output[dict[str, Any]]
    """The setting as it was before, for ``on_destroy="restore"``."""

    state_only_outputs = ("before",)


class _Snake(SettingArgs):
    """The arguments of a setting whose fields have Python's names in the API."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        return name


class ProjectSettingsArgs(_Snake):
    """The arguments of a project's own settings."""

    name: NoDefault[In[str] | None] = None
    """The project's name."""
    visibility: NoDefault[In[Literal["OPEN", "CLOSED", "EXTERNAL"]] | None] = None
    """Who of the organization can see the project."""
    default_unit_type: NoDefault[In[str] | None] = None
    """The unit that new gates, experiments and metrics are for."""


class ProjectSettings(Restorable):
    """A project's name, visibility and default unit.

    Example:
        ```python
        statsig.ProjectSettings("project", default_unit_type="userID", on_destroy="restore")
        ```
    """

    args = ProjectSettingsArgs
    routes = Singleton("/settings/project", full_update_only=True)


class ReviewRequirementsArgs(_Snake):
    """The arguments of a project's rules for reviews."""

    is_config_review_required: NoDefault[In[bool] | None] = None
    """Whether changes of gates, configs and experiments need a review."""
    is_metric_review_required: NoDefault[In[bool] | None] = None
    """Whether changes of metrics need a review."""
    is_metric_review_required_on_verified_only: NoDefault[In[bool] | None] = None
    """Whether that is so for verified metrics alone."""
    is_whn_analysis_only_review_required: NoDefault[In[bool] | None] = None
    """Whether experiments that are only analyzed need a review (Warehouse Native)."""
    is_whn_source_review_required: NoDefault[In[bool] | None] = None
    """Whether sources need a review (Warehouse Native)."""


class ReviewRequirements(Restorable):
    """What needs a review in a project.

    Example:
        ```python
        statsig.ReviewRequirements("reviews", is_config_review_required=True)
        ```
    """

    args = ReviewRequirementsArgs
    routes = Singleton("/settings/reviews", full_update_only=True)


class RoleSettingsArgs(_Snake):
    """The arguments of a project's settings for roles."""

    default_project_role: In[str] = Field(...)
    """The name of the role that new people have."""


class RoleSettings(Restorable):
    """The role that new people of a project have.

    Example:
        ```python
        statsig.RoleSettings("roles", default_project_role="Member")
        ```
    """

    args = RoleSettingsArgs
    routes = Singleton("/settings/roles", full_update_only=True)


class TeamSettingsArgs(_Snake):
    """The arguments of a project's settings for teams."""

    require_teams_on_configs: In[bool] = Field(...)
    """Whether everything new has to have a team."""


class TeamSettings(Restorable):
    """Whether everything new in a project has to have a team.

    Example:
        ```python
        statsig.TeamSettings("teams", require_teams_on_configs=True)
        ```
    """

    args = TeamSettingsArgs
    routes = Singleton("/settings/teams", full_update_only=True)
