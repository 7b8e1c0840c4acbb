"""The request cycle that all operations share: authentication, validation, the handler, and the response's own check.

The key, the path, the body and the query are validated, in this order, before the operation's handler runs. What the
handler returns is checked against the contract too, so that the emulator cannot drift from Statsig's document.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import contract, faults, openapi, trace, validation
from .context import Context, Success
from .control_plane import COMMANDS, PREFIX, run_command
from .handlers import HANDLERS
from .handlers.audit import AUDITED
from .http import BASE, HTTPError, Request, Response, json_response
from .store import Doc, Store, fingerprint

_RATE_LIMITS = ((10.0, 100), (900.0, 900))
"""Writes that a project may send: the seconds of a window, and the number of requests in it."""
_LOG_LENGTH = 10_000
_PERSON = "A Person"


class EmulatorBug(AssertionError):
    """A response that the contract does not allow: a mistake of the emulator, or of a seeded document."""


@dataclass(frozen=True)
class LogEntry:
    """One entry of the request log."""

    time: float
    method: str
    path: str
    status: int
    project: str
    body: Any = None


class Emulator:
    """A Console API with a store of its own.

    Args:
        path: the file of the store; None for memory.
        now: the clock, in seconds since 1970.
        rate_limit: whether Statsig's rate limits apply, unless ``settings`` changes it.
        strict_responses: whether a response that the contract does not allow raises an exception; otherwise it is
            sent as a 500.
    """

    def __init__(
        self,
        path: str | None = None,
        *,
        now: Callable[[], float] = time.time,
        rate_limit: bool = False,
        strict_responses: bool = True,
    ) -> None:
        self.store = Store(path, now=now, audited=AUDITED)
        self._now, self._rate_limit, self._strict = now, rate_limit, strict_responses

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def handle(self, request: Request) -> Response:
        """Return the response to a request.

        Raises:
            EmulatorBug: the response would not be valid; nothing has changed.
        """
        try:
            with self.store.transaction():
                return self._dispatch(request)
        except EmulatorBug as bug:
            if self._strict:
                raise
            return HTTPError(500, str(bug)).response()

    def _dispatch(self, request: Request) -> Response:
        if request.path.startswith(PREFIX):
            return run_command({name: getattr(self, name) for name in COMMANDS}, request)
        if (request.method, request.path) == ("GET", openapi.PATH):
            return json_response(200, openapi.document())
        fault = faults.take(self.store, request)
        response = self._respond(request) if fault is None or fault.get("after_effect") else None
        final = faults.failed_response(fault, response) if fault else response
        assert final is not None  # noqa: S101 - without a fault there is a response
        self._log(request, final)
        trace.record(request, final)
        return replace(final, delay=final.delay + self.store.setting("latency", 0))

    def _respond(self, request: Request) -> Response:
        try:
            return self._call_operation(request)
        except HTTPError as error:
            return error.response()

    def _call_operation(self, request: Request) -> Response:
        key = validation.validate_key(request)
        operation, path_params = self._route(request, key)
        handler = HANDLERS.get(operation.name)
        if handler is None:
            raise HTTPError(501, f"{operation.name} is not emulated yet")
        unknown_fields = self.store.setting("unknown_fields", "reject")
        body, stripped = validation.validate_body(request, operation, unknown_fields)
        context = Context(
            operation=operation,
            project=self.store.project(key),
            warehouse_native=key.startswith("console-whn-"),
            path_params=path_params,
            query=validation.validate_query(request, operation),
            body=body,
            now=int(self._now() * 1000),
        )
        return self._checked(operation, handler(context), stripped)

    def _route(self, request: Request, key: str) -> tuple[contract.Operation, dict[str, str]]:
        found = contract.find(request.method, request.api_path)
        if isinstance(found, int):
            raise HTTPError(found, f"Cannot {request.method} {request.path}")
        if request.method != "GET":
            self._count_write(key)
            if key.startswith("console-readonly-"):
                raise HTTPError(403, "Forbidden resource")
        return found

    def _checked(self, operation: contract.Operation, success: Success, stripped: list[str]) -> Response:
        if success.text is not None:
            return Response(
                operation.status, success.text.encode(), {"content-type": f"{operation.media_type}; charset=utf-8"}
            )
        document = success.document()
        if problems := contract.invalid(operation.facts["response"], document):
            details = "; ".join(f"{name}: {problem}" for name, problem in problems)
            raise EmulatorBug(f"emulator bug: its response to {operation.name} is not valid: {details}")
        headers = {"x-emulator-stripped": ", ".join(stripped)} if stripped else None
        return json_response(operation.status, document, headers)

    def _count_write(self, key: str) -> None:
        if not self.store.setting("rate_limit", self._rate_limit):
            return
        now, project = self._now(), fingerprint(key)
        for seconds, limit in _RATE_LIMITS:
            found = self.store.rows(
                "select at from mutations where project = ? and at > ? order by at", project, now - seconds
            )
            if len(found) >= limit:
                wait = found[-limit][0] + seconds - now
                raise HTTPError(429, "Too many requests", headers={"retry-after": str(max(1, round(wait + 0.5)))})
        self.store.rows("delete from mutations where project = ? and at <= ?", project, now - _RATE_LIMITS[-1][0])
        self.store.rows("insert into mutations values (?, ?)", project, now)

    def _log(self, request: Request, response: Response) -> None:
        body = json.loads(request.body) if _is_json(request.body) else None
        key = request.headers.get("statsig-api-key", "")
        entry = LogEntry(
            self._now(), request.method, request.path.removeprefix(BASE), response.status, fingerprint(key), body
        )
        self.store.append("log", vars(entry))
        self.store.keep_last("log", _LOG_LENGTH)

    # -- changes that bypass the API -----------------------------------------------------------------------------

    def reset(self) -> None:
        """Delete all objects, settings, faults and log entries."""
        self.store.clear()

    def seed(self, key: str, family: str, document: Mapping[str, Any]) -> None:
        """Store a document as it is. ``family`` is the path of the collection: ``gates``, ``users/teams``."""
        with self.store.transaction():
            self.store.project(key, by=_PERSON).put(family, str(document["id"]), dict(document))

    def edit(self, key: str, family: str, id: str, changes: Mapping[str, Any]) -> None:
        """Update fields of a document, as a person would in the console."""
        with self.store.transaction():
            project = self.store.project(key, by=_PERSON)
            doc = project.get(family, id)
            if doc is None:
                raise KeyError(f"{family}/{id}")
            by = {"lastModifierName": _PERSON, "lastModifierEmail": "person@example.com"}
            when = {"lastModifiedTime": int(self._now() * 1000)}
            bumped = {"version": doc["version"] + 1, **by, **when} if "version" in doc else {}
            project.put(family, id, {**doc, **bumped, **changes})

    def delete(self, key: str, family: str, id: str) -> None:
        """Delete a document, as a person would in the console."""
        with self.store.transaction():
            self.store.project(key, by=_PERSON).delete(family, id)

    def get(self, key: str, family: str, id: str) -> Doc | None:
        """Return a document as it is stored."""
        return self.store.project(key).get(family, id)

    def all(self, key: str, family: str) -> list[Doc]:
        """Return the documents of a family."""
        return self.store.project(key).all(family)

    def fail(
        self,
        count: int = 1,
        *,
        status: int = 500,
        method: str | None = None,
        path: str | None = None,
        kind: str = "status",
        after_effect: bool = False,
        retry_after: float | None = None,
        skip: int = 0,
        seconds: float = 0,
    ) -> None:
        """Make the next requests fail.

        Args:
            count: the number of requests.
            status: the status of the response, for the kinds ``status`` and ``hang``.
            method: only requests with this method.
            path: only requests to this path below ``/console/v1``, or to this path template of the contract
                (``/gates/{id}``); ``*`` matches anything.
            kind: ``status``, ``timeout`` (no response), ``drop`` (the connection breaks) or ``hang`` (a late response:
                the operation's own with ``after_effect``, otherwise an error with ``status``).
            after_effect: whether the operation is carried out before the request fails.
            retry_after: the value of the ``Retry-After`` header, in seconds.
            skip: the number of matching requests that succeed first.
            seconds: the delay of the kind ``hang``.
        """
        fault = {
            "count": count, "status": status, "method": method, "path": path, "kind": kind,
            "after_effect": after_effect, "retry_after": retry_after, "skip": skip, "seconds": seconds,
        }  # fmt: skip
        with self.store.transaction():
            self.store.append("faults", fault)

    def clear_faults(self) -> None:
        """Remove the faults that have not occurred yet."""
        self.store.rows("delete from faults")

    def latency(self, seconds: float) -> None:
        """Delay every response."""
        self.store.set("latency", seconds)

    def settings(self, *, unknown_fields: str | None = None, rate_limit: bool | None = None) -> None:
        """Change how strict the emulator is.

        Args:
            unknown_fields: ``reject``, ``strip`` or ``accept`` request fields that the contract does not have.
            rate_limit: whether Statsig's rate limits apply.
        """
        for name, value in (("unknown_fields", unknown_fields), ("rate_limit", rate_limit)):
            if value is not None:
                self.store.set(name, value)

    def log(self) -> list[LogEntry]:
        """Return the latest requests, without their keys."""
        return [LogEntry(**body) for _, body in self.store.entries("log")]

    def clear_log(self) -> None:
        """Delete all log entries."""
        self.store.rows("delete from log")


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
