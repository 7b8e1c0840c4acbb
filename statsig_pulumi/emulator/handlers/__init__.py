"""The handlers of all operations, one module per family. Importing this package registers all of them."""

from importlib import import_module
from pkgutil import iter_modules

from .registry import FAMILIES, HANDLERS, surrounded

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = ["FAMILIES", "HANDLERS", "surrounded"]
