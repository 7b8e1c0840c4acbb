"""Metrics, in the cloud and Warehouse Native: https://docs.statsig.com/console-api/metrics"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field, StringConstraints

from ..resource import Resource
from ..rest import Action, Collection, Effect
from ..schema.markers import (
    In,
    Invalidates,
    Key,
    NoDefault,
    Path,
    ProviderOnly,
    Replace,
    Strings,
    Unordered,
    UpdateOnly,
    Wire,
    is_known,
    known_members,
)
from ..schema.model import ActionArgs, DeletableArgs, Model
from ..schema.values import changed_fields
from .shared_types import Description, MetricRef, SharesTags
from .warehouse_metric import ONE_SOURCE, Criteria, Percentile, WarehouseMetric


class MetricEvent(Model):
    """An event that a metric is computed from."""

    name: In[str]
    """The event's name."""
    type: In[Literal["count", "count_distinct", "value", "metadata"]] | None = None
    """What is taken from the event."""
    metadata_key: In[str] | None = None
    """The field of its metadata, for ``metadata``."""
    criteria: Criteria = []
    """Which of the events count."""


class FunnelEvent(Model):
    """A step of a funnel."""

    name: In[str]
    """The event's name."""
    type: In[Literal["event_dau", "event_user", "event_count", "event_count_custom"]]
    """What of it is counted."""


class MetricOwner(Model):
    """Who is responsible for a metric."""

    owner_id: In[str] | None = None
    """The Statsig id."""
    owner_type: In[str] | None = None
    """``USER`` or ``SDK_KEY``."""
    owner_name: In[str] | None = None
    """The name."""
    email: Annotated[In[str] | None, Wire("ownerEmail")] = None
    """The e-mail address."""


Weekday = Annotated[int, Field(ge=0, le=6)]
"""A day of the week: 0 is Sunday."""
Name = Annotated[str, StringConstraints(min_length=3, max_length=200, pattern=r"^[a-zA-Z0-9_.\-()/ %:]*$")]
"""3 to 200 letters, digits, spaces and ``_.-()/%:``."""


class MetricArgs(SharesTags, DeletableArgs):
    """The arguments of a metric. What it is computed from cannot be changed in the cloud: that makes a new metric."""

    name: Key[In[Name] | None] = None
    """The metric's name, 3 to 200 characters; by default the resource's name. The id is ``name::type``, and stays when
    the metric is renamed."""
    type: Replace[
        In[
            Literal[
                "ratio",
                "mean",
                "event_count_custom",
                "event_user",
                "funnel",
                "composite",
                "composite_sum",
                "sum",
                "user_warehouse",
                "percentile",
                "latest_value",
            ]
        ]
    ] = Field(...)
    """How it is computed; ``user_warehouse`` in Warehouse Native projects."""
    description: In[Description] = ""
    """What it measures, at most 1000 characters."""
    directionality: In[Literal["increase", "decrease"]] = "increase"
    """Which change is good."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    unit_types: Unordered[NoDefault[In[Strings] | None]] = None
    """The units that it is computed for."""
    metric_events: Replace[In[list[MetricEvent]] | None] = None
    """The events that it is computed from."""
    metric_component_metrics: Replace[In[list[MetricRef]] | None] = None
    """The metrics that it is computed from, for composites and ratios."""
    funnel_event_list: Replace[In[list[FunnelEvent]] | None] = None
    """The steps of a funnel."""
    funnel_count_distinct: Replace[In[Literal["events", "users"]] | None] = None
    """What a funnel counts; its steps have the types ``event_count`` and ``event_count_custom`` for ``events``,
    ``event_dau`` and ``event_user`` for ``users``."""
    percentile: NoDefault[In[Percentile] | None] = None
    """Which percentile, 0.001 to 0.999, for the type ``percentile``."""
    rollup_time_window: Replace[In[str] | None] = None
    """The rollup window; ``custom`` for the next two."""
    custom_roll_up_start: Replace[In[float] | None] = None
    """Its start in days after exposure."""
    custom_roll_up_end: Replace[In[float] | None] = None
    """Its end in days after exposure."""
    warehouse_native: Invalidates[NoDefault[In[WarehouseMetric] | None]] = None
    """How it is computed in a warehouse (Warehouse Native)."""
    scheduled_reload_hour: UpdateOnly[In[Annotated[int, Field(ge=0, le=23)]] | None] = None
    """The hour of its load, 0 to 23 (Warehouse Native)."""
    scheduled_reload_days: UpdateOnly[Unordered[In[list[Weekday] | list[In[Weekday]]] | None]] = None
    """The days of its load, 0 for Sunday to 6; every day when left out (Warehouse Native)."""
    is_permanent: In[bool] = False
    """Whether it is meant to stay."""
    is_read_only: In[bool] = False
    """Whether it can be changed through the API alone."""
    is_verified: In[bool] = False
    """Whether it is marked as verified."""
    team: In[str] | None = None
    """The team that owns it, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns it, by id (Enterprise)."""
    owner: UpdateOnly[NoDefault[In[MetricOwner] | None]] = None
    """Who is responsible."""
    dry_run: ProviderOnly[bool] = False
    """Whether every preview asks Statsig if it would take the metric; that costs a request."""


_DEFINITIONS = ("metricEvents", "metricComponentMetrics", "funnelEventList", "warehouseNative")
"""The fields of a document that say how a metric is computed."""
_EVENTS = ("unit_types", "metric_events")
_REQUIRED = {
    **dict.fromkeys(("sum", "mean", "event_count_custom", "ratio"), _EVENTS),
    "composite": ("unit_types",),
    "composite_sum": ("unit_types",),
    "funnel": ("funnel_count_distinct",),
}
"""What a create needs for a type, besides what ``_missing`` looks at."""
_FUNNEL_TYPES = {"events": ("event_count", "event_count_custom"), "users": ("event_dau", "event_user")}


def _missing(new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what Statsig asks for when it creates a metric of the type."""
    type = new["type"]
    yield from ((name, f"is needed for the type {type!r}") for name in _REQUIRED.get(type, ()) if not new.get(name))
    if type == "event_user":
        for i, event in known_members(new.get("metric_events")):
            if not event.get("criteria"):
                yield f"metric_events[{i}].criteria", "is needed for the type 'event_user'"
    components = new.get("metric_component_metrics") or []
    if type == "composite_sum" and is_known(components) and len(components) < 2:
        yield "metric_component_metrics", "needs at least two metrics for the type 'composite_sum'"
    if type == "funnel":
        yield from _unfit_steps(new)


def _unfit_steps(new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    steps, counts = new.get("funnel_event_list") or [], new.get("funnel_count_distinct")
    if isinstance(steps, list) and len(steps) < 2:
        yield "funnel_event_list", "needs at least two steps"
    fitting = _FUNNEL_TYPES.get(counts, ()) if isinstance(counts, str) else ()
    for i, step in known_members(steps):
        if fitting and is_known(step["type"]) and step["type"] not in fitting:
            yield f"funnel_event_list[{i}].type", f"must be {' or '.join(map(repr, fitting))}: it counts {counts}"


def _replaces_sources(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields that would put one metric source in the place of several."""
    before, after = ({} if not is_known(i) else i.get("warehouse_native") or {} for i in (old, new))
    several = before.get("metric_sources") or []
    for name in ONE_SOURCE if len(several) > 1 and after.get("metric_sources") == several else ():
        if after.get(name) != before.get(name):
            yield f"warehouse_native.{name}", f"would replace the metric's {len(several)} sources: use metric_sources"


class Metric(Resource):
    """A metric. ``on_destroy="archive"`` schedules it for archiving in place of deleting it.

    Example:
        ```python
        statsig.Metric(
            "purchases",
            type="event_count_custom",
            unit_types=["userID"],
            metric_events=[MetricEvent(name="purchase")],
        )
        ```
    """

    permalink: Output[str]
    """The metric's address in the console."""

    args = MetricArgs
    routes = Collection(
        "/metrics",
        id_format="{name}::{type}",
        list_="GET /metrics/list",
        update="POST /metrics/{id}",
        destroy_operations={"archive": "PUT /metrics/{id}/schedule_archive"},
    )

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Leave out the deprecated form of the metric source beside ``metricSources``, which it would replace."""
        native = body.get("warehouseNative") or {}
        if not native.get("metricSources"):
            return body
        deprecated = {cls.args.wire_name(name) for name in ONE_SOURCE}
        return {**body, "warehouseNative": {k: v for k, v in native.items() if k not in deprecated}}

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check what a create needs, that a custom window comes with ``rollup_time_window="custom"``, and that one
        source does not replace several."""
        properties = cls.shape().properties
        created = not old or any("replace" in properties[name] for name in changed_fields(cls.shape(), old, new))
        if created and not new.get("adopt") and is_known(new["type"]):
            yield from _missing(new)
        for name in ("custom_roll_up_start", "custom_roll_up_end"):
            window = new.get("rollup_time_window")
            if name in new and is_known(window) and window != "custom":
                yield name, "needs rollup_time_window='custom'"
        yield from _replaces_sources(old, new)

    @classmethod
    def is_made_by_statsig(cls, doc: dict[str, Any]) -> bool:
        """Return whether Statsig has made it of an event: nobody has, and it says nothing of how it is computed."""
        return not doc.get("creatorName") and not any(doc.get(name) for name in _DEFINITIONS)


class MetricArchiveArgs(ActionArgs):
    """The arguments of a metric's archive."""

    metric_id: Path[In[str]] = Field(...)
    """The metric, by id: ``name::type``."""


class MetricArchive(Resource):
    """Schedules a metric for archiving. Destroying the resource cancels that, or unarchives the metric.

    Example:
        ```python
        statsig.MetricArchive("old", metric_id="purchases::event_count_custom")
        ```
    """

    args = MetricArchiveArgs
    routes = Action(
        "PUT /metrics/{id}/schedule_archive",
        undo=("PUT /metrics/{id}/cancel_archive", "PUT /metrics/{id}/unarchive"),
        undone=Effect("GET /metrics/{id}", lambda _inputs, metric: not metric.get("isHidden")),
        repeatable=True,
    )


class MetricReloadArgs(ActionArgs):
    """The arguments of a metric's reload."""

    metric_id: Path[In[str]] = Field(...)
    """The metric, by id: ``name::type``."""
    incremental: ProviderOnly[In[bool]] = False
    """Whether only new data is loaded."""


class MetricReload(Resource):
    """Reloads a metric's data (Warehouse Native), when the resource is created and when its triggers change. The API
    does not report when that ends.

    Example:
        ```python
        statsig.MetricReload("orders", metric_id="orders::user_warehouse", triggers={"sql": "v2"})
        ```
    """

    args = MetricReloadArgs
    routes = Action("POST /metrics/{id}/reload", query=("incremental",))
