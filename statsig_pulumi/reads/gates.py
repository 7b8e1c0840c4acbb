"""Reading gates: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pulumi import Input, Output

from ..results import DynamicConfigResult, ExperimentResult, GateOverridesResult, GateResult, GateRuleResult
from .source import Source, many, one, output

Rate = Literal["0", "100", "INBETWEEN"]


def get_gate(id: str, *, provider: Source = None) -> GateResult:
    """A gate by its id.

    Example:
        ```python
        statsig.get_gate("new_checkout").rules[0].pass_percentage
        ```

    Raises:
        NotFound: there is no such gate.
    """
    return one(GateResult, "/gates/{id}", provider, id=id)


def get_gate_output(id: Input[str], *, provider: Source = None) -> Output[GateResult]:
    """``get_gate`` of an id that is an output."""
    return output(get_gate, provider, id=id)


def list_gates(
    *,
    id_type: str | None = None,
    type: Literal["TEMPORARY", "PERMANENT", "STALE", "TEMPLATE"] | None = None,
    type_reason: str | None = None,
    pass_rate: Rate | None = None,
    rollout_rate: Rate | None = None,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: list[str] | None = None,
    provider: Source = None,
) -> Iterator[GateResult]:
    """All gates that fit, page after page.

    Args:
        id_type: the unit they are evaluated for.
        type: ``STALE`` and ``TEMPLATE`` are Statsig's own verdicts.
        type_reason: why Statsig calls them stale, such as ``STALE_PROBABLY_LAUNCHED``.
        pass_rate: how many pass.
        rollout_rate: how far they are rolled out.
        release_pipeline_id: the release pipeline that changes go through.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.
    """
    params = {
        "idType": id_type,
        "type": type,
        "typeReason": type_reason,
        "passRate": pass_rate,
        "rolloutRate": rollout_rate,
        "releasePipelineID": release_pipeline_id,
        "creatorName": creator_name,
        "creatorID": creator_id,
        "tags": tags,
    }
    return many(GateResult, "/gates", provider, params)


def list_gates_output(
    *,
    id_type: Input[str] | None = None,
    type: Input[Literal["TEMPORARY", "PERMANENT", "STALE", "TEMPLATE"]] | None = None,
    type_reason: Input[str] | None = None,
    pass_rate: Input[Rate] | None = None,
    rollout_rate: Input[Rate] | None = None,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: Input[list[str]] | None = None,
    provider: Source = None,
) -> Output[list[GateResult]]:
    """``list_gates`` with filters that are outputs."""
    return output(
        lambda **known: [*list_gates(**known)],
        provider,
        id_type=id_type,
        type=type,
        type_reason=type_reason,
        pass_rate=pass_rate,
        rollout_rate=rollout_rate,
        release_pipeline_id=release_pipeline_id,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
    )


def get_gate_rules(id: str, *, provider: Source = None) -> list[GateRuleResult]:
    """The rules of a gate.

    Raises:
        NotFound: there is no such gate.
    """
    return one(GateResult, "/gates/{id}/rules", provider, id=id).rules


def get_gate_rules_output(id: Input[str], *, provider: Source = None) -> Output[list[GateRuleResult]]:
    """``get_gate_rules`` of an id that is an output."""
    return output(get_gate_rules, provider, id=id)


def list_gate_versions(id: str, *, provider: Source = None) -> Iterator[GateResult]:
    """The versions of a gate, the newest first, page after page.

    Raises:
        NotFound: there is no such gate.
    """
    return many(GateResult, "/gates/{id}/versions", provider, id=id)


def list_gate_versions_output(id: Input[str], *, provider: Source = None) -> Output[list[GateResult]]:
    """``list_gate_versions`` of an id that is an output."""
    return output(lambda **known: [*list_gate_versions(**known)], provider, id=id)


def get_gate_overrides(id: str, *, provider: Source = None) -> GateOverridesResult:
    """Who passes or fails a gate whatever its rules say.

    Raises:
        NotFound: there is no such gate.
    """
    return one(GateOverridesResult, "/gates/{id}/overrides", provider, id=id)


def get_gate_overrides_output(id: Input[str], *, provider: Source = None) -> Output[GateOverridesResult]:
    """``get_gate_overrides`` of an id that is an output."""
    return output(get_gate_overrides, provider, id=id)


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


def get_gate_references(id: str, *, provider: Source = None) -> GateReferences:
    """Who depends on a gate: true when anybody does.

    Raises:
        NotFound: there is no such gate.
    """
    return GateReferences(
        gates=[*many(GateResult, "/gates/{id}/gate_references", provider, id=id)],
        dynamic_configs=[*many(DynamicConfigResult, "/gates/{id}/dynamic_config_references", provider, id=id)],
        experiments=[*many(ExperimentResult, "/gates/{id}/experiment_references", provider, id=id)],
    )


def get_gate_references_output(id: Input[str], *, provider: Source = None) -> Output[GateReferences]:
    """``get_gate_references`` of an id that is an output."""
    return output(get_gate_references, provider, id=id)
