"""Metrics: identified by ``name::type``, archived after a delay."""

from __future__ import annotations

import json

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import ACTOR, Collection, as_list, creation_fields
from .events import event_metrics
from .experiments import EXPERIMENTS
from .registry import handles, stores

_DEFAULTS: Doc = {
    "description": "",
    "directionality": "increase",
    "tags": [],
    "isPermanent": False,
    "isReadOnly": False,
    "isVerified": False,
    "isHidden": False,
    "unitTypes": ["userID"],
    "team": None,
    "teamID": None,
}
_ARCHIVES = stores("metrics/archives")
_DELAY = 7 * 24 * 3600 * 1000
"""The time between the request to archive a metric and the archive, in milliseconds. Statsig does not document it."""


def _build(context: Context, body: Doc) -> Doc:
    _check_computable(context, body)
    return _normalized({**_DEFAULTS, **creation_fields(context), "owner": {"name": ACTOR}, **body})


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    _check_computable(context, body)
    if _dry(body):
        return doc
    nested = {**doc.get("warehouseNative", {}), **body.get("warehouseNative", {})}
    changed = {**doc, **body, **({"warehouseNative": nested} if nested else {})}
    changed["owner"] = {"name": ACTOR, **doc["owner"], **body.get("owner", {})}
    return _normalized(changed)


def _check_computable(context: Context, body: Doc) -> None:
    """Check that a metric can be computed.

    Raises:
        HTTPError: 400, it cannot.
    """
    if "warehouseNative" in body and not context.warehouse_native:
        raise bad_request(("warehouseNative", "Warehouse Native only"))
    if body.get("type") == "funnel" and len(body.get("funnelEventList", [])) < 2:
        raise bad_request(("funnelEventList", "A funnel needs at least two events"))
    if body.get("type") in ("composite", "composite_sum") and not body.get("metricComponentMetrics"):
        raise bad_request(("metricComponentMetrics", "Required"))


def _normalized(doc: Doc) -> Doc:
    events = [event["name"] for event in doc.get("metricEvents", []) + doc.get("funnelEventList", [])]
    parts = [f"{metric['name']}::{metric['type']}" for metric in doc.get("metricComponentMetrics", [])]
    doc = {name: value for name, value in doc.items() if name != "dryRun"}
    lineage = {"events": list(dict.fromkeys(events)), "metrics": parts}
    return {**doc, "tags": as_list(doc["tags"]), "lineage": lineage}


def _dry(body: Doc) -> bool:
    return bool(body.get("dryRun"))


def metrics_of(context: Context) -> list[Doc]:
    """Return the project's metrics: those that were created, and those that follow from events."""
    archived = {entry["id"] for entry in context.project.all(_ARCHIVES) if entry["at"] <= context.now}
    own = [{**doc, "isHidden": doc["id"] in archived} for doc in context.project.all("metrics")]
    return [*own, *event_metrics(context)]


class _Metrics(Collection):
    def by_id(self, context: Context, id: str) -> Doc:
        """Return a metric by its id, whether it was created or follows from an event."""
        for doc in metrics_of(context):
            if doc["id"] == id:
                return doc
        raise HTTPError(404, "Metric not found")

    def all(self, context: Context) -> list[Doc]:
        """Return the created metrics and those that follow from events."""
        return metrics_of(context)

    def create(self, context: Context) -> Success:
        """Handle POST to the collection. With ``dryRun``, validate and store nothing."""
        success = super().create(context)
        if _dry(context.body):
            context.project.delete(self.family, success.data["id"])
        return success

    def update(self, context: Context) -> Success:
        """Handle POST of a metric. A new name gives it a new id."""
        doc = self._created_or_404(context)
        changed = self.apply(context, doc, context.body)
        changed["id"] = f"{changed['name']}::{changed['type']}"
        if changed["id"] != doc["id"]:
            context.project.delete(self.family, doc["id"])
        return Success("Metric updated successfully.", self.save(context, changed))

    def delete(self, context: Context) -> Success:
        """Handle DELETE of a metric."""
        self._created_or_404(context)
        return super().delete(context)

    def _created_or_404(self, context: Context) -> Doc:
        """Return the metric in the path; 404 if it follows from an event, because it cannot be changed then."""
        doc: Doc = context.get_or_404(self.family, context.path_params["id"], "Metric not found")
        return doc


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether a metric matches the query. ``filters`` is a JSON object with tags."""
    try:
        wanted = json.loads(context.param("filters", "{}"))
    except ValueError:
        wanted = {}
    tags = as_list(wanted.get("tags", [])) if isinstance(wanted, dict) else []
    shown = context.param("showHiddenMetrics") == "true" or not doc["isHidden"]
    return shown and (not tags or bool(set(tags) & set(doc["tags"])))


METRICS = _Metrics(
    path="/metrics",
    noun="Metric",
    build=_build,
    apply=_apply,
    id=lambda _context, doc: f"{doc['name']}::{doc['type']}",
    filters={"tags": "tags"},
    matches=_matches,
    list_path="/metrics/list",
    not_found="Metric not found",
)
METRICS.register()


@handles("GET /metrics/{name}/{type}")
def _by_name(context: Context) -> Success:
    return Success(
        "Metric read successfully.",
        METRICS.by_id(context, f"{context.path_params['name']}::{context.path_params['type']}"),
    )


@handles("GET /metrics/{id}/experiments")
def _experiments(context: Context) -> Success:
    metric = METRICS.get_or_404(context)

    def uses(doc: Doc) -> bool:
        named = [*doc["primaryMetrics"], *doc["secondaryMetrics"], *doc["otherMetrics"]]
        return any((m["name"], m["type"]) == (metric["name"], metric["type"]) for m in named)

    return context.paginate(
        [doc for doc in EXPERIMENTS.filtered(context) if uses(doc)], "Experiments listed successfully."
    )


@handles("POST /metrics/{id}/reload")
def _reload(context: Context) -> Success:
    """Reload a metric. Only a warehouse can."""
    METRICS.get_or_404(context)
    if not context.warehouse_native:
        raise HTTPError(401, "Metrics can only be reloaded in a Warehouse Native project")
    return Success("Metric reload started successfully.")


# -- archive -----------------------------------------------------------------------------------------------------------


def _archive(context: Context) -> Doc | None:
    return context.project.get(_ARCHIVES, METRICS._created_or_404(context)["id"])


@handles("PUT /metrics/{id}/schedule_archive")
def _schedule(context: Context) -> Success:
    if _archive(context) is None:
        id = METRICS._created_or_404(context)["id"]
        context.project.put(_ARCHIVES, id, {"id": id, "at": context.now + _DELAY})
    return Success("Metric scheduled for archive successfully.")


@handles("PUT /metrics/{id}/cancel_archive")
def _cancel(context: Context) -> Success:
    archive = _archive(context)
    if archive is None or archive["at"] <= context.now:
        raise HTTPError(400, "Metric is not scheduled for archive")
    context.project.delete(_ARCHIVES, archive["id"])
    return Success("Metric archive canceled successfully.")


@handles("PUT /metrics/{id}/unarchive")
def _unarchive(context: Context) -> Success:
    archive = _archive(context)
    if archive is None or archive["at"] > context.now:
        raise HTTPError(400, "Metric is not archived")
    context.project.delete(_ARCHIVES, archive["id"])
    return Success("Metric unarchived successfully.")
