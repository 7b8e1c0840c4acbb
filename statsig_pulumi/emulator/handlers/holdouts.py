"""Holdouts: made with a name alone, and told by an update what they hold back."""

from __future__ import annotations

from ..context import Call
from ..http import Refusal
from ..store import Doc
from .common import Collection, made, without_nulls
from .overrides import ENVIRONMENTS, USERS, Overrides

_DEFAULTS: Doc = {
    "description": "",
    "idType": "userID",
    "teamID": None,
    "team": None,
    "isEnabled": True,
    "passPercentage": 0,
    "gateIDs": [],
    "experimentIDs": [],
    "layerIDs": [],
    "isGlobal": False,
    "targetingGateID": None,
    "monitoringMetrics": [],
    "tags": [],
    "targetApps": [],
    "holdoutIDs": [],
}
_HELD = {"gateIDs": ("gates", "Gate"), "experimentIDs": ("experiments", "Experiment"), "layerIDs": ("layers", "Layer")}


def _make(call: Call, body: Doc) -> Doc:
    return {**_DEFAULTS, **made(call), **without_nulls(body, _DEFAULTS)}


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    missing = []
    for name, (family, noun) in _HELD.items():
        if unknown := [id for id in body.get(name, []) if call.project.get(family, id) is None]:
            missing.append((name, f"The following {noun} IDs could not be found: [{', '.join(unknown)}]"))
    gate = body.get("targetingGateID")
    if gate and call.project.get("gates", gate) is None:
        missing.append(("targetingGateID", f"The following Gate IDs could not be found: [{gate}]"))
    if missing:
        raise Refusal(404, "Not Found Exception", missing)
    return {**doc, **body}


HOLDOUTS = Collection(
    path="/holdouts",
    noun="Holdout",
    make=_make,
    change=_change,
    filters={"creatorName": "creatorName", "creatorID": "creatorID", "tags": "tags"},
)
HOLDOUTS.register()
Overrides(HOLDOUTS, USERS, ENVIRONMENTS).register()
