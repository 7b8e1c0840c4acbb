"""Read teams (Enterprise): https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import TeamResult, TeamSummaryResult


def get_team(id: str, *, provider: ProviderOption = None) -> TeamResult:
    """Return a team.

    ``members`` and ``admins`` have ``user_id``, ``email``, ``first_name``, ``last_name`` and ``role``.
    ``change_team_configs`` is ``anyone`` or ``team_only``; ``review_approval`` is one of these or ``admin_only``.

    Args:
        id: the id that Statsig generated.
    """
    return _invoke.get(TeamResult, "/users/teams/{id}", **locals())


def get_team_by_name(name: str, *, provider: ProviderOption = None) -> TeamResult:
    """Return a team, searching the list for its name. It takes one more request, for the list has no people.

    Example:
        ```python
        statsig.get_team_by_name("Checkout").id
        ```

    Args:
        name: the team's name; case matters.
    """
    return get_team(_invoke.get_by_name(list_teams, "/users/teams", name, provider).id, provider=provider)


def list_teams(*, provider: ProviderOption = None) -> Iterator[TeamSummaryResult]:
    """Yield all teams without their members and administrators; each page is read when it is needed.

    Example:
        ```python
        {team.name: statsig.get_team(team.id).members for team in statsig.list_teams()}
        ```
    """
    return _invoke.paginate(TeamSummaryResult, "/users/teams", **locals())
