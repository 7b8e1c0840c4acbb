"""Policies about Statsig resources, for policy packs of Pulumi. They need ``pip install 'statsig-pulumi[policy]'``."""

from __future__ import annotations

from .pack import statsig_policies
from .rollout import MaxRolloutStep
from .rule import Exemption, Level, Problem, Rule
from .rules import (
    DescriptionRequired,
    KeyNeedsEnvironments,
    Naming,
    NoDeleteOfLiveGates,
    OwnerRequired,
    PermanentGateNeedsTeam,
    ProductionNeedsReview,
)
from .subject import UNKNOWN, Subject

__all__ = [
    "UNKNOWN",
    "DescriptionRequired",
    "Exemption",
    "KeyNeedsEnvironments",
    "Level",
    "MaxRolloutStep",
    "Naming",
    "NoDeleteOfLiveGates",
    "OwnerRequired",
    "PermanentGateNeedsTeam",
    "Problem",
    "ProductionNeedsReview",
    "Rule",
    "Subject",
    "statsig_policies",
]
