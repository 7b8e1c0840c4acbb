"""Creates that were interrupted: what a later run takes for its own, and what it leaves to others."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.controller.ownership import Claims, Run
from statsig_pulumi.emulator import Emulator
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import AlreadyExists, InvalidInput, OutcomeUnknown, StatsigError
from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.rest import Collection, QueryCollection
from tests.clock import Clock
from tests.resources import CASES

KEY = "console-whn-interrupted"
RECOVERABLE = [
    name
    for name, kind in all_kinds().items()
    if isinstance(kind.routes, Collection | QueryCollection)
    and CASES[name].can_create
    and CASES[name].parent is None
    and name != "Role"  # a project has roles from the beginning
]
RULE = {"conditions": [{"type": "public"}]}


class Killed(BaseException):
    """The process is gone."""


@dataclass
class KillingTransport(httpx.BaseTransport):
    """Kills the process after some more mutations have had their effect."""

    inner: EmulatorTransport
    after: int | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        if self.after is not None and request.method != "GET":
            self.after -= 1
            if self.after == 0:
                self.after = None
                raise Killed
        return response


class Machine:
    """A machine with one stack, whose runs follow each other."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.emulator = Emulator(now=self.clock)
        self.transport = KillingTransport(EmulatorTransport(self.emulator))
        self.client = Client(Settings(KEY, "emulator:"), transport=self.transport, clock=self.clock)
        run = Run("0", "p/dev", folder=folder, now=self.clock, alive=lambda _pid: False)
        self.run, self.number = run, 0

    def create(self, kind: type[Kind], **inputs: Any) -> tuple[str, dict[str, Any]]:
        """Create an object in a run of its own."""
        self.number += 1
        run = replace(self.run, id=str(self.number), claims=Claims())
        self.clock.now += 1
        return Controller(kind, self.client, run=run).create(inputs)

    def kill(self, kind: type[Kind], after: int = 1, **inputs: Any) -> None:
        """Kill a run after that many mutations."""
        self.transport.after = after
        with pytest.raises(Killed):
            self.create(kind, **inputs)

    def be_wrong_by(self, seconds: float) -> None:
        """Let this machine's clock differ from the server's, which says what time it is."""
        self.transport.inner = Dated(self.emulator)
        self.run = replace(self.run, now=lambda: self.clock.now + seconds)

    def all(self, family: str) -> list[dict[str, Any]]:
        return self.emulator.all(KEY, family)

    def key(self, value: str) -> dict[str, Any]:
        return next(doc for doc in self.all("keys") if doc["key"] == value)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine."""
    return Machine(tmp_path)


def gate(machine: Machine, name: str = "gate") -> str:
    return machine.create(statsig.Gate, gate_id=name)[0]


PROXY = {"kind": "html", "after_effect": True, "method": "POST"}
CREATES = [
    (statsig.Gate, {"gate_id": "gate"}, "gates"),
    (statsig.Key, {"description": "key", "type": "SERVER"}, "keys"),
]


class Dated(EmulatorTransport):
    """Says what time it is for the server, as servers do."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        now = self.emulator.store.now()
        response = super().handle_request(request)
        response.headers["date"] = formatdate(now, usegmt=True)
        return response


@pytest.mark.parametrize("ahead", [-3600, 3600])
class TestWrongClocks:
    """The clock of this machine is an hour wrong."""

    def test_a_lost_create_is_found(self, machine: Machine, ahead: float) -> None:
        machine.be_wrong_by(ahead)
        machine.emulator.fail(kind="drop", after_effect=True, method="POST", path="/gates")
        machine.create(statsig.Gate, gate_id="gate")
        assert len(machine.all("gates")) == 1

    def test_a_create_of_a_killed_run_is_taken_up(self, machine: Machine, ahead: float) -> None:
        machine.be_wrong_by(ahead)
        machine.kill(statsig.Gate, gate_id="gate")
        machine.create(statsig.Gate, gate_id="gate")
        assert len(machine.all("gates")) == 1

    def test_an_object_that_was_there_before_is_somebodys(self, machine: Machine, ahead: float) -> None:
        machine.be_wrong_by(ahead)
        machine.emulator.seed(KEY, "gates", {"id": "other"})
        Client(Settings(KEY, "emulator:"), transport=machine.transport).request("POST", "/gates", body={"name": "gate"})
        machine.clock.now += 60
        machine.emulator.fail(kind="drop", after_effect=True, method="POST", path="/gates")
        with pytest.raises(AlreadyExists):
            machine.create(statsig.Gate, gate_id="gate")


@pytest.mark.parametrize(("kind", "inputs", "family"), CREATES, ids=["a gate", "a key"])
class TestAnswersOfOthers:
    """A create took effect, and something other than the API has answered: a proxy, a load balancer."""

    @pytest.mark.parametrize("status", [404, 403, 400, 429, 502])
    def test_nothing_is_created_twice(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], family: str, status: int
    ) -> None:
        machine.emulator.fail(path=f"/{family}", status=status, **PROXY)
        created = machine.create(kind, **inputs)[1]
        (doc,) = machine.all(family)
        assert created.get("key") == doc.get("key")

    def test_the_next_run_finds_it_where_it_could_not_be_looked_up(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], family: str
    ) -> None:
        machine.emulator.fail(path=f"/{family}", status=404, **PROXY)
        reads = 1 if family == "keys" else 0  # of those that have the name already
        machine.emulator.fail(kind="html", status=404, method="GET", path=f"/{family}*", skip=reads, count=100)
        with pytest.raises(OutcomeUnknown, match="answered 404: not JSON but text/html"):
            machine.create(kind, **inputs)
        machine.emulator.clear_faults()
        machine.create(kind, **inputs)
        assert len(machine.all(family)) == 1

    def test_it_is_sent_again_where_it_has_not_been_carried_out(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], family: str
    ) -> None:
        machine.emulator.fail(path=f"/{family}", status=404, **{**PROXY, "after_effect": False})
        machine.create(kind, **inputs)
        assert len(machine.all(family)) == 1


class TestKilledRuns:
    def test_the_next_run_takes_up_what_it_finds(self, machine: Machine) -> None:
        machine.kill(statsig.Gate, gate_id="gate", description="x")
        assert machine.create(statsig.Gate, gate_id="gate", description="x")[0] == "gate"
        assert len(machine.all("gates")) == 1

    def test_a_create_in_two_steps_is_ended_by_the_next_run(self, machine: Machine) -> None:
        machine.kill(statsig.Holdout, name="holdout", pass_percentage=5)
        machine.create(statsig.Holdout, name="holdout", pass_percentage=5)
        (doc,) = machine.all("holdouts")
        assert doc["passPercentage"] == 5

    def test_an_object_that_somebody_made_later_is_somebodys(self, machine: Machine) -> None:
        machine.kill(statsig.Gate, gate_id="gate", description="x")
        machine.emulator.delete(KEY, "gates", "gate")
        with suppress(StatsigError):
            machine.client.request("POST", "/gates", body={"name": "gate", "description": "theirs"})
        with pytest.raises(AlreadyExists, match="not the one that an interrupted run was creating"):
            machine.create(statsig.Gate, gate_id="gate", description="x")
        assert machine.all("gates")[0]["description"] == "theirs"

    def test_an_object_with_more_than_was_sent_is_somebodys(self, machine: Machine) -> None:
        machine.kill(statsig.Gate, gate_id="gate", description="x")
        machine.emulator.edit(KEY, "gates", "gate", {"isEnabled": False})
        with pytest.raises(AlreadyExists):
            machine.create(statsig.Gate, gate_id="gate", description="x")

    def test_an_object_that_was_there_before_is_somebodys(self, machine: Machine) -> None:
        machine.client.request("POST", "/gates", body={"name": "gate", "description": "x"})
        machine.clock.now += 3600
        machine.emulator.fail(kind="timeout", method="POST", path="/gates", count=100)
        with pytest.raises(AlreadyExists):
            machine.create(statsig.Gate, gate_id="gate", description="x")
        machine.emulator.clear_faults()
        with pytest.raises(AlreadyExists):
            machine.create(statsig.Gate, gate_id="gate", description="x")

    def test_a_program_that_has_changed_meanwhile_does_not_take_the_object(self, machine: Machine) -> None:
        machine.kill(statsig.Gate, gate_id="gate", description="x")
        with pytest.raises(AlreadyExists):
            machine.create(statsig.Gate, gate_id="gate", description="y")

    def test_a_rule_of_the_same_name_on_another_gate_is_another(self, machine: Machine) -> None:
        gate(machine, "one"), gate(machine, "two")
        machine.kill(statsig.GateRule, gate_id="one", name="rule", **RULE)
        machine.client.request("POST", "/gates/two/rule", body={"name": "rule", "passPercentage": 100, **RULE})
        with pytest.raises(StatsigError):
            machine.create(statsig.GateRule, gate_id="two", name="rule", **RULE)

    @pytest.mark.parametrize("kind", [statsig.GateRule, statsig.DynamicConfigRule])
    def test_a_rule_that_another_stack_had_before_is_not_taken(self, machine: Machine, kind: type[Kind]) -> None:
        family = "gates" if kind is statsig.GateRule else "dynamic_configs"
        parent = {"gate_id" if kind is statsig.GateRule else "dynamic_config_id": "one"}
        machine.client.request("POST", f"/{family}", body={"name": "one"})
        inputs = {**parent, "name": "rule", **RULE}
        machine.create(kind, **inputs)
        theirs = machine.all(family)
        machine.run = replace(machine.run, stack="p/other")
        for method in ("POST", "PATCH"):
            machine.emulator.fail(kind="timeout", method=method, count=1000)
        with pytest.raises(StatsigError):
            machine.create(kind, **inputs)
        machine.emulator.clear_faults()
        with pytest.raises(StatsigError):
            machine.create(kind, **inputs)
        assert machine.all(family) == theirs

    def test_a_rule_whose_look_afterwards_failed_is_taken_up(self, machine: Machine) -> None:
        gate(machine)
        machine.emulator.fail(status=403, method="GET", path="/gates/{id}/rules", count=1)
        with pytest.raises(StatsigError):
            machine.create(statsig.GateRule, gate_id="gate", name="rule", **RULE)
        machine.emulator.clear_faults()
        machine.create(statsig.GateRule, gate_id="gate", name="rule", **RULE)
        assert len(machine.all("gates")[0]["rules"]) == 1

    def test_half_made_ids_are_completed(self, machine: Machine) -> None:
        machine.create(statsig.Segment, segment_id="seg", type="id_list")
        ids = [f"u{n}" for n in range(25_000)]
        machine.kill(statsig.SegmentIds, after=2, segment_id="seg", ids=ids)
        machine.create(statsig.SegmentIds, segment_id="seg", ids=ids)
        assert machine.client.request("GET", "/segments/seg/id_list")["count"] == len(ids)

    def test_half_made_overrides_are_completed(self, machine: Machine) -> None:
        gate(machine)
        inputs: dict[str, Any] = {
            "gate_id": "gate",
            "passing_user_ids": ["a"],
            "environment_overrides": [{"environment": "staging", "passing_ids": ["e"]}],
        }
        machine.kill(statsig.GateOverrides, **inputs)
        machine.create(statsig.GateOverrides, **inputs)
        found = machine.client.request("GET", "/gates/gate/overrides")
        assert found["passingUserIDs"] == ["a"]
        scoped = [entry["passingIDs"] for entry in found["environmentOverrides"] if entry["environment"]]
        assert scoped == [["e"]]

    def test_somebodys_overrides_are_not_taken_up(self, machine: Machine) -> None:
        gate(machine)
        machine.kill(statsig.GateOverrides, gate_id="gate", passing_user_ids=["a"])
        machine.client.request("PATCH", "/gates/gate/overrides", body={"passingUserIDs": ["b"], "failingUserIDs": []})
        with pytest.raises(AlreadyExists):
            machine.create(statsig.GateOverrides, gate_id="gate", passing_user_ids=["a"])

    @pytest.mark.parametrize("after", [1, 2])
    def test_an_alert_that_a_killed_run_has_half_made_is_completed(self, machine: Machine, after: int) -> None:
        machine.client.request("POST", "/alerts", body={"name": "alert"})
        inputs = {"name": "alert", "alert_threshold": 3, "condition": "less", "mutes": [{"until": "forever"}]}
        machine.kill(statsig.ToplineAlert, after=after, **inputs)
        id, _ = machine.create(statsig.ToplineAlert, **inputs)
        theirs, ours = sorted(machine.emulator.all(KEY, "alerts"), key=lambda doc: doc["alertThreshold"])
        assert (ours["id"], ours["condition"], len(ours["mutes"])) == (id, "less", 1)
        assert (theirs["alertThreshold"], theirs["mutes"]) == (0, [])

    def test_a_key_of_a_killed_run_is_taken_up_and_somebodys_is_not(self, machine: Machine) -> None:
        machine.client.request("POST", "/keys", body={"type": "SERVER", "description": "same", "scopes": []})
        theirs = {doc["key"] for doc in machine.all("keys")}
        machine.kill(statsig.Key, description="same", type="SERVER")
        _, outputs = machine.create(statsig.Key, description="same", type="SERVER")
        assert len(machine.all("keys")) == 2
        assert outputs["key"] not in theirs

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_of_keys_of_one_description_each_takes_up_its_own(self, machine: Machine, order: tuple[int, ...]) -> None:
        server: dict[str, Any] = {"description": "same", "type": "SERVER"}
        client: dict[str, Any] = {"description": "same", "type": "CLIENT"}
        machine.kill(statsig.Key, **server)
        machine.number -= 1  # in the same run
        machine.kill(statsig.Key, **client)
        for inputs in [(server, client)[n] for n in order]:
            _, outputs = machine.create(statsig.Key, **inputs)
            assert machine.key(outputs["key"])["type"] == inputs["type"]
        assert len(machine.all("keys")) == 2

    def test_two_equal_keys_do_not_take_up_one_that_is_left(self, machine: Machine) -> None:
        machine.kill(statsig.Key, description="same", type="SERVER")
        later = replace(machine.run, id="later", claims=Claims())
        made = [
            Controller(statsig.Key, machine.client, run=later).create({"description": "same", "type": "SERVER"})
            for _ in "ab"
        ]
        assert len({outputs["key"] for _, outputs in made}) == len(machine.all("keys")) == 2


class TestEveryKind:
    @pytest.mark.parametrize("kind", RECOVERABLE)
    def test_the_next_run_takes_up_what_a_killed_run_has_created(self, machine: Machine, kind: str) -> None:
        cls, inputs = all_kinds()[kind], {**CASES[kind].base}
        for prop in cls.shape().marked("key"):
            inputs.setdefault(prop.name, "the_name")
        machine.kill(cls, **inputs)
        machine.create(cls, **inputs)
        assert len(machine.all(CASES[kind].family)) == 1

    @pytest.mark.parametrize("kind", RECOVERABLE)
    @pytest.mark.parametrize("fault", ["timeout", "drop"])
    def test_what_another_stack_had_before_is_not_taken(self, machine: Machine, kind: str, fault: str) -> None:
        cls, inputs = all_kinds()[kind], {**CASES[kind].base}
        for prop in cls.shape().marked("key"):
            inputs.setdefault(prop.name, "the_name")
        id, _ = machine.create(cls, **inputs)
        theirs = machine.all(CASES[kind].family)
        machine.clock.now += 60
        machine.run = replace(machine.run, stack="p/other")
        machine.emulator.fail(kind=fault, method="POST", count=1000)
        with suppress(StatsigError):
            machine.create(cls, **inputs)
        machine.emulator.clear_faults()
        try:
            made, _ = machine.create(cls, **inputs)
        except AlreadyExists:
            made = ""
        assert made != id
        assert all(doc in machine.all(CASES[kind].family) for doc in theirs)


class TestLostResponses:
    @pytest.mark.parametrize("kind", ["timeout", "drop"])
    def test_what_took_effect_is_found_and_not_sent_again(self, machine: Machine, kind: str) -> None:
        machine.emulator.fail(kind=kind, method="POST", path="/gates", after_effect=True)
        machine.create(statsig.Gate, gate_id="gate")
        assert len([e for e in machine.emulator.log() if e.method == "POST"]) == 1

    def test_taken_after_a_lost_attempt_is_looked_up(self, machine: Machine) -> None:
        machine.emulator.fail(kind="timeout", method="POST", path="/gates", after_effect=True)
        machine.emulator.fail(status=500, method="GET", path="/gates/{id}", count=1000)
        with pytest.raises(StatsigError):
            machine.create(statsig.Gate, gate_id="gate")
        machine.emulator.clear_faults()
        assert machine.create(statsig.Gate, gate_id="gate")[0] == "gate"

    def test_what_was_found_is_not_rolled_back_when_a_later_step_fails(self, machine: Machine) -> None:
        machine.emulator.fail(kind="timeout", method="POST", path="/holdouts", after_effect=True)
        machine.emulator.fail(status=400, method="PATCH", path="/holdouts/{id}")
        with pytest.raises(StatsigError):
            machine.create(statsig.Holdout, name="holdout", pass_percentage=5)
        assert len(machine.all("holdouts")) == 1
        machine.emulator.clear_faults()
        machine.create(statsig.Holdout, name="holdout", pass_percentage=5)
        assert machine.all("holdouts")[0]["passPercentage"] == 5

    def test_a_lost_rotation_finds_the_new_value(self, machine: Machine) -> None:
        id, state = machine.create(statsig.Key, description="key", type="SERVER", rotate_triggers={"a": "1"})
        machine.emulator.fail(kind="timeout", method="PATCH", path="/keys/{id}/rotate", after_effect=True)
        inputs = {"description": "key", "type": "SERVER", "rotate_triggers": {"a": "2"}}
        new = Controller(statsig.Key, machine.client, state, machine.run).update(id, inputs)
        (doc,) = machine.all("keys")
        assert new["key"] == doc["key"] != state["key"]
        assert len([e for e in machine.emulator.log() if e.path.endswith("/rotate")]) == 1

    def test_a_rotation_that_did_not_happen_says_so(self, machine: Machine) -> None:
        id, state = machine.create(statsig.Key, description="key", type="SERVER", rotate_triggers={"a": "1"})
        machine.emulator.fail(kind="timeout", method="PATCH", path="/keys/{id}/rotate")
        inputs = {"description": "key", "type": "SERVER", "rotate_triggers": {"a": "2"}}
        with pytest.raises(OutcomeUnknown, match="It has not happened"):
            Controller(statsig.Key, machine.client, state, machine.run).update(id, inputs)
        assert machine.all("keys")[0]["key"] == state["key"]


def test_adopting_one_of_several_keys_of_a_description_is_refused(machine: Machine) -> None:
    for _ in range(2):
        machine.client.request("POST", "/keys", body={"type": "SERVER", "description": "same", "scopes": []})
    with pytest.raises(InvalidInput, match="2 objects are named 'same'"):
        machine.create(statsig.Key, description="same", type="SERVER", adopt=True)


def test_of_two_resources_that_adopt_a_key_one_makes_another(machine: Machine) -> None:
    machine.client.request("POST", "/keys", body={"type": "SERVER", "description": "same", "scopes": []})
    inputs = {"description": "same", "type": "SERVER", "adopt": True}
    run = replace(machine.run, id="one run")
    made = [Controller(statsig.Key, machine.client, run=run).create(inputs) for _ in "ab"]
    assert len({id for id, _ in made}) == len(machine.all("keys")) == 2


class TestAdoptedRules:
    """What is adopted keeps what the program does not say; what an update adds begins at the defaults."""

    @pytest.fixture(autouse=True)
    def theirs(self, machine: Machine) -> None:
        """A gate that somebody has made, with a rule at 30 percent."""
        rules = [{"name": "rule", "passPercentage": 30, **RULE}]
        machine.client.request("POST", "/gates", body={"name": "gate", "rules": rules})

    def percentages(self, machine: Machine) -> dict[str, float]:
        return {rule["name"]: rule["passPercentage"] for rule in machine.all("gates")[0]["rules"]}

    @pytest.mark.parametrize("rest", [{}, {"exhaustive": True}, {"description": "x"}])
    def test_a_gate_keeps_the_live_percentage_of_its_rule(self, machine: Machine, rest: dict[str, Any]) -> None:
        machine.create(statsig.Gate, gate_id="gate", adopt=True, rules=[{"name": "rule", **RULE}], **rest)
        assert self.percentages(machine) == {"rule": 30}

    def test_rules_keep_the_live_percentage(self, machine: Machine) -> None:
        machine.create(statsig.GateRules, gate_id="gate", adopt=True, rules=[{"name": "rule", **RULE}])
        machine.create(statsig.GateRule, gate_id="gate", adopt=True, name="rule", **RULE)
        assert self.percentages(machine) == {"rule": 30}

    def test_a_rule_that_an_update_adds_begins_at_its_default(self, machine: Machine) -> None:
        id, state = machine.create(statsig.Gate, gate_id="gate", adopt=True)
        inputs = {"gate_id": "gate", "adopt": True, "rules": [{"name": "rule", **RULE}]}
        Controller(statsig.Gate, machine.client, state, machine.run).update(id, inputs)
        assert self.percentages(machine) == {"rule": 100}

    def test_an_update_of_rules_does_not_take_somebodys(self, machine: Machine) -> None:
        own = {"name": "own", "pass_percentage": 10, **RULE}
        id, state = machine.create(statsig.GateRules, gate_id="gate", rules=[own])
        inputs = {"gate_id": "gate", "rules": [own, {"name": "rule", **RULE}]}
        with pytest.raises(AlreadyExists, match="say adopt=True"):
            Controller(statsig.GateRules, machine.client, state, machine.run).update(id, inputs)
        assert self.percentages(machine) == {"rule": 30, "own": 10}


@pytest.mark.parametrize(
    ("kind", "inputs", "ids"),
    [
        (statsig.GateOverrides, {"gate_id": "obj"}, "passing_user_ids"),
        (statsig.SegmentIds, {"segment_id": "obj"}, "ids"),
    ],
)
def test_what_two_resources_share_goes_with_the_last_of_them(
    machine: Machine, kind: type[Kind], inputs: dict[str, Any], ids: str
) -> None:
    gate(machine, "obj"), machine.create(statsig.Segment, segment_id="obj", type="id_list")
    shared = {**inputs, "exclusive": False}
    first = machine.create(kind, **shared, **{ids: ["u1", "u2"]})
    second = machine.create(kind, **shared, **{ids: ["u2", "u3"]})
    run = replace(machine.run, id="last", claims=Claims())
    run.claims.hold(kind.__name__, "obj", kind.routes.parts(kind.target({}, {**shared, ids: ["u2", "u3"]}).body))
    Controller(kind, machine.client, first[1], run).delete("obj")
    found = Controller(kind, machine.client, second[1], run).read("obj")
    assert found is not None
    assert found[1][ids] == ["u2", "u3"]
    Controller(kind, machine.client, second[1], replace(run, claims=Claims())).delete("obj")
    assert Controller(kind, machine.client, second[1], run).read("obj")[1].get(ids, []) == []  # type: ignore[index]


SHARED = [
    (statsig.GateOverrides, {"gate_id": "obj", "exclusive": False}, "passing_user_ids"),
    (statsig.SegmentIds, {"segment_id": "obj", "exclusive": False}, "ids"),
]


@pytest.mark.parametrize(("kind", "inputs", "field"), SHARED, ids=["overrides", "ids"])
class TestInterruptedAdditions:
    """A list with several owners, and a run that was interrupted while it added to it."""

    @pytest.fixture(autouse=True)
    def theirs(self, machine: Machine) -> None:
        """A gate and a segment, to which somebody has added one."""
        gate(machine, "obj"), machine.create(statsig.Segment, segment_id="obj", type="id_list")
        overrides = {"passingUserIDs": ["theirs"], "failingUserIDs": []}
        machine.client.request("PATCH", "/gates/obj/overrides", body=overrides)
        machine.client.request("PATCH", "/segments/obj/id_list", body={"ids": ["theirs"]})

    def controller(self, machine: Machine, kind: type[Kind], state: dict[str, Any]) -> Controller:
        """Return a controller in a run of its own."""
        machine.number += 1
        return Controller(kind, machine.client, state, replace(machine.run, id=str(machine.number), claims=Claims()))

    def live(self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], field: str) -> list[str]:
        """Return the whole list, and empty it of what this resource has."""
        found = Controller(kind, machine.client, {**inputs, "exclusive": True}, machine.run).read("obj")
        assert found is not None
        return sorted(found[1].get(field, []))

    @pytest.mark.parametrize("wanted", [["one", "two"], ["one", "two", "theirs"]])
    def test_an_update_goes_on_with_its_own_additions(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], field: str, wanted: list[str]
    ) -> None:
        state = machine.create(kind, **inputs, **{field: ["one"]})[1]
        new = {**inputs, field: wanted}
        machine.transport.after = 1
        with pytest.raises(Killed):
            self.controller(machine, kind, state).update("obj", new)
        state = self.controller(machine, kind, state).update("obj", new)
        assert self.live(machine, kind, inputs, field) == ["one", "theirs", "two"]
        self.controller(machine, kind, state).delete("obj")
        assert self.live(machine, kind, inputs, field) == ["theirs"]

    def test_a_create_does_not_go_on_with_those_of_others(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], field: str
    ) -> None:
        new = {**inputs, field: ["one", "theirs"]}
        machine.kill(kind, **new)
        state = machine.create(kind, **new)[1]
        self.controller(machine, kind, state).delete("obj")
        assert self.live(machine, kind, inputs, field) == ["theirs"]

    def test_a_changed_program_goes_on_as_well(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], field: str
    ) -> None:
        machine.kill(kind, **inputs, **{field: ["one", "two"]})
        state = machine.create(kind, **inputs, **{field: ["two", "three"]})[1]
        self.controller(machine, kind, state).delete("obj")
        assert "two" not in self.live(machine, kind, inputs, field)


class TestInterruptedRestarts:
    """A restart of an experiment as a new one, whose run was interrupted."""

    @pytest.fixture(autouse=True)
    def running(self, machine: Machine) -> None:
        """An experiment that runs."""
        machine.client.request("POST", "/experiments", body={"name": "exp"})
        machine.emulator.edit(KEY, "experiments", "exp", {"status": "active"})

    def test_the_next_run_finds_the_new_experiment(self, machine: Machine) -> None:
        inputs = {"experiment_id": "exp", "name": "again"}
        machine.kill(statsig.ExperimentRestart, **inputs)
        assert machine.create(statsig.ExperimentRestart, **inputs)[1]["new_experiment_id"] == "again"

    def test_the_next_run_finds_that_of_an_update(self, machine: Machine) -> None:
        id, state = machine.create(statsig.ExperimentRestart, experiment_id="exp", name="again")
        new = {"experiment_id": "exp", "name": "third"}
        machine.transport.after = 1
        with pytest.raises(Killed):
            Controller(statsig.ExperimentRestart, machine.client, state, replace(machine.run, id="k")).update(id, new)
        run = replace(machine.run, id="next", ending=set())
        state = Controller(statsig.ExperimentRestart, machine.client, state, run).update(id, new)
        assert state["new_experiment_id"] == "third"
        run.end_in_order()
        with pytest.raises(AlreadyExists):  # what is in state has been used
            machine.create(statsig.ExperimentRestart, **new)


def test_a_record_is_found_behind_one_that_has_been_removed(machine: Machine) -> None:
    lost = {"description": "same", "type": "CLIENT"}
    run = replace(machine.run, id="one run", ending=set())
    Controller(statsig.Key, machine.client, run=run).create({"description": "same", "type": "SERVER"})
    machine.transport.after = 1
    with pytest.raises(Killed):
        Controller(statsig.Key, machine.client, run=run).create(lost)
    run.end_in_order()
    machine.create(statsig.Key, **lost)
    assert len(machine.all("keys")) == 2


@pytest.mark.parametrize(("kind", "inputs", "field"), SHARED, ids=["overrides", "ids"])
def test_an_update_leaves_what_another_resource_of_the_run_has(
    machine: Machine, kind: type[Kind], inputs: dict[str, Any], field: str
) -> None:
    gate(machine, "obj"), machine.create(statsig.Segment, segment_id="obj", type="id_list")
    first = machine.create(kind, **inputs, **{field: ["u1", "u2"]})[1]
    second = machine.create(kind, **inputs, **{field: ["u2", "u3"]})[1]
    run = replace(machine.run, id="last", claims=Claims())
    run.claims.hold(kind.__name__, "obj", kind.routes.parts(kind.target({}, second).body))
    Controller(kind, machine.client, first, run).update("obj", {**inputs, field: ["u1"]})
    found = Controller(kind, machine.client, second, run).read("obj")
    assert found is not None
    assert found[1][field] == ["u2", "u3"]
    Controller(kind, machine.client, second, replace(run, claims=Claims())).delete("obj")
    assert not Controller(kind, machine.client, second, run).read("obj")[1].get(field)  # type: ignore[index]


@dataclass
class Rival(httpx.BaseTransport):
    """Somebody makes each object a moment before it is made."""

    inner: httpx.BaseTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.inner.handle_request(request)
        return self.inner.handle_request(request)


@pytest.mark.parametrize(
    ("kind", "inputs", "family"),
    [(statsig.Gate, {"gate_id": "gate"}, "gates"), (statsig.Team, {"name": "team"}, "users/teams")],
)
class TestRivals:
    """Two stacks create an object at the same time."""

    def test_who_comes_second_adopts_it_where_the_program_says_so(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], family: str
    ) -> None:
        machine.client = Client(Settings(KEY, "emulator:"), transport=Rival(machine.transport), clock=machine.clock)
        id, _ = machine.create(kind, **inputs, adopt=True, description="ours")
        (doc,) = machine.all(family)
        assert (doc["id"], doc["description"]) == (id, "ours")

    def test_otherwise_it_is_an_error(
        self, machine: Machine, kind: type[Kind], inputs: dict[str, Any], family: str
    ) -> None:
        machine.client = Client(Settings(KEY, "emulator:"), transport=Rival(machine.transport), clock=machine.clock)
        with pytest.raises(AlreadyExists, match="adopt=True"):
            machine.create(kind, **inputs)
