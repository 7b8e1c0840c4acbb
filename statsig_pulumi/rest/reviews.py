"""Reviews: how a change of an object is proposed, and what becomes of the proposal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..errors import ApiError, OutcomeUnknown
from ..schema.json_types import Doc, same_json
from .operations import invoke, is_about, unless_gone

if TYPE_CHECKING:
    from ..client.client import Client

ACCEPTED = frozenset({"accepted", "approved_webhook_validation"})
"""The statuses in which a review can be committed."""
REFUSED = frozenset({"rejected", "failed_webhook_validation"})
"""The statuses in which it cannot be as it is. A rejected one has ended; another proposal can mend the other."""
OPEN = frozenset({"pending", "changes_requested", "pending_webhook_validation", "failed_webhook_validation", *ACCEPTED})
"""The statuses of a review that is in flight."""

_REJECTIONS = ["config_review_reject", "experiment_review_reject"]
_LOOKED_AT = 200


def _is_marked(mark: str) -> Callable[[Any], bool]:
    """Return what tells whether a new review has the mark, as far as the response says."""
    return lambda data: not isinstance(data, dict) or mark in str(data.get("description", mark))


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Field:
    """A field of an object that a review carries.

    Args:
        wire: its name in the object's document.
        slot: its name in a proposal.
        nullable: whether a review can clear it.
        to_slot: makes the value of the one from that of the other.
        from_slot: the way back.
    """

    wire: str
    slot: str
    nullable: bool = False
    to_slot: Callable[[Any], Any] = _same
    from_slot: Callable[[Any], Any] = _same


@dataclass(frozen=True)
class Reviews(ABC):
    """The reviews of one kind's objects.

    Args:
        path: where an object has its reviews, with ``{id}``.
        eligible: the operation that returns who may review; None where there is none.
    """

    path: str
    eligible: str | None = None

    whole = False
    """Whether a proposal holds every field of the object, not just those that change."""

    @abstractmethod
    def group(self, wires: list[str]) -> list[str]:
        """Return those of the changed fields that the next review carries; a review takes one change at a time."""

    @abstractmethod
    def carries(self, wire: str, value: Any) -> bool:
        """Return whether a review can give a field this value."""

    @abstractmethod
    def carries_step(self, verb: str) -> bool:
        """Return whether a review can carry a transition of the status."""

    @abstractmethod
    def change(self, body: Doc) -> Doc:
        """Return the request's part for changed fields.

        Args:
            body: the fields, in the API's names; all of them where ``whole`` says so.
        """

    @abstractmethod
    def step(self, verb: str, body: Doc) -> Doc:
        """Return the request's part for a transition of the status; ``body`` is what the transition itself sends."""

    @abstractmethod
    def proposed_fields(self, review: Doc) -> Doc:
        """Return what a review would change, in the names of the object's document."""

    @abstractmethod
    def proposes_step(self, review: Doc, change: Doc) -> bool:
        """Return whether a review proposes the same transition as ``change``."""

    def open(self, client: Client, id: str, mark: str) -> Doc | None:
        """Return the newest review in flight whose description holds the mark; None where there is none."""
        for review in client.paginate(self.path, id=id):
            if review.get("status") in OPEN and mark in str(review.get("description")):
                return self.read(client, id, str(review["review_id"]))
        return None

    def read(self, client: Client, id: str, review: str) -> Doc | None:
        """Return a review; None where there is no such."""
        return unless_gone(lambda: self._invoke(client, "GET", id, review))

    def create(self, client: Client, id: str, body: Doc, mark: str) -> Doc:
        """Propose a change; a review whose response was lost is looked up by its mark."""
        try:
            is_meant = _is_marked(mark)
            doc = invoke(client, f"POST {self.path}", {"id": id}, body=body, is_meant=is_meant)
        except OutcomeUnknown:
            found = self.open(client, id, mark)
            if found is None:
                raise
            return found
        return self.read(client, id, str(doc["review_id"])) or doc

    def edit(self, client: Client, id: str, review: str, body: Doc) -> Doc:
        """Change what a review says, and what it proposes where it has a ``change``."""
        return self._invoke(client, "PUT", id, review, body=body)

    def cancel(self, client: Client, id: str, review: str) -> None:
        """Cancel a review; one that is gone is no failure."""
        unless_gone(lambda: self._invoke(client, "DELETE", id, review))

    def commit(self, client: Client, id: str, review: str) -> None:
        """Apply what a review proposes. One whose response was lost is looked up, not sent again."""
        try:
            self._invoke(client, "PUT", id, review, "/commit", idempotent=False)
        except OutcomeUnknown:
            found = self.read(client, id, review)
            if found is None or found.get("status") != "committed":
                raise

    def _invoke(self, client: Client, method: str, id: str, review: str, verb: str = "", **options: Any) -> Doc:
        """Invoke an operation on a review."""
        ids = {"id": id, "reviewID": review}
        operation = f"{method} {self.path}/{{reviewID}}{verb}"
        return invoke(client, operation, ids, is_meant=lambda data: is_about(data, ("review_id",), review), **options)

    def rejection(self, client: Client, name: str) -> str:
        """Return who rejected an object's review last and why, as the audit log tells: reviews themselves do not.

        "" where it does not tell, or where the key may not read it.
        """
        with suppress(ApiError):
            for entry in islice(client.paginate("/audit_logs", params={"actionTypes": _REJECTIONS}), _LOOKED_AT):
                if entry.get("name") == name:
                    who = entry.get("modifierEmail") or entry.get("updatedBy") or "somebody"
                    return f" by {who}" + (f" ({entry['changeLog']})" if entry.get("changeLog") else "")
        return ""

    def eligible_reviewers(self, client: Client, id: str) -> Doc:
        """Return who may review, as ``users`` and ``groups``."""
        return invoke(client, self.eligible, {"id": id}) if self.eligible else {}

    def operations(self) -> Mapping[str, str]:
        """Return the operations used."""
        one = f"{self.path}/{{reviewID}}"
        used = [f"GET {self.path}", f"POST {self.path}", f"GET {one}", f"PUT {one}", f"DELETE {one}"]
        return dict.fromkeys([*used, f"PUT {one}/commit", *([self.eligible] if self.eligible else [])], "review")


@dataclass(frozen=True)
class ChangeReviews(Reviews):
    """Reviews whose ``change`` has one slot, or a few that belong together.

    Args:
        groups: the fields that one review can carry together.
        steps: for each transition of the status that a review carries, its slot and value.
    """

    groups: tuple[tuple[Field, ...], ...] = ()
    steps: Mapping[str, Doc] = field(default_factory=dict)

    def group(self, wires: list[str]) -> list[str]:
        """Return those of the first group that has any."""
        for fields in self.groups:
            if found := [f.wire for f in fields if f.wire in wires]:
                return found
        return []

    def carries(self, wire: str, value: Any) -> bool:
        """Return whether there is a slot for it."""
        return any(f.wire == wire and (f.nullable or value is not None) for f in self._fields())

    def carries_step(self, verb: str) -> bool:
        """Return what the declaration says."""
        return verb in self.steps

    def change(self, body: Doc) -> Doc:
        """Put each field into its slot."""
        return {"change": {f.slot: f.to_slot(body[f.wire]) for f in self._fields() if f.wire in body}}

    def step(self, verb: str, body: Doc) -> Doc:
        """Return the slot of the transition."""
        return {"change": dict(self.steps[verb])}

    def proposed_fields(self, review: Doc) -> Doc:
        """Take each field out of its slot."""
        proposed = _proposed(review)
        return {f.wire: f.from_slot(proposed[f.slot]) for f in self._fields() if f.slot in proposed}

    def proposes_step(self, review: Doc, change: Doc) -> bool:
        """Return whether the slot has the value."""
        proposed, wanted = _proposed(review), change["change"]
        return all(name in proposed and same_json(proposed[name], value) for name, value in wanted.items())

    def _fields(self) -> Iterator[Field]:
        for fields in self.groups:
            yield from fields


@dataclass(frozen=True)
class TypedReviews(Reviews):
    """Reviews that have a ``type`` and the fields of that type.

    Args:
        settings: the type that carries the fields of the object, all together; None where there is none.
        steps: for each transition of the status that a review carries, how it calls the fields of the transition.
    """

    settings: str | None = None
    steps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    whole = True

    def group(self, wires: list[str]) -> list[str]:
        """Return all of them, where a review can carry fields."""
        return wires if self.settings else []

    def carries(self, wire: str, value: Any) -> bool:
        """Return whether fields are carried at all."""
        return self.settings is not None

    def carries_step(self, verb: str) -> bool:
        """Return what the declaration says."""
        return verb in self.steps

    def change(self, body: Doc) -> Doc:
        """Return the whole object as settings."""
        return {"type": self.settings, "settings": body}

    def step(self, verb: str, body: Doc) -> Doc:
        """Return the transition's type, and its fields under the names that reviews have for them."""
        names = self.steps[verb]
        return {"type": verb, **{names[wire]: value for wire, value in body.items() if wire in names}}

    def proposed_fields(self, review: Doc) -> Doc:
        """Return the settings."""
        settings = _proposed(review).get("settings")
        return settings if isinstance(settings, dict) else {}

    def proposes_step(self, review: Doc, change: Doc) -> bool:
        """Return whether type and fields are the same, as far as the review tells them."""
        proposed = _proposed(review)
        told = {name: value for name, value in change.items() if name in proposed}
        return review.get("type") == change["type"] and all(same_json(proposed[n], v) for n, v in told.items())


def _proposed(review: Doc) -> Doc:
    content = review.get("content")
    proposed = content.get("proposed") if isinstance(content, dict) else None
    return proposed if isinstance(proposed, dict) else {}
