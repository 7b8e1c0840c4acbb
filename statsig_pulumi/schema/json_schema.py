"""Values against a JSON schema that the program gives beside them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..notify import notify
from .messages import path_text

TIME_LIMIT = 10.0
"""Seconds that a value is checked against a schema: one of a few lines can take longer than a life."""


class _Endless(Exception):
    """A check against a schema that does not end in time."""


def misfits(
    schema: Any, parse: Callable[[Any], Any], values: Iterable[tuple[str, Any]], name: str = "json_schema"
) -> Iterator[tuple[str, str]]:
    """Yield where values do not fit a schema, by path and rule: a value may be a secret.

    Args:
        schema: the schema, as text.
        parse: returns what the text means.
        values: the values, each with its path.
        name: the path of the schema.
    """
    # Slow to import: only for schemas. With a registry of its own, one that refers to an address is not fetched from
    # there.
    import jsonschema
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    try:
        parsed = parse(schema)
        jsonschema.Draft202012Validator.check_schema(parsed)
        validator = _ending(jsonschema.Draft202012Validator)(parsed, registry=Registry())
        for path, value in values:
            yield from _misfitting(validator, path, value)
    except jsonschema.SchemaError as error:
        yield name, f"is not a JSON Schema: {_rule(error.absolute_path)} breaks the rule {error.validator!r}"
    except Unresolvable:
        yield name, "refers to what is not in it, with $ref"
    except RecursionError:
        yield name, "cannot be checked: it refers to itself without end, or is nested too deeply"
    except _Endless:
        notify(f"the values were not checked against {name}: that takes over {TIME_LIMIT:g} s")
    except (re.error, OverflowError) as error:
        yield name, f"cannot be used: a pattern or a number in it is not valid ({type(error).__name__})"


def _ending(base: Any) -> Any:
    """Return a validator that gives up after some seconds."""
    from jsonschema.validators import extend

    end = time.monotonic() + TIME_LIMIT

    def timed(check: Any) -> Any:
        def rule(*arguments: Any) -> Any:
            if time.monotonic() > end:
                raise _Endless
            return check(*arguments)

        return rule

    return extend(base, {name: timed(check) for name, check in base.VALIDATORS.items()})  # type: ignore[no-untyped-call]


def _misfitting(validator: Any, path: str, value: Any) -> Iterator[tuple[str, str]]:
    for misfit in validator.iter_errors(value):
        inside = path_text(tuple(misfit.absolute_path))
        where = path + (f".{inside}" if inside else "")
        yield where, f"does not fit the schema's rule {_rule(misfit.absolute_schema_path)}"


def _rule(path: Iterable[Any]) -> str:
    return "/".join(map(str, path)) or "at its top"
