"""Variants: other servers that the documentation allows as well.

A variant is a switch with a few values, named after its row of docs/emulator.md where it has one. Without its value
the emulator is as that document says. Most variants change the request or the response around the handlers, as the
functions here do; a few are asked for by a handler, with ``chosen_variant``.

The functions stand from the innermost to the outermost: those of the envelope and the status come last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from .. import contract
from ..http import HTTPError, Request, Response
from ..store import Doc, Store

LAG = 1.0
"""The seconds by which reads are late, and after which the name of a deleted object is free again."""


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
        return path.endswith("}") and method in ("POST", "PATCH", "PUT") and exists(f"GET {path}")

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
        data = document_of(found).get("data")
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


def variant(name: str, **values: str) -> Callable[[Around], Around]:
    def register(around: Around) -> Around:
        VARIANTS[name] = Variant(name, {value.replace("_", "-"): text for value, text in values.items()}, around)
        return around

    return register


def asked_for(name: str, **values: str) -> None:
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


def exists(operation: str) -> bool:
    return operation in contract.document()["operations"]


def document_of(response: Response) -> Doc:
    try:
        found = json.loads(response.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def with_data(response: Response, change: Callable[[Any], Any]) -> Response:
    """Return a success with other data."""
    document = document_of(response)
    if response.status >= 300 or "data" not in document:
        return response
    return replace(response, body=json.dumps({**document, "data": change(document["data"])}).encode())


def with_objects(response: Response, change: Callable[[Doc], Doc]) -> Response:
    """Return a success with each of its objects changed."""

    def changed(data: Any) -> Any:
        members = [change(one) if isinstance(one, dict) else one for one in data] if isinstance(data, list) else None
        return members if members is not None else change(data) if isinstance(data, dict) else data

    return with_data(response, changed)


def everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with every object and list in it changed, the inner ones first."""
    if isinstance(value, dict):
        return change({name: everywhere(inner, change) for name, inner in value.items()})
    return change([everywhere(one, change) for one in value]) if isinstance(value, list) else value


def by_schema(schema: contract.Schema, value: Any, change: Callable[[contract.Schema, Any], Any]) -> Any:
    """Return a value with what the schema knows of it changed. Free JSON, of which it knows nothing, stays."""
    if isinstance(value, list):
        items = {"anyOf": [one["items"] for one in contract.alternatives(schema) if "items" in one]}
        return change(schema, [by_schema(items, one, change) for one in value])
    if isinstance(value, dict):
        shapes = [one["properties"] for one in contract.alternatives(schema) if "properties" in one]
        known = {name: {"anyOf": [s[name] for s in shapes if name in s]} for s in shapes for name in s}
        return {n: by_schema(known[n], v, change) if n in known else v for n, v in value.items()}
    return change(schema, value)


def types_of(schema: contract.Schema) -> set[str]:
    found = [one.get("type", "any") for one in contract.alternatives(schema)]
    return {kind for one in found for kind in (one if isinstance(one, list) else [one])} - {"null"}


def changed_by_schema(call: Call, change: Callable[[contract.Schema, Any], Any]) -> Response:
    response = call.respond()
    document = document_of(response)
    if response.status >= 300 or "data" not in document:
        return response
    changed = by_schema(call.operation.facts["response"], document, change)
    return replace(response, body=json.dumps({**document, "data": changed["data"]}).encode())
