"""Where reviews are required, a direct change of what a review can propose is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..context import Context, Handler, Success
from ..http import HTTPError
from ..store import Doc
from .registry import surrounds
from .review_types import COLLECTIONS
from .reviewers import actor, requires_review
from .reviews import all_in_flight, drop

_OVERRIDES = (
    "POST overrides",
    "PATCH overrides",
    "DELETE overrides",
    "DELETE overrides/userID/{userID}",
    "DELETE overrides/conditional/{type}/{name}",
)
_STEPS = {
    "gates": (
        *("PUT enable", "PUT disable", "PUT launch", "PUT archive", "PUT unarchive", "DELETE"),
        *("POST rule", "PATCH rules/{ruleID}", "DELETE rules/{ruleID}"),
    ),
    "dynamic_configs": (
        *("PUT enable", "PUT disable", "PUT archive", "PUT unarchive", "DELETE"),
        *("PATCH rule/{ruleId}", "DELETE rule/{ruleId}"),
    ),
    "experiments": (
        *("PUT start", "PUT make_decision", "PUT defer_decision", "PUT abandon", "PUT reset", "DELETE"),
        *("PUT archive", "PUT unarchive", "POST enable_groups", "POST disable_groups", "POST schedule_start"),
        *_OVERRIDES,
    ),
    "autotunes": ("PUT start", "PUT make_decision", "DELETE", "POST schedule_start"),
}
"""The operations that are refused where reviews are required."""
_CONFIG = {"rules", "isEnabled", "idType", "team", "teamID", "releasePipelineID", "targetApps"}
_FIELDS = {"gates": _CONFIG, "dynamic_configs": {*_CONFIG, "defaultValue", "defaultValueJson5"}, "experiments": None}
"""The fields of an update that are refused as well, if they change something; None for all."""


def _operation(family: str, step: str) -> str:
    method, _, below = step.partition(" ")
    return f"{method} /{family}/{{id}}{f'/{below}' if below else ''}"


_GUARDED = {_operation(family, step): family for family, steps in _STEPS.items() for step in steps}
_UPDATES = {_operation(family, step): family for family in _FIELDS for step in ("PATCH", "POST")}


def _same(sent: Any, live: Any) -> bool:
    """Return whether a value of a request is the live one.

    The live one may have fields that only the server sets, and be a list of the one value that was sent.
    """
    if isinstance(sent, dict) and isinstance(live, dict):
        return all(_same(value, live.get(name)) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(live, list):
        return len(sent) == len(live) and all(map(_same, sent, live))
    return bool(sent == live or (isinstance(live, list) and [sent] == live))


def _refused(context: Context, family: str, doc: Doc) -> bool:
    """Return whether a request changes what needs a review."""
    if context.operation.name in _GUARDED:
        return True
    fields = _FIELDS[family]
    changed = {name for name, value in context.body.items() if not _same(value, doc.get(name))}
    return bool(changed if fields is None else changed & fields) or _lifts(context, doc)


def _lifts(context: Context, doc: Doc) -> bool:
    """Return whether somebody who is no admin takes away a gate's own requirement."""
    lifted = "requiredReview" in (sent := context.body.get("reviewSettings") or {}) and not sent["requiredReview"]
    return lifted and bool(doc["reviewSettings"]["requiredReview"]) and actor(context).role != "Admin"


def _require_review(context: Context) -> None:
    """Refuse a direct change of what needs a review.

    Raises:
        HTTPError: 403, it does.
    """
    if not context.project.store.setting("enforce_reviews", True):
        return
    name = context.operation.name
    family = _GUARDED.get(name) or _UPDATES.get(name)
    doc = family and context.project.get(family, context.path_params["id"])
    if family and doc and requires_review(context, doc) and _refused(context, family, doc):
        id = context.path_params["id"]
        noun = COLLECTIONS[family].noun
        raise HTTPError(403, f"{noun} {id} requires a review: propose the change with POST /{family}/{id}/reviews")


def _with_active_review(reviews: Mapping[str, Doc], doc: Doc) -> Doc:
    review = reviews.get(str(doc.get("id")))
    if review is None:
        return doc
    shown = {"reviewID": review["id"], "reviewStatus": review["status"], "description": review["description"]}
    return {**doc, "activeReview": shown}


@surrounds
def _around(context: Context, handler: Handler) -> Success:
    """Guard what needs a review, and show the review in flight in gates and experiments."""
    _require_review(context)
    success = handler(context)
    family = context.operation.path.split("/")[1]
    if context.operation.name == f"DELETE /{family}/{{id}}":
        drop(context, family, context.path_params["id"])
    if family not in ("gates", "experiments") or context.operation.path.removesuffix("/{id}") != f"/{family}":
        return success
    reviews = all_in_flight(context, family)
    if isinstance(success.data, list):
        return replace(success, data=[_with_active_review(reviews, doc) for doc in success.data])
    return replace(success, data=success.data and _with_active_review(reviews, success.data))
