"""The rule about rollout steps: how many more people a change reaches at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from ..schema.json_types import Doc
from .rule import Problem, Rule
from .subject import UNKNOWN, Subject

PARTS = ("GateRule", "GateRules", "DynamicConfigRule")
"""Kinds that add rules to an object which is live already."""
_OFF = ("Disabled", "Archived")
_LAUNCHED = {"name": "(launched)", "pass_percentage": 100.0, "conditions": []}

Percentage = Annotated[float, Field(ge=0, le=100)]


class _Share(NamedTuple):
    """Which part of those who meet a rule's conditions pass."""

    percent: float | None
    """None where the console decides it, or where it is not known."""
    everyone: bool


class MaxRolloutStep(Rule):
    """More people get something in small steps.

    Rules are compared by name with those in the stack's state. A rule for everyone that is new counts from 0, or from
    what everyone had by another rule; so does one that was for some before. A new rule for some is not judged, and no
    new gate is, unless ``new_objects`` says so. A gate that was off counts from 0; ``Launched`` is 100 for everyone.
    """

    percent: Percentage = 25
    """How many percentage points a rule may rise in one run."""
    narrowing: Percentage | None = None
    """How many it may fall; by default it may fall to 0 at once, since that is how a rollout is stopped."""
    new_objects: bool = False
    """Whether new gates, configs and experiments count from 0."""
    environment: str | None = "production"
    """The environment whose rules are judged; None for all. A rule without environments is in all of them."""
    kinds: list[str] = ["Gate", "DynamicConfig", "Experiment", *PARTS]
    """The kinds that are judged; an experiment by its allocation."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find rules whose percentage changes by too much."""
        if subject.kind not in self.kinds or (subject.old is None and not self._counts_when_new(subject)):
            return
        old, new = self._shares(subject.old or {}), self._shares(subject.inputs)
        for name, share in new.items():
            before = _before(name, share, old, first=0.0 if subject.old is None and self.new_objects else None)
            if before is not None and share.percent is not None:
                yield from self._steps(name, before, share.percent, subject.inputs)

    def _counts_when_new(self, subject: Subject) -> bool:
        return self.new_objects or subject.kind in PARTS

    def _shares(self, inputs: Doc) -> dict[str, _Share]:
        if isinstance(inputs.get("allocation"), (int, float)):
            return {"allocation": _Share(inputs["allocation"], everyone=True)}
        if inputs.get("is_enabled") is False or inputs.get("status") in _OFF:
            return {}
        launched = [_LAUNCHED] if inputs.get("status") == "Launched" else []
        rules = for_environment([*launched, *rules_of(inputs)], self.environment)
        return {str(rule.get("name")): _share(rule) for rule in rules}

    def _steps(self, name: str, before: float, after: float, inputs: Doc) -> Iterator[Problem]:
        path = [before, *_phases(inputs), after] if after > before else [before, after]
        if UNKNOWN in path:
            return
        rise, start = max((b - a, a) for a, b in pairwise(path))
        what = name if name == "allocation" else f"rule {name!r}"
        if rise > self.percent:
            yield Problem(
                f"{what} goes from {before:g} to {after:g} %, more than {self.percent:g} points at once",
                f"Go to {start + self.percent:g} % first, or roll out in phases",
            )
        elif self.narrowing is not None and before - after > self.narrowing:
            yield Problem(
                f"{what} goes from {before:g} down to {after:g} %, more than {self.narrowing:g} points at once",
                f"Go to {before - self.narrowing:g} % first",
            )


def rules_of(inputs: Doc) -> list[Doc]:
    """Return the rules that a resource's inputs hold; a resource that is one rule holds itself."""
    rules = inputs.get("rules")
    if isinstance(rules, list):
        return [rule for rule in rules if isinstance(rule, dict)]
    return [inputs] if "pass_percentage" in inputs or "conditions" in inputs else []


def for_environment(rules: Iterable[Doc], environment: str | None) -> list[Doc]:
    """Return the rules that hold in an environment; None is any."""
    return [rule for rule in rules if environment is None or _holds_in(rule.get("environments"), environment)]


def _holds_in(environments: Any, environment: str) -> bool:
    return not isinstance(environments, list) or environment in environments


def _share(rule: Doc) -> _Share:
    unmanaged = "initial_pass_percentage" in rule
    percent = None if unmanaged else rule.get("pass_percentage", 100.0)
    return _Share(percent if isinstance(percent, (int, float)) else None, _is_for_everyone(rule))


def _is_for_everyone(rule: Doc) -> bool:
    conditions = rule.get("conditions", [])
    return isinstance(conditions, list) and all(
        isinstance(c, Mapping) and c.get("type") == "public" for c in conditions
    )


def _before(name: str, share: _Share, old: Mapping[str, _Share], first: float | None) -> float | None:
    """Return the percentage that those of a rule had before; None where that is not known, or not to be judged."""
    was = old.get(name)
    if was is not None and (was.everyone or not share.everyone):
        return was.percent
    if not share.everyone:
        return first
    public = [one.percent for one in old.values() if one.everyone]
    return None if None in public else max((p for p in public if p is not None), default=0.0)


def _phases(inputs: Doc) -> list[Any]:
    """Return the percentages between: the first phases of a gradual rollout, as far as it says them."""
    strategy = inputs.get("gradual_rollout_strategy")
    if not isinstance(strategy, Mapping) or strategy.get("type") != "gradual":
        return []
    phases = strategy.get("phases")
    if not isinstance(phases, list):
        return [UNKNOWN]  # Statsig's own phases
    return [phase.get("pass_percent") if isinstance(phase, Mapping) else UNKNOWN for phase in phases]
