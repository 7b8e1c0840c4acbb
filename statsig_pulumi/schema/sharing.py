"""Lists that a program shares with people: it has the members that it lists, and all others are other people's.

Which lists can be shared, the declaration says: those that have a ``manage_...`` beside them. A member is known by its
name, or by its value where it has none. So one that people rename is theirs from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .json_types import Doc
from .matching import places
from .shape import Property, Shape
from .values import from_wire


def is_shared(prop: Property, inputs: Doc) -> bool:
    """Return whether the inputs leave others' members of a list alone."""
    return prop.managed_by is not None and inputs.get(prop.managed_by) == "listed"


def _is_managed(prop: Property, inputs: Doc) -> bool:
    return prop.name in inputs or bool(inputs.get("exhaustive"))


def stays_shared(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether an update leaves others' members of a list alone: also one that lets go of a shared list."""
    return is_shared(prop, new) or (is_shared(prop, old) and not _is_managed(prop, new))


def takes_over(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether an update makes the program the only owner of a list that it has shared."""
    return is_shared(prop, old) and not is_shared(prop, new) and _is_managed(prop, new)


def as_list(value: Any) -> list[Any]:
    """Return a list, which may be written as its only member."""
    return value if isinstance(value, list) else [] if value is None else [value]


def own_places(shape: Shape, listed: list[Any], live: list[Any]) -> list[int]:
    """Return where in a live list the listed members are."""
    return sorted(j for j in places(shape, listed, from_wire(shape, live)) if j is not None)


def own_part(shape: Shape, inputs: Doc, doc: Doc) -> Doc:
    """Return a live document that has of each shared list the members that the inputs list, and no others."""
    shared = {prop.wire: prop for prop in shape.on_wire if is_shared(prop, inputs) and doc.get(prop.wire) is not None}
    return {**doc, **{wire: _own_members(prop, inputs, doc) for wire, prop in shared.items()}}


def _own_members(prop: Property, inputs: Doc, doc: Doc) -> list[Any]:
    live = as_list(doc[prop.wire])
    return [live[j] for j in own_places(prop.shape, as_list(inputs.get(prop.name)), live)]


def _had(prop: Property, old: Doc, new: Doc) -> list[Any]:
    """Return the members that are the program's for certain.

    Of a list that the old inputs had as a whole these are the ones that it goes on to list: what else the old inputs
    hold, a refresh may have brought from people.
    """
    before = as_list(old.get(prop.name))
    if is_shared(prop, old) or not is_shared(prop, new):
        return before
    found = places(prop.shape, before, as_list(new.get(prop.name)))
    return [one for one, j in zip(before, found, strict=True) if j is not None]


def others(prop: Property, old: Doc, new: Doc, doc: Doc) -> list[Any]:
    """Return the live members that are not the program's so far."""
    live = as_list(doc.get(prop.wire))
    own = {*own_places(prop.shape, _had(prop, old, new), live)}
    return [one for j, one in enumerate(live) if j not in own]


def added(prop: Property, old: Doc, new: Doc, doc: Doc) -> Iterator[tuple[Any, Any]]:
    """Yield the members that the program begins to list and that are there already, each with what is live."""
    wanted, live = as_list(new.get(prop.name)), others(prop, old, new, doc)
    new_ones = _missing(prop.shape, wanted, _had(prop, old, new))
    for one, j in zip(new_ones, places(prop.shape, new_ones, from_wire(prop.shape, live)), strict=True):
        if j is not None:
            yield one, live[j]


def listed_before(prop: Property, old: Doc, new: Doc, doc: Doc) -> list[Any]:
    """Return what the program has so far of a shared list, with what it begins to list and is there already."""
    adopted = [there for _, there in added(prop, old, new, doc)]
    return [*_had(prop, old, new), *from_wire(prop.shape, adopted)]


def as_live(shape: Shape, old: Doc, new: Doc) -> Doc:
    """Return the inputs by which an update reads what is live of the program's: in shared lists also the members that
    only the old inputs list."""
    inputs = {**old, **new}
    for prop in shape.on_wire:
        if stays_shared(prop, old, new):
            wanted, had = as_list(new.get(prop.name)), _had(prop, old, new)
            inputs[prop.name] = [*wanted, *_missing(prop.shape, had, wanted)]
        elif takes_over(prop, old, new):
            inputs[str(prop.managed_by)] = "all"
    return inputs


def unshared(shape: Shape, inputs: Doc) -> Doc:
    """Return the inputs as of a program that has all of every list."""
    managers = {prop.managed_by for prop in shape.on_wire}
    return {name: value for name, value in inputs.items() if name not in managers}


def _missing(shape: Shape, members: list[Any], others: list[Any]) -> list[Any]:
    """Return the members that are not among others."""
    return [one for one, j in zip(members, places(shape, members, others), strict=True) if j is None]


def found_before(shape: Shape, old: Doc, new: Doc, doc: Doc, known: Doc) -> Doc:
    """Return what the program lists of shared values and others have put there: never to be taken out. In the API's
    names.

    Members that have a name are not among them: what is there under a name is refused, or adopted.

    Args:
        shape: the shape of the inputs.
        old: the old inputs; empty for an object that is somebody else's so far.
        new: the new inputs.
        doc: the live document.
        known: what was known of this before.
    """
    found: Doc = {}
    for prop in shape.on_wire:
        if is_shared(prop, new) and not (prop.shape.item and prop.shape.item.properties):
            theirs = without(prop, old, known)
            if there := [there for _, there in added(prop, theirs, new, doc)]:
                found[prop.wire] = there
    return found


def without(prop: Property, inputs: Doc, known: Doc) -> Doc:
    """Return inputs without the members of a list that others had put there before."""
    theirs = as_list(known.get(prop.wire))
    return {**inputs, prop.name: _missing(prop.shape, as_list(inputs.get(prop.name)), theirs)} if theirs else inputs
