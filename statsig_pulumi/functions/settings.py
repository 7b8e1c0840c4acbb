"""Reading the settings of a project: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from pulumi import Output

from ._invoke import ProviderOption, one, output
from .results import ProjectSettingsResult, ReviewSettingsResult, RoleSettingsResult, TeamSettingsResult


def get_project_settings(*, provider: ProviderOption = None) -> ProjectSettingsResult:
    """The project's name, who sees it (``OPEN``, ``CLOSED`` or ``EXTERNAL``) and its usual type of unit.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ProjectSettingsResult, "/settings/project", **locals())


def get_project_settings_output(*, provider: ProviderOption = None) -> Output[ProjectSettingsResult]:
    """``get_project_settings`` as an output."""
    return output(get_project_settings, **locals())


def get_review_settings(*, provider: ProviderOption = None) -> ReviewSettingsResult:
    """Which changes need a review.

    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        statsig.get_review_settings().is_config_review_required
        ```

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ReviewSettingsResult, "/settings/reviews", **locals())


def get_review_settings_output(*, provider: ProviderOption = None) -> Output[ReviewSettingsResult]:
    """``get_review_settings`` as an output."""
    return output(get_review_settings, **locals())


def get_role_settings(*, provider: ProviderOption = None) -> RoleSettingsResult:
    """The role that new members are given.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(RoleSettingsResult, "/settings/roles", **locals())


def get_role_settings_output(*, provider: ProviderOption = None) -> Output[RoleSettingsResult]:
    """``get_role_settings`` as an output."""
    return output(get_role_settings, **locals())


def get_team_settings(*, provider: ProviderOption = None) -> TeamSettingsResult:
    """Whether every config needs a team.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(TeamSettingsResult, "/settings/teams", **locals())


def get_team_settings_output(*, provider: ProviderOption = None) -> Output[TeamSettingsResult]:
    """``get_team_settings`` as an output."""
    return output(get_team_settings, **locals())
