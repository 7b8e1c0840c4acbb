"""One object as a statement of the program, as a person would write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...schema.json_types import Doc
from ...schema.shape import Shape
from ..references import Reference, reference_at
from .declaration import Declaration

Resolve = Callable[[Reference, str], str | None]
"""Returns the expression for what a field refers to, such as ``gates.checkout.id``; None where there is none."""

# The helpers of conditions.py, by what they make: the condition's type and operator.
_OF_MANY = {
    ("user_id", "any"): "user_in",
    ("user_id", "none"): "user_not_in",
    ("email", "any"): "email_is",
    ("email", "str_contains_any"): "email_contains",
    ("country", "any"): "in_country",
    ("country", "none"): "not_in_country",
    ("environment_tier", "any"): "in_environment",
    ("os_name", "any"): "on_os",
    ("user_agent", "str_contains_any"): "user_agent_contains",
}
_OF_ONE = {
    ("passes_gate", None): "passes_gate",
    ("fails_gate", None): "fails_gate",
    ("passes_segment", None): "in_segment",
    ("fails_segment", None): "not_in_segment",
    ("app_version", "version_gte"): "app_version_at_least",
    ("time", "after"): "after",
    ("time", "before"): "before",
}


class Writer:
    """Writes the expressions of one object.

    Args:
        resolve: finds what fields refer to.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def statement(self, declaration: Declaration, name: str, variable: str | None) -> str:
        """Return the statement that declares an object, on one line: a formatter breaks it.

        Args:
            declaration: the object.
            name: the resource's name.
            variable: the variable that it is assigned to; None where nothing refers to it.
        """
        shape = declaration.kind.shape()
        keys = {p.name for p in shape.marked("key")}
        inputs = {k: v for k, v in declaration.inputs.items() if not (k in keys and v == name)}
        arguments = [_text(name), *self._keywords(shape, inputs)]
        call = f"statsig.{declaration.kind.__name__}({', '.join(arguments)})"
        return f"{variable} = {call}" if variable else call

    def _keywords(self, shape: Shape, inputs: Doc) -> Iterator[str]:
        return (f"{name}={self._field(shape, name, inputs)}" for name in shape.properties if name in inputs)

    def _field(self, shape: Shape, name: str, inputs: Doc) -> str:
        value = inputs[name]
        if reference := reference_at(shape, name, inputs):
            if isinstance(value, list):
                return _list(self._referred(reference, one, inputs) or _text(one) for one in value)
            if isinstance(value, str):
                return self._referred(reference, value, inputs) or _text(value)
        return self.expression(shape.properties[name].shape, value)

    def _referred(self, reference: Reference, value: Any, inputs: Doc) -> str | None:
        id = f"{value}::{inputs.get('type')}" if reference.kind == "Metric" else str(value)
        return self._resolve(reference, id)

    def expression(self, shape: Shape, value: Any) -> str:
        """Return an expression for a value of a shape."""
        if shape.models and isinstance(value, dict):
            model = next((m for m in shape.models if {*value} <= {*m.model_fields}), shape.models[0])
            if model.__name__ == "Condition" and (condition := self._condition(shape, value)):
                return condition
            return f"statsig.{model.__name__}({', '.join(self._keywords(shape, value))})"
        if shape.item and isinstance(value, list):
            item = shape.item
            return _list(self.expression(item, one) for one in value)
        if shape.item and isinstance(value, dict):
            item = shape.item
            return "{" + ", ".join(f"{_text(k)}: {self.expression(item, v)}" for k, v in value.items()) + "}"
        return _literal(value)

    def _condition(self, shape: Shape, value: Doc) -> str | None:
        """Return a call of the helper that makes a condition; None where there is none."""
        type, operator, target = str(value["type"]), value.get("operator"), value.get("target_value")
        many = target if isinstance(target, list) else [target]
        arguments = [self._target(shape, value, one) for one in many]
        rest = value.keys() - {"type", "operator", "target_value"}
        if type == "public" and value.keys() == {"type"}:
            return "when.everyone()"
        if not rest and len(many) == 1 and (type, operator) in _OF_ONE:
            return f"when.{_OF_ONE[type, operator]}({arguments[0]})" if target is not None else None
        if not rest and operator and (type, operator) in _OF_MANY and all(isinstance(one, str) for one in many):
            return f"when.{_OF_MANY[type, operator]}({', '.join(arguments)})"
        if type == "custom_field" and rest == {"field"} and operator and target is not None:
            return f"when.custom_field({_text(value['field'])}, {_text(operator)}, {_literal(target)})"
        if type == "unit_id" and operator == "any" and rest == {"custom_id"} and all(isinstance(o, str) for o in many):
            return f"when.unit_in({', '.join([_text(value['custom_id']), *arguments])})"
        return None

    def _target(self, shape: Shape, condition: Doc, value: Any) -> str:
        reference = reference_at(shape, "target_value", condition)
        return (reference and self._resolve(reference, str(value))) or _literal(value)


def _list(items: Iterator[str]) -> str:
    return f"[{', '.join(items)}]"


def _literal(value: Any) -> str:
    """Return a literal for JSON."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return _list(map(_literal, value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _text(value: object) -> str:
    """Return a literal for a text, on one line; what does not print, or turns the direction of writing, is escaped."""
    return repr(str(value))
