# Written by tools/stubs.py from source.py. Change that, then run `make docs`.

"""What Warehouse Native projects read from their warehouse: metric sources, qualifying events, assignment sources and
entity properties. https://docs.statsig.com/console-api/metrics and https://docs.statsig.com/console-api/experiments"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from ..schema.model import Model
from .shared_types import IdTypeMapping, Owner

Mappings = list[IdTypeMapping]

class CustomField(Model):
    """A field that is computed from columns."""

    key: Input[str]
    """Its name."""
    formula: Input[str]
    """The SQL expression."""

class _MetricSourceKind(Resource): ...

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

    name: Output[str]
    """The source's name, which is its id; by default the resource's name."""
    description: Output[str | None]
    """What is in it."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    sql: Output[str]
    """The query."""
    id_type_mapping: Output[list[dict[str, Any]]]
    """Which columns hold the ids of which units."""
    is_read_only: Output[bool | None]
    """Whether it can be changed through the API alone."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    dry_run: Output[bool | None]
    """Whether every preview asks Statsig if it would take the source; that costs a request."""
    timestamp_column: Output[str]
    """The column of the time."""
    timestamp_as_day: Output[bool | None]
    """Whether the time is a day."""
    source_type: Output[str | None]
    """``table`` or ``query``."""
    table_name: Output[str | None]
    """The table, for the type ``table``."""
    date_partition_column: Output[str | None]
    """The column by which the table is partitioned, for the type ``table``."""
    custom_field_mapping: Output[list[dict[str, Any]] | None]
    """Further fields."""
    is_verified: Output[bool | None]
    """Whether it is marked as verified."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
    disable_cure: Output[bool | None]
    """Whether CURE does not use it."""
    skip_validation: Output[bool | None]
    """Whether Statsig takes the query without running it, where the project may do that; needs the next two. Statsig
    returns none of the three."""
    all_columns: Output[list[str] | None]
    """The columns of the query's result."""
    column_types: Output[list[str] | None]
    """The types of these columns, in the same order."""
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
        name: Input[str] | None = ...,
        description: Input[str] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        sql: Input[str],
        id_type_mapping: Input[Mappings],
        is_read_only: Input[bool] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        dry_run: bool = ...,
        timestamp_column: Input[str],
        timestamp_as_day: Input[bool] = ...,
        source_type: Input[Literal["table", "query"]] = ...,
        table_name: Input[str] | None = ...,
        date_partition_column: Input[str] | None = ...,
        custom_field_mapping: Input[list[CustomField]] = ...,
        is_verified: Input[bool] = ...,
        owner: Input[Owner] | None = ...,
        disable_cure: Input[bool] = ...,
        skip_validation: Input[bool] = ...,
        all_columns: Input[Strings] = ...,
        column_types: Input[Strings] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A metric source (Warehouse Native): the query that metrics are computed from.

        Args:
            resource_name: Its name in the program.
            name: The source's name, which is its id; by default the resource's name. A change replaces the object.
            description: What is in it.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            sql: The query.
            id_type_mapping: Which columns hold the ids of which units. The order means nothing.
            is_read_only: Whether it can be changed through the API alone.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            dry_run: Whether every preview asks Statsig if it would take the source; that costs a request.
            timestamp_column: The column of the time.
            timestamp_as_day: Whether the time is a day.
            source_type: ``table`` or ``query``.
            table_name: The table, for the type ``table``. Taken out of the program, it stays as it is.
            date_partition_column: The column by which the table is partitioned, for the type ``table``. Taken out of
                the program, it stays as it is.
            custom_field_mapping: Further fields. The order means nothing.
            is_verified: Whether it is marked as verified.
            owner: Who is responsible. Taken out of the program, it stays as it is.
            disable_cure: Whether CURE does not use it.
            skip_validation: Whether Statsig takes the query without running it, where the project may do that; needs
                the next two. Statsig returns none of the three. Never read back.
            all_columns: The columns of the query's result. Never read back.
            column_types: The types of these columns, in the same order. Never read back.
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

    name: Output[str]
    """The source's name, which is its id; by default the resource's name."""
    description: Output[str | None]
    """What is in it."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    sql: Output[str]
    """The query."""
    id_type_mapping: Output[list[dict[str, Any]]]
    """Which columns hold the ids of which units."""
    is_read_only: Output[bool | None]
    """Whether it can be changed through the API alone."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    dry_run: Output[bool | None]
    """Whether every preview asks Statsig if it would take the source; that costs a request."""
    timestamp_column: Output[str]
    """The column of the time."""
    timestamp_as_day: Output[bool | None]
    """Whether the time is a day."""
    source_type: Output[str | None]
    """``table`` or ``query``."""
    table_name: Output[str | None]
    """The table, for the type ``table``."""
    date_partition_column: Output[str | None]
    """The column by which the table is partitioned, for the type ``table``."""
    custom_field_mapping: Output[list[dict[str, Any]] | None]
    """Further fields."""
    is_verified: Output[bool | None]
    """Whether it is marked as verified."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
    disable_cure: Output[bool | None]
    """Whether CURE does not use it."""
    skip_validation: Output[bool | None]
    """Whether Statsig takes the query without running it, where the project may do that; needs the next two. Statsig
    returns none of the three."""
    all_columns: Output[list[str] | None]
    """The columns of the query's result."""
    column_types: Output[list[str] | None]
    """The types of these columns, in the same order."""
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
        name: Input[str] | None = ...,
        description: Input[str] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        sql: Input[str],
        id_type_mapping: Input[Mappings],
        is_read_only: Input[bool] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        dry_run: bool = ...,
        timestamp_column: Input[str],
        timestamp_as_day: Input[bool] = ...,
        source_type: Input[Literal["table", "query"]] = ...,
        table_name: Input[str] | None = ...,
        date_partition_column: Input[str] | None = ...,
        custom_field_mapping: Input[list[CustomField]] = ...,
        is_verified: Input[bool] = ...,
        owner: Input[Owner] | None = ...,
        disable_cure: Input[bool] = ...,
        skip_validation: Input[bool] = ...,
        all_columns: Input[Strings] = ...,
        column_types: Input[Strings] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A qualifying event (Warehouse Native): what makes a user count in an experiment's analysis.

        Args:
            resource_name: Its name in the program.
            name: The source's name, which is its id; by default the resource's name. A change replaces the object.
            description: What is in it.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            sql: The query.
            id_type_mapping: Which columns hold the ids of which units. The order means nothing.
            is_read_only: Whether it can be changed through the API alone.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            dry_run: Whether every preview asks Statsig if it would take the source; that costs a request.
            timestamp_column: The column of the time.
            timestamp_as_day: Whether the time is a day.
            source_type: ``table`` or ``query``.
            table_name: The table, for the type ``table``. Taken out of the program, it stays as it is.
            date_partition_column: The column by which the table is partitioned, for the type ``table``. Taken out of
                the program, it stays as it is.
            custom_field_mapping: Further fields. The order means nothing.
            is_verified: Whether it is marked as verified.
            owner: Who is responsible. Taken out of the program, it stays as it is.
            disable_cure: Whether CURE does not use it.
            skip_validation: Whether Statsig takes the query without running it, where the project may do that; needs
                the next two. Statsig returns none of the three. Never read back.
            all_columns: The columns of the query's result. Never read back.
            column_types: The types of these columns, in the same order. Never read back.
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

    name: Output[str]
    """The source's name, which is its id; by default the resource's name."""
    description: Output[str | None]
    """What is in it."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    sql: Output[str]
    """The query."""
    id_type_mapping: Output[list[dict[str, Any]]]
    """Which columns hold the ids of which units."""
    is_read_only: Output[bool | None]
    """Whether it can be changed through the API alone."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    dry_run: Output[bool | None]
    """Whether every preview asks Statsig if it would take the source; that costs a request."""
    timestamp_column: Output[str]
    """The column of the time."""
    experiment_id_column: Output[str]
    """The column of the experiment."""
    group_id_column: Output[str]
    """The column of the group."""
    group_name_column: Output[str | None]
    """The column of the group's name."""
    scheduled_reload_hour: Output[int | None]
    """The hour of its daily load, in UTC."""
    is_verified: Output[bool | None]
    """Whether it is marked as verified."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
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
        name: Input[str] | None = ...,
        description: Input[str] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        sql: Input[str],
        id_type_mapping: Input[Mappings],
        is_read_only: Input[bool] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        dry_run: bool = ...,
        timestamp_column: Input[str],
        experiment_id_column: Input[str],
        group_id_column: Input[str],
        group_name_column: Input[str] | None = ...,
        scheduled_reload_hour: Input[int] | None = ...,
        is_verified: Input[bool] = ...,
        owner: Input[Owner] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An assignment source (Warehouse Native): who was in which group of which experiment.

        Args:
            resource_name: Its name in the program.
            name: The source's name, which is its id; by default the resource's name. A change replaces the object.
            description: What is in it.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            sql: The query.
            id_type_mapping: Which columns hold the ids of which units. The order means nothing.
            is_read_only: Whether it can be changed through the API alone.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            dry_run: Whether every preview asks Statsig if it would take the source; that costs a request.
            timestamp_column: The column of the time.
            experiment_id_column: The column of the experiment.
            group_id_column: The column of the group.
            group_name_column: The column of the group's name. Taken out of the program, it stays as it is.
            scheduled_reload_hour: The hour of its daily load, in UTC.
            is_verified: Whether it is marked as verified.
            owner: Who is responsible. Taken out of the program, it stays as it is.
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

    name: Output[str]
    """The source's name, which is its id; by default the resource's name."""
    description: Output[str | None]
    """What is in it."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    sql: Output[str]
    """The query."""
    id_type_mapping: Output[list[dict[str, Any]]]
    """Which columns hold the ids of which units."""
    is_read_only: Output[bool | None]
    """Whether it can be changed through the API alone."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    dry_run: Output[bool | None]
    """Whether every preview asks Statsig if it would take the source; that costs a request."""
    timestamp_column: Output[str | None]
    """The column of the time, where properties change."""
    timestamp_as_day: Output[bool | None]
    """Whether the time is a day."""
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
        name: Input[str] | None = ...,
        description: Input[str] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        sql: Input[str],
        id_type_mapping: Input[Mappings],
        is_read_only: Input[bool] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        dry_run: bool = ...,
        timestamp_column: Input[str] | None = ...,
        timestamp_as_day: Input[bool] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An entity property source (Warehouse Native): what is known of users.

        Args:
            resource_name: Its name in the program.
            name: The source's name, which is its id; by default the resource's name. A change replaces the object.
            description: What is in it.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            sql: The query.
            id_type_mapping: Which columns hold the ids of which units. The order means nothing.
            is_read_only: Whether it can be changed through the API alone.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            dry_run: Whether every preview asks Statsig if it would take the source; that costs a request.
            timestamp_column: The column of the time, where properties change. Taken out of the program, it stays as it
                is.
            timestamp_as_day: Whether the time is a day.
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
