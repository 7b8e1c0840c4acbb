"""The way of an experiment from setup to a decision, by the operations for it."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import id_of, made, new_id
from .experiments import DEFAULTS, EXPERIMENTS, need_group
from .registry import on

_FINISHED = ("decision_made", "abandoned", "archived")


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
    need_group(doc, call.body["id"], "id")
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
