"""Notes of creates that are under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from statsig_pulumi.controller import ownership as module
from statsig_pulumi.controller.ownership import Journal
from statsig_pulumi.errors import ApiError, OutcomeUnknown


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A journal of its own."""
    return Journal(tmp_path / "notes", ("project", "console-secret"))


def interrupted(journal: Journal) -> bool:
    with journal.creating("Gate", "x") as was:
        return was


def test_a_first_create_was_not_interrupted_and_one_that_pulumi_may_not_know_of_was(journal: Journal) -> None:
    assert interrupted(journal) is False
    assert interrupted(journal) is True


def test_what_pulumi_knows_is_forgotten(journal: Journal) -> None:
    assert interrupted(journal) is False
    journal.forget("Gate", "x")
    assert interrupted(journal) is False


def test_a_provider_that_ends_in_order_leaves_no_note(journal: Journal, tmp_path: Path) -> None:
    assert interrupted(journal) is False
    module._end_in_order()
    assert list((tmp_path / "notes").iterdir()) == []


def test_a_refusal_leaves_no_note_and_a_lost_reply_leaves_one(journal: Journal, tmp_path: Path) -> None:
    for error, left in ((ApiError("no"), 0), (OutcomeUnknown("lost"), 1)):
        with pytest.raises(ApiError), journal.creating("Gate", "y"):
            raise error
        assert len(list((tmp_path / "notes").iterdir())) == left


def test_a_note_tells_projects_apart_and_holds_no_key(journal: Journal, tmp_path: Path) -> None:
    assert interrupted(journal) is False
    assert interrupted(Journal(tmp_path / "notes", ("project", "console-other"))) is False
    for note in (tmp_path / "notes").iterdir():
        assert note.read_text() == "Gate x\n"


def test_without_a_place_to_write_creating_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file" / "notes", ())
    assert interrupted(journal) is False
    journal.forget("Gate", "x")
