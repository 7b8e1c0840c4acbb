"""Holdouts: created with a name alone; an update adds what they hold back."""

from __future__ import annotations

from ..context import Context
from ..http import HTTPError
from ..store import Doc
from .common import Collection, creation_fields, without_nulls
from .overrides import PassingOverrides
from .synthetic import synthetic_id

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


def _build(context: Context, body: Doc) -> Doc:
    _check_references(context, body)
    return {**_DEFAULTS, **creation_fields(context), **without_nulls(body, _DEFAULTS)}


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    """Return the document after an update. A gate is named by its id and kept by an internal one; null keeps it."""
    _check_references(context, body)
    gate = body.get("targetingGateID")
    target = {"targetingGateID": synthetic_id("gate", context.project.id, gate) if gate else gate}
    return {**doc, **body, **(target if gate is not None else {"targetingGateID": doc["targetingGateID"]})}


def _check_references(context: Context, body: Doc) -> None:
    """Check that what a holdout holds back exists, and the gate that it applies to.

    Raises:
        HTTPError: 404, something does not exist.
    """
    missing = []
    for name, (family, noun) in _HELD.items():
        if unknown := [id for id in body.get(name) or () if context.project.get(family, id) is None]:
            missing.append((name, f"The following {noun} IDs could not be found: [{', '.join(unknown)}]"))
    gate = body.get("targetingGateID")
    if gate and context.project.get("gates", gate) is None:
        missing.append(("targetingGateID", f"The following Gate IDs could not be found: [{gate}]"))
    if missing:
        raise HTTPError(404, "Not Found Exception", missing)


HOLDOUTS = Collection(
    path="/holdouts",
    noun="Holdout",
    build=_build,
    apply=_apply,
    filters={"creatorName": "creatorName", "creatorID": "creatorID", "tags": "tags"},
    console="holdouts",
)
HOLDOUTS.register()
OVERRIDES = PassingOverrides(HOLDOUTS)
OVERRIDES.register()
