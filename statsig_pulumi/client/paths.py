"""Operations and paths, as the API's document names them: ``PUT /gates/{id}/enable``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote

from ..errors import InvalidInput


def placeholders(path: str) -> list[str]:
    """Return the names in braces."""
    return [name for _, name, _, _ in Formatter().parse(path) if name]


def fill(path: str, ids: Mapping[str, str]) -> str:
    """Return a path with its placeholders replaced by escaped ids.

    Raises:
        InvalidInput: an id is empty, no text, or one that addresses something else: ``.`` and ``..``.
    """
    for name, value in ids.items():
        if value in ("", ".", "..") and f"{{{name}}}" in path:
            raise InvalidInput(f"{path}: {value!r} is no {name}")
    try:
        return path.format(**{name: quote(value, safe="") for name, value in ids.items()})
    except UnicodeEncodeError:
        raise InvalidInput(f"{path}: an id holds half a character (a surrogate), which no id has") from None
