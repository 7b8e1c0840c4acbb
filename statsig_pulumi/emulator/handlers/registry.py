"""The handlers by the operations that they handle."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Handler

HANDLERS: dict[str, Handler] = {}
FAMILIES: set[str] = set()
"""The families of documents that the handlers store."""


def stores(*families: str) -> str:
    """Register families of documents, and return the first."""
    FAMILIES.update(families)
    return families[0]


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of operations, which are named as in the contract."""

    def register(handler: Handler) -> Handler:
        for operation in operations:
            HANDLERS[operation] = handler
        return handler

    return register
