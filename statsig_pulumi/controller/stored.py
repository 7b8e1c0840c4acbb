"""What else is in the stack's state.

Pulumi gives a provider the resource that it deletes and nothing besides; with ``--target`` it does not even ask about
the others. Two resources of one state can stand for one object: an older version made them, or somebody edited the
state. So the state is read with Pulumi's own command line, once a process, before the first deletion. Where that does
not work, nothing is known of others.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from ..kind import TYPE_PREFIX
from ..schema.json_types import Doc
from .inputs import PROJECT, STACK

_TIMEOUT = 30.0


class Urn(NamedTuple):
    """The parts of a URN; each is "" where there is none.

    Attributes:
        stack, project: of Pulumi.
        type: the type of the resource, without those of its parents.
        name: its name in the program.
    """

    stack: str
    project: str
    type: str
    name: str

    @classmethod
    def parse(cls, text: str) -> Urn:
        """Return the parts of a URN."""
        stack, project, types, name = (text.removeprefix("urn:pulumi:").split("::", 3) + [""] * 3)[:4]
        return cls(stack, project, types.rpartition("$")[2], name)

    @property
    def kind(self) -> str:
        """The name of its kind, such as ``Gate``; "" where it is not of this package."""
        return self.type.removeprefix(TYPE_PREFIX) if self.type.startswith(TYPE_PREFIX) else ""


class StoredResources:
    """The resources of a stack's state that this run has neither updated nor deleted yet. Safe for threads.

    Args:
        export: returns the state as ``pulumi stack export`` prints it; "" where it cannot be had.
    """

    def __init__(self, export: Callable[[str], str] = lambda _stack: "") -> None:
        self._export, self._lock = export, threading.Lock()
        self._left: dict[tuple[str, str], list[Doc]] | None = None
        """Their outputs by kind and id."""
        self._updated: list[tuple[str, str, Doc]] = []

    def update(self, kind: str, id: str, props: Doc) -> None:
        """Note that a resource with these outputs is updated: what it holds, claims say from then on."""
        with self._lock:
            self._updated.append((kind, id, props))

    def delete(self, kind: str, id: str, props: Doc) -> list[Doc]:
        """Note that a resource with these outputs is deleted; return the outputs of others of its kind and id."""
        with self._lock:
            if self._left is None:
                self._left = _by_object(self._export(str(props.get(STACK, ""))))
            for one in (*self._updated, (kind, id, props)):
                _remove(self._left, *one)
            self._updated.clear()
            project = props.get(PROJECT)
            return [one for one in self._left.get((kind, id), ()) if project in (None, one.get(PROJECT, project))]


def _by_object(exported: str) -> dict[tuple[str, str], list[Doc]]:
    """Return the outputs of the resources in an exported state; nothing where it is no state."""
    found: dict[tuple[str, str], list[Doc]] = {}
    with suppress(ValueError):
        for one in exported_resources(exported):
            if isinstance(one.get("outputs"), dict):
                kind = one["type"].removeprefix(TYPE_PREFIX)
                found.setdefault((kind, str(one.get("id"))), []).append(one["outputs"])
    return found


def _remove(left: dict[tuple[str, str], list[Doc]], kind: str, id: str, props: Doc) -> None:
    if alike := left.get((kind, id)):
        alike.remove(max(alike, key=lambda one: _likeness(one, props)))


def _likeness(a: Doc, b: Doc) -> int:
    """Return how many values two bags share: which of several resources is meant. Secrets are encrypted in one."""
    return sum(1 for name, value in a.items() if b.get(name) == value)


def exported_resources(exported: str) -> list[Doc]:
    """Return this package's resources in what ``export_stack`` has returned.

    Raises:
        ValueError: it is something else.
    """
    try:
        resources = json.loads(exported)["deployment"].get("resources") or []
        return [one for one in resources if str(one.get("type")).startswith(TYPE_PREFIX)]
    except (LookupError, TypeError, AttributeError, RecursionError):
        raise ValueError("it is no exported state") from None


def export_stack(stack: str) -> str:
    """Return what ``pulumi stack export`` prints, secrets encrypted; "" where it fails.

    Args:
        stack: ``project/stack``; "" where the state is older and does not say: then the one that is selected.
    """
    which = ["--stack", stack.rpartition("/")[2]] if stack else []
    command = ["pulumi", "stack", "export", "--non-interactive", *which]
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    with suppress(OSError, subprocess.SubprocessError, UnicodeError):
        # Without a shell, and what the state says of the stack is one argument.
        return subprocess.run(  # noqa: S603
            command, check=True, env=environment, capture_output=True, encoding="utf-8", timeout=_TIMEOUT
        ).stdout
    return ""
