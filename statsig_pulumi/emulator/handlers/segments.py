"""Segments: by rules, by a list of ids, or by the ids in the user store."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import Collection, creation_fields, without_nulls
from .registry import handles, stores
from .rules import rules_of

_DEFAULTS: Doc = {
    "description": "",
    "idType": "userID",
    "tags": [],
    "team": None,
    "teamID": None,
    "targetApps": [],
    "holdoutIDs": [],
    "isEnabled": True,
}
_IDS = stores("segments/ids")
_LISTS = ("id_list", "user_store_id_list")
_MAX_IDS = 100_000


def _build(context: Context, body: Doc) -> Doc:
    doc = {**_DEFAULTS, **creation_fields(context), **without_nulls(body, _DEFAULTS)}
    doc["rules"] = rules_of({"rules": body.get("rules", [])}, None)
    return {**doc, "count": 0} if body["type"] in _LISTS else doc


SEGMENTS = Collection(path="/segments", noun="Segment", build=_build)
SEGMENTS.register()


def _of_type(context: Context, type: str) -> Doc:
    """Return the segment in the path.

    Raises:
        HTTPError: 400, it has another type, or it is archived.
    """
    doc = SEGMENTS.get_or_404(context)
    if doc["type"] != type:
        raise HTTPError(400, f"Segment must be of type '{type}' to be modified on this endpoint")
    if not doc["isEnabled"]:
        raise HTTPError(400, "Segment is archived")
    return doc


@handles("POST /segments/{id}/conditional")
def _set_rules(context: Context) -> Success:
    """Replace the rules. The body is the list itself."""
    doc = _of_type(context, "rule_based")
    rules = rules_of({"rules": context.body[""]}, doc)
    return Success("Segment updated successfully.", SEGMENTS.save(context, {**doc, "rules": rules}))


@handles("PUT /segments/{id}/archive")
def _archive(context: Context) -> Success:
    return Success(
        "Segment archived successfully.", SEGMENTS.save(context, {**SEGMENTS.get_or_404(context), "isEnabled": False})
    )


# -- ids ---------------------------------------------------------------------------------------------------------------


def _ids(context: Context) -> Doc:
    return context.project.get(_IDS, SEGMENTS.get_or_404(context)["id"]) or {"ids": [], "version": 0}


def _set(context: Context, type: str, ids: list[str], message: str) -> Success:
    doc = _of_type(context, type)
    if len(ids) > _MAX_IDS:
        raise HTTPError(400, f"A list can hold {_MAX_IDS} ids at most")
    version = _ids(context)["version"] + 1
    context.project.put(_IDS, doc["id"], {"id": doc["id"], "ids": ids, "version": version})
    SEGMENTS.save(context, {**doc, "count": len(ids)})
    return Success(message)


def _add(context: Context, type: str) -> Success:
    known = dict.fromkeys(_ids(context)["ids"])
    return _set(context, type, [*dict.fromkeys([*known, *context.body["ids"]])], "IDs added to segment successfully.")


def _remove(context: Context, type: str) -> Success:
    removed = set(context.body.get("ids", []))
    left = [id for id in _ids(context)["ids"] if id not in removed]
    return _set(context, type, left, "IDs removed from segment successfully.")


@handles("PATCH /segments/{id}/id_list")
def _add_ids(context: Context) -> Success:
    return _add(context, "id_list")


@handles("DELETE /segments/{id}/id_list")
def _remove_ids(context: Context) -> Success:
    """Remove the ids in the body. Statsig's document omits this body."""
    return _remove(context, "id_list")


@handles("PATCH /segments/{id}/add_ids")
def _add_store_ids(context: Context) -> Success:
    return _add(context, "user_store_id_list")


@handles("PATCH /segments/{id}/remove_ids")
def _remove_store_ids(context: Context) -> Success:
    return _remove(context, "user_store_id_list")


@handles("POST /segments/{id}/id_list/reset")
def _reset_ids(context: Context) -> Success:
    return _set(context, "id_list", [*dict.fromkeys(context.body["ids"])], "ID list reset successfully.")


@handles("GET /segments/{id}/id_list")
def _read_ids(context: Context) -> Success:
    """Return an object whose ``ids`` are one page."""
    ids = _ids(context)["ids"]
    page = context.paginate(ids, "Segment ID list read successfully.")
    data = {"name": SEGMENTS.get_or_404(context)["id"], "count": len(ids), "ids": page.data}
    return Success(page.message, data, page.pagination)


@handles("GET /segments/{id}/idlist_metadata")
def _metadata(context: Context) -> Success:
    return Success(
        "ID list metadata read successfully.", {"currentVersion": _ids(context)["version"], "isUpdating": False}
    )
