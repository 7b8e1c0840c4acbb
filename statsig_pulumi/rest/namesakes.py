"""Objects of which several may have one name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ..schema.json_types import Doc
from .collection import Collection
from .operations import Target

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class NamesakeCollection(Collection):
    """A collection whose objects have ids of the server's, and names that need not be unique."""

    key_is_id = False
    tells_creation: bool = False  # a create looks for others of the name in any case

    def same_name_ids(self, client: Client, target: Target) -> frozenset[str]:
        """Return the ids of the objects of the target's name."""
        return frozenset(self._id(doc, target) for doc in self._of_name(client, target))

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Find it by its name among those that are not others'.

        Raises:
            InvalidInput: several have the name.
        """
        found = {self._id(doc, target): doc for doc in self._of_name(client, target)}
        candidates = [(id, doc) for id, doc in found.items() if id not in target.others]
        if len(candidates) > 1:  # one that cannot become what is wanted is not meant
            fixed = [prop.wire for prop in target.shape.marked("replace")]
            alike = [(id, doc) for id, doc in candidates if all(doc.get(w) == target.body.get(w) for w in fixed)]
            candidates = alike or candidates
        if len(candidates) > 1:
            raise InvalidInput(
                f"{len(candidates)} objects are named {target.key!r}: give it another name, or import it"
            )
        return self._complete(client, candidates[0], target) if candidates else None

    def _of_name(self, client: Client, target: Target) -> Iterator[Doc]:
        members = (self._whole(client, doc, target) for doc in self._members(client))
        return (doc for doc in members if doc.get(target.key_wire) == target.key)

    def _complete(self, client: Client, found: tuple[str, Doc], target: Target) -> tuple[str, Doc] | None:
        if not self.read:
            return found
        id, listed = found
        doc = self.read_object(client, id, target)
        return None if doc is None else (id, {**listed, **doc})
