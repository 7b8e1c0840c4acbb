"""Lists that are read once, so that their members need not be read one by one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


class Lists:
    """The lists that a command has read; they count until the command writes something.

    Nothing is kept outside ``kept()``: a provider decides by what is live at that moment.
    """

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] | None = None
        self._lock = threading.RLock()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is read within."""
        self._kept = {}
        try:
            yield
        finally:
            self._kept = None

    def read(self, operation: str, fetch: Callable[[], Iterable[Any]], id_of: Callable[[Any], str]) -> Iterable[Any]:
        """Return the members of a list.

        Args:
            operation: the operation, as the API's document names it.
            fetch: invokes it.
            id_of: returns the id of a member.
        """
        if self._kept is None:
            return fetch()
        with self._lock:
            if operation not in self._kept:
                self._kept[operation] = {id_of(one): one for one in fetch()}
            return list(self._kept[operation].values())

    def member(self, operation: str, id: str) -> Any:
        """Return a member of a list that is kept; None where there is none."""
        kept = self._kept
        return kept.get(operation, {}).get(id) if kept else None

    def forget(self) -> None:
        """Forget all: something has been written."""
        with self._lock:
            if self._kept:
                self._kept.clear()
