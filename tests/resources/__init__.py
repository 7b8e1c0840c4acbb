"""One module for each kind, named after it, with its ``CASE``: adding a kind is adding one file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .case import KindCase

_NO_CASES = {"case", "shapes", "test_cases"}


def modules() -> set[str]:
    """The names of the modules that have a case."""
    return {module.name for module in iter_modules(__path__)} - _NO_CASES


def _cases() -> dict[str, KindCase]:
    found = [import_module(f".{name}", __name__).CASE for name in sorted(modules())]
    return {case.kind: case for case in found}


CASES = _cases()
"""The cases by kind."""
