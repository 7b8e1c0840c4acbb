# Written by tools/stubs.py from ingestion.py. Change that, then run `make docs`.

"""Data ingestion: sources, their schedule, the Databricks connection.

https://docs.statsig.com/console-api/ingestion
"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.model import Model
from .shared_types import Names

class _Ingestion(Model):
    """A mapping, whose fields have Python's names in the API."""

class MetricsMapping(_Ingestion):
    """The columns, for the dataset ``Metrics``."""

    unit_id: Input[str]
    """The unit the metric is for."""
    id_type: Input[str]
    """The id type of the unit."""
    dateid: Input[str]
    """The day."""
    metric_name: Input[str]
    """The metric's name."""
    metric_value: Input[str] | None = ...
    """The value; or give numerator and denominator."""
    numerator: Input[str] | None = ...
    """The numerator of a ratio."""
    denominator: Input[str] | None = ...
    """The denominator of a ratio."""

class _RowsMapping(_Ingestion):
    timestamp: Input[str]
    """The time, in seconds since 1970."""
    ids: Input[dict[str, str] | dict[str, Input[str]]]
    """The columns of the id types."""
    unit_id: Input[str] | None = ...
    """The user."""
    metadata: Input[dict[str, str] | dict[str, Input[str]]] = ...
    """The columns of the metadata."""
    metadata_object: Input[str] | None = ...
    """The column of the metadata as an object."""
    event_value: Input[str] | None = ...
    """The value."""

class EventsMapping(_RowsMapping):
    """The columns, for the dataset ``Events``."""

    event_name: Input[str]
    """The event's name."""

class ExposuresMapping(_RowsMapping):
    """The columns, for the dataset ``Exposures``."""

    experiment: Input[str]
    """The experiment."""
    group_id: Input[str]
    """The group."""

Scheduled = Literal["Events", "Metrics", "export_exposures", "export_events", "entity_properties"]
"""What is ingested or exported by schedule."""
Warehouse = Literal["redshift", "bigquery-v2", "snowflake-v2", "databricks", "azure-synapse", "s3", "athena", "adls"]

class Ingestion(Resource):
    """An ingestion source.

    Example:
        ```python
        statsig.Ingestion(
            "orders",
            type="snowflake-v2",
            dataset="Events",
            query="select * from orders",
            column_mapping=EventsMapping(event_name="name", timestamp="at", ids={"userID": "user_id"}),
            enabled=True,
        )
        ```
    """

    type: Output[str]
    """The kind of warehouse."""
    dataset: Output[str]
    """What is ingested."""
    source_name: Output[str]
    """The source's name; by default the resource's name."""
    query: Output[str | None]
    """The SQL query that gives the rows."""
    column_mapping: Output[dict[str, Any] | None]
    """The columns: a mapping for the dataset."""
    use_delta_sharing: Output[bool | None]
    """Read through Delta Sharing in place of a query."""
    share: Output[str | None]
    """The share, for Delta Sharing."""
    schema_name: Output[str | None]
    """The schema in the share, for Delta Sharing."""
    table: Output[str | None]
    """The table in the schema, for Delta Sharing."""
    enabled: Output[bool | None]
    """Whether ingestion is enabled."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        type: Input[Warehouse],
        dataset: Input[Literal["Metrics", "Events", "Exposures", "export_exposures"]],
        source_name: Input[str] | None = ...,
        query: Input[str] | None = ...,
        column_mapping: Input[MetricsMapping | EventsMapping | ExposuresMapping] | None = ...,
        use_delta_sharing: Input[Literal[True]] | None = ...,
        share: Input[str] | None = ...,
        schema_name: Input[str] | None = ...,
        table: Input[str] | None = ...,
        enabled: Input[bool] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An ingestion source.

        Args:
            resource_name: Its name in the program.
            type: The kind of warehouse. A change replaces the object.
            dataset: What is ingested. A change replaces the object.
            source_name: The source's name; by default the resource's name. A change replaces the object.
            query: The SQL query that gives the rows. Taken out of the program, it stays as it is.
            column_mapping: The columns: a mapping for the dataset. Taken out of the program, it stays as it is.
            use_delta_sharing: Read through Delta Sharing in place of a query. A change replaces the object.
            share: The share, for Delta Sharing. Never read back. Taken out of the program, it stays as it is.
            schema_name: The schema in the share, for Delta Sharing. Never read back. Taken out of the program, it stays
                as it is.
            table: The table in the schema, for Delta Sharing. Never read back. Taken out of the program, it stays as it
                is.
            enabled: Whether ingestion is enabled.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class IngestionSchedule(Resource):
    """When a dataset is ingested. There always is a schedule: destroying the resource leaves it as it is.

    Example:
        ```python
        statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=3)
        ```
    """

    dataset: Output[str]
    """What is ingested: there is one schedule for each dataset."""
    scheduled_hour_pst: Output[int | None]
    """The hour at which it is ingested, in Pacific time."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        dataset: Input[Scheduled],
        scheduled_hour_pst: Input[int] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """When a dataset is ingested. There always is a schedule: destroying the resource leaves it as it is.

        Args:
            resource_name: Its name in the program.
            dataset: What is ingested: there is one schedule for each dataset. A change replaces the object.
            scheduled_hour_pst: The hour at which it is ingested, in Pacific time.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class DatabricksConnection(Resource):
    """The connection to Databricks that ingestion sources of this type use. The API can neither read nor delete it:
    drift is not detected, and destroying the resource leaves the connection as it is.

    Example:
        ```python
        statsig.DatabricksConnection(
            "databricks", host="x.cloud.databricks.com", path="/sql/1.0/x", token=token
        )
        ```
    """

    host: Output[str]
    """The workspace's host name."""
    path: Output[str]
    """The HTTP path of the SQL warehouse."""
    token: Output[str]
    """The access token. Encrypted in state; Statsig never returns it."""
    delta_sharing_credentials: Output[str | None]
    """The credentials for Delta Sharing. Encrypted in state; Statsig never returns them."""
    verified: Output[bool | None]
    """Whether the connection has been tried."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        host: Input[str],
        path: Input[str],
        token: Input[str],
        delta_sharing_credentials: Input[str] | None = ...,
        verified: Input[bool] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The connection to Databricks that ingestion sources of this type use. The API can neither read nor delete it:
        drift is not detected, and destroying the resource leaves the connection as it is.

        Args:
            resource_name: Its name in the program.
            host: The workspace's host name. A change replaces the object.
            path: The HTTP path of the SQL warehouse.
            token: The access token. Encrypted in state; Statsig never returns it. Encrypted in state, never printed.
            delta_sharing_credentials: The credentials for Delta Sharing. Encrypted in state; Statsig never returns
                them. Encrypted in state, never printed. Taken out of the program, it stays as it is.
            verified: Whether the connection has been tried. Taken out of the program, it stays as it is.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class IngestionBackfill(Resource):
    """Ingests days again and waits for the end, when the resource is created and when its triggers or its arguments
    change.

    Example:
        ```python
        statsig.IngestionBackfill(
            "may",
            type="snowflake-v2",
            dataset="Events",
            datestamp_start="2026-05-01",
            datestamp_end="2026-05-31",
        )
        ```
    """

    run_id: Output[str]
    """The id of the run."""
    outcome: Output[str]
    """The final status."""
    type: Output[str]
    """The kind of warehouse."""
    dataset: Output[str]
    """What is ingested."""
    datestamp_start: Output[str]
    """The first day, as ``YYYY-MM-DD``."""
    datestamp_end: Output[str]
    """The last day, as ``YYYY-MM-DD``."""
    source: Output[str | list[str] | None]
    """The sources, by name; all of them when left out."""
    timeout: Output[float | None]
    """How long to wait for the end, in seconds."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        type: Input[Warehouse],
        dataset: Input[Scheduled],
        datestamp_start: Input[str],
        datestamp_end: Input[str],
        source: Input[Names] | None = ...,
        timeout: Input[float] = ...,
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Ingests days again and waits for the end, when the resource is created and when its triggers or its arguments
        change.

        Args:
            resource_name: Its name in the program.
            type: The kind of warehouse.
            dataset: What is ingested.
            datestamp_start: The first day, as ``YYYY-MM-DD``.
            datestamp_end: The last day, as ``YYYY-MM-DD``.
            source: The sources, by name; all of them when left out.
            timeout: How long to wait for the end, in seconds.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
