"""Results of external checks of a review, for which a review may wait."""

from __future__ import annotations

from ..context import Context, Success
from .common import NOT_FOUND
from .registry import handles, stores
from .reviews import validated

_FAMILY = stores("change_validation")


@handles("POST /change_validation")
def _report(context: Context) -> Success:
    """Store a result. It replaces an earlier one."""
    id = context.body["reviewID"]
    context.project.put(_FAMILY, id, {"id": id, "message": "", "debugLinks": [], **context.body})
    validated(context, id, passed=context.body["validated"])
    return Success("Validation status updated successfully")


@handles("PATCH /change_validation/message")
def _message(context: Context) -> Success:
    doc = context.get_or_404(_FAMILY, context.body["reviewID"], NOT_FOUND)
    context.project.put(_FAMILY, doc["id"], {**doc, **context.body})
    return Success("Validation message updated successfully")
