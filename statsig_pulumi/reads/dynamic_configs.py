"""Reading dynamic configs: https://docs.statsig.com/console-api/dynamic-configs"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ..results import DynamicConfigResult, DynamicConfigRuleResult
from .source import Source, many, one, output


def get_dynamic_config(id: str, *, provider: Source = None) -> DynamicConfigResult:
    """A dynamic config by its id.

    Example:
        ```python
        statsig.get_dynamic_config("checkout_limits").default_value
        ```

    Raises:
        NotFound: there is no such config.
    """
    return one(DynamicConfigResult, "/dynamic_configs/{id}", provider, id=id)


def get_dynamic_config_output(id: Input[str], *, provider: Source = None) -> Output[DynamicConfigResult]:
    """``get_dynamic_config`` of an id that is an output."""
    return output(get_dynamic_config, provider, id=id)


def list_dynamic_configs(
    *,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: list[str] | None = None,
    provider: Source = None,
) -> Iterator[DynamicConfigResult]:
    """All dynamic configs that fit, page after page.

    Args:
        release_pipeline_id: the release pipeline that changes go through.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.
    """
    params = {
        "releasePipelineID": release_pipeline_id,
        "creatorName": creator_name,
        "creatorID": creator_id,
        "tags": tags,
    }
    return many(DynamicConfigResult, "/dynamic_configs", provider, params)


def list_dynamic_configs_output(
    *,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: Input[list[str]] | None = None,
    provider: Source = None,
) -> Output[list[DynamicConfigResult]]:
    """``list_dynamic_configs`` with filters that are outputs."""
    return output(
        lambda **known: [*list_dynamic_configs(**known)],
        provider,
        release_pipeline_id=release_pipeline_id,
        creator_name=creator_name,
        creator_id=creator_id,
        tags=tags,
    )


def get_dynamic_config_rules(id: str, *, provider: Source = None) -> list[DynamicConfigRuleResult]:
    """The rules of a dynamic config.

    Raises:
        NotFound: there is no such config.
    """
    return one(DynamicConfigResult, "/dynamic_configs/{id}/rules", provider, id=id).rules


def get_dynamic_config_rules_output(
    id: Input[str], *, provider: Source = None
) -> Output[list[DynamicConfigRuleResult]]:
    """``get_dynamic_config_rules`` of an id that is an output."""
    return output(get_dynamic_config_rules, provider, id=id)


def list_dynamic_config_versions(id: str, *, provider: Source = None) -> Iterator[DynamicConfigResult]:
    """The versions of a dynamic config, the newest first, page after page.

    Raises:
        NotFound: there is no such config.
    """
    return many(DynamicConfigResult, "/dynamic_configs/{id}/versions", provider, id=id)


def list_dynamic_config_versions_output(
    id: Input[str], *, provider: Source = None
) -> Output[list[DynamicConfigResult]]:
    """``list_dynamic_config_versions`` of an id that is an output."""
    return output(lambda **known: [*list_dynamic_config_versions(**known)], provider, id=id)
