"""Every kind has a case, a public name and a place in the program of every kind; every case is of a kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import statsig_pulumi
from statsig_pulumi.kind import all_kinds

from . import CASES, file_of, modules

KINDS = all_kinds()
ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "examples" / "whole_project" / "__main__.py"
"""The program that the engine's tests of every kind run."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_case_in_a_file_named_after_it(kind: str) -> None:
    assert kind in CASES, f"{kind} has no case: add tests/resources/{file_of(kind)}.py"
    assert file_of(kind) in modules()


def test_every_case_is_of_a_kind() -> None:
    assert set(CASES) == set(KINDS)
    assert {file_of(kind) for kind in KINDS} == modules()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_public_and_in_the_whole_project(kind: str) -> None:
    assert kind in statsig_pulumi.__all__, f"{kind} is no public name: add it to statsig_pulumi/__init__.py"
    assert re.search(rf"\bstatsig\.{kind}\(", PROGRAM.read_text()), f"add one to {PROGRAM.relative_to(ROOT)}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_a_kind_is_left_untried(kind: str) -> None:
    case, declared = CASES[kind], KINDS[kind]
    status = declared.statuses.field if declared.statuses else None
    on_wire = {name: prop for name, prop in declared.shape().properties.items() if prop.on_wire}
    if declared.routes.reads_before_create:
        assert case.setting, "a setting"
        assert set(on_wire) == set(case.setting.first) == set(case.setting.second)
    elif not declared.routes.can_read:
        assert case.request, "a kind that the API does not return"
        assert set(on_wire) <= set(case.request.inputs)
    else:
        wanted = {name for name, prop in on_wire.items() if "replace" not in prop and name != status}
        assert wanted <= set(case.fields), f"two values for each of {sorted(wanted - set(case.fields))}"


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if case.fields])
def test_the_two_values_of_a_field_differ(kind: str) -> None:
    for path, (first, second) in CASES[kind].fields.items():
        assert first != second, path
