"""Release pipelines: a list of phases. A pipeline in use cannot be changed."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import NOT_FOUND, check_distinct_names, check_ids, new_id, with_ids
from .named_collection import NamedCollection
from .registry import handles
from .release_pipeline_triggers import active


def _phases(body: Doc) -> Doc:
    if "phases" not in body:
        return body
    check_distinct_names(body["phases"], "phases", "phase")
    phases = [{**phase, "rules": with_ids(phase["rules"], "id")} for phase in with_ids(body["phases"], "id")]
    return {**body, "phases": phases}


def _build(context: Context, body: Doc) -> Doc:
    by = {"creatorID": "key", "createdTime": context.now, "lastModifierID": "key"}
    return {"phases": [], **by, **_phases(body)}


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    _check_idle(context, doc)
    check_ids(body.get("phases", []), doc["phases"], "phase")
    return {**doc, **_phases(body), "lastModifierID": "key"}


def _check_idle(context: Context, doc: Doc) -> None:
    """Check that a pipeline is not in use.

    Raises:
        HTTPError: 400, it has an active trigger.
    """
    if active(context, releasePipelineID=doc["id"]):
        raise HTTPError(400, "Release pipeline has an active rollout: complete or abort it first")


PIPELINES = NamedCollection(
    path="/release_pipelines",
    noun="Pipeline",
    build=_build,
    apply=_apply,
    id=lambda _context, _doc: new_id(),
    not_found=NOT_FOUND,
    attributed=False,
)
PIPELINES.register()


@handles("DELETE /release_pipelines/{id}")
def _delete(context: Context) -> Success:
    _check_idle(context, PIPELINES.get_or_404(context))
    return PIPELINES.delete(context)
