"""Functions that read. Each has a form that takes outputs and returns one, whose name ends in ``_output``.

``list_...`` and ``get_event_metrics`` go through all pages and read each when it is needed; their forms for outputs
give the whole list. What is returned has the program's names as attributes and the API's document as ``raw``. It is no
value that Pulumi can store: export a field of it, or ``get_gate_output("x").apply(lambda gate: gate.raw)``.
"""

from .dynamic_configs import (
    get_dynamic_config,
    get_dynamic_config_output,
    get_dynamic_config_rules,
    get_dynamic_config_rules_output,
    list_dynamic_config_versions,
    list_dynamic_config_versions_output,
    list_dynamic_configs,
    list_dynamic_configs_output,
)
from .events import (
    get_event,
    get_event_metrics,
    get_event_metrics_output,
    get_event_output,
    list_events,
    list_events_output,
)
from .experiments import (
    get_experiment,
    get_experiment_output,
    get_experiment_overrides,
    get_experiment_overrides_output,
    list_experiments,
    list_experiments_output,
)
from .gates import (
    GateReferences,
    get_gate,
    get_gate_output,
    get_gate_overrides,
    get_gate_overrides_output,
    get_gate_references,
    get_gate_references_output,
    get_gate_rules,
    get_gate_rules_output,
    list_gate_versions,
    list_gate_versions_output,
    list_gates,
    list_gates_output,
)
from .ingestion import get_ingestion, get_ingestion_output, get_ingestion_schedule, get_ingestion_schedule_output
from .teams import get_team, get_team_by_name, get_team_by_name_output, get_team_output, list_teams, list_teams_output

__all__ = [
    "GateReferences",
    "get_dynamic_config",
    "get_dynamic_config_output",
    "get_dynamic_config_rules",
    "get_dynamic_config_rules_output",
    "get_event",
    "get_event_metrics",
    "get_event_metrics_output",
    "get_event_output",
    "get_experiment",
    "get_experiment_output",
    "get_experiment_overrides",
    "get_experiment_overrides_output",
    "get_gate",
    "get_gate_output",
    "get_gate_overrides",
    "get_gate_overrides_output",
    "get_gate_references",
    "get_gate_references_output",
    "get_gate_rules",
    "get_gate_rules_output",
    "get_ingestion",
    "get_ingestion_output",
    "get_ingestion_schedule",
    "get_ingestion_schedule_output",
    "get_team",
    "get_team_by_name",
    "get_team_by_name_output",
    "get_team_output",
    "list_dynamic_config_versions",
    "list_dynamic_config_versions_output",
    "list_dynamic_configs",
    "list_dynamic_configs_output",
    "list_events",
    "list_events_output",
    "list_experiments",
    "list_experiments_output",
    "list_gate_versions",
    "list_gate_versions_output",
    "list_gates",
    "list_gates_output",
    "list_teams",
    "list_teams_output",
]
