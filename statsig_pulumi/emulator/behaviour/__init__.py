"""What each operation does to the store: one file for each family."""

from . import configs, events, experiment_overrides, experiment_statuses, experiments, gates, ingestion, teams
from .registry import BEHAVIOURS

__all__ = [
    "BEHAVIOURS",
    "configs",
    "events",
    "experiment_overrides",
    "experiment_statuses",
    "experiments",
    "gates",
    "ingestion",
    "teams",
]
