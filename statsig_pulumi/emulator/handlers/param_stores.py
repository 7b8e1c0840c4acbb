"""Param stores: created empty; an update adds their parameters."""

from __future__ import annotations

from ..context import Context
from ..store import Doc
from .common import NOT_FOUND, check_distinct_names, new_id
from .named_collection import NamedCollection


def _build(context: Context, body: Doc) -> Doc:
    by = {"creatorID": "key", "createdTime": context.now, "lastModifierID": "key"}
    return {"id": new_id(), "parameters": [], **by, **body}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    check_distinct_names(body.get("parameters", []), "parameters", "parameter")
    return {**doc, **body, "lastModifierID": "key"}


PARAM_STORES = NamedCollection(
    path="/param_stores",
    noun="Param Store",
    build=_build,
    apply=_apply,
    id=lambda _context, doc: str(doc["name"]),
    key="name",
    not_found=NOT_FOUND,
    attributed=False,
    hidden_fields=("targetAppIDs", "tags"),
)
PARAM_STORES.register()
