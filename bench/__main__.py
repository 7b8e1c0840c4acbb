"""Compare statsig_pulumi with a provider that does nothing, under the real engine, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from . import programs
from .process import check_and_diff, import_times
from .stack import Stack

RESULTS = Path(__file__).with_name("results.md")
ROUNDS = 2000
Row = tuple[str, str, float, float]

ABOUT = """\
# What the package costs

Made by `make bench`, in one run: {gates} gates of two rules each, under the real engine. On the left a dynamic provider
that does nothing, with the same type token and the same properties; on the right `statsig_pulumi` on the embedded
emulator, whose own work is part of the figures. Both run with the engine's checkpoints off, which would hide all the
rest. Previews are medians of three, taken in turns; CPU is that of the provider process, from its `rusage`.

Seconds depend on the machine ({cores} cores, Python {python} on {system} here); the ratios hardly do.

"""


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    parser.add_argument("--gates", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows = [*engine(Path(folder), options.gates), *imports()]
    text = table(rows)
    print(text)
    about = ABOUT.format(
        gates=options.gates, cores=os.cpu_count(), python=platform.python_version(), system=platform.system()
    )
    RESULTS.write_text(about + text)
    say(f"written to {RESULTS.name}")


def engine(folder: Path, gates: int) -> list[Row]:
    """Everything that the real engine is needed for."""
    say(f"creating {gates} gates with each provider")
    stacks = [
        Stack(folder / "noop", programs.NOOP, gates),
        Stack(folder / "statsig", programs.STATSIG, gates),
    ]
    rows: list[Row] = [row("`up`, creating all", "s", *(stack.up() for stack in stacks))]
    same_inputs(*stacks)
    size = [statistics.mean(len(json.dumps(gate)) for gate in stack.gates()) for stack in stacks]

    say("previewing without a change, three times each, in turns")
    previews = [[stack.preview() for stack in stacks] for _ in range(3)]
    rows.append(row("preview without a change", "s", *map(statistics.median, zip(*previews, strict=True))))

    say("updating all")
    for stack in stacks:
        stack.env["BENCH_PERCENTAGE"] = "25"
    rows.append(row("`up`, updating all", "s", *(stack.up() for stack in stacks)))

    say(f"asking each provider {ROUNDS} times for check and diff")
    used = [provider(stack) for stack in stacks]
    rows.append(row("CPU of check and diff, one gate", "ms", *(cpu * 1000 for cpu, _ in used)))
    rows.append(row("peak memory of the provider process", "MB", *(memory for _, memory in used)))
    rows.append(row("state of one gate", "bytes", *size))
    return rows


def same_inputs(noop: Stack, statsig: Stack) -> None:
    """Fail unless both are asked for the same."""
    one, other = ({k: v for k, v in s.gates()[0]["inputs"].items() if k != "__provider"} for s in (noop, statsig))
    if one != other:
        sys.exit(f"the two programs do not say the same:\n{one}\n{other}")


def provider(stack: Stack) -> tuple[float, float]:
    """CPU seconds for one check and diff, and the peak memory: medians of three."""
    gate = stack.gates()[0]
    config = {"statsig:consoleApiKey": "console-emulator", **stack.config}

    def once(rounds: int) -> tuple[float, float]:
        used = check_and_diff(gate["inputs"], gate["outputs"], config, rounds)
        return used.cpu, used.memory

    cpu, memory = [], []
    for _ in range(3):
        (start, _), (whole, peak) = once(10), once(10 + ROUNDS)
        cpu.append((whole - start) / ROUNDS)
        memory.append(peak)
    return statistics.median(cpu), statistics.median(memory)


def imports() -> list[Row]:
    """What importing costs: on the left pulumi alone, on the right with the package."""
    say("importing in fresh processes")
    costs = {"import, for a program with gates": import_times("Gate"), "import, of everything": import_times("*")}
    return [row(name, "ms", base * 1000, (base + added) * 1000) for name, (base, added) in costs.items()]


def row(what: str, unit: str, noop: float, statsig: float) -> Row:
    """A line of the table."""
    return what, unit, noop, statsig


def table(rows: list[Row]) -> str:
    """The figures as Markdown."""
    lines = ["| | does nothing | statsig_pulumi | ratio |", "|---|---:|---:|---:|"]
    for what, unit, noop, statsig in rows:
        digits = 2 if noop < 100 else 0
        ratio = statsig / noop
        lines.append(f"| {what} | {noop:,.{digits}f} {unit} | {statsig:,.{digits}f} {unit} | {ratio:.2f} |")
    return "\n".join([*lines, ""])


def say(text: str) -> None:
    """What is going on, on stderr: the table alone goes to stdout."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
