"""Request in, reply out: what holds for every operation, whatever its family.

Key, path, query and body are checked in this order; then the operation's behaviour answers, and its answer is checked
against the contract as well.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import contract, faults, trace
from . import validation as checks
from .context import Answer, Call
from .control_plane import PREFIX, control
from .handlers import BEHAVIOURS
from .handlers.audit import AUDITED
from .http import BASE, Refusal, Reply, Request, reply
from .store import Doc, Store, fingerprint

_WINDOWS = ((10.0, 100), (900.0, 900))
_LOGGED = 10_000
_PERSON = "A Person"


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
        self.store = Store(path, now=now, audited=AUDITED)
        self._now, self._rate_limit, self._strict = now, rate_limit, strict_replies

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
            fault = faults.take(self.store, request)
            answer = self._answer(request) if fault is None or fault.get("after_effect") else None
            final = faults.failed(fault, answer) if fault else answer
            assert final is not None  # noqa: S101 - without a fault there is an answer
            self._note(request, final)
            trace.note(request, final)
            return replace(final, delay=final.delay + self.store.setting("latency", 0))

    def _answer(self, request: Request) -> Reply:
        try:
            return self._serve(request)
        except Refusal as refusal:
            return refusal.reply()

    def _serve(self, request: Request) -> Reply:
        key = checks.key_of(request)
        found = contract.find(request.method, request.below)
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
        manners = self.store.setting("unknown_fields", "reject")
        body, stripped = checks.body_of(request, operation, manners)
        call = Call(
            operation=operation,
            project=self.store.project(key),
            warehouse_native=key.startswith("console-whn-"),
            ids=ids,
            query=checks.query_of(request, operation),
            body=body,
            now=int(self._now() * 1000),
        )
        return self._checked(operation, behaviour(call), stripped)

    def _checked(self, operation: contract.Operation, answer: Answer, stripped: list[str]) -> Reply:
        if answer.text is not None:
            return Reply(operation.status, answer.text.encode(), {"content-type": "text/csv; charset=utf-8"})
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

    # -- what a test or a person does behind the API's back ------------------------------------------------------

    def reset(self) -> None:
        """Forget everything."""
        self.store.clear()

    def seed(self, key: str, family: str, document: Mapping[str, Any]) -> None:
        """Put a document there, as it is. ``family`` is the path of the collection: ``gates``, ``users/teams`` ..."""
        with self.store.transaction():
            self.store.project(key, by=_PERSON).put(family, str(document["id"]), dict(document))

    def edit(self, key: str, family: str, id: str, changes: Mapping[str, Any]) -> None:
        """Change fields of a document, as a person would in the console."""
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
            kind: ``status``, ``timeout`` (no reply), ``drop`` (the connection breaks) or ``hang`` (a late reply:
                the operation's own after its effect, that of ``status`` else).
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


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
