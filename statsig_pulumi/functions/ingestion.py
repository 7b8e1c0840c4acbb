"""Read ingestion sources, schedules, runs and counts: https://docs.statsig.com/console-api/ingestion"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

from . import _invoke
from ._invoke import ProviderOption
from .results import (
    IngestionEventCountResult,
    IngestionEventDeltaResult,
    IngestionResult,
    IngestionRunResult,
    IngestionScheduleResult,
    IngestionState,
    IngestionStatusResult,
)

IngestionType = Literal[
    "redshift", "bigquery-v2", "snowflake-v2", "databricks", "azure-synapse", "s3", "athena", "adls"
]
Dataset = Literal["Events", "Metrics", "export_exposures", "export_events", "entity_properties"]

R = TypeVar("R", IngestionEventCountResult, IngestionEventDeltaResult)


def get_ingestion(
    type: IngestionType, dataset: Dataset, source_name: str, *, provider: ProviderOption = None
) -> IngestionResult:
    """Return an ingestion source.

    ``data`` has the settings of its type with the API's names: ``query``, ``column_mapping`` and so on.

    Example:
        ```python
        statsig.get_ingestion("snowflake-v2", "Events", "orders").enabled
        ```

    Args:
        type: the warehouse or storage that it reads.
        dataset: the dataset that it fills.
        source_name: the source's name.
    """
    return _invoke.get(IngestionResult, "/ingestion", rename=str, **locals())  # these parameters are in snake_case


def get_ingestion_schedule(dataset: Dataset, *, provider: ProviderOption = None) -> IngestionScheduleResult:
    """Return the ingestion schedule of a dataset.

    ``scheduled_hour_pst`` is the hour of the day in Pacific Standard Time, 0 to 23.

    Args:
        dataset: the dataset.
    """
    return _invoke.get(IngestionScheduleResult, "/ingestion/schedule", rename=str, **locals())


def get_ingestion_status(
    start_date: str,
    end_date: str,
    *,
    source: str | None = None,
    dataset: Dataset | None = None,
    status: IngestionState | None = None,
    statuses: list[IngestionState] | None = None,
    provider: ProviderOption = None,
) -> list[IngestionStatusResult]:
    """Return the statuses of ingestions between two days.

    Example:
        ```python
        failed = statsig.get_ingestion_status(
            "2024-09-01", "2024-09-07", statuses=["QUERY_ERROR", "CONNECTION_ERROR"]
        )
        ```

    Args:
        start_date: the first day, as YYYY-MM-DD.
        end_date: the last day, as YYYY-MM-DD.
        source: the name of one ingestion source.
        dataset: one dataset.
        status: one status; ``results.IngestionState`` lists them.
        statuses: several statuses, of which an ingestion has one.
    """
    return _invoke.get_list(IngestionStatusResult, "/ingestion/status", **locals())


def get_ingestion_run(id: str, *, provider: ProviderOption = None) -> IngestionRunResult:
    """Return a run of the ingestion: the data that it loaded, and its steps, latest first.

    Args:
        id: the run's id.
    """
    return _invoke.get(IngestionRunResult, "/ingestion/runs/{id}", **locals())


def list_ingestion_runs(*, provider: ProviderOption = None) -> Iterator[IngestionRunResult]:
    """Yield all runs of the ingestion; each page is read when it is needed.

    Example:
        ```python
        next(statsig.list_ingestion_runs()).latest_status
        ```
    """
    # The API takes no page size here.
    return _invoke.paginate(IngestionRunResult, "/ingestion/runs", limit=None, **locals())


def get_ingestion_event_counts(
    start_date: str,
    end_date: str,
    *,
    source_name: str | None = None,
    event_name: str | None = None,
    provider: ProviderOption = None,
) -> list[IngestionEventCountResult]:
    """Return the number of times that each event was ingested on each day.

    Example:
        ```python
        pandas.DataFrame(
            count.raw for count in statsig.get_ingestion_event_counts("2024-09-01", "2024-09-07")
        )
        ```

    Args:
        start_date: the first day, as YYYY-MM-DD.
        end_date: the last day, as YYYY-MM-DD.
        source_name: the name of one ingestion source.
        event_name: the name of one event.
    """
    return _by_event(_invoke.get_list(IngestionEventCountResult, "/ingestion/events/count", rename=str, **locals()))


def get_ingestion_event_deltas(
    start_date: str,
    end_date: str,
    *,
    source_name: str | None = None,
    event_name: str | None = None,
    provider: ProviderOption = None,
) -> list[IngestionEventDeltaResult]:
    """Return the number of times that each event was ingested on each day, and its source's own count.

    ``has_diff`` is true where the two counts differ by more than ``threshold``.

    Example:
        ```python
        lost = [d for d in statsig.get_ingestion_event_deltas("2024-09-01", "2024-09-07") if d.has_diff]
        ```

    Args:
        start_date: the first day, as YYYY-MM-DD.
        end_date: the last day, as YYYY-MM-DD.
        source_name: the name of one ingestion source.
        event_name: the name of one event.
    """
    return _by_event(_invoke.get_list(IngestionEventDeltaResult, "/ingestion/events/delta", rename=str, **locals()))


def _by_event(days: Iterable[R]) -> list[R]:
    """Return a record for each event and day. The API nests events in days, unless the query names one event."""
    flat: list[R] = []
    for day in days:
        events = day.raw.get("events")
        flat += [type(day)({"date": day.date, **event}) for event in events] if isinstance(events, list) else [day]
    return flat
