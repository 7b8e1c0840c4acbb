"""The contents of an object, managed by a resource of their own: overrides, ids of a list, single rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import AlreadyExists, NotFound
from ..schema.json_types import Doc
from ..schema.shape import Shape
from .operations import Routes, Target

if TYPE_CHECKING:
    from ..client.client import Client


class Contents(Routes):
    """Routes of contents, which exist as long as the object does that they belong to: their ``Path`` field."""

    full_update_only = True
    reads_before_update = False

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Return them: they exist with their object."""
        doc = self.read_object(client, target.parent, target)
        return None if doc is None else (target.parent, doc)

    def belongs_to(self, parent: Doc) -> bool:
        """Return whether an object has such contents."""
        return True

    def inputs_from_id(self, id: str, shape: Shape) -> Doc:
        """Return the object."""
        return {shape.marked("path")[0].name: id}


class SharedContents(Contents):
    """Contents that can have several owners.

    An *exclusive* resource owns all of them: what somebody else adds shows as a difference, and is removed. One that
    is not manages its own entries only, and neither reads nor changes the others.
    """

    def is_authoritative(self, inputs: Doc) -> bool:
        """Return whether it is exclusive."""
        return is_exclusive(inputs)

    def is_unique(self, inputs: Doc) -> bool:
        """Return whether it is exclusive: of those that are not, there can be several."""
        return is_exclusive(inputs)


def becomes_exclusive(target: Target) -> bool:
    """Return whether an update makes the resource own all contents."""
    return bool(target.old) and is_exclusive(target.state) and not is_exclusive(target.old)


def is_exclusive(inputs: Doc) -> bool:
    """Return whether the resource owns all contents."""
    return bool(inputs.get("exclusive", True))


def refuse_others(path: str, live: object, target: Target) -> None:
    """Refuse to discard entries that somebody else made, unless the program says ``adopt``.

    Raises:
        AlreadyExists: there are some.
    """
    if live and not target.state.get("adopt"):
        hint = "To take them over, say adopt=True"
        raise AlreadyExists("there are entries already", status=400, method="POST", path=path, hint=hint)


def no_parent(path: str, shape: Shape) -> NotFound:
    """Return the error for contents of an object that does not exist."""
    hint = f"Create the object first, or check {shape.marked('path')[0].name}"
    return NotFound("there is no such object", status=404, method="GET", path=path, hint=hint)
