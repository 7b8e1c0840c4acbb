"""The emulator as an HTTP server."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import Route

from .emulator import Emulator
from .http import Request, Response

# How long a lost response keeps the connection open, in seconds; clients time out before.
_TIMEOUT = 3600.0
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_asgi(emulator: Emulator) -> Starlette:
    """Return the ASGI application."""

    async def handle(http: HttpRequest) -> HttpResponse:
        request = Request(
            method=http.method,
            path=http.scope["raw_path"].decode(),
            query=tuple(http.query_params.multi_items()),
            headers=dict(http.headers),
            body=await http.body(),
        )
        return await _send(http, await run_in_threadpool(emulator.handle, request))

    return Starlette(routes=[Route("/{path:path}", handle, methods=_METHODS)])


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


def serve(host: str = "127.0.0.1", port: int = 3006, db: str | None = None) -> None:
    """Serve until interrupted."""
    emulator = Emulator(db, rate_limit=True, strict_responses=False)
    try:
        uvicorn.run(create_asgi(emulator), host=host, port=port, log_level="warning")
    finally:
        emulator.close()
