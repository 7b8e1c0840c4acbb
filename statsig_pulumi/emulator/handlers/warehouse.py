"""The warehouse's connection: written, and never told."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from .registry import on

_FAMILY = _ID = "wh_connections"


@on("PATCH /wh_connections")
def _update(call: Call) -> Answer:
    """What is left out of a warehouse's parameters stays as it was."""
    if not call.warehouse_native:
        raise Refusal(403, "Only a Warehouse Native project has a warehouse connection")
    doc = call.project.get(_FAMILY, _ID) or {"id": _ID}
    merged = {name: {**doc.get(name, {}), **parameters} for name, parameters in call.body.items()}
    call.project.put(_FAMILY, _ID, {**doc, **merged})
    return Answer("Connection updated successfully")
