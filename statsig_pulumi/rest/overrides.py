"""Overrides of a gate, an experiment, an autotune, a holdout or a layer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ..client.paths import placeholders
from ..errors import ApiError, StatsigError
from ..replies import documented_shape
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .contents import SharedContents, becomes_exclusive, is_exclusive, refuse_others
from .operations import FOUND, NO_BODY, Target, invoke, request_object, soon, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client


_ATTEMPTS = 2


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
        live = unless_gone(lambda: self.live(client, id, target.body))
        if live is None or is_exclusive(target.state) or not target.body:
            return live
        return {name: self._common(name, live.get(name) or [], target.body.get(name) or []) for name in self.names}

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Set them, or add to those that exist.

        Raises:
            AlreadyExists: it is exclusive, and there are some that are not the program's own.
            NotFound: there is no such object.
        """
        id = target.parent
        if not is_exclusive(target.state):
            return id, self.update_object(client, id, target, body, {})
        live = self.live(client, id, body)
        others = self.less(live, body) if target.resumes else live
        refuse_others(self.path.format(id=id), self._any(others), target)
        return id, self.update_object(client, id, target, body, {})

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Bring them to what the program has."""
        if not is_exclusive(target.state):
            return self._update_own(client, id, target, body, old)
        if becomes_exclusive(target):
            live = self.live(client, id, old)
            refuse_others(self.path.format(id=id), self._any(self.less(live, old)), target)
        wanted = {n: body.get(n) or [] for n in self.names}
        everything_else = partial(self.less, others=wanted)
        Change(self, client, id, wanted=wanted, body=body, surplus=everything_else, remove=self.remove).make(None)
        return {FOUND: {}}

    def _update_own(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Remove and add entries by difference; those that others had made before are neither added nor removed."""
        found = target.state.get(FOUND) or {}
        live = self.live(client, id, body)
        added = self.less(body, old)
        missing = self.less(added, live)
        there = {n: self._common(n, live.get(n) or [], added[n]) for n in self.names}
        begun = target.begin(id, self.parts(missing), self.parts(there))
        removed = self.without_parts(self.less(self.less(old, body), found), target.held)
        wanted = {n: [*kept, *missing[n]] for n, kept in self.less(live, removed).items()}
        gone = partial(self._common_parts, removed)
        Change(self, client, id, wanted=wanted, body=body, surplus=gone, remove=self.remove).make(live)
        new = self.without_parts(there, begun)
        others = self.less(found, missing)  # what is missing and was others' is added anew
        kept = {n: self._common(n, others[n], body.get(n) or []) for n in self.names}
        return {FOUND: {n: entries for n in self.names if (entries := [*kept[n], *new.get(n, [])])}}

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Remove what the program has and nobody else had before; all of them, where it is exclusive.

        The object may go in the middle of it, with all its overrides.
        """
        unless_gone(lambda: self._delete(client, id, target))

    def _delete(self, client: Client, id: str, target: Target) -> None:
        live = self.live(client, id, target.body)
        exclusive = is_exclusive(target.state)
        own = live if exclusive else self.less(target.body, target.state.get(FOUND) or {})
        removed = self.less(self.without_parts({n: own.get(n) or [] for n in self.names}, target.held), {})
        wanted, gone = self.less(live, removed), partial(self._common_parts, removed)
        remove = self._remove_at_once if exclusive and not target.held else self.remove
        Change(self, client, id, wanted=wanted, body=target.body, surplus=gone, remove=remove).make(live)

    def parts(self, body: Doc) -> frozenset[str]:
        """Return each id of each entry."""
        return frozenset(part for name in self.names for part, _ in self._parts_of(name, body.get(name) or []))

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
        return [lists[name] for name in self.names if lists.get(name)]

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return four at one path, and those that remove one part."""
        verbs = {"GET": "read", "POST": "create, update", "PATCH": "add", "DELETE": "remove"}
        singles = {f"DELETE {self.path}{single.path}": "remove one" for single in self.singles.values()}
        return {**{f"{method} {self.path}": verb for method, verb in verbs.items()}, **singles}

    def live(self, client: Client, id: str, wanted: Doc) -> Doc:
        """Return what there is, each part where the program has it."""
        return self.seen(request_object(client, "GET", self.path, id=id), wanted)

    def seen(self, doc: Doc, wanted: Doc) -> Doc:
        """Return a document of the API as the program would say it."""
        with documented_shape(self.path):
            live = {n: [*map(_without_nulls, doc.get(n) or [])] for n in self.names}
            together = {n: self._together(n, live[n], wanted.get(n) or []) for n in self.entries}
            return self.told({**doc, **live, **together}, wanted)

    def _together(self, name: str, live: Sequence[Doc], wanted: Sequence[Doc]) -> list[Doc]:
        """Return live entries, those that stand for the same in one, as far as the program has one."""
        entries, found = self.entries[name], list[Doc]()
        apart = [entries.identify(one) for one in wanted]
        for one in live:
            key = entries.identify(one)
            same = [i for i, other in enumerate(found) if entries.identify(other) == key and apart.count(key) < 2]
            if same:
                known = found[same[0]]
                found[same[0]] = {**known, **{n: _union(known.get(n) or [], one.get(n) or []) for n in entries.lists}}
            else:
                found.append(one)
        return found

    @property
    def names(self) -> list[str]:
        return [name for part in self.parts_sent for name in part]

    def remove(self, client: Client, id: str, lists: Doc) -> Doc:
        """Remove parts one by one where there is an operation for it, else together; return the last reply."""
        rest: Doc = {}
        for name in self.names:
            values = lists.get(name) or []
            if single := self._single(name, values):
                for _, part in self._parts_of(name, values):
                    single.remove(client, self.path, id, part)
            else:
                rest[name] = values
        return self.send(client, "DELETE", id, rest)

    def goes_singly(self, lists: Doc) -> bool:
        """Return whether each part is removed by an operation of its own, which can touch no other."""
        return all(not lists.get(name) or self._single(name, lists[name]) for name in self.names)

    def _single(self, name: str, values: Sequence[Any]) -> Single | None:
        """Return the operation that removes each part of some values by itself; None where one of them has none."""
        single = self.singles.get(name)
        return single if single and all(single.takes(part) for _, part in self._parts_of(name, values)) else None

    def _remove_at_once(self, client: Client, id: str, lists: Doc) -> Doc:
        return self.send(client, "DELETE", id, lists)

    def send(self, client: Client, method: str, id: str, lists: Doc) -> Doc:
        """Send what is not empty, part by part; return the last reply."""
        reply: Doc = {}
        for part in self.parts_sent:
            if any(lists.get(name) for name in part):
                body = {name: lists.get(name, []) for name in part}
                added = self.added_fields if method == "PATCH" else {}
                whole = method == "DELETE" and self.deletes_all
                sent = None if whole else {**added, **body}
                reply = invoke(client, f"{method} {self.path}", {"id": id}, body=sent, idempotent=True)
        return reply

    def _common_parts(self, lists: Doc, others: Doc) -> Doc:
        """Return what is in both."""
        return self.less(lists, self.less(lists, others))

    def less(self, lists: Doc, others: Doc) -> Doc:
        """Return what is in the one and not in the other."""
        return {name: [*self._difference(name, lists.get(name) or [], others.get(name) or [])] for name in self.names}

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


class Change:
    """A change of overrides, which is looked at.

    What the operations do besides is documented nowhere: POST may add, PATCH replace, and DELETE may do without its
    body, so that it removes all or nothing, or be refused. So others follow until what is wanted is there.

    Args:
        overrides: whose routes.
        client: the client.
        id: of which object.
        wanted: what is to be there.
        body: what the program has.
        surplus: returns what is to go, of what is there.
        remove: removes it, and returns the last reply.
    """

    def __init__(
        self,
        overrides: Overrides,
        client: Client,
        id: str,
        *,
        wanted: Doc,
        body: Doc,
        surplus: Callable[[Doc], Doc],
        remove: Callable[[Client, str, Doc], Doc],
    ) -> None:
        self._overrides, self._client, self._id = overrides, client, id
        self._wanted, self._body, self._surplus, self._remove = wanted, body, surplus, remove
        self._added: Doc = {}
        """What was not there when it began."""
        self._touches_others = False
        """Whether an operation was sent that may replace or remove more than it should."""
        self._refused: ApiError | None = None

    def make(self, live: Doc | None) -> None:
        """Make it.

        Args:
            live: what is there, which is changed part by part; None: it is replaced.

        Raises:
            StatsigError: the server does not do it.
        """
        self._added = self._overrides.less(self._wanted, live or {})
        steps = [self._by_parts, self._replace] * _ATTEMPTS
        for step in steps if live else steps[1:]:
            if live and self._is_made(live):
                return
            live = self._shown(step(live or {}))
        if not self._is_made(soon(self._client, self._live, self._is_made)):
            made_nothing = f"Statsig accepted the change of {self._overrides.path} and did not make it"
            raise self._refused or StatsigError(made_nothing)

    def _is_made(self, live: Doc) -> bool:
        return not any(self._surplus(live).values()) and not any(self._missing(live).values())

    def _missing(self, live: Doc) -> Doc:
        """Return what is wanted and not there. What others have taken out in the meantime is not wanted: an operation
        that replaces or removes more than it should leaves nothing of what was there before."""
        less = self._overrides.less
        missing, before = less(self._wanted, live), less(live, self._added)
        theirs = less(missing, self._body)
        return less(missing, {n: entries for n, entries in theirs.items() if before[n] or not self._touches_others})

    def _by_parts(self, live: Doc) -> Doc:
        """Remove and add; return the last reply."""
        if any((surplus := self._surplus(live)).values()):
            self._touches_others |= not self._overrides.goes_singly(surplus)
            try:
                live = self._shown(self._remove(self._client, self._id, surplus))
            except ApiError as error:
                if error.status not in NO_BODY:
                    raise
                self._refused = error
        missing = self._missing(live)
        self._touches_others |= any(missing.values())
        return self._overrides.send(self._client, "PATCH", self._id, missing) or live

    def _replace(self, live: Doc) -> Doc:
        """Replace the first part that is not as it should be; return the reply."""
        surplus, missing = self._surplus(live), self._missing(live)
        wrong = [n for n in self._overrides.names if surplus.get(n) or missing[n]]
        parts = [part for part in self._overrides.parts_sent if {*part} & {*wrong}] or self._overrides.parts_sent
        kept = self._overrides.less(live, surplus)
        body = {name: [*kept[name], *missing[name]] for name in parts[0]}
        self._touches_others = True
        return invoke(self._client, f"POST {self._overrides.path}", {"id": self._id}, body=body, idempotent=True)

    def _shown(self, reply: Doc) -> Doc:
        """Return what is there after a request, as its reply says where it says all of it."""
        whole = all(name in reply for name in self._overrides.names)
        return self._overrides.seen(reply, self._body) if whole else self._live()

    def _live(self) -> Doc:
        return self._overrides.live(self._client, self._id, self._body)


def _without_nulls(entry: Any) -> Any:
    """Return an entry without the fields that it does not have."""
    return {n: value for n, value in entry.items() if value is not None} if isinstance(entry, dict) else entry


def _union(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    return [*old, *(one for one in new if one not in old)]
