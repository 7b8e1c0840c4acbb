"""Metrics: identified by ``name::type``, archived after a delay."""

from __future__ import annotations

import json

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from ..variants import chosen_variant
from .common import Collection, as_list, check_warehouse_only, creation_fields
from .events import event_metrics, metric_permalink
from .experiments import EXPERIMENTS
from .metric_checks import check_computable
from .registry import handles, stores
from .synthetic import synthetic_id

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
_ONE_SOURCE = ("metricSourceName", "criteria", "valueColumn")
_ARCHIVES = stores("metrics/archives")
_DELAY = 7 * 24 * 3600 * 1000
"""The time between the request to archive a metric and the archive, in milliseconds. Statsig does not document it."""


def _build(context: Context, body: Doc) -> Doc:
    check_warehouse_only(context, body, ["warehouseNative"])
    check_computable(body)
    made = {**_DEFAULTS, **creation_fields(context), "permalink": metric_permalink(context, body["name"], body["type"])}
    return _normalized({**made, **_with_sources({}, body)})


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    check_warehouse_only(context, body, ["warehouseNative", "scheduledReloadHour", "scheduledReloadDays"])
    if _dry(body):
        return doc
    changed = {**doc, **_with_sources(doc, body)}
    cleared = chosen_variant("metric-owner-null") == "cleared" and "owner" in body and body["owner"] is None
    changed["owner"] = {} if cleared else {**(doc.get("owner") or {}), **(body.get("owner") or {})}
    return _normalized(changed)


def _with_sources(doc: Doc, body: Doc) -> Doc:
    """Return a body with all warehouse settings of a metric, the sources in both forms.

    The deprecated form is one source: sent, it replaces all; where ``metricSources`` is sent, it is the first of them.
    """
    if "warehouseNative" not in body:
        return body
    kept = {} if chosen_variant("metric-warehouse-left-out") == "reset" else doc.get("warehouseNative", {})
    sent, native = body["warehouseNative"], {**kept, **body["warehouseNative"]}
    if sent.get("metricSources"):
        native = {name: value for name, value in native.items() if name not in _ONE_SOURCE} | sent["metricSources"][0]
    elif any(name in sent for name in _ONE_SOURCE) and "metricSourceName" in native:
        one = {"criteria": [], **{name: native[name] for name in _ONE_SOURCE if name in native}}
        native |= {**one, "metricSources": [one]}
    return {**body, "warehouseNative": native}


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

    def editable(self, context: Context) -> Doc:
        """Return the metric in the path for an update. A metric of an event cannot be changed."""
        return self._created_or_404(context)

    def delete(self, context: Context) -> Success:
        """Handle DELETE of a metric."""
        self._created_or_404(context)
        return super().delete(context)

    def _created_or_404(self, context: Context) -> Doc:
        """Return the metric in the path; 404 if it follows from an event, because it cannot be changed then."""
        doc: Doc = context.get_or_404(self.family, context.path_params["id"], "Metric not found")
        return doc


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether a metric matches the query."""
    shown = context.param("showHiddenMetrics") == "true" or not doc["isHidden"]
    return shown and _fits(context.param("filters"), doc)


def _fits(filters: str, doc: Doc) -> bool:
    """Return whether a metric fits a filter: a part of its name, or a JSON object with tags and how many of them."""
    try:
        wanted = json.loads(filters or "{}")["tags"]
        ids, operator = set(wanted["ids"]), wanted.get("operator", "any_of")
    except (ValueError, KeyError, TypeError, AttributeError):
        return filters.startswith("{") or filters.lower() in doc["name"].lower()
    return ids <= set(doc["tags"]) if operator == "all_of" else not ids or bool(ids & set(doc["tags"]))


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
    """Return a metric by its present name, which after a rename is not the one in its id."""
    wanted = context.path_params
    for doc in metrics_of(context):
        name = doc["id"].partition("::")[0] if chosen_variant("renamed-metric") == "old-name" else doc["name"]
        if (name, doc["type"]) == (wanted["name"], wanted["type"]):
            return Success("Metric read successfully.", doc)
    raise HTTPError(404, "Metric not found")


@handles("GET /metrics/{id}/sql")
def _sql(context: Context) -> Success:
    """Return a query for each unit type of a metric. It is synthetic."""
    metric = METRICS.get_or_404(context)
    units = metric.get("unitTypes") or ["userID"]
    table = f"metric_{synthetic_id(metric['id'])}"
    queries = [{"idType": unit, "sql": " ".join(("SELECT", unit, "FROM", table))} for unit in units]
    return Success("Metric SQL read successfully.", queries)


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
