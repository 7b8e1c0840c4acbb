"""A document of the API, read leniently: what it has is there, what it has not is None."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from .model import Wire, camel


class Record:
    """A document, whose fields are attributes with the program's names.

    Nothing in a document makes reading it fail: a field that is new is in ``raw``, one that is missing is None.

    Attributes:
        raw: the document with the API's names, as it came.
    """

    raw: dict[str, Any]

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = dict(raw)

    # Type checkers see the fields that a class declares, and no others.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name not in (fields := _fields(type(self))):
                raise AttributeError(f"{type(self).__name__} has no {name!r}")
            wire, annotation = fields[name]
            value = _read(annotation, self.raw.get(wire))
            self.__dict__[name] = value
            return value

    def __repr__(self) -> str:
        said = ", ".join(
            f"{name}={value!r}" for name in _fields(type(self)) if (value := getattr(self, name)) is not None
        )
        return f"{type(self).__name__}({said})"


_known: dict[type[Record], dict[str, tuple[str, Any]]] = {}


def _fields(record: type[Record]) -> dict[str, tuple[str, Any]]:
    """The API's name and the type of each field."""
    if record not in _known:
        _known[record] = dict(_declared(record))
    return _known[record]


def _declared(record: type[Record]) -> Iterator[tuple[str, tuple[str, Any]]]:
    for name, hint in get_type_hints(record, include_extras=True).items():
        if name != "raw":
            metadata = getattr(hint, "__metadata__", ())
            wire = next((m.name for m in metadata if isinstance(m, Wire)), camel(name))
            yield name, (wire, get_args(hint)[0] if metadata else hint)


def _read(annotation: Any, value: Any) -> Any:
    """A value in which the objects that have a class are of it."""
    origin = get_origin(annotation)
    if isinstance(value, dict):
        record = next((a for a in _alternatives(annotation) if isinstance(a, type) and issubclass(a, Record)), None)
        return record(value) if record else value
    if isinstance(value, list):
        item = next((get_args(a)[0] for a in _alternatives(annotation) if get_origin(a) is list), Any)
        return [_read(item, v) for v in value]
    if value is None and origin is list:
        return []
    return value


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    union = get_origin(annotation) is Union or type(annotation).__name__ == "UnionType"
    return get_args(annotation) if union else (annotation,)
