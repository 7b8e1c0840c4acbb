"""The emulator as an HTTP server."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from .emulator import Emulator
from .http import Reply, Request

# A reply that is to be late for ever; clients give up before.
_LONG = 3600.0
_VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_asgi(emulator: Emulator) -> Starlette:
    """The application."""

    async def answer(http: HttpRequest) -> Response:
        request = Request(
            method=http.method,
            path=http.scope["raw_path"].decode(),
            query=tuple(http.query_params.multi_items()),
            headers=dict(http.headers),
            body=await http.body(),
        )
        return await _send(http, await run_in_threadpool(emulator.handle, request))

    return Starlette(routes=[Route("/{path:path}", answer, methods=_VERBS)])


async def _send(http: HttpRequest, reply: Reply) -> Response:
    """Answer, late or not at all where a fault says so."""
    if reply.fault == "timeout":
        await _until_gone(http)
    if reply.fault == "drop":
        # The server closes a connection on which less comes than was announced.
        return Response(headers={"content-length": "1"})
    await asyncio.sleep(reply.delay)
    return Response(reply.body, reply.status, dict(reply.headers))


async def _until_gone(http: HttpRequest) -> None:
    async def gone() -> None:
        while not await http.is_disconnected():
            await asyncio.sleep(0.1)

    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(gone(), _LONG)


def serve(host: str = "127.0.0.1", port: int = 3006, db: str | None = None) -> None:
    """Run until interrupted."""
    emulator = Emulator(db, rate_limit=True, strict_replies=False)
    try:
        uvicorn.run(create_asgi(emulator), host=host, port=port, log_level="warning")
    finally:
        emulator.close()
