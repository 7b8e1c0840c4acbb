"""How an object is brought from the old inputs to the new ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..errors import ApiError, InvalidInput, NotFound, OutcomeUnknown
from ..notify import notify
from ..rest.operations import FOUND, soon
from ..schema.documents import merge_shared, taken, three_way_merge, without_nulls
from ..schema.json_types import Doc, same_json
from ..schema.shape import Property
from ..schema.sharing import found_before, stays_shared, takes_over, without
from ..schema.values import changed_fields, from_wire, is_reset, to_wire
from .inputs import describe
from .kept import check_kept, differs
from .live_object import GONE, LiveObject
from .ownership import Claims

_SHOWN = 5
"""How many names an error tells."""


class Updates(LiveObject):
    """Updates: only what has changed is sent, and unmanaged fields are preserved."""

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
        """Bring the object from the old inputs to the new ones.

        Args:
            id: which object.
            old: the old inputs.
            new: the new inputs.
            known: what is known of the document from before.
            live: the document, where it has just been read.
            adopts: whether the object is somebody else's so far.

        Returns:
            What is known of the document afterwards.
        """
        changed = changed_fields(self.shape, old, new)
        sent = [n for n in changed if self._is_sent(self.shape.properties[n], old, new)]
        status = self.kind.status_field()
        transitions = status in sent and status in new
        sent = [n for n in sent if n != status]
        sent += [p.name for p in self.shape.on_wire if takes_over(p, old, new) and p.name not in sent]
        carries = transitions and bool(sent and self._carried_status(new, known))
        if live is None and (carries or self._needs_live(sent, old, new) or self._invalidating(sent, new)):
            live = self._read_or_raise(id, new)
        self._refuse_others_members(sent, old, new, live or {})
        doc = {**known, **live} if live and self.kind.state_only_outputs else dict(live or known)
        body = self._update_body(sent, old, new, live or {}, adopts) if sent else {}
        self._check(*self._judged(sent, old, new, doc, body))
        if transitions and self._transition_comes_first(doc, new):
            doc = self._transition(id, new, doc)
            transitions = False
        if sent:
            # From a status that was not read just now, a body could undo what people have decided.
            carried = self._carried_status(new, live) if transitions and body and live and status in live else {}
            reply = self._send_and_verify(id, sent, {**body, **carried}, old=old, new=new, carries=bool(carried))
            doc = {**doc, **reply, **self._found(old, new, live)}
        for name in changed:
            if (operation := self.kind.operations_on_change.get(name)) and old.get(name) and _added(old, new, name):
                doc = {**doc, **self._invoke_once(operation, id, new)}
        return self._transition(id, new, doc) if transitions else doc

    def _send_and_verify(self, id: str, names: list[str], body: Doc, *, old: Doc, new: Doc, carries: bool) -> Doc:
        """Send an update, and return what is known of the document afterwards.

        Args:
            id: which object.
            names: the fields that are sent.
            body: what is sent.
            old: the old inputs.
            new: the new inputs.
            carries: whether the body carries the declared status as well.

        Raises:
            StatsigError: the server has left a field as it was.
        """

        def is_done(doc: Doc) -> bool:
            there = not carries or self._has_status(doc, new)
            return there and not differs(self.kind, names, old, new, body=body, reply=doc)

        reply = self._send_update(id, names, body, old=old, new=new)
        self._warn_not_reset(names, new)
        if (not reply and not all(body.values())) or not is_done(reply):
            # It may have emptied nothing; and what it shows may be from before.
            reply = soon(self.client, lambda: self._read_if_possible(id, new), is_done)
        check_kept(self.kind, names, old, new, body=body, reply=reply)
        return reply

    def _is_sent(self, prop: Property, old: Doc, new: Doc) -> bool:
        """Return whether a changed field makes a request. Letting go of a default makes none, nor do triggers that are
        taken out. What accompanies another field is sent with that one alone."""
        if "trigger" in prop:
            return _added(old, new, prop.name)
        if prop.accompanies:
            return False
        return prop.on_wire and (prop.name in new or prop.json5_sibling in new or is_reset(self.shape, prop, old, new))

    def _invalidating(self, names: list[str], new: Doc) -> list[Property]:
        """Return the properties that an update sends and that the live object may protect."""
        whole = bool(names) and self._is_full_update(names, new)
        return [p for p in self.shape.marked("invalidates") if whole or p.name in names]

    def _judged(self, names: list[str], old: Doc, new: Doc, doc: Doc, body: Doc) -> tuple[Doc, Doc]:
        """Return what the update is judged by: the old inputs with what is live in place of what is protected, and the
        new ones with what is sent."""
        status = self.kind.status_field()
        before = {**old, **({status: doc[status]} if status and status in doc else {})}
        after = dict(new)
        live, sent = from_wire(self.shape, doc), from_wire(self.shape, body)
        for prop in self._invalidating(names, new):
            if prop.wire in body:
                before[prop.name], after[prop.name] = live.get(prop.name), sent.get(prop.name)
        return before, after

    def _invoke_once(self, operation: str, id: str, inputs: Doc) -> Doc:
        """Invoke an operation that must not run twice; where its response is lost, find out what became of it."""
        target = self._target(inputs)
        target = replace(target, others=self.routes.same_name_ids(self.client, target))
        try:
            return self.routes.invoke(self.client, operation, id, target, repeatable=False)
        except OutcomeUnknown as unknown:
            return self.kind.document(self.routes.recover_invoke(self.client, id, target, unknown))

    def _refuse_others_members(self, names: list[str], old: Doc, new: Doc, live: Doc) -> None:
        """Refuse to change or remove what others have in a list that the program shares.

        Raises:
            InvalidInput: it would, and the program does not say ``adopt``.
        """
        for prop in [] if self._adopts(new) else [self.shape.properties[n] for n in names]:
            if theirs := taken(prop, old, new, live):
                shown = ", ".join(map(repr, theirs[:_SHOWN])) + (", ..." if len(theirs) > _SHOWN else "")
                raise InvalidInput(
                    f"{prop.name} already has entries that are not this resource's: {shown}. To take them over, say "
                    f"adopt=True; to leave them alone, give others names, or say {prop.managed_by}='listed'"
                )

    def _found(self, old: Doc, new: Doc, live: Doc | None) -> Doc:
        """Return what is known of others' entries from now on, where the object has been read."""
        if live is None or not self.shape.has_shared:
            return {}
        return {FOUND: found_before(self.shape, old, new, live, self.known.get(FOUND) or {})}

    def _needs_live(self, names: list[str], old: Doc, new: Doc) -> bool:
        """Return whether the update must first read the live object, to preserve unmanaged fields."""
        if not names or not self.routes.reads_before_update:
            return False
        if self._is_full_update(names, new):
            return True
        props = [self.shape.properties[n] for n in names]
        return any((p.shape.may_hold_unmanaged and p.name in new) or _has_others(p, old, new) for p in props)

    def _is_full_update(self, names: list[str], new: Doc) -> bool:
        if self.routes.full_update_only:
            return True
        excluded = any(self.shape.properties[n].wire in self.routes.update_excludes for n in names)
        return self.routes.has_full_update and (excluded or bool(new.get("exhaustive")))

    def _check(self, old: Doc, new: Doc) -> None:
        if found := "; ".join(f"{path} {problem}" for path, problem in self.kind.check(old, new)):
            raise InvalidInput(found)

    def _update_body(self, names: list[str], old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        if self._is_full_update(names, new):
            return self._full_body(old, new, live, adopts)
        return self._patch_body(names, old, new, live, adopts)

    def _send_update(self, id: str, names: list[str], body: Doc, *, old: Doc, new: Doc) -> Doc:
        full = self._is_full_update(names, new)
        runs = any("trigger" in self.shape.properties[n] for n in names)
        if not body and not full and not runs:
            return {}
        target, body = (
            replace(self._target(new), old=old, held=self._held(id, self.run.claims)),
            self.kind.to_wire(body),
        )
        try:
            if full and not self.routes.full_update_only:
                return self.kind.document(self.routes.replace_object(self.client, id, target, body))
            before = to_wire(self.shape, old)
            return self.kind.document(self.routes.update_object(self.client, id, target, body, before))
        except NotFound as error:
            error.hint = GONE if not error.fields else ""  # with fields, it is something else that is missing
            raise
        except ApiError as error:
            error.hint = error.hint or self.kind.hint(error)
            if error.status == 400 and not error.hint:
                error.hint = self._archived_hint(new, self._read_if_possible(id, new))
            raise

    def _held(self, id: str, claims: Claims) -> frozenset[str]:
        """Return the parts of an object's contents that claims have."""
        return claims.parts_of(self.kind.__name__, id)

    def _warn_not_reset(self, names: list[str], new: Doc) -> None:
        for name in names:
            prop = self.shape.properties[name]
            if name not in new and prop.json5_sibling not in new and "no_default" in prop:
                notify(f"{describe(self.kind, new)}: {name} stays as it is, Statsig has no default to reset it to")

    def _patch_body(self, names: list[str], old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        """Return the changed fields; one that the program no longer sets is reset to its default. What is live already
        is not sent."""
        body: Doc = {}
        for name in names:
            prop = self.shape.properties[name]
            if name in new:
                body[prop.wire] = self._merged(prop, old, new, live, adopts)
            elif "no_default" not in prop and is_reset(self.shape, prop, old, new):
                body[prop.wire] = self._at_default(prop, old, new, live)
        read = (p for p in self.shape.on_wire if p.shape.may_hold_unmanaged or _has_others(p, old, new))
        shapes = {prop.wire: prop.shape for prop in read}
        there = {wire: without_nulls(shapes[wire], live[wire]) for wire in body if wire in live and wire in shapes}
        body = {w: value for w, value in body.items() if w not in there or not same_json(value, there[w])}
        with_it = {p.wire: p for p, other in self.shape.accompanying if other.wire in body and p.name in new}
        return {**body, **{wire: to_wire(prop.shape, new[prop.name]) for wire, prop in with_it.items()}}

    def _merged(self, prop: Property, old: Doc, new: Doc, live: Doc, adopts: bool) -> Any:
        if stays_shared(prop, old, new):
            return merge_shared(prop, without(prop, old, self.known.get(FOUND) or {}), new, live, by_name=adopts)
        was, is_live = old.get(prop.name), live.get(prop.wire)
        return three_way_merge(prop.shape, was, new[prop.name], is_live, by_name=adopts)

    def _at_default(self, prop: Property, old: Doc, new: Doc, live: Doc) -> Any:
        """Return what a field is reset to: its default, or of a shared list what is others'."""
        return self._merged(prop, old, new, live, False) if stays_shared(prop, old, new) else _default(prop)

    def _full_body(self, old: Doc, new: Doc, live: Doc, adopts: bool) -> Doc:
        """Return every field: as the program sets it; at its default where it no longer does; else as it is live."""
        body: Doc = {wire: live[wire] for wire in self.routes.preserve if wire in live}
        for prop in self._changeable(exists=bool(live)):
            reset = is_reset(self.shape, prop, old, new) or (prop.name in old and prop.wire not in live)
            exhaustive = new.get("exhaustive") and not (self.statuses and self.statuses.follows(prop.name, new))
            if prop.name in new:
                body[prop.wire] = self._merged(prop, old, new, live, adopts)
            elif prop.json5_sibling in new or prop.wire in body:
                continue
            elif "no_default" not in prop and (reset or exhaustive):
                body[prop.wire] = self._at_default(prop, old, new, live)
            elif live.get(prop.wire) is not None:
                body[prop.wire] = without_nulls(prop.shape, live[prop.wire])
            elif "send_default" in prop:
                body[prop.wire] = _default(prop)
        return {wire: value for wire, value in body.items() if value is not None or wire in live}


def _default(prop: Property) -> Any:
    return to_wire(prop.shape, prop.default)


def _has_others(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether a list has members that are not the program's."""
    return stays_shared(prop, old, new) or takes_over(prop, old, new)


def _added(old: Doc, new: Doc, name: str) -> bool:
    """Return whether there are triggers that are new or have changed; taking one out runs nothing.

    A field that has changed already, and is no map of triggers, has to be acted upon.
    """
    before, now = ({} if inputs.get(name) is None else inputs[name] for inputs in (old, new))
    if not isinstance(before, dict) or not isinstance(now, dict):
        return True
    return any(before.get(key) != value for key, value in now.items())
