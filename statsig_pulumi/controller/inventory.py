"""What a Statsig project holds, read in bulk: whole lists where they are whole, and several objects at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ..errors import ApiError, NotFound
from ..kind import Kind, all_kinds
from ..rest.collection import Collection
from ..rest.contents import SharedContents
from ..schema.json_types import Doc
from .controller import Controller

if TYPE_CHECKING:
    from ..client.client import Client

AT_ONCE = 8
"""So many objects are read at a time."""


@dataclass(frozen=True)
class Live:
    """An object as it is in Statsig."""

    kind: type[Kind]
    id: str
    outputs: Doc
    """What Pulumi would store of it."""
    inputs: Doc
    """All that the API returns and a program could say, in the program's names."""
    doc: Doc
    """The API's document."""


@dataclass
class Inventory:
    """What has been read of a project.

    Args:
        objects: the objects, in the order of the kinds and of their ids.
        failures: the kinds, or the single objects, that could not be read, and why.
        ids: the ids of all objects of each kind that was read, whether they could be read themselves or not.
    """

    objects: list[Live] = field(default_factory=list)
    failures: list[tuple[str, ApiError]] = field(default_factory=list)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def is_gone(self, kind: str, id: str) -> bool:
        """Return whether an object is known not to be there any more."""
        return id not in self.ids.get(kind, {id})

    def of(self, kind: type[Kind]) -> Iterator[Live]:
        """Yield the objects of a kind."""
        return (one for one in self.objects if one.kind is kind)


Found = Live | ApiError | None
"""What became of the reading of an object: None where it is gone."""
Progress = Callable[[Iterable[str], str], Iterable[str]]
"""Shows how far the reading of some ids is, under a label, as they are taken."""


def read_project(
    client: Client, kinds: Iterable[type[Kind]], progress: Progress = lambda ids, _label: ids
) -> Inventory:
    """Read all objects of some kinds. What the API refuses is noted, and the rest is read.

    Args:
        client: the client.
        kinds: which. Those whose objects the API does not list are passed over.
        progress: told of each object.
    """
    inventory = Inventory()
    with client.lists.kept(), ThreadPoolExecutor(AT_ONCE) as threads:
        for kind in kinds:
            try:
                ids = sorted(_ids(client, kind) or ())
            except ApiError as error:
                inventory.failures.append((kind.__name__, error))
                continue
            inventory.ids[kind.__name__] = frozenset(ids)
            _read_all(inventory, partial(threads.map, partial(_read, client, kind)), kind, ids, progress)
    return inventory


def read_objects(
    client: Client, ids: Mapping[type[Kind], Set[str]], progress: Progress = lambda ids, _label: ids
) -> Inventory:
    """Read some objects. What the API refuses, and what is gone, is noted, and the rest is read.

    Args:
        client: the client.
        ids: which, by their kinds.
        progress: told of each object.
    """
    inventory = Inventory()
    with client.lists.kept(), ThreadPoolExecutor(AT_ONCE) as threads:
        for kind, wanted in ids.items():
            found = _read_all(
                inventory, partial(threads.map, partial(_read, client, kind)), kind, sorted(wanted), progress
            )
            gone = NotFound("there is no such object", status=404, method="GET", path=kind.__name__)
            inventory.failures += [(f"{kind.__name__} {id!r}", gone) for id in sorted({*wanted} - found)]
    return inventory


def _read_all(
    inventory: Inventory,
    read: Callable[[list[str]], Iterable[Found]],
    kind: type[Kind],
    ids: list[str],
    progress: Progress,
) -> set[str]:
    """Note what is read of each object; return the ids of those that are not gone."""
    there = set()
    for id, found in zip(progress(ids, kind.__name__), read(ids), strict=True):
        if isinstance(found, Live):
            inventory.objects.append(found)
        elif found is not None:
            inventory.failures.append((f"{kind.__name__} {id!r}", found))
        if found is not None:
            there.add(id)
    return there


def _ids(client: Client, kind: type[Kind]) -> Iterator[str] | None:
    if not isinstance(kind.routes, SharedContents):
        return kind.routes.members(client, kind.shape())
    routes, contents = _parent_routes(kind), kind.routes
    return (
        id
        for id in routes.members(client, kind.shape())
        if contents.belongs_to(client.lists.known(routes.list_, id) or {})
    )


def _parent_routes(kind: type[Kind]) -> Collection:
    """Return the routes of the objects whose contents a kind is."""
    path = str(getattr(kind.routes, "path", "")).partition("/{")[0]
    routes = (k.routes for k in all_kinds().values())
    return next(one for one in routes if isinstance(one, Collection) and one.path == path)


def read_object(client: Client, kind: type[Kind], id: str) -> Live | None:
    """Return an object that is in no state; None when it is gone.

    Raises:
        ApiError: the API refuses it.
    """
    found = Controller(kind, client).read_unmanaged(id)
    return Live(kind, kind.routes.kept_id(found[2], id), *found) if found else None


def _read(client: Client, kind: type[Kind], id: str) -> Found:
    try:
        return read_object(client, kind, id)
    except ApiError as error:
        return error
