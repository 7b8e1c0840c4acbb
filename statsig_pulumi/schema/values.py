"""What is done with values of a declared shape.

* ``normalize`` undoes what the engine does to values on their way;
* ``equal`` compares by meaning, ``changed_fields`` field by field;
* ``to_wire`` and ``from_wire`` rename between the program's names and the API's;
* ``project`` reduces a live document to the managed fields, in the program's spelling where the meaning is the same;
* ``three_way_merge`` makes what is sent from the old inputs, the new inputs and the live document.

Inputs and state are plain JSON with the program's names; documents are JSON with the API's names.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from .json_types import Doc, exact_number, same_json
from .markers import is_unknown
from .model import Model
from .shape import Property, Shape

_LEAF = Shape()
NULL = "\u2400 (null)"
"""Stands in state for a live null in free JSON."""
EMPTY_KEY = "\u2400 (empty key)"
"""Stands in state for a live key that is empty, of which the engine can make no path."""


def normalize(value: Any, shape: Shape = _LEAF) -> Any:
    """Return a value that came through the engine (every number a float, None for what is absent) as it was.

    In free JSON, null is a value: it stays, and is restored where ``carried`` has put something in its place.
    """
    if shape.json and value == NULL:
        return None
    if isinstance(value, float):
        return exact_number(value)
    if isinstance(value, dict):
        if shape.json:
            return {"" if k == EMPTY_KEY else k: normalize(v, shape) for k, v in value.items()}
        return {k: normalize(v, _child(shape, k)) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        item = shape if shape.json else shape.item or _LEAF
        return [normalize(v, item) for v in value]
    return value


def carried(value: Any, shape: Shape) -> Any:
    """Return a value as Pulumi can carry it: to the engine, null is a missing value, so that drift would not show, and
    an empty key is an error."""
    if value is None and shape.json:
        return NULL
    if isinstance(value, dict) and shape.json:
        return {k or EMPTY_KEY: carried(v, shape) for k, v in value.items()}
    if isinstance(value, dict) and (shape.properties or shape.item):
        return {k: carried(v, _child(shape, k)) for k, v in value.items()}
    if isinstance(value, list) and (shape.json or shape.item):
        item = shape if shape.json else shape.item or _LEAF
        return [carried(v, item) for v in value]
    return value


# -- comparing -------------------------------------------------------------------------------------------------


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def equal(shape: Shape, a: Any, b: Any) -> bool:
    """Return whether two values mean the same."""
    if a is b or is_unknown(a) or is_unknown(b):
        return a is b
    if shape.json:
        return same_json(a, b) or (not shape.json_value and None in (a, b) and _is_blank(a) and _is_blank(b))
    if (isinstance(a, str) and isinstance(b, str) and a == b) or (_is_blank(a) and _is_blank(b)):
        return True
    if shape.canonical is not None:
        return same_json(shape.canonical(a), shape.canonical(b))
    if isinstance(a, dict) and isinstance(b, dict):
        return all(equal(_child(shape, k), a.get(k), b.get(k)) for k in {**a, **b})
    if isinstance(a, list) and isinstance(b, list):
        item = shape.item or _LEAF
        if shape.unordered:
            return _as_set(item, a) == _as_set(item, b)
        return len(a) == len(b) and all(equal(item, x, y) for x, y in zip(a, b, strict=True))
    return same_json(a, b)


def _as_set(item: Shape, values: list[Any]) -> frozenset[str]:
    return frozenset(json.dumps(_canonical(item, value), sort_keys=True, default=id) for value in values)


def _canonical(shape: Shape, value: Any) -> Any:
    """Return the same for every spelling of one value."""
    if shape.json or is_unknown(value):
        return normalize(value, shape)
    if shape.canonical is not None:
        return shape.canonical(value)
    if isinstance(value, dict):
        return {k: _canonical(_child(shape, k), v) for k, v in value.items() if not _is_blank(v)}
    if isinstance(value, list):
        item = shape.item or _LEAF
        return sorted(_as_set(item, value)) if shape.unordered else [_canonical(item, v) for v in value]
    return normalize(value)


def _child(shape: Shape, key: str) -> Shape:
    if shape.json:
        return shape
    if key in shape.properties:
        return shape.properties[key].shape
    return shape.item or _LEAF


def stored_default(prop: Property) -> Any:
    """Return a field's default as Pulumi would store it."""
    return from_wire(prop.shape, to_wire(prop.shape, prop.default))


def is_let_go(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether the program no longer sets a field, and had set it to something else than its default."""
    return prop.name in old and prop.name not in new and not equal(prop.shape, old[prop.name], stored_default(prop))


def is_reset(shape: Shape, prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether an update has to put a field back to its default: the program lets it go, and gives neither its
    other spelling nor a first value that leaves it to the console."""
    left_to_console = any(target is prop and initial.name in new for initial, target in shape.initials())
    return is_let_go(prop, old, new) and prop.json5_sibling not in new and not left_to_console


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


def changed_fields(shape: Shape, old: Doc, new: Doc) -> list[str]:
    """Return the names of the fields that differ between the old and the new inputs."""
    return [
        n
        for n in shape.properties
        if not equal(shape.properties[n].shape, old.get(n), new.get(n)) or (n in old) != (n in new)
    ]


# -- renaming --------------------------------------------------------------------------------------------------


def to_wire(shape: Shape, value: Any) -> Any:
    """Return a value with the API's names, completed with the defaults the API requires."""
    if isinstance(value, Model):
        value = value.model_dump(exclude_unset=True)
    if shape.properties and isinstance(value, dict):
        body = {p.wire: to_wire(p.shape, value[p.name]) for p in shape.on_wire if p.name in value}
        return _with_required_defaults(shape, _with_initials(shape, value, body))
    if shape.item and isinstance(value, list):
        return [to_wire(shape.item, v) for v in value]
    if shape.item and isinstance(value, dict):
        return {k: to_wire(shape.item, v) for k, v in value.items()}
    return value


def from_wire(shape: Shape, doc: Any) -> Any:
    """Return a document's value with the program's names; fields that are not declared are left out."""
    if shape.properties and isinstance(doc, dict):
        return {p.name: from_wire(p.shape, doc[p.wire]) for p in shape.on_wire if doc.get(p.wire) is not None}
    if shape.item and isinstance(doc, list):
        return [from_wire(shape.item, v) for v in doc]
    if shape.item and isinstance(doc, dict):
        return {k: from_wire(shape.item, v) for k, v in doc.items()}
    return normalize(doc, shape)


def _with_initials(shape: Shape, inputs: Doc, body: Doc) -> Doc:
    """Add first values of fields that the body does not have."""
    first = {target.wire: inputs[prop.name] for prop, target in shape.initials() if prop.name in inputs}
    return {**first, **body}


def _with_required_defaults(shape: Shape, body: Doc) -> Doc:
    missing = (p for p in shape.on_wire if "send_default" in p and p.wire not in body)
    return {**body, **{p.wire: to_wire(p.shape, p.default) for p in missing}}


# -- members of lists ------------------------------------------------------------------------------------------


class Matching:
    """Which members of two lists are the same thing. Both have the program's names.

    Members of one merge key are the same (rules of one name); where several have it, or the list has none, first those
    of equal content, then by order. Of those that may have been renamed, first those of equal content are the same,
    then the only ones left, then those at one position.

    Args:
        shape: the shape of a member.
        members: the members that others are sought for.
        others: the others.
        managed: the fields of which list are compared, where the other has unmanaged ones as well.
    """

    def __init__(
        self, shape: Shape, members: Sequence[Any], others: Sequence[Any], managed: Sequence[Any] | None = None
    ) -> None:
        self.shape, self.members, self.others, self.managed = shape, members, others, managed
        self.key = shape.merge_key
        self._found: list[int | None] = [None] * len(members)
        self._left = dict.fromkeys(range(len(others)))

    def found(self, renamed: Sequence[bool] | bool = True) -> list[int | None]:
        """Return for each member the index of the other one, or None.

        Args:
            renamed: whether members may have been renamed, or which of them.
        """
        self._by_key()
        if self.key and self.shape.may_be_renamed and renamed:
            may = [renamed] * len(self.members) if isinstance(renamed, bool) else renamed
            self._by_rest([i for i in self._unmatched() if may[i]])
        return self._found

    def _by_key(self) -> None:
        if self.key is None:
            self._by_content([i for i in self._unmatched() if i in self._left], same_position=True)
        groups: dict[str, list[int]] = {}
        for j, other in enumerate(self.others):
            groups.setdefault(self._name(other), []).append(j)
        mine: dict[str, list[int]] = {}
        for i in self._unmatched():
            mine.setdefault(self._name(self.members[i]), []).append(i)
        for name, indices in mine.items():
            theirs = groups.get(name, [])
            if len(indices) > 1 or len(theirs) > 1:
                self._by_content(indices, theirs)
            if self.key is None:
                self._by_position(indices)
            else:
                self._in_order(indices, theirs)

    def _by_rest(self, indices: list[int]) -> None:
        self._by_content(indices)
        indices = [i for i in indices if self._found[i] is None]
        if len(indices) == len(self._left) == 1:
            self._in_order(indices, [*self._left])
        self._by_position(indices)

    def _by_content(
        self, indices: Collection[int], others: Collection[int] | None = None, *, same_position: bool = False
    ) -> None:
        for i in indices:
            candidates = [i] if same_position else others if others is not None else [*self._left]
            j = next((j for j in candidates if j in self._left and self._is_same(i, j)), None)
            if j is not None:
                self._take(i, j)

    def _in_order(self, indices: Sequence[int], others: Sequence[int]) -> None:
        free = [j for j in others if j in self._left]
        for i, j in zip([i for i in indices if self._found[i] is None], free, strict=False):
            self._take(i, j)

    def _by_position(self, indices: Collection[int]) -> None:
        for i in indices:
            if self._found[i] is None and i in self._left:
                self._take(i, i)

    def _take(self, i: int, j: int) -> None:
        self._found[i] = j
        del self._left[j]

    def _unmatched(self) -> list[int]:
        return [i for i, j in enumerate(self._found) if j is None]

    def _name(self, member: Any) -> str:
        return str(member.get(self.key)) if self.key and isinstance(member, dict) else ""

    def _is_same(self, i: int, j: int) -> bool:
        """Return whether two members have the same content, whatever their merge key."""
        a, b = self.members[i], self.others[j]
        if not isinstance(a, dict) or not isinstance(b, dict):
            return False
        managed = a if self.managed is self.members else b if self.managed is self.others else {**a, **b}
        fields = [name for name in managed if name != self.key]
        return bool(fields) and all(equal(_child(self.shape, n), a.get(n), b.get(n)) for n in fields)


def matched(item: Shape, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return which members of two lists are the same thing, in the order of the new list, the dropped ones last; None
    stands for the side that does not have it."""
    found = Matching(item, new, old).found()
    pairs = [(None if j is None else old[j], member) for member, j in zip(new, found, strict=True)]
    return pairs + [(member, None) for j, member in enumerate(old) if j not in found]


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
        return _project_model(shape, inputs, doc, by_name)
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
        return _merge_members(shape.item, old if isinstance(old, list) else [], new, live, by_name)
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


def _merge_members(item: Shape, old: list[Any], new: list[Any], live: list[Any], by_name: bool) -> list[Any]:
    """Merge each member with the one it was, and the one it is live.

    A renamed member is live under its old name. One that the program did not have before is live only where somebody
    made one of that name: of that, nothing is kept that the program could set.
    """
    before = [None if j is None else old[j] for j in Matching(item, new, old).found(renamed=not by_name)]
    known = [n if b is None else b for b, n in zip(before, new, strict=True)]
    renamed = [b is not None and not by_name for b in before]
    matches = Matching(item, known, [from_wire(item, doc) for doc in live], managed=known).found(renamed)
    docs = [None if j is None else live[j] for j in matches]
    return [
        three_way_merge(item, b, n, _undeclared(item, doc) if b is None else doc, by_name=by_name)
        for b, n, doc in zip(before, new, docs, strict=True)
    ]


def _undeclared(shape: Shape, doc: Any) -> Any:
    declared = {prop.wire for prop in shape.on_wire}
    return {k: v for k, v in doc.items() if k not in declared} if isinstance(doc, dict) else doc


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
    free = {prop.wire for prop in shape.on_wire if prop.shape.json_value}
    outdated |= shape.server_fields
    unmanaged = {k: v for k, v in live.items() if k not in outdated and (v is not None or k in free)}
    return _with_required_defaults(shape, _with_initials(shape, new, {**unmanaged, **merged}))


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
        shapes, ours = {prop.wire: prop.shape for prop in shape.on_wire}, live.keys() - shape.server_fields
        return {k: without_nulls(shapes.get(k, _LEAF), v) for k, v in live.items() if v is not None and k in ours}
    if isinstance(live, list) and shape.item:
        return [without_nulls(shape.item, v) for v in live]
    return live
