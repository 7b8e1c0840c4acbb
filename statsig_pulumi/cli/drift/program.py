"""What a program would say to keep what is live. The writer of Python is that of ``statsig-pulumi export``.

Everything that is live is written, defaults as well: that is what a refresh stores, and so a preview shows no change.
"""

from __future__ import annotations

import json
from typing import Any

from ...redactor import literal
from ...schema.json_types import Doc, json_problem
from ...schema.shape import Shape
from ..differences import ABSENT, Difference, dotted
from ..export.statement import Writer


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
    write = Writer(lambda _reference, _value: None).expression
    if not name:
        return write(shape, _sayable(shape, difference.live))
    inputs = _sayable(shape, {name: difference.live})
    return ",\n".join(f"{n}={write(shape.properties[n].shape, value)}" for n, value in inputs.items())


def _sayable(shape: Shape, value: Any) -> Any:
    """Return a value in which JSON that no program can give, such as null, is text where there is an argument for
    that, and is left out where there is none."""
    if shape.item and isinstance(value, list):
        return [_sayable(shape.item, one) for one in value]
    if not shape.properties or not isinstance(value, dict):
        return value
    said: Doc = {}
    for name, inner in value.items():
        prop = shape.properties[name]
        if not prop.shape.json or not json_problem(inner, ""):
            said[name] = _sayable(prop.shape, inner)
        elif prop.json5_sibling:
            said[prop.json5_sibling] = value.get(prop.json5_sibling, json.dumps(inner))
    return said


def literal_lines(text: str) -> str:
    """Return lines of Python as they may be printed."""
    return "\n".join(map(literal, text.split("\n")))
