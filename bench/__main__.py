"""Compare statsig_pulumi with a provider that does nothing, under the real engine, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from . import programs
from .process import check_and_diff, import_times
from .stack import ROOT, Server, Stack
from .tree import Measured

RESULTS = Path(__file__).with_name("results.md")
ROUNDS = 2000
ABOUT = """\
# What the package costs

Made by `make bench`, in one run: gates of two rules each, under the real engine. Beside `statsig_pulumi` stands a
dynamic provider that does nothing, with the same type token and the same properties. The emulator is a process of its
own, and its work is no part of the figures. Both run with the engine's checkpoints off, which would hide all the rest.
CPU is that of all processes of a run: the engine, the program, the provider. Previews are the middle one of three.

Seconds depend on the machine ({cores} cores, Python {python} on {system} here); the ratios hardly do.

"""
REFRESH = "preview with a refresh"


def updated(stack: Stack) -> Measured:
    """Change a percentage in each gate."""
    stack.env["BENCH_PERCENTAGE"] = "25"
    return stack.change("up")


STEPS: dict[str, Callable[[Stack], Measured]] = {
    "create": lambda stack: stack.change("up"),
    "preview without a change": lambda stack: stack.preview(),
    REFRESH: lambda stack: stack.preview("--refresh"),
    "update all": updated,
    "destroy": lambda stack: stack.change("destroy"),
}


@dataclass(frozen=True)
class Row:
    """One step with both providers."""

    gates: int
    latency: float
    step: str
    noop: Measured
    statsig: Measured
    requests: Counter[str]

    @property
    def ratio(self) -> float:
        """CPU with the package by CPU with nothing."""
        return self.statsig.cpu / self.noop.cpu


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    parser.add_argument("--gates", type=int, nargs="+", default=[100, 500, 2000])
    parser.add_argument("--latency", type=float, nargs="+", default=[0, 0.05], help="seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows, size = [], [0.0, 0.0]
        for latency in options.latency:
            for gates in options.gates:
                found, size = stacks(Path(folder) / f"{gates}-{latency:g}", gates, latency)
                rows += found
        single = [*one_process(Path(folder), size), *imports()]
    text = table(rows, single)
    print(text)
    where = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    RESULTS.write_text(ABOUT.format(**where) + text)
    say(f"written to {RESULTS.relative_to(ROOT)}")


def stacks(folder: Path, gates: int, latency: float) -> tuple[list[Row], list[float]]:
    """Return what each step takes with both providers, and the bytes of one gate in their states."""
    with closing(Server(latency)) as server:
        noop = Stack(folder / "noop", programs.NOOP, gates, server.url)
        statsig = Stack(folder / "statsig", programs.STATSIG, gates, server.url)
        rows, size = [], [0.0, 0.0]
        for step, run in STEPS.items():
            say(f"{gates} gates, {latency * 1000:g} ms: {step}")
            server.requests()
            times = 3 if "preview" in step else 1
            one, other = (middle([run(stack) for _ in range(times)]) for stack in (noop, statsig))
            requests = Counter({verb: count // times for verb, count in server.requests().items()})
            rows.append(Row(gates, latency, step, one, other, requests))
            if step == "create":
                same_inputs(noop, statsig)
                size = [statistics.mean(len(json.dumps(one)) for one in stack.gates()) for stack in (noop, statsig)]
        return rows, size


def middle(runs: list[Measured]) -> Measured:
    """Return the run in the middle by CPU."""
    return sorted(runs, key=lambda run: run.cpu)[len(runs) // 2]


def same_inputs(noop: Stack, statsig: Stack) -> None:
    """Fail unless both are asked for the same."""
    one, other = ({k: v for k, v in s.gates()[0]["inputs"].items() if k[:2] != "__"} for s in (noop, statsig))
    if one != other:
        sys.exit(f"the two programs do not say the same:\n{one}\n{other}")


def one_process(folder: Path, size: list[float]) -> Iterator[tuple[str, str, float, float]]:
    """Yield what one gate costs the provider's process."""
    say(f"asking each provider {ROUNDS} times for check and diff")
    used = []
    with closing(Server(0)) as server:
        for name, program in (("noop", programs.NOOP), ("statsig", programs.STATSIG)):
            stack = Stack(folder / "single" / name, program, 1, server.url)
            stack.change("up")
            used.append(provider(stack))
    (cpu, memory), (own_cpu, own_memory) = used
    yield "CPU of check and diff, one gate", "ms", cpu * 1000, own_cpu * 1000
    yield "peak memory of the provider process", "MB", memory, own_memory
    yield "state of one gate", "bytes", size[0], size[1]


def provider(stack: Stack) -> tuple[float, float]:
    """CPU seconds for one check and diff, and the peak memory: medians of three."""
    gate = stack.gates()[0]

    def once(rounds: int) -> tuple[float, float]:
        used = check_and_diff(gate["inputs"], gate["outputs"], stack.config, rounds)
        return used.cpu, used.memory

    cpu, memory = [], []
    for _ in range(3):
        (start, _), (whole, peak) = once(10), once(10 + ROUNDS)
        cpu.append((whole - start) / ROUNDS)
        memory.append(peak)
    return statistics.median(cpu), statistics.median(memory)


def imports() -> Iterator[tuple[str, str, float, float]]:
    """Yield what importing costs: first pulumi alone, then with the package."""
    say("importing in fresh processes")
    for name, what in {"import, for a program with gates": "Gate", "import, of everything": "*"}.items():
        base, added = import_times(what)
        yield name, "ms", base * 1000, (base + added) * 1000


def table(rows: list[Row], single: list[tuple[str, str, float, float]]) -> str:
    """Return the figures as Markdown."""
    lines = [
        "| gates | latency | step | CPU, nothing | CPU, statsig | ratio | wall, nothing | wall, statsig | requests |",
        "|---:|---:|---|---:|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        requests = ", ".join(f"{count} {verb}" for verb, count in sorted(row.requests.items()))
        seconds = (row.noop.cpu, row.statsig.cpu, row.noop.wall, row.statsig.wall)
        cpu, own_cpu, wall, own_wall = (f"{one:.2f} s" for one in seconds)
        where = f"{row.gates} | {row.latency * 1000:g} ms | {row.step}"
        lines.append(f"| {where} | {cpu} | {own_cpu} | {row.ratio:.2f} | {wall} | {own_wall} | {requests} |")
    lines += ["", "| | does nothing | statsig_pulumi | ratio |", "|---|---:|---:|---:|"]
    for what, unit, noop, statsig in single:
        digits = 2 if noop < 100 else 0
        lines.append(f"| {what} | {noop:,.{digits}f} {unit} | {statsig:,.{digits}f} {unit} | {statsig / noop:.2f} |")
    return "\n".join([*lines, ""])


def say(text: str) -> None:
    """Say what is going on, on stderr: the table alone goes to stdout."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
