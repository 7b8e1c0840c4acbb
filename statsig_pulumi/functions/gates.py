"""Reading gates: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, one, output, outputs
from .results import DynamicConfigResult, ExperimentResult, GateOverridesResult, GateResult, GateRuleResult

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


def get_gate(id: str, *, provider: ProviderOption = None) -> GateResult:
    """A gate by its id.

    ``pass_percentage`` of a rule is 0 to 100, ``created_time`` and ``last_modified_time`` are milliseconds since 1970,
    ``status`` is ``In Progress``, ``Launched``, ``Disabled`` or ``Archived``.
    See https://docs.statsig.com/console-api/gates

    Example:
        ```python
        statsig.get_gate("new_checkout").rules[0].pass_percentage
        ```

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such gate.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(GateResult, "/gates/{id}", **locals())


def get_gate_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateResult]:
    """``get_gate`` of an id that is an output."""
    return output(get_gate, **locals())


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
    provider: ProviderOption = None,
) -> Iterator[GateResult]:
    """All gates that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/gates

    Example:
        ```python
        [gate.id for gate in statsig.list_gates(type="STALE", tags=["checkout"])]
        ```

    Args:
        id_type: the unit they are evaluated for, one of these.
        type: ``STALE`` and ``TEMPLATE`` are Statsig's own verdicts.
        type_reason: why Statsig calls them stale.
        pass_rate: the percentage that passes, one of these.
        rollout_rate: the percentage that they are rolled out to, one of these.
        release_pipeline_id: the release pipeline that changes go through.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(GateResult, "/gates", **locals())


def list_gates_output(
    *,
    id_type: StringsInput | None = None,
    type: Input[GateType] | None = None,
    type_reason: Input[GateTypeReason] | None = None,
    pass_rate: Input[Rate | list[Rate]] | None = None,
    rollout_rate: Input[Rate | list[Rate]] | None = None,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[GateResult]]:
    """``list_gates`` with filters that are outputs."""
    return outputs(list_gates, **locals())


def get_gate_rules(id: str, *, provider: ProviderOption = None) -> list[GateRuleResult]:
    """The rules of a gate, in the order in which they are tried.

    See https://docs.statsig.com/console-api/gates

    Raises:
        NotFound: there is no such gate.
        ApiError: the API refused, or could not be reached.
    """
    return one(GateResult, "/gates/{id}/rules", **locals()).rules


def get_gate_rules_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[GateRuleResult]]:
    """``get_gate_rules`` of an id that is an output."""
    return output(get_gate_rules, **locals())


def list_gate_versions(id: str, *, provider: ProviderOption = None) -> Iterator[GateResult]:
    """The versions of a gate, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/gates

    Raises:
        NotFound: there is no such gate; when the first version is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(GateResult, "/gates/{id}/versions", **locals())


def list_gate_versions_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[GateResult]]:
    """``list_gate_versions`` of an id that is an output."""
    return outputs(list_gate_versions, **locals())


def get_gate_overrides(id: str, *, provider: ProviderOption = None) -> GateOverridesResult:
    """Who passes or fails a gate whatever its rules say: ids, everywhere and in each environment.

    See https://docs.statsig.com/console-api/gates

    Example:
        ```python
        "ada" in statsig.get_gate_overrides("new_checkout").passing_user_ids
        ```

    Raises:
        NotFound: there is no such gate.
        ApiError: the API refused, or could not be reached.
    """
    return one(GateOverridesResult, "/gates/{id}/overrides", **locals())


def get_gate_overrides_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateOverridesResult]:
    """``get_gate_overrides`` of an id that is an output."""
    return output(get_gate_overrides, **locals())


@dataclass(frozen=True)
class GateReferences:
    """Who depends on a gate.

    Attributes:
        gates: gates with a rule that asks for it.
        dynamic_configs: dynamic configs with a rule that asks for it.
        experiments: experiments that it targets.
    """

    gates: list[GateResult]
    dynamic_configs: list[DynamicConfigResult]
    experiments: list[ExperimentResult]

    def __bool__(self) -> bool:
        return bool(self.gates or self.dynamic_configs or self.experiments)


def get_gate_references(id: str, *, provider: ProviderOption = None) -> GateReferences:
    """Who depends on a gate: three lists, read to their last page; true when anybody does.

    See https://docs.statsig.com/console-api/gates

    Example:
        ```python
        if not statsig.get_gate_references("old_checkout"):
            print("nothing asks for it")
        ```

    Raises:
        NotFound: there is no such gate.
        ApiError: the API refused, or could not be reached.
    """
    which = locals()
    return GateReferences(
        gates=[*many(GateResult, "/gates/{id}/gate_references", **which)],
        dynamic_configs=[*many(DynamicConfigResult, "/gates/{id}/dynamic_config_references", **which)],
        experiments=[*many(ExperimentResult, "/gates/{id}/experiment_references", **which)],
    )


def get_gate_references_output(id: Input[str], *, provider: ProviderOption = None) -> Output[GateReferences]:
    """``get_gate_references`` of an id that is an output."""
    return output(get_gate_references, **locals())
