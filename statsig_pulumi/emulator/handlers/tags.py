"""Tags. A path may contain the id or the name of one."""

from __future__ import annotations

from ..context import Context
from ..store import Doc
from ..variants import chosen_variant
from .common import new_id
from .named_collection import NamedCollection


class _Tags(NamedCollection):
    def by_id(self, context: Context, id: str) -> Doc:
        """Return a tag by its id or its name."""
        named = (doc["id"] for doc in context.project.all(self.family) if doc["name"] == id)
        if chosen_variant("tag-by-name") == "not-found":
            return super().by_id(context, id)
        return super().by_id(context, id if context.project.get(self.family, id) else next(named, id))


TAGS = _Tags(
    path="/tags",
    noun="Tag",
    build=lambda _context, body: {"isCore": False, **body},
    id=lambda _context, _doc: new_id(),
    attributed=False,
)
TAGS.register()
