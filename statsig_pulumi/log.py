"""Telling the user what cannot wait."""

from __future__ import annotations


def say(text: str) -> None:
    """One line to the user. The engine shows what a provider prints among the stack's messages."""
    print(f"statsig: {text}", flush=True)  # noqa: T201
