"""A stack with a resource for each operation; the run that faults hit, and those that bring everything in order."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.integration.harness import KEY, NO_PLUGINS, ROOT, Run, Stack, console, events_of

from .faults import Fault
from .operations import OPERATIONS, Operation
from .server import Armed, running

ONCE, ALWAYS = 1, 1000
_MOST_RUNS = 3
_CLOCK = Path(__file__).with_name("clock")
_NOT_PRINTED = ("Traceback", "<!DOCTYPE", "<html", "bug in statsig-pulumi", KEY)
_SETTINGS = {"statsig:requestTimeout": "4", "statsig:retryDeadline": "10"}


@dataclass(frozen=True)
class Trial:
    """A fault at some operations.

    Attributes:
        fault: the fault.
        count: how many requests of each operation meet it: ``ONCE`` or ``ALWAYS``, for as long as the run lasts.
        operations: the operations.
        mark: what tells its resources from those of others in the same stack.
    """

    fault: Fault
    count: int
    operations: Sequence[Operation] = tuple(OPERATIONS)
    mark: str = ""


@dataclass
class Cell:
    """What came of a fault at an operation.

    Attributes:
        trial: the trial.
        operation: the operation, on the resource of the trial.
        error: what the run with the fault said of the resource; "" where it succeeded.
        runs: how many more runs it took to the desired state.
    """

    trial: Trial
    operation: Operation
    error: str = ""
    runs: int = 0

    @property
    def row(self) -> dict[str, Any]:
        """What the table needs."""
        trial = {"fault": self.trial.fault.name, "count": self.trial.count, "operation": self.operation.name}
        return {**trial, "error": self.error, "runs": self.runs}


class Matrix:
    """Trials in one stack. Where there are several, none of their faults hits what is not its own.

    Args:
        folder: where the stack is to be.
        trials: the trials.
    """

    def __init__(self, folder: Path, trials: Sequence[Trial]) -> None:
        self.stack, self.trials = Stack(folder), trials
        self.cells = [Cell(trial, one.of(trial.mark)) for trial in trials for one in trial.operations]
        self.kills = trials[0].fault.kills

    def play(self) -> list[Cell]:
        """Run everything; return what came of it."""
        with running(self.stack.emulator) as self.server:
            self._prepare()
            before = self._theirs()
            self._refresh()
            self._up()
            self._is_as_declared()
            changes = self.stack.preview(None, "--refresh").ops()
            assert not changes, f"a preview is not empty: {changes}"
            self._destroy()
            assert self._theirs() == before, "what is people's has changed"
        return self.cells

    # -- what is there before --------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Make the stack as it is before the operations, and what people have in the console."""
        self.stack.config |= {"statsig:apiUrl": self.server.url, **_SETTINGS}
        self._set_clock()
        self.stack.command("stack", "init", "dev")
        person = console(self.stack)
        self.ids = {name: _made(person.post(path, json=body)) for name, path, body in _THEIRS}
        review = {"description": "theirs", "change": {"rules": []}}
        self.ids["review"] = person.post("/gates/theirs/reviews", json=review).json()["data"]["review_id"]
        person.patch("/gates/theirs/overrides", json={"passingUserIDs": ["u3"], "failingUserIDs": []})
        self.stack.up(self._declared())
        if accepted := [cell.operation for cell in self.cells if cell.operation.resource.startswith("accepted")]:
            self.stack.up(self._declared(accepted))
            self._approve("accepted")

    def _set_clock(self) -> None:
        self.server.clock = self.stack.folder / "clock"
        self.server.clock.write_text(str(self.trials[0].fault.clock))
        path = os.pathsep.join(map(str, (_CLOCK, NO_PLUGINS, ROOT)))
        self.stack.environment |= {"PYTHONPATH": path, "FAULTS_CLOCK": str(self.server.clock)}

    def _declared(self, changed: Sequence[Operation] = ()) -> str:
        """Return the program in which some operations are to happen."""
        return "\n".join(c.operation.after if c.operation in changed else c.operation.before for c in self.cells)

    # -- the runs --------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.stack.program(self._declared())
        for cell in self._of("refresh"):
            self.stack.emulator.edit(KEY, "gates", cell.operation.resource, {"description": "by hand"})
        self._faulted("refresh")
        if any(cell.error for cell in self._of("refresh")):
            self._until_right("refresh")

    def _up(self) -> None:
        self.stack.program(self._declared([cell.operation for cell in self.cells]))
        self._faulted("up")
        self._approve("proposed")
        self._until_right("up")
        if self._approve("proposed"):
            self.stack.up()

    def _destroy(self) -> None:
        self._faulted("destroy")
        self._until_right("destroy")
        assert self.stack.resources() == []
        left = {family: [doc["name"] for doc in self.stack.emulator.all(KEY, family)] for family in _FAMILIES}
        assert left == {"gates": ["theirs", "another"], **{family: ["theirs"] for family in _FAMILIES[1:]}}, left

    def _of(self, command: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.operation.command == command]

    def _faulted(self, command: str) -> None:
        """Run a command whose requests meet the faults."""
        if not (cells := self._of(command)):
            return
        armed = [self._armed(cell) for cell in cells]
        with self._armed_with(armed):
            errors = self._killed(command, armed) if self.kills else self._failed(command)
        for cell, fault in zip(cells, armed, strict=True):
            one = cell.operation
            cell.error = errors.get(one.resource, "")
            met = fault.met or cell.trial.fault.for_all
            assert met, f"{cell.row}: {one.method} {one.path} was not sent; {errors}"

    def _armed(self, cell: Cell) -> Armed:
        one, trial = cell.operation, cell.trial
        other = one.other.format_map(self.ids)
        return Armed(one.resource, one.method, one.path, one.body, trial.fault.misbehave, trial.count, other)

    @contextmanager
    def _armed_with(self, armed: Sequence[Armed]) -> Iterator[None]:
        self.server.arm(*armed)
        yield
        self.server.arm()
        self.server.listen()

    def _failed(self, command: str) -> dict[str, str]:
        flags = [] if command == "refresh" else ["--continue-on-error"]
        run = self.stack.run(command, "--yes", "--skip-preview", *flags, ok=None)
        errors = self._errors(run)
        assert run.ok or errors, run.text
        return errors

    def _killed(self, command: str, armed: Sequence[Armed]) -> dict[str, str]:
        names = {one.name for one in armed}
        text = self.stack.killed(command, lambda: self.server.waiting >= names, whom=self.kills)
        _is_clear(text)
        return dict.fromkeys(names, "killed")

    def _until_right(self, command: str) -> None:
        """Run a command until it succeeds, and count the runs that each operation took."""
        for number in range(_MOST_RUNS):
            if command == "destroy" and not self.stack.resources():
                return
            run = self.stack.run(command, "--yes", "--skip-preview", ok=None)
            failed = self._errors(run)
            for cell in self._of(command):
                if cell.error and (number == 0 or cell.operation.resource in failed):
                    cell.runs += 1
            if run.ok:
                return
        raise AssertionError(f"{_MOST_RUNS} runs did not suffice: {run.text}")

    def _errors(self, run: Run) -> dict[str, str]:
        """Return what a run says of each resource that failed: one line each, without a page or a traceback."""
        _is_clear(run.text)
        errors: dict[str, str] = {}
        for event in events_of(self.stack):
            diagnostic = event.get("diagnosticEvent", {})
            if diagnostic.get("severity") == "error" and "dynamic/statsig" in diagnostic.get("urn", ""):
                name, message = diagnostic["urn"].rsplit("::", 1)[1], diagnostic["message"].strip()
                assert name not in errors, f"two errors: {errors[name]} / {message}"
                assert "\n" not in message, message
                errors[name] = message
        return errors

    # -- reviews ---------------------------------------------------------------------------------------------------

    def _approve(self, what: str) -> bool:
        """Approve the reviews that wait; return whether there are some."""
        gates = [c.operation.resource for c in self.cells if c.operation.resource.startswith(what)]
        waiting = [one for gate in gates for one in self._reviews(gate) if one["status"] == "pending"]
        for review in waiting:
            self.stack.emulator.review(KEY, review["review_id"], "approve")
        return bool(waiting)

    def _reviews(self, gate: str) -> list[dict[str, Any]]:
        found = console(self.stack).get(f"/gates/{gate}/reviews").json()["data"]
        return [one for one in found if one["status"] != "cancelled"]

    # -- what is to be there ---------------------------------------------------------------------------------------

    def _is_as_declared(self) -> None:
        """Everything is there once, as the program says, and in the state."""
        in_state = sorted(resource["urn"].rsplit("::", 1)[1] for resource in self.stack.resources())
        assert in_state == sorted(cell.operation.resource for cell in self.cells), in_state
        for operation in (cell.operation for cell in self.cells):
            name, (family, path, value) = operation.resource, operation.live
            if family:
                docs = [d for d in self.stack.emulator.all(KEY, family) if name in (d["id"], d.get("name"))]
                assert [_at(doc, path) for doc in docs] == [value], f"{operation.name}: {docs}"
            if operation.name in ("review", "commit of a review"):
                assert [one["status"] for one in self._reviews(name)] == ["committed"], name
        overrides = self.stack.emulator.get(KEY, "gates/overrides", "theirs") or {}
        shared = [c.operation.resource.removeprefix("shared") for c in self.cells if "shared" in c.operation.resource]
        users = sorted(overrides["passingUserIDs"])
        assert users == sorted(["u3", *(f"{n}{mark}" for mark in shared for n in "ab")]), users

    def _theirs(self) -> list[dict[str, Any]]:
        """Return what is people's, but for the entries that the stack adds to their list."""
        docs = [doc for family in _FAMILIES for doc in self.stack.emulator.all(KEY, family)]
        return [doc for doc in docs if doc["name"] in ("theirs", "another")]


_FAMILIES = ("gates", "users/teams", "holdouts", "experiments")
_RULES = [{"name": "a", "passPercentage": 3, "conditions": [{"type": "public"}]}]
_GROUPS = [{"name": name, "size": 50, "parameterValues": {}} for name in ("A", "B")]
_LISTS = ("members", "admins", "defaultGateMetrics", "defaultExperimentPrimaryMetrics", "defaultHoldoutMetrics")
_MORE = ("defaultExperimentSecondaryMetrics", "defaultTargetApplications")
_TEAM = {"name": "theirs", "changeTeamConfigs": "anyone", "reviewApproval": "anyone"}
_THEIRS: list[tuple[str, str, dict[str, Any]]] = [
    ("gate", "/gates", {"name": "theirs", "rules": _RULES}),
    ("gate2", "/gates", {"name": "another", "rules": _RULES}),
    ("team", "/users/teams", {**_TEAM, **{name: [] for name in (*_LISTS, *_MORE)}}),
    ("holdout", "/holdouts", {"name": "theirs"}),
    ("experiment", "/experiments", {"name": "theirs", "groups": _GROUPS}),
]


def _made(response: Any) -> str:
    assert response.is_success, response.text
    return str(response.json()["data"]["id"])


def _at(doc: Any, path: Sequence[str | int]) -> Any:
    for key in path:
        doc = doc[key]
    return doc


def _is_clear(text: str) -> None:
    """No page, no traceback and no key is printed."""
    shown = [one for one in _NOT_PRINTED if one in text]
    assert not shown, f"{shown} in {text}"


def record(cells: Sequence[Cell]) -> None:
    """Keep what came of faults for the table, where somebody wants it."""
    if folder := os.environ.get("FAULTS_RESULTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{time.time_ns()}.json").write_text(json.dumps([cell.row for cell in cells]))
