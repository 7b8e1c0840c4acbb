"""Reading experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pulumi import Input, Output

from ..results import ExperimentOverridesResult, ExperimentResult
from .source import Source, many, one, output

Status = Literal[
    "active", "setup", "decision_made", "abandoned", "archived", "experiment_stopped", "assignment_stopped"
]


def get_experiment(id: str, *, provider: Source = None) -> ExperimentResult:
    """An experiment by its id.

    Example:
        ```python
        [group.id for group in statsig.get_experiment("checkout_copy").groups]
        ```

    Raises:
        NotFound: there is no such experiment.
    """
    return one(ExperimentResult, "/experiments/{id}", provider, id=id)


def get_experiment_output(id: Input[str], *, provider: Source = None) -> Output[ExperimentResult]:
    """``get_experiment`` of an id that is an output."""
    return output(get_experiment, provider, id=id)


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
    tags: list[str] | None = None,
    provider: Source = None,
) -> Iterator[ExperimentResult]:
    """All experiments that fit, page after page.

    Args:
        layer_id: the layer they are in.
        id_type: the unit that is assigned.
        team_id: the team that owns them.
        status: where they stand, one of these.
        target_app_id: a target app that gets them.
        created_start_date: made on this day or later, as YYYY-MM-DD.
        created_end_date: made on this day or before, as YYYY-MM-DD.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.
    """
    params = {
        "layerID": layer_id,
        "idType": id_type,
        "teamID": team_id,
        "status": status,
        "targetAppID": target_app_id,
        "createdStartDate": created_start_date,
        "createdEndDate": created_end_date,
        "creatorName": creator_name,
        "creatorID": creator_id,
        "tags": tags,
    }
    return many(ExperimentResult, "/experiments", provider, params)


def list_experiments_output(
    *,
    layer_id: Input[str] | None = None,
    id_type: Input[str] | None = None,
    team_id: Input[str] | None = None,
    status: Input[Status | list[Status]] | None = None,
    target_app_id: Input[str] | None = None,
    created_start_date: Input[str] | None = None,
    created_end_date: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: Input[list[str]] | None = None,
    provider: Source = None,
) -> Output[list[ExperimentResult]]:
    """``list_experiments`` with filters that are outputs."""
    return output(
        lambda **known: [*list_experiments(**known)],
        provider,
        layer_id=layer_id,
        id_type=id_type,
        team_id=team_id,
        status=status,
        target_app_id=target_app_id,
        created_start_date=created_start_date,
        created_end_date=created_end_date,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
    )


def get_experiment_overrides(id: str, *, provider: Source = None) -> ExperimentOverridesResult:
    """Who is in which group of an experiment whatever chance says.

    Raises:
        NotFound: there is no such experiment.
    """
    return one(ExperimentOverridesResult, "/experiments/{id}/overrides", provider, id=id)


def get_experiment_overrides_output(id: Input[str], *, provider: Source = None) -> Output[ExperimentOverridesResult]:
    """``get_experiment_overrides`` of an id that is an output."""
    return output(get_experiment_overrides, provider, id=id)
