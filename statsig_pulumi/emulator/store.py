"""The emulator's store: one SQLite file, or memory.

A request is one transaction, so that several threads and processes can share a file. Projects are stored under a
digest of their key, never under the key itself.

A key that no project knows opens a project of its own. The documents of the family ``keys`` are the exception: they
open the project that they are in, until they are deactivated or deleted.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
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
create table if not exists keys (digest text primary key, project text, warehouse_native integer, active integer);
create table if not exists recent (
    project text, family text, id text, body text, at real, place integer primary key autoincrement
);
create table if not exists by_hand (project text, family text, id text, primary key (project, family, id));
"""
_DATA = ("documents", "versions", "changes", "recent", "by_hand")
_TABLE_NAMES = (*_DATA, "control", "faults", "log", "mutations", "keys")
_KEYS = "keys"
CONSOLE_KEY = "console-"
WAREHOUSE_NATIVE_KEY = "console-whn-"


class _Undone(Exception):
    """What has been done is to be undone."""


class StoreError(OSError):
    """The file of the store cannot be used. The text names the file and the reason."""


def fingerprint(key: str) -> str:
    """Return the digest that stands for a key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Change:
    """A change to a document: created, updated or deleted."""

    place: int
    family: str
    id: str
    old: Doc | None
    new: Doc | None
    by: str
    at: float
    """Seconds since 1970."""


class Store:
    """Documents by project, family and id; and the settings, faults and log of the control plane.

    Args:
        path: the file; None for memory. It is created, with its folder, and only its owner can read it.
        now: the clock, in seconds since 1970.
        audited: the families whose changes are recorded.
        families: the families that exist.

    Raises:
        StoreError: the file cannot be created or used.
    """

    def __init__(
        self,
        path: str | None,
        *,
        now: Callable[[], float] = time.time,
        audited: Set[str] = frozenset(),
        families: Set[str] = frozenset(),
    ) -> None:
        self.now, self.audited, self.families = now, audited, families
        self.remembers = 0.0
        """For how many seconds documents are remembered as they were before a change."""
        self._lock = threading.RLock()
        try:
            if path is not None:
                _create_private(Path(path))
            self._open(path)
        except (OSError, ValueError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise StoreError(f"the emulator cannot keep its objects in {path}: {reason}") from error

    def _open(self, path: str | None) -> None:
        self._db = sqlite3.connect(path or ":memory:", timeout=_BUSY, check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._db.close)
        self._enable_wal()
        # A killed process loses nothing; a power cut may, which does not matter for an emulator.
        self._db.execute("pragma synchronous=off")
        with self.transaction():
            for statement in _TABLES.split(";"):
                self._db.execute(statement)

    def _enable_wal(self) -> None:
        """Set the journal mode; retry, because SQLite fails at once while another process creates the file."""
        end = time.monotonic() + _BUSY
        while True:
            try:
                self._db.execute("pragma journal_mode=wal")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.01)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in a transaction; join the one that this thread is already in."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                self._end("rollback")
                raise

    @contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Run the block inside the transaction of a request; an exception takes back what the block has written."""
        with self._lock:
            self._db.execute("savepoint effects")
            try:
                yield
            except BaseException:
                self._end("rollback to effects")
                raise
            finally:
                self._end("release effects")

    def _end(self, statement: str) -> None:
        """Run a statement, unless SQLite has rolled everything back by itself, as it does when the disk is full."""
        if self._db.in_transaction:
            self._db.execute(statement)

    @contextmanager
    def as_it_was(self, time: float) -> Iterator[None]:
        """Run the block with the documents as they were, as far back as is remembered; what it writes is undone."""
        with self._lock, suppress(_Undone), self.undone_on_error():
            found = self.rows("select project, family, id, body from recent where at > ? order by place desc", time)
            for project, family, id, body in found:
                self.rows("delete from documents where project = ? and family = ? and id = ?", project, family, id)
                if body is not None:
                    self.rows(
                        "insert into documents (project, family, id, body) values (?, ?, ?, ?)",
                        *(project, family, id, body),
                    )
            yield
            raise _Undone

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Run a statement and return its rows."""
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def project(self, key: str, *, by: str = "CONSOLE API") -> Project:
        """Return the project of a key, active or not; changes to it are attributed to ``by``."""
        digest = fingerprint(key)
        for project, warehouse_native in self.rows(
            "select project, warehouse_native from keys where digest = ?", digest
        ):
            return Project(self, project, by, bool(warehouse_native))
        return Project(self, digest, by, key.startswith(WAREHOUSE_NATIVE_KEY))

    def is_active(self, key: str) -> bool:
        """Return whether a key has neither been deactivated nor deleted nor replaced."""
        return self.rows("select 1 from keys where digest = ? and not active", fingerprint(key)) == []

    def clear(self) -> None:
        """Delete everything."""
        with self.transaction():
            for table in _TABLE_NAMES:
                self.rows(f"delete from {table}")  # noqa: S608 - constant names

    # -- for the control plane -----------------------------------------------------------------------------------

    def setting(self, name: str, default: Any) -> Any:
        """Return a setting of the emulator."""
        found = self.rows("select body from control where name = ?", name)
        return json.loads(found[0][0]) if found else default

    def set(self, name: str, value: Any) -> None:
        """Store a setting."""
        self.rows("insert or replace into control values (?, ?)", name, json.dumps(value))

    def append(self, table: str, body: Doc) -> None:
        """Append a row to the log or to the faults."""
        self.rows(f"insert into {table} (body) values (?)", json.dumps(body))  # noqa: S608 - constant names

    def keep_last(self, table: str, count: int) -> None:
        """Delete all but the latest rows, so that a file in use for months does not grow without end."""
        self.rows(
            f"delete from {table} where place <= (select max(place) from {table}) - ?",  # noqa: S608 - constant names
            count,
        )

    def entries(self, table: str) -> list[tuple[int, Doc]]:
        """Return the rows of the log or of the faults, each with its place."""
        found = self.rows(f"select place, body from {table} order by place")  # noqa: S608 - constant names
        return [(place, json.loads(body)) for place, body in found]


class Project:
    """The documents of one project."""

    def __init__(self, store: Store, id: str, by: str, warehouse_native: bool = False) -> None:
        self.store, self.id, self.by, self.warehouse_native = store, id, by, warehouse_native

    def get(self, family: str, id: str) -> Doc | None:
        """Return a document."""
        found = self.store.rows(
            "select body from documents where project = ? and family = ? and id = ?", self.id, family, id
        )
        return json.loads(found[0][0]) if found else None

    def all(self, family: str) -> list[Doc]:
        """Return all documents of a family, in the order of their creation."""
        found = self.store.rows(
            "select body from documents where project = ? and family = ? order by place", self.id, family
        )
        return [json.loads(body) for (body,) in found]

    def put(self, family: str, id: str, doc: Doc) -> None:
        """Create or replace a document, and keep it as a version."""
        if family not in self.store.families:
            raise ValueError(f"unknown family: {family}")
        body = json.dumps(doc)
        self._remember(family, id)
        self._record_change(family, id, body)
        if family == _KEYS:
            self._set_key(id, active=doc.get("status", "active") == "active")
        if self.get(family, id) is None:  # the mark outlives a deletion, whose response still has the document
            self.store.rows("delete from by_hand where project = ? and family = ? and id = ?", self.id, family, id)
        self.store.rows(
            "insert into documents (project, family, id, body) values (?, ?, ?, ?)"
            " on conflict (project, family, id) do update set body = excluded.body",
            *(self.id, family, id, body),
        )
        self.store.rows(
            "insert into versions (project, family, id, body) values (?, ?, ?, ?)", self.id, family, id, body
        )
        self.store.rows(
            "delete from versions where project = ? and family = ? and id = ? and place not in (select place from"
            " versions where project = ? and family = ? and id = ? order by place desc limit ?)",
            *(self.id, family, id, self.id, family, id, _HISTORY),
        )

    def delete(self, family: str, id: str) -> None:
        """Delete a document, its versions, and its dependents (``gates/overrides`` with ``gates``)."""
        self._remember(family, id)
        self._record_change(family, id, None)
        if family == _KEYS:
            self._set_key(id, active=False)
        for table in ("documents", "versions"):
            self.store.rows(
                f"delete from {table} where project = ? and id = ?"  # noqa: S608 - constant names
                " and (family = ? or substr(family, 1, ?) = ?)",
                *(self.id, id, family, len(family) + 1, f"{family}/"),
            )

    def versions(self, family: str, id: str) -> list[Doc]:
        """Return the versions of a document, the newest first."""
        found = self.store.rows(
            "select body from versions where project = ? and family = ? and id = ? order by place desc",
            *(self.id, family, id),
        )
        return [json.loads(body) for (body,) in found]

    def is_empty(self) -> bool:
        """Return whether the project has no documents."""
        return self.store.rows("select 1 from documents where project = ? limit 1", self.id) == []

    def mark_by_hand(self, family: str, id: str) -> None:
        """Mark a document as written past the API, so that it may be what the contract does not allow."""
        self.store.rows("insert or ignore into by_hand values (?, ?, ?)", self.id, family, id)

    def by_hand(self) -> set[str]:
        """Return the ids of the documents that were written past the API."""
        return {id for (id,) in self.store.rows("select id from by_hand where project = ?", self.id)}

    def _set_key(self, key: str, *, active: bool) -> None:
        """Let a key open this project, or no project any more; a key that has stopped working never works again."""
        if key.startswith(CONSOLE_KEY):
            self.store.rows(
                "insert into keys values (?, ?, ?, ?)"
                " on conflict (digest) do update set active = min(active, excluded.active)",
                *(fingerprint(key), self.id, self.warehouse_native, active),
            )

    def _remember(self, family: str, id: str) -> None:
        """Remember a document as it is before it changes, where somebody may read it late."""
        if not self.store.remembers:
            return
        now, old = self.store.now(), self.get(family, id)
        self.store.rows("delete from recent where at < ?", now - self.store.remembers)
        body = None if old is None else json.dumps(old)
        self.store.rows(
            "insert into recent (project, family, id, body, at) values (?, ?, ?, ?, ?)", self.id, family, id, body, now
        )

    def _record_change(self, family: str, id: str, new: str | None) -> None:
        """Record a change that is about to be made, if the family is audited."""
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
        """Return the recorded changes, the oldest first."""
        found = self.store.rows(
            "select place, family, id, old, new, by, at from changes where project = ? order by place", self.id
        )
        return [
            Change(place, family, id, json.loads(old), json.loads(new), by, at)
            for place, family, id, old, new, by, at in found
        ]


def _create_private(path: Path) -> None:
    """Create a file and its folder, and let only its owner read it; SQLite's own files beside it likewise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A file that exists must not be opened and closed here: that would drop the locks that SQLite has on it for other
    # connections of this process.
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if os.path.isdir(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path) from None
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path) from None
    for suffix in ("", "-wal", "-shm"):
        # The file of another user, and one that another process removes just now, stay as they are.
        with suppress(PermissionError, FileNotFoundError):
            os.chmod(f"{path}{suffix}", 0o600)
