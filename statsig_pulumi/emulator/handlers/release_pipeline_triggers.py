"""Release pipeline triggers: each brings the changed rules of a gate or config through the phases of its pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone

from ..context import Success, Context
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import ACTOR, NOT_FOUND, Collection, apply_filters, new_id, modification_fields
from .registry import handles

_FAMILY, _PIPELINES = "release_pipeline_triggers", "release_pipelines"
_RUNNING, _PAUSED, _WAITING = "IN_PROGRESS", "PAUSED", "WAITING_FOR_REVIEW"
_ACTIVE = (_RUNNING, _PAUSED, _WAITING)
_RELEASED = {"gates": "gateID", "dynamic_configs": "dynamicConfigID"}
_HIDDEN_FIELDS = ("remainingMs", "rulesBefore")


# -- the way through the phases ----------------------------------------------------------------------------------


def _entered(trigger: Doc, phase: Doc, when: float) -> Doc:
    """A trigger as it comes to a phase; one that needs a review waits, and its time begins with the approval."""
    waits = phase["requiredReview"]
    return {
        **trigger,
        "status": _WAITING if waits else _RUNNING,
        "currentPhase": phase["name"],
        "currentPhaseID": phase["id"],
        "currentPhaseEndTime": None if waits else when + phase["timeIntervalMs"],
    }


def _from_here(context: Context, trigger: Doc) -> list[Doc]:
    """The trigger's phase and those after it; none where the pipeline, or that phase of it, is not there."""
    pipeline = context.project.get(_PIPELINES, trigger["releasePipelineID"]) or {"phases": []}
    ids = [phase["id"] for phase in pipeline["phases"]]
    here = trigger["currentPhaseID"]
    phases: list[Doc] = pipeline["phases"][ids.index(here) :] if here in ids else []
    return phases


def _after(context: Context, trigger: Doc, when: float) -> Doc:
    """A trigger as it leaves its phase."""
    later = _from_here(context, trigger)[1:]
    return _entered(trigger, later[0], when) if later else {**trigger, "status": "COMPLETED"}


def _by_now(context: Context, trigger: Doc) -> Doc:
    """A trigger after all phases whose time has passed."""
    while trigger["status"] == _RUNNING and _from_here(context, trigger):
        end = trigger["currentPhaseEndTime"]
        if end is None or end > context.now:
            break
        trigger = _after(context, trigger, end)
    return trigger


def _triggers(context: Context) -> list[Doc]:
    return [_by_now(context, trigger) for trigger in context.project.all(_FAMILY)]


def active(context: Context, **fields: str) -> list[Doc]:
    """The triggers with these values in their fields that are neither completed nor aborted."""
    return [
        trigger
        for trigger in _triggers(context)
        if trigger["status"] in _ACTIVE and all(trigger.get(name) == value for name, value in fields.items())
    ]


def _with_action(context: Context, trigger: Doc, type: str, phase: str) -> Doc:
    action = {"type": type, "timeMs": context.now, "phaseID": phase, "actorID": "key", "actorName": ACTOR}
    actions = [*trigger.get("actions", []), action]
    return {**trigger, "actions": actions, "lastModifierID": "key", "lastModifierName": ACTOR}


# -- what has its rules released ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Released(Collection):
    """A collection whose objects can have a release pipeline, which a change of their rules starts."""

    def save(self, context: Context, doc: Doc) -> Doc:
        """Keep a changed document, and start its pipeline if its rules are others."""
        before = self.at(context, doc["id"])
        saved = super().save(context, doc)
        if saved["rules"] != before["rules"]:
            _start(context, _RELEASED[self.family], saved, before["rules"])
        return saved

    def delete(self, context: Context) -> Success:
        """DELETE by id; what it was in is over."""
        for trigger in active(context, **{_RELEASED[self.family]: self.get_or_404(context)["id"]}):
            over = _with_action(context, trigger, "CLEANED_UP", trigger["currentPhaseID"] or "")
            context.project.put(_FAMILY, trigger["id"], {**over, "status": "ABORTED"})
        return super().delete(context)


def _start(context: Context, field: str, doc: Doc, rules_before: list[Doc]) -> None:
    """Start the pipeline of a gate or config that has one; only one at a time."""
    pipeline = context.project.get(_PIPELINES, doc.get("releasePipelineID") or "")
    if pipeline is None or not pipeline["phases"] or active(context, **{field: doc["id"]}):
        return
    first = pipeline["phases"][0]
    begun: Doc = {
        "id": new_id(),
        "releasePipelineID": pipeline["id"],
        "creatorID": "key",
        "createdTime": context.now,
        field: doc["id"],
        "rulesBefore": rules_before,
    }
    trigger = _with_action(context, _entered(begun, first, context.now), "STARTED", first["id"])
    context.project.put(_FAMILY, trigger["id"], trigger)


# -- the operations ----------------------------------------------------------------------------------------------


def _get_or_404(context: Context) -> Doc:
    return _by_now(context, context.get_or_404(_FAMILY, context.path_params["id"], NOT_FOUND))


def _visible_fields(trigger: Doc) -> Doc:
    return {name: value for name, value in trigger.items() if name not in _HIDDEN_FIELDS}


def _day(context: Context, name: str, default: date) -> date:
    text = context.param(name)
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else default
    except ValueError:
        raise bad_request((name, "Expected a date in the form of YYYY-MM-DD")) from None


@handles("GET /release_pipeline_triggers")
def _list(context: Context) -> Success:
    """Both days are among those asked for."""
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


def _acts(verb: str, action: str, statuses: tuple[str, ...], step: Callable[[Context, Doc], Doc]) -> None:
    """Answer to a verb that takes a trigger further, from some statuses only.

    Where the body names a phase, it has to be the one that the trigger is in.
    """

    @handles(f"PUT /release_pipeline_triggers/{{id}}/{verb}")
    def act(context: Context) -> Success:
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
    here = _from_here(context, trigger)[:1]
    end = context.now + here[0]["timeIntervalMs"] if here else None
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": end}


def _paused(context: Context, trigger: Doc) -> Doc:
    """The phase's time stands still."""
    left = (trigger["currentPhaseEndTime"] or context.now) - context.now
    return {**trigger, "status": _PAUSED, "currentPhaseEndTime": None, "remainingMs": left}


def _unpaused(context: Context, trigger: Doc) -> Doc:
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": context.now + trigger.get("remainingMs", 0)}


def _aborted(context: Context, trigger: Doc) -> Doc:
    """The rules are again what they were before."""
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


_acts("approve", "APPROVED_FOR", (_WAITING,), _approved)
_acts("pause", "PAUSED", (_RUNNING,), _paused)
_acts("unpause", "UNPAUSED", (_PAUSED,), _unpaused)
_acts("skip", "SKIPPED", _ACTIVE, lambda context, trigger: _after(context, trigger, context.now))
_acts("rollout", "FULL_ROLL_OUT", _ACTIVE, lambda _context, trigger: {**trigger, "status": "COMPLETED"})
_acts("abort", "ABORTED", _ACTIVE, _aborted)
