"""Read tags: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import TagResult


def get_tag(id: str, *, provider: ProviderOption = None) -> TagResult:
    """Return a tag.

    Example:
        ```python
        [tag.name for tag in statsig.list_tags() if tag.is_core]
        ```

    Args:
        id: the id that Statsig generated, or the name; where both could be meant, the id is.
    """
    return _invoke.get(TagResult, "/tags/{id}", **locals())


def list_tags(*, provider: ProviderOption = None) -> Iterator[TagResult]:
    """Yield all tags; each page is read when it is needed."""
    return _invoke.paginate(TagResult, "/tags", **locals())
