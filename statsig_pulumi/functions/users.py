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


def get_user_by_id(id: str, *, provider: ProviderOption = None) -> UserResult:
    """Return a member of the project by the Statsig id.

    Args:
        id: the id, which ``user_id`` of a user or of a team's member is.
    """
    return _invoke.get(UserResult, "/users/id/{id}", **locals())


def list_users(*, include_stale_members: bool | None = None, provider: ProviderOption = None) -> Iterator[UserResult]:
    """Yield all members of the project; each page is read when it is needed.

    Args:
        include_stale_members: whether to include those who are members no longer.
    """
    return _invoke.paginate(UserResult, "/users", rename=str, **locals())  # the parameter is in snake_case
