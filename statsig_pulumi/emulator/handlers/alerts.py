"""Alerts of metrics, and their being resolved where a gate or an experiment measures the metric."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import MAKER, NOT_FOUND, Collection, matching
from .experiments import EXPERIMENTS
from .gates import GATES
from .named_collection import begin
from .pulse import EXPERIMENT_METRICS, id_of_metric
from .registry import on
from .reports import company_id
from .synthetic import made_up_id

_HOUR = 3600 * 1000
_FIRST: tuple[Doc, ...] = (
    {
        "name": "Purchases are few",
        "alertType": "threshold",
        "condition": "less",
        "alertThreshold": 100,
        "priority": "P1",
        "tags": ["core"],
    },
    {
        "name": "Sign-ups drop",
        "alertType": "pct_change",
        "condition": "less_or_equal",
        "alertThreshold": -20,
        "warningThreshold": -10,
        "priority": "P2",
        "tags": [],
    },
    {
        "name": "Page views jump",
        "alertType": "change",
        "condition": "greater",
        "alertThreshold": 10_000,
        "priority": "P3",
        "tags": [],
    },
)
_EVENTS = ("purchase", "sign_up", "page_view")


def _alert(call: Call, event: str, said: Doc) -> Doc:
    return {
        **said,
        "id": made_up_id("alert", event),
        "metrics": {"A": {"name": event, "type": "event_count_custom"}},
        "metricGroupBys": {},
        "formula": "A",
        "message": f"{said['name']}: look at {event}",
        "creatorID": "key",
        "creatorName": MAKER,
        "companyID": company_id(call),
        "windowMs": _HOUR,
        "renotificationConditions": ["raise"],
        "renotificationWindowMs": 24 * _HOUR,
        "team": None,
    }


def _alerts(call: Call) -> list[Doc]:
    """The project's alerts; a new one is given some, so that there is something to read."""
    begin(call, "alerts", (_alert(call, event, said) for event, said in zip(_EVENTS, _FIRST, strict=True)))
    return call.project.all("alerts")


@on("GET /alerts")
def _list(call: Call) -> Answer:
    filters = {"creatorID": "creatorID", "creatorName": "creatorName", "tags": "tags"}
    found = matching(_alerts(call), call, filters)
    shown = [{name: value for name, value in doc.items() if name != "creatorName"} for doc in found]
    return call.page(shown, "Alerts listed successfully.")


# -- resolved ----------------------------------------------------------------------------------------------------------


def _resolves(objects: Collection, *metrics: str) -> Callable[[Call], Answer]:
    """The behaviour for objects that name metrics in these fields."""

    def resolve(call: Call) -> Answer:
        """A metric's alert stays resolved as it first was: a second time changes nothing."""
        doc, metric = objects.found(call), call.ids["metricId"]
        measured = {id_of_metric(one) for name in metrics for one in doc.get(name, [])}
        watched = {id_of_metric(one) for alert in _alerts(call) for one in alert["metrics"].values()}
        if metric not in measured & watched:
            raise Refusal(404, NOT_FOUND)
        family = f"{objects.family}/alerts"
        resolved = call.project.get(family, doc["id"]) or {"id": doc["id"]}
        if metric not in resolved:
            # Statsig's own example is in seconds.
            resolved[metric] = {"resolvedAt": call.now // 1000, "reasoning": call.body.get("reasoning", "")}
            call.project.put(family, doc["id"], resolved)
        return Answer("Alert resolved successfully.", {"resolvedAt": resolved[metric]["resolvedAt"]})

    return resolve


on("POST /gates/{id}/alerts/{metricId}/resolve")(_resolves(GATES, "monitoringMetrics"))
on("POST /experiments/{id}/alerts/{metricId}/resolve")(_resolves(EXPERIMENTS, *EXPERIMENT_METRICS))
