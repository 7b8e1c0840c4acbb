"""The emulator behind a socket of this machine, and what goes wrong between it and its clients.

A fault takes the place of a response. It is given the `Call`: it decides whether the emulator carries the request out,
and what of the response comes back.
"""

from __future__ import annotations

import fnmatch
import os
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.http import BASE, Request, Response

Misbehaviour = Callable[["Call"], None]
_PORTS = range(20_000, 30_000)
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: close with a reset in place of an orderly end."""


@dataclass
class Armed:
    """A fault that waits for its requests: ``count`` of them, each of one method, one of some paths, and some text."""

    name: str
    method: str
    path: str
    body: str
    misbehave: Misbehaviour
    count: int
    other: str = ""
    """The path at which another object of the kind is read."""
    met: int = 0

    def takes(self, request: Request) -> bool:
        """Return whether a request meets it."""
        found = self.count > self.met and request.method == self.method and self.body in request.body.decode()
        return found and fnmatch.fnmatchcase(request.api_path, self.path)


@dataclass
class Call:
    """One request that meets a fault."""

    server: FaultyServer
    armed: Armed
    request: Request
    handler: BaseHTTPRequestHandler

    def act(self) -> Response:
        """Carry it out."""
        return self.server.emulator.handle(self.request)

    def read_other(self) -> Response:
        """Read another object of the kind."""
        return self.server.emulator.handle(Request("GET", BASE + self.armed.other, (), self.request.headers))

    def send(self, response: Response, *, pause: float = 0) -> None:
        """Send a response; with a pause, one byte after the other."""
        head = f"HTTP/1.1 {response.status} -\r\n" + "".join(f"{n}: {v}\r\n" for n, v in response.headers.items())
        whole = f"{head}content-length: {len(response.body)}\r\n\r\n".encode() + response.body
        with suppress(OSError):  # whoever waits too long has gone
            for part in [whole[i : i + 1] for i in range(len(whole))] if pause else [whole]:
                self.handler.connection.sendall(part)
                time.sleep(pause)

    def send_half(self, response: Response) -> None:
        """Send half of a response, and then a reset."""
        head = f"HTTP/1.1 {response.status} -\r\ncontent-length: {len(response.body)}\r\n\r\n".encode()
        with suppress(OSError):
            self.handler.connection.sendall(head + response.body[: len(response.body) // 2])
        self.reset()

    def reset(self) -> None:
        """Break the connection."""
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.handler.connection.close()

    def wait(self) -> None:
        """Say nothing, until the faults are over."""
        over = self.server.over
        self.server.waiting.add(self.armed.name)
        over.wait(60)


@dataclass
class FaultyServer:
    """A server of the emulator on a port of this machine. Use ``running``."""

    emulator: Emulator
    faults: list[Armed] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    clock: Path = Path(os.devnull)
    """The file that says by how many seconds the clients' clock is wrong."""
    waiting: set[str] = field(default_factory=set)
    """The faults that a client waits at."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _http: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{self.port}{BASE}"

    def arm(self, *faults: Armed) -> None:
        """Have faults in place of all others."""
        self.over.set()
        self.over, self.waiting = threading.Event(), set()
        self.faults = [*faults]

    def handle(self, request: Request, handler: BaseHTTPRequestHandler) -> None:
        """Respond to a request."""
        with self._lock:
            armed = next((one for one in self.faults if one.takes(request)), None)
            if armed:
                armed.met += 1
        if armed:
            handler.close_connection = True
            armed.misbehave(Call(self, armed, request, handler))
        elif self._http is None:  # a connection of before
            handler.close_connection = True
        else:
            response = self.emulator.handle(request)
            handler.send_response(response.status)
            for name, value in {**response.headers, "content-length": str(len(response.body))}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(response.body)

    def listen(self) -> None:
        """Accept connections, at the port of before if there was one."""
        if self._http is None:
            self._http = _Server(("127.0.0.1", self.port), _handler(self))
            self.port = self._http.server_address[1]
            threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def refuse(self) -> None:
        """Refuse connections; those that are open stay."""
        with self._lock:
            http, self._http = self._http, None
        if http:
            http.shutdown()
            http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""


def _handler(server: FaultyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            where, headers = urlsplit(self.path), {n.lower(): v for n, v in self.headers.items()}
            query = tuple(parse_qsl(where.query, keep_blank_values=True))
            server.handle(Request(self.command, where.path, query, headers, body), self)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - names of the library

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    return Handler


def _free_port() -> int:
    """Return a port that is free, and that no client is given while nobody listens there."""
    for port in random.sample(_PORTS, len(_PORTS)):
        with suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@contextmanager
def running(emulator: Emulator, port: int = 0) -> Iterator[FaultyServer]:
    """Serve an emulator; at a port that is free, unless another one is given."""
    server = FaultyServer(emulator, port=port or _free_port())
    server.listen()
    try:
        yield server
    finally:
        server.over.set()
        server.refuse()
