"""What the package makes of the answers of servers that differ, one fault at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import ApiError, InvalidInput, StatsigError
from statsig_pulumi.kind import Kind
from statsig_pulumi.schema.values import as_declared
from tests.clock import Clock
from tests.resources.autotune_overrides import CASE, SWITCH

KEY = "console-answers"


class Server:
    """An emulator with variants, and a stack's view of it."""

    def __init__(self, **variants: str) -> None:
        self.clock = Clock()
        self.emulator = Emulator(now=self.clock)
        self.transport: httpx.BaseTransport = EmulatorTransport(self.emulator)
        self.client = Client(Settings(KEY, "emulator:"), transport=self.transport, clock=self.clock)
        self.emulator.settings(variants={name.replace("_", "-"): value for name, value in variants.items()})

    def create(self, kind: type[Kind], **inputs: Any) -> tuple[str, dict[str, Any]]:
        """Create an object."""
        return Controller(kind, self.client, run=Run(folder=None)).create(inputs)

    def update(self, kind: type[Kind], id: str, state: dict[str, Any], **inputs: Any) -> dict[str, Any]:
        """Update an object."""
        return Controller(kind, self.client, state, Run(folder=None)).update(id, inputs)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))


def test_numbers_and_lists_are_read_as_they_are_declared_and_free_json_as_it_is() -> None:
    gate = {"rules": [{"name": "a", "passPercentage": "12.5"}], "targetApps": "web", "description": "7"}
    assert as_declared(statsig.Gate.shape(), gate)["rules"][0]["passPercentage"] == 12.5
    assert as_declared(statsig.Gate.shape(), gate)["description"] == "7"
    config = {"defaultValue": {"n": "1"}}
    assert as_declared(statsig.DynamicConfig.shape(), config) == config


def test_a_number_that_is_none_stays_a_text() -> None:
    assert as_declared(statsig.Holdout.shape(), {"passPercentage": "many"}) == {"passPercentage": "many"}


def test_rules_that_are_added_one_after_the_other_are_all_there_though_reads_are_late() -> None:
    server = Server(reads_lag="second")
    server.client.request("POST", "/dynamic_configs", body={"name": "config"})
    server.clock.now += 5
    for name in ("one", "two", "three"):
        server.create(statsig.DynamicConfigRule, dynamic_config_id="config", name=name, return_value={"a": name})
    live = server.emulator.get(KEY, "dynamic_configs", "config")
    assert live is not None
    assert [rule["name"] for rule in live["rules"]] == ["one", "two", "three"]


def test_a_lost_reply_makes_no_second_object_though_reads_are_late() -> None:
    server = Server(reads_lag="second")
    server.emulator.fail(method="POST", path="/tags", kind="timeout", after_effect=True)
    server.create(statsig.Tag, name="beta", description="d")
    assert len(server.emulator.all(KEY, "tags")) == 1


@pytest.mark.parametrize("reply", ["message", "nothing"])
def test_a_create_without_data_has_its_outputs(reply: str) -> None:
    seen = [server.create(statsig.Gate, gate_id="checkout") for server in (Server(), Server(reply_of_changes=reply))]
    assert [id for id, _ in seen] == ["checkout", "checkout"]
    assert seen[0][1].keys() == seen[1][1].keys()
    assert statsig.Gate.computed_outputs().keys() & seen[1][1].keys()


@pytest.mark.parametrize("reply", [{}, {"reply_of_changes": "message"}])
def test_a_field_that_is_left_as_it_was_is_an_error_that_names_it(reply: dict[str, str]) -> None:
    server = Server(update_with_empty_text="ignored", **reply)
    id, state = server.create(statsig.Gate, gate_id="checkout", description="before")
    with pytest.raises(StatsigError, match="left description as before"):
        server.update(statsig.Gate, id, state, gate_id="checkout")


def test_a_value_that_is_kept_in_another_form_is_a_warning(capfd: pytest.CaptureFixture[str]) -> None:
    server = Server(fractional_percentage="rounded")
    id, state = server.create(statsig.Holdout, name="holdout", pass_percentage=5)
    server.update(statsig.Holdout, id, state, name="holdout", pass_percentage=7.5)
    assert "pass_percentage: Statsig keeps 7 in place of 7.5" in "".join(capfd.readouterr())


def test_a_key_whose_value_is_not_shown_is_not_adopted() -> None:
    server = Server(key_shown_again="hidden")
    server.create(statsig.Key, description="ci", type="SERVER", scopes=[])
    with pytest.raises(InvalidInput, match="does not show"):
        server.create(statsig.Key, description="ci", type="SERVER", scopes=[], adopt=True)
    assert len(server.emulator.all(KEY, "keys")) == 1


def test_a_read_without_data_is_an_error_and_not_an_object_without_fields() -> None:
    class Silent(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={"message": "ok"})

    client = Client(Settings(KEY, "emulator:"), transport=Silent(), clock=Clock())
    with pytest.raises(ApiError, match="has no data"):
        statsig.Gate.routes.read_object(client, "checkout", statsig.Gate.target({}, {}))


def test_a_dashboard_gets_its_widgets_though_reads_are_late() -> None:
    server = Server(reads_lag="second")
    widgets = [{"type": "text", "title": "Notes", "content": "Read this"}]
    server.create(statsig.Dashboard, name="Checkout", max_cols=6, widgets=widgets)
    (dashboard,) = server.emulator.all(KEY, "dashboards")
    assert [one["title"] for one in dashboard["widgets"]] == ["Notes"]


def test_a_status_changes_though_the_reply_is_a_list_of_one() -> None:
    server = Server(envelope="list")
    id, state = server.create(statsig.DynamicConfig, config_id="limits")
    state = server.update(statsig.DynamicConfig, id, state, config_id="limits", status="Archived")
    assert state["current_status"] == "Archived"


def test_overrides_with_fields_that_are_null_are_made() -> None:
    server = Server()
    assert CASE.parent
    server.client.request("POST", "/autotunes", body={"name": "headline", **CASE.parent.body})
    server.client.request("POST", "/gates", body={"name": "gate_1"})
    server.emulator.settings(variants={"defaults-returned": "nulls"})
    server.create(statsig.AutotuneOverrides, autotune_id="headline", overrides=[SWITCH])
    live = server.client.request("GET", "/autotunes/headline/overrides")
    assert [one["id"] for one in live["overrides"]] == ["gate_1"]


def test_a_targeting_gate_that_people_change_is_seen_though_replies_say_nothing() -> None:
    server = Server(reply_of_changes="nothing")
    for gate in ("gate_1", "gate_2"):
        server.client.request("POST", "/gates", body={"name": gate})
    id, state = server.create(statsig.Holdout, name="Holdout", id_type="userID", targeting_gate_id="gate_1")
    server.client.request("PATCH", "/holdouts/{id}", id=id, body={"targetingGateID": "gate_2"})
    found = Controller(statsig.Holdout, server.client, state, Run(folder=None)).read(id)
    assert found is not None
    assert found[1]["targeting_gate_id"] != "gate_1"
