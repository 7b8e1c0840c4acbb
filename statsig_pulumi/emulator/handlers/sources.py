"""What a warehouse is asked: metric sources, qualifying events, assignment sources, entity properties.

All of them are addressed by name. Only a Warehouse Native project has them; what the API answers elsewhere is not
known, here it is 400.
"""

from __future__ import annotations

from ..context import Success, Context
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import Collection, require_warehouse
from .metrics import metrics_of
from .registry import handles

_OWNER: Doc = {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": "CONSOLE API", "ownerEmail": ""}


def _build(context: Context, body: Doc) -> Doc:
    require_warehouse(context)
    doc = {"description": "", "tags": [], "isReadOnly": False, "owner": _OWNER, **body}
    return {name: value for name, value in doc.items() if name != "dryRun" and value is not None}


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    changed = {**doc, **{name: value for name, value in body.items() if name != "dryRun"}}
    return {name: value for name, value in changed.items() if value is not None}


class _Sources(Collection):
    """Those that can be called otherwise: their name is an optional new name."""

    def create(self, context: Context) -> Success:
        """POST, which with ``dryRun`` keeps nothing."""
        success = super().create(context)
        if context.body.get("dryRun"):
            context.project.delete(self.family, success.data["name"])
        return success

    def update(self, context: Context) -> Success:
        """POST or PATCH; a PATCH must not say the query, and ``dryRun`` keeps nothing."""
        doc = self.get_or_404(context)
        if context.operation.method == "PATCH" and "sql" in context.body:
            raise bad_request(("sql", "Invalid literal value, expected undefined"))
        self.renamed(context, doc)
        changed = self.apply(context, doc, context.body)
        if not context.body.get("dryRun"):
            if changed["name"] != doc["name"]:
                context.project.delete(self.family, doc["name"])
            changed = self.save(context, changed)
        return Success(f"{self.noun} updated successfully.", changed)

    def renamed(self, context: Context, doc: Doc) -> None:
        """Refuse a name that is taken.

        Raises:
            HTTPError: 400.
        """
        name = str(context.body.get("name", doc["name"]))
        if name != doc["name"] and context.project.get(self.family, name) is not None:
            raise HTTPError(400, self.name_taken)


class _Fixed(_Sources):
    """Those whose name cannot be changed: it must be absent from an update."""

    def renamed(self, context: Context, doc: Doc) -> None:
        """Refuse a name.

        Raises:
            HTTPError: 400.
        """
        if "name" in context.body:
            raise bad_request(("name", "Invalid literal value, expected undefined"))


def _family(kind: type[_Sources], path: str, noun: str, *, list_path: str = "", item_path: str = "") -> _Sources:
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


METRIC_SOURCES = _family(_Fixed, "/metrics/metric_source", "Metric source", list_path="/metrics/metric_source/list")
_family(_Fixed, "/experiments/qualifying_events", "Qualifying event")
_family(
    _Sources,
    "/experiments/assignment_sources",
    "Assignment source",
    item_path="/experiments/assignment_source/{name}",
)
_family(
    _Sources,
    "/experiments/entity_properties",
    "Entity property source",
    item_path="/experiments/entity_property/{name}",
)


@handles("GET /metrics/metric_source/{name}/metrics")
def _metrics(context: Context) -> Success:
    source = METRIC_SOURCES.get_or_404(context)["name"]
    found = [doc for doc in metrics_of(context) if doc.get("warehouseNative", {}).get("metricSourceName") == source]
    return context.paginate(found, "Metrics listed successfully.")
