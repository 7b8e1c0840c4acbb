"""The API operation that each function reads, taken from the functions' source, where each path is written once."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from .. import functions
from ._invoke import download, get, get_list, paginate

_READERS = {reader.__name__ for reader in (download, get, get_list, paginate)}


def operations() -> dict[str, str]:
    """Return the function for each operation, such as ``get_gate`` for ``GET /gates/{id}``.

    The paths are as in the API's document, below ``/console/v1``.
    """
    return {
        f"GET {path}": name
        for name in functions.__all__
        if not name.endswith("_output")
        if inspect.isfunction(function := getattr(functions, name))
        for path in _paths(inspect.getsource(function))
    }


def _paths(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="_invoke"), attr=reader), args=arguments) if (
                reader in _READERS
            ):
                yield next(a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str))
            case _:
                pass
