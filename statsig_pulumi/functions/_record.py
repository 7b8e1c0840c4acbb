"""An object of the API, read leniently: a missing field is None, and no field makes reading fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from ..schema.markers import Mark, Wire, camel


class Record:
    """An object of the API whose fields are attributes in snake_case.

    Nothing in an object makes reading it fail: a new field is in ``raw``, a missing one is None. A secret field is not
    printed; ``raw`` has it.

    Attributes:
        raw: the object as the API returned it, with the API's names.
    """

    raw: dict[str, Any]

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = dict(raw)

    # Type checkers see the fields that a class declares, and no others.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name not in (fields := _fields(type(self))):
                raise AttributeError(f"{type(self).__name__} has no {name!r}")
            value = _read(fields[name].type, self.raw.get(fields[name].wire))
            self.__dict__[name] = value
            return value

    def __repr__(self) -> str:
        fields = ", ".join(
            f"{name}={'[secret]' if field.secret else repr(value)}"
            for name, field in _fields(type(self)).items()
            if (value := getattr(self, name)) is not None
        )
        return f"{type(self).__name__}({fields})"


class Field(NamedTuple):
    """A field as its class declares it.

    Attributes:
        wire: the API's name.
        type: the type.
        secret: whether the value must not be printed.
    """

    wire: str
    type: Any
    secret: bool


def has_secrets(value: object) -> bool:
    """Return whether the value is a record with a secret field, or a list with one."""
    if isinstance(value, list):
        return any(map(has_secrets, value))
    return isinstance(value, Record) and any(field.secret for field in _fields(type(value)).values())


def as_fields(record: Record) -> dict[str, Any]:
    """Return the value of each field, by its name."""
    return {name: getattr(record, name) for name in _fields(type(record))}


def wire_names(record: type[Record], names: str | list[str]) -> list[str]:
    """Return the API's names of fields that are given by the names of attributes; others stay as they are."""
    fields = _fields(record)
    given = [names] if isinstance(names, str) else names
    return [fields[name].wire if name in fields else name for name in given]


_cache: dict[type[Record], dict[str, Field]] = {}  # mypy takes no class for hashable, which functools.cache needs


def _fields(record: type[Record]) -> dict[str, Field]:
    if record not in _cache:
        _cache[record] = dict(_declared(record))
    return _cache[record]


def _declared(record: type[Record]) -> Iterator[tuple[str, Field]]:
    for name, hint in get_type_hints(record, include_extras=True).items():
        if name != "raw":
            metadata = getattr(hint, "__metadata__", ())
            wire = next((m.name for m in metadata if isinstance(m, Wire)), camel(name))
            yield name, Field(wire, get_args(hint)[0] if metadata else hint, Mark("secret") in metadata)


def _read(annotation: Any, value: Any) -> Any:
    """Return the value, with its objects as records where the annotation names a class."""
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
