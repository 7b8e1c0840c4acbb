"""What a program would say to keep what is live. The writer of Python is that of ``statsig-pulumi import``."""

from __future__ import annotations

from ...redactor import literal
from ...schema.json_types import json_problem
from ..importing import expression, keywords, managed_value, with_texts
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
        return expression(shape, managed_value(shape, difference.live))
    prop = shape.properties[name]
    inputs = with_texts(shape, {name: managed_value(prop.shape, difference.live)})
    if any(shape.properties[n].shape.json and json_problem(value, "") for n, value in inputs.items()):
        return ""
    return ",\n".join(keywords(shape, inputs))


def literal_lines(text: str) -> str:
    """Return lines of Python as they may be printed."""
    return "\n".join(map(literal, text.split("\n")))
