"""What becomes of an object that a program and people share, at random; and what always holds.

A program lists some rules, tags, target apps, team members and overridden users; people add, edit, move, rename and
delete theirs, and the program's too, in the console. After each run:

(a) what people made is as they left it, rules in their order and in their places among the program's;
(b) what the program lists is there as it says, rules in its order, and with the ids they had;
(c) what the program has taken out is gone, unless people had made it;
(d) another run changes nothing;
(e) a rule of people's that has the name of a new one of the program is refused and left as it is, unless the program
    says ``adopt``.

A rule is known by its name, so whose a rule is, its name says. Not generated, because nothing could tell it: people
take out a value of the program's and put it back themselves (then nothing is said of whose it is).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import hypothesis.strategies as st

Doc = dict[str, Any]
Declared = tuple[str, str, Doc]
"""A resource: its kind, its name, its arguments."""
ID = "shared"
PATHS = {"Gate": "/gates", "DynamicConfig": "/dynamic_configs", "Segment": "/segments"}
ID_ARGUMENTS = {"Gate": "gate_id", "DynamicConfig": "config_id", "Segment": "segment_id"}
_MATCH = {"type": "email", "operator": "any", "target_value": ["0"]}
NAMES = ("a", "b", "c", "d")
PERCENTAGES = (20.5, 50)
MATCH = [{"type": "email", "operator": "any", "targetValue": ["0"]}]
VALUES = ("v@x.org", "w@x.org", "x@x.org", "y@x.org")
"""Values of every list, which may be people."""


@dataclass
class Wish:
    """What a program says."""

    rules: tuple[tuple[str, float], ...]
    values: tuple[str, ...]
    adopt: bool
    exhaustive: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the rules."""
        return [name for name, _ in self.rules]


@dataclass
class Counts:
    """What has happened in all sequences."""

    sequences: int = 0
    runs: int = 0
    refusals: int = 0
    edits: int = 0
    reviews: int = 0
    waits: int = 0


@dataclass
class World:
    """An object that a program and people share.

    Attributes:
        kind: the kind of what has the rules.
        console: sends a request as a person does: method, path, body; returns the data of the response.
        up: runs a program with a refresh; returns what Pulumi prints when it fails.
        approve: approves all reviews; returns whether there were any.
        writes: returns the requests that changed something since the last time.
        review: whether the program proposes its changes.
        exists: whether people had made everything before.
        counts: what has happened.
        delay: makes a change of the next run wait, and does something meanwhile; None: nothing waits.
    """

    kind: str
    console: Callable[[str, str, Any], Any]
    up: Callable[[list[Declared]], str | None]
    approve: Callable[[], bool]
    writes: Callable[[], list[Any]]
    review: bool = False
    exists: bool = True
    counts: Counts = field(default_factory=Counts)
    delay: Callable[[Callable[[], None]], None] | None = None

    def __post_init__(self) -> None:
        self.review = self.review and self.kind != "Segment"
        self.wanted = Wish((("a", 50),), (VALUES[0],), adopt=True)
        self.applied = Wish((), (), adopt=True)
        self.people: dict[str, set[str]] = {name: set() for name in self.lists()}
        self.unclear: set[tuple[str, str]] = set()
        self.log: list[str] = []
        self.meanwhile: tuple[int, int] | None = None
        if self.exists:
            self._begin_by_hand()
        self.run()

    def _begin_by_hand(self) -> None:
        body: Doc = {"name": ID, "rules": [self._rule("p0", 3)]}
        if self.kind == "Segment":
            body = {"name": ID, "type": "rule_based"}
        self.console("POST", PATHS[self.kind], body)
        if self.kind == "Segment":
            self._put_rules([self._rule("p0", 3)])
        self.console("POST", "/users/teams", {"name": ID, "members": [], **_TEAM})
        for name in self.lists():
            self._people_list(name, VALUES[1], add=True)

    # -- the program -----------------------------------------------------------------------------------------------

    def lists(self) -> list[str]:
        """The lists of values that are shared, as the API calls them."""
        more = {"Gate": ["tags", "targetApps", "passingUserIDs"], "DynamicConfig": ["tags", "targetApps"]}
        return ["members", *more.get(self.kind, [])]

    def declared(self) -> list[Declared]:
        """The resources of the program."""
        wish = self.wanted
        adopt = {"adopt": wish.adopt}
        args: Doc = {
            **adopt,
            ID_ARGUMENTS[self.kind]: ID,
            "rules": [self._wanted_rule(*rule) for rule in wish.rules],
            "manage_rules": "listed",
        }
        if not wish.rules and wish.adopt:
            del args["rules"]  # let go of, which takes out the same
        if self.kind == "Segment":
            args["type"] = "rule_based"
        else:
            args |= {"tags": [*wish.values], "manage_tags": "listed"}
            args |= {"target_apps": [*wish.values], "manage_target_apps": "listed"}
            args |= {"exhaustive": True} if wish.exhaustive else {}
            args |= {"review": "propose"} if self.review else {}
        team = {"name": ID, "members": [*wish.values], "manage_members": "listed", **adopt}
        declared = [(self.kind, "object", args), ("Team", "team", team)]
        if self.kind == "Gate":
            users = {"gate_id": ID, "passing_user_ids": [*wish.values], "exclusive": False}
            declared.append(("GateOverrides", "users", users))
        return declared

    def _wanted_rule(self, name: str, percentage: float) -> Doc:
        value = {"return_value": {"v": 1}} if self.kind == "DynamicConfig" else {}
        return {"name": name, "pass_percentage": percentage, "conditions": [_MATCH], **value}

    def change(self, rules: list[tuple[str, float]], values: list[str], adopt: bool, exhaustive: bool) -> None:
        """Change the program."""
        self.wanted = Wish(tuple(dict(rules).items()), tuple(dict.fromkeys(values)), adopt, exhaustive)

    # -- people ----------------------------------------------------------------------------------------------------

    def rules(self) -> list[Doc]:
        """The live rules."""
        found: list[Doc] = self.console("GET", f"{PATHS[self.kind]}/{ID}", None)["rules"]
        return found

    def _rule(self, name: str, percentage: float) -> Doc:
        value = {"returnValue": {"v": 1}} if self.kind == "DynamicConfig" else {}
        return {"name": name, "passPercentage": percentage, "conditions": MATCH, **value}

    def _put_rules(self, rules: list[Doc], **more: Any) -> None:
        sent = [{k: v for k, v in rule.items() if v is not None and "Automated" not in k} for rule in rules]
        if self.kind == "Segment":
            self.console("POST", f"{PATHS[self.kind]}/{ID}/conditional", sent)
        else:
            self.console("PATCH", f"{PATHS[self.kind]}/{ID}", {"rules": sent, **more})

    def edit(self, what: str, place: int, other: int) -> None:
        """Do something to the rules in the console."""
        rules = self.rules()
        i = place % len(rules) if rules else 0
        name = ("p1", "p2", *NAMES)[other % 6]
        taken, more = {rule["name"] for rule in rules}, {}
        if what == "add" and name not in taken:
            rules.insert(place % (len(rules) + 1), self._rule(name, (3, *PERCENTAGES)[other % 3]))
        elif not rules:
            return
        elif what == "percentage":
            rules[i] = {**rules[i], "passPercentage": other}
        elif what == "conditions":
            rules[i] = {**rules[i], "conditions": [{"type": "email", "operator": "any", "targetValue": [str(other)]}]}
        elif what == "rename" and name not in taken:
            rules[i] = {**rules[i], "name": name}
        elif what == "move":
            rules.insert(other % len(rules), rules.pop(i))
        elif what == "delete":
            rules.pop(i)
        elif what == "phases" and self.kind == "Gate":
            rules[i] = {**rules[i], "passPercentage": 90}
            more = {"gradual_rollout_strategy": {"type": "gradual"}}
        self._put_rules(rules, **more)

    def _edit_meanwhile(self, before: list[Doc], place: int, other: int) -> None:
        """Add a rule in the console, or change or move one that is not the program's: that is what was there before."""
        rules, ours = self.rules(), {*self.wanted.names, *self.applied.names}
        theirs = [i for i, rule in enumerate(rules) if rule["name"] not in ours]
        if other % 3 and theirs:
            changed = {**rules.pop(theirs[place % len(theirs)]), "passPercentage": other}
            rules.insert(place % (len(rules) + 1), changed)
        elif "p3" not in {rule["name"] for rule in rules}:
            rules.insert(place % (len(rules) + 1), self._rule("p3", 3))
        self._put_rules(rules)
        before[:] = self.rules()
        self.counts.waits += 1

    def edit_values(self, what: str, place: int, other: int) -> None:
        """Add a value to one of the lists, or take one out, in the console."""
        name = self.lists()[place % len(self.lists())]
        self._people_list(name, VALUES[other % len(VALUES)], add=what == "put")

    def _people_list(self, name: str, value: str, *, add: bool) -> None:
        live, people = self.values(name), self.people[name]
        ours = value in self.applied.values and value not in people
        if add and ours and value not in live:
            self.unclear.add((name, value))
        elif add and not ours:
            people.add(value)
        elif not add:
            if value in people and value in self.applied.values:
                self.unclear.add((name, value))
            people.discard(value)
        self._set_values(name, [*dict.fromkeys([*live, value])] if add else [v for v in live if v != value], value, add)

    def values(self, name: str) -> list[str]:
        """The live values of a list."""
        if name == "members":
            return [person["email"] for person in self._live_team()["members"]]
        path = f"{PATHS[self.kind]}/{ID}" + ("/overrides" if name == "passingUserIDs" else "")
        return list(self.console("GET", path, None)[name])

    def _live_team(self) -> Doc:
        (team,) = [one for one in self.console("GET", "/users/teams", None) if one["name"] == ID]
        found: Doc = self.console("GET", f"/users/teams/{team['id']}", None)
        return found

    def _set_values(self, name: str, values: list[str], value: str, add: bool) -> None:
        if name == "members":
            team = self._live_team()
            self.console("PATCH", f"/users/teams/{team['id']}", {"members": values, **_TEAM})
        elif name == "passingUserIDs":
            body = {"passingUserIDs": [value], "failingUserIDs": []}
            self.console("PATCH" if add else "DELETE", f"/gates/{ID}/overrides", body)
        else:
            self.console("PATCH", f"{PATHS[self.kind]}/{ID}", {name: values})

    # -- runs ------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Run the program until it succeeds, and see that everything holds."""
        for _ in range(6):
            before = self.rules() if self.exists else []
            if not self._run_once(before):
                continue
            self.exists = True
            if not (self.review and self.approve()):
                break
            self.counts.reviews += 1
        else:
            self.require(False, "it does not come to an end")
        self._as_the_program_says(before)
        self.applied = self.wanted

    def run_again(self) -> None:
        """Run the program once more, and see that nothing is to be done."""
        self.writes()
        self.require(self.up(self.declared()) is None, "(d) another run fails")
        writes = self.writes()
        self.require(not writes, f"(d) another run changes something: {writes}")

    def _run_once(self, before: list[Doc]) -> bool:
        """Run the program; return whether it succeeded. One that is refused adopts, or takes its new rules back."""
        self.counts.runs += 1
        conflicts = self._conflicts(before)
        if self.meanwhile and self.delay and self.exists:
            place, other = self.meanwhile
            self.delay(lambda: self._edit_meanwhile(before, place, other))
        self.meanwhile = None
        problem = self.up(self.declared())
        after = self.rules()
        self.require(bool(conflicts) == (problem is not None), f"(e) {conflicts} are others', and: {problem}")
        self.require(self._theirs(before) == self._theirs(after), f"(a) others' rules were {before}, and are {after}")
        if problem is None:
            return True
        self.counts.refusals += 1
        self.require(before == after, "(e) a run that was refused has changed rules")
        self.require("not this resource's" in problem, f"no way on from {problem}")
        if self.counts.refusals % 2:
            self.wanted.adopt = True
        else:
            self.wanted.rules = tuple(rule for rule in self.wanted.rules if rule[0] not in conflicts)
        return False

    def _conflicts(self, before: list[Doc]) -> list[str]:
        """The names of people's rules that the program begins to list and does not mean."""
        if self.wanted.adopt:
            return []
        live = {rule["name"]: rule for rule in before}
        return [
            name
            for name, percentage in self.wanted.rules
            if name in live
            and name not in self.applied.names
            and (live[name]["passPercentage"], live[name]["conditions"]) != (percentage, MATCH)
        ]

    def _theirs(self, rules: list[Doc]) -> list[Doc]:
        ours = {*self.wanted.names, *self.applied.names}
        return [rule for rule in rules if rule["name"] not in ours]

    def _as_the_program_says(self, before: list[Doc]) -> None:
        after, wanted = self.rules(), self.wanted
        ours = [rule for rule in after if rule["name"] in wanted.names]
        said = [(name, percentage, MATCH) for name, percentage in wanted.rules]
        live = [(rule["name"], rule["passPercentage"], rule["conditions"]) for rule in ours]
        self.require(live == said, f"(b) the program says {said}, and live is {live}")
        left = {rule["name"] for rule in after} & ({*self.applied.names} - {*wanted.names})
        self.require(not left, f"(c) {left} are still there")
        self._in_place(before, after)
        for name in self.lists():
            found, expected = {*self.values(name)}, self.people[name] | {*wanted.values}
            unclear = {value for one, value in self.unclear if one == name}
            self.require(self.people[name] - unclear <= found, f"(a) {name} of people were {self.people}: {found}")
            self.require(found - unclear == expected - unclear, f"(b, c) {name} should be {expected}, and are {found}")

    def _in_place(self, before: list[Doc], after: list[Doc]) -> None:
        """See that rules which were there before have their ids, and the program's the same places among others'."""
        both = {rule["name"] for rule in before} & {rule["name"] for rule in after}
        kept = {*self.wanted.names}
        ids = [
            {rule["name"]: rule["baseID"] for rule in rules if rule["name"] in kept & both} for rules in (before, after)
        ]
        self.require(ids[0] == ids[1], f"(b) ids were {ids[0]}, and are {ids[1]}")
        # By their ids: a rule that the program renames stays, and the program's may change places among each other.
        both, ours = _ids(before) & _ids(after), _ids([rule for rule in after if rule["name"] in kept])
        places = [[rule["baseID"] in ours for rule in rules if rule["baseID"] in both] for rules in (before, after)]
        self.require(places[0] == places[1], f"(a) others' rules have moved: {before} to {after}")

    def require(self, holds: bool, what: str) -> None:
        """Fail with what has happened, unless something holds."""
        if not holds:
            raise AssertionError("\n".join([what, f"{self.kind}, review={self.review}", *self.log]))


def _ids(rules: list[Doc]) -> set[str]:
    return {str(rule["baseID"]) for rule in rules}


_METRICS = ("Gate", "ExperimentPrimary", "ExperimentSecondary", "Holdout")
_TEAM: Doc = {
    **{f"default{name}Metrics": [] for name in _METRICS},
    **{"admins": [], "defaultTargetApplications": []},
    **{"changeTeamConfigs": "anyone", "reviewApproval": "anyone"},
}
"""What the API wants of a team besides."""

_places = st.integers(0, 11)
_rules = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PERCENTAGES)), max_size=4)
changes = st.tuples(
    st.just("change"),
    _rules,
    st.lists(st.sampled_from(VALUES), max_size=3),
    st.sampled_from([False, False, True]),
    st.booleans(),
)
edits = st.tuples(
    st.just("edit"),
    st.sampled_from(["add", "add", "add", "percentage", "conditions", "rename", "move", "delete", "phases"]),
    _places,
    _places,
)
value_edits = st.tuples(st.just("values"), st.sampled_from(["put", "put", "take"]), _places, _places)
_runs = st.sampled_from([("run", True)])
_waits = st.tuples(st.just("wait"), _places, _places)
_meetings = st.tuples(st.just("meet"), _places, st.sampled_from(NAMES))
"""People add a rule, and the program another one of that name."""
steps = st.lists(st.one_of(changes, edits, edits, value_edits, _runs, _waits, _meetings), min_size=4, max_size=14)
"""Sequences of changes of the program, edits in the console, and runs."""
worlds = st.tuples(st.sampled_from([*PATHS]), st.booleans(), st.booleans())
"""The kind, whether changes are proposed, whether people had made everything before."""


def play(world: World, sequence: list[Any]) -> None:
    """Let a sequence happen, and run the program at the end; a run says whether it is to be repeated."""
    for what, *rest in [*sequence, ("run", True)]:
        world.log.append(repr((what, *rest)))
        if what == "run":
            world.run()
            if rest[0]:
                world.run_again()
        elif what == "change":
            world.change(*rest)
        elif what == "meet":
            place, name = rest
            world.edit("add", place, 2 + NAMES.index(name))
            world.change([(name, 33)], [], adopt=False, exhaustive=False)
        elif what == "wait":
            world.meanwhile = rest[0], rest[1]
        else:
            world.counts.edits += 1
            (world.edit if what == "edit" else world.edit_values)(*rest)
    world.counts.sequences += 1
