"""Read the members of a project: https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import UserResult


def get_user(email: str, *, provider: ProviderOption = None) -> UserResult:
    """Return a member of the project.

    Args:
        email: the e-mail address that the member signs in with.
    """
    return _invoke.get(UserResult, "/users/{email}", **locals())


def list_users(*, provider: ProviderOption = None) -> Iterator[UserResult]:
    """Yield all members of the project; each page is read when it is needed."""
    return _invoke.paginate(UserResult, "/users", **locals())
