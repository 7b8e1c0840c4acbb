"""What the engine knows of a kind's arguments, and what it does with values of that shape.

A shape is read once from the declaration (``model.py``). The functions walk a value along it:

* ``to_wire`` and ``from_wire`` rename between the program's names and the API's;
* ``same`` compares by meaning;
* ``project`` puts a live document into the program's words: what the program did not say is not there, what means
  the same keeps the program's spelling;
* ``merge`` makes what is sent from what the program said, what it says now and what is live.

Values are plain JSON with the program's names, as the engine stores them; documents are JSON with the API's names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pulumi import Output
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from .model import Mark, Meaning, Model, Wire, deferred

Doc = dict[str, Any]


@dataclass(frozen=True)
class Property:
    """One field of a model."""

    name: str
    wire: str
    shape: Shape
    marks: frozenset[str]
    default: Any
    required: bool
    twin: str | None
    """The other spelling of the same value: ``x_json5`` is ``x`` as JSON5 text. One of them speaks for both."""

    def __contains__(self, mark: str) -> bool:
        return mark in self.marks

    @property
    def on_wire(self) -> bool:
        """Whether the field is part of the API's document."""
        return not self.marks & {"local", "hidden"}


@dataclass(frozen=True)
class Shape:
    """The shape of a value: a model's, a list's, a map's, or a leaf's."""

    properties: Mapping[str, Property] = field(default_factory=dict)
    models: tuple[type[Model], ...] = ()
    item: Shape | None = None
    unordered: bool = False
    canonical: Callable[[Any], Any] | None = None

    @property
    def carries(self) -> bool:
        """Whether live values of this shape can hold what the program did not say: then an update has to look first."""
        if self.item:
            return self.item.carries
        return any(not p.required or p.shape.carries for p in self.properties.values())


@cache
def shape_of(model: type[Model]) -> Shape:
    """The shape of a model."""
    return Shape(properties={p.name: p for p in _properties(model)}, models=(model,))


def _properties(model: type[Model]) -> Iterator[Property]:
    for name, info in model.model_fields.items():
        metadata = _metadata(info.annotation, info.metadata)
        marks = {m.word for m in metadata if isinstance(m, Mark)}
        if "hidden" not in marks:
            yield Property(
                name=name,
                wire=next((m.name for m in metadata if isinstance(m, Wire)), model.wire_name(name)),
                shape=_shape(info.annotation, info.metadata),
                marks=frozenset(marks),
                default=_default(info),
                required=info.is_required(),
                twin=_twin(name, model),
            )


def _twin(name: str, model: type[Model]) -> str | None:
    twin = name.removesuffix("_json5") if name.endswith("_json5") else f"{name}_json5"
    return twin if twin in model.model_fields else None


def _default(info: FieldInfo) -> Any:
    value = info.get_default(call_default_factory=True, validated_data={})
    return None if value is PydanticUndefined else value


def _metadata(annotation: Any, outer: Sequence[Any] = ()) -> list[Any]:
    """What stands beside a type, also inside ``In[...]`` and ``... | None``, but not inside a list's items."""
    found = list(outer)
    if get_origin(annotation) is Annotated:
        annotation, *inner = get_args(annotation)
        found += inner
        return _metadata(annotation, found)
    if _is_union(annotation):
        for arg in _alternatives(annotation):
            found += _metadata(arg)
    return found


def _alternatives(annotation: Any) -> list[Any]:
    """The members of a union without None and without the Output form."""
    return [a for a in get_args(annotation) if a is not type(None) and get_origin(a) is not Output]


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _shape(annotation: Any, outer: Sequence[Any] = ()) -> Shape:
    metadata = _metadata(annotation, outer)
    canonical = next((m.canonical for m in metadata if isinstance(m, Meaning)), None)
    unordered = Mark("unordered") in metadata
    parts = list(_parts(annotation))
    models = tuple(p for p in parts if isinstance(p, type) and issubclass(p, Model))
    containers = [p for p in parts if get_origin(p) in (list, dict)]
    if models:
        merged = {n: p for m in models for n, p in shape_of(m).properties.items()}
        return Shape(properties=merged, models=models, canonical=canonical)
    if containers and len(containers) == len(parts):
        item = _shape(get_args(containers[0])[-1])
        if get_origin(containers[0]) is list or item.properties:
            return Shape(item=item, unordered=unordered, canonical=canonical)
    return Shape(canonical=canonical)


def _parts(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif _is_union(annotation):
        for arg in _alternatives(annotation):
            yield from _parts(arg)
    else:
        yield annotation


# -- values ----------------------------------------------------------------------------------------------------


def tidy(value: Any) -> Any:
    """A value as it came through the engine, where every number is a float and None means absent."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text in a value that is not empty, at any depth."""
    if isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def same(shape: Shape, a: Any, b: Any) -> bool:
    """Whether two values mean the same."""
    if deferred(a) or deferred(b):
        return a is b
    if _blank(a) and _blank(b):
        return True
    if shape.canonical is not None:
        return bool(shape.canonical(a) == shape.canonical(b))
    if isinstance(a, dict) and isinstance(b, dict):
        return all(same(_child(shape, k), a.get(k), b.get(k)) for k in {**a, **b})
    if isinstance(a, list) and isinstance(b, list):
        if shape.unordered:
            return Counter(map(_text, a)) == Counter(map(_text, b))
        return len(a) == len(b) and all(same(shape.item or Shape(), x, y) for x, y in zip(a, b, strict=True))
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


def _text(value: Any) -> str:
    return json.dumps(tidy(value), sort_keys=True, default=id)


def _child(shape: Shape, key: str) -> Shape:
    if key in shape.properties:
        return shape.properties[key].shape
    return shape.item or Shape()


def changed(shape: Shape, old: Doc, new: Doc) -> list[str]:
    """The names whose value differs between what the program said and says."""
    return [
        n
        for n in shape.properties
        if not same(shape.properties[n].shape, old.get(n), new.get(n)) or (n in old) != (n in new)
    ]


# -- renaming --------------------------------------------------------------------------------------------------


def to_wire(shape: Shape, value: Any) -> Any:
    """A value with the API's names, completed with what the API requires."""
    if isinstance(value, Model):
        value = value.model_dump(exclude_unset=True)
    if shape.properties and isinstance(value, dict):
        said = {p.wire: to_wire(p.shape, value[p.name]) for p in _wired(shape) if p.name in value}
        return _complete(shape, said)
    if shape.item and isinstance(value, list):
        return [to_wire(shape.item, v) for v in value]
    if shape.item and isinstance(value, dict):
        return {k: to_wire(shape.item, v) for k, v in value.items()}
    return value


def from_wire(shape: Shape, doc: Any) -> Any:
    """A document's value with the program's names; what the declaration does not know is left out."""
    if shape.properties and isinstance(doc, dict):
        return {p.name: from_wire(p.shape, doc[p.wire]) for p in _wired(shape) if doc.get(p.wire) is not None}
    if shape.item and isinstance(doc, list):
        return [from_wire(shape.item, v) for v in doc]
    if shape.item and isinstance(doc, dict):
        return {k: from_wire(shape.item, v) for k, v in doc.items()}
    return tidy(doc)


def _wired(shape: Shape) -> Iterator[Property]:
    return (p for p in shape.properties.values() if p.on_wire)


def _complete(shape: Shape, doc: Doc) -> Doc:
    missing = (p for p in _wired(shape) if "sent" in p and p.wire not in doc)
    return {**doc, **{p.wire: to_wire(p.shape, p.default) for p in missing}}


# -- members of lists ------------------------------------------------------------------------------------------


def _partners(
    shape: Shape, members: Sequence[Any], others: Sequence[Any], renamed: Sequence[bool] | None = None
) -> list[Any]:
    """For each member the one of ``others`` that is the same thing, or None.

    Members are recognised by their key (a rule by its name), then, for those that may have been renamed, by position.
    """
    key = next((m.member_key for m in shape.models if m.member_key), None)
    theirs = dict(zip(_tokens(key, others), others, strict=True))
    found = [theirs.pop(token, None) for token in _tokens(key, members)]
    left = list(theirs.values())
    for i, other in enumerate(found):
        may_be_renamed = renamed is None or renamed[i]
        if other is None and may_be_renamed and i < len(others) and any(others[i] is o for o in left):
            found[i] = others[i]
    return found


def _tokens(key: str | None, members: Sequence[Any]) -> list[tuple[str, int]]:
    """The key of each member, with a count for those that share one."""
    counts: Counter[str] = Counter()
    tokens = []
    for member in members:
        name = str(member.get(key)) if key and isinstance(member, dict) else ""
        tokens.append((name, counts[name]))
        counts[name] += 1
    return tokens


def _by_now(shape: Shape, said: Doc, live: Doc) -> Doc:
    for model in shape.models:
        said = model.by_now(said, live)
    return said


# -- live documents --------------------------------------------------------------------------------------------


def project(shape: Shape, said: Any, doc: Any) -> Any:
    """The live document in the program's words: only what it said, in its spelling where the meaning is the same."""
    live = from_wire(shape, doc)
    if same(shape, said, live):
        return said
    if shape.properties and isinstance(said, dict) and isinstance(doc, dict):
        return _project_model(shape, said, doc)
    if isinstance(said, list) and isinstance(live, list) and shape.item and shape.item.properties:
        partners = _partners(shape.item, live, said)
        return [
            value if partner is None else project(shape.item, partner, raw)
            for value, partner, raw in zip(live, partners, doc, strict=True)
        ]
    if shape.item and shape.item.properties and isinstance(said, dict) and isinstance(doc, dict):
        return {k: project(shape.item, said[k], v) if k in said else live[k] for k, v in doc.items()}
    return live


def _project_model(shape: Shape, said: Doc, doc: Doc) -> Doc:
    now = _by_now(shape, said, doc)
    projected: Doc = {}
    for name, value in said.items():
        prop = shape.properties[name]
        if (
            "write_only" in prop
            or not prop.on_wire
            or (name in now and same(prop.shape, now[name], from_wire(prop.shape, doc.get(prop.wire))))
        ):
            projected[name] = value
        elif (live := project(prop.shape, value, doc.get(prop.wire))) is not None:
            projected[name] = live
    return projected


def merge(shape: Shape, old: Any, new: Any, live: Any) -> Any:
    """The document to send, at every depth: what the program says now; what it used to say and no longer says is
    left out, which resets it; what it never said is carried over from the live document (ids above all)."""
    if shape.properties and isinstance(new, dict) and isinstance(live, dict):
        return _merge_model(shape, old if isinstance(old, dict) else {}, new, live)
    if isinstance(new, list) and isinstance(live, list) and shape.item and shape.item.properties:
        before = _partners(shape.item, new, old if isinstance(old, list) else [])
        # A renamed member is live under its old name; a new one is live only where somebody made one of that name.
        known = [n if b is None else b for b, n in zip(before, new, strict=True)]
        there = _partners(shape.item, known, live, renamed=[b is not None for b in before])
        return [merge(shape.item, b, n, t) for b, n, t in zip(before, new, there, strict=True)]
    return to_wire(shape, new)


def _merge_model(shape: Shape, old: Doc, new: Doc, live: Doc) -> Doc:
    now = _by_now(shape, new, live)
    said = {
        p.wire: merge(p.shape, old.get(p.name), now[p.name], live.get(p.wire)) for p in _wired(shape) if p.name in now
    }
    # Two spellings of one value are let go of together, and one that is said puts the other out of date.
    let_go = {p.wire for p in _wired(shape) if p.name not in new and (p.name in old or p.twin in old or p.twin in new)}
    carried = {k: v for k, v in live.items() if k not in said and k not in let_go and v is not None}
    return _complete(shape, {**carried, **said})
