"""Whether the server has kept what a request has sent: some answer that all is well and leave a field as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..errors import StatsigError
from ..kind import Kind
from ..notify import notify
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.shape import Property
from ..schema.sharing import as_list, own_places, stays_shared
from ..schema.values import equal, from_wire, stored_default
from .inputs import describe

_UNSEEN = frozenset({"write_only", "trigger", "no_default"})


def differs(kind: type[Kind], names: Sequence[str], old: Doc, new: Doc, *, body: Doc, reply: Doc) -> bool:
    """Return whether a field is not as the program says. See ``check_kept``."""
    found = _differing(kind, names, old, new, body=body, reply=reply)
    ignored = _removals_ignored(kind, names, old, new, body=body, reply=reply)
    return any(True for _ in chain(found, ignored))


def check_kept(kind: type[Kind], names: Sequence[str], old: Doc, new: Doc, *, body: Doc, reply: Doc) -> None:
    """Check that the server has done what it says; warn of values that it keeps in another form, and of changes that a
    release pipeline or a review holds back.

    Args:
        kind: the kind.
        names: the fields that were sent.
        old: the old inputs.
        new: the new inputs.
        body: what was sent: of what the program shares with others, what the others have as well.
        reply: the document after the request, in the form of requests. Of what it does not have, nothing is known.

    Raises:
        StatsigError: a field is as it was before, and nothing is known to hold it back.
    """
    held = {name: holder for name in names if (holder := kind.holder(name, reply))}
    found = [*_differing(kind, names, old, new, body=body, reply=reply)]
    as_before = [p.name for p, _ in found if p.name in old and _is_as_before(kind, p, old, body=body, reply=reply)]
    ignored = [*as_before, *_removals_ignored(kind, names, old, new, body=body, reply=reply)]
    if fields := ", ".join(name for name in ignored if name not in held):
        raise StatsigError(
            f"Statsig accepted the change and left {fields} as before: give another value, or change it in the "
            "console and leave it out of the program"
        )
    for prop, value in found:
        name = prop.name
        if name in held:
            waits = f"{held[name]} holds the change back: until it is through, a refresh shows the difference"
            notify(f"{describe(kind, new)}: warning: {name}: {waits}")
        elif name in new:
            keeps = f"Statsig keeps {value!r} in place of {new[name]!r}"
            notify(f"{describe(kind, new)}: warning: {name}: {keeps}, so that every refresh shows a difference")


def _differing(
    kind: type[Kind], names: Iterable[str], old: Doc, new: Doc, *, body: Doc, reply: Doc
) -> Iterator[tuple[Property, object]]:
    """Yield the fields that are not as the program says, with what they are."""
    for prop in (kind.shape().properties[name] for name in names):
        if prop.wire in reply and prop.wire in body and not _UNSEEN & prop.marks and not stays_shared(prop, old, new):
            value = from_wire(prop.shape, reply[prop.wire])
            sent = from_wire(prop.shape, body[prop.wire])
            if not equal(prop.shape, sent, value) and not _is_as_wanted(kind, prop, new, reply):
                yield prop, value


def _removals_ignored(
    kind: type[Kind], names: Iterable[str], old: Doc, new: Doc, *, body: Doc, reply: Doc
) -> Iterator[str]:
    """Yield the shared lists that still have every member that the program has taken out."""
    return (name for name in names if _keeps_removed(kind.shape().properties[name], old, new, body, reply))


def _keeps_removed(prop: Property, old: Doc, new: Doc, body: Doc, reply: Doc) -> bool:
    """Return whether a list that the program shares still has every member that it has taken out."""
    if not stays_shared(prop, old, new) or prop.wire not in body:
        return False
    before, sent, live = as_list(old.get(prop.name)), as_list(body[prop.wire]), as_list(reply.get(prop.wire))
    removed = [one for one in before if not own_places(prop.shape, [one], sent)]  # what others have as well is sent
    return bool(removed) and all(own_places(prop.shape, [one], live) for one in removed)


def _is_as_before(kind: type[Kind], prop: Property, old: Doc, *, body: Doc, reply: Doc) -> bool:
    """Return whether a field is as the old inputs have it, though what was sent is not."""
    return _is_as_wanted(kind, prop, old, reply) and not _is_as_wanted(kind, prop, old, body)


def _is_as_wanted(kind: type[Kind], prop: Property, inputs: Doc, doc: Doc) -> bool:
    """Return whether a field is as the inputs have it, who may leave parts of it to others."""
    if prop.json5_sibling in inputs:
        return True
    if prop.name not in inputs:
        return equal(prop.shape, from_wire(prop.shape, doc[prop.wire]), stored_default(prop))
    said = {name: inputs[name] for name in (prop.name, prop.managed_by) if name in inputs}
    return equal(prop.shape, inputs[prop.name], project(kind.shape(), said, doc).get(prop.name))
