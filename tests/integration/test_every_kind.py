"""Every kind at least once, in both kinds of project: created, unchanged, refreshed, updated, destroyed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import pytest

from statsig_pulumi.kind import all_kinds
from tests.resources import CASES

from .harness import FAST, ROOT, Stack, kinds_of

KINDS = all_kinds()

pytestmark = pytest.mark.engine
PROGRAM = ROOT / "examples" / "whole_project" / "__main__.py"
WAREHOUSE = {kind for kind, case in CASES.items() if case.warehouse_only}
CHANGE_ONCE = {kind for kind, case in CASES.items() if case.changes_once}


def urns(stack: Stack, names: Iterable[str]) -> list[str]:
    """The full names of resources; some that have one name are of several kinds."""
    return [resource["urn"] for resource in stack.resources() if resource["urn"].rpartition("::")[2] in {*names}]


@pytest.mark.slow
@pytest.mark.parametrize(
    "warehouse",
    # Some kinds are only in such a project.
    [pytest.param(True, id="warehouse-native"), pytest.param(False, id="cloud", marks=pytest.mark.long)],
)
def test_every_kind_is_created_unchanged_updated_and_destroyed(stack: Stack, warehouse: bool) -> None:
    stack.environment = FAST
    stack.config["statsig:consoleApiKey"] = "console-whn-shop" if warehouse else "console-shop"
    stack.config["t:warehouse"] = str(warehouse).lower()
    shutil.copy(PROGRAM, stack.folder)
    stack.up()
    assert stack.preview().ops() == {}
    assert stack.drift()[0] == 0
    stack.refresh()

    stack.config["t:stage"] = "2"
    changed = {urn.split("::")[2].rpartition(":")[2] for urn in urns(stack, stack.up().ops())}
    assert kinds_of(stack) - changed == CHANGE_ONCE
    assert stack.preview(None, "--refresh").ops() == {}

    stack.emulator.propose(
        stack.config["statsig:consoleApiKey"],
        "gates",
        "by_hand",
        {"description": "Off", "change": {"is_enabled": False}},
    )
    stack.config["t:stage"] = "3"
    assert stack.up().ops() == {"go": "create", "seen": "create"}
    assert kinds_of(stack) == set(KINDS) - (set() if warehouse else WAREHOUSE)
    stack.destroy()
    assert stack.state() == {}
