"""Reading teams (Enterprise): https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, by_name, many, one, output, outputs
from .results import TeamResult


def get_team(id: str, *, provider: ProviderOption = None) -> TeamResult:
    """A team by its id.

    ``members`` and ``admins`` are people with ``email``, ``first_name``, ``last_name`` and ``role``;
    ``change_team_configs`` is ``anyone`` or ``team_only``, ``review_approval`` these or ``admin_only``.
    See https://docs.statsig.com/console-api/users

    Args:
        id: the id that Statsig gave it.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such team.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(TeamResult, "/users/teams/{id}", **locals())


def get_team_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TeamResult]:
    """``get_team`` of an id that is an output."""
    return output(get_team, **locals())


def get_team_by_name(name: str, *, provider: ProviderOption = None) -> TeamResult:
    """A team by its name, found by going through the list.

    See https://docs.statsig.com/console-api/users

    Example:
        ```python
        statsig.get_team_by_name("Checkout").id
        ```

    Raises:
        NotFound: there is no such team.
        ApiError: the API refused, or could not be reached.
    """
    return by_name(list_teams, "/users/teams", name, provider)


def get_team_by_name_output(name: Input[str], *, provider: ProviderOption = None) -> Output[TeamResult]:
    """``get_team_by_name`` of a name that is an output."""
    return output(get_team_by_name, **locals())


def list_teams(*, provider: ProviderOption = None) -> Iterator[TeamResult]:
    """All teams, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/users

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(TeamResult, "/users/teams", **locals())


def list_teams_output(*, provider: ProviderOption = None) -> Output[list[TeamResult]]:
    """``list_teams`` as an output."""
    return outputs(list_teams, **locals())
