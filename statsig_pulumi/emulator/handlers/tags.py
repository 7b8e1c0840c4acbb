"""Tags: the path takes an id or a name."""

from __future__ import annotations

from ..context import Call
from ..store import Doc
from .common import new_id
from .named_collection import Administered


class _Tags(Administered):
    def at(self, call: Call, id: str) -> Doc:
        """The tag of an id, else of a name."""
        named = (doc["id"] for doc in call.project.all(self.family) if doc["name"] == id)
        return super().at(call, id if call.project.get(self.family, id) else next(named, id))


TAGS = _Tags(
    path="/tags",
    noun="Tag",
    make=lambda _call, body: {"isCore": False, **body},
    id=lambda _call, _doc: new_id(),
    attributed=False,
)
TAGS.register()
