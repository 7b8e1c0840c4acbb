"""What an experiment's document says besides what was sent: derived fields, and sidecar settings in its groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..context import Context, Success
from ..contract import document
from ..http import bad_request
from ..store import Doc
from .common import as_list, permalink

_SIDECAR = ("sidecarEditorURL", "sidecarURLFilters", "sidecarDisableAutoRun", "sidecarPrerunScript")
_COPIES = (*_SIDECAR[1:], "sidecarExperimentName")
"""What reading a sidecar experiment adds to the parameters of each group."""
_CLOUD_WINDOWS = (-1, 1, 7)
_STALE = ("decision_made", "abandoned")
_SHOWN = frozenset(document()["$defs"]["ExternalExperimentDto"]["properties"])


IMPLICIT_LAYER = "statsig::"
"""What the id of an implicit layer begins with."""


def implicit_layer(id: str) -> str:
    """Return the id of the layer that belongs to one experiment alone, because no layer was chosen for it."""
    return f"{IMPLICIT_LAYER}{id}_layer"


def check_settings(context: Context, body: Doc) -> None:
    """Check settings whose values depend on the project or on one another.

    Raises:
        HTTPError: 400, naming the setting.
    """
    window = body.get("defaultRollupWindow")
    if window is not None and not context.warehouse_native and window not in _CLOUD_WINDOWS:
        raise bad_request(("defaultRollupWindow", "Must be -1, 1 or 7"))
    if not body.get("sidecarEditorURL", "http://").startswith(("http://", "https://")):
        raise bad_request(("sidecarEditorURL", "Must be an http or https URL"))


def without_copies(doc: Doc) -> Doc:
    """Return an experiment without what reading adds to a group's parameters, if it is a sidecar experiment."""
    return {**doc, "groups": [_without_copies(group) for group in doc["groups"]]} if doc.get("isSidecar") else doc


def _without_copies(group: Doc) -> Doc:
    kept = {name: value for name, value in group["parameterValues"].items() if name not in _COPIES}
    return {**group, "parameterValues": kept}


def derived(context: Context, doc: Doc) -> Doc:
    """Return a document with what follows from its other fields.

    Tags of metrics become their metrics, which do not exist here. Whether an experiment is stale is decided by a
    nightly job whose rule is not documented: here it is, once it has an outcome.
    """
    doc = _with_sidecar(doc)
    kind = "SIDECAR" if doc.get("isSidecar") else "BASE"
    return {
        **doc,
        "targetApps": as_list(doc["targetApps"]),
        "primaryMetricTags": [],
        "secondaryMetricTags": [],
        "experimentType": kind,
        "isStale": doc["status"] in _STALE,
        "permalink": permalink(context, "experiments", doc["id"]),
        "groups": [_group(doc, group) for group in doc["groups"]],
    }


def _group(doc: Doc, group: Doc) -> Doc:
    shown = {**group, "isControl": group["id"] == doc.get("controlGroupID")}
    shown.pop("shipped", None)
    return {**shown, "shipped": True} if group["id"] == doc.get("launchedGroupID") else shown


def _with_sidecar(doc: Doc) -> Doc:
    """Return a document with the settings of a sidecar experiment where they have their effect, and nowhere else."""
    if not doc.get("isSidecar"):
        return {name: value for name, value in doc.items() if name not in _SIDECAR}
    settings = {name: doc[name] for name in _COPIES if doc.get(name) is not None}
    copies = {**settings, "sidecarExperimentName": doc.get("name", doc["id"])}
    groups = [
        {**group, "parameterValues": {**group["parameterValues"], **copies}} for group in without_copies(doc)["groups"]
    ]
    return {**doc, "groups": groups}


# -- parts of documents ------------------------------------------------------------------------------------------------


def _listed(values: Iterable[str]) -> list[str]:
    """Return the items of parameters, each of which may be several, divided by commas."""
    return [item for value in values for item in value.split(",") if item]


def chosen(context: Context, docs: Sequence[Doc]) -> list[Doc]:
    """Return the experiments whose ids the query has, or all of them. Unknown ids are left out.

    Raises:
        HTTPError: 400, there are more than a hundred ids.
    """
    ids = _listed(context.query.get("ids", ()))
    if len(ids) > 100:
        raise bad_request(("ids", "At most 100 IDs can be given"))
    return [doc for doc in docs if not ids or doc["id"] in ids]


def sparse(context: Context, success: Success) -> Success:
    """Return a response whose experiments have the top-level fields that the query has, and their ids; or all fields.

    Raises:
        HTTPError: 400, a field does not exist.
    """
    fields = _listed(context.query.get("fields", ()))
    if unknown := sorted(set(fields) - _SHOWN):
        raise bad_request(("fields", f"Unknown field(s): {', '.join(unknown)}"))
    if not fields:
        return success

    def part(doc: Doc) -> Doc:
        return {name: value for name, value in doc.items() if name in {"id", *fields}}

    data = [part(doc) for doc in success.data] if isinstance(success.data, list) else part(success.data)
    return replace(success, data=data, is_part=True)
