"""What is going on, said every two seconds on the error output; nothing of what is done sooner."""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TextIO, TypeVar

from ..notify import WORTH_REPORTING, encodable
from ..redactor import clean

T = TypeVar("T")


class Progress:
    """Says how far a command is, while it is entered.

    Args:
        stream: where; by default the error output.
        every: the seconds between two lines, and before the first.
    """

    def __init__(self, stream: TextIO | None = None, every: float = WORTH_REPORTING) -> None:
        self._stream, self._every = stream or sys.stderr, every
        self._now: dict[str, str] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def say(self, what: str, of: str = "") -> None:
        """Note what is going on; it is said if it is still true in a while.

        Args:
            what: what is done.
            of: what of several things at once that is about, such as a project.
        """
        self._now = {**self._now, of: what}

    def over(self, items: Iterable[T], label: str, of: str = "") -> Iterator[T]:
        """Yield items, and note how many of them have been taken."""
        known: Collection[T] = [*items]
        for number, item in enumerate(known, start=1):
            self.say(f"{label} {number} of {len(known)}", of)
            yield item

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            now = "; ".join(f"{of}: {what}" if of else what for of, what in self._now.items())
            with suppress(OSError, ValueError):
                self._stream.write(encodable(f"statsig-pulumi: {clean(now)}\n"))
                self._stream.flush()
