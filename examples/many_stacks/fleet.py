"""Run the stacks of plan.yaml, several at once.

python fleet.py preview|up|refresh|destroy [--parallel 4] [--only 'shop.*'] [--resume]

Ctrl-C begins no further stack, and those that run end after the step that they are in. `--resume` leaves out what the
last run of the same command has ended well, unless its plan has changed since.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

from plan import Plan, PlannedStack
from pulumi import automation

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Outcome:
    """What has become of a stack: ``ok``, ``failed``, ``locked``, ``interrupted`` or ``not begun``."""

    stack: str
    result: str
    said: str = ""
    seconds: float = 0


class Fleet:
    """One command on many stacks.

    Args:
        command: preview, up, refresh or destroy.
        stacks: the stacks by name.
        logs: the folder of the stacks' logs, and of the list of those that ended well.
    """

    def __init__(self, command: str, stacks: Mapping[str, PlannedStack], logs: Path) -> None:
        self.command, self.stacks, self.logs = command, stacks, logs
        self.done = logs / f"{command}.done"
        self.interrupted = threading.Event()
        self.pulumi = automation.PulumiCommand()

    def begin(self, resume: bool) -> None:
        """Begin anew, or leave out the stacks that have ended well and are planned as they were then."""
        self.logs.mkdir(parents=True, exist_ok=True)
        if not resume:
            self.done.unlink(missing_ok=True)
        done = self.done.read_text().splitlines() if self.done.exists() else []
        self.stacks = {name: stack for name, stack in self.stacks.items() if f"{name} {stack.digest}" not in done}

    def run(self, parallel: int) -> Iterator[Outcome]:
        """Run the stacks, at most so many at once; yield what becomes of each."""
        order = self._order()
        order.prepare()
        left, running = set(self.stacks), dict[Future[Outcome], str]()
        with ThreadPoolExecutor(parallel) as pool, self.done.open("a") as done:
            while order.is_active():
                running |= {pool.submit(self._run, self.stacks[name]): name for name in order.get_ready()}
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name, outcome = running.pop(future), future.result()
                    left.remove(name)
                    if outcome.result == "ok":
                        order.done(name)
                        print(name, self.stacks[name].digest, file=done, flush=True)
                    yield outcome
        yield from (Outcome(name, "not begun", "waits for one that has not ended well") for name in sorted(left))

    def _order(self) -> TopologicalSorter[str]:
        """Return the order: what others refer to is updated before them, and destroyed after them."""
        order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(self.stacks, ()))
        for name, stack in self.stacks.items():
            if stack.after in self.stacks and self.command != "refresh":
                order.add(*((stack.after, name) if self.command == "destroy" else (name, stack.after)))
        return order

    def _run(self, stack: PlannedStack) -> Outcome:
        if self.interrupted.is_set():
            return Outcome(stack.name, "not begun", "interrupted")
        started = time.monotonic()
        with (self.logs / f"{stack.name}.log").open("w", encoding="utf-8") as log:
            result, said = self._pulumi(stack, lambda line: print(line, file=log, flush=True))
        return Outcome(stack.name, result, said, time.monotonic() - started)

    def _pulumi(self, stack: PlannedStack, log: Callable[[str], None]) -> tuple[str, str]:
        """Run Pulumi; return the result and one line on it."""
        env = {"STATSIG_CONSOLE_KEY": os.environ[stack.key]}
        options = automation.LocalWorkspaceOptions(env_vars=env, pulumi_command=self.pulumi)
        try:
            selected = automation.create_or_select_stack(stack.name, work_dir=str(HERE), opts=options)
            ended = getattr(selected, self.command)(on_output=log, on_error=log, color="never")
        except automation.ConcurrentUpdateError:
            return "locked", "another run has it; `pulumi cancel` if that was killed"
        except automation.CommandError as error:
            return "interrupted" if self.interrupted.is_set() else "failed", _reason(str(error))
        changes = ended.change_summary if self.command == "preview" else ended.summary.resource_changes or {}
        return "ok", ", ".join(f"{count} {operation}" for operation, count in sorted(changes.items()))


def _reason(text: str) -> str:
    """Return the first error in what Pulumi has printed."""
    errors = (line.strip() for line in text.splitlines() if "error:" in line)
    return next(errors, "see its log")


def chosen(pattern: str) -> dict[str, PlannedStack]:
    """Return the stacks of the plan that are to run.

    Raises:
        ValueError: the plan is wrong, no stack is called so, or something that they need is missing.
        OSError: the plan cannot be read.
    """
    stacks = {name: stack for name, stack in Plan.read(HERE / "plan.yaml").stacks().items() if fnmatch(name, pattern)}
    if not stacks:
        raise ValueError(f"no stack is called {pattern}")
    if missing := sorted({stack.key for stack in stacks.values() if not os.environ.get(stack.key)}):
        raise ValueError(f"not set, and needed for a key: {', '.join(missing)}")
    if not shutil.which("pulumi"):
        raise ValueError("pulumi is not on PATH")
    return stacks


def main() -> int:
    """Run the command; return 0 if all stacks ended well, 1 if not, 2 for a wrong plan, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["preview", "up", "refresh", "destroy"])
    parser.add_argument("--parallel", type=int, default=4, metavar="N", help="stacks at once; by default 4")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="the stacks of these names")
    parser.add_argument("--resume", action="store_true", help="leave out what the last run has ended well")
    parser.add_argument("--logs", type=Path, default=HERE / "logs", metavar="FOLDER")
    options = parser.parse_args()
    try:
        fleet = Fleet(options.command, chosen(options.only), options.logs)
        fleet.begin(options.resume)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    # Of a Ctrl-C in a terminal every Pulumi gets its own.
    signal.signal(signal.SIGINT, lambda *_: fleet.interrupted.set())
    outcomes = []
    for outcome in fleet.run(max(1, options.parallel)):
        outcomes.append(outcome)
        print(f"{len(outcomes)} of {len(fleet.stacks)}: {outcome.stack}: {outcome.result}", file=sys.stderr)
    width = max((len(outcome.stack) for outcome in outcomes), default=0)
    for one in sorted(outcomes, key=lambda outcome: outcome.stack):
        print(f"{one.stack:{width}}  {one.result:11}  {one.seconds:6.1f} s  {one.said}")
    return 130 if fleet.interrupted.is_set() else int(any(one.result != "ok" for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
