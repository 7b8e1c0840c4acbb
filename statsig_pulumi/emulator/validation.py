"""Validation of a request's key, query and body against the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from . import contract
from .http import HTTPError, Request, bad_request, parse_json
from .store import CONSOLE_KEY, Doc

UNKNOWN_FIELDS = ("reject", "strip", "accept")
"""What can be done with fields that the contract does not have."""
_SENT_EMPTY = ("owner", "warehouseNative")
"""Fields that Statsig's own clients send as an empty object where they have nothing to say."""


def validate_key(request: Request) -> str:
    """Return the Console API key of a request.

    Raises:
        HTTPError: 401, there is none, or it is a key of another type.
    """
    key = request.headers.get("statsig-api-key", "")
    if not key.startswith(CONSOLE_KEY) or key == CONSOLE_KEY:
        raise inactive(key)
    return key


def inactive(key: str) -> HTTPError:
    """Return the 401 of a key of another type, or of one that does not work any more. It does not repeat the key."""
    redacted = f"{key.split('-', 1)[0]}-..." if "-" in key else "none"
    return HTTPError(
        401, f"This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: {redacted}"
    )


def validate_query(
    request: Request, operation: contract.Operation, unknown_fields: str
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the query parameters of a request, and the names of those that were stripped from it.

    Args:
        request: the request.
        operation: the operation that it is for.
        unknown_fields: as for the body.

    Raises:
        HTTPError: 400, a parameter is unknown, invalid or missing.
    """
    known: Mapping[str, Any] = operation.facts["query"]
    query: dict[str, list[str]] = {}
    for name, value in request.query:
        query.setdefault(name, []).append(value)
    errors = [(name, "Required") for name, facts in known.items() if facts["required"] and name not in query]
    unknown = [name for name in query if name not in known]
    if unknown_fields == "reject":
        errors += [(name, "Unrecognized key") for name in unknown]
    for name, values in query.items():
        schema = known[name]["schema"] if name in known else {}
        if problems := [p for value in values for p in _query_problems(schema, value)]:
            errors.append((name, problems[0][1]))
    if errors:
        raise bad_request(*errors)
    stripped = unknown if unknown_fields == "strip" else []
    return {name: values for name, values in query.items() if name not in stripped}, stripped


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
    body = parse_json(request.body) if request.body else {}
    if isinstance(body, dict):
        body = {name: value for name, value in body.items() if name not in _SENT_EMPTY or value != {}}
    stripped: list[str] = []
    if operation.body is not None:
        stripped = strip_unknown(operation.body, body, unknown_fields)
        if errors := contract.invalid(operation.body, body):
            raise bad_request(*errors)
    return body if isinstance(body, dict) else {"": body}, stripped


def strip_unknown(schema: contract.Schema, body: Any, unknown_fields: str) -> list[str]:
    """Remove the fields of a body that its schema does not have, unless they are accepted; return their paths.

    Raises:
        HTTPError: 400, they are rejected.
    """
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
