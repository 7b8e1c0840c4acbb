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
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, NoReturn, Protocol, TypeVar

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
        self._grace, self._interrupted = grace, threading.Event()
        self._ends = 0.0
        """When requests get no response any more."""
        self._waiting: set[SimpleQueue[_Outcome | None]] = set()

    def monotonic(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    def time(self) -> float:
        """Return the wall clock's time."""
        return time.time()

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        if self._interrupted.wait(seconds):
            raise Interrupted

    def within(self, seconds: float, call: Callable[[], T], /) -> T:
        """Return the result of a call, which goes on by itself when it is no longer waited for."""
        deadline = self.monotonic() + seconds
        outcome: SimpleQueue[_Outcome | None] = SimpleQueue()
        self._waiting.add(outcome)
        try:
            if not self._is_over():
                _THREADS.begin(call, outcome)
            while (ended := outcome.get(timeout=self._left(deadline))) is None:
                pass  # the run was cancelled: there is less time from now on
        except Empty:
            raise (Interrupted if self._interrupted.is_set() else TimeoutError) from None
        finally:
            self._waiting.discard(outcome)
        result: T = ended()
        return result

    def interrupt(self) -> None:
        """End all waits, now and later: the run was cancelled."""
        if not self._interrupted.is_set():
            self._ends = self.monotonic() + self._grace
            self._interrupted.set()
            for outcome in [*self._waiting]:
                outcome.put(None)

    def _is_over(self) -> bool:
        return self._interrupted.is_set() and self.monotonic() >= self._ends

    def _left(self, deadline: float) -> float:
        """Return the seconds that are left for a request."""
        end = min(deadline, self._ends) if self._interrupted.is_set() else deadline
        return max(end - self.monotonic(), 0)


_Outcome = Callable[[], Any]
"""Returns what a call has returned, or raises what it has raised."""


class _Threads:
    """Threads for calls that may be given up, kept for the next ones. They keep no process from ending."""

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[Callable[[], None]]] = []
        if hasattr(os, "register_at_fork"):  # a child has none of them
            os.register_at_fork(after_in_child=self._idle.clear)

    def begin(self, call: Callable[[], Any], outcome: SimpleQueue[_Outcome | None]) -> None:
        """Begin a call; its outcome is put where it is waited for."""
        try:
            calls = self._idle.pop()
        except IndexError:
            calls = SimpleQueue()
            threading.Thread(target=self._serve, args=(calls,), daemon=True).start()
        calls.put(lambda: outcome.put(_ended(call)))

    def _serve(self, calls: SimpleQueue[Callable[[], None]]) -> None:
        while True:
            calls.get()()
            self._idle.append(calls)


def _ended(call: Callable[[], T]) -> Callable[[], T]:
    """Return the outcome of a call."""
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - raised where the outcome is waited for
        return partial(_raise, error)
    return lambda: result


def _raise(error: BaseException) -> NoReturn:
    raise error


_THREADS = _Threads()


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
