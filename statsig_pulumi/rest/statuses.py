"""Statuses as declared state: which step leads from one to the next.

A kind with statuses declares a table. A change of the status in the program is one step of it; what is not in the
table is impossible, and is refused before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ApiError, InvalidInput

if TYPE_CHECKING:
    from ..client.client import Client  # httpx is slow to import, and a preview does not need it

Doc = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One request, ``PUT {path}/{verb}``.

    Args:
        verb: the last part of the path.
        body: makes the body of what the program said and the live document; None where the API takes no body.
        first: whether it opens the object for changes, and so has to come before them.
        looks: whether the API decides where the step leads, so that the status has to be read afterwards.
    """

    verb: str
    body: Callable[[Doc, Doc], Doc] | None = None
    first: bool = False
    looks: bool = False


@dataclass(frozen=True)
class StatusMachine:
    """A kind's statuses.

    Args:
        path: an object's path, with ``{id}``.
        initial: the status of a new object.
        steps: the step from one status to another.
        archived: the status of an archived object; None where there is no archive.
        field: the field that holds the status, in the program and on the wire.
    """

    path: str
    initial: str
    steps: Mapping[tuple[str, str], Step]
    archived: str | None
    field: str = "status"

    def problem(self, old: str, new: str) -> str | None:
        """Why the status cannot go from ``old`` to ``new``; None when it can."""
        if old == new or (old, new) in self.steps:
            return None
        possible = ", ".join(repr(to) for start, to in self.steps if start == old)
        return f"cannot go from {old!r} to {new!r}; possible from there: {possible or 'nothing'}"

    def comes_before_update(self, old: str, new: str) -> bool:
        """Whether the step has to be taken before the other changes."""
        step = self.steps.get((old, new))
        return step is not None and step.first

    def settle(self, api: Client, id: str, said: Doc, doc: Doc, look: Callable[[], Doc]) -> Doc:
        """Take the step from the document's status to the declared one; the document afterwards.

        Args:
            api: the client.
            id: which object.
            said: what the program said.
            doc: what is known of the live document.
            look: reads it.

        Raises:
            InvalidInput: there is no such step.
        """
        old = str(doc[self.field])
        new = str(said.get(self.field, old))
        if old == new:
            return doc
        if problem := self.problem(old, new):
            raise InvalidInput(f"{self.field} {problem}")
        step = self.steps[old, new]
        try:
            body = None if step.body is None else step.body(said, doc)
            reply = api.call("PUT", f"{self.path}/{step.verb}", id=id, body=body)
        except ApiError as error:
            # A step whose reply was lost is refused the second time: then it is the status that counts.
            doc = look()
            if error.status != 400 or doc.get(self.field) != new:
                raise
            return doc
        if step.looks:
            return self.settle(api, id, said, look(), look)
        return {**doc, **reply, self.field: new}

    def operations(self) -> Mapping[str, str]:
        """The steps."""
        return {f"PUT {self.path}/{step.verb}": self.field for step in self.steps.values()}
