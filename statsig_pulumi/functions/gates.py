"""Read gates: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import (
    DynamicConfigResult,
    ExperimentResult,
    GateChecksResult,
    GateOverridesResult,
    GateResult,
    GateRuleResult,
)

GateType = Literal["TEMPORARY", "PERMANENT", "STALE", "TEMPLATE"]
GateTypeReason = Literal[
    "NONE",
    "STALE_PROBABLY_LAUNCHED",
    "STALE_PROBABLY_UNLAUNCHED",
    "STALE_PROBABLY_FORGOTTEN",
    "STALE_NO_RULES",
    "STALE_PROBABLY_DEAD_CHECK",
    "STALE_EMPTY_CHECKS",
    "STALE_ALL_TRUE",
    "STALE_ALL_FALSE",
]
Rate = Literal["0", "100", "INBETWEEN"]


def get_gate(id: str, *, include_archive_metadata: bool | None = None, provider: ProviderOption = None) -> GateResult:
    """Return a gate.

    A rule's ``pass_percentage`` is 0 to 100. ``status`` is ``In Progress``, ``Launched``, ``Disabled`` or ``Archived``.
    ``created_time`` and ``last_modified_time`` are in milliseconds since 1970.

    Example:
        ```python
        statsig.get_gate("new_checkout").rules[0].pass_percentage
        ```

    Args:
        id: the name that code uses.
        include_archive_metadata: whether ``archived_at``, ``archive_reason`` and the like are read as well.
    """
    return _invoke.get(GateResult, "/gates/{id}", **locals())


def list_gates(
    *,
    id_type: Strings | None = None,
    type: GateType | None = None,
    type_reason: GateTypeReason | None = None,
    pass_rate: Rate | list[Rate] | None = None,
    rollout_rate: Rate | list[Rate] | None = None,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    team_id: str | None = None,
    target_app_id: str | None = None,
    store_0100_exposures: bool | None = None,
    include_archived: bool | None = None,
    include_archive_metadata: bool | None = None,
    provider: ProviderOption = None,
) -> Iterator[GateResult]:
    """Yield all gates that match; each page is read when it is needed.

    Example:
        ```python
        [gate.id for gate in statsig.list_gates(type="STALE", tags=["checkout"])]
        ```

    Args:
        id_type: one type of unit or several, such as ``userID``.
        type: the gates' type. Statsig itself decides on ``STALE`` and ``TEMPLATE``.
        type_reason: why Statsig considers a gate stale.
        pass_rate: the percentage of checks that pass: one range or several.
        rollout_rate: the percentage that is rolled out: one range or several.
        release_pipeline_id: the release pipeline of the gates' changes.
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
        team_id: the team that owns the gates, by id.
        target_app_id: the target app that gets the gates, by id.
        store_0100_exposures: whether exposures are kept where all pass or none.
        include_archived: whether archived gates are listed as well.
        include_archive_metadata: whether ``archived_at``, ``archive_reason`` and the like are read as well.
    """
    return _invoke.paginate(GateResult, "/gates", **locals())


def get_gate_rules(id: str, *, provider: ProviderOption = None) -> list[GateRuleResult]:
    """Return the rules of a gate, in order of evaluation.

    Args:
        id: the gate's id.
    """
    return _invoke.get(GateResult, "/gates/{id}/rules", **locals()).rules


def get_gate_checks(id: str, *, provider: ProviderOption = None) -> GateChecksResult:
    """Return whether code has asked for a gate in production in the last seven days; None if Statsig does not know.

    Example:
        ```python
        statsig.get_gate_checks("old_checkout").has_production_checks_in_last_7_days
        ```

    Args:
        id: the gate's id.
    """
    return _invoke.get(GateChecksResult, "/gates/{id}/checks", **locals())


def list_gate_versions(
    id: str, *, start_date: str | None = None, end_date: str | None = None, provider: ProviderOption = None
) -> Iterator[GateResult]:
    """Yield the versions of a gate, the newest first; each page is read when it is needed.

    Args:
        id: the gate's id.
        start_date: the first day on which they were last changed, as YYYY-MM-DD.
        end_date: the last day of that.
    """
    return _invoke.paginate(GateResult, "/gates/{id}/versions", **locals())


def get_gate_overrides(id: str, *, provider: ProviderOption = None) -> GateOverridesResult:
    """Return the overrides of a gate: the ids that always pass or fail, in all environments and in each.

    Example:
        ```python
        "ada" in statsig.get_gate_overrides("new_checkout").passing_user_ids
        ```

    Args:
        id: the gate's id.
    """
    return _invoke.get(GateOverridesResult, "/gates/{id}/overrides", **locals())


@dataclass(frozen=True)
class GateReferences:
    """The objects that depend on a gate; false if there are none.

    Attributes:
        gates: gates with a rule that checks it.
        dynamic_configs: dynamic configs with a rule that checks it.
        experiments: experiments that it targets.
    """

    gates: list[GateResult]
    dynamic_configs: list[DynamicConfigResult]
    experiments: list[ExperimentResult]

    def __bool__(self) -> bool:
        return bool(self.gates or self.dynamic_configs or self.experiments)


def get_gate_references(id: str, *, provider: ProviderOption = None) -> GateReferences:
    """Return what depends on a gate, in three lists read to their last page.

    The result is true if anything depends on the gate.

    Example:
        ```python
        if not statsig.get_gate_references("old_checkout"):
            print("nothing depends on it")
        ```

    Args:
        id: the gate's id.
    """
    arguments = locals()
    return GateReferences(
        gates=[*_invoke.paginate(GateResult, "/gates/{id}/gate_references", **arguments)],
        dynamic_configs=[*_invoke.paginate(DynamicConfigResult, "/gates/{id}/dynamic_config_references", **arguments)],
        experiments=[*_invoke.paginate(ExperimentResult, "/gates/{id}/experiment_references", **arguments)],
    )
