"""Which objects the inputs of a resource refer to, as the table of the export says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...redactor import SECRET
from ...schema.shape import Shape
from ..export.references import reference_in


@dataclass(frozen=True)
class Reference:
    """What an object refers to by its id, and the field that does."""

    kind: str
    id: str
    field: str


def references(shape: Shape, value: Any, path: str = "") -> Iterator[Reference]:
    """Yield the references in a value."""
    if isinstance(value, list) and shape.item:
        for i, member in enumerate(value):
            yield from references(shape.item, member, f"{path}[{i}]")
    elif isinstance(value, dict) and shape.properties:
        for name, prop in shape.properties.items():
            if name in value:
                inner = f"{path}.{name}".lstrip(".")
                yield from _named(shape, name, value, inner)
                yield from references(prop.shape, value[name], inner)


def _named(shape: Shape, name: str, value: dict[str, Any], path: str) -> Iterator[Reference]:
    """Yield what a field names."""
    found = next(filter(None, (reference_in(model.__name__, name, value) for model in shape.models)), None)
    if found and found.attribute == "id":
        for id in value[name] if isinstance(value[name], list) else [value[name]]:
            if isinstance(id, str) and id not in ("", SECRET):
                yield Reference(found.kind, id, path)
