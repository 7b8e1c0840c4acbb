"""Statsig as infrastructure: Pulumi resources over the Statsig Console API."""

__version__ = "0.1.0"

from typing import TYPE_CHECKING

from . import functions
from ._lazy import lazy_names

if TYPE_CHECKING:
    from . import conditions
    from .config import Settings
    from .errors import (
        AlreadyExists,
        ApiError,
        ConfigError,
        Interrupted,
        InvalidInput,
        NotFound,
        OutcomeUnknown,
        RateLimited,
        StatsigError,
    )
    from .explicit_provider import Provider
    from .functions import *  # noqa: F403 - exactly the functions in its __all__
    from .functions.tables import exposure_rows, pulse_rows, value_rows
    from .resources.alert import ExperimentAlertResolution, GateAlertResolution
    from .resources.autotune import Autotune, AutotuneScheduledStart, AutotuneVariant
    from .resources.change_validation import ChangeValidation, DebugLink
    from .resources.dashboard import (
        ConversionWindow,
        Dashboard,
        DashboardDate,
        DashboardDefaults,
        Widget,
        WidgetAggregation,
        WidgetEvent,
        WidgetFilter,
        WidgetProperty,
        WidgetQuery,
        WidgetStep,
        WidgetViz,
    )
    from .resources.dynamic_config import ConfigRule, DynamicConfig, Variant
    from .resources.environments import Environment, Environments
    from .resources.experiment import Experiment
    from .resources.experiment_action import DisabledGroups, ExperimentCodeCleanup, ExperimentRestart, ScheduledStart
    from .resources.experiment_parts import (
        BayesianPrior,
        Decision,
        ExperimentMetric,
        ExternalEvent,
        Group,
        Link,
        QualityScore,
        SamplingCsv,
        SamplingMetric,
        SamplingProperty,
        SidecarUrlFilter,
        SourceFilter,
        SprtGroupSetting,
        SprtMdeSetting,
        StratifiedSampling,
        UserDimension,
    )
    from .resources.gate import Gate, GateCodeCleanup, GradualRollout, ReviewSettings, RolloutPhase
    from .resources.holdout import Holdout
    from .resources.ingestion import (
        DatabricksConnection,
        EventsMapping,
        ExposuresMapping,
        Ingestion,
        IngestionBackfill,
        IngestionSchedule,
        MetricsMapping,
    )
    from .resources.key import Key
    from .resources.layer import Layer, LayerParameter
    from .resources.metric import (
        FunnelEvent,
        Metric,
        MetricArchive,
        MetricEvent,
        MetricOwner,
        MetricReload,
    )
    from .resources.overrides import (
        AutotuneOverrides,
        EnvironmentOverride,
        ExperimentOverride,
        ExperimentOverrides,
        ExperimentUserOverride,
        GateOverrides,
        HoldoutOverrides,
        LayerConditionalOverride,
        LayerIdOverride,
        LayerOverrides,
    )
    from .resources.param_store import ParamStore, ParamStoreParameter
    from .resources.prompt import Prompt, PromptEvaluation, PromptMessage, PromptVersion, WorkflowBody, WorkflowHeader
    from .resources.pulse import GatePulseLoad, PulseLoad, PulseLoadCancellation
    from .resources.release_pipeline import PipelinePhase, PipelineRule, ReleasePipeline
    from .resources.release_step import ReleaseStep
    from .resources.review_action import ReviewAction
    from .resources.role import Role, RolePermissions
    from .resources.rule import Condition, Rule
    from .resources.segment import Segment, SegmentIds
    from .resources.settings import ProjectSettings, ReviewRequirements, RoleSettings, TeamSettings
    from .resources.shared_types import IdTypeMapping, MetricRef, Owner
    from .resources.source import AssignmentSource, CustomField, EntityProperty, MetricSource, QualifyingEvent
    from .resources.standalone_rule import DynamicConfigRule, GateRule, GateRules
    from .resources.tag import Tag
    from .resources.target_app import TargetApp, TargetAppAssignment
    from .resources.team import Team
    from .resources.topline_alert import AlertGroupBy, AlertMute, AlertSubscriber, MutedPart, ToplineAlert
    from .resources.unit_id_type import UnitIdType
    from .resources.user import UserInvite, UserRole
    from .resources.warehouse import Athena, BigQuery, Databricks, Redshift, Snowflake, WarehouseConnection
    from .resources.warehouse_metric import (
        CompositeComponent,
        DimensionLimit,
        MetricCriterion,
        MetricSourceRef,
        WarehouseFunnelStep,
        WarehouseMetric,
    )

__all__ = [
    "AlertGroupBy",
    "AlertMute",
    "AlertSubscriber",
    "AlreadyExists",
    "ApiError",
    "AssignmentSource",
    "Athena",
    "Autotune",
    "AutotuneOverrides",
    "AutotuneScheduledStart",
    "AutotuneVariant",
    "BayesianPrior",
    "BigQuery",
    "ChangeValidation",
    "CompositeComponent",
    "Condition",
    "ConfigError",
    "ConfigRule",
    "ConversionWindow",
    "CustomField",
    "Dashboard",
    "DashboardDate",
    "DashboardDefaults",
    "Databricks",
    "DatabricksConnection",
    "DebugLink",
    "Decision",
    "DimensionLimit",
    "DisabledGroups",
    "DynamicConfig",
    "DynamicConfigRule",
    "EntityProperty",
    "Environment",
    "EnvironmentOverride",
    "Environments",
    "EventsMapping",
    "Experiment",
    "ExperimentAlertResolution",
    "ExperimentCodeCleanup",
    "ExperimentMetric",
    "ExperimentOverride",
    "ExperimentOverrides",
    "ExperimentRestart",
    "ExperimentUserOverride",
    "ExposuresMapping",
    "ExternalEvent",
    "FunnelEvent",
    "Gate",
    "GateAlertResolution",
    "GateCodeCleanup",
    "GateOverrides",
    "GatePulseLoad",
    "GateRule",
    "GateRules",
    "GradualRollout",
    "Group",
    "Holdout",
    "HoldoutOverrides",
    "IdTypeMapping",
    "Ingestion",
    "IngestionBackfill",
    "IngestionSchedule",
    "Interrupted",
    "InvalidInput",
    "Key",
    "Layer",
    "LayerConditionalOverride",
    "LayerIdOverride",
    "LayerOverrides",
    "LayerParameter",
    "Link",
    "Metric",
    "MetricArchive",
    "MetricCriterion",
    "MetricEvent",
    "MetricOwner",
    "MetricRef",
    "MetricReload",
    "MetricSource",
    "MetricSourceRef",
    "MetricsMapping",
    "MutedPart",
    "NotFound",
    "OutcomeUnknown",
    "Owner",
    "ParamStore",
    "ParamStoreParameter",
    "PipelinePhase",
    "PipelineRule",
    "ProjectSettings",
    "Prompt",
    "PromptEvaluation",
    "PromptMessage",
    "PromptVersion",
    "Provider",
    "PulseLoad",
    "PulseLoadCancellation",
    "QualifyingEvent",
    "QualityScore",
    "RateLimited",
    "Redshift",
    "ReleasePipeline",
    "ReleaseStep",
    "ReviewAction",
    "ReviewRequirements",
    "ReviewSettings",
    "Role",
    "RolePermissions",
    "RoleSettings",
    "RolloutPhase",
    "Rule",
    "SamplingCsv",
    "SamplingMetric",
    "SamplingProperty",
    "ScheduledStart",
    "Segment",
    "SegmentIds",
    "Settings",
    "SidecarUrlFilter",
    "Snowflake",
    "SourceFilter",
    "SprtGroupSetting",
    "SprtMdeSetting",
    "StatsigError",
    "StratifiedSampling",
    "Tag",
    "TargetApp",
    "TargetAppAssignment",
    "Team",
    "TeamSettings",
    "ToplineAlert",
    "UnitIdType",
    "UserDimension",
    "UserInvite",
    "UserRole",
    "Variant",
    "WarehouseConnection",
    "WarehouseFunnelStep",
    "WarehouseMetric",
    "Widget",
    "WidgetAggregation",
    "WidgetEvent",
    "WidgetFilter",
    "WidgetProperty",
    "WidgetQuery",
    "WidgetStep",
    "WidgetViz",
    "WorkflowBody",
    "WorkflowHeader",
    "conditions",
    "exposure_rows",
    "pulse_rows",
    "value_rows",
]
__all__ += functions.__all__

__getattr__ = lazy_names(
    __name__,
    retired={"Rollout": "rollouts by schedule can only be read; give the Gate a gradual_rollout_strategy instead"},
)
