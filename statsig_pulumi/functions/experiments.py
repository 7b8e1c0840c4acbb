"""Read experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import (
    ExperimentAlertsResult,
    ExperimentContextResult,
    ExperimentDiagnosticsResult,
    ExperimentOverridesResult,
    ExperimentResult,
    ExperimentSummaryChartsResult,
)

Status = Literal[
    "active", "setup", "decision_made", "abandoned", "archived", "experiment_stopped", "assignment_stopped"
]

ExperimentType = Literal["BASE", "GEO", "SWITCHBACK", "PROMPT", "SIDECAR", "GRID_SEARCH"]
DiagnosticsType = Literal["daily_cumulative_checks", "unique_ids"]


def get_experiment(id: str, *, fields: Strings | None = None, provider: ProviderOption = None) -> ExperimentResult:
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
        fields: the fields to read besides the id, by the names of attributes; all other attributes are None.
    """
    return _invoke.get(ExperimentResult, "/experiments/{id}", **_invoke.choose(ExperimentResult, locals()))


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
    stale: bool | None = None,
    experiment_type: ExperimentType | list[ExperimentType] | None = None,
    ids: Strings | None = None,
    fields: Strings | None = None,
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
        stale: True for those only that Statsig considers stale.
        experiment_type: one type or several, of which an experiment has one.
        ids: one id or several, 100 at most; unknown ones are left out.
        fields: the fields to read besides the id, by the names of attributes; all other attributes are None.
    """
    return _invoke.paginate(ExperimentResult, "/experiments", **_invoke.choose(ExperimentResult, locals()))


def list_experiment_versions(
    id: str, *, start_date: str | None = None, end_date: str | None = None, provider: ProviderOption = None
) -> Iterator[ExperimentResult]:
    """Yield the versions of an experiment; each page is read when it is needed.

    Args:
        id: the experiment's id.
        start_date: the first day of the change that made a version, as YYYY-MM-DD.
        end_date: the last day of it, as YYYY-MM-DD.
    """
    return _invoke.paginate(ExperimentResult, "/experiments/{id}/versions", **locals())


def get_experiment_context(id: str, *, provider: ProviderOption = None) -> ExperimentContextResult:
    """Return an experiment in words: what it tries, how, and what has come of it.

    Example:
        ```python
        print(statsig.get_experiment_context("checkout_copy").context)
        ```

    Args:
        id: the experiment's id.
    """
    return _invoke.get(ExperimentContextResult, "/experiments/{id}/context", **locals())


def get_experiment_alerts(id: str, *, provider: ProviderOption = None) -> ExperimentAlertsResult:
    """Return the alerts of an experiment.

    ``alerts`` has for each metric, by its id, the API's object: ``status`` is ``OK``, ``Warn``, ``Alert`` or
    ``Snoozed``, and ``arms`` has the same for each test group.

    Example:
        ```python
        alerts = statsig.get_experiment_alerts("checkout_copy").alerts
        [metric for metric, alert in alerts.items() if alert["status"] == "Alert"]
        ```

    Args:
        id: the experiment's id.
    """
    return _invoke.get(ExperimentAlertsResult, "/experiments/{id}/alerts", **locals())


def get_experiment_diagnostics(
    id: str,
    *,
    type: DiagnosticsType | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    last_days: int | None = None,
    provider: ProviderOption = None,
) -> ExperimentDiagnosticsResult:
    """Return the checks of an experiment, or its units, up to each day and by group.

    Example:
        ```python
        for day in statsig.get_experiment_diagnostics("checkout_copy", last_days=3).data:
            print(day.date, {group.group_name: group.count for group in day.results})
        ```

    Args:
        id: the experiment's id.
        type: what is counted: ``daily_cumulative_checks``, the default, or ``unique_ids``.
        start_date: the first day, as YYYY-MM-DD.
        end_date: the last day, as YYYY-MM-DD.
        last_days: the number of days, 1 to 90, where neither day is given; by default 7.
    """
    return _invoke.get(ExperimentDiagnosticsResult, "/experiments/{id}/diagnostics_checks", **locals())


def get_experiment_summary_charts(
    id: str, *, control: str | None = None, test: str | None = None, provider: ProviderOption = None
) -> ExperimentSummaryChartsResult:
    """Return the charts of an experiment's summary, with the metrics in them.

    Args:
        id: the experiment's id.
        control: the id of the group to compare with; by default the control group.
        test: the id of the group to compare; ``*`` for all other groups.
    """
    return _invoke.get(ExperimentSummaryChartsResult, "/experiments/{id}/summary_charts", **locals())


def get_experiment_overrides(id: str, *, provider: ProviderOption = None) -> ExperimentOverridesResult:
    """Return the overrides of an experiment: the groups that gates, segments and ids are forced into.

    Args:
        id: the experiment's id.
    """
    return _invoke.get(ExperimentOverridesResult, "/experiments/{id}/overrides", **locals())
