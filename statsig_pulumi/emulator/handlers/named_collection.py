"""What the families of a project's administration share: names, what is not told, what a new project has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import Collection

_BEGUN = "begun"


def begin(call: Call, family: str, docs: Iterable[Doc]) -> None:
    """Put there what a new project has, once: what has been seeded stays, and what is deleted later stays away."""
    if call.project.get(_BEGUN, family) is None:
        call.project.put(_BEGUN, family, {"id": family})
        for doc in docs:
            if call.project.get(family, doc["id"]) is None:
                call.project.put(family, doc["id"], doc)


@dataclass(frozen=True)
class Administered(Collection):
    """A collection in which no two have one name, and whose documents hold more than replies tell.

    Args:
        untold: the fields that replies do not have: those that are only written, and the store's own id.
    """

    untold: tuple[str, ...] = ()

    def told(self, doc: Doc) -> Doc:
        """A document as replies have it."""
        return {name: value for name, value in doc.items() if name not in self.untold}

    def _told(self, call: Call, answer: Answer) -> Answer:
        return replace(answer, data=self.told(answer.data) if call.operation.returns_data else None)

    def _free(self, call: Call, name: str) -> None:
        if any(doc["name"] == name for doc in call.project.all(self.family)):
            raise Refusal(400, self.taken)

    def list(self, call: Call) -> Answer:
        """GET of the collection."""
        answer = super().list(call)
        return replace(answer, data=[self.told(doc) for doc in answer.data])

    def create(self, call: Call) -> Answer:
        """POST to the collection."""
        if "name" in call.body:
            self._free(call, call.body["name"])
        return self._told(call, super().create(call))

    def read(self, call: Call) -> Answer:
        """GET by id."""
        return self._told(call, super().read(call))

    def update(self, call: Call) -> Answer:
        """POST or PATCH by id."""
        if "name" in call.body and call.body["name"] != self.found(call)["name"]:
            self._free(call, call.body["name"])
        return self._told(call, super().update(call))
