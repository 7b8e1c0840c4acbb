"""Dashboards: created, read, and given other widgets. No operation renames or deletes one."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from ..variants import chosen_variant
from .common import Collection, company_id, new_id
from .registry import handles
from .synthetic import bool_param, rng_for

_CONSOLE = "https://console.statsig.com"
_TIMES = ("created_time", "modified_time")
_HIDDEN = ("max_cols",)
"""What requests have, and no response."""


def _build(context: Context, body: Doc) -> Doc:
    widgets = _with_ids(body.get("widgets", []))
    return {"description": "", **body, "widgets": widgets, **dict.fromkeys(_TIMES, context.now // 1000)}


def _with_ids(widgets: list[Doc]) -> list[Doc]:
    """Return new widgets, each with an id. All are as high and as wide as the request says."""
    size = {"width": 6, "height": 4} if chosen_variant("widget-size") == "filled" else {}
    return [{"id": new_id(), **size, **widget} for widget in widgets]


DASHBOARDS = Collection(
    path="/dashboards",
    noun="Dashboard",
    build=_build,
    id=lambda _context, _doc: new_id(),
    name_taken="",
    attributed=False,
    matches=lambda context, doc: context.param("search").lower() in doc["name"].lower(),
)
DASHBOARDS.register()


@handles("GET /dashboards")
def _list(context: Context) -> Success:
    """List dashboards, without their widgets."""
    found = [
        {
            **{name: value for name, value in doc.items() if name not in ("widgets", *_HIDDEN)},
            "widget_count": len(doc["widgets"]),
        }
        for doc in DASHBOARDS.filtered(context)
    ]
    return context.paginate(found, "Dashboards listed successfully.")


@handles("POST /dashboards")
def _create(context: Context) -> Success:
    """Create a dashboard. The response has its id and its address, and nothing else."""
    created = DASHBOARDS.create(context)
    id = created.data["id"]
    data = {"id": id, "dashboard_url": f"{_CONSOLE}/{company_id(context)}/dashboards/{id}"}
    return Success(created.message, data)


@handles("GET /dashboards/{id}")
def _read(context: Context) -> Success:
    doc = DASHBOARDS.get_or_404(context)
    return Success(
        "Dashboard read successfully.", {name: v for name, v in doc.items() if name not in (*_TIMES, *_HIDDEN)}
    )


@handles("POST /dashboards/{id}/widgets")
def _add(context: Context) -> Success:
    """Add widgets after those that there are."""
    doc = DASHBOARDS.get_or_404(context)
    return _changed(context, doc, doc["widgets"], "Widgets added successfully.")


@handles("PUT /dashboards/{id}/widgets")
def _replace(context: Context) -> Success:
    """Replace all widgets, those as well that the API cannot express."""
    return _changed(context, DASHBOARDS.get_or_404(context), [], "Widgets replaced successfully.")


def _changed(context: Context, doc: Doc, kept: list[Doc], message: str) -> Success:
    new = _with_ids(context.body["widgets"])
    others = {name: value for name, value in context.body.items() if name != "widgets"}
    if chosen_variant("widget-defaults") == "merged" and "defaults" in others:
        others["defaults"] = {**(doc.get("defaults") or {}), **others["defaults"]}
    widgets = [*new, *kept] if chosen_variant("widget-order") == "first" else [*kept, *new]
    DASHBOARDS.save(context, {**doc, **others, "widgets": widgets, "modified_time": context.now // 1000})
    return Success(message, {"ids": [widget["id"] for widget in new]})


@handles("GET /dashboards/{id}/widgets/{widgetId}/results")
def _results(context: Context) -> Success:
    """Return the synthetic results of a funnel; those of other widgets cannot be read."""
    widgets = {widget["id"]: widget for widget in DASHBOARDS.get_or_404(context)["widgets"]}
    widget = widgets.get(context.path_params["widgetId"])
    if widget is None:
        raise HTTPError(404, "Widget not found.")
    if widget["type"] != "funnel":
        raise HTTPError(400, "Only funnel widgets have results")
    sampled = bool_param(context, "sampling_enabled", default=True)
    funnel = {"datasets": [{"key": "all", "steps": _steps(widget, sampled=sampled)}]}
    return Success("Widget results read successfully.", {"id": widget["id"], "type": "funnel", "funnel": funnel})


def _steps(widget: Doc, *, sampled: bool) -> list[Doc]:
    rng = rng_for("funnel", widget["title"])
    first = before = rng.randint(5_000, 10_000) // (10 if sampled else 1)
    steps = []
    for rank, step in enumerate(widget["query"]["steps"]):
        count = max(1, int(before * rng.uniform(0.4, 0.9))) if rank else first
        rates = {"conversion_rate": count / first, "previous_step_conversion_rate": count / before}
        steps.append({"rank": rank, "name": step["event_name"], "count": count, **rates})
        before = count
    return steps
