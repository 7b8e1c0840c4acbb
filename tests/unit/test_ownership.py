"""Records of creates that are under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from statsig_pulumi.controller import ownership as module
from statsig_pulumi.controller.ownership import PendingCreates
from statsig_pulumi.errors import ApiError, OutcomeUnknown
from statsig_pulumi.schema.address import Address

GATE = Address("Gate", key="x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the records."""
    return tmp_path / "records"


@pytest.fixture
def pending(folder: Path) -> PendingCreates:
    """The pending creates of a project of their own."""
    return PendingCreates(folder, ("project", "console-secret"))


def interrupted(pending: PendingCreates, address: Address = GATE) -> bool:
    """Create an object; return whether an earlier create of it was interrupted."""
    with pending.creating(address) as was:
        return was


def test_a_first_create_was_not_interrupted_and_one_that_pulumi_may_not_know_of_was(pending: PendingCreates) -> None:
    assert interrupted(pending) is False
    assert interrupted(pending) is True


def test_the_record_of_an_object_that_pulumi_knows_is_removed(pending: PendingCreates) -> None:
    assert interrupted(pending) is False
    pending.remove(GATE)
    assert interrupted(pending) is False


def test_a_provider_that_ends_in_order_leaves_no_record(pending: PendingCreates, folder: Path) -> None:
    assert interrupted(pending) is False
    module._end_in_order()
    assert list(folder.iterdir()) == []


def test_a_refusal_leaves_no_record_and_a_lost_response_leaves_one(pending: PendingCreates, folder: Path) -> None:
    for error, left in ((ApiError("no"), 0), (OutcomeUnknown("lost"), 1)):
        with pytest.raises(ApiError), pending.creating(Address("Gate", key="y")):
            raise error
        assert len(list(folder.iterdir())) == left


def test_a_record_belongs_to_one_project_and_holds_no_key(pending: PendingCreates, folder: Path) -> None:
    assert interrupted(pending) is False
    assert interrupted(PendingCreates(folder, ("project", "console-other"))) is False
    for record in folder.iterdir():
        assert record.read_text() == "Gate x\n"


def test_two_objects_with_one_key_and_different_addresses_have_records_of_their_own(pending: PendingCreates) -> None:
    assert interrupted(pending, Address("Ingestion", query=("s3", "Events", "orders"), key="orders")) is False
    assert interrupted(pending, Address("Ingestion", query=("s3", "Metrics", "orders"), key="orders")) is False
    assert interrupted(pending, Address("GateRule", path=("gate_1",), key="staff")) is False
    assert interrupted(pending, Address("GateRule", path=("gate_2",), key="staff")) is False


def test_without_a_place_to_write_a_create_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    pending = PendingCreates(tmp_path / "file" / "records", ())
    assert interrupted(pending) is False
    pending.remove(GATE)
