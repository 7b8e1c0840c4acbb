"""Two stacks run at the same time on the same objects: a clear state, or a clear error, and nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from .harness import KEY, Run, Stack

pytestmark = pytest.mark.engine
FAMILIES = ("gates", "users/teams", "experiments", "holdouts")
PROGRAM = """
statsig.Gate("gate", {adopt} description="{description}", rules=[Rule(name="a", conditions=[when.everyone()])])
statsig.Team("team", {adopt} description="{description}")
statsig.Holdout("holdout", {adopt} pass_percentage=5)
statsig.Experiment("experiment", {adopt} status="active", force_destroy=True)
"""
SHARED = """
statsig.GateOverrides("overrides", gate_id="shared", passing_user_ids={users}, exclusive=False)
statsig.SegmentIds("ids", segment_id="shared", ids={users}, exclusive=False)
statsig.GateRule("rule", gate_id="shared", name="{name}", conditions=[when.everyone()])
"""
NAMES = {"gate", "team", "holdout", "experiment"}


def program(description: str = "", adopt: str = "") -> str:
    return PROGRAM.format(description=description, adopt=adopt)


def shared(name: str, *users: str) -> str:
    return SHARED.format(name=name, users=[*users])


@pytest.fixture
def stacks(stack: Stack) -> list[Stack]:
    """Two stacks of one Statsig project, whose answers are late enough that what both do overlaps."""
    other = stack.beside()
    stack.emulator.latency(0.4)
    return [stack, other]


def at_once(stacks: list[Stack], command: str = "up", *flags: str) -> list[Run]:
    """Run a command on all stacks at the same time."""
    with ThreadPoolExecutor(len(stacks)) as threads:
        calls = [threads.submit(one.run, command, "--yes", "--skip-preview", *flags, ok=None) for one in stacks]
        return [call.result() for call in calls]


def is_clear(run: Run) -> None:
    """A run has succeeded, or says of each failure in one line what is the matter."""
    assert "Traceback" not in run.text
    assert "bug in statsig-pulumi" not in run.text
    assert run.ok or "exists" in run.text or "already in use" in run.text, run.text


def everything_once(stack: Stack) -> None:
    for family in FAMILIES:
        assert len(stack.emulator.all(KEY, family)) == 1, family


def overrides(stack: Stack) -> set[str]:
    return set((stack.emulator.get(KEY, "gates/overrides", "shared") or {})["passingUserIDs"])


def ids(stack: Stack) -> set[str]:
    return set((stack.emulator.get(KEY, "segments/ids", "shared") or {})["ids"])


def rules(stack: Stack) -> set[str]:
    return {rule["name"] for rule in (stack.emulator.get(KEY, "gates", "shared") or {})["rules"]}


def test_of_two_creates_of_a_name_one_succeeds_and_the_other_says_so(stacks: list[Stack]) -> None:
    for stack in stacks:
        stack.program('statsig.Gate("gate")\nstatsig.Team("team")\n')
    runs = at_once(stacks, "up", "--continue-on-error")
    for run in runs:
        is_clear(run)
    held = [name for stack in stacks for name in stack.state()]
    assert sorted(held) == ["gate", "team"]
    assert [len(stacks[0].emulator.all(KEY, family)) for family in FAMILIES[:2]] == [1, 1]
    assert not all(run.ok for run in runs)


@pytest.mark.long
def test_two_stacks_create_the_same_names(stacks: list[Stack]) -> None:
    for stack in stacks:
        stack.program(program())
    for run in at_once(stacks, "up", "--continue-on-error"):
        is_clear(run)
    everything_once(stacks[0])
    assert sorted(name for stack in stacks for name in stack.state()) == sorted(NAMES)
    for stack in stacks:
        is_clear(stack.run("up", "--yes", "--skip-preview", "--continue-on-error", ok=None))
    everything_once(stacks[0])
    for run in at_once(stacks, "destroy"):
        assert run.ok, run.text
    assert not any(stacks[0].emulator.all(KEY, family) for family in FAMILIES)


@pytest.mark.long
def test_two_stacks_adopt_the_same_names(stacks: list[Stack]) -> None:
    for stack, description in zip(stacks, ("one", "two"), strict=True):
        stack.program(program(description, "adopt=True,"))
    for run in at_once(stacks):
        assert run.ok, run.text
    everything_once(stacks[0])
    for stack, description in zip(stacks, ("one", "two"), strict=True):  # whoever comes last has the say
        stack.up(None, "--refresh")
        assert set(stack.state()) == NAMES
        assert (stacks[0].emulator.get(KEY, "gates", "gate") or {})["description"] == description
        assert stack.preview(None, "--refresh").ops() == {}
    for run in at_once(stacks, "destroy"):
        assert run.ok, run.text
    assert not any(stacks[0].emulator.all(KEY, family) for family in FAMILIES)


@pytest.mark.long
def test_two_stacks_share_lists(stacks: list[Stack]) -> None:
    stacks[0].up("""
    statsig.Gate("shared", on_destroy="retain")
    statsig.Segment("shared_segment", segment_id="shared", type="id_list", on_destroy="retain")
    """)
    stacks[0].destroy()
    for programs in [(("a", "u1", "both"), ("b", "u2", "both")), (("c", "u3", "both"), ("d", "u4", "both"))]:
        for stack, (name, *users) in zip(stacks, programs, strict=True):
            stack.program(shared(name, *users))
        for run in at_once(stacks):
            assert run.ok, run.text
        users = {user for _, *users in programs for user in users}
        assert (overrides(stacks[0]), ids(stacks[0])) == (users, users)
        assert rules(stacks[0]) == {name for name, *_ in programs}
        for stack in stacks:
            assert stack.preview(None, "--refresh").ops() == {}
    for run in at_once(stacks, "destroy"):
        assert run.ok, run.text
    assert overrides(stacks[0]) <= {"both"}  # what both had may be taken for the other's
    assert ids(stacks[0]) <= {"both", "u3", "u4"}  # where all of them are gone, each puts the other's back
    assert rules(stacks[0]) == set()
