"""What a warehouse is asked: metric sources, qualifying events, assignment sources, entity properties.

All of them are addressed by name. Only a Warehouse Native project has them; what the API answers elsewhere is not
known, here it is 400.
"""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import Collection, need_warehouse
from .metrics import metrics_of
from .registry import on

_OWNER: Doc = {"ownerID": "key", "ownerType": "SDK_KEY", "ownerName": "CONSOLE API", "ownerEmail": ""}


def _make(call: Call, body: Doc) -> Doc:
    need_warehouse(call)
    doc = {"description": "", "tags": [], "isReadOnly": False, "owner": _OWNER, **body}
    return {name: value for name, value in doc.items() if name != "dryRun" and value is not None}


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    changed = {**doc, **{name: value for name, value in body.items() if name != "dryRun"}}
    return {name: value for name, value in changed.items() if value is not None}


class _Sources(Collection):
    """Those that can be called otherwise: their name is an optional new name."""

    def create(self, call: Call) -> Answer:
        """POST, which with ``dryRun`` keeps nothing."""
        answer = super().create(call)
        if call.body.get("dryRun"):
            call.project.delete(self.family, answer.data["name"])
        return answer

    def update(self, call: Call) -> Answer:
        """POST or PATCH; a PATCH must not say the query, and ``dryRun`` keeps nothing."""
        doc = self.found(call)
        if call.operation.method == "PATCH" and "sql" in call.body:
            raise bad_request(("sql", "Invalid literal value, expected undefined"))
        self.renamed(call, doc)
        changed = self.change(call, doc, call.body)
        if not call.body.get("dryRun"):
            if changed["name"] != doc["name"]:
                call.project.delete(self.family, doc["name"])
            changed = self.save(call, changed)
        return Answer(f"{self.noun} updated successfully.", changed)

    def renamed(self, call: Call, doc: Doc) -> None:
        """Refuse a name that is taken.

        Raises:
            Refusal: 400.
        """
        name = str(call.body.get("name", doc["name"]))
        if name != doc["name"] and call.project.get(self.family, name) is not None:
            raise Refusal(400, self.taken)


class _Fixed(_Sources):
    """Those whose name cannot be changed: it must be absent from an update."""

    def renamed(self, call: Call, doc: Doc) -> None:
        """Refuse a name.

        Raises:
            Refusal: 400.
        """
        if "name" in call.body:
            raise bad_request(("name", "Invalid literal value, expected undefined"))


def _family(kind: type[_Sources], path: str, noun: str, *, listed: str = "", member: str = "") -> _Sources:
    missing = f"No {noun.lower()} was found with the given name"
    made = kind(
        path=path,
        noun=noun,
        make=_make,
        change=_change,
        id=lambda _call, doc: str(doc["name"]),
        key="name",
        missing=missing,
        attributed=False,
        listed=listed,
        member=member,
    )
    made.register()
    return made


METRIC_SOURCES = _family(_Fixed, "/metrics/metric_source", "Metric source", listed="/metrics/metric_source/list")
_family(_Fixed, "/experiments/qualifying_events", "Qualifying event")
_family(
    _Sources,
    "/experiments/assignment_sources",
    "Assignment source",
    member="/experiments/assignment_source/{name}",
)
_family(
    _Sources,
    "/experiments/entity_properties",
    "Entity property source",
    member="/experiments/entity_property/{name}",
)


@on("GET /metrics/metric_source/{name}/metrics")
def _metrics(call: Call) -> Answer:
    source = METRIC_SOURCES.found(call)["name"]
    found = [doc for doc in metrics_of(call) if doc.get("warehouseNative", {}).get("metricSourceName") == source]
    return call.page(found, "Metrics listed successfully.")
