"""Statsig as infrastructure: Pulumi resources over the Statsig Console API."""

__version__ = "0.1.0"

from typing import TYPE_CHECKING

from . import reads
from .demand import on_demand

if TYPE_CHECKING:
    from . import conditions
    from .explicit import Provider
    from .kinds.alert import ExperimentAlertResolution, GateAlertResolution
    from .kinds.autotune import Autotune, AutotuneVariant
    from .kinds.change_validation import ChangeValidation, DebugLink
    from .kinds.common import IdTypeMapping, MetricRef, Owner
    from .kinds.dynamic_config import ConfigRule, DynamicConfig, Variant
    from .kinds.environments import Environment, Environments
    from .kinds.experiment import (
        Decision,
        Experiment,
        ExperimentMetric,
        Group,
        Link,
        QualityScore,
        SamplingCsv,
        SamplingMetric,
        SamplingProperty,
        SourceFilter,
        StratifiedSampling,
    )
    from .kinds.experiment_action import DisabledGroups, ExperimentRestart, ScheduledStart
    from .kinds.gate import Gate, ReviewSettings
    from .kinds.holdout import Holdout
    from .kinds.ingestion import (
        DatabricksConnection,
        EventsMapping,
        ExposuresMapping,
        Ingestion,
        IngestionBackfill,
        IngestionSchedule,
        MetricsMapping,
    )
    from .kinds.key import Key
    from .kinds.layer import Layer, LayerParameter
    from .kinds.metric import (
        FunnelEvent,
        Metric,
        MetricArchive,
        MetricCriterion,
        MetricEvent,
        MetricOwner,
        MetricReload,
        WarehouseFunnelStep,
        WarehouseMetric,
    )
    from .kinds.overrides import (
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
    from .kinds.owned_rule import DynamicConfigRule, GateRule, GateRules
    from .kinds.param_store import ParamStore, ParamStoreParameter
    from .kinds.prompt import Prompt, PromptEvaluation, PromptMessage, PromptVersion, WorkflowBody, WorkflowHeader
    from .kinds.pulse import GatePulseLoad, PulseLoad
    from .kinds.release_pipeline import PipelinePhase, PipelineRule, ReleasePipeline
    from .kinds.release_step import ReleaseStep
    from .kinds.role import Role, RolePermissions
    from .kinds.rule import Condition, Rollout, Rule
    from .kinds.segment import Segment, SegmentIds
    from .kinds.settings import ProjectSettings, ReviewRequirements, RoleSettings, TeamSettings
    from .kinds.source import AssignmentSource, CustomField, EntityProperty, MetricSource, QualifyingEvent
    from .kinds.tag import Tag
    from .kinds.target_app import TargetApp, TargetAppAssignment
    from .kinds.team import Team
    from .kinds.unit_id_type import UnitIdType
    from .kinds.user import UserInvite, UserRole
    from .kinds.warehouse import BigQuery, Databricks, Snowflake, WarehouseConnection
    from .reads import *  # noqa: F403 - exactly the functions in its __all__
    from .reads.tables import exposure_rows, pulse_rows, value_rows

__all__ = [
    "AssignmentSource",
    "Autotune",
    "AutotuneVariant",
    "BigQuery",
    "ChangeValidation",
    "Condition",
    "ConfigRule",
    "CustomField",
    "Databricks",
    "DatabricksConnection",
    "DebugLink",
    "Decision",
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
    "ExperimentMetric",
    "ExperimentOverride",
    "ExperimentOverrides",
    "ExperimentRestart",
    "ExperimentUserOverride",
    "ExposuresMapping",
    "FunnelEvent",
    "Gate",
    "GateAlertResolution",
    "GateOverrides",
    "GatePulseLoad",
    "GateRule",
    "GateRules",
    "Group",
    "Holdout",
    "HoldoutOverrides",
    "IdTypeMapping",
    "Ingestion",
    "IngestionBackfill",
    "IngestionSchedule",
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
    "MetricsMapping",
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
    "QualifyingEvent",
    "QualityScore",
    "ReleasePipeline",
    "ReleaseStep",
    "ReviewRequirements",
    "ReviewSettings",
    "Role",
    "RolePermissions",
    "RoleSettings",
    "Rollout",
    "Rule",
    "SamplingCsv",
    "SamplingMetric",
    "SamplingProperty",
    "ScheduledStart",
    "Segment",
    "SegmentIds",
    "Snowflake",
    "SourceFilter",
    "StratifiedSampling",
    "Tag",
    "TargetApp",
    "TargetAppAssignment",
    "Team",
    "TeamSettings",
    "UnitIdType",
    "UserInvite",
    "UserRole",
    "Variant",
    "WarehouseConnection",
    "WarehouseFunnelStep",
    "WarehouseMetric",
    "WorkflowBody",
    "WorkflowHeader",
    "conditions",
    "exposure_rows",
    "pulse_rows",
    "value_rows",
]
__all__ += reads.__all__

__getattr__ = on_demand(__name__)
