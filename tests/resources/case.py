"""What the generic tests try of a kind: one ``KindCase`` for each, in a module of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Inputs = Mapping[str, Any]
"""Arguments of a resource, in the program's names."""


@dataclass(frozen=True)
class Setting:
    """A setting, which always exists: every field of it at two values."""

    first: Inputs
    second: Inputs


@dataclass(frozen=True)
class Request:
    """The one request of a kind that the API does not return: every field is in its body or its path."""

    inputs: Inputs
    sent_as: str
    """The method and the path, with its ids."""


@dataclass(frozen=True)
class Parent:
    """The object that a resource belongs to. Each resource has one of its own."""

    family: str
    argument: str
    """The argument that names it."""
    body: Inputs = field(default_factory=dict)
    """What the API requires to create one, besides its name."""


@dataclass(frozen=True)
class FullUpdate:
    """An object whose API can replace everything, for ``exhaustive``."""

    inputs: Inputs
    edit: Inputs
    """A change in the console of a field that the program leaves out, in the API's names."""


@dataclass(frozen=True)
class KindCase:
    """One kind: values to try for each field, and what is particular to it."""

    kind: str
    family: str = ""
    """The family of its documents in the emulator's store; empty where it has none to look at."""
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Two values for each field that a program can change, by the path: ``rules[0].name``."""
    base: Inputs = field(default_factory=dict)
    """What a resource needs besides the field that is tried."""
    inside: Mapping[str, Inputs] = field(default_factory=dict)
    """What it needs besides for a field of a member, by the path of the member: ``rules[0]``."""
    instead: Mapping[str, Inputs] = field(default_factory=dict)
    """The arguments for one field, in place of ``base`` and ``inside``, by its path."""
    moves: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fields that the server changes along with one, in the API's names."""
    not_returned: frozenset[str] = frozenset()
    """The fields that the API takes and does not return."""
    keeps_parts: bool = False
    """Whether the server keeps the part of an object that an update leaves out."""
    parts_belong_together: bool = False
    """Whether a member needs all its fields, so that a program can leave none of them out."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """The fields of the API that are no arguments, in its names, each with the reason."""
    own_arguments: frozenset[str] = frozenset()
    """The arguments that stand for a field of the API in another form."""
    split_choices: frozenset[str] = frozenset()
    """The fields whose choices are in the API's document spread over alternatives of the body."""
    bodies: tuple[str, str] | None = None
    """The operations whose bodies hold its fields at a create and at an update, where it uses operations that take
    more than its document."""
    parent: Parent | None = None
    """The object that it belongs to."""
    setting: Setting | None = None
    """What is tried of a setting."""
    request: Request | None = None
    """What is tried of a kind that the API does not return."""
    full_update: FullUpdate | None = None
    """What is tried of a kind whose API can replace everything."""
    warehouse_only: bool = False
    """Whether only a Warehouse Native project has it."""
    changes_once: bool = False
    """Whether it can happen once, so that a program does not change it."""
    can_create: bool = True
    """Whether a program can create one that does not exist."""
    missing_is_shown: bool = True
    """Whether a refresh shows that somebody deleted it together with what it belongs to."""
