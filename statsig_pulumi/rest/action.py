"""What is done and not held: a load, a backfill, a step of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import NotFound, StatsigError
from ..notify import notify
from ..schema.json_types import Doc
from .operations import Blind, Target, address, invoke, placeholders

if TYPE_CHECKING:
    from ..client.client import Client

_BETWEEN = 1.0
_SAID_EVERY = 30.0
TIMEOUT = 600
"""How long an action is waited for, in seconds, where the program does not say."""


@dataclass(frozen=True)
class Waiter:
    """How the API is asked whether an action has come to its end.

    Args:
        operation: what is read.
        outcome: of the data read: how it ended; None while it runs.
        good: the outcomes that are a success.
        ids: the fields for the path's placeholders, of the program or of the action's reply.
    """

    operation: str
    outcome: Callable[[Any], str | None]
    good: frozenset[str]
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Action(Blind):
    """An operation that runs when the resource is made, and again when its triggers or its arguments change.

    Args:
        operation: what runs.
        ids: the program's fields for the path's placeholders, where they are called otherwise.
        choices: the values of a placeholder of which each is an operation of its own.
        query: the program's fields that go into the query, and their names there.
        undo: what runs when the resource goes, the first of these that the API does not refuse; by default nothing.
        watch: how its end is seen; None where the API cannot be asked.
        amend: what runs in its place where nothing changes but ``amended``'s last field; it takes these fields.
        amended: the fields of that.
        repeatable: whether it may be sent a second time when the reply to the first was lost.
    """

    operation: str
    ids: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    undo: tuple[str, ...] = ()
    watch: Waiter | None = None
    repeatable: bool = True
    amend: str = ""
    amended: tuple[str, ...] = ()
    key = ""
    whole = True

    def name(self, said: Doc) -> str:
        """What it is done to."""
        fields = (self.ids.get(name, name) for name in placeholders(self.operation))
        return "/".join(str(said[field]) for field in fields if field in said)

    def create(self, api: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Run it."""
        id = self.name(target.said) or self.operation.rpartition("/")[2]
        return id, self.update(api, "", target, body, {})

    def update(self, api: Client, id: str, target: Target, body: Doc, was: Doc) -> Doc:
        """Run it, and wait for its end.

        Raises:
            StatsigError: it failed, or did not come to its end in time.
        """
        if was and self.amend and {n for n in {**was, **body} if was.get(n) != body.get(n)} == {self.amended[-1]}:
            return invoke(api, self.amend, {}, body={n: body[n] for n in self.amended if n in body}, idempotent=True)
        ids = address(self.operation, target.said, self.ids)
        params = {name: target.said[field] for field, name in self.query.items() if field in target.said}
        doc = invoke(api, self.operation, ids, body=body or None, params=params, idempotent=self.repeatable or None)
        if self.watch:
            patience = float(target.said.get("timeout", TIMEOUT))
            return {**doc, "outcome": _watched(api, self, self.watch, {**target.said, **doc}, patience)}
        return doc

    def delete(self, api: Client, id: str, target: Target) -> None:
        """Take it back, where that can be done."""
        for number, operation in enumerate(self.undo, 1):
            try:
                invoke(api, operation, address(operation, target.said, self.ids), body=target.body or None)
            except NotFound:
                return
            except StatsigError:
                if number == len(self.undo):
                    raise
            else:
                return

    def operations(self) -> Mapping[str, str]:
        """What runs, what takes it back, and what is watched."""
        watched = {self.watch.operation: "wait"} if self.watch else {}
        amended = {self.amend: "update"} if self.amend else {}
        run = [self.operation]
        for name, values in self.choices.items():
            run = [operation.replace(f"{{{name}}}", value) for operation in run for value in values]
        return {**dict.fromkeys(run, "run"), **amended, **dict.fromkeys(self.undo, "destroy"), **watched}


def _watched(api: Client, action: Action, watch: Waiter, known: Doc, patience: float) -> str:
    ids = address(watch.operation, known, {**action.ids, **watch.ids})
    method, path = watch.operation.split(" ", 1)
    start = said = api.clock.monotonic()
    while (outcome := watch.outcome(api.call(method, path, **ids))) is None:
        now = api.clock.monotonic()
        if now - start > patience:
            raise StatsigError(
                f"{action.operation} was accepted and has not ended within {patience:g} s; it may still end. "
                "Run `pulumi up` again to start it anew, or raise timeout"
            )
        if now == start or now - said >= _SAID_EVERY:
            said = now
            notify(f"{action.operation} {' '.join(ids.values())}: running for {now - start:.0f} s")
        api.clock.sleep(_BETWEEN)
    if outcome not in watch.good:
        raise StatsigError(f"{action.operation} ended as {outcome!r}: look at it in Statsig's console")
    return outcome
