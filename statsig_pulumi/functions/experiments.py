"""Read experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import ExperimentOverridesResult, ExperimentResult

Status = Literal[
    "active", "setup", "decision_made", "abandoned", "archived", "experiment_stopped", "assignment_stopped"
]

ExperimentType = Literal["BASE", "GEO", "SWITCHBACK", "PROMPT", "SIDECAR", "GRID_SEARCH"]


def get_experiment(id: str, *, provider: ProviderOption = None) -> ExperimentResult:
    """Return an experiment.

    ``allocation`` is the percentage of the layer that takes part, a group's ``size`` the percentage of the experiment,
    ``duration`` the planned number of days. Times, such as ``start_time`` and ``end_time``, are in milliseconds since
    1970.

    Example:
        ```python
        [group.id for group in statsig.get_experiment("checkout_copy").groups]
        ```

    Args:
        id: the name that code uses.
    """
    return _invoke.get(ExperimentResult, "/experiments/{id}", **locals())


def list_experiments(
    *,
    layer_id: str | None = None,
    id_type: str | None = None,
    team_id: str | None = None,
    status: Status | list[Status] | None = None,
    target_app_id: str | None = None,
    created_start_date: str | None = None,
    created_end_date: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[ExperimentResult]:
    """Yield all experiments that match; each page is read when it is needed.

    Example:
        ```python
        [e.id for e in statsig.list_experiments(status=["setup", "active"])]
        ```

    Args:
        layer_id: the layer of the experiments.
        id_type: the type of unit that is assigned, such as ``userID``.
        team_id: the team that owns them.
        status: one status or several, of which an experiment has one.
        target_app_id: a target app of the experiments.
        created_start_date: the first day of creation, as YYYY-MM-DD.
        created_end_date: the last day of creation, as YYYY-MM-DD.
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
    """
    return _invoke.paginate(ExperimentResult, "/experiments", **locals())


def get_experiment_overrides(id: str, *, provider: ProviderOption = None) -> ExperimentOverridesResult:
    """Return the overrides of an experiment: the groups that gates, segments and ids are forced into.

    Args:
        id: the experiment's id.
    """
    return _invoke.get(ExperimentOverridesResult, "/experiments/{id}/overrides", **locals())
