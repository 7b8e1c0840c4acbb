"""The log: a line for each request, as text or JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timezone
from typing import TextIO

from ..redactor import clean

VARIABLE = "STATSIG_PULUMI_LOG"
"""The variable of the environment that asks for a log: ``info`` or ``debug``, then ``,json``, then ``:FILE``."""
_LEVELS = ("info", "debug")

Field = str | int | float | None


class Log:
    """A log. Safe for threads; processes may share a file.

    Args:
        stream: where it is written.
        debug: whether it has details as well.
        as_json: whether a line is a JSON object.
    """

    def __init__(self, stream: TextIO, *, debug: bool = False, as_json: bool = False) -> None:
        self._stream, self._debug, self._as_json = stream, debug, as_json
        self._lock = threading.Lock()

    def info(self, event: str, **fields: Field) -> None:
        """Write a line; fields that are None or empty are left out."""
        self._write("info", event, fields)

    def debug(self, event: str, **fields: Field) -> None:
        """Write a detail."""
        if self._debug:
            self._write("debug", event, fields)

    def _write(self, level: str, event: str, fields: dict[str, Field]) -> None:
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        shown = {name: _shown(value) for name, value in fields.items() if value not in (None, "")}
        line = _json(now, level, event, shown) if self._as_json else _text(now, level, event, shown)
        with self._lock, suppress(OSError, ValueError):  # a log is never a reason to fail
            self._stream.write(line + "\n")
            self._stream.flush()


def _shown(value: Field) -> Field:
    return clean(value) if isinstance(value, str) else round(value, 3) if isinstance(value, float) else value


def _json(now: str, level: str, event: str, fields: dict[str, Field]) -> str:
    return json.dumps({"time": now, "level": level, "event": event, "pid": os.getpid(), **fields})


def _text(now: str, level: str, event: str, fields: dict[str, Field]) -> str:
    return " ".join([now, level, event, *(f"{name}={_word(value)}" for name, value in fields.items())])


def _word(value: Field) -> str:
    """Return a value as one word, in quotes where it is none or could be taken for something else."""
    text = str(value)
    return text if text.isascii() and text.isprintable() and not {*' "='} & {*text} else json.dumps(text)


def log_of(text: str, notify: Callable[[str], None]) -> Log | None:
    """Return the log that the environment asks for; None for none.

    Args:
        text: the value of the variable.
        notify: where it is said that the value is wrong, or the file cannot be written.
    """
    form, _, path = text.partition(":")
    level, _, style = form.strip().lower().partition(",")
    if not text.strip():
        return None
    if level not in _LEVELS or style not in ("", "json"):
        notify(f"warning: {VARIABLE} is none of info, debug, info,json and debug,json, with :FILE or without: no log")
        return None
    try:
        stream = _opened(path) if path else sys.stderr
    except OSError as error:
        notify(f"warning: {VARIABLE}: {error}: no log")
        return None
    return Log(stream, debug=level == "debug", as_json=style == "json")


def _opened(path: str) -> TextIO:
    """Return a file to which whole lines are added. It is the user's alone, as names in it may be confidential."""
    number = os.open(os.path.expanduser(path), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    return open(number, "a", encoding="utf-8")
