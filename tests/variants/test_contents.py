"""Overrides and ids of lists that several own: whatever a request does to the others, those of others stay."""

from __future__ import annotations

import os
from typing import Any

import pytest

from statsig_pulumi.errors import StatsigError
from statsig_pulumi.kind import kind_named
from tests.mini_engine import KEYS, Declared, Failed, Machine, Stack
from tests.resources import CASES

KEY = KEYS["warehouse"]
WHOLE = "VARIANTS_FIELDS" in os.environ
THEIRS = "theirs"
CASES_OF = {
    "GateOverrides": ("passingUserIDs", "passing_user_ids", lambda ids: ids),
    "HoldoutOverrides": ("failingUserIDs", "failing_user_ids", lambda ids: ids),
    "SegmentIds": ("ids", "ids", lambda ids: ids),
    "LayerOverrides": ("idOverrides", "id_overrides", lambda ids: [{"groupName": "Test", "ids": ids}]),
    "ExperimentOverrides": ("userIDOverrides", "user_id_overrides", lambda ids: [{"groupID": "Test", "ids": ids}]),
    "AutotuneOverrides": ("userIDOverrides", "user_id_overrides", lambda ids: [{"groupID": "Test", "ids": ids}]),
}
SERVERS = [
    {},
    {"delete-bodies": "refused"},
    {"delete-bodies": "removes-all"},
    {"delete-bodies": "removes-none"},
    {"overrides-added": "replaced"},
    {"overrides-replaced": "added"},
    {"same-entries": "apart"},
    {"reply-of-changes": "nothing", "delete-bodies": "removes-all"},
    {"reads-lag": "second", "delete-bodies": "removes-all"},
    {"reads-lag": "second", "delete-bodies": "removes-none", "reply-of-changes": "message"},
]
_PLAIN = {f"{how}ing{whose}IDs": [] for how in ("pass", "fail") for whose in ("User", "Custom")}
_GROUPED = {"overrides": [], "userIDOverrides": []}
REST: dict[str, dict[str, Any]] = {
    "GateOverrides": _PLAIN,
    "HoldoutOverrides": _PLAIN,
    "SegmentIds": {},
    "LayerOverrides": {"conditionalOverrides": []},
    "ExperimentOverrides": _GROUPED,
    "AutotuneOverrides": _GROUPED,
}
"""What a request has to have besides."""


def _named(variants: dict[str, str]) -> str:
    return "+".join(map("=".join, variants.items())) or "plain"


PATHS = {"SegmentIds": "/segments/parent/id_list"}


def prepared(machine: Machine, kind: str) -> None:
    """Make the object, and what others have in it."""
    client = machine.process("prepare", "warehouse", None).client  # type: ignore[arg-type]
    parent = CASES[kind].parent
    assert parent
    more = {"idType": "userID"} if parent.family == "layers" else {}
    client.request("POST", f"/{parent.family}", body={**more, **parent.body, "name": "parent"})
    wire, _, form = CASES_OF[kind]
    added = {"op": "add"} if kind == "LayerOverrides" else {}
    path = PATHS.get(kind, f"/{parent.family}/parent/overrides")
    client.request("PATCH", path, body={**REST[kind], **added, wire: form([THEIRS])})
    machine.clock.now += 10


def declared(kind: str, ids: list[str]) -> list[Declared]:
    """The program's own, among others."""
    parent = CASES[kind].parent
    assert parent
    _, name, form = CASES_OF[kind]
    snake = {"groupID": "group_id", "groupName": "group_name"}
    value = [{snake.get(k, k): v for k, v in e.items()} if isinstance(e, dict) else e for e in form(ids)]
    args = {parent.argument: "parent", name: value, "exclusive": False}
    return [Declared(kind_named(kind), "own", args, provider="warehouse")]  # type: ignore[arg-type]


def live(machine: Machine, kind: str) -> set[str]:
    """Return all ids that there are."""
    doc: Any = machine.emulator.get(KEY, CASES[kind].family, "parent") or {}
    return {id for one in doc[CASES_OF[kind][0]] for id in (one["ids"] if isinstance(one, dict) else [one])}


@pytest.mark.parametrize(
    "variants",
    SERVERS if WHOLE else SERVERS[2:3],
    ids=_named,
)
@pytest.mark.parametrize("kind", CASES_OF)
def test_what_others_have_stays_and_what_is_taken_out_goes(
    kind: str, variants: dict[str, str], machine: Machine
) -> None:
    prepared(machine, kind)
    machine.emulator.settings(variants=variants)
    stack = Stack("contents/one", machine)
    for ids in (["a", "b"], ["a"], ["a", "c"]):
        stack.up(declared(kind, ids), preview=False)
        assert live(machine, kind) == {THEIRS, *ids}
        machine.clock.now += 10
        assert stack.preview(declared(kind, ids), refresh=True) == []
    stack.destroy()
    assert live(machine, kind) == {THEIRS}


def test_a_server_that_neither_removes_nor_replaces_is_one_clear_error(machine: Machine) -> None:
    prepared(machine, "GateOverrides")
    machine.emulator.settings(variants={"delete-bodies": "removes-none", "overrides-replaced": "added"})
    machine.emulator.fail(count=99, status=405, method="DELETE", path="/gates/{id}/overrides/userID/{userID}")
    stack = Stack("contents/one", machine)
    stack.up(declared("GateOverrides", ["a", "b"]), preview=False)
    with pytest.raises((Failed, StatsigError)) as error:
        stack.up(declared("GateOverrides", ["a"]), preview=False)
    assert "\n" not in str(error.value)
    assert live(machine, "GateOverrides") >= {THEIRS}
