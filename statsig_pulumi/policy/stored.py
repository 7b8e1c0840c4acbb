"""The stack as it was when the run began.

Pulumi gives a policy the new inputs of a resource, and to a policy of the whole stack its new outputs; the old ones it
does not pass. They are read from the stack's state by ``pulumi stack export``, which works with every backend, needs
neither a key nor the network of Statsig, and holds what the change is a change of.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..controller.stored import Urn, export_stack, exported_resources
from ..kind import TYPE_PREFIX
from ..schema.json_types import Doc
from .subject import Subject


@dataclass(frozen=True)
class StoredResource:
    """A Statsig resource in the stack's state."""

    subject: Subject
    """The resource without new inputs."""
    retained: bool
    """Whether Pulumi forgets it without deleting it."""

    @property
    def inputs(self) -> Doc:
        """Its inputs."""
        return self.subject.old or {}

    @property
    def state(self) -> Doc:
        """Its outputs."""
        return self.subject.state


class StoredStack:
    """The Statsig resources of a stack's state, read once, when they are first asked for. Safe for threads.

    Args:
        export: returns the state of ``project/stack`` as ``pulumi stack export`` prints it; "" where it cannot.
    """

    def __init__(self, export: Callable[[str], str] = export_stack) -> None:
        self._export, self._lock = export, threading.Lock()
        self._resources: dict[str, StoredResource] | None = None
        self._environments: list[Doc] = []
        self.failed = False
        """Whether the state could not be read: then no resource has a past."""

    def resources(self, urn: str) -> dict[str, StoredResource]:
        """Return the resources by URN.

        Args:
            urn: the URN of any resource of the stack.
        """
        with self._lock:
            if self._resources is None:
                self._resources = {one.subject.urn: one for one in self._read(urn)}
                self._environments = _environments(self._resources.values())
            return self._resources

    def subject(self, new: Subject, aliases: Iterable[str]) -> Subject:
        """Return a resource of the new stack with its past, by its URN or one of its aliases."""
        stored = self.resources(new.urn)
        new = replace(new, environments=self._environments)
        old = next((stored[urn] for urn in (new.urn, *aliases) if urn in stored), None)
        return replace(new, old=old.inputs, state=old.state) if old else new

    def deleted(self, urn: str, kept: Iterable[Subject]) -> Iterator[Subject]:
        """Yield the resources whose object no resource of the new stack manages.

        Args:
            urn: the URN of any resource of the stack.
            kept: the Statsig resources of the new stack, with their past.
        """
        objects = {one.object for one in kept}
        for old in self.resources(urn).values():
            if not old.retained and old.subject.object not in objects:
                yield old.subject

    def _read(self, urn: str) -> Iterator[StoredResource]:
        stack = Urn.parse(urn)
        try:
            resources = exported_resources(self._export(f"{stack.project}/{stack.stack}"))
        except ValueError:
            self.failed = True
            return
        yield from (_stored(one) for one in resources if not one.get("delete") and not one.get("external"))


def _environments(stored: Iterable[StoredResource]) -> list[Doc]:
    lists = (one.inputs.get("environments") for one in stored if one.subject.kind == "Environments")
    return [environment for found in lists if isinstance(found, list) for environment in found]


def _stored(resource: dict[str, Any]) -> StoredResource:
    old = {key: value for key, value in (resource.get("inputs") or {}).items() if not key.startswith("__")}
    subject = Subject(
        kind=resource["type"].removeprefix(TYPE_PREFIX),
        name=Urn.parse(resource["urn"]).name,
        urn=resource["urn"],
        inputs={},
        old=old,
        state=resource.get("outputs") or {},
        provider_urn=str(resource.get("provider") or "").rpartition("::")[0],
    )
    return StoredResource(subject, retained=bool(resource.get("retainOnDelete")))
