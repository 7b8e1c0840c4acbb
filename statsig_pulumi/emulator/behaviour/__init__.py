"""What each operation does to the store: one file for each family."""

from . import configs, events, experiments, gates, ingestion, teams
from .registry import BEHAVIOURS

__all__ = ["BEHAVIOURS", "configs", "events", "experiments", "gates", "ingestion", "teams"]
