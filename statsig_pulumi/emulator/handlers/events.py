"""Events, which every project has some of, and their metrics."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .registry import on

_NAMES = ("add_to_cart", "checkout", "page_view", "purchase", "sign_up")
_TYPES = ("event_count_custom", "event_user", "count_distinct", "mean", "sum", "ratio", "composite", "funnel")


def _events(call: Call) -> list[Doc]:
    """The project's events; a new project is given some, so that there is something to read."""
    if not call.project.all("events"):
        for name in _NAMES:
            seen: Doc = {"timestamp": "2024-01-01T00:00:00.000Z", "source": "sdk", "value": "", "userID": "user-1"}
            call.project.put("events", name, {"id": name, "name": name, **seen})
    return call.project.all("events")


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


def event_metrics(call: Call) -> list[Doc]:
    """The metrics that follow from the project's events."""
    return [metric for event in _events(call) for metric in _metrics(event["id"])]


@on("GET /events")
def _list(call: Call) -> Answer:
    return call.page(_events(call), "Events listed successfully.")


def _found(call: Call) -> Doc:
    for event in _events(call):
        if event["id"] == call.ids["eventName"]:
            return event
    raise Refusal(404, "Event not found.")


@on("GET /events/{eventName}")
def _read(call: Call) -> Answer:
    return call.page([_found(call)], "Event read successfully.")


@on("GET /events/{eventName}/metrics")
def _event_metrics(call: Call) -> Answer:
    """This operation alone gives its pages addresses without a path."""
    return call.page(_metrics(_found(call)["id"]), "Metrics listed successfully.", below="")
