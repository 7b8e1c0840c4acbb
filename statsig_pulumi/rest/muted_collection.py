"""Objects that operations of their own mute for a time: topline alerts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import NotFound, OutcomeUnknown
from ..schema.json_types import Doc
from ..schema.shape import Shape
from ..schema.values import as_number
from .namesakes import NamesakeCollection
from .operations import Target, invoke, soon

if TYPE_CHECKING:
    from ..client.client import Client

MUTES = "mutes"
"""The field of a body that holds the mutes that are to be."""
FOREVER = "forever"
_SCHEDULES = "activeMuteSchedules"
_TIMES = ("start", "end")
_ATTEMPTS = 3


def mutes_of(doc: Doc) -> list[Doc]:
    """Return the mutes of a document as bodies have them: with their ends in milliseconds, or ``forever``."""
    return [{"until": _until(one), **_part(one)} for one in _schedules(doc)]


def _schedules(doc: Doc) -> list[Doc]:
    """Return what a document says of its mutes, with their times as numbers, as requests have to repeat them."""
    return [{**one, **{n: as_number(one[n]) for n in _TIMES if n in one}} for one in doc.get(_SCHEDULES) or []]


def _until(schedule: Doc) -> int | str:
    """Return an end to the minute: the server counts seconds from the moment at which it gets a request."""
    return round(schedule["end"] / 60) * 60_000 if schedule["end"] else FOREVER


def _part(mute: Doc) -> Doc:
    """Return the part of the object that is muted; nothing for all of it."""
    return {"groupBys": mute["groupBys"]} if mute.get("groupBys") else {}


@dataclass(frozen=True)
class MutedCollection(NamesakeCollection):
    """A collection with two operations more on a member: ``mute`` and ``unmute``.

    The mutes are the field ``mutes`` of a body, which no other operation takes: each with ``until``, in milliseconds or
    ``forever``, and with ``groupBys``, where a part is muted.

    Args:
        now: the time, in seconds since 1970.
    """

    now: Callable[[], float] = time.time

    def has_ended(self, mute: Doc) -> bool:
        """Return whether a mute has ended by itself."""
        return bool(mute["until"] != FOREVER and mute["until"] <= self.now() * 1000)

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Update a part, then mute and unmute."""
        rest = {wire: value for wire, value in body.items() if wire != MUTES}
        doc = super().update_object(client, id, target, rest, old) if rest else {}
        return self._bring(client, id, target, body[MUTES]) if MUTES in body else doc

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return those of a collection, and two more."""
        own = {f"POST {self.member}/{verb}": verb for verb in ("mute", "unmute")}
        return {**super().operations(shape), **own}

    def _bring(self, client: Client, id: str, target: Target, wanted: Sequence[Doc]) -> Doc:
        """Mute and unmute until the wanted mutes are there; where a response was lost, look again first."""
        lost: OutcomeUnknown | None = None
        for _ in range(_ATTEMPTS):
            doc = soon(client, lambda: self.read_object(client, id, target), bool)  # it may have just been made
            if doc is None:
                raise NotFound("the object is gone", status=404, method="GET", path=self.path)
            try:
                for verb, sent in self._steps(_schedules(doc), wanted):
                    doc = invoke(client, f"POST {self.member}/{verb}", self._path_ids(id, target), body=sent)
                return doc
            except OutcomeUnknown as unknown:
                lost = unknown
        raise lost or AssertionError

    def _steps(self, live: Sequence[Doc], wanted: Sequence[Doc]) -> Iterator[tuple[str, Doc]]:
        """Yield the operations that lead from the live mutes to the wanted ones, and their bodies."""
        left = list(live)
        for mute in wanted:
            if self.has_ended(mute):
                continue
            there = next((one for one in left if _part(one) == _part(mute)), None)
            if there:
                left.remove(there)
            if there is None or _until(there) != mute["until"]:
                yield "mute", {**self._length(mute), **_part(mute), **({"currentSchedule": there} if there else {})}
        yield from (("unmute", {**_part(one), "currentSchedule": one}) for one in left)

    def _length(self, mute: Doc) -> Doc:
        if mute["until"] == FOREVER:
            return {"indefinite": True}
        return {"durationSeconds": max(1, round(mute["until"] / 1000 - self.now()))}
