"""Read the settings of a project: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from . import _invoke
from ._invoke import ProviderOption
from .results import ProjectSettingsResult, ReviewSettingsResult, RoleSettingsResult, TeamSettingsResult


def get_project_settings(*, provider: ProviderOption = None) -> ProjectSettingsResult:
    """Return the project's name, visibility (``OPEN``, ``CLOSED`` or ``EXTERNAL``) and default unit id type."""
    return _invoke.get(ProjectSettingsResult, "/settings/project", **locals())


def get_review_settings(*, provider: ProviderOption = None) -> ReviewSettingsResult:
    """Return which changes require a review.

    Example:
        ```python
        statsig.get_review_settings().is_config_review_required
        ```
    """
    return _invoke.get(ReviewSettingsResult, "/settings/reviews", **locals())


def get_role_settings(*, provider: ProviderOption = None) -> RoleSettingsResult:
    """Return the default role of new members."""
    return _invoke.get(RoleSettingsResult, "/settings/roles", **locals())


def get_team_settings(*, provider: ProviderOption = None) -> TeamSettingsResult:
    """Return whether every config requires a team."""
    return _invoke.get(TeamSettingsResult, "/settings/teams", **locals())
