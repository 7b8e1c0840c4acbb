"""What can be sent, and is neither read nor deleted: connections, invitations, versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..schema.json_types import Doc
from ..schema.shape import Shape
from .operations import Target, WithoutReads, invoke

if TYPE_CHECKING:
    from ..client.client import Client


@dataclass(frozen=True)
class Unreadable(WithoutReads):
    """One operation that sends.

    Args:
        operation: that.
        full_update_only: whether it takes everything.
        id_field: the field of the response that holds the id, where there is one.
        can_delete: False where one that has been sent takes up its name for ever.
    """

    operation: str
    full_update_only: bool = True
    id_field: str = "id"
    can_delete: bool = True

    def create_object(self, client: Client, target: Target, body: Doc) -> tuple[str, Doc]:
        """Send it."""
        doc = self.update_object(client, "", target, body, {})
        key = target.key if target.key_property else self.operation.rpartition("/")[2]
        return str(doc.get(self.id_field) or key), doc

    def update_object(self, client: Client, id: str, target: Target, body: Doc, old: Doc) -> Doc:
        """Send it again."""
        return invoke(client, self.operation, target.ids(self.operation), body=body, idempotent=True)

    def delete_object(self, client: Client, id: str, target: Target) -> None:
        """Do nothing: it stays as it is."""

    def operations(self, shape: Shape) -> Mapping[str, str]:
        """Return the one."""
        return {self.operation: "create, update"}
