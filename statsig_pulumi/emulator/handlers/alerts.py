"""Alerts of metrics, and the resolution of one for a gate or an experiment that measures the metric."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import ACTOR, NOT_FOUND, Collection, apply_filters, company_id
from .experiments import EXPERIMENTS
from .gates import GATES
from .named_collection import seed_defaults
from .pulse import EXPERIMENT_METRICS, id_of_metric
from .registry import handles, stores
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


def _alert(context: Context, event: str, fields: Doc) -> Doc:
    return {
        **fields,
        "id": synthetic_id("alert", event),
        "metrics": {"A": {"name": event, "type": "event_count_custom"}},
        "metricGroupBys": {},
        "formula": "A",
        "message": f"{fields['name']}: look at {event}",
        "creatorID": "key",
        "creatorName": ACTOR,
        "companyID": company_id(context),
        "windowMs": _HOUR,
        "renotificationConditions": ["raise"],
        "renotificationWindowMs": 24 * _HOUR,
        "team": None,
    }


def _alerts(context: Context) -> list[Doc]:
    """Return the project's alerts. A new project has three, because no operation creates one."""
    seed_defaults(
        context, "alerts", (_alert(context, event, fields) for event, fields in zip(_EVENTS, _FIRST, strict=True))
    )
    return context.project.all("alerts")


@handles("GET /alerts")
def _list(context: Context) -> Success:
    filters = {"creatorID": "creatorID", "creatorName": "creatorName", "tags": "tags"}
    found = apply_filters(_alerts(context), context, filters)
    shown = [{name: value for name, value in doc.items() if name != "creatorName"} for doc in found]
    return context.paginate(shown, "Alerts listed successfully.")


# -- resolution --------------------------------------------------------------------------------------------------------


def _resolver(objects: Collection, *metrics: str) -> Callable[[Context], Success]:
    """Return the handler for a collection whose objects name metrics in these fields."""

    family = stores(f"{objects.family}/alerts", "alerts")

    def resolve(context: Context) -> Success:
        """Resolve the alert of a metric. Resolving it again changes nothing."""
        doc, metric = objects.get_or_404(context), context.path_params["metricId"]
        measured = {id_of_metric(one) for name in metrics for one in doc.get(name, [])}
        watched = {id_of_metric(one) for alert in _alerts(context) for one in alert["metrics"].values()}
        if metric not in measured & watched:
            raise HTTPError(404, NOT_FOUND)
        resolved = context.project.get(family, doc["id"]) or {"id": doc["id"]}
        if metric not in resolved:
            # In seconds, as in Statsig's example.
            resolved[metric] = {"resolvedAt": context.now // 1000, "reasoning": context.body.get("reasoning", "")}
            context.project.put(family, doc["id"], resolved)
        return Success("Alert resolved successfully.", {"resolvedAt": resolved[metric]["resolvedAt"]})

    return resolve


handles("POST /gates/{id}/alerts/{metricId}/resolve")(_resolver(GATES, "monitoringMetrics"))
handles("POST /experiments/{id}/alerts/{metricId}/resolve")(_resolver(EXPERIMENTS, *EXPERIMENT_METRICS))
