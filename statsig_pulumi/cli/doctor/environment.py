"""The virtual environment in which Pulumi runs the provider.

The plugin is a script that takes the first of: the option ``virtualenv`` of ``Pulumi.yaml``,
``PULUMI_RUNTIME_VIRTUALENV``, what the option ``toolchain`` stands for, ``PULUMI_PYTHON_CMD``, ``python3``.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..machine import Machine
from .finding import Finding, Mark
from .project import Project
from .versions import Version, ask_interpreter, packages

_PYTHON = Path("Scripts", "python.exe") if os.name == "nt" else Path("bin", "python")


@dataclass(frozen=True)
class _Interpreter:
    """The interpreter of the provider, and what decided on it.

    Attributes:
        source: what decided.
        command: what starts it.
        folder: its virtual environment; None where it is none.
    """

    source: str
    command: list[str]
    folder: Path | None = None

    @property
    def pip(self) -> str:
        return shlex.join([*self.command, "-m", "pip"])


def examine_environment(machine: Machine, project: Project | None, cli: Version) -> Iterator[Finding]:
    """Yield what there is to say of the interpreter that runs the provider; of this command's own outside a project."""
    if project is None:
        yield Finding("environment", Mark.SKIPPED, "no Pulumi project here: looking at this command's own Python")
        yield from _of_interpreter(machine, _Interpreter("", [sys.executable]), machine.folder, cli)
    elif project.problem:
        yield Finding("environment", Mark.FAILED, project.problem, "put `runtime: python` into it")
    elif project.runtime != "python":
        text = f"the project's runtime is {project.runtime}: dynamic providers work in Python programs only"
        yield Finding("environment", Mark.FAILED, text, "use a project with `runtime: python`")
    else:
        yield from _of_project(machine, project, cli)


def _of_project(machine: Machine, project: Project, cli: Version) -> Iterator[Finding]:
    found = _interpreter(machine, project)
    if isinstance(found, Finding):
        yield found
        return
    if found.folder and not (found.folder / _PYTHON).is_file():
        what = "is no virtual environment" if found.folder.is_dir() else "does not exist"
        text = f"{found.source} names {found.folder}, which {what}"
        python = found.folder / _PYTHON
        make = f"python3 -m venv {shlex.quote(str(found.folder))}"
        yield Finding(
            "environment", Mark.FAILED, text, f"{make} && {shlex.quote(str(python))} -m pip install statsig-pulumi"
        )
        return
    mark, mend = Mark.OK, ""
    if found.folder is None:
        mark, mend = Mark.WARNING, "name it in Pulumi.yaml: runtime: {name: python, options: {virtualenv: .venv}}"
    yield Finding("environment", mark, f"the provider runs in {shlex.join(found.command)} ({found.source})", mend)
    yield from _of_interpreter(machine, found, project.folder, cli)


def _of_interpreter(machine: Machine, found: _Interpreter, folder: Path, cli: Version) -> Iterator[Finding]:
    installed = ask_interpreter(machine, found.command, folder)
    if isinstance(installed, str):
        yield Finding("python", Mark.FAILED, f"{shlex.join(found.command)} does not run: {installed}")
    else:
        yield from packages(installed, cli, found.pip)


def _interpreter(machine: Machine, project: Project) -> _Interpreter | Finding:
    """Return what the plugin would start."""
    env, toolchain = machine.env, str(project.options.get("toolchain") or "pip")
    if named := project.options.get("virtualenv"):
        return _in_folder(project, str(named), "the option virtualenv of Pulumi.yaml")
    if named := env.get("PULUMI_RUNTIME_VIRTUALENV"):
        return _in_folder(project, named, "PULUMI_RUNTIME_VIRTUALENV")
    if toolchain == "uv":
        return _in_folder(project, ".venv", "toolchain: uv")
    if toolchain == "poetry":
        done = machine.run(["poetry", "env", "info", "--path"], project.folder, env)
        if done.code or not done.out.strip():
            text = f"`poetry env info --path` names no environment: {done.problem}"
            return Finding("environment", Mark.FAILED, text, "poetry install")
        return _in_folder(project, done.out.strip(), "toolchain: poetry")
    if command := env.get("PULUMI_PYTHON_CMD"):
        return _Interpreter("PULUMI_PYTHON_CMD", [command])
    return _Interpreter("Pulumi.yaml names no virtual environment", ["python3"])


def _in_folder(project: Project, named: str, source: str) -> _Interpreter:
    folder = project.folder / named
    return _Interpreter(source, [str(folder / _PYTHON)], folder)
