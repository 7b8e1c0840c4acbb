"""Reading tags: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import TagResult


def get_tag(id: str, *, provider: ProviderOption = None) -> TagResult:
    """A tag by its id.

    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        [tag.name for tag in statsig.list_tags() if tag.is_core]
        ```

    Args:
        id: the id that Statsig gave it.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such tag.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(TagResult, "/tags/{id}", **locals())


def get_tag_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TagResult]:
    """``get_tag`` of an id that is an output."""
    return output(get_tag, **locals())


def list_tags(*, provider: ProviderOption = None) -> Iterator[TagResult]:
    """All tags, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(TagResult, "/tags", **locals())


def list_tags_output(*, provider: ProviderOption = None) -> Output[list[TagResult]]:
    """``list_tags`` as an output."""
    return outputs(list_tags, **locals())
