"""Conditions in plain words: ``users in US who pass the gate staff``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from ...schema.json_types import Doc
from ...schema.markers import is_unknown, known_members
from .text import listed, said

_UNITS = {"userID": "users", "stableID": "devices", "companyID": "companies"}
_SUBJECTS = {
    "user_id": "user id",
    "email": "e-mail address",
    "app_version": "app version",
    "browser_name": "browser",
    "browser_version": "browser version",
    "os_name": "operating system",
    "os_version": "version of the operating system",
    "country": "country",
    "ip_address": "IP address",
    "environment_tier": "environment",
    "time": "time",
    "locale": "locale",
    "url": "address",
    "device_model": "device model",
    "target_app": "target app",
    "user_agent": "user agent",
}
_VERBS = {
    "any": "is",
    "none": "is not",
    "any_case_sensitive": "is exactly",
    "none_case_sensitive": "is not exactly",
    "str_contains_any": "contains",
    "str_contains_none": "does not contain",
    "str_matches": "matches",
    "encoded_any": "is, once encoded,",
    "gt": "is above",
    "lt": "is below",
    "gte": "is at least",
    "lte": "is at most",
    "version_gt": "is above",
    "version_lt": "is below",
    "version_gte": "is at least",
    "version_lte": "is at most",
    "version_eq": "is",
    "after": "is after",
    "before": "is before",
    "on": "is on",
    "is_null": "is missing",
    "is_not_null": "is there",
    "array_contains_any": "holds",
    "array_contains_none": "does not hold",
    "array_contains_all": "holds all of",
    "not_array_contains_all": "does not hold all of",
}
_PREFIXES = {
    ("country", "any"): "in {}",
    ("country", "none"): "not in {}",
    ("environment_tier", "any"): "in the environment {}",
    ("environment_tier", "none"): "not in the environment {}",
    ("os_name", "any"): "on {}",
    ("browser_name", "any"): "with {}",
    ("target_app", "any"): "of the app {}",
    ("time", "after"): "after {}",
    ("time", "before"): "before {}",
    ("passes_gate", None): "who pass the gate {}",
    ("fails_gate", None): "who do not pass the gate {}",
    ("passes_segment", None): "in the segment {}",
    ("fails_segment", None): "not in the segment {}",
}
_TIMES = {"after", "before", "on"}


def units(id_type: Any) -> str:
    """Return whom something is for: ``users``."""
    return _UNITS.get(id_type) or (f"units of {said(id_type)}" if id_type else "users")


def audience(conditions: Any, id_type: Any = "userID") -> str:
    """Return who meets all conditions; the same for a list of none as for ``public``."""
    if is_unknown(conditions) or conditions == "[secret]":
        return f"{units(id_type)} that are not shown"
    found = [_condition(one) for _, one in known_members(conditions) if one.get("type") != "public"]
    return " ".join([units(id_type), *_joined(found)]) if found else _everybody(id_type)


def _everybody(id_type: Any) -> str:
    return "everybody" if id_type in ("userID", None) else f"all {units(id_type)}"


def _joined(clauses: list[str]) -> Iterator[str]:
    """Yield the clauses; of several that begin alike, from the second on with ``and``."""
    for before, clause in zip(["", *clauses], clauses, strict=False):
        yield f"and {clause}" if before.split(" ", 1)[0] == clause.split(" ", 1)[0] else clause


def _condition(condition: Doc) -> str:
    type, operator = condition.get("type"), condition.get("operator")
    values = _values(condition)
    key = (type, None if type in ("passes_gate", "fails_gate", "passes_segment", "fails_segment") else operator)
    if key in _PREFIXES:
        return _PREFIXES[key].format(values)
    if type == "experiment_group":
        return f"in the group {values} of the experiment {said(condition.get('field', ''))}"
    verb = _VERBS.get(str(operator)) or (said(operator) if operator else "is")
    return f"whose {_subject(condition)} {verb} {values}".rstrip()


def _subject(condition: Doc) -> str:
    names: Mapping[Any, Callable[[], str]] = {
        "custom_field": lambda: said(condition.get("field", "")),
        "unit_id": lambda: said(condition.get("custom_id", "")),
    }
    type = condition.get("type")
    return names[type]() if type in names else _SUBJECTS.get(str(type)) or said(type)


def _values(condition: Doc) -> str:
    value = condition.get("target_value")
    if value is None:
        return ""
    values = value if isinstance(value, list) else [value]
    is_time = condition.get("operator") in _TIMES
    return listed((_time(v) if is_time else said(v) for v in values), "or")


def _time(milliseconds: Any) -> str:
    """Return a time in UTC; what is none as it is."""
    try:
        moment = datetime.fromtimestamp(float(milliseconds) / 1000, timezone.utc)
    except (TypeError, ValueError, OverflowError, OSError):
        return said(milliseconds)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def environments(value: Any) -> str:
    """Return which environments a rule is for."""
    if is_unknown(value) or value == "[secret]":
        return "environments that are not shown"
    return listed(map(said, value)) if isinstance(value, list) and value else "all environments"
