"""Helpers that build conditions: ``from statsig_pulumi import conditions as when``.

Each returns a ``Condition``. For any other, write ``Condition(type=..., ...)``.
https://docs.statsig.com/feature-flags/conditions
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .resources.rule import Condition, Operator
from .schema.markers import In


def everyone() -> Condition:
    """Match every user."""
    return Condition(type="public")


def user_in(*user_ids: In[str]) -> Condition:
    """Match users with one of these ids."""
    return Condition(type="user_id", operator="any", target_value=[*user_ids])


def user_not_in(*user_ids: In[str]) -> Condition:
    """Match users with none of these ids."""
    return Condition(type="user_id", operator="none", target_value=[*user_ids])


def email_is(*emails: In[str]) -> Condition:
    """Match users with one of these e-mail addresses."""
    return Condition(type="email", operator="any", target_value=[*emails])


def email_contains(*parts: In[str]) -> Condition:
    """Match users whose e-mail address contains one of these strings, such as ``@example.com``."""
    return Condition(type="email", operator="str_contains_any", target_value=[*parts])


def in_country(*codes: In[str]) -> Condition:
    """Match users in one of these countries, given as two-letter codes."""
    return Condition(type="country", operator="any", target_value=[*codes])


def not_in_country(*codes: In[str]) -> Condition:
    """Match users in none of these countries, given as two-letter codes."""
    return Condition(type="country", operator="none", target_value=[*codes])


def in_environment(*tiers: In[str]) -> Condition:
    """Match checks in one of these environment tiers: ``development``, ``staging``, ``production``."""
    return Condition(type="environment_tier", operator="any", target_value=[*tiers])


def passes_gate(gate_id: In[str]) -> Condition:
    """Match users who pass another gate: ``when.passes_gate(staff.id)``."""
    return Condition(type="passes_gate", target_value=gate_id)


def fails_gate(gate_id: In[str]) -> Condition:
    """Match users who do not pass another gate."""
    return Condition(type="fails_gate", target_value=gate_id)


def in_segment(segment_id: In[str]) -> Condition:
    """Match users in a segment."""
    return Condition(type="passes_segment", target_value=segment_id)


def not_in_segment(segment_id: In[str]) -> Condition:
    """Match users who are not in a segment."""
    return Condition(type="fails_segment", target_value=segment_id)


def custom_field(
    name: In[str], operator: In[Operator], value: In[str | float | Sequence[In[str | float]]]
) -> Condition:
    """Match users by a custom field: ``when.custom_field("plan", "any", ["pro"])``.

    Args:
        name: the name of the custom field.
        operator: how to compare, such as ``any``, ``none``, ``str_contains_any``, ``gt``, ``lt``, ``version_gte``,
            ``before`` or ``after``.
        value: a string, a number or a list of either.
    """
    return Condition(type="custom_field", field=name, operator=operator, target_value=value)


def unit_in(id_type: In[str], *ids: In[str]) -> Condition:
    """Match one of these ids of a unit id type, such as ``companyID``."""
    return Condition(type="unit_id", custom_id=id_type, operator="any", target_value=[*ids])


def app_version_at_least(version: In[str]) -> Condition:
    """Match this version of the app, such as ``1.4.0``, and later ones."""
    return Condition(type="app_version", operator="version_gte", target_value=version)


def on_os(*names: In[str]) -> Condition:
    """Match operating systems: ``Android``, ``iOS``, ``Linux``, ``Mac OS X``, ``Windows``."""
    return Condition(type="os_name", operator="any", target_value=[*names])


def user_agent_contains(*parts: In[str]) -> Condition:
    """Match user agents that contain one of these strings, such as ``Googlebot``."""
    return Condition(type="user_agent", operator="str_contains_any", target_value=[*parts])


def in_experiment_group(experiment_id: In[str], *groups: In[str]) -> Condition:
    """Match users in one of these groups of an experiment, given by their names."""
    return Condition(type="experiment_group", field=experiment_id, operator="any", target_value=[*groups])


def after(milliseconds: In[float | datetime]) -> Condition:
    """Match after a time: a datetime (in UTC where it has no time zone), or milliseconds since 1970."""
    return Condition(type="time", operator="after", target_value=milliseconds)


def before(milliseconds: In[float | datetime]) -> Condition:
    """Match before a time: a datetime (in UTC where it has no time zone), or milliseconds since 1970."""
    return Condition(type="time", operator="before", target_value=milliseconds)
