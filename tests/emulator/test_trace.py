"""The record of the operations that a test has used."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator import Emulator, trace
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import StatsigError

from .conftest import Console


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(trace.FOLDER, str(tmp_path))
    monkeypatch.delenv(trace.NAME, raising=False)
    return tmp_path


@pytest.fixture
def emulator() -> Emulator:
    return Emulator()


@pytest.fixture
def client(emulator: Emulator) -> Client:
    """Return the package's own client."""
    return Client(Settings(console_api_key="console-trace", retry_deadline=0.1), transport=EmulatorTransport(emulator))


def recorded(folder: Path) -> dict[str, list[str]]:
    return {file.name: file.read_text().splitlines() for file in folder.iterdir()}


def test_successes_of_the_packages_own_client_are_recorded_by_operation(folder: Path, client: Client) -> None:
    client.request("POST", "/gates", body={"name": "A Gate"})
    client.request("GET", "/gates/{id}", id="a_gate")
    with suppress(StatsigError):
        client.request("GET", "/gates/{id}", id="another")
    assert recorded(folder) == {"trace": ["POST /gates", "GET /gates/{id}"]}


def test_the_variable_names_the_file(folder: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trace.NAME, "a test")
    client.request("GET", "/gates")
    assert recorded(folder) == {"a test": ["GET /gates"]}


def test_requests_of_other_clients_are_not_recorded(folder: Path, console: Console) -> None:
    console.ok("GET", "/gates")
    assert recorded(folder) == {}


def test_a_lost_success_is_not_recorded(folder: Path, client: Client, emulator: Emulator) -> None:
    emulator.fail(kind="drop", after_effect=True)
    with suppress(StatsigError):
        client.request("POST", "/gates", body={"name": "A Gate"})
    assert emulator.get("console-trace", "gates", "a_gate")
    assert recorded(folder) == {}


def test_nothing_is_recorded_without_the_variable(
    folder: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(trace.FOLDER)
    client.request("GET", "/gates")
    assert recorded(folder) == {}
