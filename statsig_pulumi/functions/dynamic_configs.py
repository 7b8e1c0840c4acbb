"""Reading dynamic configs: https://docs.statsig.com/console-api/dynamic-configs"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, Strings, StringsInput, many, one, output, outputs
from .results import DynamicConfigResult, DynamicConfigRuleResult


def get_dynamic_config(id: str, *, provider: ProviderOption = None) -> DynamicConfigResult:
    """A dynamic config by its id.

    ``default_value`` and ``return_value`` of a rule are the JSON objects as they are, ``default_value_json5`` and
    ``return_value_json5`` their texts. ``pass_percentage`` is 0 to 100, ``created_time`` and ``last_modified_time`` are
    milliseconds since 1970. See https://docs.statsig.com/console-api/dynamic-configs

    Example:
        ```python
        statsig.get_dynamic_config("checkout_limits").default_value
        ```

    Args:
        id: the name that code asks for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such config.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(DynamicConfigResult, "/dynamic_configs/{id}", **locals())


def get_dynamic_config_output(id: Input[str], *, provider: ProviderOption = None) -> Output[DynamicConfigResult]:
    """``get_dynamic_config`` of an id that is an output."""
    return output(get_dynamic_config, **locals())


def list_dynamic_configs(
    *,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    provider: ProviderOption = None,
) -> Iterator[DynamicConfigResult]:
    """All dynamic configs that fit, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/dynamic-configs

    Args:
        release_pipeline_id: the release pipeline that changes go through.
        creator_name: who made them.
        creator_id: who made them.
        tags: at least one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(DynamicConfigResult, "/dynamic_configs", **locals())


def list_dynamic_configs_output(
    *,
    release_pipeline_id: Input[str] | None = None,
    creator_name: Input[str] | None = None,
    creator_id: Input[str] | None = None,
    tags: StringsInput | None = None,
    provider: ProviderOption = None,
) -> Output[list[DynamicConfigResult]]:
    """``list_dynamic_configs`` with filters that are outputs."""
    return outputs(list_dynamic_configs, **locals())


def get_dynamic_config_rules(id: str, *, provider: ProviderOption = None) -> list[DynamicConfigRuleResult]:
    """The rules of a dynamic config, in the order in which they are tried.

    See https://docs.statsig.com/console-api/dynamic-configs

    Raises:
        NotFound: there is no such config.
        ApiError: the API refused, or could not be reached.
    """
    return one(DynamicConfigResult, "/dynamic_configs/{id}/rules", **locals()).rules


def get_dynamic_config_rules_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[DynamicConfigRuleResult]]:
    """``get_dynamic_config_rules`` of an id that is an output."""
    return output(get_dynamic_config_rules, **locals())


def get_dynamic_config_rule(id: str, rule_id: str, *, provider: ProviderOption = None) -> DynamicConfigRuleResult:
    """A rule of a dynamic config.

    See https://docs.statsig.com/console-api/dynamic-configs

    Args:
        id: the config.
        rule_id: the rule; ``get_dynamic_config(...).rules`` has the ids.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such config or rule.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(DynamicConfigRuleResult, "/dynamic_configs/{id}/rule/{ruleId}", provider, id=id, ruleId=rule_id)


def get_dynamic_config_rule_output(
    id: Input[str], rule_id: Input[str], *, provider: ProviderOption = None
) -> Output[DynamicConfigRuleResult]:
    """``get_dynamic_config_rule`` of ids that are outputs."""
    return output(get_dynamic_config_rule, **locals())


def list_dynamic_config_versions(id: str, *, provider: ProviderOption = None) -> Iterator[DynamicConfigResult]:
    """The versions of a dynamic config, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/dynamic-configs

    Raises:
        NotFound: there is no such config; when the first version is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(DynamicConfigResult, "/dynamic_configs/{id}/versions", **locals())


def list_dynamic_config_versions_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[list[DynamicConfigResult]]:
    """``list_dynamic_config_versions`` of an id that is an output."""
    return outputs(list_dynamic_config_versions, **locals())
