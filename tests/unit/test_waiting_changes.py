"""Changes that have to wait before they are sent: what people do in the meantime is neither undone nor overlooked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

import statsig_pulumi as statsig
from statsig_pulumi.client.client import Client
from statsig_pulumi.client.windows import Attempt
from statsig_pulumi.emulator.transport import EmulatorTransport
from statsig_pulumi.errors import AlreadyExists, InvalidInput, NotFound, RateLimited
from statsig_pulumi.kind import Kind

from .test_co_ownership import PUBLIC, Shared, rule
from .test_proposals import KEY


class Waiting(Shared):
    """A stack whose changes have to wait, while people, who have no limit, go on."""

    unreachable = 0

    def __init__(self, kind: type[Kind] = statsig.Gate) -> None:
        super().__init__(kind, mutations_per_10s=20)
        self.console = Client(self.settings, transport=EmulatorTransport(self.emulator), clock=self.clock)

    def _client(self) -> Client:
        return Client(self.settings, transport=Network(self), clock=self.clock)

    def meanwhile(self, do: Callable[[], Any]) -> None:
        """Have people do something, once, when a change has waited for more than a moment."""
        begun = self.clock.now

        def waited(_seconds: float) -> None:
            if self.clock.now - begun > 1:
                self.clock.waited = lambda _seconds: None
                do()

        self.clock.waited = waited
        self.emulator.clear_log()

    def reads(self) -> int:
        return sum(entry.method == "GET" for entry in self.emulator.log())


class Network(httpx.BaseTransport):
    """A network on which some changes get nowhere."""

    def __init__(self, stack: Waiting) -> None:
        self._stack, self._inner = stack, EmulatorTransport(stack.emulator)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "GET" and self._stack.unreachable:
            self._stack.unreachable -= 1
            raise httpx.ConnectError("refused")
        return self._inner.handle_request(request)


def use_up_the_limit(stack: Waiting, left: int = 0) -> None:
    """Leave room for so many changes before the next ones have to wait."""
    budget, windows, begun = stack.client.budget, stack.client._windows, list[Attempt]()
    stack.clock.now += budget._usual.longest
    while isinstance(attempt := windows.begin(budget._usual, stack.clock.time()), Attempt):
        begun.append(attempt)
    stack.clock.now += 2
    for attempt in begun[: len(begun) - left]:
        windows.end(attempt, stack.clock.time())
    if left:  # those that still count from their beginning
        stack.clock.now += budget._usual.rates[0].seconds - 2


def get_nowhere(stack: Waiting) -> None:
    stack.unreachable = 6


def refuse(count: int, retry_after: float | None = None) -> Callable[[Waiting], None]:
    def fail(stack: Waiting) -> None:
        for method in ("POST", "PATCH", "PUT", "DELETE"):
            stack.emulator.fail(count, status=429, method=method, retry_after=retry_after)

    return fail


WAITS: dict[str, Callable[[Waiting], None]] = {
    "for the limit": use_up_the_limit,
    "as it is refused and told for how long": refuse(1, 30),
    "as it is refused thrice": refuse(3),
    "as nothing can be reached": get_nowhere,
}
each_wait = pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)


@pytest.fixture
def gate() -> Waiting:
    stack = Waiting()
    stack.gate("a", "b")
    return stack


def with_a_rule_of_theirs(stack: Waiting) -> None:
    theirs = {"name": "theirs", "passPercentage": 7, "conditions": PUBLIC}
    stack.emulator.edit(KEY, "gates", "gate", {"rules": [*stack.live()["rules"], {**theirs, "id": "theirs"}]})


@each_wait
def test_a_rule_that_people_add_while_an_update_waits_stays(gate: Waiting, wait: Callable[[Waiting], None]) -> None:
    wait(gate)
    gate.meanwhile(lambda: with_a_rule_of_theirs(gate))
    gate.gate(rule("a", 5), "b")
    assert {one["name"]: one["passPercentage"] for one in gate.live()["rules"]} == {"a": 5, "b": 100, "theirs": 7}


@each_wait
def test_an_object_that_is_put_to_use_while_its_deletion_waits_is_kept(wait: Callable[[Waiting], None]) -> None:
    stack = Waiting(statsig.Experiment)
    groups = [{"name": name, "size": 50, "parameter_values": {}} for name in ("A", "B")]
    stack.up(experiment_id="experiment", groups=groups)
    wait(stack)
    stack.meanwhile(lambda: stack.emulator.edit(KEY, "experiments", stack.id, {"status": "active"}))
    with pytest.raises(InvalidInput, match="force_destroy"):
        stack.controller().delete(stack.id)
    assert stack.live("experiments")["status"] == "active"


def test_a_change_that_waits_for_a_moment_only_reads_once(gate: Waiting) -> None:
    gate.meanwhile(lambda: None)
    gate.gate(rule("a", 5), "b")
    assert gate.reads() == 1


@each_wait
def test_a_change_reads_once_more_for_each_wait_at_the_most(gate: Waiting, wait: Callable[[Waiting], None]) -> None:
    wait(gate)
    gate.meanwhile(lambda: None)
    gate.gate(rule("a", 5), "b")
    assert 2 <= gate.reads() <= 1 + 6


def test_a_change_that_is_refused_for_ever_ends(gate: Waiting) -> None:
    refuse(1000, 30)(gate)
    begun = gate.clock.now
    with pytest.raises(RateLimited):
        gate.gate(rule("a", 5), "b")
    assert gate.clock.now - begun < 5 * gate.settings.retry_deadline


def test_an_object_that_goes_while_its_update_waits_is_told_to_be_gone(gate: Waiting) -> None:
    use_up_the_limit(gate)
    gate.meanwhile(lambda: gate.console.request("DELETE", "/gates/{id}", id="gate"))
    with pytest.raises(NotFound):
        gate.gate(rule("a", 5), "b")


def test_what_people_take_from_the_program_while_it_waits_is_refused(gate: Waiting) -> None:
    use_up_the_limit(gate)
    gate.meanwhile(lambda: with_a_rule_of_theirs(gate))
    with pytest.raises(InvalidInput, match="'theirs'"):
        gate.gate(rule("a", 5), "b", rule("theirs", 50))


@each_wait
def test_overrides_that_people_add_while_the_programs_wait_stay(wait: Callable[[Waiting], None]) -> None:
    stack = Waiting(statsig.GateOverrides)
    stack.console.request("POST", "/gates", body={"name": "gate"})
    stack.up(gate_id="gate", passing_user_ids=["ours"], exclusive=False)
    wait(stack)
    body = {"passingUserIDs": ["theirs", "ours"], "failingUserIDs": [], "environmentOverrides": []}
    stack.meanwhile(lambda: stack.console.request("POST", "/gates/{id}/overrides", id="gate", body=body))
    stack.up(gate_id="gate", passing_user_ids=["ours", "new"], exclusive=False)
    live = stack.console.request("GET", "/gates/{id}/overrides", id="gate")
    assert sorted(live["passingUserIDs"]) == ["new", "ours", "theirs"]


@each_wait
def test_an_adoption_that_waits_leaves_what_people_do(wait: Callable[[Waiting], None]) -> None:
    stack = Waiting()
    stack.console.request("POST", "/gates", body={"name": "gate", "rules": []})
    wait(stack)
    stack.id = ""
    theirs = {"name": "theirs", "passPercentage": 7, "conditions": PUBLIC, "id": "theirs"}
    stack.meanwhile(lambda: stack.emulator.edit(KEY, "gates", "gate", {"rules": [theirs]}))
    stack.gate("a", adopt=True)
    assert [one["name"] for one in stack.live()["rules"]] == ["theirs", "a"]


@each_wait
def test_a_create_that_waits_takes_nothing_from_people(wait: Callable[[Waiting], None]) -> None:
    stack = Waiting()
    wait(stack)
    stack.meanwhile(lambda: stack.console.request("POST", "/gates", body={"name": "gate", "description": "theirs"}))
    with pytest.raises(AlreadyExists):
        stack.gate("a")
    found = stack.emulator.get(KEY, "gates", "gate")
    assert found
    assert found["description"] == "theirs"


class Busy:
    """A lock that another thread holds for some seconds, in which people do something."""

    def __init__(self, stack: Waiting, do: Callable[[], Any]) -> None:
        self.stack, self.do, self.waits = stack, do, 1

    def __enter__(self) -> None:
        if self.waits:
            self.waits -= 1
            self.stack.clock.now += 5
            self.do()

    def __exit__(self, *_error: object) -> None:
        """Free it."""


def test_a_condition_that_people_change_while_other_rules_of_the_gate_are_on_their_way_stays() -> None:
    stack = Waiting(statsig.GateRule)
    stack.console.request("POST", "/gates", body={"name": "gate", "rules": []})
    said = {"gate_id": "gate", "name": "b"}
    ours, theirs = ({"type": name, "operator": "any", "target_value": ["a"]} for name in ("email", "country"))
    stack.up(**said, conditions=[ours, theirs])
    locks: dict[str, Any] = stack.client._locks
    assert [*locks] == ["/gates/gate"]

    def edit() -> None:
        live = stack.emulator.get(KEY, "gates", "gate")
        assert live
        live["rules"][0]["conditions"][1]["targetValue"] = ["theirs"]
        stack.emulator.edit(KEY, "gates", "gate", {"rules": live["rules"]})

    locks["/gates/gate"] = Busy(stack, edit)
    stack.up(**said, conditions=[{**ours, "target_value": ["ours"]}, theirs])
    live = stack.emulator.get(KEY, "gates", "gate")
    assert live
    assert [one["targetValue"] for one in live["rules"][0]["conditions"]] == [["ours"], ["theirs"]]


def change_the_conditions_of_b(stack: Waiting) -> None:
    live = stack.emulator.get(KEY, "gates", "gate")
    assert live
    theirs = [{"type": "email", "operator": "any", "targetValue": ["a@example.com"]}]
    rules = [{**one, "conditions": theirs} if one["name"] == "b" else one for one in live["rules"]]
    stack.emulator.edit(KEY, "gates", "gate", {"rules": rules})


@pytest.mark.parametrize("left", [0, 1])
def test_single_rules_that_people_change_before_a_later_one_is_sent_keep_it(left: int) -> None:
    stack = Waiting(statsig.GateRules)
    stack.console.request("POST", "/gates", body={"name": "gate", "rules": []})
    stack.up(gate_id="gate", rules=[rule("a"), rule("b")])

    use_up_the_limit(stack, left)
    stack.meanwhile(lambda: change_the_conditions_of_b(stack))
    stack.up(gate_id="gate", rules=[rule("a", 5), rule("b", 6)])
    live = stack.emulator.get(KEY, "gates", "gate")
    assert live
    assert [one["passPercentage"] for one in live["rules"]] == [5, 6]
    assert [one["conditions"][0]["type"] for one in live["rules"]] == ["public", "email"]
