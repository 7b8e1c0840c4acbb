"""Read roles: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import RoleResult


def get_role(name: str, *, provider: ProviderOption = None) -> RoleResult:
    """Return a role.

    ``permissions`` has an attribute for each permission.

    Example:
        ```python
        statsig.get_role("Release manager").permissions.launch_to_production
        ```

    Args:
        name: the role's name.
    """
    return _invoke.get(RoleResult, "/roles/{id}", provider, id=name)


def list_roles(*, provider: ProviderOption = None) -> Iterator[RoleResult]:
    """Yield all roles; each page is read when it is needed."""
    return _invoke.paginate(RoleResult, "/roles", **locals())
