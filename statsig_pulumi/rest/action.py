"""What is done and not held: a load, a backfill, a step of a release."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import ApiError, Interrupted, NotFound, OutcomeUnknown, StatsigError
from ..notify import notify
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .operations import Target, WithoutReads, invoke, request_object, soon, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

ACCEPTED = "accepted"
"""The outcome of what cannot be waited for."""
_POLL_INTERVAL = 1.0
_REPORT_INTERVAL = 30.0
TIMEOUT = 600
"""The seconds an action is waited for, where the program does not say."""


@dataclass(frozen=True)
class Waiter:
    """How the API is asked whether an action has ended.

    Args:
        operation: what is read.
        outcome: how it ended, from the data read; None while it runs.
        succeeded: the outcomes that are a success.
        response_ids: fields of the action's response for the placeholders of ``operation``.
    """

    operation: str
    outcome: Callable[[Any], str | None]
    succeeded: frozenset[str]
    response_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """How the API is asked whether an action has taken effect, though it seems to have failed.

    Args:
        operation: what is read.
        holds: whether the action has taken effect, from the inputs and the data read.
    """

    operation: str
    holds: Callable[[Doc, Doc], bool]

    def document(self, client: Client, target: Target) -> Doc | None:
        """Return what is read, if the action has taken effect."""
        with suppress(ApiError):
            doc = invoke(client, self.operation, target.ids(self.operation))
            return doc if self.holds(target.state, doc) else None
        return None


@dataclass(frozen=True)
class Creation:
    """The object that an action creates.

    Args:
        operation: what reads it.
        id: its id, from the inputs.
    """

    operation: str
    id: Callable[[Doc], str]

    def document(self, client: Client, target: Target) -> Doc | None:
        """Return it; None where it does not exist."""
        return unless_gone(lambda: invoke(client, self.operation, {"id": self.id(target.state)}))


@dataclass(frozen=True)
class Action(WithoutReads):
    """An operation that runs when the resource is created, and again when its triggers or its arguments change.

    Args:
        operation: what runs.
        choices: the values of a placeholder of which each is an operation of its own.
        query: the program's fields that go into the query.
        undo: what runs when the resource is destroyed, the first of these that the API accepts; by default nothing.
        waiter: how its end is seen; None where the API cannot be asked.
        effect: how it is seen that it has taken effect: then a lost response is a success, and so is a refusal of what
            has been done already. None where the API cannot be asked.
        creates: the object that it creates, which is looked for before and after a lost response; None where it creates
            none.
        undone: how it is seen that nothing is left to undo, where the API refuses every undo. None where it cannot be.
        lasts: how a refresh sees that its effect is still there; what has been undone in the console is gone, and runs
            again. None where it has none that lasts, or the API cannot be asked.
        amend: what runs in its place where nothing changes but the last field of ``amended``; it takes those fields.
        amended: the fields of that.
        repeatable: whether it may be sent a second time when the response to the first was lost. What undoes it may.
    """

    operation: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    query: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()
    waiter: Waiter | None = None
    effect: Effect | None = None
    creates: Creation | None = None
    undone: Effect | None = None
    lasts: Effect | None = None
    amend: str = ""
    amended: tuple[str, ...] = ()
    repeatable: bool = False
    full_update_only = True

    @property
    def notices_absence(self) -> bool:  # type: ignore[override]
        """Whether its effect lasts, and the API tells of it."""
        return self.lasts is not None

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return an empty document; None where its effect, one that lasts, is gone."""
        lasts = self.lasts
        if lasts is None or not target.body:
            return {}

        def is_there() -> bool:
            doc = unless_gone(lambda: invoke(client, lasts.operation, target.ids(lasts.operation)))
            return doc is not None and lasts.holds(target.state, doc)

        return {} if soon(client, is_there, bool) else None

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Run it."""
        id = "/".join(target.ids(self.operation).values()) or self.operation.rpartition("/")[2]
        return id, self.update_object(client, "", target, body, {})

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Run it, and wait for its end.

        Raises:
            StatsigError: it failed, or did not end in time.
        """
        if old and self.amend and {n for n in {**old, **body} if old.get(n) != body.get(n)} == {self.amended[-1]}:
            sent = {n: body[n] for n in self.amended if n in body}
            return invoke(client, self.amend, {}, body=sent, idempotent=True)
        there = self.creates.document(client, target) if self.creates else None
        if self._begin(target, exists=there is not None) and there is not None:
            return there
        ids = target.ids(self.operation)
        params = {target.shape.properties[n].wire: target.state[n] for n in self.query if n in target.state}
        try:
            doc = invoke(client, self.operation, ids, body=body or None, params=params, idempotent=self.repeatable)
        except ApiError as error:
            return self._in_effect(client, target, error, was_there=there is not None)
        if self.waiter:
            return {**doc, "outcome": _wait(client, self, self.waiter, replace(target, state={**target.state, **doc}))}
        return doc

    def _begin(self, target: Target, *, exists: bool) -> bool:
        """Note what is about to be created, unless it exists; return whether an interrupted run was creating it."""
        if not self.creates:
            return False
        name, none = frozenset({self.creates.id(target.state)}), frozenset[str]()
        return bool(target.begin(target.parent, *((none, name) if exists else (name, none))))

    def _in_effect(self, client: Client, target: Target, error: ApiError, *, was_there: bool) -> Doc:
        """Return the document, if the action has taken effect in spite of an error."""
        unknown = isinstance(error, OutcomeUnknown)
        if unknown:
            error.hint = "It may have run: look in Statsig's console. The next `pulumi up` runs it (again)"
        shows: Effect | Creation | None = self.effect if unknown or error.status == 400 else None
        if unknown and not was_there:
            shows = shows or self.creates
        with suppress(ApiError):
            if shows and (doc := shows.document(client, target)) is not None:
                return doc
        raise error

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Undo it, where that can be done; what another resource of the run does as well stays."""
        body = {
            name: [one for one in value if json.dumps([name, one]) not in target.held]
            if isinstance(value, list)
            else value
            for name, value in target.body.items()
        }
        errors: list[ApiError] = []
        for operation in self.undo:
            try:
                invoke(client, operation, target.ids(operation), body=body or None, idempotent=True)
            except NotFound:
                return
            except ApiError as error:
                errors.append(error)
            else:
                return
        refused = all(error.status == 400 for error in errors)
        if errors and not (refused and self.undone and self.undone.document(client, target) is not None):
            raise errors[-1]

    def is_unique(self, inputs: Doc) -> bool:
        """Return False: an action can run several times."""
        return False

    def parts(self, body: Doc) -> frozenset[str] | None:
        """Return the members of its lists, which an undo names one by one."""
        lists = {name: value for name, value in body.items() if isinstance(value, list)} if self.undo else {}
        return frozenset(json.dumps([name, one]) for name, value in lists.items() for one in value)

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return what runs, what undoes it, and what is read to see its end."""
        run = [self.operation]
        for name, values in self.choices.items():
            run = [operation.replace(f"{{{name}}}", value) for operation in run for value in values]
        polled = {asked.operation: "wait" for asked in (self.waiter, self.effect, self.undone, self.creates) if asked}
        polled |= {self.lasts.operation: "read"} if self.lasts else {}
        amended = {self.amend: "update"} if self.amend else {}
        return {**dict.fromkeys(run, "run"), **amended, **dict.fromkeys(self.undo, "delete"), **polled}


def _wait(client: Client, action: Action, waiter: Waiter, target: Target) -> str:
    """Wait until the action has ended; return its outcome.

    Raises:
        StatsigError: it failed, or did not end in time.
        Interrupted: the run was cancelled.
    """
    if unsaid := [name for name in waiter.response_ids.values() if name not in target.state]:
        missing = ", ".join(unsaid)
        notify(f"{action.operation} was accepted; the reply has no {missing}, so that its end is not waited for")
        return ACCEPTED
    try:
        outcome = _outcome(client, action, waiter, target)
    except Interrupted:
        raise Interrupted(
            f"{action.operation} was accepted and goes on in Statsig; the run was cancelled. The next `pulumi up` "
            "starts it anew"
        ) from None
    if outcome not in waiter.succeeded:
        raise StatsigError(f"{action.operation} ended as {outcome!r}: look at it in Statsig's console")
    return outcome


def _outcome(client: Client, action: Action, waiter: Waiter, target: Target) -> str:
    """Poll until the action has ended."""
    timeout = float(target.state.get("timeout", TIMEOUT))
    method, path = waiter.operation.split(" ", 1)
    ids: Doc = {n: str(target.state[f]) for n, f in waiter.response_ids.items()} or target.ids(path)
    start = reported = client.clock.monotonic()

    def seen() -> Any:
        if path.endswith("}"):
            return request_object(client, method, path, **ids)
        return client.request(method, path, **ids)

    found = soon(client, lambda: unless_gone(seen), bool) or seen()  # what has just begun may be seen late
    while (outcome := waiter.outcome(found)) is None:
        now = client.clock.monotonic()
        if now - start > timeout:
            raise StatsigError(
                f"{action.operation} was accepted and has not ended within {timeout:g} s; it may still end. "
                "Run `pulumi up` again to start it anew, or raise timeout"
            )
        if now == start or now - reported >= _REPORT_INTERVAL:
            reported = now
            notify(f"{action.operation} {' '.join(ids.values())}: running for {now - start:.0f} s")
        client.clock.sleep(_POLL_INTERVAL)
        found = seen()
    return outcome
