"""The rules that teams ask for, each with its options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import field_validator

from ..schema.json_types import Doc
from .rollout import PARTS, for_environment, rules_of
from .rule import Problem, Rule
from .subject import UNKNOWN, Subject, differs

SNAKE_CASE = r"[a-z0-9]+(_[a-z0-9]+)*"


class Naming(Rule):
    """Ids follow a pattern."""

    applies_to: Literal["new", "changed", "all"] = "new"
    """As everywhere; by default ``new``, because a new id is another object."""
    patterns: dict[str, str] = dict.fromkeys(("Gate", "DynamicConfig", "Experiment", "Segment", "Layer"), SNAKE_CASE)
    """For each kind, the regular expression that the whole id has to match."""

    @field_validator("patterns")
    @classmethod
    def _compile(cls, patterns: dict[str, str]) -> dict[str, str]:
        for kind, pattern in patterns.items():
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{kind}: {pattern!r} is no regular expression: {error}") from None
        return patterns

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find an id that does not match."""
        pattern = self.patterns.get(subject.kind)
        if pattern is not None and not re.fullmatch(pattern, subject.id):
            yield Problem(f"its id does not match {pattern}", "Give it another id, before anything refers to it")


class DescriptionRequired(Rule):
    """Objects say what they are for."""

    kinds: list[str] = ["Gate", "DynamicConfig", "Experiment", "Segment", "Layer", "Holdout", "Metric", "ParamStore"]
    """The kinds that need a description."""
    min_length: int = 1
    """How many characters it has at least, blanks at its ends not counted."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a description that is missing or too short."""
        text = subject.inputs.get("description") or ""
        if subject.kind in self.kinds and isinstance(text, str) and len(text.strip()) < self.min_length:
            found = f"its description has fewer than {self.min_length} characters" if text.strip() else "it has none"
            yield Problem(f"a description is required, and {found}", "Set description=...")


class OwnerRequired(Rule):
    """Somebody is responsible."""

    kinds: list[str] = ["Gate", "DynamicConfig", "Experiment", "Segment", "Metric"]
    """The kinds that need an owner."""
    fields: list[str] = ["team", "team_id", "owner", "creator_email", "creator_id"]
    """The arguments of which one has to be set."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a resource without any of the fields."""
        if subject.kind in self.kinds and not _any_set(subject, self.fields):
            yield Problem("it has no owner", f"Set one of {', '.join(self.fields)}")


class PermanentGateNeedsTeam(Rule):
    """A gate that is meant to stay belongs to a team."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a permanent gate without a team."""
        permanent = subject.kind == "Gate" and subject.inputs.get("type") == "PERMANENT"
        if permanent and not _any_set(subject, ("team", "team_id")):
            yield Problem("it is permanent and belongs to no team", 'Set team="...", or type="TEMPORARY"')


class KeyNeedsEnvironments(Rule):
    """An API key is for some environments only."""

    types: list[str] = ["SERVER", "CLIENT"]
    """The types of keys that need environments."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a key for all environments."""
        inputs = subject.inputs
        if subject.kind == "Key" and inputs.get("type") in self.types and not inputs.get("environments"):
            yield Problem("the key works in every environment", 'Set environments=["production"], or others')


class ProductionNeedsReview(Rule):
    """What people in production get changes only by a review.

    A new gate or config is not judged, since reviews are of changes alone.
    """

    kinds: list[str] = ["Gate", "DynamicConfig", "GateRule", "GateRules", "DynamicConfigRule"]
    """The kinds that need a review. The last three cannot have one: their rules belong into the gate or config."""
    environment: str = "production"
    """The name of the environment. A rule without environments is in all of them."""

    _FIELDS: ClassVar = ("is_enabled", "status", "default_value", "default_value_json5", "id_type")

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a change that takes effect at once."""
        judged = subject.kind in self.kinds and (subject.old is not None or subject.kind in PARTS)
        if judged and self._changes(subject, subject.old or {}) and not self._reviewed(subject):
            yield Problem(
                f"the change takes effect in {self.environment} without a review",
                'Set review="propose", or requires_review for the environment',
            )

    def _changes(self, subject: Subject, old: Doc) -> bool:
        before, after = (for_environment(rules_of(inputs), self.environment) for inputs in (old, subject.inputs))
        return subject.changed(*self._FIELDS) or differs(before, after)

    def _reviewed(self, subject: Subject) -> bool:
        review = subject.inputs.get("review") or subject.provider.get("statsig:review")
        settings = subject.inputs.get("review_settings")
        required = isinstance(settings, dict) and settings.get("required_review") in (True, UNKNOWN)
        return review in ("propose", UNKNOWN) or settings is UNKNOWN or required or self._guarded(subject)

    def _guarded(self, subject: Subject) -> bool:
        """Return whether the environment requires a review of every change, by the stack's own declaration."""
        return any(e.get("name") == self.environment and e.get("requires_review") for e in subject.environments)


class NoDeleteOfLiveGates(Rule):
    """A gate or a dynamic config that serves somebody is not deleted, or archived by a destroy."""

    judges: ClassVar[Literal["resources", "deletions"]] = "deletions"

    kinds: list[str] = ["Gate", "DynamicConfig"]
    """The kinds that are kept while they are live."""
    ask_statsig: bool = False
    """Whether a gate counts as live by the checks of the last hour, read from Statsig with the key in
    STATSIG_CONSOLE_KEY. By default it is live while it is on and somebody passes."""

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """Find a live object that is about to go."""
        if subject.kind in self.kinds and subject.state.get("on_destroy") != "retain" and self._live(subject):
            yield Problem(
                "it is live and is about to be deleted",
                "Turn it off first and delete it in a later run, or keep it with retain_on_delete",
            )

    def _live(self, subject: Subject) -> bool:
        if self.ask_statsig and subject.kind == "Gate":
            return _checks_per_hour(subject.id) > 0
        return is_on(subject.state)


def is_on(state: Doc) -> bool:
    """Return whether somebody may pass: it is not off, and some rule's percentage is not 0."""
    status = state.get("current_status") or state.get("status")
    if state.get("is_enabled") is False or status in ("Disabled", "Archived"):
        return False
    rules = rules_of(state)
    return status == "Launched" or not rules or any(rule.get("pass_percentage") != 0 for rule in rules)


def _checks_per_hour(gate: str) -> float:
    from ..errors import NotFound
    from ..functions.gates import get_gate

    try:
        return get_gate(gate).checks_per_hour or 0
    except NotFound:
        return 0


def _any_set(subject: Subject, fields: Iterable[str]) -> bool:
    return any(subject.inputs.get(field) for field in fields)
