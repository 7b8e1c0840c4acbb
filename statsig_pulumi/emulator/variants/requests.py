"""Variants of what a request means, and of what it meets: names that are taken, other changes, what is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .. import contract
from ..http import BASE, HTTPError, Response, bad_request, json_response
from ..store import Doc
from ..validation import strip_unknown
from .registry import (
    LAG,
    Call,
    asked_for,
    document_of,
    everywhere,
    exists,
    variant,
)

# -- what a request means ----------------------------------------------------------------------------------------------

asked_for("unknown-fields", reject="refused", strip="dropped", accept="kept")
asked_for(
    "derived-ids",
    as_named="the name as it is",
    dashes="the name in lower case with a dash for a space",
    opaque="22 letters and digits that do not follow from the name",
)
asked_for("names-case", distinct="are different objects")
asked_for("archived-update", accepted="accepted")
asked_for("names-unique", accepted="accepted")
asked_for("rule-names", accepted="accepted")
asked_for("null-targeting-gate", clears="clears the gate")
asked_for("default-groups", none="none")
asked_for("launched-gate", enabled="is enabled")
asked_for("layer-full-update", accepted="accepted; the parameter is removed")
asked_for("settings-left-out", reset="return to their defaults")
asked_for("team-names", accepted="accepted")
asked_for("pipeline-names", accepted="accepted")
asked_for("alert-names", refused="rejected")
asked_for("tag-by-name", not_found="not found")
asked_for("built-in-names", listed="are listed")
asked_for("unarchived-experiment", setup="is in setup")
asked_for("experiment-status", ignored="is left out")
asked_for("renamed-metric", old_name="finds it by the name in its id")
asked_for("metric-owner-null", cleared="is cleared")
asked_for("metric-warehouse-left-out", reset="are gone")
asked_for("alert-team", id="its id")
asked_for("widget-order", first="come before the others")
asked_for("widget-defaults", merged="are added to those of the dashboard")
asked_for("widget-size", filled="have one of the server's")
asked_for(
    "pipeline-changed-rules",
    wait="wait for the end of the pipeline; until then the old ones are live, and in every response",
    by_percentage="apply with their old percentages, new ones with 0 %, until the end of the pipeline",
)


def _with_ids(call: Call, members: str) -> Response:
    """Respond to an update whose members come without ids."""
    body = call.body
    if not (call.is_update and isinstance(body, dict) and isinstance(body.get(members), list)):
        return call.respond()
    ids = {one["name"]: one.get("id") for one in call.live().get(members) or [] if "name" in one}
    known = [not one.get("id") and not one.get("baseID") and one.get("name") in ids for one in body[members]]
    if call.value == "refused" and any(known):
        raise bad_request((members, "The id of an existing member is required"))
    filled = [
        {**one, "id": ids[one["name"]]} if is_known else one for one, is_known in zip(body[members], known, strict=True)
    ]
    return call.respond({**body, members: filled})


@variant("members-without-ids", by_name="keep their ids, by their names", refused="refused")
def _rules_without_ids(call: Call) -> Response:
    return _with_ids(call, "rules")


@variant("groups-without-ids", by_name="keep their ids, by their names", refused="refused")
def _groups_without_ids(call: Call) -> Response:
    return _with_ids(call, "groups")


@variant("empty-owner", refused="refused")
def _empty_owner(call: Call) -> Response:
    body = call.body if isinstance(call.body, dict) else {}
    if empty := [name for name in ("owner", "warehouseNative") if body.get(name) == {}]:
        raise bad_request(*((name, "Must not be empty") for name in empty))
    return call.respond()


@variant("update-with-nothing", refused="refused")
def _nothing(call: Call) -> Response:
    if call.is_update and call.body == {}:
        raise bad_request(("", "There is nothing to update"))
    return call.respond()


@variant("full-update-leaves-out", reset="returns them to their defaults")
def _full_update(call: Call) -> Response:
    body, path = call.body, call.operation.path
    if not (call.is_update and call.operation.method == "POST" and exists(f"PATCH {path}")):
        return call.respond()
    blank = _blank(call, call.live())
    takes = {name for one in contract.alternatives(call.operation.body or {}) for name in one.get("properties", {})}
    missing = {name: value for name, value in blank.items() if name in takes - {"id", "name", "status"} - body.keys()}
    strip_unknown(call.operation.body or {}, missing, "strip")  # what is read-only
    told_twice = {f"{name}Json5" for name in body} | {name.removesuffix("Json5") for name in body}
    whole = {**{name: value for name, value in missing.items() if name not in told_twice}, **body}
    wrong = {name.partition(".")[0] for name, _ in contract.invalid(call.operation.body or {}, whole)}
    return call.respond({name: value for name, value in whole.items() if name in body or name not in wrong})


def _blank(call: Call, like: Doc) -> Doc:
    """Return a new object with nothing but what has to be said."""
    path = call.operation.path.rpartition("/")[0]
    schema = contract.document()["operations"].get(f"POST {path}", {}).get("body") or {}
    required = {name for one in contract.alternatives(schema) for name in one.get("required", ())}
    body = {**{name: like[name] for name in required if name in like}, "name": "A blank object"}
    found: Doc = {}
    try:
        with call.store.undone_on_error():
            new = replace(call.request, method="POST", path=BASE + path, query=(), body=json.dumps(body).encode())
            found.update(document_of(call.inner(new)).get("data") or {})
            raise LookupError
    except LookupError:
        return found


def _with_empty(call: Call, is_empty: Callable[[Any], bool]) -> Response:
    """Respond to an update with empty fields."""
    body = call.body
    empty = [name for name, value in body.items() if is_empty(value)] if isinstance(body, dict) else []
    if not empty or not call.is_update:
        return call.respond()
    if call.value == "refused":
        raise bad_request(*((name, "Must not be empty") for name in empty))
    kept = {name: value for name, value in call.live().items() if name in empty and name in _required(call)}
    return call.respond({**{name: value for name, value in body.items() if name not in empty}, **kept})


def _required(call: Call) -> set[str]:
    """Return the fields that a body must have."""
    return {name for one in contract.alternatives(call.operation.body or {}) for name in one.get("required", ())}


@variant("update-with-empty-list", ignored="leaves it as it is", refused="refused")
def _empty_list(call: Call) -> Response:
    return _with_empty(call, lambda value: value == [])


@variant("update-with-empty-text", ignored="leaves it as it is", refused="refused")
def _empty_text(call: Call) -> Response:
    return _with_empty(call, lambda value: value == "")


@variant("update-with-null", ignored="leaves it as it is", refused="refused")
def _null(call: Call) -> Response:
    return _with_empty(call, lambda value: value is None)


def _left_out_are_kept(call: Call, path: str, *within: str) -> Response:
    """Respond to an update that has all that it leaves out as it is."""
    if call.operation.path != path or not call.is_update:
        return call.respond()
    body, live = call.body, call.live()
    for name in within:
        if name in body:
            body = {**body, name: {**(live.get(name) or {}), **body[name]}}
    takes = {name for one in contract.alternatives(call.operation.body or {}) for name in one.get("properties", {})}
    kept = {name: _as_sent(name, live[name]) for name in takes - body.keys() if live.get(name) is not None}
    return call.respond(body if within else {**kept, **body})


def _as_sent(name: str, value: Any) -> Any:
    return [one["email"] for one in value] if name in ("members", "admins") else value


@variant("team-fields-left-out", kept="are kept")
def _team(call: Call) -> Response:
    return _left_out_are_kept(call, "/users/teams/{id}")


@variant("role-permissions-left-out", kept="are kept")
def _role(call: Call) -> Response:
    return _left_out_are_kept(call, "/roles/{id}", "permissions")


@variant("layer-parameters-left-out", kept="are kept")
def _layer(call: Call) -> Response:
    body = call.body
    if call.operation.name != "PATCH /layers/{id}" or "parameters" not in body:
        return call.respond()
    sent = {one["name"] for one in body["parameters"]}
    kept = [one for one in call.live().get("parameters", []) if one["name"] not in sent]
    return call.respond({**body, "parameters": [*kept, *body["parameters"]]})


@variant("fractional-percentage", rounded="is rounded to a whole number", refused="refused")
def _percentage(call: Call) -> Response:
    def whole(value: Any) -> Any:
        share = value.get("passPercentage") if isinstance(value, dict) else None
        if not isinstance(share, float) or share == int(share):
            return value
        if call.value == "refused":
            raise bad_request(("passPercentage", "Must be a whole number"))
        return {**value, "passPercentage": int(share)}

    return call.respond(everywhere(call.body, whole) if call.request.body else None)


@variant("id-beside-name", ignored="is ignored: the id follows from the name")
def _id_beside_name(call: Call) -> Response:
    body = call.body
    creates = call.operation.method == "POST" and not call.operation.parameters and isinstance(body, dict)
    if not creates or "id" not in body or "name" not in body:
        return call.respond()
    return call.respond({name: value for name, value in body.items() if name != "id"})


@variant("running-groups", refused="refused")
def _running_groups(call: Call) -> Response:
    changes = call.is_update and call.operation.path == "/experiments/{id}" and "groups" in call.body
    if changes and call.live().get("status") == "active":
        raise bad_request(("groups", "The groups of a running experiment cannot change"))
    return call.respond()


# -- names -------------------------------------------------------------------------------------------------------------


@variant("name-taken", conflict="refused with a 409")
def _name_taken(call: Call) -> Response:
    response = call.respond()
    message = str(document_of(response).get("message"))
    if response.status == 400 and "already in use" in message:
        return HTTPError(409, message).response()
    return response


@variant("name-reuse", later="is free again after a second", never="is never free again")
def _name_reuse(call: Call) -> Response:
    deleted: dict[str, float] = call.store.setting("deleted-names", {})
    path = call.request.path
    if call.operation.method == "DELETE" and call.operation.path.count("{") == 1:
        live, response = call.live() if exists(f"GET {call.operation.path}") else {}, call.respond()
        if response.status < 300 and live:
            family = path.rpartition("/")[0]
            gone = {f"{family} {live[name]}": call.store.now() for name in ("id", "name") if live.get(name)}
            call.store.set("deleted-names", {**deleted, **gone})
        return response
    if call.operation.method == "POST" and not call.operation.parameters and isinstance(call.body, dict):
        gone_at = max((deleted.get(f"{path} {call.body.get(name)}", -1.0) for name in ("id", "name")), default=-1.0)
        if gone_at >= 0 and (call.value == "never" or call.store.now() - gone_at < LAG):
            raise HTTPError(400, "Name is already in use")
    return call.respond()


# -- changes that meet -------------------------------------------------------------------------------------------------


@variant("concurrent-updates", conflict="a 409 for every second change")
def _conflict(call: Call) -> Response:
    if call.operation.method == "GET":
        return call.respond()
    met = not call.store.setting("conflict-met", False)
    call.store.set("conflict-met", met)
    if met:
        raise HTTPError(409, "The object is being changed by another request")
    return call.respond()


# -- what is gone ------------------------------------------------------------------------------------------------------


@variant("delete-twice", accepted="accepted")
def _delete_twice(call: Call) -> Response:
    response = call.respond()
    if call.operation.method == "DELETE" and response.status == 404:
        return json_response(200, {"message": "Nothing to delete."})
    return response


@variant("read-of-nothing", null="a 200 whose data is null")
def _read_of_nothing(call: Call) -> Response:
    response = call.respond()
    if call.operation.method != "GET" or response.status != 404:
        return response
    return json_response(200, {"message": "Nothing found.", "data": None})


@variant("delete-reply", no_content="a 204 without a body", no_data="a message alone")
def _delete_reply(call: Call) -> Response:
    response = call.respond()
    if call.operation.method != "DELETE" or response.status >= 300:
        return response
    if call.value == "no-content":
        return Response(204, b"")
    return json_response(response.status, {"message": document_of(response).get("message", "")})
