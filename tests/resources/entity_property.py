"""The case of ``EntityProperty``."""

from __future__ import annotations

from .case import KindCase
from .shapes import DRY_RUN, SOURCE, UNITS

CASE = KindCase(
    kind="EntityProperty",
    family="experiments/entity_properties",
    fields={**SOURCE, "timestamp_column": ("a", "b"), "timestamp_as_day": (True, False)},
    base={"sql": "select 0", "id_type_mapping": UNITS},
    left_out={"dryRun": DRY_RUN},
    warehouse_only=True,
)
