"""Coverage-guided fuzzing of the targets: ``make fuzz SECONDS=300 SEED=7``.

Atheris, which is libFuzzer for Python, runs each target in a process of its own for its share of the time. A failure
does not end that: each place in the code that fails is told once, with the smallest input that was met, as
``found.json`` takes it. The inputs that reach new code are kept, so that the next run goes on from them.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / ".fuzz"
_SLOWEST = 30
"""The seconds after which an input counts as one that does not end."""
_SEEDS = 60
_MEMORY = 1500
"""The megabytes that a target may need."""


def main() -> int:
    """Run the targets that are chosen, and print a line for each."""
    options = _options()
    if options.child:
        _fuzz(options.child, options.seconds, options.seed)
    from .targets import TARGETS

    names = options.target or [*TARGETS]
    share = max(1, round(options.seconds / len(names)))
    print(f"{'target':12} {'seconds':>7} {'executions':>10} {'a second':>8} {'coverage':>8} {'features':>8}  findings")
    return max([_tell(name, share, options.seed) for name in names])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Coverage-guided fuzzing.")
    parser.add_argument("--seconds", type=int, default=300, help="for all targets together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", action="append", help="only this one; several times for several")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args()


def _tell(name: str, seconds: int, seed: int) -> int:
    """Fuzz a target in a process of its own, and print what came of it; return the exit code."""
    folder = CORPUS / name
    (folder / "found").mkdir(parents=True, exist_ok=True)
    for old in (folder / "found").iterdir():
        old.unlink()
    command = [sys.executable, "-m", "tests.fuzz", "--child", name, f"--seconds={seconds}", f"--seed={seed}"]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False)
    took = time.monotonic() - begun
    executions = _last(r"stat::number_of_executed_units: *(\d+)", done.stderr)
    coverage, features = _last(r"cov: (\d+)", done.stderr), _last(r"ft: (\d+)", done.stderr)
    found = [json.loads(one.read_text()) for one in sorted((folder / "found").iterdir())]
    print(f"{name:12} {took:7.0f} {executions:10} {executions / took:8.1f} {coverage:8} {features:8}  {len(found)}")
    for one in found:
        print(f"  {one['why']} ({one['times']} times)\n    {json.dumps(one['value'])[:2000]}")
    if done.returncode and not executions:
        print(done.stderr[-2000:], file=sys.stderr)
    return 1 if found or done.returncode else 0


def _last(pattern: str, text: str) -> int:
    return int((re.findall(pattern, text) or [0])[-1])


# -- in the process of a target ----------------------------------------------------------------------------------------


def _fuzz(name: str, seconds: int, seed: int) -> None:
    """Fuzz a target; libFuzzer ends the process."""
    import atheris

    # The emulator is no part of what is looked at.
    with atheris.instrument_imports(include=["statsig_pulumi", "json5"], exclude=["statsig_pulumi.emulator"]):
        from .targets import TARGETS
    target, folder = TARGETS[name], CORPUS / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    _sow(folder / "corpus", seed)
    value_of = _reader(target.raw, target.given)
    findings = Findings(folder / "found")
    sys.stdout = io.StringIO()  # what the package says on the way

    def one(data: bytes) -> None:
        value_of(data, lambda value: findings.watch(value, target.run))

    limits = [f"-max_total_time={seconds}", f"-timeout={_SLOWEST}", f"-rss_limit_mb={_MEMORY}", "-max_len=4096"]
    others = [f"-seed={seed or 1}", f"-artifact_prefix={folder}/", "-print_final_stats=1", "-len_control=0"]
    atheris.Setup([name, *limits, *others, str(folder / "corpus")], one)
    atheris.Fuzz()


def _sow(corpus: Path, seed: int) -> None:
    """Begin with inputs that are long enough for whole values: libFuzzer alone would grow them one byte at a time."""
    random = Random(seed)
    for number in range(0 if any(corpus.iterdir()) else _SEEDS):
        (corpus / f"seed{number}").write_bytes(random.randbytes(64 << number % 6))


def _reader(raw: Callable[[bytes], Any] | None, given: Any) -> Callable[[bytes, Callable[[Any], None]], object]:
    """Return what makes a value of bytes: by the strategy, or as they are where the first of them is odd."""
    from hypothesis import HealthCheck, settings
    from hypothesis import given as drawn_from

    taker: list[Callable[[Any], None]] = []

    @settings(database=None, deadline=None, suppress_health_check=[*HealthCheck])
    @drawn_from(given)
    def draw(value: Any) -> None:
        taker[-1](value)

    def read(data: bytes, take: Callable[[Any], None]) -> object:
        if raw is not None and data[:1] and data[0] % 2:
            return take(raw(data[1:]))
        taker[:] = [take]
        return draw.hypothesis.fuzz_one_input(data[1:])

    return read


class Findings:
    """What has failed, once for each place in the code, in a file each.

    Args:
        folder: where.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, dict[str, Any]] = {}

    def watch(self, value: Any, run: Callable[[Any], None]) -> None:
        """Try a value, and note where it fails."""
        try:
            run(value)
        except Exception as error:  # noqa: BLE001 - whatever it is has been found
            self._note(value, error)

    def _note(self, value: Any, error: Exception) -> None:
        why = _place(error)
        known = self._known.setdefault(why, {"why": why, "times": 0, "value": value})
        known["times"] += 1
        if len(json.dumps(value)) <= len(json.dumps(known["value"])):
            known["value"] = value
        number = [*self._known].index(why)
        (self._folder / f"{number:03}.json").write_text(json.dumps(known))


def _place(error: BaseException) -> str:
    """Return what failed and where: the last lines of this package on the way there."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames if "statsig_pulumi" in f.filename]
    said = f": {str(error)[:150]}" if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__}{said} at {' < '.join(reversed(ours[-3:]))}"


if __name__ == "__main__":
    sys.exit(main())
