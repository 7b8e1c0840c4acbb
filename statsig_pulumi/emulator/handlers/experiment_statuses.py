"""The operations that move an experiment from one status to another."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import creation_fields, id_of, new_id
from .experiment_fields import derived, implicit_layer
from .experiments import DEFAULTS, EXPERIMENTS, require_group
from .registry import handles, stores

_BEFORE_ARCHIVE = stores("experiments/before_archive")
_LIVE = ("active", "experiment_stopped", "assignment_stopped")
_FINISHED = ("decision_made", "abandoned", "archived")


def _require_status(context: Context, *statuses: str) -> Doc:
    """Return the experiment if it has one of these statuses, and is no template.

    Raises:
        HTTPError: 400, it is a template, or has another status.
    """
    doc = EXPERIMENTS.no_template(context)
    if doc["status"] in statuses:
        return doc
    if doc["status"] == "setup":
        raise HTTPError(400, "Experiment has not yet started")
    if doc["status"] in _FINISHED:
        raise HTTPError(400, "Experiment has already finished")
    raise HTTPError(400, "Experiment has already started" if "setup" in statuses else "Experiment has not yet finished")


def _save(context: Context, doc: Doc, message: str, **changes: object) -> Success:
    EXPERIMENTS.save(context, {**doc, **changes})
    return Success(message)


@handles("PUT /experiments/{id}/start")
def _start(context: Context) -> Success:
    times = {name: context.body[name] for name in ("analysisEndTime", "turboMode") if name in context.body}
    doc = _require_status(context, "setup")
    doc.pop("scheduledStartTime", None)
    return _save(context, doc, "Experiment successfully started.", status="active", startTime=context.now, **times)


@handles("PUT /experiments/{id}/make_decision")
def _decide(context: Context) -> Success:
    """Ship a group: to everybody, or with a holdback, where the experiment stays live."""
    doc = _require_status(context, *_LIVE)
    require_group(doc, context.body["id"], "id")
    targeting = "" if context.body.get("removeTargeting") else doc["targetingGateID"]
    outcome = {
        "launchedGroupID": context.body["id"],
        "decisionReason": context.body["decisionReason"],
        "decisionTime": context.now,
        "targetingGateID": targeting,
    }
    if held := context.body.get("holdout"):
        outcome["shipWithHoldout"] = _holdback(context, doc, held)
        return _save(context, doc, "Decision made for Experiment.", **outcome)
    doc.pop("shipWithHoldout", None)
    return _save(context, doc, "Decision made for Experiment.", **outcome, status="decision_made", endTime=context.now)


def _holdback(context: Context, doc: Doc, percent: int) -> Doc:
    """Return what a document says of an experiment that is shipped to all but a part.

    Raises:
        HTTPError: 400, its assignment has been stopped, so that it cannot stay live.
    """
    if doc["status"] != "active":
        raise bad_request(("holdout", "Only an active experiment can be shipped with a holdback"))
    group = next(one for one in doc["groups"] if one["id"] == context.body["id"])
    return {
        "holdoutPercent": percent,
        "shippedGroupID": group["id"],
        "shippedGroupName": group["name"],
        "shippedWithHoldoutTime": context.now,
    }


@handles("PUT /experiments/{id}/defer_decision")
def _defer(context: Context) -> Success:
    """Stop an experiment without a decision, which can be made later."""
    doc = _require_status(context, "active", "assignment_stopped")
    message = "Experiment decision successfully deferred."
    return _save(context, doc, message, status="experiment_stopped", endTime=context.now)


@handles("PUT /experiments/{id}/abandon")
def _abandon(context: Context) -> Success:
    doc = EXPERIMENTS.no_template(context)
    if doc["status"] == "abandoned":
        raise HTTPError(400, f"Experiment {doc['id']} is already abandoned")
    doc = _require_status(context, *_LIVE)
    doc.pop("shipWithHoldout", None)
    reason = context.body["decisionReason"]
    message = "Experiment successfully abandoned."
    return _save(context, doc, message, status="abandoned", decisionReason=reason, endTime=context.now)


@handles("PUT /experiments/{id}/reset")
def _reset(context: Context) -> Success:
    fresh = {"startTime": None, "endTime": None, "decisionTime": None, "launchedGroupID": None, "decisionReason": None}
    doc = _require_status(context, "decision_made", "abandoned")
    return _save(context, doc, "Experiment successfully restarted.", status="setup", **fresh)


@handles("PUT /experiments/{id}/archive")
def _archive(context: Context) -> Success:
    doc = EXPERIMENTS.no_template(context)
    if doc["status"] == "active":
        raise HTTPError(400, "Experiment has not yet finished")
    if doc["status"] == "archived":
        return Success("Experiment successfully archived.")
    context.project.put(_BEFORE_ARCHIVE, doc["id"], {"id": doc["id"], "status": doc["status"]})
    return _save(context, doc, "Experiment successfully archived.", status="archived")


@handles("PUT /experiments/{id}/unarchive")
def _unarchive(context: Context) -> Success:
    """Restore the status from before the archive. Statsig does not document which one it restores."""
    doc = _require_status(context, "archived")
    before = context.project.get(_BEFORE_ARCHIVE, doc["id"]) or {"status": "setup"}
    status = chosen_variant("unarchived-experiment") or before["status"]
    return _save(context, doc, "Experiment successfully unarchived.", status=status)


@handles("POST /experiments/{id}/schedule_start")
def _schedule(context: Context) -> Success:
    doc = _require_status(context, "setup")
    message = "Successfully scheduled experiment start"
    return _save(context, doc, message, scheduledStartTime=context.body["scheduledTime"])


@handles("POST /experiments/{id}/restart_as_new")
def _restart(context: Context) -> Success:
    doc = EXPERIMENTS.get_or_404(context)
    if doc["status"] == "setup":
        raise HTTPError(400, "Experiment has not yet started")
    id = id_of(context.body)
    if context.project.get("experiments", id) is not None:
        raise HTTPError(400, "Name is already in use")
    fresh = {name: DEFAULTS[name] for name in ("status", "startTime", "endTime", "decisionTime", "launchedGroupID")}
    groups = [{**group, "id": new_id()} for group in doc["groups"]]
    copy = {
        **doc,
        **creation_fields(context),
        **fresh,
        "id": id,
        "name": context.body["name"],
        "groups": groups,
        "decisionReason": None,
    }
    copy["controlGroupID"] = groups[0]["id"] if groups else ""
    copy.pop("shipWithHoldout", None)
    if doc["layerID"] == implicit_layer(doc["id"]):
        copy["layerID"] = implicit_layer(id)
    copy = derived(context, copy)
    context.project.put("experiments", id, copy)
    return Success("Restart As New Experiment Success", copy)


def _switcher(disabled: bool) -> Callable[[Context], Success]:
    def switch(context: Context) -> Success:
        doc = EXPERIMENTS.editable(context)
        names = set(context.body["group_names"])
        if missing := sorted(names - {group["name"] for group in doc["groups"]}):
            raise bad_request(("group_names", f"No such group: {', '.join(missing)}"))
        groups = [{**g, "disabled": disabled} if g["name"] in names else g for g in doc["groups"]]
        return Success("Experiment groups updated successfully.", EXPERIMENTS.save(context, {**doc, "groups": groups}))

    return switch


handles("POST /experiments/{id}/disable_groups")(_switcher(True))
handles("POST /experiments/{id}/enable_groups")(_switcher(False))


@handles("POST /experiments/{id}/code_cleanup")
def _clean_up(context: Context) -> Success:
    """Start the job that removes a stale experiment from the code. No operation returns what becomes of it."""
    if not EXPERIMENTS.get_or_404(context)["isStale"]:
        raise HTTPError(400, "Experiment is not stale")
    return Success("Code cleanup started successfully.")
