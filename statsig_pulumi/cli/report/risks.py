"""The risks: one small function each, whose name and docstring are what the report and the documentation say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...errors import StatsigError
from ...resources.experiment_checks import RUNNING
from ...schema.documents import opened_fields
from ...schema.json_types import Doc
from ..references import references
from .access import Access, accesses
from .context import Dependent, Objects
from .preview import Change, Preview
from .rollouts import RuleChange, is_off, rule_changes
from .text import number, said
from .words import environments

LEVELS = ("high", "medium", "low")
_MISFIT = "does not fit the schema"


@dataclass(frozen=True)
class Case:
    """A change, and all that it is judged by.

    Attributes:
        change: the change.
        objects: the live project, and the objects as they will be.
        step: the points of a percentage above which a change is a jump.
    """

    change: Change
    objects: Objects
    step: float

    @cached_property
    def live(self) -> Doc:
        """The live object in the program's names; nothing where it is not known."""
        return self.objects.live.inputs(self.change.kind_name, self.change.id)

    @cached_property
    def rules(self) -> list[RuleChange]:
        """What becomes of the object's rules."""
        return rule_changes(self.change, self.live)

    @cached_property
    def accesses(self) -> list[Access]:
        """Who gains and who loses access."""
        return accesses(self.change, self.objects)

    @cached_property
    def dependents(self) -> list[Dependent]:
        """What refers to the object."""
        return self.objects.dependents(self.change)

    @property
    def in_use(self) -> str | None:
        """Why the live object is in use; None where it is not, or where that is not known."""
        change = self.change
        doc = self.objects.live.doc(change)
        return change.kind.in_use(doc or {"status": self.status})

    @property
    def status(self) -> str | None:
        """The status before the change."""
        field = self.change.kind.status_field()
        found = self.change.old.get(field) if field else None
        return found or self.change.state.get("current_status") or (self.live.get(field) if field else None)


Find = Callable[[Case], Iterable[str]]


@dataclass(frozen=True)
class Risk:
    """A risk.

    Attributes:
        name: as ``--fail-on`` takes it.
        level: ``high``, ``medium`` or ``low``.
        explanation: what it is, in a sentence.
        find: yields what of a case is one.
    """

    name: str
    level: str
    explanation: str
    find: Find


@dataclass(frozen=True)
class Finding:
    """A risk that a change has; None for the change where the preview failed before it came to one."""

    risk: Risk
    change: Change | None
    text: str


RISKS: dict[str, Risk] = {}
"""The risks by name, the worst first."""


def _risk(level: str) -> Callable[[Find], Find]:
    def register(find: Find) -> Find:
        name = find.__name__.replace("_", "-")
        RISKS[name] = Risk(name, level, " ".join((find.__doc__ or "").split()), find)
        return find

    return register


def findings(case: Case) -> list[Finding]:
    """Return the risks of a change, the worst first."""
    return [Finding(risk, case.change, text) for risk in RISKS.values() for text in risk.find(case)]


def failures(preview: Preview) -> Iterator[Finding]:
    """Yield the risks for which a preview has failed."""
    for error in preview.errors:
        if _MISFIT in error:
            yield Finding(RISKS["schema"], None, said(error, 300))


# -- high ------------------------------------------------------------------------------------------------------


@_risk("high")
def delete_live(case: Case) -> Iterator[str]:
    """Deletes, replaces or archives what is in use: a gate that is checked, a running experiment."""
    archives = case.change.new.get("status") in ("Archived", "archived") and case.change.op == "update"
    goes = case.change.removes or archives or _archives_on_destroy(case.change)
    if goes and (why := case.in_use):
        yield f"{_going(case.change)} and {why}"


def _archives_on_destroy(change: Change) -> bool:
    return change.op == "delete" and not change.retained and change.old.get("on_destroy") == "archive"


def _going(change: Change) -> str:
    if change.op == "replace":
        return "is deleted and made anew"
    return "is deleted" if change.removes else "is archived"


@_risk("high")
def dangling_reference(case: Case) -> Iterator[str]:
    """Refers to what does not exist, or deletes what others refer to."""
    change = case.change
    for one in references(change.kind.shape(), change.new):
        if case.objects.is_deleted(one.kind, one.id):
            yield f"{said(one.field)} names the {one.kind} {said(one.id)}, which this run deletes"
        elif not case.objects.exists(one.kind, one.id):
            yield f"{said(one.field)} names the {one.kind} {said(one.id)}, which does not exist"
    if case.objects.is_deleted(change.kind_name, change.id):
        for user in case.dependents:
            yield f"the {user.kind} {said(user.id)} still refers to it, in {said(user.reference.field)}"


@_risk("high")
def schema(case: Case) -> Iterator[str]:
    """Gives a value that does not fit the JSON schema, which the program or the console has set."""
    if case.change.op in ("delete", "same"):
        return
    with_live: Doc = {name: case.live[name] for name in ("json_schema", "json_schema_json5") if name in case.live}
    try:
        problems = [*case.change.kind.check(case.change.old, {**with_live, **case.change.new})]
    except (StatsigError, LookupError, TypeError, ValueError, AttributeError):  # what the preview was to refuse
        return
    yield from (f"{said(path)} {said(problem)}" for path, problem in problems if _MISFIT in problem)


@_risk("high")
def name_taken(case: Case) -> Iterator[str]:
    """Creates what exists already, without adopting it: the run will fail."""
    change, live = case.change, case.objects.live
    creates = change.op == "create" or change.new_id != change.id
    unique = creates and not change.new.get("adopt") and change.kind.routes.is_unique(change.new)
    if unique and live.inputs(change.kind_name, change.new_id):
        yield f"there is a {change.kind_name} {said(change.new_id)} already: adopt it, or take another name"


@_risk("high")
def running_experiment(case: Case) -> Iterator[str]:
    """Changes a running experiment, or what decides who takes part in one."""
    change = case.change
    props = change.kind.shape().properties
    touched = [name for name in change.fields if props[name].on_wire and name != "status"]
    if change.kind_name == "Experiment" and change.op in ("update", "replace") and case.status in RUNNING and touched:
        invalid = [name for name in touched if "invalidates" in props[name]]
        which = ", ".join(invalid or touched)
        yield f"it is running, and {which} change" + (", which invalidates its results" if invalid else "")
    if case.change.removes or any(rule.changes for rule in case.rules):
        for user in case.dependents:
            if user.kind == "Experiment" and _is_running(case.objects, user.id):
                yield f"the running experiment {said(user.id)} depends on it"


def _is_running(objects: Objects, id: str) -> bool:
    status = objects.live.inputs("Experiment", id).get("status")
    return (status or objects.after.get(("Experiment", id), {}).get("status")) in RUNNING


# -- medium ----------------------------------------------------------------------------------------------------


@_risk("medium")
def jump(case: Case) -> Iterator[str]:
    """Raises the percentage of a rollout, or of an experiment's allocation, by more than the step."""
    if case.change.op in ("create", "delete") and not case.change.new.get("adopt"):
        return
    for rule in case.rules:
        if rule.rise > case.step:
            yield f"the rule {rule.name} goes from {number(rule.was)} to {number(rule.becomes or 0)} %"
    was, becomes = case.change.old.get("allocation"), case.change.new.get("allocation")
    if isinstance(was, (int, float)) and isinstance(becomes, (int, float)) and becomes - was > case.step:
        yield f"the allocation goes from {number(was)} to {number(becomes)} %"


@_risk("medium")
def drop(case: Case) -> Iterator[str]:
    """Lowers the percentage of a rollout by more than the step, takes a rule away, or turns the object off."""
    if case.change.op != "update":
        return
    for rule in case.rules:
        if -rule.rise > case.step:
            yield f"the rule {rule.name} goes from {number(rule.was)} to {number(rule.becomes or 0)} %"
    if is_off(case.change.new) and not is_off({**case.live, **case.change.old}) and not case.rules:
        yield "it is turned off for everybody"


@_risk("medium")
def unstaged(case: Case) -> Iterator[str]:
    """Opens more in production than any rule for other environments has opened before."""
    if case.change.op != "update":
        return
    production = case.objects.live.production
    staged = max((r.was for r in case.rules if r.before and _is_elsewhere(r.before, production)), default=0.0)
    for rule in case.rules:
        after, before = rule.after or {}, rule.before
        wider = before is not None and _is_elsewhere(before, production)
        grows = rule.rise > 0 or (wider and bool(rule.becomes))
        if rule.after and not _is_elsewhere(after, production) and grows and (rule.becomes or 0) > staged:
            where = environments(after.get("environments"))
            yield f"the rule {rule.name} opens to {number(rule.becomes or 0)} % in {where}"


def _is_elsewhere(rule: Doc, production: frozenset[str]) -> bool:
    """Return whether a rule is for environments of which none is production."""
    names = rule.get("environments")
    return isinstance(names, list) and bool(names) and not production & {*map(str, names)}


@_risk("medium")
def opens(case: Case) -> Iterator[str]:
    """Takes a field out of the program that restricts something, so that more is open."""
    change = case.change
    if change.op in ("update", "replace"):
        for path in opened_fields(change.kind.shape(), change.old, change.new):
            yield f"{said(path)} falls back to its default"


@_risk("medium")
def irreversible(case: Case) -> Iterator[str]:
    """Does what cannot be undone: decides, gives up or resets an experiment, rotates a key, discards results."""
    change = case.change
    if change.op != "update":
        return
    if change.kind_name == "Experiment" and "status" in change.fields:
        yield from filter(None, [_FINAL.get(str(change.new.get("status")))])
    for name in change.fields:
        if name in change.kind.operations_on_change:
            yield "the old value of the key stops working"
        if name == "id_type" and change.kind_name == "Gate":
            yield "another id type discards the results so far"


_FINAL = {
    "decision_made": "the decision cannot be taken back: the experiment can only be reset, which loses its results",
    "shipped_with_holdout": "the group that is shipped cannot be changed any more",
    "abandoned": "it is given up: it can only be reset, which loses its results",
    "experiment_stopped": "it cannot be started again",
    "setup": "its results so far are lost",
}
"""What a status of an experiment brings that there is no way back from."""


@_risk("medium")
def access(case: Case) -> Iterator[str]:
    """Gives somebody access: a new or wider key, a permission, a role, a membership."""
    yield from (one.text for one in case.accesses if one.gains)


# -- low -------------------------------------------------------------------------------------------------------


@_risk("low")
def delete(case: Case) -> Iterator[str]:
    """Deletes an object, for good or to make it anew."""
    if case.change.removes:
        replaced = [name for name in case.change.fields if "replace" in case.change.kind.shape().properties[name]]
        why = f", because {', '.join(replaced)} cannot be changed" if case.change.op == "replace" and replaced else ""
        yield f"{_going(case.change)}{why}"


def chosen(names: Iterable[str]) -> set[str]:
    """Return the names of the risks that are asked for; ``all`` means each of them.

    Raises:
        StatsigError: there is no such risk.
    """
    asked = {re.sub(r"[_ ]", "-", name.strip().lower()) for name in names}
    if unknown := sorted(asked - RISKS.keys() - {"all"}):
        raise StatsigError(f"--fail-on: there is no risk {unknown[0]!r}; there are all, {', '.join(RISKS)}")
    return {*RISKS} if "all" in asked else asked
