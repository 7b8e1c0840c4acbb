"""Reading environments: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from pulumi import Output

from ._invoke import ProviderOption, one, output
from .results import EnvironmentResult, EnvironmentsResult


def get_environments(*, provider: ProviderOption = None) -> list[EnvironmentResult]:
    """The environments of the project, in their order.

    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        [e.name for e in statsig.get_environments() if e.is_production]
        ```

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(EnvironmentsResult, "/environments", **locals()).environments


def get_environments_output(*, provider: ProviderOption = None) -> Output[list[EnvironmentResult]]:
    """``get_environments`` as an output."""
    return output(get_environments, **locals())
