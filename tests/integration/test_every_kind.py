"""Every kind at least once, in both kinds of project: made, unchanged, refreshed, changed, destroyed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import pytest

from statsig_pulumi.kind import all_kinds

from .harness import FAST, ROOT, Stack

KINDS = all_kinds()

pytestmark = pytest.mark.engine
PROGRAM = ROOT / "examples" / "whole_project" / "__main__.py"
# What only a Warehouse Native project has.
WAREHOUSE = {
    "AssignmentSource",
    "EntityProperty",
    "GatePulseLoad",
    "MetricReload",
    "MetricSource",
    "PulseLoad",
    "QualifyingEvent",
    "WarehouseConnection",
}


def kinds(stack: Stack) -> set[str]:
    return {resource["type"].rpartition(":")[2] for resource in stack.resources()}


def urns(stack: Stack, names: Iterable[str]) -> list[str]:
    """The full names of resources; some that have one name are of several kinds."""
    return [resource["urn"] for resource in stack.resources() if resource["urn"].rpartition("::")[2] in {*names}]


@pytest.mark.parametrize("warehouse", [False, True], ids=["cloud", "warehouse-native"])
def test_every_kind_goes_up_stays_the_same_changes_and_goes_away(stack: Stack, warehouse: bool) -> None:
    stack.environment = FAST
    stack.config["statsig:consoleApiKey"] = "console-whn-shop" if warehouse else "console-shop"
    stack.config["t:warehouse"] = str(warehouse).lower()
    shutil.copy(PROGRAM, stack.folder)
    stack.up()
    assert stack.preview().ops() == {}
    assert stack.preview(None, "--refresh").ops() == {}
    stack.refresh()
    assert stack.preview().ops() == {}

    stack.config["t:stage"] = "2"
    changed = {urn.split("::")[2].rpartition(":")[2] for urn in urns(stack, stack.up().ops())}
    # What can happen once, and what is there for the others.
    once = {"MetricArchive", "ExperimentAlertResolution"}
    assert kinds(stack) - changed == once
    assert stack.preview(None, "--refresh").ops() == {}

    stack.config["t:stage"] = "3"
    assert stack.up().ops() == {"go": "create"}
    assert kinds(stack) == set(KINDS) - (set() if warehouse else WAREHOUSE)
    assert stack.preview(None, "--refresh").ops() == {}
    stack.destroy()
    assert stack.state() == {}
