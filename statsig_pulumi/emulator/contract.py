"""The contract of the API: its operations and schemas, from ``contract.json``.

``tools/contract.py`` derives that file from Statsig's OpenAPI document. It is independent of the package's resources on
purpose: an emulator that shared their models would share their mistakes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]
Problem = tuple[str, str]
JSON = "application/json"


def _multiple_of(_validator: Any, step: float, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Validate ``multipleOf`` for steps like 0.01, which binary fractions cannot represent exactly."""
    # A number of more than 15 digits has no exact hundredths, and a larger one cannot even be divided.
    if not isinstance(value, (int, float)) or abs(value) > 1e15:
        return
    if abs(value / step - round(value / step)) > 1e-6:
        yield ValidationError(f"Number must be a multiple of {step}")


_Validator: Any = jsonschema.validators.extend(Draft202012Validator, {"multipleOf": _multiple_of})  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Operation:
    """An operation of the API."""

    name: str
    """The method and the path template: ``PATCH /gates/{id}``."""
    facts: Mapping[str, Any]

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.name.split(" ", 1)[0]

    @property
    def path(self) -> str:
        """The path template."""
        return self.name.split(" ", 1)[1]

    @property
    def parameters(self) -> list[str]:
        """The names of the path parameters."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def status(self) -> int:
        """The status of a success."""
        status: int = self.facts["status"]
        return status

    @property
    def body(self) -> Schema | None:
        """The schema of the request body; None if the operation has none."""
        body: Schema | None = self.facts["body"]
        return body

    @property
    def media_type(self) -> str:
        """The media type of a success."""
        media_type: str = self.facts.get("media_type", JSON)
        return media_type

    @property
    def returns_data(self) -> bool:
        """Whether a success has ``data`` beside its message."""
        return "data" in alternatives(self.facts["response"])[0].get("properties", {})

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern that matches the operation's paths, with a group for each path parameter."""
        path = re.escape(self.path)
        return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", path))


@cache
def document() -> Mapping[str, Any]:
    """Return ``contract.json``."""
    loaded: Mapping[str, Any] = json.loads(files(__name__.rpartition(".")[0]).joinpath("contract.json").read_text())
    return loaded


@cache
def operations() -> tuple[Operation, ...]:
    """Return all operations; those with fewer path parameters first, because they take precedence in routing."""
    found = (Operation(name, facts) for name, facts in document()["operations"].items())
    return tuple(sorted(found, key=lambda op: op.name.count("{")))


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | int:
    """Return the operation of a request and its path parameters; 404 or 405 if there is no such operation."""
    known_path = False
    for operation in operations():
        if match := operation.pattern.fullmatch(path):
            if operation.method == method:
                try:
                    return operation, {name: _decoded(value) for name, value in match.groupdict().items()}
                except UnicodeDecodeError:
                    return 404
            known_path = True
    return 405 if known_path else 404


def _decoded(value: str) -> str:
    """Return a path parameter without its escapes. What is not UTF-8 is no id, and must not become that of another."""
    return unquote_to_bytes(value).decode()


@cache
def _validator(schema: str) -> Any:
    return _Validator({**json.loads(schema), "$defs": document()["$defs"]})


def _errors(schema: Schema, value: Any) -> Iterator[ValidationError]:
    yield from _validator(json.dumps(schema)).iter_errors(value)


def invalid(schema: Schema, value: Any) -> list[Problem]:
    """Return ``(property, problem)`` pairs for everything in a value that the schema does not allow."""
    return [problem for error in _errors(schema, value) for problem in _problems(error)]


def _problems(error: ValidationError) -> Iterator[Problem]:
    """Yield the problems of an error; for an ``anyOf``, those of the alternative that comes nearest to the value."""
    if error.validator == "anyOf" and error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        nearest = max(branches.values(), key=_nearness)
        for inner in nearest:
            yield from _problems(inner)
        return
    path = [str(part) for part in error.absolute_path]
    if error.validator == "required":
        missing = re.match(r"'(.+)' is a required property", error.message)
        yield ".".join([*path, missing.group(1) if missing else ""]), "Required"
    else:
        yield ".".join(path), _message(error)


def _nearness(errors: list[ValidationError]) -> tuple[int, int]:
    """Return a sort key of an alternative: whether its type fits, and how few errors it has."""
    wrong_kind = any(e.validator in ("type", "enum") and len(e.relative_path) <= 1 for e in errors)
    return (-int(wrong_kind), -len(errors))


_NAMES = {bool: "boolean", str: "string", int: "number", float: "number", list: "array", dict: "object"}


def _message(error: ValidationError) -> str:
    if error.validator == "type":
        expected: Any = error.validator_value
        kinds = " | ".join(expected) if isinstance(expected, list) else expected
        return f"Expected {kinds}, received {_NAMES.get(type(error.instance), 'null')}"
    if error.validator == "enum":
        allowed: Any = error.validator_value
        options = " | ".join(repr(v) for v in allowed)
        return f"Invalid enum value. Expected {options}, received {error.instance!r}"
    if error.validator == "pattern":
        return "Invalid"
    return str(error.message)


# -- unknown fields ----------------------------------------------------------------------------------------------------


def unknown_fields(schema: Schema, value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of fields, at any depth, that no alternative of the schema has."""
    if isinstance(value, list):
        items = [s["items"] for s in alternatives(schema) if "items" in s]
        for index, item in enumerate(value):
            yield from unknown_fields({"anyOf": items}, item, (*path, str(index)))
    if isinstance(value, dict):
        objects = [s for s in alternatives(schema) if s.get("type", "object") in ("object", ["object", "null"])]
        if len(objects) > 1:
            # A field of one alternative is unknown in another.
            objects = [s for s in objects if not invalid(s, value)] or objects
        if any("properties" not in s or "additionalProperties" in s for s in objects):
            return
        for name, inner in value.items():
            known = [s["properties"][name] for s in objects if name in s["properties"]]
            if not known:
                yield (*path, name)
            else:
                yield from unknown_fields({"anyOf": known}, inner, (*path, name))


def alternatives(schema: Schema) -> list[Schema]:
    """Return the schemas that a value may match, with references and nested ``anyOf`` resolved."""
    if "$ref" in schema:
        return alternatives(document()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return [one for s in schema["anyOf"] for one in alternatives(s)]
    return [schema]
