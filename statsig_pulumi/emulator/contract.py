"""What the emulator knows of the API: ``contract.json``, made from Statsig's own document by ``tools/contract.py``.

It is independent of the kinds on purpose: an emulator that shared their models would share their mistakes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]
Problem = tuple[str, str]


def _multiple_of(_validator: Any, step: float, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Steps of 0.01, without the rounding of binary fractions."""
    if isinstance(value, (int, float)) and abs(value / step - round(value / step)) > 1e-6:
        yield ValidationError(f"Number must be a multiple of {step}")


_Validator: Any = jsonschema.validators.extend(Draft202012Validator, {"multipleOf": _multiple_of})  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Operation:
    """One operation of the API."""

    name: str
    """``PATCH /gates/{id}``."""
    facts: Mapping[str, Any]

    @property
    def method(self) -> str:
        """The HTTP verb."""
        return self.name.split(" ", 1)[0]

    @property
    def status(self) -> int:
        """The status of success."""
        status: int = self.facts["status"]
        return status

    @property
    def body(self) -> Schema | None:
        """The schema of the body; None where there is none."""
        body: Schema | None = self.facts["body"]
        return body

    @property
    def returns_data(self) -> bool:
        """Whether a success has more than a message."""
        return "data" in _alternatives(self.facts["reply"])[0]["properties"]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What its paths look like."""
        path = re.escape(self.name.split(" ", 1)[1])
        return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", path))


@cache
def document() -> Mapping[str, Any]:
    """The contract, as it is stored."""
    loaded: Mapping[str, Any] = json.loads(files(__name__.rpartition(".")[0]).joinpath("contract.json").read_text())
    return loaded


@cache
def operations() -> tuple[Operation, ...]:
    """All operations; those with fewer placeholders first, because they are meant where both fit."""
    made = (Operation(name, facts) for name, facts in document()["operations"].items())
    return tuple(sorted(made, key=lambda op: op.name.count("{")))


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | int:
    """The operation of a request and the values in its path; 404 or 405 where there is none."""
    known = False
    for operation in operations():
        if match := operation.pattern.fullmatch(path):
            if operation.method == method:
                return operation, {name: unquote(value) for name, value in match.groupdict().items()}
            known = True
    return 405 if known else 404


@cache
def _validator(text: str) -> Any:
    return _Validator({**json.loads(text), "$defs": document()["$defs"]})


def _errors(schema: Schema, value: Any) -> Iterator[ValidationError]:
    yield from _validator(json.dumps(schema)).iter_errors(value)


def invalid(schema: Schema, value: Any) -> list[Problem]:
    """``(property, problem)`` of everything in a value that the schema does not allow."""
    return [problem for error in _errors(schema, value) for problem in _told(error)]


def _told(error: ValidationError) -> Iterator[Problem]:
    """An alternative's failure is told by the branch that comes nearest."""
    if error.validator == "anyOf" and error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        nearest = max(branches.values(), key=_nearness)
        for inner in nearest:
            yield from _told(inner)
        return
    path = [str(part) for part in error.absolute_path]
    if error.validator == "required":
        missing = re.match(r"'(.+)' is a required property", error.message)
        yield ".".join([*path, missing.group(1) if missing else ""]), "Required"
    else:
        yield ".".join(path), _message(error)


def _nearness(errors: list[ValidationError]) -> tuple[int, int]:
    """How deep a branch got before it failed, and how little failed in it."""
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


# -- fields that the contract does not know --------------------------------------------------------------------


def unknown_fields(schema: Schema, value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of fields, at any depth, that no alternative of the schema has."""
    if isinstance(value, list):
        items = [s["items"] for s in _alternatives(schema) if "items" in s]
        for index, item in enumerate(value):
            yield from unknown_fields({"anyOf": items}, item, (*path, str(index)))
    if isinstance(value, dict):
        alternatives = [s for s in _alternatives(schema) if s.get("type", "object") in ("object", ["object", "null"])]
        if len(alternatives) > 1:
            # A field of one alternative is unknown in another.
            alternatives = [s for s in alternatives if not invalid(s, value)] or alternatives
        if any("properties" not in s or "additionalProperties" in s for s in alternatives):
            return
        for name, inner in value.items():
            known = [s["properties"][name] for s in alternatives if name in s["properties"]]
            if not known:
                yield (*path, name)
            else:
                yield from unknown_fields({"anyOf": known}, inner, (*path, name))


def _alternatives(schema: Schema) -> list[Schema]:
    if "$ref" in schema:
        return _alternatives(document()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return [one for s in schema["anyOf"] for one in _alternatives(s)]
    return [schema]
