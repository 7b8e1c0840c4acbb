"""What somebody else's check says of a review: kept, and heeded by nobody, because no review runs here."""

from __future__ import annotations

from ..context import Success, Context
from .common import NOT_FOUND
from .registry import handles

_FAMILY = "change_validation"


@handles("POST /change_validation")
def _verdict(context: Context) -> Success:
    """A later verdict takes the place of an earlier one."""
    id = context.body["reviewID"]
    context.project.put(_FAMILY, id, {"id": id, "message": "", "debugLinks": [], **context.body})
    return Success("Validation status updated successfully")


@handles("PATCH /change_validation/message")
def _message(context: Context) -> Success:
    doc = context.get_or_404(_FAMILY, context.body["reviewID"], NOT_FOUND)
    context.project.put(_FAMILY, doc["id"], {**doc, **context.body})
    return Success("Validation message updated successfully")
