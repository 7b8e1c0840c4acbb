"""Collections of a project's administration: unique names, fields that responses leave out, initial documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from ..variants import chosen_variant
from .common import Collection
from .registry import stores

_SEEDED = stores("seeded")


def seed_defaults(context: Context, family: str, docs: Iterable[Doc]) -> None:
    """Create the documents that a new project has. This happens once, so that deleted ones do not come back."""
    if context.project.get(_SEEDED, family) is None:
        context.project.put(_SEEDED, family, {"id": family})
        for doc in docs:
            if context.project.get(family, doc["id"]) is None:
                context.project.put(family, doc["id"], doc)


@dataclass(frozen=True)
class NamedCollection(Collection):
    """A collection with unique names, whose documents hold fields that responses leave out.

    Args:
        hidden_fields: the fields that responses leave out: write-only ones, and the store's own id.
        names: the variant that decides whether two may have one name.
        built_in: those that exist, but are not listed.
    """

    hidden_fields: tuple[str, ...] = ()
    names: str = "names-unique"
    built_in: tuple[Doc, ...] = ()

    def visible_fields(self, doc: Doc) -> Doc:
        """Return a document without its hidden fields."""
        return {name: value for name, value in doc.items() if name not in self.hidden_fields}

    def _visible(self, context: Context, success: Success) -> Success:
        return replace(success, data=self.visible_fields(success.data) if context.operation.returns_data else None)

    def _check_name_free(self, context: Context, name: str) -> None:
        taken = any(doc["name"] == name for doc in context.project.all(self.family))
        if taken and chosen_variant(self.names) != "accepted":
            raise HTTPError(400, self.name_taken)

    def list(self, context: Context) -> Success:
        """Handle GET of the collection."""
        success = super().list(context)
        return replace(success, data=[self.visible_fields(doc) for doc in success.data])

    def all(self, context: Context) -> Sequence[Doc]:
        """Return all objects that are listed."""
        listed = self.built_in if chosen_variant("built-in-names") == "listed" else ()
        return [*listed, *super().all(context)]

    def create(self, context: Context) -> Success:
        """Handle POST to the collection."""
        if "name" in context.body:
            self._check_name_free(context, context.body["name"])
        return self._visible(context, super().create(context))

    def read(self, context: Context) -> Success:
        """Handle GET of an object."""
        return self._visible(context, super().read(context))

    def update(self, context: Context) -> Success:
        """Handle POST or PATCH of an object."""
        if "name" in context.body and context.body["name"] != self.get_or_404(context)["name"]:
            self._check_name_free(context, context.body["name"])
        return self._visible(context, super().update(context))
