"""What is done with live documents.

* ``project`` reduces a live document to the managed fields, in the program's spelling where the meaning is the same;
* ``three_way_merge`` makes what is sent from the old inputs, the new inputs and the live document;
* ``opened_fields`` tells what a change of the inputs opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .json_types import Doc, same_json
from .matching import Matching, places, woven
from .shape import Property, Shape
from .sharing import added, as_list, listed_before, others, own_part, own_places, stays_shared, takes_over
from .values import LEAF, equal, from_wire, is_reset, to_wire, with_initials, with_required_defaults


def opened_fields(shape: Shape, old: Any, new: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of fields that restrict something, and that the program no longer sets."""
    if shape.properties and isinstance(old, dict) and isinstance(new, dict):
        for prop in shape.properties.values():
            if "restricts" in prop and is_reset(shape, prop, old, new):
                yield f"{path}{prop.name}"
            elif prop.shape.properties or prop.shape.item:
                yield from opened_fields(prop.shape, old.get(prop.name), new.get(prop.name), f"{path}{prop.name}.")
    elif shape.item and shape.item.properties and isinstance(old, list) and isinstance(new, list):
        matches = Matching(shape.item, new, old).found()
        for i, (member, j) in enumerate(zip(new, matches, strict=True)):
            if j is not None:
                yield from opened_fields(shape.item, old[j], member, f"{path.removesuffix('.')}[{i}].")


def _after_server_changes(shape: Shape, inputs: Doc, live: Doc) -> Doc:
    for model in shape.models:
        inputs = model.after_server_changes(inputs, live)
    return inputs


# -- live documents --------------------------------------------------------------------------------------------


def project(shape: Shape, inputs: Any, doc: Any, *, by_name: bool = False) -> Any:
    """Return the managed part of a live document: the fields of the inputs, in their spelling where the meaning is
    the same.

    Args:
        shape: the shape of both.
        inputs: the inputs.
        doc: the document.
        by_name: whether members of lists are matched by their names only, as for an object that is adopted.
    """
    live = from_wire(shape, doc)
    if equal(shape, inputs, live):
        return inputs
    if shape.properties and isinstance(inputs, dict) and isinstance(doc, dict):
        return _project_model(shape, inputs, own_part(shape, inputs, doc), by_name)
    if isinstance(inputs, list) and isinstance(live, list) and shape.item and shape.item.properties:
        matches = Matching(shape.item, live, inputs, managed=inputs).found(renamed=not by_name)
        return [
            value if j is None else project(shape.item, inputs[j], raw, by_name=by_name)
            for value, j, raw in zip(live, matches, doc, strict=True)
        ]
    if shape.item and shape.item.properties and isinstance(inputs, dict) and isinstance(doc, dict):
        return {
            k: project(shape.item, inputs[k], v, by_name=by_name) if k in inputs else live[k] for k, v in doc.items()
        }
    return live


def _project_model(shape: Shape, inputs: Doc, doc: Doc, by_name: bool) -> Doc:
    expected = _after_server_changes(shape, inputs, doc)
    projected: Doc = {}
    for name, value in inputs.items():
        prop = shape.properties[name]
        if (
            "write_only" in prop
            or not prop.on_wire
            or (name in expected and equal(prop.shape, expected[name], from_wire(prop.shape, doc.get(prop.wire))))
        ):
            projected[name] = value
        elif (live := project(prop.shape, value, doc.get(prop.wire), by_name=by_name)) is not None:
            projected[name] = live
    return projected


def three_way_merge(shape: Shape, old: Any, new: Any, live: Any, *, by_name: bool = False) -> Any:
    """Return the document to send.

    At every depth: fields that the new inputs change are as these say; fields that they leave as the old ones had them
    are kept as they are live, for people may have changed them since; fields that only the old inputs have are left
    out, which resets them; unmanaged fields (ids above all) are kept as they are live.

    Args:
        shape: the shape of all three.
        old: the old inputs.
        new: the new inputs.
        live: the live document.
        by_name: whether members of lists are matched by their names only, as for an object that is adopted.
    """
    if shape.properties and isinstance(new, dict) and isinstance(live, dict):
        return _merge_model(shape, old if isinstance(old, dict) else {}, new, live, by_name)
    if isinstance(new, list) and isinstance(live, list) and shape.item and shape.item.properties:
        return _merge_members(shape.item, old if isinstance(old, list) else [], new, live, by_name)[0]
    return _with_live_nulls(old, new, live) if shape.json and live is not None else to_wire(shape, new)


def _with_live_nulls(old: Any, new: Any, live: Any) -> Any:
    """Return free JSON with the nulls that somebody has set since, in what the program leaves as it was or does not
    have: the program cannot set them, so that it would lose them."""
    if not isinstance(new, dict) or not isinstance(live, dict):
        return live if _holds_null(live) and same_json(old, new) else new
    before = old if isinstance(old, dict) else {}
    merged = {k: _with_live_nulls(before.get(k), v, live[k]) if k in live else v for k, v in new.items()}
    return {**merged, **{k: None for k, v in live.items() if v is None and k not in before and k not in new}}


def _holds_null(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or any(map(_holds_null, inner))


def _merge_members(
    item: Shape, old: list[Any], new: list[Any], live: list[Any], by_name: bool
) -> tuple[list[Any], list[int | None]]:
    """Merge each member with the one it was, and the one it is live; return where each has been live as well.

    A renamed member is live under its old name. One that the program did not have before is live only where somebody
    made one of that name: of that, nothing is kept that the program could set.
    """
    before = [None if j is None else old[j] for j in Matching(item, new, old).found(renamed=not by_name)]
    known = [n if b is None else b for b, n in zip(before, new, strict=True)]
    renamed = [b is not None and not by_name for b in before]
    matches = Matching(item, known, [from_wire(item, doc) for doc in live], managed=known).found(renamed)
    docs = [None if j is None else live[j] for j in matches]
    merged = [
        three_way_merge(item, b, n, _undeclared(item, doc) if b is None else doc, by_name=by_name)
        for b, n, doc in zip(before, new, docs, strict=True)
    ]
    return merged, matches


def _undeclared(shape: Shape, doc: Any) -> Any:
    return {k: v for k, v in doc.items() if k not in shape.wires} if isinstance(doc, dict) else doc


def _merge_model(shape: Shape, old: Doc, new: Doc, live: Doc, by_name: bool) -> Doc:
    expected = _after_server_changes(shape, new, live)
    merged: Doc = {}
    for prop in shape.on_wire:
        if prop.name not in expected:
            continue
        if _is_unchanged(prop, old, new) and live.get(prop.wire) is not None:
            merged[prop.wire] = without_nulls(prop.shape, live[prop.wire])
        else:
            was, value = old.get(prop.name), expected[prop.name]
            merged[prop.wire] = three_way_merge(prop.shape, was, value, live.get(prop.wire), by_name=by_name)
    outdated = {prop.wire for prop in shape.on_wire if _is_outdated(shape, prop, old, new)}
    outdated |= shape.server_fields
    free = {wire for wire, inner in shape.wires.items() if inner.json_value}
    unmanaged = {k: v for k, v in live.items() if k not in outdated and (v is not None or k in free)}
    return with_required_defaults(shape, with_initials(shape, new, {**unmanaged, **merged}))


def _is_unchanged(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether the program sets a field as before, so that what is live stays."""
    both = prop.name in old and prop.name in new and "write_only" not in prop
    return both and equal(prop.shape, old[prop.name], new[prop.name])


def _is_outdated(shape: Shape, prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether a live value has to go. Two spellings of one value are reset together, and setting one outdates
    the other."""
    sibling = shape.properties.get(prop.json5_sibling or "")
    if prop.name in new:
        return False
    if sibling and sibling.name in new:
        return not _is_unchanged(sibling, old, new)
    return is_reset(shape, prop, old, new) or bool(sibling and is_reset(shape, sibling, old, new))


def without_nulls(shape: Shape, live: Any) -> Any:
    """Return a live value as requests have it: a field without a value is left out, and so are the server's."""
    if isinstance(live, dict) and shape.properties:
        ours = live.keys() - shape.server_fields
        return {k: without_nulls(shape.wires.get(k, LEAF), v) for k, v in live.items() if v is not None and k in ours}
    if isinstance(live, list) and shape.item:
        return [without_nulls(shape.item, v) for v in live]
    return live


# -- lists that a program shares with people -------------------------------------------------------------------


def merge_shared(prop: Property, old: Doc, new: Doc, doc: Doc, *, by_name: bool = False) -> list[Any]:
    """Return a shared list as it is to be sent: the program's members as a three-way merge makes them, those that it no
    longer lists taken out, and all others as they are, in their places.

    Args:
        prop: the list.
        old: the old inputs.
        new: the new inputs.
        doc: the live document.
        by_name: see ``three_way_merge``.
    """
    shape, live = prop.shape, as_list(doc.get(prop.wire))
    before, wanted = listed_before(prop, old, new, doc), as_list(new.get(prop.name))
    own = own_places(shape, before, live)
    there = [live[j] for j in own]
    if shape.item and shape.item.properties:
        merged, found = _merge_members(shape.item, before, wanted, there, by_name)
    else:
        found = places(shape, wanted, there)
        merged = [one if j is None else there[j] for one, j in zip(wanted, found, strict=True)]
    return woven(merged, [None if j is None else own[j] for j in found], without_nulls(shape, live), own)


def taken(prop: Property, old: Doc, new: Doc, doc: Doc) -> list[str]:
    """Return the names of others' members that an update would change or remove."""
    if not stays_shared(prop, old, new) and not takes_over(prop, old, new):
        return []
    meeting = [*added(prop, old, new, doc)]
    alike = [there for member, there in meeting if _means(prop.shape, member, there)]
    touched = others(prop, old, new, doc) if takes_over(prop, old, new) else [there for _, there in meeting]
    key = prop.shape.item and prop.shape.item.merge_key
    return [str(one[key]) if key else str(one) for one in touched if not any(one is same for same in alike)]


def _means(shape: Shape, member: Any, live: Any) -> bool:
    """Return whether a live member is as the program says."""
    if not shape.item or not shape.item.properties:
        return True
    return equal(shape.item, member, project(shape.item, member, live))
