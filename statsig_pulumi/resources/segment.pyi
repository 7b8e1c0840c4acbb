# Written by tools/stubs.py from segment.py. Change that, then run `make docs`.

"""Segments and the ids in them: https://docs.statsig.com/console-api/segments"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .rule import Rules
from .shared_types import Description, SlugName

SegmentId = str
"""3 to 100 letters, digits, ``_`` and ``-``."""

class Segment(Resource):
    """A segment of users, which gates and experiments can ask for.

    Example:
        ```python
        statsig.Segment(
            "staff",
            type="rule_based",
            rules=[
                Rule(name="by e-mail", conditions=[when.email_contains("@example.com")]),
            ],
        )
        ```
    """

    count: Output[float]
    """How many ids are in it, where it is a list."""
    segment_id: Output[str]
    """The id in Statsig, the name that code and conditions ask for; by default the resource's name."""
    name: Output[str | None]
    """The name shown in the console; by default the id."""
    description: Output[str | None]
    """Who is in it, at most 1000 characters."""
    type: Output[str]
    """What makes it up: ``rule_based``, ``id_list`` (see ``SegmentIds``), ``analysis_list``, or
    ``user_store_id_list``."""
    id_type: Output[str | None]
    """The unit that is in it."""
    rules: Output[list[dict[str, Any]] | None]
    """Who is in it, for ``rule_based``."""
    manage_rules: Output[str | None]
    """Which rules are the program's: ``all``, so that others show as drift and are removed; or ``listed``, those in
    ``rules`` alone, by their names, so that others stay where they are, in their order."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    creator_id: Output[str | None]
    """The Statsig id of the creator; by default the key."""
    creator_email: Output[str | None]
    """The e-mail of the creator."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
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
        segment_id: Input[SegmentId] | None = ...,
        name: Input[SlugName] | None = ...,
        description: Input[Description] = ...,
        type: Input[Literal["id_list", "rule_based", "analysis_list", "user_store_id_list"]],
        id_type: Input[str] = ...,
        rules: Input[Rules] = ...,
        manage_rules: Literal["all", "listed"] = ...,
        tags: Input[Strings] = ...,
        creator_id: Input[str] | None = ...,
        creator_email: Input[str] | None = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A segment of users, which gates and experiments can ask for.

        Args:
            resource_name: Its name in the program.
            segment_id: The id in Statsig, the name that code and conditions ask for; by default the resource's name. A
                change replaces the object.
            name: The name shown in the console; by default the id. A change replaces the object.
            description: Who is in it, at most 1000 characters. A change replaces the object.
            type: What makes it up: ``rule_based``, ``id_list`` (see ``SegmentIds``), ``analysis_list``, or
                ``user_store_id_list``. A change replaces the object.
            id_type: The unit that is in it. A change replaces the object.
            rules: Who is in it, for ``rule_based``.
            manage_rules: Which rules are the program's: ``all``, so that others show as drift and are removed; or
                ``listed``, those in ``rules`` alone, by their names, so that others stay where they are, in their
                order.
            tags: Tags, by name. A change replaces the object. The order means nothing.
            creator_id: The Statsig id of the creator; by default the key. A change replaces the object.
            creator_email: The e-mail of the creator. A change replaces the object.
            team: The team that owns it, by name (Enterprise). A change replaces the object.
            team_id: The team that owns it, by id (Enterprise). A change replaces the object.
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

class SegmentIds(Resource):
    """The ids in a list segment; large lists are sent in parts, within the API's own limit for them.

    Example:
        ```python
        testers = statsig.Segment("testers", type="id_list")
        statsig.SegmentIds("testers", segment_id=testers.id, ids=["user-1", "user-2"])
        ```
    """

    segment_id: Output[str]
    """The segment, of the type ``id_list`` or ``user_store_id_list``."""
    ids: Output[list[str] | None]
    """Up to 100 000 ids, in any order; only what has changed is sent."""
    exclusive: Output[bool | None]
    """Whether these are all ids of the segment: others show as drift and are removed. False manages these only."""
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
        segment_id: Input[str],
        ids: Input[list[str]] = ...,
        exclusive: bool = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """The ids in a list segment; large lists are sent in parts, within the API's own limit for them.

        Args:
            resource_name: Its name in the program.
            segment_id: The segment, of the type ``id_list`` or ``user_store_id_list``. A change replaces the object.
            ids: Up to 100 000 ids, in any order; only what has changed is sent. The order means nothing.
            exclusive: Whether these are all ids of the segment: others show as drift and are removed. False manages
                these only.
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
