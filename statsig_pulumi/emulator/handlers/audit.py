"""The audit log: the changes that the store has recorded, in Statsig's format."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from ..context import Context, Success
from ..http import bad_request
from ..store import Change, Doc
from .common import as_list
from .registry import handles
from .synthetic import date_param, day_of, synthetic_id


@dataclass(frozen=True)
class _Actions:
    """The names that the log has for the objects of a family and for their changes."""

    noun: str
    create: str
    update: str
    delete: str


_CONFIG = ("config_conditions_update", "config_delete")
_ACTIONS = {
    "gates": _Actions("Gate", "gate_create", "gate_update", "config_delete"),
    "dynamic_configs": _Actions("Dynamic Config", "dynamic_config_create", *_CONFIG),
    "segments": _Actions("Segment", "segment_create", *_CONFIG),
    "experiments": _Actions("Experiment", "experiment_create", "experiment_edit", "experiment_delete"),
    "layers": _Actions("Layer", "layer_create", "layer_edit", "layer_delete"),
    "holdouts": _Actions("Holdout", "holdout_create", "holdout_update", "holdout_delete"),
    "autotunes": _Actions(
        "Autotune", "autotune_experiment_create", "autotune_experiment_edit", "autotune_experiment_delete"
    ),
    "metrics": _Actions(
        "Metric",
        "custom_metric_definition_create",
        "custom_metric_definition_edit",
        "custom_metric_definition_delete",
    ),
    "param_stores": _Actions("Parameter Store", "param_store_create", "param_store_update", "param_store_delete"),
    "release_pipelines": _Actions(
        "Release Pipeline", "release_pipeline_create", "release_pipeline_update", "release_pipeline_delete"
    ),
    "tags": _Actions("Tag", "tag_create", "tag_edit", "tag_delete"),
    "target_app": _Actions("Target App", "create_customer_app", "edit_target_app", "delete_target_app"),
    # Statsig's list of actions has no creation or deletion of a team.
    "users/teams": _Actions("Team", "update_team", "update_team", "update_team"),
}
_WEEK = 7 * 24 * 3600 * 1000
REVIEWS = "reviews"
AUDITED = frozenset({*_ACTIONS, REVIEWS})
"""The families whose changes the store records. None of them holds secrets."""

_STATUS_ACTIONS = {
    "active": "experiment_start",
    "decision_made": "experiment_decision_make",
    "abandoned": "experiment_abandon",
    "archived": "archive_experiment",
    "setup": "experiment_restart",
}
_NOT_LOGGED = {
    "version", "lastModifiedTime", "lastModifierID", "lastModifierName", "lastModifierEmail", "creatorID",
    "creatorName", "creatorEmail", "createdTime", "owner",
}  # fmt: skip


def _changes(change: Change) -> Doc:
    """Return the old and the new value of each field that differs."""
    old, new = change.old or {}, change.new or {}
    names = sorted((old.keys() | new.keys()) - _NOT_LOGGED)
    return {name: {"old": old.get(name), "new": new.get(name)} for name in names if old.get(name) != new.get(name)}


def _action(change: Change, changes: Doc) -> tuple[str, str]:
    """Return the verb and the type of an action."""
    actions = _ACTIONS[change.family]
    if change.old is None:
        return "Created", actions.create
    if change.new is None:
        return "Deleted", actions.delete
    if change.family == "experiments" and "status" in changes:
        old, new = changes["status"]["old"], changes["status"]["new"]
        return "Edited", "unarchive_experiment" if old == "archived" else _STATUS_ACTIONS.get(new, actions.update)
    if change.family in ("gates", "dynamic_configs", "segments") and "isEnabled" in changes:
        return "Edited", "config_state_toggle"
    return "Edited", actions.update


_VERDICTS = {"accepted": "accept", "rejected": "reject", "committed": "commit"}


def _review_action(change: Change) -> str:
    """Return the type of an action on a review, such as ``config_review_reject``."""
    review = change.new or change.old or {}
    verb = _VERDICTS.get(review["status"], "update" if change.old else "create") if change.new else "delete"
    noun = "experiment" if review["family"] in ("experiments", "autotunes") else "config"
    return "apply_experiment_review" if (noun, verb) == ("experiment", "commit") else f"{noun}_review_{verb}"


def _of_review(change: Change) -> Doc:
    """Return what is particular to the entry of a review: its object, who has decided, and why."""
    review = change.new or change.old or {}
    decision = review.get("decision") or {}
    return {
        "name": review["object"],
        "changeLog": decision.get("reason") or review["description"],
        "actionType": _review_action(change),
        "modifierEmail": decision.get("email"),
        "changes": {},
    }


def _entry(change: Change) -> Doc:
    changes, doc = _changes(change), change.new or change.old or {}
    reviewed = change.family == REVIEWS
    verb, action = ("", "") if reviewed else _action(change, changes)
    moment = datetime.fromtimestamp(change.at, timezone.utc)
    return {
        "id": synthetic_id("audit", change.place),
        "name": doc.get("name") or change.id,
        "changeLog": "" if reviewed else f"{verb} {_ACTIONS[change.family].noun}",
        "actionType": action,
        "date": moment.strftime("%a %b %d %Y"),
        "time": moment.strftime("%H:%M:%S GMT+0000 (Coordinated Universal Time)"),
        "updatedBy": change.by,
        "updatedByUserID": synthetic_id("user", change.by),
        "modifierEmail": None,
        "changes": changes,
        "tags": as_list(doc.get("tags") or []),
        "targetAppIDs": as_list(doc.get("targetApps") or []),
        **(_of_review(change) if reviewed else {}),
    }


def _after_latest(context: Context, entries: list[tuple[Change, Doc]]) -> list[tuple[Change, Doc]]:
    """Return the entries that are newer than the one with the id ``latestID``."""
    latest = context.param("latestID")
    if not latest:
        return entries
    places = [change.place for change, entry in entries if entry["id"] == latest]
    if not places:
        raise bad_request(("latestID", "No audit log has this ID"))
    return [(change, entry) for change, entry in entries if change.place > places[0]]


def _matches(context: Context, change: Change, entry: Doc) -> bool:
    """Return whether an entry matches the query; ``id`` is the id of an entry or of the object that changed."""
    actions = {*context.query.get("actionType", ()), *context.query.get("actionTypes", ())}
    tags = set(context.query.get("tags", ()))
    return (
        context.param("id", entry["id"]) in (entry["id"], change.id)
        and (not actions or entry["actionType"] in actions)
        and (not tags or bool(tags & set(entry["tags"])))
    )


def _window(context: Context) -> Callable[[float], bool]:
    """Return whether a time, in milliseconds, is in the days of the query and between its two times.

    Raises:
        HTTPError: 400, the two times are a week or more apart.
    """
    last = date_param(context, "endDate") or day_of(context.now)
    first = date_param(context, "startDate") or last - timedelta(days=90)
    start, end = int(context.param("startTime", "0")), int(context.param("endTime", str(sys.maxsize)))
    if context.param("startTime") and context.param("endTime") and end - start >= _WEEK:
        raise bad_request(("endTime", "startTime and endTime must span less than 7 days"))
    return lambda at: first <= day_of(at) <= last and start <= at <= end


@handles("GET /audit_logs")
def _list(context: Context) -> Success:
    """List the log, by default with the newest entry first."""
    is_in_time = _window(context)
    entries = [(change, _entry(change)) for change in context.project.changes()]
    in_time = [pair for pair in _after_latest(context, entries) if is_in_time(pair[0].at * 1000)]
    matching = [pair for pair in in_time if _matches(context, *pair)]
    key, descending = context.param("sortKey", "time"), context.param("sortOrder", "desc") == "desc"

    def place(pair: tuple[Change, Doc]) -> Any:
        change, entry = pair
        by_time: Any = change.place
        return by_time if key in ("date", "time") else (str(entry[key]), by_time)

    found = [entry for _, entry in sorted(matching, key=place, reverse=descending)]
    # Only here do the links to other pages begin with the host.
    return context.paginate(found, "Audit logs listed successfully.", link_path="statsigapi.net/console/v1/audit_logs")
