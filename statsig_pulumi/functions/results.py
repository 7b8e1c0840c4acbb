"""What the functions return: objects of the API, with names in snake_case.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ..schema.markers import Mark, Wire
from ._record import Record

IngestionState = Literal[
    "IMPORT_SUCCESSFUL",
    "ROWS_INSERTED",
    "LOADED_EMPTY_DATA",
    "IMPORT_SCHEDULED",
    "IMPORT_RESCHEDULED",
    "IMPORT_STARTED",
    "FILE_CREATED",
    "DOWNLOAD_COMPLETED",
    "BACKFILL_REQUESTED",
    "BACKFILL_STARTED",
    "ERROR",
    "CONNECTION_CONFIG_ERROR",
    "SSH_ERROR",
    "QUERY_CONSTRUCTION_ERROR",
    "INTERNAL_WRITE_ERROR_METRICS",
    "INTERNAL_WRITE_ERROR_EVENTS",
    "INTERNAL_WRITE_ERROR_EXPOSURES",
    "QUERY_ERROR",
    "SETUP_ERROR",
    "AUTHENTICATION_ERROR",
    "CONNECTION_ERROR",
    "INTERNAL_SERVER_ERROR",
    "BULK_LOAD_ERROR",
    "BULK_LOAD_SUCCESSFUL",
    "%Other",
]


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
    time: float | None


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
    """A feature gate."""

    active_review: GateActiveReviewResult | None
    archive_reason: str | None
    archived_at: float | None
    archived_by_email: str | None
    archived_by_id: str | None
    archived_by_name: str | None
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
    permalink: str
    release_pipeline_id: str | None
    review_settings: GateReviewSettingsResult | None
    rules: list[GateRuleResult]
    status: str
    store0100_exposures: bool | None
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
    """A dynamic config."""

    checks_per_hour: float | None
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
    is_permanent: bool
    is_template: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    owner: GateOwnerResult | None
    permalink: str
    release_pipeline_id: str | None
    rules: list[DynamicConfigRuleResult]
    json_schema: Annotated[str | None, Wire("schema")]
    json_schema_json5: Annotated[str | None, Wire("schemaJson5")]
    status: str | None
    tags: list[str] | None
    target_apps: str | list[str] | None
    team: str | None
    team_id: str | None
    type: str
    type_reason: str
    version: float | None


class ExperimentAssignmentSourceFilterResult(Record):
    """A part of ``ExperimentResult``: ``assignmentSourceFilter``."""

    column: str | None
    condition: str
    values: list[str] | None


class ExperimentBayesianPriorResult(Record):
    """A part of ``ExperimentResult``: ``bayesianPrior``."""

    metric: GateMonitoringMetricResult
    prior_mean: float
    prior_std_dev: float


class ExperimentExternalEventResult(Record):
    """A part of ``ExperimentResult``: ``externalEvent``."""

    name: str
    timestamp: float


class ExperimentGroupResult(Record):
    """A part of ``ExperimentResult``: ``group``."""

    description: str | None
    disabled: bool | None
    foreign_group_id: str | None
    foreign_group_id_verified: bool | None
    highlighted: bool | None
    id: str | None
    images: list[str] | None
    is_control: bool | None
    name: str
    parameter_values: dict[str, Any]
    shipped: bool | None
    size: float


class ExperimentHealthCheckMetadataDeduplicationRateResult(Record):
    """A part of ``ExperimentHealthCheckMetadataResult``: ``deduplication_rate``."""

    group_id: Annotated[str, Wire("group_id")]
    group_name: Annotated[str, Wire("group_name")]
    rate: float


class ExperimentHealthCheckMetadataGroupBucketInfoResult(Record):
    """A part of ``ExperimentHealthCheckMetadataResult``: ``groupBucketInfo``."""

    average_bucket_size: float
    group_id: str


class ExperimentHealthCheckMetadataGroupMetricResult(Record):
    """A part of ``ExperimentHealthCheckMetadataGroupResult``: ``metric``."""

    metric_key: str
    metric_title: str
    status: str


class ExperimentHealthCheckMetadataGroupResult(Record):
    """A part of ``ExperimentHealthCheckMetadataResult``: ``group``."""

    group_id: str
    group_name: str
    metrics: list[ExperimentHealthCheckMetadataGroupMetricResult]
    status: str


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
    group_bucket_info: list[ExperimentHealthCheckMetadataGroupBucketInfoResult] | None
    groups: list[ExperimentHealthCheckMetadataGroupResult] | None
    last_pulse_load_time: float | None
    last_updated_ds: str | None
    metrics: list[ExperimentHealthCheckMetadataMetricResult] | None
    missing_metrics: list[str] | None
    p_value: Annotated[float | None, Wire("p_value")]
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


class ExperimentPowerAnalyseResult(Record):
    """A part of ``ExperimentResult``: ``powerAnalyse``."""

    id: str
    is_primary: bool
    name: str | None
    status: str


class ExperimentPreComputedUserDimensionResult(Record):
    """A part of ``ExperimentResult``: ``preComputedUserDimension``."""

    name: str
    property_source: str | None


class ExperimentQualityScoreBreakdownResult(Record):
    """A part of ``ExperimentQualityScoreResult``: ``breakdown``."""

    criterion: str
    passing_description: str
    score: float
    status: str | None
    weight: float


class ExperimentQualityScoreResult(Record):
    """A part of ``ExperimentResult``: ``qualityScore``."""

    breakdown: list[ExperimentQualityScoreBreakdownResult]
    score: float


class ExperimentShipWithHoldoutResult(Record):
    """A part of ``ExperimentResult``: ``shipWithHoldout``."""

    expected_duration: float | None
    holdout_percent: int
    shipped_group_id: str
    shipped_group_name: str
    shipped_with_holdout_time: float | None


class ExperimentSidecarURLFilterResult(Record):
    """A part of ``ExperimentResult``: ``sidecarURLFilter``."""

    type: str
    value: str


class ExperimentSprtMDESettingGroupSettingResult(Record):
    """A part of ``ExperimentSprtMDESettingResult``: ``groupSetting``."""

    group_key: str
    mde: float
    mean: float | None
    std_dev: float | None


class ExperimentSprtMDESettingResult(Record):
    """A part of ``ExperimentResult``: ``sprtMDESetting``."""

    group_settings: list[ExperimentSprtMDESettingGroupSettingResult]
    metric_key: str


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
    type: str | None


class ExperimentStratifiedSamplingResult(Record):
    """A part of ``ExperimentResult``: ``stratifiedSampling``."""

    csv: ExperimentStratifiedSamplingCsvResult | None
    delta_reduction: float | None
    entity_property_source: ExperimentStratifiedSamplingEntityPropertySourceResult | None
    metric: ExperimentStratifiedSamplingMetricResult | None
    spread_reduction: float | None
    status: str
    use_stratified_salt: bool | None
    use_units: bool | None


class ExperimentSummarySectionResult(Record):
    """A part of ``ExperimentResult``: ``summarySection``."""

    content: str | None
    name: str


class ExperimentResult(Record):
    """An experiment."""

    active_review: GateActiveReviewResult | None
    allocation: float
    allocation_duration: int | None
    allow_overrides_in_pulse: bool | None
    analysis_end_time: str | None
    analytics_type: str | None
    assignment_source_experiment_name: str | None
    assignment_source_filters: list[ExperimentAssignmentSourceFilterResult] | None
    assignment_source_name: str | None
    auto_load_topline_impact: bool | None
    bayesian_priors: list[ExperimentBayesianPriorResult] | None
    benjamini_hochberg_per_metric: bool | None
    benjamini_hochberg_per_variant: bool | None
    benjamini_primary_metrics_only: bool | None
    bonferroni_correction: bool
    bonferroni_correction_per_metric: bool | None
    bonferroni_primary_metric_weight: float | None
    cohort_wait_until_end_to_include: bool | None
    cohorted_analysis_duration: int | None
    cohorted_metrics_mature_after_end: bool | None
    control_group_id: str | None
    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    cure_covariates: list[GateMonitoringMetricResult] | None
    decision_reason: str | None
    decision_time: float | None
    default_chance_to_beat_threshold: float | None
    default_confidence_interval: str
    default_impact_multiplier: float | None
    default_rollup_window: int | None
    default_sprt_control_delta: Annotated[float | None, Wire("defaultSPRTControlDelta")]
    default_sprtmde: Annotated[float | None, Wire("defaultSPRTMDE")]
    default_sprt_power_param: Annotated[float | None, Wire("defaultSPRTPowerParam")]
    default_sprt_test_delta: Annotated[float | None, Wire("defaultSPRTTestDelta")]
    description: str
    duration: int | None
    enabled_non_prod_environments: list[str] | None
    end_time: float | None
    exclude_paused_exposures_and_events: bool | None
    experiment_type: str
    external_events: list[ExperimentExternalEventResult] | None
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
    inline_targeting_rules: list[GateRuleResult] | None
    inline_targeting_rules_json: Annotated[str | None, Wire("inlineTargetingRulesJSON")]
    is_analysis_only: bool | None
    is_historical_cloud_experiment: bool | None
    is_impact_bank_enabled: bool | None
    is_prompt_experiment: bool | None
    is_sidecar: bool | None
    is_stale: bool
    is_template: bool | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    launched_group_id: str | None
    layer_id: str | None
    links: list[ExperimentLinkResult] | None
    manual_quality_scores: list[ExperimentManualQualityScoreResult] | None
    name: str | None
    original_scheduled_reload_hour: float | None
    original_target_duration: float | None
    original_target_exposures: float | None
    other_metrics: list[ExperimentOtherMetricResult] | None
    owner: GateOwnerResult | None
    permalink: str
    power_analyses: list[ExperimentPowerAnalyseResult]
    pre_computed_user_dimensions: list[ExperimentPreComputedUserDimensionResult] | None
    primary_metric_tags: list[str] | None
    primary_metrics: list[ExperimentOtherMetricResult]
    quality_score: ExperimentQualityScoreResult | None
    restart_reason: str | None
    review_settings: GateReviewSettingsResult | None
    reviews_required_locally: bool | None
    salt: str | None
    scheduled_reload_days: list[int] | None
    scheduled_reload_hour: int | None
    scheduled_reload_type: str | None
    scheduled_start_time: float | None
    secondary_id_type: str | None
    secondary_metric_tags: list[str] | None
    secondary_metrics: list[ExperimentOtherMetricResult]
    sequential_testing: bool | None
    ship_with_holdout: ExperimentShipWithHoldoutResult | None
    sidecar_disable_auto_run: bool | None
    sidecar_editor_url: Annotated[str | None, Wire("sidecarEditorURL")]
    sidecar_prerun_script: str | None
    sidecar_url_filters: Annotated[list[ExperimentSidecarURLFilterResult] | None, Wire("sidecarURLFilters")]
    sprt_baseline_mode: str | None
    sprt_mde_settings: Annotated[list[ExperimentSprtMDESettingResult] | None, Wire("sprtMDESettings")]
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
    turbo_mode: bool | None
    user_buckets: list[float] | None
    version: float | None
    was_auto_disabled: bool | None


class UserResult(Record):
    """A member of the project."""

    email: str
    first_name: str
    last_name: str
    role: str
    user_id: str


class TeamAdminResult(Record):
    """A part of ``TeamResult``: ``admin``."""

    email: str
    first_name: str
    last_name: str
    role: str
    user_id: str


class TeamResult(Record):
    """A team."""

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


class TeamSummaryResult(Record):
    """A team without its people, as the list has it."""

    change_team_configs: str
    default_experiment_primary_metrics: list[GateMonitoringMetricResult]
    default_experiment_secondary_metrics: list[GateMonitoringMetricResult]
    default_gate_metrics: list[GateMonitoringMetricResult]
    default_holdout_id: str | None
    default_holdout_metrics: list[GateMonitoringMetricResult]
    default_target_applications: list[str]
    description: str | None
    id: str
    name: str
    require_dynamic_config_templates: bool | None
    require_experiment_templates: bool | None
    require_gate_templates: bool | None
    require_reviews: bool | None
    review_approval: str


class IngestionResult(Record):
    """An ingestion source."""

    data: dict[str, Any]
    enabled: bool
    id: str
    type: str


class IngestionScheduleResult(Record):
    """The ingestion schedule of a dataset."""

    dataset: str
    scheduled_hour_pst: Annotated[float, Wire("scheduled_hour_pst")]


class IngestionStatusResult(Record):
    """The status of an ingestion."""

    ds: str | None
    error_message: Annotated[str | None, Wire("error_message")]
    ingestion_dataset: Annotated[str | None, Wire("ingestion_dataset")]
    ingestion_source: Annotated[str | None, Wire("ingestion_source")]
    message: str | None
    metric_count: float | None
    row_count: float | None
    source_name: Annotated[str | None, Wire("source_name")]
    status: str | None
    timestamp: str | None


class IngestionRunStepResult(Record):
    """A step of an ingestion run."""

    status: str
    status_timestamp: str


class IngestionRunGranularHistoryStatusByDateResult(Record):
    """A part of ``IngestionRunGranularHistoryResult``: ``statusByDate``."""

    date_stamp: str
    statuses: list[IngestionRunStepResult]


class IngestionRunGranularHistoryResult(Record):
    """A part of ``IngestionRunResult``: ``granularHistory``."""

    latest_source_status: str
    source: str
    status_by_date: list[IngestionRunGranularHistoryStatusByDateResult]


class IngestionRunResult(Record):
    """An ingestion run."""

    created_at: str
    date_stamps: list[str]
    granular_history: list[IngestionRunGranularHistoryResult]
    last_updated_at: str
    latest_status: str
    run_history: list[IngestionRunStepResult]
    run_id: str
    sources: list[str]
    trigger: str


class IngestionEventCountResult(Record):
    """The number of times that an event was ingested on a day."""

    count: float
    date: str
    event: str
    last_updated_time: Annotated[str, Wire("last_updated_time")]


class IngestionEventDeltaResult(Record):
    """The number of times that an event was ingested on a day, by Statsig's count and by the source's."""

    date: str
    event: str
    external_count: Annotated[float, Wire("external_count")]
    has_diff: Annotated[bool, Wire("has_diff")]
    internal_count: Annotated[float, Wire("internal_count")]
    last_updated_time: Annotated[str, Wire("last_updated_time")]
    source: str
    threshold: float


class EventResult(Record):
    """An event."""

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

    owner_email: str | None
    owner_id: str | None
    owner_name: str | None
    owner_type: str | None


class MetricWarehouseNativeComponentResult(Record):
    """A part of ``MetricWarehouseNativeResult``: ``component``."""

    aggregation: str | None
    criteria: list[MetricMetricEventCriteriaResult] | None
    metric_source_name: str | None
    name: str | None
    operator: str
    value_column: str | None


class MetricWarehouseNativeFunnelEventResult(Record):
    """A part of ``MetricWarehouseNativeResult``: ``funnelEvent``."""

    criteria: list[MetricMetricEventCriteriaResult] | None
    metric_source_name: str | None
    name: str | None
    session_identifier_field: str | None


class MetricWarehouseNativeMetricDimensionLimitResult(Record):
    """A part of ``MetricWarehouseNativeResult``: ``metricDimensionLimit``."""

    limit: int
    name: str


class MetricWarehouseNativeMetricSourceResult(Record):
    """A part of ``MetricWarehouseNativeResult``: ``metricSource``."""

    criteria: list[MetricMetricEventCriteriaResult]
    metric_source_name: str
    value_column: str | None


class MetricWarehouseNativeResult(Record):
    """A part of ``MetricResult``: ``warehouseNative``."""

    aggregation: str | None
    allow_null_ratio_denominator: bool | None
    cap: float | None
    components: list[MetricWarehouseNativeComponentResult] | None
    criteria: list[MetricMetricEventCriteriaResult] | None
    cuped_attribution_window: int | None
    custom_roll_up_end: int | None
    custom_roll_up_start: int | None
    custom_rollup_measure_in_minutes: bool | None
    denominator_aggregation: str | None
    denominator_criteria: list[MetricMetricEventCriteriaResult] | None
    denominator_custom_rollup_end: float | None
    denominator_custom_rollup_measure_in_minutes: bool | None
    denominator_custom_rollup_start: float | None
    denominator_metric_source_name: str | None
    denominator_rollup_time_window: str | None
    denominator_value_column: str | None
    funnel_calculation_window: int | None
    funnel_count_distinct: str | None
    funnel_events: list[MetricWarehouseNativeFunnelEventResult] | None
    funnel_start_criteria: str | None
    funnel_strict_ordering: bool | None
    funnel_time_to_convert: bool | None
    funnel_timestamp_allowance_ms: float | None
    funnel_use_exposure_as_first_event: bool | None
    loading_window: int | None
    log_transform_base: float | None
    metric_bake_days: int | None
    metric_dimension_columns: list[str] | None
    metric_dimension_limits: list[MetricWarehouseNativeMetricDimensionLimitResult] | None
    metric_source_name: str | None
    metric_sources: list[MetricWarehouseNativeMetricSourceResult] | None
    numerator_aggregation: str | None
    only_include_users_with_conversion_event: bool | None
    percentile: float | None
    retention_end: int | None
    retention_length: int | None
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
    """A metric."""

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
    percentile: float | None
    permalink: str
    rollup_time_window: str | None
    scheduled_reload_days: list[int] | None
    scheduled_reload_hour: int | None
    tags: list[str] | None
    team: str | None
    team_id: str | None
    type: str
    unit_types: list[str] | None
    warehouse_native: MetricWarehouseNativeResult | None


class MetricSqlResult(Record):
    """The query that computes a metric, for one type of unit."""

    id_type: str
    sql: str


class MetricValueResult(Record):
    """The value of a metric on a day, for one type of unit."""

    denominator: float | None
    display_name: str
    input_rows: float | None
    metric_name: str
    metric_type: str
    numerator: float | None
    unit_type: str
    value: float


class MetricUnitValueResult(Record):
    """The value of the requested metric, for one type of unit."""

    denominator: float | None
    numerator: float | None
    row_count: Annotated[float | None, Wire("row_count")]
    unit_type: Annotated[str, Wire("unit_type")]
    value: float


class MetricSourceCustomFieldMappingResult(Record):
    """A part of ``MetricSourceResult``: ``customFieldMapping``."""

    formula: str
    key: str


class MetricSourceIdTypeMappingResult(Record):
    """A part of ``MetricSourceResult``: ``idTypeMapping``."""

    column: str
    statsig_unit_id: str


class MetricSourceResult(Record):
    """A metric source, or a qualifying event, which has the same fields."""

    custom_field_mapping: list[MetricSourceCustomFieldMappingResult] | None
    date_partition_column: str | None
    description: str
    disable_cure: Annotated[bool | None, Wire("disableCURE")]
    id_type_mapping: list[MetricSourceIdTypeMappingResult]
    is_read_only: bool | None
    is_verified: bool | None
    name: str
    owner: GateOwnerResult | None
    source_type: str | None
    sql: str
    table_name: str | None
    tags: list[str] | None
    team: str | None
    team_id: str | None
    timestamp_as_day: bool | None
    timestamp_column: str


class AssignmentSourceResult(Record):
    """An assignment source."""

    description: str
    experiment_id_column: str
    group_id_column: str
    group_name_column: str | None
    id_type_mapping: list[MetricSourceIdTypeMappingResult]
    is_read_only: bool | None
    is_verified: bool | None
    name: str
    owner: GateOwnerResult | None
    scheduled_reload_hour: int | None
    sql: str
    tags: list[str]
    team: str | None
    team_id: str | None
    timestamp_column: str


class EntityPropertyResult(Record):
    """An entity property source."""

    description: str
    id_type_mapping: list[MetricSourceIdTypeMappingResult]
    is_read_only: bool | None
    name: str
    owner: GateOwnerResult | None
    sql: str
    tags: list[str]
    team: str | None
    team_id: str | None
    timestamp_as_day: bool | None
    timestamp_column: str | None


class GateOverridesEnvironmentOverrideResult(Record):
    """A part of ``GateOverridesResult``: ``environmentOverride``."""

    environment: str | None
    failing_ids: list[str]
    passing_ids: list[str]
    unit_id: str | None


class GateOverridesResult(Record):
    """The overrides of a gate or holdout."""

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
    """The overrides of an experiment or an autotune."""

    overrides: list[ExperimentOverridesOverrideResult]
    user_id_overrides: list[ExperimentOverridesUserIDOverrideResult]


class GateChecksResult(Record):
    """Whether code asks for a gate."""

    has_production_checks_in_last_7_days: Annotated[bool | None, Wire("has_production_checks_in_last_7_days")]


class ProjectOverridesAutotuneResult(Record):
    """A part of ``ProjectOverridesResult``: ``autotune``."""

    id: str
    name: str
    overrides: list[ExperimentOverridesOverrideResult]
    user_id_overrides: list[ExperimentOverridesUserIDOverrideResult]


class ProjectOverridesGateResult(Record):
    """A part of ``ProjectOverridesResult``: ``gate``."""

    environment_overrides: list[GateOverridesEnvironmentOverrideResult]
    failing_custom_ids: list[str] | None
    failing_user_ids: list[str]
    id: str
    name: str
    passing_custom_ids: list[str] | None
    passing_user_ids: list[str]


class ProjectOverridesLayerConditionalOverrideResult(Record):
    """A part of ``ProjectOverridesLayerResult``: ``conditionalOverride``."""

    environment: str | None
    experiment_name: str
    group_name: str
    name: str
    type: str


class ProjectOverridesLayerIdOverrideResult(Record):
    """A part of ``ProjectOverridesLayerResult``: ``idOverride``."""

    environment: str | None
    experiment_name: str | None
    group_name: str
    id_type: str | None
    ids: list[str]


class ProjectOverridesLayerResult(Record):
    """A part of ``ProjectOverridesResult``: ``layer``."""

    conditional_overrides: list[ProjectOverridesLayerConditionalOverrideResult]
    id: str
    id_overrides: list[ProjectOverridesLayerIdOverrideResult]
    name: str


class ProjectOverridesResult(Record):
    """What has overrides in a project."""

    autotunes: list[ProjectOverridesAutotuneResult]
    experiments: list[ProjectOverridesAutotuneResult]
    gates: list[ProjectOverridesGateResult]
    holdouts: list[ProjectOverridesGateResult]
    layers: list[ProjectOverridesLayerResult]


class LayerOverridesResult(Record):
    """The overrides of a layer."""

    conditional_overrides: list[ProjectOverridesLayerConditionalOverrideResult]
    id_overrides: list[ProjectOverridesLayerIdOverrideResult]


class AutotuneVariantResult(Record):
    """A part of ``AutotuneResult``: ``variant``."""

    id: str
    json: Any
    name: str
    size: float | None


class AutotuneWinnerResult(Record):
    """A part of ``AutotuneResult``: ``winner``."""

    id: str
    name: str


class AutotuneResult(Record):
    """An autotune experiment."""

    attribution_window: str
    attribution_window_unit: str | None
    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    exploration_window: str
    exploration_window_rate: float | None
    feature_list: list[str] | None
    goal_rich_text: str | None
    higher_is_better: bool | None
    holdout_ids: list[str] | None
    id: str
    id_type: str
    inline_targeting_rules: list[GateRuleResult] | None
    inline_targeting_rules_json: Annotated[str | None, Wire("inlineTargetingRulesJSON")]
    is_contextual: bool | None
    is_started: bool
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    linked_experiment_name: str | None
    longterm_exploration_allocation: float | None
    metadata_field: str | None
    metric_source_id: str | None
    name: str | None
    optimization_parameter: str | None
    success_event: str
    success_event_value: str
    tags: list[str] | None
    target_apps: list[str] | None
    team: str | None
    team_id: str | None
    value_column: str | None
    variants: list[AutotuneVariantResult]
    version: float | None
    winner: AutotuneWinnerResult | None
    winner_threshold: str


class HoldoutResult(Record):
    """A holdout."""

    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    experiment_ids: list[str]
    gate_ids: list[str]
    holdout_ids: list[str] | None
    id: str
    id_type: str
    is_enabled: bool
    is_global: bool
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    layer_ids: list[str]
    monitoring_metrics: list[GateMonitoringMetricResult] | None
    name: str | None
    pass_percentage: float
    permalink: str
    tags: list[str] | None
    target_apps: list[str] | None
    targeting_gate_id: str | None
    team: str | None
    team_id: str | None
    version: float | None


class LayerHoldoutParameterValueResult(Record):
    """A part of ``LayerResult``: ``holdout_parameter_value``."""

    exclude_new_params: bool
    holdout_id: str
    parameters: dict[str, Any]


class LayerParameterResult(Record):
    """A part of ``LayerResult``: ``parameter``."""

    default_value: str | float | bool | dict[str, Any] | list[str | float | bool | dict[str, Any]]
    description: str | None
    name: str
    json_schema: Annotated[str | None, Wire("schema")]
    type: str


class LayerTargetingGateParameterValueResult(Record):
    """A part of ``LayerResult``: ``targeting_gate_parameter_value``."""

    parameters: dict[str, Any]
    targeting_gate_name: str


class LayerResult(Record):
    """A layer."""

    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    holdout_ids: list[str] | None
    holdout_parameter_values: Annotated[list[LayerHoldoutParameterValueResult], Wire("holdout_parameter_values")]
    id: str
    id_type: str
    is_implicit_layer: bool
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    parameters: list[LayerParameterResult]
    permalink: str
    tags: list[str] | None
    target_apps: str | list[str] | None
    targeting_gate_parameter_values: Annotated[
        list[LayerTargetingGateParameterValueResult], Wire("targeting_gate_parameter_values")
    ]
    team: str | None
    team_id: str | None
    version: float | None


class SegmentRuleResult(Record):
    """A part of ``SegmentResult``: ``rule``."""

    base_id: str | None
    conditions: list[GateRuleConditionResult]
    environments: list[str] | None
    id: str | None
    name: str
    pass_percentage: float
    return_value: dict[str, Any] | None


class SegmentResult(Record):
    """A segment."""

    count: float | None
    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    holdout_ids: list[str] | None
    id: str
    id_type: str
    is_enabled: bool
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    rules: list[SegmentRuleResult] | None
    tags: list[str] | None
    target_apps: list[str] | None
    team: str | None
    team_id: str | None
    type: str
    version: float | None


class SegmentIdListResult(Record):
    """A page of the ids in a segment that is a list."""

    count: float
    ids: list[str]
    name: str


class SegmentIdListMetadataResult(Record):
    """The state of a segment's id list."""

    current_version: float | None
    is_updating: bool | None


class PulseMetricConfidenceIntervalResult(Record):
    """A part of ``PulseMetricResult``: ``confidenceInterval``."""

    lower: float
    upper: float


class PulseMetricResult(Record):
    """The pulse of one metric."""

    absolute_change: float | None
    absolute_topline_impact: float | None
    absolute_topline_impact_delta: float | None
    adjusted_alpha: float | None
    chance_to_beat: float | None
    confidence_interval: PulseMetricConfidenceIntervalResult | None
    confidence_interval_delta: float | None
    control_mean: float | None
    control_std: float | None
    control_units: float | None
    directionality: str
    error: str | None
    expected_loss: float | None
    is_sprt_significant: bool | None
    metric_id: str
    metric_name: str
    p_value: float | None
    percent_change: float | None
    percent_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_confidence_interval_delta: float | None
    percent_credible_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval_delta: float | None
    projected_absolute_topline_impact: float | None
    projected_absolute_topline_impact_delta: float | None
    projected_relative_topline_impact: float | None
    projected_relative_topline_impact_delta: float | None
    relative_topline_impact: float | None
    relative_topline_impact_delta: float | None
    reverse_power: float | None
    sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    sequential_testing_confidence_interval_delta: float | None
    sequential_testing_likelihood_ratio: float | None
    sequential_testing_log_likelihood_ratio: float | None
    sequential_testing_p_value: float | None
    sprt_decision: str | None
    sprt_log_lower_limit: float | None
    sprt_log_upper_limit: float | None
    sprt_lower_limit: float | None
    sprt_statsigness: str | None
    sprt_upper_limit: float | None
    test_mean: float | None
    test_std: float | None
    test_units: float | None
    warnings: list[str] | None


class PulseResult(Record):
    """The pulse of a gate's rule or a holdout."""

    ds: str
    monitoring_metrics: list[PulseMetricResult]


class ExperimentPulseResult(Record):
    """The pulse of two groups of an experiment."""

    ds: str
    other_metrics: list[PulseMetricResult] | None
    primary_metrics: list[PulseMetricResult]
    secondary_metrics: list[PulseMetricResult]


class ExperimentPulseMetricDimensionResultMetricResult(Record):
    """A part of ``ExperimentPulseMetricDimensionResultResult``: ``metric``."""

    absolute_change: float | None
    absolute_topline_impact: float | None
    absolute_topline_impact_delta: float | None
    adjusted_alpha: float | None
    chance_to_beat: float | None
    confidence_interval: PulseMetricConfidenceIntervalResult | None
    confidence_interval_delta: float | None
    control_mean: float | None
    control_std: float | None
    control_units: float | None
    directionality: str
    error: str | None
    expected_loss: float | None
    is_sprt_significant: bool | None
    metric_id: str
    metric_name: str
    p_value: float | None
    percent_change: float | None
    percent_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_confidence_interval_delta: float | None
    percent_credible_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval_delta: float | None
    projected_absolute_topline_impact: float | None
    projected_absolute_topline_impact_delta: float | None
    projected_relative_topline_impact: float | None
    projected_relative_topline_impact_delta: float | None
    relative_topline_impact: float | None
    relative_topline_impact_delta: float | None
    reverse_power: float | None
    sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    sequential_testing_confidence_interval_delta: float | None
    sequential_testing_likelihood_ratio: float | None
    sequential_testing_log_likelihood_ratio: float | None
    sequential_testing_p_value: float | None
    sprt_decision: str | None
    sprt_log_lower_limit: float | None
    sprt_log_upper_limit: float | None
    sprt_lower_limit: float | None
    sprt_statsigness: str | None
    sprt_upper_limit: float | None
    test_mean: float | None
    test_std: float | None
    test_units: float | None
    warnings: list[str] | None


class ExperimentPulseMetricDimensionResultResult(Record):
    """A part of ``ExperimentPulseMetricResult``: ``dimensionResult``."""

    dimension: str
    dimension_value: Annotated[str, Wire("dimension_value")]
    metric: ExperimentPulseMetricDimensionResultMetricResult | None


class ExperimentPulseMetricResult(Record):
    """The pulse of one metric in two groups of an experiment."""

    dimension_results: list[ExperimentPulseMetricDimensionResultResult]
    ds: str


class PulseLoadResult(Record):
    """A computation of pulse."""

    created_time: float
    creator_name: str | None
    dag_id: str
    end_ds: str
    finished_state: str | None
    finished_time: float | None
    reload_type: str
    start_ds: str
    turbo_mode: bool


class PulseLoadDetailsJobResult(Record):
    """A part of ``PulseLoadDetailsResult``: ``job``."""

    end_time: float | None
    job_ids: list[str]
    job_type: str
    metric_source_name: str | None
    rollup: str | None
    sql: str | None
    start_time: float | None


class PulseLoadDetailsResult(Record):
    """The jobs of a computation of pulse."""

    dag_id: str
    jobs: list[PulseLoadDetailsJobResult]


class ExperimentSummaryChartsSectionChartMetricDimensionBreakdownResult(Record):
    """A part of ``ExperimentSummaryChartsSectionChartMetricResult``: ``dimensionBreakdown``."""

    absolute_change: float | None
    absolute_topline_impact: float | None
    absolute_topline_impact_delta: float | None
    adjusted_alpha: float | None
    chance_to_beat: float | None
    confidence_interval: PulseMetricConfidenceIntervalResult | None
    confidence_interval_delta: float | None
    control_mean: float | None
    control_std: float | None
    control_units: float | None
    dimension_key: str
    dimension_type: str | None
    dimension_value: str
    directionality: str
    error: str | None
    expected_loss: float | None
    is_sprt_significant: bool | None
    metric_id: str
    metric_name: str
    p_value: float | None
    percent_change: float | None
    percent_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_confidence_interval_delta: float | None
    percent_credible_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval_delta: float | None
    projected_absolute_topline_impact: float | None
    projected_absolute_topline_impact_delta: float | None
    projected_relative_topline_impact: float | None
    projected_relative_topline_impact_delta: float | None
    relative_topline_impact: float | None
    relative_topline_impact_delta: float | None
    reverse_power: float | None
    sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    sequential_testing_confidence_interval_delta: float | None
    sequential_testing_likelihood_ratio: float | None
    sequential_testing_log_likelihood_ratio: float | None
    sequential_testing_p_value: float | None
    sprt_decision: str | None
    sprt_log_lower_limit: float | None
    sprt_log_upper_limit: float | None
    sprt_lower_limit: float | None
    sprt_statsigness: str | None
    sprt_upper_limit: float | None
    test_mean: float | None
    test_std: float | None
    test_units: float | None
    warnings: list[str] | None


class ExperimentSummaryChartsSectionChartMetricResult(Record):
    """A part of ``ExperimentSummaryChartsSectionChartResult``: ``metric``."""

    absolute_change: float | None
    absolute_topline_impact: float | None
    absolute_topline_impact_delta: float | None
    adjusted_alpha: float | None
    chance_to_beat: float | None
    confidence_interval: PulseMetricConfidenceIntervalResult | None
    confidence_interval_delta: float | None
    control_mean: float | None
    control_std: float | None
    control_units: float | None
    dimension_breakdown: list[ExperimentSummaryChartsSectionChartMetricDimensionBreakdownResult] | None
    directionality: str
    error: str | None
    expected_loss: float | None
    is_sprt_significant: bool | None
    metric_id: str
    metric_name: str
    p_value: float | None
    percent_change: float | None
    percent_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_confidence_interval_delta: float | None
    percent_credible_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    percent_sequential_testing_confidence_interval_delta: float | None
    projected_absolute_topline_impact: float | None
    projected_absolute_topline_impact_delta: float | None
    projected_relative_topline_impact: float | None
    projected_relative_topline_impact_delta: float | None
    relative_topline_impact: float | None
    relative_topline_impact_delta: float | None
    reverse_power: float | None
    sequential_testing_confidence_interval: PulseMetricConfidenceIntervalResult | None
    sequential_testing_confidence_interval_delta: float | None
    sequential_testing_likelihood_ratio: float | None
    sequential_testing_log_likelihood_ratio: float | None
    sequential_testing_p_value: float | None
    sprt_decision: str | None
    sprt_log_lower_limit: float | None
    sprt_log_upper_limit: float | None
    sprt_lower_limit: float | None
    sprt_statsigness: str | None
    sprt_upper_limit: float | None
    test_mean: float | None
    test_std: float | None
    test_units: float | None
    warnings: list[str] | None


class ExperimentSummaryChartsSectionChartResult(Record):
    """A part of ``ExperimentSummaryChartsSectionResult``: ``chart``."""

    chart_source: str
    control: str | None
    cuped: bool | None
    display: str | None
    message: str | None
    metrics: list[ExperimentSummaryChartsSectionChartMetricResult] | None
    sequential_testing: bool | None
    test: str | None


class ExperimentSummaryChartsSectionResult(Record):
    """A part of ``ExperimentSummaryChartsResult``: ``section``."""

    charts: list[ExperimentSummaryChartsSectionChartResult]
    section_label: str


class ExperimentSummaryChartsResult(Record):
    """The charts of an experiment's summary."""

    experiment_id: str
    sections: list[ExperimentSummaryChartsSectionResult]


class ExperimentDiagnosticsDataResultResult(Record):
    """A part of ``ExperimentDiagnosticsDataResult``: ``result``."""

    count: float
    group_id: Annotated[str, Wire("group_id")]
    group_name: Annotated[str, Wire("group_name")]


class ExperimentDiagnosticsDataResult(Record):
    """A part of ``ExperimentDiagnosticsResult``: ``data``."""

    date: str
    results: list[ExperimentDiagnosticsDataResultResult]


class ExperimentDiagnosticsResult(Record):
    """The checks of an experiment, by group and day."""

    data: list[ExperimentDiagnosticsDataResult]
    end_date: str
    experiment_name: str
    is_realtime: Annotated[bool, Wire("is_realtime")]
    start_date: str
    type: str
    unit_id_type: Annotated[str | None, Wire("unit_id_type")]


class ExperimentAlertsResult(Record):
    """The alerts of an experiment."""

    alerts: dict[str, Any]


class ExperimentContextResult(Record):
    """An experiment in words."""

    context: str
    experiment_id: str


class DimensionalExposuresDimensionDimensionValueResult(Record):
    """A part of ``DimensionalExposuresDimensionResult``: ``dimension_value``."""

    dimension_value: Annotated[str, Wire("dimension_value")]
    severity: str
    srm_pvalue: Annotated[float | None, Wire("srm_pvalue")]
    unit_count: Annotated[float, Wire("unit_count")]


class DimensionalExposuresDimensionResult(Record):
    """A part of ``DimensionalExposuresResult``: ``dimension``."""

    dimension_type: Annotated[str, Wire("dimension_type")]
    dimension_values: Annotated[list[DimensionalExposuresDimensionDimensionValueResult], Wire("dimension_values")]


class DimensionalExposuresResult(Record):
    """The exposures of an experiment by dimension."""

    dimensions: list[DimensionalExposuresDimensionResult]
    ds: str | None


class ConfigExposureCountResult(Record):
    """Recent exposures to one config."""

    id: str
    past7_days: float
    past_day: float


class ExposureCountResult(Record):
    """Recent exposures to gates, experiments and dynamic configs."""

    dynamic_configs: list[ConfigExposureCountResult]
    experiments: list[ConfigExposureCountResult]
    gates: list[ConfigExposureCountResult]


class DailyExposuresResult(Record):
    """The cumulative exposures up to a day."""

    date: str
    exposures: float


class CumulativeExposuresResult(Record):
    """The cumulative exposures to a group of an experiment, day by day."""

    group_id: str
    group_name: str
    results: list[DailyExposuresResult]


class DashboardDefaultsDateResult(Record):
    """A part of ``DashboardDefaultsResult``: ``date``."""

    unit: str
    value: int


class DashboardDefaultsResult(Record):
    """A part of ``DashboardResult``: ``defaults``."""

    date: DashboardDefaultsDateResult | None
    granularity: str | None


class DashboardWidgetQueryAggregationPropertyResult(Record):
    """A part of ``DashboardWidgetQueryAggregationResult``: ``property``."""

    column: Any
    key: str


class DashboardWidgetQueryAggregationResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``aggregation``."""

    property: DashboardWidgetQueryAggregationPropertyResult | None
    type: Any


class DashboardWidgetQuerySourceFilterResult(Record):
    """A part of ``DashboardWidgetQuerySourceResult``: ``filter``."""

    operator: Any
    property: DashboardWidgetQueryAggregationPropertyResult
    values: list[str] | None


class DashboardWidgetQuerySourceResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``source``."""

    event_name: Annotated[str, Wire("event_name")]
    filters: list[DashboardWidgetQuerySourceFilterResult] | None
    type: str


class DashboardWidgetQueryVizResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``viz``."""

    chart_type: Annotated[Any, Wire("chart_type")]


class DashboardWidgetQueryCohortResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``cohort``."""

    id: str | None
    name: str


class DashboardWidgetQueryConversionWindowResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``conversion_window``."""

    unit: str
    value: int


class DashboardWidgetQueryStepResult(Record):
    """A part of ``DashboardWidgetQueryResult``: ``step``."""

    event_name: Annotated[str, Wire("event_name")]
    filters: list[DashboardWidgetQuerySourceFilterResult] | None


class DashboardWidgetQueryResult(Record):
    """A part of ``DashboardWidgetResult``: ``query``."""

    aggregation: DashboardWidgetQueryAggregationResult | None
    group_bys: Annotated[list[DashboardWidgetQueryAggregationPropertyResult] | None, Wire("group_bys")]
    source: DashboardWidgetQuerySourceResult | None
    sources: list[DashboardWidgetQuerySourceResult] | None
    unit_type: Annotated[str | None, Wire("unit_type")]
    viz: DashboardWidgetQueryVizResult | None
    chart_type: Annotated[str | None, Wire("chart_type")]
    cohorts: list[DashboardWidgetQueryCohortResult] | None
    conversion_window: Annotated[DashboardWidgetQueryConversionWindowResult | None, Wire("conversion_window")]
    steps: list[DashboardWidgetQueryStepResult] | None


class DashboardWidgetResult(Record):
    """A part of ``DashboardResult``: ``widget``."""

    content: str | None
    height: int | None
    id: str
    title: str
    type: str
    width: int | None
    color: str | None
    description: str | None
    query: DashboardWidgetQueryResult | None
    reason: str | None


class DashboardResult(Record):
    """A dashboard."""

    defaults: DashboardDefaultsResult | None
    description: str | None
    id: str
    name: str
    widgets: list[DashboardWidgetResult] | None


class DashboardSummaryResult(Record):
    """A dashboard without its widgets."""

    created_time: Annotated[float, Wire("created_time")]
    defaults: DashboardDefaultsResult | None
    description: str
    id: str
    is_verified: Annotated[bool | None, Wire("is_verified")]
    modified_time: Annotated[float, Wire("modified_time")]
    name: str
    widget_count: Annotated[int, Wire("widget_count")]


class DashboardWidgetResultsFunnelDatasetStepResult(Record):
    """A part of ``DashboardWidgetResultsFunnelDatasetResult``: ``step``."""

    conversion_rate: Annotated[float | None, Wire("conversion_rate")]
    count: float
    cumulative_time_to_convert: Annotated[float | None, Wire("cumulative_time_to_convert")]
    name: str
    previous_step_conversion_rate: Annotated[float | None, Wire("previous_step_conversion_rate")]
    rank: int
    time_to_convert: Annotated[float | None, Wire("time_to_convert")]
    total_prop_sum: Annotated[float | None, Wire("total_prop_sum")]


class DashboardWidgetResultsFunnelDatasetResult(Record):
    """A part of ``DashboardWidgetResultsFunnelResult``: ``dataset``."""

    cohort: str | None
    excludes_optional_steps: Annotated[bool | None, Wire("excludes_optional_steps")]
    group: str | None
    key: str
    label: str | None
    steps: list[DashboardWidgetResultsFunnelDatasetStepResult]


class DashboardWidgetResultsFunnelResult(Record):
    """A part of ``DashboardWidgetResultsResult``: ``funnel``."""

    datasets: list[DashboardWidgetResultsFunnelDatasetResult]


class DashboardWidgetResultsResult(Record):
    """The results of a widget of a dashboard."""

    funnel: DashboardWidgetResultsFunnelResult
    id: str
    type: str


class KeyResult(Record):
    """An API key."""

    description: str
    environments: list[str] | None
    key: Annotated[str | None, Mark("secret")]
    last_used: str | None
    primary_target_app: str | None
    scopes: list[str]
    secondary_target_apps: list[str] | None
    status: str
    type: str


class TargetAppResult(Record):
    """A target app."""

    id: str | None
    name: str


class TagResult(Record):
    """A tag."""

    description: str
    id: str
    is_core: bool
    name: str


class RolePermissionsResult(Record):
    """A part of ``RoleResult``: ``permissions``."""

    approve_required_review_release_pipeline_phase: Annotated[
        bool | None, Wire("approve_required_review_release_pipeline_phase")
    ]
    approve_reviews: Annotated[bool | None, Wire("approve_reviews")]
    bypass_precommit_webhook: Annotated[bool | None, Wire("bypass_precommit_webhook")]
    bypass_reviews_for_overrides: Annotated[bool | None, Wire("bypass_reviews_for_overrides")]
    create_configs: Annotated[bool | None, Wire("create_configs")]
    create_or_edit_dashboards: Annotated[bool | None, Wire("create_or_edit_dashboards")]
    create_or_edit_templates: Annotated[bool | None, Wire("create_or_edit_templates")]
    create_release_pipelines: Annotated[bool | None, Wire("create_release_pipelines")]
    create_teams: Annotated[bool | None, Wire("create_teams")]
    data_warehouse_ingestion_and_exports_edit_access: Annotated[
        bool | None, Wire("data_warehouse_ingestion_and_exports_edit_access")
    ]
    delete_configs: Annotated[bool | None, Wire("delete_configs")]
    edit_and_tag_configs_with_core_tag: Annotated[bool | None, Wire("edit_and_tag_configs_with_core_tag")]
    edit_dynamic_config_schemas: Annotated[bool | None, Wire("edit_dynamic_config_schemas")]
    edit_or_delete_configs: Annotated[bool | None, Wire("edit_or_delete_configs")]
    event_dimensions_access: Annotated[bool | None, Wire("event_dimensions_access")]
    integrations_edit_access: Annotated[bool | None, Wire("integrations_edit_access")]
    invitation_access: Annotated[bool | None, Wire("invitation_access")]
    launch_or_disable_configs: Annotated[bool | None, Wire("launch_or_disable_configs")]
    launch_to_production: Annotated[bool | None, Wire("launch_to_production")]
    local_metrics: Annotated[bool | None, Wire("local_metrics")]
    manage_alerts: Annotated[bool | None, Wire("manage_alerts")]
    manual_whn_reload: Annotated[bool | None, Wire("manual_whn_reload")]
    metric_management: Annotated[bool | None, Wire("metric_management")]
    reset_experiments: Annotated[bool | None, Wire("reset_experiments")]
    self_approve_review: Annotated[bool | None, Wire("self_approve_review")]
    source_connection_and_creation: Annotated[bool | None, Wire("source_connection_and_creation")]
    start_experiments: Annotated[bool | None, Wire("start_experiments")]
    use_metrics_explorer: Annotated[bool | None, Wire("use_metrics_explorer")]
    verify_metrics: Annotated[bool | None, Wire("verify_metrics")]
    whn_connection: Annotated[bool | None, Wire("whn_connection")]


class RoleResult(Record):
    """A role."""

    name: str
    permissions: RolePermissionsResult


class UnitIdTypeResult(Record):
    """A unit id type."""

    description: str | None
    name: str


class EnvironmentResult(Record):
    """An environment."""

    id: str
    is_production: bool
    name: str
    required_review_group_id: str | None
    requires_release_pipeline: bool
    requires_review: bool


class EnvironmentsResult(Record):
    """The environments of a project."""

    environments: list[EnvironmentResult]


class ProjectSettingsResult(Record):
    """The general settings of a project."""

    default_unit_type: Annotated[str | None, Wire("default_unit_type")]
    name: str
    visibility: str


class ReviewAuthorResult(Record):
    """A part of ``ReviewResult``: ``author``."""

    email: str | None
    id: str


class ReviewContentCurrentAllowedReviewersResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``allowed_reviewers``."""

    group_ids: Annotated[list[str], Wire("group_ids")]
    user_ids: Annotated[list[str], Wire("user_ids")]


class ReviewContentCurrentDefaultValueGradualRolloutRolloutResult(Record):
    """A part of ``ReviewContentCurrentDefaultValueGradualRolloutResult``: ``rollout``."""

    is_complete: Annotated[bool, Wire("is_complete")]
    pass_percent: Annotated[float, Wire("pass_percent")]
    time: float


class ReviewContentCurrentDefaultValueGradualRolloutResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``default_value_gradual_rollout``."""

    id: str
    percentage_pass: Annotated[float, Wire("percentage_pass")]
    rollouts: list[ReviewContentCurrentDefaultValueGradualRolloutRolloutResult] | None
    salt: str
    target_value: Annotated[Any, Wire("target_value")]


class ReviewContentCurrentMonitoringMetricTagResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``monitoring_metric_tag``."""

    id: str


class ReviewContentCurrentOverridesCustomIdOverrideResult(Record):
    """A part of ``ReviewContentCurrentOverridesResult``: ``custom_id_override``."""

    environment: str | None
    group_id: str
    ids: list[str]
    unit_id: str | None


class ReviewContentCurrentOverridesResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``overrides``."""

    custom_id_overrides: Annotated[
        list[ReviewContentCurrentOverridesCustomIdOverrideResult], Wire("custom_id_overrides")
    ]
    id_overrides: Annotated[list[ReviewContentCurrentOverridesCustomIdOverrideResult], Wire("id_overrides")]


class ReviewContentCurrentOwnerResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``owner``."""

    owner_id: Annotated[str, Wire("owner_id")]
    owner_type: Annotated[str, Wire("owner_type")]


class ReviewContentCurrentScheduledReloadResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``scheduled_reload``."""

    days: list[float] | None
    hour: float | None
    reload_type: Annotated[str, Wire("reload_type")]
    turbo_mode: Annotated[bool | None, Wire("turbo_mode")]


class ReviewContentCurrentSubscriberResult(Record):
    """A part of ``ReviewContentCurrentResult``: ``subscriber``."""

    id: str
    type: str


class ReviewContentCurrentResult(Record):
    """A part of ``ReviewContentResult``: ``current``."""

    allow_self_approval: Annotated[bool | None, Wire("allow_self_approval")]
    allowed_reviewers: Annotated[ReviewContentCurrentAllowedReviewersResult | None, Wire("allowed_reviewers")]
    analytics_enabled: Annotated[bool | None, Wire("analytics_enabled")]
    default_value: Annotated[Any, Wire("default_value")]
    default_value_gradual_rollout: Annotated[
        ReviewContentCurrentDefaultValueGradualRolloutResult | None, Wire("default_value_gradual_rollout")
    ]
    description: str | None
    id_type: Annotated[str | None, Wire("id_type")]
    identity_resolution_source_id: Annotated[str | None, Wire("identity_resolution_source_id")]
    is_archived: Annotated[bool | None, Wire("is_archived")]
    is_enabled: Annotated[bool | None, Wire("is_enabled")]
    is_launched: Annotated[bool | None, Wire("is_launched")]
    launched_payload: Annotated[Any, Wire("launched_payload")]
    monitoring_metric_tags: Annotated[
        list[ReviewContentCurrentMonitoringMetricTagResult] | None, Wire("monitoring_metric_tags")
    ]
    monitoring_metrics: Annotated[list[GateMonitoringMetricResult] | None, Wire("monitoring_metrics")]
    overrides: ReviewContentCurrentOverridesResult | None
    owners: list[ReviewContentCurrentOwnerResult] | None
    real_time_metrics: Annotated[list[GateMonitoringMetricResult] | None, Wire("real_time_metrics")]
    release_pipeline_id: Annotated[str | None, Wire("release_pipeline_id")]
    rules: list[DynamicConfigRuleResult] | None
    salt: str | None
    scheduled_reload: Annotated[ReviewContentCurrentScheduledReloadResult | None, Wire("scheduled_reload")]
    json_schema: Annotated[str | None, Wire("schema")]
    secondary_id_type: Annotated[str | None, Wire("secondary_id_type")]
    show_dev_rules: Annotated[bool | None, Wire("show_dev_rules")]
    show_staging_rules: Annotated[bool | None, Wire("show_staging_rules")]
    subscribers: list[ReviewContentCurrentSubscriberResult] | None
    target_app_ids: Annotated[list[str] | None, Wire("target_app_ids")]
    team_id: Annotated[str | None, Wire("team_id")]


class ReviewContentResult(Record):
    """A part of ``ReviewResult``: ``content``."""

    current: ReviewContentCurrentResult
    proposed: ReviewContentCurrentResult
    type: str
    unavailable_reason: Annotated[str | None, Wire("unavailable_reason")]


class ReviewReviewerResult(Record):
    """A part of ``ReviewResult``: ``reviewer``."""

    id: str
    kind: str


class ReviewResult(Record):
    """A review of a gate or a dynamic config."""

    author: ReviewAuthorResult
    content: ReviewContentResult | None
    created_at: Annotated[str, Wire("created_at")]
    description: str
    review_id: Annotated[str, Wire("review_id")]
    reviewers: list[ReviewReviewerResult]
    status: str
    type: str


class ExperimentReviewContentResult(Record):
    """A part of ``ExperimentReviewResult``: ``content``."""

    current: dict[str, Any]
    proposed: dict[str, Any]
    type: str
    unavailable_reason: Annotated[str | None, Wire("unavailable_reason")]


class ExperimentReviewResult(Record):
    """A review of an experiment or an autotune experiment."""

    author: ReviewAuthorResult
    content: ExperimentReviewContentResult | None
    created_at: Annotated[str, Wire("created_at")]
    description: str
    review_id: Annotated[str, Wire("review_id")]
    reviewers: list[ReviewReviewerResult]
    status: str
    type: str


class EligibleReviewersGroupResult(Record):
    """A part of ``EligibleReviewersResult``: ``group``."""

    id: str
    name: str
    user_ids: Annotated[list[str], Wire("user_ids")]


class EligibleReviewersUserResult(Record):
    """A part of ``EligibleReviewersResult``: ``user``."""

    email: str
    id: str
    name: str


class EligibleReviewersResult(Record):
    """Who may review changes of an object."""

    everyone_eligible: Annotated[bool, Wire("everyone_eligible")]
    groups: list[EligibleReviewersGroupResult]
    users: list[EligibleReviewersUserResult]


class ReviewSettingsResult(Record):
    """The review settings of a project."""

    is_config_review_required: Annotated[bool, Wire("is_config_review_required")]
    is_metric_review_required: Annotated[bool, Wire("is_metric_review_required")]
    is_metric_review_required_on_verified_only: Annotated[bool, Wire("is_metric_review_required_on_verified_only")]
    is_whn_analysis_only_review_required: Annotated[bool | None, Wire("is_whn_analysis_only_review_required")]
    is_whn_source_review_required: Annotated[bool | None, Wire("is_whn_source_review_required")]


class RoleSettingsResult(Record):
    """The role settings of a project."""

    default_project_role: Annotated[str, Wire("default_project_role")]


class TeamSettingsResult(Record):
    """The team settings of a project."""

    require_teams_on_configs: Annotated[bool, Wire("require_teams_on_configs")]


class ParamStoreParameterResult(Record):
    """A part of ``ParamStoreResult``: ``parameter``."""

    name: str
    param_type: Annotated[str, Wire("param_type")]
    ref_type: Annotated[str, Wire("ref_type")]
    value: bool | float | str | dict[str, Any] | list[Any] | None
    fail_value: Annotated[bool | float | str | dict[str, Any] | list[Any] | None, Wire("fail_value")]
    gate_name: Annotated[str | None, Wire("gate_name")]
    pass_value: Annotated[bool | float | str | dict[str, Any] | list[Any] | None, Wire("pass_value")]
    layer_name: Annotated[str | None, Wire("layer_name")]
    param_name: Annotated[str | None, Wire("param_name")]
    config_name: Annotated[str | None, Wire("config_name")]
    experiment_name: Annotated[str | None, Wire("experiment_name")]


class ParamStoreResult(Record):
    """A parameter store."""

    created_time: float
    creator_id: str
    description: str
    display_name: str
    id: str
    last_modifier_id: str
    name: str
    parameters: list[ParamStoreParameterResult]
    team: str | None
    team_id: str | None


class PromptResult(Record):
    """A prompt."""

    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    holdout_ids: list[str] | None
    id: str
    id_type: str | None
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    tags: list[str] | None
    target_apps: list[str] | None
    team: str | None
    team_id: str | None
    version: float | None


class ReleasePipelinePhaseRuleResult(Record):
    """A part of ``ReleasePipelinePhaseResult``: ``rule``."""

    conditions: list[GateRuleConditionResult]
    environments: list[str] | None
    id: str | None
    name: str


class ReleasePipelinePhaseResult(Record):
    """A part of ``ReleasePipelineResult``: ``phase``."""

    id: str | None
    name: str
    required_review: bool
    rules: list[ReleasePipelinePhaseRuleResult]
    time_interval_ms: float


class ReleasePipelineResult(Record):
    """A release pipeline."""

    created_time: float
    creator_id: str
    id: str
    last_modified_time: float
    last_modifier_id: str
    name: str
    phases: list[ReleasePipelinePhaseResult] | None
    trigger_notice: str | None


class ReleasePipelineTriggerActionResult(Record):
    """A part of ``ReleasePipelineTriggerResult``: ``action``."""

    actor_id: str | None
    actor_name: str
    phase_id: str
    time_ms: float
    type: str


class ReleasePipelineTriggerResult(Record):
    """A release pipeline trigger: a change that moves through a pipeline."""

    actions: list[ReleasePipelineTriggerActionResult]
    config_snapshot_id: str | None
    created_time: float
    creator_id: str
    current_phase: str | None
    current_phase_end_time: float | None
    current_phase_id: str | None
    description: str | None
    dynamic_config_id: str | None
    gate_id: str | None
    id: str
    last_modifier_id: str
    last_modifier_name: str
    release_pipeline_id: str
    status: str


class AlertSubscriberResult(Record):
    """A part of ``AlertResult``: ``subscriber``."""

    id: str
    type: str


class AlertResult(Record):
    """A topline alert, as lists have it."""

    alert_threshold: float
    alert_type: str
    company_id: str
    condition: str
    creator_id: str | None
    evaluation_delay_ms: float | None
    formula: str | None
    id: str
    message: str
    metric_group_bys: Any
    metrics: Any
    name: str
    owner: GateOwnerResult | None
    priority: str
    renotification_conditions: list[str] | None
    renotification_message: str | None
    renotification_window_ms: float | None
    subscribers: list[AlertSubscriberResult]
    tags: list[str]
    team: str | None
    warning_threshold: float | None
    window_ms: float


class AlertDetailsActiveMuteScheduleGroupByResult(Record):
    """A part of ``AlertDetailsActiveMuteScheduleResult``: ``groupBy``."""

    key: str
    value: str


class AlertDetailsActiveMuteScheduleResult(Record):
    """A part of ``AlertDetailsResult``: ``activeMuteSchedule``."""

    end: float
    group_bys: list[AlertDetailsActiveMuteScheduleGroupByResult]
    start: float


class AlertDetailsResult(Record):
    """A topline alert."""

    active_mute_schedules: list[AlertDetailsActiveMuteScheduleResult]
    alert_threshold: float
    alert_type: str
    company_id: str
    condition: str
    creator_id: str | None
    evaluation_delay_ms: float | None
    formula: str | None
    id: str
    last_triggered_time: float | None
    message: str
    metric_group_bys: Any
    metrics: Any
    name: str
    owner: GateOwnerResult | None
    priority: str
    renotification_conditions: list[str] | None
    renotification_message: str | None
    renotification_window_ms: float | None
    status: str | None
    subscribers: list[AlertSubscriberResult]
    tags: list[str]
    team: str | None
    warning_threshold: float | None
    window_ms: float


class AlertEventResult(Record):
    """Something that has happened to a topline alert."""

    created_time: float
    evaluation_window_end_timestamp: float | None
    evaluation_window_start_timestamp: float | None
    event_type: str
    id: str
    message: str
    multi_alert_group_bys: dict[str, Any]
    reason: str
    title: str


class LogEntryResult(Record):
    """An entry of the log."""

    event_name: Annotated[str | None, Wire("event_name")]
    fields: dict[str, Any] | None
    id: str
    sdk_type: Annotated[str | None, Wire("sdk_type")]
    sdk_version: Annotated[str | None, Wire("sdk_version")]
    timestamp: str | None
    user_id: Annotated[str | None, Wire("user_id")]
    value: str | None


class AuditLogResult(Record):
    """An entry of the audit log."""

    action_type: str | None
    change_log: str
    changes: dict[str, Any]
    date: str
    id: str
    modifier_email: str | None
    name: str
    tags: list[str]
    target_app_ids: list[str] | None
    time: str
    updated_by: str
    updated_by_user_id: str


class ReportResult(Record):
    """The address of a report."""

    url: str


class ProjectResult(Record):
    """A project."""

    id: str


class CompanyResult(Record):
    """A company."""

    company_id: str
    company_name: str
    is_warehouse_native: bool
    org_id: str | None
    org_name: str | None
    results_up_to: float | None
