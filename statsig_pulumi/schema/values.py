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
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .json_types import Doc
from .markers import is_unknown
from .model import Model
from .shape import Shape


def normalize(value: Any) -> Any:
    """Return a value that came through the engine (every number a float, None for what is absent) as it was."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {k: normalize(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [normalize(v) for v in value]
    return value


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a value that is not empty, at any depth."""
    if isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


# -- comparing -------------------------------------------------------------------------------------------------


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def equal(shape: Shape, a: Any, b: Any) -> bool:
    """Return whether two values mean the same."""
    if is_unknown(a) or is_unknown(b):
        return a is b
    if _is_blank(a) and _is_blank(b):
        return True
    if shape.canonical is not None:
        return bool(shape.canonical(a) == shape.canonical(b))
    if isinstance(a, dict) and isinstance(b, dict):
        return all(equal(_child(shape, k), a.get(k), b.get(k)) for k in {**a, **b})
    if isinstance(a, list) and isinstance(b, list):
        if shape.unordered:
            return Counter(map(_serialized, a)) == Counter(map(_serialized, b))
        return len(a) == len(b) and all(equal(shape.item or Shape(), x, y) for x, y in zip(a, b, strict=True))
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


def _serialized(value: Any) -> str:
    return json.dumps(normalize(value), sort_keys=True, default=id)


def _child(shape: Shape, key: str) -> Shape:
    if key in shape.properties:
        return shape.properties[key].shape
    return shape.item or Shape()


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
        return _with_required_defaults(shape, body)
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
    return normalize(doc)


def _with_required_defaults(shape: Shape, body: Doc) -> Doc:
    missing = (p for p in shape.on_wire if "send_default" in p and p.wire not in body)
    return {**body, **{p.wire: to_wire(p.shape, p.default) for p in missing}}


# -- members of lists ------------------------------------------------------------------------------------------


def _match(
    shape: Shape, members: Sequence[Any], others: Sequence[Any], renamed: Sequence[bool] | None = None
) -> list[Any]:
    """Return for each member the one of ``others`` that is the same thing, or None.

    Members are matched by their merge key (a rule by its name), then, for those that may have been renamed, by
    position.
    """
    key = next((m.merge_key for m in shape.models if m.merge_key), None)
    by_identity = dict(zip(_identities(key, others), others, strict=True))
    found = [by_identity.pop(identity, None) for identity in _identities(key, members)]
    left = list(by_identity.values())
    for i, other in enumerate(found):
        may_be_renamed = renamed is None or renamed[i]
        if other is None and may_be_renamed and i < len(others) and any(others[i] is o for o in left):
            found[i] = others[i]
    return found


def _identities(key: str | None, members: Sequence[Any]) -> list[tuple[str, int]]:
    """Return the merge key of each member, with a count for those that share one."""
    counts: Counter[str] = Counter()
    identities = []
    for member in members:
        name = str(member.get(key)) if key and isinstance(member, dict) else ""
        identities.append((name, counts[name]))
        counts[name] += 1
    return identities


def _after_server_changes(shape: Shape, inputs: Doc, live: Doc) -> Doc:
    for model in shape.models:
        inputs = model.after_server_changes(inputs, live)
    return inputs


# -- live documents --------------------------------------------------------------------------------------------


def project(shape: Shape, inputs: Any, doc: Any) -> Any:
    """Return the managed part of a live document: the fields of the inputs, in their spelling where the meaning is
    the same."""
    live = from_wire(shape, doc)
    if equal(shape, inputs, live):
        return inputs
    if shape.properties and isinstance(inputs, dict) and isinstance(doc, dict):
        return _project_model(shape, inputs, doc)
    if isinstance(inputs, list) and isinstance(live, list) and shape.item and shape.item.properties:
        matches = _match(shape.item, live, inputs)
        return [
            value if match is None else project(shape.item, match, raw)
            for value, match, raw in zip(live, matches, doc, strict=True)
        ]
    if shape.item and shape.item.properties and isinstance(inputs, dict) and isinstance(doc, dict):
        return {k: project(shape.item, inputs[k], v) if k in inputs else live[k] for k, v in doc.items()}
    return live


def _project_model(shape: Shape, inputs: Doc, doc: Doc) -> Doc:
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
        elif (live := project(prop.shape, value, doc.get(prop.wire))) is not None:
            projected[name] = live
    return projected


def three_way_merge(shape: Shape, old: Any, new: Any, live: Any) -> Any:
    """Return the document to send.

    At every depth: fields of the new inputs as they are; fields that only the old inputs have are left out, which
    resets them; unmanaged fields (ids above all) are kept as they are live.
    """
    if shape.properties and isinstance(new, dict) and isinstance(live, dict):
        return _merge_model(shape, old if isinstance(old, dict) else {}, new, live)
    if isinstance(new, list) and isinstance(live, list) and shape.item and shape.item.properties:
        before = _match(shape.item, new, old if isinstance(old, list) else [])
        # A renamed member is live under its old name; a new one is live only where somebody made one of that name.
        known = [n if b is None else b for b, n in zip(before, new, strict=True)]
        matches = _match(shape.item, known, live, renamed=[b is not None for b in before])
        return [three_way_merge(shape.item, b, n, m) for b, n, m in zip(before, new, matches, strict=True)]
    return to_wire(shape, new)


def _merge_model(shape: Shape, old: Doc, new: Doc, live: Doc) -> Doc:
    expected = _after_server_changes(shape, new, live)
    managed = {
        p.wire: three_way_merge(p.shape, old.get(p.name), expected[p.name], live.get(p.wire))
        for p in shape.on_wire
        if p.name in expected
    }
    # Two spellings of one value are reset together, and setting one outdates the other.
    reset = {
        p.wire
        for p in shape.on_wire
        if p.name not in new and (p.name in old or p.json5_sibling in old or p.json5_sibling in new)
    }
    unmanaged = {k: v for k, v in live.items() if k not in managed and k not in reset and v is not None}
    return _with_required_defaults(shape, {**unmanaged, **managed})
