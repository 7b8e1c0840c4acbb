"""Random edits by people and a program of one object that they share: both keep what is theirs.

What is played is in tests/co_ownership_model.py. ``SHARED_SEQUENCES=5000`` plays more.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

import statsig_pulumi as statsig

from ..clock import WaitingClock
from ..co_ownership_model import Counts, Declared, World, play, steps, worlds
from ..mini_engine import KEYS, Failed, Machine, Stack
from ..mini_engine import Declared as Resource

SEQUENCES = int(os.environ.get("SHARED_SEQUENCES", "30"))
COUNTS = Counts()
KEY = KEYS[""]


class Sharing:
    """A stack in this process, and a person."""

    def __init__(self, folder: Path) -> None:
        self.clock = WaitingClock()
        self.machine = Machine(folder, self.clock)
        self.stack = Stack("p/dev", self.machine)

    def console(self, method: str, path: str, body: Any) -> Any:
        self.machine.clock.now += 20
        return self.machine.person.request(method, path, body=body)

    def up(self, declared: list[Declared]) -> str | None:
        program = [Resource(getattr(statsig, kind), name, args) for kind, name, args in declared]
        try:
            self.stack.up(program, preview=False, refresh=True)
        except Failed as failed:
            return failed.message
        finally:  # also where nothing was changed
            self.end_delay()
        return None

    def end_delay(self) -> None:
        """Let nothing wait any more."""
        self.machine.emulator.clear_faults()
        self.clock.waited = lambda _seconds: None

    def delay(self, do: Callable[[], None]) -> None:
        """Have a change of the next run refused, and do something while it waits."""
        for method in ("POST", "PATCH", "PUT"):
            self.machine.emulator.fail(status=429, method=method, retry_after=30)

        def waited(seconds: float) -> None:
            if seconds > 1:
                self.end_delay()
                do()

        self.clock.waited = waited

    def approve(self) -> bool:
        waiting = [one for one in self.machine.emulator.all(KEY, "reviews") if one["status"] == "pending"]
        for review in waiting:
            self.machine.emulator.review(KEY, review["id"], "approve")
        return bool(waiting)

    def writes(self) -> list[Any]:
        found = [e for e in self.machine.emulator.log() if e.method != "GET"]
        self.machine.emulator.clear_log()
        return found


@settings(
    max_examples=SEQUENCES,
    derandomize="SHARED_SEQUENCES" not in os.environ,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # to make a sequence shorter takes minutes, and the failure tells it step by step
    suppress_health_check=list(HealthCheck),
)
@given(worlds, steps)
def play_one(world: tuple[str, bool, bool], sequence: list[Any]) -> None:
    """Play one sequence."""
    with tempfile.TemporaryDirectory() as folder:
        sharing = Sharing(Path(folder))
        kind, review, exists = world
        try:
            ways = (sharing.console, sharing.up, sharing.approve, sharing.writes)
            shared = World(kind, *ways, review, exists, COUNTS, sharing.delay)
            play(shared, sequence)
        finally:
            sharing.machine.close()


def test_people_and_a_program_keep_what_is_theirs_whatever_they_do() -> None:
    play_one()
    assert COUNTS.sequences >= SEQUENCES
    assert COUNTS.refusals
    assert COUNTS.reviews
    assert COUNTS.waits
