"""Faults of the network, the machine and the processes: the next `up` reaches the desired state.

The whole matrix is `make faults`; what is tried there, and how, is in tests/faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.faults import BY_NAME, FAULTS, Fault
from tests.faults.matrix import ALWAYS, ONCE, Matrix, Trial, record
from tests.faults.operations import OPERATIONS

pytestmark = pytest.mark.engine
_AT_ONCE = 4
"""How many operations a provider has under way at once."""
_TOGETHER = 6
"""How many trials share a stack."""


def _cases() -> Iterator[list[Trial]]:
    """Yield the trials that share a stack: those whose faults hit no other's requests."""
    alone = [fault for fault in FAULTS if not fault.kills and _hits_others(fault)]
    together = [fault for fault in FAULTS if not fault.kills and not _hits_others(fault)]
    trials = [Trial(fault, count) for fault in together for count in (ONCE, ALWAYS)]
    for start in range(0, len(trials), _TOGETHER):
        yield [replace(one, mark=f"_{n}") for n, one in enumerate(trials[start : start + _TOGETHER])]
    for fault in alone:
        yield from ([Trial(fault, count)] for count in (ONCE, ALWAYS))
    for fault in (fault for fault in FAULTS if fault.kills):
        yield from ([Trial(fault, ONCE, operations)] for operations in _AT_A_TIME)


def _hits_others(fault: Fault) -> bool:
    return fault.for_all or "clock" in fault.name or "429" in fault.name  # the whole project waits after a 429


_UPS = [one for one in OPERATIONS if one.command == "up"]
_AT_A_TIME = [_UPS[:_AT_ONCE], _UPS[_AT_ONCE:], [one for one in OPERATIONS if one.command != "up"]]
"""The operations, as many as can be under way at once: a process is killed once."""


def _title(trials: list[Trial]) -> str:
    first = trials[0]
    more = f" and {len(trials) - 1} more" if len(trials) > 1 else f", {first.count}, {first.operations[0].name}"
    return first.fault.name + more


@pytest.mark.long
@pytest.mark.parametrize("trials", [pytest.param(trials, id=_title(trials)) for trials in _cases()])
def test_after_every_fault_the_next_runs_reach_the_desired_state(tmp_path: Path, trials: list[Trial]) -> None:
    record(Matrix(tmp_path / "stack", trials).play())


def test_after_a_fault_the_next_run_reaches_the_desired_state(tmp_path: Path) -> None:
    some = [one for one in OPERATIONS if one.resource in ("made$", "team$", "changed$")]
    names = ["200 with another object, though done", "reset in the middle of the response", "404 with a page of HTML"]
    Matrix(tmp_path / "stack", [Trial(BY_NAME[n], ALWAYS, some, f"_{i}") for i, n in enumerate(names)]).play()
