"""What there is left to do, as far as it is known: Pulumi does not tell a provider."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..schema.address import Address


class Planned:
    """The resources that were checked as new ones, or compared and found changed, and are not done yet.

    While the first of them wait for the API's limit, Pulumi goes on with the program, so that soon all are known but
    those that wait for outputs. Safe for threads.
    """

    def __init__(self) -> None:
        self._left: set[Address] = set()

    def __len__(self) -> int:
        return len(self._left)

    def add(self, address: Address) -> None:
        """Note that something will be done about an object."""
        self._left.add(address)

    @contextmanager
    def doing(self, address: Address) -> Iterator[None]:
        """Do it; whatever comes of it, it is done afterwards."""
        try:
            yield
        finally:
            self._left.discard(address)
