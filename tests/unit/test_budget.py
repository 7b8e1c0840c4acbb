"""The budget of writes: how it is spent, shared between threads, processes and runs, and learned from refusals."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statsig_pulumi.client.budget import shortest
from statsig_pulumi.client.windows import REMEMBERED, Attempt, Quota, Rate, Windows
from statsig_pulumi.emulator import Emulator
from tests.paced import KEY, SEGMENT, THREADS, World, optimum, write


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.emulator.close()


class TestAlone:
    @pytest.mark.parametrize("count", [100, 1900, pytest.param(5000, marks=pytest.mark.long)])
    def test_writes_end_within_two_percent_of_the_optimum_and_none_is_refused(self, world: World, count: int) -> None:
        assert world.send(count) <= optimum(count) * 1.02
        assert (world.sent, len(world.statuses)) == (count, count)

    def test_segments_have_windows_of_their_own(self, world: World) -> None:
        client = world.client()
        assert world.send(60, client, path=SEGMENT) <= optimum(60, 12, 900) * 1.02
        assert world.send(100, client) == 0
        assert world.refused == 0

    def test_a_way_that_takes_its_time_gets_nothing_refused(self) -> None:
        chance = random.Random(7)
        world = World(latency=lambda: chance.choice([0.01, 0.02, 0.4]))
        world.send(700)
        assert (world.sent, len(world.statuses)) == (700, 700)


class TestLearning:
    # Those on their way may be counted in another order than they were sent: with 11, what was met can seem too little.
    @pytest.mark.parametrize("burst", [14, 50, 99])
    def test_a_lower_limit_in_ten_seconds_is_met_once(self, world: World, burst: int) -> None:
        world.emulator.settings(mutations_per_10s=burst)
        world.send(burst * 6)
        assert 0 < world.refused <= THREADS
        assert world.sent == burst * 6

    @pytest.mark.parametrize(
        ("quarter", "retry_after"), [(200, False), (200, True), pytest.param(950, False, marks=pytest.mark.long)]
    )
    def test_a_lower_limit_in_a_quarter_of_an_hour_is_met_once(
        self, world: World, quarter: int, retry_after: bool
    ) -> None:
        world.emulator.settings(mutations_per_15min=quarter, retry_after=retry_after)
        client = world.client()
        world.send(quarter + 1, client)
        met = world.refused
        assert 0 < met <= THREADS * 6
        world.send(2 * quarter, client)
        assert world.refused == met

    def test_refusals_that_ask_for_a_second_are_no_quarter_of_an_hour(self, world: World) -> None:
        client = world.client()
        world.send(200, client)
        world.emulator.fail(60, status=429, retry_after=1, method="PATCH")
        before = world.clock.now
        world.send(1, client)
        assert world.clock.now - before < 150

    def test_what_the_short_window_was_taken_for_is_taken_back(self, world: World) -> None:
        world.emulator.settings(mutations_per_15min=250)
        client = world.client()
        world.send(251, client)
        world.clock.now += 1000
        assert world.send(100, client) == 0

    def test_the_next_run_knows_it(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        world.emulator.settings(mutations_per_10s=40)
        world.send(200)
        met = world.refused
        world.send(200)
        assert world.refused == met > 0

    def test_it_is_forgotten_after_some_time(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        world.emulator.settings(mutations_per_10s=40)
        world.send(80)
        world.emulator.settings(mutations_per_10s=100)
        world.clock.now += REMEMBERED
        assert world.send(100) == 0

    def test_what_the_user_sets_is_an_upper_bound(self, world: World) -> None:
        world.emulator.settings(mutations_per_10s=40)
        client = world.client(mutations_per_10s=20)
        assert world.send(100, client) >= optimum(100, 20)
        assert world.refused == 0

    def test_a_single_refusal_at_the_beginning_teaches_nothing(self, world: World) -> None:
        world.emulator.fail(1, status=429, method="PATCH")
        world.send(80)
        assert world.clock.now - 1_800_000_000 < 10


class TestWithOthers:
    @pytest.mark.parametrize("greed", [1, 5, 30])
    def test_no_write_fails_beside_a_client_that_takes_part_of_the_budget(self, greed: int) -> None:
        world, theirs = World(), 0
        http, client, numbers = world.someone(), world.client(), iter(range(400))

        def compete() -> None:
            nonlocal theirs
            while world.sent < 400 and world.clock.now < 1_800_010_000:
                theirs += http.patch("/gates/thing", json={"description": "theirs"}).status_code == 200
                world.clock.sleep(10 / greed)

        def work() -> None:
            for _ in numbers:
                write(client)

        world.clock.run(work, work, work, work, compete)
        assert world.sent == 400
        assert theirs > 0

    def test_no_write_fails_where_others_have_used_up_the_quarter_of_an_hour(self, world: World) -> None:
        theirs = world.client()
        world.send(1800, theirs)
        world.send(10, world.client())  # which knows nothing of theirs
        assert world.sent == 1810

    def test_two_runs_share_the_windows(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        assert world.send(500, world.client(), world.client()) <= optimum(500) * 1.02
        assert world.refused == 0

    def test_two_keys_of_one_project_share_them_once_they_know_it(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        world.emulator.add_key("console-second-1234567890", KEY)
        clients = [world.client(), world.client("console-second-1234567890")]
        world.clock.run(lambda: write(clients[0]))
        for client in clients:
            assert client.project_id()
        world.send(300, *clients)
        assert world.refused == 0

    def test_a_refusal_makes_the_other_run_wait(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        first, second = world.client(), world.client()
        world.emulator.fail(1, status=429, retry_after=100, method="PATCH")
        world.send(1, first)
        first.budget.pause(50)
        before = world.clock.now
        world.clock.run(lambda: second.request("GET", "/project"))
        assert world.clock.now - before == pytest.approx(50)


@pytest.mark.parametrize(
    ("writes", "per_10s", "seconds"),
    [(0, 100, 0), (1, 100, 0), (100, 100, 0), (101, 100, 10), (1801, 100, 900), (2000, 100, 910), (1801, 10, 1800)],
)
def test_the_shortest_time_of_many_writes_is_that_of_the_window_that_is_full(
    writes: int, per_10s: int, seconds: float
) -> None:
    assert shortest(writes, per_10s, 1800) == seconds


class TestMessages:
    def test_all_threads_say_it_in_one_line(self, world: World) -> None:
        world.send(250)
        assert len(world.messages) == 2
        for message, least in zip(world.messages, (96, 196), strict=True):
            found = re.fullmatch(r"waiting for Statsig's limit, 10 s; (\d+) changes sent", message)
            assert found
            assert least <= int(found[1]) <= least + THREADS  # those on their way are not counted yet

    @pytest.mark.parametrize(
        ("left", "outlook"), [(1, ", 1 resource left: at least 10 s"), (1950, ", 1950 resources left: at least 15 min")]
    )
    def test_it_says_how_much_is_left_and_for_how_long_at_least(self, world: World, left: int, outlook: str) -> None:
        client = world.client()
        client.budget.planned = range(left)
        world.send(101, client)
        assert [message.partition(" changes sent")[2] for message in world.messages] == [outlook]

    def test_a_long_wait_is_told_in_minutes(self, world: World) -> None:
        world.send(1801)
        assert world.messages[-1].startswith("waiting for Statsig's limit, 12 min; ")


QUOTA = Quota("all", (Rate(10.0, 3), Rate(900.0, 100)))


def windows(folder: Path, messages: list[str] | None = None) -> Windows:
    return Windows("client", folder / "notes" / "windows.db", (messages if messages is not None else []).append)


class TestTheFile:
    def test_a_clock_that_is_put_back_blocks_for_no_longer_than_a_window(self, tmp_path: Path) -> None:
        shared = windows(tmp_path)
        for _ in range(3):
            assert isinstance(shared.begin(QUOTA, 1_800_000_000.0), Attempt)
        shared.pause(60, 1_800_000_000.0)
        assert shared.begin(QUOTA, 1_700_000_000.0) == 10
        assert isinstance(shared.begin(QUOTA, 1_700_000_010.0), Attempt)
        assert shared.paused(1_700_000_000.0, longest=900) == 0

    def test_a_clock_that_is_put_forward_frees_the_windows(self, tmp_path: Path) -> None:
        shared = windows(tmp_path)
        for _ in range(3):
            shared.begin(QUOTA, 1_700_000_000.0)
        assert isinstance(shared.begin(QUOTA, 1_800_000_000.0), Attempt)

    @pytest.mark.parametrize(
        "obstacle", ["a file in place of the folder", "a folder in place of the file", "no SQLite"]
    )
    def test_a_file_that_cannot_be_used_is_said_once_and_the_windows_are_the_process_own(
        self, tmp_path: Path, obstacle: str
    ) -> None:
        if obstacle == "a file in place of the folder":
            (tmp_path / "notes").write_text("")
        elif obstacle == "a folder in place of the file":
            (tmp_path / "notes" / "windows.db").mkdir(parents=True)
        else:
            (tmp_path / "notes").mkdir()
            (tmp_path / "notes" / "windows.db").write_text("this is no database " * 1000)
        messages = list[str]()
        shared = windows(tmp_path, messages)
        begun = [shared.begin(QUOTA, 1_800_000_000.0) for _ in range(4)]
        assert [isinstance(one, Attempt) for one in begun] == [True, True, True, False]
        assert len(messages) == 1
        assert "cannot share Statsig's limit" in messages[0]

    def test_a_process_that_is_killed_within_a_transaction_leaves_no_lock(self, tmp_path: Path) -> None:
        shared = windows(tmp_path)
        shared.begin(QUOTA, 1_800_000_000.0)
        path = tmp_path / "notes" / "windows.db"
        code = f"import sqlite3, os; db = sqlite3.connect({str(path)!r}); db.execute('begin immediate'); os.abort()"
        subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
        assert isinstance(shared.begin(QUOTA, 1_800_000_000.0), Attempt)

    def test_it_holds_neither_the_key_nor_the_address_and_is_the_users_alone(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        client = world.client()
        client.project_id()
        world.send(1, client)
        file = tmp_path / "windows.db"
        content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert KEY.encode() not in content
        assert b"statsigapi.net" not in content
        assert file.stat().st_mode & 0o077 == 0
        with sqlite3.connect(file) as db:
            assert db.execute("select count(*) from attempts").fetchone() == (1,)
        db.close()


PROCESS = """
import sys
from pathlib import Path
from statsig_pulumi.client.client import Client
from statsig_pulumi.client.clock import SystemClock
from statsig_pulumi.config import Settings
from statsig_pulumi.errors import Interrupted

class Impatient(SystemClock):
    def sleep(self, seconds):
        raise Interrupted

db, notes, who = sys.argv[1:]
settings = Settings("console-budget-1234567890", f"emulator:{db}", mutations_per_10s=20, mutations_per_15min=20)
client = Client(settings, clock=Impatient(), notes=Path(notes))
print("ready", flush=True)
sys.stdin.readline()
sent = 0
try:
    while True:
        client.request("POST", "/tags", body={"name": f"{who} {sent}", "description": ""})
        sent += 1
except Interrupted:
    print(sent)
"""


def test_processes_that_send_at_once_have_one_budget_between_them(tmp_path: Path) -> None:
    db = tmp_path / "emulator.db"
    emulator = Emulator(db, rate_limit=True)
    emulator.settings(rate_limit=True, mutations_per_15min=20)
    command = [sys.executable, "-c", PROCESS, str(db), str(tmp_path / "notes")]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, name], **pipes) for name in ("a", "b")]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate()[0].split()[-1]) for process in running]
    assert sum(counts) == 20
    assert {entry.status for entry in emulator.log() if entry.method == "POST"} == {200}
    emulator.close()
