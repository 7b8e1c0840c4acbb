"""Statuses as declared state: which transition leads from one to the next.

A kind with statuses declares a table. A change of the status in the program is one transition of it; one that is not
in the table is refused before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import ApiError, InvalidInput, StatsigError
from ..schema.json_types import Doc
from .operations import is_about, request_object, soon

if TYPE_CHECKING:
    from ..client.client import Client  # httpx is slow to import, and a preview does not need it


@dataclass(frozen=True)
class Transition:
    """One request, ``PUT {path}/{verb}``.

    Args:
        verb: the last part of the path.
        body: makes the body from the inputs and the live document; None where the API takes no body.
        before_update: whether it opens the object for changes, and so has to come before them.
        reread: whether the API decides where it leads, so that the status has to be read afterwards.
        fields: the fields by which the body of a create or an update says the same, so that this request is spared.
    """

    verb: str
    body: Callable[[Doc, Doc], Doc] | None = None
    before_update: bool = False
    reread: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StatusMachine:
    """A kind's statuses.

    Args:
        path: an object's path, with ``{id}``.
        initial: the status of a new object.
        transitions: the transition from one status to another.
        archived: the status of an archived object; None where there is no archive.
        field: the field that holds the status, in the program and on the wire.
        tells: the arguments that follow from the status, where the program has one.
    """

    path: str
    initial: str
    transitions: Mapping[tuple[str, str], Transition]
    archived: str | None
    field: str = "status"
    tells: frozenset[str] = frozenset()

    def follows(self, name: str, inputs: Doc) -> bool:
        """Return whether an argument follows from the status that the inputs have."""
        return name in self.tells and self.field in inputs

    def problem(self, old: str, new: str) -> str | None:
        """Return why the status cannot go from ``old`` to ``new``; None when it can."""
        if old == new or (old, new) in self.transitions:
            return None
        possible = ", ".join(repr(to) for start, to in self.transitions if start == old)
        return f"cannot go from {old!r} to {new!r}; possible from there: {possible or 'nothing'}"

    def comes_before_update(self, old: str, new: str) -> bool:
        """Return whether the transition has to be made before the other changes."""
        transition = self.transitions.get((old, new))
        return transition is not None and transition.before_update

    def carried(self, old: str, inputs: Doc) -> Doc:
        """Return the fields by which a create or an update goes from ``old`` to the declared status as well; ``{}``
        where it takes a request of its own."""
        step = self.transitions.get((old, str(inputs.get(self.field))))
        # What the operation says besides, no other request can say.
        return {} if step is None or (step.fields and step.body and step.body(inputs, {})) else {**step.fields}

    def transition(self, client: Client, id: str, inputs: Doc, doc: Doc, read: Callable[[], Doc]) -> Doc:
        """Go from the document's status to the declared one; return the document afterwards.

        Args:
            client: the client.
            id: which object.
            inputs: the inputs.
            doc: what is known of the live document.
            read: reads it.

        Raises:
            InvalidInput: there is no such transition.
            StatsigError: the transitions lead nowhere.
        """
        left: list[str] = []
        while (old := str(doc.get(self.field))) != (new := str(inputs.get(self.field, old))):
            if old in left:
                raise StatsigError(
                    f"{self.transitions[left[-1], new].verb} was accepted, and the {self.field} is {old!r} again: "
                    "look at it in Statsig"
                )
            left.append(old)
            doc = self._step(client, id, inputs, doc, read)
        return doc

    def _step(self, client: Client, id: str, inputs: Doc, doc: Doc, read: Callable[[], Doc]) -> Doc:
        """Make one transition; return the document afterwards."""
        old, new = str(doc.get(self.field)), str(inputs[self.field])
        if problem := self.problem(old, new):
            raise InvalidInput(f"{self.field} {problem}")
        step = self.transitions[old, new]
        try:
            body = None if step.body is None else step.body(inputs, doc)
            response = request_object(
                client,
                "PUT",
                f"{self.path}/{step.verb}",
                id=id,
                body=body,
                is_meant=lambda data: is_about(data, ("id",), id),
            )
        except ApiError as error:
            # A transition whose response was lost is refused the second time: then it is the status that counts.
            return self._reached(new, read, error)
        if step.reread:
            return soon(client, read, lambda found: found.get(self.field) != old)
        return {**doc, **response, self.field: new}

    def _reached(self, status: str, read: Callable[[], Doc], error: ApiError) -> Doc:
        """Return the live document, if it has the status in spite of an error."""
        with suppress(ApiError):
            doc = read()
            if doc.get(self.field) == status:
                return doc
        raise error

    def operations(self) -> Mapping[str, str]:
        """Return the transitions."""
        return {f"PUT {self.path}/{step.verb}": self.field for step in self.transitions.values()}
