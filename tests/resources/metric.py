"""The case of ``Metric``."""

from __future__ import annotations

from typing import Any

from .case import KindCase
from .shapes import DRY_RUN

CRITERIA: Any = [{"type": "value", "condition": ">", "values": ["1"]}]
LESS: Any = [{"type": "value", "condition": "<", "values": ["1"], "column": "c", "null_vacuous_override": True}]
TEXTS = [
    "metric_source_name",
    "value_column",
    "denominator_metric_source_name",
    "denominator_value_column",
    "denominator_rollup_time_window",
    "rollup_time_window",
]
NUMBERS = [
    "value_threshold",
    "percentile",
    "denominator_custom_rollup_start",
    "denominator_custom_rollup_end",
    "custom_roll_up_start",
    "custom_roll_up_end",
    "metric_bake_days",
    "funnel_calculation_window",
    "funnel_timestamp_allowance_ms",
    "cap",
    "cuped_attribution_window",
    "log_transform_base",
    "retention_end",
    "retention_length",
    "surrogate_metric_mse",
]
FLAGS = [
    "denominator_custom_rollup_measure_in_minutes",
    "allow_null_ratio_denominator",
    "custom_rollup_measure_in_minutes",
    "wait_for_cohort_window",
    "funnel_strict_ordering",
    "funnel_use_exposure_as_first_event",
    "funnel_time_to_convert",
    "only_include_users_with_conversion_event",
    "use_log_transform",
    "use_secondary_retention_event",
]
SHARES = ["winsorization_high", "winsorization_low", "winsorization_high_denominator", "winsorization_low_denominator"]
WAREHOUSE: dict[str, tuple[Any, Any]] = {
    **dict.fromkeys(TEXTS, ("a", "b")),
    **dict.fromkeys(NUMBERS, (1, 2.5)),
    **dict.fromkeys(FLAGS, (True, False)),
    **dict.fromkeys(SHARES, (0.1, 0.9)),
    "aggregation": ("sum", "mean"),
    "numerator_aggregation": ("sum", "mean"),
    "denominator_aggregation": ("sum", "mean"),
    "criteria": (CRITERIA, LESS),
    "denominator_criteria": (CRITERIA, LESS),
    "metric_dimension_columns": (["a"], ["b"]),
    "funnel_events": (
        [{"metric_source_name": "a", "criteria": CRITERIA}],
        [{"metric_source_name": "b", "name": "n", "session_identifier_field": "s"}],
    ),
    "funnel_count_distinct": ("sessions", "users"),
    "funnel_start_criteria": ("start_event", "exposure"),
}
CASE = KindCase(
    kind="Metric",
    family="metrics",
    fields={
        "description": ("a", "b"),
        "directionality": ("decrease", "increase"),
        "tags": (["a", "b"], ["b", "c"]),
        "unit_types": (["userID"], ["userID", "stableID"]),
        "warehouse_native": ({"aggregation": "sum"}, {"aggregation": "mean"}),
        "is_permanent": (True, False),
        "is_read_only": (True, False),
        "is_verified": (True, False),
        "team": ("a", "b"),
        "team_id": ("a", "b"),
        "owner": ({"email": "a@x.org"}, {"email": "b@x.org"}),
        "owner.email": ("a@x.org", "b@x.org"),
        "owner.owner_id": ("a", "b"),
        **{f"warehouse_native.{name}": values for name, values in WAREHOUSE.items()},
    },
    base={"type": "user_warehouse"},
    inside={
        "warehouse_native": {"warehouse_native": {"aggregation": "count"}},
    },
    instead={
        "owner.email": {"type": "user_warehouse", "owner": {"owner_id": "o"}},
        "owner.owner_id": {"type": "user_warehouse", "owner": {"email": "o@x.org"}},
    },
    moves={"email": frozenset({"owner"})},
    keeps_parts=True,
    left_out={"dryRun": DRY_RUN},
)
