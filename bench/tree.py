"""A command and all processes under it, measured: wall time, and CPU by what each process is."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAUSE = 0.05


@dataclass
class Measured:
    """What a command took.

    Args:
        wall: seconds from its start to its end.
        cpu: CPU seconds of all its processes.
        by_process: the same by what a process is: engine, program, provider, language host. Sampled, so that the last
            twentieth of a second of each is not in it.
        memory: the most that the provider has held in memory, in megabytes.
    """

    wall: float
    cpu: float
    by_process: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0


def measure(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[Measured, str]:
    """Run a command; return what it took and what it printed.

    Raises:
        SystemExit: it failed.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        samples = _Samples(run.pid)
        sampler = threading.Thread(target=samples.take, daemon=True)
        sampler.start()
        output = run.stdout.read() if run.stdout else ""
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    samples.over.set()
    sampler.join()
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{output[-4000:]}")
    wall = time.perf_counter() - begun
    # Of a process that its parent has not waited for, the samples know.
    cpu = max(used.ru_utime + used.ru_stime, sum(samples.cpu.values()))
    return Measured(wall, cpu, samples.by_process(), samples.memory), output


class _Samples:
    """The CPU of a process and its descendants, as far as was seen."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.cpu: dict[int, float] = {}
        self.memory = 0.0
        self.over = threading.Event()
        self._names: dict[int, str] = {}

    def take(self) -> None:
        """Look until it is over."""
        while not self.over.wait(_PAUSE):
            for pid in self._descendants():
                self._look(pid)

    def by_process(self) -> dict[str, float]:
        """Return the CPU by what a process is."""
        found: dict[str, float] = {}
        for pid, seconds in self.cpu.items():
            found[self._names[pid]] = found.get(self._names[pid], 0.0) + seconds
        return found

    def _look(self, pid: int) -> None:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except OSError:  # it has ended
            return
        self.cpu[pid] = (int(stat[11]) + int(stat[12])) / _TICK
        if command or pid not in self._names:  # one that has ended and is not waited for yet has none
            self._names[pid] = _what(command)
        if self._names[pid] == "provider":
            self.memory = max(self.memory, int(stat[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6)

    def _descendants(self) -> list[int]:
        parents: dict[int, list[int]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(path.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(path.parent.name))
        found = [self.root]
        for pid in found:
            found += parents.get(pid, [])
        return found


def _what(command: str) -> str:
    if "pulumi.dynamic" in command:
        return "provider"
    if "pulumi-language-python-exec" in command:
        return "program"
    return "language host" if "pulumi-language" in command else "engine" if command.startswith("pulumi ") else "other"
