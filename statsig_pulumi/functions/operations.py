"""Which operation of the API each function reads: taken from the functions' own text, where each path stands once."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from .. import functions as reads
from ._invoke import many, one, several, text

_READERS = {reader.__name__ for reader in (one, many, several, text)}


def operations() -> dict[str, str]:
    """The function for each operation, such as ``get_gate`` for ``GET /gates/{id}``.

    The paths are as in the API's document, below ``/console/v1``.
    """
    functions = {name: getattr(reads, name) for name in reads.__all__}
    return {
        f"GET {path}": name
        for name, function in functions.items()
        if inspect.isfunction(function)
        for path in _paths(inspect.getsource(function))
    }


def _paths(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=reader), args=arguments) if reader in _READERS:
                yield next(a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str))
            case _:
                pass
