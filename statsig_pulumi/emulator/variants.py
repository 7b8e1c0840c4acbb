"""Variants: other servers that the documentation allows as well.

A variant is a switch with a few values, named after its row of docs/emulator.md where it has one. Without its value
the emulator is as that document says. Most variants change the request or the response around the handlers, as the
functions here do; a few are asked for by a handler, with ``chosen_variant``.

The functions stand from the innermost to the outermost: those of the envelope and the status come last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from . import contract
from .http import BASE, HTTPError, Request, Response, bad_request, json_response
from .store import Doc, Store

_LAG = 1.0
"""The seconds by which reads are late, and after which the name of a deleted object is free again."""
_NO_LISTS_OF_VALUES = {"allColumns", "columnTypes", "phases"}
"""Lists whose order means something."""
_KEYS = ("id", "name", "key", "email", "baseID", "createdTime", "type")
"""The fields that the shortest document still has."""


@dataclass(frozen=True)
class Call:
    """One request to an operation, as a variant gets it."""

    value: str
    """The chosen value of the variant."""
    request: Request
    operation: contract.Operation
    store: Store
    inner: Callable[[Request], Response]
    """What would respond without the variant."""

    @property
    def body(self) -> Any:
        """The body of the request; an empty object where there is none that is JSON."""
        try:
            return json.loads(self.request.body or b"{}")
        except ValueError:
            return {}

    @property
    def is_update(self) -> bool:
        """Whether the request changes an object that can be read under the same path."""
        path, method = self.operation.path, self.operation.method
        return path.endswith("}") and method in ("POST", "PATCH", "PUT") and _exists(f"GET {path}")

    @property
    def is_list(self) -> bool:
        """Whether the response has pages."""
        return self.operation.method == "GET" and not self.operation.path.endswith("}")

    def respond(self, body: Any = None) -> Response:
        """Return the response without the variant, to another body where there is one."""
        sent = self.request if body is None else replace(self.request, body=json.dumps(body).encode())
        return self.inner(sent)

    def live(self) -> Doc:
        """Return the object that the request is for, as it is before."""
        found = self.inner(replace(self.request, method="GET", body=b"", query=()))
        data = _document(found).get("data")
        return data if found.status < 300 and isinstance(data, dict) else {}


Around = Callable[[Call], Response]


@dataclass(frozen=True)
class Variant:
    """A switch.

    Attributes:
        name: its name: the id of a row, where there is one for the same question.
        values: its values, each with what the server does then.
        around: responds to a request; None where a handler asks for the value.
    """

    name: str
    values: Mapping[str, str]
    around: Around | None


VARIANTS: dict[str, Variant] = {}
"""All variants by name, from the innermost to the outermost."""
_CHOSEN: ContextVar[Mapping[str, str]] = ContextVar("variants")


def _variant(name: str, **values: str) -> Callable[[Around], Around]:
    def register(around: Around) -> Around:
        VARIANTS[name] = Variant(name, {value.replace("_", "-"): text for value, text in values.items()}, around)
        return around

    return register


def _asked_for(name: str, **values: str) -> None:
    """Register a variant that a handler asks for."""
    VARIANTS[name] = Variant(name, {value.replace("_", "-"): text for value, text in values.items()}, None)


def chosen_variant(name: str) -> str:
    """Return the value of a variant in this request; "" where there is none."""
    return _CHOSEN.get({}).get(name, "")


def check(wanted: Mapping[str, str]) -> None:
    """Check names and values.

    Raises:
        ValueError: there is no such variant, or it has no such value.
    """
    for name, value in wanted.items():
        if name not in VARIANTS:
            raise ValueError(f"unknown variant: {name}; there are {', '.join(sorted(VARIANTS))}")
        if value not in VARIANTS[name].values:
            raise ValueError(f"the variant {name} has no value {value!r}; it has {', '.join(VARIANTS[name].values)}")


def respond(respond: Callable[[Request], Response], request: Request, store: Store) -> Response:
    """Return the response to a request, as the chosen variants make it."""
    wanted: Mapping[str, str] = store.setting("variants", {})
    found = contract.find(request.method, request.api_path) if wanted else 404
    if isinstance(found, int):
        return respond(request)
    token = _CHOSEN.set(wanted)
    try:
        for name, variant in VARIANTS.items():
            if name in wanted and variant.around:
                respond = _inside(variant.around, wanted[name], store, respond)
        return respond(request)
    finally:
        _CHOSEN.reset(token)


def _inside(
    around: Around, value: str, store: Store, inner: Callable[[Request], Response]
) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        found = contract.find(request.method, request.api_path)
        if isinstance(found, int):
            return inner(request)
        try:
            return around(Call(value, request, found[0], store, inner))
        except HTTPError as error:
            return error.response()

    return respond


# -- parts that several share ------------------------------------------------------------------------------------------


def _exists(operation: str) -> bool:
    return operation in contract.document()["operations"]


def _document(response: Response) -> Doc:
    try:
        found = json.loads(response.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _with_data(response: Response, change: Callable[[Any], Any]) -> Response:
    """Return a success with other data."""
    document = _document(response)
    if response.status >= 300 or "data" not in document:
        return response
    return replace(response, body=json.dumps({**document, "data": change(document["data"])}).encode())


def _with_objects(response: Response, change: Callable[[Doc], Doc]) -> Response:
    """Return a success with each of its objects changed."""

    def changed(data: Any) -> Any:
        members = [change(one) if isinstance(one, dict) else one for one in data] if isinstance(data, list) else None
        return members if members is not None else change(data) if isinstance(data, dict) else data

    return _with_data(response, changed)


def _everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with every object and list in it changed, the inner ones first."""
    if isinstance(value, dict):
        return change({name: _everywhere(inner, change) for name, inner in value.items()})
    return change([_everywhere(one, change) for one in value]) if isinstance(value, list) else value


def _by_schema(schema: contract.Schema, value: Any, change: Callable[[contract.Schema, Any], Any]) -> Any:
    """Return a value with what the schema knows of it changed. Free JSON, of which it knows nothing, stays."""
    if isinstance(value, list):
        items = {"anyOf": [one["items"] for one in contract.alternatives(schema) if "items" in one]}
        return change(schema, [_by_schema(items, one, change) for one in value])
    if isinstance(value, dict):
        shapes = [one["properties"] for one in contract.alternatives(schema) if "properties" in one]
        known = {name: {"anyOf": [s[name] for s in shapes if name in s]} for s in shapes for name in s}
        return {n: _by_schema(known[n], v, change) if n in known else v for n, v in value.items()}
    return change(schema, value)


def _types(schema: contract.Schema) -> set[str]:
    found = [one.get("type", "any") for one in contract.alternatives(schema)]
    return {kind for one in found for kind in (one if isinstance(one, list) else [one])} - {"null"}


def _changed_by_schema(call: Call, change: Callable[[contract.Schema, Any], Any]) -> Response:
    response = call.respond()
    document = _document(response)
    if response.status >= 300 or "data" not in document:
        return response
    changed = _by_schema(call.operation.facts["response"], document, change)
    return replace(response, body=json.dumps({**document, "data": changed["data"]}).encode())


# -- what a request means ----------------------------------------------------------------------------------------------

_asked_for("unknown-fields", reject="refused", strip="dropped", accept="kept")
_asked_for(
    "derived-ids",
    as_named="the name as it is",
    dashes="the name in lower case with a dash for a space",
    opaque="22 letters and digits that do not follow from the name",
)
_asked_for("names-case", distinct="are different objects")
_asked_for("archived-update", accepted="accepted")
_asked_for("names-unique", accepted="accepted")
_asked_for("rule-names", accepted="accepted")
_asked_for("null-targeting-gate", clears="clears the gate")
_asked_for("default-groups", none="none")
_asked_for("launched-gate", enabled="is enabled")
_asked_for("layer-full-update", accepted="accepted; the parameter is removed")


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


@_variant("members-without-ids", by_name="keep their ids, by their names", refused="refused")
def _rules_without_ids(call: Call) -> Response:
    return _with_ids(call, "rules")


@_variant("groups-without-ids", by_name="keep their ids, by their names", refused="refused")
def _groups_without_ids(call: Call) -> Response:
    return _with_ids(call, "groups")


@_variant("full-update-leaves-out", reset="returns them to their defaults")
def _full_update(call: Call) -> Response:
    body, path = call.body, call.operation.path
    if not (call.is_update and call.operation.method == "POST" and _exists(f"PATCH {path}")):
        return call.respond()
    blank = _blank(call, call.live())
    takes = {name for one in contract.alternatives(call.operation.body or {}) for name in one.get("properties", {})}
    missing = {name: value for name, value in blank.items() if name in takes - {"id", "name", "status"} - body.keys()}
    return call.respond({**missing, **body})


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
            found.update(_document(call.inner(new)).get("data") or {})
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
    return call.respond({name: value for name, value in body.items() if name not in empty})


@_variant("update-with-empty-list", ignored="leaves it as it is", refused="refused")
def _empty_list(call: Call) -> Response:
    return _with_empty(call, lambda value: value == [])


@_variant("update-with-empty-text", ignored="leaves it as it is", refused="refused")
def _empty_text(call: Call) -> Response:
    return _with_empty(call, lambda value: value == "")


@_variant("update-with-null", ignored="leaves it as it is", refused="refused")
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


@_variant("team-fields-left-out", kept="are kept")
def _team(call: Call) -> Response:
    return _left_out_are_kept(call, "/users/teams/{id}")


@_variant("role-permissions-left-out", kept="are kept")
def _role(call: Call) -> Response:
    return _left_out_are_kept(call, "/roles/{id}", "permissions")


@_variant("layer-parameters-left-out", kept="are kept")
def _layer(call: Call) -> Response:
    body = call.body
    if call.operation.name != "PATCH /layers/{id}" or "parameters" not in body:
        return call.respond()
    sent = {one["name"] for one in body["parameters"]}
    kept = [one for one in call.live().get("parameters", []) if one["name"] not in sent]
    return call.respond({**body, "parameters": [*kept, *body["parameters"]]})


@_variant("fractional-percentage", rounded="is rounded to a whole number", refused="refused")
def _percentage(call: Call) -> Response:
    def whole(value: Any) -> Any:
        share = value.get("passPercentage") if isinstance(value, dict) else None
        if not isinstance(share, float) or share == int(share):
            return value
        if call.value == "refused":
            raise bad_request(("passPercentage", "Must be a whole number"))
        return {**value, "passPercentage": int(share)}

    return call.respond(_everywhere(call.body, whole) if call.request.body else None)


@_variant("id-beside-name", ignored="is ignored: the id follows from the name")
def _id_beside_name(call: Call) -> Response:
    body = call.body
    creates = call.operation.method == "POST" and not call.operation.parameters and isinstance(body, dict)
    if not creates or "id" not in body or "name" not in body:
        return call.respond()
    return call.respond({name: value for name, value in body.items() if name != "id"})


@_variant("running-groups", refused="refused")
def _running_groups(call: Call) -> Response:
    changes = call.is_update and call.operation.path == "/experiments/{id}" and "groups" in call.body
    if changes and call.live().get("status") == "active":
        raise bad_request(("groups", "The groups of a running experiment cannot change"))
    return call.respond()


# -- names -------------------------------------------------------------------------------------------------------------


@_variant("name-taken", conflict="refused with a 409")
def _name_taken(call: Call) -> Response:
    response = call.respond()
    message = str(_document(response).get("message"))
    if response.status == 400 and "already in use" in message:
        return HTTPError(409, message).response()
    return response


@_variant("name-reuse", later="is free again after a second", never="is never free again")
def _name_reuse(call: Call) -> Response:
    deleted: dict[str, float] = call.store.setting("deleted-names", {})
    path = call.request.path
    if call.operation.method == "DELETE" and call.operation.path.count("{") == 1:
        live, response = call.live() if _exists(f"GET {call.operation.path}") else {}, call.respond()
        if response.status < 300 and live:
            family = path.rpartition("/")[0]
            gone = {f"{family} {live[name]}": call.store.now() for name in ("id", "name") if live.get(name)}
            call.store.set("deleted-names", {**deleted, **gone})
        return response
    if call.operation.method == "POST" and not call.operation.parameters and isinstance(call.body, dict):
        gone_at = max((deleted.get(f"{path} {call.body.get(name)}", -1.0) for name in ("id", "name")), default=-1.0)
        if gone_at >= 0 and (call.value == "never" or call.store.now() - gone_at < _LAG):
            raise HTTPError(400, "Name is already in use")
    return call.respond()


# -- changes that meet -------------------------------------------------------------------------------------------------


@_variant("concurrent-updates", conflict="a 409 for every second change")
def _conflict(call: Call) -> Response:
    if call.operation.method == "GET":
        return call.respond()
    met = not call.store.setting("conflict-met", False)
    call.store.set("conflict-met", met)
    if met:
        raise HTTPError(409, "The object is being changed by another request")
    return call.respond()


# -- what is gone ------------------------------------------------------------------------------------------------------


@_variant("delete-twice", accepted="accepted")
def _delete_twice(call: Call) -> Response:
    response = call.respond()
    if call.operation.method == "DELETE" and response.status == 404:
        return json_response(200, {"message": "Nothing to delete."})
    return response


@_variant("read-of-nothing", null="a 200 whose data is null")
def _read_of_nothing(call: Call) -> Response:
    response = call.respond()
    if call.operation.method != "GET" or response.status != 404:
        return response
    return json_response(200, {"message": "Nothing found.", "data": None})


@_variant("delete-reply", no_content="a 204 without a body", no_data="a message alone")
def _delete_reply(call: Call) -> Response:
    response = call.respond()
    if call.operation.method != "DELETE" or response.status >= 300:
        return response
    if call.value == "no-content":
        return Response(204, b"")
    return json_response(response.status, {"message": _document(response).get("message", "")})


# -- late reads --------------------------------------------------------------------------------------------------------


@_variant("reads-lag", second="are a second behind")
def _reads_lag(call: Call) -> Response:
    if call.operation.method != "GET":
        call.store.remembers = _LAG
        return call.respond()
    with _past(call):
        return call.respond()


@_variant("list-complete", later="has it, or has it no more, after a second")
def _list_complete(call: Call) -> Response:
    if call.operation.method != "GET":
        call.store.remembers = _LAG
        return call.respond()
    if not call.is_list or "{" in call.operation.path:
        return call.respond()
    with _past(call):
        return call.respond()


@contextmanager
def _past(call: Call) -> Iterator[None]:
    """Have the documents as they were a moment ago."""
    with call.store.as_it_was(call.store.now() - _LAG):
        yield


# -- lists -------------------------------------------------------------------------------------------------------------


@_variant("list-order", newest_first="the newest object first")
def _list_order(call: Call) -> Response:
    response = call.respond()
    pages = call.is_list and "pagination" in _document(response) and "{" not in call.operation.path
    return _with_data(response, lambda data: [*reversed(data)]) if pages and call.value else response


@_variant("list-documents", sparse="has the ids and the name alone")
def _list_documents(call: Call) -> Response:
    response = call.respond()
    if not call.is_list or "pagination" not in _document(response) or "{" in call.operation.path:
        return response
    return _with_objects(response, lambda doc: {name: value for name, value in doc.items() if name in _KEYS})


@_variant("archived-in-list", all="has archived ones as well", none="no list has archived objects")
def _archived_in_list(call: Call) -> Response:
    if not call.is_list or "{" in call.operation.path:
        return call.respond()
    if call.value == "all":
        more = (("includeArchived", "true"),) if call.operation.name == "GET /gates" else ()
        return call.inner(replace(call.request, query=(*call.request.query, *more)))
    gone = ("Archived", "archived")
    return _with_data(call.respond(), lambda data: [one for one in data if _status(one) not in gone])


def _status(one: Any) -> Any:
    return one.get("status") if isinstance(one, dict) else None


@_variant("page-length", ten="at most 10")
def _page_length(call: Call) -> Response:
    if not call.is_list or "limit" not in call.operation.facts["query"]:
        return call.respond()
    others = tuple(pair for pair in call.request.query if pair[0] != "limit")
    return call.inner(replace(call.request, query=(*others, ("limit", "10"))))


@_variant("pages", absolute="links have a host", numbers="links have the number of the page alone")
def _pages(call: Call) -> Response:
    response = call.respond()
    document = _document(response)
    following = (document.get("pagination") or {}).get("nextPage")
    if not following:
        return response
    link = f"statsigapi.net{following}" if call.value == "absolute" else f"?{urlsplit(following).query}"
    return replace(response, body=json.dumps({**document, "pagination": {"nextPage": link}}).encode())


# -- what a response has -----------------------------------------------------------------------------------------------


@_variant("rule-id", stays="is its `baseID`", without_base="moves, and no `baseID` is returned")
def _rule_id(call: Call) -> Response:
    def changed(value: Any) -> Any:
        if not isinstance(value, dict) or "baseID" not in value:
            return value
        if call.value == "stays":
            return {**value, "id": value["baseID"]}
        return {name: inner for name, inner in value.items() if name != "baseID"}

    return _with_data(call.respond(), lambda data: _everywhere(data, changed))


@_variant("disabled-status", in_progress="`In Progress`")
def _disabled_status(call: Call) -> Response:
    def changed(doc: Doc) -> Doc:
        return {**doc, "status": "In Progress"} if doc.get("status") == "Disabled" else doc

    return _with_objects(call.respond(), changed)


@_variant(
    "defaults-returned",
    left_out="fields that are empty are left out",
    no_nulls="fields that are null are left out, at any depth",
    nulls="fields without a value are null",
)
def _defaults_returned(call: Call) -> Response:
    response = call.respond()
    if call.value == "left-out":
        return _with_objects(response, lambda doc: {n: v for n, v in doc.items() if v not in (None, "", [], {})})
    if call.value == "no-nulls":
        return _changed_fields(call, response, lambda doc, _known: {n: v for n, v in doc.items() if v is not None})
    return _changed_fields(call, response, lambda doc, known: {**dict.fromkeys(known), **doc})


def _changed_fields(call: Call, response: Response, change: Callable[[Doc, list[str]], Doc]) -> Response:
    """Return a response with the fields of each object changed that the schema describes."""

    def changed(schema: contract.Schema, value: Any) -> Any:
        if isinstance(value, list):
            items = {"anyOf": [one["items"] for one in contract.alternatives(schema) if "items" in one]}
            return [changed(items, one) for one in value]
        shapes = [one["properties"] for one in contract.alternatives(schema) if "properties" in one]
        if not isinstance(value, dict) or not shapes:
            return value
        known = {name: {"anyOf": [s[name] for s in shapes if name in s]} for s in shapes for name in s}
        inner = {n: changed(known[n], v) if n in known else v for n, v in value.items()}
        return change(inner, [*shapes[0]] if len(shapes) == 1 else [])

    document = _document(response)
    shapes = contract.alternatives(call.operation.facts["response"])
    schema: contract.Schema = next(
        (one["properties"]["data"] for one in shapes if "data" in one.get("properties", {})), {}
    )
    return _with_data(response, lambda data: changed(schema, data)) if document else response


@_variant("numbers", text="are texts", floats="have a decimal point")
def _numbers(call: Call) -> Response:
    def spelled(schema: contract.Schema, value: Any) -> Any:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not _types(schema) <= {"number", "integer"}:
            return value
        return str(value) if call.value == "text" else float(value)

    return _changed_by_schema(call, spelled)


@_variant("lists-of-values", reversed="are in another order", sorted="are sorted")
def _lists_of_values(call: Call) -> Response:
    def ordered(value: Any) -> Any:
        if isinstance(value, dict):
            return {n: v if n in _NO_LISTS_OF_VALUES else _ordered(v, call.value) for n, v in value.items()}
        return value

    return _with_data(call.respond(), lambda data: _known_only(call, data, ordered))


def _known_only(call: Call, data: Any, change: Callable[[Any], Any]) -> Any:
    """Return data with its objects changed, but for those of free JSON."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            free = {"parameterValues", "defaultValue", "returnValue", "json", "value"}
            return change({n: v if n in free else changed(v) for n, v in value.items()})
        return [changed(one) for one in value] if isinstance(value, list) else value

    return changed(data)


def _ordered(value: Any, how: str) -> Any:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return value
    return sorted(value) if how == "sorted" else [*reversed(value)]


@_variant("one-element-lists", scalar="is its element", list="is a list, also where one value was sent")
def _one_element_lists(call: Call) -> Response:
    def spelled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {n: _spelled(v, call.value) if n in ("targetApps", "targetValue") else v for n, v in value.items()}

    return _with_data(call.respond(), lambda data: _known_only(call, data, spelled))


def _spelled(value: Any, how: str) -> Any:
    if how == "scalar":
        return value[0] if isinstance(value, list) and len(value) == 1 else value
    return [value] if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


@_variant("key-shown-again", hidden="is not returned again")
def _key_hidden(call: Call) -> Response:
    if call.operation.method != "GET" or not call.operation.path.startswith("/keys"):
        return call.respond()
    return _with_objects(call.respond(), lambda doc: {n: v for n, v in doc.items() if n not in ("id", "key")})


# -- the envelope ------------------------------------------------------------------------------------------------------


@_variant("reply-of-changes", message="a message alone", nothing="a 204 without a body")
def _reply_of_changes(call: Call) -> Response:
    response = call.respond()
    if call.operation.method == "GET" or response.status >= 300:
        return response
    if call.value == "nothing":
        return Response(204, b"")
    return json_response(response.status, {"message": _document(response).get("message", "")})


@_variant("envelope", bare="the object by itself", list="the object in a list of one")
def _envelope(call: Call) -> Response:
    response = call.respond()
    document = _document(response)
    data = document.get("data")
    if response.status >= 300 or not isinstance(data, dict):
        return response
    return json_response(response.status, data if call.value == "bare" else {**document, "data": [data]})


@_variant("success-status", **{"200": "200", "201": "201", "202": "202"})
def _success_status(call: Call) -> Response:
    response = call.respond()
    return replace(response, status=int(call.value)) if response.status in (200, 201) else response
