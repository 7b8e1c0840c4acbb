"""A Statsig project whose limits are kept on a simulated clock, for tests and for `make bench`."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from tests.clock import SimulatedClock

KEY = "console-budget-1234567890"
THREADS = 4
GATE, SEGMENT = "/gates/{id}", "/segments/{id}/id_list"


def optimum(count: int, burst: int = 100, quarter: int = 1800) -> float:
    """Return the seconds after which the last of so many writes can be sent at the earliest."""
    quarters, left = divmod(count - 1, quarter)
    return quarters * 900.0 + left // burst * 10.0


class World:
    """A project with Statsig's limits, on a simulated clock.

    Args:
        notes: the folder that runs share; None: they share nothing.
        latency: returns the seconds of a request's way, and of its response's.
    """

    def __init__(self, notes: Path | None = None, latency: Callable[[], float] = lambda: 0.0) -> None:
        self.clock = SimulatedClock()
        self.notes, self.latency, self.messages = notes, latency, list[str]()
        self.emulator = Emulator(now=self.clock)
        for made in (("/gates", {"name": "thing"}), ("/segments", {"name": "thing", "type": "id_list"})):
            self.someone().post(made[0], json=made[1]).raise_for_status()
        self.emulator.settings(rate_limit=True)
        self.statuses = list[int]()

    def client(self, key: str = KEY, **settings: Any) -> Client:
        """Return the client of a new run."""
        transport = Counting(self, EmulatorTransport(self.emulator))
        options: dict[str, Any] = {"clock": self.clock, "notify": self.messages.append, "notes": self.notes}
        return Client(Settings(key, **settings), transport=transport, **options)

    def someone(self) -> httpx.Client:
        """Return a client that has nothing to do with this package."""
        transport = EmulatorTransport(self.emulator)
        return httpx.Client(base_url="http://x/console/v1", transport=transport, headers={"STATSIG-API-KEY": KEY})

    def send(self, count: int, *clients: Client, path: str = GATE) -> float:
        """Send so many writes from four threads; return the seconds that they take."""
        start, numbers = self.clock.now, iter(range(count))
        senders = itertools.cycle(clients or [self.client()])

        def work(client: Client) -> None:
            for _ in numbers:
                write(client, path)

        self.clock.run(*[partial(work, next(senders)) for _ in range(THREADS)])
        return self.clock.now - start

    @property
    def sent(self) -> int:
        """How many writes the API has carried out."""
        return sum(status < 300 for status in self.statuses)

    @property
    def refused(self) -> int:
        """How many writes the API has refused."""
        return self.statuses.count(429)


def write(client: Client, path: str = GATE) -> None:
    """Send one write."""
    client.request("PATCH", path, id="thing", body={"description": "d"} if path == GATE else {"ids": ["a"]})


class Counting(httpx.BaseTransport):
    """Takes down how writes are answered, after the latency of the world."""

    def __init__(self, world: World, inner: EmulatorTransport) -> None:
        self._world, self._inner = world, inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self._wait()
        response = self._inner.handle_request(request)
        if request.method != "GET":
            self._world.statuses.append(response.status_code)
        self._wait()
        return response

    def _wait(self) -> None:
        if seconds := self._world.latency():
            self._world.clock.sleep(seconds)
