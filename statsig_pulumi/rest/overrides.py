"""Overrides of a gate, an experiment, a holdout or a layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import SharedContents, is_exclusive, refuse_others
from .operations import Target, invoke, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class Entries:
    """A list of entries that hold lists of ids.

    Args:
        identity: the fields that tell one entry from another; absent and null are the same.
        lists: the fields that hold its ids.
    """

    identity: tuple[str, ...]
    lists: tuple[str, ...]

    def identify(self, entry: Doc) -> tuple[Any, ...]:
        """Return what tells the entry from others."""
        return tuple(entry.get(name) for name in self.identity)


@dataclass(frozen=True)
class Overrides(SharedContents):
    """GET the lists; POST replaces them, PATCH adds to them, DELETE removes from them.

    Args:
        path: the path, with ``{id}``.
        parts: the fields that are sent together.
        entries: those of the fields whose entries hold lists of ids.
        added_fields: what a PATCH has to say besides.
    """

    path: str
    parts: tuple[tuple[str, ...], ...]
    entries: Mapping[str, Entries] = field(default_factory=dict)
    added_fields: Mapping[str, str] = field(default_factory=dict)

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return all of them; where it is not exclusive, those among them that the program has."""
        live = unless_gone(lambda: client.request("GET", self.path, id=id))
        if live is None or is_exclusive(target.state) or not target.body:
            return live
        return {name: self._common(name, live.get(name) or [], target.body.get(name) or []) for name in self._names}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that exist.

        Raises:
            AlreadyExists: it is exclusive, and there are some.
            NotFound: there is no such object.
        """
        id = target.parent
        if is_exclusive(target.state):
            live = client.request("GET", self.path, id=id)
            refuse_others(self.path.format(id=id), [live[name] for name in self._names if live.get(name)], target)
        return id, self.update_object(client, id, target, body, {})

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Bring them to what the program has."""
        if not is_exclusive(target.state):
            self._send(client, "DELETE", id, self._less(old, body))
            self._send(client, "PATCH", id, self._less(body, old))
            return {}
        first = self.parts[0]
        live = client.request("POST", self.path, body={n: body.get(n, []) for n in first}, idempotent=True, id=id)
        # Whether that has touched the other parts is documented nowhere: what differs from the program is mended.
        others = {name for part in self.parts[1:] for name in part}
        live, wanted = ({n: doc.get(n) or [] for n in others} for doc in (live, body))
        self._send(client, "DELETE", id, self._less(live, wanted))
        self._send(client, "PATCH", id, self._less(wanted, live))
        return {}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove what the program has; all of them, where it is exclusive."""
        exclusive = is_exclusive(target.state)
        doc = unless_gone(lambda: client.request("GET", self.path, id=id)) if exclusive else target.body
        if doc is not None:
            unless_gone(lambda: self._send(client, "DELETE", id, self._less(doc, {})))

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return four at one path."""
        verbs = {"GET": "read", "POST": "create, update", "PATCH": "add", "DELETE": "remove"}
        return {f"{method} {self.path}": verb for method, verb in verbs.items()}

    @property
    def _names(self) -> list[str]:
        return [name for part in self.parts for name in part]

    def _send(self, client: Client, method: str, id: str, lists: Doc) -> None:
        for part in self.parts:
            if any(lists.get(name) for name in part):
                body = {name: lists.get(name, []) for name in part}
                added = self.added_fields if method == "PATCH" else {}
                invoke(client, f"{method} {self.path}", {"id": id}, body={**added, **body}, idempotent=True)

    def _less(self, lists: Doc, others: Doc) -> Doc:
        """Return what is in the one and not in the other."""
        return {name: [*self._difference(name, lists.get(name) or [], others.get(name) or [])] for name in self._names}

    def _difference(self, name: str, ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[Any]:
        entries = self.entries.get(name)
        if entries is None:
            yield from (value for value in ours if value not in theirs)
            return
        known = {entries.identify(entry): entry for entry in theirs}
        for entry in ours:
            other = known.get(entries.identify(entry), {})
            rest = {n: [i for i in entry.get(n) or [] if i not in (other.get(n) or [])] for n in entries.lists}
            if any(rest.values()):
                yield {**entry, **rest}

    def _common(self, name: str, live: Sequence[Any], inputs: Sequence[Any]) -> list[Any]:
        """Return what is both in the inputs and live, in the program's order."""
        entries = self.entries.get(name)
        if entries is None:
            return [value for value in inputs if value in live]
        known = {entries.identify(entry): entry for entry in live}
        return [
            {**entry, **{n: [i for i in entry.get(n) or [] if i in (known[key].get(n) or [])] for n in entries.lists}}
            for entry in inputs
            if (key := entries.identify(entry)) in known
        ]
