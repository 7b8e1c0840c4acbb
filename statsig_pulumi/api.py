"""The Console API as a function: paced, retried, with errors that say what happened.

With ``replies``, the only module that imports httpx. One client and one rate limiter for each set of settings and
process: ``connect``. Transport and clock are parameters, so that tests need neither a network nor patience.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qsl, quote, urlsplit

import httpx
import tenacity
from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from .config import EMULATOR_SCHEME, Settings
from .log import say
from .replies import Again, lost, read, read_text

API_VERSION = "20240601"
_EMULATED_URL = "http://emulator.invalid/console/v1"
_PAGE = 100
_WORTH_SAYING = 2.0

T = TypeVar("T")
Reader = Callable[[str, str, httpx.Response, Settings], T]
"""What a reply to a method and path means."""


class Clock(Protocol):
    """The time, and waiting for it."""

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


class Api:
    """One Statsig project's Console API (https://docs.statsig.com/console-api/introduction).

    Args:
        settings: key, address, limits.
        transport: in place of the network.
        clock: in place of ``time``.
        say: where to tell of waiting over two seconds.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Clock = time,
        say: Callable[[str], None] = say,
    ) -> None:
        self.settings = settings
        self.clock, self._say = clock, say
        self._pace = _Pace(_binding(settings.mutations_per_10s, settings.mutations_per_15min), clock, say)
        self._paces: dict[str, _Pace] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._http = httpx.Client(
            base_url=_EMULATED_URL if settings.emulated else settings.api_url,
            headers=_headers(settings),
            timeout=settings.request_timeout,
            transport=transport or _transport(settings),
            follow_redirects=False,
        )

    def call(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        idempotent: bool | None = None,
        per_10s: int | None = None,
        **ids: str,
    ) -> Any:
        """The ``data`` of the reply to one request; ``{}`` where the API answers with a message only.

        Args:
            method: the HTTP verb.
            path: a path of the API's document, such as ``/gates/{id}``; the ids are escaped.
            params: query parameters.
            body: what to send as JSON.
            idempotent: whether sending it twice is harmless; by default of every verb but POST.
            per_10s: how many requests of this path the API takes in 10 seconds, where it has a limit of its own.
            ids: the values for the path.

        Raises:
            NotFound, AlreadyExists, RateLimited, Unclear, ApiError: see ``errors``.
        """
        if per_10s:
            self._own_pace(path, per_10s).wait()
        harmless = method != "POST" if idempotent is None else idempotent
        reply = self._send(read, method, _fill(path, ids), params, body, idempotent=harmless)
        data = reply.get("data", {})
        return {} if data is None else data

    def pages(self, path: str, /, *, params: Mapping[str, Any] | None = None, **ids: str) -> Iterator[Any]:
        """The items of a list, page after page, each page fetched when it is needed."""
        query: dict[str, Any] | None = {"limit": _PAGE, "page": 1, **(params or {})}
        while query is not None:
            reply = self._send(read, "GET", _fill(path, ids), query)
            data = reply.get("data") or []
            yield from data if isinstance(data, list) else [data]
            query = _next_query(query, reply.get("pagination") or {})

    def text(self, path: str, /, *, params: Mapping[str, Any] | None = None) -> str:
        """The file that the API answers with in place of a document."""
        return self._send(read_text, "GET", path, params)

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Let one thread at a time read, change and write something that has to be sent as a whole."""
        with self._lock:
            lock = self._locks.setdefault(what, threading.Lock())
        with lock:
            yield

    def _own_pace(self, path: str, per_10s: int) -> _Pace:
        rates = [Rate(per_10s, 10 * Duration.SECOND)]
        return self._paces.setdefault(path, _Pace(rates, self.clock, self._say))

    def _send(
        self, reader: Reader[T], method: str, path: str, params: Any, body: Any = None, *, idempotent: bool = True
    ) -> T:
        deadline = self.clock.monotonic() + self.settings.retry_deadline
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda e: isinstance(e, Again) and (idempotent or not e.may_have_acted)),
            wait=self._wait,
            stop=lambda state: self.clock.monotonic() + state.upcoming_sleep > deadline,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            found: T = retrying(self._once, reader, method, path, params, body)
        except Again as last:
            raise last.final(unclear=method == "POST" and last.may_have_acted and not idempotent) from None
        return found

    def _once(self, reader: Reader[T], method: str, path: str, params: Any, body: Any) -> T:
        if method != "GET":
            self._pace.wait()
        try:
            reply = self._http.request(method, path.lstrip("/"), params=_flat(params), json=body)
        except httpx.HTTPError as error:
            raise lost(method, path, error, self.settings) from None
        return reader(method, path, reply, self.settings)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, Again) else None
        # Jitter above what the server asks for: four threads that were refused together must not return together.
        seconds = float(_backoff(state)) if asked is None else asked + float(_jitter(state))
        if seconds > _WORTH_SAYING and isinstance(error, Again):
            self._say(f"{error.error.message or 'no reply'}; trying again in {seconds:.0f} s")
        return seconds


_backoff = tenacity.wait_random_exponential(multiplier=0.5, max=30)
_jitter = tenacity.wait_random(0, 1)


class _Pace:
    """Two windows at once, over all threads of the process."""

    def __init__(self, rates: list[Rate], clock: Clock, say: Callable[[str], None]) -> None:
        self._bucket = InMemoryBucket(rates)
        self._lock = threading.Lock()
        self._clock, self._say = clock, say

    def wait(self) -> None:
        while (seconds := self._reserve()) > 0:
            if seconds > _WORTH_SAYING:
                self._say(f"{self._bucket.count()} changes sent, the limit of the API; going on in {seconds:.0f} s")
            self._clock.sleep(seconds)

    def _reserve(self) -> float:
        with self._lock:
            now = int(self._clock.monotonic() * 1000)
            self._bucket.leak(now)
            item = RateItem("mutation", now)
            if self._bucket.put(item):
                return 0
            waiting = self._bucket.waiting(item)
            return max(int(str(waiting)), 1) / 1000


def _binding(per_10s: int, per_15min: int) -> list[Rate]:
    """The windows that can ever hold anything back; the limiter takes no others."""
    short, long = Rate(per_10s, 10 * Duration.SECOND), Rate(per_15min, 15 * Duration.MINUTE)
    if per_15min <= per_10s:
        return [long]
    return [short] if per_15min >= per_10s * 90 else [short, long]


def _headers(settings: Settings) -> dict[str, str]:
    from . import __version__

    headers = {
        "STATSIG-API-KEY": settings.console_api_key,
        "STATSIG-API-VERSION": API_VERSION,
        "User-Agent": f"statsig-pulumi/{__version__}",
    }
    if settings.respect_review_settings:
        headers["x-respect-review-settings"] = "true"
    return headers


def _transport(settings: Settings) -> httpx.BaseTransport | None:
    if not settings.api_url.startswith(EMULATOR_SCHEME):
        return None
    from .emulator.transport import open_transport

    return open_transport(settings.api_url)


def _fill(path: str, ids: Mapping[str, str]) -> str:
    return path.format(**{name: quote(value, safe="") for name, value in ids.items()})


def _flat(params: Mapping[str, Any] | None) -> httpx.QueryParams:
    """Query parameters as pairs: None left out, lists repeated, booleans in lower case."""
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in (params or {}).items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                pairs.append((name, str(one).lower() if isinstance(one, bool) else str(one)))
    return httpx.QueryParams(pairs)


def _next_query(query: dict[str, Any], pagination: Mapping[str, Any]) -> dict[str, Any] | None:
    """The query of the next page. Its address is relative (``?page=2&limit=5``, ``/console/v1/gates?page=2``) or has
    a host without a scheme; whatever it is, only its query counts, so that the key never goes elsewhere."""
    address = pagination.get("nextPage")
    if not address:
        return None
    following = {**query, **dict(parse_qsl(urlsplit(str(address)).query))}
    return None if following == query or str(following.get("page")) == str(query.get("page")) else following


# -- one for each process --------------------------------------------------------------------------------------

_apis: dict[Settings, Api] = {}
_lock = threading.Lock()


def connect(settings: Settings) -> Api:
    """The one client of this process for these settings; four threads of a provider share it."""
    with _lock:
        if settings not in _apis:
            _apis[settings] = Api(settings)
        return _apis[settings]
