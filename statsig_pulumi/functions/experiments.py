"""Reading experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, one, output, outputs
from .results import ExperimentOverridesResult, ExperimentResult

Status = Literal[
    "active", "setup", "decision_made", "abandoned", "archived", "experiment_stopped", "assignment_stopped"
]


def get_experiment(id: str, *, provider: ProviderOption = None) -> ExperimentResult:
    """An experiment by its id.

    ``allocation`` is the percentage of the layer, ``size`` of a group the percentage of the experiment, ``duration``
    the days it is planned for. ``start_time``, ``end_time`` and the other times are milliseconds since 1970.
    See https://docs.statsig.com/console-api/experiments

    Example:
        ```python
        [group.id for group in statsig.get_experiment("checkout_copy").groups]
        ```

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such experiment.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ExperimentResult, "/experiments/{id}", **locals())


def get_experiment_output(id: Input[str], *, provider: ProviderOption = None) -> Output[ExperimentResult]:
    """``get_experiment`` of an id that is an output."""
    return output(get_experiment, **locals())


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
    """All experiments that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/experiments

    Example:
        ```python
        [e.id for e in statsig.list_experiments(status=["setup", "active"])]
        ```

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

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(ExperimentResult, "/experiments", **locals())


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
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[ExperimentResult]]:
    """``list_experiments`` with filters that are outputs."""
    return outputs(list_experiments, **locals())


def get_experiment_overrides(id: str, *, provider: ProviderOption = None) -> ExperimentOverridesResult:
    """Who is in which group of an experiment whatever chance says: by gate or segment, and by id.

    See https://docs.statsig.com/console-api/experiments

    Raises:
        NotFound: there is no such experiment.
        ApiError: the API refused, or could not be reached.
    """
    return one(ExperimentOverridesResult, "/experiments/{id}/overrides", **locals())


def get_experiment_overrides_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[ExperimentOverridesResult]:
    """``get_experiment_overrides`` of an id that is an output."""
    return output(get_experiment_overrides, **locals())
