"""API keys: which project a key opens, and when it stops working."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from statsig_pulumi.emulator import Emulator
from tests.clock import Clock

from .conftest import KEY, Console


def create(console: Console, **body: Any) -> str:
    return str(console.ok("POST", "/keys", {"description": "ci", "type": "CONSOLE", **body})["key"])


def status(console: Console, key: str) -> int:
    return console.client(key).get("/gates").status_code


def project(console: Console, key: str) -> str:
    return str(console.client(key).get("/project").json()["data"]["id"])


def test_a_key_that_a_project_created_opens_that_project(console: Console) -> None:
    key = create(console)
    assert project(console, key) == project(console, KEY) != project(console, "console-other")
    console.client(key).post("/gates", json={"name": "A Gate"}).raise_for_status()
    assert console.ok("GET", "/gates/a_gate")["id"] == "a_gate"


def test_a_created_key_of_a_warehouse_native_project_is_one_too(console: Console) -> None:
    console.http = console.client("console-whn-x")
    data = console.client(create(console)).get("/company").json()["data"]
    assert data["isWarehouseNative"] is True


def test_a_created_key_creates_keys_of_the_same_project(console: Console) -> None:
    first = create(console)
    console.http = console.client(first)
    assert project(console, create(console)) == project(console, KEY)


ENDS: dict[str, Callable[[Console, str], object]] = {
    "rotated": lambda console, key: console.ok("PATCH", f"/keys/{key}/rotate"),
    "deactivated": lambda console, key: console.ok("PATCH", f"/keys/{key}/deactivate"),
    "deleted": lambda console, key: console.ok("DELETE", f"/keys/{key}"),
    "deleted by hand": lambda console, key: console.emulator.delete(KEY, "keys", key),
    "deactivated by hand": lambda console, key: console.emulator.edit(KEY, "keys", key, {"status": "deactivated"}),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_key_that_ends_is_401_for_good(console: Console, end: Callable[[Console, str], object]) -> None:
    key = create(console)
    assert status(console, key) == 200
    end(console, key)
    response = console.client(key).post("/gates", json={"name": "A Gate"})
    assert response.status_code == 401
    assert "only accepts an active CONSOLE key" in response.json()["message"]
    assert key not in response.text
    with pytest.raises(ValueError, match="rotated, deactivated or deleted"):
        console.emulator.add_key(key, KEY)
    # Nobody comes back to it, and it opens no project of its own either.
    console.emulator.seed(KEY, "keys", {"id": key, "key": key, "type": "CONSOLE", "status": "active"})
    assert status(console, key) == 401
    assert console.emulator.all(key, "gates") == []
    assert status(console, KEY) == 200


def test_a_rotated_key_has_a_new_value_that_works(console: Console) -> None:
    old = create(console)
    new = console.client(old).patch(f"/keys/{old}/rotate").json()["data"]["key"]
    assert (status(console, old), status(console, new)) == (401, 200)
    assert project(console, new) == project(console, KEY)


def test_a_key_of_another_type_opens_nothing(console: Console) -> None:
    key = create(console, type="SERVER")
    assert status(console, key) == 401


class TestAddKey:
    def test_a_project_gets_another_key_by_its_value(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.emulator.add_key("console-second", KEY)
        assert console.client("console-second").get("/gates/a_gate").status_code == 200
        assert project(console, "console-second") == project(console, KEY)
        assert [key["key"] for key in console.ok("GET", "/keys")] == ["console-second"]

    def test_it_can_be_rotated(self, console: Console) -> None:
        console.emulator.add_key(KEY, KEY)
        new = console.ok("PATCH", f"/keys/{KEY}/rotate")["key"]
        assert (status(console, KEY), status(console, new)) == (401, 200)
        # The control plane still finds the project by the old key.
        console.client(new).post("/gates", json={"name": "A Gate"}).raise_for_status()
        assert [gate["id"] for gate in console.emulator.all(KEY, "gates")] == ["a_gate"]

    def test_it_can_be_added_twice(self, console: Console) -> None:
        for _ in range(2):
            console.emulator.add_key("console-second", KEY)
        assert len(console.emulator.all(KEY, "keys")) == 1

    def test_a_read_only_key_only_reads(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        reader = console.client("console-readonly-second")
        console.emulator.add_key("console-readonly-second", KEY)
        assert reader.get("/gates/a_gate").status_code == 200
        assert reader.delete("/gates/a_gate").status_code == 403

    def test_a_key_that_opens_another_project_is_refused(self, console: Console) -> None:
        console.client("console-other").post("/gates", json={"name": "A Gate"}).raise_for_status()
        with pytest.raises(ValueError, match="opens another project"):
            console.emulator.add_key("console-other", KEY)

    def test_keys_are_in_the_file_and_end_with_a_reset(self, tmp_path: Any) -> None:
        path = str(tmp_path / "db")
        emulator = Emulator(path)
        emulator.add_key("console-second", KEY)
        emulator.close()
        console = Console(Emulator(path), Clock(1_700_000_000.0))
        assert project(console, "console-second") == project(console, KEY)
        console.emulator.reset()
        assert project(console, "console-second") != project(console, KEY)
        console.emulator.close()


def test_the_rate_limit_is_one_for_all_keys_of_a_project(console: Console) -> None:
    key = create(console)
    console.emulator.settings(rate_limit=True)
    statuses = [
        console.client((KEY, key)[n % 2]).post("/gates", json={"name": f"Gate {n}"}).status_code for n in range(101)
    ]
    assert statuses == [*[201] * 100, 429]
