"""Metrics: addressed by ``name::type``, archived at the end of a delay."""

from __future__ import annotations

import json

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import Collection, as_list, made
from .events import event_metrics
from .experiments import EXPERIMENTS
from .registry import on

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
_DELAY = 7 * 24 * 3600 * 1000
"""How long a metric waits for its archive, in milliseconds. Statsig does not say."""


def _make(call: Call, body: Doc) -> Doc:
    _meaningful(call, body)
    return _tidied({**_DEFAULTS, **made(call), "owner": {"name": "CONSOLE API"}, **body})


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    _meaningful(call, body)
    if _dry(body):
        return doc
    nested = {**doc.get("warehouseNative", {}), **body.get("warehouseNative", {})}
    changed = {**doc, **body, **({"warehouseNative": nested} if nested else {})}
    changed["owner"] = {"name": "CONSOLE API", **doc["owner"], **body.get("owner", {})}
    return _tidied(changed)


def _meaningful(call: Call, body: Doc) -> None:
    """Refuse what cannot be computed.

    Raises:
        Refusal: 400.
    """
    if "warehouseNative" in body and not call.warehouse_native:
        raise bad_request(("warehouseNative", "Warehouse Native only"))
    if body.get("type") == "funnel" and len(body.get("funnelEventList", [])) < 2:
        raise bad_request(("funnelEventList", "A funnel needs at least two events"))
    if body.get("type") in ("composite", "composite_sum") and not body.get("metricComponentMetrics"):
        raise bad_request(("metricComponentMetrics", "Required"))


def _tidied(doc: Doc) -> Doc:
    events = [event["name"] for event in doc.get("metricEvents", []) + doc.get("funnelEventList", [])]
    parts = [f"{metric['name']}::{metric['type']}" for metric in doc.get("metricComponentMetrics", [])]
    doc = {name: value for name, value in doc.items() if name != "dryRun"}
    lineage = {"events": list(dict.fromkeys(events)), "metrics": parts}
    return {**doc, "tags": as_list(doc["tags"]), "lineage": lineage}


def _dry(body: Doc) -> bool:
    return bool(body.get("dryRun"))


def metrics_of(call: Call) -> list[Doc]:
    """The project's metrics: those that were made, and those that follow from events."""
    archived = {entry["id"] for entry in call.project.all("metrics/archives") if entry["at"] <= call.now}
    own = [{**doc, "isHidden": doc["id"] in archived} for doc in call.project.all("metrics")]
    return [*own, *event_metrics(call)]


class _Metrics(Collection):
    def at(self, call: Call, id: str) -> Doc:
        """The metric of an id, whether it was made or follows from an event."""
        for doc in metrics_of(call):
            if doc["id"] == id:
                return doc
        raise Refusal(404, "Metric not found")

    def all(self, call: Call) -> list[Doc]:
        """Made and following from events."""
        return metrics_of(call)

    def create(self, call: Call) -> Answer:
        """POST, which with ``dryRun`` keeps nothing."""
        answer = super().create(call)
        if _dry(call.body):
            call.project.delete(self.family, answer.data["id"])
        return answer

    def update(self, call: Call) -> Answer:
        """POST by id; a metric's name can be changed, and its id with it."""
        doc = self.own(call)
        changed = self.change(call, doc, call.body)
        changed["id"] = f"{changed['name']}::{changed['type']}"
        if changed["id"] != doc["id"]:
            call.project.delete(self.family, doc["id"])
        return Answer("Metric updated successfully.", self.save(call, changed))

    def delete(self, call: Call) -> Answer:
        """DELETE by id."""
        self.own(call)
        return super().delete(call)

    def own(self, call: Call) -> Doc:
        """The metric that the path names, which somebody has made."""
        doc: Doc = call.found(self.family, call.ids["id"], "Metric not found")
        return doc


def _narrow(call: Call, doc: Doc) -> bool:
    """Hidden ones only where they are asked for; ``filters`` is an object with tags, as JSON."""
    try:
        wanted = json.loads(call.one("filters", "{}"))
    except ValueError:
        wanted = {}
    tags = as_list(wanted.get("tags", [])) if isinstance(wanted, dict) else []
    shown = call.one("showHiddenMetrics") == "true" or not doc["isHidden"]
    return shown and (not tags or bool(set(tags) & set(doc["tags"])))


METRICS = _Metrics(
    path="/metrics",
    noun="Metric",
    make=_make,
    change=_change,
    id=lambda _call, doc: f"{doc['name']}::{doc['type']}",
    filters={"tags": "tags"},
    narrow=_narrow,
    listed="/metrics/list",
    missing="Metric not found",
)
METRICS.register()


@on("GET /metrics/{name}/{type}")
def _by_name(call: Call) -> Answer:
    return Answer("Metric read successfully.", METRICS.at(call, f"{call.ids['name']}::{call.ids['type']}"))


@on("GET /metrics/{id}/experiments")
def _experiments(call: Call) -> Answer:
    metric = METRICS.found(call)

    def uses(doc: Doc) -> bool:
        named = [*doc["primaryMetrics"], *doc["secondaryMetrics"], *doc["otherMetrics"]]
        return any((m["name"], m["type"]) == (metric["name"], metric["type"]) for m in named)

    return call.page([doc for doc in EXPERIMENTS.fitting(call) if uses(doc)], "Experiments listed successfully.")


@on("POST /metrics/{id}/reload")
def _reload(call: Call) -> Answer:
    """Only a warehouse can be asked again."""
    METRICS.found(call)
    if not call.warehouse_native:
        raise Refusal(401, "Metrics can only be reloaded in a Warehouse Native project")
    return Answer("Metric reload started successfully.")


# -- archive -----------------------------------------------------------------------------------------------------------


def _archive(call: Call) -> Doc | None:
    return call.project.get("metrics/archives", METRICS.own(call)["id"])


@on("PUT /metrics/{id}/schedule_archive")
def _schedule(call: Call) -> Answer:
    if _archive(call) is None:
        id = METRICS.own(call)["id"]
        call.project.put("metrics/archives", id, {"id": id, "at": call.now + _DELAY})
    return Answer("Metric scheduled for archive successfully.")


@on("PUT /metrics/{id}/cancel_archive")
def _cancel(call: Call) -> Answer:
    archive = _archive(call)
    if archive is None or archive["at"] <= call.now:
        raise Refusal(400, "Metric is not scheduled for archive")
    call.project.delete("metrics/archives", archive["id"])
    return Answer("Metric archive canceled successfully.")


@on("PUT /metrics/{id}/unarchive")
def _unarchive(call: Call) -> Answer:
    archive = _archive(call)
    if archive is None or archive["at"] > call.now:
        raise Refusal(400, "Metric is not archived")
    call.project.delete("metrics/archives", archive["id"])
    return Answer("Metric unarchived successfully.")
