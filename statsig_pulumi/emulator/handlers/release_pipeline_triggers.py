"""Release pipeline triggers: each brings the changed rules of a gate or config through the phases of its pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import MAKER, NOT_FOUND, Collection, matching, new_id, touched
from .registry import on

_FAMILY, _PIPELINES = "release_pipeline_triggers", "release_pipelines"
_RUNNING, _PAUSED, _WAITING = "IN_PROGRESS", "PAUSED", "WAITING_FOR_REVIEW"
_ACTIVE = (_RUNNING, _PAUSED, _WAITING)
_RELEASED = {"gates": "gateID", "dynamic_configs": "dynamicConfigID"}
_UNTOLD = ("remainingMs", "rulesBefore")


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


def _from_here(call: Call, trigger: Doc) -> list[Doc]:
    """The trigger's phase and those after it; none where the pipeline, or that phase of it, is not there."""
    pipeline = call.project.get(_PIPELINES, trigger["releasePipelineID"]) or {"phases": []}
    ids = [phase["id"] for phase in pipeline["phases"]]
    here = trigger["currentPhaseID"]
    phases: list[Doc] = pipeline["phases"][ids.index(here) :] if here in ids else []
    return phases


def _after(call: Call, trigger: Doc, when: float) -> Doc:
    """A trigger as it leaves its phase."""
    later = _from_here(call, trigger)[1:]
    return _entered(trigger, later[0], when) if later else {**trigger, "status": "COMPLETED"}


def _by_now(call: Call, trigger: Doc) -> Doc:
    """A trigger after all phases whose time has passed."""
    while trigger["status"] == _RUNNING and _from_here(call, trigger):
        end = trigger["currentPhaseEndTime"]
        if end is None or end > call.now:
            break
        trigger = _after(call, trigger, end)
    return trigger


def _triggers(call: Call) -> list[Doc]:
    return [_by_now(call, trigger) for trigger in call.project.all(_FAMILY)]


def active(call: Call, **fields: str) -> list[Doc]:
    """The triggers with these values in their fields that are neither completed nor aborted."""
    return [
        trigger
        for trigger in _triggers(call)
        if trigger["status"] in _ACTIVE and all(trigger.get(name) == value for name, value in fields.items())
    ]


def _with_action(call: Call, trigger: Doc, type: str, phase: str) -> Doc:
    action = {"type": type, "timeMs": call.now, "phaseID": phase, "actorID": "key", "actorName": MAKER}
    actions = [*trigger.get("actions", []), action]
    return {**trigger, "actions": actions, "lastModifierID": "key", "lastModifierName": MAKER}


# -- what has its rules released ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Released(Collection):
    """A collection whose objects can have a release pipeline, which a change of their rules starts."""

    def save(self, call: Call, doc: Doc) -> Doc:
        """Keep a changed document, and start its pipeline if its rules are others."""
        before = self.at(call, doc["id"])
        saved = super().save(call, doc)
        if saved["rules"] != before["rules"]:
            _start(call, _RELEASED[self.family], saved, before["rules"])
        return saved

    def delete(self, call: Call) -> Answer:
        """DELETE by id; what it was in is over."""
        for trigger in active(call, **{_RELEASED[self.family]: self.found(call)["id"]}):
            over = _with_action(call, trigger, "CLEANED_UP", trigger["currentPhaseID"] or "")
            call.project.put(_FAMILY, trigger["id"], {**over, "status": "ABORTED"})
        return super().delete(call)


def _start(call: Call, field: str, doc: Doc, rules_before: list[Doc]) -> None:
    """Start the pipeline of a gate or config that has one; only one at a time."""
    pipeline = call.project.get(_PIPELINES, doc.get("releasePipelineID") or "")
    if pipeline is None or not pipeline["phases"] or active(call, **{field: doc["id"]}):
        return
    first = pipeline["phases"][0]
    begun: Doc = {
        "id": new_id(),
        "releasePipelineID": pipeline["id"],
        "creatorID": "key",
        "createdTime": call.now,
        field: doc["id"],
        "rulesBefore": rules_before,
    }
    trigger = _with_action(call, _entered(begun, first, call.now), "STARTED", first["id"])
    call.project.put(_FAMILY, trigger["id"], trigger)


# -- the operations ----------------------------------------------------------------------------------------------


def _found(call: Call) -> Doc:
    return _by_now(call, call.found(_FAMILY, call.ids["id"], NOT_FOUND))


def _told(trigger: Doc) -> Doc:
    return {name: value for name, value in trigger.items() if name not in _UNTOLD}


def _day(call: Call, name: str, default: date) -> date:
    text = call.one(name)
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else default
    except ValueError:
        raise bad_request((name, "Expected a date in the form of YYYY-MM-DD")) from None


@on("GET /release_pipeline_triggers")
def _list(call: Call) -> Answer:
    """Both days are among those asked for."""
    filters = {name: name for name in ("releasePipelineID", "gateID", "dynamicConfigID", "status")}
    first, last = _day(call, "startDate", date.min), _day(call, "endDate", date.max)
    found = [
        _told(trigger)
        for trigger in matching(_triggers(call), call, filters)
        if first <= datetime.fromtimestamp(trigger["createdTime"] / 1000, timezone.utc).date() <= last
    ]
    return call.page(found, "Pipeline triggers listed successfully.")


@on("GET /release_pipeline_triggers/{id}")
def _read(call: Call) -> Answer:
    return Answer("Pipeline trigger read successfully.", _told(_found(call)))


def _acts(verb: str, action: str, statuses: tuple[str, ...], step: Callable[[Call, Doc], Doc]) -> None:
    """Answer to a verb that takes a trigger further, from some statuses only.

    Where the body names a phase, it has to be the one that the trigger is in.
    """

    @on(f"PUT /release_pipeline_triggers/{{id}}/{verb}")
    def act(call: Call) -> Answer:
        trigger = _found(call)
        phase = trigger["currentPhaseID"] or ""
        if call.operation.body is not None and call.body["phaseID"] != phase:
            raise bad_request(("phaseID", "This is not the current phase"))
        if trigger["status"] not in statuses:
            raise Refusal(400, f"Cannot {verb} a pipeline trigger that is {trigger['status']}")
        moved = _with_action(call, step(call, trigger), action, phase)
        call.project.put(_FAMILY, moved["id"], moved)
        return Answer("Pipeline trigger updated successfully.", _told(moved))


def _approved(call: Call, trigger: Doc) -> Doc:
    here = _from_here(call, trigger)[:1]
    end = call.now + here[0]["timeIntervalMs"] if here else None
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": end}


def _paused(call: Call, trigger: Doc) -> Doc:
    """The phase's time stands still."""
    left = (trigger["currentPhaseEndTime"] or call.now) - call.now
    return {**trigger, "status": _PAUSED, "currentPhaseEndTime": None, "remainingMs": left}


def _unpaused(call: Call, trigger: Doc) -> Doc:
    return {**trigger, "status": _RUNNING, "currentPhaseEndTime": call.now + trigger.get("remainingMs", 0)}


def _aborted(call: Call, trigger: Doc) -> Doc:
    """The rules are again what they were before."""
    for family, field in _RELEASED.items():
        doc = call.project.get(family, trigger.get(field, ""))
        if doc is not None and "rulesBefore" in trigger:
            back = {**doc, "rules": trigger["rulesBefore"], "version": doc["version"] + 1, **touched(call)}
            call.project.put(family, doc["id"], back)
    return {**trigger, "status": "ABORTED"}


_acts("approve", "APPROVED_FOR", (_WAITING,), _approved)
_acts("pause", "PAUSED", (_RUNNING,), _paused)
_acts("unpause", "UNPAUSED", (_PAUSED,), _unpaused)
_acts("skip", "SKIPPED", _ACTIVE, lambda call, trigger: _after(call, trigger, call.now))
_acts("rollout", "FULL_ROLL_OUT", _ACTIVE, lambda _call, trigger: {**trigger, "status": "COMPLETED"})
_acts("abort", "ABORTED", _ACTIVE, _aborted)
