"""What each operation does to the store: one file for each family, all of which are loaded here."""

from importlib import import_module
from pkgutil import iter_modules

from .registry import HANDLERS

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = ["HANDLERS"]
