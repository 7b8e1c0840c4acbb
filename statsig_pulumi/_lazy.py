"""Lazy imports of a package's public names (PEP 562): a program imports only the modules of the names that it uses."""

from __future__ import annotations

import ast
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, str] = MappingProxyType({})


def lazy_names(package: str, retired: Mapping[str, str] = _NONE) -> Callable[[str], Any]:
    """Return a package's ``__getattr__`` for the names that its source imports under ``TYPE_CHECKING``.

    That is where type checkers and readers look for them, and no second list is needed.

    Args:
        package: the package.
        retired: names of earlier versions, and what to do in their place.
    """
    modules = dict(_names(package))

    def __getattr__(name: str) -> Any:
        if name in retired:  # no AttributeError, of which Python would say nothing but the name
            raise ImportError(f"{package} has no {name} any more: {retired[name]}")
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}{_suggestion(name, modules)}")
        module = import_module(modules[name], package)
        value = getattr(module, name) if modules[name].strip(".") != name else module
        setattr(sys.modules[package], name, value)
        return value

    return __getattr__


def _suggestion(name: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches  # slow to import, and rarely needed

    close = get_close_matches(name, names, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _names(package: str) -> Iterator[tuple[str, str]]:
    """Yield each name, and the module that it is imported from."""
    source = pkgutil.get_data(package, "__init__.py") or b""
    for block in ast.parse(source).body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom):
                    yield from _imported(package, node)


def _imported(package: str, node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name == "*":
            yield from ((name, module) for name in import_module(module, package).__all__)
        else:
            yield alias.name, module if node.module else module + alias.name
