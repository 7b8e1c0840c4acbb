"""Names that are imported when they are asked for, so that a program pays for the kinds that it uses and no others."""

from __future__ import annotations

import ast
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any


def lazy_names(package: str) -> Callable[[str], Any]:
    """A package's ``__getattr__`` for what its source imports for type checkers only.

    So each name stands where type checkers and people look for it, and nowhere else.
    """
    homes = dict(_homes(package))

    def __getattr__(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}{_suggestion(name, homes)}")
        found = import_module(homes[name], package)
        value = getattr(found, name) if homes[name].strip(".") != name else found
        setattr(sys.modules[package], name, value)
        return value

    return __getattr__


def _suggestion(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # slow to import, and seldom needed

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _homes(package: str) -> Iterator[tuple[str, str]]:
    """Each name, and the module that it comes from."""
    source = pkgutil.get_data(package, "__init__.py") or b""
    for block in ast.parse(source).body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom):
                    yield from _imported(package, node)


def _imported(package: str, node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    home = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name == "*":
            yield from ((name, home) for name in import_module(home, package).__all__)
        else:
            yield alias.name, home if node.module else home + alias.name
