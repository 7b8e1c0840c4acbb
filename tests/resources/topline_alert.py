"""The case of ``ToplineAlert``."""

from __future__ import annotations

from .case import KindCase

METRIC = {"name": "purchase", "type": "event_count_custom"}
SLACK = {"type": "slackChannel", "target_id": "C012345"}
AT = 4_102_444_800_000  # in 2100
CASE = KindCase(
    kind="ToplineAlert",
    family="alerts",
    fields={
        "name": ("Few purchases", "Too few purchases"),
        "message": ("a", "b"),
        "definition_metrics": ([METRIC], [METRIC, {"name": "visit"}]),
        "formula": ("A", "A / B"),
        "group_bys": ([{"column": "metadata", "key": "a"}], [{"column": "metadata", "key": "b"}]),
        "group_bys[0].column": ("metadata", "user"),
        "group_bys[0].key": ("a", "b"),
        "condition": ("less", "greater"),
        "alert_threshold": (1, 2.5),
        "warning_threshold": (1, 0),
        "window_ms": (60_000, 120_000),
        "evaluation_delay_ms": (60_000, 120_000),
        "priority": ("P1", "P2"),
        "renotification_conditions": (["raise"], ["warn", "no-data"]),
        "renotification_window_ms": (60_000, 120_000),
        "renotification_message": ("a", "b"),
        "subscribers": ([SLACK], [SLACK, {"type": "user", "target_id": "u"}]),
        "subscribers[0].type": ("slackChannel", "user"),
        "subscribers[0].target_id": ("a", "b"),
        "tags": (["a"], ["a", "b"]),
        "team_id": ("team_1", "team_2"),
        "owner": ({"owner_id": "a"}, {"owner_id": "b"}),
        "owner.owner_id": ("a", "b"),
        "owner.owner_type": ("USER", "SDK_KEY"),
        "owner.owner_name": ("a", "b"),
        "owner.owner_email": ("a@example.com", "b@example.com"),
        "mutes": ([{"until": "forever"}], [{"until": AT, "group_bys": [{"key": "a", "value": "b"}]}]),
        "mutes[0].until": (AT, "forever"),
    },
    inside={
        "group_bys[0]": {"group_bys": [{"column": "metadata", "key": "a"}]},
        "subscribers[0]": {"subscribers": [SLACK]},
        "owner": {"owner": {"owner_id": "a", "owner_name": "b"}},
        "mutes[0]": {"mutes": [{"until": AT}]},
    },
    not_returned=frozenset({"definition_metrics"}),
    left_out={
        "tags.id": "a create takes tags by their ids; they follow by name in the update",
        "tags.name": "see tags.id",
    },
    own_arguments=frozenset({"mutes", "mutes.until", "mutes.groupBys", "mutes.groupBys.key", "mutes.groupBys.value"}),
)
