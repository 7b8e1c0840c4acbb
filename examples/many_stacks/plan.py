"""The plan: which stacks there are, and what is in each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

SHARED = "_shared"
"""In place of a team: the stack of what the teams of a Statsig project share. No team can be called so."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]


@dataclass(frozen=True)
class PlannedStack:
    """One stack.

    Attributes:
        project: the project, its environment and the team, which make up the stack's name.
        key: the variable that holds the key of the Statsig project.
        gates: the names of the team's gates.
    """

    project: str
    environment: str
    team: str
    key: str
    gates: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name: ``shop.production.search``."""
        return f"{self.project}.{self.environment}.{self.team}"

    @property
    def after(self) -> str | None:
        """The name of the stack whose outputs it reads, if any."""
        return None if self.team == SHARED else f"{self.project}.{self.environment}.{SHARED}"

    @property
    def digest(self) -> str:
        """What tells whether the plan of this stack has changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


class Project(BaseModel):
    """A project: its environments, each with the variable of its key, and its teams, each with its gates."""

    model_config = ConfigDict(extra="forbid")

    environments: dict[Name, Variable]
    teams: dict[Name, list[str]]


class Plan(BaseModel):
    """All projects."""

    model_config = ConfigDict(extra="forbid")

    projects: dict[Name, Project]

    @classmethod
    def read(cls, file: Path) -> Plan:
        """Read the plan from a YAML file.

        Raises:
            ValueError: it is not a plan, or no YAML.
            OSError: it cannot be read.
        """
        try:
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from None
        return cls.model_validate(content)

    def stacks(self) -> dict[str, PlannedStack]:
        """Return the stacks by name."""
        stacks = [
            PlannedStack(name, environment, team, key, tuple(gates))
            for name, project in self.projects.items()
            for environment, key in project.environments.items()
            for team, gates in {SHARED: [], **project.teams}.items()
        ]
        return {stack.name: stack for stack in stacks}
