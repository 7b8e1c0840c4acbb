"""Each operation of the API is claimed by a resource or a function, and no other operation is."""

from __future__ import annotations

from statsig_pulumi.emulator import contract
from tools import coverage


def test_every_operation_is_claimed() -> None:
    unclaimed = sorted(contract.document()["operations"].keys() - coverage.claims().keys())
    assert not unclaimed, f"neither a kind's routes nor a function use {', '.join(unclaimed)}"


def test_every_claimed_operation_is_in_the_contract() -> None:
    assert sorted(coverage.claims().keys() - contract.document()["operations"].keys()) == []


def test_every_operation_is_emulated() -> None:
    missing = [row.operation for row in coverage.rows({}) if not row.handler]
    assert not missing, f"no handler in statsig_pulumi/emulator/handlers answers {', '.join(missing)}"


def test_a_resource_claims_the_operations_of_its_routes_and_statuses() -> None:
    claims = coverage.claims()
    assert claims["POST /gates"] == ("Gate: create",)
    assert claims["PUT /gates/{id}/launch"] == ("Gate: status",)
    assert claims["GET /gates/{id}"] == ("Gate: read", "get_gate")
