"""Segments and the ids in them: https://docs.statsig.com/console-api/segments"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field, StringConstraints

from ..resource import Resource
from ..rest import Collection, IdList
from ..schema.markers import In, Key, Path, Replace, Strings, Trigger, Unordered, Wire, is_known, known_members
from ..schema.model import DeletableArgs
from .rule import Rules
from .shared_types import Description, SharesRules, SlugName

SegmentId = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_-]*$")]
"""3 to 100 letters, digits, ``_`` and ``-``."""


_NOT_IN_SEGMENTS = ("public", "passes_gate", "fails_gate", "time", "locale", "url", "javascript", "device_model")


class SegmentArgs(SharesRules, DeletableArgs):
    """The arguments of a segment. The API can change nothing but its rules."""

    segment_id: Annotated[Key[Replace[In[SegmentId] | None]], Wire("id")] = None
    """The id in Statsig, the name that code and conditions ask for; by default the resource's name."""
    name: Replace[In[SlugName] | None] = None
    """The name shown in the console; by default the id."""
    description: Replace[In[Description]] = ""
    """Who is in it, at most 1000 characters."""
    type: Replace[In[Literal["id_list", "rule_based", "analysis_list", "user_store_id_list"]]] = Field(...)
    """What makes it up: ``rule_based``, ``id_list`` (see ``SegmentIds``), ``analysis_list``, or
    ``user_store_id_list``."""
    id_type: Replace[In[str]] = "userID"
    """The unit that is in it."""
    rules: In[Rules] = []
    """Who is in it, for ``rule_based``."""
    tags: Unordered[Replace[In[Strings]]] = []
    """Tags, by name."""
    creator_id: Replace[In[str] | None] = None
    """The Statsig id of the creator; by default the key."""
    creator_email: Replace[In[str] | None] = None
    """The e-mail of the creator."""
    team: Replace[In[str] | None] = None
    """The team that owns it, by name (Enterprise)."""
    team_id: Replace[In[str] | None] = None
    """The team that owns it, by id (Enterprise)."""


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

    args = SegmentArgs
    routes = Collection(
        "/segments",
        label="name",
        update="POST /segments/{id}/conditional",
        body_field="rules",
        destroy_operations={"archive": "PUT /segments/{id}/archive"},
    )

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that only a ``rule_based`` segment has rules, and that segments support their conditions."""
        if new.get("rules") and is_known(new.get("type")) and new.get("type") not in (None, "rule_based"):
            yield "rules", f"mean nothing in a segment of the type {new['type']!r}"
        for i, rule in known_members(new.get("rules")):
            for j, condition in known_members(rule.get("conditions")):
                if (type := condition.get("type")) in _NOT_IN_SEGMENTS:
                    yield f"rules[{i}].conditions[{j}].type", f"is {type!r}, which a segment cannot ask for"


class SegmentIdsArgs(DeletableArgs):
    """The arguments of a segment's ids."""

    segment_id: Path[In[str]] = Field(...)
    """The segment, of the type ``id_list`` or ``user_store_id_list``."""
    ids: Unordered[In[Annotated[list[str], Field(max_length=100_000)]]] = []
    """Up to 100 000 ids, in any order; only what has changed is sent."""
    exclusive: Trigger[bool] = True
    """Whether these are all ids of the segment: others show as drift and are removed. False manages these only."""


class SegmentIds(Resource):
    """The ids in a list segment; large lists are sent in parts, within the API's own limit for them.

    Example:
        ```python
        testers = statsig.Segment("testers", type="id_list")
        statsig.SegmentIds("testers", segment_id=testers.id, ids=["user-1", "user-2"])
        ```
    """

    args = SegmentIdsArgs
    routes = IdList("/segments/{id}", store="user_store_id_list")
