"""The control plane: which commands it accepts, and that a wrong one changes nothing."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from statsig_pulumi.emulator import EmulatorBug
from statsig_pulumi.emulator.context import Context, Success
from statsig_pulumi.emulator.handlers import HANDLERS

from .conftest import KEY, Console

GATE = {"name": "A Gate", "rules": [], "isEnabled": True, "status": "In Progress", "version": 1, "targetApps": []}
MEMBER = {"key": KEY, "family": "gates", "id": "a_gate"}
DEEP = json.loads("[" * 101 + "]" * 101)
WRONG: list[tuple[str, Any]] = [
    *((name, body) for name in ("reset", "log", "clear_log", "clear_faults") for body in ([], "x", 1, None, {"x": 1})),
    ("seed", {}),
    ("seed", {"key": KEY, "family": "gates", "document": {}}),
    ("seed", {"key": KEY, "family": "gates", "document": []}),
    ("seed", {"key": KEY, "family": "gates", "document": {"id": 1}}),
    ("seed", {"key": KEY, "family": "gates", "document": {"id": "deep", "value": DEEP}}),
    ("seed", {"key": KEY, "family": "doors", "document": {"id": "x"}}),
    ("seed", {"key": KEY, "family": ["gates"], "document": {"id": "x"}}),
    ("seed", {"key": 1, "family": "gates", "document": {"id": "x"}}),
    ("seed", {"key": "client-x", "family": "gates", "document": {"id": "x"}}),
    ("edit", {**MEMBER, "changes": []}),
    ("edit", {**MEMBER, "changes": {"id": "another"}}),
    ("edit", {**MEMBER, "id": "missing", "changes": {}}),
    ("edit", MEMBER),
    ("delete", {**MEMBER, "id": 1}),
    ("delete", {**MEMBER, "more": 1}),
    ("delete", {"key": KEY, "family": "gates"}),
    ("get", {**MEMBER, "family": "doors"}),
    ("all", {"key": KEY, "family": None}),
    ("add_key", {"key": "console-x"}),
    ("add_key", {"key": "secret-x", "project_of": KEY}),
    ("propose", {"key": KEY, "family": "layers", "id": "x", "proposal": {}}),
    ("propose", {"key": KEY, "family": "gates", "id": "a_gate"}),
    ("review", {"key": KEY, "id": "x", "verdict": "like"}),
    ("review", {"key": KEY, "id": "x"}),
    *(("fail", {"count": count}) for count in (0, -1, 1.5, "1", True, None, 10**400)),
    *(("fail", {"status": status}) for status in (0, 42, 600, "500", 1e999)),
    *(("fail", {"kind": kind}) for kind in ("explode", 1, None)),
    *(("fail", {"method": method}) for method in ("get", 1)),
    *(("fail", {name: wrong}) for name in ("retry_after", "skip", "seconds") for wrong in (-1, "1", [])),
    ("fail", {"path": 1}),
    ("fail", {"after_effect": "yes"}),
    *(("latency", body) for body in ({}, {"seconds": -1}, {"seconds": "1"}, {"seconds": None}, {"seconds": 1e999})),
    ("settings", {"unknown_fields": "maybe"}),
    ("settings", {"rate_limit": "yes"}),
    ("settings", {"enforce_reviews": "yes"}),
    ("settings", {"retry_after": "yes"}),
    ("settings", {"mutations_per_10s": 0}),
    ("settings", {"segment_mutations_per_15min": 1.5}),
]


def send(console: Console, name: str, content: bytes | None = None, method: str = "POST") -> httpx.Response:
    return console.http.request(method, f"http://emulator.invalid/_emulator/{name}", content=content)


def stored(console: Console) -> list[Any]:
    return [
        console.emulator.store.rows(f"select * from {table}") for table in ("documents", "control", "faults", "keys")
    ]


@pytest.mark.parametrize(("name", "body"), WRONG, ids=[f"{name} {body!r}"[:60] for name, body in WRONG])
def test_wrong_arguments_are_400_and_change_nothing(console: Console, name: str, body: Any) -> None:
    console.ok("POST", "/gates", {"name": "A Gate"})
    before = stored(console)
    response = send(console, name, json.dumps(body).encode())
    assert response.status_code == 400
    assert response.json()["message"]
    assert stored(console) == before


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000, b'{"seconds": NaN}', b'{"path": "\\ud800"}'])
def test_a_command_that_is_not_json_is_400(console: Console, content: bytes) -> None:
    assert [send(console, name, content).status_code for name in ("reset", "latency", "fail")] == [400, 400, 400]
    assert stored(console)[1:3] == [[], []]


def test_an_unknown_command_is_404_and_no_method_of_the_emulator(console: Console) -> None:
    for name in ("explode", "close", "handle", "store", "__init__", "", "reset/", "reset%0A", "_log"):
        assert send(console, name, b"{}").status_code == 404, name


def test_a_command_is_a_post(console: Console) -> None:
    """An image in a page can cause a GET."""
    console.ok("POST", "/gates", {"name": "A Gate"})
    assert [send(console, "reset", method=method).status_code for method in ("GET", "PUT", "DELETE")] == [405] * 3
    assert console.ok("GET", "/gates/a_gate")


def test_a_command_that_fails_half_way_changes_nothing(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(**_arguments: object) -> None:
        console.emulator.store.set("half", 1)
        raise ValueError("half way")

    monkeypatch.setattr(console.emulator, "latency", half)
    assert send(console, "latency", b'{"seconds": 1}').status_code == 400
    assert stored(console)[1] == []


def test_every_command_works_with_its_arguments(console: Console) -> None:
    def ok(name: str, **body: Any) -> Any:
        response = send(console, name, json.dumps(body).encode())
        assert response.status_code == 200, response.text
        return response.json()["data"]

    ok("seed", key=KEY, family="gates", document={**GATE, "id": "a_gate"})
    ok("edit", **MEMBER, changes={"description": "by hand"})
    assert ok("get", **MEMBER)["description"] == "by hand"
    assert [doc["id"] for doc in ok("all", key=KEY, family="gates")] == ["a_gate"]
    ok("add_key", key="console-second", project_of=KEY)
    review = ok("propose", **MEMBER, proposal={"description": "Off", "change": {"is_enabled": False}})
    ok("edit", key=KEY, family="reviews", id=review, changes={"status": "accepted"})
    ok("review", key=KEY, id=review, verdict="commit")
    assert ok("get", **MEMBER)["isEnabled"] is False
    ok("fail", count=2, status=None, method="GET", path="/gates", kind="html", retry_after=1.5, skip=1, seconds=0)
    ok("latency", seconds=0)
    ok("settings", unknown_fields="strip", rate_limit=None, enforce_reviews=None)
    ok("delete", **MEMBER)
    for name in ("clear_faults", "log", "clear_log", "reset"):
        ok(name)


def test_a_request_that_fails_half_way_leaves_nothing(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(context: Context) -> Success:
        context.project.put("gates", "half", {"id": "half"})
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, "POST /gates", half)
    with pytest.raises(EmulatorBug, match="POST /gates: ZeroDivisionError"):
        console.http.post("/gates", json={"name": "half"})
    assert console.emulator.get(KEY, "gates", "half") is None


class TestSeeding:
    """Real projects hold objects from before the contract, and a test may seed such."""

    OLD: dict[str, Any] = {
        "id": "old", "name": "old", "isEnabled": True, "description": "", "status": "In Progress",
        "targetApps": [],
        "rules": [
            {"id": "r", "name": "r", "passPercentage": 33.333, "environments": None,
             "conditions": [{"type": "custom_field", "operator": "any", "field": "f", "targetValue": [True]}]}
        ],
    }  # fmt: skip

    def test_a_seeded_document_may_break_the_contract(self, console: Console) -> None:
        console.emulator.seed(KEY, "gates", self.OLD)
        assert console.ok("GET", "/gates/old")["rules"] == self.OLD["rules"]
        assert [gate["id"] for gate in console.ok("GET", "/gates")] == ["old"]
        assert console.ok("PATCH", "/gates/old", {"description": "new"})["rules"][0]["passPercentage"] == 33.333
        assert console.ok("GET", "/gates/old/rules")[0]["rules"][0]["id"] == "r"

    def test_an_edited_document_may_break_the_contract(self, console: Console) -> None:
        console.ok("POST", "/gates", {"name": "A Gate"})
        console.emulator.edit(KEY, "gates", "a_gate", {"rules": self.OLD["rules"]})
        assert console.ok("GET", "/gates/a_gate")["rules"] == self.OLD["rules"]

    def test_what_the_emulator_made_itself_is_still_held_to_the_contract(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        console.emulator.seed(KEY, "gates", self.OLD)
        monkeypatch.setitem(HANDLERS, "GET /gates", lambda _context: Success("Listed.", [self.OLD, {"id": "new"}]))
        with pytest.raises(EmulatorBug, match=r"GET /gates is not valid: .*data\.1\.rules"):
            console.http.get("/gates")

    def test_an_incomplete_document_is_an_error_of_the_server_where_it_is_not_enough(self, console: Console) -> None:
        console.emulator.seed(KEY, "gates", {"id": "half", "name": "half"})
        found = console.ok("GET", "/gates/half")
        assert (found.pop("permalink")[-11:], found) == ("/gates/half", {"id": "half", "name": "half"})
        status, message, _ = console.error(
            "POST", "/gates/half/rule", {"name": "r", "passPercentage": 1, "conditions": []}
        )
        assert (status, message) == (500, "An object that was seeded or edited is incomplete: KeyError('rules')")

    def test_a_version_that_is_no_number_is_kept(self, console: Console) -> None:
        console.emulator.seed(KEY, "gates", {**self.OLD, "version": "one"})
        console.emulator.edit(KEY, "gates", "old", {"description": "new"})
        assert console.emulator.get(KEY, "gates", "old")["version"] == "one"  # type: ignore[index]
