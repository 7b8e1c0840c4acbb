"""Which behaviour answers which operation."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Behaviour

BEHAVIOURS: dict[str, Behaviour] = {}


def on(*operations: str) -> Callable[[Behaviour], Behaviour]:
    """Register the behaviour of operations, named as in the contract."""

    def register(behaviour: Behaviour) -> Behaviour:
        for operation in operations:
            BEHAVIOURS[operation] = behaviour
        return behaviour

    return register
