"""The case of ``Autotune``."""

from __future__ import annotations

from .case import FullUpdate, KindCase

VARIANTS = [{"name": "A", "value": {"a": 1}}, {"name": "B", "value": "b"}]
BASE = {
    "variants": VARIANTS,
    "success_event": "e",
    "exploration_window": "24hr",
    "attribution_window": "1hr",
    "winner_threshold": "95%",
}
CASE = KindCase(
    kind="Autotune",
    family="autotunes",
    fields={
        "description": ("a", "b"),
        "variants": (VARIANTS, [*VARIANTS, {"name": "C", "value": 3}]),
        "success_event": ("a", "b"),
        "success_event_value": ("a", "b"),
        "exploration_window": ("24hr", "48hrs"),
        "attribution_window": ("1hr", "2"),
        "winner_threshold": ("90%", "99%"),
        "attribution_window_unit": ("min", "day"),
        "exploration_window_rate": (0.5, 0.25),
        "longterm_exploration_allocation": (0.5, 0.25),
        "metadata_field": ("a", "b"),
        "higher_is_better": (False, True),
        "is_contextual": (True, False),
        "metric_source_id": ("a", "b"),
        "linked_experiment_name": ("a", "b"),
        "goal_rich_text": ("a", "b"),
        "optimization_parameter": ("value", "occurrence"),
        "value_column": ("a", "b"),
        "feature_list": (["a"], ["b"]),
        "variants[0].value": ({"a": 1}, {"a": 2}),
        "variants[0].size": (1, 2),
    },
    base=BASE,
    inside={
        "variants[0]": {"variants": VARIANTS},
    },
    full_update=FullUpdate({"name": "autotune", **BASE}, {"description": "by hand"}),
)
