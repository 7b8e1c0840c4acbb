"""What a response has to hold, for whoever reads it. Without httpx, which a preview does not need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .errors import NOT_THE_API, ApiError


def anything(_data: Any) -> bool:
    """Return True: any data is about what is meant."""
    return True


def object_in(data: Any, method: str, path: str) -> dict[str, Any]:
    """Return data that is an object.

    Raises:
        ApiError: it is something else.
    """
    if isinstance(data, dict):
        return data
    message = f"the response holds a {type(data).__name__} in place of an object"
    raise ApiError(message, status=200, method=method, path=path, hint=NOT_THE_API)


@contextmanager
def documented_shape(what: str) -> Iterator[None]:
    """Say of what, a kind or a path, a live document is of a shape that cannot be read.

    Raises:
        ApiError: that line.
    """
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError):
        problem = "what came back is of another shape than Statsig documents"
        raise ApiError(problem, status=200, method="GET", path=what, hint=NOT_THE_API) from None
