"""Reading topline alerts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, outputs
from .results import AlertResult


def list_alerts(
    *,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[AlertResult]:
    """All topline alerts that fit, page after page, each page read when it is needed.

    ``window_ms`` is how far back the metrics are looked at.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        [alert.name for alert in statsig.list_alerts() if alert.priority == "P0"]
        ```

    Args:
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(AlertResult, "/alerts", **locals())


def list_alerts_output(
    *,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[AlertResult]]:
    """``list_alerts`` with filters that are outputs."""
    return outputs(list_alerts, **locals())
