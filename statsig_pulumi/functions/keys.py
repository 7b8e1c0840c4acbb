"""Reading API keys: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import KeyResult


def get_key(id: str, *, provider: ProviderOption = None) -> KeyResult:
    """An API key by its value.

    Its own value, ``key``, is a secret: it is not printed, and the form for outputs gives a secret. Other fields of
    a secret are public with ``pulumi.Output.unsecret``. The key that reads has to be allowed to.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        statsig.get_key_output(config.require_secret("serverKey")).apply(lambda key: key.status)
        ```

    Args:
        id: the key itself.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such key.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(KeyResult, "/keys/{id}", **locals())


def get_key_output(id: Input[str], *, provider: ProviderOption = None) -> Output[KeyResult]:
    """``get_key`` of an id that is an output."""
    return output(get_key, **locals())


def list_keys(
    *, primary_target_app: str | None = None, environment: str | None = None, provider: ProviderOption = None
) -> Iterator[KeyResult]:
    """All API keys that fit, page after page, each page read when it is needed.

    The value of each, ``key``, is a secret: it is not printed, and the form for outputs gives a secret.
    See https://docs.statsig.com/console-api/introduction

    Args:
        primary_target_app: only of this target app.
        environment: only for this environment.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(KeyResult, "/keys", **locals())


def list_keys_output(
    *,
    primary_target_app: Input[str] | None = None,
    environment: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[KeyResult]]:
    """``list_keys`` with filters that are outputs."""
    return outputs(list_keys, **locals())
