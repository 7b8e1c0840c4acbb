"""The emulator as an HTTP server, for programs on this machine.

A page in a browser on this machine can send requests here too. It cannot choose their ``Host``, unless its own name has
been made to point here, and it cannot leave out their ``Origin``: both must name this machine. A command of the control
plane needs a header, too, that only this machine's pages can send.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .control_plane import PREFIX
from .emulator import Emulator
from .http import MAX_BODY, MAX_HEADERS, HTTPError, Request, Response, too_large

# How long a lost response keeps the connection open, in seconds; clients time out before.
_TIMEOUT = 3600.0
_LOOPBACK = "127.0.0.1"
_HOSTS = ("localhost", _LOOPBACK, "::1")
_JSON = "application/json"
_CUSTOM_HEADER = "x-emulator-control"


def create_asgi(emulator: Emulator) -> ASGIApp:
    """Return the ASGI application."""

    async def handle(http: HttpRequest) -> HttpResponse:
        try:
            _check_local(http)
            request = Request(
                method=http.method,
                path=http.scope["raw_path"].decode("latin-1"),
                query=tuple(http.query_params.multi_items()),
                headers=dict(http.headers),
                body=await _body(http),
            )
        except HTTPError as error:
            return await _send(http, error.response())
        return await _send(http, await run_in_threadpool(emulator.handle, request))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # There is nothing to start or to stop, and there are no web sockets. A router would not see some of the paths.
        if scope["type"] == "http":
            await (await handle(HttpRequest(scope, receive)))(scope, receive, send)

    return app


def _check_local(http: HttpRequest) -> None:
    """Check that a request comes from this machine, and not from a page of another site in a browser on it.

    Raises:
        HTTPError: 403, its ``Host`` or ``Origin`` is not this machine; 415, a command comes without its header.
    """
    hosts = [f"//{host}" for host in http.headers.getlist("host")]
    if len(hosts) != 1 or not all(_is_local(host) for host in hosts):
        raise HTTPError(403, f"the Host of a request must be one of {', '.join(_HOSTS)}")
    if not all(_is_local(origin) for origin in http.headers.getlist("origin")):
        raise HTTPError(403, "a page of another site must not use the emulator")
    media_type = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if http.url.path.startswith(PREFIX) and media_type != _JSON and _CUSTOM_HEADER not in http.headers:
        raise HTTPError(415, f"commands need the header Content-Type: {_JSON}, or {_CUSTOM_HEADER}")


def _is_local(address: str) -> bool:
    """Return whether an address (``//HOST:PORT`` or ``http://HOST:PORT``) is one of this machine."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return parts.hostname in _HOSTS and parts.username is None and not (parts.path or parts.query or parts.fragment)


async def _body(http: HttpRequest) -> bytes:
    """Return the body of a request.

    Raises:
        HTTPError: 413, it is too long. The rest of it is not read.
    """
    chunks: list[bytes] = []
    length = 0
    async for chunk in http.stream():
        length += len(chunk)
        if length > MAX_BODY:
            raise too_large()
        chunks.append(chunk)
    return b"".join(chunks)


async def _send(http: HttpRequest, response: Response) -> HttpResponse:
    """Return the response; late, or as a broken connection, if a fault asks for it."""
    if response.fault == "timeout":
        await _until_disconnected(http)
    if response.fault == "drop":
        # The server closes a connection on which fewer bytes come than were announced.
        return HttpResponse(headers={"content-length": "1"})
    await asyncio.sleep(response.delay)
    return HttpResponse(response.body, response.status, dict(response.headers))


async def _until_disconnected(http: HttpRequest) -> None:
    async def poll() -> None:
        while not await http.is_disconnected():
            await asyncio.sleep(0.1)

    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(poll(), _TIMEOUT)


def serve(
    port: int = 3006,
    db: str | None = None,
    *,
    unknown_fields: str = "strip",
    variants: Mapping[str, str] | None = None,
    report: Callable[[str], None] = print,
) -> None:
    """Serve this machine until interrupted.

    Args:
        port: the port.
        db: the file of the store; None for memory.
        unknown_fields: as for ``Emulator``; clients of others send what only Statsig's server knows.
        variants: as for ``Emulator.settings``; None: those that the file has.
        report: where requests with such fields are reported.
    """
    emulator = Emulator(db, rate_limit=True, unknown_fields=unknown_fields, report=report, strict_responses=False)
    emulator.settings(variants=variants)
    try:
        uvicorn.run(
            create_asgi(emulator),
            host=_LOOPBACK,
            port=port,
            log_level="warning",
            http="h11",
            lifespan="off",
            ws="none",
            h11_max_incomplete_event_size=MAX_HEADERS,
        )
    finally:
        emulator.close()
