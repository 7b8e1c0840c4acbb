"""Compare statsig_pulumi with a provider that does nothing, under the real engine, in one run.

The figures and their plot go to docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from . import limits, plot, programs, report
from .process import check_and_diff, import_times, request_times
from .report import PAGE, Row, Single
from .stack import ROOT, Server, Stack
from .tree import Measured

ROUNDS = 1000
_MANY = 500
"""From so many gates on, a preview is measured once."""


def updated(stack: Stack) -> Measured:
    """Change a percentage in each gate."""
    stack.env["BENCH_PERCENTAGE"] = "25"
    return stack.change("up")


STEPS: dict[str, Callable[[Stack], Measured]] = {
    "create": lambda stack: stack.change("up"),
    "preview": lambda stack: stack.preview(),
    "preview with refresh": lambda stack: stack.preview("--refresh"),
    "update all": updated,
    "destroy": lambda stack: stack.change("destroy"),
}


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
        print(report.steps(rows))
        alone = report.requests_alone([*requests_alone(Path(folder) / "alone", rows)])
        single = report.singles([*one_process(Path(folder), size), large(Path(folder)), *imports()])
    say("sending writes on a simulated clock")
    parts = [report.steps(rows), report.growth(rows), report.by_process(rows), alone, single, limits.table()]
    print("\n".join(parts[1:]))
    report.write(*parts)
    plot.draw(rows)
    say(f"written to {PAGE.relative_to(ROOT)}")


def stacks(folder: Path, gates: int, latency: float) -> tuple[list[Row], list[float]]:
    """Return what each step takes with both providers, and the bytes of one gate in their states."""
    with closing(Server(latency)) as server:
        noop = Stack(folder / "noop", programs.NOOP, server.url, gates)
        statsig = Stack(folder / "statsig", programs.STATSIG, server.url, gates)
        rows, size = [], [0.0, 0.0]
        for step, run in STEPS.items():
            say(f"{gates} gates, {latency * 1000:g} ms: {step}")
            server.requests()
            times = 3 if "preview" in step and gates < _MANY else 1
            one, other = (middle([run(stack) for _ in range(times)]) for stack in (noop, statsig))
            requests = Counter({verb: count // times for verb, count in server.requests().items()})
            rows.append(Row(gates, latency, step, one, other, requests))
            say(f"  CPU {one.cpu:.2f} s and {other.cpu:.2f} s, ratio {rows[-1].ratio:.2f}")
            if step == "create":
                same_inputs(noop, statsig)
                size = [statistics.mean(len(json.dumps(one)) for one in stack.resources()) for stack in (noop, statsig)]
        return rows, size


def requests_alone(folder: Path, rows: list[Row]) -> Iterator[tuple[Row, float]]:
    """Yield the changes of the most gates with the least latency, and the CPU of the same requests by httpx alone."""
    latency, gates = min(row.latency for row in rows), max(row.gates for row in rows)
    with closing(Server(latency)) as server:
        stack = Stack(folder, programs.BARE, server.url, gates)
        for row in rows:
            if (row.latency, row.gates) == (latency, gates) and "preview" not in row.step:
                say(f"{gates} gates, by httpx alone: {row.step}")
                server.requests()
                used = STEPS[row.step](stack).cpu
                # The package asks once what the project is called.
                if (sent := server.requests()) != row.requests - Counter({"GET": int(row.step == "create")}):
                    sys.exit(f"the requests are not those of the package: {sent}, {row.requests}")
                yield row, used


def middle(runs: list[Measured]) -> Measured:
    """Return the run in the middle by CPU."""
    return sorted(runs, key=lambda run: run.cpu)[len(runs) // 2]


def same_inputs(noop: Stack, statsig: Stack) -> None:
    """Fail unless both are asked for the same."""
    one, other = ({k: v for k, v in s.resources()[0]["inputs"].items() if k[:2] != "__"} for s in (noop, statsig))
    if one != other:
        sys.exit(f"the two programs do not say the same:\n{one}\n{other}")


def one_process(folder: Path, size: list[float]) -> Iterator[Single]:
    """Yield what one gate costs the provider's process, and what one request costs."""
    say(f"asking each provider {ROUNDS} times for check and diff")
    used = []
    with closing(Server(0)) as server:
        for name, program in (("noop", programs.NOOP), ("statsig", programs.STATSIG)):
            stack = Stack(folder / "single" / name, program, server.url)
            stack.change("up")
            used.append(provider(stack))
        bare, own = request_times(server.url, "gate_0")
    yield Single("CPU of check and diff, one gate", "ms", *(cpu * 1000 for cpu in used))
    yield Single("state of one gate", "bytes", *size)
    yield Single("CPU of one GET: httpx alone, the package's client", "ms", bare * 1000, own * 1000)


def provider(stack: Stack) -> float:
    """CPU seconds for one check and diff: the median of three."""
    gate = stack.resources()[0]
    runs = []
    for _ in range(3):
        start, whole = (check_and_diff(gate["inputs"], gate["outputs"], stack.config, n) for n in (10, 10 + ROUNDS))
        runs.append((whole - start) / ROUNDS)
    return statistics.median(runs)


def large(folder: Path) -> Single:
    """Return what a preview costs of a dynamic config of two megabytes."""
    say("previewing a config of 2 MB")
    used = []
    with closing(Server(0)) as server:
        for name, program in (("noop", programs.NOOP_LARGE), ("statsig", programs.STATSIG_LARGE)):
            stack = Stack(folder / "large" / name, program, server.url)
            stack.change("up")
            used.append(middle([stack.preview() for _ in range(3)]).cpu)
    return Single("CPU of a preview, one config of 2 MB", "s", *used)


def imports() -> Iterator[Single]:
    """Yield what importing costs: first pulumi alone, then with the package."""
    say("importing in fresh processes")
    for name, what in {"import, for a program with gates": "Gate", "import, of everything": "*"}.items():
        base, added = import_times(what)
        yield Single(name, "ms", base * 1000, (base + added) * 1000)


def say(text: str) -> None:
    """Say what is going on, on stderr: the tables alone go to stdout."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
