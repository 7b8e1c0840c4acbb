"""What is going on, said every two seconds on the error output; nothing of what is done sooner."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from ...redactor import clean

_EVERY = 2.0


class Progress:
    """Says how far a command is, while it is entered.

    Args:
        stream: where; by default the error output.
        every: the seconds between two lines, and before the first.
    """

    def __init__(self, stream: TextIO | None = None, every: float = _EVERY) -> None:
        self._stream, self._every = stream or sys.stderr, every
        self._now, self._ended = "", threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def say(self, what: str) -> None:
        """Note what is going on; it is said if it is still true in a while."""
        self._now = what

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
            with suppress(OSError, ValueError):
                self._stream.write(f"statsig-pulumi: {clean(self._now)}\n")
                self._stream.flush()
