"""Reviews: a change is proposed, people accept or reject it, and a commit makes it.

An object has one review in flight at most. A review in flight is pending, accepted, or between the two; it ends when it
is committed, rejected or canceled, and a canceled one is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

from ..context import Context, Handler, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import NOT_FOUND, new_id
from .registry import handles, stores
from .review_types import COLLECTIONS, NEEDED, SLOTS, TYPES, Type
from .reviewers import PERSON, Actor, actor, check_reviewers, why_not

_FAMILY = stores("reviews")
_ENDED = ("committed", "rejected")
_REVIEWED = ("accepted", "approved_webhook_validation")
_OPEN = ("pending", "changes_requested")
_FAILED = "failed_webhook_validation"


# -- proposing -------------------------------------------------------------------------------------------------------


def _object(context: Context, family: str, id: str) -> Doc:
    return COLLECTIONS[family].by_id(context, id)


def all_in_flight(context: Context, family: str) -> dict[str, Doc]:
    """Return the reviews of a family's objects that have not ended, by the objects' ids."""
    found = context.project.all(_FAMILY)
    return {one["object"]: one for one in found if one["family"] == family and one["status"] not in _ENDED}


def in_flight(context: Context, family: str, id: str) -> Doc | None:
    """Return the review of an object that has not ended."""
    return all_in_flight(context, family).get(id)


def drop(context: Context, family: str, id: str) -> None:
    """Delete the review in flight of an object, if there is one."""
    if review := in_flight(context, family, id):
        context.project.delete(_FAMILY, review["id"])


def _reviews(context: Context, family: str, id: str) -> list[Doc]:
    """Return the reviews of an object, the newest first."""
    found = context.project.all(_FAMILY)
    return [one for one in reversed(found) if (one["family"], one["object"]) == (family, id)]


def _change(context: Context, family: str, id: str, body: Doc) -> tuple[str, Doc]:
    """Return the type of a proposal, and what it changes.

    Raises:
        HTTPError: 400, it is not exactly one change, or it lacks what its type needs.
    """
    if "type" in body:
        if missing := [name for name in NEEDED.get(body["type"], ()) if name not in body]:
            raise bad_request(*((name, f"Required for {body['type']}") for name in missing))
        return body["type"], {name: value for name, value in body.items() if name not in _ABOUT}
    types = {SLOTS[slot] for slot in body["change"]}
    if len(types) != 1 or (len(body["change"]) > 1 and not set(body["change"]) <= {"rules", "default_value"}):
        raise bad_request(("change", "Expected exactly one change"))
    return types.pop(), _restored(context, family, id, body["change"])


def _restored(context: Context, family: str, id: str, change: Doc) -> Doc:
    """Return a change to a version as one of the rules and the default value. Snapshots are versions here."""
    if "restore" not in change:
        return change
    for version in context.project.versions(family, id):
        if str(version["version"]) == change["restore"]["snapshot_id"]:
            return {"rules": version["rules"], "default_value": version["defaultValue"]}
    raise bad_request(("change.restore.snapshot_id", "Unknown snapshot"))


_ABOUT = ("type", "description", "reviewer_ids", "reviewer_group_ids")


class _Undone(Exception):
    """Takes back what a proposal would do."""


def _content(context: Context, review: Doc) -> Doc | None:
    """Return the live values of what a review changes; None for a type that shows nothing."""
    type: Type = TYPES[review["family"]][review["type"]]
    doc = _object(context, review["family"], review["object"])
    return type.content(context, doc, review["change"]) if type.content else None


def _proposed(context: Context, review: Doc) -> Doc | None:
    """Return the values after a commit: make the change, look and take it back.

    Raises:
        HTTPError: the change cannot be made.
    """
    found: Doc | None = None
    try:
        with context.project.store.undone_on_error():
            _commit(context, review)
            live = None if review["type"] == "delete" else _content(context, review)
            found = live and {**live, **{n: v for n, v in review["change"].items() if n in live and n != "rules"}}
            raise _Undone
    except _Undone:
        return found


def _commit(context: Context, review: Doc) -> None:
    family = review["family"]
    doc = _object(context, family, review["object"])
    TYPES[family][review["type"]].commit(context, COLLECTIONS[family], doc, review["change"])


def _with_reviewers(context: Context, body: Doc) -> Doc:
    users, groups = body.get("reviewer_ids", []), body.get("reviewer_group_ids", [])
    check_reviewers(context, users, groups)
    return {"users": users, "groups": groups}


def propose(context: Context, family: str, id: str, body: Doc, author: Actor) -> Doc:
    """Store and return a new review.

    Raises:
        HTTPError: 404, the object does not exist; 400, it has a review in flight, or the change cannot be made.
    """
    _object(context, family, id)
    if other := in_flight(context, family, id):
        raise HTTPError(400, f"Review {other['id']} of this object is still {other['status']}")
    type, change = _change(context, family, id, body)
    review: Doc = {
        "id": new_id(),
        "family": family,
        "object": id,
        "status": "pending",
        "type": type,
        "author": {"id": author.id, "email": author.email},
        "reviewers": _with_reviewers(context, body),
        "description": body.get("description", ""),
        "created_at": _iso(context.now),
        "change": change,
    }
    return _store(context, {**review, "proposed": _proposed(context, review)})


def _iso(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _store(context: Context, review: Doc) -> Doc:
    context.project.put(_FAMILY, review["id"], review)
    return review


# -- what happens to a review ------------------------------------------------------------------------------------------


def _find(context: Context, family: str, id: str, review_id: str) -> Doc:
    """Return a review of an object.

    Raises:
        HTTPError: 404, there is none.
    """
    review = context.get_or_404(_FAMILY, review_id, "Review not found.")
    if (review["family"], review["object"]) != (family, id):
        raise HTTPError(404, "Review not found.")
    return review


def _require(review: Doc, verb: str, *statuses: str) -> None:
    """Check the status of a review.

    Raises:
        HTTPError: 400, it has another status.
    """
    if review["status"] not in statuses:
        raise HTTPError(400, f"Review {review['id']} is {review['status']}: it cannot be {verb}")


def _require_right(context: Context, who: Actor, review: Doc) -> None:
    if reason := why_not(context, who, review):
        raise HTTPError(403, f"Insufficient permissions: {reason}")


def _decision(context: Context, who: Actor) -> Doc:
    """Return who has decided and why, which only the audit log tells."""
    return {"email": who.email, "reason": context.body.get("reason", "")}


def approve(context: Context, review: Doc, who: Actor) -> Doc:
    """Accept a review."""
    _require(review, "approved", *_OPEN)
    _require_right(context, who, review)
    return _store(context, {**review, "status": "accepted", "decision": _decision(context, who)})


def reject(context: Context, review: Doc, who: Actor) -> Doc:
    """Reject a review, also one that was accepted. That ends it."""
    _require(review, "rejected", *_OPEN, *_REVIEWED, _FAILED)
    _require_right(context, who, review)
    return _store(context, {**review, "status": "rejected", "decision": _decision(context, who)})


def request_changes(context: Context, review: Doc, who: Actor) -> Doc:
    """Ask for another proposal, also of a review that was accepted."""
    _require(review, "sent back", "pending", *_REVIEWED)
    _require_right(context, who, review)
    return _store(context, {**review, "status": "changes_requested"})


def commit(context: Context, review: Doc, _who: Actor) -> Doc:
    """Make the change of an accepted review. One that cannot be made leaves the review as it is."""
    _require(review, "committed", *_REVIEWED)
    _commit(context, review)
    return _store(context, {**review, "status": "committed"})


def cancel(context: Context, review: Doc, _who: Actor) -> Doc:
    """Delete a review in flight."""
    if review["status"] in _ENDED:
        raise HTTPError(400, f"Review {review['id']} is {review['status']}: it cannot be canceled")
    context.project.delete(_FAMILY, review["id"])
    return review


def edit(context: Context, review: Doc, who: Actor) -> Doc:
    """Change a review; whatever changes, it is pending again. Only its author may, who could else approve a change."""
    body = context.body
    if not body:
        raise HTTPError(400, "An edit needs a field to change")
    _require(review, "edited", *_OPEN, *_REVIEWED, _FAILED)
    if who.id != review["author"]["id"]:
        raise HTTPError(403, "Insufficient permissions: only the author of a review can edit it")
    old = review["reviewers"]
    named = {"reviewer_ids": old["users"], "reviewer_group_ids": old["groups"], **body}
    changed = {**review, "status": "pending", "reviewers": _with_reviewers(context, named)}
    changed["description"] = body.get("description", review["description"])
    if "change" in body:
        changed["type"], changed["change"] = _change(context, review["family"], review["object"], body)
        changed["proposed"] = _proposed(context, changed)
    return _store(context, changed)


def validated(context: Context, id: str, *, passed: bool) -> None:
    """Move a review that waits for a webhook on, if there is one with this id."""
    review = context.project.get(_FAMILY, id)
    if review and review["status"] == "pending_webhook_validation":
        _store(context, {**review, "status": "approved_webhook_validation" if passed else _FAILED})


VERDICTS: dict[str, Callable[[Context, Doc, Actor], Doc]] = {
    "approve": approve,
    "reject": reject,
    "request_changes": request_changes,
    "commit": commit,
    "cancel": cancel,
}
"""What a person does to a review in the console."""


# -- the operations ----------------------------------------------------------------------------------------------------


def _listed(review: Doc) -> Doc:
    """Return a review as lists show it."""
    people = [(id, kind) for kind in ("user", "group") for id in review["reviewers"][f"{kind}s"]]
    shown = ("status", "type", "author", "description", "created_at")
    envelope = {"review_id": review["id"], **{name: review[name] for name in shown}}
    return {**envelope, "reviewers": [{"id": id, "kind": kind} for id, kind in people]}


def _whole(context: Context, review: Doc) -> Doc:
    """Return a review with its content, whose ``current`` is the live value."""
    if review["proposed"] is None:
        return {**_listed(review), "content": None}
    content: Doc = {"type": review["type"], "proposed": review["proposed"]}
    if context.project.get(review["family"], review["object"]) is None:
        reason = {"experiments": "review_data_unavailable"}.get(review["family"], "snapshot_not_found")
        return {**_listed(review), "content": {**content, "current": {}, "proposed": {}, "unavailable_reason": reason}}
    return {**_listed(review), "content": {**content, "current": _content(context, review)}}


def _register(family: str) -> None:
    """Register the operations on reviews that a family has."""
    path = f"/{family}/{{id}}/reviews"

    def list_reviews(context: Context) -> Success:
        found = _reviews(context, family, context.path_params["id"])
        if not found:
            _object(context, family, context.path_params["id"])
        return context.paginate([_listed(one) for one in found], "Reviews listed successfully.")

    def create(context: Context) -> Success:
        review = propose(context, family, context.path_params["id"], context.body, actor(context))
        return Success("Review created successfully.", _whole(context, review))

    def read(context: Context) -> Success:
        return Success("Review read successfully.", _whole(context, _found(context, family)))

    def verdict(done: str, act: Callable[[Context, Doc, Actor], Doc]) -> Handler:
        def handle(context: Context) -> Success:
            review = act(context, _found(context, family), actor(context))
            data = _whole(context, review) if context.operation.returns_data else None
            return Success(f"Review {done} successfully.", data)

        return handle

    member = f"{path}/{{reviewID}}"
    handles(f"DELETE {member}")(verdict("canceled", cancel))
    handles(f"PUT {member}/commit")(verdict("committed", commit))
    if family == "segments":
        return
    handles(f"GET {path}")(list_reviews)
    handles(f"POST {path}")(create)
    handles(f"GET {member}")(read)
    handles(f"PUT {member}")(verdict("updated", edit))
    handles(f"PUT {member}/approve")(verdict("approved", approve))
    handles(f"PUT {member}/reject")(verdict("rejected", reject))


def _found(context: Context, family: str) -> Doc:
    return _find(context, family, context.path_params["id"], context.path_params["reviewID"])


for _name in COLLECTIONS:
    _register(_name)


# -- the console -------------------------------------------------------------------------------------------------------


def propose_by_hand(context: Context, family: str, body: Doc) -> str:
    """Propose a change as a person does in the console, and return the review's id."""
    return str(propose(context, family, context.path_params["id"], body, PERSON)["id"])


def judge_by_hand(context: Context, review_id: str, verdict: str) -> None:
    """Do to a review what a person does in the console."""
    review = context.get_or_404(_FAMILY, review_id, NOT_FOUND)
    VERDICTS[verdict](context, review, PERSON)
