"""The experiments, by the ids of the rows of ``docs/emulator.md`` that they try."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from .lab import Lab


@dataclass(frozen=True)
class Seen:
    """What an experiment saw.

    Attributes:
        holds: whether that is what the emulator believes.
        text: what it was, in a few words.
    """

    holds: bool
    text: str


@dataclass(frozen=True)
class Experiment:
    """One experiment.

    Attributes:
        row: the id of the row.
        belief: what the emulator does.
        run: tries it with objects of its own.
    """

    row: str
    belief: str
    run: Callable[[Lab], Seen]


EXPERIMENTS: dict[str, Experiment] = {}
"""The experiments by row, filled as their modules are imported; ``families.all_experiments()`` imports all."""


def experiment(row: str) -> Callable[[Callable[[Lab], Seen]], Callable[[Lab], Seen]]:
    """Register a function as the experiment of a row. Its docstring is the belief."""

    def register(run: Callable[[Lab], Seen]) -> Callable[[Lab], Seen]:
        if row in EXPERIMENTS:
            raise ValueError(f"the row {row} has an experiment already")
        EXPERIMENTS[row] = Experiment(row, " ".join((inspect.getdoc(run) or "").split()), run)
        return run

    return register
