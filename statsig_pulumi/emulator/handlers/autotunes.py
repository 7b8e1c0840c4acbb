"""Autotunes, with their operations to start, reset and decide."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import Collection, check_distinct_names, creation_fields, new_id
from .overrides import Group, GroupOverrides
from .registry import handles, stores

_SCHEDULED = stores("autotunes/scheduled")
_DEFAULTS: Doc = {
    "description": "",
    "idType": "userID",
    "successEventValue": "",
    "tags": [],
    "targetApps": [],
    "holdoutIDs": [],
    "team": None,
    "teamID": None,
    "isStarted": False,
    "winner": None,
    "inlineTargetingRules": [],
    "inlineTargetingRulesJSON": "{}",
}


def _variants(body: Doc, before: list[Doc]) -> list[Doc]:
    check_distinct_names(body["variants"], "variants", "variant")
    known = {variant["name"]: variant["id"] for variant in before}
    return [{**variant, "id": known.get(variant["name"]) or new_id()} for variant in body["variants"]]


def _build(context: Context, body: Doc) -> Doc:
    return {**_DEFAULTS, **creation_fields(context), **body, "variants": _variants(body, [])}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    if doc["isStarted"] and "variants" in body:
        raise bad_request(("variants", "Variants can not be changed while the autotune is running"))
    variants = _variants(body, doc["variants"]) if "variants" in body else doc["variants"]
    return {**doc, **body, "variants": variants}


AUTOTUNES = Collection(
    path="/autotunes", noun="Autotune", build=_build, apply=_apply, not_found="Autotune Experiment not found."
)
AUTOTUNES.register()
OVERRIDES = GroupOverrides(
    AUTOTUNES,
    lists=("overrides",),
    groups={"userIDOverrides": Group(("groupID", "environment", "unitType"), ("ids",))},
    deletes_all=True,
    members="variants",
)
OVERRIDES.register()


@handles("PUT /autotunes/{id}/start")
def _start(context: Context) -> Success:
    doc = AUTOTUNES.get_or_404(context)
    if doc["isStarted"] or doc["winner"]:
        raise HTTPError(400, "Experiment has already finished" if doc["winner"] else "Experiment has already started")
    AUTOTUNES.save(context, {**doc, "isStarted": True})
    return Success("Experiment successfully started.")


@handles("PUT /autotunes/{id}/make_decision")
def _decide(context: Context) -> Success:
    doc = AUTOTUNES.get_or_404(context)
    if not doc["isStarted"]:
        raise HTTPError(400, "Experiment has already finished" if doc["winner"] else "Experiment has not yet started")
    winner = next((v for v in doc["variants"] if v["id"] == context.body["id"]), None)
    if winner is None:
        raise bad_request(("id", f"No variant has the ID {context.body['id']}"))
    AUTOTUNES.save(context, {**doc, "isStarted": False, "winner": {"id": winner["id"], "name": winner["name"]}})
    return Success("Decision made for Experiment.")


@handles("PUT /autotunes/{id}/reset")
def _reset(context: Context) -> Success:
    doc = AUTOTUNES.get_or_404(context)
    if not doc["isStarted"] and not doc["winner"]:
        raise HTTPError(400, "Experiment has not yet started")
    AUTOTUNES.save(context, {**doc, "isStarted": False, "winner": None})
    return Success("Experiment successfully reset.")


@handles("POST /autotunes/{id}/schedule_start")
def _schedule(context: Context) -> Success:
    """Note when it starts. No operation returns that."""
    doc = AUTOTUNES.get_or_404(context)
    if doc["isStarted"] or doc["winner"]:
        raise HTTPError(400, "Experiment has already finished" if doc["winner"] else "Experiment has already started")
    context.project.put(_SCHEDULED, doc["id"], {"id": doc["id"], "time": context.body["scheduledTime"]})
    return Success("Successfully scheduled experiment start")
