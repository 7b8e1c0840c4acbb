"""Request in, reply out: what holds for every operation, whatever its family.

Key, path, query and body are checked in this order; then the operation's behaviour answers, and its answer is checked
against the contract as well.
"""

from __future__ import annotations

import fnmatch
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import contract
from .behaviour import BEHAVIOURS
from .call import BASE, Answer, Call
from .control import PREFIX, control
from .http import Refusal, Reply, Request, bad_request, reply
from .store import Doc, Store, fingerprint

_WINDOWS = ((10.0, 100), (900.0, 900))
_LOGGED = 10_000
_KEY_PREFIX = "console-"


class EmulatorBug(AssertionError):
    """A reply that the contract does not allow: a mistake of the emulator's, or of a seeded document."""


@dataclass(frozen=True)
class Entry:
    """One line of the request log."""

    time: float
    method: str
    path: str
    status: int
    project: str
    body: Any = None


class Emulator:
    """A Console API with a store of its own.

    Args:
        path: the file it is kept in; None for memory.
        now: the time, in seconds since 1970.
        rate_limit: whether Statsig's limits hold, unless the setting says otherwise.
        strict_replies: whether a reply that the contract does not allow is raised; it is a 500 else.
    """

    def __init__(
        self,
        path: str | None = None,
        *,
        now: Callable[[], float] = time.time,
        rate_limit: bool = False,
        strict_replies: bool = True,
    ) -> None:
        self.store, self._now, self._rate_limit, self._strict = Store(path), now, rate_limit, strict_replies

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def handle(self, request: Request) -> Reply:
        """Answer one request.

        Raises:
            EmulatorBug: the reply would not be valid; nothing has changed.
        """
        try:
            return self._handled(request)
        except EmulatorBug as bug:
            if self._strict:
                raise
            return Refusal(500, str(bug)).reply()

    def _handled(self, request: Request) -> Reply:
        with self.store.transaction():
            if request.path.startswith(PREFIX):
                return control(self, request)
            fault = self._fault(request)
            answer = self._answer(request) if fault is None or fault.get("after_effect") else None
            final = _faulty(fault, answer) if fault else answer
            assert final is not None  # noqa: S101 - without a fault there is an answer
            self._note(request, final)
            return replace(final, delay=final.delay + self.store.setting("latency", 0))

    def _answer(self, request: Request) -> Reply:
        try:
            return self._serve(request)
        except Refusal as refusal:
            return refusal.reply()

    def _serve(self, request: Request) -> Reply:
        key = _key(request)
        found = contract.find(request.method, _below(request))
        if isinstance(found, int):
            raise Refusal(found, f"Cannot {request.method} {request.path}")
        operation, ids = found
        if request.method != "GET":
            self._limit(key)
            if key.startswith("console-readonly-"):
                raise Refusal(403, "Forbidden resource")
        behaviour = BEHAVIOURS.get(operation.name)
        if behaviour is None:
            raise Refusal(501, f"{operation.name} is not emulated yet")
        body, stripped = self._body(request, operation)
        call = Call(
            operation=operation,
            project=self.store.project(key),
            warehouse_native=key.startswith("console-whn-"),
            ids=ids,
            query=_query(request, operation),
            body=body,
            now=int(self._now() * 1000),
        )
        return self._checked(operation, behaviour(call), stripped)

    def _body(self, request: Request, operation: contract.Operation) -> tuple[Doc, list[str]]:
        try:
            body = json.loads(request.body) if request.body else {}
            # What Python reads beyond JSON (NaN, half a character) could not be told again.
            json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            raise Refusal(400, "Unexpected token in JSON") from None
        if operation.body is None:
            return body if isinstance(body, dict) else {"": body}, []
        stripped = self._unknown(operation.body, body)
        if errors := contract.invalid(operation.body, body):
            raise bad_request(*errors)
        return body if isinstance(body, dict) else {"": body}, stripped

    def _unknown(self, schema: contract.Schema, body: Any) -> list[str]:
        """What to do with fields that the contract does not know is a setting: the real API's manners are unknown."""
        manners = self.store.setting("unknown_fields", "reject")
        if manners == "accept":
            return []
        paths = list(contract.unknown_fields(schema, body))
        if paths and manners == "reject":
            raise bad_request(*((".".join(path), "Unrecognized key") for path in paths))
        for path in reversed(paths):
            _remove(body, path)
        return [".".join(path) for path in paths]

    def _checked(self, operation: contract.Operation, answer: Answer, stripped: list[str]) -> Reply:
        document = answer.document()
        if problems := contract.invalid(operation.facts["reply"], document):
            told = "; ".join(f"{name}: {text}" for name, text in problems)
            raise EmulatorBug(f"emulator bug: its reply to {operation.name} is not valid: {told}")
        return reply(operation.status, document, {"x-emulator-stripped": ", ".join(stripped)} if stripped else None)

    def _limit(self, key: str) -> None:
        if not self.store.setting("rate_limit", self._rate_limit):
            return
        now, project = self._now(), fingerprint(key)
        for seconds, most in _WINDOWS:
            found = self.store.rows(
                "select at from mutations where project = ? and at > ? order by at", project, now - seconds
            )
            if len(found) >= most:
                wait = found[-most][0] + seconds - now
                raise Refusal(429, "Too many requests", headers={"retry-after": str(max(1, round(wait + 0.5)))})
        self.store.rows("delete from mutations where project = ? and at <= ?", project, now - _WINDOWS[-1][0])
        self.store.rows("insert into mutations values (?, ?)", project, now)

    def _note(self, request: Request, answer: Reply) -> None:
        body = json.loads(request.body) if _is_json(request.body) else None
        key = request.headers.get("statsig-api-key", "")
        entry = Entry(
            self._now(), request.method, request.path.removeprefix(BASE), answer.status, fingerprint(key), body
        )
        self.store.append("log", vars(entry))
        self.store.keep_last("log", _LOGGED)

    def _fault(self, request: Request) -> Doc | None:
        """The first fault that is meant for this request; each counts down, first what it lets pass."""
        for place, fault in self.store.entries("faults"):
            if not _meant(fault, request):
                continue
            counter = "skip" if fault.get("skip") else "count"
            fault[counter] -= 1
            if fault["count"] <= 0:
                self.store.rows("delete from faults where place = ?", place)
            else:
                self.store.rows("update faults set body = ? where place = ?", json.dumps(fault), place)
            if counter == "count":
                return fault
        return None

    # -- what a test or a person does behind the API's back ------------------------------------------------------

    def reset(self) -> None:
        """Forget everything."""
        self.store.clear()

    def seed(self, key: str, family: str, document: Mapping[str, Any]) -> None:
        """Put a document there, as it is. ``family`` is the path of the collection: ``gates``, ``users/teams`` ..."""
        with self.store.transaction():
            self.store.project(key).put(family, str(document["id"]), dict(document))

    def edit(self, key: str, family: str, id: str, changes: Mapping[str, Any]) -> None:
        """Change fields of a document, as a person would in the console."""
        with self.store.transaction():
            project = self.store.project(key)
            doc = project.get(family, id)
            if doc is None:
                raise KeyError(f"{family}/{id}")
            by = {"lastModifierName": "A Person", "lastModifierEmail": "person@example.com"}
            when = {"lastModifiedTime": int(self._now() * 1000)}
            bumped = {"version": doc["version"] + 1, **by, **when} if "version" in doc else {}
            project.put(family, id, {**doc, **bumped, **changes})

    def delete(self, key: str, family: str, id: str) -> None:
        """Delete a document, as a person would in the console."""
        with self.store.transaction():
            self.store.project(key).delete(family, id)

    def get(self, key: str, family: str, id: str) -> Doc | None:
        """A document as it is stored."""
        return self.store.project(key).get(family, id)

    def all(self, key: str, family: str) -> list[Doc]:
        """The documents of a family."""
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
            count: how many.
            status: the answer of the kind ``status``.
            method: only this verb.
            path: only paths of this form, below ``/console/v1``, or one of the contract's (``/gates/{id}``);
                ``*`` stands for anything.
            kind: ``status``, ``timeout`` (no reply), ``drop`` (the connection breaks) or ``hang`` (a late reply).
            after_effect: whether the request is carried out before it fails.
            retry_after: the seconds that a 429 or 503 asks for.
            skip: how many of the requests meant pass first.
            seconds: how late a reply of the kind ``hang`` is.
        """
        fault = {
            "count": count, "status": status, "method": method, "path": path, "kind": kind,
            "after_effect": after_effect, "retry_after": retry_after, "skip": skip, "seconds": seconds,
        }  # fmt: skip
        with self.store.transaction():
            self.store.append("faults", fault)

    def clear_faults(self) -> None:
        """Take back the faults that have not come yet."""
        self.store.rows("delete from faults")

    def latency(self, seconds: float) -> None:
        """Make every reply late."""
        self.store.set("latency", seconds)

    def settings(self, *, unknown_fields: str | None = None, rate_limit: bool | None = None) -> None:
        """Change what the emulator is strict about.

        Args:
            unknown_fields: ``reject``, ``strip`` or ``accept`` request fields that the contract does not know.
            rate_limit: whether Statsig's limits hold.
        """
        for name, value in (("unknown_fields", unknown_fields), ("rate_limit", rate_limit)):
            if value is not None:
                self.store.set(name, value)

    def log(self) -> list[Entry]:
        """The latest requests, without keys."""
        return [Entry(**body) for _, body in self.store.entries("log")]

    def clear_log(self) -> None:
        """Forget the requests so far."""
        self.store.rows("delete from log")


def _key(request: Request) -> str:
    key = request.headers.get("statsig-api-key", "")
    if not key.startswith(_KEY_PREFIX) or key == _KEY_PREFIX:
        shown = f"{key.split('-', 1)[0]}-..." if "-" in key else "none"
        raise Refusal(
            401, f"This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: {shown}"
        )
    return key


def _query(request: Request, operation: contract.Operation) -> dict[str, list[str]]:
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


def _below(request: Request) -> str:
    """The path below ``/console/v1``; a path that does not begin with it is none of the API's."""
    return request.path[len(BASE) :] if request.path.startswith(f"{BASE}/") else ""


def _remove(body: Any, path: tuple[str, ...]) -> None:
    for part in path[:-1]:
        body = body[int(part)] if isinstance(body, list) else body[part]
    body.pop(path[-1], None)


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _meant(fault: Doc, request: Request) -> bool:
    if fault["method"] not in (None, request.method):
        return False
    path, wanted = _below(request), fault["path"]
    return wanted is None or fnmatch.fnmatchcase(path, wanted) or fnmatch.fnmatchcase(_template(request), wanted)


def _template(request: Request) -> str:
    found = contract.find(request.method, _below(request))
    return "" if isinstance(found, int) else found[0].name.split(" ", 1)[1]


def _faulty(fault: Doc, answer: Reply | None) -> Reply:
    if fault["kind"] == "hang" and answer is not None:
        return replace(answer, fault="hang", delay=fault["seconds"])
    if fault["kind"] in ("timeout", "drop"):
        return Reply(0, b"", fault=fault["kind"])
    headers = {"retry-after": f"{fault['retry_after']:g}"} if fault["retry_after"] is not None else None
    return Refusal(fault["status"], "A failure that was asked for", headers=headers).reply()
