"""Objects that programs share with people, under the engine; in one process: tests/unit/test_co_ownership.py."""

from __future__ import annotations

import itertools
import re
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from ..co_ownership_model import Declared, World, changes, edits, play, value_edits
from .harness import KEY, ROOT, Stack, console

pytestmark = pytest.mark.engine


class Sharing:
    """A stack under the engine, and a person."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.person = stack, console(stack)

    def console(self, method: str, path: str, body: Any) -> Any:
        response = self.person.request(method, path, json=body)
        assert response.is_success, response.text
        return response.json().get("data")

    def up(self, declared: list[Declared]) -> str | None:
        lines = [f"statsig.{kind}({name!r}, **{args!r})" for kind, name, args in declared]
        self.stack.program("\n".join(lines))
        run = self.stack.run("up", "--yes", "--skip-preview", "--refresh", ok=None)
        return None if run.ok else run.text

    def approve(self) -> bool:
        waiting = [one for one in self.stack.emulator.all(KEY, "reviews") if one["status"] == "pending"]
        for review in waiting:
            self.stack.emulator.review(KEY, review["id"], "approve")
        return bool(waiting)

    def writes(self) -> list[tuple[str, str]]:
        return self.stack.mutations()


WORLDS = [("Gate", False), ("DynamicConfig", True)]
"""The kinds, and whether changes are proposed."""
lives = st.tuples(changes, edits, edits, value_edits, st.just(("run", False)), changes, edits, value_edits)


@pytest.mark.parametrize(("kind", "review"), WORLDS)
@pytest.mark.long
def test_people_and_a_program_keep_what_is_theirs(stack: Stack, kind: str, review: bool) -> None:
    number = itertools.count()

    @settings(
        max_examples=2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(lives)
    def play_one(sequence: tuple[Any, ...]) -> None:
        if next(number) == 0:  # the simplest, in which hardly anything happens
            return
        sharing = Sharing(stack)
        # People had made everything before.
        shared = World(kind, sharing.console, sharing.up, sharing.approve, sharing.writes, review, exists=True)
        play(shared, [*sequence])

    play_one()
    assert next(number) == 2


PROGRAM = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "co-ownership.md").read_text(), re.S))
THEIRS = {"name": "theirs", "passPercentage": 1, "conditions": [{"type": "public"}]}


def change(stack: Stack, gate: str, **changes: Any) -> None:
    stack.emulator.edit(KEY, "gates", gate, changes)


def live(stack: Stack, gate: str) -> Any:
    return stack.emulator.get(KEY, "gates", gate)


def rules(stack: Stack, gate: str) -> list[tuple[str, float]]:
    return [(rule["name"], rule["passPercentage"]) for rule in live(stack, gate)["rules"]]


def test_what_docs_co_ownership_says_holds(stack: Stack) -> None:
    for name in ("new_checkout", "cart"):
        console(stack).post("/gates", json={"name": name, "tags": ["core"], "rules": []})
    program = PROGRAM.replace('statsig.Gate("cart",', 'statsig.Gate("cart", adopt=True,')
    stack.up(program)
    (team,) = stack.emulator.all(KEY, "users/teams")
    search, banner = live(stack, "search"), live(stack, "banner")
    their_rule = {**THEIRS, "id": "t", "baseID": "t"}
    change(stack, "search", rules=[search["rules"][0], their_rule, search["rules"][1]])
    change(stack, "cart", tags=["core", "checkout", "theirs"], targetApps=["ios", "web"])
    change(stack, "banner", description="Another", rules=[{**rule, "passPercentage": 77} for rule in banner["rules"]])
    stack.emulator.edit(KEY, "users/teams", team["id"], {"members": [*team["members"], {"email": "bob@example.com"}]})
    body = {"passingUserIDs": ["their-user"], "failingUserIDs": []}
    console(stack).patch("/gates/cart/overrides", json=body)
    stack.mutations()

    assert stack.run("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes").ops() == {}
    assert stack.mutations() == []

    program = program.replace("pass_percentage=10,", "pass_percentage=20,")
    program = program.replace('tags=["checkout"], manage', "manage")
    in_front = 'Rule(name="first", pass_percentage=1, conditions=[when.everyone()]),\n        Rule(name="beta"'
    stack.up(program.replace('Rule(name="beta"', in_front))
    assert rules(stack, "search") == [("staff", 100), ("theirs", 1), ("rollout", 20)]
    assert (live(stack, "cart")["tags"], live(stack, "cart")["targetApps"]) == (["core", "theirs"], ["ios", "web"])
    assert rules(stack, "banner") == [("first", 77), ("beta", 77), ("rest", 0)]
    assert live(stack, "banner")["description"] == "Another"
    stack.destroy()
    assert [bool(live(stack, gate)) for gate in ("search", "banner_text", "cart")] == [True, True, False]


@pytest.mark.long
def test_a_provider_or_a_stack_adopts_where_a_resource_does_not_say(stack: Stack) -> None:
    stack.config["statsig:adopt"] = "true"
    for name in ("one", "two"):
        console(stack).post("/gates", json={"name": name, "rules": []})
    provider = (
        "url = pulumi.Config('statsig').require('apiUrl')\n"
        f"eu = statsig.Provider('eu', console_api_key={KEY!r}, api_url=url, adopt={{}})\n"
        "statsig.Gate('two', opts=ResourceOptions(provider=eu))\n"
    )
    assert "adopt=True" in stack.up("statsig.Gate('one', adopt=False)", ok=False).text
    assert stack.up("statsig.Gate('one')").ops() == {"one": "create"}
    assert "adopt=True" in stack.up("statsig.Gate('one')\n" + provider.format(False), ok=False).text
    stack.config.pop("statsig:adopt")
    assert stack.up("statsig.Gate('one')\n" + provider.format(True)).ops() == {"two": "create"}


@pytest.mark.long
def test_a_rule_that_a_person_saves_while_a_run_waits_for_the_limit_stays(stack: Stack) -> None:
    program = """
statsig.Gate("gate", manage_rules="listed", rules=[Rule(name="a", pass_percentage=5, conditions=[when.everyone()])])
"""
    stack.up(program)
    stack.requests()
    stack.config["statsig:mutationsPer10s"] = 1  # which the create has used up
    stack.program(program.replace("=5", "=6"))
    waiting = stack.started("up", lambda: ("GET", "/gates/gate") in stack.requests())
    theirs = {"name": "theirs", "passPercentage": 7, "conditions": [{"type": "public"}]}
    rules = [*console(stack).get("/gates/gate").json()["data"]["rules"], theirs]
    assert console(stack).patch("/gates/gate", json={"rules": rules}).is_success
    printed, _ = waiting.communicate(timeout=200)
    assert waiting.returncode == 0, printed
    live = stack.emulator.get(KEY, "gates", "gate")
    assert live
    assert [(one["name"], one["passPercentage"]) for one in live["rules"]] == [("a", 6), ("theirs", 7)]
