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

from ..soak_model import Counts, Fault, play, steps

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


LEFT_AND_ADDED_AGAIN = [
    ("change", 0, "some", "add", 2),
    ("change", 0, "some ids", "add", 2),
    ("run", 0, "up", {}, False, None),
    ("edit", "withdraw", 2),
    ("run", 0, "up --refresh", {}, False, None),
    ("run", 0, "destroy", {}, False, None),
]


def test_an_entry_that_somebody_withdraws_and_the_program_adds_again_is_the_stacks(tmp_path: Path) -> None:
    play(LEFT_AND_ADDED_AGAIN, tmp_path)


HANDED_OVER = [
    ("change", 0, "some", "add", 0),
    ("change", 0, "some ids", "add", 0),
    ("run", 0, "up", {}, False, None),
    ("change", 0, "more", "add", 0),
    ("change", 0, "more ids", "add", 0),
    ("run", 0, "up", {}, False, None),
    ("change", 0, "some", "remove", 0),
    ("change", 0, "some ids", "remove", 0),
    ("run", 0, "up", {}, False, None),
    ("change", 0, "more", "vary", 2),
    ("change", 0, "more ids", "vary", 2),
    ("run", 0, "up", {}, False, None),
]


def test_what_a_resource_leaves_to_another_one_goes_when_that_one_drops_it(tmp_path: Path) -> None:
    play(HANDED_OVER, tmp_path)


def test_what_was_left_to_a_resource_is_its_own_though_its_first_deletion_failed(tmp_path: Path) -> None:
    page = Fault(kind="page", after=False, skip=2, count=1, writes=False, on="")
    run = ("run", 0, "up", {}, False, None)
    some, more = ("change", 0, "some", "add", 0), ("change", 0, "more", "add", 0)
    sequence = [("change", 0, "gate", "add", 0), run, some, more, run, ("change", 0, "some", "remove", 0), run]
    play([*sequence, ("run", 0, "destroy --refresh", {"fault": page}, False, None)], tmp_path)


def test_a_percentage_that_people_give_a_rule_of_a_killed_run_stays(tmp_path: Path) -> None:
    added = [("change", 0, slot, "add", 0) for slot in ("gate", "gate", "overrides", "rules")]
    killed = ("run", 0, "up", {"stop": 4, "stored": False}, False, None)
    edited = [("edit", "unmanaged", 0), ("change", 0, "gate", "vary", 0), ("run", 0, "up", {}, False, None)]
    play([*added, killed, ("run", 1, "up", {}, False, None), ("change", 0, "gate", "add", 0), *edited], tmp_path)


def test_groups_that_a_killed_destroy_has_turned_on_are_turned_off_again(tmp_path: Path) -> None:
    """The state was not stored: it still says that they are off."""
    killed = {"stop": 1, "stored": False}
    added = [("change", 0, slot, "add", 0) for slot in ("gate", "gate", "gate", "groups")]
    play([*added, ("run", 0, "up", {}, False, None), ("run", 0, "destroy", killed, False, None)], tmp_path)
