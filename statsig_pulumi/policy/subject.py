"""What a rule judges: one resource, as it is to be and as it was, whatever of it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..kind import all_kinds
from ..schema.json_types import Doc


class _Unknown:
    """A value that a preview does not know yet: equal to nothing else, and of no type that a rule looks for."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN = _Unknown()
"""Stands for a value that is known only once ``pulumi up`` has made something."""


@dataclass(frozen=True)
class Subject:
    """One Statsig resource.

    Attributes:
        kind: the resource's kind, such as ``Gate``.
        name: the resource's name in the program.
        urn: the resource's URN.
        inputs: the inputs that it is to have, in the program's names; ``UNKNOWN`` in place of what is not known yet.
        old: the inputs that it had when the run began; None for a new resource.
        state: the outputs that it had then.
        provider: the configuration of its provider, such as ``statsig:review``.
        provider_urn: the URN of its provider, which stands for a Statsig project.
        environments: the project's environments, as far as the stack manages them.
    """

    kind: str
    name: str
    urn: str
    inputs: Doc
    old: Doc | None = None
    state: Doc = field(default_factory=dict)
    provider: Doc = field(default_factory=dict)
    provider_urn: str = ""
    environments: Sequence[Doc] = ()

    @property
    def id(self) -> str:
        """Return the object's id in Statsig, or the resource's name where it is not known."""
        key = _key(self.kind)
        values = (self.inputs.get(key), self.state.get(key))
        return next((value for value in values if isinstance(value, str)), self.name)

    @property
    def object(self) -> tuple[str, str, str]:
        """Return what tells its object from others: its kind, id and Statsig project."""
        return self.kind, self.id, self.provider_urn

    def changed(self, *fields: str) -> bool:
        """Return whether one of the fields differs from what it was; without fields, whether any does."""
        old = self.old or {}
        names = fields or {*old, *self.inputs}
        return any(differs(old.get(name), self.inputs.get(name)) for name in names)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@cache
def _key(kind: str) -> str:
    """Return the field that names an object of the kind; "" where there is none."""
    known = all_kinds().get(kind)
    return next((p.name for p in known.shape().marked("key")), "") if known else ""


def differs(old: Any, new: Any) -> bool:
    """Return whether a value has changed, for all that is known.

    What is encrypted in state, or not known before ``pulumi up``, counts as the same.
    """
    if new is UNKNOWN or (isinstance(old, Mapping) and "ciphertext" in old):
        return False
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return any(differs(old.get(key), new.get(key)) for key in {*old, *new})
    if isinstance(old, list) and isinstance(new, list):
        return len(old) != len(new) or any(map(differs, old, new))
    return bool(old != new)


def plain(value: Any) -> Any:
    """Return a value as Pulumi hands it to a policy, without the wrappers that raise where a value is unknown."""
    if isinstance(value, Mapping):
        return {key: _item(value, key) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [_item(value, index) for index in range(len(value))]
    return value


def _item(container: Any, key: Any) -> Any:
    from pulumi_policy.proxy import UnknownValueError  # the extra is there: Pulumi's policies are what wraps values

    try:
        return plain(container[key])
    except UnknownValueError:
        return UNKNOWN
