"""What happens to a stack in its life, at random; and six things that always hold.

(a) Nothing that a stack did not make or adopt is changed or deleted by it: no object, rule, override, id, group or
    setting. Of an object that it has, only fields that the program says or said.
(b) Nothing that it made is orphaned: after an ``up`` that succeeds, and after a last ``destroy``, it is in the state or
    gone.
(c) After a last ``up`` the live objects are as the program says, and another ``up`` changes nothing.
(d) What a resource of the state still has after a run that succeeds, the run has not deleted.
(e) What a stack has made, it does not forget, also where a run fails.
(f) A rule that a gate had and still has is the same one: its id stays.

A world of two stacks, a person at the console, and the Statsig project. Each thing in the project that can have an
owner of its own is an *atom*: an object, one of its rules, one overridden user, an id of a segment, a disabled group,
a field of the settings. Who has made or adopted it is kept beside, from what each run has changed. A run that is
refused is in order: what Pulumi prints then names the way on, which ``World.heal`` goes: ``adopt=True``, or the
resource is taken out of the program.

What is not generated, because nothing could tell it:

* Somebody makes by hand exactly what a run that was killed had begun to create, before the next run.
* The same of entries of a shared list, by another stack: then they count as both stacks'.
* A resource is taken out of the program, or its object's name changed, right after a run that was killed or failed
  while it created the object: nothing in the program or the state names what was made.
* An object is deleted in the console and made again under the same id, while the state has it: from then on it counts
  as the stack's too.
* An experiment is deleted in the console: which groups are disabled cannot be read, so they are not disabled again.
* A group that a person has turned off and that a program turns off as well.
* Two stacks that restore one setting: each restores what it has found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hypothesis.strategies as st

import statsig_pulumi as statsig
from statsig_pulumi.errors import StatsigError

from .mini_engine import KEYS, Declared, Entry, Failed, Fault, Killed, Machine, Ref, Stack, dump
from .resources import CASES

Doc = dict[str, Any]
Atom = tuple[str, ...]
KEY = KEYS[""]
PERSON = "person"
USERS = ("u1", "u2", "u3")
_BOOKKEEPING = {
    *("version", "lastModifiedTime", "lastModifierName", "lastModifierEmail", "lastModifierID", "count", "rules"),
    *("status", "startTime"),
}
_RULE = {"conditions": [{"type": "public"}]}


# -- the world, in atoms -----------------------------------------------------------------------------------------------

_NAMED = ("Gate", "DynamicConfig", "Experiment", "Layer", "Holdout", "Segment", "Tag", "Team", "Key")
FAMILIES = {kind: CASES[kind].family for kind in _NAMED}
"""The kinds that are objects of their own, and their families in the emulator."""
_LISTS = {"passingUserIDs": "passing_user_ids", "failingUserIDs": "failing_user_ids"}


def atoms(machine: Machine) -> dict[Atom, Any]:
    """Return everything that can have an owner, and what it is like."""
    found: dict[Atom, Any] = {}
    get = machine.emulator.all
    for family in FAMILIES.values():
        for doc in get(KEY, family):
            id = str(doc["id"])
            found[family, id] = {name: value for name, value in doc.items() if name not in _BOOKKEEPING}
            for rule in doc.get("rules", []) if family == "gates" else ():
                found[family, id, "rule", rule["baseID"]] = rule
            if family == "experiments":
                found[family, id]["groups"] = [{k: v for k, v in g.items() if k != "disabled"} for g in doc["groups"]]
                for group in doc["groups"]:
                    if group.get("disabled"):
                        found[family, id, "disabled", group["name"]] = True
            if family == "gates" and (overrides := machine.emulator.get(KEY, "gates/overrides", id)):
                for name in _LISTS:
                    found |= {(family, id, "override", name, user): True for user in overrides[name]}
            if family == "segments" and (ids := machine.emulator.get(KEY, "segments/ids", id)):
                found |= {(family, id, "id", one): True for one in ids["ids"]}
    settings = machine.emulator.get(KEY, "settings", "project") or {}
    return found | {("settings", "project", name): value for name, value in settings.items() if name != "id"}


@dataclass(frozen=True)
class Holder:
    """A resource, of the state or of the program."""

    kind: str
    inputs: Doc
    id: str = ""
    secret: str = ""

    @classmethod
    def of_entry(cls, entry: Entry) -> Holder:
        """Return a resource of the state."""
        return cls(entry.kind, entry.outputs, entry.id, entry.outputs.get("key", ""))

    def has(self, atom: Atom, docs: dict[Atom, Any]) -> bool:
        """Return whether the atom is this resource's, by itself or as a part of what it owns as a whole."""
        family, id, *rest = atom
        inputs = self.inputs
        if self.kind in FAMILIES:
            if FAMILIES[self.kind] != family or not self._names(id, docs.get((family, id), {})):
                return False
            return not rest or (rest[0] == "rule" and "rules" in inputs)
        if self.kind == "ProjectSettings":
            return family == "settings" and rest[0] in inputs
        parent = inputs.get("gate_id") or inputs.get("segment_id") or inputs.get("experiment_id")
        if id != parent or not rest:
            return False
        if self.kind == "GateOverrides":
            if rest[0] != "override":
                return False
            return inputs.get("exclusive", True) or rest[2] in inputs.get(_LISTS[rest[1]], [])
        if self.kind == "SegmentIds":
            return rest[0] == "id" and (inputs.get("exclusive", True) or rest[1] in inputs["ids"])
        if self.kind == "DisabledGroups":
            return rest[0] == "disabled" and rest[1] in inputs["group_names"]
        name = docs.get(atom, {}).get("name") if rest[0] == "rule" else None
        if self.kind == "GateRule":
            return name is not None and (self.id == f"{id}/{rest[1]}" or (not self.id and name == inputs["name"]))
        return self.kind == "GateRules" and name in [rule["name"] for rule in inputs["rules"]]

    def says_percentage(self, rule: str) -> bool:
        """Return whether the percentage of a rule of this name is managed."""
        rules = self.inputs.get("rules", [self.inputs])
        return any(one.get("name") == rule and "pass_percentage" in one for one in rules)

    def _names(self, id: str, doc: Doc) -> bool:
        if self.kind == "Key":
            return id == self.secret if self.id else doc.get("description") == self.inputs["description"]
        if self.id:
            return id == self.id
        name = next(
            v for n, v in self.inputs.items() if n in ("gate_id", "config_id", "experiment_id", "segment_id", "name")
        )
        return name in (id, doc.get("name"))


# -- programs ----------------------------------------------------------------------------------------------------------


@dataclass
class Slot:
    """A resource that a program can have.

    Attributes:
        kind: its kind.
        address: the arguments that make its address; ``{}`` in them is the stack's own part of a name.
        variants: the other arguments, one of which it has.
        on: the slot of the object that it belongs to, and the argument that takes its id.
        common: whether both stacks mean the same object.
    """

    kind: Any
    address: Doc
    variants: list[Doc]
    on: tuple[str, str] | None = None
    common: bool = False


def _subsets(field_name: str, *more: Doc) -> list[Doc]:
    return [
        {field_name: list(users), **one} for users in (("u1",), ("u1", "u2"), ("u2", "u3")) for one in more or ({},)
    ]


_GROUPS = [{"name": name, "size": 50, "parameter_values": {}} for name in "AB"]
_DESCRIPTIONS: list[Doc] = [{}, {"description": "one"}, {"description": "two"}]
_NO = {"exclusive": False}
SLOTS: dict[str, Slot] = {
    "gate": Slot(
        statsig.Gate,
        {"gate_id": "gate_{}"},
        [
            {"rules": [{"name": "r1", **_RULE}]},
            {"rules": [{"name": "r2", "pass_percentage": 50, **_RULE}, {"name": "r1", **_RULE}], "tags": ["core"]},
            {"description": "one", "is_enabled": False},
        ],
    ),
    "plain": Slot(statsig.Gate, {"gate_id": "plain_{}"}, [*_DESCRIPTIONS, {"is_template": True}]),
    "both": Slot(statsig.Gate, {"gate_id": "gate_both"}, _DESCRIPTIONS, common=True),
    "config": Slot(statsig.DynamicConfig, {"config_id": "config_both"}, _DESCRIPTIONS, common=True),
    "tag": Slot(statsig.Tag, {"name": "tag_{}"}, _DESCRIPTIONS),
    "tag2": Slot(statsig.Tag, {"name": "tag_both"}, _DESCRIPTIONS, common=True),
    "team": Slot(statsig.Team, {"name": "Team {}"}, _DESCRIPTIONS),
    "segment": Slot(statsig.Segment, {"segment_id": "segment_{}", "type": "id_list"}, _DESCRIPTIONS),
    "ids": Slot(statsig.SegmentIds, {"segment_id": "segment_{}"}, _subsets("ids"), on=("segment", "segment_id")),
    "some ids": Slot(statsig.SegmentIds, {"segment_id": "shared_segment"}, _subsets("ids", _NO), common=True),
    "more ids": Slot(statsig.SegmentIds, {"segment_id": "shared_segment"}, _subsets("ids", _NO), common=True),
    "overrides": Slot(
        statsig.GateOverrides, {"gate_id": "plain_{}"}, _subsets("passing_user_ids"), on=("plain", "gate_id")
    ),
    "some": Slot(statsig.GateOverrides, {"gate_id": "shared_gate"}, _subsets("passing_user_ids", _NO), common=True),
    "more": Slot(statsig.GateOverrides, {"gate_id": "shared_gate"}, _subsets("passing_user_ids", _NO), common=True),
    "rule": Slot(
        statsig.GateRule,
        {"gate_id": "plain_{}", "name": "single"},
        [_RULE, {"pass_percentage": 10, **_RULE}],
        on=("plain", "gate_id"),
    ),
    "their rule": Slot(
        statsig.GateRule, {"gate_id": "shared_gate", "name": "common"}, [_RULE, {"pass_percentage": 10, **_RULE}]
    ),
    "rules": Slot(
        statsig.GateRules,
        {"gate_id": "shared_gate"},
        [
            {"rules": [{"name": "{}1", **_RULE}]},
            {"rules": [{"name": "{}1", "pass_percentage": 7, **_RULE}, {"name": "{}2", **_RULE}]},
            {"rules": [{"name": "{}2", **_RULE}]},
        ],
    ),
    "flip": Slot(
        statsig.GateOverrides,
        {"gate_id": "gate_{}"},
        [{"passing_user_ids": ["u1", "u2"], "exclusive": one} for one in (False, True)],
        on=("gate", "gate_id"),
    ),
    "layer": Slot(statsig.Layer, {"name": "layer_both", "id_type": "userID"}, _DESCRIPTIONS, common=True),
    "holdout": Slot(statsig.Holdout, {"name": "holdout_{}"}, [{}, {"pass_percentage": 5}, {"description": "one"}]),
    "key": Slot(statsig.Key, {"description": "key {}", "type": "SERVER"}, [{}, {"rotate_triggers": {"n": "1"}}]),
    "key2": Slot(statsig.Key, {"description": "key {}", "type": "SERVER"}, [{}, {"rotate_triggers": {"n": "1"}}]),
    "settings": Slot(
        statsig.ProjectSettings,
        {"on_destroy": "restore"},
        [{"name": "One"}, {"name": "Two", "visibility": "CLOSED"}, {"visibility": "CLOSED"}],
    ),
    "experiment": Slot(
        statsig.Experiment,
        {"experiment_id": "exp_{}", "force_destroy": True},
        [
            {"groups": _GROUPS, "status": "active"},
            {"groups": _GROUPS, "status": "active", "description": "one"},
        ],
    ),
    "groups": Slot(
        statsig.DisabledGroups,
        {"experiment_id": "exp_{}"},
        [{"group_names": ["B"]}, {"group_names": ["A", "B"]}],
        on=("experiment", "experiment_id"),
    ),
}
_ORDER = list(SLOTS)


@dataclass
class Wanted:
    """A resource that a program has."""

    slot: str
    variant: int = 0
    adopt: bool = False
    name: int = 0
    parent: bool = False
    alias: str = ""
    provider: bool = False
    twin: bool = False


def _filled(value: Any, own: str) -> Any:
    if isinstance(value, str):
        return value.replace("{}", own)
    if isinstance(value, list):
        return [_filled(one, own) for one in value]
    return {k: _filled(v, own) for k, v in value.items()} if isinstance(value, dict) else value


class Program:
    """A stack's program."""

    def __init__(self, own: str) -> None:
        self.own = own
        self.wanted: dict[str, Wanted] = {}

    def inputs(self, wanted: Wanted) -> Doc:
        """Return a resource's arguments, with plain ids."""
        slot = SLOTS[wanted.slot]
        variant = slot.variants[wanted.variant % len(slot.variants)]
        adopt = {"adopt": True} if wanted.adopt and "adopt" in slot.kind.args.model_fields else {}
        found: Doc = _filled({**slot.address, **variant, **adopt}, self.own)
        return found

    def declared(self) -> Iterator[Declared]:
        """Yield the resources, each after those it depends on."""
        for slot_name in _ORDER:
            for key in (slot_name, f"{slot_name} twin"):
                if key in self.wanted:
                    yield self._declared(self.wanted[key])

    def _declared(self, wanted: Wanted) -> Declared:
        slot, args = SLOTS[wanted.slot], self.inputs(wanted)
        after = set[str]()
        if slot.on and slot.on[0] in self.wanted:
            owner = self.wanted[slot.on[0]]
            args[slot.on[1]] = Ref(self._name(owner))
        return Declared(
            slot.kind,
            self._name(wanted),
            args,
            provider="same" if wanted.provider else "",
            parent="component" if wanted.parent else "",
            after=frozenset(after),
            aliases=(wanted.alias,) if wanted.alias else (),
        )

    @staticmethod
    def _name(wanted: Wanted) -> str:
        return f"{wanted.slot}{' twin' if wanted.twin else ''} v{wanted.name}"

    def urn(self, wanted: Wanted) -> str:
        """Return the URN of a resource."""
        return self._declared(wanted).urn

    def holders(self) -> list[Holder]:
        """Return the resources as holders."""
        return [Holder(SLOTS[w.slot].kind.__name__, self.inputs(w)) for w in self.wanted.values()]


# -- the world ---------------------------------------------------------------------------------------------------------


@dataclass
class Counts:
    """What has happened in all sequences."""

    sequences: int = 0
    steps: int = 0
    runs: int = 0
    killed: int = 0
    failed: int = 0
    faults: int = 0
    refusals: int = 0
    edits: int = 0
    requests: int = 0
    seconds: float = 0
    """Of simulated time."""

    def __str__(self) -> str:
        numbers = [f"{name} {value:,}" for name, value in vars(self).items() if name != "seconds"]
        return ", ".join([*numbers, f"simulated time {self.seconds / 3600:,.0f} h"])


class World:
    """Two stacks, a person, and a Statsig project."""

    def __init__(self, folder: Path, counts: Counts | None = None) -> None:
        self.machine = Machine(folder)
        self.stacks = [Stack(f"p/{name}", self.machine) for name in ("dev", "prod")]
        self.programs = [Program("dev"), Program("prod")]
        self.owners: dict[Atom, set[str]] = {}
        self.unclear = [False, False]
        self.counts = counts or Counts()
        self.log: list[str] = []
        self.began = self.machine.clock.now
        person = self.machine.person
        for name in ("shared_gate", "shared_gate2"):
            person.request(
                "POST", "/gates", body={"name": name, "rules": [{"name": "theirs", "passPercentage": 3, **_RULE}]}
            )
        person.request("POST", "/segments", body={"name": "shared_segment", "type": "id_list"})
        overrides = {"passingUserIDs": ["u3"], "failingUserIDs": []}
        person.request("PATCH", "/gates/shared_gate/overrides", body=overrides)
        person.request("PATCH", "/segments/shared_segment/id_list", body={"ids": ["u3"]})
        person.request("GET", "/settings/project")
        self.owners |= {atom: {PERSON} for atom in atoms(self.machine)}

    def close(self) -> None:
        """Close the emulator."""
        self.counts.requests += self.machine.transport.requests
        self.counts.seconds += self.machine.clock.now - self.began
        self.machine.close()

    # -- what programs do ----------------------------------------------------------------------------------------

    def change(self, number: int, slot_name: str, what: str, variant: int) -> None:
        """Change a program."""
        program = self.programs[number]
        wanted = program.wanted.get(slot_name)
        if slot_name == "settings" and number:
            return
        if wanted is None:
            slot = SLOTS[slot_name]
            if what == "add":
                if slot.on and slot.on[0] not in program.wanted:
                    self.change(number, slot.on[0], what, variant)
                program.wanted[slot_name] = Wanted(slot_name, variant, adopt=variant % 2 == 1)
            return
        urn = program.urn(wanted)
        if what in ("add", "vary") and not self.unclear[number]:
            wanted.variant = variant
        elif what == "adopt":
            wanted.adopt = True
        elif what == "remove" and not self.unclear[number]:
            for name, other in [*program.wanted.items()]:
                on = SLOTS[other.slot].on
                if name == slot_name or (on and on[0] == slot_name):
                    del program.wanted[name]
        elif what == "rename":
            wanted.name += 1
            wanted.alias = urn if variant == 2 else ""
        elif what == "move":
            wanted.parent = not wanted.parent
            wanted.alias = urn if variant == 2 else ""
        elif what == "provider":
            wanted.provider = not wanted.provider
        elif what == "twin":
            program.wanted.setdefault(f"{slot_name} twin", replace(wanted, twin=True, alias=""))

    def double(self, number: int, place: int) -> None:
        """Let the state hold a second resource for an object, as one of an older version or an edited one can."""
        entries = self.stacks[number].entries
        if whole := [e for e in entries if not (e.delete or e.recreate or e.urn.endswith("copy"))]:
            entry = whole[place % len(whole)]
            if not any(e.urn == f"{entry.urn} copy" for e in entries):
                entries.append(replace(entry, urn=f"{entry.urn} copy"))

    def some(self, number: int, place: int) -> set[str]:
        """Return the URNs of some resources of the state and the program: every other, or every third."""
        entries = {e.urn for e in self.stacks[number].entries}
        urns = sorted(entries | {d.urn for d in self.programs[number].declared()})
        return set(urns[place % 3 :: 2 + place % 2])

    # -- what people do ------------------------------------------------------------------------------------------

    def edit(self, what: str, place: int) -> None:
        """Do something in the console."""
        before = atoms(self.machine)
        self.machine.clock.now += 20
        with suppress(StatsigError):
            self._edit(what, place, before)
        self.counts.edits += 1
        after = atoms(self.machine)
        for atom in {*before} - {*after}:
            self.owners.pop(atom, None)
        for atom in {*after} - {*before}:
            stacks = [s for s in self.stacks if any(Holder.of_entry(e).has(atom, after) for e in s.entries)]
            self.owners[atom] = {PERSON, *(s.name for s in stacks)}

    def _edit(self, what: str, place: int, before: dict[Atom, Any]) -> None:
        emulator, request = self.machine.emulator, self.machine.person.request
        objects = [a for a in before if len(a) == 2]
        family, id = objects[place % len(objects)] if objects else ("", "")
        names = [(n, s) for n, s in SLOTS.items() if s.kind.__name__ in FAMILIES and n != "experiment"]
        if what == "create":
            _, slot = names[place % len(names)]
            self._create(slot, ("dev", "prod")[place % 2])
        elif what == "snatch":
            self._snatch()
        elif what == "crowd":
            self._crowd(place)
        elif not objects:
            return
        elif what == "delete":
            if family != "experiments":
                emulator.delete(KEY, family, id)
        elif what == "managed":
            if family != "keys":
                emulator.edit(KEY, family, id, {"description": "by hand"})
        elif what == "unmanaged":
            self._set_unmanaged()
        elif what == "settings":
            request("POST", "/settings/project", body={"name": "By hand"} if place % 2 else {"default_unit_type": "x"})
        elif any(self.unclear):
            return
        elif what == "entry":
            gates = [i for f, i in objects if f == "gates"]
            if not gates:
                return
            body = {"passingUserIDs": [USERS[place % 3]], "failingUserIDs": []}
            verb = "DELETE" if place % 4 == 3 else "PATCH"
            request(verb, f"/gates/{gates[place % len(gates)]}/overrides", body=body)
        elif what == "withdraw":
            body = {"passingUserIDs": [USERS[place % 3]], "failingUserIDs": []}
            request("DELETE", "/gates/shared_gate/overrides", body=body)
            request("DELETE", "/segments/shared_segment/id_list", body={"ids": [USERS[place % 3]]})
        elif what == "id":
            segments = [i for f, i in objects if f == "segments"]
            if not segments:
                return
            verb = "DELETE" if place % 4 == 3 else "PATCH"
            request(verb, f"/segments/{segments[place % len(segments)]}/id_list", body={"ids": [USERS[place % 3]]})
        elif what == "rule":
            gates = [i for f, i in objects if f == "gates"]
            if not gates:
                return
            name = ("single", "common", "dev1", "by hand")[place % 4]
            gate = gates[place % len(gates)]
            request("POST", f"/gates/{gate}/rule", body={"name": name, "passPercentage": 3, **_RULE})

    def _create(self, slot: Slot, own: str) -> None:
        """Make an object by hand, under a name that a program can have."""
        args = _filled(slot.address, own)
        name = next(v for n, v in args.items() if n != "type")
        field_name = "description" if slot.kind is statsig.Key else "name"
        path = "/" + FAMILIES[slot.kind.__name__]
        body = {"description": "by hand", field_name: name}
        body |= {wire: args[name] for name, wire in (("type", "type"), ("id_type", "idType")) if name in args}
        if slot.kind is statsig.Key:
            body["scopes"] = ["omni_read_only"]
        doc = self.machine.person.request("POST", path, body=body)
        if path in ("/gates", "/dynamic_configs", "/segments"):
            self.machine.emulator.edit(KEY, path[1:], doc["id"], {"creatorEmail": "person@example.com"})

    def _snatch(self) -> None:
        """Make what a program wants and does not adopt, where it does not exist; or another key of the same name."""
        wanted = [
            (SLOTS[w.slot], program.own)
            for program in self.programs
            for w in program.wanted.values()
            if SLOTS[w.slot].kind.__name__ in FAMILIES and w.slot != "experiment" and not w.adopt
        ]
        for slot, own in wanted:
            with suppress(StatsigError):
                self._create(slot, own)

    def _crowd(self, place: int) -> None:
        """Add something to what resources of the programs want to have for themselves."""
        request, user = self.machine.person.request, "u4" if any(self.unclear) else USERS[place % 3]
        for program in self.programs:
            for wanted in program.wanted.values():
                kind, inputs = SLOTS[wanted.slot].kind, program.inputs(wanted)
                with suppress(StatsigError):
                    if kind is statsig.GateOverrides:
                        body: Doc = {"passingUserIDs": [user], "failingUserIDs": []}
                        request("PATCH", f"/gates/{inputs['gate_id']}/overrides", body=body)
                    elif kind is statsig.SegmentIds:
                        request("PATCH", f"/segments/{inputs['segment_id']}/id_list", body={"ids": [user]})

    def _set_unmanaged(self) -> None:
        """Set what programs leave to the console, of every gate and experiment; and ramp every rule."""
        emulator = self.machine.emulator
        for gate in emulator.all(KEY, "gates"):
            rules = [{**rule, "passPercentage": 42} for rule in gate["rules"]]
            emulator.edit(KEY, "gates", gate["id"], {"measureMetricLifts": False, "rules": rules})
        for experiment in emulator.all(KEY, "experiments"):
            emulator.edit(KEY, "experiments", experiment["id"], {"hypothesis": "by hand"})

    # -- runs ------------------------------------------------------------------------------------------------------

    def run(self, number: int, command: str, *, preview: bool = True, **trouble: Any) -> Failed | Killed | None:
        """Run a command, and see that it has taken nothing and lost nothing."""
        stack, program = self.stacks[number], self.programs[number]
        whole = {entry.urn: entry for entry in stack.entries if not (entry.recreate or entry.delete)}
        entries = {entry.urn: entry.id for entry in stack.entries if not entry.recreate}
        before, holders = atoms(self.machine), self._holders(number)
        orphans = self._orphans(number, before)
        outcome: Failed | Killed | None = None
        met = self.machine.transport.met
        self.counts.runs += 1
        try:
            if command.startswith("up"):
                stack.up([*program.declared()], preview=preview, refresh="--refresh" in command, **trouble)
            elif command.startswith("destroy"):
                stack.destroy(refresh="--refresh" in command, **trouble)
            else:
                stack.refresh(**trouble)
        except (Failed, Killed) as end:
            outcome = end
            self.counts.killed += isinstance(end, Killed)
            self.counts.failed += isinstance(end, Failed)
        self.counts.faults += self.machine.transport.met - met
        after = atoms(self.machine)
        self.log.append(f"{stack.name} {command} {trouble or ''}: {outcome!r}")
        self._nothing_taken(number, before, after, holders)
        self._note_adopted(number, after)
        self._rules_kept(number, whole, before, after)
        forgotten = [atom for atom in self._orphans(number, after) if atom in before and atom not in orphans]
        self.require(not forgotten, f"(e) {stack.name} has forgotten {forgotten}")
        if outcome is None:
            self._nothing_deleted(number, entries, before, after)
        self.unclear[number] = bool(self._orphans(number, after)) or (outcome is not None and command.startswith("up"))
        if command.startswith("up") and outcome is None and "targets" not in trouble:
            self._nothing_orphaned(number, after)
        return outcome

    def _nothing_deleted(
        self, number: int, entries: dict[str, str], before: dict[Atom, Any], after: dict[Atom, Any]
    ) -> None:
        still = [e for e in self.stacks[number].entries if entries.get(e.urn) == e.id and not e.recreate]
        for atom in {*before} - {*after}:
            for entry in still:
                own = len(atom) == 2 if entry.kind in FAMILIES else entry.outputs.get("exclusive") is False
                lost = own and Holder.of_entry(entry).has(atom, before)
                self.require(
                    not lost, f"(d) {self.stacks[number].name} has deleted {atom}, which {entry.urn} still has"
                )

    def _rules_kept(
        self, number: int, entries: dict[str, Entry], before: dict[Atom, Any], after: dict[Atom, Any]
    ) -> None:
        for entry in self.stacks[number].entries:
            old = entries.get(entry.urn)
            gate = (FAMILIES["Gate"], entry.id)
            if entry.kind != "Gate" or old is None or old.id != entry.id or not {gate} <= before.keys() & after.keys():
                continue
            had, has = ({rule["name"] for rule in one.outputs.get("rules", [])} for one in (old, entry))
            was, is_ = (
                {rule["name"]: atom[3] for atom, rule in now.items() if atom[:3] == (*gate, "rule")}
                for now in (before, after)
            )
            lost = [n for n in had & has & was.keys() & is_.keys() if was[n] != is_[n]]
            replaced = self._replaced(before[gate], after[gate])
            self.require(replaced or not lost, f"(f) {self.stacks[number].name} has made rules {lost} of {gate} anew")

    def _holders(self, number: int) -> list[tuple[Holder, bool]]:
        """Return the resources of the state and of the program, and whether they adopt."""
        state = [(Holder.of_entry(entry), False) for entry in self.stacks[number].entries]
        return state + [
            (h, h.inputs.get("adopt", h.kind == "ProjectSettings")) for h in self.programs[number].holders()
        ]

    def _nothing_taken(
        self, number: int, before: dict[Atom, Any], after: dict[Atom, Any], holders: list[tuple[Holder, bool]]
    ) -> None:
        name = self.stacks[number].name
        exclusive = [h for h, _ in holders if h.id and h.kind in ("GateOverrides", "SegmentIds")]
        for atom in {*after} - {*before}:
            self.owners[atom] = {name} | self._may_have_added(atom, after)
        known = dict(self.owners)
        for atom, old in before.items():
            if after.get(atom) == old:
                continue
            owners, parent = known[atom], known.get(atom[:2], set())
            if any(adopts and holder.has(atom, before) for holder, adopts in holders):
                owners.add(name)
            whole = any(h.inputs.get("exclusive", True) and h.has(atom, before) for h in exclusive)
            listed = any(h.id and h.kind == "Gate" and h.has(atom, before) for h, _ in holders) and atom[2:3] == (
                "rule",
            )
            gone = name in parent and (
                atom[:2] not in after or (len(atom) > 2 and self._replaced(before[atom[:2]], after[atom[:2]]))
            )
            self.require(
                name in owners or whole or listed or gone,
                f"(a) {name} has {'changed' if atom in after else 'deleted'} {atom}, which is {owners}'s: "
                f"{old} -> {after.get(atom)}",
            )
            if atom in after and len(atom) == 2 and not (name in owners and self._replaced(old, after[atom])):
                managed = {self._wire(n, h) for h, _ in holders if h.has(atom, before) for n in h.inputs}
                changed = {n for n in {**old, **after[atom]} if old.get(n) != after[atom].get(n)}
                allowed = (
                    managed | {"name", "key", "isEnabled", "targetApps"} & {*changed}
                    if self._renames(atom)
                    else managed
                )
                self.require(changed <= allowed, f"(a) {name} has changed fields of {atom}: {changed - allowed}")
            if atom in after and atom[2:3] == ("rule",) and old["passPercentage"] != after[atom]["passPercentage"]:
                ramped = not any(h.has(atom, before) and h.says_percentage(old["name"]) for h, _ in holders)
                self.require(not ramped, f"(a) {name} has changed the percentage of {old}")
            if atom not in after:
                self.owners.pop(atom, None)

    def _note_adopted(self, number: int, now: dict[Atom, Any]) -> None:
        """Note that entries of shared lists are a stack's as well, where a resource of it has adopted them."""
        stack = self.stacks[number]
        for holder in (Holder.of_entry(entry) for entry in stack.entries if entry.outputs.get("adopt")):
            for atom in now:
                if len(atom) > 2 and holder.has(atom, now):
                    self.owners[atom].add(stack.name)

    def _may_have_added(self, atom: Atom, after: dict[Atom, Any]) -> set[str]:
        """Return the stacks that were adding an entry when a run failed: whose it is, cannot be told any more."""
        return {
            stack.name
            for stack, program, unclear in zip(self.stacks, self.programs, self.unclear, strict=True)
            if unclear and len(atom) > 2 and any(h.has(atom, after) for h in program.holders())
        }

    @staticmethod
    def _replaced(old: Doc, new: Doc) -> bool:
        return bool(old.get("createdTime") != new.get("createdTime"))

    @staticmethod
    def _renames(atom: Atom) -> bool:
        return atom[0] in ("tags", "users/teams", "keys")

    @staticmethod
    def _wire(name: str, holder: Holder) -> str:
        prop = getattr(statsig, holder.kind).shape().properties.get(name)
        return prop.wire if prop else name

    def _orphans(self, number: int, now: dict[Atom, Any]) -> list[Atom]:
        """Return what a stack has made and nobody's state holds."""
        name = self.stacks[number].name
        held = [Holder.of_entry(entry) for stack in self.stacks for entry in stack.entries if not entry.recreate]
        return [
            atom
            for atom, owners in self.owners.items()
            if atom in now
            and name in owners
            and PERSON not in owners
            and atom[0] != "settings"
            and not any(holder.has(atom, now) for holder in held)
        ]

    def _nothing_orphaned(self, number: int, now: dict[Atom, Any]) -> None:
        orphans = self._orphans(number, now)
        self.require(not orphans, f"(b) {self.stacks[number].name} has made {orphans}, and nothing has them")

    # -- the end ---------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Bring everything in order, in documented ways, and see that it is."""
        for number in (0, 1):
            self.heal(number)
        for number in (0, 1):
            self.heal(number)
            self._as_the_program_says(number)
        for number in (0, 1):
            outcome = self.run(number, "destroy")
            self.require(outcome is None, f"a destroy failed: {outcome}")
            self.require(not self.stacks[number].entries, "something is left in the state")
            self._nothing_orphaned(number, atoms(self.machine))

    def heal(self, number: int) -> None:
        """Run ``up --refresh`` until it succeeds, and do what it says."""
        program = self.programs[number]
        for _ in range(3 * len(program.wanted) + 3):
            outcome = self.run(number, "up --refresh")
            if outcome is None:
                return
            assert isinstance(outcome, Failed)
            self.counts.refusals += 1
            key = next((k for k, w in program.wanted.items() if program.urn(w) == outcome.urn), None)
            self.require(key is not None, f"a resource that the program does not have failed: {outcome}")
            assert key is not None
            text, wanted = outcome.message, program.wanted[key]
            can_adopt = "adopt" in SLOTS[wanted.slot].kind.args.model_fields
            if (
                not wanted.adopt
                and can_adopt
                and any(t in text for t in ("lready", "exists", "another object has", "Duplicate rule name"))
            ):
                wanted.adopt = True
            elif "objects are named" in text and self._withdraw(program, wanted):
                pass
            elif (
                any(
                    t in text for t in ("two resources are", "no such object", "cannot be adopted", "objects are named")
                )
                or "lready" in text
                or "Not Found" in text
                or "not found" in text
            ):
                del program.wanted[key]
            else:
                self.require(False, f"no way on from: {outcome}")
        self.require(False, "healing does not end")

    def _withdraw(self, program: Program, wanted: Wanted) -> bool:
        """Have a person delete their own objects of a name that a program has; return whether there are some."""
        before, holder = atoms(self.machine), Holder(SLOTS[wanted.slot].kind.__name__, program.inputs(wanted))
        theirs = [a for a in before if len(a) == 2 and self.owners.get(a) == {PERSON} and holder.has(a, before)]
        for family, id in theirs:
            self.machine.emulator.delete(KEY, family, id)
            del self.owners[family, id]
        return bool(theirs)

    def _as_the_program_says(self, number: int) -> None:
        now = atoms(self.machine)
        state = {entry.urn: entry for entry in self.stacks[number].entries}
        self.require(not [e for e in state.values() if e.delete or e.recreate], "something is still to be deleted")
        for declared, wanted in zip(self.programs[number].declared(), self._ordered(number), strict=True):
            self.require(declared.urn in state, f"(c) {declared.urn} is not in the state")
            holder = replace(Holder.of_entry(state[declared.urn]), inputs=self.programs[number].inputs(wanted))
            self._is_live(holder, now)
        self.machine.emulator.store.rows("delete from log")
        outcome = self.run(number, "up")
        writes = [e for e in self.machine.emulator.log() if e.method != "GET"]
        self.require(outcome is None and not writes, f"(c) another up fails or changes something: {outcome} {writes}")

    def _ordered(self, number: int) -> list[Wanted]:
        wanted = self.programs[number].wanted
        return [wanted[key] for name in _ORDER for key in (name, f"{name} twin") if key in wanted]

    def _is_live(self, holder: Holder, now: dict[Atom, Any]) -> None:
        inputs = holder.inputs
        have = {atom: value for atom, value in now.items() if holder.has(atom, now)}
        expected: Any
        found: Any
        if holder.kind in FAMILIES:
            docs = [value for atom, value in have.items() if len(atom) == 2]
            self.require(len(docs) == 1, f"(c) {holder} is not there")
            names = [n for n in ("description", "tags") if n in inputs]
            if "pass_percentage" in inputs:
                self.require(docs[0]["passPercentage"] == inputs["pass_percentage"], f"(c) {holder} differs")
            expected, found = {n: inputs[n] for n in names}, {n: docs[0].get(n) for n in names}
            if "is_enabled" in inputs:
                expected["isEnabled"], found["isEnabled"] = inputs["is_enabled"], docs[0]["isEnabled"]
            if "rules" in inputs:
                live_rules = [r for a, r in have.items() if len(a) > 2]
                expected["rules"] = [(r["name"], r.get("pass_percentage")) for r in inputs["rules"]]
                found["rules"] = [*_managed(inputs["rules"], live_rules).items()]
        elif holder.kind == "GateOverrides":
            expected, found = {*inputs["passing_user_ids"]}, {a[-1] for a in have if a[3] == "passingUserIDs"}
        elif holder.kind == "SegmentIds":
            expected, found = {*inputs["ids"]}, {atom[-1] for atom in have}
        elif holder.kind == "DisabledGroups":
            expected, found = {*inputs["group_names"]}, {atom[-1] for atom in have}
        elif holder.kind == "GateRule":
            expected = {inputs["name"]: inputs.get("pass_percentage")}
            found = _managed([inputs], list(have.values()))
        elif holder.kind == "GateRules":
            expected = {rule["name"]: rule.get("pass_percentage") for rule in inputs["rules"]}
            found = _managed(inputs["rules"], list(have.values()))
        else:
            expected = {n: v for n, v in inputs.items() if n != "on_destroy"}
            found = {atom[-1]: value for atom, value in have.items()}
        self.require(expected == found, f"(c) {holder.kind}: the program says {expected}, and live is {found}")

    def require(self, holds: bool, what: str) -> None:
        """Fail with what has happened, unless something holds."""
        if not holds:
            states = "\n".join(line for stack in self.stacks for line in dump(stack.entries))
            raise AssertionError("\n".join([what, *self.log, states]))


def _managed(rules: list[Doc], live: list[Doc]) -> dict[str, Any]:
    """Return the percentage of each live rule, None where the program does not manage it."""
    managed = {rule["name"] for rule in rules if "pass_percentage" in rule}
    return {rule["name"]: rule["passPercentage"] if rule["name"] in managed else None for rule in live}


# -- sequences ---------------------------------------------------------------------------------------------------------

_numbers = st.integers(0, 23)
_variants = st.integers(0, 2)
_slots = st.sampled_from(_ORDER)
_stacks = st.sampled_from([0, 0, 1])
_changes = st.tuples(
    st.just("change"),
    _stacks,
    _slots,
    st.sampled_from(["add", "add", "add", "vary", "adopt", "remove", "rename", "move", "provider", "twin"]),
    _variants,
)
_edits = st.tuples(
    st.just("edit"),
    st.sampled_from(
        ["create", "snatch", "crowd", "delete", "managed", "unmanaged", "settings", "entry", "withdraw", "id", "rule"]
    ),
    _numbers,
)
# A 429 and a 401 say that nothing was done.
_lost = ("timeout", "reset", "500", "502", "garbled", "page", "truncated", "other", "jump", "kill", "kill")
_kinds = st.sampled_from([(kind, after) for kind in _lost for after in (False, True)])
_faults = st.builds(
    lambda kind, **more: Fault(kind=kind[0], after=kind[1], **more),
    kind=st.one_of(_kinds, st.just(("429", False)), st.just(("401", False))),
    skip=st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8]),
    count=st.sampled_from([1, 1, 2, 1000]),
    writes=st.booleans(),
    on=st.sampled_from(["", "", "", "/keys", "overrides", "id_list", "/gates", "/segments", "/tags"]),
)
_troubles = st.one_of(
    st.just({}),
    st.builds(lambda fault: {"fault": fault}, _faults),
    st.builds(lambda fault: {"fault": fault}, _faults),
    st.builds(lambda stop, stored: {"stop": stop, "stored": stored}, st.integers(1, 8), st.booleans()),
)
_runs = st.tuples(
    st.just("run"),
    _stacks,
    st.sampled_from(["up", "up", "up", "up --refresh", "refresh", "destroy", "destroy --refresh"]),
    _troubles,
    st.booleans(),
    st.one_of(st.none(), st.none(), _numbers),
)
_pauses = st.tuples(st.just("pause"), st.sampled_from([60, 600, 1800]))
_doubles = st.tuples(st.just("double"), _stacks, _numbers)
_beginnings = st.lists(st.tuples(st.just("change"), _stacks, _slots, st.just("add"), _variants), min_size=4, max_size=7)
_first_runs = st.tuples(
    *(st.tuples(st.just("run"), st.just(n), st.just("up"), _troubles, st.just(False), st.none()) for n in (0, 1))
)
_steps = st.one_of(_changes, _changes, _changes, _runs, _runs, _runs, _edits, _doubles, _pauses).map(
    lambda step: [step]
)
_objects = [(name, FAMILIES[slot.kind.__name__]) for name, slot in SLOTS.items() if slot.kind.__name__ in FAMILIES]
_thefts = st.builds(
    lambda number, slot, fault, variant: [
        ("change", number, slot[0], "add", variant),
        ("run", number, "up", {"fault": replace(fault, on=f"/{slot[1]}")}, False, None),
        ("edit", "snatch", 0),
        ("run", number, "up", {}, False, None),
    ],
    _stacks,
    st.sampled_from([*_objects, *(2 * [("key", "keys"), ("key2", "keys")])]),
    st.sampled_from([Fault("kill"), Fault("kill", after=True), Fault("timeout", count=1000), Fault("502", after=True)]),
    st.sampled_from([0, 2]),
)
"""A create is interrupted, and somebody makes an object of the name."""
_crowds = st.builds(
    lambda number, slot, place, variant: [
        ("edit", "crowd", place),
        ("change", number, slot, "add", variant),
        ("run", number, "up", {}, False, None),
    ],
    _stacks,
    st.sampled_from([name for name, slot in SLOTS.items() if slot.kind in (statsig.GateOverrides, statsig.SegmentIds)]),
    _numbers,
    _variants,
)
"""Somebody has added entries before a resource does."""
_overlaps = st.builds(
    lambda number, slots, variant, gone: [
        *(("change", number, slot, "add", variant) for slot in slots),
        ("run", number, "up", {}, False, None),
        ("change", number, slots[gone], "remove", variant),
        ("run", number, "up", {}, False, None),
    ],
    _stacks,
    st.sampled_from([("some", "more"), ("some ids", "more ids")]),
    _variants,
    st.sampled_from([0, 1]),
)
"""Two resources have the same entries of a shared list, and one of them goes."""
_ramps = st.builds(
    lambda number, slot, variant: [
        ("edit", "unmanaged", 0),
        ("change", number, slot, "vary", variant),
        ("run", number, "up", {}, False, None),
    ],
    _stacks,
    st.sampled_from(["gate", "gate", "plain", "both", "experiment", "rule", "rules", "their rule"]),
    _variants,
)
"""A program changes what somebody has changed in the console."""
_pages = st.builds(
    lambda number, command, kind, **more: [
        ("run", number, command, {"fault": Fault(kind, writes=False, **more)}, False, None)
    ],
    _stacks,
    st.sampled_from(["refresh", "up --refresh", "destroy --refresh"]),
    st.sampled_from(["page", "page", "garbled"]),
    skip=st.integers(0, 5),
    count=st.sampled_from([1, 1000]),
)
"""Something other than the API answers when the state is refreshed."""
_lives = st.lists(
    st.one_of(_steps, _steps, _steps, _thefts, _crowds, _overlaps, _ramps, _pages), min_size=2, max_size=5
).map(lambda parts: [step for part in parts for step in part])
steps = st.builds(lambda *parts: [step for part in parts for step in part], _beginnings, _first_runs, _lives)
"""Sequences of changes of programs, edits in the console, and runs, after a beginning with some resources."""


def play(sequence: list[Any], folder: Path, counts: Counts | None = None) -> None:
    """Let a sequence happen, bring everything in order at the end, and see that nothing was lost or taken."""
    world = World(folder, counts)
    try:
        for step in sequence:
            world.log.append(repr(step))
            world.counts.steps += 1
            act(world, step)
        world.finish()
    finally:
        world.counts.sequences += 1
        world.close()


def act(world: World, step: Any) -> None:
    """Do one step."""
    what, *rest = step
    if what == "change":
        world.change(*rest)
    elif what == "edit":
        world.edit(*rest)
    elif what == "double":
        world.double(*rest)
    elif what == "pause":
        world.machine.clock.now += rest[0]
    else:
        number, command, trouble, preview, some = rest
        if some is not None:
            trouble = {**trouble, "targets": world.some(number, some)}
        world.run(number, command, preview=preview, **trouble)


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


Step = Callable[[World], None]
