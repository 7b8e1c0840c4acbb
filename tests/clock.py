"""The time of the tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """A time that passes only while somebody waits, or when a test lets it. As a function it returns the time.

    Args:
        now: when it begins, in seconds since 1970.
    """

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def time(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        assert seconds >= 0
        self.now += seconds

    def within(self, _seconds: float, call: Callable[[], T], /) -> T:
        """Return the result of a call, however long it takes."""
        return call()


class WaitingClock(Clock):
    """A clock that does something when somebody has waited for it."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: Callable[[float], object] = lambda _seconds: None

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        super().sleep(seconds)
        self.waited(seconds)


class SimulatedClock(Clock):
    """A time for several threads: it passes when all of them wait, up to when the first of them wants to go on."""

    def __init__(self) -> None:
        super().__init__()
        self._changed, self._running = threading.Condition(), 0
        self._waiting: list[float] = []

    def run(self, *calls: Callable[[], object]) -> None:
        """Make calls at once, each in a thread of its own, and return when all have ended."""
        self._running = len(calls)
        with ThreadPoolExecutor(len(calls)) as threads:
            for made in [threads.submit(self._run, call) for call in calls]:
                made.result()

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        assert seconds >= 0
        with self._changed:
            until = self.now + seconds
            self._waiting.append(until)
            self._pass_on()
            while self.now < until:
                self._changed.wait()
            self._waiting.remove(until)

    def _run(self, call: Callable[[], object]) -> None:
        try:
            call()
        finally:
            with self._changed:
                self._running -= 1
                self._pass_on()

    def _pass_on(self) -> None:
        """Let the time pass; who has been woken and has not gone on yet does not wait."""
        ahead = [until for until in self._waiting if until > self.now]
        if ahead and len(ahead) == self._running:
            self.now = min(ahead)
            self._changed.notify_all()
