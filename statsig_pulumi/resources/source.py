"""What Warehouse Native projects read from their warehouse: metric sources, qualifying events, assignment sources and
entity properties. https://docs.statsig.com/console-api/metrics and https://docs.statsig.com/console-api/experiments
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import In, Key, NoDefault, ProviderOnly, Replace, Strings, Unordered, Wire, WriteOnly
from ..schema.model import DeletableArgs, Model
from .shared_types import IdTypeMapping, Owner, SharesTags

Mappings = Annotated[list[IdTypeMapping], Field(min_length=1)]


class _SourceArgs(SharesTags, DeletableArgs):
    name: Key[Replace[In[str] | None]] = None
    """The source's name, which is its id; by default the resource's name."""
    description: In[str] = ""
    """What is in it."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    sql: In[str] = Field(...)
    """The query."""
    id_type_mapping: Unordered[In[Mappings]] = Field(...)
    """Which columns hold the ids of which units."""
    is_read_only: In[bool] = False
    """Whether it can be changed through the API alone."""
    team: In[str] | None = None
    """The team that owns it, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns it, by id (Enterprise)."""
    dry_run: ProviderOnly[bool] = False
    """Whether every preview asks Statsig if it would take the source; that costs a request."""


class CustomField(Model):
    """A field that is computed from columns."""

    merge_key: ClassVar[str | None] = "key"

    key: In[str]
    """Its name."""
    formula: In[str]
    """The SQL expression."""


class MetricSourceArgs(_SourceArgs):
    """The arguments of a metric source, or of a qualifying event."""

    timestamp_column: In[str] = Field(...)
    """The column of the time."""
    timestamp_as_day: In[bool] = False
    """Whether the time is a day."""
    source_type: In[Literal["table", "query"]] = "query"
    """``table`` or ``query``."""
    table_name: NoDefault[In[str] | None] = None
    """The table, for the type ``table``."""
    date_partition_column: NoDefault[In[str] | None] = None
    """The column by which the table is partitioned, for the type ``table``."""
    custom_field_mapping: Unordered[In[list[CustomField]]] = []
    """Further fields."""
    is_verified: In[bool] = False
    """Whether it is marked as verified."""
    owner: NoDefault[In[Owner] | None] = None
    """Who is responsible."""
    disable_cure: Annotated[In[bool], Wire("disableCURE")] = False
    """Whether CURE does not use it."""
    skip_validation: Annotated[WriteOnly[In[bool]], Wire("skip_validation")] = False
    """Whether Statsig takes the query without running it, where the project may do that; needs the next two. Statsig
    returns none of the three."""
    all_columns: Annotated[WriteOnly[In[Strings]], Wire("all_columns")] = []
    """The columns of the query's result."""
    column_types: Annotated[WriteOnly[In[Strings]], Wire("column_types")] = []
    """The types of these columns, in the same order."""


class _MetricSourceKind(Resource):
    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that a query that is not run comes with its columns."""
        if new.get("skip_validation") is True:
            for name in ("all_columns", "column_types"):
                if not new.get(name):
                    yield name, "is needed for skip_validation"


class MetricSource(_MetricSourceKind):
    """A metric source (Warehouse Native): the query that metrics are computed from.

    Example:
        ```python
        statsig.MetricSource(
            "orders",
            sql="select * from orders",
            timestamp_column="at",
            id_type_mapping=[IdTypeMapping(statsig_unit_id="userID", column="user_id")],
        )
        ```
    """

    args = MetricSourceArgs
    routes = Collection(
        "/metrics/metric_source",
        id_field="name",
        tells_creation=False,
        member="/metrics/metric_source/{name}",
        list_="GET /metrics/metric_source/list",
        update=None,
        replace="POST /metrics/metric_source/{name}",
    )


class QualifyingEvent(_MetricSourceKind):
    """A qualifying event (Warehouse Native): what makes a user count in an experiment's analysis.

    Example:
        ```python
        statsig.QualifyingEvent(
            "visited",
            sql="select * from visits",
            timestamp_column="at",
            id_type_mapping=[IdTypeMapping(statsig_unit_id="userID", column="user_id")],
        )
        ```
    """

    args = MetricSourceArgs
    routes = Collection(
        "/experiments/qualifying_events",
        id_field="name",
        tells_creation=False,
        member="/experiments/qualifying_events/{name}",
        update=None,
        replace="POST /experiments/qualifying_events/{name}",
    )


class AssignmentSourceArgs(_SourceArgs):
    """The arguments of an assignment source."""

    timestamp_column: In[str] = Field(...)
    """The column of the time."""
    experiment_id_column: In[str] = Field(...)
    """The column of the experiment."""
    group_id_column: In[str] = Field(...)
    """The column of the group."""
    group_name_column: NoDefault[In[str] | None] = None
    """The column of the group's name."""
    scheduled_reload_hour: In[Annotated[int, Field(ge=0, le=23)]] | None = None
    """The hour of its daily load, in UTC."""
    is_verified: In[bool] = False
    """Whether it is marked as verified."""
    owner: NoDefault[In[Owner] | None] = None
    """Who is responsible."""


class AssignmentSource(Resource):
    """An assignment source (Warehouse Native): who was in which group of which experiment.

    Example:
        ```python
        statsig.AssignmentSource(
            "assignments",
            sql="select * from assignments",
            timestamp_column="at",
            experiment_id_column="experiment",
            group_id_column="group",
            id_type_mapping=[IdTypeMapping(statsig_unit_id="userID", column="user_id")],
        )
        ```
    """

    args = AssignmentSourceArgs
    routes = Collection(
        "/experiments/assignment_sources",
        id_field="name",
        tells_creation=False,
        member="/experiments/assignment_source/{name}",
        read=None,
        replace="POST /experiments/assignment_source/{name}",
        update_excludes=frozenset({"sql"}),
    )


class EntityPropertyArgs(_SourceArgs):
    """The arguments of an entity property source."""

    timestamp_column: NoDefault[In[str] | None] = None
    """The column of the time, where properties change."""
    timestamp_as_day: In[bool] = False
    """Whether the time is a day."""


class EntityProperty(Resource):
    """An entity property source (Warehouse Native): what is known of users.

    Example:
        ```python
        statsig.EntityProperty(
            "countries",
            sql="select user_id, country from users",
            id_type_mapping=[IdTypeMapping(statsig_unit_id="userID", column="user_id")],
        )
        ```
    """

    args = EntityPropertyArgs
    routes = Collection(
        "/experiments/entity_properties",
        id_field="name",
        tells_creation=False,
        member="/experiments/entity_property/{name}",
        replace="POST /experiments/entity_property/{name}",
        update_excludes=frozenset({"sql"}),
    )
