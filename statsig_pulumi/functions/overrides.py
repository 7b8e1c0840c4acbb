"""Read the overrides of a whole project: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from . import _invoke
from ._invoke import ProviderOption
from .results import ProjectOverridesResult


def get_overrides(
    *, user_id: str | None = None, id_type: str | None = None, provider: ProviderOption = None
) -> ProjectOverridesResult:
    """Return the overrides of a project: what has some, of gates, holdouts, experiments, autotunes and layers.

    Example:
        ```python
        [gate.id for gate in statsig.get_overrides(user_id="user-1").gates]
        ```

    Args:
        user_id: only overrides for this id.
        id_type: the unit that the id is of; ``userID`` by default.
    """
    return _invoke.get(ProjectOverridesResult, "/overrides", provider, userId=user_id, idType=id_type, rename=str)
