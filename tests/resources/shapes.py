"""Values that several kinds share."""

from __future__ import annotations

from typing import Any

METRIC = {"name": "m", "type": "user"}
RULE = {"name": "a", "conditions": [{"type": "public"}]}
EMAIL = {"type": "email", "operator": "any", "target_value": ["a@x.org", "b@x.org"]}
UNITS = [{"statsig_unit_id": "userID", "column": "u"}]
SOURCE: dict[str, tuple[Any, Any]] = {
    "description": ("a", "b"),
    "tags": (["a", "b"], ["b", "c"]),
    "sql": ("select 1", "select 2"),
    "id_type_mapping": (UNITS, [{"statsig_unit_id": "userID", "column": "v"}]),
    "is_read_only": (True, False),
    "team": ("a", "b"),
    "team_id": ("a", "b"),
}
METRIC_SOURCE: dict[str, tuple[Any, Any]] = {
    **SOURCE,
    "timestamp_column": ("a", "b"),
    "timestamp_as_day": (True, False),
    "source_type": ("table", "query"),
    "table_name": ("a", "b"),
    "date_partition_column": ("a", "b"),
    "custom_field_mapping": ([{"key": "a", "formula": "x"}], [{"key": "a", "formula": "y"}]),
    "is_verified": (True, False),
    "owner": ({"owner_name": "A"}, {"owner_name": "B"}),
    "disable_cure": (True, False),
    "skip_validation": (True, False),
    "all_columns": (["a", "b"], ["b", "a"]),
    "column_types": (["int", "text"], ["text", "int"]),
}
COLUMNS = {"all_columns": ["a"], "column_types": ["int"]}
"""What a source needs besides for its query to be taken unread."""
ANYWHERE = {"passing_ids": ["a"], "failing_ids": ["z"]}
PASSING: dict[str, tuple[Any, Any]] = {
    "passing_user_ids": (["a", "b"], ["b", "c"]),
    "failing_user_ids": (["a", "b"], ["b", "c"]),
    "passing_custom_ids": (["a", "b"], ["b", "c"]),
    "failing_custom_ids": (["a", "b"], ["b", "c"]),
    "environment_overrides": ([ANYWHERE], [{**ANYWHERE, "environment": "staging"}]),
    "environment_overrides[0].environment": ("production", "staging"),
    "environment_overrides[0].unit_id": ("stableID", "companyID"),
    "environment_overrides[0].passing_ids": (["a", "b"], ["b", "c"]),
    "environment_overrides[0].failing_ids": (["a", "b"], ["b", "c"]),
}
SERVER_IDS = "the server's; preserved by the member's name"
OWN_RULE_FIELDS = {
    "id": SERVER_IDS,
    "baseID": SERVER_IDS,
    "completedAutomatedRollouts": "read-only",
    "pendingAutomatedRollouts": "read-only",
}
RULE_FIELDS = {f"rules.{name}": reason for name, reason in OWN_RULE_FIELDS.items()}
NO_VALUE = "means nothing for a gate or a segment"
DRY_RUN = "sent by dry_run, and not kept"
