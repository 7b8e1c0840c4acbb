"""The time of the tests."""

from __future__ import annotations

from collections.abc import Callable
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

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        assert seconds >= 0
        self.now += seconds

    def within(self, _seconds: float, call: Callable[[], T], /) -> T:
        """Return the result of a call, however long it takes."""
        return call()
