"""Pacing: the API's limits on writes, kept by waiting instead of by being refused.

The pace begins at the figures that Statsig documents, or at what the user sets. A refusal tells that the project has
less; what was met then is the limit from there on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sized

from ..config import Settings
from ..notify import WORTH_REPORTING
from .clock import Clock
from .windows import Attempt, Quota, Rate, Windows

_SEGMENTS = "/segments"
"""The paths that have a quota of their own."""
_BURST, _QUARTER = 10.0, 900.0
"""The seconds of the two windows."""
_REFUSED, _FAILED = 429, 300
_QUIET = 10.0
"""The seconds between two reports."""
_PLAUSIBLE = 10
"""A limit below a tenth of what is documented is none of the project: then another client takes the rest just now."""


class Budget:
    """The writes of one Statsig project, over all threads of a process and all processes that share its windows.

    Args:
        settings: the limits, which are upper bounds of what is learned.
        windows: where attempts are counted.
        clock: the time.
        notify: where waiting over two seconds is reported: one line for all threads.
    """

    def __init__(self, settings: Settings, windows: Windows, clock: Clock, notify: Callable[[str], None]) -> None:
        self._usual = _quota("all", settings.mutations_per_10s, settings.mutations_per_15min)
        self._segments = _quota("segments", settings.segment_mutations_per_10s, settings.segment_mutations_per_15min)
        self._windows, self._clock, self._notify = windows, clock, notify
        self._refusals = {quota: _Refusals(quota, windows) for quota in (self._usual, self._segments)}
        self._lock = threading.Lock()
        self._sent, self._quiet_until = 0, 0.0
        self.planned: Sized = ()
        """What is known to be left to do: a resource is one change or more."""

    def begin(self, path: str) -> Attempt:
        """Wait until a write to a path is within the windows, and nobody has to wait; return it as an attempt, which
        has to be ended.

        Each attempt counts, for the server counts those that it refuses as well.
        """
        quota = self._segments if path.startswith(_SEGMENTS) else self._usual
        while not isinstance(begun := self._windows.begin(quota, self._clock.time()), Attempt):
            self.report(begun)
            self._clock.sleep(begun)
        return begun

    def end(self, attempt: Attempt, status: int | None = None, retry_after: float | None = None) -> None:
        """Note that an attempt has ended.

        Args:
            attempt: the attempt.
            status: that of the response; None where there was none.
            retry_after: the seconds for which the server asks to wait.
        """
        now = self._clock.time()
        self._windows.end(attempt, now)
        with self._lock:
            if status == _REFUSED:
                self._refusals[attempt.quota].note(attempt, now, retry_after or 0.0)
            elif status is not None:
                self._refusals[attempt.quota].accepted(attempt)
                self._sent += status < _FAILED

    def pause(self, seconds: float) -> None:
        """Have all requests of the project wait, in all processes."""
        self._windows.pause(seconds, self._clock.time())

    def wait_for_pause(self) -> None:
        """Wait while the server has asked somebody to wait."""
        while (seconds := self._windows.paused(self._clock.time(), _QUARTER)) > 0:
            self.report(seconds)
            self._clock.sleep(seconds)

    def report(self, seconds: float) -> None:
        """Report a wait, unless another one has been reported just now."""
        with self._lock:
            now = self._clock.monotonic()
            if seconds <= WORTH_REPORTING or now < self._quiet_until:
                return
            self._quiet_until = now + max(_QUIET, seconds)
        changes = "1 change" if self._sent == 1 else f"{self._sent} changes"
        self._notify(f"waiting for Statsig's limit, {_duration(seconds)}; {changes} sent{self._outlook(seconds)}")

    def _outlook(self, wait: float) -> str:
        """Return how much is left to do, and for how long at least; "" where that is not known."""
        left = len(self.planned)
        if not left:
            return ""
        seconds = wait + shortest(left, *(rate.most for rate in self._usual.rates))
        return f", {left} {'resource' if left == 1 else 'resources'} left: at least {_duration(seconds)}"


class _Refusals:
    """What refusals tell about a quota, whose windows both may be the reason.

    The first ones are laid to the short window. Where everything is refused for as long as that window lasts, it is
    the long one, and the short one is as it was before.
    """

    def __init__(self, quota: Quota, windows: Windows) -> None:
        self._quota, self._windows = quota, windows
        self._short, self._long = quota.rates
        self._since: float | None = None
        """When the first of them was sent; None while attempts succeed."""
        self._met: dict[Rate, int] = {}
        """How many attempts each window had then."""
        self._before: int | None = None
        """What was known of the short window before."""

    def note(self, attempt: Attempt, now: float, retry_after: float) -> None:
        """Note that an attempt was refused."""
        if self._since is None:
            self._since, self._met = attempt.sent, {}
            self._before = self._windows.learned(self._quota, self._short, now)
        for rate in self._quota.rates:
            before = self._windows.before(attempt, rate)
            self._met[rate] = min(before, self._met.get(rate, before))
        # A server that says for how long knows which window it is.
        if (retry_after or attempt.sent - self._since) >= self._short.seconds:
            self._windows.learn(self._quota, self._short, self._before, now)
            self._learn(self._long, now)
        else:
            self._learn(self._short, now)

    def accepted(self, attempt: Attempt) -> None:
        """Note that an attempt was not refused; those sent together with the first refused one tell nothing."""
        if self._since is not None and attempt.sent > self._since:
            self._since = None

    def _learn(self, rate: Rate, now: float) -> None:
        """Learn that what a window had was all that it may have."""
        met, known = self._met[rate], self._windows.learned(self._quota, rate, now)
        if met >= rate.most / _PLAUSIBLE and (known is None or met < known):
            self._windows.learn(self._quota, rate, max(met, 1), now)


def shortest(writes: int, per_10s: int, per_15min: int) -> float:
    """Return the seconds after which the last of so many writes can be sent, where none was before."""
    before = max(writes - 1, 0)
    quarters, rest = divmod(before, per_15min)
    return max(before // per_10s * _BURST, quarters * _QUARTER + rest // per_10s * _BURST)


def _quota(name: str, per_10s: int, per_15min: int) -> Quota:
    return Quota(name, (Rate(_BURST, per_10s), Rate(_QUARTER, per_15min)))


def _duration(seconds: float) -> str:
    """Return seconds in words: ``40 s``, ``12 min``."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
