"""The shape of arguments, read from a declaration once. ``values.py`` walks values along it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pulumi import Output
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from .markers import Accompanies, Canonical, Initial, Mark, Wire
from .model import Model


@dataclass(frozen=True)
class Property:
    """One field of a model."""

    name: str
    wire: str
    shape: Shape
    marks: frozenset[str]
    default: Any
    required: bool
    json5_sibling: str | None
    """The other spelling of the same value: ``x_json5`` is ``x`` as JSON5 text. Setting one sets both."""
    initial_of: str | None = None
    """The property that this one gives the first value of."""
    managed_by: str | None = None
    """The property that says whether the program has all members of this list or those that it lists: ``manage_x``."""
    accompanies: str | None = None
    """The property with which this one is sent, and without which it is not."""

    def __contains__(self, mark: str) -> bool:
        return mark in self.marks

    @cached_property
    def on_wire(self) -> bool:
        """Whether the field is part of the API's document."""
        return not self.marks & {"provider_only", "hidden"}


@dataclass(frozen=True)
class Shape:
    """The shape of a value: of a model, a list, a map, or a leaf.

    What follows from the declaration is found out once: values of every resource are walked along it.
    """

    properties: Mapping[str, Property] = field(default_factory=dict)
    models: tuple[type[Model], ...] = ()
    item: Shape | None = None
    unordered: bool = False
    canonical: Callable[[Any], Any] | None = None
    number: bool = False
    """Whether the value is a number."""
    is_list: bool = False
    """Whether the value is a list, and nothing else."""
    json: bool = False
    """Whether the value is free JSON, in which nothing empty equals another."""
    json_value: bool = False
    """Whether it is any JSON value, so that nothing empty equals a missing value either."""

    @cached_property
    def merge_key(self) -> str | None:
        """The field by which members of a list are recognised."""
        return next((m.merge_key for m in self.models if m.merge_key), None)

    @cached_property
    def may_be_renamed(self) -> bool:
        """Whether a member of another merge key can be the same member."""
        return all(m.may_be_renamed for m in self.models)

    @cached_property
    def initials(self) -> tuple[tuple[Property, Property], ...]:
        """The properties that give a first value, and the properties whose it is."""
        return tuple((p, self.properties[p.initial_of]) for p in self.properties.values() if p.initial_of)

    @cached_property
    def accompanying(self) -> tuple[tuple[Property, Property], ...]:
        """The properties that are sent along with another, and that other."""
        return tuple((p, self.properties[p.accompanies]) for p in self.properties.values() if p.accompanies)

    @cached_property
    def has_shared(self) -> bool:
        """Whether there are lists that a program can share with people."""
        return any(prop.managed_by for prop in self.properties.values())

    @cached_property
    def server_fields(self) -> frozenset[str]:
        """The fields of a live value that are the server's."""
        return frozenset(name for model in self.models for name in model.server_fields)

    @cached_property
    def may_hold_unmanaged(self) -> bool:
        """Whether live values of this shape can hold fields the program does not manage, so that an update has to
        read them first."""
        if self.item:
            return self.item.may_hold_unmanaged
        # A null in free JSON can only be somebody else's.
        return self.json or any(not p.required or p.shape.may_hold_unmanaged for p in self.properties.values())

    @cached_property
    def on_wire(self) -> tuple[Property, ...]:
        """The properties that are part of the API's document."""
        return tuple(p for p in self.properties.values() if p.on_wire)

    @cached_property
    def wires(self) -> Mapping[str, Shape]:
        """The shapes of these properties, by the API's names."""
        return {p.wire: p.shape for p in self.on_wire}

    @cached_property
    def _by_mark(self) -> Mapping[str, tuple[Property, ...]]:
        marks = {mark for p in self.properties.values() for mark in p.marks}
        return {mark: tuple(p for p in self.properties.values() if mark in p) for mark in marks}

    def marked(self, mark: str) -> tuple[Property, ...]:
        """Return the properties with a marker, in the order of their declaration."""
        return self._by_mark.get(mark, ())


@cache
def shape_of(model: type[Model]) -> Shape:
    """Return the shape of a model."""
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
                json5_sibling=_json5_sibling(name, model),
                managed_by=_if_declared(f"manage_{name}", model),
                initial_of=next((m.of for m in metadata if isinstance(m, Initial)), None),
                accompanies=next((m.field for m in metadata if isinstance(m, Accompanies)), None),
            )


def _json5_sibling(name: str, model: type[Model]) -> str | None:
    sibling = name.removesuffix("_json5") if name.endswith("_json5") else f"{name}_json5"
    return _if_declared(sibling, model)


def _if_declared(name: str, model: type[Model]) -> str | None:
    return name if name in model.model_fields else None


def _default(info: FieldInfo) -> Any:
    value = info.get_default(call_default_factory=True, validated_data={})
    return None if value is PydanticUndefined else value


def _metadata(annotation: Any, outer: Sequence[Any] = ()) -> list[Any]:
    """Return the metadata of a type, also inside ``In[...]`` and ``... | None``, but not inside a list's items."""
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
    """Return the members of a union without None and without the Output form."""
    return [a for a in get_args(annotation) if a is not type(None) and get_origin(a) is not Output]


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _shape(annotation: Any, outer: Sequence[Any] = ()) -> Shape:
    metadata = _metadata(annotation, outer)
    canonical = next((m.form for m in metadata if isinstance(m, Canonical)), None)
    unordered = Mark("unordered") in metadata
    if Mark("json") in metadata:
        return Shape(json=True, json_value=Mark("json_value") in metadata)
    parts = list(_parts(annotation))
    models = tuple(p for p in parts if isinstance(p, type) and issubclass(p, Model))
    containers = [p for p in parts if get_origin(p) in (list, dict)]
    if models:
        merged = {n: p for m in models for n, p in shape_of(m).properties.items()}
        return Shape(properties=merged, models=models, canonical=canonical)
    if containers and len(containers) == len(parts):
        item = _shape(get_args(containers[0])[-1])
        if get_origin(containers[0]) is list or item.properties:
            is_list = all(get_origin(one) is list for one in containers)
            return Shape(item=item, unordered=unordered, canonical=canonical, is_list=is_list)
    return Shape(canonical=canonical, number=bool(parts) and {*parts} <= {int, float})


def _parts(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif _is_union(annotation):
        for arg in _alternatives(annotation):
            yield from _parts(arg)
    else:
        yield annotation
