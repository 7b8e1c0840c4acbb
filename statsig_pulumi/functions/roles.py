"""Reading roles: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import RoleResult


def get_role(name: str, *, provider: ProviderOption = None) -> RoleResult:
    """A role by its name.

    ``permissions`` has an attribute for each.
    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        statsig.get_role("Release manager").permissions.launch_to_production
        ```

    Args:
        name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such role.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(RoleResult, "/roles/{id}", provider, id=name)


def get_role_output(name: Input[str], *, provider: ProviderOption = None) -> Output[RoleResult]:
    """``get_role`` of a name that is an output."""
    return output(get_role, **locals())


def list_roles(*, provider: ProviderOption = None) -> Iterator[RoleResult]:
    """All roles, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(RoleResult, "/roles", **locals())


def list_roles_output(*, provider: ProviderOption = None) -> Output[list[RoleResult]]:
    """``list_roles`` as an output."""
    return outputs(list_roles, **locals())
