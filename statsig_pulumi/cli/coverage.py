"""``statsig-pulumi coverage``: what the package, its emulator and its tests make of each operation of the API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

import click

from ..emulator import contract
from ..emulator.behaviour import BEHAVIOURS
from ..emulator.call import Behaviour
from ..reads import operations as reads
from ..resource import all_kinds

EXERCISED = "exercised.json"
"""Beside this module: the test that exercises each operation, which tools/coverage.py takes down."""


@dataclass(frozen=True)
class Row:
    """One operation of the API."""

    family: str
    operation: str
    claims: tuple[str, ...]
    """What of the package uses it: ``Gate: create``, ``get_gate``."""
    behaviour: str
    """What of the emulator answers it: ``teams._create``; "" while nothing does."""
    test: str
    """A test that exercises it; "" where none does."""

    def cells(self) -> tuple[str, str, str, str]:
        """The row of a table."""
        return self.operation, ", ".join(self.claims), self.behaviour, self.test


HEADINGS = ("operation", "claimed by", "emulated by", "exercised by")


def claims() -> dict[str, tuple[str, ...]]:
    """What of the package uses each operation. All names are here, also those that the API does not have."""
    said = [(op, f"{name}: {verb}") for name, kind in all_kinds().items() for op, verb in kind.operations().items()]
    said += reads.operations().items()
    names: dict[str, set[str]] = {}
    for operation, claim in said:
        names.setdefault(operation, set()).add(claim)
    return {operation: tuple(sorted(found)) for operation, found in names.items()}


def exercised() -> dict[str, str]:
    """The test that exercises each operation."""
    tests: dict[str, str] = json.loads(files(__name__.rpartition(".")[0]).joinpath(EXERCISED).read_text())
    return tests


def rows() -> list[Row]:
    """Every operation of the API, family by family."""
    claimed, tested = claims(), exercised()
    found = [
        Row(
            family=operation.facts["family"],
            operation=operation.name,
            claims=claimed.get(operation.name, ()),
            behaviour=_named(BEHAVIOURS[operation.name]) if operation.name in BEHAVIOURS else "",
            test=tested.get(operation.name, ""),
        )
        for operation in contract.operations()
    ]
    return sorted(found, key=lambda row: (row.family, *reversed(row.operation.split())))


def families(found: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each family."""
    for family, members in groupby(found, key=lambda row: row.family):
        yield family, [*members]


def summary(found: list[Row]) -> str:
    """How much that is."""
    claimed, emulated, tested = (
        sum(map(bool, column)) for column in zip(*((r.claims, r.behaviour, r.test) for r in found), strict=True)
    )
    return f"{claimed} of {len(found)} operations claimed, {emulated} emulated, {tested} exercised by a test"


def _named(behaviour: Behaviour) -> str:
    """Its module in ``emulator/behaviour`` and its function."""
    return f"{behaviour.__module__.rpartition('.')[2]}.{behaviour.__qualname__.partition('.<locals>')[0]}"


@click.command()
def coverage() -> None:
    """Print which operations of the Console API are covered.

    Each with the resources and functions that use it, the emulator's function that answers it, and a test.
    """
    found = rows()
    table = [HEADINGS, *(tuple(cell or "-" for cell in row.cells()) for row in found)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]

    def line(cells: tuple[str, ...]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

    for family, members in families(found):
        click.echo(f"{family}\n  {line(HEADINGS)}")
        for row in members:
            click.echo(f"  {line(tuple(cell or '-' for cell in row.cells()))}")
        click.echo()
    click.echo(summary(found))
