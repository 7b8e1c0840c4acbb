"""Read dynamic configs: https://docs.statsig.com/console-api/dynamic-configs"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from . import _invoke
from ._invoke import ProviderOption, Strings
from .results import DynamicConfigResult, DynamicConfigRuleResult

DynamicConfigType = Literal["TEMPORARY", "PERMANENT", "STALE"]
DynamicConfigTypeReason = Literal[
    "NONE",
    "STALE_PROBABLY_DEAD_CHECK",
    "STALE_NO_RULES",
    "STALE_PROBABLY_FORGOTTEN",
    "STALE_PROBABLY_LAUNCHED",
    "STALE_PROBABLY_UNLAUNCHED",
]


def get_dynamic_config(id: str, *, provider: ProviderOption = None) -> DynamicConfigResult:
    """Return a dynamic config.

    ``default_value`` and a rule's ``return_value`` are JSON objects; ``default_value_json5`` and ``return_value_json5``
    are the same as JSON5 strings. ``pass_percentage`` is 0 to 100. ``created_time`` and
    ``last_modified_time`` are in milliseconds since 1970.

    Example:
        ```python
        statsig.get_dynamic_config("checkout_limits").default_value
        ```

    Args:
        id: the name that code uses.
    """
    return _invoke.get(DynamicConfigResult, "/dynamic_configs/{id}", **locals())


def list_dynamic_configs(
    *,
    release_pipeline_id: str | None = None,
    creator_name: str | None = None,
    creator_id: str | None = None,
    tags: Strings | None = None,
    team_id: str | None = None,
    target_app_id: str | None = None,
    type: DynamicConfigType | None = None,
    type_reason: DynamicConfigTypeReason | None = None,
    provider: ProviderOption = None,
) -> Iterator[DynamicConfigResult]:
    """Yield all dynamic configs that match; each page is read when it is needed.

    Args:
        release_pipeline_id: the release pipeline of the configs' changes.
        creator_name: the creator's name.
        creator_id: the creator's user id.
        tags: one tag or several, of which an object needs at least one.
        team_id: the team that owns the configs, by id.
        target_app_id: the target app that gets the configs, by id.
        type: the configs' type, as a nightly job of Statsig sees it.
        type_reason: why Statsig considers a config stale.
    """
    return _invoke.paginate(DynamicConfigResult, "/dynamic_configs", **locals())


def get_dynamic_config_rules(id: str, *, provider: ProviderOption = None) -> list[DynamicConfigRuleResult]:
    """Return the rules of a dynamic config, in order of evaluation.

    Args:
        id: the config's id.
    """
    return _invoke.get(DynamicConfigResult, "/dynamic_configs/{id}/rules", **locals()).rules


def get_dynamic_config_rule(id: str, rule_id: str, *, provider: ProviderOption = None) -> DynamicConfigRuleResult:
    """Return a rule of a dynamic config.

    Args:
        id: the config's id.
        rule_id: the rule's id, from ``get_dynamic_config(...).rules``.
    """
    return _invoke.get(DynamicConfigRuleResult, "/dynamic_configs/{id}/rule/{ruleId}", provider, id=id, ruleId=rule_id)


def list_dynamic_config_versions(
    id: str, *, start_date: str | None = None, end_date: str | None = None, provider: ProviderOption = None
) -> Iterator[DynamicConfigResult]:
    """Yield the versions of a dynamic config, the newest first; each page is read when it is needed.

    Args:
        id: the config's id.
        start_date: the first day on which they were last changed, as YYYY-MM-DD.
        end_date: the last day of that.
    """
    return _invoke.paginate(DynamicConfigResult, "/dynamic_configs/{id}/versions", **locals())
