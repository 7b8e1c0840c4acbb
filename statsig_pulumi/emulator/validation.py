"""A request's key, query and body, checked against the contract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from . import contract
from .http import Refusal, Request, bad_request
from .store import Doc

_KEY_PREFIX = "console-"


def key_of(request: Request) -> str:
    """The key.

    Raises:
        Refusal: 401, it is none of a console's.
    """
    key = request.headers.get("statsig-api-key", "")
    if not key.startswith(_KEY_PREFIX) or key == _KEY_PREFIX:
        shown = f"{key.split('-', 1)[0]}-..." if "-" in key else "none"
        raise Refusal(
            401, f"This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: {shown}"
        )
    return key


def query_of(request: Request, operation: contract.Operation) -> dict[str, list[str]]:
    """The query parameters.

    Raises:
        Refusal: 400.
    """
    known: Mapping[str, Any] = operation.facts["query"]
    given: dict[str, list[str]] = {}
    for name, value in request.query:
        given.setdefault(name, []).append(value)
    errors = [(name, "Required") for name, facts in known.items() if facts["required"] and name not in given]
    for name, values in given.items():
        if name not in known:
            errors.append((name, "Unrecognized key"))
        elif problems := [p for value in values for p in _query_problems(known[name]["schema"], value)]:
            errors.append((name, problems[0][1]))
    if errors:
        raise bad_request(*errors)
    return given


def _query_problems(schema: contract.Schema, text: str) -> list[contract.Problem]:
    """A query parameter is text: it is right when the text is, or what the text says, or a list of it."""
    readings: Iterable[Any] = (_number(text), text, [text], {"true": True, "false": False}.get(text))
    found = [contract.invalid(schema, reading) for reading in readings if reading is not None]
    return [] if [] in found else found[0]


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text, re.ASCII) else None


def body_of(request: Request, operation: contract.Operation, manners: str) -> tuple[Doc, list[str]]:
    """The body, and the paths of what was left out of it.

    Args:
        request: what came.
        operation: what it is for.
        manners: ``reject``, ``strip`` or ``accept`` fields that the contract does not know; the API's are unknown.

    Raises:
        Refusal: 400.
    """
    try:
        body = json.loads(request.body) if request.body else {}
        # What Python reads beyond JSON (NaN, half a character) could not be told again.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise Refusal(400, "Unexpected token in JSON") from None
    if operation.body is None:
        return body if isinstance(body, dict) else {"": body}, []
    stripped = _unknown(operation.body, body, manners)
    if errors := contract.invalid(operation.body, body):
        raise bad_request(*errors)
    return body if isinstance(body, dict) else {"": body}, stripped


def _unknown(schema: contract.Schema, body: Any, manners: str) -> list[str]:
    if manners == "accept":
        return []
    paths = list(contract.unknown_fields(schema, body))
    if paths and manners == "reject":
        raise bad_request(*((".".join(path), "Unrecognized key") for path in paths))
    for path in reversed(paths):
        _remove(body, path)
    return [".".join(path) for path in paths]


def _remove(body: Any, path: tuple[str, ...]) -> None:
    for part in path[:-1]:
        body = body[int(part)] if isinstance(body, list) else body[part]
    body.pop(path[-1], None)
