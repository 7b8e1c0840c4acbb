"""What lives: a field of a kind at two values, a status and the one after it, or an action and its triggers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from statsig_pulumi.kind import Kind, all_kinds
from statsig_pulumi.rest import Singleton
from statsig_pulumi.schema.shape import Property
from tests.referenced import RULE_ID
from tests.resources import CASES
from tests.resources.case import KindCase

Doc = dict[str, Any]
KINDS = all_kinds()
GOES_TO = " to "
_ENDED: Doc = {
    "decision": {"group": "Test", "reason": "It won"},
    "stop_reason": "Enough",
    "abandon_reason": "No time",
    "winner": "B",
    "decision_reason": "It won",
}
"""What statuses need besides, of whichever kind."""
_MAY_BE_DONE = {"PulseLoadCancellation", "ReleaseStep"}
_ONCE = {"ExperimentRestart", "PromptVersion", "ReviewAction"}
"""Actions that cannot be done a second time."""
_BACK = "archived"
"""The status from which an experiment only goes back to the one before."""
_ADDS = {
    ("DynamicConfig", "type"),
    ("Experiment", "primary_metrics"),
    ("Experiment", "secondary_metrics"),
    ("GateOverrides", "environment_overrides"),
    ("GateRules", "rules"),
    ("HoldoutOverrides", "environment_overrides"),
}
"""Fields whose second value adds to the first what its program leaves to people."""


@dataclass(frozen=True)
class Subject:
    """What lives, in a resource of its own."""

    kind: str
    path: str
    """The field, ``rules[0].name``; the statuses, ``active to setup``; ``triggers`` of what the API does not return."""

    @property
    def case(self) -> KindCase:
        """The case of the kind."""
        return CASES[self.kind]

    @property
    def declared(self) -> type[Kind]:
        """The kind."""
        return KINDS[self.kind]

    @property
    def is_request(self) -> bool:
        """Whether it is sent and never returned."""
        return self.case.request is not None

    @property
    def is_setting(self) -> bool:
        """Whether it always exists."""
        return isinstance(self.declared.routes, Singleton) or not self.case.can_create

    @property
    def is_seen(self) -> bool:
        """Whether somebody's edit to the second value differs from a program with the first."""
        return (self.kind, self.path) not in _ADDS

    @property
    def can_be_adopted(self) -> bool:
        """Whether a program can adopt it: what leads to its status has to be possible for a new object."""
        machine = self.declared.statuses
        first, to, second = self.path.partition(GOES_TO)
        made = first if self.returns else second
        reached = not (to and machine) or made == machine.initial or (machine.initial, made) in machine.transitions
        return reached and "adopt" in self.declared.shape().properties

    @property
    def may_be_done(self) -> bool:
        """Whether it is an action that is not run where the server says that it is done."""
        return self.kind in _MAY_BE_DONE

    @property
    def prop(self) -> Property:
        """The argument that the field is in."""
        machine = self.declared.statuses
        name = machine.field if machine and GOES_TO in self.path else re.split(r"[.\[]", self.path)[0]
        return self.declared.shape().properties[name]

    def props(self, which: int | None, rule: str = "") -> Doc | None:
        """Return the arguments with one of the two values, without the field where it is None.

        Args:
            which: the value.
            rule: the id of the gate's rule that an action names.

        Returns:
            The arguments; None where there is no such program.
        """
        found = self._of_request(which, rule) if self.is_request else self._of_field(which)
        try:
            self.declared.args.model_validate(found)
        except ValidationError:
            return None
        return found

    @property
    def returns(self) -> bool:
        """Whether the second value can go back to the first."""
        machine = self.declared.statuses
        first, to, second = self.path.partition(GOES_TO)
        return not (to and machine) or (second, first) in machine.transitions

    def _of_request(self, which: int | None, rule: str) -> Doc | None:
        assert self.case.request
        inputs = {name: rule if value == RULE_ID else value for name, value in self.case.request.inputs.items()}
        if which == 0:
            return inputs
        if which is None or self.kind in _ONCE:
            return None
        has_triggers = "triggers" in self.declared.shape().properties
        return {**inputs, "triggers": {"run": "2"}} if has_triggers else self._with_another(inputs)

    def _with_another(self, inputs: Doc) -> Doc | None:
        """Return the arguments with another value of the first one that can change."""
        known = self.declared.shape().properties
        can_change = [name for name in inputs if not {"key", "path", "replace"} & known[name].marks]
        return {**inputs, can_change[0]: _another(inputs[can_change[0]])} if can_change else None

    def _of_field(self, which: int | None) -> Doc | None:
        owner = self.path.rpartition(".")[0]
        base = self.case.instead.get(self.path, {**self.case.base, **self._beside, **self.case.inside.get(owner, {})})
        props: Any = json.loads(json.dumps(base))
        if self.case.parent:
            props[self.case.parent.argument] = "parent"
        if GOES_TO in self.path:
            return self._with_status(props, which)
        if which is None and ("key" in self.prop or (owner and self.case.parts_belong_together)):
            return None
        here, steps = props, [int(s) if s.isdigit() else s for s in re.findall(r"\w+", self.path)]
        for step in steps[:-1]:
            here = here[step]
        if which is not None:
            here[steps[-1]] = self._values[which]
        else:
            here.pop(steps[-1], None)
        return dict(props)

    @property
    def _values(self) -> tuple[Any, Any]:
        setting = self.case.setting
        return (setting.first[self.path], setting.second[self.path]) if setting else self.case.fields[self.path]

    @property
    def _beside(self) -> Doc:
        """Return another field of a setting: one that says nothing manages nothing."""
        fields = self.case.setting.first if self.case.setting else {}
        return dict([(name, value) for name, value in fields.items() if name != self.path][:1])

    def _with_status(self, props: Doc, which: int | None) -> Doc:
        known = self.declared.shape().properties
        more = {name: value for name, value in _ENDED.items() if name in known}
        if "shipped_with_holdout" in self.path:
            more["decision"] = {**_ENDED["decision"], "holdout": 5}
        first, _, second = self.path.partition(GOES_TO)
        machine = self.declared.statuses
        if machine and machine.transitions[first, second].fields:  # which goes with another change
            more["description"] = f"description {which}"
        statuses = {} if which is None else {self.prop.name: (first, second)[which]}
        return {**props, **more, **statuses, "force_destroy": True}


def subjects() -> Iterator[Subject]:
    """Yield every field and every status of every kind, and every kind that the API does not return."""
    for kind, case in CASES.items():
        if case.request:
            yield Subject(kind, "triggers")
            continue
        for path in case.setting.first if case.setting else case.fields:
            yield Subject(kind, path)
        yield from (Subject(kind, f"{first}{GOES_TO}{second}") for first, second in _transitions(KINDS[kind]))


def _transitions(kind: type[Kind]) -> Iterator[tuple[str, str]]:
    """Yield those that begin at a status in which an object can be made."""
    machine = kind.statuses
    for first, second in machine.transitions if machine else ():
        begins = machine and (first == machine.initial or (machine.initial, first) in machine.transitions)
        if machine and begins and not (first == _BACK and second != machine.initial):
            yield first, second


def _another(value: Any) -> Any:
    if isinstance(value, dict):
        name = next(iter(value))
        return {**value, name: _another(value[name])}
    return [*value, *value] if isinstance(value, list) else f"{value}2"
