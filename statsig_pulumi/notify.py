"""Messages to the user that cannot wait for the end of a run."""

from __future__ import annotations


def notify(text: str) -> None:
    """Print one line. The engine shows what a provider prints among the stack's messages."""
    print(f"statsig: {text}", flush=True)  # noqa: T201
