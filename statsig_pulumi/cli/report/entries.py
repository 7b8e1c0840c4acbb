"""What a report says of each change, in the form in which both the comment and the page show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...redactor import clean
from ...schema.markers import is_known
from ...schema.values import to_wire
from .access import Access
from .context import Dependent, LiveProject, Objects
from .differences import Difference, differences
from .preview import Change, Preview, known_shape
from .risks import LEVELS, Case, Finding, failures, findings
from .rollouts import Bar, RuleChange, bars, is_off
from .text import counted, cut, listed, number, said
from .words import environments

_SHOWN_AS_BARS = {"pass_percentage", "conditions", "environments"}
_OPS = {"create": "new", "import": "imported", "update": "changed", "replace": "replaced", "delete": "deleted"}
_ORDER = ("delete", "replace", "update", "create", "import")


@dataclass(frozen=True)
class Entry:
    """One change.

    Attributes:
        change: the change.
        title: the object, as a text.
        effect: what it does, in a sentence.
        bars: percentages before and after.
        notes: what else is to be known.
        accesses: who gains and who loses access.
        differences: what changes in the inputs.
        findings: its risks.
    """

    change: Change
    title: str
    effect: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    accesses: tuple[Access, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    @property
    def level(self) -> str:
        """The level of its worst risk; "" where it has none."""
        return next((level for level in LEVELS if any(one.risk.level == level for one in self.findings)), "")


@dataclass(frozen=True)
class Report:
    """A report.

    Attributes:
        preview: the preview.
        offline: whether the live project was left alone.
        missing: the kinds and objects that could not be read.
        entries: the changes, the riskiest first.
        findings: all risks, the worst first.
        step: the points of a percentage above which a change is a jump.
    """

    preview: Preview
    offline: bool
    missing: tuple[str, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    step: float

    @property
    def summary(self) -> str:
        """How many changes there are of each sort, and of what else."""
        counts = self.preview.counts
        sorts = [f"{number(counts[op])} {_OPS[op]}" for op in _ORDER if counts[op]]
        others = sum(self.preview.others.values())
        more = [f"{number(counts['same'])} unchanged"] * bool(counts["same"])
        more += [f"{number(others)} of other providers, not shown here"] * bool(others)
        return ", ".join([*sorts, *more]) or "no resources"

    @property
    def heading(self) -> str:
        """What there is to see, in a line."""
        count = len(self.entries)
        if self.preview.errors:
            return "Statsig: the preview failed"
        return f"Statsig: {number(count)} change{'s' * (count != 1)}" if count else "Statsig: no changes"

    @property
    def stack_label(self) -> str:
        """The project and the stack, as they may be shown."""
        return cut(clean(f"{self.preview.project}/{self.preview.stack}"), 200)

    @property
    def error_lines(self) -> list[str]:
        """Why the preview failed, the first lines of it."""
        lines = [clean(line) for error in self.preview.errors for line in error.splitlines()]
        return [cut(line, 160) for line in lines if line][:8]

    @property
    def basis(self) -> str:
        """What it was judged by."""
        said = "Judged by the preview and by what is live."
        if self.offline:
            said = (
                "Judged without the live project: live traffic, names that are taken and references were not looked up."
            )
        if self.missing:
            said += f" What is live could not be read of: {listed(map(clean, self.missing))}."
        return f"{said} A jump is more than {number(self.step)} points."


def make_report(
    preview: Preview,
    live: LiveProject | None,
    step: float,
    progress: Callable[[list[Change]], Iterable[Change]] = iter,
) -> Report:
    """Return the report of a preview.

    Args:
        preview: the preview.
        live: the live project; None where it is left alone.
        step: the points of a percentage above which a change is a jump.
        progress: shows how far the judging is, as the changes are taken.
    """
    objects = Objects(preview, live or LiveProject())
    entries = sorted((_entry(Case(one, objects, step)) for one in progress(preview.changes)), key=_rank)
    found = [*failures(preview), *(finding for entry in entries for finding in entry.findings)]
    found.sort(key=lambda finding: LEVELS.index(finding.risk.level))
    return Report(preview, live is None, live.missing if live else (), tuple(entries), tuple(found), step)


def _rank(entry: Entry) -> tuple[int, int, str, str]:
    level = LEVELS.index(entry.level) if entry.level else len(LEVELS)
    return level, _ORDER.index(entry.change.op), entry.change.kind_name, entry.change.name


def title(change: Change) -> str:
    """Return how a report names a resource: by its kind and label, and its name in the program where it differs."""
    alias = f" ({said(change.name)} in the program)" if change.name != change.label else ""
    return f"{change.kind_name} {said(change.label)}{alias}"


def _entry(case: Case) -> Entry:
    change = case.change
    with known_shape(change.name):
        return Entry(
            change,
            title(change),
            _effect(case),
            tuple(bars(change, case.rules, case.live)),
            tuple(_notes(case)),
            tuple(case.accesses),
            tuple(_differences(change)),
            tuple(findings(case)),
        )


def _differences(change: Change) -> Iterator[Difference]:
    """Yield what changes, without what the title and the bars tell already."""
    told = {prop.name for prop in change.kind.shape().marked("key")} if change.op in ("create", "delete") else set()
    names = [name for name in change.fields if name not in told]
    for one in differences(change.kind.shape(), change.old, change.new, names):
        if not _is_in_bars(one):
            yield one


def _is_in_bars(one: Difference) -> bool:
    """Return whether the bars show a field of a rule; the name of a rule that comes or goes is told as well."""
    found = re.fullmatch(r"rules\[\"(?:[^\"\\]|\\.)*\"\]\.(\w+)(.*)", one.path)
    return found is not None and (
        found[1] in _SHOWN_AS_BARS or (found[1] == "name" and None in (one.before, one.after))
    )


# -- the effect ------------------------------------------------------------------------------------------------


def _effect(case: Case) -> str:
    change = case.change
    words = [*_status_words(case), *_rule_words(case), *_allocation_words(case)]
    if change.op in ("delete", "replace"):
        words = [_gone(change), *(words if change.op == "replace" else [])]
    elif change.op in ("create", "import"):
        words = [_OPS[change.op], *words]
    else:
        rest = _rest(change)
        words += [f"{listed(rest, most=6)} change{'s' * (len(rest) == 1)}"] if rest else []
    told = "; ".join(filter(None, [*words, _dependents(case.dependents)]))
    return told or "a change that the inputs do not show"


def _gone(change: Change) -> str:
    if change.removes:
        return "deleted" if change.op == "delete" else "deleted and made anew"
    return "left as it is in Statsig, no longer managed" if change.op == "delete" else "made anew; the old one stays"


def _rest(change: Change) -> list[str]:
    """Return the changed fields of which nothing else is said."""
    told = {"rules", "status", "is_enabled", "allocation", "decision"}
    return [said(name) for name in change.fields if name not in told] if change.op == "update" else []


def _status_words(case: Case) -> Iterator[str]:
    change, field = case.change, case.change.kind.status_field()
    if change.op != "update":
        return
    if field and field in change.fields and change.new.get(field):
        yield f"{said(case.status or '?')} → {said(change.new[field])}"
    elif "is_enabled" in change.fields:
        yield "turned off for everybody" if is_off(change.new) else "turned on"


def _rule_words(case: Case) -> Iterator[str]:
    if case.change.op in ("create", "import"):
        told = [f"{number(one.becomes or 0)} % of {one.audience}" for one in case.rules]
    else:
        told = [_with_name(one, case.rules) for one in case.rules if one.changes]
    if told:
        yield listed(told, "and", 4)


def _with_name(one: RuleChange, rules: list[RuleChange]) -> str:
    """Return the effect of a rule, with its name where there are several that change."""
    if one.before is None:
        return f"new rule {one.name}: {number(one.becomes or 0)} % of {one.audience}"
    if one.after is None:
        return f"without the rule {one.name}, which let pass {number(one.was)} % of {one.audience}"
    return f"{one.name}: {one.words()}" if sum(rule.changes for rule in rules) > 1 else one.words()


def _allocation_words(case: Case) -> Iterator[str]:
    old, new = case.change.old.get("allocation"), case.change.new.get("allocation")
    numbers = [one for one in (old, new) if isinstance(one, (int, float))]
    if "allocation" in case.change.fields and len(numbers) == 2:
        yield f"allocation {number(numbers[0])} → {number(numbers[1])} %"


def _dependents(dependents: list[Dependent]) -> str:
    """Return how many objects depend on the change: ``two experiments depend on it``."""
    counts = Counter(_NOUNS.get(one.kind, one.kind) for one in dependents)
    if not counts:
        return ""
    verb = "depends" if sum(counts.values()) == 1 else "depend"
    return f"{listed(counted(count, noun) for noun, count in sorted(counts.items()))} {verb} on it"


_NOUNS = {
    "Gate": "gate",
    "DynamicConfig": "dynamic config",
    "Experiment": "experiment",
    "Layer": "layer",
    "Segment": "segment",
    "Holdout": "holdout",
    "ParamStore": "parameter store",
}


# -- notes -----------------------------------------------------------------------------------------------------


def _notes(case: Case) -> Iterator[str]:
    for note in _NOTES:
        yield from note(case)


def _checks(case: Case) -> Iterator[str]:
    checks = case.objects.live_value(case.change, "checksPerHour")
    if isinstance(checks, (int, float)):
        yield f"checked {number(checks)} times an hour"


def _staleness(case: Case) -> Iterator[str]:
    if case.objects.live_value(case.change, "type") == "STALE":
        reason = str(case.objects.live_value(case.change, "typeReason") or "").removeprefix("STALE_").replace("_", " ")
        yield f"Statsig calls it stale{f': {said(reason.lower())}' if reason not in ('', 'NONE') else ''}"


def _environments_touched(case: Case) -> Iterator[str]:
    if case.change.kind_name == "Segment":
        return
    touched = [side for one in case.rules if one.changes for side in (one.before, one.after) if side is not None]
    if touched and all(one.get("environments") and is_known(one["environments"]) for one in touched):
        yield f"environments touched: {environments(sorted({str(e) for one in touched for e in one['environments']}))}"
    elif touched:
        yield "environments touched: all"


def _depending(case: Case) -> Iterator[str]:
    if case.dependents:
        names = (f"{one.kind} {said(one.id)}" for one in case.dependents)
        yield f"depending on it: {listed(names, most=10)}"


def _transition(case: Case) -> Iterator[str]:
    """Yield where a new status leads, and whether there is a way back."""
    change, machine = case.change, case.change.kind.statuses
    if not machine or change.op != "update" or machine.field not in change.fields:
        return
    old, new = str(case.status), str(change.new.get(machine.field))
    onward = [to for start, to in machine.transitions if start == new]
    if old in onward:
        yield f"it can go back to {said(old)}"
    elif new != "None":
        ways = listed(map(said, onward), "or") or "nothing"
        yield f"no way back to {said(old)}: from {said(new)} it can go to {ways}"


def _decision(case: Case) -> Iterator[str]:
    decision = case.change.new.get("decision")
    if "decision" in case.change.fields and isinstance(decision, dict):
        yield f"everybody gets the group {said(decision.get('group', ''))}: {said(decision.get('reason', ''))}"


def _review(case: Case) -> Iterator[str]:
    change, reviewers = case.change, case.change.new.get("reviewers") or []
    waiting = change.state.get("review_id")
    if names := proposed_fields(case):
        asked = f", asking {listed(map(said, reviewers))}" if isinstance(reviewers, list) and reviewers else ""
        how = f"goes on with the review {said(waiting)}" if waiting else "opens a review"
        yield f"the run {how} of {listed(map(said, names))}{asked}; nothing of that changes before it is accepted"


def proposed_fields(case: Case) -> list[str]:
    """Return the changed fields that become a review in place of a change."""
    change, reviews, machine = case.change, case.change.kind.reviews, case.change.kind.statuses
    default = case.objects.preview.config.get("statsig:review")
    if not reviews or change.op != "update" or (change.new.get("review") or default) != "propose":
        return []
    props = change.kind.shape().properties
    step = machine and machine.transitions.get((str(case.status), str(change.new.get(machine.field))))
    return [
        name
        for name in change.fields
        if (
            bool(step and reviews.carries_step(step.verb))
            if machine and name == machine.field
            else _carried(case, props[name].wire, name)
        )
    ]


def _carried(case: Case, wire: str, name: str) -> bool:
    change, prop = case.change, case.change.kind.shape().properties[name]
    value = to_wire(prop.shape, change.new.get(name, prop.default))
    reviews = change.kind.reviews
    return prop.on_wire and reviews is not None and reviews.carries(wire, value)


def _adoption(case: Case) -> Iterator[str]:
    if case.change.op == "create" and case.change.new.get("adopt"):
        yield "adopts the object where it exists, and changes only what differs"


def _unknown(case: Case) -> Iterator[str]:
    later = [name for name in case.change.fields if not is_known(case.change.new.get(name))]
    if later:
        yield f"known only during the run: {listed(map(said, later))}"


_NOTES: tuple[Callable[[Case], Iterator[str]], ...] = (
    _checks,
    _staleness,
    _environments_touched,
    _depending,
    _transition,
    _decision,
    _review,
    _adoption,
    _unknown,
)
