"""Many objects are refreshed from lists: however those differ, none is lost, and none differs that is as declared."""

from __future__ import annotations

import os
from typing import Any

import pytest

from statsig_pulumi.kind import kind_named
from tests.mini_engine import KEYS, Declared, Machine, Stack
from tests.resources import CASES

KEY = KEYS["warehouse"]
MANY = 14
"""More than are read by themselves, and more than a short page has."""
TEN = {"page-length": "ten"}
LISTS: dict[str, dict[str, str]] = {
    "plain": TEN,
    "sparse": {"list-documents": "sparse", **TEN},
    "flat": {"list-documents": "flat", **TEN},
    "late": {"list-complete": "later", **TEN},
    "lagging": {"reads-lag": "second", **TEN},
    "without archived": {"archived-in-list": "none", **TEN},
    "with archived": {"archived-in-list": "all", **TEN},
    "newest first": {"list-order": "newest-first", **TEN},
    "skipping": {"pages-shift": "skip", **TEN},
    "repeating": {"pages-shift": "twice", **TEN},
    "absolute": {"pages": "absolute", **TEN},
    "numbered": {"pages": "numbers", **TEN},
    "all of it": {
        **{"list-documents": "flat", "list-complete": "later", "archived-in-list": "none", "pages-shift": "skip"},
        **{"list-order": "newest-first", "pages": "numbers", "defaults-returned": "left-out", "numbers": "text", **TEN},
    },
}
KINDS = {
    "Gate": {"description": "d", "rules": [{"name": "a", "pass_percentage": 12.5}], "tags": ["x", "y"]},
    "DynamicConfig": {"description": "d", "default_value": {"a": 1}},
    "Segment": {"type": "rule_based", "description": "d"},
    "Experiment": {"hypothesis": "h", "groups": [{"name": name, "size": 50, "parameter_values": {}} for name in "AB"]},
    "Layer": {"id_type": "userID", "description": "d"},
    "Metric": {
        "type": "sum",
        "unit_types": ["userID"],
        "metric_events": [{"name": "e", "metadata_key": "k"}],
        "description": "d",
    },
    "Tag": {"description": "d"},
    "Role": {"permissions": {"invitation_access": True}},
    "Team": {"description": "d", "members": ["ada.member@example.com"]},
    "Holdout": {"pass_percentage": 5, "description": "d"},
    "ReleasePipeline": {"phases": [{"name": "p", "time_interval_ms": 1000, "required_review": False, "rules": []}]},
}
WHOLE = "VARIANTS_FIELDS" in os.environ


class Crowd:
    """Many objects of one kind in a stack."""

    def __init__(self, machine: Machine, kind: str, variants: dict[str, str]) -> None:
        self.machine, self.kind, self.family = machine, kind_named(kind), CASES[kind].family
        self.stack = Stack("crowds/one", machine)
        self.program = [self.declared(number) for number in range(MANY)]
        self.machine.emulator.settings(variants=variants)
        self.up()

    def declared(self, number: int) -> Declared:
        """One of them."""
        return Declared(self.kind, f"one_{number:02}", dict(KINDS[self.kind.__name__]), provider="warehouse")  # type: ignore[arg-type]

    def up(self) -> None:
        """Bring them to what the program says."""
        self.stack.up(self.program, preview=False)

    def steps(self) -> list[str]:
        """What a refresh finds."""
        return self.stack.preview(self.program, refresh=True)

    def documents(self) -> list[dict[str, Any]]:
        """What there is."""
        return self.machine.emulator.all(KEY, self.family)

    def stored(self, number: int) -> str:
        """The id of one in the emulator's store."""
        entry = next(one for one in self.stack.entries if one.urn.endswith(f"one_{number:02}"))
        docs = self.documents()
        return str(
            next(d["id"] for d in docs if entry.id in (d.get("id"), d.get("name")) or entry.id == d.get("email"))
        )


@pytest.mark.parametrize("lists", LISTS if WHOLE else ["all of it"])
@pytest.mark.parametrize("kind", KINDS if WHOLE else ["Gate"])
def test_a_refresh_of_many_finds_each_and_what_has_changed_alone(kind: str, lists: str, machine: Machine) -> None:
    crowd = Crowd(machine, kind, LISTS[lists])
    assert crowd.steps() == []
    crowd.program.append(crowd.declared(MANY))
    crowd.up()
    assert crowd.steps() == []
    field = "hypothesis" if kind == "Experiment" else "name" if kind == "ReleasePipeline" else "description"
    if kind != "Role":
        machine.emulator.edit(KEY, crowd.family, crowd.stored(3), {field: "by hand"})
        machine.clock.now += 10
        assert [step.split(" ", 1)[1] for step in crowd.steps()] == [f"::{kind}::one_03"]
    machine.emulator.delete(KEY, crowd.family, crowd.stored(5))
    machine.clock.now += 10
    assert f"create ::{kind}::one_05" in crowd.steps()
    crowd.stack.up(crowd.program, preview=False, refresh=True)
    assert crowd.steps() == []
    names = {entry.id for entry in crowd.stack.entries}
    assert len(names) == len(crowd.program) == MANY + 1


@pytest.mark.parametrize("lists", ["plain", "with archived", "without archived"])
def test_an_archived_gate_is_no_gate_that_is_gone(lists: str, machine: Machine) -> None:
    crowd = Crowd(machine, "Gate", LISTS[lists])
    machine.emulator.edit(KEY, crowd.family, crowd.stored(4), {"status": "Archived", "isEnabled": False})
    machine.clock.now += 10
    assert crowd.steps() == []
