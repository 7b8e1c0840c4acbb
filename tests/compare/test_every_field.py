"""``statsig-pulumi compare`` on every field of every kind: found where it differs, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from statsig_pulumi.cli.compare.differences import Comparison, compare
from statsig_pulumi.cli.compare.portable import OWN
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.inventory import Inventory, read_project
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.rest import SubResource, SubResources
from tests.integration.test_fields import FIELDS, MADE_WITH, REFERENCED, Field

KINDS = all_kinds()
LISTED = [
    field
    for field in FIELDS
    if field.case.can_create and not isinstance(KINDS[field.kind].routes, (SubResource, SubResources))
]

UNLISTED = {"Ingestion", "IngestionSchedule"}
"""The kinds that the API has no list of, so that nobody knows which there are."""


@dataclass
class Project:
    """A Statsig project with an object for each field, whose value is one of two."""

    emulator: Emulator
    key: str
    fields: Sequence[Field]

    def fill(self, which: int) -> Project:
        self._create_referenced_objects()
        run = Run(folder=None)
        for field in self.fields:
            kind, props = KINDS[field.kind], field.props(field.values[which])
            names = {p.name: field.name for p in kind.shape().marked("key") if p.name not in props}
            Controller(kind, self.client, run=run).create({**names, **props})
        return self

    def _create_referenced_objects(self) -> None:
        wanted: list[tuple[str, str, Any]] = [(family, id, {}) for family, ids in REFERENCED.items() for id in ids]
        wanted += [(*f.parent, f.case.parent.body) for f in self.fields if f.parent and f.case.parent]
        for family, id, body in wanted:
            self.client.request("POST", f"/{family}", body={**MADE_WITH.get(family, {}), **body, "name": id})
        for number in (1, 2):
            self.emulator.seed(self.key, "target_app", {"id": f"app_{number}", "name": f"App {number}"})

    def read(self) -> Inventory:
        return read_project(self.client, KINDS.values())

    @cached_property
    def client(self) -> Client:
        many = 1_000_000
        settings = Settings(
            console_api_key=self.key,
            mutations_per_10s=many,
            mutations_per_15min=many,
            segment_mutations_per_10s=many,
            segment_mutations_per_15min=many,
        )
        return Client(settings, transport=EmulatorTransport(self.emulator))


@dataclass
class Compared:
    """The first values with the first ones in another project, and with the second ones in a third."""

    fields: Sequence[Field]
    same: Comparison
    other: Comparison


@pytest.fixture(scope="module", params=[LISTED[::10], pytest.param(LISTED, marks=pytest.mark.long)], ids=len)
def compared(request: pytest.FixtureRequest) -> Compared:
    emulator = Emulator()
    first, again, second = (
        Project(emulator, f"console-whn-{name}", request.param).fill(which).read()
        for name, which in (("a", 0), ("b", 0), ("c", 1))
    )
    return Compared(request.param, *(compare(first, other, KINDS.values()) for other in (again, second)))


def test_two_projects_with_the_same_objects_differ_in_nothing(compared: Compared) -> None:
    found = compared.same
    assert [(str(one), one.only_in, one.fields) for one in found.differences] == []
    assert found.unread == []
    assert found.same > len(compared.fields) / 2


def test_each_field_that_differs_is_found_and_no_other(compared: Compared) -> None:
    wanted = {_label(field.kind, field.name): field for field in compared.fields}
    found: dict[str, set[str]] = {}
    for one in compared.other.differences:
        found[_label(one.kind, one.name)] = {re.split(r"\W", field.path)[0] for field in one.fields}
    missed = {what: field.path for what, field in wanted.items() if _is_compared(field) and what not in found}
    more = {what: found[what] - _allowed(field) for what, field in wanted.items() if what in found}
    assert missed == {}
    assert {what: roots for what, roots in more.items() if roots} == {}


def _label(kind: str, name: str) -> str:
    return f"{kind} {name.partition('::')[0]}".lower()


def _is_compared(field: Field) -> bool:
    shape = KINDS[field.kind].shape()
    steps = re.findall(r"[a-z_0-9]+", field.path)
    left_out = field.case.not_returned & {field.path} or OWN & {*steps} or "write_only" in shape.properties[steps[0]]
    return not (left_out or "key" in field.property or field.kind in UNLISTED)


def _allowed(field: Field) -> set[str]:
    """The fields that may differ where a field does: those that the server changes along with it as well."""
    root = re.split(r"\W", field.path)[0]
    properties = KINDS[field.kind].shape().properties.values()
    moved = {p.name for p in properties if p.wire in field.case.moves.get(field.property.wire, ())}
    told_again = {"passing_user_ids", "failing_user_ids"} if root == "environment_overrides" else set()
    return {root, root.removesuffix("_json5"), *moved, *told_again}
