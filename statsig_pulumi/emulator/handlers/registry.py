"""The handlers by the operations that they handle."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context, Handler, Success

HANDLERS: dict[str, Handler] = {}
Surround = Callable[[Context, Handler], Success]
FAMILIES: set[str] = set()
"""The families of documents that the handlers store."""


SURROUNDING: list[Surround] = []
"""What is done around every handler: each gets the request and the handler, and returns the response."""


def stores(*families: str) -> str:
    """Register families of documents, and return the first."""
    FAMILIES.update(families)
    return families[0]


def surrounds(run: Surround) -> Surround:
    """Register a function that runs in place of each handler, and calls it."""
    SURROUNDING.append(run)
    return run


def surrounded(handler: Handler) -> Handler:
    """Return a handler with all that is done around it."""
    for run in SURROUNDING:
        handler = _inside(run, handler)
    return handler


def _inside(run: Surround, handler: Handler) -> Handler:
    return lambda context: run(context, handler)


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of operations, which are named as in the contract."""

    def register(handler: Handler) -> Handler:
        for operation in operations:
            HANDLERS[operation] = handler
        return handler

    return register
