"""Free JSON: objects and values that the program gives and Statsig keeps as they are."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Iterator
from typing import Annotated, Any

from pulumi import Output
from pulumi.runtime import rpc
from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from .markers import MAX_EXACT, Mark, OnceKnown, is_unknown, once_known, too_large

PULUMIS_KEY: str = rpc._special_sig_key
"""The key by which Pulumi tells secrets, files and resources from other objects."""
CARRIED_KEYS = {"": "\u2400 (empty key)", PULUMIS_KEY: "\u2400 (a key of Pulumi's own)"}
"""Live keys that the engine cannot carry, or would take for something else, and what stands in state for them."""
Doc = dict[str, Any]
"""A JSON object: an API's document or body, or a resource's inputs or state."""


def same_json(a: Any, b: Any) -> bool:
    """Return whether two JSON values are the same: true is not 1, 1 is 1.0, and nothing empty equals another."""
    if is_unknown(a) or is_unknown(b) or isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(key in b and same_json(value, b[key]) for key, value in a.items())
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_json, a, b))
    return bool(a == b)


def exact_number(value: float) -> float:
    """Return a number as it was written: the engine makes a float of each. Beyond 2**53 it stays a float."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) <= MAX_EXACT else value


def json_problem(value: Any, path: str) -> str | None:
    """Return what keeps a value from being carried by Pulumi as it is; None when nothing does."""
    where = path or "the top"
    if value is None:
        return f"null at {where}: Pulumi drops null values on the way; leave the key out"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value} at {where} is not JSON"
    if too_large(value):
        return f"{value} at {where}: whole numbers beyond 2**53 lose digits on the way; write it as a string"
    if isinstance(value, str) and not is_text(value):
        return f"half a character (a surrogate) at {where}, which Pulumi cannot carry"
    if isinstance(value, dict) and not all(map(_can_be_key, value)):
        return f"has an empty key, or one that is no text, at {where}, which Pulumi cannot carry: give it a name"
    if isinstance(value, (dict, list)):
        return next(filter(None, (json_problem(inner, at) for at, inner in _members(value, path))), None)
    if is_unknown(value) or isinstance(value, (str, int, float, Awaitable)):
        return None
    return f"{type(value).__name__} at {where} is not JSON"


def _can_be_key(key: object) -> bool:
    return isinstance(key, str) and key not in CARRIED_KEYS and is_text(key)


def _members(value: dict[str, Any] | list[Any], path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"{path}.{key}".lstrip("."), inner) for key, inner in value.items())
    else:
        yield from ((f"{path}[{index}]", inner) for index, inner in enumerate(value))


def is_text(value: str) -> bool:
    """Return whether a string can be written in UTF-8, as Pulumi does: halves of characters cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_json(value: Any) -> Any:
    """Refuse what Pulumi cannot carry. Awaitables become outputs; what an output turns out to be is checked as well.

    Raises:
        ValueError: naming the place and a way on.
    """
    if problem := json_problem(value, ""):
        raise ValueError(problem)
    return _with_outputs(value) if _has_later(value) else value


def _has_later(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(map(_has_later, value.values() if isinstance(value, dict) else value))
    return isinstance(value, (Output, Awaitable))


def _with_outputs(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_outputs(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_outputs(inner) for inner in value]
    if isinstance(value, (Output, Awaitable)):
        return Output.from_input(value).apply(once_known(check_json))
    return value


def _check_or_as_text(value: Any, info: ValidationInfo) -> Any:
    try:
        return check_json(value)
    except ValueError as error:
        raise ValueError(f"{error}, or give the whole value as text in {info.field_name}_json5") from None


def _no_text(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        raise ValueError(
            f"must be a dictionary, got str: parse it with json.loads, or give it as {info.field_name}_json5"
        )
    return value


def _no_empty_key(value: Any) -> Any:
    if value.keys() & {"", CARRIED_KEYS[""]}:
        raise ValueError("has an empty key, which Pulumi cannot carry")
    return value


JsonObject = Annotated[dict[str, Any], AfterValidator(check_json), OnceKnown(check_json), Mark("json")]
"""A JSON object of any depth. Refused is what Pulumi would lose silently: null, an empty key, and a whole number
that would lose digits."""

JsonObjectOrText = Annotated[
    dict[str, Any], AfterValidator(_check_or_as_text), BeforeValidator(_no_text), OnceKnown(check_json), Mark("json")
]
"""The same, where a field beside it, ``..._json5``, takes as text what Pulumi cannot carry."""

JsonValue = Annotated[Any, AfterValidator(check_json), OnceKnown(check_json), Mark("json"), Mark("json_value")]
"""Any JSON but null: a string, a number, a boolean, a list or an object of any depth."""

NonEmptyKeys = AfterValidator(_no_empty_key)
"""A map whose keys Pulumi can carry."""
