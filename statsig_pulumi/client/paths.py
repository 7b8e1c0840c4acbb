"""Operations and paths, as the API's document names them: ``PUT /gates/{id}/enable``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

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


def next_query(query: dict[str, Any], pagination: object) -> dict[str, Any] | None:
    """Return the query of the next page; None after the last.

    A cursor leads on where the list has one. An address is relative (``?page=2&limit=5``,
    ``/console/v1/gates?page=2``) or has a host without a scheme. Only its query counts, so that the key is never sent
    elsewhere.
    """
    if not isinstance(pagination, dict):
        return None
    if pagination.get("has_more") and pagination.get("next_cursor"):
        return {**query, "after": pagination["next_cursor"]}
    address = pagination.get("nextPage")
    if not address:
        return None
    following = {**query, **dict(parse_qsl(urlsplit(str(address)).query))}
    return None if following == query or str(following.get("page")) == str(query.get("page")) else following
