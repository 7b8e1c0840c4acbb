"""The functions' forms for outputs: each calls its function once the inputs are known.

Written by tools/functions.py from the functions' signatures; not to be changed by hand. A function is imported when
its form is called, so that a program loads the ones that it uses.
"""

from __future__ import annotations

from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, StringsInput, list_output, output
from .audit_logs import SortKey, SortOrder
from .dynamic_configs import DynamicConfigType, DynamicConfigTypeReason
from .experiments import DiagnosticsType, ExperimentType, Status
from .gates import GateReferences, GateType, GateTypeReason, Rate
from .ingestion import Dataset, IngestionType
from .logs import LogSource
from .release_pipelines import TriggerStatus
from .reports import ReportType
from .results import (
    AlertDetailsResult,
    AlertEventResult,
    AlertResult,
    AssignmentSourceResult,
    AuditLogResult,
    AutotuneResult,
    CompanyResult,
    CumulativeExposuresResult,
    DashboardResult,
    DashboardSummaryResult,
    DashboardWidgetResultsResult,
    DimensionalExposuresResult,
    DynamicConfigResult,
    DynamicConfigRuleResult,
    EligibleReviewersResult,
    EntityPropertyResult,
    EnvironmentResult,
    EventResult,
    ExperimentAlertsResult,
    ExperimentContextResult,
    ExperimentDiagnosticsResult,
    ExperimentOverridesResult,
    ExperimentPulseMetricResult,
    ExperimentPulseResult,
    ExperimentResult,
    ExperimentReviewResult,
    ExperimentSummaryChartsResult,
    ExposureCountResult,
    GateChecksResult,
    GateOverridesResult,
    GateResult,
    GateRuleResult,
    HoldoutResult,
    IngestionEventCountResult,
    IngestionEventDeltaResult,
    IngestionResult,
    IngestionRunResult,
    IngestionScheduleResult,
    IngestionState,
    IngestionStatusResult,
    KeyResult,
    LayerOverridesResult,
    LayerResult,
    LogEntryResult,
    MetricResult,
    MetricSourceResult,
    MetricSqlResult,
    MetricUnitValueResult,
    MetricValueResult,
    ParamStoreResult,
    ProjectOverridesResult,
    ProjectResult,
    ProjectSettingsResult,
    PromptResult,
    PulseLoadDetailsResult,
    PulseLoadResult,
    PulseResult,
    ReleasePipelineResult,
    ReleasePipelineTriggerResult,
    ReportResult,
    ReviewResult,
    ReviewSettingsResult,
    RoleResult,
    RoleSettingsResult,
    SegmentIdListMetadataResult,
    SegmentResult,
    TagResult,
    TargetAppResult,
    TeamResult,
    TeamSettingsResult,
    TeamSummaryResult,
    UnitIdTypeResult,
    UserResult,
)


def list_alerts_output(*, provider: ProviderOption = None) -> Output[list[AlertResult]]:
    """Call ``list_alerts`` once its inputs are known; return all pages as one list."""
    from .alerts import list_alerts

    return list_output(list_alerts, provider=provider)


def get_alert_output(id: Input[str], *, provider: ProviderOption = None) -> Output[AlertDetailsResult]:
    """Call ``get_alert`` once its inputs are known."""
    from .alerts import get_alert

    return output(get_alert, id=id, provider=provider)


def list_alert_events_output(
    alert_id: Input[str], *, provider: ProviderOption = None
) -> Output[list[AlertEventResult]]:
    """Call ``list_alert_events`` once its inputs are known; return all pages as one list."""
    from .alerts import list_alert_events

    return list_output(list_alert_events, alert_id=alert_id, provider=provider)


def get_alert_event_output(
    alert_id: Input[str], event_id: Input[str], *, provider: ProviderOption = None
) -> Output[AlertEventResult]:
    """Call ``get_alert_event`` once its inputs are known."""
    from .alerts import get_alert_event

    return output(get_alert_event, alert_id=alert_id, event_id=event_id, provider=provider)


def get_assignment_source_output(
    name: Input[str], *, provider: ProviderOption = None
) -> Output[AssignmentSourceResult]:
    """Call ``get_assignment_source`` once its inputs are known."""
    from .assignment_sources import get_assignment_source

    return output(get_assignment_source, name=name, provider=provider)


def list_assignment_sources_output(*, provider: ProviderOption = None) -> Output[list[AssignmentSourceResult]]:
    """Call ``list_assignment_sources`` once its inputs are known; return all pages as one list."""
    from .assignment_sources import list_assignment_sources

    return list_output(list_assignment_sources, provider=provider)


def list_audit_logs_output(
    *,
    id: Input[str] | None = None,
    action_type: Input[str] | None = None,
    action_types: StringsInput | None = None,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    start_time: Input[int] | None = None,
    end_time: Input[int] | None = None,
    tags: StringsInput | None = None,
    sort_key: Input[SortKey] | None = None,
    sort_order: Input[SortOrder] | None = None,
    latest_id: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[AuditLogResult]]:
    """Call ``list_audit_logs`` once its inputs are known; return all pages as one list."""
    from .audit_logs import list_audit_logs

    return list_output(
        list_audit_logs,
        id=id,
        action_type=action_type,
        action_types=action_types,
        start_date=start_date,
        end_date=end_date,
        start_time=start_time,
        end_time=end_time,
        tags=tags,
        sort_key=sort_key,
        sort_order=sort_order,
        latest_id=latest_id,
        provider=provider,
    )


def get_autotune_output(id: Input[str], *, provider: ProviderOption = None) -> Output[AutotuneResult]:
    """Call ``get_autotune`` once its inputs are known."""
    from .autotunes import get_autotune

    return output(get_autotune, id=id, provider=provider)


def list_autotunes_output(*, provider: ProviderOption = None) -> Output[list[AutotuneResult]]:
    """Call ``list_autotunes`` once its inputs are known; return all pages as one list."""
    from .autotunes import list_autotunes

    return list_output(list_autotunes, provider=provider)


def get_autotune_overrides_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentOverridesResult]:
    """Call ``get_autotune_overrides`` once its inputs are known."""
    from .autotunes import get_autotune_overrides

    return output(get_autotune_overrides, id=id, provider=provider)


def list_dashboards_output(
    *, search: Input[str] | None = None, provider: ProviderOption = None
) -> Output[list[DashboardSummaryResult]]:
    """Call ``list_dashboards`` once its inputs are known; return all pages as one list."""
    from .dashboards import list_dashboards

    return list_output(list_dashboards, search=search, provider=provider)


def get_dashboard_output(id: Input[str], *, provider: ProviderOption = None) -> Output[DashboardResult]:
    """Call ``get_dashboard`` once its inputs are known."""
    from .dashboards import get_dashboard

    return output(get_dashboard, id=id, provider=provider)


def get_dashboard_widget_results_output(
    dashboard_id: Input[str],
    widget_id: Input[str],
    *,
    sampling_enabled: Input[bool] | None = None,
    provider: ProviderOption = None,
) -> Output[DashboardWidgetResultsResult]:
    """Call ``get_dashboard_widget_results`` once its inputs are known."""
    from .dashboards import get_dashboard_widget_results

    return output(
        get_dashboard_widget_results,
        dashboard_id=dashboard_id,
        widget_id=widget_id,
        sampling_enabled=sampling_enabled,
        provider=provider,
    )


def get_dynamic_config_output(id: Input[str], *, provider: ProviderOption = None) -> Output[DynamicConfigResult]:
    """Call ``get_dynamic_config`` once its inputs are known."""
    from .dynamic_configs import get_dynamic_config

    return output(get_dynamic_config, id=id, provider=provider)


def list_dynamic_configs_output(
    *,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    team_id: Input[str] | None = None,
    target_app_id: Input[str] | None = None,
    type: Input[DynamicConfigType] | None = None,
    type_reason: Input[DynamicConfigTypeReason] | None = None,
    provider: ProviderOption = None,
) -> Output[list[DynamicConfigResult]]:
    """Call ``list_dynamic_configs`` once its inputs are known; return all pages as one list."""
    from .dynamic_configs import list_dynamic_configs

    return list_output(
        list_dynamic_configs,
        release_pipeline_id=release_pipeline_id,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
        team_id=team_id,
        target_app_id=target_app_id,
        type=type,
        type_reason=type_reason,
        provider=provider,
    )


def get_dynamic_config_rules_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[DynamicConfigRuleResult]]:
    """Call ``get_dynamic_config_rules`` once its inputs are known."""
    from .dynamic_configs import get_dynamic_config_rules

    return output(get_dynamic_config_rules, id=id, provider=provider)


def get_dynamic_config_rule_output(
    id: Input[str], rule_id: Input[str], *, provider: ProviderOption = None
) -> Output[DynamicConfigRuleResult]:
    """Call ``get_dynamic_config_rule`` once its inputs are known."""
    from .dynamic_configs import get_dynamic_config_rule

    return output(get_dynamic_config_rule, id=id, rule_id=rule_id, provider=provider)


def list_dynamic_config_versions_output(
    id: Input[str],
    *,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[DynamicConfigResult]]:
    """Call ``list_dynamic_config_versions`` once its inputs are known; return all pages as one list."""
    from .dynamic_configs import list_dynamic_config_versions

    return list_output(list_dynamic_config_versions, id=id, start_date=start_date, end_date=end_date, provider=provider)


def get_entity_property_output(name: Input[str], *, provider: ProviderOption = None) -> Output[EntityPropertyResult]:
    """Call ``get_entity_property`` once its inputs are known."""
    from .entity_properties import get_entity_property

    return output(get_entity_property, name=name, provider=provider)


def list_entity_properties_output(*, provider: ProviderOption = None) -> Output[list[EntityPropertyResult]]:
    """Call ``list_entity_properties`` once its inputs are known; return all pages as one list."""
    from .entity_properties import list_entity_properties

    return list_output(list_entity_properties, provider=provider)


def get_environments_output(*, provider: ProviderOption = None) -> Output[list[EnvironmentResult]]:
    """Call ``get_environments`` once its inputs are known."""
    from .environments import get_environments

    return output(get_environments, provider=provider)


def get_event_output(name: Input[str], *, provider: ProviderOption = None) -> Output[EventResult]:
    """Call ``get_event`` once its inputs are known."""
    from .events import get_event

    return output(get_event, name=name, provider=provider)


def list_events_output(*, provider: ProviderOption = None) -> Output[list[EventResult]]:
    """Call ``list_events`` once its inputs are known; return all pages as one list."""
    from .events import list_events

    return list_output(list_events, provider=provider)


def get_event_metrics_output(name: Input[str], *, provider: ProviderOption = None) -> Output[list[MetricResult]]:
    """Call ``get_event_metrics`` once its inputs are known; return all pages as one list."""
    from .events import get_event_metrics

    return list_output(get_event_metrics, name=name, provider=provider)


def get_experiment_output(
    id: Input[str], *, fields: StringsInput | None = None, provider: ProviderOption = None
) -> Output[ExperimentResult]:
    """Call ``get_experiment`` once its inputs are known."""
    from .experiments import get_experiment

    return output(get_experiment, id=id, fields=fields, provider=provider)


def list_experiments_output(
    *,
    layer_id: Input[str] | None = None,
    id_type: Input[str] | None = None,
    team_id: Input[str] | None = None,
    status: Input[Status | list[Status]] | None = None,
    target_app_id: Input[str] | None = None,
    created_start_date: Input[str] | None = None,
    created_end_date: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    stale: Input[bool] | None = None,
    experiment_type: Input[ExperimentType | list[ExperimentType]] | None = None,
    ids: StringsInput | None = None,
    fields: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[ExperimentResult]]:
    """Call ``list_experiments`` once its inputs are known; return all pages as one list."""
    from .experiments import list_experiments

    return list_output(
        list_experiments,
        layer_id=layer_id,
        id_type=id_type,
        team_id=team_id,
        status=status,
        target_app_id=target_app_id,
        created_start_date=created_start_date,
        created_end_date=created_end_date,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
        stale=stale,
        experiment_type=experiment_type,
        ids=ids,
        fields=fields,
        provider=provider,
    )


def list_experiment_versions_output(
    id: Input[str],
    *,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[ExperimentResult]]:
    """Call ``list_experiment_versions`` once its inputs are known; return all pages as one list."""
    from .experiments import list_experiment_versions

    return list_output(list_experiment_versions, id=id, start_date=start_date, end_date=end_date, provider=provider)


def get_experiment_context_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentContextResult]:
    """Call ``get_experiment_context`` once its inputs are known."""
    from .experiments import get_experiment_context

    return output(get_experiment_context, id=id, provider=provider)


def get_experiment_alerts_output(id: Input[str], *, provider: ProviderOption = None) -> Output[ExperimentAlertsResult]:
    """Call ``get_experiment_alerts`` once its inputs are known."""
    from .experiments import get_experiment_alerts

    return output(get_experiment_alerts, id=id, provider=provider)


def get_experiment_diagnostics_output(
    id: Input[str],
    *,
    type: Input[DiagnosticsType] | None = None,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    last_days: Input[int] | None = None,
    provider: ProviderOption = None,
) -> Output[ExperimentDiagnosticsResult]:
    """Call ``get_experiment_diagnostics`` once its inputs are known."""
    from .experiments import get_experiment_diagnostics

    return output(
        get_experiment_diagnostics,
        id=id,
        type=type,
        start_date=start_date,
        end_date=end_date,
        last_days=last_days,
        provider=provider,
    )


def get_experiment_summary_charts_output(
    id: Input[str],
    *,
    control: Input[str] | None = None,
    test: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[ExperimentSummaryChartsResult]:
    """Call ``get_experiment_summary_charts`` once its inputs are known."""
    from .experiments import get_experiment_summary_charts

    return output(get_experiment_summary_charts, id=id, control=control, test=test, provider=provider)


def get_experiment_overrides_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentOverridesResult]:
    """Call ``get_experiment_overrides`` once its inputs are known."""
    from .experiments import get_experiment_overrides

    return output(get_experiment_overrides, id=id, provider=provider)


def get_exposure_count_output(
    *,
    gates: StringsInput | None = None,
    experiments: StringsInput | None = None,
    dynamic_configs: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[ExposureCountResult]:
    """Call ``get_exposure_count`` once its inputs are known."""
    from .exposures import get_exposure_count

    return output(
        get_exposure_count, gates=gates, experiments=experiments, dynamic_configs=dynamic_configs, provider=provider
    )


def get_cumulative_exposures_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[CumulativeExposuresResult]]:
    """Call ``get_cumulative_exposures`` once its inputs are known."""
    from .exposures import get_cumulative_exposures

    return output(get_cumulative_exposures, id=id, provider=provider)


def get_dimensional_exposures_output(
    id: Input[str],
    *,
    dimension_type: StringsInput | None = None,
    severity: Input[Literal["warning", "failure"]] | None = None,
    provider: ProviderOption = None,
) -> Output[DimensionalExposuresResult]:
    """Call ``get_dimensional_exposures`` once its inputs are known."""
    from .exposures import get_dimensional_exposures

    return output(get_dimensional_exposures, id=id, dimension_type=dimension_type, severity=severity, provider=provider)


def get_gate_output(
    id: Input[str], *, include_archive_metadata: Input[bool] | None = None, provider: ProviderOption = None
) -> Output[GateResult]:
    """Call ``get_gate`` once its inputs are known."""
    from .gates import get_gate

    return output(get_gate, id=id, include_archive_metadata=include_archive_metadata, provider=provider)


def list_gates_output(
    *,
    id_type: StringsInput | None = None,
    type: Input[GateType] | None = None,
    type_reason: Input[GateTypeReason] | None = None,
    pass_rate: Input[Rate | list[Rate]] | None = None,
    rollout_rate: Input[Rate | list[Rate]] | None = None,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    team_id: Input[str] | None = None,
    target_app_id: Input[str] | None = None,
    store_0100_exposures: Input[bool] | None = None,
    include_archived: Input[bool] | None = None,
    include_archive_metadata: Input[bool] | None = None,
    provider: ProviderOption = None,
) -> Output[list[GateResult]]:
    """Call ``list_gates`` once its inputs are known; return all pages as one list."""
    from .gates import list_gates

    return list_output(
        list_gates,
        id_type=id_type,
        type=type,
        type_reason=type_reason,
        pass_rate=pass_rate,
        rollout_rate=rollout_rate,
        release_pipeline_id=release_pipeline_id,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
        team_id=team_id,
        target_app_id=target_app_id,
        store_0100_exposures=store_0100_exposures,
        include_archived=include_archived,
        include_archive_metadata=include_archive_metadata,
        provider=provider,
    )


def get_gate_rules_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[GateRuleResult]]:
    """Call ``get_gate_rules`` once its inputs are known."""
    from .gates import get_gate_rules

    return output(get_gate_rules, id=id, provider=provider)


def get_gate_checks_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateChecksResult]:
    """Call ``get_gate_checks`` once its inputs are known."""
    from .gates import get_gate_checks

    return output(get_gate_checks, id=id, provider=provider)


def list_gate_versions_output(
    id: Input[str],
    *,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[GateResult]]:
    """Call ``list_gate_versions`` once its inputs are known; return all pages as one list."""
    from .gates import list_gate_versions

    return list_output(list_gate_versions, id=id, start_date=start_date, end_date=end_date, provider=provider)


def get_gate_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateOverridesResult]:
    """Call ``get_gate_overrides`` once its inputs are known."""
    from .gates import get_gate_overrides

    return output(get_gate_overrides, id=id, provider=provider)


def get_gate_references_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateReferences]:
    """Call ``get_gate_references`` once its inputs are known."""
    from .gates import get_gate_references

    return output(get_gate_references, id=id, provider=provider)


def get_holdout_output(id: Input[str], *, provider: ProviderOption = None) -> Output[HoldoutResult]:
    """Call ``get_holdout`` once its inputs are known."""
    from .holdouts import get_holdout

    return output(get_holdout, id=id, provider=provider)


def list_holdouts_output(
    *,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[HoldoutResult]]:
    """Call ``list_holdouts`` once its inputs are known; return all pages as one list."""
    from .holdouts import list_holdouts

    return list_output(list_holdouts, creator_name=creator_name, creator_id=creator_id, tags=tags, provider=provider)


def get_holdout_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateOverridesResult]:
    """Call ``get_holdout_overrides`` once its inputs are known."""
    from .holdouts import get_holdout_overrides

    return output(get_holdout_overrides, id=id, provider=provider)


def get_ingestion_output(
    type: Input[IngestionType], dataset: Input[Dataset], source_name: Input[str], *, provider: ProviderOption = None
) -> Output[IngestionResult]:
    """Call ``get_ingestion`` once its inputs are known."""
    from .ingestion import get_ingestion

    return output(get_ingestion, type=type, dataset=dataset, source_name=source_name, provider=provider)


def get_ingestion_schedule_output(
    dataset: Input[Dataset], *, provider: ProviderOption = None
) -> Output[IngestionScheduleResult]:
    """Call ``get_ingestion_schedule`` once its inputs are known."""
    from .ingestion import get_ingestion_schedule

    return output(get_ingestion_schedule, dataset=dataset, provider=provider)


def get_ingestion_status_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source: Input[str] | None = None,
    dataset: Input[Dataset] | None = None,
    status: Input[IngestionState] | None = None,
    statuses: Input[list[IngestionState]] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionStatusResult]]:
    """Call ``get_ingestion_status`` once its inputs are known."""
    from .ingestion import get_ingestion_status

    return output(
        get_ingestion_status,
        start_date=start_date,
        end_date=end_date,
        source=source,
        dataset=dataset,
        status=status,
        statuses=statuses,
        provider=provider,
    )


def get_ingestion_run_output(id: Input[str], *, provider: ProviderOption = None) -> Output[IngestionRunResult]:
    """Call ``get_ingestion_run`` once its inputs are known."""
    from .ingestion import get_ingestion_run

    return output(get_ingestion_run, id=id, provider=provider)


def list_ingestion_runs_output(*, provider: ProviderOption = None) -> Output[list[IngestionRunResult]]:
    """Call ``list_ingestion_runs`` once its inputs are known; return all pages as one list."""
    from .ingestion import list_ingestion_runs

    return list_output(list_ingestion_runs, provider=provider)


def get_ingestion_event_counts_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source_name: Input[str] | None = None,
    event_name: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionEventCountResult]]:
    """Call ``get_ingestion_event_counts`` once its inputs are known."""
    from .ingestion import get_ingestion_event_counts

    return output(
        get_ingestion_event_counts,
        start_date=start_date,
        end_date=end_date,
        source_name=source_name,
        event_name=event_name,
        provider=provider,
    )


def get_ingestion_event_deltas_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source_name: Input[str] | None = None,
    event_name: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionEventDeltaResult]]:
    """Call ``get_ingestion_event_deltas`` once its inputs are known."""
    from .ingestion import get_ingestion_event_deltas

    return output(
        get_ingestion_event_deltas,
        start_date=start_date,
        end_date=end_date,
        source_name=source_name,
        event_name=event_name,
        provider=provider,
    )


def get_key_output(id: Input[str], *, provider: ProviderOption = None) -> Output[KeyResult]:
    """Call ``get_key`` once its inputs are known."""
    from .keys import get_key

    return output(get_key, id=id, provider=provider)


def list_keys_output(
    *,
    primary_target_app: Input[str] | None = None,
    environment: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[KeyResult]]:
    """Call ``list_keys`` once its inputs are known; return all pages as one list."""
    from .keys import list_keys

    return list_output(list_keys, primary_target_app=primary_target_app, environment=environment, provider=provider)


def get_layer_output(id: Input[str], *, provider: ProviderOption = None) -> Output[LayerResult]:
    """Call ``get_layer`` once its inputs are known."""
    from .layers import get_layer

    return output(get_layer, id=id, provider=provider)


def list_layers_output(*, provider: ProviderOption = None) -> Output[list[LayerResult]]:
    """Call ``list_layers`` once its inputs are known; return all pages as one list."""
    from .layers import list_layers

    return list_output(list_layers, provider=provider)


def list_layer_experiments_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[ExperimentResult]]:
    """Call ``list_layer_experiments`` once its inputs are known; return all pages as one list."""
    from .layers import list_layer_experiments

    return list_output(list_layer_experiments, id=id, provider=provider)


def get_layer_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[LayerOverridesResult]:
    """Call ``get_layer_overrides`` once its inputs are known."""
    from .layers import get_layer_overrides

    return output(get_layer_overrides, id=id, provider=provider)


def list_logs_output(
    *,
    query: Input[str] | None = None,
    source: Input[LogSource] | None = None,
    start_ts: Input[int] | None = None,
    end_ts: Input[int] | None = None,
    columns: Input[list[str]] | None = None,
    provider: ProviderOption = None,
) -> Output[list[LogEntryResult]]:
    """Call ``list_logs`` once its inputs are known; return all pages as one list."""
    from .logs import list_logs

    return list_output(
        list_logs, query=query, source=source, start_ts=start_ts, end_ts=end_ts, columns=columns, provider=provider
    )


def get_metric_source_output(name: Input[str], *, provider: ProviderOption = None) -> Output[MetricSourceResult]:
    """Call ``get_metric_source`` once its inputs are known."""
    from .metric_sources import get_metric_source

    return output(get_metric_source, name=name, provider=provider)


def list_metric_sources_output(*, provider: ProviderOption = None) -> Output[list[MetricSourceResult]]:
    """Call ``list_metric_sources`` once its inputs are known; return all pages as one list."""
    from .metric_sources import list_metric_sources

    return list_output(list_metric_sources, provider=provider)


def list_metric_source_metrics_output(
    name: Input[str], *, provider: ProviderOption = None
) -> Output[list[MetricResult]]:
    """Call ``list_metric_source_metrics`` once its inputs are known; return all pages as one list."""
    from .metric_sources import list_metric_source_metrics

    return list_output(list_metric_source_metrics, name=name, provider=provider)


def get_metric_output(id: Input[str], *, provider: ProviderOption = None) -> Output[MetricResult]:
    """Call ``get_metric`` once its inputs are known."""
    from .metrics import get_metric

    return output(get_metric, id=id, provider=provider)


def get_metric_by_name_output(
    name: Input[str], type: Input[str], *, provider: ProviderOption = None
) -> Output[MetricResult]:
    """Call ``get_metric_by_name`` once its inputs are known."""
    from .metrics import get_metric_by_name

    return output(get_metric_by_name, name=name, type=type, provider=provider)


def get_metric_sql_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[MetricSqlResult]]:
    """Call ``get_metric_sql`` once its inputs are known."""
    from .metrics import get_metric_sql

    return output(get_metric_sql, id=id, provider=provider)


def list_metrics_output(
    *,
    show_hidden_metrics: Input[bool] | None = None,
    tags: StringsInput | None = None,
    filters: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[MetricResult]]:
    """Call ``list_metrics`` once its inputs are known; return all pages as one list."""
    from .metrics import list_metrics

    return list_output(
        list_metrics, show_hidden_metrics=show_hidden_metrics, tags=tags, filters=filters, provider=provider
    )


def list_metric_experiments_output(
    id: Input[str],
    *,
    layer_id: Input[str] | None = None,
    id_type: Input[str] | None = None,
    team_id: Input[str] | None = None,
    status: Input[Status | list[Status]] | None = None,
    target_app_id: Input[str] | None = None,
    created_start_date: Input[str] | None = None,
    created_end_date: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    stale: Input[bool] | None = None,
    experiment_type: Input[ExperimentType | list[ExperimentType]] | None = None,
    ids: StringsInput | None = None,
    fields: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[ExperimentResult]]:
    """Call ``list_metric_experiments`` once its inputs are known; return all pages as one list."""
    from .metrics import list_metric_experiments

    return list_output(
        list_metric_experiments,
        id=id,
        layer_id=layer_id,
        id_type=id_type,
        team_id=team_id,
        status=status,
        target_app_id=target_app_id,
        created_start_date=created_start_date,
        created_end_date=created_end_date,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
        stale=stale,
        experiment_type=experiment_type,
        ids=ids,
        fields=fields,
        provider=provider,
    )


def get_metric_values_output(
    id: Input[str], date: Input[str], *, provider: ProviderOption = None
) -> Output[list[MetricUnitValueResult]]:
    """Call ``get_metric_values`` once its inputs are known."""
    from .metrics import get_metric_values

    return output(get_metric_values, id=id, date=date, provider=provider)


def list_metric_values_output(
    date: Input[str],
    *,
    metric_name: Input[str] | None = None,
    metric_type: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[MetricValueResult]]:
    """Call ``list_metric_values`` once its inputs are known; return all pages as one list."""
    from .metrics import list_metric_values

    return list_output(
        list_metric_values, date=date, metric_name=metric_name, metric_type=metric_type, provider=provider
    )


def get_overrides_output(
    *, user_id: Input[str] | None = None, id_type: Input[str] | None = None, provider: ProviderOption = None
) -> Output[ProjectOverridesResult]:
    """Call ``get_overrides`` once its inputs are known."""
    from .overrides import get_overrides

    return output(get_overrides, user_id=user_id, id_type=id_type, provider=provider)


def get_param_store_output(name: Input[str], *, provider: ProviderOption = None) -> Output[ParamStoreResult]:
    """Call ``get_param_store`` once its inputs are known."""
    from .param_stores import get_param_store

    return output(get_param_store, name=name, provider=provider)


def list_param_stores_output(*, provider: ProviderOption = None) -> Output[list[ParamStoreResult]]:
    """Call ``list_param_stores`` once its inputs are known; return all pages as one list."""
    from .param_stores import list_param_stores

    return list_output(list_param_stores, provider=provider)


def get_project_output(*, provider: ProviderOption = None) -> Output[ProjectResult]:
    """Call ``get_project`` once its inputs are known."""
    from .project import get_project

    return output(get_project, provider=provider)


def get_company_output(*, provider: ProviderOption = None) -> Output[CompanyResult]:
    """Call ``get_company`` once its inputs are known."""
    from .project import get_company

    return output(get_company, provider=provider)


def get_usage_report_output(
    end: Input[int], *, start: Input[int] | None = None, provider: ProviderOption = None
) -> Output[str]:
    """Call ``get_usage_report`` once its inputs are known."""
    from .project import get_usage_report

    return output(get_usage_report, end=end, start=start, provider=provider)


def get_prompt_output(id: Input[str], *, provider: ProviderOption = None) -> Output[PromptResult]:
    """Call ``get_prompt`` once its inputs are known."""
    from .prompts import get_prompt

    return output(get_prompt, id=id, provider=provider)


def list_prompts_output(*, provider: ProviderOption = None) -> Output[list[PromptResult]]:
    """Call ``list_prompts`` once its inputs are known; return all pages as one list."""
    from .prompts import list_prompts

    return list_output(list_prompts, provider=provider)


def get_experiment_pulse_output(
    id: Input[str],
    control: Input[str],
    test: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    apply_bonferroni_per_variant: Input[bool] | None = None,
    apply_bonferroni_per_metric: Input[bool] | None = None,
    bonferroni_primary_metric_weight: Input[float] | None = None,
    apply_benjamini_hochberg_per_metric: Input[bool] | None = None,
    apply_benjamini_hochberg_per_variant: Input[bool] | None = None,
    benjamini_primary_metrics_only: Input[bool] | None = None,
    benjamini_across_all_test_groups: Input[bool] | None = None,
    date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[ExperimentPulseResult]:
    """Call ``get_experiment_pulse`` once its inputs are known."""
    from .pulse import get_experiment_pulse

    return output(
        get_experiment_pulse,
        id=id,
        control=control,
        test=test,
        cuped=cuped,
        confidence=confidence,
        apply_bonferroni_per_variant=apply_bonferroni_per_variant,
        apply_bonferroni_per_metric=apply_bonferroni_per_metric,
        bonferroni_primary_metric_weight=bonferroni_primary_metric_weight,
        apply_benjamini_hochberg_per_metric=apply_benjamini_hochberg_per_metric,
        apply_benjamini_hochberg_per_variant=apply_benjamini_hochberg_per_variant,
        benjamini_primary_metrics_only=benjamini_primary_metrics_only,
        benjamini_across_all_test_groups=benjamini_across_all_test_groups,
        date=date,
        provider=provider,
    )


def get_experiment_pulse_metric_output(
    id: Input[str],
    metric_id: Input[str],
    control: Input[str],
    test: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    apply_bonferroni_per_variant: Input[bool] | None = None,
    apply_bonferroni_per_metric: Input[bool] | None = None,
    bonferroni_primary_metric_weight: Input[float] | None = None,
    apply_benjamini_hochberg_per_metric: Input[bool] | None = None,
    apply_benjamini_hochberg_per_variant: Input[bool] | None = None,
    benjamini_primary_metrics_only: Input[bool] | None = None,
    benjamini_across_all_test_groups: Input[bool] | None = None,
    date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[ExperimentPulseMetricResult]:
    """Call ``get_experiment_pulse_metric`` once its inputs are known."""
    from .pulse import get_experiment_pulse_metric

    return output(
        get_experiment_pulse_metric,
        id=id,
        metric_id=metric_id,
        control=control,
        test=test,
        cuped=cuped,
        confidence=confidence,
        apply_bonferroni_per_variant=apply_bonferroni_per_variant,
        apply_bonferroni_per_metric=apply_bonferroni_per_metric,
        bonferroni_primary_metric_weight=bonferroni_primary_metric_weight,
        apply_benjamini_hochberg_per_metric=apply_benjamini_hochberg_per_metric,
        apply_benjamini_hochberg_per_variant=apply_benjamini_hochberg_per_variant,
        benjamini_primary_metrics_only=benjamini_primary_metrics_only,
        benjamini_across_all_test_groups=benjamini_across_all_test_groups,
        date=date,
        provider=provider,
    )


def get_gate_rule_pulse_output(
    id: Input[str],
    rule_id: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    provider: ProviderOption = None,
) -> Output[PulseResult]:
    """Call ``get_gate_rule_pulse`` once its inputs are known."""
    from .pulse import get_gate_rule_pulse

    return output(get_gate_rule_pulse, id=id, rule_id=rule_id, cuped=cuped, confidence=confidence, provider=provider)


def get_holdout_pulse_output(
    id: Input[str],
    *,
    cuped: Input[bool] | None = None,
    confidence: Input[float] | None = None,
    provider: ProviderOption = None,
) -> Output[PulseResult]:
    """Call ``get_holdout_pulse`` once its inputs are known."""
    from .pulse import get_holdout_pulse

    return output(get_holdout_pulse, id=id, cuped=cuped, confidence=confidence, provider=provider)


def list_experiment_pulse_loads_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[PulseLoadResult]]:
    """Call ``list_experiment_pulse_loads`` once its inputs are known; return all pages as one list."""
    from .pulse import list_experiment_pulse_loads

    return list_output(list_experiment_pulse_loads, id=id, provider=provider)


def get_experiment_pulse_load_output(
    id: Input[str], dag_id: Input[str], *, provider: ProviderOption = None
) -> Output[PulseLoadDetailsResult]:
    """Call ``get_experiment_pulse_load`` once its inputs are known."""
    from .pulse import get_experiment_pulse_load

    return output(get_experiment_pulse_load, id=id, dag_id=dag_id, provider=provider)


def list_gate_rule_pulse_loads_output(
    id: Input[str], rule_id: Input[str], *, provider: ProviderOption = None
) -> Output[list[PulseLoadResult]]:
    """Call ``list_gate_rule_pulse_loads`` once its inputs are known; return all pages as one list."""
    from .pulse import list_gate_rule_pulse_loads

    return list_output(list_gate_rule_pulse_loads, id=id, rule_id=rule_id, provider=provider)


def get_qualifying_event_output(name: Input[str], *, provider: ProviderOption = None) -> Output[MetricSourceResult]:
    """Call ``get_qualifying_event`` once its inputs are known."""
    from .qualifying_events import get_qualifying_event

    return output(get_qualifying_event, name=name, provider=provider)


def list_qualifying_events_output(*, provider: ProviderOption = None) -> Output[list[MetricSourceResult]]:
    """Call ``list_qualifying_events`` once its inputs are known; return all pages as one list."""
    from .qualifying_events import list_qualifying_events

    return list_output(list_qualifying_events, provider=provider)


def get_release_pipeline_output(id: Input[str], *, provider: ProviderOption = None) -> Output[ReleasePipelineResult]:
    """Call ``get_release_pipeline`` once its inputs are known."""
    from .release_pipelines import get_release_pipeline

    return output(get_release_pipeline, id=id, provider=provider)


def list_release_pipelines_output(*, provider: ProviderOption = None) -> Output[list[ReleasePipelineResult]]:
    """Call ``list_release_pipelines`` once its inputs are known; return all pages as one list."""
    from .release_pipelines import list_release_pipelines

    return list_output(list_release_pipelines, provider=provider)


def get_release_pipeline_trigger_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ReleasePipelineTriggerResult]:
    """Call ``get_release_pipeline_trigger`` once its inputs are known."""
    from .release_pipelines import get_release_pipeline_trigger

    return output(get_release_pipeline_trigger, id=id, provider=provider)


def list_release_pipeline_triggers_output(
    *,
    release_pipeline_id: Input[str] | None = None,
    gate_id: Input[str] | None = None,
    dynamic_config_id: Input[str] | None = None,
    status: Input[TriggerStatus | list[TriggerStatus]] | None = None,
    start_date: Input[str] | None = None,
    end_date: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[ReleasePipelineTriggerResult]]:
    """Call ``list_release_pipeline_triggers`` once its inputs are known; return all pages as one list."""
    from .release_pipelines import list_release_pipeline_triggers

    return list_output(
        list_release_pipeline_triggers,
        release_pipeline_id=release_pipeline_id,
        gate_id=gate_id,
        dynamic_config_id=dynamic_config_id,
        status=status,
        start_date=start_date,
        end_date=end_date,
        provider=provider,
    )


def get_report_output(
    type: Input[ReportType], date: Input[str], *, provider: ProviderOption = None
) -> Output[ReportResult]:
    """Call ``get_report`` once its inputs are known."""
    from .reports import get_report

    return output(get_report, type=type, date=date, provider=provider)


def list_gate_reviews_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[ReviewResult]]:
    """Call ``list_gate_reviews`` once its inputs are known; return all pages as one list."""
    from .reviews import list_gate_reviews

    return list_output(list_gate_reviews, id=id, provider=provider)


def get_gate_review_output(
    id: Input[str], review_id: Input[str], *, provider: ProviderOption = None
) -> Output[ReviewResult]:
    """Call ``get_gate_review`` once its inputs are known."""
    from .reviews import get_gate_review

    return output(get_gate_review, id=id, review_id=review_id, provider=provider)


def get_gate_eligible_reviewers_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[EligibleReviewersResult]:
    """Call ``get_gate_eligible_reviewers`` once its inputs are known."""
    from .reviews import get_gate_eligible_reviewers

    return output(get_gate_eligible_reviewers, id=id, provider=provider)


def list_dynamic_config_reviews_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[ReviewResult]]:
    """Call ``list_dynamic_config_reviews`` once its inputs are known; return all pages as one list."""
    from .reviews import list_dynamic_config_reviews

    return list_output(list_dynamic_config_reviews, id=id, provider=provider)


def get_dynamic_config_review_output(
    id: Input[str], review_id: Input[str], *, provider: ProviderOption = None
) -> Output[ReviewResult]:
    """Call ``get_dynamic_config_review`` once its inputs are known."""
    from .reviews import get_dynamic_config_review

    return output(get_dynamic_config_review, id=id, review_id=review_id, provider=provider)


def get_dynamic_config_eligible_reviewers_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[EligibleReviewersResult]:
    """Call ``get_dynamic_config_eligible_reviewers`` once its inputs are known."""
    from .reviews import get_dynamic_config_eligible_reviewers

    return output(get_dynamic_config_eligible_reviewers, id=id, provider=provider)


def list_experiment_reviews_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[ExperimentReviewResult]]:
    """Call ``list_experiment_reviews`` once its inputs are known; return all pages as one list."""
    from .reviews import list_experiment_reviews

    return list_output(list_experiment_reviews, id=id, provider=provider)


def get_experiment_review_output(
    id: Input[str], review_id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentReviewResult]:
    """Call ``get_experiment_review`` once its inputs are known."""
    from .reviews import get_experiment_review

    return output(get_experiment_review, id=id, review_id=review_id, provider=provider)


def get_experiment_eligible_reviewers_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[EligibleReviewersResult]:
    """Call ``get_experiment_eligible_reviewers`` once its inputs are known."""
    from .reviews import get_experiment_eligible_reviewers

    return output(get_experiment_eligible_reviewers, id=id, provider=provider)


def list_autotune_reviews_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[ExperimentReviewResult]]:
    """Call ``list_autotune_reviews`` once its inputs are known; return all pages as one list."""
    from .reviews import list_autotune_reviews

    return list_output(list_autotune_reviews, id=id, provider=provider)


def get_autotune_review_output(
    id: Input[str], review_id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentReviewResult]:
    """Call ``get_autotune_review`` once its inputs are known."""
    from .reviews import get_autotune_review

    return output(get_autotune_review, id=id, review_id=review_id, provider=provider)


def get_role_output(name: Input[str], *, provider: ProviderOption = None) -> Output[RoleResult]:
    """Call ``get_role`` once its inputs are known."""
    from .roles import get_role

    return output(get_role, name=name, provider=provider)


def list_roles_output(*, provider: ProviderOption = None) -> Output[list[RoleResult]]:
    """Call ``list_roles`` once its inputs are known; return all pages as one list."""
    from .roles import list_roles

    return list_output(list_roles, provider=provider)


def get_segment_output(id: Input[str], *, provider: ProviderOption = None) -> Output[SegmentResult]:
    """Call ``get_segment`` once its inputs are known."""
    from .segments import get_segment

    return output(get_segment, id=id, provider=provider)


def list_segments_output(*, provider: ProviderOption = None) -> Output[list[SegmentResult]]:
    """Call ``list_segments`` once its inputs are known; return all pages as one list."""
    from .segments import list_segments

    return list_output(list_segments, provider=provider)


def list_segment_ids_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[str]]:
    """Call ``list_segment_ids`` once its inputs are known; return all pages as one list."""
    from .segments import list_segment_ids

    return list_output(list_segment_ids, id=id, provider=provider)


def get_segment_id_list_metadata_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[SegmentIdListMetadataResult]:
    """Call ``get_segment_id_list_metadata`` once its inputs are known."""
    from .segments import get_segment_id_list_metadata

    return output(get_segment_id_list_metadata, id=id, provider=provider)


def get_project_settings_output(*, provider: ProviderOption = None) -> Output[ProjectSettingsResult]:
    """Call ``get_project_settings`` once its inputs are known."""
    from .settings import get_project_settings

    return output(get_project_settings, provider=provider)


def get_review_settings_output(*, provider: ProviderOption = None) -> Output[ReviewSettingsResult]:
    """Call ``get_review_settings`` once its inputs are known."""
    from .settings import get_review_settings

    return output(get_review_settings, provider=provider)


def get_role_settings_output(*, provider: ProviderOption = None) -> Output[RoleSettingsResult]:
    """Call ``get_role_settings`` once its inputs are known."""
    from .settings import get_role_settings

    return output(get_role_settings, provider=provider)


def get_team_settings_output(*, provider: ProviderOption = None) -> Output[TeamSettingsResult]:
    """Call ``get_team_settings`` once its inputs are known."""
    from .settings import get_team_settings

    return output(get_team_settings, provider=provider)


def get_tag_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TagResult]:
    """Call ``get_tag`` once its inputs are known."""
    from .tags import get_tag

    return output(get_tag, id=id, provider=provider)


def list_tags_output(*, provider: ProviderOption = None) -> Output[list[TagResult]]:
    """Call ``list_tags`` once its inputs are known; return all pages as one list."""
    from .tags import list_tags

    return list_output(list_tags, provider=provider)


def get_target_app_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TargetAppResult]:
    """Call ``get_target_app`` once its inputs are known."""
    from .target_apps import get_target_app

    return output(get_target_app, id=id, provider=provider)


def list_target_apps_output(*, provider: ProviderOption = None) -> Output[list[TargetAppResult]]:
    """Call ``list_target_apps`` once its inputs are known; return all pages as one list."""
    from .target_apps import list_target_apps

    return list_output(list_target_apps, provider=provider)


def get_team_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TeamResult]:
    """Call ``get_team`` once its inputs are known."""
    from .teams import get_team

    return output(get_team, id=id, provider=provider)


def get_team_by_name_output(name: Input[str], *, provider: ProviderOption = None) -> Output[TeamResult]:
    """Call ``get_team_by_name`` once its inputs are known."""
    from .teams import get_team_by_name

    return output(get_team_by_name, name=name, provider=provider)


def list_teams_output(*, provider: ProviderOption = None) -> Output[list[TeamSummaryResult]]:
    """Call ``list_teams`` once its inputs are known; return all pages as one list."""
    from .teams import list_teams

    return list_output(list_teams, provider=provider)


def get_unit_id_type_output(name: Input[str], *, provider: ProviderOption = None) -> Output[UnitIdTypeResult]:
    """Call ``get_unit_id_type`` once its inputs are known."""
    from .unit_id_types import get_unit_id_type

    return output(get_unit_id_type, name=name, provider=provider)


def list_unit_id_types_output(*, provider: ProviderOption = None) -> Output[list[UnitIdTypeResult]]:
    """Call ``list_unit_id_types`` once its inputs are known; return all pages as one list."""
    from .unit_id_types import list_unit_id_types

    return list_output(list_unit_id_types, provider=provider)


def get_user_output(email: Input[str], *, provider: ProviderOption = None) -> Output[UserResult]:
    """Call ``get_user`` once its inputs are known."""
    from .users import get_user

    return output(get_user, email=email, provider=provider)


def get_user_by_id_output(id: Input[str], *, provider: ProviderOption = None) -> Output[UserResult]:
    """Call ``get_user_by_id`` once its inputs are known."""
    from .users import get_user_by_id

    return output(get_user_by_id, id=id, provider=provider)


def list_users_output(
    *, include_stale_members: Input[bool] | None = None, provider: ProviderOption = None
) -> Output[list[UserResult]]:
    """Call ``list_users`` once its inputs are known; return all pages as one list."""
    from .users import list_users

    return list_output(list_users, include_stale_members=include_stale_members, provider=provider)
