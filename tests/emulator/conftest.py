"""Fixtures: an emulator in memory, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from tests.clock import Clock

KEY = "console-test"


@dataclass
class Console:
    """A plain HTTP client of an emulator."""

    emulator: Emulator
    clock: Clock
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = self.client(KEY)

    def client(self, key: str | None) -> httpx.Client:
        headers = {"STATSIG-API-KEY": key} if key else {}
        transport = EmulatorTransport(self.emulator)
        return httpx.Client(transport=transport, base_url="http://emulator.invalid/console/v1", headers=headers)

    def ok(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """Send a request that must succeed, and return its data."""
        response = self.http.request(method, path, json=body, params=params or None)
        assert response.status_code < 300, response.text
        return response.json().get("data")

    def error(self, method: str, path: str, body: Any = None, **params: Any) -> tuple[int, str, dict[str, str]]:
        """Send a request that must fail, and return the status, the message and the errors."""
        response = self.http.request(method, path, json=body, params=params or None)
        assert response.status_code >= 400, response.text
        document = response.json()
        errors = {e["property"]: e["errorMessage"] for e in document.get("errors", [])}
        return response.status_code, document["message"], errors


@pytest.fixture
def console() -> Iterator[Console]:
    """Return a new emulator and its client."""
    clock = Clock(1_700_000_000.0)
    emulator = Emulator(now=clock)
    yield Console(emulator, clock)
    emulator.close()
