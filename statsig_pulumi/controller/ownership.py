"""Whose object it is.

Pulumi tells a provider neither the resource's name nor what else is in the stack. What is known of ownership is:

* ``Claims``: what the resources of this run hold, in this process. Two resources for one object are an error; an object
  that another resource of the run holds is not deleted.
* ``PendingCreates``: a record beside Pulumi's own files for each create that Pulumi may not have stored yet. When a run
  is killed, or a response is lost, it lets the next run on the same machine recognise its own object.
* ``Additions``: the same for entries that are added to contents with several owners.
* ``Handovers``: what a resource knew of an object that another resource of the same stack has taken over.

What the folder of these files cannot do (not writable, not there) is no failure: then nothing is recognised, and the
user is asked to adopt.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from ..client.clock import CLOCK
from ..config import notes_folder
from ..notify import WORTH_REPORTING, notify
from ..schema.address import Address
from ..schema.json_types import Doc
from .files import Files
from .planned import Planned
from .stored import StoredResources

EXPIRY = 24 * 3600.0
"""The seconds after which the record of an interrupted create counts for nothing."""
_SKEW = 5.0
_SLOTS = 100
"""How many creates of one name are recorded at once, where names are not unique."""
_POLL, _PATIENCE = 0.1, 10.0
"""The seconds between two looks at the provider of an interrupted run, and until its end is waited for no more."""


# -- what this run holds -----------------------------------------------------------------------------------------------


class Claims:
    """The objects that resources of this run hold, by address and by id. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._new: set[Address] = set()
        self._checked: set[Address] = set()
        self._existing: dict[Address, str] = {}
        self._created: set[Address] = set()
        self._made: set[tuple[str, str]] = set()
        self._kept_ids: defaultdict[str, set[str]] = defaultdict(set)
        self._changing: set[Address] = set()
        self._parts: dict[tuple[str, str], set[str]] = {}

    def expect(self, address: Address) -> None:
        """Note that the program has a resource with this address, one that is in state already."""
        with self._lock:
            self._checked.add(address)

    def is_expected(self, address: Address) -> bool:
        """Return whether the program has been seen to have one. A refresh compares what the program no longer has."""
        with self._lock:
            return address in self._checked

    def check(self, address: Address, *, exists: bool) -> bool:
        """Note that the program has a resource with this address; return whether no other one has.

        Pulumi checks a resource that is to be replaced a second time, as a new one: that is no second resource.
        """
        with self._lock:
            if exists:
                return address not in self._new
            if address in self._existing:
                self._kept_ids[address.kind].discard(self._existing[address])
                return address in self._changing
            if address in self._new:
                return False
            self._new.add(address)
            return True

    def is_replaced(self, address: Address) -> bool:
        """Return whether an object of this address has been kept so far, by a resource that changes."""
        with self._lock:
            return address in self._existing and address in self._changing

    def keep(self, address: Address, id: str, *, changed: bool, replaced: bool) -> None:
        """Note that a resource of the program has the object of this id, and what becomes of it.

        One that changes may be replaced even where the provider did not ask for it (``replace_on_changes``).
        """
        with self._lock:
            self._existing[address] = id
            if changed or replaced:
                self._changing.add(address)
            if not replaced:
                self._kept_ids[address.kind].add(id)

    def create(self, address: Address) -> bool:
        """Note a create; return whether no other resource of this run holds the object."""
        with self._lock:
            kept = self._existing.get(address, "") in self._kept_ids[address.kind]
            if address in self._created or kept:
                return False
            self._created.add(address)
            return True

    def hold(self, kind: str, id: str, parts: frozenset[str] | None = None) -> None:
        """Note that a resource of this run has the object of this id; or only parts of its contents."""
        with self._lock:
            if parts is None:
                self._kept_ids[kind].add(id)
            else:
                self._parts.setdefault((kind, id), set()).update(parts)

    def release(self, address: Address, id: str) -> None:
        """Note that the object has been deleted."""
        with self._lock:
            self._created.discard(address)
            self._kept_ids[address.kind].discard(id)
            self._made.discard((address.kind, id))
            self._existing.pop(address, None)

    def make(self, kind: str, id: str) -> None:
        """Note that a new resource of this run has the object of this id, made or adopted."""
        with self._lock:
            self._made.add((kind, id))

    def has_made(self, kind: str, id: str) -> bool:
        """Return whether a new resource of this run has the object."""
        with self._lock:
            return (kind, id) in self._made

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids of the objects that resources of this run have."""
        with self._lock:
            return frozenset(self._kept_ids[kind])

    def holds(self, kind: str, id: str) -> bool:
        """Return whether a resource of this run has the object."""
        with self._lock:
            return id in self._kept_ids[kind]

    def parts_of(self, kind: str, id: str) -> frozenset[str]:
        """Return the parts of an object's contents that resources of this run have."""
        with self._lock:
            return frozenset(self._parts.get((kind, id), ()))


# -- files beside Pulumi's ---------------------------------------------------------------------------------------------


def run_id() -> str:
    """Return what tells this run of Pulumi from others: its engine's address, which all its providers are given."""
    return f"{sys.argv[-1]} {os.environ.get('PULUMI_PROJECT', '')}" if len(sys.argv) > 1 else str(os.getpid())


def _is_alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and was not waited for does not."""
    if os.name == "nt" or pid <= 0:  # there, asking would end the process
        return False
    with suppress(OSError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        if stat.rpartition(")")[2].split()[0] in "ZX":
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@dataclass(frozen=True)
class Run:
    """A run of Pulumi, as one of its providers knows it.

    Args:
        id: what tells it from other runs.
        stack: the Pulumi project and stack, ``project/stack``.
        claims: what its resources hold, in this process.
        stored: what else is in the stack's state, when something is deleted.
        planned: what is left to do.
        folder: where files are kept; None: nowhere.
        now: the time, in seconds since 1970.
        alive: whether a process still runs.
        sleep: waits for so many seconds.
        waited: the seconds for which the end of a process has been waited for.
        ending: what removes records when the process ends in order.
    """

    id: str = field(default_factory=run_id)
    stack: str = ""
    claims: Claims = field(default_factory=Claims)
    stored: StoredResources = field(default_factory=StoredResources)
    planned: Planned = field(default_factory=Planned)
    folder: Path | None = field(default_factory=notes_folder)
    now: Callable[[], float] = time.time
    alive: Callable[[int], bool] = _is_alive
    sleep: Callable[[float], None] = CLOCK.sleep
    waited: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    ending: set[Callable[[], None]] = field(default_factory=lambda: _ending)

    def is_recent(self, time: float) -> bool:
        """Return whether a record of this time still counts."""
        return abs(self.now() - time) < EXPIRY  # a clock that was put back makes a record one of the future

    def wait_for_end_of(self, pid: int) -> None:
        """Wait for the provider of an interrupted run, which may have a request under way when its engine is killed.

        It ends a few seconds after its engine. What goes on for longer is another process, which has got its number.
        """
        while self.waited[pid] < _PATIENCE and self.alive(pid):
            before, self.waited[pid] = self.waited[pid], self.waited[pid] + _POLL
            if before < WORTH_REPORTING <= self.waited[pid]:
                notify(f"waiting for the provider of an interrupted run to end (process {pid})")
            self.sleep(_POLL)

    def end_in_order(self) -> None:
        """Remove the records: a provider that is not killed ends after Pulumi has stored everything."""
        for remove in self.ending:
            remove()


@dataclass(frozen=True)
class Record:
    """A create that Pulumi may not have stored.

    Attributes:
        digest: of what was sent.
        time: when, in seconds since 1970.
        run: the run of Pulumi.
        pid: the provider's process.
        twins: the ids of the objects that had the name before, where nothing else would tell them from a new one.
        server_time: the server's time then, as far as it is known: this machine's clock may be wrong.
    """

    digest: str
    time: float
    run: str
    pid: int
    twins: list[str] = field(default_factory=list)
    server_time: float | None = None

    def taken_up_by(self, later: Record) -> Record:
        """Return this record as that of a later run, which knows which of the twins have gone since."""
        return replace(self, run=later.run, pid=later.pid, twins=[id for id in self.twins if id in later.twins])

    def created_after(self, milliseconds: float) -> bool:
        """Return whether an object's time of creation is not before the record."""
        return milliseconds / 1000 >= (self.server_time or self.time) - _SKEW


@dataclass
class Attempt:
    """One create under way."""

    record: Record
    interrupted: Record | None
    """The record of an earlier run that was killed, or whose outcome is unknown, while it created this object."""
    may_exist: bool = False
    """Whether something may be in Statsig that Pulumi will not know of if the create fails."""


def digest_of(body: Any) -> str:
    """Return the digest of a request's body."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()


class PendingCreates:
    """The creates of one stack in one Statsig project that Pulumi may not have stored.

    Args:
        run: the run, and the stack.
        project: the Statsig project.
        server_time: returns the server's time, None where it is not known.
    """

    def __init__(self, run: Run, project: str, server_time: Callable[[], float | None] = lambda: None) -> None:
        self._files = Files(run.folder and run.folder / "creating")
        self._run, self._project, self._server_time = run, project, server_time

    @contextmanager
    def creating(
        self, address: Address, body: Any, *, unique: bool = True, twins: Collection[str] = ()
    ) -> Iterator[Attempt]:
        """Record a create while it is under way.

        The record is removed when the create fails and nothing is left behind, when the provider ends in order, and
        when the object is deleted.

        Args:
            address: what is created.
            body: what is sent.
            unique: whether no two objects can have the address.
            twins: the ids of the objects that have the name already, where nothing else would tell them from a new one.
        """
        when = self._run.now(), self._run.id, os.getpid()
        record = Record(digest_of(body), *when, sorted(twins), self._server_time())
        with _slots_lock:
            slot, interrupted = self._free_slot(address, record.digest, 1 if unique else _SLOTS)
            name = self._name(address, slot)
            taken = interrupted.taken_up_by(record) if interrupted else record
            self._files.write(asdict(taken), *name)
        attempt = Attempt(record, interrupted)
        try:
            yield attempt
        except Exception:
            if interrupted:
                self._files.write(asdict(interrupted), *name)
            elif not attempt.may_exist:
                self._files.remove(*name)
            raise
        self._run.ending.add(partial(self._files.remove, *name))

    def is_of_this_run(self, address: Address) -> bool:
        """Return whether this run has created the object, in whichever of its processes."""
        record = self._read(address, 0)
        return record is not None and record.run == self._run.id

    def remove(self, address: Address) -> None:
        """Remove a record: the object is gone."""
        self._files.remove(*self._name(address, 0))

    def _free_slot(self, address: Address, digest: str, slots: int) -> tuple[int, Record | None]:
        """Return where a create is recorded, and the record there of another run, which was interrupted: Pulumi's lock
        lets no two runs of a stack go on at once.

        Of several, that of the same content; of equal ones the latest, which knows the most of its twins.
        """
        left: list[tuple[int, Record]] = []
        free: list[int] = []
        for slot in range(slots):  # a record that was removed leaves a gap
            record = self._read(address, slot)
            if record is None or not self._run.is_recent(record.time):
                free.append(slot)
            elif record.run != self._run.id:
                self._run.wait_for_end_of(record.pid)
                left.append((slot, record))
        same = [(slot, record) for slot, record in left if record.digest == digest]
        last = 0 if slots == 1 else slots
        return same[-1] if same else left[0] if left else (free[0] if free else last, None)

    def _read(self, address: Address, slot: int) -> Record | None:
        found = self._files.read(*self._name(address, slot))
        with suppress(TypeError):
            return Record(**found) if found else None
        return None

    def _name(self, address: Address, slot: int) -> tuple[str, ...]:
        where = (*address.path, "?", *address.query, "#", address.key, str(slot))
        return (self._run.stack, self._project, address.kind, *where)


_slots_lock = threading.Lock()
_ending: set[Callable[[], None]] = set()
"""What removes the records of this process."""
atexit.register(lambda: Run(folder=None).end_in_order())


class Additions:
    """What runs were adding to contents that can have several owners, and Pulumi may not have stored. A file for each
    object says of each part which run, and when.

    Args:
        run: the run, and the stack.
        project: returns the Statsig project.
        kind: the kind of the contents.
    """

    def __init__(self, run: Run, project: Callable[[], str], kind: str) -> None:
        self._files = Files(run.folder and run.folder / "adding")
        self._run, self._project, self._kind = run, project, kind
        self._begun: list[tuple[str, frozenset[str]]] = []

    def begin(self, id: str, missing: frozenset[str], there: frozenset[str]) -> frozenset[str]:
        """Note which missing parts are about to be added to an object's contents; return which of those that are there
        an interrupted run was adding."""
        with _slots_lock:
            known = self._read(id)
            if missing:
                now = [self._run.id, self._run.now()]
                self._files.write({**dict.fromkeys(missing, now), **known}, *self._name(id))
        begun = frozenset(part for part in there & known.keys() if known[part][0] != self._run.id)
        self._begun.append((id, missing | begun))
        return begun

    def complete(self) -> None:
        """Forget all this when the provider ends in order: Pulumi has stored then that the resource has them."""
        self._run.ending.update(partial(self._forget, id, parts) for id, parts in self._begun if parts)

    def _forget(self, id: str, parts: Collection[str]) -> None:
        with _slots_lock:
            if left := {part: noted for part, noted in self._read(id).items() if part not in parts}:
                self._files.write(left, *self._name(id))
            else:
                self._files.remove(*self._name(id))

    def _read(self, id: str) -> Doc:
        with suppress(TypeError, ValueError):
            known = self._files.read(*self._name(id)) or {}
            return {part: [run, time] for part, (run, time) in known.items() if self._run.is_recent(time)}
        return {}

    def _name(self, id: str) -> tuple[str, ...]:
        return (self._run.stack, self._project(), self._kind, id)


class Handovers:
    """What a resource knew of an object when another resource of the stack took it over: kept for the new holder, until
    Pulumi has stored what that has made of it.

    Args:
        run: the run, and the stack.
        project: the Statsig project.
    """

    def __init__(self, run: Run, project: str) -> None:
        self._files, self._scope = Files(run.folder and run.folder / "handovers"), (run.stack, project)
        self._ending = run.ending

    def give(self, kind: str, id: str, known: Doc) -> None:
        """Keep it, beside what others have given."""
        if known:
            with _slots_lock:
                before = self.given(kind, id)
                lists = {n: [*before[n], *v] for n, v in known.items() if isinstance(v, list) and n in before}
                self._files.write({**before, **known, **lists}, *self._scope, kind, id)

    def given(self, kind: str, id: str) -> Doc:
        """Return what has been given."""
        return self._files.read(*self._scope, kind, id) or {}

    def take(self, kind: str, id: str, known: Doc) -> None:
        """Forget what has been taken when the provider ends in order."""
        if known:
            self._ending.add(partial(self._forget, kind, id, known))

    def _forget(self, kind: str, id: str, known: Doc) -> None:
        with _slots_lock:
            if left := remaining(self.given(kind, id), known):
                self._files.write(left, *self._scope, kind, id)
            else:
                self._files.remove(*self._scope, kind, id)


def remaining(known: Doc, gone: Doc) -> Doc:
    """Return what is left of something known: of lists, the members that have not gone."""
    lists = {n: [one for one in v if one not in gone.get(n, ())] for n, v in known.items() if isinstance(v, list)}
    left = {**{n: v for n, v in known.items() if n not in gone}, **lists}
    return {n: v for n, v in left.items() if n not in lists or v}
