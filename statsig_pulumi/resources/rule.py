"""Rules and conditions, which gates, dynamic configs and segments share.

https://docs.statsig.com/feature-flags/conditions and https://docs.statsig.com/console-api/rules
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator
from typing_extensions import Self

from ..schema.markers import Canonical, In, SendDefault, Strings, Unordered, is_unknown
from ..schema.model import Model, warn


def _hundredths(value: float) -> float:
    if abs(value * 100 - round(value * 100)) > 1e-6:
        raise ValueError(f"must be in steps of 0.01, got {value}")
    return value


Percent = Annotated[float, Field(ge=0, le=100), AfterValidator(_hundredths)]
"""0 to 100, in steps of 0.01."""


def _loosely(value: Any) -> Any:
    """Statsig may give a list of one for a single value, and a string for a number."""
    values = value if isinstance(value, list) else [value]
    return [
        f"{v:g}" if isinstance(v, float) and not v.is_integer() else f"{v:.0f}" if isinstance(v, (int, float)) else v
        for v in values
    ]


# A sequence and not a list: a list of texts is no list of texts and outputs, but it is such a sequence.
TargetValue = Annotated[str | float | Sequence[In[str | float]], Canonical(_loosely)]

_TEXT = "any none str_contains_any str_contains_none"
_VERSION = "any none version_lt version_gt version_lte version_gte version_eq"
_CASE = "any_case_sensitive none_case_sensitive str_matches encoded_any"
_ARRAY = "array_contains_any array_contains_none array_contains_all not_array_contains_all"
_OPERATORS: dict[str, str] = {
    "public": "",
    "user_id": f"any none {_CASE}",
    "email": f"{_TEXT} {_CASE}",
    "custom_field": f"{_TEXT} {_VERSION} {_CASE} {_ARRAY} lt gt lte gte before after on is_null is_not_null",
    "unit_id": f"{_TEXT} {_CASE} is_null is_not_null",
    "app_version": _VERSION,
    "browser_version": _VERSION,
    "os_version": _VERSION,
    "browser_name": "any none",
    "os_name": "any none",
    "country": "any none",
    "ip_address": "any none",
    "environment_tier": "any none",
    "passes_gate": "",
    "fails_gate": "",
    "passes_segment": "",
    "fails_segment": "",
    "time": "after before any none lt gt",
}
# What the reference does not describe, but the API takes: nothing is known to warn of.
_UNDESCRIBED = {"locale", "url", "javascript", "device_model", "target_app", "user_agent", "experiment_group"}


class Condition(Model):
    """Whom a rule is for. ``statsig_pulumi.conditions`` has a helper for each common one.

    Raises:
        InvalidInput: a value of the wrong type.
    """

    merge_key: ClassVar[str | None] = "type"

    type: In[str]
    """What the condition examines: ``public`` (everyone), ``user_id``, ``email``, ``custom_field``, ``unit_id``,
    ``app_version``, ``browser_name``, ``browser_version``, ``os_name``, ``os_version``, ``country``, ``locale``,
    ``ip_address``, ``environment_tier``, ``passes_gate``, ``fails_gate``, ``passes_segment``, ``fails_segment``,
    ``time``, ``url``, ``javascript``, ``device_model``, ``target_app``."""
    operator: In[str] | None = None
    """How it is compared, for example ``any``, ``none``, ``str_contains_any``, ``version_gte``, ``gt``, ``after``.
    None for ``public`` and for gates and segments."""
    target_value: In[TargetValue] | None = None
    """What it is compared with: a string, a number, or a list of either. A list of one equals its only member."""
    field: In[str] | None = None
    """The name of the custom field, for ``custom_field``."""
    custom_id: In[str] | None = None
    """The id type, for ``unit_id``."""

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        """Warn of what looks wrong: the set of operators is open."""
        if is_unknown(self.type) or is_unknown(self.operator):
            return self
        known = _OPERATORS.get(str(self.type))
        if known is None and self.type not in _UNDESCRIBED:
            warn(f"condition type {self.type!r} is not known to this package; known are {', '.join(_OPERATORS)}")
        elif known and (self.operator is None or self.operator not in known.split()):
            warn(f"operator {self.operator!r} is unusual for {self.type!r}; usual are {', '.join(known.split())}")
        if self.type == "custom_field" and self.field is None:
            warn("a custom_field condition needs field, the name of the custom field")
        if self.type == "unit_id" and self.custom_id is None:
            warn("a unit_id condition needs custom_id, the id type")
        return self


class Rollout(Model):
    """One step of a rollout by schedule."""

    time: In[float]
    """When, in milliseconds since 1970."""
    pass_percent: In[Percent]
    """The pass percentage from then on."""


class Rule(Model):
    """One rule: who passes. Rules are tried in order, and keep their Statsig id by their name.

    Example:
        ```python
        Rule(name="staff", conditions=[when.email_contains("@example.com")])
        ```
    """

    merge_key: ClassVar[str | None] = "name"

    name: In[Annotated[str, Field(min_length=1, max_length=100)]]
    """Its name, unique in the list, at most 100 characters. A rule that is renamed in place keeps its id."""
    pass_percentage: SendDefault[In[Percent]] = 100
    """Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01."""
    conditions: SendDefault[In[list[Condition]]] = []
    """All of them have to be met."""
    environments: Unordered[In[Strings] | None] = None
    """The environments the rule is for; all of them when left out."""
    pending_automated_rollouts: In[list[Rollout]] = []
    """Later pass percentages. As Statsig carries them out, the rule's pass percentage changes by itself, which is not
    drift."""

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Drop the scheduled steps that Statsig has carried out, and take over the percentage of the last."""
        done = [step.get("time") for step in live.get("completedAutomatedRollouts") or []]
        planned = inputs.get("pending_automated_rollouts") or []
        if not any(step["time"] in done for step in planned):
            return inputs
        to_come = [step for step in planned if step["time"] not in done]
        return {**inputs, "pending_automated_rollouts": to_come, "pass_percentage": live.get("passPercentage")}


def distinct_names(members: list[Any]) -> list[Any]:
    """Refuse two members of one name.

    Raises:
        ValueError: naming the name.
    """
    names = [m.name for m in members if not is_unknown(m) and not is_unknown(m.name)]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise ValueError(f"two entries are named {', '.join(map(repr, twice))}; names must be unique in the list")
    return members


Rules = Annotated[list[Rule], AfterValidator(distinct_names)]
"""Rules in the order in which they are tried."""
