"""The windows in which an API counts writes: what was attempted, what was learned, who has to wait.

They stand in a SQLite file, which all processes on the machine share; SQLite's lock ends with the process that holds
it. Times are the wall clock's, in seconds since 1970.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

REMEMBERED = 36 * 3600.0
"""The seconds after which a limit that was met is forgotten: a nightly run knows what the one before it has met, and
what another client took for a time slows nobody for long."""
_PATIENCE = 5.0
"""The seconds for which another process may hold the file."""
_LEAST = 0.001
"""The shortest wait, in seconds."""
_TABLES = """
create table if not exists attempts (id integer primary key, project text, quota text, at real);
create index if not exists attempts_by_time on attempts (project, quota, at);
create table if not exists limits (project text, quota text, seconds real, most integer, met real,
    primary key (project, quota, seconds));
create table if not exists pauses (project text primary key, until real);
create table if not exists projects (client text primary key, project text);
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Rate:
    """So many attempts in any so many seconds."""

    seconds: float
    most: int


@dataclass(frozen=True)
class Quota:
    """Attempts that are counted together, and the windows they are counted in, the shorter first."""

    name: str
    rates: tuple[Rate, ...]

    @property
    def longest(self) -> float:
        """The seconds after which an attempt counts nowhere."""
        return max(rate.seconds for rate in self.rates)


@dataclass(frozen=True)
class Attempt:
    """An attempt to write, and when it was sent."""

    id: int
    quota: Quota
    sent: float


class Windows:
    """The windows of one client's Statsig project. Safe for threads and processes.

    A file that cannot be used is no failure: then the windows are this process's own.

    Args:
        client: a digest of the client's address and key. Clients share windows once they know their project.
        path: the file; None: the windows are this process's own.
        notify: where it is said, once, that the file cannot be used.
    """

    def __init__(
        self, client: str, path: Path | None = None, notify: Callable[[str], None] = lambda _text: None
    ) -> None:
        self._client, self._path, self._notify = client, path, notify
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._project = client

    def belong_to(self, address: str, project: str) -> None:
        """Note the project of the client: what was counted for the client is counted for the project.

        Args:
            address: the API's address.
            project: what the API calls the project.
        """
        name = hashlib.sha256(json.dumps([address, project]).encode("utf-8", "surrogatepass")).hexdigest()[:32]

        def note(db: sqlite3.Connection, before: str) -> None:
            if before != name:
                db.execute("insert or replace into projects values (?, ?)", (self._client, name))
                for table in ("attempts", "limits", "pauses"):
                    db.execute(f"update or ignore {table} set project = ? where project = ?", (name, before))  # noqa: S608

        self._transact(note)
        self._project = name

    def begin(self, quota: Quota, now: float) -> Attempt | float:
        """Return an attempt that is within the windows, or the seconds until there may be one.

        A pause is a wait as well.
        """

        def reserve(db: sqlite3.Connection, project: str) -> Attempt | float:
            scope = (project, quota.name)
            if pause := _pause(db, project, quota.longest, now):
                return pause
            # A clock that was put back is no reason to wait for longer than a window.
            db.execute("update attempts set at = ? where project = ? and quota = ? and at > ?", (now, *scope, now))
            db.execute(
                "delete from attempts where project = ? and quota = ? and at <= ?", (*scope, now - quota.longest)
            )
            if (wait := _wait(db, scope, quota, now)) > 0:
                return max(wait, _LEAST)
            added = db.execute("insert into attempts (project, quota, at) values (?, ?, ?)", (*scope, now))
            return Attempt(added.lastrowid or 0, quota, now)

        return self._transact(reserve)

    def end(self, attempt: Attempt, now: float) -> None:
        """Count an attempt from its end on: when the server has counted it, between the two, nobody knows."""
        query = "update attempts set at = ? where id = ?"
        self._transact(lambda db, _: db.execute(query, (now, attempt.id)), whole=False)

    def before(self, attempt: Attempt, rate: Rate) -> int:
        """Return how many attempts of the window came before this one."""
        query = "select count(*) from attempts where project = ? and quota = ? and at > ? and id < ?"
        since = attempt.sent - rate.seconds
        return self._transact(lambda db, p: int(_one(db, query, p, attempt.quota.name, since, attempt.id) or 0))

    def learned(self, quota: Quota, rate: Rate, now: float) -> int | None:
        """Return the limit that was met; None where there was none of late."""
        return self._transact(lambda db, project: _learned(db, (project, quota.name), now).get(rate.seconds))

    def learn(self, quota: Quota, rate: Rate, most: int | None, now: float) -> None:
        """Note a limit that was met; None: that there is none."""

        def note(db: sqlite3.Connection, project: str) -> None:
            scope = (project, quota.name, rate.seconds)
            db.execute("delete from limits where project = ? and quota = ? and seconds = ?", scope)
            if most is not None:
                db.execute("insert into limits values (?, ?, ?, ?, ?)", (*scope, most, now))

        self._transact(note)

    def pause(self, seconds: float, now: float) -> None:
        """Have everybody wait for so many seconds."""
        query = "insert into pauses values (?, ?) on conflict do update set until = max(until, excluded.until)"
        self._transact(lambda db, project: db.execute(query, (project, now + seconds)))

    def paused(self, now: float, longest: float) -> float:
        """Return the seconds that everybody has to wait; a pause beyond the longest is one of another time."""
        return self._transact(lambda db, project: _pause(db, project, longest, now), whole=False)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._drop()

    def _transact(self, do: Callable[[sqlite3.Connection, str], T], *, whole: bool = True) -> T:
        """Return the result of something done for all processes; in this one where the file fails.

        Args:
            do: does it.
            whole: whether it is done as a whole, in turn with all processes. A single statement is so by itself.
        """
        with self._lock:
            try:
                return self._attempted(do, whole)
            except (sqlite3.Error, OSError) as error:
                if self._path is None:
                    raise
                self._drop()
                self._notify(f"cannot share Statsig's limit with other runs on this machine: {self._path}: {error}")
                self._path = None
                return self._attempted(do, whole)

    def _attempted(self, do: Callable[[sqlite3.Connection, str], T], whole: bool) -> T:
        self._connection = db = self._connection or _opened(self._path)
        with _transaction(db) if whole else nullcontext():
            if self._project == self._client:  # another process may have found it out
                query = "select project from projects where client = ?"
                self._project = str(_one(db, query, self._client) or self._client)
            return do(db, self._project)

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(path or ":memory:", timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")  # what is lost with the machine's power is old when it is back
        db.executescript(_TABLES)
    except sqlite3.Error:
        db.close()
        raise
    return db


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do something as a whole, in turn with all other processes."""
    db.execute("begin immediate")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("rollback")
        raise
    db.execute("commit")


def _one(db: sqlite3.Connection, query: str, *values: object) -> Any:
    """Return the first value that a query finds; None where it finds nothing."""
    row = db.execute(query, values).fetchone()
    return row and row[0]


def _pause(db: sqlite3.Connection, project: str, longest: float, now: float) -> float:
    """Return the seconds that everybody has to wait; 0 where nobody has."""
    left = float(_one(db, "select until from pauses where project = ?", project) or 0.0) - now
    return left if 0 < left <= longest else 0.0


def _learned(db: sqlite3.Connection, scope: tuple[str, str], now: float) -> dict[float, int]:
    """Return the limits that were met of late, by the seconds of their windows."""
    query = "select seconds, most from limits where project = ? and quota = ? and abs(? - met) < ?"
    return {float(seconds): int(most) for seconds, most in db.execute(query, (*scope, now, REMEMBERED))}


def _wait(db: sqlite3.Connection, scope: tuple[str, str], quota: Quota, now: float) -> float:
    """Return in how many seconds all windows have room; 0 or less where they have."""
    # No more than these are there, of all scopes: far from a limit, none has to be counted.
    there = _one(db, "select (select max(id) from attempts) - (select min(id) from attempts) + 1") or 0
    learned, wait = _learned(db, scope, now), 0.0
    for rate in quota.rates:
        most = min(rate.most, learned.get(rate.seconds, rate.most))
        if there >= most:
            query = "select at from attempts where project = ? and quota = ? order by at desc limit 1 offset ?"
            at = _one(db, query, *scope, most - 1)
            wait = wait if at is None else max(wait, float(at) + rate.seconds - now)
    return wait
