"""The handlers by the operations that they handle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..context import Context, Handler, Success

HANDLERS: dict[str, Handler] = {}
FAMILIES: set[str] = set()
"""The families of documents that the handlers store."""


SURROUNDING: list[Callable[[Context, Handler], Success]] = []
"""What is done around every handler: each gets the request and the handler, and returns the response."""


def stores(*families: str) -> str:
    """Register families of documents, and return the first."""
    FAMILIES.update(families)
    return families[0]


def surrounds(run: Callable[[Context, Handler], Success]) -> Callable[[Context, Handler], Success]:
    """Register a function that runs in place of each handler, and calls it."""
    SURROUNDING.append(run)
    return run


def surrounded(handler: Handler) -> Handler:
    """Return a handler with all that is done around it."""
    for run in SURROUNDING:
        handler = partial(run, handler=handler)
    return handler


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of operations, which are named as in the contract."""

    def register(handler: Handler) -> Handler:
        for operation in operations:
            HANDLERS[operation] = handler
        return handler

    return register
