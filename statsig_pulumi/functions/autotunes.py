"""Reading autotune experiments: https://docs.statsig.com/console-api/autotunes"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import AutotuneResult


def get_autotune(id: str, *, provider: ProviderOption = None) -> AutotuneResult:
    """An autotune experiment by its id.

    ``winner`` is None until there is one. ``created_time`` and ``last_modified_time`` are milliseconds since 1970.
    See https://docs.statsig.com/console-api/autotunes

    Example:
        ```python
        [variant.name for variant in statsig.get_autotune("headline").variants]
        ```

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such experiment.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(AutotuneResult, "/autotunes/{id}", **locals())


def get_autotune_output(id: Input[str], *, provider: ProviderOption = None) -> Output[AutotuneResult]:
    """``get_autotune`` of an id that is an output."""
    return output(get_autotune, **locals())


def list_autotunes(*, provider: ProviderOption = None) -> Iterator[AutotuneResult]:
    """All autotune experiments, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/autotunes

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(AutotuneResult, "/autotunes", **locals())


def list_autotunes_output(*, provider: ProviderOption = None) -> Output[list[AutotuneResult]]:
    """``list_autotunes`` as an output."""
    return outputs(list_autotunes, **locals())
