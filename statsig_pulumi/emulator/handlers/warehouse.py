"""The connection to the warehouse, which is write-only."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from .registry import handles, stores

_FAMILY = _ID = stores("wh_connections")


@handles("PATCH /wh_connections")
def _update(context: Context) -> Success:
    """Update the parameters in the body, and no others."""
    if not context.warehouse_native:
        raise HTTPError(403, "Only a Warehouse Native project has a warehouse connection")
    doc = context.project.get(_FAMILY, _ID) or {"id": _ID}
    merged = {name: {**doc.get(name, {}), **parameters} for name, parameters in context.body.items()}
    context.project.put(_FAMILY, _ID, {**doc, **merged})
    return Success("Connection updated successfully")
