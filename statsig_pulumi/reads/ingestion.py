"""Reading ingestion sources and schedules: https://docs.statsig.com/console-api/ingestion"""

from __future__ import annotations

from typing import Literal

from pulumi import Input, Output

from ..results import IngestionResult, IngestionScheduleResult
from .source import Source, one, output

Dataset = Literal["Events", "Metrics", "export_exposures", "entity_properties"]


def get_ingestion(type: str, dataset: Dataset, source_name: str, *, provider: Source = None) -> IngestionResult:
    """An ingestion source by its type, dataset and name.

    Example:
        ```python
        statsig.get_ingestion("snowflake-v2", "Events", "orders").enabled
        ```

    Raises:
        NotFound: there is no such source.
    """
    which = {"type": type, "dataset": dataset, "source_name": source_name}
    return one(IngestionResult, "/ingestion", provider, which)


def get_ingestion_output(
    type: Input[str], dataset: Input[Dataset], source_name: Input[str], *, provider: Source = None
) -> Output[IngestionResult]:
    """``get_ingestion`` of names that are outputs."""
    return output(get_ingestion, provider, type=type, dataset=dataset, source_name=source_name)


def get_ingestion_schedule(dataset: Dataset, *, provider: Source = None) -> IngestionScheduleResult:
    """When a dataset is ingested."""
    return one(IngestionScheduleResult, "/ingestion/schedule", provider, {"dataset": dataset})


def get_ingestion_schedule_output(
    dataset: Input[Dataset], *, provider: Source = None
) -> Output[IngestionScheduleResult]:
    """``get_ingestion_schedule`` of a dataset that is an output."""
    return output(get_ingestion_schedule, provider, dataset=dataset)
