"""JSON schemas that objects hold, and the values that have to satisfy them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jsonschema
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from ..http import bad_request


def check_schema(schema: Any, values: Iterable[tuple[str, Any]], name: str = "schema") -> None:
    """Check a schema, and values against it.

    Args:
        schema: the schema, parsed.
        values: each value, with the name of the field that holds it.
        name: the name of the field that holds the schema.

    Raises:
        HTTPError: 400, the schema is not one, or a value does not satisfy it.
    """
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        # With an empty registry, a schema that refers to a URL is not fetched.
        validator = jsonschema.Draft202012Validator(schema, registry=Registry())
        errors = [(where, best_match(validator.iter_errors(value))) for where, value in values]
    except (jsonschema.SchemaError, Unresolvable, RecursionError, ValueError):
        raise bad_request((name, "Invalid JSON Schema")) from None
    if wrong := [(where, f"Does not match schema: {error.message}") for where, error in errors if error]:
        raise bad_request(*wrong)
