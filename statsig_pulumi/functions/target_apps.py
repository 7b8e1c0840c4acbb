"""Read target apps: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import TargetAppResult


def get_target_app(id: str, *, provider: ProviderOption = None) -> TargetAppResult:
    """Return a target app.

    The API returns its name and not the objects that belong to it.

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(TargetAppResult, "/target_app/{id}", **locals())


def list_target_apps(*, provider: ProviderOption = None) -> Iterator[TargetAppResult]:
    """Yield all target apps; each page is read when it is needed."""
    return _invoke.paginate(TargetAppResult, "/target_app", **locals())
