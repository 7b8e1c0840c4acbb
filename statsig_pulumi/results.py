"""What the functions return: documents of the API, with the program's names.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any

from .model import Wire
from .record import Record


class GateActiveReviewResult(Record):
    """A part of ``GateResult``: ``activeReview``."""

    description: str
    review_id: str
    review_status: str


class GateMonitoringMetricResult(Record):
    """A part of ``GateResult``: ``monitoringMetric``."""

    name: str
    type: str


class GateOwnerResult(Record):
    """A part of ``GateResult``: ``owner``."""

    owner_email: str | None
    owner_id: str | None
    owner_name: str | None
    owner_type: str | None


class GateReviewSettingsAllowedReviewerResult(Record):
    """A part of ``GateReviewSettingsResult``: ``allowedReviewer``."""

    email: str
    id: str
    name: str


class GateReviewSettingsResult(Record):
    """A part of ``GateResult``: ``reviewSettings``."""

    allowed_reviewers: list[GateReviewSettingsAllowedReviewerResult] | None
    required_review: bool


class GateRuleCompletedAutomatedRolloutResult(Record):
    """A part of ``GateRuleResult``: ``completedAutomatedRollout``."""

    pass_percent: float
    time: float


class GateRuleConditionResult(Record):
    """A part of ``GateRuleResult``: ``condition``."""

    custom_id: str | None
    field: str | None
    operator: str | None
    target_value: list[str] | list[float] | str | float | None
    type: str


class GateRuleResult(Record):
    """A part of ``GateResult``: ``rule``."""

    base_id: str | None
    completed_automated_rollouts: list[GateRuleCompletedAutomatedRolloutResult] | None
    conditions: list[GateRuleConditionResult]
    environments: list[str] | None
    id: str | None
    name: str
    pass_percentage: float
    pending_automated_rollouts: list[GateRuleCompletedAutomatedRolloutResult] | None
    return_value: dict[str, Any] | None


class GateResult(Record):
    """A feature gate, as Statsig has it."""

    active_review: GateActiveReviewResult | None
    checks_per_hour: float | None
    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    holdout_ids: list[str] | None
    id: str
    id_type: str | None
    is_enabled: bool
    is_template: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    measure_metric_lifts: bool | None
    monitoring_metrics: list[GateMonitoringMetricResult] | None
    name: str | None
    owner: GateOwnerResult | None
    release_pipeline_id: str | None
    review_settings: GateReviewSettingsResult | None
    rules: list[GateRuleResult]
    status: str
    tags: list[str] | None
    target_apps: str | list[str] | None
    team: str | None
    team_id: str | None
    type: str
    type_reason: str
    version: float | None


class DynamicConfigRuleVariantResult(Record):
    """A part of ``DynamicConfigRuleResult``: ``variant``."""

    id: str | None
    name: str
    pass_percentage: float
    return_value: dict[str, Any] | None
    return_value_json5: str | None


class DynamicConfigRuleResult(Record):
    """A part of ``DynamicConfigResult``: ``rule``."""

    base_id: str | None
    completed_automated_rollouts: list[GateRuleCompletedAutomatedRolloutResult] | None
    conditions: list[GateRuleConditionResult]
    environments: list[str] | None
    id: str | None
    name: str
    pass_percentage: float
    pending_automated_rollouts: list[GateRuleCompletedAutomatedRolloutResult] | None
    return_value: dict[str, Any] | None
    return_value_json5: str | None
    variants: list[DynamicConfigRuleVariantResult] | None


class DynamicConfigResult(Record):
    """A dynamic config, as Statsig has it."""

    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    default_value: dict[str, Any] | None
    default_value_json5: str | None
    description: str
    holdout_ids: list[str] | None
    id: str
    id_type: str | None
    is_enabled: bool
    is_template: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    owner: GateOwnerResult | None
    release_pipeline_id: str | None
    rules: list[DynamicConfigRuleResult]
    json_schema: Annotated[str | None, Wire("schema")]
    json_schema_json5: Annotated[str | None, Wire("schemaJson5")]
    status: str | None
    tags: list[str] | None
    target_apps: str | list[str] | None
    team: str | None
    team_id: str | None
    version: float | None


class ExperimentAssignmentSourceFilterResult(Record):
    """A part of ``ExperimentResult``: ``assignmentSourceFilter``."""

    column: str | None
    condition: str
    values: list[str] | None


class ExperimentGroupResult(Record):
    """A part of ``ExperimentResult``: ``group``."""

    description: str | None
    disabled: bool | None
    foreign_group_id: str | None
    id: str | None
    name: str
    parameter_values: dict[str, Any]
    size: float


class ExperimentHealthCheckMetadataDeduplicationRateResult(Record):
    """A part of ``ExperimentHealthCheckMetadataResult``: ``deduplication_rate``."""

    group_id: Annotated[str, Wire("group_id")]
    group_name: Annotated[str, Wire("group_name")]
    rate: float


class ExperimentHealthCheckMetadataMetricResult(Record):
    """A part of ``ExperimentHealthCheckMetadataResult``: ``metric``."""

    earliest_date: Annotated[str | None, Wire("earliest_date")]
    latest_date: Annotated[str | None, Wire("latest_date")]
    metric_name: Annotated[str, Wire("metric_name")]


class ExperimentHealthCheckMetadataResult(Record):
    """A part of ``ExperimentHealthCheckResult``: ``metadata``."""

    assignment_source_id: str | None
    assignment_source_name: str | None
    crossover_percent: float | None
    deduplication_rate: Annotated[float | None, Wire("deduplication_rate")]
    deduplication_rates: Annotated[
        list[ExperimentHealthCheckMetadataDeduplicationRateResult] | None, Wire("deduplication_rates")
    ]
    foreign_experiment_id: str | None
    last_pulse_load_time: float | None
    last_updated_ds: str | None
    metrics: list[ExperimentHealthCheckMetadataMetricResult] | None
    missing_metrics: list[str] | None
    primary_id_type: Annotated[str, Wire("primary_id_type")]
    secondary_id_type: Annotated[str | None, Wire("secondary_id_type")]
    type: str


class ExperimentHealthCheckResult(Record):
    """A part of ``ExperimentResult``: ``healthCheck``."""

    description: str
    metadata: ExperimentHealthCheckMetadataResult | None
    name: str
    status: str
    type: str | None


class ExperimentLinkResult(Record):
    """A part of ``ExperimentResult``: ``link``."""

    title: str | None
    url: str


class ExperimentManualQualityScoreResult(Record):
    """A part of ``ExperimentResult``: ``manualQualityScore``."""

    criteria_description: str
    criteria_name: str
    score: float
    status: str
    weight: float


class ExperimentOtherMetricResult(Record):
    """A part of ``ExperimentResult``: ``otherMetric``."""

    direction: str | None
    hypothesized_value: float | None
    name: str
    type: str


class ExperimentStratifiedSamplingCsvResult(Record):
    """A part of ``ExperimentStratifiedSamplingResult``: ``csv``."""

    identifier: str
    original: str


class ExperimentStratifiedSamplingEntityPropertySourceResult(Record):
    """A part of ``ExperimentStratifiedSamplingResult``: ``entityPropertySource``."""

    column: str
    property_source_name: str


class ExperimentStratifiedSamplingMetricResult(Record):
    """A part of ``ExperimentStratifiedSamplingResult``: ``metric``."""

    end_date: str
    name: str
    start_date: str


class ExperimentStratifiedSamplingResult(Record):
    """A part of ``ExperimentResult``: ``stratifiedSampling``."""

    csv: ExperimentStratifiedSamplingCsvResult | None
    entity_property_source: ExperimentStratifiedSamplingEntityPropertySourceResult | None
    metric: ExperimentStratifiedSamplingMetricResult | None
    status: str


class ExperimentSummarySectionResult(Record):
    """A part of ``ExperimentResult``: ``summarySection``."""

    content: str | None
    name: str


class ExperimentResult(Record):
    """An experiment, as Statsig has it."""

    active_review: GateActiveReviewResult | None
    allocation: float
    allocation_duration: int | None
    analysis_end_time: str | None
    analytics_type: str | None
    assignment_source_experiment_name: str | None
    assignment_source_filters: list[ExperimentAssignmentSourceFilterResult] | None
    assignment_source_name: str | None
    benjamini_hochberg_per_metric: bool | None
    benjamini_hochberg_per_variant: bool | None
    benjamini_primary_metrics_only: bool | None
    bonferroni_correction: bool
    bonferroni_correction_per_metric: bool | None
    cohort_wait_until_end_to_include: bool | None
    cohorted_analysis_duration: int | None
    cohorted_metrics_mature_after_end: bool | None
    control_group_id: str | None
    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    decision_reason: str | None
    decision_time: float | None
    default_confidence_interval: str
    description: str
    duration: int | None
    end_time: float | None
    external_experiment_name: str | None
    fixed_analysis_duration: int | None
    groups: list[ExperimentGroupResult]
    health_check_status: str
    health_checks: list[ExperimentHealthCheckResult] | None
    holdout_ids: list[str] | None
    hypothesis: str
    id: str
    id_type: str
    identifier_mapping_mode: str | None
    identity_resolution_source: str | None
    inline_targeting_rules_json: Annotated[str | None, Wire("inlineTargetingRulesJSON")]
    is_analysis_only: bool | None
    is_sidecar: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    launched_group_id: str | None
    layer_id: str | None
    links: list[ExperimentLinkResult] | None
    manual_quality_scores: list[ExperimentManualQualityScoreResult] | None
    name: str | None
    other_metrics: list[ExperimentOtherMetricResult] | None
    owner: GateOwnerResult | None
    primary_metric_tags: list[str] | None
    primary_metrics: list[ExperimentOtherMetricResult]
    review_settings: GateReviewSettingsResult | None
    scheduled_reload_hour: int | None
    scheduled_reload_type: str | None
    secondary_id_type: str | None
    secondary_metric_tags: list[str] | None
    secondary_metrics: list[ExperimentOtherMetricResult]
    sequential_testing: bool | None
    start_time: float | None
    status: str
    stratified_sampling: ExperimentStratifiedSamplingResult | None
    subtype: str | None
    summary_sections: list[ExperimentSummarySectionResult] | None
    tags: list[str]
    target_apps: str | list[str] | None
    target_exposures: int | None
    targeting_gate_id: str | None
    team: str | None
    team_id: str | None
    version: float | None


class TeamAdminResult(Record):
    """A part of ``TeamResult``: ``admin``."""

    email: str
    first_name: str
    last_name: str
    role: str


class TeamResult(Record):
    """A team, as Statsig has it."""

    admins: list[TeamAdminResult]
    change_team_configs: str
    default_experiment_primary_metrics: list[GateMonitoringMetricResult]
    default_experiment_secondary_metrics: list[GateMonitoringMetricResult]
    default_gate_metrics: list[GateMonitoringMetricResult]
    default_holdout_id: str | None
    default_holdout_metrics: list[GateMonitoringMetricResult]
    default_target_applications: list[str]
    description: str | None
    id: str
    members: list[TeamAdminResult]
    name: str
    require_dynamic_config_templates: bool | None
    require_experiment_templates: bool | None
    require_gate_templates: bool | None
    require_reviews: bool | None
    review_approval: str


class IngestionResult(Record):
    """An ingestion source, as Statsig has it."""

    data: dict[str, Any]
    enabled: bool
    id: str
    type: str


class IngestionScheduleResult(Record):
    """When a dataset is ingested, as Statsig has it."""

    dataset: str
    scheduled_hour_pst: Annotated[float, Wire("scheduled_hour_pst")]


class EventResult(Record):
    """An event that was logged, as Statsig has it."""

    name: str
    source: str
    timestamp: str
    user_id: str
    value: str


class MetricFunnelEventListResult(Record):
    """A part of ``MetricResult``: ``funnelEventList``."""

    name: str
    type: str


class MetricLineageResult(Record):
    """A part of ``MetricResult``: ``lineage``."""

    events: list[str]
    metrics: list[str]


class MetricMetricEventCriteriaResult(Record):
    """A part of ``MetricMetricEventResult``: ``criteria``."""

    column: str | None
    condition: str
    null_vacuous_override: bool | None
    type: str
    values: list[str] | None


class MetricMetricEventResult(Record):
    """A part of ``MetricResult``: ``metricEvent``."""

    criteria: list[MetricMetricEventCriteriaResult] | None
    metadata_key: str | None
    name: str
    type: str | None


class MetricOwnerResult(Record):
    """A part of ``MetricResult``: ``owner``."""

    name: str
    owner_email: str | None
    owner_id: str | None
    owner_name: str | None
    owner_type: str | None


class MetricWarehouseNativeFunnelEventResult(Record):
    """A part of ``MetricWarehouseNativeResult``: ``funnelEvent``."""

    criteria: list[MetricMetricEventCriteriaResult] | None
    metric_source_name: str | None
    name: str | None
    session_identifier_field: str | None


class MetricWarehouseNativeResult(Record):
    """A part of ``MetricResult``: ``warehouseNative``."""

    aggregation: str | None
    allow_null_ratio_denominator: bool | None
    cap: float | None
    criteria: list[MetricMetricEventCriteriaResult] | None
    cuped_attribution_window: float | None
    custom_roll_up_end: float | None
    custom_roll_up_start: float | None
    custom_rollup_measure_in_minutes: bool | None
    denominator_aggregation: str | None
    denominator_criteria: list[MetricMetricEventCriteriaResult] | None
    denominator_custom_rollup_end: float | None
    denominator_custom_rollup_measure_in_minutes: bool | None
    denominator_custom_rollup_start: float | None
    denominator_metric_source_name: str | None
    denominator_rollup_time_window: str | None
    denominator_value_column: str | None
    funnel_calculation_window: float | None
    funnel_count_distinct: str | None
    funnel_events: list[MetricWarehouseNativeFunnelEventResult] | None
    funnel_start_criteria: str | None
    funnel_strict_ordering: bool | None
    funnel_time_to_convert: bool | None
    funnel_timestamp_allowance_ms: float | None
    funnel_use_exposure_as_first_event: bool | None
    log_transform_base: float | None
    metric_bake_days: float | None
    metric_dimension_columns: list[str] | None
    metric_source_name: str | None
    numerator_aggregation: str | None
    only_include_users_with_conversion_event: bool | None
    percentile: float | None
    retention_end: float | None
    retention_length: float | None
    rollup_time_window: str | None
    surrogate_metric_mse: Annotated[float | None, Wire("surrogateMetricMSE")]
    use_log_transform: bool | None
    use_secondary_retention_event: bool | None
    value_column: str | None
    value_threshold: float | None
    wait_for_cohort_window: bool | None
    winsorization_high: float | None
    winsorization_high_denominator: float | None
    winsorization_low: float | None
    winsorization_low_denominator: float | None


class MetricResult(Record):
    """A metric, as Statsig has it."""

    created_time: float | None
    creator_email: str | None
    creator_name: str | None
    custom_roll_up_end: float | None
    custom_roll_up_start: float | None
    description: str | None
    directionality: str
    dry_run: bool | None
    funnel_count_distinct: str | None
    funnel_event_list: list[MetricFunnelEventListResult] | None
    id: str
    is_hidden: bool | None
    is_permanent: bool | None
    is_read_only: bool | None
    is_verified: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    lineage: MetricLineageResult
    metric_component_metrics: list[GateMonitoringMetricResult] | None
    metric_events: list[MetricMetricEventResult] | None
    name: str
    owner: MetricOwnerResult | None
    rollup_time_window: str | None
    tags: list[str] | None
    team: str | None
    team_id: str | None
    type: str
    unit_types: list[str] | None
    warehouse_native: MetricWarehouseNativeResult | None


class GateOverridesEnvironmentOverrideResult(Record):
    """A part of ``GateOverridesResult``: ``environmentOverride``."""

    environment: str | None
    failing_ids: list[str]
    passing_ids: list[str]
    unit_id: str | None


class GateOverridesResult(Record):
    """Who passes or fails a gate whatever its rules say, as Statsig has it."""

    environment_overrides: list[GateOverridesEnvironmentOverrideResult]
    failing_custom_ids: list[str] | None
    failing_user_ids: list[str]
    passing_custom_ids: list[str] | None
    passing_user_ids: list[str]


class ExperimentOverridesOverrideResult(Record):
    """A part of ``ExperimentOverridesResult``: ``override``."""

    environment: str | None
    group_id: str
    id: str
    type: str


class ExperimentOverridesUserIDOverrideResult(Record):
    """A part of ``ExperimentOverridesResult``: ``userIDOverride``."""

    environment: str | None
    group_id: str
    ids: list[str]
    unit_type: str | None


class ExperimentOverridesResult(Record):
    """Who is in which group of an experiment whatever chance says, as Statsig has it."""

    overrides: list[ExperimentOverridesOverrideResult]
    user_id_overrides: list[ExperimentOverridesUserIDOverrideResult]
