"""The Console API as a function.

Together with ``exchange`` and ``responses``, the only module that imports httpx. There is one client for each
``Settings`` in a process: ``client_for``. Transport and clock are parameters, so that tests need
neither a network nor patience.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import tenacity

from ..config import EMULATOR_SCHEME, Settings, notes_folder
from ..errors import NOT_THE_API, ApiError, ConfigError, Interrupted, NotFound, OutcomeUnknown
from ..notify import WORTH_REPORTING, notify
from ..observe.observer import Observer, Request
from ..observe.observer import observer as process_observer
from ..replies import anything, object_in
from .budget import Budget
from .clock import CLOCK, Clock
from .connection import connected
from .exchange import Exchange
from .lists import Lists
from .paths import fill, next_query
from .reach import Reached, reach
from .responses import (
    IsMeant,
    RetryableError,
    about,
    data_of,
    date_of,
    may_have_acted,
    no_response,
    read,
    read_text,
    retry_after,
    shown,
)
from .windows import Attempt, Windows

API_VERSION = "20240601"
_EMULATED_URL = "http://emulator.invalid/console/v1"
_PAGE = 100
_WINDOWS = "windows.db"
"""The file of the rate limit's windows, among the package's notes."""
_EMPTY_PAGES = 3
"""A list ends after so many pages in a row that hold nothing."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
"""The seconds that all requests wait after a 429 that names no time: the first, doubling up to the second."""
_WINDOW = 10.0
"""The seconds that all requests wait after a 429 of somebody else than the API: its limit is for so many seconds."""
_PATIENCE = 3
"""How many times the deadline of retries a write is refused for the limit, and waits: by default the fifteen minutes of
the longest window."""
_MOMENT = 1.0
"""The seconds that a change may wait and still be of what was read before it."""

T = TypeVar("T")
Reader = Callable[[str, str, httpx.Response, Settings], T]
"""Reads the response to a method and path."""


@dataclass
class _Sending:
    """One request and its repetitions.

    Attributes:
        deadline: when they end. Waiting for the rate limit does not count.
        idempotent: whether sending it twice is harmless.
        idle_since: when it began, or the latest attempt ended.
        waits_since: since when it waits to be sent, or to be sent again.
        patience: the seconds of pauses after refusals that do not count either.
        attempts: how many have begun.
        turn: the attempt that the rate limit has room for, where it was not sent.
    """

    deadline: float
    idempotent: bool
    idle_since: float
    waits_since: float
    patience: float
    attempts: int = 0
    turn: Attempt | None = None

    def longest_pause(self, now: float) -> float:
        """Return the seconds of the longest pause after which it is tried again."""
        return self.deadline - now + self.patience

    def pause(self, seconds: float) -> None:
        """Note a pause after a refusal."""
        unpaid = min(seconds, self.patience)
        self.deadline, self.patience = self.deadline + unpaid, self.patience - unpaid


@dataclass
class _Change:
    """What a thread reads of an object, and then changes.

    Attributes:
        converges: whether it may be done again after it has changed something.
        has_read: whether it has read anything.
        has_written: whether it may have changed anything.
        waited: the seconds for which it has waited for others that change the same.
        sending: a change that has its turn, and was not sent.
    """

    converges: bool
    has_read: bool = False
    has_written: bool = False
    waited: float = 0.0
    sending: _Sending | None = None

    @property
    def may_begin_again(self) -> bool:
        """Whether what was read can be read once more."""
        return self.has_read and (self.converges or not self.has_written)


class _ReadBeforeTheWait(Exception):
    """A change had to wait, and is of what was read before."""


class Client:
    """The Console API of one Statsig project (https://docs.statsig.com/console-api/introduction).

    Args:
        settings: key, address, limits.
        transport: used in place of the network.
        clock: used in place of the system's.
        notify: where waiting over two seconds is reported.
        notes: the folder of the file by which all processes share the windows of the rate limit; None: they are this
            client's own.
        observer: who watches the requests; None: whoever watches the process.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Clock = CLOCK,
        notify: Callable[[str], None] = notify,
        notes: Path | None = None,
        observer: Observer | None = None,
    ) -> None:
        self.settings = settings
        self.clock, self._notify = clock, notify
        self._windows = Windows(settings.digest, notes and notes / _WINDOWS, notify)
        self.budget = Budget(settings, self._windows, clock, notify)
        self._observer = observer or process_observer()
        self.lists = Lists(self._observer.from_list)
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._project: str | None = None
        self._project_lock = threading.Lock()
        self._thread = threading.local()
        self._server_ahead: float | None = None
        url = _EMULATED_URL if settings.emulated else settings.api_url
        self._http = connected(settings, url, _headers(settings), transport or _transport(settings))

    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        idempotent: bool | None = None,
        is_meant: IsMeant = anything,
        **ids: str,
    ) -> Any:
        """Send one request and return the ``data`` of its response; ``{}`` where the API answers with a message only.

        Args:
            method: the HTTP verb.
            path: a path of the API's document, such as ``/gates/{id}``; the ids are escaped.
            params: query parameters.
            body: what to send as JSON.
            idempotent: whether sending it twice is harmless; by default of every verb but POST.
            is_meant: returns whether data is about the object that is meant. What is about another one, as a cache
                on the way may answer, is no response.
            ids: the values for the path.

        Raises:
            NotFound, AlreadyExists, RateLimited, OutcomeUnknown, ApiError: see ``errors``.
        """
        found = self.document(method, path, params=params, body=body, idempotent=idempotent, is_meant=is_meant, **ids)
        data = data_of(found)
        return {} if data is None else data

    def read(
        self, path: str, /, *, params: Mapping[str, Any] | None = None, is_meant: IsMeant = anything, **ids: str
    ) -> Any:
        """Return the ``data`` of what is at a path; None where nothing is, which an API says with a 404 or with null.

        ``is_meant`` is as for ``request``.

        Raises:
            ApiError: the response has no data.
        """
        try:
            data = data_of(self._send(about(is_meant), "GET", fill(path, ids), params))
        except NotFound:
            return None
        if data == {}:  # it would mean that every field has been emptied
            raise ApiError("the response has no data", status=200, method="GET", path=path, hint=NOT_THE_API)
        return data

    def document(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        idempotent: bool | None = None,
        is_meant: IsMeant = anything,
        **ids: str,
    ) -> dict[str, Any]:
        """Send one request and return all of its response: ``message``, ``data``, ``pagination``. See ``request``."""
        harmless = method != "POST" if idempotent is None else idempotent
        try:
            return self._send(about(is_meant), method, fill(path, ids), params, body, idempotent=harmless)
        finally:
            if method != "GET":
                self.lists.forget(path, ids.values())

    def paginate(self, path: str, /, *, params: Mapping[str, Any] | None = None, **ids: str) -> Iterator[Any]:
        """Yield the items of a list; each page is fetched when it is needed."""
        query: dict[str, Any] | None = {"limit": _PAGE, "page": 1, **(params or {})}
        before, empty = None, 0
        while query is not None and empty < _EMPTY_PAGES:
            response = self._send(read, "GET", fill(path, ids), query)
            found = data_of(response)
            if found == {} and "data" not in response:  # an empty list would mean that every object is gone
                raise ApiError("the list has no data", status=200, method="GET", path=path, hint=NOT_THE_API)
            data = found if isinstance(found, list) else [found or {}]
            if data and data == before:  # a server that does not turn the page
                return
            before, empty = data, 0 if data else empty + 1
            yield from (object_in(one, "GET", path) for one in data)
            query = next_query(query, response.get("pagination"))

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
                if self._project:
                    self._windows.belong_to(self.settings.place, self._project)
            return self._project

    def reach(self) -> Reached:
        """Ask once for the key's project, and return what came back, whatever it is."""
        return reach(self._http, "project", self.clock, self.settings.request_timeout)

    def server_time(self) -> float | None:
        """Return the server's time, in seconds since 1970, by its latest response; None where it has not told it."""
        return None if self._server_ahead is None else self.clock.monotonic() + self._server_ahead

    @property
    def mutations(self) -> int:
        """How many requests of this thread may have changed something."""
        return getattr(self._thread, "mutations", 0)

    def forget_mutations(self) -> None:
        """Note that what this thread has changed has been undone."""
        self._thread.mutations = 0

    def change(self, do: Callable[[], T], *, converges: bool = False) -> T:
        """Return the result of something that reads an object and then changes it.

        It is done again where a request had to wait for more than a moment: for the rate limit, to be sent again, for
        other changes of the same. People may have changed the object since it was read. The request has its turn then.

        Args:
            do: does it. What it does before its first request that changes something must not harm when it is done
                twice.
            converges: whether it may be done again after it has changed something, as it sends what is missing. By
                default only the first request that changes something makes it begin again.
        """
        outer, change = self._changing(), _Change(converges)
        self._thread.change = change
        try:
            while True:
                with suppress(_ReadBeforeTheWait):
                    return do()
        finally:
            self._thread.change = outer
            if outer is not None:
                outer.has_written |= change.has_written
            if change.sending and change.sending.turn:
                self.budget.end(change.sending.turn)

    @contextmanager
    def locked(self, what: str) -> Iterator[None]:
        """Let one thread at a time read, change and write something that has to be sent as a whole."""
        with self._lock:
            lock = self._locks.setdefault(what, threading.Lock())
        begun = self.clock.monotonic()
        with lock:
            if change := self._changing():
                change.waited += self.clock.monotonic() - begun
            yield

    def _send(
        self, reader: Reader[T], method: str, path: str, params: Any, body: Any = None, *, idempotent: bool = True
    ) -> T:
        sending = self._sending(method, idempotent)

        def retryable(error: BaseException) -> bool:
            return isinstance(error, RetryableError) and error.passes and (idempotent or not error.may_have_acted)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(retryable),
            wait=self._wait,
            stop=lambda state: self.clock.monotonic() + state.upcoming_sleep > sending.deadline,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            found: T = retrying(self._attempt, sending, reader, method, path, params=params, body=body)
        except RetryableError as last:
            unknown = last.may_have_acted and not idempotent
            if unknown and last.error.status == 429:  # whoever looks for what became of it has to wait as well
                self._pause(sending, last.retry_after or _WINDOW)
            raise last.final(outcome_unknown=unknown) from None
        if (change := self._changing()) is not None:
            change.has_read = True
        return found

    def _sending(self, method: str, idempotent: bool) -> _Sending:
        """Return a request that begins, or the one that has its turn: what it is of has been read once more."""
        now, change = self.clock.monotonic(), self._changing()
        if method != "GET" and change and change.sending:
            sending, change.sending = change.sending, None
            sending.idempotent, sending.waits_since = idempotent, now
            return sending
        patience = 0.0 if method == "GET" else _PATIENCE * self.settings.retry_deadline
        return _Sending(now + self.settings.retry_deadline, idempotent, now, now, patience)

    def _changing(self) -> _Change | None:
        """Return what this thread is changing."""
        found: _Change | None = getattr(self._thread, "change", None)
        return found

    def _attempt(
        self, sending: _Sending, reader: Reader[T], method: str, path: str, *, params: Any = None, body: Any = None
    ) -> T:
        attempt = self._pace(sending, method, path)
        sending.attempts += 1
        request = Request(method, shown(path), sending.attempts, self.clock.monotonic() - sending.idle_since)
        exchange = Exchange(self._http, self._request(method, path, params, body))
        try:
            with self._observer.request(request, self.clock.monotonic):
                response = self._response(sending, attempt, method, path, exchange)
                request.status, request.request_id = response.status_code, response.headers.get("x-request-id", "")
                return self._read(sending, reader, method, path, response)
        finally:
            sending.idle_since = self.clock.monotonic()

    def _request(self, method: str, path: str, params: Mapping[str, Any] | None, body: Any) -> httpx.Request:
        """Return a request as ``httpx.Client.build_request`` makes it, which parses the address three times."""
        return httpx.Request(
            method,
            f"{str(self._http.base_url).rstrip('/')}/{path.lstrip('/')}",
            params=_query(params) if params else None,
            headers=self._http.headers,
            json=body,
            extensions={"timeout": self._http.timeout.as_dict()},
        )

    def _response(
        self, sending: _Sending, attempt: Attempt | None, method: str, path: str, exchange: Exchange
    ) -> httpx.Response:
        try:
            return self._exchanged(exchange, attempt)
        except (httpx.HTTPError, TimeoutError, Interrupted) as error:
            lost = no_response(method, path, error, self.settings, sent=exchange.give_up())
            self._count(method, lost.may_have_acted)
            if isinstance(error, Interrupted) and (sending.idempotent or not lost.may_have_acted):
                raise
            raise lost from None

    def _read(self, sending: _Sending, reader: Reader[T], method: str, path: str, response: httpx.Response) -> T:
        acted = may_have_acted(response)
        self._count(method, acted)
        try:
            return reader(method, path, response, self.settings)
        except ApiError as error:
            raise error.as_type(OutcomeUnknown) if acted and not sending.idempotent else error from None

    def _exchanged(self, exchange: Exchange, attempt: Attempt | None) -> httpx.Response:
        """Return the response; an attempt to write has ended then, however it ends."""
        status = asked = None
        try:
            response = self.clock.within(self.settings.request_timeout, exchange)
            status, asked = response.status_code, retry_after(response)
            if date := date_of(response):
                self._server_ahead = date - self.clock.monotonic()
            return response
        finally:
            if attempt is not None:
                self.budget.end(attempt, status, asked)

    def _pace(self, sending: _Sending, method: str, path: str) -> Attempt | None:
        """Wait for the rate limit, and while the server has asked somebody to wait; that is no retrying."""
        start = self.clock.monotonic()
        attempt = None
        if method == "GET":
            self.budget.wait_for_pause()
        else:
            attempt, sending.turn = sending.turn or self.budget.begin(path), None
            self._read_once_more(sending, attempt)
        sending.deadline += self.clock.monotonic() - start
        return attempt

    def _read_once_more(self, sending: _Sending, turn: Attempt) -> None:
        """Go back to reading where a change has waited."""
        change = self._changing()
        if change is None or not change.may_begin_again:
            return
        if change.waited + self.clock.monotonic() - sending.waits_since > _MOMENT:
            sending.turn, change.sending, change.has_read, change.waited = turn, sending, False, 0.0
            raise _ReadBeforeTheWait

    def _count(self, method: str, may_have_acted: bool) -> None:
        if method != "GET" and may_have_acted:
            self._thread.mutations = self.mutations + 1
            if change := self._changing():
                change.has_written = True

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        assert isinstance(error, RetryableError)  # noqa: S101 - for type checkers: nothing else is retried
        state.attempt_number = state.args[0].attempts  # also those before it went back to reading
        asked = error.retry_after
        if error.error.status == 429:
            asked = asked or min(_SHORTEST_PAUSE * 2 ** (state.attempt_number - 1), _LONGEST_PAUSE)
            self._pause(state.args[0], asked)
        # Jitter above what the server asks for: four threads that were refused together must not return together.
        seconds = float(_backoff(state)) if asked is None else asked + float(_jitter(state))
        if seconds > WORTH_REPORTING and error.error.status != 429:
            self._notify(f"{error.error.message or 'no response'}; trying again in {seconds:.0f} s")
        return seconds

    def _pause(self, sending: _Sending, seconds: float) -> None:
        """Have all requests wait, unless it is for longer than anything is tried again."""
        if seconds <= sending.longest_pause(self.clock.monotonic()):
            sending.pause(seconds)
            self.budget.pause(seconds)
            self.budget.report(seconds)


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


# -- one for each process --------------------------------------------------------------------------------------

_clients: dict[Settings, Client] = {}
_clients_lock = threading.Lock()


def client_for(settings: Settings) -> Client:
    """Return the one client of this process for these settings; the threads of a provider share it."""
    with _clients_lock:
        if settings not in _clients:
            _clients[settings] = Client(settings, notes=notes_folder())
        return _clients[settings]
