"""Overrides of a gate, an experiment, an autotune, a holdout or a layer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..client.paths import placeholders
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import SharedContents, becomes_exclusive, is_exclusive, refuse_others
from .operations import FOUND, Target, invoke, request_object, unless_gone

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
class Single:
    """The operation that removes one part of a field: an id, an id of an entry, or an entry without ids.

    Args:
        path: what follows on the path of the overrides. Its placeholder ``{userID}`` is the id; others are fields of
            the entry.
        query: the query's parameters, which are fields of the entry; those that it lacks are left out.
        required: those of them without which the operation cannot be used.
        fixed: parameters that are always the same.
        name: the entry's field for the placeholder ``{name}``.
    """

    path: str
    query: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)
    name: str = "name"

    def takes(self, part: Any) -> bool:
        """Return whether it can remove the part."""
        return all(part.get(name) for name in self.required)

    def remove(self, client: Client, path: str, id: str, part: Any) -> None:
        """Remove the part; one that is gone is no failure."""
        entry = {"ids": [part]} if isinstance(part, str) else part
        fields = {**entry, "userID": (entry.get("ids") or [""])[0], "name": entry.get(self.name)}
        ids = {name: fields[name] for name in placeholders(self.path)}
        params = {**self.fixed, **{name: entry[name] for name in self.query if entry.get(name)}}
        unless_gone(lambda: client.request("DELETE", path + self.path, params=params, id=id, **ids))


@dataclass(frozen=True)
class Overrides(SharedContents):
    """GET the lists; POST replaces them, PATCH adds to them, DELETE removes from them.

    Args:
        path: the path, with ``{id}``.
        parts_sent: the fields that are sent together.
        entries: those of the fields whose entries hold lists of ids.
        added_fields: what a PATCH has to say besides.
        singles: for a field, the operation that removes one part of it.
        deletes_all: whether DELETE takes no body and removes all of them.
        told: returns live lists without what the API repeats, from them and the program's.
    """

    path: str
    parts_sent: tuple[tuple[str, ...], ...]
    entries: Mapping[str, Entries] = field(default_factory=dict)
    added_fields: Mapping[str, str] = field(default_factory=dict)
    singles: Mapping[str, Single] = field(default_factory=dict)
    deletes_all: bool = False
    told: Callable[[Doc, Doc], Doc] = lambda live, _wanted: live

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Return all of them; where it is not exclusive, those among them that the program has."""
        live = unless_gone(lambda: self._live(client, id, target.body))
        if live is None or is_exclusive(target.state) or not target.body:
            return live
        return {name: self._common(name, live.get(name) or [], target.body.get(name) or []) for name in self._names}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that exist.

        Raises:
            AlreadyExists: it is exclusive, and there are some that are not the program's own.
            NotFound: there is no such object.
        """
        id = target.parent
        if not is_exclusive(target.state):
            return id, self.update_object(client, id, target, body, {})
        live = self._live(client, id, body)
        others = self._less(live, body) if target.resumes else live
        refuse_others(self.path.format(id=id), self._any(others), target)
        return id, self.update_object(client, id, target, body, {})

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Bring them to what the program has."""
        if not is_exclusive(target.state):
            return self._update_own(client, id, target, body, old)
        if becomes_exclusive(target):
            live = self._live(client, id, old)
            refuse_others(self.path.format(id=id), self._any(self._less(live, old)), target)
        first = self.parts_sent[0]
        sent = {n: body.get(n, []) for n in first}
        is_meant = self._shows(sent)
        reply = request_object(client, "POST", self.path, body=sent, idempotent=True, is_meant=is_meant, id=id)
        live = self.told(reply, body)
        # Whether that has touched the other parts is documented nowhere: what differs from the program is mended.
        others = {name for part in self.parts_sent[1:] for name in part}
        live, wanted = ({n: doc.get(n) or [] for n in others} for doc in (live, body))
        self._remove(client, id, self._less(live, wanted))
        self._send(client, "PATCH", id, self._less(wanted, live))
        return {FOUND: {}}

    def _update_own(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Remove and add entries by difference; those that others had made before are neither added nor removed."""
        found = target.state.get(FOUND) or {}
        live = self._live(client, id, body)
        added = self._less(body, old)
        missing = self._less(added, live)
        there = {n: self._common(n, live.get(n) or [], added[n]) for n in self._names}
        begun = target.begin(id, self.parts(missing), self.parts(there))
        removed = self.without_parts(self._less(self._less(old, body), found), target.held)
        self._remove(client, id, removed)
        self._send(client, "PATCH", id, missing)
        new = self.without_parts(there, begun)
        others = self._less(found, missing)  # what is missing and was others' is added anew
        kept = {n: self._common(n, others[n], body.get(n) or []) for n in self._names}
        return {FOUND: {n: entries for n in self._names if (entries := [*kept[n], *new.get(n, [])])}}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove what the program has and nobody else had before; all of them, where it is exclusive."""
        if not is_exclusive(target.state):
            doc: Doc | None = self._less(target.body, target.state.get(FOUND) or {})
        else:
            doc = unless_gone(lambda: self._live(client, id, target.body))
        if doc is None:
            return
        ours = self._less(self.without_parts({name: doc.get(name) or [] for name in self._names}, target.held), {})
        if not is_exclusive(target.state) or target.held:
            self._remove(client, id, ours)
        else:
            unless_gone(lambda: self._send(client, "DELETE", id, ours))

    def parts(self, body: Doc) -> frozenset[str]:
        """Return each id of each entry."""
        return frozenset(part for name in self._names for part, _ in self._parts_of(name, body.get(name) or []))

    def _parts_of(self, name: str, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
        """Yield each part, and the entry that holds nothing else."""
        entries = self.entries.get(name)
        for value in values:
            if entries is None:
                yield json.dumps([name, value], sort_keys=True), value
                continue
            for field_name in entries.lists:
                for one in value.get(field_name) or []:
                    alone = {**value, **{n: [] for n in entries.lists}, field_name: [one]}
                    yield json.dumps([name, entries.identify(value), field_name, one]), alone

    def without_parts(self, body: Doc, parts: frozenset[str]) -> Doc:
        """Return the lists without some ids of their entries."""
        if not parts:
            return body
        return {n: [value for part, value in self._parts_of(n, body[n] or []) if part not in parts] for n in body}

    def _any(self, lists: Doc) -> list[Any]:
        return [lists[name] for name in self._names if lists.get(name)]

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return four at one path, and those that remove one part."""
        verbs = {"GET": "read", "POST": "create, update", "PATCH": "add", "DELETE": "remove"}
        singles = {f"DELETE {self.path}{single.path}": "remove one" for single in self.singles.values()}
        return {**{f"{method} {self.path}": verb for method, verb in verbs.items()}, **singles}

    def _live(self, client: Client, id: str, wanted: Doc) -> Doc:
        return self.told(request_object(client, "GET", self.path, id=id), wanted)

    @property
    def _names(self) -> list[str]:
        return [name for part in self.parts_sent for name in part]

    def _remove(self, client: Client, id: str, lists: Doc) -> None:
        """Remove parts one by one where there is an operation for it, else together."""
        rest: Doc = {}
        for name in self._names:
            single, values = self.singles.get(name), lists.get(name) or []
            parts = [part for _, part in self._parts_of(name, values)] if single else []
            if single and all(map(single.takes, parts)):
                for part in parts:
                    single.remove(client, self.path, id, part)
            else:
                rest[name] = values
        self._send(client, "DELETE", id, rest)

    def _send(self, client: Client, method: str, id: str, lists: Doc) -> None:
        for part in self.parts_sent:
            if any(lists.get(name) for name in part):
                body = {name: lists.get(name, []) for name in part}
                added = self.added_fields if method == "PATCH" else {}
                whole = method == "DELETE" and self.deletes_all
                sent = None if whole else {**added, **body}
                is_meant = self._shows({} if method == "DELETE" else body)
                invoke(client, f"{method} {self.path}", {"id": id}, body=sent, idempotent=True, is_meant=is_meant)

    def _shows(self, lists: Doc) -> Callable[[Any], bool]:
        """Return what tells whether a reply has any of what was sent, as far as it has lists: they name no object."""
        sent = {*_texts(lists)}

        def shows(data: Any) -> bool:
            has_lists = isinstance(data, dict) and bool(data.keys() & {*self._names})
            return not sent or not has_lists or not sent.isdisjoint(_texts(data))

        return shows

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


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)
