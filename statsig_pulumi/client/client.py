"""The Console API as a function.

Together with ``responses``, the only module that imports httpx. There is one client, and so one rate limit, for each
``Settings`` in a process: ``client_for``. Transport and clock are parameters, so that tests need neither a network
nor patience.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx
import tenacity

from ..config import EMULATOR_SCHEME, Settings
from ..errors import ApiError, ConfigError
from ..notify import notify
from .paths import fill
from .rate_limit import WORTH_REPORTING, Clock, RateLimit
from .responses import RetryableError, no_response, read, read_text

API_VERSION = "20240601"
_EMULATED_URL = "http://emulator.invalid/console/v1"
_PAGE = 100
_SEGMENTS = "/segments"
"""The paths that have a quota of their own."""
_EMPTY_PAGES = 3
"""A list ends after so many pages in a row that hold nothing."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
"""The seconds that all requests wait after a 429 that names no time: the first, doubling up to the second."""
_OF_THE_TRANSFER = {"content-encoding", "content-length", "transfer-encoding"}
_PROXY = "Is it the API that answers? Check statsig:apiUrl, and proxies on the way"

T = TypeVar("T")
Reader = Callable[[str, str, httpx.Response, Settings], T]
"""Reads the response to a method and path."""


@dataclass
class _Budget:
    """The time for one request and its repetitions. Waiting for the rate limit does not count."""

    deadline: float


class Client:
    """The Console API of one Statsig project (https://docs.statsig.com/console-api/introduction).

    Args:
        settings: key, address, limits.
        transport: used in place of the network.
        clock: used in place of ``time``.
        notify: where waiting over two seconds is reported.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Clock = time,
        notify: Callable[[str], None] = notify,
    ) -> None:
        self.settings = settings
        self.clock, self._notify = clock, notify
        self._rate_limit = RateLimit.of_project(settings.mutations_per_10s, settings.mutations_per_15min, clock, notify)
        self._segment_limit = RateLimit.of_project(
            settings.segment_mutations_per_10s, settings.segment_mutations_per_15min, clock, notify
        )
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._project: str | None = None
        self._project_lock = threading.Lock()
        self._thread = threading.local()
        self._paused_until = 0.0
        self._http = httpx.Client(
            base_url=_EMULATED_URL if settings.emulated else settings.api_url,
            headers=_headers(settings),
            timeout=settings.request_timeout,
            transport=transport or _transport(settings),
            follow_redirects=False,
        )

    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        idempotent: bool | None = None,
        **ids: str,
    ) -> Any:
        """Send one request and return the ``data`` of its response; ``{}`` where the API answers with a message only.

        Args:
            method: the HTTP verb.
            path: a path of the API's document, such as ``/gates/{id}``; the ids are escaped.
            params: query parameters.
            body: what to send as JSON.
            idempotent: whether sending it twice is harmless; by default of every verb but POST.
            ids: the values for the path.

        Raises:
            NotFound, AlreadyExists, RateLimited, OutcomeUnknown, ApiError: see ``errors``.
        """
        harmless = method != "POST" if idempotent is None else idempotent
        response = self._send(read, method, fill(path, ids), params, body, idempotent=harmless)
        data = response.get("data", {})
        return {} if data is None else data

    def paginate(self, path: str, /, *, params: Mapping[str, Any] | None = None, **ids: str) -> Iterator[Any]:
        """Yield the items of a list; each page is fetched when it is needed."""
        query: dict[str, Any] | None = {"limit": _PAGE, "page": 1, **(params or {})}
        before, empty = None, 0
        while query is not None and empty < _EMPTY_PAGES:
            response = self._send(read, "GET", fill(path, ids), query)
            if "data" not in response:  # an empty list would mean that every object is gone
                raise ApiError("the list has no data", status=200, method="GET", path=path, hint=_PROXY)
            data = response["data"] if isinstance(response["data"], list) else [response["data"] or {}]
            if data and data == before:  # a server that does not turn the page
                return
            before, empty = data, 0 if data else empty + 1
            yield from data
            query = _next_query(query, response.get("pagination") or {})

    def download(self, path: str, /, *, params: Mapping[str, Any] | None = None) -> str:
        """Return the text of a file that the API answers with in place of a document."""
        return self._send(read_text, "GET", path, params)

    def project_id(self) -> str:
        """Return what the API calls the Statsig project of the key, asked once; "" where it does not tell.

        Raises:
            ApiError: the API could not be reached, or rejects the key.
        """
        with self._project_lock:
            if self._project is None:
                try:
                    found = self.request("GET", "/project")
                except ApiError as error:
                    if error.status not in (403, 404, 501):
                        raise
                    found = {}
                self._project = str(found.get("id") or "") if isinstance(found, dict) else ""
            return self._project

    @property
    def mutations(self) -> int:
        """How many requests of this thread may have changed something."""
        return getattr(self._thread, "mutations", 0)

    def forget_mutations(self) -> None:
        """Note that what this thread has changed has been undone."""
        self._thread.mutations = 0

    @contextmanager
    def locked(self, what: str) -> Iterator[None]:
        """Let one thread at a time read, change and write something that has to be sent as a whole."""
        with self._lock:
            lock = self._locks.setdefault(what, threading.Lock())
        with lock:
            yield

    def _send(
        self, reader: Reader[T], method: str, path: str, params: Any, body: Any = None, *, idempotent: bool = True
    ) -> T:
        budget = _Budget(self.clock.monotonic() + self.settings.retry_deadline)

        def retryable(error: BaseException) -> bool:
            return isinstance(error, RetryableError) and (idempotent or not error.may_have_acted)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(retryable),
            wait=self._wait,
            stop=lambda state: self.clock.monotonic() + state.upcoming_sleep > budget.deadline,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            found: T = retrying(self._attempt, budget, reader, method, path, params=params, body=body)
        except RetryableError as last:
            raise last.final(outcome_unknown=last.may_have_acted and not idempotent) from None
        return found

    def _attempt(
        self, budget: _Budget, reader: Reader[T], method: str, path: str, *, params: Any = None, body: Any = None
    ) -> T:
        self._pace(budget, method, path)
        try:
            response = self._exchange(method, path.lstrip("/"), params, body)
        except httpx.HTTPError as error:
            lost = no_response(method, path, error, self.settings)
            self._count(method, lost.may_have_acted)
            raise lost from None
        self._count(method, response.status_code < 300 or response.status_code >= 500)
        return reader(method, path, response, self.settings)

    def _pace(self, budget: _Budget, method: str, path: str) -> None:
        """Wait for the rate limit, and while the server has asked somebody to wait; that is no retrying."""
        start = self.clock.monotonic()
        while (seconds := self._paused_until - self.clock.monotonic()) > 0:
            self.clock.sleep(seconds)
        if method != "GET":  # each attempt counts, for the server counts those that it refuses as well
            (self._segment_limit if path.startswith(_SEGMENTS) else self._rate_limit).wait()
        budget.deadline += self.clock.monotonic() - start

    def _exchange(self, method: str, path: str, params: Any, body: Any) -> httpx.Response:
        """Send one request and read its response, within the time limit for both.

        Raises:
            httpx.HTTPError: there is no complete response.
        """
        end = self.clock.monotonic() + self.settings.request_timeout
        request = self._http.build_request(method, path, params=_query(params), json=body)
        response = self._http.send(request, stream=True)
        try:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if self.clock.monotonic() > end:  # httpx limits each read, which a slow drip of bytes never reaches
                    raise httpx.ReadTimeout("the response does not end", request=request)
        finally:
            response.close()
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in _OF_THE_TRANSFER]
        return httpx.Response(response.status_code, headers=headers, content=bytes(content), request=request)

    def _count(self, method: str, may_have_acted: bool) -> None:
        if method != "GET" and may_have_acted:
            self._thread.mutations = self.mutations + 1

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, RetryableError) else None
        limited = isinstance(error, RetryableError) and error.error.status == 429
        if asked is None and limited:
            asked = min(_SHORTEST_PAUSE * 2 ** (state.attempt_number - 1), _LONGEST_PAUSE)
        # Jitter above what the server asks for: four threads that were refused together must not return together.
        seconds = float(_backoff(state)) if asked is None else asked + float(_jitter(state))
        if limited and asked is not None and asked <= self.settings.retry_deadline:
            self._paused_until = max(self._paused_until, self.clock.monotonic() + asked)
        if seconds > WORTH_REPORTING and isinstance(error, RetryableError):
            self._notify(f"{error.error.message or 'no response'}; trying again in {seconds:.0f} s")
        return seconds


_backoff = tenacity.wait_random_exponential(multiplier=0.5, max=30)
_jitter = tenacity.wait_random(0, 1)


def _headers(settings: Settings) -> dict[str, str]:
    from .. import __version__

    return {
        "STATSIG-API-KEY": settings.console_api_key,
        "STATSIG-API-VERSION": API_VERSION,
        "User-Agent": f"statsig-pulumi/{__version__}",
    }


def _transport(settings: Settings) -> httpx.BaseTransport | None:
    if not settings.api_url.startswith(EMULATOR_SCHEME):
        return None
    from ..emulator.transport import open_transport

    try:
        return open_transport(settings.api_url)
    except OSError as error:
        raise ConfigError(f"statsig:apiUrl: {error}") from None


def _query(params: Mapping[str, Any] | None) -> httpx.QueryParams:
    """Return query parameters as pairs: None left out, lists repeated, booleans in lower case."""
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in (params or {}).items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                pairs.append((name, str(one).lower() if isinstance(one, bool) else str(one)))
    return httpx.QueryParams(pairs)


def _next_query(query: dict[str, Any], pagination: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the query of the next page; None after the last.

    Its address is relative (``?page=2&limit=5``, ``/console/v1/gates?page=2``) or has a host without a scheme. Only
    its query counts, so that the key is never sent elsewhere.
    """
    address = pagination.get("nextPage")
    if not address:
        return None
    following = {**query, **dict(parse_qsl(urlsplit(str(address)).query))}
    return None if following == query or str(following.get("page")) == str(query.get("page")) else following


# -- one for each process --------------------------------------------------------------------------------------

_clients: dict[Settings, Client] = {}
_clients_lock = threading.Lock()


def client_for(settings: Settings) -> Client:
    """Return the one client of this process for these settings; the threads of a provider share it."""
    with _clients_lock:
        if settings not in _clients:
            _clients[settings] = Client(settings)
        return _clients[settings]
