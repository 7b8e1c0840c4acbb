"""The case of ``AssignmentSource``."""

from __future__ import annotations

from .case import KindCase
from .shapes import DRY_RUN, SOURCE, UNITS

CASE = KindCase(
    kind="AssignmentSource",
    family="experiments/assignment_sources",
    fields={
        **SOURCE,
        "timestamp_column": ("a", "b"),
        "experiment_id_column": ("a", "b"),
        "group_id_column": ("a", "b"),
        "group_name_column": ("a", "b"),
        "scheduled_reload_hour": (3, 4),
        "is_verified": (True, False),
        "owner": ({"owner_name": "A"}, {"owner_name": "B"}),
    },
    base={
        "sql": "select 0",
        "timestamp_column": "t",
        "experiment_id_column": "e",
        "group_id_column": "g",
        "id_type_mapping": UNITS,
    },
    left_out={"dryRun": DRY_RUN},
    warehouse_only=True,
)
