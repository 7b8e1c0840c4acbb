"""Each operation of the API is used by something of the package, and nothing uses what the API does not have."""

from __future__ import annotations

from click.testing import CliRunner

from statsig_pulumi.cli import coverage
from statsig_pulumi.cli.commands import group
from statsig_pulumi.emulator import contract


def test_every_operation_is_used_by_something() -> None:
    assert sorted(contract.document()["operations"].keys() - coverage.claims().keys()) == []


def test_nothing_uses_an_operation_that_the_api_does_not_have() -> None:
    assert coverage.claims().keys() <= contract.document()["operations"].keys()


def test_a_kind_uses_what_its_routes_and_its_statuses_use() -> None:
    claims = coverage.claims()
    assert claims["POST /gates"] == ("Gate: create",)
    assert claims["PUT /gates/{id}/launch"] == ("Gate: status",)
    assert claims["GET /gates/{id}"] == ("Gate: read", "get_gate")


def test_the_command_prints_every_operation_and_the_sum() -> None:
    printed = CliRunner().invoke(group, ["coverage"]).output.splitlines()
    rows = [line.split() for line in printed if line.startswith("  ")]
    for name in contract.document()["operations"]:
        assert name.split() in [row[:2] for row in rows]
    gate = next(line for line in printed if line.startswith("  POST /gates "))
    assert "Gate: create" in gate
    assert "common.Collection.create" in gate
    claimed = len(contract.document()["operations"].keys() & coverage.claims().keys())
    assert printed[-1].startswith(f"{claimed} of 244 operations claimed, ")
    assert printed[-1].endswith(" exercised by a test")
