"""Release pipelines: phases, which stay as they are while rules go through them."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import NOT_FOUND, distinct, known_ids, new_id, with_ids
from .named_collection import Administered
from .registry import on
from .release_pipeline_triggers import active


def _phases(body: Doc) -> Doc:
    if "phases" not in body:
        return body
    distinct(body["phases"], "phases", "phase")
    phases = [{**phase, "rules": with_ids(phase["rules"], "id")} for phase in with_ids(body["phases"], "id")]
    return {**body, "phases": phases}


def _make(call: Call, body: Doc) -> Doc:
    by = {"creatorID": "key", "createdTime": call.now, "lastModifierID": "key"}
    return {"phases": [], **by, **_phases(body)}


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    _at_rest(call, doc)
    known_ids(body.get("phases", []), doc["phases"], "phase")
    return {**doc, **_phases(body), "lastModifierID": "key"}


def _at_rest(call: Call, doc: Doc) -> None:
    """Refuse a pipeline that something is in right now.

    Raises:
        Refusal: 400.
    """
    if active(call, releasePipelineID=doc["id"]):
        raise Refusal(400, "Release pipeline has an active rollout: complete or abort it first")


PIPELINES = Administered(
    path="/release_pipelines",
    noun="Pipeline",
    make=_make,
    change=_change,
    id=lambda _call, _doc: new_id(),
    missing=NOT_FOUND,
    attributed=False,
)
PIPELINES.register()


@on("DELETE /release_pipelines/{id}")
def _delete(call: Call) -> Answer:
    _at_rest(call, PIPELINES.found(call))
    return PIPELINES.delete(call)
