"""The time, and waiting for it: every wait of a process ends when its run is cancelled.

Pulumi passes Ctrl-C on to a provider as a ``Cancel`` request, or as a signal that ends the process. An engine that is
killed tells nobody, and leaves its providers behind: these notice that nobody reads any more what they print.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from ..errors import Interrupted

T = TypeVar("T")
GRACE = 1.0
"""The seconds after the cancellation in which requests still get their responses."""


class Clock(Protocol):
    """The time, and waiting for it."""

    def monotonic(self) -> float:
        """Return the seconds since some moment."""
        ...

    def time(self) -> float:
        """Return the wall clock's time, in seconds since 1970. It may jump."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait.

        Raises:
            Interrupted: the run was cancelled.
        """
        ...

    def within(self, seconds: float, call: Callable[[], T], /) -> T:
        """Return the result of a call.

        Raises:
            TimeoutError: it has not ended within so many seconds.
            Interrupted: the run was cancelled.
        """
        ...


class SystemClock:
    """The system's time. Safe for threads.

    Args:
        grace: the seconds after the cancellation in which requests still get their responses, so that what they have
            done is known.
    """

    def __init__(self, grace: float = GRACE) -> None:
        self._grace, self._interrupted = grace, Future[float]()

    def monotonic(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    def time(self) -> float:
        """Return the wall clock's time."""
        return time.time()

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        if wait([self._interrupted], seconds).done:
            raise Interrupted

    def within(self, seconds: float, call: Callable[[], T], /) -> T:
        """Return the result of a call, which goes on by itself when it is no longer waited for."""
        if self._left() == 0:
            raise Interrupted
        future = _started(call)
        ends: list[Future[Any]] = [future, self._interrupted]
        if not wait(ends, seconds, FIRST_COMPLETED).done:
            raise TimeoutError
        if not wait([future], self._left()).done:
            raise Interrupted
        return future.result()

    def interrupt(self) -> None:
        """End all waits, now and later: the run was cancelled."""
        with suppress(InvalidStateError):  # it was before
            self._interrupted.set_result(self.monotonic())

    def _left(self) -> float | None:
        """Return the seconds left for requests; None where the run goes on."""
        if not self._interrupted.done():
            return None
        return max(self._interrupted.result() + self._grace - self.monotonic(), 0)


def _started(call: Callable[[], T]) -> Future[T]:
    """Return the future result of a call. Its thread keeps no process from ending."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where the result is waited for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


CLOCK = SystemClock()
"""The time of this process."""


class _Cancelling(ThreadPoolExecutor):
    """The thread of ``Cancel`` requests: those of the other requests may all be waiting."""

    def submit(self, *arguments: Any, **options: Any) -> Future[Any]:
        CLOCK.interrupt()
        return super().submit(*arguments, **options)


def end_waits_when_cancelled() -> None:
    """End all waits when Pulumi cancels the run, or when this process is told to end. Only a provider's process is.

    Pulumi's SDK has no hook for it. gRPC looks at each request for threads of its own that its method may name.
    """
    servicer = getattr(sys.modules["__main__"], "DynamicResourceProviderServicer", None)
    if servicer is not None and not hasattr(servicer.Cancel, "experimental_thread_pool"):
        servicer.Cancel.experimental_thread_pool = _Cancelling(max_workers=1)
        # Threads are waited for before ``atexit`` runs. Only the main thread could set a handler of signals.
        threading._register_atexit(CLOCK.interrupt)  # type: ignore[attr-defined]
        threading.Thread(target=_end_with_the_engine, args=(sys.argv[-1],), daemon=True).start()


def _end_with_the_engine(address: str) -> None:
    """End this process when the engine has been killed. What was being created stays recorded for the next run.

    Args:
        address: where the engine listens.
    """
    if not hasattr(select, "poll") or not _nobody_reads_stdout():
        return
    while not _nobody_listens(address):  # it may be about to end
        time.sleep(GRACE)
    CLOCK.interrupt()
    time.sleep(1.5 * GRACE)  # requests that are under way get their responses
    os._exit(1)  # without removing the records, as an orderly end would


def _nobody_reads_stdout() -> bool:
    """Wait until the other end of the standard output is closed, if it is a pipe."""
    poll = select.poll()
    poll.register(1, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll())


def _nobody_listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=GRACE).close()
    except ConnectionRefusedError:
        return True
    except (OSError, ValueError):
        return False
    return False
