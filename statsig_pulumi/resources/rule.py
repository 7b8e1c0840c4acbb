"""Rules and conditions, which gates, dynamic configs and segments share.

https://docs.statsig.com/feature-flags/conditions and https://docs.statsig.com/console-api/rules
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from typing_extensions import Self

from ..schema.json_types import exact_number
from ..schema.markers import (
    Canonical,
    In,
    Initial,
    ProviderOnly,
    Restricts,
    SendDefault,
    Strings,
    Unordered,
    is_unknown,
    too_large,
)
from ..schema.model import Model, warn


def _hundredths(value: float) -> float:
    if abs(value * 100 - round(value * 100)) > 1e-6:
        raise ValueError(f"must be in steps of 0.01, got {value}")
    return value


Percent = Annotated[float, Field(ge=0, le=100), AfterValidator(_hundredths)]
"""0 to 100, in steps of 0.01."""

InitialPercentage = Annotated[ProviderOnly[In[Percent] | None], Initial("pass_percentage")]
"""The first pass percentage."""


def one_percentage(rule: Any) -> Any:
    """Refuse a pass percentage that is managed and left to the console at once.

    Raises:
        ValueError: both are set.
    """
    if rule.initial_pass_percentage is not None and "pass_percentage" in rule.model_fields_set:
        raise ValueError("has pass_percentage and initial_pass_percentage; leave one of them out")
    return rule


def _number_as_text(value: Any) -> Any:
    """Return a number as Statsig may write it in a string: exactly, and whole numbers without a point."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    rounded = float(value) if too_large(value) else value
    return repr(exact_number(rounded if rounded == value else value))


def _loosely(value: Any) -> Any:
    """Return a list of strings in one order, which means nothing: Statsig may give a list of one for a single value,
    and a string for a number."""
    return sorted((_number_as_text(v) for v in (value if isinstance(value, list) else [value])), key=str)


def _milliseconds(value: Any) -> Any:
    """Return a datetime in milliseconds since 1970; one without a time zone is in UTC."""
    if not isinstance(value, datetime):
        return value
    return exact_number((value if value.tzinfo else value.replace(tzinfo=timezone.utc)).timestamp() * 1000)


def _target_value(value: Any, info: ValidationInfo) -> Any:
    """Check that a value is one that Statsig compares with.

    Raises:
        ValueError: it is a boolean, a list of strings and numbers, or a datetime where no time is compared.
    """
    if isinstance(value, datetime) and info.data.get("type") in _OPERATORS.keys() - _TIMES:
        raise ValueError(f"must not be a datetime for a condition of the type {info.data['type']!r}")
    values = value if isinstance(value, (list, tuple)) else [value]
    if any(isinstance(v, bool) for v in values):
        raise ValueError('must be a string or a number: Statsig compares booleans as text, write "true" or "false"')
    if len({isinstance(v, str) for v in values if isinstance(v, (str, int, float))}) > 1:
        raise ValueError("must be all strings or all numbers, and is a list of both")
    return [_milliseconds(v) for v in value] if isinstance(value, list) else _milliseconds(value)


_SINCE_2001 = 978_307_200_000
_BEFORE_2001 = "is before 2001: times are in milliseconds since 1970, not in seconds"


def _is_before_2001(milliseconds: object) -> bool:
    return isinstance(milliseconds, (int, float)) and 0 < milliseconds < _SINCE_2001


def _plausible(milliseconds: float) -> float:
    """Warn of seconds."""
    if _is_before_2001(milliseconds):
        warn(f"the time {milliseconds} {_BEFORE_2001}")
    return milliseconds


DEMANDS_PHASES = {
    r"gradual.?rollout": "Set gradual_rollout_strategy on the Gate that has the rules: "
    "GradualRollout(type='gradual'), or 'bypass'"
}
"""The hint where the project's policy demands that a gate's percentage rises in phases."""

Milliseconds = Annotated[float | datetime, BeforeValidator(_milliseconds), AfterValidator(_plausible)]
"""A time: milliseconds since 1970, or a datetime, which is in UTC where it has no time zone."""

# A sequence and not a list: a list of texts is no list of texts and outputs, but it is such a sequence.
TargetValue = Annotated[
    str | float | datetime | Sequence[In[str | float]], BeforeValidator(_target_value), Canonical(_loosely)
]

Operator = Literal[
    "any",
    "none",
    "any_case_sensitive",
    "none_case_sensitive",
    "str_contains_any",
    "str_contains_none",
    "gt",
    "lt",
    "lte",
    "gte",
    "version_gt",
    "version_lt",
    "version_gte",
    "version_lte",
    "version_eq",
    "after",
    "before",
    "on",
    "is_null",
    "is_not_null",
    "str_matches",
    "encoded_any",
    "array_contains_any",
    "array_contains_none",
    "array_contains_all",
    "not_array_contains_all",
]
"""How a condition compares."""

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
_TIMES = {"time", "custom_field"}
_VERSIONS = {"app_version", "browser_version", "os_version"}
# What the reference does not describe, but the API takes: nothing is known to warn of.
_UNDESCRIBED = {"locale", "url", "javascript", "device_model", "target_app", "user_agent", "experiment_group"}


class Condition(Model):
    """Whom a rule is for. ``statsig_pulumi.conditions`` has a helper for each common one.

    Raises:
        InvalidInput: a value of the wrong type.
    """

    merge_key: ClassVar[str | None] = "type"
    may_be_renamed: ClassVar[bool] = False

    type: In[str]
    """What the condition examines: ``public`` (everyone), ``user_id``, ``email``, ``custom_field``, ``unit_id``,
    ``app_version``, ``browser_name``, ``browser_version``, ``os_name``, ``os_version``, ``country``, ``locale``,
    ``ip_address``, ``environment_tier``, ``passes_gate``, ``fails_gate``, ``passes_segment``, ``fails_segment``,
    ``time``, ``url``, ``javascript``, ``device_model``, ``target_app``, ``user_agent``, ``experiment_group``."""
    operator: In[Operator] | None = None
    """How it is compared, for example ``any``, ``none``, ``str_contains_any``, ``version_gte``, ``gt``, ``after``.
    None for ``public`` and for gates and segments."""
    target_value: In[TargetValue] | None = None
    """What it is compared with: a string, a number, or a list of either. A list of one equals its only member. A time
    is in milliseconds since 1970, or a datetime, which is in UTC where it has no time zone. Booleans are compared as
    strings: ``"true"``."""
    field: In[str] | None = None
    """The name of the custom field, for ``custom_field``; the experiment, for ``experiment_group``."""
    custom_id: In[str] | None = None
    """The id type, for ``unit_id``."""

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        """Warn of what looks wrong: which types there are, and with which operators, may change."""
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
        for text in self._suspicious_values():
            warn(text)
        return self

    def _suspicious_values(self) -> Iterator[str]:
        """Yield what is odd about a number that it is compared with."""
        values = self.target_value if isinstance(self.target_value, list) else [self.target_value]
        numbers = [v for v in values if isinstance(v, (int, float))]
        if numbers and (self.type in _VERSIONS or str(self.operator).startswith("version_")):
            yield f"the version {numbers[0]!r} is a number: write it as a string, for 1.10 is 1.1"
        if self.type == "time" or self.operator in ("before", "after", "on"):
            yield from (f"the time {v} {_BEFORE_2001}" for v in numbers if _is_before_2001(v))


SCHEDULED = (
    "rollouts by schedule can only be read (get_gate_rules, get_dynamic_config_rules); leave it out, and for a rollout "
    "in phases give the Gate a gradual_rollout_strategy"
)
"""What to do in place of planning a rule's percentages."""


class Rule(Model):
    """One rule: who passes. Rules are tried in order, and keep their Statsig id by their name.

    Example:
        ```python
        Rule(name="staff", conditions=[when.email_contains("@example.com")])
        ```
    """

    merge_key: ClassVar[str | None] = "name"
    server_fields: ClassVar[frozenset[str]] = frozenset({"completedAutomatedRollouts", "pendingAutomatedRollouts"})
    retired: ClassVar[Mapping[str, str]] = {"pending_automated_rollouts": SCHEDULED}

    name: In[Annotated[str, Field(min_length=1, max_length=100)]]
    """Its name, unique in the list, at most 100 characters. A rule that is renamed in place keeps its id."""
    pass_percentage: Restricts[SendDefault[In[Percent]]] = 100
    """Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01. While the program does not change it,
    an update of the rule's other fields keeps the live one. What a rollout in phases has reached is not drift."""
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
        pending = live.get("pendingAutomatedRollouts") or []
        if pending and pending[-1].get("passPercent") == inputs.get("pass_percentage"):
            return {**inputs, "pass_percentage": live.get("passPercentage")}
        return inputs


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
