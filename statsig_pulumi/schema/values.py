"""What is done with values of a declared shape.

* ``normalize`` undoes what the engine does to values on their way;
* ``equal`` compares by meaning, ``changed_fields`` field by field;
* ``to_wire`` and ``from_wire`` rename between the program's names and the API's.

Inputs and state are plain JSON with the program's names; documents are JSON with the API's names.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

from .json_types import CARRIED_KEYS, Doc, exact_number, same_json
from .markers import is_unknown
from .model import Model
from .shape import Property, Shape

LEAF = Shape()
NULL = "\u2400 (null)"
"""Stands in state for a live null in free JSON."""
_LIVE_KEYS = {carried: live for live, carried in CARRIED_KEYS.items()}


def normalize(value: Any, shape: Shape = LEAF) -> Any:
    """Return a value that came through the engine (every number a float, None for what is absent) as it was.

    In free JSON, null is a value: it stays, and is restored where ``carried`` has put something in its place.
    """
    if shape.json and value == NULL:
        return None
    if isinstance(value, float):
        return exact_number(value)
    if isinstance(value, dict):
        if shape.json:
            return {_LIVE_KEYS.get(k, k): normalize(v, shape) for k, v in value.items()}
        return {k: normalize(v, child(shape, k)) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        item = shape if shape.json else shape.item or LEAF
        return [normalize(v, item) for v in value]
    return value


def carried(value: Any, shape: Shape) -> Any:
    """Return a value as Pulumi can carry it: to the engine, null is a missing value, so that drift would not show, and
    an empty key is an error."""
    if value is None and shape.json:
        return NULL
    if isinstance(value, dict):
        return {CARRIED_KEYS.get(k, k): carried(v, child(shape, k)) for k, v in value.items()}
    if isinstance(value, list):
        item = shape if shape.json else shape.item or LEAF
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
        return all(equal(child(shape, k), a.get(k), b.get(k)) for k in {**a, **b})
    if isinstance(a, list) and isinstance(b, list):
        item = shape.item or LEAF
        if shape.unordered:
            return _as_set(item, a) == _as_set(item, b)
        return len(a) == len(b) and all(equal(item, x, y) for x, y in zip(a, b, strict=True))
    return same_json(a, b)


def _as_set(item: Shape, values: list[Any]) -> frozenset[str]:
    return frozenset(json.dumps(canonical_form(item, value), sort_keys=True, default=id) for value in values)


def canonical_form(shape: Shape, value: Any) -> Any:
    """Return the same for every spelling of one value."""
    if shape.json or is_unknown(value):
        return normalize(value, shape)
    if shape.canonical is not None:
        return shape.canonical(value)
    if isinstance(value, dict):
        return {k: canonical_form(child(shape, k), v) for k, v in value.items() if not _is_blank(v)}
    if isinstance(value, list):
        item = shape.item or LEAF
        return sorted(_as_set(item, value)) if shape.unordered else [canonical_form(item, v) for v in value]
    return normalize(value)


def child(shape: Shape, key: str) -> Shape:
    """Return the shape of what a value holds under a key."""
    if shape.json:
        return shape
    if key in shape.properties:
        return shape.properties[key].shape
    return shape.item or LEAF


def stored_default(prop: Property) -> Any:
    """Return a field's default as Pulumi would store it."""
    return from_wire(prop.shape, to_wire(prop.shape, prop.default))


def is_let_go(prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether the program no longer sets a field, and had set it to something else than its default."""
    return prop.name in old and prop.name not in new and not equal(prop.shape, old[prop.name], stored_default(prop))


def is_reset(shape: Shape, prop: Property, old: Doc, new: Doc) -> bool:
    """Return whether an update has to put a field back to its default: the program lets it go, and gives neither its
    other spelling nor a first value that leaves it to the console."""
    left_to_console = any(target is prop and initial.name in new for initial, target in shape.initials)
    return is_let_go(prop, old, new) and prop.json5_sibling not in new and not left_to_console


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
        return with_required_defaults(shape, with_initials(shape, value, body))
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


def as_declared(shape: Shape, doc: Any) -> Any:
    """Return a document's value with its numbers and lists as they are declared: a number may come as text, a list of
    one as its element. Free JSON stays as it is."""
    if shape.number:
        return as_number(doc)
    if shape.properties and isinstance(doc, dict):
        return {k: as_declared(shape.wires[k], v) if k in shape.wires else v for k, v in doc.items()}
    if shape.item and isinstance(doc, dict) and not shape.item.properties:
        return doc
    if shape.item and isinstance(doc, dict):
        return {name: as_declared(shape.item, value) for name, value in doc.items()}
    if shape.item and isinstance(doc, list):
        return [as_declared(shape.item, value) for value in doc]
    is_alone = shape.is_list and isinstance(doc, (str, int, float)) and bool(doc)
    return [as_declared(shape.item or LEAF, doc)] if is_alone else doc


def as_number(text: Any) -> Any:
    """Return the number that a text spells; what spells none, as it is."""
    if not isinstance(text, str):
        return text
    with suppress(ValueError):
        return int(text)
    with suppress(ValueError):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def with_initials(shape: Shape, inputs: Doc, body: Doc) -> Doc:
    """Add first values of fields that the body does not have."""
    first = {target.wire: inputs[prop.name] for prop, target in shape.initials if prop.name in inputs}
    return {**first, **body} if first else body


def with_required_defaults(shape: Shape, body: Doc) -> Doc:
    missing = [p for p in shape.marked("send_default") if p.on_wire and p.wire not in body]
    return {**body, **{p.wire: to_wire(p.shape, p.default) for p in missing}} if missing else body
