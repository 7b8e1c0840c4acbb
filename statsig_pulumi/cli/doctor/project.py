"""The Pulumi project around the folder, and the stack that is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .machine import Done, Machine

FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")


@dataclass(frozen=True)
class Project:
    """A Pulumi project.

    Attributes:
        folder: where its file is.
        options: the options of its runtime.
        runtime: its runtime, such as ``python``.
        problem: why the file cannot be used; "" where it can.
    """

    folder: Path
    runtime: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


def find_project(folder: Path) -> Project | None:
    """Return the project of a folder or of the nearest one above; None where there is none."""
    for above in (folder, *folder.parents):
        for name in FILES:
            if (above / name).is_file():
                return _read(above / name)
    return None


def _read(file: Path) -> Project:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        return Project(file.parent, problem=f"{file.name} cannot be read ({type(error).__name__})")
    runtime = content.get("runtime") if isinstance(content, dict) else None
    if isinstance(runtime, str):
        return Project(file.parent, runtime)
    if isinstance(runtime, dict) and isinstance(runtime.get("name"), str):
        options = runtime.get("options")
        return Project(file.parent, runtime["name"], options if isinstance(options, dict) else {})
    return Project(file.parent, problem=f"{file.name} names no runtime")


@dataclass(frozen=True)
class Stack:
    """A stack of a project, asked through Pulumi's command line.

    Attributes:
        machine: asks.
        project: the project.
        name: the stack; "" for the one that is selected.
    """

    machine: Machine
    project: Project
    name: str = ""

    def selected(self) -> Done:
        """Ask for the name of the stack."""
        return self._ask("stack", "--show-name")

    def config(self) -> Done:
        """Ask for the configuration, secrets decrypted. They are never printed."""
        return self._ask("config", "--show-secrets", "--json")

    def encrypted_config(self) -> Done:
        """Ask for the configuration without the values of secrets."""
        return self._ask("config", "--json")

    def state(self) -> Done:
        """Ask for the state, secrets encrypted."""
        return self._ask("stack", "export")

    def last_update(self) -> Done:
        """Ask for the latest entry of the history."""
        return self._ask("stack", "history", "--json", "--page-size", "1")

    def option(self) -> str:
        """Return what a command has to say of the stack: `` --stack NAME`` or nothing."""
        return f" --stack {self.name}" if self.name else ""

    def _ask(self, *arguments: str) -> Done:
        which = ["--stack", self.name] if self.name else []
        return self.machine.pulumi(*arguments, *which, folder=self.project.folder)


def parsed(done: Done) -> Any:
    """Return the JSON that a command printed; None where it failed or printed something else."""
    try:
        return json.loads(done.out) if done.code == 0 else None
    except (ValueError, RecursionError):
        return None
