"""Lists in place of many reads: a page of a list holds a hundred whole objects."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import ApiError

_FEW = 3
"""So many members are read by themselves before the list is read: a run that reads few objects needs no list."""


class Lists:
    """The lists that were read in this process. What has been written since is not among their members.

    Only who looks at live objects reads from them, such as a refresh or an export; who changes an object reads it anew.

    Args:
        answered: is told each time that a list has answered what would have been a request: the list's operation.
    """

    def __init__(self, answered: Callable[[str], None] = lambda _list: None) -> None:
        self._answered = answered
        self._lists: dict[str, dict[str, Any]] = {}
        self._reads: Counter[str] = Counter()
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._lock = threading.Lock()
        self._keeping = False

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what ``whole`` reads within, for a command that looks at many objects, and nothing afterwards."""
        self._keeping = True
        try:
            yield
        finally:
            self._keeping = False
            self._lists.clear()
            self._reads.clear()

    def whole(self, operation: str, fetch: Callable[[], Iterable[Any]], id_of: Callable[[Any], str]) -> Iterable[Any]:
        """Return all members of a list.

        Args:
            operation: the operation, as the API's document names it.
            fetch: invokes it.
            id_of: returns the id of a member.
        """
        if not self._keeping:
            return fetch()
        with self._locked(operation):
            if operation not in self._lists:
                self._lists[operation] = {id_of(one): one for one in fetch()}
            return [*self._lists[operation].values()]

    def member(self, operation: str, id: str, fetch: Callable[[], Iterable[Any]], id_of: Callable[[Any], str]) -> Any:
        """Return a member of a list, which is read once several members are asked for; None where it has to be read by
        itself: the list is not read yet, or does not have it."""
        with self._locked(operation):
            self._reads[operation] += 1
            if operation not in self._lists and self._reads[operation] > _FEW:
                try:
                    self._lists[operation] = {id_of(one): one for one in fetch()}
                except ApiError:  # whoever may read an object may be refused the list
                    self._lists[operation] = {}
        found = self.known(operation, id)
        if found is not None:
            self._answered(operation)
        return found

    def known(self, operation: str, id: str) -> Any:
        """Return a member of a list that was read; None where there is none."""
        return self._lists.get(operation, {}).get(id)

    def forget(self, path: str, ids: Collection[str]) -> None:
        """Forget what a request may have changed: the objects whose ids it names; all, where it names none.

        A new object needs no care: the list does not have it.
        """
        for operation, members in [*self._lists.items()]:
            if ids:
                for id in ids:
                    members.pop(id, None)
            elif operation != f"GET {path}":
                self._lists.pop(operation, None)

    def _locked(self, operation: str) -> threading.RLock:
        with self._lock:
            return self._locks[operation]
