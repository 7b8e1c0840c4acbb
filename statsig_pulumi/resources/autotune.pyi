# Written by tools/stubs.py from autotune.py. Change that, then run `make docs`.

"""Autotunes, contextual ones too: https://docs.statsig.com/console-api/autotunes"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonValue
from ..schema.markers import Strings
from ..schema.model import Model
from .reviewed import ReviewedResource

Exploration = Literal[
    "1hr", "24hr", "48hr", "168hr", "336hr", "1", "24", "48", "168", "336", "1hrs", "24hrs", "48hrs", "168hrs", "336hrs"
]
Attribution = Literal["1hr", "2hr", "4hr", "24hr", "1hrs", "2hrs", "4hrs", "24hrs", "1", "2", "4", "24"]
Rate = float
"""0.001 to 1."""

class AutotuneVariant(Model):
    """One of the variants between which an autotune chooses."""

    name: Input[str]
    """Its name, unique in the autotune."""
    value: Input[JsonValue]
    """The value that code gets, a JSON object."""
    size: Input[float] | None = ...
    """Its share of the traffic."""

class Autotune(ReviewedResource):
    """An autotune: it gives more and more traffic to the variant that does best.

    Example:
        ```python
        statsig.Autotune(
            "button_color",
            variants=[AutotuneVariant(name=c, value={"color": c}) for c in ("red", "green")],
            success_event="purchase",
            exploration_window="24hr",
            attribution_window="1hr",
            winner_threshold="95%",
            status="active",
        )
        ```
    """

    current_status: Output[str]
    """The current status, managed or not."""
    variant_ids: Output[dict[str, str]]
    """The ids of the variants, by name."""
    name: Output[str]
    """The autotune's name, of which Statsig makes the id; by default the resource's name."""
    description: Output[str | None]
    """What it is for."""
    status: Output[str | None]
    """Where it stands: ``setup``, ``active`` (it runs), ``decision_made`` (``winner`` is what everybody gets). Left
    out, it is left to the console."""
    winner: Output[str | None]
    """The name of the variant that wins, for ``decision_made``."""
    decision_reason: Output[str | None]
    """Why it wins; sent with the decision."""
    id_type: Output[str | None]
    """The unit that gets a variant."""
    variants: Output[list[dict[str, Any]]]
    """Two or more variants."""
    success_event: Output[str]
    """The event to maximize."""
    success_event_value: Output[str | None]
    """The value that the event has to have."""
    exploration_window: Output[str]
    """How long the traffic is split evenly at first, for example ``24hr``."""
    attribution_window: Output[str]
    """How long after an exposure an event counts, for example ``1hr``."""
    winner_threshold: Output[str]
    """The probability with which a variant has to be the best."""
    attribution_window_unit: Output[str | None]
    """The unit of the attribution window."""
    exploration_window_rate: Output[float | None]
    """The share of the traffic that explores during the exploration window, 0.001 to 1."""
    longterm_exploration_allocation: Output[float | None]
    """The share of the traffic that goes on exploring, 0.001 to 1."""
    metadata_field: Output[str | None]
    """The field of the event's metadata whose number is optimized."""
    higher_is_better: Output[bool | None]
    """Whether a larger number is better."""
    is_contextual: Output[bool | None]
    """Whether the choice depends on the user's attributes."""
    metric_source_id: Output[str | None]
    """The metric source that has the events (Warehouse Native)."""
    linked_experiment_name: Output[str | None]
    """An experiment that measures the autotune's effect."""
    goal_rich_text: Output[str | None]
    """The goal, in words."""
    optimization_parameter: Output[str | None]
    """Whether the event itself is optimized or its value."""
    value_column: Output[str | None]
    """The column of the metric source that is optimized."""
    feature_list: Output[list[str] | None]
    """The attributes it considers, where it is contextual."""
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
        name: Input[str] | None = ...,
        description: Input[str] = ...,
        status: Input[Literal["setup", "active", "decision_made"]] | None = ...,
        winner: Input[str] | None = ...,
        decision_reason: Input[str] | None = ...,
        id_type: Input[str] = ...,
        variants: Input[list[AutotuneVariant]],
        success_event: Input[str],
        success_event_value: Input[str] = ...,
        exploration_window: Input[Exploration],
        attribution_window: Input[Attribution],
        winner_threshold: Input[Literal["80%", "90%", "95%", "98%", "99%"]],
        attribution_window_unit: Input[Literal["min", "hour", "day"]] | None = ...,
        exploration_window_rate: Input[Rate] | None = ...,
        longterm_exploration_allocation: Input[Rate] | None = ...,
        metadata_field: Input[str] | None = ...,
        higher_is_better: Input[bool] = ...,
        is_contextual: Input[bool] | None = ...,
        metric_source_id: Input[str] | None = ...,
        linked_experiment_name: Input[str] | None = ...,
        goal_rich_text: Input[str] | None = ...,
        optimization_parameter: Input[Literal["occurrence", "value"]] | None = ...,
        value_column: Input[str] | None = ...,
        feature_list: Input[Strings] | None = ...,
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
        """An autotune: it gives more and more traffic to the variant that does best.

        Args:
            resource_name: Its name in the program.
            name: The autotune's name, of which Statsig makes the id; by default the resource's name. A change replaces
                the object.
            description: What it is for.
            status: Where it stands: ``setup``, ``active`` (it runs), ``decision_made`` (``winner`` is what everybody
                gets). Left out, it is left to the console. Taken out of the program, it stays as it is.
            winner: The name of the variant that wins, for ``decision_made``.
            decision_reason: Why it wins; sent with the decision.
            id_type: The unit that gets a variant. A change replaces the object.
            variants: Two or more variants. The order means nothing.
            success_event: The event to maximize.
            success_event_value: The value that the event has to have.
            exploration_window: How long the traffic is split evenly at first, for example ``24hr``.
            attribution_window: How long after an exposure an event counts, for example ``1hr``.
            winner_threshold: The probability with which a variant has to be the best.
            attribution_window_unit: The unit of the attribution window. Taken out of the program, it stays as it is.
            exploration_window_rate: The share of the traffic that explores during the exploration window, 0.001 to 1.
                Taken out of the program, it stays as it is.
            longterm_exploration_allocation: The share of the traffic that goes on exploring, 0.001 to 1. Taken out of
                the program, it stays as it is.
            metadata_field: The field of the event's metadata whose number is optimized. Taken out of the program, it
                stays as it is.
            higher_is_better: Whether a larger number is better.
            is_contextual: Whether the choice depends on the user's attributes. Taken out of the program, it stays as it
                is.
            metric_source_id: The metric source that has the events (Warehouse Native). Taken out of the program, it
                stays as it is.
            linked_experiment_name: An experiment that measures the autotune's effect. Taken out of the program, it
                stays as it is.
            goal_rich_text: The goal, in words. Taken out of the program, it stays as it is.
            optimization_parameter: Whether the event itself is optimized or its value. Taken out of the program, it
                stays as it is.
            value_column: The column of the metric source that is optimized. Taken out of the program, it stays as it
                is.
            feature_list: The attributes it considers, where it is contextual. Taken out of the program, it stays as it
                is.
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

class AutotuneScheduledStart(Resource):
    """Has Statsig start an autotune at a time. The API cannot call that off: another time takes its place, and
    destroying the resource changes nothing.

    Example:
        ```python
        statsig.AutotuneScheduledStart("monday", autotune_id="button_color", scheduled_time=1798790400000)
        ```
    """

    autotune_id: Output[str]
    """The autotune, which has the status ``setup``."""
    scheduled_time: Output[float]
    """When it starts, in milliseconds since 1970. Statsig has steps of 15 minutes."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        autotune_id: Input[str],
        scheduled_time: Input[float],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Has Statsig start an autotune at a time. The API cannot call that off: another time takes its place, and
        destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            autotune_id: The autotune, which has the status ``setup``. A change replaces the object.
            scheduled_time: When it starts, in milliseconds since 1970. Statsig has steps of 15 minutes.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
