"""One request without repetition, which tells the ways apart in which an address cannot be reached."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from .clock import Clock
from .connection import PAGE, Trouble, trouble_of
from .exchange import Exchange
from .responses import date_of, parsed, place_of_redirect


@dataclass(frozen=True)
class Reached:
    """What came back.

    Attributes:
        status: the HTTP status; 0 without a response.
        trouble: what went wrong; None where the API itself answered, whatever it said.
        detail: the system's or the server's words for it.
        date: the server's time, in seconds since 1970; None where it does not tell.
        seconds: how long it took.
        document: the JSON of the response.
    """

    status: int = 0
    trouble: Trouble | None = None
    detail: str = ""
    date: float | None = None
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
        return Reached(trouble=trouble_of(error), detail=str(error), seconds=time.monotonic() - begun)
    return _read(response, time.monotonic() - begun)


def _read(response: httpx.Response, seconds: float) -> Reached:
    date, document = date_of(response), parsed(response)
    if not isinstance(document, dict) or not isinstance(document.get("message"), str):
        kind = response.headers.get("content-type", "nothing").split(";")[0]
        place = place_of_redirect(response)
        detail = f"{response.status_code} {f'to {place}' if place else f'with {kind}'}"
        return Reached(response.status_code, PAGE, detail, date, seconds)
    return Reached(response.status_code, None, document["message"], date, seconds, document)
