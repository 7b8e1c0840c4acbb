"""Which kinds are exported, and which of them stand in one file of the program."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "tags": ("Tag",),
    "target_apps": ("TargetApp",),
    "unit_id_types": ("UnitIdType",),
    "people": ("Role", "Team", "UserRole"),
    "project": ("Environments", "ProjectSettings", "ReviewRequirements", "RoleSettings", "TeamSettings"),
    "keys": ("Key",),
    "sources": ("MetricSource", "AssignmentSource", "EntityProperty", "QualifyingEvent"),
    "metrics": ("Metric",),
    "segments": ("Segment", "SegmentIds"),
    "release_pipelines": ("ReleasePipeline",),
    "gates": ("Gate", "GateOverrides"),
    "dynamic_configs": ("DynamicConfig",),
    "layers": ("Layer",),
    "experiments": ("Experiment", "ExperimentOverrides", "LayerOverrides"),
    "autotunes": ("Autotune", "AutotuneOverrides"),
    "param_stores": ("ParamStore",),
    "prompts": ("Prompt",),
    "holdouts": ("Holdout", "HoldoutOverrides"),
    "alerts": ("ToplineAlert",),
    "dashboards": ("Dashboard",),
}
"""The kinds by file, in an order in which what is referred to mostly comes first."""
