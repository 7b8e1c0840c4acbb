"""Objects whose ids are secrets: API keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import InvalidInput, NotFound, OutcomeUnknown
from ..replies import anything
from ..schema.json_types import Doc
from .namesakes import NamesakeCollection
from .operations import Target

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class SecretIdCollection(NamesakeCollection):
    """A collection whose ids are secrets.

    Pulumi stores ids in the clear. So the id it is given is a digest, and the real one stands in the secret output
    ``secret``. An id that is no digest is taken for the key.
    """

    secret: str = "key"  # noqa: S105 - a field's name

    def find(self, client: Client, target: Target) -> tuple[str, Doc] | None:
        """Find it by its name among those that are not others'.

        Raises:
            InvalidInput: the API does not show its value.
        """
        found = super().find(client, target)
        if found and not found[1].get(self.id_field):
            raise InvalidInput(
                f"the API does not show the {self.secret} of {target.key!r} again, without which it can be neither "
                "adopted nor imported: create another"
            )
        return found

    def read_object(self, client: Client, id: str, target: Target) -> Doc | None:
        """Read it by the secret where that is known, else find it in the list by the digest or the key."""
        if target.state.get(self.secret):
            return super().read_object(client, id, target)
        for doc in self._members(client):
            if id in (self._id(doc, target), doc.get(self.id_field), doc.get(target.key_wire)):
                return doc
        return None

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Update a part."""
        return super().update_object(client, id, self._with_secret(client, id, target), body, old)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """DELETE; one that is gone already is no failure."""
        with suppress(NotFound):
            super().delete_object(client, id, self._with_secret(client, id, target))

    def is_unique(self, inputs: Doc) -> bool:
        """Return False: two keys may have one description."""
        return False

    def invoke(self, client: Client, operation: str, id: str, target: Target, *, repeatable: bool = True) -> Doc:
        """Invoke another operation on the member."""
        known = self._with_secret(client, id, target)
        return super().invoke(client, operation, id, known, repeatable=repeatable)

    def recover_invoke(self, client: Client, id: str, target: Target, unknown: OutcomeUnknown) -> Doc:
        """Find the new value of a key whose rotation was lost: the one that was not there before.

        Raises:
            OutcomeUnknown: the key still has the old value, or its new one cannot be told from others.
        """
        known = self._with_secret(client, id, target)
        now = list(self._of_name(client, target))
        if any(doc.get(self.id_field) == known.state[self.secret] for doc in now):
            unknown.hint = "It has not happened: run `pulumi up` again"
            raise unknown
        new = [doc for doc in now if self._id(doc, target) not in target.others]
        if len(new) != 1:
            unknown.hint = "It has happened, and the new value cannot be told from others': look for it in the console"
            raise unknown
        return new[0]

    def _with_secret(self, client: Client, id: str, target: Target) -> Target:
        """Return the target with its secret, which state does not hold right after an import."""
        if target.state.get(self.secret):
            return target
        doc = self.read_object(client, id, target)
        if doc is None:
            raise NotFound("there is no such object", status=404, method="GET", path=self.path)
        return replace(target, state={**target.state, self.secret: doc[self.id_field]})

    def _whole(self, client: Client, doc: Doc, target: Target) -> Doc:
        known = replace(target, state={**target.state, self.secret: doc.get(self.id_field)})
        return super()._whole(client, doc, known)

    def _is_meant(self, target: Target, id: str = "") -> Callable[[Any], bool]:
        return anything  # the API may show a part of a secret alone

    def _path_ids(self, id: str, target: Target) -> Doc:
        return super()._path_ids(str(target.state[self.secret]), target)

    def _id(self, doc: Doc, target: Target) -> str:
        return self._member_id(doc)

    def _member_id(self, doc: Doc) -> str:
        return digest(doc.get(self.id_field))


def digest(secret: object) -> str:
    """Return the id that stands for one that is a secret."""
    return hashlib.sha256(str(secret).encode()).hexdigest()[:16]
