"""The time, and waiting for it: every wait of a process ends when its run is cancelled."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
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
        self._grace, self._interrupted = grace, threading.Event()
        self._ends = 0.0
        """When requests get no response any more."""
        self._waiting: set[SimpleQueue[Any]] = set()
        """Where outcomes are waited for."""

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
        outcome: SimpleQueue[Future[T] | None] = SimpleQueue()
        self._waiting.add(outcome)
        try:
            if self._left(deadline):
                _THREADS.begin(call, outcome)
            while (ended := outcome.get(timeout=self._left(deadline))) is None:
                pass  # the run was cancelled: there is less time from now on
        except Empty:
            raise (Interrupted if self._interrupted.is_set() else TimeoutError) from None
        finally:
            self._waiting.discard(outcome)
        return ended.result()

    def interrupt(self) -> None:
        """End all waits, now and later: the run was cancelled."""
        if not self._interrupted.is_set():
            self._ends = self.monotonic() + self._grace
            self._interrupted.set()
            for outcome in [*self._waiting]:
                outcome.put(None)

    def _left(self, deadline: float) -> float:
        """Return the seconds that are left for a request."""
        end = min(deadline, self._ends) if self._interrupted.is_set() else deadline
        return max(end - self.monotonic(), 0)


class _Threads:
    """Threads for calls that may be given up, kept for the next ones. They keep no process from ending."""

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[Callable[[], None]]] = []
        if hasattr(os, "register_at_fork"):  # a child has none of them
            os.register_at_fork(after_in_child=self._idle.clear)

    def begin(self, call: Callable[[], T], outcome: SimpleQueue[Future[T] | None]) -> None:
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


def _ended(call: Callable[[], T]) -> Future[T]:
    """Make a call, and return its outcome."""
    future: Future[T] = Future()
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 - raised where the outcome is waited for
        future.set_exception(error)
    return future


_THREADS = _Threads()


CLOCK = SystemClock()
"""The time of this process."""
