"""What each operation does to the store: one file for each family."""

from . import (
    configs,
    environments,
    events,
    experiment_overrides,
    experiment_statuses,
    experiments,
    gates,
    ingestion,
    keys,
    roles,
    settings,
    tags,
    target_apps,
    teams,
    unit_id_types,
    users,
)
from .registry import BEHAVIOURS

__all__ = [
    "BEHAVIOURS",
    "configs",
    "environments",
    "events",
    "experiment_overrides",
    "experiment_statuses",
    "experiments",
    "gates",
    "ingestion",
    "keys",
    "roles",
    "settings",
    "tags",
    "target_apps",
    "teams",
    "unit_id_types",
    "users",
]
