"""Faults of the network, the machine and the processes: the next `up` reaches the desired state.

The whole matrix is `make faults`; what is tried there, and how, is in tests/faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.faults import BY_NAME, FAULTS, Fault
from tests.faults.matrix import ALWAYS, ONCE, Matrix, prepare, record
from tests.faults.operations import OPERATIONS, Operation

pytestmark = pytest.mark.engine
_AT_ONCE = 4
"""How many operations a provider has under way at once."""


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stack before the operations."""
    return prepare(tmp_path_factory.mktemp("base") / "stack")


def _cases() -> Iterator[object]:
    for fault in FAULTS:
        for count, how in [(ONCE, "once")] if fault.kills else [(ONCE, "once"), (ALWAYS, "lasting")]:
            for number, operations in enumerate(_batches(fault)):
                yield pytest.param(fault, count, operations, id=f"{fault.name}, {how} {number}")


def _batches(fault: Fault) -> list[list[Operation]]:
    """Return the operations, as many at a time as one run can have: a process is killed once."""
    if not fault.kills:
        return [OPERATIONS]
    ups = [one for one in OPERATIONS if one.command == "up"]
    others = [one for one in OPERATIONS if one.command != "up"]
    return [ups[:_AT_ONCE], ups[_AT_ONCE:], others]


@pytest.mark.long
@pytest.mark.parametrize(("fault", "count", "operations"), [*_cases()])
def test_after_every_fault_the_next_runs_reach_the_desired_state(
    base: Path, tmp_path: Path, fault: Fault, count: int, operations: list[Operation]
) -> None:
    record(fault, count, Matrix(base, tmp_path / "stack", fault, count, operations).play())


SAMPLE = [("200 with another object, though done", ALWAYS)]


@pytest.mark.parametrize(("name", "count"), SAMPLE)
def test_after_a_fault_the_next_run_reaches_the_desired_state(
    base: Path, tmp_path: Path, name: str, count: int
) -> None:
    some = [one for one in OPERATIONS if one.resource in ("made", "team", "changed", "started")]
    Matrix(base, tmp_path / "stack", BY_NAME[name], count, some).play()
