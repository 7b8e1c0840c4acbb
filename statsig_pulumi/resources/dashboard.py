"""Dashboards: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import Field, StringConstraints, model_validator
from typing_extensions import Self

from ..resource import Resource
from ..rest import WidgetCollection
from ..rest.widget_collection import UNSUPPORTED
from ..schema.json_types import JsonValue
from ..schema.markers import In, Key, NoDefault, Replace, Strings, Unordered, UpdateOnly, WriteOnly, is_unknown
from ..schema.model import Model, ResourceArgs

Positive = Annotated[int, Field(gt=0)]
_PARTS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"content"}),
    "header": frozenset({"color"}),
    "timeseries": frozenset({"description", "color", "query"}),
    "funnel": frozenset({"description", "color", "query"}),
}
"""The fields that a type of widget has, besides those of every widget."""
_NEEDED = frozenset({"content", "query", "aggregation", "steps"})
"""The fields that are needed where they are possible."""
_QUERIES: Mapping[str, frozenset[str]] = {
    "timeseries": frozenset({"source", "sources", "aggregation", "unit_type", "group_bys", "viz"}),
    "funnel": frozenset({"steps", "unit_type", "conversion_window", "chart_type"}),
}
"""The fields that the query of a type of widget has."""


def _problem(what: str, given: AbstractSet[str], type: str, possible: Mapping[str, AbstractSet[str]]) -> str | None:
    """Return what of the given fields does not fit the type of a widget; None when all does."""
    own, all_of_them = possible[type], frozenset[str]().union(*possible.values())
    if needless := sorted(given & all_of_them - own):
        return f"{what} of the type {type!r} has no {' and no '.join(needless)}"
    missing = sorted(own & _NEEDED - given)
    return f"{what} of the type {type!r} needs {' and '.join(missing)}" if missing else None


class _SnakeCase(Model):
    @classmethod
    def wire_name(cls, name: str) -> str:
        return name


class WidgetProperty(_SnakeCase):
    """A field of an event."""

    key: In[str]
    """Its name."""
    column: In[JsonValue]
    """Where it is; the API documents no values."""


class WidgetFilter(_SnakeCase):
    """Which events count."""

    property: In[WidgetProperty]
    """The field that is compared."""
    operator: In[JsonValue]
    """How; the API documents no values."""
    values: Unordered[In[Strings]] = []
    """With what."""


class WidgetStep(_SnakeCase):
    """A step of a funnel."""

    event_name: In[str]
    """The event's name."""
    filters: In[list[WidgetFilter]] = []
    """Which of the events count."""


class WidgetEvent(WidgetStep):
    """An event that a widget shows."""

    type: In[Literal["event"]]
    """Always ``event``."""


class WidgetAggregation(_SnakeCase):
    """How events become a number."""

    type: In[JsonValue]
    """The kind of aggregation; the API documents no values."""
    property: In[WidgetProperty] | None = None
    """The field that is aggregated."""


class WidgetViz(_SnakeCase):
    """How a number is drawn."""

    chart_type: In[JsonValue]
    """The kind of chart; the API documents no values."""


class ConversionWindow(_SnakeCase):
    """Within what time the steps of a funnel have to follow."""

    value: In[Positive]
    """How many."""
    unit: In[Literal["second", "minute", "hour", "day"]]
    """The unit of time."""


class WidgetQuery(_SnakeCase):
    """What a widget shows: of the type ``timeseries`` events over time, of the type ``funnel`` the steps of users."""

    source: In[WidgetEvent] | None = None
    """The event (``timeseries``)."""
    sources: In[list[WidgetEvent]] | None = None
    """The events, where there are several (``timeseries``)."""
    aggregation: In[WidgetAggregation] | None = None
    """How they become a number (``timeseries``)."""
    group_bys: In[list[WidgetProperty]] | None = None
    """By what the numbers are divided (``timeseries``)."""
    viz: In[WidgetViz] | None = None
    """How they are drawn (``timeseries``)."""
    steps: In[Annotated[list[WidgetStep], Field(min_length=2)]] | None = None
    """The steps, at least two (``funnel``)."""
    conversion_window: In[ConversionWindow] | None = None
    """Within what time they have to follow (``funnel``)."""
    chart_type: In[Literal["conversion-rate", "conversions"]] | None = None
    """How they are drawn (``funnel``)."""
    unit_type: In[str] | None = None
    """The unit that is counted, such as ``userID``."""


class Widget(_SnakeCase):
    """A widget of a dashboard."""

    merge_key: ClassVar[str | None] = "type"  # those of other types have other fields
    may_be_renamed: ClassVar[bool] = False

    type: In[Literal["text", "header", "timeseries", "funnel"]]
    """What it is."""
    title: In[str]
    """Its title."""
    description: In[str] | None = None
    """What it shows (``timeseries``, ``funnel``)."""
    content: In[str] | None = None
    """The text (``text``)."""
    color: In[str] | None = None
    """Its colour (all but ``text``)."""
    query: In[WidgetQuery] | None = None
    """What it shows (``timeseries``, ``funnel``)."""
    width: In[Annotated[int, Field(gt=0, le=12)]] | None = None
    """Its width, 1 to 12."""
    height: In[Positive] | None = None
    """Its height."""

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if is_unknown(self.type):
            return self
        problem = _problem("a widget", self.model_fields_set, str(self.type), _PARTS)
        if isinstance(self.query, WidgetQuery) and not problem:
            problem = _problem("the query of a widget", self.query.model_fields_set, str(self.type), _QUERIES)
        if problem:
            raise ValueError(problem)
        return self


class DashboardDate(_SnakeCase):
    """A range of time that ends now."""

    value: In[Positive]
    """How many."""
    unit: In[Literal["day", "week", "month"]]
    """The unit of time."""


class DashboardDefaults(_SnakeCase):
    """What widgets show that do not say it themselves."""

    date: NoDefault[In[DashboardDate] | None] = None
    """The range of time."""
    granularity: NoDefault[In[Literal["auto", "daily", "weekly", "monthly"]] | None] = None
    """How long the time is that one point stands for."""


class DashboardArgs(ResourceArgs, _SnakeCase):
    """The arguments of a dashboard."""

    name: Key[Replace[In[Annotated[str, StringConstraints(min_length=1, max_length=200)]] | None]] = None
    """The dashboard's name, at most 200 characters; by default the resource's name. It can be changed in the console
    alone."""
    description: Replace[In[Annotated[str, Field(max_length=10_000)]]] = ""
    """What it is for, at most 10 000 characters. It can be changed in the console alone."""
    defaults: NoDefault[In[DashboardDefaults] | None] = None
    """What its widgets show that do not say it themselves."""
    widgets: In[list[Widget]] = []
    """The widgets, in their order. New ones at the end are added; any other change replaces all of them."""
    max_cols: UpdateOnly[WriteOnly[NoDefault[In[Positive] | None]]] = None
    """How many columns the widgets are laid out in. The API never returns it."""


class Dashboard(Resource):
    """A dashboard. The API can neither rename nor delete one: destroying the resource leaves it in Statsig.

    Example:
        ```python
        sales = WidgetEvent(type="event", event_name="purchase")
        query = WidgetQuery(source=sales, aggregation=WidgetAggregation(type="count"))
        statsig.Dashboard(
            "Sales",
            widgets=[
                Widget(type="header", title="This week"),
                Widget(type="timeseries", title="Purchases", query=query),
            ],
        )
        ```
    """

    dashboard_url: Output[str]
    """Its address in the console; only of one that this resource has created."""

    args = DashboardArgs
    routes = WidgetCollection("/dashboards", list_is_partial=True, update=None, delete=None)
    state_only_outputs = ("dashboard_url",)

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Leave out the widgets that the API cannot express: no program can have them."""
        if "widgets" not in doc:
            return doc
        return {**doc, "widgets": [widget for widget in doc["widgets"] if widget["type"] != UNSUPPORTED]}
