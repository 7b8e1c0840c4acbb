"""The emulator inside this process, as a transport for httpx."""

from __future__ import annotations

import time

import httpx

from .emulator import Emulator
from .http import Reply, Request

DEFAULT_FILE = ".statsig-emulator.db"


class EmulatorTransport(httpx.BaseTransport):
    """Hands requests to an emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, late or not at all where a fault says so."""
        answer = self.emulator.handle(_request(request))
        if answer.delay:
            time.sleep(answer.delay)
        if answer.fault == "timeout":
            raise httpx.ReadTimeout("no reply, as was asked for", request=request)
        if answer.fault == "drop":
            raise httpx.RemoteProtocolError("the connection broke, as was asked for", request=request)
        return _response(answer)

    def close(self) -> None:
        """Let go of the emulator's file."""
        self.emulator.close()


def _request(request: httpx.Request) -> Request:
    return Request(
        method=request.method,
        path=request.url.raw_path.split(b"?", 1)[0].decode(),
        query=tuple(request.url.params.multi_items()),
        headers=dict(request.headers),
        body=request.read(),
    )


def _response(answer: Reply) -> httpx.Response:
    return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)


def open_transport(address: str) -> httpx.BaseTransport:
    """The transport of an address: ``emulator:`` keeps its objects in ``.statsig-emulator.db`` in the current folder,
    ``emulator:PATH`` in that file, ``emulator::memory:`` in memory."""
    path = address.removeprefix("emulator:") or DEFAULT_FILE
    return EmulatorTransport(Emulator(None if path == ":memory:" else path))
