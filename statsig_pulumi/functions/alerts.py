"""Read topline alerts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import AlertResult


def list_alerts(
    *,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[AlertResult]:
    """Yield all topline alerts that match; each page is read when it is needed.

    ``window_ms`` is the time that each alert looks back, in milliseconds.

    Example:
        ```python
        [alert.name for alert in statsig.list_alerts() if alert.priority == "P0"]
        ```

    Args:
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
    """
    return _invoke.paginate(AlertResult, "/alerts", **locals())
