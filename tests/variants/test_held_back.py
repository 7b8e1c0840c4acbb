"""A change that a release pipeline or a review holds back is no error, and differs as long as it is held."""

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
from tests.clock import Clock
from tests.mini_engine import KEYS, Declared, Machine, Stack

HOUR = 3600
PHASE = {"name": "staff", "timeIntervalMs": HOUR * 1000, "requiredReview": False, "rules": []}


def program(pipeline: str, percentage: float, family: type[Any] = statsig.Gate) -> list[Declared]:
    """One object with a rule and a release pipeline."""
    rule = {"name": "a", "pass_percentage": percentage, "conditions": [{"type": "public"}]}
    return [Declared(family, "checkout", {"rules": [rule], "release_pipeline_id": pipeline})]


@pytest.mark.parametrize("family", [statsig.Gate, statsig.DynamicConfig])
@pytest.mark.parametrize("how", ["wait", "by-percentage"])
def test_a_pipeline_that_holds_rules_back_is_a_warning_and_a_difference_until_it_is_through(
    how: str, family: type[Any], machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    pipeline = machine.person.request("POST", "/release_pipelines", body={"name": "careful", "phases": [PHASE]})["id"]
    machine.emulator.settings(variants={"pipeline-changed-rules": how})
    stack, wanted = Stack("held/one", machine), program(pipeline, 50, family)
    stack.up(program(pipeline, 5, family), preview=False)
    stack.up(wanted, preview=False)
    assert "warning: rules: its release pipeline holds the change back" in "".join(capfd.readouterr())
    assert stack.preview(wanted) == []
    assert stack.preview(wanted, refresh=True) == [f"update ::{family.__name__}::checkout"]
    stack.up(wanted, preview=False, refresh=True)
    machine.clock.now += 2 * HOUR
    assert stack.preview(wanted, refresh=True) == []
    assert live_percentage(machine, family) == 50


def live_percentage(machine: Machine, family: type[Any]) -> Any:
    path = family.routes.path
    return machine.person.request("GET", f"{path}/checkout")["rules"][0]["passPercentage"]


def test_rules_that_are_left_as_before_without_a_pipeline_are_an_error(machine: Machine) -> None:
    machine.emulator.settings(variants={"update-with-empty-list": "ignored"})
    stack = Stack("held/one", machine)
    first = Declared(statsig.Gate, "checkout", {"rules": [{"name": "a"}]})
    stack.up([first], preview=False)
    with pytest.raises(Exception, match="left rules as before"):
        stack.up([Declared(statsig.Gate, "checkout", {"rules": []})], preview=False)


class Reviewed(httpx.BaseTransport):
    """A server that answers a change with the object as it is, and with the review that it has made of it."""

    def __init__(self, emulator: Emulator) -> None:
        self._inner = EmulatorTransport(emulator)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method not in ("PATCH", "GET"):
            return self._inner.handle_request(request)
        read = httpx.Request("GET", request.url, headers=request.headers)
        document = self._inner.handle_request(read).json()
        if request.url.path.endswith("/gates/checkout"):
            document["data"]["activeReview"] = {"id": "r1", "status": "pending"}
        return httpx.Response(200, json=document)


def test_a_change_that_a_review_holds_back_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    clock = Clock()
    client = Client(Settings(KEYS[""], "emulator:"), transport=Reviewed(Emulator(now=clock)), clock=clock)
    old = {"gate_id": "checkout", "description": "before"}
    id, state = Controller(statsig.Gate, client, run=Run(folder=None)).create(old)
    Controller(statsig.Gate, client, state, Run(folder=None)).update(id, {**old, "description": "after"})
    assert "warning: description: a review holds the change back" in "".join(capfd.readouterr())
