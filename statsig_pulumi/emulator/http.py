"""HTTP requests, responses and errors, independent of any server or client library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BASE = "/console/v1"
"""The path that every operation of the API begins with."""
MAX_BODY = 16 * 1024 * 1024
"""The longest body of a request, in bytes."""
MAX_HEADERS = 64 * 1024
"""The longest headers of a request, names and values together, in bytes."""
MAX_DEPTH = 100
"""The deepest JSON of a request: how many lists and objects may be inside each other."""


@dataclass(frozen=True)
class Request:
    """A request: ``path`` includes ``/console/v1``, ``query`` is pairs, header names are in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def api_path(self) -> str:
        """The path without ``/console/v1``; "" if the path does not begin with it."""
        return self.path[len(BASE) :] if self.path.startswith(f"{BASE}/") else ""


@dataclass(frozen=True)
class Response:
    """A response; ``fault`` and ``delay`` tell the transport to lose it or to send it late."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Literal["timeout", "drop", "hang"] | None = None
    delay: float = 0

    @property
    def document(self) -> Any:
        """The body, parsed as JSON."""
        return json.loads(self.body)


def json_response(status: int, document: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Return a response with a JSON body."""
    return Response(status, json.dumps(document).encode(), {"content-type": "application/json", **(headers or {})})


def parse_json(body: bytes | str) -> Any:
    """Return the JSON value of a request's body.

    Raises:
        HTTPError: 400, the body is not JSON, or too deep.
    """
    try:
        value = json.loads(body)
        # Python reads more than JSON (NaN, lone surrogates), which could not be sent back.
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise HTTPError(400, "Unexpected token in JSON") from None
    if _depth(value) > MAX_DEPTH:
        raise HTTPError(400, f"JSON is nested more than {MAX_DEPTH} deep")
    return value


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while containers := [one for one in level if isinstance(one, (dict, list))]:
        depth += 1
        level = [inner for one in containers for inner in (one.values() if isinstance(one, dict) else one)]
    return depth


def check_size(request: Request) -> None:
    """Check the length of a request's body and headers.

    Raises:
        HTTPError: 413 or 431, they are too long.
    """
    if len(request.body) > MAX_BODY:
        raise too_large()
    if sum(len(name) + len(value) for name, value in request.headers.items()) > MAX_HEADERS:
        raise HTTPError(431, f"Request headers are longer than {MAX_HEADERS} bytes")


def too_large() -> HTTPError:
    """Return the 413 of a body that is too long."""
    return HTTPError(413, f"Request body is longer than {MAX_BODY} bytes")


class HTTPError(Exception):
    """An error that ends the request; the server sends it as the response.

    Args:
        status: the HTTP status.
        message: the ``message`` of the error document.
        errors: ``(property, problem)`` pairs of a failed validation.
        headers: further headers.
    """

    def __init__(
        self,
        status: int,
        message: str,
        errors: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.errors, self.headers = status, message, list(errors), headers

    def response(self) -> Response:
        """Return the error as a response."""
        body: dict[str, Any] = {"status": self.status, "message": self.message}
        if self.errors:
            body["errors"] = [{"property": name, "errorMessage": problem} for name, problem in self.errors]
        return json_response(self.status, body, self.headers)


def bad_request(*errors: tuple[str, str]) -> HTTPError:
    """Return the 400 of a failed validation."""
    return HTTPError(400, "Bad Request Exception", errors)
