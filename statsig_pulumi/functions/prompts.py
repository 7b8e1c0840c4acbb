"""Reading prompts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import PromptResult


def get_prompt(id: str, *, provider: ProviderOption = None) -> PromptResult:
    """A prompt by its id.

    What its versions say is not told. ``created_time`` and ``last_modified_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/introduction

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such prompt.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(PromptResult, "/prompts/{id}", **locals())


def get_prompt_output(id: Input[str], *, provider: ProviderOption = None) -> Output[PromptResult]:
    """``get_prompt`` of an id that is an output."""
    return output(get_prompt, **locals())


def list_prompts(*, provider: ProviderOption = None) -> Iterator[PromptResult]:
    """All prompts, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(PromptResult, "/prompts", **locals())


def list_prompts_output(*, provider: ProviderOption = None) -> Output[list[PromptResult]]:
    """``list_prompts`` as an output."""
    return outputs(list_prompts, **locals())
