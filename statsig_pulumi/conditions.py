"""Conditions by what they mean: ``from statsig_pulumi import conditions as when``.

Each helper returns a ``Condition``; what it cannot say is said with ``Condition(type=..., ...)`` itself.
https://docs.statsig.com/feature-flags/conditions
"""

from __future__ import annotations

from collections.abc import Sequence

from .resources.rule import Condition
from .schema.markers import In


def everyone() -> Condition:
    """Everybody meets it."""
    return Condition(type="public")


def user_in(*user_ids: In[str]) -> Condition:
    """One of these user ids."""
    return Condition(type="user_id", operator="any", target_value=[*user_ids])


def user_not_in(*user_ids: In[str]) -> Condition:
    """None of these user ids."""
    return Condition(type="user_id", operator="none", target_value=[*user_ids])


def email_is(*emails: In[str]) -> Condition:
    """One of these e-mail addresses."""
    return Condition(type="email", operator="any", target_value=[*emails])


def email_contains(*parts: In[str]) -> Condition:
    """An e-mail address that contains one of these texts, such as ``@example.com``."""
    return Condition(type="email", operator="str_contains_any", target_value=[*parts])


def in_country(*codes: In[str]) -> Condition:
    """One of these countries, as two-letter codes."""
    return Condition(type="country", operator="any", target_value=[*codes])


def not_in_country(*codes: In[str]) -> Condition:
    """None of these countries, as two-letter codes."""
    return Condition(type="country", operator="none", target_value=[*codes])


def in_environment(*tiers: In[str]) -> Condition:
    """One of these environment tiers: ``development``, ``staging``, ``production``."""
    return Condition(type="environment_tier", operator="any", target_value=[*tiers])


def passes_gate(gate_id: In[str]) -> Condition:
    """Passes another gate: ``when.passes_gate(staff.id)``."""
    return Condition(type="passes_gate", target_value=gate_id)


def fails_gate(gate_id: In[str]) -> Condition:
    """Does not pass another gate."""
    return Condition(type="fails_gate", target_value=gate_id)


def in_segment(segment_id: In[str]) -> Condition:
    """Is in a segment."""
    return Condition(type="passes_segment", target_value=segment_id)


def not_in_segment(segment_id: In[str]) -> Condition:
    """Is not in a segment."""
    return Condition(type="fails_segment", target_value=segment_id)


def custom_field(name: In[str], operator: In[str], value: In[str | float | Sequence[In[str | float]]]) -> Condition:
    """A custom field compared with a value: ``when.custom_field("plan", "any", ["pro"])``.

    Args:
        name: the custom field.
        operator: ``any``, ``none``, ``str_contains_any``, ``gt``, ``lt``, ``version_gte``, ``before``, ``after`` ...
        value: a text, a number or a list of either.
    """
    return Condition(type="custom_field", field=name, operator=operator, target_value=value)


def unit_in(id_type: In[str], *ids: In[str]) -> Condition:
    """One of these ids of a custom id type, such as ``companyID``."""
    return Condition(type="unit_id", custom_id=id_type, operator="any", target_value=[*ids])


def app_version_at_least(version: In[str]) -> Condition:
    """This version of the app or a later one, such as ``1.4.0``."""
    return Condition(type="app_version", operator="version_gte", target_value=version)


def on_os(*names: In[str]) -> Condition:
    """One of ``Android``, ``iOS``, ``Linux``, ``Mac OS X``, ``Windows``."""
    return Condition(type="os_name", operator="any", target_value=[*names])


def after(milliseconds: In[float]) -> Condition:
    """After a moment, in milliseconds since 1970."""
    return Condition(type="time", operator="after", target_value=milliseconds)


def before(milliseconds: In[float]) -> Condition:
    """Before a moment, in milliseconds since 1970."""
    return Condition(type="time", operator="before", target_value=milliseconds)
