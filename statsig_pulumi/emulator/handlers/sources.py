"""Queries of a warehouse: metric sources, qualifying events, assignment sources, entity properties.

All of them are identified by name. Only a Warehouse Native project has them. How the API responds elsewhere is not
known; here it is a 400.
"""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import OWNER, Collection, require_warehouse
from .metrics import metrics_of
from .registry import handles

_UNREAD = ("skip_validation", "all_columns", "column_types")
_UNSTORED = ("dryRun", *_UNREAD)


def _check_columns(body: Doc) -> None:
    """Check that a query that is not run comes with its columns.

    Raises:
        HTTPError: 400, it does not.
    """
    if body.get("skip_validation") and (missing := [(name, "Required") for name in _UNREAD[1:] if not body.get(name)]):
        raise bad_request(*missing)


def _build(context: Context, body: Doc) -> Doc:
    require_warehouse(context)
    _check_columns(body)
    doc = {"description": "", "tags": [], "isReadOnly": False, "owner": OWNER, **body}
    return {name: value for name, value in doc.items() if name not in _UNSTORED and value is not None}


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    _check_columns(body)
    changed = {**doc, **{name: value for name, value in body.items() if name not in _UNSTORED}}
    return {name: value for name, value in changed.items() if value is not None}


class _Sources(Collection):
    """Sources that can be renamed: an update may contain a new name."""

    def create(self, context: Context) -> Success:
        """Handle POST to the collection. With ``dryRun``, validate and store nothing."""
        success = super().create(context)
        if context.body.get("dryRun"):
            context.project.delete(self.family, success.data["name"])
        return success

    def update(self, context: Context) -> Success:
        """Handle POST or PATCH of a source.

        A PATCH cannot change the query. With ``dryRun``, validate and store nothing.
        """
        doc = self.get_or_404(context)
        if context.operation.method == "PATCH" and "sql" in context.body:
            raise bad_request(("sql", "Invalid literal value, expected undefined"))
        self.check_name(context, doc)
        changed = self.apply(context, doc, context.body)
        if not context.body.get("dryRun"):
            if changed["name"] != doc["name"]:
                context.project.delete(self.family, doc["name"])
            changed = self.save(context, changed)
        return Success(f"{self.noun} updated successfully.", changed)

    def check_name(self, context: Context, doc: Doc) -> None:
        """Check a new name.

        Raises:
            HTTPError: 400, it is in use.
        """
        name = str(context.body.get("name", doc["name"]))
        if name != doc["name"] and context.project.get(self.family, name) is not None:
            raise HTTPError(400, self.name_taken)


class _Fixed(_Sources):
    """Sources that cannot be renamed: an update must not contain a name."""

    def check_name(self, context: Context, doc: Doc) -> None:
        """Check that the update has no name.

        Raises:
            HTTPError: 400, it has one.
        """
        if "name" in context.body:
            raise bad_request(("name", "Invalid literal value, expected undefined"))


class _Assignments(_Sources):
    """Assignment sources, which cannot be deleted while an active experiment refers to them."""

    def delete(self, context: Context) -> Success:
        """Handle DELETE of a source."""
        name = context.path_params["name"]
        experiments = context.project.all("experiments")
        uses = [d["id"] for d in experiments if d.get("assignmentSourceName") == name and d["status"] == "active"]
        if uses:
            raise HTTPError(400, f"Assignment source is used by active experiments: {', '.join(uses)}")
        return super().delete(context)


def _register(kind: type[_Sources], path: str, noun: str, *, list_path: str = "", item_path: str = "") -> _Sources:
    not_found = f"No {noun.lower()} was found with the given name"
    collection = kind(
        path=path,
        noun=noun,
        build=_build,
        apply=_apply,
        id=lambda _context, doc: str(doc["name"]),
        key="name",
        not_found=not_found,
        attributed=False,
        list_path=list_path,
        item_path=item_path,
    )
    collection.register()
    return collection


METRIC_SOURCES = _register(_Fixed, "/metrics/metric_source", "Metric source", list_path="/metrics/metric_source/list")
_register(_Fixed, "/experiments/qualifying_events", "Qualifying event")
_register(
    _Assignments,
    "/experiments/assignment_sources",
    "Assignment source",
    item_path="/experiments/assignment_source/{name}",
)
_register(
    _Sources,
    "/experiments/entity_properties",
    "Entity property source",
    item_path="/experiments/entity_property/{name}",
)


def _sources(metric: Doc) -> list[str]:
    """Return the names of the sources that a metric is computed from."""
    native = metric.get("warehouseNative", {})
    several = [source["metricSourceName"] for source in native.get("metricSources", [])]
    return several or [native.get("metricSourceName")]


@handles("GET /metrics/metric_source/{name}/metrics")
def _metrics(context: Context) -> Success:
    source = METRIC_SOURCES.get_or_404(context)["name"]
    return context.paginate(
        [doc for doc in metrics_of(context) if source in _sources(doc)], "Metrics listed successfully."
    )
