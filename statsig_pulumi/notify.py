"""Messages to the user while an operation is running."""

from __future__ import annotations


def notify(message: str) -> None:
    """Print one line. Pulumi shows what a provider prints among the stack's diagnostics."""
    print(f"statsig: {message}", flush=True)  # noqa: T201
