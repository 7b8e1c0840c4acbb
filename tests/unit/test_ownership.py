"""Claims of a run, and records of creates that Pulumi may not have stored."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from statsig_pulumi.controller import ownership
from statsig_pulumi.controller.ownership import EXPIRY, Attempt, Claims, Handovers, PendingCreates, Record, Run
from statsig_pulumi.errors import ApiError
from statsig_pulumi.schema.address import Address
from tests.clock import Clock

GATE = Address("Gate", key="x")
BODY = {"name": "x"}


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def run(tmp_path: Path, clock: Clock) -> Run:
    """The first run of a stack; no process is alive."""
    return Run(id="first", stack="p/dev", folder=tmp_path / "home", now=clock, alive=lambda _pid: False)


def create(run: Run, address: Address = GATE, project: str = "statsig", **options: object) -> Attempt:
    with PendingCreates(run, project).creating(address, BODY, **options) as attempt:  # type: ignore[arg-type]
        return attempt


def fail(run: Run, may_exist: bool) -> None:
    with PendingCreates(run, "statsig").creating(GATE, BODY) as attempt:
        attempt.may_exist = may_exist
        raise ApiError("no")


def later(run: Run, **changes: object) -> Run:
    return replace(run, id="second", **changes)  # type: ignore[arg-type]


class TestRecords:
    def test_the_record_of_a_run_that_was_killed_tells_the_next_one(self, run: Run, clock: Clock) -> None:
        assert create(run).interrupted is None
        found = create(later(run)).interrupted
        assert found == Record(ownership.digest_of(BODY), clock.now, "first", os.getpid())

    def test_a_record_of_the_same_run_is_no_interruption(self, run: Run) -> None:
        create(run)
        assert create(run).interrupted is None

    def test_the_next_run_waits_for_the_end_of_a_provider_whose_engine_was_killed(self, run: Run) -> None:
        create(run)
        goes_on = iter([True, True, False])
        waits: list[float] = []
        found = create(later(run, alive=lambda _pid: next(goes_on), sleep=waits.append)).interrupted
        assert found is not None
        assert len(waits) == 2

    def test_a_process_that_goes_on_has_got_the_number_of_one_that_was_killed(
        self, run: Run, capsys: pytest.CaptureFixture[str]
    ) -> None:
        create(run)
        create(run, Address("Gate", key="y"))
        waits: list[float] = []
        next_run = later(run, alive=lambda _pid: True, sleep=waits.append)
        assert create(next_run).interrupted is not None
        assert create(next_run, Address("Gate", key="y")).interrupted is not None
        assert 5 < sum(waits) < 15, "it is waited for once"
        assert capsys.readouterr().out.count("waiting for the provider of an interrupted run") == 1

    def test_a_create_that_fails_beside_a_provider_that_still_ends_leaves_its_record(self, run: Run) -> None:
        create(run)
        with pytest.raises(ApiError):
            fail(later(run, alive=lambda _pid: True, sleep=lambda _seconds: None), may_exist=False)
        assert create(replace(run, id="third")).interrupted is not None

    @pytest.mark.parametrize("changes", [{"stack": "p/prod"}, {"stack": "q/dev"}])
    def test_another_stack_has_records_of_its_own(self, run: Run, changes: dict[str, object]) -> None:
        create(run)
        assert create(later(run, **changes)).interrupted is None

    def test_another_statsig_project_has_records_of_its_own(self, run: Run) -> None:
        create(run)
        assert create(later(run), project="other").interrupted is None

    @pytest.mark.parametrize(
        "address", [Address("Tag", key="x"), Address("Gate", key="y"), Address("Gate", path=("x",)), Address("Gate")]
    )
    def test_another_address_has_a_record_of_its_own(self, run: Run, address: Address) -> None:
        create(run)
        assert create(later(run), address).interrupted is None

    def test_a_record_expires(self, run: Run, clock: Clock) -> None:
        create(run)
        clock.now += EXPIRY
        assert create(later(run)).interrupted is None

    def test_a_record_counts_also_where_the_clock_was_put_back_and_no_more_than_a_day(
        self, run: Run, clock: Clock
    ) -> None:
        create(run)
        clock.now -= 3600
        assert create(later(run)).interrupted is not None
        clock.now -= EXPIRY
        assert create(replace(run, id="third")).interrupted is None

    def test_a_refusal_leaves_no_record_and_what_may_exist_leaves_one(self, run: Run) -> None:
        for may_exist in (False, True):
            with pytest.raises(ApiError):
                fail(run, may_exist)
            assert (create(later(run)).interrupted is not None) == may_exist
            PendingCreates(run, "statsig").remove(GATE)

    def test_a_provider_that_ends_in_order_leaves_no_record(self, run: Run) -> None:
        create(run)
        run.end_in_order()
        assert create(later(run)).interrupted is None

    def test_objects_of_one_name_have_records_of_their_own_where_names_are_not_unique(self, run: Run) -> None:
        assert create(run, unique=False, twins=["a"]).interrupted is None
        assert create(run, unique=False, twins=["b"]).interrupted is None
        later_run = later(run)
        found = [create(later_run, unique=False).interrupted for _ in "ab"]
        assert [record and record.twins for record in found] == [["b"], ["a"]]
        assert create(later_run, unique=False).interrupted is None

    def test_of_several_records_of_one_name_that_of_the_same_content_counts(self, run: Run) -> None:
        for body in ("one", "two"):
            with PendingCreates(run, "statsig").creating(GATE, body, unique=False):
                pass
        for body in ("one", "two"):
            with PendingCreates(later(run), "statsig").creating(GATE, body, unique=False) as attempt:
                assert attempt.interrupted is not None
                assert attempt.interrupted.digest == ownership.digest_of(body)

    def test_a_create_that_fails_leaves_the_record_of_the_run_before(self, run: Run) -> None:
        create(run)
        for next_run in (later(run), replace(run, id="third")):
            with pytest.raises(ApiError):
                fail(next_run, may_exist=False)
        assert create(replace(run, id="fourth")).interrupted is not None

    def test_a_record_holds_a_digest_and_nothing_that_was_sent(self, run: Run) -> None:
        with PendingCreates(run, "statsig").creating(GATE, {"token": "hunter2"}):
            pass
        assert run.folder
        for file in run.folder.rglob("*"):
            assert file.is_dir() or "hunter2" not in file.read_text()

    def test_an_object_counts_as_created_after_a_record_unless_it_is_older(self) -> None:
        record = Record("", 1000, "", 0)
        assert record.created_after(1_000_000)
        assert not record.created_after(900_000)

    def test_the_time_of_creation_is_compared_with_the_servers_time(self) -> None:
        record = Record("", 1000, "", 0, server_time=500)
        assert record.created_after(500_000)
        assert not record.created_after(400_000)


class TestFoldersThatCannotBeUsed:
    def test_a_folder_that_is_a_file_is_no_failure(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert create(replace(run, folder=tmp_path / "file")).interrupted is None

    def test_no_home_at_all_is_no_failure(self, run: Run) -> None:
        assert create(replace(run, folder=None)).interrupted is None

    def test_a_record_that_is_not_one_is_ignored(self, run: Run) -> None:
        create(run)
        assert run.folder
        for file in (run.folder / "creating").iterdir():
            file.write_text('{"what": "is this"}')
        assert create(later(run)).interrupted is None

    def test_names_outside_the_locale_are_no_failure(self, run: Run) -> None:
        address = Address("Team", key="équipe \U0001f680 \udcff")
        create(run, address)
        assert create(later(run), address).interrupted is not None


class TestClaims:
    def test_a_second_new_resource_is_noticed(self) -> None:
        claims = Claims()
        assert claims.check(GATE, exists=False)
        assert not claims.check(GATE, exists=False)

    def test_a_replacement_is_no_second_resource(self) -> None:
        claims = Claims()
        assert claims.check(GATE, exists=True)
        claims.keep(GATE, "x", changed=True, replaced=True)
        assert claims.check(GATE, exists=False)
        assert not claims.holds("Gate", "x")
        claims.release(GATE, "x")
        assert claims.create(GATE)

    def test_a_new_resource_for_what_another_keeps_unchanged_is_noticed(self) -> None:
        claims = Claims()
        claims.keep(GATE, "x", changed=False, replaced=False)
        assert not claims.check(GATE, exists=False)

    def test_one_object_is_created_once(self) -> None:
        claims = Claims()
        assert claims.create(GATE)
        assert not claims.create(GATE)

    def test_a_resource_of_the_state_for_what_a_new_one_is_to_have_is_noticed(self) -> None:
        claims = Claims()
        assert claims.check(GATE, exists=False)
        assert not claims.check(GATE, exists=True)

    def test_parts_of_contents_are_held_one_by_one(self) -> None:
        claims = Claims()
        claims.hold("GateOverrides", "g", frozenset({"a", "b"}))
        assert claims.parts_of("GateOverrides", "g") == {"a", "b"}
        assert not claims.holds("GateOverrides", "g")


class TestHandovers:
    KNOWN: ClassVar[dict[str, Any]] = {"before": {"name": "x"}, "own": ["a", "b"]}

    def test_a_handover_is_one_in_its_project(self, run: Run) -> None:
        Handovers(run, "statsig").give("Settings", "project", self.KNOWN)
        assert Handovers(run, "other").given("Settings", "project") == {}
        assert Handovers(run, "statsig").given("Settings", "project") == self.KNOWN

    def test_what_is_taken_stays_until_the_provider_ends_in_order(self, run: Run) -> None:
        run = replace(run, ending=set())
        handovers = Handovers(run, "statsig")
        handovers.give("Settings", "project", self.KNOWN)
        handovers.take("Settings", "project", {"before": {"name": "x"}, "own": ["a"]})
        assert handovers.given("Settings", "project") == self.KNOWN
        run.end_in_order()
        assert handovers.given("Settings", "project") == {"own": ["b"]}
        handovers.take("Settings", "project", {"own": ["b"]})
        run.end_in_order()
        assert handovers.given("Settings", "project") == {}
