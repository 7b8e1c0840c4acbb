# Written by tools/stubs.py from team.py. Change that, then run `make docs`.

"""Teams (Enterprise): https://docs.statsig.com/console-api/users"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .shared_types import MetricRef

Email = str
"""An e-mail address."""
Emails = list[Email] | list[Input[Email]]
"""E-mail addresses; neither their order nor their case matters."""
Metrics = Input[list[MetricRef]]

class Team(Resource):
    """A team. The server assigns its id; other objects take ``team.id`` as ``team_id``.

    Example:
        ```python
        statsig.Team("Checkout", description="Cart and payment", members=["ada@example.com"])
        ```
    """

    name: Output[str]
    """The team's name; by default the resource's name."""
    description: Output[str | None]
    """What the team does."""
    members: Output[list[str] | None]
    """The members, by e-mail address. Left out, people come and go in the console."""
    manage_members: Output[str | None]
    """Which members are the program's: ``all``, or ``listed``, so that others stay."""
    admins: Output[list[str] | None]
    """The administrators, by e-mail address."""
    manage_admins: Output[str | None]
    """Which administrators are the program's: ``all``, or ``listed``, so that others stay."""
    default_gate_metrics: Output[list[dict[str, Any]] | None]
    """The metrics a new gate of the team starts with."""
    default_experiment_primary_metrics: Output[list[dict[str, Any]] | None]
    """The primary metrics a new experiment of the team starts with."""
    default_experiment_secondary_metrics: Output[list[dict[str, Any]] | None]
    """The secondary metrics a new experiment of the team starts with."""
    default_holdout_metrics: Output[list[dict[str, Any]] | None]
    """The metrics a new holdout of the team starts with."""
    change_team_configs: Output[str | None]
    """Who may change what the team owns."""
    review_approval: Output[str | None]
    """Who may approve a change of what the team owns."""
    default_target_applications: Output[list[str] | None]
    """The target apps a new object of the team starts with."""
    default_holdout_id: Output[str | None]
    """The holdout a new object of the team starts in."""
    require_reviews: Output[bool | None]
    """Whether every change needs a review."""
    require_gate_templates: Output[bool | None]
    """Whether a gate has to be made from a template."""
    require_experiment_templates: Output[bool | None]
    """Whether an experiment has to be made from a template."""
    require_dynamic_config_templates: Output[bool | None]
    """Whether a dynamic config has to be made from a template."""
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
        description: Input[str] = ...,
        members: Input[Emails] = ...,
        manage_members: Literal["all", "listed"] = ...,
        admins: Input[Emails] = ...,
        manage_admins: Literal["all", "listed"] = ...,
        default_gate_metrics: Metrics = ...,
        default_experiment_primary_metrics: Metrics = ...,
        default_experiment_secondary_metrics: Metrics = ...,
        default_holdout_metrics: Metrics = ...,
        change_team_configs: Input[Literal["anyone", "team_only"]] = ...,
        review_approval: Input[Literal["anyone", "team_only", "admin_only"]] = ...,
        default_target_applications: Input[Strings] = ...,
        default_holdout_id: Input[str] | None = ...,
        require_reviews: Input[bool] | None = ...,
        require_gate_templates: Input[bool] | None = ...,
        require_experiment_templates: Input[bool] | None = ...,
        require_dynamic_config_templates: Input[bool] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A team. The server assigns its id; other objects take ``team.id`` as ``team_id``.

        Args:
            resource_name: Its name in the program.
            name: The team's name; by default the resource's name.
            description: What the team does.
            members: The members, by e-mail address. Left out, people come and go in the console. Left out, the default
                is sent at creation and not managed afterwards.
            manage_members: Which members are the program's: ``all``, or ``listed``, so that others stay.
            admins: The administrators, by e-mail address. Left out, the default is sent at creation and not managed
                afterwards.
            manage_admins: Which administrators are the program's: ``all``, or ``listed``, so that others stay.
            default_gate_metrics: The metrics a new gate of the team starts with. Left out, the default is sent at
                creation and not managed afterwards.
            default_experiment_primary_metrics: The primary metrics a new experiment of the team starts with. Left out,
                the default is sent at creation and not managed afterwards.
            default_experiment_secondary_metrics: The secondary metrics a new experiment of the team starts with. Left
                out, the default is sent at creation and not managed afterwards.
            default_holdout_metrics: The metrics a new holdout of the team starts with. Left out, the default is sent at
                creation and not managed afterwards.
            change_team_configs: Who may change what the team owns. Left out, the default is sent at creation and not
                managed afterwards.
            review_approval: Who may approve a change of what the team owns. Left out, the default is sent at creation
                and not managed afterwards.
            default_target_applications: The target apps a new object of the team starts with. The order means nothing.
                Left out, the default is sent at creation and not managed afterwards.
            default_holdout_id: The holdout a new object of the team starts in.
            require_reviews: Whether every change needs a review.
            require_gate_templates: Whether a gate has to be made from a template.
            require_experiment_templates: Whether an experiment has to be made from a template.
            require_dynamic_config_templates: Whether a dynamic config has to be made from a template.
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
