"""Data ingestion: sources, their schedule, the Databricks connection.

https://docs.statsig.com/console-api/ingestion
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, QueryCollection, Singleton, Unreadable, Waiter
from ..schema.json_types import NonEmptyKeys
from ..schema.markers import In, Key, NoDefault, ProviderOnly, Query, Replace, Secret, Wire, WriteOnly
from ..schema.model import ActionArgs, DeletableArgs, Model
from .shared_types import Names


class _Ingestion(Model):
    """A mapping, whose fields have Python's names in the API."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        return name


class MetricsMapping(_Ingestion):
    """The columns, for the dataset ``Metrics``."""

    unit_id: In[str]
    """The unit the metric is for."""
    id_type: In[str]
    """The id type of the unit."""
    dateid: In[str]
    """The day."""
    metric_name: In[str]
    """The metric's name."""
    metric_value: NoDefault[In[str] | None] = None
    """The value; or give numerator and denominator."""
    numerator: NoDefault[In[str] | None] = None
    """The numerator of a ratio."""
    denominator: NoDefault[In[str] | None] = None
    """The denominator of a ratio."""


class _RowsMapping(_Ingestion):
    timestamp: In[str]
    """The time, in seconds since 1970."""
    ids: In[Annotated[dict[str, str] | dict[str, In[str]], NonEmptyKeys]]
    """The columns of the id types."""
    unit_id: NoDefault[In[str] | None] = None
    """The user."""
    metadata: In[Annotated[dict[str, str] | dict[str, In[str]], NonEmptyKeys]] = {}
    """The columns of the metadata."""
    metadata_object: NoDefault[In[str] | None] = None
    """The column of the metadata as an object."""
    event_value: NoDefault[In[str] | None] = None
    """The value."""


class EventsMapping(_RowsMapping):
    """The columns, for the dataset ``Events``."""

    event_name: In[str]
    """The event's name."""


class ExposuresMapping(_RowsMapping):
    """The columns, for the dataset ``Exposures``."""

    experiment: In[str]
    """The experiment."""
    group_id: In[str]
    """The group."""


Scheduled = Literal["Events", "Metrics", "export_exposures", "export_events", "entity_properties"]
"""What is ingested or exported by schedule."""
Warehouse = Literal["redshift", "bigquery-v2", "snowflake-v2", "databricks", "azure-synapse", "s3", "athena", "adls"]


class IngestionArgs(_Ingestion, DeletableArgs):
    """The arguments of an ingestion source. Type, dataset and source name together are its identity."""

    type: Query[Replace[In[Warehouse]]] = Field(...)
    """The kind of warehouse."""
    dataset: Query[Replace[In[Literal["Metrics", "Events", "Exposures", "export_exposures"]]]] = Field(...)
    """What is ingested."""
    source_name: Key[Query[Replace[In[str] | None]]] = None
    """The source's name; by default the resource's name."""
    query: NoDefault[In[str] | None] = None
    """The SQL query that gives the rows."""
    column_mapping: NoDefault[In[MetricsMapping | EventsMapping | ExposuresMapping] | None] = None
    """The columns: a mapping for the dataset."""
    use_delta_sharing: Replace[In[Literal[True]] | None] = None
    """Read through Delta Sharing in place of a query."""
    share: WriteOnly[NoDefault[In[str] | None]] = None
    """The share, for Delta Sharing."""
    schema_name: Annotated[WriteOnly[NoDefault[In[str] | None]], Wire("schema")] = None
    """The schema in the share, for Delta Sharing."""
    table: WriteOnly[NoDefault[In[str] | None]] = None
    """The table in the schema, for Delta Sharing."""
    enabled: In[bool] = False
    """Whether ingestion is enabled."""


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

    args = IngestionArgs
    routes = QueryCollection(
        "/ingestion",
        # The API makes a source for Exposures and finds it again as export_exposures.
        query_values={"Exposures": "export_exposures"},
    )

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Flatten a response: it holds the fields inside ``data``, under other names."""
        data = doc.get("data")
        if not isinstance(data, dict):
            return doc
        renamed = {
            "source_name": data.get("name"),
            "query": data.get("query"),
            "column_mapping": data.get("columnMappings"),
            "use_delta_sharing": data.get("is_delta_sharing") or None,
        }
        return {**data, **doc, **renamed}

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that Delta Sharing and a query are not combined."""
        for name in ("share", "schema_name", "table"):
            if name in new and not new.get("use_delta_sharing"):
                yield name, "needs use_delta_sharing=True"


class IngestionScheduleArgs(_Ingestion, DeletableArgs):
    """The arguments of an ingestion schedule."""

    dataset: Query[Replace[In[Scheduled]]] = Field(...)
    """What is ingested: there is one schedule for each dataset."""
    scheduled_hour_pst: In[Annotated[int, Field(ge=0, le=23)]] = 10
    """The hour at which it is ingested, in Pacific time."""


class IngestionSchedule(Resource):
    """When a dataset is ingested. There always is a schedule: destroying the resource leaves it as it is.

    Example:
        ```python
        statsig.IngestionSchedule("events", dataset="Events", scheduled_hour_pst=3)
        ```
    """

    args = IngestionScheduleArgs
    routes = Singleton("/ingestion/schedule")


class DatabricksConnectionArgs(DeletableArgs):
    """The arguments of the connection to Databricks."""

    host: Key[Replace[In[str]]] = Field(...)
    """The workspace's host name."""
    path: In[str] = Field(...)
    """The HTTP path of the SQL warehouse."""
    token: Secret[In[str]] = Field(...)
    """The access token. Encrypted in state; Statsig never returns it."""
    delta_sharing_credentials: Secret[NoDefault[In[str] | None]] = None
    """The credentials for Delta Sharing. Encrypted in state; Statsig never returns them."""
    verified: NoDefault[In[bool] | None] = None
    """Whether the connection has been tried."""


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

    args = DatabricksConnectionArgs
    routes = Unreadable("POST /ingestion/connection/databricks")


def _backfilled(run: Any) -> str | None:
    """Return the final status of a run, None before the end. The set of statuses is open."""
    status = str(run.get("latestStatus", ""))
    return status if status == "completed" or "error" in status.lower() or "fail" in status.lower() else None


class IngestionBackfillArgs(_Ingestion, ActionArgs):
    """The arguments of a backfill."""

    type: In[Warehouse] = Field(...)
    """The kind of warehouse."""
    dataset: In[Scheduled] = Field(...)
    """What is ingested."""
    datestamp_start: In[str] = Field(...)
    """The first day, as ``YYYY-MM-DD``."""
    datestamp_end: In[str] = Field(...)
    """The last day, as ``YYYY-MM-DD``."""
    source: In[Names] | None = None
    """The sources, by name; all of them when left out."""
    timeout: ProviderOnly[In[Annotated[float, Field(gt=0)]]] = 600
    """How long to wait for the end, in seconds."""


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

    run_id: Annotated[Output[str], Wire("runID")]
    """The id of the run."""
    outcome: Output[str]
    """The final status."""

    args = IngestionBackfillArgs
    routes = Action(
        "POST /ingestion/backfill",
        waiter=Waiter("GET /ingestion/runs/{id}", _backfilled, frozenset({"completed"}), {"id": "runID"}),
    )
