"""Messages to the user while an operation is running."""

from __future__ import annotations

import sys
from contextlib import suppress

from .redactor import clean

WORTH_REPORTING = 2.0
"""What takes longer than this, in seconds, is reported."""


def notify(message: str) -> None:
    """Print one line. Pulumi shows what a provider prints among the stack's diagnostics.

    A message is never a reason to fail: what the output's encoding cannot write is escaped, and an output that is
    closed takes nothing.
    """
    line = f"statsig: {clean(message)}\n"
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.write(encodable(line))
        sys.stdout.flush()


def encodable(text: str) -> str:
    """Return a text in which what the output's encoding cannot write is escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
