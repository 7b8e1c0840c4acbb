# Written by tools/stubs.py from metric.py. Change that, then run `make docs`.

"""Metrics, in the cloud and Warehouse Native: https://docs.statsig.com/console-api/metrics"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import (
    Strings,
)
from ..schema.model import Model
from .shared_types import Description, MetricRef
from .warehouse_metric import Criteria, Percentile, WarehouseMetric

class MetricEvent(Model):
    """An event that a metric is computed from."""

    name: Input[str]
    """The event's name."""
    type: Input[Literal["count", "count_distinct", "value", "metadata"]] | None = ...
    """What is taken from the event."""
    metadata_key: Input[str] | None = ...
    """The field of its metadata, for ``metadata``."""
    criteria: Criteria = ...
    """Which of the events count."""

class FunnelEvent(Model):
    """A step of a funnel."""

    name: Input[str]
    """The event's name."""
    type: Input[Literal["event_dau", "event_user", "event_count", "event_count_custom"]]
    """What of it is counted."""

class MetricOwner(Model):
    """Who is responsible for a metric."""

    owner_id: Input[str] | None = ...
    """The Statsig id."""
    owner_type: Input[str] | None = ...
    """``USER`` or ``SDK_KEY``."""
    owner_name: Input[str] | None = ...
    """The name."""
    email: Input[str] | None = ...
    """The e-mail address."""

Weekday = int
"""A day of the week: 0 is Sunday."""
Name = str
"""3 to 200 letters, digits, spaces and ``_.-()/%:``."""

class Metric(Resource):
    """A metric. ``on_destroy="archive"`` schedules it for archiving in place of deleting it.

    Example:
        ```python
        statsig.Metric(
            "purchases",
            type="event_count_custom",
            unit_types=["userID"],
            metric_events=[MetricEvent(name="purchase")],
        )
        ```
    """

    permalink: Output[str]
    """The metric's address in the console."""
    name: Output[str]
    """The metric's name, 3 to 200 characters; by default the resource's name. The id is ``name::type``, and stays when
    the metric is renamed."""
    type: Output[str]
    """How it is computed; ``user_warehouse`` in Warehouse Native projects."""
    description: Output[str | None]
    """What it measures, at most 1000 characters."""
    directionality: Output[str | None]
    """Which change is good."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    unit_types: Output[list[str] | None]
    """The units that it is computed for."""
    metric_events: Output[list[dict[str, Any]] | None]
    """The events that it is computed from."""
    metric_component_metrics: Output[list[dict[str, Any]] | None]
    """The metrics that it is computed from, for composites and ratios."""
    funnel_event_list: Output[list[dict[str, Any]] | None]
    """The steps of a funnel."""
    funnel_count_distinct: Output[str | None]
    """What a funnel counts; its steps have the types ``event_count`` and ``event_count_custom`` for ``events``,
    ``event_dau`` and ``event_user`` for ``users``."""
    percentile: Output[float | None]
    """Which percentile, 0.001 to 0.999, for the type ``percentile``."""
    rollup_time_window: Output[str | None]
    """The rollup window; ``custom`` for the next two."""
    custom_roll_up_start: Output[float | None]
    """Its start in days after exposure."""
    custom_roll_up_end: Output[float | None]
    """Its end in days after exposure."""
    warehouse_native: Output[dict[str, Any] | None]
    """How it is computed in a warehouse (Warehouse Native)."""
    scheduled_reload_hour: Output[int | None]
    """The hour of its load, 0 to 23 (Warehouse Native)."""
    scheduled_reload_days: Output[list[int] | None]
    """The days of its load, 0 for Sunday to 6; every day when left out (Warehouse Native)."""
    is_permanent: Output[bool | None]
    """Whether it is meant to stay."""
    is_read_only: Output[bool | None]
    """Whether it can be changed through the API alone."""
    is_verified: Output[bool | None]
    """Whether it is marked as verified."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
    dry_run: Output[bool | None]
    """Whether every preview asks Statsig if it would take the metric; that costs a request."""
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
        name: Input[Name] | None = ...,
        type: Input[
            Literal[
                "ratio",
                "mean",
                "event_count_custom",
                "event_user",
                "funnel",
                "composite",
                "composite_sum",
                "sum",
                "user_warehouse",
                "percentile",
                "latest_value",
            ]
        ],
        description: Input[Description] = ...,
        directionality: Input[Literal["increase", "decrease"]] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        unit_types: Input[Strings] | None = ...,
        metric_events: Input[list[MetricEvent]] | None = ...,
        metric_component_metrics: Input[list[MetricRef]] | None = ...,
        funnel_event_list: Input[list[FunnelEvent]] | None = ...,
        funnel_count_distinct: Input[Literal["events", "users"]] | None = ...,
        percentile: Input[Percentile] | None = ...,
        rollup_time_window: Input[str] | None = ...,
        custom_roll_up_start: Input[float] | None = ...,
        custom_roll_up_end: Input[float] | None = ...,
        warehouse_native: Input[WarehouseMetric] | None = ...,
        scheduled_reload_hour: Input[int] | None = ...,
        scheduled_reload_days: Input[list[Weekday] | list[Input[Weekday]]] | None = ...,
        is_permanent: Input[bool] = ...,
        is_read_only: Input[bool] = ...,
        is_verified: Input[bool] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        owner: Input[MetricOwner] | None = ...,
        dry_run: bool = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A metric. ``on_destroy="archive"`` schedules it for archiving in place of deleting it.

        Args:
            resource_name: Its name in the program.
            name: The metric's name, 3 to 200 characters; by default the resource's name. The id is ``name::type``, and
                stays when the metric is renamed.
            type: How it is computed; ``user_warehouse`` in Warehouse Native projects. A change replaces the object.
            description: What it measures, at most 1000 characters.
            directionality: Which change is good.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            unit_types: The units that it is computed for. The order means nothing. Taken out of the program, it stays
                as it is.
            metric_events: The events that it is computed from. A change replaces the object.
            metric_component_metrics: The metrics that it is computed from, for composites and ratios. A change replaces
                the object.
            funnel_event_list: The steps of a funnel. A change replaces the object.
            funnel_count_distinct: What a funnel counts; its steps have the types ``event_count`` and
                ``event_count_custom`` for ``events``, ``event_dau`` and ``event_user`` for ``users``. A change replaces
                the object.
            percentile: Which percentile, 0.001 to 0.999, for the type ``percentile``. Taken out of the program, it
                stays as it is.
            rollup_time_window: The rollup window; ``custom`` for the next two. A change replaces the object.
            custom_roll_up_start: Its start in days after exposure. A change replaces the object.
            custom_roll_up_end: Its end in days after exposure. A change replaces the object.
            warehouse_native: How it is computed in a warehouse (Warehouse Native). Taken out of the program, it stays
                as it is.
            scheduled_reload_hour: The hour of its load, 0 to 23 (Warehouse Native).
            scheduled_reload_days: The days of its load, 0 for Sunday to 6; every day when left out (Warehouse Native).
                The order means nothing.
            is_permanent: Whether it is meant to stay.
            is_read_only: Whether it can be changed through the API alone.
            is_verified: Whether it is marked as verified.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            owner: Who is responsible. Taken out of the program, it stays as it is.
            dry_run: Whether every preview asks Statsig if it would take the metric; that costs a request.
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

class MetricArchive(Resource):
    """Schedules a metric for archiving. Destroying the resource cancels that, or unarchives the metric.

    Example:
        ```python
        statsig.MetricArchive("old", metric_id="purchases::event_count_custom")
        ```
    """

    metric_id: Output[str]
    """The metric, by id: ``name::type``."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        metric_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Schedules a metric for archiving. Destroying the resource cancels that, or unarchives the metric.

        Args:
            resource_name: Its name in the program.
            metric_id: The metric, by id: ``name::type``. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class MetricReload(Resource):
    """Reloads a metric's data (Warehouse Native), when the resource is created and when its triggers change. The API
    does not report when that ends.

    Example:
        ```python
        statsig.MetricReload("orders", metric_id="orders::user_warehouse", triggers={"sql": "v2"})
        ```
    """

    metric_id: Output[str]
    """The metric, by id: ``name::type``."""
    incremental: Output[bool | None]
    """Whether only new data is loaded."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        metric_id: Input[str],
        incremental: Input[bool] = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Reloads a metric's data (Warehouse Native), when the resource is created and when its triggers change. The
        API does not report when that ends.

        Args:
            resource_name: Its name in the program.
            metric_id: The metric, by id: ``name::type``. A change replaces the object.
            incremental: Whether only new data is loaded.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
