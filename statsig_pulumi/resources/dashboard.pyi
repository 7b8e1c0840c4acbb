# Written by tools/stubs.py from dashboard.py. Change that, then run `make docs`.

"""Dashboards: https://docs.statsig.com/console-api/introduction"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonValue
from ..schema.markers import Strings
from ..schema.model import Model

Positive = int

class _SnakeCase(Model): ...

class WidgetProperty(_SnakeCase):
    """A field of an event."""

    key: Input[str]
    """Its name."""
    column: Input[JsonValue]
    """Where it is; the API documents no values."""

class WidgetFilter(_SnakeCase):
    """Which events count."""

    property: Input[WidgetProperty]
    """The field that is compared."""
    operator: Input[JsonValue]
    """How; the API documents no values."""
    values: Input[Strings] = ...
    """With what."""

class WidgetStep(_SnakeCase):
    """A step of a funnel."""

    event_name: Input[str]
    """The event's name."""
    filters: Input[list[WidgetFilter]] = ...
    """Which of the events count."""

class WidgetEvent(WidgetStep):
    """An event that a widget shows."""

    type: Input[Literal["event"]]
    """Always ``event``."""

class WidgetAggregation(_SnakeCase):
    """How events become a number."""

    type: Input[JsonValue]
    """The kind of aggregation; the API documents no values."""
    property: Input[WidgetProperty] | None = ...
    """The field that is aggregated."""

class WidgetViz(_SnakeCase):
    """How a number is drawn."""

    chart_type: Input[JsonValue]
    """The kind of chart; the API documents no values."""

class ConversionWindow(_SnakeCase):
    """Within what time the steps of a funnel have to follow."""

    value: Input[Positive]
    """How many."""
    unit: Input[Literal["second", "minute", "hour", "day"]]
    """The unit of time."""

class WidgetQuery(_SnakeCase):
    """What a widget shows: of the type ``timeseries`` events over time, of the type ``funnel`` the steps of users."""

    source: Input[WidgetEvent] | None = ...
    """The event (``timeseries``)."""
    sources: Input[list[WidgetEvent]] | None = ...
    """The events, where there are several (``timeseries``)."""
    aggregation: Input[WidgetAggregation] | None = ...
    """How they become a number (``timeseries``)."""
    group_bys: Input[list[WidgetProperty]] | None = ...
    """By what the numbers are divided (``timeseries``)."""
    viz: Input[WidgetViz] | None = ...
    """How they are drawn (``timeseries``)."""
    steps: Input[list[WidgetStep]] | None = ...
    """The steps, at least two (``funnel``)."""
    conversion_window: Input[ConversionWindow] | None = ...
    """Within what time they have to follow (``funnel``)."""
    chart_type: Input[Literal["conversion-rate", "conversions"]] | None = ...
    """How they are drawn (``funnel``)."""
    unit_type: Input[str] | None = ...
    """The unit that is counted, such as ``userID``."""

class Widget(_SnakeCase):
    """A widget of a dashboard."""

    type: Input[Literal["text", "header", "timeseries", "funnel"]]
    """What it is."""
    title: Input[str]
    """Its title."""
    description: Input[str] | None = ...
    """What it shows (``timeseries``, ``funnel``)."""
    content: Input[str] | None = ...
    """The text (``text``)."""
    color: Input[str] | None = ...
    """Its colour (all but ``text``)."""
    query: Input[WidgetQuery] | None = ...
    """What it shows (``timeseries``, ``funnel``)."""
    width: Input[int] | None = ...
    """Its width, 1 to 12."""
    height: Input[Positive] | None = ...
    """Its height."""

class DashboardDate(_SnakeCase):
    """A range of time that ends now."""

    value: Input[Positive]
    """How many."""
    unit: Input[Literal["day", "week", "month"]]
    """The unit of time."""

class DashboardDefaults(_SnakeCase):
    """What widgets show that do not say it themselves."""

    date: Input[DashboardDate] | None = ...
    """The range of time."""
    granularity: Input[Literal["auto", "daily", "weekly", "monthly"]] | None = ...
    """How long the time is that one point stands for."""

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
    name: Output[str]
    """The dashboard's name, at most 200 characters; by default the resource's name. It can be changed in the console
    alone."""
    description: Output[str | None]
    """What it is for, at most 10 000 characters. It can be changed in the console alone."""
    defaults: Output[dict[str, Any] | None]
    """What its widgets show that do not say it themselves."""
    widgets: Output[list[dict[str, Any]] | None]
    """The widgets, in their order. New ones at the end are added; any other change replaces all of them."""
    max_cols: Output[int | None]
    """How many columns the widgets are laid out in. The API never returns it."""
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
        defaults: Input[DashboardDefaults] | None = ...,
        widgets: Input[list[Widget]] = ...,
        max_cols: Input[Positive] | None = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A dashboard. The API can neither rename nor delete one: destroying the resource leaves it in Statsig.

        Args:
            resource_name: Its name in the program.
            name: The dashboard's name, at most 200 characters; by default the resource's name. It can be changed in the
                console alone. A change replaces the object.
            description: What it is for, at most 10 000 characters. It can be changed in the console alone. A change
                replaces the object.
            defaults: What its widgets show that do not say it themselves. Taken out of the program, it stays as it is.
            widgets: The widgets, in their order. New ones at the end are added; any other change replaces all of them.
            max_cols: How many columns the widgets are laid out in. The API never returns it. Never read back. Taken out
                of the program, it stays as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
