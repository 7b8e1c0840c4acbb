"""Prompts, which have versions; nothing reads a version back."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import NOT_FOUND, as_list, id_of, made
from .named_collection import Administered
from .registry import on


def _make(call: Call, body: Doc) -> Doc:
    return _filled({"description": "", "tags": [], "targetApps": [], "holdoutIDs": [], **made(call), **body})


def _filled(doc: Doc) -> Doc:
    return {**doc, "targetApps": as_list(doc["targetApps"])}


PROMPTS = Administered(
    path="/prompts",
    noun="Prompt",
    make=_make,
    change=lambda _call, doc, body: _filled({**doc, **body}),
    missing=NOT_FOUND,
    untold=("displayName", "owner", "versions"),
)
PROMPTS.register()


@on("POST /prompts/{id}/versions")
def _add_version(call: Call) -> Answer:
    doc = PROMPTS.found(call)
    versions = doc.get("versions", [])
    added = {**call.body, "id": id_of(call.body)}
    if any(version["id"] == added["id"] for version in versions):
        raise Refusal(400, PROMPTS.taken)
    PROMPTS.save(call, {**doc, "versions": [*versions, added]})
    return Answer("Prompt Version created successfully.", added)


@on("POST /prompts/{id}/versions/{versionId}/start_evals")
def _start_evals(call: Call) -> Answer:
    """The reply has no room for a job, so that only the time of its start is kept."""
    doc = PROMPTS.found(call)
    for version in doc.get("versions", []):
        if version["id"] == call.ids["versionId"]:
            version["evalStartTime"] = call.now
            call.project.put(PROMPTS.family, doc["id"], doc)
            return Answer("Evaluation started successfully.", {"id": version["id"], "name": version["name"]})
    raise Refusal(404, NOT_FOUND)
