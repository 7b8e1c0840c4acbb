"""Random lives of stacks: nothing of others is taken, nothing of one's own is lost.

``make soak`` plays more of them, and counts: ``make soak SEQUENCES=5000 SEED=7``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from ..soak_model import Counts, play, steps

SOAK = "SOAK_SEQUENCES" in os.environ
SEQUENCES = int(os.environ.get("SOAK_SEQUENCES", "300"))
COUNTS = Counts()


@settings(
    max_examples=SEQUENCES,
    derandomize=not SOAK,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps)
def play_one(sequence: list[Any]) -> None:
    """Play one sequence."""
    with tempfile.TemporaryDirectory() as folder:
        play(sequence, Path(folder), COUNTS)


def test_nothing_is_lost_and_nothing_is_taken() -> None:
    play_one()
    assert COUNTS.sequences >= SEQUENCES
    assert COUNTS.killed
    assert COUNTS.faults
    if SOAK:
        print(COUNTS)
