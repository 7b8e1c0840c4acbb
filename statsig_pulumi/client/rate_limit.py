"""Pacing: the API's limits on mutations, kept by waiting instead of by being refused."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from .clock import Clock

WORTH_REPORTING = 2.0
"""Waiting longer than this, in seconds, is reported."""


class RateLimit:
    """Sliding windows over all threads of the process.

    Args:
        rates: the windows.
        clock: the time.
        notify: where waiting over two seconds is reported.
    """

    def __init__(self, rates: list[Rate], clock: Clock, notify: Callable[[str], None]) -> None:
        self._bucket = InMemoryBucket(rates)
        self._lock = threading.Lock()
        self._clock, self._notify = clock, notify

    @classmethod
    def of_project(cls, per_10s: int, per_15min: int, clock: Clock, notify: Callable[[str], None]) -> RateLimit:
        """Return a limit of a Statsig project: mutations in any 10 seconds and in any 15 minutes."""
        return cls(_binding(per_10s, per_15min), clock, notify)

    def wait(self) -> None:
        """Wait until one more request is within the limit."""
        while (seconds := self._reserve()) > 0:
            if seconds > WORTH_REPORTING:
                self._notify(f"{self._bucket.count()} changes sent, the limit of the API; going on in {seconds:.0f} s")
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
    """Return the windows that can ever hold a request back; the limiter takes no others."""
    short, long = Rate(per_10s, 10 * Duration.SECOND), Rate(per_15min, 15 * Duration.MINUTE)
    if per_15min <= per_10s:
        return [long]
    return [short] if per_15min >= per_10s * 90 else [short, long]
