"""Free JSON: objects and values that the program gives and Statsig keeps as they are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator

from .markers import is_unknown

Doc = dict[str, Any]
"""A JSON object: an API's document or body, or a resource's inputs or state."""

_MAX_EXACT = 2**53


def _problem(value: Any, path: str) -> str | None:
    """Return what keeps a value from being carried by Pulumi as it is; None when nothing does."""
    where = path or "the top"
    if value is None:
        return f"null at {where}: Pulumi drops null values on the way; leave the key out"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value} at {where} is not JSON"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _MAX_EXACT:
        return f"{value} at {where}: whole numbers beyond 2**53 lose digits on the way; write it as a string"
    if isinstance(value, (dict, list)):
        return next(filter(None, (_problem(inner, at) for at, inner in _members(value, path))), None)
    if is_unknown(value) or isinstance(value, (str, int, float)):
        return None
    return f"{type(value).__name__} at {where} is not JSON"


def _members(value: dict[str, Any] | list[Any], path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"{path}.{key}".lstrip("."), inner) for key, inner in value.items())
    else:
        yield from ((f"{path}[{index}]", inner) for index, inner in enumerate(value))


def _check(value: Any) -> Any:
    if problem := _problem(value, ""):
        raise ValueError(problem)
    return value


JsonObject = Annotated[dict[str, Any], AfterValidator(_check)]
"""A JSON object of any depth. Nulls are refused (Pulumi would drop them silently), and so are whole numbers that
would lose digits."""

JsonValue = Annotated[Any, AfterValidator(_check)]
"""Any JSON but null: a string, a number, a boolean, a list or an object of any depth."""
