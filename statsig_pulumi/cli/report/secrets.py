"""What of two states may be shown: no secret, neither as it was nor as it will be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...controller.inputs import secret_places
from ...kind import Kind
from ...redactor import SECRET
from ...schema.json_types import Doc
from ...schema.shape import Shape
from ..state import is_secret


def holds_secret(value: Any) -> bool:
    """Return whether something in a value is not shown."""
    return any(True for _ in _hidden_paths(value))


def without_secrets(kind: type[Kind], old: Doc, new: Doc) -> tuple[Doc, Doc, list[str]]:
    """Return the states with ``[secret]`` in place of secrets, and the fields that differ in what is one.

    A field in which something is a secret on one side alone is hidden on both: what is plain there was one, or will be.
    """
    before, after = _masked(kind, old), _masked(kind, new)
    both = [name for name in before if name in after]
    differing = [name for name in both if {*_hidden_paths(before[name])} != {*_hidden_paths(after[name])}]
    hidden = dict.fromkeys(differing, SECRET)
    return {**before, **hidden}, {**after, **hidden}, differing


def _masked(kind: type[Kind], bag: Doc) -> Doc:
    """Return a state without what is declared a secret, and what the program has given as one."""
    masked: Doc = _declared(kind.shape(), bag)
    for place in secret_places(bag):
        masked = _hidden_at(masked, [*place]) if place else masked
    return masked


def _declared(shape: Shape, value: Any) -> Any:
    if is_secret(value):
        return SECRET
    if isinstance(value, dict):
        props = shape.properties
        return {
            name: SECRET
            if name in props and "secret" in props[name]
            else _declared(props[name].shape if name in props else shape.item or Shape(), inner)
            for name, inner in value.items()
        }
    return [_declared(shape.item or Shape(), inner) for inner in value] if isinstance(value, list) else value


def _hidden_at(value: Any, path: list[Any]) -> Any:
    """Return a value with what stands at a path hidden; all of it where there is no such path."""
    if not path:
        return SECRET
    step, *rest = path
    if isinstance(value, dict):
        return {**value, step: _hidden_at(value[step], rest)} if step in value else value
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [_hidden_at(inner, rest) if i == step else inner for i, inner in enumerate(value)]
    return SECRET


def _hidden_paths(value: Any, path: str = "") -> Iterator[str]:
    if value == SECRET:
        yield path
    elif isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _hidden_paths(inner, f"{path}/{step}")
