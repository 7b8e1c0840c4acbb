"""Unit ID types: the kinds of unit that an exposure can be counted by."""

from __future__ import annotations

from ..context import Context
from ..http import HTTPError
from ..store import Doc
from .named_collection import NamedCollection

_BUILT_IN = ("userID", "stableID")


def _build(_context: Context, body: Doc) -> Doc:
    if body["name"] in _BUILT_IN:
        raise HTTPError(400, UNIT_ID_TYPES.name_taken)
    return body


UNIT_ID_TYPES = NamedCollection(
    path="/unit_id_types",
    noun="Unit ID Type",
    build=_build,
    id=lambda _context, doc: str(doc["name"]),
    attributed=False,
    hidden_fields=("id",),
    built_in=tuple({"name": name, "description": ""} for name in _BUILT_IN),
)
UNIT_ID_TYPES.register()
