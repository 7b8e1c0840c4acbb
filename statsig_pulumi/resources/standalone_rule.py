"""Single rules of gates and dynamic configs that are managed elsewhere: by another program, or in the console.

https://docs.statsig.com/console-api/gates and https://docs.statsig.com/console-api/dynamic-configs
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from typing_extensions import Self

from ..resource import Resource
from ..rest import SubResource, SubResources
from ..schema.json_types import JsonObject
from ..schema.markers import In, Key, Path, Replace, Restricts, SendDefault, Strings, Unordered
from ..schema.model import DeletableArgs
from .rule import DEMANDS_PHASES, SCHEDULED, Condition, InitialPercentage, Percent, Rule, Rules, one_percentage


class _RuleArgs(DeletableArgs):
    server_fields: ClassVar[frozenset[str]] = Rule.server_fields
    retired: ClassVar[Mapping[str, str]] = {"pending_automated_rollouts": SCHEDULED}

    name: Key[Replace[In[Annotated[str, Field(min_length=1, max_length=100)]] | None]] = None
    """The rule's name, unique in its object; by default the resource's name."""
    pass_percentage: Restricts[SendDefault[In[Percent]]] = 100
    """Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01."""
    initial_pass_percentage: InitialPercentage = None
    """The pass percentage of a new rule, which is left to the console afterwards. In place of ``pass_percentage``."""
    conditions: Restricts[SendDefault[In[list[Condition]]]] = []
    """All of them have to be met."""
    environments: Restricts[Unordered[In[Strings] | None]] = None
    """The environments the rule is for; all of them when left out."""

    @model_validator(mode="after")
    def _one_percentage(self) -> Self:
        """Refuse both percentages."""
        one_percentage(self)
        return self

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Take the percentage that a rollout has reached so far for the one that it leads to."""
        return Rule.after_server_changes(inputs, live)


class GateRuleArgs(_RuleArgs):
    """The arguments of a gate's rule."""

    gate_id: Path[In[str]] = Field(...)
    """The gate."""


class GateRule(Resource):
    """One rule of a gate whose other rules are managed elsewhere. It is added after the others.

    If a ``Gate`` also sets ``rules``, drop them there or add ``rules`` to its ``ignore_changes``; two owners of one
    list undo each other's changes.

    Example:
        ```python
        statsig.GateRule(
            "partners", gate_id="new_checkout", conditions=[when.email_contains("@partner.example")]
        )
        ```
    """

    args = GateRuleArgs
    hints = DEMANDS_PHASES
    routes = SubResource(
        list_="GET /gates/{id}/rules",
        create="POST /gates/{id}/rule",
        member="/gates/{id}/rules/{ruleID}",
    )


class GateRulesArgs(DeletableArgs):
    """The arguments of several of a gate's rules."""

    gate_id: Path[In[str]] = Field(...)
    """The gate."""
    rules: In[Rules] = Field(...)
    """The rules. Other rules of the gate are neither read nor changed."""


class GateRules(Resource):
    """Several rules of a gate whose other rules are managed elsewhere. They are added after the others.

    Example:
        ```python
        statsig.GateRules(
            "regions",
            gate_id="new_checkout",
            rules=[
                Rule(name="nl", conditions=[when.in_country("NL")]),
                Rule(name="be", pass_percentage=50, conditions=[when.in_country("BE")]),
            ],
        )
        ```
    """

    args = GateRulesArgs
    hints = DEMANDS_PHASES
    routes = SubResources(
        field="rules",
        list_="GET /gates/{id}/rules",
        create="POST /gates/{id}/rule",
        member="/gates/{id}/rules/{ruleID}",
    )


class DynamicConfigRuleArgs(_RuleArgs):
    """The arguments of a dynamic config's rule."""

    dynamic_config_id: Path[In[str]] = Field(...)
    """The dynamic config."""
    return_value: In[JsonObject] = {}
    """The value for those who meet its conditions."""


class DynamicConfigRule(Resource):
    """One rule of a dynamic config whose other rules are managed elsewhere. It is added after the others.

    Example:
        ```python
        statsig.DynamicConfigRule("partners", dynamic_config_id="limits", return_value={"most": 100})
        ```
    """

    args = DynamicConfigRuleArgs
    routes = SubResource(
        list_="GET /dynamic_configs/{id}/rules",
        create="PATCH /dynamic_configs/{id}",
        member="/dynamic_configs/{id}/rule/{ruleId}",
    )
