"""Read prompts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import PromptResult


def get_prompt(id: str, *, provider: ProviderOption = None) -> PromptResult:
    """Return a prompt.

    Statsig does not return the content of its versions. ``created_time`` and ``last_modified_time`` are in milliseconds
    since 1970.

    Args:
        id: the name that code uses.
    """
    return _invoke.get(PromptResult, "/prompts/{id}", **locals())


def list_prompts(*, provider: ProviderOption = None) -> Iterator[PromptResult]:
    """Yield all prompts; each page is read when it is needed."""
    return _invoke.paginate(PromptResult, "/prompts", **locals())
