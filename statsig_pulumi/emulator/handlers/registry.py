"""Which handler answers which operation."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Handler

HANDLERS: dict[str, Handler] = {}


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Register the handler of operations, named as in the contract."""

    def register(handler: Handler) -> Handler:
        for operation in operations:
            HANDLERS[operation] = handler
        return handler

    return register
