"""What a program would say to keep what is live. The writer of Python is that of ``statsig-pulumi import``.

Everything that is live is written, defaults as well: that is what a refresh stores, and so a preview shows no change.
"""

from __future__ import annotations

from typing import Any

from ...redactor import literal
from ...schema.json_types import json_problem
from ...schema.shape import Shape
from ..importing import expression, keywords, with_texts
from .differences import ABSENT, Difference, dotted


def lines_that_keep(difference: Difference) -> str:
    """Return the argument or the member of a list, as Python; a comment where something is to be taken out or moved;
    "" where no program can say it."""
    if difference.secret:
        return ""
    if difference.is_order:
        return f"# {dotted(difference.path)} in this order: {literal(', '.join(map(repr, difference.new)))}"
    if difference.live is ABSENT:
        return f"# take {literal(dotted(difference.path))} out"
    return literal_lines(_written(difference))


def _written(difference: Difference) -> str:
    shape, name = difference.shape, difference.argument
    if not name:
        return expression(shape, _sayable(shape, difference.live))
    inputs = _sayable(shape, {name: difference.live})
    if any(shape.properties[n].shape.json and json_problem(value, "") for n, value in inputs.items()):
        return ""
    return ",\n".join(keywords(shape, inputs))


def _sayable(shape: Shape, value: Any) -> Any:
    """Return a value in which JSON that no program can give is text, where there is an argument for that."""
    if shape.properties and isinstance(value, dict):
        return with_texts(shape, {n: _sayable(shape.properties[n].shape, v) for n, v in value.items()})
    if shape.item and isinstance(value, list):
        return [_sayable(shape.item, one) for one in value]
    return value


def literal_lines(text: str) -> str:
    """Return lines of Python as they may be printed."""
    return "\n".join(map(literal, text.split("\n")))
