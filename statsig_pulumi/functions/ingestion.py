"""Reading ingestion sources, schedules, and what came in: https://docs.statsig.com/console-api/ingestion"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs, several
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
Dataset = Literal["Events", "Metrics", "export_exposures", "entity_properties"]

R = TypeVar("R", IngestionEventCountResult, IngestionEventDeltaResult)


def get_ingestion(
    type: IngestionType, dataset: Dataset, source_name: str, *, provider: ProviderOption = None
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
    return one(IngestionResult, "/ingestion", rename=str, **locals())  # this family's parameters are in snake_case


def get_ingestion_output(
    type: Input[IngestionType], dataset: Input[Dataset], source_name: Input[str], *, provider: ProviderOption = None
) -> Output[IngestionResult]:
    """``get_ingestion`` of names that are outputs."""
    return output(get_ingestion, **locals())


def get_ingestion_schedule(dataset: Dataset, *, provider: ProviderOption = None) -> IngestionScheduleResult:
    """When a dataset is ingested: ``scheduled_hour_pst`` is the hour of the day, 0 to 23, in Pacific Standard Time.

    See https://docs.statsig.com/console-api/ingestion

    Raises:
        NotFound: there is no schedule for it.
        ApiError: the API refused, or could not be reached.
    """
    return one(IngestionScheduleResult, "/ingestion/schedule", rename=str, **locals())


def get_ingestion_schedule_output(
    dataset: Input[Dataset], *, provider: ProviderOption = None
) -> Output[IngestionScheduleResult]:
    """``get_ingestion_schedule`` of a dataset that is an output."""
    return output(get_ingestion_schedule, **locals())


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
    """What happened in ingestions between two days.

    See https://docs.statsig.com/console-api/ingestion

    Example:
        ```python
        failed = statsig.get_ingestion_status(
            "2024-09-01", "2024-09-07", statuses=["QUERY_ERROR", "CONNECTION_ERROR"]
        )
        ```

    Args:
        start_date: on this day or later, as YYYY-MM-DD.
        end_date: on this day or before, as YYYY-MM-DD.
        source: only of the source of this name.
        dataset: only of this dataset.
        status: what happened; ``results.IngestionState`` has all.
        statuses: what happened, one of these.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return several(IngestionStatusResult, "/ingestion/status", **locals())


def get_ingestion_status_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source: Input[str] | None = None,
    dataset: Input[Dataset] | None = None,
    status: Input[IngestionState] | None = None,
    statuses: Input[list[IngestionState]] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionStatusResult]]:
    """``get_ingestion_status`` of arguments that are outputs."""
    return output(get_ingestion_status, **locals())


def get_ingestion_run(id: str, *, provider: ProviderOption = None) -> IngestionRunResult:
    """A run of the ingestion by its id: what it brought, and its steps, the latest first.

    See https://docs.statsig.com/console-api/ingestion

    Raises:
        NotFound: there is no such run.
        ApiError: the API refused, or could not be reached.
    """
    return one(IngestionRunResult, "/ingestion/runs/{id}", **locals())


def get_ingestion_run_output(id: Input[str], *, provider: ProviderOption = None) -> Output[IngestionRunResult]:
    """``get_ingestion_run`` of an id that is an output."""
    return output(get_ingestion_run, **locals())


def list_ingestion_runs(*, provider: ProviderOption = None) -> Iterator[IngestionRunResult]:
    """All runs of the ingestion, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/ingestion

    Example:
        ```python
        next(statsig.list_ingestion_runs()).latest_status
        ```

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    # How long a page is cannot be asked for.
    return many(IngestionRunResult, "/ingestion/runs", limit=None, **locals())


def list_ingestion_runs_output(*, provider: ProviderOption = None) -> Output[list[IngestionRunResult]]:
    """``list_ingestion_runs`` as an output."""
    return outputs(list_ingestion_runs, **locals())


def get_ingestion_event_counts(
    start_date: str,
    end_date: str,
    *,
    source_name: str | None = None,
    event_name: str | None = None,
    provider: ProviderOption = None,
) -> list[IngestionEventCountResult]:
    """How often each event came in on each day.

    See https://docs.statsig.com/console-api/ingestion

    Example:
        ```python
        pandas.DataFrame(
            count.raw for count in statsig.get_ingestion_event_counts("2024-09-01", "2024-09-07")
        )
        ```

    Args:
        start_date: on this day or later, as YYYY-MM-DD.
        end_date: on this day or before, as YYYY-MM-DD.
        source_name: only from the source of this name.
        event_name: only this event.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return _by_event(several(IngestionEventCountResult, "/ingestion/events/count", rename=str, **locals()))


def get_ingestion_event_counts_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source_name: Input[str] | None = None,
    event_name: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionEventCountResult]]:
    """``get_ingestion_event_counts`` of arguments that are outputs."""
    return output(get_ingestion_event_counts, **locals())


def get_ingestion_event_deltas(
    start_date: str,
    end_date: str,
    *,
    source_name: str | None = None,
    event_name: str | None = None,
    provider: ProviderOption = None,
) -> list[IngestionEventDeltaResult]:
    """How often each event came in on each day, beside how often its source says it has it.

    ``has_diff`` is true where the counts differ by more than ``threshold``.
    See https://docs.statsig.com/console-api/ingestion

    Example:
        ```python
        lost = [d for d in statsig.get_ingestion_event_deltas("2024-09-01", "2024-09-07") if d.has_diff]
        ```

    Args:
        start_date: on this day or later, as YYYY-MM-DD.
        end_date: on this day or before, as YYYY-MM-DD.
        source_name: only from the source of this name.
        event_name: only this event.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return _by_event(several(IngestionEventDeltaResult, "/ingestion/events/delta", rename=str, **locals()))


def get_ingestion_event_deltas_output(
    start_date: Input[str],
    end_date: Input[str],
    *,
    source_name: Input[str] | None = None,
    event_name: Input[str] | None = None,
    provider: ProviderOption = None,
) -> Output[list[IngestionEventDeltaResult]]:
    """``get_ingestion_event_deltas`` of arguments that are outputs."""
    return output(get_ingestion_event_deltas, **locals())


def _by_event(found: Iterable[R]) -> list[R]:
    """One for each event and day. The API has days with the events of each in them, unless one event is asked for."""
    flat: list[R] = []
    for day in found:
        events = day.raw.get("events")
        flat += [type(day)({"date": day.date, **event}) for event in events] if isinstance(events, list) else [day]
    return flat
