"""Statsig as infrastructure: Pulumi resources over the Statsig Console API."""

__version__ = "0.1.0"

from . import conditions, reads
from .explicit import Provider
from .kinds.common import MetricRef, Owner
from .kinds.dynamic_config import ConfigRule, DynamicConfig, Variant
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
from .kinds.gate import Gate, ReviewSettings
from .kinds.ingestion import (
    DatabricksConnection,
    EventsMapping,
    ExposuresMapping,
    Ingestion,
    IngestionSchedule,
    MetricsMapping,
)
from .kinds.rule import Condition, Rollout, Rule
from .kinds.team import Team
from .reads import *  # noqa: F403 - exactly the functions in its __all__
from .reads.tables import exposure_rows, pulse_rows, value_rows

__all__ = [
    "Condition",
    "ConfigRule",
    "DatabricksConnection",
    "Decision",
    "DynamicConfig",
    "EventsMapping",
    "Experiment",
    "ExperimentMetric",
    "ExposuresMapping",
    "Gate",
    "Group",
    "Ingestion",
    "IngestionSchedule",
    "Link",
    "MetricRef",
    "MetricsMapping",
    "Owner",
    "Provider",
    "QualityScore",
    "ReviewSettings",
    "Rollout",
    "Rule",
    "SamplingCsv",
    "SamplingMetric",
    "SamplingProperty",
    "SourceFilter",
    "StratifiedSampling",
    "Team",
    "Variant",
    "conditions",
    "exposure_rows",
    "pulse_rows",
    "value_rows",
]
__all__ += reads.__all__
