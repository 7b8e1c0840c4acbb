"""How an update becomes a review: proposed, waited for, committed, edited, cancelled.

State holds what is live for as long as a review is in flight, beside the review's id: so the next preview still shows
the change, and nothing that is parked looks done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..errors import ApiError, InvalidInput, StatsigError
from ..notify import notify
from ..rest.reviews import ACCEPTED, OPEN, REFUSED, Reviews
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.sharing import as_live
from ..schema.values import changed_fields, stored_default, to_wire
from .commit import commit_description
from .inputs import describe, refreshed_inputs
from .ownership import digest_of
from .reviewers import resolve
from .updates import Updates

REVIEW_ID = "reviewID"
"""The field of a document that holds the id of the review in flight."""
REVIEW = "__review"
"""The hidden output that holds what was live when it was proposed, as a digest, and the fields that it would change."""
_POLL_INTERVAL = 5.0
_LONGEST_DESCRIPTION = 2000
_HOW_TO_PROPOSE = (
    "To propose it, give the resource review='propose', or the stack `pulumi config set statsig:review propose`; what "
    "a review cannot carry has to be changed in the console"
)
_UNDECIDED = OPEN - ACCEPTED - REFUSED - {"changes_requested"}


@dataclass(frozen=True)
class _Change:
    """What is to become of one object.

    Attributes:
        id: which object.
        live: the inputs as they are live, in the program's names.
        new: the new inputs.
        names: the fields that differ and that reviews can carry.
        doc: the live document.
        adopts: whether the object is somebody else's so far.
    """

    id: str
    live: Doc
    new: Doc
    names: list[str]
    doc: Doc
    adopts: bool


@dataclass(frozen=True)
class _Proposal:
    """What one review is to change.

    Attributes:
        body: the request's part that says so.
        fields: the fields of the program that it would change.
        base: a digest of what is live in them.
        is_step: whether it is a transition of the status.
    """

    body: Doc
    fields: tuple[str, ...]
    base: str
    is_step: bool


class Proposals(Updates):
    """Updates of objects whose changes go through reviews, where the program or the stack says so."""

    waiting_inputs: Doc | None = None
    """What is stored in place of the program's inputs while a review is in flight: what is live."""

    def _update(
        self,
        id: str,
        old: Doc,
        new: Doc,
        *,
        known: Doc,
        live: Doc | None = None,
        adopts: bool = False,
    ) -> Doc:
        """Apply what a review cannot carry, and propose the rest; or apply everything, where nothing is reviewed."""
        if self.kind.reviews is None or not self._proposes(new):
            if self.known.get("review_id"):
                self._cancel(id, new)
            doc = self._apply(id, old, new, known=known, live=live, adopts=adopts)
            return {**doc, REVIEW_ID: None} if self.kind.reviews else doc
        live = live or self._read_or_raise(id, new)
        self._refuse_others_members([*self.shape.properties], old, new, live)
        now = refreshed_inputs(self.kind, as_live(self.shape, old, new), live)
        names = [*self._carried(now, new)]
        before, after = (_with(now, names, inputs) for inputs in (old, new))
        doc = self._apply(id, before, after, known=known, live=live, adopts=adopts)
        settled = self._settle(_Change(id, now, new, names, {**live, **doc}, adopts))
        return {**settled, **self._found(old, new, live)}

    def _apply(self, id: str, old: Doc, new: Doc, **options: Any) -> Doc:
        """Update directly; where that needs a review, say how to have one."""
        try:
            return super()._update(id, old, new, **options)
        except ApiError as error:
            if self.kind.reviews and error.status == 403 and "review" in error.message.lower():
                error.hint = _HOW_TO_PROPOSE
            raise

    @property
    def _reviews(self) -> Reviews:
        assert self.kind.reviews is not None  # noqa: S101 - for type checkers
        return self.kind.reviews

    def _proposes(self, new: Doc) -> bool:
        """Return whether changes are proposed: as the resource says, else as the stack does."""
        return (new.get("review") or self.client.settings.review) == "propose"

    def _carried(self, now: Doc, new: Doc) -> Iterator[str]:
        """Yield the names of what is to change and what a review can carry."""
        for name in changed_fields(self.shape, now, new):
            prop = self.shape.properties[name]
            if name == self.kind.status_field():
                carried = bool(self._verb(now, new))
            elif name not in new and prop.json5_sibling in new:
                carried = False  # the other spelling brings the value
            else:
                value = to_wire(prop.shape, new.get(name, prop.default))
                carried = self._is_sent(prop, now, new) and self._reviews.carries(prop.wire, value)
            if carried:
                yield name

    def _verb(self, now: Doc, new: Doc) -> str:
        """Return the verb of the transition that a review is to carry; "" where there is none."""
        machine = self.statuses
        if machine is None or new.get(machine.field) is None:
            return ""
        step = machine.transitions.get((str(now.get(machine.field)), str(new[machine.field])))
        return step.verb if step and self._reviews.carries_step(step.verb) else ""

    # -- from a change to its review ---------------------------------------------------------------------------

    def _settle(self, change: _Change) -> Doc:
        """Bring the review to what the program says, and commit it when it is accepted; return the document.

        Raises:
            InvalidInput: it has been rejected.
        """
        proposal = self._proposal(change)
        if proposal is None:
            self._cancel(change.id, change.new)
            return {**change.doc, REVIEW_ID: None}
        review = self._decided(change, self._reviewed(change, proposal))
        if review.get("status") in ACCEPTED | {"committed"}:
            return self._commit(change, proposal, review)
        if review.get("status") in REFUSED:
            raise InvalidInput(
                f"review {review['review_id']} {self._why_refused(change, review)}: change "
                "the program, take the change out of it, or give another review_description to propose it once more"
            )
        self._say_what_waits(change, proposal, review)
        self.waiting_inputs = _with(change.live, change.names, change.new)
        hidden = {"base": proposal.base, "fields": change.names}
        return {**change.doc, REVIEW_ID: review["review_id"], REVIEW: hidden}

    def _proposal(self, change: _Change) -> _Proposal | None:
        """Return the next proposal, as a review carries one change: fields first, unless the status opens them."""
        fields = [n for n in change.names if n != self.kind.status_field()]
        steps = len(fields) < len(change.names)
        if steps and (not fields or self._transition_comes_first(change.doc, change.new)):
            return self._step(change)
        wires = self._reviews.group([self.shape.properties[n].wire for n in fields])
        fields = [n for n in fields if self.shape.properties[n].wire in wires]
        if not fields:
            return None
        target = _with(change.live, [n for n in change.names if n not in fields], change.new)
        if self._reviews.whole:
            body = self._full_body(change.live, target, change.doc, change.adopts)
        else:
            body = self._patch_body(fields, change.live, target, change.doc, change.adopts)
        base = digest_of({wire: change.doc.get(wire) for wire in wires})
        return _Proposal(self._reviews.change(self.kind.to_wire(body)), tuple(fields), base, is_step=False)

    def _step(self, change: _Change) -> _Proposal:
        machine = self.statuses
        assert machine is not None  # noqa: S101 - for type checkers
        step = machine.transitions[str(change.live[machine.field]), str(change.new[machine.field])]
        body = step.body(change.new, change.doc) if step.body else {}
        base = digest_of(change.doc.get(machine.field))
        return _Proposal(self._reviews.step(step.verb, body), (machine.field,), base, is_step=True)

    def _reviewed(self, change: _Change, proposal: _Proposal) -> Doc:
        """Return the review of a proposal: the one that is there, edited where the program or the live object has moved
        on; else a new one."""
        review = self._find_review(change.id)
        if review is None:
            return self._propose(change, proposal)
        once_more = review["status"] in REFUSED and self._says_something_else(change, review)
        if not once_more and self._is_of(review, proposal, change):
            return self._described(change, review)
        if review["status"] in OPEN:
            return self._edit(change, proposal, review)
        return self._propose(change, proposal)

    def _described(self, change: _Change, review: Doc) -> Doc:
        """Return a review with the description that the program gives, unless people have decided on it."""
        if review["status"] in ACCEPTED | REFUSED or not self._says_something_else(change, review):
            return review
        description = self._description(change.new)
        self._reviews.edit(self.client, change.id, str(review["review_id"]), {"description": description})
        return self._reviews.read(self.client, change.id, str(review["review_id"])) or review

    def _says_something_else(self, change: _Change, review: Doc) -> bool:
        """Return whether the program gives another description than a review has; the default is another with each
        commit, and says nothing."""
        given = change.new.get("review_description")
        return bool(given) and self._description(change.new) != review.get("description")

    def _why_refused(self, change: _Change, review: Doc) -> str:
        if review["status"] in OPEN:
            return "did not pass the validation by the project's webhook"
        return f"was rejected{self._reviews.rejection(self.client, change.id)}"

    def _find_review(self, id: str) -> Doc | None:
        """Return the review that state knows, else the one of this stack that is in flight."""
        known = self.known.get("review_id")
        found = self._reviews.read(self.client, id, str(known)) if known else None
        if found is not None and found.get("status") in OPEN | REFUSED:
            return found
        return self._reviews.open(self.client, id, self._mark())

    def _propose(self, change: _Change, proposal: _Proposal) -> Doc:
        wanted = change.new.get("reviewers") or self.client.settings.reviewers
        reviewers = resolve(self.client, self._reviews, change.id, wanted)
        body = {"description": self._description(change.new), **reviewers, **proposal.body}
        return self._reviews.create(self.client, change.id, body, self._mark())

    def _edit(self, change: _Change, proposal: _Proposal, review: Doc) -> Doc:
        """Edit a review. One that was accepted is cancelled and proposed anew, as an approval is of what was read.
        So is one that cannot be edited into this, or not with this key."""
        review_id = str(review["review_id"])
        if review["status"] not in ACCEPTED and self._proposed_names(review) & {*proposal.fields}:
            with suppress(ApiError):
                body = {"description": self._description(change.new), **proposal.body}
                self._reviews.edit(self.client, change.id, review_id, body)
                notify(f"{describe(self.kind, change.new)}: review {review_id} edited, it is another change now")
                return self._reviews.read(self.client, change.id, review_id) or review
        self._reviews.cancel(self.client, change.id, review_id)
        return self._propose(change, proposal)

    def _is_of(self, review: Doc, proposal: _Proposal, change: _Change) -> bool:
        """Return whether a review proposes just this, on top of what is live now."""
        if proposal.is_step:
            return self._reviews.proposes_step(review, proposal.body)
        if (self.state.get(REVIEW) or {}).get("base") not in (None, proposal.base):
            return False
        if self._proposed_names(review) - {*self._spelled(proposal.fields)}:
            return False
        proposed = self.kind.document({**change.doc, **self._reviews.proposed_fields(review)})
        props = [self.shape.properties[n] for n in proposal.fields]
        wanted = {p.name: change.new[p.name] if p.name in change.new else stored_default(p) for p in props}
        listed = as_live(self.shape, change.live, change.new)
        found = project(self.shape, {**wanted, **listed}, proposed)
        return not changed_fields(self.shape, {n: found[n] for n in wanted if n in found}, wanted)

    def _spelled(self, names: Iterable[str]) -> Iterator[str]:
        """Yield names, and those of the other spellings of the same values."""
        for name in names:
            yield name
            if sibling := self.shape.properties[name].json5_sibling:
                yield sibling

    def _proposed_names(self, review: Doc) -> set[str]:
        """Return the fields that a review of single fields proposes."""
        wires = {} if self._reviews.whole else self._reviews.proposed_fields(review)
        return {prop.name for prop in self.shape.on_wire if prop.wire in wires}

    # -- what becomes of a review ------------------------------------------------------------------------------

    def _decided(self, change: _Change, review: Doc) -> Doc:
        """Wait for the decision, as long as the program says; return the review."""
        clock, review_id = self.client.clock, str(review["review_id"])
        given = change.new.get("review_wait")
        limit = float(self.client.settings.review_wait if given is None else given)
        end = clock.monotonic() + limit
        if limit and review.get("status") in _UNDECIDED:
            notify(f"{describe(self.kind, change.new)}: waiting up to {limit:g} s for review {review_id}")
        while review.get("status") in _UNDECIDED and (left := end - clock.monotonic()) > 0:
            clock.sleep(min(_POLL_INTERVAL, left))
            review = self._reviews.read(self.client, change.id, review_id) or {**review, "status": "cancelled"}
        return review

    def _commit(self, change: _Change, proposal: _Proposal, review: Doc) -> Doc:
        """Commit an accepted review, and go on with what the next one carries.

        Raises:
            StatsigError: it was committed, and the object is not as the program says.
        """
        review_id = str(review["review_id"])
        if review["status"] in ACCEPTED:
            self._reviews.commit(self.client, change.id, review_id)
        notify(f"{describe(self.kind, change.new)}: review {review_id} committed")
        self._forget_review()
        doc = self._read_or_raise(change.id, change.new)
        now = refreshed_inputs(self.kind, as_live(self.shape, change.live, change.new), doc)
        if left := {*self._carried(now, change.new)} & {*proposal.fields}:
            raise StatsigError(
                f"review {review_id} was committed, and {', '.join(sorted(left))} is not as the program says: look at "
                "it in Statsig, and run `pulumi up` again"
            )
        return {REVIEW_ID: None} | self._update(change.id, now, change.new, known={}, live=doc)

    def _cancel(self, id: str, inputs: Doc) -> None:
        """Cancel the review of this stack that is in flight: its change has gone from the program."""
        review = self._find_review(id)
        if review and review["status"] in OPEN:
            self._reviews.cancel(self.client, id, str(review["review_id"]))
            notify(f"{describe(self.kind, inputs)}: review {review['review_id']} cancelled")
        self._forget_review()

    def _forget_review(self) -> None:
        self.known.pop("review_id", None)
        self.state = {name: value for name, value in self.state.items() if name != REVIEW}

    def _review_in_flight(self, id: str, inputs: Doc, doc: Doc) -> Doc:
        """Return what a refresh stores of the review: nothing once it has ended, and as fields that it would change
        only those that nobody else has changed."""
        known = self.known.get("review_id")
        if self.kind.reviews is None or not known:
            return {}
        review = self._reviews.read(self.client, id, str(known))
        if review is None or review.get("status") not in OPEN | REFUSED:
            return {REVIEW_ID: None}
        drifted = changed_fields(self.shape, inputs, refreshed_inputs(self.kind, inputs, doc))
        waiting = [name for name in waiting_fields(self.state) if name not in drifted]
        return {REVIEW: {**(self.state.get(REVIEW) or {}), "fields": waiting}}

    def _abandon_review(self, id: str, inputs: Doc) -> None:
        """Cancel the review in flight of an object that is to be destroyed."""
        if self.kind.reviews is not None and self.known.get("review_id"):
            self._cancel(id, inputs)

    # -- what is said ------------------------------------------------------------------------------------------

    def _say_what_waits(self, change: _Change, proposal: _Proposal, review: Doc) -> None:
        status = str(review.get("status")).replace("_", " ")
        text = f"{describe(self.kind, change.new)}: {', '.join(proposal.fields)} proposed and not changed yet"
        text += f"; review {review['review_id']} is {status}"
        text += f": {change.doc['permalink']}" if change.doc.get("permalink") else ""
        later = ", ".join(n for n in change.names if n not in proposal.fields)
        notify(f"{text}; then follows {later}, as a review carries one change" if later else text)

    def _description(self, new: Doc) -> str:
        """Return the description: the program's, else of the commit; and the mark by which the review is found."""
        text = str(new.get("review_description") or commit_description(describe(self.kind, new)))
        mark = f"\n\n{self._mark()}"
        return text[: _LONGEST_DESCRIPTION - len(mark)] + mark

    def _mark(self) -> str:
        return f"[pulumi {self.run.stack}]"


def waiting_fields(outputs: Doc) -> tuple[str, ...]:
    """Return the fields that the review in flight would change, and that nobody else has changed."""
    return tuple((outputs.get(REVIEW) or {}).get("fields", ()))


def _with(now: Doc, names: list[str], inputs: Doc) -> Doc:
    """Return inputs with what is live in place of some of them."""
    return {n: v for n, v in inputs.items() if n not in names} | {n: now[n] for n in names if n in now}
