"""Prompts and their versions. No operation reads a version."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import NOT_FOUND, as_list, creation_fields, id_of
from .named_collection import NamedCollection
from .registry import handles


def _build(context: Context, body: Doc) -> Doc:
    return _filled(
        {"description": "", "tags": [], "targetApps": [], "holdoutIDs": [], **creation_fields(context), **body}
    )


def _filled(doc: Doc) -> Doc:
    return {**doc, "targetApps": as_list(doc["targetApps"])}


PROMPTS = NamedCollection(
    path="/prompts",
    noun="Prompt",
    build=_build,
    apply=lambda _context, doc, body: _filled({**doc, **body}),
    not_found=NOT_FOUND,
    names="pipeline-names",
    hidden_fields=("displayName", "owner", "versions"),
)
PROMPTS.register()


@handles("POST /prompts/{id}/versions")
def _add_version(context: Context) -> Success:
    doc = PROMPTS.get_or_404(context)
    versions = doc.get("versions", [])
    added = {**context.body, "id": id_of(context.body)}
    if any(version["id"] == added["id"] for version in versions):
        raise HTTPError(400, PROMPTS.name_taken)
    PROMPTS.save(context, {**doc, "versions": [*versions, added]})
    return Success("Prompt Version created successfully.", added)


@handles("POST /prompts/{id}/versions/{versionId}/start_evals")
def _start_evals(context: Context) -> Success:
    """Start an evaluation. The API has no operation that returns its result, so only its start time is stored."""
    doc = PROMPTS.get_or_404(context)
    for version in doc.get("versions", []):
        if version["id"] == context.path_params["versionId"]:
            version["evalStartTime"] = context.now
            context.project.put(PROMPTS.family, doc["id"], doc)
            return Success("Evaluation started successfully.", {"id": version["id"], "name": version["name"]})
    raise HTTPError(404, NOT_FOUND)
