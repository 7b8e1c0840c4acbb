"""One request without repetition, which tells the ways apart in which an address cannot be reached."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from .clock import Clock
from .exchange import Exchange
from .responses import parsed

Problem = Literal["", "name", "tls", "proxy", "connection", "timeout", "page"]
"""What went wrong: the host's name, its certificate, a proxy, the connection, the time; or a page in place of JSON."""


@dataclass(frozen=True)
class Reached:
    """What came back.

    Attributes:
        status: the HTTP status; 0 without a response.
        problem: what went wrong; "" where the API itself answered, whatever it said.
        detail: the system's or the server's words for it.
        date: the header ``Date``; "" where there is none.
        seconds: how long it took.
        document: the JSON of the response.
    """

    status: int = 0
    problem: Problem = ""
    detail: str = ""
    date: str = ""
    seconds: float = 0.0
    document: dict[str, Any] = field(default_factory=dict)


def reach(http: httpx.Client, path: str, clock: Clock, timeout: float) -> Reached:
    """Send a GET once, and return what came back."""
    exchange = Exchange(http, http.build_request("GET", path))
    begun = time.monotonic()
    try:
        response = clock.within(timeout, exchange)
    except (httpx.HTTPError, TimeoutError) as error:
        exchange.give_up()
        return Reached(problem=_problem(error), detail=str(error), seconds=time.monotonic() - begun)
    return _read(response, time.monotonic() - begun)


def _read(response: httpx.Response, seconds: float) -> Reached:
    date = response.headers.get("date", "")
    document = parsed(response)
    if not isinstance(document, dict) or not isinstance(document.get("message"), str):
        kind = response.headers.get("content-type", "nothing").split(";")[0]
        return Reached(response.status_code, "page", f"{response.status_code} with {kind}", date, seconds)
    return Reached(response.status_code, "", document["message"], date, seconds, document)


def _problem(error: Exception) -> Problem:
    causes = [*_causes(error)]
    if any(isinstance(one, ssl.SSLError) for one in causes):
        return "tls"
    if any(isinstance(one, socket.gaierror) for one in causes):
        return "name"
    if isinstance(error, httpx.ProxyError):
        return "proxy"
    return "timeout" if isinstance(error, (httpx.TimeoutException, TimeoutError)) else "connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
