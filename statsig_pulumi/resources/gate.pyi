# Written by tools/stubs.py from gate.py. Change that, then run `make docs`.

"""Feature gates: https://docs.statsig.com/console-api/gates"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from ..schema.model import Model
from .reviewed import ReviewedResource
from .rule import Milliseconds, Percent, Rules
from .shared_types import ConfigId, Description, DisplayName, MetricRef, TargetApps

class ReviewSettings(Model):
    """Whether changes need a review. A requirement of the project or the team overrules it."""

    required_review: Input[bool]
    """Whether a change has to be approved before it takes effect."""

class RolloutPhase(Model):
    """One phase of a gradual rollout."""

    pass_percent: Input[Percent]
    """The pass percentage in this phase: 0 to 100 in steps of 0.01."""
    is_complete: Input[bool] = ...
    """Whether it is behind already."""
    time: Input[Milliseconds] | None = ...
    """When it begins: milliseconds since 1970, or a datetime."""
    time_string: Input[str] | None = ...
    """The same as a text."""
    phase_duration_ms: Input[float] | None = ...
    """How long it lasts, in milliseconds."""

class GradualRollout(Model):
    """How a higher pass percentage of a gate's rules is reached.

    Example:
        ```python
        DAY = 24 * 60 * 60 * 1000
        GradualRollout(
            type="gradual",
            phases=[
                RolloutPhase(pass_percent=10, phase_duration_ms=DAY),
                RolloutPhase(pass_percent=50, phase_duration_ms=DAY),
            ],
        )
        ```
    """

    type: Input[Literal["gradual", "bypass"]]
    """``gradual``, in phases, or ``bypass``, at once though the project's policy demands phases."""
    phases: Input[list[RolloutPhase]] | None = ...
    """The phases, of rising percentages; by default Statsig's own. What the rule says is reached after the last."""

class Gate(ReviewedResource):
    """A feature gate.

    Example:
        ```python
        statsig.Gate(
            "new_checkout",
            description="One-page checkout",
            rules=[
                Rule(name="staff", conditions=[when.email_contains("@example.com")]),
                Rule(name="rollout", pass_percentage=12.5, conditions=[when.everyone()]),
            ],
        )
        ```
    """

    current_status: Output[str]
    """The current status, managed or not."""
    permalink: Output[str]
    """Its address in the console."""
    gate_id: Output[str]
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: Output[str | None]
    """The name shown in the console; by default the id."""
    description: Output[str | None]
    """What the gate is for, at most 1000 characters."""
    is_enabled: Output[bool | None]
    """False turns the gate off for everybody."""
    status: Output[str | None]
    """Where the gate stands: ``In Progress`` (its rules decide), ``Launched`` (everybody passes), ``Disabled`` (nobody
    passes), ``Archived`` (read-only, nobody passes). Left out, it is left to the console."""
    archive_reason: Output[str | None]
    """Why the gate is archived; sent when it is."""
    rules: Output[list[dict[str, Any]] | None]
    """Who passes. Tried in order; the first whose conditions are met decides."""
    manage_rules: Output[str | None]
    """Which rules are the program's: ``all``, so that others show as drift and are removed; or ``listed``, those in
    ``rules`` alone, by their names, so that others stay where they are, in their order."""
    gradual_rollout_strategy: Output[dict[str, Any] | None]
    """How a higher pass percentage of a rule is reached; a project's policy may demand that this is set. It is sent
    with a change of ``rules``, and never returned."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    type: Output[str | None]
    """Whether the gate is meant to stay. Statsig may mark a gate STALE or TEMPLATE by itself, which is not drift."""
    id_type: Output[str | None]
    """The unit the gate is evaluated for. A change discards the Pulse results so far."""
    target_apps: Output[str | list[str] | None]
    """The target apps that get the gate."""
    manage_target_apps: Output[str | None]
    """Which target apps are the program's: ``all``, or ``listed``, so that others stay."""
    creator_id: Output[str | None]
    """The Statsig id of the creator; by default the key."""
    creator_email: Output[str | None]
    """The e-mail of the creator."""
    team: Output[str | None]
    """The team that owns the gate, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns the gate, by id (Enterprise)."""
    measure_metric_lifts: Output[bool | None]
    """Whether metric lifts are measured."""
    monitoring_metrics: Output[list[dict[str, Any]] | None]
    """Metrics to watch during the rollout."""
    review_settings: Output[dict[str, Any] | None]
    """Whether changes need a review."""
    release_pipeline_id: Output[str | None]
    """The release pipeline that changes go through."""
    is_template: Output[bool | None]
    """Whether the gate is a template for others."""
    review_wait: Output[float | None]
    """The seconds that ``pulumi up`` waits for a decision before it ends with the object unchanged; by default those of
    ``statsig:reviewWait``, else 0. Whether it waited or not, the next ``pulumi up`` commits what was accepted."""
    reviewers: Output[list[str] | None]
    """Who is asked to review: e-mail addresses or ids of people, names or ids of groups. By default those of
    ``statsig:reviewers``, else whoever may."""
    review_description: Output[str | None]
    """What a review says of the change; by default the commit, and the address of the pull request in CI."""
    review: Output[str | None]
    """What becomes of a change: ``propose`` makes a review of what a review can carry, which people accept in Statsig,
    and applies the rest; ``direct`` applies everything. Left out, it is as ``statsig:review`` says, else ``direct``."""
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
        gate_id: Input[ConfigId] | None = ...,
        name: Input[DisplayName] | None = ...,
        description: Input[Description] = ...,
        is_enabled: Input[bool] = ...,
        status: Input[Literal["In Progress", "Launched", "Disabled", "Archived"]] | None = ...,
        archive_reason: Input[str] | None = ...,
        rules: Input[Rules] = ...,
        manage_rules: Literal["all", "listed"] = ...,
        gradual_rollout_strategy: Input[GradualRollout] | None = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        type: Input[Literal["PERMANENT", "TEMPORARY"]] = ...,
        id_type: Input[str] = ...,
        target_apps: Input[TargetApps] = ...,
        manage_target_apps: Literal["all", "listed"] = ...,
        creator_id: Input[str] | None = ...,
        creator_email: Input[str] | None = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        measure_metric_lifts: Input[bool] = ...,
        monitoring_metrics: Input[list[MetricRef]] = ...,
        review_settings: Input[ReviewSettings] = ...,
        release_pipeline_id: Input[str] | None = ...,
        is_template: Input[bool] = ...,
        review_wait: Input[float] | None = ...,
        reviewers: Input[Strings] = ...,
        review_description: Input[str] | None = ...,
        review: Literal["propose", "direct"] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A feature gate.

        Args:
            resource_name: Its name in the program.
            gate_id: The id in Statsig, the name that code asks for; by default the resource's name. A change replaces
                the object.
            name: The name shown in the console; by default the id. Taken out of the program, it stays as it is.
            description: What the gate is for, at most 1000 characters.
            is_enabled: False turns the gate off for everybody.
            status: Where the gate stands: ``In Progress`` (its rules decide), ``Launched`` (everybody passes),
                ``Disabled`` (nobody passes), ``Archived`` (read-only, nobody passes). Left out, it is left to the
                console. Taken out of the program, it stays as it is.
            archive_reason: Why the gate is archived; sent when it is.
            rules: Who passes. Tried in order; the first whose conditions are met decides.
            manage_rules: Which rules are the program's: ``all``, so that others show as drift and are removed; or
                ``listed``, those in ``rules`` alone, by their names, so that others stay where they are, in their
                order.
            gradual_rollout_strategy: How a higher pass percentage of a rule is reached; a project's policy may demand
                that this is set. It is sent with a change of ``rules``, and never returned. Never read back.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            type: Whether the gate is meant to stay. Statsig may mark a gate STALE or TEMPLATE by itself, which is not
                drift.
            id_type: The unit the gate is evaluated for. A change discards the Pulse results so far.
            target_apps: The target apps that get the gate.
            manage_target_apps: Which target apps are the program's: ``all``, or ``listed``, so that others stay.
            creator_id: The Statsig id of the creator; by default the key. Taken out of the program, it stays as it is.
            creator_email: The e-mail of the creator. Taken out of the program, it stays as it is.
            team: The team that owns the gate, by name (Enterprise).
            team_id: The team that owns the gate, by id (Enterprise).
            measure_metric_lifts: Whether metric lifts are measured.
            monitoring_metrics: Metrics to watch during the rollout. The order means nothing.
            review_settings: Whether changes need a review.
            release_pipeline_id: The release pipeline that changes go through.
            is_template: Whether the gate is a template for others. A change replaces the object.
            review_wait: The seconds that ``pulumi up`` waits for a decision before it ends with the object unchanged;
                by default those of ``statsig:reviewWait``, else 0. Whether it waited or not, the next ``pulumi up``
                commits what was accepted.
            reviewers: Who is asked to review: e-mail addresses or ids of people, names or ids of groups. By default
                those of ``statsig:reviewers``, else whoever may.
            review_description: What a review says of the change; by default the commit, and the address of the pull
                request in CI.
            review: What becomes of a change: ``propose`` makes a review of what a review can carry, which people accept
                in Statsig, and applies the rest; ``direct`` applies everything. Left out, it is as ``statsig:review``
                says, else ``direct``.
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

class GateCodeCleanup(Resource):
    """Has Statsig take a gate out of the code, when the resource is created and when its triggers change.
    Statsig starts a job for that. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.GateCodeCleanup("tidy", gate_id="old_checkout")
        ```
    """

    gate_id: Output[str]
    """The gate, such as one that Statsig considers stale (see ``list_gates(type="STALE")``)."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        gate_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Has Statsig take a gate out of the code, when the resource is created and when its triggers change. Statsig
        starts a job for that. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            gate_id: The gate, such as one that Statsig considers stale (see ``list_gates(type="STALE")``). A change
                replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
