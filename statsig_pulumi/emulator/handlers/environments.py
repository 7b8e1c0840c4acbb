"""Environments: one list for the project, replaced as a whole."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import bad_request
from ..store import Doc
from .common import NOT_FOUND, distinct, known_ids, with_ids
from .named_collection import begin
from .registry import on

_FAMILY = _ID = "environments"


def _begun() -> Doc:
    fresh = (
        {"name": name, "isProduction": name == "production", "requiresReview": False, "requiresReleasePipeline": False}
        for name in ("production", "staging", "development")
    )
    return {"id": _ID, "environments": with_ids(fresh, "id")}


def _found(call: Call) -> Doc:
    begin(call, _FAMILY, [_begun()])
    return call.found(_FAMILY, _ID, NOT_FOUND)


@on("GET /environments")
def _read(call: Call) -> Answer:
    return Answer("Environments read successfully.", {"environments": _found(call)["environments"]})


@on("POST /environments")
def _replace(call: Call) -> Answer:
    given = call.body["environments"]
    distinct(given, "environments", "environment")
    known_ids(given, _found(call)["environments"], "environment")
    for index, environment in enumerate(given):
        if environment.get("requiredReviewGroupID") == "":
            raise bad_request((f"environments.{index}.requiredReviewGroupID", "Invalid"))
    kept = with_ids(given, "id")
    call.project.put(_FAMILY, _ID, {"id": _ID, "environments": kept})
    return Answer("Environments updated successfully.", {"environments": kept})
