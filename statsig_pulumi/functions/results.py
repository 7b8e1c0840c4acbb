"""What the functions return: documents of the API, with the program's names.

Written by tools/results.py from the emulator's contract; not to be changed by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ..schema.markers import Mark, Wire
from ._record import Record

AuditAction = Literal[
    "edit_experiment_scheduled_start",
    "edit_ai_config_agent_version",
    "update_ai_dataset",
    "upload_ai_config_dataset_csv",
    "resalt_experiment",
    "edit_ai_config_eval_settings",
    "delete_ai_config",
    "set_suggest_cure_covariates",
    "edit_ai_playground_setup",
    "start_ai_config_version_evaluation_job",
    "start_ai_playground_completion_job",
    "stop_ai_config_version_evaluation_job",
    "clone_ai_config",
    "edit_ai_config_version",
    "delete_ai_config_version",
    "clone_ai_config_version",
    "ai_config_create",
    "ai_playground_create",
    "create_ai_dataset",
    "create_ai_config_version",
    "upsert_ai_config_version",
    "create_ai_config_eval_grader",
    "edit_ai_config_eval_grader",
    "delete_ai_config_eval_grader",
    "set_enable_id_resolution_toggle",
    "dynamic_config_create",
    "dynamic_config_template_create",
    "dynamic_config_update_owners",
    "gate_overrides_update",
    "gate_template_create",
    "gate_create",
    "gate_update",
    "set_user_sampling_rate_for_gate",
    "gate_update_owners",
    "update_store_0_100_exposures",
    "update_gate_analytics_enabled",
    "update_gate_display_name",
    "release_pipeline_create",
    "release_pipeline_update",
    "release_pipeline_delete",
    "update_config_release_pipeline",
    "release_pipeline_trigger_create",
    "apply_experiment_review",
    "extend_experiment_pulse_end_date",
    "restart_experiment_pulse",
    "autotune_experiment_create",
    "autotune_experiment_delete",
    "autotune_experiment_snapshot_delete",
    "autotune_experiment_edit",
    "autotune_experiment_update_target_apps",
    "autotune_experiment_update_pulse_paused",
    "autotune_overrides_edit",
    "autotune_reviews_on",
    "experiment_data_report_delete",
    "experiment_discussion_post_create",
    "experiment_discussion_post_delete",
    "experiment_abandon",
    "experiment_pause_assignment",
    "experiment_stopped",
    "experiment_review_accept",
    "experiment_review_reject",
    "experiment_template_create",
    "update_template_decision_framework",
    "remove_template_decision_framework",
    "experiment_create",
    "experiment_review_create",
    "experiment_delete",
    "experiment_review_delete",
    "experiment_review_update_team",
    "experiment_snapshot_delete",
    "experiment_group_disable",
    "experiment_description_edit",
    "experiment_display_name_edit",
    "experiment_edit",
    "experiment_overrides_edit",
    "hypothesis_edit",
    "key_experiment_metrics_edit",
    "experiment_advanced_settings_edit",
    "experiment_decision_make",
    "experiment_restart",
    "experiment_restart_as_new",
    "experiment_rollout",
    "experiment_schedule_rollout",
    "experiment_reviews_on",
    "experiment_start",
    "schedule_experiment_start",
    "experiment_follow_toggle",
    "experiment_allowed_reviewers_update",
    "experiment_review_info_update",
    "update_experiment_enabled_non_prod_environments",
    "archive_experiment",
    "unarchive_experiment",
    "experiment_update_owners",
    "update_echidna_subtype",
    "setup_stratified_sampling",
    "experiment_update_target_apps",
    "experiment_update_subdimension_filter",
    "experiment_review_update_overrides",
    "experiment_review_update_owners",
    "experiment_update_decision_note",
    "experiment_update_summary_sections",
    "unattach_experiment_to_power_analysis_report",
    "attach_experiment_to_power_analysis_report",
    "pin_chart_to_summary",
    "set_geotest_design",
    "delete_geotest_design",
    "create_geotest_design",
    "experiment_assigned_to_layer",
    "holdout_create",
    "holdout_delete",
    "holdout_layer_parameter_values_update",
    "holdout_update",
    "holdout_update_owners",
    "metric_edit_definition",
    "metric_edit_description",
    "metric_add_tag",
    "metric_remove_tag",
    "schedule_delete_metric",
    "schedule_archive_metric",
    "update_metric_is_permanent",
    "update_metric_is_verified",
    "metric_reviews_on",
    "metric_disable_reviews_locally",
    "custom_metric_definition_edit",
    "custom_metric_definition_create",
    "custom_metric_definition_delete",
    "custom_metric_update_owners",
    "tag_metrics_bulk",
    "tag_create",
    "tag_delete",
    "tag_edit",
    "segment_create",
    "segment_update_owners",
    "layer_update_owners",
    "layer_review_commit",
    "layer_review_accept",
    "layer_parameter_add",
    "layer_create",
    "layer_review_create",
    "layer_review_delete",
    "layer_delete",
    "layer_snapshot_delete",
    "layer_description_edit",
    "layer_edit",
    "layer_overrides_edit",
    "layer_parameters_edit",
    "layer_review_reject",
    "layer_allowed_reviewers_update",
    "layer_review_info_update",
    "layer_update_target_apps",
    "delete_layer_parameter",
    "update_layer_parameter",
    "config_review_accept",
    "config_review_commit",
    "config_review_create",
    "config_delete",
    "config_review_delete",
    "config_reviews_disable",
    "config_review_reject",
    "config_resalt",
    "config_revert",
    "config_require_reviews",
    "config_state_toggle",
    "config_allowed_reviewers_update",
    "config_conditions_update",
    "config_default_value_update",
    "config_description_update",
    "config_display_name_update",
    "config_environments_update",
    "config_review_info_update",
    "config_review_update",
    "config_review_required_update",
    "config_add_tag",
    "config_edit_tags",
    "config_remove_tag",
    "config_monitoring_metrics_update",
    "config_edit_target_apps",
    "update_config_analytics_enabled",
    "set_self_approvals_blocked",
    "release_pipeline_completed",
    "release_pipeline_waiting_for_review",
    "pin_dashboard_for_company",
    "add_dashboard_widget",
    "create_dashboard",
    "delete_dashboard_widget",
    "edit_dashboard_widget",
    "delete_dashboard",
    "edit_dashboard_description",
    "edit_dashboard_name",
    "restore_dashboard",
    "update_dashboard_widgets_from_generated_tags",
    "dashboard_update_owners",
    "update_dashboard_settings",
    "create_topline_alert",
    "update_topline_alert",
    "delete_topline_alert",
    "active_user_definition_update",
    "company_create",
    "company_metric_management_update",
    "metric_allowed_reviewers_update",
    "metric_review_commit",
    "metric_review_create",
    "metric_review_info_update",
    "set_metric_directionality",
    "custom_metric_edit",
    "custom_metric_name_edit",
    "custom_metric_review_accept",
    "custom_metric_review_delete",
    "custom_metric_review_reject",
    "delete_metric",
    "archive_metric",
    "unarchive_metric",
    "cancel_delete_metric",
    "cancel_archive_metric",
    "edit_guardrail_metric_alert",
    "create_guardrail_metric_alert",
    "delete_guardrail_metric_alert",
    "resolve_guardrail_metric_alert",
    "unsnooze_guardrail_metric_alert",
    "update_echidna_metric_loading_window",
    "update_metric_review_required",
    "layer_reviews_on",
    "delete_tag",
    "ID_list_update",
    "update_gate_is_permanent",
    "load_echidna_metric",
    "batch_load_echidna_topline_impact",
    "update_server_sdk_configuration_rollback",
    "company_ID_type_add",
    "update_echidna_source_review_required",
    "AWS_marketplace_account_delete",
    "batch_cancel_company_invites",
    "batch_user_role_update",
    "company_basic_info_edit",
    "company_delete",
    "company_email_domain_config_delete",
    "company_environments_edit",
    "add_geo_type",
    "delete_geo_type",
    "company_ID_type_delete",
    "company_ID_type_edit",
    "company_invite_access_update",
    "update_entities_require_teams",
    "update_company_user_store_enabled",
    "company_member_remove",
    "company_metric_delete",
    "company_snapshot_delete",
    "config_id_type_update",
    "config_update_owners",
    "create_customer_app",
    "edit_target_app",
    "delete_target_app",
    "source_allowed_reviewers_update",
    "create_echidna_assignment_source",
    "create_echidna_entity_property_source",
    "create_echidna_metric_source",
    "create_echidna_data_quality_checks",
    "create_echidna_source_review",
    "accept_echidna_source_review",
    "commit_echidna_source_review",
    "reject_echidna_source_review",
    "update_echidna_source_review",
    "delete_echidna_source_review",
    "create_power_analysis_gate_query",
    "create_power_analysis_custom_query",
    "custom_pulse_query_create",
    "custom_pulse_query_delete",
    "custom_pulse_query_name_edit",
    "custom_query_toggle_favorite",
    "custom_sankey_delete",
    "delete_echidna_assignment_source",
    "delete_echidna_entity_property_source",
    "delete_echidna_metric_source",
    "delete_payment_method",
    "tag_update_owners",
    "modify_override_config",
    "modify_overrides",
    "remove_override_config",
    "scheduled_custom_pulse_query_create",
    "integration_delete",
    "integration_create",
    "integration_update",
    "scheduled_pulse_custom_query_delete",
    "scheduled_pulse_query_name_edit",
    "user_data_load",
    "organization_member_remove",
    "shared_report_link_upsert",
    "scheduled_pulse_rollups_update",
    "OIDC_configuration_delete",
    "project_review_group_delete",
    "SSO_disable",
    "project_description_edit",
    "project_owner_set",
    "user_role_update",
    "OIDC_configuration_upsert",
    "payment_entitlements_upsert",
    "project_review_group_upsert",
    "project_review_group_remove",
    "update_team_settings",
    "update_team_admins",
    "update_team_name",
    "update_team_description",
    "update_team",
    "shared_report_link_delete",
    "experiment_data_report_rename",
    "experiment_data_report_update_parameters",
    "event_dimension_update",
    "integration_set_enabled",
    "integration_update_disabled_events",
    "integration_update_outgoing_config",
    "integration_update_rate_limits",
    "integration_upsert",
    "ingestion_source_delete",
    "tag_configs_bulk",
    "org_api_key_create",
    "set_personal_api_key_access",
    "sdk_key_create",
    "sdk_key_deactivate",
    "sdk_key_delete",
    "secret_key_regenerate",
    "sdk_key_update_description",
    "set_api_share_key_access",
    "set_plan_type",
    "generate_integration_webhook_secret",
    "set_default_payment_method",
    "set_user_sampling_rate",
    "sdk_key_update_environments",
    "upsert_trigger_integration",
    "delete_trigger_integration",
    "dismiss_runaway_entity",
    "update_echidna_metric_source",
    "update_echidna_metric_source_name",
    "update_echidna_metric_tag_or_description",
    "update_echidna_assignment_source",
    "update_echidna_assignment_source_name",
    "update_echidna_assignment_source_loading_window",
    "update_echidna_entity_property_source",
    "update_echidna_entity_property_source_name",
    "update_echidna_source_owner",
    "update_precommit_hook",
    "load_echidna_pulse",
    "load_echidna_autotune_pulse",
    "load_echidna_assignment_source",
    "set_echidna_schedule_hour",
    "echidna_drop_tables",
    "upsert_user_role",
    "delete_user_role",
    "sdk_key_update_target_app",
    "set_gate_analytics_enabled_by_default",
    "set_dynamic_config_analytics_enabled_by_default",
    "set_gate_analytics_0_100_exposures_enabled",
    "update_bv3_subscription",
    "upsert_experiment_settings",
    "upsert_gate_settings",
    "sdk_key_update_scopes",
    "user_login",
    "param_store_create",
    "param_store_update",
    "set_bv3_plan_type",
    "set_echidna_project_pulse_schedule",
    "set_echidna_project_metric_schedule",
    "set_company_default_user_role",
    "set_company_session_replay_sampling_rate",
    "set_company_session_replay_settings",
    "cancel_echidna_dag",
    "set_require_target_app_for_new_entity",
    "add_segments_of_interest_property",
    "delete_segments_of_interest_property",
    "add_srm_debugger_custom_dimension",
    "delete_srm_debugger_custom_dimension",
    "param_store_delete",
    "setup_external_opt_in",
    "param_store_update_owners",
    "create_statsig_proxy",
    "update_echidna_assignment_source_is_verified",
    "update_echidna_metric_source_is_verified",
    "update_echidna_entity_property_source_is_verified",
    "update_echidna_source_is_verified",
    "set_automated_bot_removals",
    "pulse_results_export",
    "update_company_auto_capture_settings",
    "update_company_experiment_exclusion_segment",
    "set_stop_new_assignment_toggle",
    "set_stop_experiment_enabled",
    "update_company_remove_default_gates_setting",
    "set_whn_results_export_setting",
    "update_experiment_quality_score_settings",
    "update_experiment_salt",
    "update_precommit_webhook_key",
    "set_whn_table_ttls",
    "set_id_resolution_inferred_id",
    "set_id_resolution_labeled_id",
    "add_session_recordings_to_playlist",
    "delete_session_recordings_from_playlist",
    "delete_session_replay_playlist",
    "backfill_metric_results",
    "cancel_metric_backfills",
    "archive_org_project",
    "update_ai_assistance_enabled",
    "update_ai_business_context",
    "update_experiment_ai_settings",
    "upsert_ai_config_eval_groups",
    "upsert_user_store_client_targeting_properties",
    "set_ai_config_baseline_version",
    "verify_dashboard",
    "set_first_exposure_user_store_default",
    "update_experiment_quality_score_criteria",
]
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


class UserResult(Record):
    """A member of the project, as Statsig has it."""

    email: str
    first_name: str
    last_name: str
    role: str


class TeamResult(Record):
    """A team, as Statsig has it."""

    admins: list[UserResult]
    change_team_configs: str
    default_experiment_primary_metrics: list[GateMonitoringMetricResult]
    default_experiment_secondary_metrics: list[GateMonitoringMetricResult]
    default_gate_metrics: list[GateMonitoringMetricResult]
    default_holdout_id: str | None
    default_holdout_metrics: list[GateMonitoringMetricResult]
    default_target_applications: list[str]
    description: str | None
    id: str
    members: list[UserResult]
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


class IngestionStatusResult(Record):
    """What happened in an ingestion, as Statsig has it."""

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
    """A step of a run of the ingestion, as Statsig has it."""

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
    """A run of the ingestion, as Statsig has it."""

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
    """How often an event came in on a day, as Statsig has it."""

    count: float
    date: str
    event: str
    last_updated_time: Annotated[str, Wire("last_updated_time")]


class IngestionEventDeltaResult(Record):
    """How often an event came in on a day, by Statsig's count and by the source's, as Statsig has it."""

    date: str
    event: str
    external_count: Annotated[float, Wire("external_count")]
    has_diff: Annotated[bool, Wire("has_diff")]
    internal_count: Annotated[float, Wire("internal_count")]
    last_updated_time: Annotated[str, Wire("last_updated_time")]
    source: str
    threshold: float


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


class MetricValueResult(Record):
    """The value of a metric on a day, for one type of unit, as Statsig has it."""

    denominator: float | None
    input_rows: float | None
    metric_name: str
    metric_type: str
    numerator: float | None
    unit_type: str
    value: float


class MetricUnitValueResult(Record):
    """The value of the metric that was asked for, for one type of unit, as Statsig has it."""

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
    """A metric source, or a qualifying event, which is described alike, as Statsig has it."""

    custom_field_mapping: list[MetricSourceCustomFieldMappingResult] | None
    date_partition_column: str | None
    description: str
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
    """An assignment source, as Statsig has it."""

    description: str
    experiment_id_column: str
    group_id_column: str
    id_type_mapping: list[MetricSourceIdTypeMappingResult]
    is_read_only: bool | None
    is_verified: bool | None
    name: str
    owner: GateOwnerResult | None
    sql: str
    tags: list[str]
    team: str | None
    team_id: str | None
    timestamp_column: str


class EntityPropertyResult(Record):
    """An entity property source, as Statsig has it."""

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
    """Who passes or fails a gate or holdout whatever its rules say, as Statsig has it."""

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


class LayerOverridesConditionalOverrideResult(Record):
    """A part of ``LayerOverridesResult``: ``conditionalOverride``."""

    experiment_name: str
    group_name: str
    name: str
    type: str


class LayerOverridesIdOverrideResult(Record):
    """A part of ``LayerOverridesResult``: ``idOverride``."""

    environment: str | None
    experiment_name: str | None
    group_name: str
    id_type: str | None
    ids: list[str]


class LayerOverridesResult(Record):
    """Who is in which group of a layer's experiments whatever chance says, as Statsig has it."""

    conditional_overrides: list[LayerOverridesConditionalOverrideResult]
    id_overrides: list[LayerOverridesIdOverrideResult]


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
    """An autotune experiment, as Statsig has it."""

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
    """A holdout, as Statsig has it."""

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
    tags: list[str] | None
    target_apps: list[str] | None
    targeting_gate_id: str | None
    team: str | None
    team_id: str | None
    version: float | None


class LayerParameterResult(Record):
    """A part of ``LayerResult``: ``parameter``."""

    default_value: str | float | bool | dict[str, Any] | list[str | float | bool | dict[str, Any]]
    name: str
    type: str


class LayerResult(Record):
    """A layer, as Statsig has it."""

    created_time: float
    creator_email: str | None
    creator_id: str | None
    creator_name: str | None
    description: str
    holdout_ids: list[str] | None
    id: str
    id_type: str
    is_implicit_layer: bool
    last_modified_time: float | None
    last_modifier_email: str | None
    last_modifier_id: str | None
    last_modifier_name: str | None
    name: str | None
    parameters: list[LayerParameterResult]
    tags: list[str] | None
    target_apps: str | list[str] | None
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
    """A segment, as Statsig has it."""

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
    """Ids of a segment that is a list, as Statsig has it."""

    count: float
    ids: list[str]
    name: str


class SegmentIdListMetadataResult(Record):
    """The state of the list of a segment, as Statsig has it."""

    current_version: float | None
    is_updating: bool | None


class PulseMetricResult(Record):
    """What pulse says of one metric, as Statsig has it."""

    absolute_change: float | None
    absolute_topline_impact: float | None
    absolute_topline_impact_delta: float | None
    confidence_interval_delta: float | None
    control_mean: float | None
    control_std: float | None
    control_units: float | None
    directionality: str
    metric_id: str
    metric_name: str
    p_value: float | None
    percent_change: float | None
    percent_confidence_interval_delta: float | None
    percent_sequential_testing_confidence_interval_delta: float | None
    projected_absolute_topline_impact: float | None
    projected_absolute_topline_impact_delta: float | None
    projected_relative_topline_impact: float | None
    projected_relative_topline_impact_delta: float | None
    relative_topline_impact: float | None
    relative_topline_impact_delta: float | None
    sequential_testing_confidence_interval_delta: float | None
    test_mean: float | None
    test_std: float | None
    test_units: float | None


class PulseResult(Record):
    """What pulse says of a gate's rule or a holdout, as Statsig has it."""

    ds: str
    monitoring_metrics: list[PulseMetricResult]


class ExperimentPulseResult(Record):
    """What pulse says of two groups of an experiment, as Statsig has it."""

    ds: str
    other_metrics: list[PulseMetricResult] | None
    primary_metrics: list[PulseMetricResult]
    secondary_metrics: list[PulseMetricResult]


class PulseLoadResult(Record):
    """A time that pulse was computed, as Statsig has it."""

    created_time: float
    creator_name: str | None
    end_ds: str
    finished_state: str | None
    finished_time: float | None
    reload_type: str
    start_ds: str
    turbo_mode: bool


class ConfigExposureCountResult(Record):
    """Recent exposures to one config, as Statsig has it."""

    id: str
    past7_days: float
    past_day: float


class ExposureCountResult(Record):
    """Recent exposures to gates, experiments and dynamic configs, as Statsig has it."""

    dynamic_configs: list[ConfigExposureCountResult]
    experiments: list[ConfigExposureCountResult]
    gates: list[ConfigExposureCountResult]


class DailyExposuresResult(Record):
    """Exposures up to a day, as Statsig has it."""

    date: str
    exposures: float


class CumulativeExposuresResult(Record):
    """Exposures to a group of an experiment, day by day, as Statsig has it."""

    group_id: str
    group_name: str
    results: list[DailyExposuresResult]


class KeyResult(Record):
    """An API key, as Statsig has it."""

    description: str
    environments: list[str] | None
    key: Annotated[str | None, Mark("secret")]
    primary_target_app: str | None
    scopes: list[str]
    secondary_target_apps: list[str] | None
    status: str
    type: str


class TargetAppResult(Record):
    """A target app, as Statsig has it."""

    id: str | None
    name: str


class TagResult(Record):
    """A tag, as Statsig has it."""

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
    bypass_reviews_for_overrides: Annotated[bool | None, Wire("bypass_reviews_for_overrides")]
    create_configs: Annotated[bool | None, Wire("create_configs")]
    create_or_edit_dashboards: Annotated[bool | None, Wire("create_or_edit_dashboards")]
    create_or_edit_templates: Annotated[bool | None, Wire("create_or_edit_templates")]
    create_release_pipelines: Annotated[bool | None, Wire("create_release_pipelines")]
    create_teams: Annotated[bool | None, Wire("create_teams")]
    data_warehouse_ingestion_and_exports_edit_access: Annotated[
        bool | None, Wire("data_warehouse_ingestion_and_exports_edit_access")
    ]
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


class RoleResult(Record):
    """A role, as Statsig has it."""

    name: str
    permissions: RolePermissionsResult


class UnitIdTypeResult(Record):
    """A type of unit, as Statsig has it."""

    description: str | None
    name: str


class EnvironmentResult(Record):
    """An environment, as Statsig has it."""

    id: str
    is_production: bool
    name: str
    required_review_group_id: str | None
    requires_release_pipeline: bool
    requires_review: bool


class EnvironmentsResult(Record):
    """The environments, as Statsig has it."""

    environments: list[EnvironmentResult]


class ProjectSettingsResult(Record):
    """The settings of the project itself, as Statsig has it."""

    default_unit_type: Annotated[str | None, Wire("default_unit_type")]
    name: str
    visibility: str


class ReviewSettingsResult(Record):
    """Which changes need a review, as Statsig has it."""

    is_config_review_required: Annotated[bool, Wire("is_config_review_required")]
    is_metric_review_required: Annotated[bool, Wire("is_metric_review_required")]
    is_metric_review_required_on_verified_only: Annotated[bool, Wire("is_metric_review_required_on_verified_only")]
    is_whn_analysis_only_review_required: Annotated[bool | None, Wire("is_whn_analysis_only_review_required")]
    is_whn_source_review_required: Annotated[bool | None, Wire("is_whn_source_review_required")]


class RoleSettingsResult(Record):
    """The settings for roles, as Statsig has it."""

    default_project_role: Annotated[str, Wire("default_project_role")]


class TeamSettingsResult(Record):
    """The settings for teams, as Statsig has it."""

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
    """A parameter store, as Statsig has it."""

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
    """A prompt, as Statsig has it."""

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
    """A release pipeline, as Statsig has it."""

    created_time: float
    creator_id: str
    id: str
    last_modifier_id: str
    name: str
    phases: list[ReleasePipelinePhaseResult] | None


class ReleasePipelineTriggerActionResult(Record):
    """A part of ``ReleasePipelineTriggerResult``: ``action``."""

    actor_id: str
    actor_name: str
    phase_id: str
    time_ms: float
    type: str


class ReleasePipelineTriggerResult(Record):
    """A change on its way through a release pipeline, as Statsig has it."""

    actions: list[ReleasePipelineTriggerActionResult]
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


class AlertResult(Record):
    """A topline alert, as Statsig has it."""

    alert_threshold: float
    alert_type: str
    company_id: str
    condition: str
    creator_id: str | None
    formula: str | None
    id: str
    message: str
    metric_group_bys: Any
    metrics: Any
    name: str
    priority: str
    renotification_conditions: list[str] | None
    renotification_message: str | None
    renotification_window_ms: float | None
    tags: list[str]
    team: str | None
    warning_threshold: float | None
    window_ms: float


class AuditLogResult(Record):
    """An entry of the audit log, as Statsig has it."""

    action_type: str
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
    """Where a report can be downloaded, as Statsig has it."""

    url: str


class ProjectResult(Record):
    """The project, as Statsig has it."""

    id: str


class CompanyResult(Record):
    """The company, as Statsig has it."""

    company_id: str
    company_name: str
    is_warehouse_native: bool
    org_id: str | None
    org_name: str | None
