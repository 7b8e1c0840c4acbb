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

Share = float
"""0 to 1."""
Aggregation = Literal[
    "count",
    "sum",
    "mean",
    "daily_participation",
    "ratio",
    "funnel",
    "count_distinct",
    "percentile",
    "first_value",
    "latest_value",
    "retention",
    "max",
    "min",
    "",
]
Number = Input[float] | None
Flag = Input[bool] | None

class MetricCriterion(Model):
    """Which events or rows count."""

    type: Input[Literal["value", "metadata", "user", "user_custom"]]
    """The type of the criterion."""
    condition: Input[
        Literal[
            "in",
            "not_in",
            "=",
            ">",
            "<",
            ">=",
            "<=",
            "is_null",
            "non_null",
            "contains",
            "not_contains",
            "sql_filter",
            "starts_with",
            "ends_with",
            "after_exposure",
            "before_exposure",
            "is_true",
            "is_false",
        ]
    ]
    """How it is compared; ``sql_filter``, ``starts_with``, ``ends_with``, ``after_exposure`` and ``before_exposure`` in
    Warehouse Native projects only."""
    column: Input[str] | None = ...
    """The field or column."""
    values: Input[Strings] | None = ...
    """What it is compared with."""
    null_vacuous_override: Input[bool] | None = ...
    """Whether a value that is missing counts as met."""

Criteria = Input[list[MetricCriterion]]

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

class WarehouseFunnelStep(Model):
    """A step of a funnel over metric sources."""

    metric_source_name: Input[str] | None = ...
    """The metric source."""
    name: Input[str] | None = ...
    """The step's name."""
    criteria: Criteria = ...
    """Which rows count."""
    session_identifier_field: Input[str] | None = ...
    """The column of the session."""

class WarehouseMetric(Model):
    """How a metric is computed in a warehouse. What is left out is left as it is."""

    aggregation: Input[Aggregation] | None = ...
    """Aggregation of the values."""
    metric_source_name: Input[str] | None = ...
    """The metric source."""
    criteria: Criteria = ...
    """Which rows count."""
    value_column: Input[str] | None = ...
    """The column of the value."""
    value_threshold: Number = ...
    """The value that has to be reached."""
    percentile: Number = ...
    """Which percentile, for ``percentile``."""
    numerator_aggregation: Input[Aggregation] | None = ...
    """Aggregation of the numerator."""
    denominator_aggregation: Input[Aggregation] | None = ...
    """Aggregation of the denominator."""
    denominator_metric_source_name: Input[str] | None = ...
    """The metric source of the denominator."""
    denominator_criteria: Criteria = ...
    """The rows that count in the denominator."""
    denominator_value_column: Input[str] | None = ...
    """The column of the denominator's value."""
    denominator_rollup_time_window: Input[str] | None = ...
    """The rollup window of the denominator: ``max``, ``custom`` and so on."""
    denominator_custom_rollup_start: Number = ...
    """Its start in days after exposure, for ``custom``."""
    denominator_custom_rollup_end: Number = ...
    """Its end in days after exposure, for ``custom``."""
    denominator_custom_rollup_measure_in_minutes: Flag = ...
    """Whether start and end are minutes."""
    allow_null_ratio_denominator: Flag = ...
    """Whether units without a denominator count."""
    rollup_time_window: Input[str] | None = ...
    """The rollup window: ``max``, ``custom`` and so on."""
    custom_roll_up_start: Number = ...
    """Its start in days after exposure, for ``custom``."""
    custom_roll_up_end: Number = ...
    """Its end in days after exposure, for ``custom``."""
    custom_rollup_measure_in_minutes: Flag = ...
    """Whether start and end are minutes."""
    wait_for_cohort_window: Flag = ...
    """Whether units count only after their window."""
    metric_bake_days: Number = ...
    """After how many days the data is complete."""
    metric_dimension_columns: Input[Strings] | None = ...
    """The columns by which it can be broken down."""
    funnel_events: Input[list[WarehouseFunnelStep]] = ...
    """The steps of a funnel."""
    funnel_calculation_window: Number = ...
    """Within how many days the steps have to follow."""
    funnel_count_distinct: Input[Literal["sessions", "users"]] | None = ...
    """What a funnel counts."""
    funnel_start_criteria: Input[Literal["start_event", "exposure"]] | None = ...
    """What begins a funnel."""
    funnel_strict_ordering: Flag = ...
    """Whether the steps have to come in order."""
    funnel_use_exposure_as_first_event: Flag = ...
    """Whether the exposure is the first step."""
    funnel_timestamp_allowance_ms: Number = ...
    """By how many milliseconds steps may be out of order."""
    funnel_time_to_convert: Flag = ...
    """Whether the time to the end is measured."""
    winsorization_high: Input[Share] | None = ...
    """Values above this share of all are cut, 0 to 1."""
    winsorization_low: Input[Share] | None = ...
    """Values below this share of all are cut, 0 to 1."""
    winsorization_high_denominator: Input[Share] | None = ...
    """The same for the denominator."""
    winsorization_low_denominator: Input[Share] | None = ...
    """The same for the denominator."""
    cap: Number = ...
    """The largest value that counts."""
    cuped_attribution_window: Number = ...
    """How many days before exposure CUPED looks at."""
    only_include_users_with_conversion_event: Flag = ...
    """Whether only users with the event count."""
    use_log_transform: Flag = ...
    """Whether logarithms of the values are taken."""
    log_transform_base: Number = ...
    """The base of the logarithm."""
    retention_end: Number = ...
    """The last day of retention."""
    retention_length: Number = ...
    """How many days it looks at."""
    use_secondary_retention_event: Flag = ...
    """Whether another event counts as coming back."""
    surrogate_metric_mse: Number = ...
    """The error of a surrogate metric."""

class MetricOwner(Model):
    """Who is responsible for a metric."""

    email: Input[str] | None = ...
    """The e-mail address."""
    owner_id: Input[str] | None = ...
    """The Statsig id."""

class Metric(Resource):
    """A metric. ``on_destroy="archive"`` schedules it for archiving in place of deleting it.

    Example:
        ```python
        statsig.Metric("purchases", type="event_count_custom", metric_events=[MetricEvent(name="purchase")])
        ```
    """

    name: Output[str]
    """The metric's name, 4 to 200 characters; by default the resource's name. The id is ``name::type``."""
    type: Output[str]
    """How it is computed; ``user_warehouse`` in Warehouse Native projects."""
    description: Output[str | None]
    """What it measures, at most 1000 characters."""
    directionality: Output[str | None]
    """Which change is good."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    unit_types: Output[list[str] | None]
    """The units that it is computed for."""
    metric_events: Output[list[dict[str, Any]] | None]
    """The events that it is computed from."""
    metric_component_metrics: Output[list[dict[str, Any]] | None]
    """The metrics that it is computed from, for composites and ratios."""
    funnel_event_list: Output[list[dict[str, Any]] | None]
    """The steps of a funnel."""
    funnel_count_distinct: Output[str | None]
    """What a funnel counts."""
    rollup_time_window: Output[str | None]
    """The rollup window; ``custom`` for the next two."""
    custom_roll_up_start: Output[float | None]
    """Its start in days after exposure."""
    custom_roll_up_end: Output[float | None]
    """Its end in days after exposure."""
    warehouse_native: Output[dict[str, Any] | None]
    """How it is computed in a warehouse (Warehouse Native)."""
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
    """Adopt an object of this name that exists already, and change only what differs from the program."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        name: Input[str] | None = ...,
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
                "undefined",
                "user_warehouse",
            ]
        ],
        description: Input[Description] = ...,
        directionality: Input[Literal["increase", "decrease"]] = ...,
        tags: Input[Strings] = ...,
        unit_types: Input[Strings] | None = ...,
        metric_events: Input[list[MetricEvent]] | None = ...,
        metric_component_metrics: Input[list[MetricRef]] | None = ...,
        funnel_event_list: Input[list[FunnelEvent]] | None = ...,
        funnel_count_distinct: Input[Literal["events", "users"]] | None = ...,
        rollup_time_window: Input[str] | None = ...,
        custom_roll_up_start: Input[float] | None = ...,
        custom_roll_up_end: Input[float] | None = ...,
        warehouse_native: Input[WarehouseMetric] | None = ...,
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
            name: The metric's name, 4 to 200 characters; by default the resource's name. The id is ``name::type``. A
                change replaces the object.
            type: How it is computed; ``user_warehouse`` in Warehouse Native projects. A change replaces the object.
            description: What it measures, at most 1000 characters.
            directionality: Which change is good.
            tags: Tags, by name. The order means nothing.
            unit_types: The units that it is computed for. The order means nothing. Taken out of the program, it stays
                as it is.
            metric_events: The events that it is computed from. A change replaces the object.
            metric_component_metrics: The metrics that it is computed from, for composites and ratios. A change replaces
                the object.
            funnel_event_list: The steps of a funnel. A change replaces the object.
            funnel_count_distinct: What a funnel counts. A change replaces the object.
            rollup_time_window: The rollup window; ``custom`` for the next two. A change replaces the object.
            custom_roll_up_start: Its start in days after exposure. A change replaces the object.
            custom_roll_up_end: Its end in days after exposure. A change replaces the object.
            warehouse_native: How it is computed in a warehouse (Warehouse Native). Taken out of the program, it stays
                as it is.
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
            adopt: Adopt an object of this name that exists already, and change only what differs from the program.
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
