"""Read API keys: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import KeyResult


def get_key(id: str, *, provider: ProviderOption = None) -> KeyResult:
    """Return an API key.

    ``key``, its value, is a secret: it is never printed, and ``get_key_output`` returns a secret output. To use another
    field in plain text, unwrap it with ``pulumi.Output.unsecret``. The key in use needs permission to read keys.

    Example:
        ```python
        statsig.get_key_output(config.require_secret("serverKey")).apply(lambda key: key.status)
        ```

    Args:
        id: the key's value.
    """
    return _invoke.get(KeyResult, "/keys/{id}", **locals())


def list_keys(
    *, primary_target_app: str | None = None, environment: str | None = None, provider: ProviderOption = None
) -> Iterator[KeyResult]:
    """Yield all API keys that match; each page is read when it is needed.

    ``key``, the value of each, is a secret: it is never printed, and ``list_keys_output`` returns a secret output.

    Args:
        primary_target_app: the target app of the keys.
        environment: the environment of the keys.
    """
    return _invoke.paginate(KeyResult, "/keys", **locals())
