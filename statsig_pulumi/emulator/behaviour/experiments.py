"""Experiments: groups, the way from setup to a decision, overrides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from ..call import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import Collection, as_list, distinct, id_of, known_ids, made, new_id, with_ids, without_nulls
from .registry import on

DEFAULTS: Doc = {
    "description": "",
    "idType": "userID",
    "hypothesis": "",
    "links": [],
    "primaryMetrics": [],
    "secondaryMetrics": [],
    "otherMetrics": [],
    "primaryMetricTags": [],
    "secondaryMetricTags": [],
    "targetApps": [],
    "tags": [],
    "duration": 14,
    "targetingGateID": "",
    "bonferroniCorrection": False,
    "defaultConfidenceInterval": "95",
    "status": "setup",
    "launchedGroupID": None,
    "team": None,
    "teamID": None,
    "decisionReason": None,
    "stratifiedSampling": None,
    "secondaryIDType": None,
    "identityResolutionSource": None,
    "allocationDuration": None,
    "scheduledReloadHour": None,
    "holdoutIDs": [],
    "startTime": None,
    "endTime": None,
    "decisionTime": None,
    "healthChecks": [],
    "healthCheckStatus": "PASSED",
    "inlineTargetingRulesJSON": "{}",
}
# Null asks for these back as well; the document has no default for them.
_CLEARED: Doc = {**DEFAULTS, "isAnalysisOnly": False, "creatorID": None, "creatorEmail": None}
_WAREHOUSE_NATIVE = (
    "secondaryIDType",
    "identifierMappingMode",
    "identityResolutionSource",
    "isAnalysisOnly",
    "allocationDuration",
    "cohortedAnalysisDuration",
    "cohortedMetricsMatureAfterEnd",
    "cohortWaitUntilEndToInclude",
    "scheduledReloadHour",
    "scheduledReloadType",
    "analysisEndTime",
)
_FINISHED = ("decision_made", "abandoned", "archived")


def _groups(body: Doc, before: list[Doc]) -> list[Doc]:
    distinct(body["groups"], "groups", "group")
    known_ids(body["groups"], before, "group")
    filled = ({**group, "description": group.get("description", "")} for group in body["groups"])
    return with_ids(({k: v for k, v in group.items() if v is not None} for group in filled), "id")


def _only_where_it_means_something(call: Call, body: Doc) -> None:
    """Refuse what the document calls Warehouse Native only in a project that is none; how Statsig takes it is unknown.

    Raises:
        Refusal: 400.
    """
    wrong = [(name, "Warehouse Native only") for name in _WAREHOUSE_NATIVE if body.get(name)]
    if wrong and not call.warehouse_native:
        raise bad_request(*wrong)


def _make(call: Call, body: Doc) -> Doc:
    _only_where_it_means_something(call, body)
    if body.get("status", "setup") not in ("setup", "active"):
        raise bad_request(("status", "An experiment can only be created with the status setup or active"))
    halves: list[Doc] = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    layer = body.get("layerID")
    doc = {
        **DEFAULTS,
        "allocation": 0 if layer else 100,
        "layerID": layer or f"statsig::{id_of(body)}_layer",
        **made(call),
        **without_nulls(body, _CLEARED),
    }
    doc["layerID"] = layer or doc["layerID"]
    doc["groups"] = _groups({"groups": body.get("groups", halves)}, body.get("groups", []))
    doc.setdefault("controlGroupID", doc["groups"][0]["id"] if doc["groups"] else "")
    if doc["status"] == "active":
        doc["startTime"] = call.now
    return _tidied(doc)


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    _only_where_it_means_something(call, body)
    changed = {**doc, **without_nulls(body, _CLEARED)}
    if doc["status"] == "active" and changed["allocation"] < doc["allocation"]:
        raise bad_request(("allocation", "Allocation can only be increased while the experiment is active"))
    if "groups" in body:
        changed["groups"] = _groups(body, doc["groups"])
    if (new := changed["status"]) != (old := doc["status"]):
        _by_status(call, changed, old, new)
    return _tidied(changed)


def _by_status(call: Call, doc: Doc, old: str, new: str) -> None:
    """What a status that is written does: the same as the operation for it, where there is one."""
    if new == "decision_made":
        if old != "active":
            raise bad_request(("status", "You can only transition to decision_made from active"))
        if not doc["launchedGroupID"]:
            raise bad_request(("launchedGroupID", "Required"))
        _need_group(doc, doc["launchedGroupID"], "launchedGroupID")
        doc.update(decisionTime=call.now, endTime=call.now)
    if new == "active":
        if old != "setup":
            raise bad_request(("status", "You can only transition to active from setup"))
        doc["startTime"] = call.now


def _need_group(doc: Doc, group: str, where: str) -> None:
    if group not in [one["id"] for one in doc["groups"]]:
        raise bad_request((where, f"No group has the ID {group}"))


def _tidied(doc: Doc) -> Doc:
    """Metric tags become their metrics, of which the emulator has none; apps become a list."""
    return {**doc, "targetApps": as_list(doc["targetApps"]), "primaryMetricTags": [], "secondaryMetricTags": []}


def _narrow(call: Call, doc: Doc) -> bool:
    """By the days between which it was made."""
    first, last = _moment(call, "createdStartDate", 0), _moment(call, "createdEndDate", call.now)
    return bool(first <= doc["createdTime"] <= last)


def _moment(call: Call, parameter: str, default: int) -> float:
    """A parameter's day or moment, in milliseconds; a last day is meant to its end."""
    text = call.one(parameter)
    if not text:
        return default
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise bad_request((parameter, "Invalid date")) from None
    end = timedelta(days=1) if len(text) == len("YYYY-MM-DD") and "End" in parameter else timedelta()
    return (moment.replace(tzinfo=moment.tzinfo or timezone.utc) + end).timestamp() * 1000


EXPERIMENTS = Collection(
    path="/experiments",
    noun="Experiment",
    make=_make,
    change=_change,
    filters={
        "layerID": "layerID",
        "idType": "idType",
        "teamID": "teamID",
        "status": "status",
        "targetAppID": "targetApps",
        "creatorName": "creatorName",
        "creatorID": "creatorID",
        "tags": "tags",
    },
    archived="archived",
    narrow=_narrow,
)
EXPERIMENTS.register()


# -- statuses ----------------------------------------------------------------------------------------------------


def _need(call: Call, *statuses: str) -> Doc:
    """The experiment, where it stands as it must.

    Raises:
        Refusal: 400, with the text that the API has for it.
    """
    doc = EXPERIMENTS.found(call)
    if doc["status"] in statuses:
        return doc
    if doc["status"] == "setup":
        raise Refusal(400, "Experiment has not yet started")
    if doc["status"] in _FINISHED:
        raise Refusal(400, "Experiment has already finished")
    raise Refusal(400, "Experiment has already started" if "setup" in statuses else "Experiment has not yet finished")


def _moved(call: Call, doc: Doc, message: str, **changes: object) -> Answer:
    EXPERIMENTS.save(call, {**doc, **changes})
    return Answer(message)


@on("PUT /experiments/{id}/start")
def _start(call: Call) -> Answer:
    times = {"analysisEndTime": call.body["analysisEndTime"]} if "analysisEndTime" in call.body else {}
    doc = _need(call, "setup")
    return _moved(call, doc, "Experiment successfully started.", status="active", startTime=call.now, **times)


@on("PUT /experiments/{id}/make_decision")
def _decide(call: Call) -> Answer:
    doc = _need(call, "active", "experiment_stopped", "assignment_stopped")
    _need_group(doc, call.body["id"], "id")
    targeting = "" if call.body.get("removeTargeting") else doc["targetingGateID"]
    return _moved(
        call,
        doc,
        "Decision made for Experiment.",
        status="decision_made",
        launchedGroupID=call.body["id"],
        decisionReason=call.body["decisionReason"],
        decisionTime=call.now,
        endTime=call.now,
        targetingGateID=targeting,
    )


@on("PUT /experiments/{id}/abandon")
def _abandon(call: Call) -> Answer:
    doc = EXPERIMENTS.found(call)
    if doc["status"] == "abandoned":
        raise Refusal(400, f"Experiment {doc['id']} is already abandoned")
    doc = _need(call, "active", "experiment_stopped", "assignment_stopped")
    reason = call.body["decisionReason"]
    message = "Experiment successfully abandoned."
    return _moved(call, doc, message, status="abandoned", decisionReason=reason, endTime=call.now)


@on("PUT /experiments/{id}/reset")
def _reset(call: Call) -> Answer:
    fresh = {"startTime": None, "endTime": None, "decisionTime": None, "launchedGroupID": None, "decisionReason": None}
    doc = _need(call, "decision_made", "abandoned")
    return _moved(call, doc, "Experiment successfully restarted.", status="setup", **fresh)


@on("PUT /experiments/{id}/archive")
def _archive(call: Call) -> Answer:
    doc = EXPERIMENTS.found(call)
    if doc["status"] == "active":
        raise Refusal(400, "Experiment has not yet finished")
    if doc["status"] == "archived":
        return Answer("Experiment successfully archived.")
    call.project.put("experiments/before_archive", doc["id"], {"id": doc["id"], "status": doc["status"]})
    return _moved(call, doc, "Experiment successfully archived.", status="archived")


@on("PUT /experiments/{id}/unarchive")
def _unarchive(call: Call) -> Answer:
    """Back to where it stood; the documentation does not say where."""
    doc = _need(call, "archived")
    before = call.project.get("experiments/before_archive", doc["id"]) or {"status": "setup"}
    return _moved(call, doc, "Experiment successfully unarchived.", status=before["status"])


@on("POST /experiments/{id}/schedule_start")
def _schedule(call: Call) -> Answer:
    doc = _need(call, "setup")
    call.project.put("experiments/scheduled", doc["id"], {"id": doc["id"], "time": call.body["scheduledTime"]})
    return Answer("Successfully scheduled experiment start")


@on("POST /experiments/{id}/restart_as_new")
def _restart(call: Call) -> Answer:
    doc = EXPERIMENTS.found(call)
    if doc["status"] == "setup":
        raise Refusal(400, "Experiment has not yet started")
    id = id_of(call.body)
    if call.project.get("experiments", id) is not None:
        raise Refusal(400, "Name is already in use")
    fresh = {name: DEFAULTS[name] for name in ("status", "startTime", "endTime", "decisionTime", "launchedGroupID")}
    groups = [{**group, "id": new_id()} for group in doc["groups"]]
    copy = {**doc, **made(call), **fresh, "id": id, "name": call.body["name"], "groups": groups, "decisionReason": None}
    copy["controlGroupID"] = groups[0]["id"]
    call.project.put("experiments", id, copy)
    return Answer("Restart As New Experiment Success", copy)


def _switch(disabled: bool) -> Callable[[Call], Answer]:
    def switch(call: Call) -> Answer:
        doc = EXPERIMENTS.editable(call)
        names = set(call.body["group_names"])
        if missing := sorted(names - {group["name"] for group in doc["groups"]}):
            raise bad_request(("group_names", f"No such group: {', '.join(missing)}"))
        groups = [{**g, "disabled": disabled} if g["name"] in names else g for g in doc["groups"]]
        return Answer("Experiment groups updated successfully.", EXPERIMENTS.save(call, {**doc, "groups": groups}))

    return switch


on("POST /experiments/{id}/disable_groups")(_switch(True))
on("POST /experiments/{id}/enable_groups")(_switch(False))


# -- overrides ---------------------------------------------------------------------------------------------------

_NO_OVERRIDES: Doc = {"overrides": [], "userIDOverrides": []}


def _overrides(call: Call) -> Doc:
    EXPERIMENTS.found(call)
    return call.project.get("experiments/overrides", call.ids["id"]) or _NO_OVERRIDES


def _keep(call: Call, overrides: Doc) -> Answer:
    call.project.put("experiments/overrides", call.ids["id"], overrides)
    return Answer("Experiment Overrides updated successfully.", overrides)


def _place(entry: Doc) -> tuple[object, ...]:
    """What tells one list of overridden users from another."""
    return entry["groupID"], entry.get("environment"), entry.get("unitType")


@on("GET /experiments/{id}/overrides")
def _read_overrides(call: Call) -> Answer:
    return Answer("Experiment Overrides read successfully.", _overrides(call))


@on("POST /experiments/{id}/overrides")
def _set_overrides(call: Call) -> Answer:
    _overrides(call)
    return _keep(call, {**_NO_OVERRIDES, **call.body})


@on("PATCH /experiments/{id}/overrides")
def _add_overrides(call: Call) -> Answer:
    old = _overrides(call)
    lists = {_place(entry): dict(entry) for entry in old["userIDOverrides"]}
    for entry in call.body["userIDOverrides"]:
        there = lists.setdefault(_place(entry), {**entry, "ids": []})
        there["ids"] = [*there["ids"], *(id for id in entry["ids"] if id not in there["ids"])]
    added = [entry for entry in call.body["overrides"] if entry not in old["overrides"]]
    return _keep(call, {"overrides": [*old["overrides"], *added], "userIDOverrides": list(lists.values())})


@on("DELETE /experiments/{id}/overrides")
def _remove_overrides(call: Call) -> Answer:
    """Removes what the body lists; the document forgets to say that there is a body."""
    old = _overrides(call)
    gone = {_place(entry): set(entry["ids"]) for entry in call.body.get("userIDOverrides", [])}
    lists = [{**e, "ids": [id for id in e["ids"] if id not in gone.get(_place(e), ())]} for e in old["userIDOverrides"]]
    left = [entry for entry in old["overrides"] if entry not in call.body.get("overrides", [])]
    return _keep(call, {"overrides": left, "userIDOverrides": [entry for entry in lists if entry["ids"]]})
