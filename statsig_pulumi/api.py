"""The Console API as a function: paced, retried, with errors that say what happened.

The only module that imports httpx. One client, one rate limiter for each set of settings and process: ``connect``.
Transport and clock are parameters, so that tests need neither a network nor patience.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlsplit

import httpx
import tenacity
from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from .config import EMULATOR_SCHEME, Settings
from .errors import AlreadyExists, ApiError, NotFound, RateLimited, Unclear
from .log import say

API_VERSION = "20240601"
_EMULATED_URL = "http://emulator.invalid/console/v1"
_PAGE = 100
_WORTH_SAYING = 2.0
_TAKEN = re.compile(r"already (in use|exists|taken)|name .*is taken", re.IGNORECASE)


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
        self._clock, self._say = clock, say
        self._pace = _Pace(settings, clock, say)
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
        **ids: str,
    ) -> Any:
        """The ``data`` of the reply to one request; ``{}`` where the API answers with a message only.

        Args:
            method: the HTTP verb.
            path: a path of the API's document, such as ``/gates/{id}``; the ids are escaped.
            params: query parameters.
            body: what to send as JSON.
            idempotent: whether sending it twice is harmless; by default of every verb but POST.
            ids: the values for the path.

        Raises:
            NotFound, AlreadyExists, RateLimited, Unclear, ApiError: see ``errors``.
        """
        reply = self._send(
            method, _fill(path, ids), params, body, method != "POST" if idempotent is None else idempotent
        )
        data = reply.get("data", {})
        return {} if data is None else data

    def pages(self, path: str, /, *, params: Mapping[str, Any] | None = None, **ids: str) -> Iterator[Any]:
        """The items of a list, page after page, each page fetched when it is needed."""
        query: dict[str, Any] | None = {"limit": _PAGE, "page": 1, **(params or {})}
        while query is not None:
            reply = self._send("GET", _fill(path, ids), query, None, True)
            data = reply.get("data") or []
            yield from data if isinstance(data, list) else [data]
            query = _next_query(query, reply.get("pagination") or {})

    def _send(self, method: str, path: str, params: Any, body: Any, idempotent: bool) -> dict[str, Any]:
        deadline = self._clock.monotonic() + self.settings.retry_deadline
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda e: isinstance(e, _Again) and (idempotent or not e.may_have_acted)),
            wait=self._wait,
            stop=lambda state: self._clock.monotonic() + state.upcoming_sleep > deadline,
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, method, path, params, body)
        except _Again as last:
            raise last.final(unclear=method == "POST" and last.may_have_acted and not idempotent) from None

    def _once(self, method: str, path: str, params: Any, body: Any) -> dict[str, Any]:
        if method != "GET":
            self._pace.wait()
        try:
            reply = self._http.request(method, path.lstrip("/"), params=_flat(params), json=body)
        except httpx.HTTPError as error:
            raise _lost(method, path, error, self.settings) from None
        return _read(method, path, reply, self.settings)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, _Again) else None
        # Jitter above what the server asks for: four threads that were refused together must not return together.
        seconds = float(_backoff(state)) if asked is None else asked + float(_jitter(state))
        if seconds > _WORTH_SAYING and isinstance(error, _Again):
            self._say(f"{error.error.message or 'no reply'}; trying again in {seconds:.0f} s")
        return seconds


_backoff = tenacity.wait_random_exponential(multiplier=0.5, max=30)
_jitter = tenacity.wait_random(0, 1)


class _Again(Exception):
    """A failure that may pass."""

    def __init__(self, error: ApiError, *, may_have_acted: bool, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.may_have_acted, self.retry_after = error, may_have_acted, retry_after

    def final(self, *, unclear: bool) -> ApiError:
        return self.error.become(Unclear) if unclear else self.error


class _Pace:
    """Two windows at once, over all threads of the process."""

    def __init__(self, settings: Settings, clock: Clock, say: Callable[[str], None]) -> None:
        rates = _binding(settings.mutations_per_10s, settings.mutations_per_15min)
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


# -- replies ---------------------------------------------------------------------------------------------------


def _read(method: str, path: str, reply: httpx.Response, settings: Settings) -> dict[str, Any]:
    try:
        document = reply.json()
    except ValueError:
        document = None
    if reply.status_code < 300 and isinstance(document, dict):
        return document
    error = _error(method, path, reply, document, settings)
    if reply.status_code == 429:
        raise _Again(error, may_have_acted=False, retry_after=_retry_after(reply))
    if reply.status_code >= 500 and reply.status_code != 501:
        raise _Again(error, may_have_acted=True, retry_after=_retry_after(reply))
    raise error


def _error(method: str, path: str, reply: httpx.Response, document: Any, settings: Settings) -> ApiError:
    status = reply.status_code
    body = document if isinstance(document, dict) else {}
    message = _scrub(_message(reply, document), settings)
    fields = [(name, _scrub(text, settings)) for name, text in _fields(body.get("errors"))]
    taken = status in (400, 409) and bool(_TAKEN.search(" ".join([message, *(t for _, t in fields)])))
    kind: type[ApiError] = AlreadyExists if taken else {404: NotFound, 429: RateLimited}.get(status, ApiError)
    return kind(
        message,
        status=status,
        method=method,
        path=path,
        fields=fields,
        request_id=reply.headers.get("x-request-id", ""),
        hint=_hint(status, isinstance(document, dict), settings),
    )


def _message(reply: httpx.Response, document: Any) -> str:
    if isinstance(document, dict):
        return str(document.get("message") or reply.reason_phrase)
    kind = reply.headers.get("content-type", "nothing").split(";")[0]
    return f"not JSON but {kind}"


def _fields(errors: Any) -> Iterator[tuple[str, str]]:
    """Failed validations: a list of property and errorMessage; in places an object, or plain texts."""
    if isinstance(errors, Mapping):
        errors = [{"property": k, "errorMessage": v} for k, v in errors.items()]
    for entry in errors if isinstance(errors, list) else []:
        if isinstance(entry, Mapping):
            yield str(entry.get("property", "")), str(entry.get("errorMessage", entry))
        else:
            yield "", str(entry)


def _hint(status: int, is_json: bool, settings: Settings) -> str:
    if status == 401:
        return "The key was rejected: check statsig:consoleApiKey or STATSIG_CONSOLE_KEY"
    if status == 403:
        return "The key lacks the permission: use a key with write access, or ask an administrator of the project"
    if status == 429:
        return "Run the same command again later, or lower statsig:mutationsPer10s"
    if not is_json:
        return f"Is statsig:apiUrl right? It is {settings.api_url}"
    if status >= 500:
        return "Statsig has a problem; run the same command again later"
    return ""


def _lost(method: str, path: str, error: httpx.HTTPError, settings: Settings) -> _Again:
    unsent = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if isinstance(error, httpx.ConnectError):
        message = f"cannot reach {_host(settings)} ({_scrub(str(error), settings)})"
    elif isinstance(error, httpx.TimeoutException):
        message = f"no reply within {settings.request_timeout:g} s"
    else:
        message = f"the connection broke ({type(error).__name__})"
    hint = "Check statsig:apiUrl and the network" if unsent else "Run the same command again: what was done is found"
    return _Again(ApiError(message, method=method, path=path, hint=hint), may_have_acted=not unsent)


def _host(settings: Settings) -> str:
    return urlsplit(settings.api_url).hostname or settings.api_url


def _scrub(text: str, settings: Settings) -> str:
    """Text of the server without the key, which it echoes when it rejects one."""
    return re.sub(r"console-\w{4,}", "console-...", text.replace(settings.console_api_key, "console-..."))


def _retry_after(reply: httpx.Response) -> float | None:
    try:
        return max(float(reply.headers["retry-after"]), 0)
    except (KeyError, ValueError):
        return None


# -- one for each process --------------------------------------------------------------------------------------

_apis: dict[Settings, Api] = {}
_lock = threading.Lock()


def connect(settings: Settings) -> Api:
    """The one client of this process for these settings; four threads of a provider share it."""
    with _lock:
        if settings not in _apis:
            _apis[settings] = Api(settings)
        return _apis[settings]
