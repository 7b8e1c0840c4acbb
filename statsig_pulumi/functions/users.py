"""Reading the members of a project: https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import UserResult


def get_user(email: str, *, provider: ProviderOption = None) -> UserResult:
    """A member by e-mail address.

    See https://docs.statsig.com/console-api/users

    Args:
        email: the address they sign in with.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such member.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(UserResult, "/users/{email}", **locals())


def get_user_output(email: Input[str], *, provider: ProviderOption = None) -> Output[UserResult]:
    """``get_user`` of an email that is an output."""
    return output(get_user, **locals())


def list_users(*, provider: ProviderOption = None) -> Iterator[UserResult]:
    """All members, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/users

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(UserResult, "/users", **locals())


def list_users_output(*, provider: ProviderOption = None) -> Output[list[UserResult]]:
    """``list_users`` as an output."""
    return outputs(list_users, **locals())
