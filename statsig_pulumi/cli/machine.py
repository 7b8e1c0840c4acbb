"""The machine that a command runs on: its folder, its environment, its programs. Tests give another."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TIMEOUT = 120.0
NOT_FOUND = 127
_TIMED_OUT = 124


@dataclass(frozen=True)
class Done:
    """A program that has ended: its exit code and what it printed."""

    code: int
    out: str = ""
    err: str = ""

    @property
    def problem(self) -> str:
        """What the program said last, without Pulumi's ``error:``."""
        lines = [line.strip() for line in (self.err or self.out).splitlines() if line.strip()]
        return lines[-1].removeprefix("error:").strip() if lines else f"it ended with {self.code}"


Run = Callable[[Sequence[str], Path, Mapping[str, str]], Done]
"""Runs a command in a folder, with an environment."""


def run_program(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Done:
    """Run a program to its end. One that is not there, or does not end within two minutes, is a ``Done`` as well."""
    try:
        # Without a shell: what is given is the arguments.
        done = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env=dict(env),
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return Done(_TIMED_OUT, err=f"no answer within {_TIMEOUT:.0f} s")
    except OSError as error:
        return Done(NOT_FOUND, err=str(error.strerror or error))
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Machine:
    """Where the command runs.

    Attributes:
        folder: the folder that it was started in.
        env: its environment.
        run: runs a program; the one seam through which others are started.
        now: the time, in seconds since 1970.
    """

    folder: Path = field(default_factory=Path.cwd)
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    run: Run = run_program
    now: Callable[[], float] = time.time

    def which(self, program: str) -> Path | None:
        """Return where a program is on PATH."""
        found = shutil.which(program, path=self.env.get("PATH", ""))
        return Path(found) if found else None

    def pulumi(self, *arguments: str, folder: Path | None = None) -> Done:
        """Run Pulumi's command line, which asks nothing and looks for no update."""
        env = {**self.env, "PULUMI_SKIP_UPDATE_CHECK": "true"}
        return self.run(["pulumi", *arguments, "--non-interactive"], folder or self.folder, env)

    def python(self, command: Sequence[str], code: str, folder: Path) -> Done:
        """Run a line of Python with the interpreter that a command starts."""
        return self.run([*command, "-c", code], folder, {**self.env, "PYTHONWARNINGS": "ignore"})
