"""Read environments: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from . import _invoke
from ._invoke import ProviderOption
from .results import EnvironmentResult, EnvironmentsResult


def get_environments(*, provider: ProviderOption = None) -> list[EnvironmentResult]:
    """Return the environments of the project, in their order.

    Example:
        ```python
        [e.name for e in statsig.get_environments() if e.is_production]
        ```
    """
    return _invoke.get(EnvironmentsResult, "/environments", **locals()).environments
