"""Reading teams (Enterprise): https://docs.statsig.com/console-api/users"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ..errors import NotFound
from ..results import TeamResult
from .source import Source, many, one, output


def get_team(id: str, *, provider: Source = None) -> TeamResult:
    """A team by its id.

    Raises:
        NotFound: there is no such team.
    """
    return one(TeamResult, "/users/teams/{id}", provider, id=id)


def get_team_output(id: Input[str], *, provider: Source = None) -> Output[TeamResult]:
    """``get_team`` of an id that is an output."""
    return output(get_team, provider, id=id)


def get_team_by_name(name: str, *, provider: Source = None) -> TeamResult:
    """A team by its name, found by going through the list.

    Example:
        ```python
        statsig.get_team_by_name("Checkout").id
        ```

    Raises:
        NotFound: there is no such team.
    """
    for team in list_teams(provider=provider):
        if team.name == name:
            return team
    raise NotFound(f"there is no team named {name!r}", status=404, method="GET", path="/users/teams")


def get_team_by_name_output(name: Input[str], *, provider: Source = None) -> Output[TeamResult]:
    """``get_team_by_name`` of a name that is an output."""
    return output(get_team_by_name, provider, name=name)


def list_teams(*, provider: Source = None) -> Iterator[TeamResult]:
    """All teams, page after page."""
    return many(TeamResult, "/users/teams", provider)


def list_teams_output(*, provider: Source = None) -> Output[list[TeamResult]]:
    """``list_teams`` as an output."""
    return output(lambda **known: [*list_teams(**known)], provider)
