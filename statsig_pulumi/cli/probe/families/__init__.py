"""Experiments: one family of objects, one file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..registry import EXPERIMENTS, Experiment


@cache
def all_experiments() -> Mapping[str, Experiment]:
    """Return all experiments, by row, in the order in which they are declared."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return EXPERIMENTS
