"""Requests and replies, as the core sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BASE = "/console/v1"


@dataclass(frozen=True)
class Request:
    """A request: ``path`` includes ``/console/v1``, ``query`` is pairs, header names are in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def below(self) -> str:
        """The path below ``/console/v1``; "" where it is none of the API's."""
        return self.path[len(BASE) :] if self.path.startswith(f"{BASE}/") else ""


@dataclass(frozen=True)
class Reply:
    """A reply, or in its place the way in which it fails to come."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Literal["timeout", "drop", "hang"] | None = None
    delay: float = 0

    @property
    def document(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def reply(status: int, document: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
    """A reply with a JSON document."""
    return Reply(status, json.dumps(document).encode(), {"content-type": "application/json", **(headers or {})})


class Refusal(Exception):
    """A request is refused: what the server answers instead.

    Args:
        status: the HTTP status.
        message: what it says.
        errors: ``(property, problem)`` of a failed validation.
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

    def reply(self) -> Reply:
        """The refusal as a reply."""
        body: dict[str, Any] = {"status": self.status, "message": self.message}
        if self.errors:
            body["errors"] = [{"property": name, "errorMessage": text} for name, text in self.errors]
        return reply(self.status, body, self.headers)


def bad_request(*errors: tuple[str, str]) -> Refusal:
    """A failed validation."""
    return Refusal(400, "Bad Request Exception", errors)
