"""What is asked of Pulumi's own command line: the stack's state and its configuration, secrets in memory alone."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence

from ...errors import ConfigError

_TIMEOUT = 300.0


def run_pulumi(arguments: Sequence[str]) -> str:
    """Return what a command prints.

    Raises:
        ConfigError: it cannot be run, or fails.
    """
    command = ["pulumi", *arguments, "--non-interactive"]
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    said = f"`{' '.join(command[:3])}`"
    try:
        # Without a shell, and a stack's name is one argument.
        done = subprocess.run(  # noqa: S603
            command, check=False, env=environment, capture_output=True, encoding="utf-8", timeout=_TIMEOUT
        )
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"cannot run {said}: {type(error).__name__}. Install Pulumi, or give --state FILE") from None
    except subprocess.TimeoutExpired:
        raise ConfigError(f"{said} has not ended in {_TIMEOUT:.0f} s") from None
    if done.returncode:
        raise ConfigError(f"{said} failed: {done.stderr.strip().removeprefix('error: ')}")
    return done.stdout


class StackCommands:
    """Reads one stack.

    Args:
        stack: its name; "" is the one that is selected.
        run: runs Pulumi with some arguments and returns what it prints.
    """

    def __init__(self, stack: str = "", run: Callable[[Sequence[str]], str] = run_pulumi) -> None:
        self._which = ["--stack", stack] if stack else []
        self._run = run

    def state(self) -> str:
        """Return the state, its secrets in the clear."""
        return self._run(["stack", "export", "--show-secrets", *self._which])

    def configuration(self) -> Mapping[str, str]:
        """Return the stack's configuration, its secrets in the clear.

        Raises:
            ConfigError: what Pulumi prints is something else.
        """
        printed = self._run(["config", "--show-secrets", "--json", *self._which])
        try:
            return {name: str(one["value"]) for name, one in json.loads(printed).items() if "value" in one}
        except (ValueError, AttributeError, TypeError):
            raise ConfigError("`pulumi config --json` has printed something else than a configuration") from None
