"""How a metric is computed in a warehouse: https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from typing_extensions import Self

from ..schema.markers import In, NoDefault, SendDefault, Strings, Wire
from ..schema.model import Model
from ..schema.shape import shape_of
from ..schema.values import from_wire

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
    "composite",
    "",
]
Number = NoDefault[In[float] | None]
Whole = NoDefault[In[Annotated[int, Field(ge=0)]] | None]
"""A whole number, not negative."""
Days = NoDefault[In[Annotated[int, Field(gt=0)]] | None]
"""A number of days, 1 or more."""
Percentile = Annotated[float, Field(ge=0.001, le=0.999)]
"""0.001 to 0.999: the median is 0.5."""
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


class MetricSourceRef(Model):
    """A metric source that a metric is computed from."""

    merge_key: ClassVar[str | None] = "metric_source_name"
    may_be_renamed: ClassVar[bool] = False

    metric_source_name: In[str]
    """The metric source."""
    criteria: SendDefault[Criteria] = []
    """Which rows count."""
    value_column: In[str] | None = None
    """The column of the value."""


class DimensionLimit(Model):
    """How many values of a dimension are kept apart."""

    merge_key: ClassVar[str | None] = "name"
    may_be_renamed: ClassVar[bool] = False

    name: In[str]
    """The column of the dimension."""
    limit: In[Annotated[int, Field(ge=0, le=100)]]
    """How many values, 0 to 100."""


class CompositeComponent(Model):
    """A part of a metric with the aggregation ``composite``."""

    operator: In[Literal["+", "-"]]
    """Whether it is added or subtracted."""
    name: In[str] | None = None
    """The part's name."""
    aggregation: In[Aggregation] | None = None
    """Aggregation of its values."""
    metric_source_name: In[str] | None = None
    """The metric source."""
    criteria: Criteria = []
    """Which rows count."""
    value_column: In[str] | None = None
    """The column of the value."""


ONE_SOURCE = ("metric_source_name", "criteria", "value_column")
"""The fields of the only metric source, in the form that the API calls deprecated: sent, they replace all sources."""


class WarehouseMetric(Model):
    """How a metric is computed in a warehouse. What is left out is left as it is."""

    aggregation: NoDefault[In[Aggregation] | None] = None
    """Aggregation of the values."""
    repeated: ClassVar[Mapping[str, frozenset[str]]] = {"metric_sources": frozenset(ONE_SOURCE)}

    metric_sources: NoDefault[In[list[MetricSourceRef]] | None] = None
    """The metric sources, one or several."""
    metric_source_name: NoDefault[In[str] | None] = None
    """The metric source, where there is one; ``metric_sources`` takes its place and that of the next two."""
    criteria: Criteria = []
    """Which rows of the one source count."""
    value_column: NoDefault[In[str] | None] = None
    """The column of the value in the one source."""
    components: NoDefault[In[list[CompositeComponent]] | None] = None
    """What is added and subtracted, for ``composite``."""
    value_threshold: Number = None
    """The value that has to be reached."""
    percentile: NoDefault[In[Percentile] | None] = None
    """Which percentile, 0.001 to 0.999, for ``percentile``."""
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
    custom_roll_up_start: Whole = None
    """Its start in days after exposure, for ``custom``."""
    custom_roll_up_end: Whole = None
    """Its end in days after exposure, for ``custom``."""
    custom_rollup_measure_in_minutes: Flag = None
    """Whether start and end are minutes."""
    wait_for_cohort_window: Flag = None
    """Whether units count only after their window."""
    metric_bake_days: Whole = None
    """After how many days the data is complete."""
    loading_window: Whole = None
    """How many days of data a load covers; 90 unless set."""
    metric_dimension_columns: NoDefault[In[Strings] | None] = None
    """The columns by which it can be broken down."""
    metric_dimension_limits: NoDefault[In[list[DimensionLimit]] | None] = None
    """How many values of these columns are kept apart."""
    funnel_events: In[list[WarehouseFunnelStep]] = []
    """The steps of a funnel."""
    funnel_calculation_window: Whole = None
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
    cuped_attribution_window: Whole = None
    """How many days before exposure CUPED looks at."""
    only_include_users_with_conversion_event: Flag = None
    """Whether only users with the event count."""
    use_log_transform: Flag = None
    """Whether logarithms of the values are taken."""
    log_transform_base: NoDefault[In[Annotated[float, Field(gt=0)]] | None] = None
    """The base of the logarithm, above 0."""
    retention_end: Days = None
    """The last day of retention."""
    retention_length: Days = None
    """How many days it looks at."""
    use_secondary_retention_event: Flag = None
    """Whether another event counts as coming back."""
    surrogate_metric_mse: Annotated[Number, Wire("surrogateMetricMSE")] = None
    """The error of a surrogate metric."""

    @model_validator(mode="after")
    def _sources_once(self) -> Self:
        """Refuse both forms of the metric sources."""
        given = [name for name in ONE_SOURCE if name in self.model_fields_set and getattr(self, name) is not None]
        if self.metric_sources is not None and given:
            raise ValueError(
                f"metric_sources has {', '.join(given)} of each source: leave it out beside metric_sources"
            )
        return self

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Add the sources that the server has, so that they are sent in place of the deprecated form: as they are, or
        the only one with what the program sets of it in that form."""
        sources = [from_wire(shape_of(MetricSourceRef), source) for source in live.get("metricSources") or []]
        given = {name: inputs[name] for name in ONE_SOURCE if name in inputs}
        if "metric_sources" in inputs or not sources or (given and len(sources) > 1):
            return inputs
        return {**inputs, "metric_sources": [{**source, **given} for source in sources]}
