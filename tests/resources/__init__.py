"""One module for each kind, named after it, with its ``CASE``: adding a kind is adding one file."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

from .case import KindCase

_NO_CASES = {"case", "shapes", "test_cases"}


class Cases(dict[str, KindCase]):
    """The cases by kind."""

    def __missing__(self, kind: str) -> KindCase:
        raise KeyError(f"{kind} has no case: add tests/resources/{file_of(kind)}.py")


def file_of(kind: str) -> str:
    """The name of a kind's module."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()


def modules() -> set[str]:
    """The names of the modules that have a case."""
    return {module.name for module in iter_modules(__path__)} - _NO_CASES


def _cases() -> Cases:
    found = [import_module(f".{name}", __name__).CASE for name in sorted(modules())]
    return Cases((case.kind, case) for case in found)


CASES = _cases()
