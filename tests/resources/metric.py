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
    "denominator_custom_rollup_start",
    "denominator_custom_rollup_end",
    "funnel_timestamp_allowance_ms",
    "cap",
    "log_transform_base",
    "surrogate_metric_mse",
]
WHOLE_NUMBERS = [
    "custom_roll_up_start",
    "custom_roll_up_end",
    "metric_bake_days",
    "funnel_calculation_window",
    "cuped_attribution_window",
    "loading_window",
    "retention_end",
    "retention_length",
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
ONE_SOURCE = ["metricSourceName", "criteria", "valueColumn"]
SHARES = ["winsorization_high", "winsorization_low", "winsorization_high_denominator", "winsorization_low_denominator"]
WAREHOUSE: dict[str, tuple[Any, Any]] = {
    **dict.fromkeys(TEXTS, ("a", "b")),
    **dict.fromkeys(NUMBERS, (1, 2.5)),
    **dict.fromkeys(WHOLE_NUMBERS, (1, 2)),
    **dict.fromkeys(FLAGS, (True, False)),
    **dict.fromkeys(SHARES, (0.1, 0.9)),
    "aggregation": ("sum", "mean"),
    "numerator_aggregation": ("sum", "mean"),
    "denominator_aggregation": ("sum", "mean"),
    "percentile": (0.5, 0.999),
    "metric_sources": (
        [{"metric_source_name": "a"}],
        [{"metric_source_name": "a", "value_column": "v"}, {"metric_source_name": "b", "criteria": CRITERIA}],
    ),
    "components": (
        [{"operator": "+", "aggregation": "sum", "metric_source_name": "a", "value_column": "v"}],
        [{"operator": "-", "name": "n", "aggregation": "count", "criteria": CRITERIA}],
    ),
    "metric_dimension_limits": ([{"name": "a", "limit": 10}], [{"name": "a", "limit": 20}, {"name": "b", "limit": 0}]),
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
        "name": ("Metric A", "Metric B"),
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
        "percentile": (0.5, 0.999),
        "scheduled_reload_hour": (3, 4),
        "scheduled_reload_days": ([0, 6], [1]),
        "owner": ({"email": "a@x.org"}, {"email": "b@x.org"}),
        "owner.email": ("a@x.org", "b@x.org"),
        "owner.owner_id": ("a", "b"),
        "owner.owner_name": ("a", "b"),
        "owner.owner_type": ("USER", "SDK_KEY"),
        **{f"warehouse_native.{name}": values for name, values in WAREHOUSE.items()},
    },
    base={"type": "user_warehouse"},
    inside={
        "warehouse_native": {"warehouse_native": {"aggregation": "count"}},
    },
    instead={
        "owner.email": {"type": "user_warehouse", "owner": {"owner_id": "o"}},
        **{
            f"owner.{name}": {"type": "user_warehouse", "owner": {"email": "o@x.org"}}
            for name in ("owner_id", "owner_name", "owner_type")
        },
    },
    # The server has a single source in both forms.
    moves={
        "metricSources": frozenset(ONE_SOURCE),
        **{name: frozenset({"metricSources"}) for name in ONE_SOURCE},
    },
    keeps_parts=True,
    left_out={"dryRun": DRY_RUN},
)
