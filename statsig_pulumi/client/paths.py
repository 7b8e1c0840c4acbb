"""Operations and paths, as the API's document names them: ``PUT /gates/{id}/enable``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote


def placeholders(path: str) -> list[str]:
    """Return the names in braces."""
    return [name for _, name, _, _ in Formatter().parse(path) if name]


def fill(path: str, ids: Mapping[str, str]) -> str:
    """Return a path with its placeholders replaced by escaped ids."""
    return path.format(**{name: quote(value, safe="") for name, value in ids.items()})
