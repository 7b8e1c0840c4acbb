"""A model of Pulumi's engine, in this process: it calls the provider's hooks as the engine does.

What the engine passes to which hook, and when, is what DESIGN.md says under "Pulumi's calls". Here is, besides: each
phase of a run (preview, update) has a provider process of its own for each provider; a refresh is part of the phase,
and compares what it has read; a program stops at the first failure, and nothing is deleted then; deletions come last,
in the reverse order of the state; a replaced object is deleted at the end, or first where the provider says so,
together with its dependents that are replaced as well; a run that is killed leaves the state as it was stored last.
With targets, the others are neither checked nor compared, and new ones are not made. Not modelled: steps in parallel,
and Pulumi's own options but ``provider``, ``parent`` and ``aliases``.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
from pulumi.output import UNKNOWN, Unknown
from pulumi.runtime import rpc
from pydantic import ValidationError

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.inputs import STACK
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.controller.stored import StoredResources
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import StatsigError
from statsig_pulumi.kind import kind_named
from statsig_pulumi.provider import StatsigProvider
from statsig_pulumi.resource import Resource
from statsig_pulumi.schema.address import Address

from .clock import Clock

Doc = dict[str, Any]
KEYS = {"": "console-soak", "same": "console-soak", "other": "console-elsewhere", "warehouse": "console-whn-lives"}
"""The keys of the default provider and of the explicit ones. Two are for one Statsig project."""
_HOUR = 3600.0
_MEMBER = re.compile(r"(/console/v1/(?:users/)?[^/]+)(?:/([^/]+))?(/.+)?")
"""The path of a collection, what follows it in that of a member, and the rest."""


class Killed(BaseException):
    """The run and its providers are gone."""


class Failed(Exception):
    """A step failed: what Pulumi prints, and the resource."""

    def __init__(self, message: str, urn: str) -> None:
        super().__init__(f"{urn}: {message}")
        self.message, self.urn = message, urn


# -- the machine -------------------------------------------------------------------------------------------------------


@dataclass
class Fault:
    """What happens to requests: to ``count`` of them, after ``skip`` that nothing happens to.

    ``kind`` is ``timeout``, ``reset`` (of the connection), ``401``, ``429``, ``500``, ``502``, ``garbled`` (a 200 that
    is not JSON), ``truncated`` (half of the JSON), ``other`` (a 200 with another object of the kind), ``page`` (a
    proxy's 404), ``jump`` (the machine's clock jumps an hour, and the connection breaks), or ``kill`` (the run ends).
    With ``after`` the request takes effect first.
    """

    kind: str
    after: bool = False
    skip: int = 0
    count: int = 1
    writes: bool = True
    """Whether only requests count that may change something."""
    on: str = ""
    """Only requests count whose path has this."""

    def is_met_by(self, request: httpx.Request) -> bool:
        """Return whether a request counts."""
        return self.on in request.url.path and not (self.writes and request.method == "GET")


class Transport(httpx.BaseTransport):
    """The way to the emulator, and what goes wrong on it."""

    def __init__(self, emulator: Emulator) -> None:
        self._inner, self.fault, self.met = EmulatorTransport(emulator), None, 0
        self.fault: Fault | None
        self.requests = 0
        self.ahead = 0.0
        """By how many seconds the machine's clock differs from the server's."""
        self.has_killed = False
        """Whether a kill has ended the run: a provider makes one line of whatever is raised."""

    def order(self, fault: Fault | None) -> None:
        """Have a fault in place of the one before."""
        self.fault = dataclasses.replace(fault) if fault else None
        self.has_killed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on, or not."""
        self.requests += 1
        fault = self.fault
        if fault is None or not fault.is_met_by(request):
            return self._respond(request)
        if fault.skip:
            fault.skip -= 1
            return self._respond(request)
        fault.count -= 1
        if fault.count <= 0:
            self.fault = None
        self.met += 1
        if fault.after:
            self._respond(request)
        self.has_killed = fault.kind == "kill"
        if fault.kind == "jump":
            self.ahead = 0.0 if self.ahead else _HOUR * (1 if self.met % 2 else -1)
        return self._other(request) if fault.kind == "other" else _failed(fault.kind, request)

    def _respond(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        response.headers["date"] = formatdate(self._inner.emulator.store.now(), usegmt=True)
        return response

    def _other(self, request: httpx.Request) -> httpx.Response:
        """Return another object of the kind, as a cache on the way may; where none has an id, a page."""
        collection, own, *rest = [*_MEMBER.fullmatch(request.url.path).groups()]  # type: ignore[union-attr]
        listed = self._inner.handle_request(
            httpx.Request("GET", request.url.copy_with(path=collection), headers=request.headers)
        )
        docs = listed.json().get("data") if listed.is_success and not any(rest) and "/keys" not in collection else []
        meant = {own, *_names(request)}
        others = [doc for doc in docs if meant.isdisjoint({doc.get("id"), doc.get("name")})] if own or meant else []
        if not isinstance(docs, list) or not others:
            return _failed("502", request)
        return httpx.Response(200, json={"message": "Here it is", "data": others[0]})


def _names(request: httpx.Request) -> set[str]:
    """Return what a request calls the object that it makes."""
    body = json.loads(request.content or b"null")
    return {str(body[name]) for name in ("id", "name") if name in body} if isinstance(body, dict) else set()


def _failed(kind: str, request: httpx.Request) -> httpx.Response:
    page = {"content-type": "text/html"}
    if kind == "truncated":
        return httpx.Response(200, headers={"content-type": "application/json"}, content=b'{"message": "OK", "da')
    if kind == "kill":
        raise Killed
    if kind == "timeout":
        raise httpx.ReadTimeout("no response", request=request)
    if kind in ("reset", "jump"):
        raise httpx.ReadError("connection reset by peer", request=request)
    if kind == "502":
        return httpx.Response(502, headers=page, content=b"<html>bad gateway</html>")
    if kind == "garbled":
        return httpx.Response(200, headers=page, content=b"<html>welcome</html>")
    if kind == "page":
        return httpx.Response(404, headers=page, content=b"<html>not found</html>")
    return httpx.Response(int(kind), json={"status": int(kind), "message": "An ordered failure"})


def _has_ended(_pid: int) -> bool:
    return False


@dataclass
class Process:
    """A provider's process: of one phase of one run, for one provider."""

    run: Run
    client: Client


class InProcess(StatsigProvider):
    """The provider, as it is in one of the processes."""

    def __init__(self, kind: str, process: Process, settings: Settings) -> None:
        super().__init__(kind)
        self._process, self._loaded = process, settings

    def run(self) -> Run:
        return self._process.run

    def client(self) -> Client:
        return self._process.client


class Machine:
    """One machine, on which several stacks share a folder, and the Statsig projects that they use.

    Args:
        folder: the folder beside Pulumi's own files.
        clock: the time.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder, self.clock = folder, clock or Clock()
        self.emulator = Emulator(now=self.clock)
        self.transport = Transport(self.emulator)
        self.runs = 0
        self.person = Client(Settings(KEYS[""], "emulator:"), transport=self.transport, clock=self.clock)

    def close(self) -> None:
        """Close the emulator."""
        self.emulator.close()

    def begin_run(self) -> int:
        """Return the number of a new run."""
        self.runs += 1
        self.clock.now += 20
        return self.runs

    def now(self) -> float:
        """Return what this machine takes for the time."""
        return self.clock.now + self.transport.ahead

    def process(self, run: str, provider: str, stored: StoredResources) -> Process:
        """Start a provider's process."""
        return Process(
            Run(id=run, folder=self.folder, now=self.now, stored=stored, alive=_has_ended, ending=set()),
            Client(self.settings(provider), transport=self.transport, clock=self.clock, notify=lambda _: None),
        )

    @staticmethod
    def settings(provider: str) -> Settings:
        """Return a provider's settings."""
        return Settings(KEYS[provider], "emulator:")


# -- programs ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ref:
    """The id of another resource of the program."""

    name: str


@dataclass
class Declared:
    """A resource as the program declares it.

    Attributes:
        kind: its kind.
        name: its name in Pulumi.
        args: its arguments; a ``Ref`` is the id of a resource before it.
        provider: an explicit provider; "" is the default one.
        parent: the component it is in.
        after: the names of the resources that it depends on.
        aliases: the URNs that it had.
    """

    kind: type[Resource]
    name: str
    args: Doc = field(default_factory=dict)
    provider: str = ""
    parent: str = ""
    after: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()

    @property
    def urn(self) -> str:
        """What names the resource in the state."""
        return f"{self.parent}::{self.kind.__name__}::{self.name}"


@dataclass
class Entry:
    """A resource in the state."""

    urn: str
    kind: str
    provider: str
    id: str
    inputs: Doc
    outputs: Doc
    dependencies: frozenset[str]
    refs: Mapping[str, str]
    """The arguments that are outputs of others, and their URNs."""
    delete: bool = False
    """Whether it has been replaced and is still to be deleted."""
    recreate: bool = False
    """Whether it has been deleted to be replaced."""


def wire(value: Any) -> Any:
    """Return a value as it is after Pulumi has carried it: numbers are floats, None is dropped, secrets are bare."""
    if isinstance(value, Mapping):
        if rpc._special_sig_key in value:
            return wire(value["value"])
        return {name: wire(one) for name, one in value.items() if one is not None}
    if isinstance(value, (list, tuple)):
        return [wire(one) for one in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


# -- the engine --------------------------------------------------------------------------------------------------------


class Stack:
    """A stack: its state, and what can be done with it.

    Args:
        name: the Pulumi project and the stack.
        machine: where it is run.
    """

    def __init__(self, name: str, machine: Machine) -> None:
        self.name, self.machine = name, machine
        self.entries: list[Entry] = []

    def up(
        self,
        program: Sequence[Declared],
        *,
        preview: bool = True,
        refresh: bool = False,
        targets: Collection[str] | None = None,
        **kill: Any,
    ) -> None:
        """``pulumi up``; ``targets`` are the URNs that ``--target`` names.

        Raises:
            Failed: a step failed.
            Killed: the run was killed, as ``fault`` or ``stop`` of ``Phase`` say.
        """
        number = self.machine.begin_run()
        if preview:
            planned = Stack(self.name, self.machine)
            planned.entries = copy.deepcopy(self.entries)
            Phase(planned, f"{number} preview", dry=True, targets=targets).up(program, refresh=refresh)
        Phase(self, f"{number} update", targets=targets, **kill).up(program, refresh=refresh)

    def preview(self, program: Sequence[Declared], *, refresh: bool = False) -> list[str]:
        """``pulumi preview``: return the steps, such as ``update ::Gate::checkout``."""
        planned = Stack(self.name, self.machine)
        planned.entries = copy.deepcopy(self.entries)
        phase = Phase(planned, f"{self.machine.begin_run()} preview", dry=True)
        phase.up(program, refresh=refresh)
        return phase.steps

    def refresh(self, **kill: Any) -> None:
        """``pulumi refresh``."""
        Phase(self, f"{self.machine.begin_run()} refresh", **kill).refresh_alone()

    def destroy(self, *, refresh: bool = False, **kill: Any) -> None:
        """``pulumi destroy``."""
        Phase(self, f"{self.machine.begin_run()} destroy", **kill).destroy(refresh=refresh)


class Phase:
    """One phase of a run: a preview, or an update.

    Args:
        stack: the stack.
        run: what tells the phase from all others.
        dry: whether nothing is to be changed.
        fault: what goes wrong with requests.
        stop: after which step the run is killed.
        stored: whether the state knows of that step.
        targets: the URNs that ``--target`` names; None: everything is meant.
    """

    def __init__(
        self,
        stack: Stack,
        run: str,
        *,
        dry: bool = False,
        targets: Collection[str] | None = None,
        fault: Fault | None = None,
        stop: int = 0,
        stored: bool = True,
    ) -> None:
        self.stack, self.machine, self.run, self.dry = stack, stack.machine, run, dry
        self.fault, self.stop, self.stored, self.targets = fault, stop, stored, targets
        self.processes: dict[str, Process] = {}
        self.done: list[Entry] = []
        self.olds = list(stack.entries)
        self.ids: dict[str, tuple[str, Any]] = {}
        self.held: dict[tuple[str, Address], str] = {}
        self.replaced: set[str] = set()
        self.left: set[str] = set()
        self.steps: list[str] = []
        """What is done, but for what stays the same."""

    # -- commands ------------------------------------------------------------------------------------------------

    def up(self, program: Sequence[Declared], *, refresh: bool) -> None:
        """Bring the objects to what the program says."""
        self._run(lambda: self._up(program, refresh))

    def refresh_alone(self) -> None:
        """Bring the state to what the objects are."""
        self._run(self._refresh)

    def destroy(self, *, refresh: bool) -> None:
        """Delete everything."""
        self._run(lambda: self._destroy(refresh))

    def _run(self, what: Callable[[], None]) -> None:
        self.machine.transport.order(self.fault)
        try:
            what()
        except Killed:
            self.machine.transport.order(None)
            raise
        except BaseException:
            self._end()
            raise
        self._end()

    def _end(self) -> None:
        self.machine.transport.order(None)
        for process in self.processes.values():
            process.run.end_in_order()

    def _up(self, program: Sequence[Declared], refresh: bool) -> None:
        if refresh:
            self._refresh()
        for declared in program:
            self._register(declared)
        here = {e.urn for e in self.done}
        gone = [e for e in reversed(self.olds) if (e.delete or e.urn not in here) and self._is_meant(e.urn)]
        for entry in gone:
            if any(entry.urn in e.dependencies for e in self.olds if e not in gone):
                raise Failed("a resource that is no target depends on it", entry.urn)
        self._delete_all(gone)

    def _destroy(self, refresh: bool) -> None:
        if refresh:
            self._refresh()
        gone = {e.urn for e in self.olds if self._is_meant(e.urn)}
        for entry in self.olds:  # ``--target-dependents``; each stands after those it depends on
            if gone & entry.dependencies:
                gone.add(entry.urn)
        self._delete_all([e for e in reversed(self.olds) if e.urn in gone])

    def _refresh(self) -> None:
        for entry in [e for e in self.olds if not e.recreate and self._is_meant(e.urn)]:
            provider = self._provider(entry.kind, entry.provider)
            result = self._call(entry.urn, lambda p=provider, e=entry: p.read(e.id, wire(e.outputs)))
            if not result.id:
                self.olds.remove(entry)
            else:
                hidden = {"__provider": entry.outputs["__provider"]}
                outputs = {**wire(result.outs), **hidden}
                if not entry.delete:
                    provider = self._provider(entry.kind, entry.provider)
                    self._call(entry.urn, lambda p=provider, e=entry, o=outputs: p.diff(e.id, o, e.inputs))
                inputs = {**wire(result.inputs), **hidden} if result.inputs is not None else entry.inputs
                new = dataclasses.replace(entry, outputs=outputs, inputs=inputs)
                self.olds[self.olds.index(entry)] = new
            self._store()
        self.olds = [e for e in self.olds if not e.recreate or not self._is_meant(e.urn)]

    def _is_meant(self, urn: str) -> bool:
        return self.targets is None or urn in self.targets

    # -- one resource ----------------------------------------------------------------------------------------------

    def _register(self, declared: Declared) -> None:
        urn = declared.urn
        old = next((e for u in (urn, *declared.aliases) for e in self.olds if e.urn == u and not e.delete), None)
        if not self._is_meant(urn) and not (old and self._is_meant(old.urn)):
            self._leave(declared, old)
            return
        news = self._inputs(declared)
        news["__provider"] = declared.kind.__name__
        refs = {n: self.ids[v.name][0] for n, v in declared.args.items() if isinstance(v, Ref)}
        if self.left & {*refs.values()}:
            raise Failed("it depends on a resource that is no target", urn)
        after = frozenset(self.ids[name][0] for name in declared.after) | {*refs.values()}
        entry = Entry(urn, declared.kind.__name__, declared.provider, "", {}, {}, after, refs)
        again = old is not None and (old.recreate or old.urn in self.replaced)
        entry.inputs = self._check(entry, {} if old is None or again else old.inputs, news)
        if old is None or again:
            self._create(entry, old)
        else:
            self._change(entry, old, news)
        self.ids[declared.name] = (urn, self.done[-1].id or UNKNOWN)

    def _leave(self, declared: Declared, old: Entry | None) -> None:
        """Pass by a resource that is no target: one of the state stays as it is, a new one is not made."""
        self._inputs(declared)
        self.ids[declared.name] = (declared.urn, old.id if old and not old.recreate else UNKNOWN)
        if old is None:
            self.left.add(declared.urn)
        else:
            self._finish(dataclasses.replace(old, urn=declared.urn), old)

    def _change(self, entry: Entry, old: Entry, news: Doc) -> None:
        entry.id = old.id
        provider = self._provider(entry.kind, entry.provider)
        result = self._call(entry.urn, lambda: provider.diff(old.id, wire(old.outputs), dict(entry.inputs)))
        differs = result.changes if result.changes is not None else old.inputs != entry.inputs
        if not differs:
            entry.outputs = old.outputs
            self._finish(entry, old)
        elif not result.replaces:
            self._update(entry, old)
        else:
            if result.delete_before_replace:
                self._delete_first(old)
            entry.inputs = self._check(entry, {}, news)
            self._create(entry, old)

    def _delete_first(self, old: Entry) -> None:
        """Delete what is replaced, and before it its dependents that are replaced as well."""
        gone = [old]
        for one in self.olds:
            if one.delete or one is old or not any(urn in {e.urn for e in gone} for urn in one.refs.values()):
                continue
            unknown = {n: UNKNOWN for n, urn in one.refs.items() if urn in {e.urn for e in gone}}
            provider = self._provider(one.kind, one.provider)
            inputs = {**one.inputs, **unknown}
            result = self._call(one.urn, lambda p=provider, e=one, i=inputs: p.diff(e.id, wire(e.outputs), i))
            if result.replaces:
                gone.append(one)
        for one in reversed(gone):
            if not self.dry:
                provider = self._provider(one.kind, one.provider)
                self._call(one.urn, lambda p=provider, e=one: p.delete(e.id, wire(e.outputs)))
            self.replaced.add(one.urn)
            self.olds[self.olds.index(one)] = dataclasses.replace(one, recreate=True)
            self._store()

    def _create(self, entry: Entry, old: Entry | None) -> None:
        self.steps.append(f"create {entry.urn}")
        if self.dry:
            entry.outputs = dict(entry.inputs)
        else:
            provider = self._provider(entry.kind, entry.provider)
            result = self._call(entry.urn, lambda: provider.create(dict(entry.inputs)))
            entry.id = result.id
            entry.outputs = {**wire(result.outs), "__provider": entry.inputs["__provider"]}
        if old is not None:
            place = next(i for i, e in enumerate(self.olds) if e.urn == old.urn and not e.delete)
            if self.olds[place].recreate:
                del self.olds[place]
            else:
                self.olds[place] = dataclasses.replace(old, delete=True)
        self._finish(entry, None)

    def _update(self, entry: Entry, old: Entry) -> None:
        self.steps.append(f"update {entry.urn}")
        if self.dry:
            entry.outputs = dict(entry.inputs)
        else:
            provider = self._provider(entry.kind, entry.provider)
            result = self._call(entry.urn, lambda: provider.update(old.id, wire(old.outputs), dict(entry.inputs)))
            entry.outputs = {**wire(result.outs), "__provider": entry.inputs["__provider"]}
        self._finish(entry, old)

    def _finish(self, entry: Entry, old: Entry | None) -> None:
        if old is not None:
            self.olds.remove(old)
        self.done.append(entry)
        self._store()

    def _delete_all(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.steps.append(f"delete {entry.urn}")
            if not self.dry and not entry.recreate:
                provider = self._provider(entry.kind, entry.provider)
                self._call(entry.urn, lambda p=provider, e=entry: p.delete(e.id, wire(e.outputs)))
            self.olds.remove(entry)
            self._store()

    # -- calls -----------------------------------------------------------------------------------------------------

    def _inputs(self, declared: Declared) -> Doc:
        """Return what the program registers."""
        kind, known = declared.kind, {n: v for n, v in declared.args.items() if not isinstance(v, Ref)}
        resolved = {n: self.ids[v.name][1] for n, v in declared.args.items() if isinstance(v, Ref)}
        stands = {n: "stand-in" if isinstance(v, Unknown) else v for n, v in resolved.items()}
        try:
            given = kind.args.model_validate({**known, **stands})
        except ValidationError as error:  # a mistake of the test's
            raise AssertionError(f"{declared}: {error}") from None
        props = given.model_dump(exclude_unset=True, exclude_none=True)
        for prop in kind.shape().marked("key"):
            props.setdefault(prop.name, declared.name)
        self._refuse_second(declared, {**props, **resolved})
        return {**wire(props), **resolved, STACK: self.stack.name}

    def _refuse_second(self, declared: Declared, props: Doc) -> None:
        """Do what ``Resource`` does in the program."""
        kind = declared.kind
        if kind.routes.is_unique(props) and not any(isinstance(value, Unknown) for value in props.values()):
            address = kind.address(props)
            other = self.held.setdefault((declared.provider, address), declared.urn)
            if other != declared.urn:
                raise Failed(f"two resources are {address}", declared.urn)

    def _check(self, entry: Entry, olds: Doc, news: Doc) -> Doc:
        provider = self._provider(entry.kind, entry.provider)
        result = self._call(entry.urn, lambda: provider.check(dict(olds), dict(news)))
        if result.failures:
            raise Failed("; ".join(f"{f.property} {f.reason}" for f in result.failures), entry.urn)
        return {**wire(result.inputs), "__provider": news["__provider"]}

    def _provider(self, kind: str, name: str) -> InProcess:
        """Return the provider; as a process gets it anew with each call."""
        kind_named(kind)
        if name not in self.processes:
            stored = StoredResources(lambda _stack: _exported(self.stack.entries))
            self.processes[name] = self.machine.process(self.run, name, stored)
        return InProcess(kind, self.processes[name], self.machine.settings(name))

    def _call(self, urn: str, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except StatsigError as error:
            if self.machine.transport.has_killed:
                raise Killed from None
            raise Failed(str(error), urn) from None

    def _store(self) -> None:
        """Store the state, as after each step; or be killed."""
        self.stop -= 1
        killed = self.stop == 0
        if not self.dry and (self.stored or not killed):
            self.stack.entries = [*self.done, *self.olds]
        if killed:
            raise Killed


def _exported(entries: Sequence[Entry]) -> str:
    """Return the state as ``pulumi stack export`` prints it, as far as it matters."""
    resources = [
        {"type": kind_named(e.kind).type_token(), "id": e.id, "outputs": e.outputs} for e in entries if not e.recreate
    ]
    return json.dumps({"deployment": {"resources": resources}}, default=str)


def dump(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a line for each resource in the state."""
    for entry in entries:
        flags = " (to be deleted)" * entry.delete + " (to be made again)" * entry.recreate
        yield f"{entry.urn} = {entry.id}{flags} {json.dumps(entry.outputs, default=str)}"
