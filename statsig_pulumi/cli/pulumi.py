"""A stack, as Pulumi's own command line tells of it. Secrets stay in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigError
from ..schema.json_types import Doc
from .machine import NOT_FOUND, Machine
from .settings import Configured
from .state import State


@dataclass(frozen=True)
class Stack:
    """A stack of a Pulumi project. Whatever is asked raises ``ConfigError`` where the command fails.

    Attributes:
        machine: runs the command line.
        name: the stack; "" for the one that is selected.
        folder: the folder of the program; None for that of the machine.
    """

    machine: Machine
    name: str = ""
    folder: Path | None = None

    @property
    def option(self) -> str:
        """What a command has to say of the stack: `` --stack NAME`` or nothing."""
        return f" --stack {self.name}" if self.name else ""

    def selected(self) -> str:
        """Return the name of the stack."""
        return self._ask("stack", "--show-name").strip()

    def configuration(self, *, secrets: bool = True) -> Configured:
        """Return the configuration, its secrets in the clear or without values.

        Raises:
            ConfigError: it cannot be read, or is something else.
        """
        try:
            return Configured.parse(self._json("config", *_shown(secrets), "--json"))
        except ValueError:
            raise ConfigError("`pulumi config` has printed something else than a configuration") from None

    def state(self, *, secrets: bool = False) -> State:
        """Return the state, its secrets in the clear or encrypted.

        Raises:
            ConfigError: it cannot be read.
            InvalidInput: it is something else.
        """
        return State.parse(self._ask("stack", "export", *_shown(secrets)))

    def last_update(self) -> Doc:
        """Return the latest entry of the history; an empty one where there is none."""
        history = self._json("stack", "history", "--json", "--page-size", "1")
        return history[0] if isinstance(history, list) and history and isinstance(history[0], dict) else {}

    def _json(self, *arguments: str) -> Any:
        try:
            return json.loads(self._ask(*arguments))
        except (ValueError, RecursionError):
            raise ConfigError(f"`pulumi {arguments[0]}` has printed something else than JSON") from None

    def _ask(self, *arguments: str) -> str:
        which = ["--stack", self.name] if self.name else []
        done = self.machine.pulumi(*arguments, *which, folder=self.folder)
        said = f"`pulumi {' '.join(arguments[:2])}`"
        if done.code == NOT_FOUND:
            raise ConfigError(f"cannot run {said}: {done.problem}. Install Pulumi's command line")
        if done.code:
            raise ConfigError(f"{said} failed: {done.problem}")
        return done.out


def _shown(secrets: bool) -> list[str]:
    return ["--show-secrets"] if secrets else []
