"""Release pipeline triggers: each takes the changed rules of a gate or config through the phases of a pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import ACTOR, NOT_FOUND, Collection, apply_filters, modification_fields, new_id
from .registry import handles, stores
from .rules import find_rule
from .synthetic import synthetic_id

_FAMILY, _PIPELINES = stores("release_pipeline_triggers"), "release_pipelines"
_RUNNING, _PAUSED, _WAITING = "IN_PROGRESS", "PAUSED", "WAITING_FOR_REVIEW"
_ACTIVE = (_RUNNING, _PAUSED, _WAITING)
_RELEASED = {"gates": "gateID", "dynamic_configs": "dynamicConfigID"}
_HIDDEN_FIELDS = ("remainingMs", "rulesBefore", "rulesAfter")


# -- from phase to phase ----------------------------------------------------------------------------------------


def _entered(trigger: Doc, phase: Doc, when: float) -> Doc:
    """Return a trigger at the start of a phase. A phase that needs a review waits, and starts with the approval."""
    waits = phase["requiredReview"]
    return {
        **trigger,
        "status": _WAITING if waits else _RUNNING,
        "currentPhase": phase["name"],
        "currentPhaseID": phase["id"],
        "currentPhaseEndTime": None if waits else when + phase["timeIntervalMs"],
    }


def _remaining_phases(context: Context, trigger: Doc) -> list[Doc]:
    """Return the trigger's phase and those after it; none if the pipeline or the phase does not exist."""
    pipeline = context.project.get(_PIPELINES, trigger["releasePipelineID"]) or {"phases": []}
    ids = [phase["id"] for phase in pipeline["phases"]]
    current = trigger["currentPhaseID"]
    phases: list[Doc] = pipeline["phases"][ids.index(current) :] if current in ids else []
    return phases


def _after(context: Context, trigger: Doc, when: float) -> Doc:
    """Return a trigger at the end of its phase."""
    later = _remaining_phases(context, trigger)[1:]
    return _entered(trigger, later[0], when) if later else {**trigger, "status": "COMPLETED"}


def _current(context: Context, trigger: Doc) -> Doc:
    """Return a trigger in its present phase."""
    while trigger["status"] == _RUNNING and _remaining_phases(context, trigger):
        end = trigger["currentPhaseEndTime"]
        if end is None or end > context.now:
            break
        trigger = _after(context, trigger, end)
    return trigger


def _triggers(context: Context) -> list[Doc]:
    return [_current(context, trigger) for trigger in context.project.all(_FAMILY)]


def active(context: Context, **fields: str) -> list[Doc]:
    """Return the triggers with these field values that are neither completed nor aborted."""
    return [
        trigger
        for trigger in _triggers(context)
        if trigger["status"] in _ACTIVE and all(trigger.get(name) == value for name, value in fields.items())
    ]


def _with_action(context: Context, trigger: Doc, type: str, phase: str) -> Doc:
    action = {"type": type, "timeMs": context.now, "phaseID": phase, "actorID": "key", "actorName": ACTOR}
    actions = [*trigger.get("actions", []), action]
    return {**trigger, "actions": actions, "lastModifierID": "key", "lastModifierName": ACTOR}


# -- objects with a pipeline --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Released(Collection):
    """A collection whose objects can have a release pipeline, which starts when their rules change."""

    def seen(self, context: Context, doc: Doc) -> Doc:
        """Return a stored document as it is now."""
        return super().seen(context, _released(context, _RELEASED[self.family], doc))

    def save(self, context: Context, doc: Doc) -> Doc:
        """Store an updated document, and start its pipeline if the rules have changed."""
        before = self.by_id(context, doc["id"])
        trigger = None
        if doc["rules"] != before["rules"]:
            trigger = _start(context, _RELEASED[self.family], doc, before["rules"])
        if trigger and (how := chosen_variant("pipeline-changed-rules")):
            context.project.put(_FAMILY, trigger["id"], {**trigger, "rulesAfter": doc["rules"]})
            doc = {**doc, "rules": _held_back(how, before["rules"], doc["rules"])}
        return super().save(context, doc)

    def delete(self, context: Context) -> Success:
        """Handle DELETE of an object, and abort its triggers."""
        for trigger in active(context, **{_RELEASED[self.family]: self.get_or_404(context)["id"]}):
            aborted = _with_action(context, trigger, "CLEANED_UP", trigger["currentPhaseID"] or "")
            context.project.put(_FAMILY, trigger["id"], {**aborted, "status": "ABORTED"})
        return super().delete(context)


def _held_back(how: str, before: list[Doc], after: list[Doc]) -> list[Doc]:
    """Return the rules as they are until the end of the pipeline."""
    if how == "wait":
        return before
    old = [find_rule(before, rule["id"]) or {"passPercentage": 0} for rule in after]
    return [{**rule, "passPercentage": was["passPercentage"]} for rule, was in zip(after, old, strict=True)]


def _released(context: Context, field: str, doc: Doc) -> Doc:
    """Return a gate or config with the rules that a pipeline has held back, if that has ended since."""
    if not chosen_variant("pipeline-changed-rules"):
        return doc
    held = [one for one in _triggers(context) if one.get(field) == doc["id"] and "rulesAfter" in one]
    done = [one["rulesAfter"] for one in held[-1:] if one["status"] == "COMPLETED"]
    return {**doc, "rules": done[0]} if done else doc


def _start(context: Context, field: str, doc: Doc, rules_before: list[Doc]) -> Doc | None:
    """Start the pipeline of a gate or config, and return the trigger: the one that is active, if there is one."""
    pipeline = context.project.get(_PIPELINES, doc.get("releasePipelineID") or "")
    running = active(context, **{field: doc["id"]})
    if pipeline is None or not pipeline["phases"] or running:
        return running[0] if running else None
    first = pipeline["phases"][0]
    fields: Doc = {
        "id": new_id(),
        "releasePipelineID": pipeline["id"],
        "creatorID": "key",
        "createdTime": context.now,
        field: doc["id"],
        "configSnapshotID": synthetic_id("snapshot", doc["id"], str(doc["version"])),
        "rulesBefore": rules_before,
    }
    trigger = _with_action(context, _entered(fields, first, context.now), "STARTED", first["id"])
    context.project.put(_FAMILY, trigger["id"], trigger)
    return trigger


# -- the operations ----------------------------------------------------------------------------------------------


def _get_or_404(context: Context) -> Doc:
    return _current(context, context.get_or_404(_FAMILY, context.path_params["id"], NOT_FOUND))


def _visible_fields(trigger: Doc) -> Doc:
    return {name: value for name, value in trigger.items() if name not in _HIDDEN_FIELDS}


def _day(context: Context, name: str, default: date) -> date:
    value = context.param(name)
    try:
        return datetime.strptime(value, "%Y-%m-%d").date() if value else default
    except ValueError:
        raise bad_request((name, "Expected a date in the form of YYYY-MM-DD")) from None


@handles("GET /release_pipeline_triggers")
def _list(context: Context) -> Success:
    """List the triggers. The first and the last day are included."""
    filters = {name: name for name in ("releasePipelineID", "gateID", "dynamicConfigID", "status")}
    first, last = _day(context, "startDate", date.min), _day(context, "endDate", date.max)
    found = [
        _visible_fields(trigger)
        for trigger in apply_filters(_triggers(context), context, filters)
        if first <= datetime.fromtimestamp(trigger["createdTime"] / 1000, timezone.utc).date() <= last
    ]
    return context.paginate(found, "Pipeline triggers listed successfully.")


@handles("GET /release_pipeline_triggers/{id}")
def _read(context: Context) -> Success:
    return Success("Pipeline trigger read successfully.", _visible_fields(_get_or_404(context)))


def _register_action(verb: str, action: str, statuses: tuple[str, ...], step: Callable[[Context, Doc], Doc]) -> None:
    """Register the handler of an action, which is allowed in some statuses only.

    If the body names a phase, it must be the current one.
    """

    @handles(f"PUT /release_pipeline_triggers/{{id}}/{verb}")
    def handle(context: Context) -> Success:
        trigger = _get_or_404(context)
        phase = trigger["currentPhaseID"] or ""
        if context.operation.body is not None and context.body["phaseID"] != phase:
            raise bad_request(("phaseID", "This is not the current phase"))
        if trigger["status"] not in statuses:
            raise HTTPError(400, f"Cannot {verb} a pipeline trigger that is {trigger['status']}")
        moved = _with_action(context, step(context, trigger), action, phase)
        context.project.put(_FAMILY, moved["id"], moved)
        return Success("Pipeline trigger updated successfully.", _visible_fields(moved))


def _approved(context: Context, trigger: Doc) -> Doc:
    phase = _remaining_phases(context, trigger)[:1]
    end = context.now + phase[0]["timeIntervalMs"] if phase else None
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": end}


def _paused(context: Context, trigger: Doc) -> Doc:
    """Stop the time of the phase."""
    left = (trigger["currentPhaseEndTime"] or context.now) - context.now
    return {**trigger, "status": _PAUSED, "currentPhaseEndTime": None, "remainingMs": left}


def _unpaused(context: Context, trigger: Doc) -> Doc:
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": context.now + trigger.get("remainingMs", 0)}


def _aborted(context: Context, trigger: Doc) -> Doc:
    """Restore the rules from before the trigger."""
    for family, field in _RELEASED.items():
        doc = context.project.get(family, trigger.get(field, ""))
        if doc is not None and "rulesBefore" in trigger:
            back = {
                **doc,
                "rules": trigger["rulesBefore"],
                "version": doc["version"] + 1,
                **modification_fields(context),
            }
            context.project.put(family, doc["id"], back)
    return {**trigger, "status": "ABORTED"}


_register_action("approve", "APPROVED_FOR", (_WAITING,), _approved)
_register_action("pause", "PAUSED", (_RUNNING,), _paused)
_register_action("unpause", "UNPAUSED", (_PAUSED,), _unpaused)
_register_action("skip", "SKIPPED", _ACTIVE, lambda context, trigger: _after(context, trigger, context.now))
_register_action("rollout", "FULL_ROLL_OUT", _ACTIVE, lambda _context, trigger: {**trigger, "status": "COMPLETED"})
_register_action("abort", "ABORTED", _ACTIVE, _aborted)
