"""Validation of a request's key, query and body against the contract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from . import contract
from .http import HTTPError, Request, bad_request
from .store import Doc

_KEY_PREFIX = "console-"


def validate_key(request: Request) -> str:
    """Return the Console API key of a request.

    Raises:
        HTTPError: 401, there is none, or it is a key of another type.
    """
    key = request.headers.get("statsig-api-key", "")
    if not key.startswith(_KEY_PREFIX) or key == _KEY_PREFIX:
        redacted = f"{key.split('-', 1)[0]}-..." if "-" in key else "none"
        raise HTTPError(
            401, f"This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: {redacted}"
        )
    return key


def validate_query(request: Request, operation: contract.Operation) -> dict[str, list[str]]:
    """Return the query parameters of a request.

    Raises:
        HTTPError: 400, a parameter is unknown, invalid or missing.
    """
    known: Mapping[str, Any] = operation.facts["query"]
    query: dict[str, list[str]] = {}
    for name, value in request.query:
        query.setdefault(name, []).append(value)
    errors = [(name, "Required") for name, facts in known.items() if facts["required"] and name not in query]
    for name, values in query.items():
        if name not in known:
            errors.append((name, "Unrecognized key"))
        elif problems := [p for value in values for p in _query_problems(known[name]["schema"], value)]:
            errors.append((name, problems[0][1]))
    if errors:
        raise bad_request(*errors)
    return query


def _query_problems(schema: contract.Schema, value: str) -> list[contract.Problem]:
    """Return the problems of a query parameter.

    A parameter arrives as a string. It is valid if the schema allows the string, the number or boolean that the string
    spells, or a list with the string as its only item.
    """
    readings: Iterable[Any] = (_number(value), value, [value], {"true": True, "false": False}.get(value))
    found = [contract.invalid(schema, reading) for reading in readings if reading is not None]
    return [] if [] in found else found[0]


def _number(value: str) -> float | None:
    return float(value) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", value, re.ASCII) else None


def validate_body(request: Request, operation: contract.Operation, unknown_fields: str) -> tuple[Doc, list[str]]:
    """Return the body of a request, and the paths of the fields that were stripped from it.

    Args:
        request: the request.
        operation: the operation that it is for.
        unknown_fields: ``reject``, ``strip`` or ``accept`` fields that the contract does not have. What Statsig does
            with them is not known.

    Raises:
        HTTPError: 400, the body is not JSON or not valid.
    """
    try:
        body = json.loads(request.body) if request.body else {}
        # Python reads more than JSON (NaN, lone surrogates), which could not be sent back.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise HTTPError(400, "Unexpected token in JSON") from None
    stripped: list[str] = []
    if operation.body is not None:
        stripped = _strip_unknown(operation.body, body, unknown_fields)
        if errors := contract.invalid(operation.body, body):
            raise bad_request(*errors)
    return body if isinstance(body, dict) else {"": body}, stripped


def _strip_unknown(schema: contract.Schema, body: Any, unknown_fields: str) -> list[str]:
    if unknown_fields == "accept":
        return []
    paths = list(contract.unknown_fields(schema, body))
    if paths and unknown_fields == "reject":
        raise bad_request(*((".".join(path), "Unrecognized key") for path in paths))
    for path in reversed(paths):
        _remove(body, path)
    return [".".join(path) for path in paths]


def _remove(body: Any, path: tuple[str, ...]) -> None:
    for part in path[:-1]:
        body = body[int(part)] if isinstance(body, list) else body[part]
    body.pop(path[-1], None)
