"""HTTP requests, responses and errors, independent of any server or client library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BASE = "/console/v1"
"""The path that every operation of the API begins with."""


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
