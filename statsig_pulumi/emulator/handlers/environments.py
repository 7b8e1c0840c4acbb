"""Environments: one list per project, which an update replaces."""

from __future__ import annotations

from ..context import Context, Success
from ..http import bad_request
from ..store import Doc
from .common import NOT_FOUND, check_distinct_names, check_ids, with_ids
from .named_collection import seed_defaults
from .registry import handles, stores

_FAMILY = _ID = stores("environments")


def _initial() -> Doc:
    fresh = (
        {"name": name, "isProduction": name == "production", "requiresReview": False, "requiresReleasePipeline": False}
        for name in ("production", "staging", "development")
    )
    return {"id": _ID, "environments": with_ids(fresh, "id")}


def _get_or_404(context: Context) -> Doc:
    seed_defaults(context, _FAMILY, [_initial()])
    return context.get_or_404(_FAMILY, _ID, NOT_FOUND)


@handles("GET /environments")
def _read(context: Context) -> Success:
    return Success("Environments read successfully.", {"environments": _get_or_404(context)["environments"]})


@handles("POST /environments")
def _replace(context: Context) -> Success:
    given = context.body["environments"]
    check_distinct_names(given, "environments", "environment")
    check_ids(given, _get_or_404(context)["environments"], "environment")
    for index, environment in enumerate(given):
        if environment.get("requiredReviewGroupID") == "":
            raise bad_request((f"environments.{index}.requiredReviewGroupID", "Invalid"))
    kept = with_ids(given, "id")
    context.project.put(_FAMILY, _ID, {"id": _ID, "environments": kept})
    return Success("Environments updated successfully.", {"environments": kept})
