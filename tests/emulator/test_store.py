"""The file of the emulator: where it may be, and who can read it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import open_transport

from ..clock import Clock
from ..faults.faults import full_disk
from .conftest import KEY, Console

RULE = {"passPercentage": 10, "conditions": [{"type": "public"}]}


def modes(folder: Path) -> set[int]:
    return {file.stat().st_mode & 0o777 for file in folder.iterdir()}


@pytest.fixture(autouse=True)
def _open_umask() -> object:
    before = os.umask(0o000)
    yield
    os.umask(before)


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    emulator = Emulator(str(tmp_path / "x.db"))
    emulator.seed(KEY, "gates", {"id": "a"})
    assert {file.name for file in tmp_path.iterdir()} == {"x.db", "x.db-wal", "x.db-shm"}
    assert modes(tmp_path) == {0o600}
    emulator.close()


def test_a_file_that_others_can_read_becomes_private(tmp_path: Path) -> None:
    first = sqlite3.connect(tmp_path / "x.db")
    first.execute("pragma journal_mode=wal")
    first.execute("create table t (x)")
    assert modes(tmp_path) == {0o666} or modes(tmp_path) == {0o644}
    emulator = Emulator(str(tmp_path / "x.db"))
    assert modes(tmp_path) == {0o600}
    emulator.close()
    first.close()


@pytest.mark.parametrize("path", ["state/x.db", "a b/ü/x.db"])
def test_the_folder_is_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    open_transport(f"emulator:./{path}").close()
    assert (tmp_path / path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["below a file", "a folder", "not a database", "nul"])
def test_a_file_that_cannot_be_used_is_one_clear_error_at_once(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("this is not a database, and it is long enough to be seen as none" * 20)
    path = {
        "below a file": tmp_path / "file" / "x.db",
        "a folder": tmp_path,
        "not a database": tmp_path / "file",
        "nul": tmp_path / "a\0b",
    }[kind]
    start = time.monotonic()
    with pytest.raises(OSError, match=r"^the emulator cannot keep its objects in ") as error:
        open_transport(f"emulator:{path}")
    assert "\n" not in str(error.value)
    assert time.monotonic() - start < 5


def test_the_command_says_so_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "statsig_pulumi.cli", "emulate", "--db", str(tmp_path / "file" / "x.db")]
    (tmp_path / "file").touch()
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("Error: the emulator cannot keep its objects in ")
    assert "Traceback" not in run.stderr


@contextmanager
def no_more_pages(emulator: Emulator) -> Iterator[None]:
    """Let SQLite find the disk full."""
    emulator.store.rows("pragma max_page_count = 1")  # no less than there are already
    emulator.store.set("filler", "x" * 3000)
    try:
        yield
    finally:
        emulator.store.rows("pragma max_page_count = 1000000")


@contextmanager
def no_more_bytes(_emulator: Emulator) -> Iterator[None]:
    """Let the system refuse every write."""
    with full_disk():
        yield


@pytest.mark.parametrize("full", [no_more_pages, no_more_bytes])
def test_a_full_disk_is_an_error_of_the_server_and_the_file_stays_whole(
    tmp_path: Path, full: Callable[[Emulator], AbstractContextManager[None]]
) -> None:
    emulator = Emulator(str(tmp_path / "x.db"))
    console = Console(emulator, Clock())
    console.ok("POST", "/gates", {"name": "before"})
    big = {"name": "big", "description": "x" * 900, "rules": [{"name": f"r{n}", **RULE} for n in range(50)]}
    with full(emulator):
        response = console.http.post("/gates", json=big)
    assert response.status_code == 500
    assert response.json()["message"].startswith("The emulator cannot write its file: ")
    assert [gate["id"] for gate in console.ok("GET", "/gates")] == ["before"]
    console.ok("POST", "/gates", big)
    emulator.close()
    again = Emulator(str(tmp_path / "x.db"))
    assert again.store.rows("pragma integrity_check") == [("ok",)]
    assert [gate["id"] for gate in again.all(KEY, "gates")] == ["before", "big"]
    again.close()
