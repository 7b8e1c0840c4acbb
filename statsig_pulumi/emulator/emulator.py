"""The request cycle that all operations share: authentication, validation, the handler, and the response's own check.

The key, the path, the body and the query are validated, in this order, before the operation's handler runs. What the
handler returns is checked against the contract too, so that the emulator cannot drift from Statsig's document.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from . import contract, faults, openapi, trace, validation
from .context import Context, Handler, Success
from .control_plane import PREFIX, run_command
from .handlers import FAMILIES, HANDLERS, surrounded
from .handlers.audit import AUDITED
from .handlers.common import new_id
from .handlers.reviewers import SERVICE
from .handlers.reviews import judge_by_hand, propose_by_hand
from .http import BASE, MAX_BODY, HTTPError, Request, Response, check_size, json_response, parse_json
from .rate_limit import count_attempt
from .store import CONSOLE_KEY, Doc, Project, Store
from .variants import check as check_variants
from .variants import chosen_variant
from .variants import respond as respond_as_chosen

_LOG_LENGTH = 10_000
_PERSON = "A Person"
_IDS = ("id", "name", "key", "email")
"""The fields of a response that may hold the id of an object."""


class EmulatorBug(AssertionError):
    """A mistake of the emulator: a response that the contract does not allow, or an exception in a handler."""


@dataclass(frozen=True)
class LogEntry:
    """One entry of the request log."""

    time: float
    method: str
    path: str
    status: int
    project: str
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)


class Emulator:
    """A Console API with a store of its own.

    Args:
        path: the file of the store; None for memory.
        now: the clock, in seconds since 1970.
        rate_limit: whether Statsig's rate limits apply, unless ``settings`` changes it.
        unknown_fields: ``reject``, ``strip`` or ``accept`` request fields that the contract does not have, unless
            ``settings`` changes it.
        report: where a request with such fields is reported, once for each operation and its fields.
        strict_responses: whether a response that the contract does not allow raises an exception; otherwise it is
            sent as a 500. Objects that were seeded or edited are not held to the contract.

    Raises:
        StoreError: the file cannot be created or used.
    """

    def __init__(
        self,
        path: str | None = None,
        *,
        now: Callable[[], float] = time.time,
        rate_limit: bool = False,
        unknown_fields: str = "reject",
        report: Callable[[str], None] = lambda _line: None,
        strict_responses: bool = True,
    ) -> None:
        self.store = Store(path, now=now, audited=AUDITED, families=FAMILIES)
        self._now, self._rate_limit, self._strict = now, rate_limit, strict_responses
        self._unknown_fields, self._report, self._reported = unknown_fields, report, set[str]()

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
        except sqlite3.Error as error:  # a full disk
            return HTTPError(500, f"The emulator cannot write its file: {error}").response()

    def _dispatch(self, request: Request) -> Response:
        if request.path.startswith(PREFIX):
            return run_command(self, request)
        if (request.method, request.path) == ("GET", openapi.PATH):
            return json_response(200, openapi.document())
        fault = faults.take(self.store, request)
        acts = fault is None or fault.get("after_effect")
        response = respond_as_chosen(self._respond, request, self.store) if acts else None
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
        check_size(request)
        key = validation.validate_key(request)
        if not self.store.is_active(key):
            raise validation.inactive(key)
        project = self.store.project(key)
        operation, path_params = self._route(request, key, project)
        handler = HANDLERS.get(operation.name)
        if handler is None:
            raise HTTPError(501, f"{operation.name} is not emulated yet")
        unknown_fields = chosen_variant("unknown-fields")
        unknown_fields = unknown_fields or self.store.setting("unknown_fields", self._unknown_fields)
        body, stripped = validation.validate_body(request, operation, unknown_fields)
        query, stripped_query = validation.validate_query(request, operation, unknown_fields)
        context = Context(
            operation=operation,
            project=project,
            warehouse_native=project.warehouse_native,
            path_params=path_params,
            query=query,
            body=body,
            now=int(self._now() * 1000),
            key=key,
        )
        return self._handled(context, handler, [*stripped, *stripped_query])

    def _handled(self, context: Context, handler: Handler, stripped: list[str]) -> Response:
        """Return a handler's response. An error, also one of the handler itself, leaves nothing of its effects."""
        try:
            with self.store.undone_on_error():
                return self._checked(context, surrounded(handler)(context), stripped)
        except (HTTPError, EmulatorBug, sqlite3.Error):
            raise
        except RecursionError:
            raise HTTPError(400, "The request is nested too deep") from None
        except Exception as error:
            if _by_hand(context):
                raise HTTPError(500, f"An object that was seeded or edited is incomplete: {error!r}") from error
            raise EmulatorBug(f"emulator bug: {context.operation.name}: {error!r}") from error

    def _route(self, request: Request, key: str, project: Project) -> tuple[contract.Operation, dict[str, str]]:
        found = contract.find(request.method, request.api_path)
        if isinstance(found, int):
            raise HTTPError(found, f"Cannot {request.method} {request.path}")
        if request.method != "GET":
            if self.store.setting("rate_limit", self._rate_limit):
                count_attempt(self.store, project.id, found[0], self._now())
            if key.startswith("console-readonly-"):
                raise HTTPError(403, "Forbidden resource")
        return found

    def _checked(self, context: Context, success: Success, stripped: list[str]) -> Response:
        operation = context.operation
        if success.text is not None:
            return Response(
                operation.status, success.text.encode(), {"content-type": f"{operation.media_type}; charset=utf-8"}
            )
        document = success.document()
        problems = contract.invalid(operation.facts["response"], document)
        problems = [one for one in problems if not (success.is_part and one[1] == "Required")]
        if problems := [one for one in problems if not _is_by_hand(context, success.data, one[0])]:
            details = "; ".join(f"{name}: {problem}" for name, problem in problems)
            raise EmulatorBug(f"emulator bug: its response to {operation.name} is not valid: {details}")
        return json_response(operation.status, document, self._unknown(operation, stripped))

    def _unknown(self, operation: contract.Operation, stripped: list[str]) -> dict[str, str]:
        """Report the fields of a request that the contract does not have, and return the header that names them."""
        if not stripped:
            return {}
        names = quote(", ".join(stripped), safe=", ")
        line = f"{operation.name}: not in the API's document and ignored: {names}"
        if line not in self._reported:
            self._reported.add(line)
            self._report(line)
        return {"x-emulator-stripped": names}

    def _log(self, request: Request, response: Response) -> None:
        project = self.store.project(request.headers.get("statsig-api-key", "")).id
        path = request.path.removeprefix(BASE)
        body, query = _json_or_none(request.body), dict(request.query)
        entry = LogEntry(self._now(), request.method, path, response.status, project, body, query)
        self.store.append("log", vars(entry))
        self.store.keep_last("log", _LOG_LENGTH)

    # -- changes that bypass the API -----------------------------------------------------------------------------

    def reset(self) -> None:
        """Delete all objects, settings, faults and log entries."""
        self.store.clear()

    def seed(self, key: str, family: str, document: Mapping[str, Any]) -> None:
        """Store a document as it is. ``family`` is the path of the collection: ``gates``, ``users/teams``.

        Raises:
            ValueError: there is no such family.
        """
        with self.store.transaction():
            project, id = self.store.project(key, by=_PERSON), str(document["id"])
            project.put(family, id, dict(document))
            project.mark_by_hand(family, id)

    def edit(self, key: str, family: str, id: str, changes: Mapping[str, Any]) -> None:
        """Update fields of a document, as a person would in the console.

        Raises:
            KeyError: there is no such document.
            ValueError: the id cannot change.
        """
        with self.store.transaction():
            project = self.store.project(key, by=_PERSON)
            doc = project.get(family, id)
            if doc is None:
                raise KeyError(f"{family}/{id}")
            if changes.get("id", id) != id:
                raise ValueError("the id of a document cannot change")
            by = {"lastModifierName": _PERSON, "lastModifierEmail": "person@example.com"}
            when = {"lastModifiedTime": int(self._now() * 1000)}
            bumped = {"version": doc["version"] + 1, **by, **when} if isinstance(doc.get("version"), int) else {}
            project.put(family, id, {**doc, **bumped, **changes})
            project.mark_by_hand(family, id)

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

    def propose(self, key: str, family: str, id: str, proposal: Mapping[str, Any]) -> str:
        """Propose a change of an object for review, as a person would in the console; return the review's id.

        Args:
            key: the project's key.
            family: ``gates``, ``dynamic_configs``, ``experiments``, ``autotunes`` or ``segments``.
            id: the object's id.
            proposal: the body of ``POST /{family}/{id}/reviews``; for a segment ``{"change": {"rules": [...]}}``.

        Raises:
            HTTPError: it cannot be proposed.
        """
        with self.store.transaction():
            return propose_by_hand(self._by_person(key, family, id), family, dict(proposal))

    def review(self, key: str, id: str, verdict: str) -> None:
        """Approve, reject, send back, commit or cancel a review, as a person would in the console.

        Args:
            key: the project's key.
            id: the review's id.
            verdict: ``approve``, ``reject``, ``request_changes``, ``commit`` or ``cancel``.

        Raises:
            HTTPError: there is no such review, or its status does not allow it.
        """
        with self.store.transaction():
            judge_by_hand(self._by_person(key, "gates", ""), id, verdict)

    def _by_person(self, key: str, family: str, id: str) -> Context:
        """Return a request that a person makes past the API."""
        found = contract.find("DELETE", f"/{family}/{id or '-'}")
        assert not isinstance(found, int)  # noqa: S101 - the families of reviews have that operation
        project = self.store.project(key, by=_PERSON)
        now, native = int(self._now() * 1000), project.warehouse_native
        return Context(found[0], project, native, {"id": id}, {}, {}, now, key)

    def add_key(self, key: str, project_of: str, user: str | None = None) -> None:
        """Give a project another key, by its value: ``key`` opens the project of the key ``project_of``.

        The key is then one of the project's keys, which requests can rotate, deactivate and delete. With ``user``, the
        id of a user, it is that user's: reviews know who uses it. Otherwise it stands for itself, as an admin.

        Raises:
            ValueError: it is not a Console API key, or one that opens another project or works no more.
        """
        with self.store.transaction():
            project, own = self.store.project(project_of, by=_PERSON), self.store.project(key)
            if not key.startswith(CONSOLE_KEY) or key == CONSOLE_KEY:
                raise ValueError(f"a Console API key begins with {CONSOLE_KEY}")
            if not self.store.is_active(key):
                raise ValueError("the key has been rotated, deactivated or deleted")
            if own.id != project.id and not own.is_empty():
                raise ValueError("the key opens another project already")
            if project.get("keys", key) is None:
                names = {"description": "Added by the control plane", "type": "CONSOLE", "scopes": []}
                acts_as = user or (SERVICE if own.id == project.id else new_id())
                names |= {"actorID": acts_as, "id": key, "key": key, "status": "active"}
                project.put("keys", key, names)

    def fail(
        self,
        count: int = 1,
        *,
        status: int | None = None,
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
            status: the status of the response. By default 502 for ``html``, 500 for the other kinds; for those that
                change the operation's own response, its own.
            method: only requests with this method.
            path: only requests to this path below ``/console/v1``, or to this path template of the contract
                (``/gates/{id}``); ``*`` matches anything.
            kind: ``status``, ``timeout`` (no response), ``drop`` (the connection breaks) or ``hang`` (a late response:
                the operation's own with ``after_effect``, otherwise an error with ``status``); ``html`` (a proxy's
                page); ``truncated`` (half of the JSON), ``content_type`` (JSON as text/plain) and ``empty`` (no
                body), of the operation's own response with ``after_effect``, otherwise of an error.
            after_effect: whether the operation is carried out before the request fails.
            retry_after: the value of the ``Retry-After`` header, in seconds.
            skip: the number of matching requests that succeed first.
            seconds: the delay of the kind ``hang``.

        Raises:
            ValueError: there is no such kind.
        """
        if kind not in faults.KINDS:
            raise ValueError(f"unknown kind of fault: {kind}")
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

    def settings(
        self,
        *,
        unknown_fields: str | None = None,
        rate_limit: bool | None = None,
        enforce_reviews: bool | None = None,
        gradual_rollouts: bool | None = None,
        retry_after: bool | None = None,
        mutations_per_10s: int | None = None,
        mutations_per_15min: int | None = None,
        segment_mutations_per_10s: int | None = None,
        segment_mutations_per_15min: int | None = None,
        variants: Mapping[str, str] | None = None,
    ) -> None:
        """Change how strict the emulator is. What is left out or None stays as it is.

        Args:
            unknown_fields: ``reject``, ``strip`` or ``accept`` request fields that the contract does not have.
            rate_limit: whether Statsig's rate limits apply.
            enforce_reviews: whether a direct change is refused where a review is required, as it is by default.
            gradual_rollouts: whether the projects' policy demands a strategy for a gate's higher percentage.
            retry_after: whether a 429 has the header ``Retry-After``; Statsig documents none.
            mutations_per_10s: writes that a project may attempt in any 10 seconds.
            mutations_per_15min: the same in any 15 minutes.
            segment_mutations_per_10s: writes to segments that a project may attempt in any 10 seconds.
            segment_mutations_per_15min: the same in any 15 minutes.
            variants: other servers that the documentation allows, by name, in place of all before; see ``variants``.

        Raises:
            ValueError: there is no such variant, or it has no such value.
        """
        wanted = {name: value for name, value in locals().items() if name != "self" and value is not None}
        check_variants(variants or {})
        for name, value in wanted.items():
            self.store.set(name, value)

    def log(self) -> list[LogEntry]:
        """Return the latest requests, without their keys."""
        return [LogEntry(**body) for _, body in self.store.entries("log")]

    def clear_log(self) -> None:
        """Delete all log entries."""
        self.store.rows("delete from log")


def _json_or_none(body: bytes) -> Any:
    try:
        return parse_json(body) if len(body) <= MAX_BODY else None
    except HTTPError:
        return None


def _by_hand(context: Context) -> bool:
    """Return whether the project has documents that were written past the API."""
    return bool(context.project.by_hand())


def _is_by_hand(context: Context, data: Any, where: str) -> bool:
    """Return whether a problem of a response is one of a document that was written past the API.

    Args:
        context: the request.
        data: the data of the response, an object or a list of them.
        where: the path of the problem.
    """
    ids = context.project.by_hand()
    place = where.split(".")[1:2]
    element = data[int(place[0])] if isinstance(data, list) and place and place[0].isdigit() else data
    named = [element.get(name) for name in _IDS] if isinstance(element, dict) else []
    return not ids.isdisjoint([*(one for one in named if isinstance(one, str)), *context.path_params.values()])
