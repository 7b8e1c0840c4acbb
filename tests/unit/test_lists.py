"""A refresh of many objects reads the list of them, and finds the same as if it had read each by itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.kind import kind_named

KEY = "console-lists"
GATE = kind_named("Gate")
MANY = 250


class World:
    """Gates in a state, and a client that refreshes them."""

    def __init__(self, folder: Path) -> None:
        self.emulator = Emulator(str(folder / "emulator.db"))
        self.emulator.settings(rate_limit=False)
        settings = {"consoleApiKey": KEY, "mutationsPer10s": "1000000", "mutationsPer15min": "1000000"}
        self.settings = Settings.load(settings.get)
        self.client = self.new_client()
        self.state: dict[str, dict[str, Any]] = {}
        for number in range(MANY):
            id = str(
                self.client.request("POST", "/gates", body={"name": f"gate_{number:03}", "description": "d"})["id"]
            )
            self.state[id] = {"gate_id": id, "description": "d"}
        self.client = self.new_client()
        self.emulator.clear_log()

    def new_client(self, transport: httpx.BaseTransport | None = None) -> Client:
        """A client as of a new process."""
        return Client(self.settings, transport=transport or EmulatorTransport(self.emulator))

    def refresh(self, *ids: str) -> dict[str, Any]:
        """What a refresh says of the inputs; None of an object that is gone."""
        found = {id: Controller(GATE, self.client, self.state[id]).read(id) for id in ids or self.state}
        return {id: result and result[1] for id, result in found.items()}

    def requests(self) -> Counter[str]:
        """The requests since the last time."""
        counts = Counter(f"{entry.method} {entry.path.removeprefix('/console/v1')}" for entry in self.emulator.log())
        self.emulator.clear_log()
        counts.pop("GET /project", None)
        return counts


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_many_objects_are_read_by_pages(world: World) -> None:
    assert all(inputs["description"] == "d" for inputs in world.refresh().values())
    requests = world.requests()
    assert requests["GET /gates"] == 3
    assert sum(requests.values()) <= MANY / 100 + 10


def test_few_objects_are_read_by_themselves(world: World) -> None:
    world.refresh("gate_001", "gate_002")
    assert world.requests() == {"GET /gates/gate_001": 1, "GET /gates/gate_002": 1}


def test_what_has_changed_and_what_is_gone_is_found(world: World) -> None:
    world.emulator.edit(KEY, "gates", "gate_100", {"description": "theirs"})
    world.emulator.delete(KEY, "gates", "gate_200")
    found = world.refresh()
    assert found.pop("gate_100")["description"] == "theirs"
    assert found.pop("gate_200") is None
    assert all(inputs["description"] == "d" for inputs in found.values())


def test_an_archived_gate_is_not_gone(world: World) -> None:
    world.emulator.edit(KEY, "gates", "gate_100", {"status": "Archived"})
    assert world.refresh()["gate_100"] is not None


def test_what_the_run_has_written_is_read_anew(world: World) -> None:
    world.refresh()
    Controller(GATE, world.client, world.state["gate_100"]).update(
        "gate_100", {"gate_id": "gate_100", "description": "e"}
    )
    world.requests()
    assert world.refresh("gate_100")["gate_100"]["description"] == "e"
    assert world.requests() == {"GET /gates/gate_100": 1}
    world.refresh("gate_101")
    assert not world.requests()


def test_a_list_that_is_refused_keeps_nothing_from_being_read(world: World) -> None:
    world.emulator.fail(99, status=403, path="/gates", method="GET")
    assert all(inputs["description"] == "d" for inputs in world.refresh().values())
    assert world.requests()["GET /gates"] == 1


class Partial(httpx.BaseTransport):
    """A server whose lists leave fields out, or are older than their members."""

    def __init__(self, emulator: Emulator) -> None:
        self._own = EmulatorTransport(emulator)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._own.handle_request(request)
        if request.url.path.endswith("/gates"):
            document = httpx.Response(200, content=response.read()).json()
            for gate in document["data"]:
                gate.pop("description")
            return httpx.Response(200, json=document)
        return response


def test_a_field_that_the_list_leaves_out_is_no_drift(world: World) -> None:
    world.client = world.new_client(Partial(world.emulator))
    assert all(inputs["description"] == "d" for inputs in world.refresh().values())
