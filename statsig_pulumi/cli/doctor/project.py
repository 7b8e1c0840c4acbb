"""The Pulumi project around the folder, and the stack that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

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
