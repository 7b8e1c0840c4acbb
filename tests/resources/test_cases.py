"""Every kind has a case, and every case is of a kind."""

from __future__ import annotations

import re

import pytest

from statsig_pulumi.kind import all_kinds

from . import CASES, modules

KINDS = all_kinds()


def file_of(kind: str) -> str:
    """The name of a kind's module."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_case_in_a_file_named_after_it(kind: str) -> None:
    assert kind in CASES, f"{kind} has no case: add tests/resources/{file_of(kind)}.py"
    assert file_of(kind) in modules()


def test_every_case_is_of_a_kind() -> None:
    assert set(CASES) == set(KINDS)
    assert {file_of(kind) for kind in KINDS} == modules()


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
        assert wanted <= set(case.fields)


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if case.fields])
def test_the_two_values_of_a_field_differ(kind: str) -> None:
    for path, (first, second) in CASES[kind].fields.items():
        assert first != second, path
