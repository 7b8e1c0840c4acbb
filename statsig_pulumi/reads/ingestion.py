"""Reading ingestion sources and schedules: https://docs.statsig.com/console-api/ingestion"""

from __future__ import annotations

from typing import Literal

from pulumi import Input, Output

from ..results import IngestionResult, IngestionScheduleResult
from .source import Source, one, output

IngestionType = Literal[
    "redshift", "bigquery-v2", "snowflake-v2", "databricks", "azure-synapse", "s3", "athena", "adls"
]
Dataset = Literal["Events", "Metrics", "export_exposures", "entity_properties"]


def get_ingestion(
    type: IngestionType, dataset: Dataset, source_name: str, *, provider: Source = None
) -> IngestionResult:
    """An ingestion source by its type, dataset and name.

    ``data`` is the source's own settings, as the API has them: ``query``, ``column_mapping`` and so on.
    See https://docs.statsig.com/console-api/ingestion

    Example:
        ```python
        statsig.get_ingestion("snowflake-v2", "Events", "orders").enabled
        ```

    Args:
        type: the warehouse or store it reads.
        dataset: what it brings.
        source_name: its name.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such source.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(IngestionResult, "/ingestion", spelled=str, **locals())  # this family's parameters are in snake_case


def get_ingestion_output(
    type: Input[IngestionType], dataset: Input[Dataset], source_name: Input[str], *, provider: Source = None
) -> Output[IngestionResult]:
    """``get_ingestion`` of names that are outputs."""
    return output(get_ingestion, **locals())


def get_ingestion_schedule(dataset: Dataset, *, provider: Source = None) -> IngestionScheduleResult:
    """When a dataset is ingested: ``scheduled_hour_pst`` is the hour of the day, 0 to 23, in Pacific Standard Time.

    See https://docs.statsig.com/console-api/ingestion

    Raises:
        NotFound: there is no schedule for it.
        ApiError: the API refused, or could not be reached.
    """
    return one(IngestionScheduleResult, "/ingestion/schedule", spelled=str, **locals())


def get_ingestion_schedule_output(
    dataset: Input[Dataset], *, provider: Source = None
) -> Output[IngestionScheduleResult]:
    """``get_ingestion_schedule`` of a dataset that is an output."""
    return output(get_ingestion_schedule, **locals())
