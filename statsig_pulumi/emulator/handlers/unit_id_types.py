"""Unit ID types: what an exposure can be counted by."""

from __future__ import annotations

from ..context import Call
from ..http import Refusal
from ..store import Doc
from .named_collection import Administered

_BUILT_IN = ("userID", "stableID")


def _make(_call: Call, body: Doc) -> Doc:
    if body["name"] in _BUILT_IN:
        raise Refusal(400, UNIT_ID_TYPES.taken)
    return body


UNIT_ID_TYPES = Administered(
    path="/unit_id_types",
    noun="Unit ID Type",
    make=_make,
    id=lambda _call, doc: str(doc["name"]),
    attributed=False,
    untold=("id",),
)
UNIT_ID_TYPES.register()
