"""The figures as Markdown, in their place in docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .tree import Measured

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_PROCESSES = ("engine", "program", "provider")
_BEGIN, _END = "<!-- written by `make bench` from here -->", "<!-- to here -->"


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

    @property
    def per_gate(self) -> float:
        """CPU seconds with the package, for one gate."""
        return self.statsig.cpu / self.gates


@dataclass(frozen=True)
class Single:
    """One thing that was measured by itself, with both providers."""

    what: str
    unit: str
    noop: float
    statsig: float


def write(*parts: str) -> None:
    """Put the figures in their place in the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.partition(_BEGIN)[0], text.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n\n" + "\n".join([_machine(), *parts]) + f"\n{_END}{after}", encoding="utf-8")


def steps(rows: list[Row]) -> str:
    """Return the table of the steps."""
    names = ["gates", "latency", "step", "CPU, nothing", "CPU, statsig", "ratio", "wall, nothing", "wall, statsig"]
    lines = [f"| {' | '.join([*names, 'memory', 'requests'])} |", "|---:|---:|---|---:|---:|---:|---:|---:|---:|---|"]
    for row in rows:
        requests = ", ".join(f"{count} {verb}" for verb, count in sorted(row.requests.items()))
        seconds = (row.noop.cpu, row.statsig.cpu, row.noop.wall, row.statsig.wall)
        cpu, own_cpu, wall, own_wall = (f"{one:.2f} s" for one in seconds)
        where = f"{row.gates} | {row.latency * 1000:g} ms | {row.step}"
        memory = f"{row.statsig.memory:.0f} MB"
        lines.append(f"| {where} | {cpu} | {own_cpu} | {row.ratio:.2f} | {wall} | {own_wall} | {memory} | {requests} |")
    return _table(lines)


def growth(rows: list[Row]) -> str:
    """Return the table of what one gate costs as there are more of them."""
    sizes = sorted({row.gates for row in rows})
    lines = [f"| CPU of one gate, latency {rows[0].latency * 1000:g} ms | {' | '.join(map(str, sizes))} |"]
    lines.append("|---|" + "---:|" * len(sizes))
    for step in dict.fromkeys(row.step for row in rows):
        costs = {row.gates: row.per_gate * 1000 for row in rows if (row.step, row.latency) == (step, rows[0].latency)}
        lines.append(f"| {step} | {' | '.join(f'{costs[size]:.1f} ms' for size in sizes)} |")
    return _table(lines)


def by_process(rows: list[Row]) -> str:
    """Return the table of what one gate costs each process, with nothing and with the package, at the largest size."""
    most, latency = max(row.gates for row in rows), rows[0].latency
    head = [f"CPU of one gate of {most} by process, nothing and statsig", *_PROCESSES]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * len(_PROCESSES)]
    for row in rows:
        if (row.gates, row.latency) == (most, latency):
            pairs = (f"{_of(row.noop, name, most)} and {_of(row.statsig, name, most)} ms" for name in _PROCESSES)
            lines.append(f"| {row.step} | {' | '.join(pairs)} |")
    return _table(lines)


def requests_alone(found: Iterable[tuple[Row, float]]) -> str:
    """Return the table of what changes cost at the least: their requests, sent by httpx and nothing else."""
    lines = ["| CPU of all gates | does nothing | requests by httpx alone | ratio | statsig_pulumi | ratio |"]
    lines.append("|---|---:|---:|---:|---:|---:|")
    for row, alone in found:
        one = f"{row.noop.cpu:.2f} s | {alone:.2f} s | {alone / row.noop.cpu:.2f} | {row.statsig.cpu:.2f} s"
        lines.append(f"| {row.gates} gates, {row.latency * 1000:g} ms: {row.step} | {one} | {row.ratio:.2f} |")
    return _table(lines)


def _of(run: Measured, process: str, gates: int) -> str:
    """Return the milliseconds of one gate."""
    return f"{run.by_process.get(process, 0) / gates * 1000:.1f}"


def singles(found: Iterable[Single]) -> str:
    """Return the table of what was measured by itself."""
    lines = ["| | does nothing | statsig_pulumi | ratio |", "|---|---:|---:|---:|"]
    for one in found:
        digits = 2 if one.noop < 100 else 0
        values = " | ".join(f"{value:,.{digits}f} {one.unit}" for value in (one.noop, one.statsig))
        lines.append(f"| {one.what} | {values} | {one.statsig / one.noop:.2f} |")
    return _table(lines)


def _table(lines: list[str]) -> str:
    return "\n".join([*lines, ""])


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.\n"
