"""Alerts of metrics, and their being resolved where a gate or an experiment measures the metric."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Success, Context
from ..http import HTTPError
from ..store import Doc
from .common import ACTOR, NOT_FOUND, Collection, apply_filters
from .experiments import EXPERIMENTS
from .gates import GATES
from .named_collection import seed_defaults
from .pulse import EXPERIMENT_METRICS, id_of_metric
from .registry import handles
from .reports import company_id
from .synthetic import synthetic_id

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


def _alert(context: Context, event: str, said: Doc) -> Doc:
    return {
        **said,
        "id": synthetic_id("alert", event),
        "metrics": {"A": {"name": event, "type": "event_count_custom"}},
        "metricGroupBys": {},
        "formula": "A",
        "message": f"{said['name']}: look at {event}",
        "creatorID": "key",
        "creatorName": ACTOR,
        "companyID": company_id(context),
        "windowMs": _HOUR,
        "renotificationConditions": ["raise"],
        "renotificationWindowMs": 24 * _HOUR,
        "team": None,
    }


def _alerts(context: Context) -> list[Doc]:
    """The project's alerts; a new one is given some, so that there is something to read."""
    seed_defaults(
        context, "alerts", (_alert(context, event, said) for event, said in zip(_EVENTS, _FIRST, strict=True))
    )
    return context.project.all("alerts")


@handles("GET /alerts")
def _list(context: Context) -> Success:
    filters = {"creatorID": "creatorID", "creatorName": "creatorName", "tags": "tags"}
    found = apply_filters(_alerts(context), context, filters)
    shown = [{name: value for name, value in doc.items() if name != "creatorName"} for doc in found]
    return context.paginate(shown, "Alerts listed successfully.")


# -- resolved ----------------------------------------------------------------------------------------------------------


def _resolves(objects: Collection, *metrics: str) -> Callable[[Context], Success]:
    """The handler for objects that name metrics in these fields."""

    def resolve(context: Context) -> Success:
        """A metric's alert stays resolved as it first was: a second time changes nothing."""
        doc, metric = objects.get_or_404(context), context.path_params["metricId"]
        measured = {id_of_metric(one) for name in metrics for one in doc.get(name, [])}
        watched = {id_of_metric(one) for alert in _alerts(context) for one in alert["metrics"].values()}
        if metric not in measured & watched:
            raise HTTPError(404, NOT_FOUND)
        family = f"{objects.family}/alerts"
        resolved = context.project.get(family, doc["id"]) or {"id": doc["id"]}
        if metric not in resolved:
            # Statsig's own example is in seconds.
            resolved[metric] = {"resolvedAt": context.now // 1000, "reasoning": context.body.get("reasoning", "")}
            context.project.put(family, doc["id"], resolved)
        return Success("Alert resolved successfully.", {"resolvedAt": resolved[metric]["resolvedAt"]})

    return resolve


handles("POST /gates/{id}/alerts/{metricId}/resolve")(_resolves(GATES, "monitoringMetrics"))
handles("POST /experiments/{id}/alerts/{metricId}/resolve")(_resolves(EXPERIMENTS, *EXPERIMENT_METRICS))
