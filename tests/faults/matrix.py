"""A stack with a resource for each operation; the run that a fault hits, and those that bring everything in order."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.integration.harness import KEY, NO_PLUGINS, ROOT, Run, Stack, console, events_of

from .faults import Fault
from .operations import OPERATIONS, Operation
from .server import Armed, FaultyServer, running

ALWAYS, ONCE = 1000, 1
_MOST_RUNS = 3
_CLOCK = Path(__file__).with_name("clock")
_NOT_PRINTED = ("Traceback", "<!DOCTYPE", "<html", "bug in statsig-pulumi", KEY)


@dataclass
class Cell:
    """What came of a fault at an operation.

    Attributes:
        error: what the run with the fault said of the resource; "" where it succeeded.
        runs: how many more runs it took to the desired state.
    """

    error: str = ""
    runs: int = 0


def declared(changed: Sequence[Operation]) -> str:
    """Return the program in which some operations are to happen."""
    return "\n".join(one.after if one in changed else one.before for one in OPERATIONS)


def prepare(folder: Path) -> Path:
    """Make the stack as it is before the operations, and what people have in the console; return its folder."""
    stack = Stack(folder)
    with running(stack.emulator) as server:
        _use(stack, server)
        port = server.port
        stack.command("stack", "init", "dev")
        person = console(stack)
        ids = {name: _made(person.post(path, json=body)) for name, path, body in _THEIRS}
        person.patch("/gates/theirs/overrides", json={"passingUserIDs": ["u3"], "failingUserIDs": []})
        stack.up(declared([]))
        stack.up(declared([one for one in OPERATIONS if one.resource == "accepted"]))
        (review,) = person.get("/gates/accepted/reviews").json()["data"]
        stack.emulator.review(KEY, review["review_id"], "approve")
        change = {"change": {"rules": []}}
        ids["review"] = person.post("/gates/theirs/reviews", json={"description": "x", **change}).json()["data"]["review_id"]
    stack.emulator.close()
    (folder / "ids.json").write_text(json.dumps({**ids, "port": port}))
    return folder


_RULES = [{"name": "a", "passPercentage": 3, "conditions": [{"type": "public"}]}]
_GROUPS = [{"name": name, "size": 50, "parameterValues": {}} for name in ("A", "B")]
_LISTS = ("members", "admins", "defaultGateMetrics", "defaultExperimentPrimaryMetrics", "defaultHoldoutMetrics")
_MORE = ("defaultExperimentSecondaryMetrics", "defaultTargetApplications")
_TEAM = {"name": "Theirs", "changeTeamConfigs": "anyone", "reviewApproval": "anyone"}
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


def _use(stack: Stack, server: FaultyServer) -> None:
    stack.config |= {"statsig:apiUrl": server.url, "statsig:requestTimeout": "4", "statsig:retryDeadline": "10"}


class Matrix:
    """One fault at several operations, in one stack.

    Args:
        base: the folder that ``prepare`` made.
        folder: where the stack is copied to.
        fault: the fault.
        count: how many requests of each operation meet it: ``ONCE`` or ``ALWAYS``, for as long as the run lasts.
        operations: the operations.
    """

    def __init__(self, base: Path, folder: Path, fault: Fault, count: int, operations: Sequence[Operation]) -> None:
        shutil.copytree(base, folder)
        self.stack = Stack(folder)
        self.fault, self.count, self.operations = fault, count, operations
        self.ids = json.loads((folder / "ids.json").read_text())
        self.cells = {one.name: Cell() for one in operations}

    def play(self) -> dict[str, Cell]:
        """Run everything; return what came of it."""
        with running(self.stack.emulator, self.ids["port"]) as self.server:
            _use(self.stack, self.server)
            self._set_clock()
            before = self._theirs()
            self._refresh()
            self._up()
            self._is_as_declared()
            changes = self.stack.preview(None, "--refresh").ops()
            assert not changes, f"a preview is not empty: {changes}"
            self._destroy()
            assert self._theirs() == before
        return self.cells

    # -- the runs --------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._of("refresh"):
            self.stack.emulator.edit(KEY, "gates", "read", {"description": "by hand"})
            self.stack.program(declared([]))
            self._faulted("refresh")
            if any(self.cells[one.name].error for one in self._of("refresh")):
                self._until_right("refresh")

    def _up(self) -> None:
        self.stack.program(declared(self.operations))
        if self._of("up"):
            self._faulted("up")
        is_proposed = self._approve()
        self._until_right("up")
        if not is_proposed and self._approve():
            self.stack.up()

    def _destroy(self) -> None:
        if self._of("destroy"):
            self._faulted("destroy")
        self._until_right("destroy")
        assert self.stack.resources() == []
        gates = {doc["id"] for doc in self.stack.emulator.all(KEY, "gates")}
        assert gates == {"theirs", "another"}
        for family in ("users/teams", "holdouts", "experiments"):
            assert [doc["name"].lower() for doc in self.stack.emulator.all(KEY, family)] == ["theirs"], family

    def _of(self, command: str) -> list[Operation]:
        return [one for one in self.operations if one.command == command]

    def _faulted(self, command: str) -> None:
        """Run a command whose requests meet the fault."""
        operations = self._of(command)
        armed = [
            Armed(one.name, one.method, one.path, self.fault.misbehave, self.count, one.other.format_map(self.ids))
            for one in operations
        ]
        self.server.arm(*armed)
        errors = self._killed(command, armed) if self.fault.kills else self._failed(command)
        self.server.arm()
        self.server.listen()
        for one, fault in zip(operations, armed, strict=True):
            met = fault.met or self.fault.name == "connection refused"
            assert met, f"{one.name}: {one.method} {one.path} was not sent; {errors}"
            self.cells[one.name].error = errors.get(one.resource, "")

    def _failed(self, command: str) -> dict[str, str]:
        flags = [] if command == "refresh" else ["--continue-on-error"]
        run = self.stack.run(command, "--yes", "--skip-preview", *flags, ok=None)
        errors = self._errors(run)
        assert run.ok or errors, run.text
        return errors

    def _killed(self, command: str, armed: Sequence[Armed]) -> dict[str, str]:
        names = {one.name for one in armed}
        text = self.stack.killed(command, lambda: self.server.waiting >= names, whom=self.fault.kills)
        _is_clear(text)
        return dict.fromkeys((one.resource for one in self._of(command)), "killed")

    def _until_right(self, command: str) -> None:
        """Run a command until it succeeds, and count the runs that each operation took."""
        for _ in range(_MOST_RUNS):
            if command == "destroy" and not self.stack.resources():
                return
            run = self.stack.run(command, "--yes", "--skip-preview", ok=None)
            failed = self._errors(run)
            for one in self.operations:
                cell = self.cells[one.name]
                if one.command == command and cell.error and not (cell.runs and one.resource not in failed):
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

    def _approve(self) -> bool:
        """Approve the review, if there is one that waits."""
        waiting = [one for one in self._reviews("proposed") if one["status"] == "pending"]
        for review in waiting:
            self.stack.emulator.review(KEY, review["review_id"], "approve")
        return bool(waiting)

    def _reviews(self, gate: str) -> list[dict[str, Any]]:
        found = console(self.stack).get(f"/gates/{gate}/reviews").json()["data"]
        return [one for one in found if one["status"] != "cancelled"]

    def _set_clock(self) -> None:
        self.server.clock = self.stack.folder / "clock"
        self.server.clock.write_text(str(self.fault.clock))
        path = os.pathsep.join(map(str, (_CLOCK, NO_PLUGINS, ROOT)))
        self.stack.environment |= {"PYTHONPATH": path, "FAULTS_CLOCK": str(self.server.clock)}

    # -- what is to be there ---------------------------------------------------------------------------------------

    def _is_as_declared(self) -> None:
        """Everything is there once, as the program says, and in the state."""
        done = {one.resource for one in self.operations}
        expected, found = {n: after for n, (_, after) in _FINAL.items() if n in done}, self._found(done)
        assert found == expected, f"{found} is there, and not {expected}"
        declared_names = {one.resource for one in OPERATIONS if one.before or one in self.operations}
        assert sorted(r["urn"].rsplit("::", 1)[1] for r in self.stack.resources()) == sorted(declared_names)
        for gate in {"proposed", "accepted"} & done:
            assert [one["status"] for one in self._reviews(gate)] == ["committed"], gate

    def _found(self, names: set[str]) -> dict[str, list[Any]]:
        return {
            name: [_at(doc, path) for doc in self.stack.emulator.all(KEY, family) if name in (doc["id"], doc.get("name"))]
            for name, ((family, *path), _) in _FINAL.items()
            if name in names
        }

    def _theirs(self) -> list[dict[str, Any]]:
        """Return what is people's, but for what the stack adds to it."""
        families = ("gates", "users/teams", "holdouts", "experiments")
        docs = [doc for family in families for doc in self.stack.emulator.all(KEY, family)]
        return [doc for doc in docs if str(doc["name"]).lower() in ("theirs", "another")]


def _at(doc: Any, path: Sequence[str | int]) -> Any:
    for key in path:
        doc = doc[key]
    return doc


_RATE = ("rules", 0, "passPercentage")
_FINAL: dict[str, tuple[tuple[Any, ...], list[Any]]] = {
    "made": (("gates", "description"), ["one"]),
    "team": (("users/teams", "description"), ["one"]),
    "stepped": (("holdouts", "passPercentage"), [5]),
    "changed": (("gates", "description"), ["two"]),
    "started": (("experiments", "status"), ["active"]),
    "proposed": (("gates", *_RATE), [50]),
    "accepted": (("gates", *_RATE), [50]),
    "read": (("gates", "description"), ["one"]),
    "listed": (("gates", "description"), ["one"]),
    "deleted": (("gates", "description"), ["one"]),
}


def _is_clear(text: str) -> None:
    """No page, no traceback and no key is printed."""
    shown = [one for one in _NOT_PRINTED if one in text]
    assert not shown, f"{shown} in {text}"


def record(fault: Fault, count: int, cells: dict[str, Cell]) -> None:
    """Keep what came of a fault for the table, where somebody wants it."""
    if folder := os.environ.get("FAULTS_RESULTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        rows = [{"fault": fault.name, "count": count, "operation": n, **asdict(c)} for n, c in cells.items()]
        (Path(folder) / f"{time.time_ns()}.json").write_text(json.dumps(rows))
