"""What is told of requests and of Pulumi's verbs, and to whom."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..notify import notify
from ..redactor import clean
from .log import VARIABLE, Log, log_of
from .tracing import parent, tracer_of

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer


@dataclass
class Request:
    """One request, as far as it is known.

    Attributes:
        method: the HTTP verb.
        path: the path, as it may be printed.
        attempt: 1, and more where it was tried before.
        waited: the seconds before it was sent: for the limit, and between attempts.
        status: that of the response; None where there was none.
        request_id: what the server calls it.
    """

    method: str
    path: str
    attempt: int
    waited: float = 0.0
    status: int | None = None
    request_id: str = ""


class Observer:
    """Who watches a process. Safe for threads.

    Args:
        log: the log; None: none.
        tracer: makes spans; None: there are none.
    """

    def __init__(self, log: Log | None = None, tracer: Tracer | None = None) -> None:
        self._log, self._tracer = log, tracer
        self._lock = threading.Lock()
        self._methods, self._retries, self._refused, self._waited, self._from_lists = Counter[str](), 0, 0, 0.0, 0

    @contextmanager
    def request(self, request: Request, now: Callable[[], float]) -> Iterator[Request]:
        """Watch a request; what becomes known of it is set on it.

        Args:
            request: the request.
            now: returns the time, in seconds.
        """
        start, error = now(), ""
        with self._span(f"{request.method} /{request.path.strip('/').partition('/')[0]}") as span:
            try:
                yield request
            except Exception as failure:
                error = type(failure).__name__
                raise
            finally:
                self._count(request)
                if span is not None:
                    _describe(span, request, error)
                if self._log is not None:
                    self._log.info("request", **vars(request), seconds=now() - start, error=error)

    @contextmanager
    def verb(self, verb: str, kind: str, name: Callable[[], str]) -> Iterator[None]:
        """Watch one of Pulumi's verbs.

        Args:
            verb: ``create``, ``update`` and so on.
            kind: the resource's kind.
            name: describes the object.
        """
        if self._log is None and self._tracer is None:
            yield
            return
        start = time.monotonic()
        with self._span(f"{verb} {kind}") as span:
            try:
                yield
            finally:
                if span is not None:
                    span.set_attributes({"pulumi.verb": verb, "statsig.kind": kind, "statsig.object": clean(name())})
                if self._log is not None:
                    self._log.debug("verb", verb=verb, kind=kind, object=name(), seconds=time.monotonic() - start)

    def from_list(self, operation: str) -> None:
        """Note that a list has answered what would have been a request."""
        with self._lock:
            self._from_lists += 1
        if self._log is not None:
            self._log.debug("from_list", list=operation)

    def summarize(self) -> None:
        """Write the summary of the process: what it has sent, and what it has waited for."""
        if self._log is None or not (self._methods or self._from_lists):
            return
        self._log.info(
            "summary",
            requests=sum(self._methods.values()),
            **dict(sorted(self._methods.items())),
            retries=self._retries,
            refused=self._refused,
            waited=self._waited,
            from_lists=self._from_lists,
        )

    def _count(self, request: Request) -> None:
        with self._lock:
            self._methods[request.method] += 1
            self._retries += request.attempt > 1
            self._refused += request.status == 429
            self._waited += request.waited

    @contextmanager
    def _span(self, name: str) -> Iterator[Span | None]:
        if self._tracer is None:
            yield None
            return
        # An exception's text may hold what the server repeats: its class is told, and no more.
        with self._tracer.start_as_current_span(
            name, context=parent(), record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except Exception as error:
                from opentelemetry.trace import Status, StatusCode

                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise


def _describe(span: Span, request: Request, error: str) -> None:
    """Set the attributes of a request, in the words of OpenTelemetry's conventions."""
    known: dict[str, str | int | float | None] = {
        "http.request.method": request.method,
        "url.path": clean(request.path),
        "http.request.resend_count": request.attempt - 1,
        "http.response.status_code": request.status,
        "statsig.waited": request.waited,
        "statsig.request_id": clean(request.request_id),
        "error.type": error,
    }
    span.set_attributes({name: value for name, value in known.items() if value is not None and value != ""})


@cache
def observer() -> Observer:
    """Return who watches this process, as the environment asks."""
    made = Observer(log_of(os.environ.get(VARIABLE, ""), notify), tracer_of(os.environ, notify))
    atexit.register(made.summarize)
    return made
