"""Metrics, in the cloud and Warehouse Native: https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ..resource import Resource
from ..rest import Action, Collection, Effect
from ..schema.markers import (
    In,
    Key,
    NoDefault,
    Path,
    ProviderOnly,
    Replace,
    Strings,
    Unordered,
    UpdateOnly,
    Wire,
    is_known,
)
from ..schema.model import ActionArgs, DeletableArgs, Model
from .shared_types import Description, MetricRef

Share = Annotated[float, Field(ge=0, le=1)]
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
Number = NoDefault[In[float] | None]
Flag = NoDefault[In[bool] | None]


class MetricCriterion(Model):
    """Which events or rows count."""

    type: In[Literal["value", "metadata", "user", "user_custom"]]
    """The type of the criterion."""
    condition: In[
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
    column: In[str] | None = None
    """The field or column."""
    values: In[Strings] | None = None
    """What it is compared with."""
    null_vacuous_override: In[bool] | None = None
    """Whether a value that is missing counts as met."""


Criteria = In[list[MetricCriterion]]


class MetricEvent(Model):
    """An event that a metric is computed from."""

    name: In[str]
    """The event's name."""
    type: In[Literal["count", "count_distinct", "value", "metadata"]] | None = None
    """What is taken from the event."""
    metadata_key: In[str] | None = None
    """The field of its metadata, for ``metadata``."""
    criteria: Criteria = []
    """Which of the events count."""


class FunnelEvent(Model):
    """A step of a funnel."""

    name: In[str]
    """The event's name."""
    type: In[Literal["event_dau", "event_user", "event_count", "event_count_custom"]]
    """What of it is counted."""


class WarehouseFunnelStep(Model):
    """A step of a funnel over metric sources."""

    metric_source_name: In[str] | None = None
    """The metric source."""
    name: In[str] | None = None
    """The step's name."""
    criteria: Criteria = []
    """Which rows count."""
    session_identifier_field: In[str] | None = None
    """The column of the session."""


class WarehouseMetric(Model):
    """How a metric is computed in a warehouse. What is left out is left as it is."""

    aggregation: NoDefault[In[Aggregation] | None] = None
    """Aggregation of the values."""
    metric_source_name: NoDefault[In[str] | None] = None
    """The metric source."""
    criteria: Criteria = []
    """Which rows count."""
    value_column: NoDefault[In[str] | None] = None
    """The column of the value."""
    value_threshold: Number = None
    """The value that has to be reached."""
    percentile: Number = None
    """Which percentile, for ``percentile``."""
    numerator_aggregation: NoDefault[In[Aggregation] | None] = None
    """Aggregation of the numerator."""
    denominator_aggregation: NoDefault[In[Aggregation] | None] = None
    """Aggregation of the denominator."""
    denominator_metric_source_name: NoDefault[In[str] | None] = None
    """The metric source of the denominator."""
    denominator_criteria: Criteria = []
    """The rows that count in the denominator."""
    denominator_value_column: NoDefault[In[str] | None] = None
    """The column of the denominator's value."""
    denominator_rollup_time_window: NoDefault[In[str] | None] = None
    """The rollup window of the denominator: ``max``, ``custom`` and so on."""
    denominator_custom_rollup_start: Number = None
    """Its start in days after exposure, for ``custom``."""
    denominator_custom_rollup_end: Number = None
    """Its end in days after exposure, for ``custom``."""
    denominator_custom_rollup_measure_in_minutes: Flag = None
    """Whether start and end are minutes."""
    allow_null_ratio_denominator: Flag = None
    """Whether units without a denominator count."""
    rollup_time_window: NoDefault[In[str] | None] = None
    """The rollup window: ``max``, ``custom`` and so on."""
    custom_roll_up_start: Number = None
    """Its start in days after exposure, for ``custom``."""
    custom_roll_up_end: Number = None
    """Its end in days after exposure, for ``custom``."""
    custom_rollup_measure_in_minutes: Flag = None
    """Whether start and end are minutes."""
    wait_for_cohort_window: Flag = None
    """Whether units count only after their window."""
    metric_bake_days: Number = None
    """After how many days the data is complete."""
    metric_dimension_columns: NoDefault[In[Strings] | None] = None
    """The columns by which it can be broken down."""
    funnel_events: In[list[WarehouseFunnelStep]] = []
    """The steps of a funnel."""
    funnel_calculation_window: Number = None
    """Within how many days the steps have to follow."""
    funnel_count_distinct: NoDefault[In[Literal["sessions", "users"]] | None] = None
    """What a funnel counts."""
    funnel_start_criteria: NoDefault[In[Literal["start_event", "exposure"]] | None] = None
    """What begins a funnel."""
    funnel_strict_ordering: Flag = None
    """Whether the steps have to come in order."""
    funnel_use_exposure_as_first_event: Flag = None
    """Whether the exposure is the first step."""
    funnel_timestamp_allowance_ms: Number = None
    """By how many milliseconds steps may be out of order."""
    funnel_time_to_convert: Flag = None
    """Whether the time to the end is measured."""
    winsorization_high: NoDefault[In[Share] | None] = None
    """Values above this share of all are cut, 0 to 1."""
    winsorization_low: NoDefault[In[Share] | None] = None
    """Values below this share of all are cut, 0 to 1."""
    winsorization_high_denominator: NoDefault[In[Share] | None] = None
    """The same for the denominator."""
    winsorization_low_denominator: NoDefault[In[Share] | None] = None
    """The same for the denominator."""
    cap: Number = None
    """The largest value that counts."""
    cuped_attribution_window: Number = None
    """How many days before exposure CUPED looks at."""
    only_include_users_with_conversion_event: Flag = None
    """Whether only users with the event count."""
    use_log_transform: Flag = None
    """Whether logarithms of the values are taken."""
    log_transform_base: Number = None
    """The base of the logarithm."""
    retention_end: Number = None
    """The last day of retention."""
    retention_length: Number = None
    """How many days it looks at."""
    use_secondary_retention_event: Flag = None
    """Whether another event counts as coming back."""
    surrogate_metric_mse: Annotated[Number, Wire("surrogateMetricMSE")] = None
    """The error of a surrogate metric."""


class MetricOwner(Model):
    """Who is responsible for a metric."""

    email: In[str] | None = None
    """The e-mail address."""
    owner_id: In[str] | None = None
    """The Statsig id."""


class MetricArgs(DeletableArgs):
    """The arguments of a metric. What it is computed from cannot be changed in the cloud: that makes a new metric."""

    name: Key[
        Replace[
            In[Annotated[str, StringConstraints(min_length=4, max_length=200, pattern=r"^[a-zA-Z0-9_.\-()/ %:]*$")]]
            | None
        ]
    ] = None
    """The metric's name, 4 to 200 characters; by default the resource's name. The id is ``name::type``."""
    type: Replace[
        In[
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
        ]
    ] = Field(...)
    """How it is computed; ``user_warehouse`` in Warehouse Native projects."""
    description: In[Description] = ""
    """What it measures, at most 1000 characters."""
    directionality: In[Literal["increase", "decrease"]] = "increase"
    """Which change is good."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    unit_types: Unordered[NoDefault[In[Strings] | None]] = None
    """The units that it is computed for."""
    metric_events: Replace[In[list[MetricEvent]] | None] = None
    """The events that it is computed from."""
    metric_component_metrics: Replace[In[list[MetricRef]] | None] = None
    """The metrics that it is computed from, for composites and ratios."""
    funnel_event_list: Replace[In[list[FunnelEvent]] | None] = None
    """The steps of a funnel."""
    funnel_count_distinct: Replace[In[Literal["events", "users"]] | None] = None
    """What a funnel counts."""
    rollup_time_window: Replace[In[str] | None] = None
    """The rollup window; ``custom`` for the next two."""
    custom_roll_up_start: Replace[In[float] | None] = None
    """Its start in days after exposure."""
    custom_roll_up_end: Replace[In[float] | None] = None
    """Its end in days after exposure."""
    warehouse_native: NoDefault[In[WarehouseMetric] | None] = None
    """How it is computed in a warehouse (Warehouse Native)."""
    is_permanent: In[bool] = False
    """Whether it is meant to stay."""
    is_read_only: In[bool] = False
    """Whether it can be changed through the API alone."""
    is_verified: In[bool] = False
    """Whether it is marked as verified."""
    team: In[str] | None = None
    """The team that owns it, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns it, by id (Enterprise)."""
    owner: UpdateOnly[NoDefault[In[MetricOwner] | None]] = None
    """Who is responsible."""
    dry_run: ProviderOnly[bool] = False
    """Whether every preview asks Statsig if it would take the metric; that costs a request."""


class Metric(Resource):
    """A metric. ``on_destroy="archive"`` schedules it for archiving in place of deleting it.

    Example:
        ```python
        statsig.Metric("purchases", type="event_count_custom", metric_events=[MetricEvent(name="purchase")])
        ```
    """

    args = MetricArgs
    routes = Collection(
        "/metrics",
        id_format="{name}::{type}",
        list_="GET /metrics/list",
        update="POST /metrics/{id}",
        destroy_operations={"archive": "PUT /metrics/{id}/schedule_archive"},
    )

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Reduce the owner to address and id: the API returns a name as well, and does not accept it."""
        if "owner" not in body:
            return body
        return {**body, "owner": {k: v for k, v in body["owner"].items() if k in ("email", "ownerID")}}

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that a custom window comes with ``rollup_time_window="custom"``."""
        for name in ("custom_roll_up_start", "custom_roll_up_end"):
            window = new.get("rollup_time_window")
            if name in new and is_known(window) and window != "custom":
                yield name, "needs rollup_time_window='custom'"


class MetricArchiveArgs(ActionArgs):
    """The arguments of a metric's archive."""

    metric_id: Path[In[str]] = Field(...)
    """The metric, by id: ``name::type``."""


class MetricArchive(Resource):
    """Schedules a metric for archiving. Destroying the resource cancels that, or unarchives the metric.

    Example:
        ```python
        statsig.MetricArchive("old", metric_id="purchases::event_count_custom")
        ```
    """

    args = MetricArchiveArgs
    routes = Action(
        "PUT /metrics/{id}/schedule_archive",
        undo=("PUT /metrics/{id}/cancel_archive", "PUT /metrics/{id}/unarchive"),
        undone=Effect("GET /metrics/{id}", lambda _inputs, metric: not metric.get("isHidden")),
        repeatable=True,
    )


class MetricReloadArgs(ActionArgs):
    """The arguments of a metric's reload."""

    metric_id: Path[In[str]] = Field(...)
    """The metric, by id: ``name::type``."""
    incremental: ProviderOnly[In[bool]] = False
    """Whether only new data is loaded."""


class MetricReload(Resource):
    """Reloads a metric's data (Warehouse Native), when the resource is created and when its triggers change. The API
    does not report when that ends.

    Example:
        ```python
        statsig.MetricReload("orders", metric_id="orders::user_warehouse", triggers={"sql": "v2"})
        ```
    """

    args = MetricReloadArgs
    routes = Action("POST /metrics/{id}/reload", query=("incremental",))
