"""Experiments: their fields, their groups, and the status as a field of an update."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ..context import Context
from ..http import bad_request
from ..store import Doc
from .common import (
    Collection,
    as_list,
    check_distinct_names,
    check_ids,
    check_warehouse_only,
    creation_fields,
    id_of,
    with_ids,
    without_nulls,
)
from .overrides import Group, GroupOverrides

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
# Null resets these too, although the API's document has no default for them.
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


def _groups(body: Doc, before: list[Doc]) -> list[Doc]:
    check_distinct_names(body["groups"], "groups", "group")
    check_ids(body["groups"], before, "group")
    filled = ({**group, "description": group.get("description", "")} for group in body["groups"])
    return with_ids(({k: v for k, v in group.items() if v is not None} for group in filled), "id")


def _build(context: Context, body: Doc) -> Doc:
    check_warehouse_only(context, body, _WAREHOUSE_NATIVE)
    if body.get("status", "setup") not in ("setup", "active"):
        raise bad_request(("status", "An experiment can only be created with the status setup or active"))
    halves: list[Doc] = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    layer = body.get("layerID")
    doc = {
        **DEFAULTS,
        "allocation": 0 if layer else 100,
        "layerID": layer or f"statsig::{id_of(body)}_layer",
        **creation_fields(context),
        **without_nulls(body, _CLEARED),
    }
    doc["layerID"] = layer or doc["layerID"]
    doc["groups"] = _groups({"groups": body.get("groups", halves)}, body.get("groups", []))
    doc.setdefault("controlGroupID", doc["groups"][0]["id"] if doc["groups"] else "")
    if doc["status"] == "active":
        doc["startTime"] = context.now
    return _normalized(doc)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    check_warehouse_only(context, body, _WAREHOUSE_NATIVE)
    changed = {**doc, **without_nulls(body, _CLEARED)}
    if doc["status"] == "active" and changed["allocation"] < doc["allocation"]:
        raise bad_request(("allocation", "Allocation can only be increased while the experiment is active"))
    if "groups" in body:
        changed["groups"] = _groups(body, doc["groups"])
    if (new := changed["status"]) != (old := doc["status"]):
        _apply_status(context, changed, old, new)
    return _normalized(changed)


def _apply_status(context: Context, doc: Doc, old: str, new: str) -> None:
    """Apply a new status, with the same effect as the operation for it."""
    if new == "decision_made":
        if old != "active":
            raise bad_request(("status", "You can only transition to decision_made from active"))
        if not doc["launchedGroupID"]:
            raise bad_request(("launchedGroupID", "Required"))
        require_group(doc, doc["launchedGroupID"], "launchedGroupID")
        doc.update(decisionTime=context.now, endTime=context.now)
    if new == "active":
        if old != "setup":
            raise bad_request(("status", "You can only transition to active from setup"))
        doc["startTime"] = context.now


def require_group(doc: Doc, group: str, where: str) -> None:
    """Check that an experiment has a group.

    Raises:
        HTTPError: 400, there is no group with this id.
    """
    if group not in [one["id"] for one in doc["groups"]]:
        raise bad_request((where, f"No group has the ID {group}"))


def _normalized(doc: Doc) -> Doc:
    """Normalize a document: tags of metrics become their metrics, which do not exist here; apps become a list."""
    return {**doc, "targetApps": as_list(doc["targetApps"]), "primaryMetricTags": [], "secondaryMetricTags": []}


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether an experiment was created in the requested period."""
    first, last = _time_param(context, "createdStartDate", 0), _time_param(context, "createdEndDate", context.now)
    return bool(first <= doc["createdTime"] <= last)


def _time_param(context: Context, parameter: str, default: int) -> float:
    """Return a parameter's time in milliseconds. A date without a time includes that day."""
    value = context.param(parameter)
    if not value:
        return default
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
        end = timedelta(days=1) if len(value) == len("YYYY-MM-DD") and "End" in parameter else timedelta()
        return (moment.replace(tzinfo=moment.tzinfo or timezone.utc) + end).timestamp() * 1000
    except (ValueError, OverflowError):
        raise bad_request((parameter, "Invalid date")) from None


EXPERIMENTS = Collection(
    path="/experiments",
    noun="Experiment",
    build=_build,
    apply=_apply,
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
    matches=_matches,
)
EXPERIMENTS.register()
OVERRIDES = GroupOverrides(
    EXPERIMENTS,
    lists=("overrides",),
    groups={"userIDOverrides": Group(("groupID", "environment", "unitType"), ("ids",))},
    members="groups",
)
OVERRIDES.register()
