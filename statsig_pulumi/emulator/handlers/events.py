"""Events and their metrics."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .registry import handles

_NAMES = ("add_to_cart", "checkout", "page_view", "purchase", "sign_up")
_TYPES = ("event_count_custom", "event_user", "count_distinct", "mean", "sum", "ratio", "composite", "funnel")


def _events(context: Context) -> list[Doc]:
    """Return the project's events. A new project has five, because no operation creates one."""
    if not context.project.all("events"):
        for name in _NAMES:
            sample: Doc = {"timestamp": "2024-01-01T00:00:00.000Z", "source": "sdk", "value": "", "userID": "user-1"}
            context.project.put("events", name, {"id": name, "name": name, **sample})
    return context.project.all("events")


def _metrics(name: str) -> list[Doc]:
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
            "createdTime": 1678165878415,
            "lineage": {"events": [name], "metrics": []},
            "team": None,
        }
        for type in _TYPES
    ]


def event_metrics(context: Context) -> list[Doc]:
    """Return the metrics that follow from the project's events."""
    return [metric for event in _events(context) for metric in _metrics(event["id"])]


@handles("GET /events")
def _list(context: Context) -> Success:
    return context.paginate(_events(context), "Events listed successfully.")


def _get_or_404(context: Context) -> Doc:
    for event in _events(context):
        if event["id"] == context.path_params["eventName"]:
            return event
    raise HTTPError(404, "Event not found.")


@handles("GET /events/{eventName}")
def _read(context: Context) -> Success:
    return context.paginate([_get_or_404(context)], "Event read successfully.")


@handles("GET /events/{eventName}/metrics")
def _event_metrics(context: Context) -> Success:
    """List the metrics of an event. Only here do the links to other pages have no path."""
    return context.paginate(_metrics(_get_or_404(context)["id"]), "Metrics listed successfully.", link_path="")
