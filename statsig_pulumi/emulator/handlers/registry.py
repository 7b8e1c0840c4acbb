"""The handlers by the operations that they handle."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Handler

HANDLERS: dict[str, Handler] = {}


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of operations, which are named as in the contract."""

    def register(handler: Handler) -> Handler:
        for operation in operations:
            HANDLERS[operation] = handler
        return handler

    return register
