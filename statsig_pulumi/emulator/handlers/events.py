"""Events and their metrics."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import permalink
from .registry import handles, stores

_FAMILY = stores("events")
_NAMES = ("add_to_cart", "checkout", "page_view", "purchase", "sign_up")
_TYPES = ("event_count_custom", "event_user", "count_distinct", "mean", "sum", "ratio", "composite", "funnel")


def _events(context: Context) -> list[Doc]:
    """Return the project's events. A new project has five, because no operation creates one."""
    if not context.project.all(_FAMILY):
        for name in _NAMES:
            sample: Doc = {"timestamp": "2024-01-01T00:00:00.000Z", "source": "sdk", "value": "", "userID": "user-1"}
            context.project.put(_FAMILY, name, {"id": name, "name": name, "createdTime": context.now, **sample})
    return context.project.all(_FAMILY)


def _visible(event: Doc) -> Doc:
    return {name: value for name, value in event.items() if name != "createdTime"}


def metric_permalink(context: Context, name: str, type: str) -> str:
    """Return the console's address of a metric."""
    return f"{permalink(context, 'metrics/metrics_catalog', name)}/{type}"


def _metrics(context: Context, event: Doc) -> list[Doc]:
    """Return the metrics of an event, which are as old as the event."""
    name, created = event["id"], event.get("createdTime", context.now)
    return [
        {
            "id": f"{name}::{type}",
            "name": name,
            "directionality": "increase",
            "type": type,
            "description": "",
            "isPermanent": False,
            "isReadOnly": False,
            "isHidden": False,
            "isVerified": False,
            "tags": [],
            "createdTime": created,
            "lineage": {"events": [name], "metrics": []},
            "team": None,
            "permalink": metric_permalink(context, name, type),
        }
        for type in _TYPES
    ]


def event_metrics(context: Context) -> list[Doc]:
    """Return the metrics that follow from the project's events."""
    return [metric for event in _events(context) for metric in _metrics(context, event)]


@handles("GET /events")
def _list(context: Context) -> Success:
    return context.paginate([_visible(event) for event in _events(context)], "Events listed successfully.")


def _get_or_404(context: Context) -> Doc:
    for event in _events(context):
        if event["id"] == context.path_params["eventName"]:
            return event
    raise HTTPError(404, "Event not found.")


@handles("GET /events/{eventName}")
def _read(context: Context) -> Success:
    return context.paginate([_visible(_get_or_404(context))], "Event read successfully.")


@handles("GET /events/{eventName}/metrics")
def _event_metrics(context: Context) -> Success:
    """List the metrics of an event. Only here do the links to other pages have no path."""
    return context.paginate(_metrics(context, _get_or_404(context)), "Metrics listed successfully.", link_path="")
