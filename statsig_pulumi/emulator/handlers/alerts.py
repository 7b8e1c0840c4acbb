"""Topline alerts, their mutes and events, and the resolution of the alert of a gate or an experiment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..context import Context, Success
from ..http import HTTPError, bad_request, parse_json
from ..store import Doc
from ..variants import chosen_variant
from .common import NOT_FOUND, OWNER, Collection, company_id, new_id
from .experiments import EXPERIMENTS
from .gates import GATES
from .pulse import EXPERIMENT_METRICS, id_of_metric
from .registry import handles, stores

_HOUR = 3600 * 1000
_EVENTS = stores("alerts/events", "alerts")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NULLABLE = ("warningThreshold", "formula", "renotificationConditions", "teamID")
"""The fields that null clears in an update."""
_DETAILS = ("status", "lastTriggeredTime", "activeMuteSchedules")
"""The fields that a list does not have."""
_HIDDEN = ("definitionMetricsJson", "groupBys", "teamID", "mutes")
"""The fields that are stored, and that responses have in another form."""


def _build(context: Context, body: Doc) -> Doc:
    defaults = {
        "alertType": "threshold",
        "message": "",
        "creatorID": OWNER["ownerID"],
        "companyID": company_id(context),
        "priority": "P3",
        "alertThreshold": 0,
        "windowMs": _HOUR,
        "condition": "greater",
        "owner": OWNER,
        "subscribers": [],
        "lastTriggeredTime": None,
        "mutes": [],
    }
    names = [tag["name"] for tag in body.get("tags", [])]
    return {**defaults, **_checked(body), "tags": names}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    cleared = {name for name in _NULLABLE if name in body and body[name] is None}
    return {name: value for name, value in {**doc, **_checked(body)}.items() if name not in cleared}


def _checked(body: Doc) -> Doc:
    """Return a body whose definitions of metrics are JSON objects.

    Raises:
        HTTPError: 400, one is not.
    """
    for index, text in enumerate(body.get("definitionMetricsJson") or ()):
        if _metric(text) is None:
            raise bad_request((f"definitionMetricsJson.{index}", "Expected a JSON object"))
    return body


def _metric(text: str) -> Doc | None:
    try:
        found = parse_json(text)
    except HTTPError:
        return None
    return found if isinstance(found, dict) else None


def _shown(context: Context, doc: Doc, hidden: Iterable[str] = ()) -> Doc:
    """Return an alert as responses have it."""
    texts, team = doc.get("definitionMetricsJson", []), doc.get("teamID")
    computed = {
        "metrics": dict(zip(_LETTERS, map(_metric, texts), strict=False)),
        "metricGroupBys": {_LETTERS[0]: doc["groupBys"]} if doc.get("groupBys") else {},
        "evaluationDelayMs": doc.get("evaluationDelayMs") or None,
        "team": _team(context, team) if team else None,
        "status": "stable" if texts else "setup_incomplete",
        "activeMuteSchedules": _active(context, doc),
    }
    return {name: value for name, value in {**doc, **computed}.items() if name not in {*_HIDDEN, *hidden}}


def _team(context: Context, id: str) -> str:
    """Return the team of an alert as responses have it."""
    found = {} if chosen_variant("alert-team") == "id" else context.project.get("users/teams", id) or {}
    return str(found.get("name", id))


@dataclass(frozen=True)
class _Alerts(Collection):
    """Alerts. Several may have one name."""

    def create(self, context: Context) -> Success:
        """Handle POST to the collection."""
        names = [doc["name"] for doc in self.all(context)] if chosen_variant("alert-names") == "refused" else []
        if context.body.get("name") in names:
            raise HTTPError(400, "Name is already in use")
        return self._visible(context, super().create(context))

    def read(self, context: Context) -> Success:
        """Handle GET of an object."""
        return self._visible(context, super().read(context))

    def update(self, context: Context) -> Success:
        """Handle PATCH of an object."""
        return self._visible(context, super().update(context))

    def list(self, context: Context) -> Success:
        """Handle GET of the collection."""
        success = super().list(context)
        return replace(success, data=[_shown(context, doc, _DETAILS) for doc in success.data])

    def _visible(self, context: Context, success: Success) -> Success:
        return replace(success, data=_shown(context, success.data))


ALERTS = _Alerts(
    path="/alerts",
    noun="Alert",
    build=_build,
    apply=_apply,
    id=lambda _context, _doc: new_id(),
    name_taken="",
    attributed=False,
)
ALERTS.register()


# -- mutes -------------------------------------------------------------------------------------------------------------


def _active(context: Context, doc: Doc) -> list[Doc]:
    """Return the mutes that have not ended; one whose end is 0 never does."""
    return [mute for mute in doc.get("mutes", []) if not mute["end"] or mute["end"] * 1000 > context.now]


def _without_named(context: Context, doc: Doc) -> list[Doc]:
    """Return the mutes that are active, without the one that the request names.

    Raises:
        HTTPError: 400, that one is not active.
    """
    active, named = _active(context, doc), context.body.get("currentSchedule")
    if named and named not in active:
        raise bad_request(("currentSchedule", "No such mute is active"))
    return [mute for mute in active if mute != named]


@handles("POST /alerts/{id}/mute")
def _mute(context: Context) -> Success:
    """Mute an alert, or a part of it; a mute of the same part is replaced."""
    doc, body = ALERTS.get_or_404(context), context.body
    seconds, group_bys = body.get("durationSeconds"), body.get("groupBys", [])
    if bool(seconds) == bool(body.get("indefinite")):
        raise HTTPError(400, "Exactly one of indefinite and durationSeconds is required")
    others = [mute for mute in _without_named(context, doc) if mute["groupBys"] != group_bys]
    start = context.now // 1000
    mute = {"start": start, "end": start + seconds if seconds else 0, "groupBys": group_bys}
    return _saved(context, doc, [*others, mute], "Alert muted successfully.")


@handles("POST /alerts/{id}/unmute")
def _unmute(context: Context) -> Success:
    """End the mute that is named, else those of a part; without either, all of them."""
    doc, group_bys = ALERTS.get_or_404(context), context.body.get("groupBys")
    left = _without_named(context, doc)
    if not context.body.get("currentSchedule"):
        left = [mute for mute in left if group_bys and mute["groupBys"] != group_bys]
    return _saved(context, doc, left, "Alert unmuted successfully.")


def _saved(context: Context, doc: Doc, mutes: list[Doc], message: str) -> Success:
    return Success(message, _shown(context, ALERTS.save(context, {**doc, "mutes": mutes})))


# -- events ------------------------------------------------------------------------------------------------------------


@handles("GET /alerts/{id}/events")
def _events(context: Context) -> Success:
    """List the events of an alert, the newest first. Only the control plane makes them."""
    alert = ALERTS.get_or_404(context)["id"]
    found = [event for event in context.project.all(_EVENTS) if event["alertID"] == alert]
    found.sort(key=lambda event: event["createdTime"], reverse=True)
    return context.paginate(list(map(_event_shown, found)), "Alert events listed successfully.")


@handles("GET /alerts/{id}/events/{eventId}")
def _event(context: Context) -> Success:
    alert = ALERTS.get_or_404(context)["id"]
    event = context.get_or_404(_EVENTS, context.path_params["eventId"], "Alert event not found.")
    if event["alertID"] != alert:
        raise HTTPError(404, "Alert event not found.")
    return Success("Alert event read successfully.", _event_shown(event))


def _event_shown(event: Doc) -> Doc:
    return {name: value for name, value in event.items() if name != "alertID"}


# -- resolution --------------------------------------------------------------------------------------------------------


def _resolver(objects: Collection, *metrics: str) -> Callable[[Context], Success]:
    """Return the handler for a collection whose objects name metrics in these fields."""

    family = stores(f"{objects.family}/alerts")

    def resolve(context: Context) -> Success:
        """Resolve the alert of a metric. Resolving it again changes nothing."""
        doc, metric = objects.get_or_404(context), context.path_params["metricId"]
        measured: set[Any] = {id_of_metric(one) for name in metrics for one in doc.get(name, [])}
        if metric not in measured:
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
