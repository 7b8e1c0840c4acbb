"""What the targets run against: a Statsig project, the way to it, on which replies are spoiled, and a provider.

``tried`` is what all of them have in common: whatever goes wrong is one line, which holds no secret and is no bug.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx
from pulumi.output import Unknown
from pulumi.runtime import rpc

from statsig_pulumi.client.client import Client
from statsig_pulumi.client.client import _clients as clients
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.controller.stored import StoredResources
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import StatsigError
from tests import canaries
from tests.clock import Clock
from tests.mini_engine import InProcess, Process
from tests.variants.lives import _MADE_WITH, _REFERENCED, Subject

from .values import changed

KEY = f"console-whn-{canaries.WORD}"
"""A key of a Warehouse Native project, which has all kinds."""
_MOST_REQUESTS = 400
_LONGEST = 5000
_MEANT_FOR_TERMINALS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, ends of lines, and what turns the direction of writing."""
T = TypeVar("T")
Spoil = dict[str, Any] | None
"""What becomes of a reply: ``changes`` in its JSON; another ``status``, ``headers`` and ``body`` (a byte a character)
in its place; None: it stays as it is."""


class Endless(AssertionError):
    """Requests that do not end."""


class Way(httpx.BaseTransport):
    """The way to the emulator. Which spoil a request meets is a matter of what it asks for, whatever thread sends it.

    Args:
        emulator: the emulator.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._inner = EmulatorTransport(emulator)
        self.spoils: Sequence[Spoil] = ()
        self.writes: list[str] = []
        self._requests = 0

    def begin(self, spoils: Sequence[Spoil]) -> None:
        """Spoil replies from now on, and forget what was sent."""
        self.spoils, self.writes, self._requests = spoils, [], 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on, and return its reply as it is spoiled."""
        self._requests += 1
        if self._requests > _MOST_REQUESTS:
            raise Endless(f"more than {_MOST_REQUESTS} requests; the last: {request.method} {request.url}")
        if request.method != "GET":
            self.writes.append(f"{request.method} {request.url.path}")
        response = self._inner.handle_request(request)
        place = zlib.crc32(f"{request.method} {request.url.path}".encode())
        return _spoiled(response, self.spoils[place % len(self.spoils)] if self.spoils else None)


def _spoiled(response: httpx.Response, spoil: Spoil) -> httpx.Response:
    if spoil is None:
        return response
    headers = [(name, value.encode("latin-1", "replace")) for name, value in (spoil.get("headers") or {}).items()]
    status = spoil.get("status", response.status_code)
    if "body" in spoil:
        return httpx.Response(status, headers=headers, content=spoil["body"].encode("latin-1", "replace"))
    document = changed(json.loads(response.content or b"{}"), spoil.get("changes") or ())
    content = json.dumps(document).encode()
    return httpx.Response(status, headers=[("content-type", "application/json"), *headers], content=content)


class World:
    """A Statsig project in memory, and a client of it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.emulator = Emulator(now=self.clock, strict_responses=False)
        self.emulator.settings(rate_limit=False)
        self.way = Way(self.emulator)
        self.said: list[str] = []
        self.settings = Settings(KEY, "emulator:", retry_deadline=5)
        self.client = Client(self.settings, transport=self.way, clock=self.clock, notify=self.said.append)

    def prepare(self, subject: Subject) -> None:
        """Make what a resource refers to."""
        said = json.dumps([subject.props(which) for which in (0, 1)])
        for family, body in _REFERENCED:
            if json.dumps(body["name"]) in said:
                self.client.request("POST", f"/{family}", body=body)
        if parent := subject.case.parent:
            made = {**_MADE_WITH.get(parent.family, {}), **parent.body, "name": "parent"}
            self.client.request("POST", f"/{parent.family}", body=made)
        for number in (1, 2):
            self.emulator.seed(KEY, "target_app", {"id": f"app_{number}", "name": f"App {number}"})

    def provider(self, kind: str) -> InProcess:
        """Return the provider of a kind, as a new process has it."""
        stored = StoredResources(lambda _stack: "")
        run = Run(id="fuzz", folder=None, now=self.clock, stored=stored, alive=lambda _pid: False, ending=set())
        return InProcess(kind, Process(run, self.client), self.settings)


@contextmanager
def client_in_use(world: World) -> Iterator[None]:
    """Have the functions use the client of a world, as if they had made it."""
    clients.setdefault(world.settings, world.client)
    before, clients[world.settings] = clients[world.settings], world.client
    try:
        yield
    finally:
        clients[world.settings] = before


def tried(call: Callable[[], T]) -> T | None:
    """Return the result of a call; None where it says in one line why there is none.

    Raises:
        BaseException: what nobody has foreseen, as it was before it was made one line.
    """
    try:
        return call()
    except StatsigError as error:
        if "this is a bug" in str(error):
            raise error.__context__ or error from None
        is_a_line(str(error))
        return None


def is_a_line(text: str) -> None:
    """Check that a text can be printed: a line of bounded length, without secrets and control characters."""
    assert not _MEANT_FOR_TERMINALS.search(text), repr(text)
    assert len(text) <= _LONGEST, len(text)
    assert not canaries.found_in(text), text


def carry(props: dict[str, Any]) -> dict[str, Any]:
    """Return properties as they are once the engine has carried and stored them."""
    loop = asyncio.new_event_loop()
    try:
        proto = loop.run_until_complete(rpc.serialize_properties(props, {}))
    finally:
        loop.close()
    found = dict(rpc.deserialize_properties(type(proto).FromString(proto.SerializeToString()), True))
    _can_be_stored(found, "")
    return dict(_bare(found))


def _can_be_stored(value: Any, path: str) -> None:
    """Check what the engine's own JSON cannot hold, and that nothing has become an asset or a resource."""
    assert isinstance(value, (str, float, int, bool, dict, list, Unknown)) or value is None, f"{value!r} at {path}"
    if isinstance(value, float):
        assert math.isfinite(value), f"{value} at {path}"
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        assert key != "", f"an empty key at {path}"
        _can_be_stored(inner, f"{path}.{key}")


def _bare(value: Any) -> Any:
    if rpc.is_rpc_secret(value):
        return _bare(rpc.unwrap_rpc_secret(value))
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items()}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
