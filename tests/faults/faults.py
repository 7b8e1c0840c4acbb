"""The faults: what goes wrong with a request, and what with the processes and the machine."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from statsig_pulumi.emulator.faults import failed_response
from statsig_pulumi.emulator.http import Response, json_response

from .server import Call, Misbehaviour

HOUR = 3600.0
_DISK = threading.Lock()
_AWAY = 0.7
"""The seconds for which a server is away that comes back."""


@dataclass(frozen=True)
class Fault:
    """A fault.

    Attributes:
        name: what it is, in the table.
        misbehave: what comes of a request that meets it.
        clock: by how many seconds the machine's clock is wrong from the beginning.
        kills: which process is killed while the request is under way: ``engine`` or ``provider``.
        for_all: whether it hits all requests from then on.
    """

    name: str
    misbehave: Misbehaviour
    clock: float = 0
    kills: str = ""
    for_all: bool = False


def _replaced(make: Callable[[Response | None], Response], *, acts: bool) -> Misbehaviour:
    """Return what sends something else in place of the response."""
    return lambda call: call.send(make(call.act() if acts else None))


def _ordered(
    kind: str, status: int | None = None, retry_after: float | None = None, *, acts: bool = False
) -> Misbehaviour:
    """Return one of the emulator's own faults."""
    order = {"kind": kind, "status": status, "retry_after": retry_after}
    return _replaced(lambda response: failed_response(order, response), acts=acts)


def _refused(call: Call) -> None:
    call.server.refuse()
    call.reset()
    if call.armed.count == 1:
        threading.Timer(_AWAY, call.server.listen).start()


def _reset_within_the_response(call: Call) -> None:
    call.send_half(call.act())


def _silent(call: Call) -> None:
    call.wait()


def _silent_afterwards(call: Call) -> None:
    call.act()
    call.wait()


def _other(call: Call) -> None:
    call.send(call.read_other())


def _other_afterwards(call: Call) -> None:
    call.act()
    _other(call)


def _drip(call: Call) -> None:
    call.send(call.act(), pause=0.1)


def _clock_jumps(seconds: float) -> Misbehaviour:
    def jump(call: Call) -> None:
        call.act()
        call.server.clock.write_text(str(seconds))
        call.reset()

    return jump


def _lost(call: Call) -> None:
    call.act()
    call.reset()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let this process write nothing into files."""
    with _DISK:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _disk_is_full(call: Call) -> None:
    with full_disk():
        response = call.act()
    call.send(response)


_FORBIDDEN = json_response(401, {"status": 401, "message": "Invalid API key"})
_PAGE = Response(200, b"<!DOCTYPE html>\n<html><body><h1>Log in to the wireless network</h1></body></html>\n",
                 {"content-type": "text/html"})  # fmt: skip

FAULTS = [
    Fault("connection refused", _refused, for_all=True),
    Fault("reset in the middle of the response", _reset_within_the_response),
    Fault("no response, not done", _silent),
    Fault("no response, though done", _silent_afterwards),
    Fault("429 with Retry-After", _ordered("status", 429, 1)),
    Fault("429 without Retry-After", _ordered("status", 429)),
    Fault("500, not done", _ordered("status", 500)),
    Fault("500, though done", _ordered("status", 500, acts=True)),
    Fault("502 with a page of HTML, not done", _ordered("html", 502)),
    Fault("502 with a page of HTML, though done", _ordered("html", 502, acts=True)),
    Fault("404 with a page of HTML", _ordered("html", 404)),
    Fault("401 in the middle of a run", _replaced(lambda _: _FORBIDDEN, acts=False)),
    Fault("truncated JSON, though done", _ordered("truncated", acts=True)),
    Fault("wrong content type, though done", _ordered("content_type", acts=True)),
    Fault("200 with a page of HTML", _replaced(lambda _: _PAGE, acts=False)),
    Fault("200 with another object, not done", _other),
    Fault("200 with another object, though done", _other_afterwards),
    Fault("slow drip, though done", _drip),
    Fault("the clock jumps an hour ahead, response lost", _clock_jumps(HOUR)),
    Fault("the clock jumps an hour back, response lost", _clock_jumps(-HOUR)),
    Fault("the clock is an hour fast, response lost", _lost, clock=HOUR),
    Fault("the clock is an hour slow, response lost", _lost, clock=-HOUR),
    Fault("disk full for the emulator's file", _disk_is_full),
    Fault("SIGKILL of the engine, not done", _silent, kills="engine"),
    Fault("SIGKILL of the engine, though done", _silent_afterwards, kills="engine"),
    Fault("SIGKILL of the provider, not done", _silent, kills="provider"),
    Fault("SIGKILL of the provider, though done", _silent_afterwards, kills="provider"),
]
BY_NAME = {fault.name: fault for fault in FAULTS}
