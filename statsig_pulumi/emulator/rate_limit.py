"""The rate limits: how many writes a project may attempt."""

from __future__ import annotations

from .contract import Operation
from .http import HTTPError
from .store import Store

QUOTAS = {
    "mutations_per_10s": (10.0, 100),
    "mutations_per_15min": (900.0, 1800),
    "segment_mutations_per_10s": (10.0, 12),
    "segment_mutations_per_15min": (900.0, 900),
}
"""The seconds of a window, and the number of attempts in it, which a setting of the same name changes."""
_LONGEST = max(seconds for seconds, _ in QUOTAS.values())


def count_attempt(store: Store, project: str, operation: Operation, now: float) -> None:
    """Count an attempt to write something; one that is refused counts as well. Segments are counted apart.

    Raises:
        HTTPError: 429, there are too many.
    """
    of_segments = operation.path.startswith("/segments")
    counted = f"{project}/segments" if of_segments else project
    store.rows("delete from mutations where project = ? and at <= ?", counted, now - _LONGEST)
    store.rows("insert into mutations values (?, ?)", counted, now)
    names = [name for name in QUOTAS if name.startswith("segment_") == of_segments]
    if wait := max(_wait(store, counted, name, now) for name in names):
        headers = {"retry-after": str(round(wait + 0.5))} if store.setting("retry_after", False) else None
        raise HTTPError(429, "Too many requests", headers=headers)


def _wait(store: Store, counted: str, name: str, now: float) -> float:
    """Return in how many seconds the window has room again; 0 where the attempt is within it."""
    seconds, usual = QUOTAS[name]
    limit = store.setting(name, usual)
    since = now - seconds
    query = "select at from mutations where project = ? and at > ? order by at desc limit ?"
    found = store.rows(query, counted, since, limit + 1)
    return float(found[limit - 1][0] - since) if len(found) > limit else 0.0
