"""The case of ``Dashboard``."""

from __future__ import annotations

from typing import Any

from .case import KindCase

PROPERTY = {"key": "country", "column": "metadata"}
FILTER = {"property": PROPERTY, "operator": "any", "values": ["FR"]}
EVENT = {"type": "event", "event_name": "purchase"}
STEPS = [{"event_name": "visit"}, {"event_name": "purchase"}]
TEXT = {"type": "text", "title": "Note", "content": "a"}
HEADER = {"type": "header", "title": "Sales"}
SERIES = {"type": "timeseries", "title": "Purchases", "query": {"source": EVENT, "aggregation": {"type": "count"}}}
FUNNEL = {"type": "funnel", "title": "Buying", "query": {"steps": STEPS}}


def one(widget: dict[str, Any], **query: Any) -> dict[str, Any]:
    """Return the arguments of a dashboard with one widget, whose query has these fields as well."""
    return {"widgets": [{**widget, "query": {**widget["query"], **query}} if query else widget]}


FIELDS: dict[str, tuple[Any, Any]] = {
    "widgets": ([HEADER], [HEADER, SERIES, FUNNEL, TEXT]),
    "defaults": ({"granularity": "daily"}, {"granularity": "weekly"}),
    "defaults.date": ({"value": 1, "unit": "day"}, {"value": 2, "unit": "week"}),
    "defaults.date.value": (1, 2),
    "defaults.date.unit": ("day", "month"),
    "defaults.granularity": ("auto", "monthly"),
    "max_cols": (6, 12),
    "widgets[0].title": ("a", "b"),
    "widgets[0].color": ("red", "blue"),
    "widgets[0].description": ("a", "b"),
    "widgets[0].width": (6, 12),
    "widgets[0].height": (1, 2),
    "widgets[0].query.source.event_name": ("a", "b"),
    "widgets[0].query.source.filters": ([FILTER], [{**FILTER, "operator": {"not": "any"}}]),
    "widgets[0].query.sources": ([EVENT], [EVENT, {**EVENT, "event_name": "refund"}]),
    "widgets[0].query.aggregation.type": ("count", ["sum"]),
    "widgets[0].query.aggregation.property": (PROPERTY, {**PROPERTY, "key": "price"}),
    "widgets[0].query.unit_type": ("userID", "stableID"),
    "widgets[0].query.group_bys": ([PROPERTY], [{**PROPERTY, "column": 1}]),
    "widgets[0].query.viz": ({"chart_type": "line"}, {"chart_type": ["bar"]}),
    "widgets[0].query.steps[0].event_name": ("a", "b"),
    "widgets[0].query.steps[0].filters": ([FILTER], [{**FILTER, "values": ["FR", "BE"]}]),
    "widgets[0].query.conversion_window": ({"value": 1, "unit": "day"}, {"value": 2, "unit": "hour"}),
    "widgets[0].query.chart_type": ("conversions", "conversion-rate"),
}

CASE = KindCase(
    kind="Dashboard",
    family="dashboards",
    fields=FIELDS,
    inside={
        "widgets[0]": one(SERIES),
        "widgets[0].query": one(SERIES),
        "widgets[0].query.source": one(SERIES),
        "widgets[0].query.aggregation": one(SERIES),
        "defaults": {"defaults": {"granularity": "auto", "date": {"value": 1, "unit": "day"}}},
        "defaults.date": {"defaults": {"date": {"value": 1, "unit": "day"}}},
    },
    instead={
        "widgets[0].query.steps[0].event_name": one(FUNNEL),
        "widgets[0].query.steps[0].filters": one(FUNNEL),
        "widgets[0].query.unit_type": one(FUNNEL),
        "widgets[0].query.conversion_window": one(FUNNEL),
        "widgets[0].query.chart_type": one(FUNNEL),
    },
    # A change of one widget replaces all of them, which get new ids.
    moves={path.rpartition(".")[2]: frozenset({"id"}) for path in FIELDS if path.startswith("widgets[0]")},
    bodies=("POST /dashboards", "PUT /dashboards/{id}/widgets"),
)
