"""The case of ``MetricSource``."""

from __future__ import annotations

from .case import KindCase
from .shapes import COLUMNS, DRY_RUN, METRIC_SOURCE, UNITS

CASE = KindCase(
    kind="MetricSource",
    family="metrics/metric_source",
    fields=METRIC_SOURCE,
    base={"sql": "select 0", "timestamp_column": "t", "id_type_mapping": UNITS},
    instead={
        "skip_validation": {"sql": "select 0", "timestamp_column": "t", "id_type_mapping": UNITS, **COLUMNS},
    },
    not_returned=frozenset(COLUMNS) | {"skip_validation"},
    left_out={"dryRun": DRY_RUN},
    warehouse_only=True,
)
