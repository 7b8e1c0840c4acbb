"""Segments: by rules, by a list of ids, or by the ids in the user store."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import Collection, made, rules_of, without_nulls
from .registry import on

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
_LISTS = ("id_list", "user_store_id_list")
_MOST = 100_000


def _make(call: Call, body: Doc) -> Doc:
    doc = {**_DEFAULTS, **made(call), **without_nulls(body, _DEFAULTS)}
    doc["rules"] = rules_of({"rules": body.get("rules", [])}, None)
    return {**doc, "count": 0} if body["type"] in _LISTS else doc


SEGMENTS = Collection(path="/segments", noun="Segment", make=_make)
SEGMENTS.register()


def _of_type(call: Call, type: str) -> Doc:
    """The segment, which must be of this type.

    Raises:
        Refusal: 400, it is of another one; or it is archived, from where no way leads back.
    """
    doc = SEGMENTS.found(call)
    if doc["type"] != type:
        raise Refusal(400, f"Segment must be of type '{type}' to be modified on this endpoint")
    if not doc["isEnabled"]:
        raise Refusal(400, "Segment is archived")
    return doc


@on("POST /segments/{id}/conditional")
def _set_rules(call: Call) -> Answer:
    """The body is the list of rules itself."""
    doc = _of_type(call, "rule_based")
    rules = rules_of({"rules": call.body[""]}, doc)
    return Answer("Segment updated successfully.", SEGMENTS.save(call, {**doc, "rules": rules}))


@on("PUT /segments/{id}/archive")
def _archive(call: Call) -> Answer:
    return Answer("Segment archived successfully.", SEGMENTS.save(call, {**SEGMENTS.found(call), "isEnabled": False}))


# -- ids ---------------------------------------------------------------------------------------------------------------


def _ids(call: Call) -> Doc:
    return call.project.get("segments/ids", SEGMENTS.found(call)["id"]) or {"ids": [], "version": 0}


def _set(call: Call, type: str, ids: list[str], message: str) -> Answer:
    doc = _of_type(call, type)
    if len(ids) > _MOST:
        raise Refusal(400, f"A list can hold {_MOST} ids at most")
    version = _ids(call)["version"] + 1
    call.project.put("segments/ids", doc["id"], {"id": doc["id"], "ids": ids, "version": version})
    SEGMENTS.save(call, {**doc, "count": len(ids)})
    return Answer(message)


def _with(call: Call, type: str) -> Answer:
    known = dict.fromkeys(_ids(call)["ids"])
    return _set(call, type, [*dict.fromkeys([*known, *call.body["ids"]])], "IDs added to segment successfully.")


def _without(call: Call, type: str) -> Answer:
    gone = set(call.body.get("ids", []))
    left = [id for id in _ids(call)["ids"] if id not in gone]
    return _set(call, type, left, "IDs removed from segment successfully.")


@on("PATCH /segments/{id}/id_list")
def _add_ids(call: Call) -> Answer:
    return _with(call, "id_list")


@on("DELETE /segments/{id}/id_list")
def _remove_ids(call: Call) -> Answer:
    """Takes a body with the ids; the document forgets to say so."""
    return _without(call, "id_list")


@on("PATCH /segments/{id}/add_ids")
def _add_store_ids(call: Call) -> Answer:
    return _with(call, "user_store_id_list")


@on("PATCH /segments/{id}/remove_ids")
def _remove_store_ids(call: Call) -> Answer:
    return _without(call, "user_store_id_list")


@on("POST /segments/{id}/id_list/reset")
def _reset_ids(call: Call) -> Answer:
    return _set(call, "id_list", [*dict.fromkeys(call.body["ids"])], "ID list reset successfully.")


@on("GET /segments/{id}/id_list")
def _read_ids(call: Call) -> Answer:
    """One object, whose ids are the page."""
    ids = _ids(call)["ids"]
    page = call.page(ids, "Segment ID list read successfully.")
    data = {"name": SEGMENTS.found(call)["id"], "count": len(ids), "ids": page.data}
    return Answer(page.message, data, page.pagination)


@on("GET /segments/{id}/idlist_metadata")
def _metadata(call: Call) -> Answer:
    return Answer("ID list metadata read successfully.", {"currentVersion": _ids(call)["version"], "isUpdating": False})
