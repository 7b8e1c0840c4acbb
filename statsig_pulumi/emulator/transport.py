"""The emulator inside this process, as a transport for httpx."""

from __future__ import annotations

import time

import httpx

from .emulator import Emulator
from .http import Request, Response

DEFAULT_FILE = ".statsig-emulator.db"


class EmulatorTransport(httpx.BaseTransport):
    """A transport that passes requests to an emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the emulator's response; late, or as a broken connection, if a fault asks for it."""
        response = self.emulator.handle(_request(request))
        if response.delay:
            time.sleep(response.delay)
        if response.fault == "timeout":
            raise httpx.ReadTimeout("no response: an injected failure", request=request)
        if response.fault == "drop":
            raise httpx.RemoteProtocolError("the connection broke: an injected failure", request=request)
        return _response(response)

    def close(self) -> None:
        """Close the emulator's file."""
        self.emulator.close()


def _request(request: httpx.Request) -> Request:
    return Request(
        method=request.method,
        path=request.url.raw_path.split(b"?", 1)[0].decode(),
        query=tuple(request.url.params.multi_items()),
        headers=dict(request.headers),
        body=request.read(),
    )


def _response(response: Response) -> httpx.Response:
    return httpx.Response(response.status, headers=dict(response.headers), content=response.body)


def open_transport(address: str) -> httpx.BaseTransport:
    """Return the transport of an address.

    ``emulator:`` keeps its objects in ``.statsig-emulator.db`` in the current folder, ``emulator:PATH`` in that file,
    ``emulator::memory:`` in memory.
    """
    path = address.removeprefix("emulator:") or DEFAULT_FILE
    return EmulatorTransport(Emulator(None if path == ":memory:" else path))
