"""The case of ``Ingestion``."""

from __future__ import annotations

from .case import KindCase

METRICS_MAPPING = {"unit_id": "u", "id_type": "userID", "dateid": "d", "metric_name": "m"}
EVENTS_MAPPING = {"event_name": "n", "timestamp": "t", "ids": {"userID": "u"}}
EXPOSURES_MAPPING = {"experiment": "e", "group_id": "g", "timestamp": "t", "ids": {"userID": "u"}}
INGESTION = {"type": "snowflake-v2", "dataset": "Events", "query": "select 1", "column_mapping": EVENTS_MAPPING}
SHARING = {"type": "databricks", "dataset": "Metrics", "use_delta_sharing": True}
METRICS = {**INGESTION, "dataset": "Metrics", "column_mapping": METRICS_MAPPING}
CASE = KindCase(
    kind="Ingestion",
    family="ingestion",
    fields={
        "query": ("select 1", "select 2"),
        "enabled": (True, False),
        "column_mapping": (EVENTS_MAPPING, {**EVENTS_MAPPING, "event_name": "m"}),
        "column_mapping.unit_id": ("a", "b"),
        "column_mapping.metadata": ({"a": "b"}, {"a": "c"}),
        "column_mapping.metadata_object": ("a", "b"),
        "column_mapping.event_value": ("a", "b"),
        "column_mapping.ids": ({"userID": "a"}, {"userID": "b"}),
        "column_mapping.metric_value": ("a", "b"),
        "column_mapping.numerator": ("a", "b"),
        "column_mapping.denominator": ("a", "b"),
        "column_mapping.experiment": ("a", "b"),
        "share": ("a", "b"),
        "schema_name": ("a", "b"),
        "table": ("a", "b"),
    },
    base=INGESTION,
    instead={
        "share": SHARING,
        "schema_name": SHARING,
        "table": SHARING,
        "column_mapping.metric_value": METRICS,
        "column_mapping.numerator": METRICS,
        "column_mapping.denominator": METRICS,
        "column_mapping.experiment": {**INGESTION, "dataset": "Exposures", "column_mapping": EXPOSURES_MAPPING},
        "query": {"type": "s3", "dataset": "Events"},
        "column_mapping": {"type": "s3", "dataset": "Events"},
    },
    split_choices=frozenset({"type", "dataset"}),
)
