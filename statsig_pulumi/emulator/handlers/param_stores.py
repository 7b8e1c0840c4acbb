"""Param stores: made empty, and filled by an update."""

from __future__ import annotations

from ..context import Call
from ..store import Doc
from .common import NOT_FOUND, distinct, new_id
from .named_collection import Administered


def _make(call: Call, body: Doc) -> Doc:
    by = {"creatorID": "key", "createdTime": call.now, "lastModifierID": "key"}
    return {"id": new_id(), "parameters": [], **by, **body}


def _change(_call: Call, doc: Doc, body: Doc) -> Doc:
    distinct(body.get("parameters", []), "parameters", "parameter")
    return {**doc, **body, "lastModifierID": "key"}


PARAM_STORES = Administered(
    path="/param_stores",
    noun="Param Store",
    make=_make,
    change=_change,
    id=lambda _call, doc: str(doc["name"]),
    key="name",
    missing=NOT_FOUND,
    attributed=False,
    untold=("targetAppIDs", "tags"),
)
PARAM_STORES.register()
