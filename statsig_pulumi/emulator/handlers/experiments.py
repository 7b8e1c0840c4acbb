"""Experiments: their fields, their groups, and the status as a field of an update."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import (
    Collection,
    check_distinct_names,
    check_ids,
    check_warehouse_only,
    creation_fields,
    id_of,
    with_ids,
    without_nulls,
)
from .experiment_fields import check_settings, chosen, derived, implicit_layer, sparse, without_copies
from .overrides import Group, GroupOverrides
from .registry import handles
from .synthetic import bool_param, date_param, day_of

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
    "powerAnalyses": [],
    "scheduledReloadDays": None,
}
# Null resets these too, although the API's document has no default for them.
_CLEARED: Doc = {**DEFAULTS, "isAnalysisOnly": False, "creatorID": None, "creatorEmail": None}
_KEPT_BY_NULL = ("targetingGateID",)
"""The fields that null leaves as they are, as is documented for a holdout's; an empty string clears them."""
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
    "scheduledReloadDays",
    "turboMode",
    "autoLoadToplineImpact",
    "analysisEndTime",
)


def _groups(body: Doc, before: list[Doc]) -> list[Doc]:
    check_distinct_names(body["groups"], "groups", "group")
    check_ids(body["groups"], before, "group")
    filled = ({**group, "description": group.get("description", "")} for group in body["groups"])
    return with_ids(({k: v for k, v in group.items() if v is not None} for group in filled), "id")


def _without_status(body: Doc) -> Doc:
    """Return a body without the status, where the server takes none from a create or an update."""
    ignored = chosen_variant("experiment-status") == "ignored"
    return {name: value for name, value in body.items() if name != "status"} if ignored else body


def _build(context: Context, body: Doc) -> Doc:
    body = _without_status(body)
    check_warehouse_only(context, body, _WAREHOUSE_NATIVE)
    check_settings(context, body)
    if body.get("status", "setup") not in ("setup", "active"):
        raise bad_request(("status", "An experiment can only be created with the status setup or active"))
    names = () if chosen_variant("default-groups") == "none" else ("Control", "Test")
    halves: list[Doc] = [{"name": name, "size": 50, "parameterValues": {}} for name in names]
    layer = body.get("layerID")
    doc = {
        **DEFAULTS,
        "id": id_of(body),
        "allocation": 0 if layer else 100,
        "layerID": layer or implicit_layer(id_of(body)),
        **creation_fields(context),
        **without_nulls(body, _CLEARED),
    }
    doc["layerID"] = layer or doc["layerID"]
    doc["groups"] = _groups({"groups": body.get("groups", halves)}, body.get("groups", []))
    doc.setdefault("controlGroupID", doc["groups"][0]["id"] if doc["groups"] else "")
    if doc["status"] == "active":
        doc["startTime"] = context.now
    return derived(context, doc)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    check_warehouse_only(context, body, _WAREHOUSE_NATIVE)
    check_settings(context, body)
    kept = () if chosen_variant("null-targeting-gate") == "clears" else _KEPT_BY_NULL
    body = {n: value for n, value in _without_status(body).items() if value is not None or n not in kept}
    changed = {**without_copies(doc), **without_nulls(body, _CLEARED)}
    if doc["status"] == "active" and changed["allocation"] < doc["allocation"]:
        raise bad_request(("allocation", "Allocation can only be increased while the experiment is active"))
    if "groups" in body:
        changed["groups"] = _groups(body, doc["groups"])
    if (new := changed["status"]) != (old := doc["status"]):
        _apply_status(context, changed, old, new)
    return changed


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


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether an experiment was created in the requested period, and is stale if the query says so."""
    if bool_param(context, "stale") and not doc["isStale"]:
        return False
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


class _Experiments(Collection):
    def no_template(self, context: Context) -> Doc:
        """Return the experiment in the path.

        Raises:
            HTTPError: 400, it is a template, which the API cannot change.
        """
        doc = self.get_or_404(context)
        if doc.get("isTemplate"):
            raise HTTPError(400, "Templates cannot be modified through the Console API")
        return doc

    def editable(self, context: Context) -> Doc:
        """Return the experiment in the path for an update, unless it is archived or a template."""
        self.no_template(context)
        return super().editable(context)

    def save(self, context: Context, doc: Doc) -> Doc:
        """Store an updated document, with what follows from it."""
        return super().save(context, derived(context, doc))

    def filtered(self, context: Context) -> Sequence[Doc]:
        """Return the experiments that match the query."""
        return chosen(context, super().filtered(context))

    def list(self, context: Context) -> Success:
        """Handle GET of the collection."""
        return sparse(context, context.paginate(self.filtered(context), "Experiments listed successfully."))

    def read(self, context: Context) -> Success:
        """Handle GET of an experiment."""
        return sparse(context, super().read(context))


EXPERIMENTS = _Experiments(
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
        "experimentType": "experimentType",
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


@handles("GET /experiments/{id}/versions")
def _versions(context: Context) -> Success:
    """List the versions that were changed in the requested days, both included."""
    EXPERIMENTS.get_or_404(context)
    first, last = date_param(context, "startDate"), date_param(context, "endDate")

    def fits(doc: Doc) -> bool:
        day = day_of(doc["lastModifiedTime"])
        return (first is None or first <= day) and (last is None or day <= last)

    versions = context.project.versions("experiments", context.path_params["id"])
    return context.paginate([doc for doc in versions if fits(doc)], "Experiment versions listed successfully.")
