"""Random lives of stacks: nothing of others is taken, nothing of one's own is lost.

``make long`` plays 300 of them; ``make soak`` plays more, and counts: ``make soak SEQUENCES=5000 SEED=7``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ..soak_model import Counts, play, steps

SOAK = os.environ.get("SOAK_SEQUENCES")


def played(sequences: int) -> Counts:
    """Play so many sequences, the same ones each time but in a soak."""
    counts = Counts()

    @settings(
        max_examples=sequences,
        derandomize=SOAK is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(steps)
    def play_one(sequence: list[Any]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            play(sequence, Path(folder), counts)

    play_one()
    return counts


@pytest.mark.parametrize("sequences", [int(SOAK)] if SOAK else [40, pytest.param(300, marks=pytest.mark.long)])
def test_nothing_is_lost_and_nothing_is_taken(sequences: int) -> None:
    counts = played(sequences)
    assert counts.sequences >= sequences
    assert counts.killed
    assert counts.faults
    if SOAK:
        print(counts)
