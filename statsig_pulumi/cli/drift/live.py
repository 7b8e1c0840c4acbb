"""What is live, compared with the state exactly as a refresh would: it is read in bulk, and by the same code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ...controller.controller import Controller
from ...controller.inputs import PROJECT, inputs_of, known_project, secret_values
from ...controller.inventory import AT_ONCE
from ...controller.proposals import waiting_fields
from ...errors import ConfigError, StatsigError
from ...kind import Kind, kind_named
from ...provider import print_traceback, unexpected
from ...redactor import redact
from ..differences import Difference, compare
from ..progress import Progress
from ..state import Stored
from .audit import names_of
from .report import Unreadable

if TYPE_CHECKING:
    from ...client.client import Client


@dataclass(frozen=True)
class Compared:
    """A resource that was read.

    Attributes:
        stored: the resource.
        kind: its kind.
        client: what it was read with.
        names: what the audit log may call the object.
        differences: what differs.
        deleted: whether the object is gone.
    """

    stored: Stored
    kind: type[Kind]
    client: Client
    names: frozenset[str]
    differences: tuple[Difference, ...] = ()
    deleted: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything is not as the state says."""
        return self.deleted or bool(self.differences)


Result = Compared | Unreadable
_Pair = tuple[Stored, "Client"]


def compare_all(resources: Sequence[Stored], client_of: Callable[[Stored], Client], progress: Progress) -> list[Result]:
    """Return what became of each resource, in their order. What cannot be read does not keep the others.

    Args:
        resources: the resources.
        client_of: returns what a resource is read with.
        progress: is told how far it is.
    """
    found: dict[str, Result] = {}
    pairs = [*_reachable(resources, client_of, found)]
    with ExitStack() as kept:
        for client in {id(client): client for _, client in pairs}.values():
            kept.enter_context(client.lists.kept())
        found |= _compared(pairs, progress)
    return [found[stored.urn] for stored in resources]


def _reachable(
    resources: Sequence[Stored], client_of: Callable[[Stored], Client], found: dict[str, Result]
) -> Iterator[_Pair]:
    """Yield the resources that can be read with their clients, each of which is tried once; note the others."""
    problems: dict[str, StatsigError] = {}
    for stored in resources:
        try:
            if stored.provider in problems:
                raise problems[stored.provider]
            client = client_of(stored)
            client.project_id()
        except StatsigError as error:
            problems[stored.provider] = error
            found[stored.urn] = Unreadable(stored, str(error))
        else:
            yield stored, client


def _compared(pairs: Sequence[_Pair], progress: Progress) -> dict[str, Result]:
    found: dict[str, Result] = {}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for one in threads.map(lambda pair: compare_one(*pair), pairs):
            found[one.stored.urn] = one
            progress.say(f"{len(found)} of {len(pairs)} objects read")
    return found


def compare_one(stored: Stored, client: Client) -> Result:
    """Return how a resource's object differs from the state, or why that cannot be told."""
    try:
        return _compare(stored, client)
    except StatsigError as error:
        return Unreadable(stored, str(error))
    except Exception as error:  # noqa: BLE001 - one odd document must not hide what the others are
        print_traceback(error)
        return Unreadable(stored, unexpected(error))


def _compare(stored: Stored, client: Client) -> Compared:
    kind = kind_named(stored.kind)
    inputs = inputs_of(kind, stored.inputs.values)
    names = names_of(kind, stored.id, inputs)
    if not kind.routes.notices_absence:
        return Compared(stored, kind, client, names)
    stored.require_secrets()
    for bag in (stored.inputs, stored.outputs):
        redact.add([*bag.secret_values(), *secret_values(kind, bag.values)])
    state = Controller(kind, client, stored.outputs.values).read(stored.id)
    if state is None:
        _verify_absence(stored, client)
        return Compared(stored, kind, client, names, deleted=True)
    outputs, _ = state
    redact.add([*secret_values(kind, outputs)])
    live = inputs_of(kind, outputs)
    differences = compare(kind.shape(), inputs, live, waiting=waiting_fields(outputs), secrets=stored.inputs.secrets)
    redact.add([one.new for one in differences if one.secret])
    return Compared(stored, kind, client, names, tuple(differences))


def _verify_absence(stored: Stored, client: Client) -> None:
    """Refuse to call an object deleted when the key may be for another project than its own.

    Raises:
        ConfigError: it may be.
    """
    values = stored.outputs.values
    if values.get(PROJECT) and not known_project(values, client.settings.digest) and not client.project_id():
        raise ConfigError(
            "it was not found, with another key or address than those that were last used, and Statsig does not tell "
            "which project the key is for: give the key of its project"
        )


def by_client(compared: Sequence[Compared]) -> Iterator[tuple[Client, list[Compared]]]:
    """Yield the resources of each Statsig project."""
    ordered = sorted(compared, key=lambda one: id(one.client))
    for _, group in groupby(ordered, key=lambda one: id(one.client)):
        members = [*group]
        yield members[0].client, members
