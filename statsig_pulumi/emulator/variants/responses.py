"""Variants of what a response has: late reads, lists, fields and how they are spelled, the envelope, the status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from .. import contract
from ..http import Response, json_response
from ..store import Doc
from .registry import (
    LAG,
    Call,
    changed_by_schema,
    document_of,
    everywhere,
    types_of,
    variant,
    with_data,
    with_objects,
)

_NO_LISTS_OF_VALUES = {"allColumns", "columnTypes", "phases"}
"""Lists whose order means something."""
_KEYS = ("id", "name", "key", "email", "baseID", "createdTime", "type")
"""The fields that the shortest document still has."""


# -- late reads --------------------------------------------------------------------------------------------------------


@variant("reads-lag", second="are a second behind")
def _reads_lag(call: Call) -> Response:
    if call.operation.method != "GET":
        call.store.remembers = LAG
        return call.respond()
    with _past(call):
        return call.respond()


@variant("list-complete", later="has it, or has it no more, after a second")
def _list_complete(call: Call) -> Response:
    if call.operation.method != "GET":
        call.store.remembers = LAG
        return call.respond()
    if not call.is_list or "{" in call.operation.path:
        return call.respond()
    with _past(call):
        return call.respond()


@contextmanager
def _past(call: Call) -> Iterator[None]:
    """Have the documents as they were a moment ago; what a project has from the beginning, a first read makes."""
    call.respond()
    with call.store.as_it_was(call.store.now() - LAG):
        yield


# -- lists -------------------------------------------------------------------------------------------------------------


@variant("list-order", newest_first="the newest object first")
def _list_order(call: Call) -> Response:
    response = call.respond()
    pages = call.is_list and "pagination" in document_of(response) and "{" not in call.operation.path
    return with_data(response, lambda data: [*reversed(data)]) if pages and call.value else response


@variant("list-documents", sparse="has the ids and the name alone", flat="has no lists and no objects in it")
def _list_documents(call: Call) -> Response:
    response = call.respond()
    if not call.is_list or "pagination" not in document_of(response) or "{" in call.operation.path:
        return response
    if call.value == "flat":
        return with_objects(response, lambda doc: {n: v for n, v in doc.items() if not isinstance(v, (list, dict))})
    return with_objects(response, lambda doc: {name: value for name, value in doc.items() if name in _KEYS})


@variant("archived-in-list", all="has archived ones as well", none="no list has archived objects")
def _archived_in_list(call: Call) -> Response:
    if not call.is_list or "{" in call.operation.path:
        return call.respond()
    if call.value == "all":
        more = (("includeArchived", "true"),) if call.operation.name == "GET /gates" else ()
        return call.inner(replace(call.request, query=(*call.request.query, *more)))
    gone = ("Archived", "archived")
    response = call.respond()
    if "pagination" not in document_of(response):
        return response
    return with_data(response, lambda data: [one for one in data if _status(one) not in gone])


def _status(one: Any) -> Any:
    return one.get("status") if isinstance(one, dict) else None


@variant("page-length", ten="at most 10")
def _page_length(call: Call) -> Response:
    if not call.is_list or "limit" not in call.operation.facts["query"]:
        return call.respond()
    others = tuple(pair for pair in call.request.query if pair[0] != "limit")
    return call.inner(replace(call.request, query=(*others, ("limit", "10"))))


@variant("pages-shift", skip="one is skipped", twice="one is there twice")
def _pages_shift(call: Call) -> Response:
    """Have another object deleted or made before the page, each time that a page after the first is read."""
    response = call.respond()
    if (
        not call.is_list
        or int(dict(call.request.query).get("page", 1)) < 2
        or "pagination" not in document_of(response)
    ):
        return response
    if call.value == "skip":
        return with_data(response, lambda data: data[1:])
    return with_data(response, lambda data: [*data[:1], *data])


@variant("implicit-layer", unlisted="is not listed")
def _implicit_layer(call: Call) -> Response:
    response = call.respond()
    if call.operation.name != "GET /layers":
        return response
    return with_data(response, lambda data: [layer for layer in data if not layer.get("isImplicitLayer")])


@variant("pages", absolute="links have a host", numbers="links have the number of the page alone")
def _pages(call: Call) -> Response:
    response = call.respond()
    document = document_of(response)
    following = (document.get("pagination") or {}).get("nextPage")
    if not following:
        return response
    link = f"statsigapi.net{following}" if call.value == "absolute" else f"?{urlsplit(following).query}"
    return replace(response, body=json.dumps({**document, "pagination": {"nextPage": link}}).encode())


# -- what a response has -----------------------------------------------------------------------------------------------


@variant("rule-id", stays="is its `baseID`", without_base="moves, and no `baseID` is returned")
def _rule_id(call: Call) -> Response:
    def changed(value: Any) -> Any:
        if not isinstance(value, dict) or "baseID" not in value:
            return value
        if call.value == "stays":
            return {**value, "id": value["baseID"]}
        return {name: inner for name, inner in value.items() if name != "baseID"}

    return with_data(call.respond(), lambda data: everywhere(data, changed))


@variant("metric-sources", list="are in the list alone")
def _metric_sources(call: Call) -> Response:
    def changed(doc: Doc) -> Doc:
        native = doc.get("warehouseNative") or {}
        if "metricSources" not in native:
            return doc
        twice = ("metricSourceName", "criteria", "valueColumn")
        return {**doc, "warehouseNative": {n: v for n, v in native.items() if n not in twice}}

    return with_objects(call.respond(), changed)


@variant("disabled-status", in_progress="`In Progress`")
def _disabled_status(call: Call) -> Response:
    def changed(doc: Doc) -> Doc:
        return {**doc, "status": "In Progress"} if doc.get("status") == "Disabled" else doc

    is_gate = call.operation.path.startswith("/gates")
    return with_objects(call.respond(), changed) if is_gate else call.respond()


@variant(
    "defaults-returned",
    left_out="fields that are empty are left out",
    no_nulls="fields that are null are left out, at any depth",
    nulls="fields without a value are null",
)
def _defaults_returned(call: Call) -> Response:
    response = call.respond()
    if call.value == "left-out":
        return with_objects(response, lambda doc: {n: v for n, v in doc.items() if v not in (None, "", [], {})})
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

    document = document_of(response)
    shapes = contract.alternatives(call.operation.facts["response"])
    schema: contract.Schema = next(
        (one["properties"]["data"] for one in shapes if "data" in one.get("properties", {})), {}
    )
    return with_data(response, lambda data: changed(schema, data)) if document else response


@variant("numbers", text="are texts", floats="have a decimal point")
def _numbers(call: Call) -> Response:
    def spelled(schema: contract.Schema, value: Any) -> Any:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not types_of(schema) <= {"number", "integer"}:
            return value
        return str(value) if call.value == "text" else float(value)

    return changed_by_schema(call, spelled)


@variant("lists-of-values", reversed="are in another order", sorted="are sorted")
def _lists_of_values(call: Call) -> Response:
    def ordered(value: Any) -> Any:
        if isinstance(value, dict):
            return {n: v if n in _NO_LISTS_OF_VALUES else _ordered(v, call.value) for n, v in value.items()}
        return value

    return with_data(call.respond(), lambda data: _known_only(call, data, ordered))


_MEMBERS = {
    *("groups", "variants", "parameters", "events", "idTypeMapping", "holdoutIDs", "gateIDs", "experimentIDs"),
    *("layerIDs", "overrides", "userIDOverrides", "environmentOverrides", "conditionalOverrides", "idOverrides"),
    *("monitoringMetrics", "subscribers", "environments", "unitTypes", "columnTypes", "customFieldMapping"),
}
"""Lists of objects whose order means nothing."""


@variant("lists-of-members", reversed="are in another order")
def _lists_of_members(call: Call) -> Response:
    def ordered(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {n: [*reversed(v)] if n in _MEMBERS and isinstance(v, list) else v for n, v in value.items()}

    return with_data(call.respond(), lambda data: _known_only(call, data, ordered))


@variant("email-case", lower="are in lower case in responses")
def _email_case(call: Call) -> Response:
    def lower(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: _lower(inner) for name, inner in value.items()}
        return value

    return with_data(call.respond(), lambda data: _known_only(call, data, lower))


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+", value) else value


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


@variant("one-element-lists", scalar="is its element", list="is a list, also where one value was sent")
def _one_element_lists(call: Call) -> Response:
    def spelled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {n: _spelled(v, call.value) if n in ("targetApps", "targetValue") else v for n, v in value.items()}

    return with_data(call.respond(), lambda data: _known_only(call, data, spelled))


def _spelled(value: Any, how: str) -> Any:
    if how == "scalar":
        return value[0] if isinstance(value, list) and len(value) == 1 else value
    return [value] if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


@variant("key-shown-again", hidden="is not returned again")
def _key_hidden(call: Call) -> Response:
    if call.operation.method != "GET" or not call.operation.path.startswith("/keys"):
        return call.respond()
    return with_objects(call.respond(), lambda doc: {n: v for n, v in doc.items() if n not in ("id", "key")})


# -- the envelope ------------------------------------------------------------------------------------------------------


@variant(
    "reply-of-changes",
    message="a message alone",
    nothing="a 204 without a body",
    sent="the fields that were sent alone",
    before="the object as it was before",
)
def _reply_of_changes(call: Call) -> Response:
    before = call.live() if call.value == "before" and call.is_update else {}
    response = call.respond()
    if call.operation.method == "GET" or response.status >= 300:
        return response
    if call.value in ("sent", "before"):
        return _repeated(call, response, before)
    if call.value == "nothing":
        return Response(204, b"")
    return json_response(response.status, {"message": document_of(response).get("message", "")})


def _repeated(call: Call, response: Response, before: Doc) -> Response:
    """Return the reply to an update with what was sent, or with what was there before."""
    data = document_of(response).get("data")
    if not call.is_update or not isinstance(data, dict):
        return response
    sent = {name: value for name, value in data.items() if name in call.body}
    return with_data(response, lambda _data: before or sent)


@variant("envelope", bare="the object by itself", list="the object in a list of one")
def _envelope(call: Call) -> Response:
    response = call.respond()
    document = document_of(response)
    data = document.get("data")
    if response.status >= 300 or not isinstance(data, dict):
        return response
    return json_response(response.status, data if call.value == "bare" else {**document, "data": [data]})


@variant("success-status", **{"200": "200", "201": "201", "202": "202"})
def _success_status(call: Call) -> Response:
    response = call.respond()
    return replace(response, status=int(call.value)) if response.status in (200, 201) else response
