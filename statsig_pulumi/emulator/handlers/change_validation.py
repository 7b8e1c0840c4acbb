"""What somebody else's check says of a review: kept, and heeded by nobody, because no review runs here."""

from __future__ import annotations

from ..context import Answer, Call
from .common import NOT_FOUND
from .registry import on

_FAMILY = "change_validation"


@on("POST /change_validation")
def _verdict(call: Call) -> Answer:
    """A later verdict takes the place of an earlier one."""
    id = call.body["reviewID"]
    call.project.put(_FAMILY, id, {"id": id, "message": "", "debugLinks": [], **call.body})
    return Answer("Validation status updated successfully")


@on("PATCH /change_validation/message")
def _message(call: Call) -> Answer:
    doc = call.found(_FAMILY, call.body["reviewID"], NOT_FOUND)
    call.project.put(_FAMILY, doc["id"], {**doc, **call.body})
    return Answer("Validation message updated successfully")
