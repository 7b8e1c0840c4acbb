"""Where the emulator keeps its objects: one SQLite file, or memory.

A request is one transaction, so that several threads and processes can share a file. Projects are kept under a
digest of their key, never under the key.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Doc = dict[str, Any]

_HISTORY = 100
_CHANGES = 2_000
_BUSY = 60.0

_TABLES = """
create table if not exists documents (
    project text, family text, id text, body text, place integer primary key autoincrement,
    unique (project, family, id)
);
create table if not exists versions (
    project text, family text, id text, body text, place integer primary key autoincrement
);
create index if not exists versions_of on versions (project, family, id);
create table if not exists changes (
    project text, family text, id text, old text, new text, by text, at real,
    place integer primary key autoincrement
);
create table if not exists control (name text primary key, body text);
create table if not exists faults (body text, place integer primary key autoincrement);
create table if not exists log (body text, place integer primary key autoincrement);
create table if not exists mutations (project text, at real);
create index if not exists mutations_of on mutations (project, at);
"""


def fingerprint(key: str) -> str:
    """What stands for a key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Change:
    """That a document was made, changed or deleted."""

    place: int
    family: str
    id: str
    old: Doc | None
    new: Doc | None
    by: str
    at: float
    """Seconds since 1970."""


class Store:
    """Documents by project, family and id; and what the control plane needs.

    Args:
        path: the file; None for memory.
        now: the time, in seconds since 1970.
        audited: the families whose changes are recorded.
    """

    def __init__(
        self, path: str | None, *, now: Callable[[], float] = time.time, audited: Set[str] = frozenset()
    ) -> None:
        self.now, self.audited = now, audited
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", timeout=_BUSY, check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._db.close)
        self._log_ahead()
        # A killed process loses nothing; that a power cut may is no matter for an emulator.
        self._db.execute("pragma synchronous=off")
        with self.transaction():
            for statement in _TABLES.split(";"):
                self._db.execute(statement)

    def _log_ahead(self) -> None:
        """Set the journal's mode. While another process does so to a new file, SQLite fails and does not wait."""
        end = time.monotonic() + _BUSY
        while True:
            try:
                self._db.execute("pragma journal_mode=wal")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.01)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, one at a time."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a statement."""
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def project(self, key: str, *, by: str = "CONSOLE API") -> Project:
        """The project of a key, as somebody works on it."""
        return Project(self, fingerprint(key), by)

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in ("documents", "versions", "changes", "control", "faults", "log", "mutations"):
                self.rows(f"delete from {table}")  # noqa: S608 - the names stand in the line above

    # -- the control plane's ------------------------------------------------------------------------------------

    def setting(self, name: str, default: Any) -> Any:
        """A setting of the emulator."""
        found = self.rows("select body from control where name = ?", name)
        return json.loads(found[0][0]) if found else default

    def set(self, name: str, value: Any) -> None:
        """Change a setting."""
        self.rows("insert or replace into control values (?, ?)", name, json.dumps(value))

    def append(self, table: str, body: Doc) -> None:
        """Add to the log or to the faults."""
        self.rows(f"insert into {table} (body) values (?)", json.dumps(body))  # noqa: S608 - a name of this module's

    def keep_last(self, table: str, most: int) -> None:
        """Drop what is old, so that a file that is used for months does not grow without end."""
        self.rows(
            f"delete from {table} where place <= (select max(place) from {table}) - ?",  # noqa: S608 - as above
            most,
        )

    def entries(self, table: str) -> list[tuple[int, Doc]]:
        """The log or the faults, each with its place."""
        found = self.rows(f"select place, body from {table} order by place")  # noqa: S608 - a name of this module's
        return [(place, json.loads(body)) for place, body in found]


class Project:
    """The documents of one Statsig project."""

    def __init__(self, store: Store, id: str, by: str) -> None:
        self.store, self.id, self.by = store, id, by

    def get(self, family: str, id: str) -> Doc | None:
        """One document."""
        found = self.store.rows(
            "select body from documents where project = ? and family = ? and id = ?", self.id, family, id
        )
        return json.loads(found[0][0]) if found else None

    def all(self, family: str) -> list[Doc]:
        """All documents of a family, in the order in which they were made."""
        found = self.store.rows(
            "select body from documents where project = ? and family = ? order by place", self.id, family
        )
        return [json.loads(body) for (body,) in found]

    def put(self, family: str, id: str, doc: Doc) -> None:
        """Make or replace a document, and keep it as a version."""
        text = json.dumps(doc)
        self._note(family, id, text)
        self.store.rows(
            "insert into documents (project, family, id, body) values (?, ?, ?, ?)"
            " on conflict (project, family, id) do update set body = excluded.body",
            *(self.id, family, id, text),
        )
        self.store.rows(
            "insert into versions (project, family, id, body) values (?, ?, ?, ?)", self.id, family, id, text
        )
        self.store.rows(
            "delete from versions where project = ? and family = ? and id = ? and place not in (select place from"
            " versions where project = ? and family = ? and id = ? order by place desc limit ?)",
            *(self.id, family, id, self.id, family, id, _HISTORY),
        )

    def delete(self, family: str, id: str) -> None:
        """Forget a document, its versions, and what hangs on it (``gates/overrides`` on ``gates``)."""
        self._note(family, id, None)
        for table in ("documents", "versions"):
            self.store.rows(
                f"delete from {table} where project = ? and id = ?"  # noqa: S608 - two fixed names
                " and (family = ? or substr(family, 1, ?) = ?)",
                *(self.id, id, family, len(family) + 1, f"{family}/"),
            )

    def versions(self, family: str, id: str) -> list[Doc]:
        """A document's versions, the newest first."""
        found = self.store.rows(
            "select body from versions where project = ? and family = ? and id = ? order by place desc",
            *(self.id, family, id),
        )
        return [json.loads(body) for (body,) in found]

    def _note(self, family: str, id: str, new: str | None) -> None:
        """Record what is about to become of a document."""
        if family not in self.store.audited:
            return
        old = self.get(family, id)
        if old is None and new is None:
            return
        self.store.rows(
            "insert into changes (project, family, id, old, new, by, at) values (?, ?, ?, ?, ?, ?, ?)",
            *(self.id, family, id, json.dumps(old), new or "null", self.by, self.store.now()),
        )
        self.store.keep_last("changes", _CHANGES)

    def changes(self) -> list[Change]:
        """What was made, changed and deleted, the oldest first."""
        found = self.store.rows(
            "select place, family, id, old, new, by, at from changes where project = ? order by place", self.id
        )
        return [
            Change(place, family, id, json.loads(old), json.loads(new), by, at)
            for place, family, id, old, new, by, at in found
        ]
