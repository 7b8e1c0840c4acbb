"""What is known to be left to do."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import StatsigError
from statsig_pulumi.provider import StatsigProvider

NEW = {"gate_id": "checkout", "description": "a"}
OLD = {"gate_id": "search", "description": "a"}


class Provider(StatsigProvider):
    """The provider of a process whose run the test sees."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__("Gate")
        self._loaded, self.of_test = Settings("console-planned"), Run(folder=None)
        self._client = Client(self._loaded, transport=EmulatorTransport(emulator))

    def run(self) -> Run:
        return self.of_test

    def client(self) -> Client:
        return self._client

    def left(self) -> int:
        """How much is left."""
        return len(self.of_test.planned)


@pytest.fixture
def provider() -> Provider:
    """The provider of a run, after one that has created a gate."""
    emulator = Emulator()
    Provider(emulator).create(OLD)
    return Provider(emulator)


def changed(old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "description": "b"}


def test_new_and_changed_resources_are_left_until_they_are_done(provider: Provider) -> None:
    provider.check({}, NEW)
    provider.check(OLD, changed(OLD))
    provider.diff("search", OLD, changed(OLD))
    assert provider.left() == 2
    provider.create(NEW)
    assert provider.left() == 1
    assert provider.client().budget.planned is provider.of_test.planned
    provider.update("search", OLD, changed(OLD))
    assert provider.left() == 0


def test_what_has_not_changed_is_not_left(provider: Provider) -> None:
    provider.check(OLD, OLD)
    provider.diff("search", OLD, OLD)
    assert provider.left() == 0


def test_what_failed_is_not_left(provider: Provider) -> None:
    provider.check({}, NEW)
    with pytest.raises(StatsigError):
        provider.create({**NEW, "description": "x" * 100_000})
    assert provider.left() == 0
