"""Who passes, before and after: the rules of gates, dynamic configs and segments, the groups of experiments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...schema.json_types import Doc
from ...schema.markers import known_members
from ...schema.matching import matched
from ...schema.values import equal
from .preview import Change
from .text import number, said
from .words import audience, environments

_SINGLE = ("GateRule", "DynamicConfigRule")
"""The kinds that are one rule of an object."""
_OFF = ("Disabled", "Archived")
ALL = 100.0


@dataclass(frozen=True)
class RuleChange:
    """One rule before and after.

    Attributes:
        before: the rule as it was; None for a new one.
        after: the rule as it will be; None for one that goes.
        was: the percentage of its audience that passed, 0 where there was no rule or the object was off.
        becomes: the same afterwards. None where it is not known yet.
        id_type: the unit that it is for.
        same_audience: whether conditions and environments stay as they are.
    """

    before: Doc | None
    after: Doc | None
    was: float
    becomes: float | None
    id_type: Any
    same_audience: bool

    @property
    def rule(self) -> Doc:
        """The rule as it will be, or was."""
        return self.after if self.after is not None else self.before or {}

    @property
    def name(self) -> str:
        """Its name, as a text."""
        return said(self.rule.get("name", ""))

    @property
    def changes(self) -> bool:
        """Whether anybody is affected."""
        return self.was != self.becomes or not self.same_audience

    @property
    def rise(self) -> float:
        """The points by which the percentage rises; negative where it falls, 0 where it is not known."""
        return 0 if self.becomes is None else self.becomes - self.was

    @property
    def audience(self) -> str:
        """Who the rule is for, with the environments where it is not for all."""
        return _audience(self.rule, self.id_type)

    def words(self) -> str:
        """Return the effect: ``10 → 50 % of users in US``."""
        after = "?" if self.becomes is None else number(self.becomes)
        if not self.same_audience:
            return (
                f"{number(self.was)} % of {_audience(self.before or {}, self.id_type)} → {after} % of {self.audience}"
            )
        return f"{number(self.was)} → {after} % of {self.audience}"


def _audience(rule: Doc, id_type: Any) -> str:
    where = rule.get("environments")
    return audience(rule.get("conditions"), id_type) + (f" in {environments(where)}" if where else "")


def rule_changes(change: Change, live: Doc) -> list[RuleChange]:
    """Return what becomes of each rule.

    Args:
        change: the change of a resource.
        live: the live object in the program's names, for what the program leaves to the console.
    """
    before, after = _sides(change, live)
    id_type = {**live, **change.old, **change.new}.get("id_type", "userID")
    return [_rule_change(change, *pair, live, id_type) for pair in _pairs(change, before, after)]


def _sides(change: Change, live: Doc) -> tuple[Doc | None, Doc | None]:
    """Return the object before and after; None where it is not there."""
    adopted = {**live, **change.old} if change.op != "create" or change.new.get("adopt") else change.old
    before = adopted if change.op != "create" or adopted else None
    after = None if change.op == "delete" else effective(change, live)
    return before, after


def effective(change: Change, live: Doc) -> Doc:
    """Return an object as it will be: as the program says, else as it is live, unless the program lets go of it."""
    return {**{name: value for name, value in live.items() if name not in change.old}, **change.new}


def _pairs(change: Change, before: Doc | None, after: Doc | None) -> Iterator[tuple[Doc | None, Doc | None]]:
    if change.kind_name in _SINGLE:
        yield before, after
        return
    prop = change.kind.shape().properties.get("rules")
    if prop and prop.shape.item and prop.shape.item.merge_key == "name":
        lists = [[one for _, one in known_members((side or {}).get("rules"))] for side in (before, after)]
        yield from matched(prop.shape.item, *lists)


def _rule_change(change: Change, before: Doc | None, after: Doc | None, live: Doc, id_type: Any) -> RuleChange:
    was, becomes = _sides(change, live)
    share_before = _share(was, before, _live_share(before, live))
    kept = before is not None and "pass_percentage" not in before
    return RuleChange(
        before,
        after,
        was=share_before or 0.0,
        becomes=_share(becomes, after, _live_share(before, live) if kept else ALL),
        id_type=id_type,
        same_audience=_same_audience(change, before, after),
    )


def _same_audience(change: Change, before: Doc | None, after: Doc | None) -> bool:
    if before is None or after is None:
        return False
    shape = change.kind.shape()
    item = shape if change.kind_name in _SINGLE else shape.properties["rules"].shape.item or shape
    fields = [item.properties[name] for name in ("conditions", "environments") if name in item.properties]
    return all(equal(prop.shape, before.get(prop.name), after.get(prop.name)) for prop in fields)


def _live_share(rule: Doc | None, live: Doc) -> float:
    """Return the percentage that a rule has where the program does not say it."""
    name = (rule or {}).get("name")
    there = next((one for _, one in known_members(live.get("rules")) if one.get("name") == name), {})
    share = there.get("pass_percentage", ALL)
    return float(share) if isinstance(share, (int, float)) else ALL


def _share(owner: Doc | None, rule: Doc | None, unset: float) -> float | None:
    """Return the percentage that passes; None where it is not known yet.

    Args:
        owner: the object; None where it is not there.
        rule: the rule; None where it is not there.
        unset: the percentage where the program leaves it out.
    """
    if owner is None or rule is None or is_off(owner):
        return 0.0
    if owner.get("status") == "Launched":
        return ALL
    share = rule.get("pass_percentage", rule.get("initial_pass_percentage", unset))
    return float(share) if isinstance(share, (int, float)) else None


def is_off(owner: Doc) -> bool:
    """Return whether an object is off for everybody."""
    return owner.get("is_enabled") is False or owner.get("status") in _OFF


@dataclass(frozen=True)
class Bar:
    """A percentage before and after. None: there is no such thing, or it is not known yet."""

    name: str
    who: str
    before: float | None
    after: float | None


def bars(change: Change, rules: list[RuleChange], live: Doc) -> Iterator[Bar]:
    """Yield the percentages of an object: of each rule, of an experiment and its groups, of a holdout."""
    for one in rules:
        yield Bar(
            one.name, one.audience, None if one.before is None else one.was, None if one.after is None else one.becomes
        )
    old = {**live, **change.old} if change.op != "create" else {}
    new = {} if change.op == "delete" else {**live, **change.new}
    if change.kind_name in ("Experiment", "Holdout"):
        yield from _whole(change, old, new)
    if change.kind_name == "Experiment":
        yield from _groups(change, old, new)


def _whole(change: Change, old: Doc, new: Doc) -> Iterator[Bar]:
    field, name = {"Experiment": ("allocation", "allocation"), "Holdout": ("pass_percentage", "held back")}[
        change.kind_name
    ]
    if field in {**old, **new}:
        yield Bar(name, "", _percentage(old.get(field)), _percentage(new.get(field)))


def _groups(change: Change, old: Doc, new: Doc) -> Iterator[Bar]:
    item = change.kind.shape().properties["groups"].shape.item
    lists = [[one for _, one in known_members(side.get("groups"))] for side in (old, new)]
    for was, becomes in matched(item, *lists) if item else []:
        name = f"group {said((becomes or was).get('name', ''))}"
        yield Bar(name, "", *(_percentage((side or {}).get("size")) for side in (was, becomes)))


def _percentage(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
