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
    by = {"creatorID": "key", "createdTime": context.now, **_modified(context)}
    return _told({"phases": [], **by, **_phases(body)})


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    _check_idle(context, doc)
    check_ids(body.get("phases", []), doc["phases"], "phase")
    return _told({**doc, **_phases(body), **_modified(context)})


def _modified(context: Context) -> Doc:
    return {"lastModifierID": "key", "lastModifiedTime": context.now}


def _told(doc: Doc) -> Doc:
    """Return a pipeline as responses have it: without a notice that was set to null."""
    return {name: value for name, value in doc.items() if value is not None}


def _check_idle(context: Context, doc: Doc) -> None:
    """Check that a pipeline is not in use.

    Raises:
        HTTPError: 400, it has an active trigger.
    """
    if active(context, releasePipelineID=doc["id"]):
        raise HTTPError(400, "Release pipeline has an active rollout: complete or abort it first")


class Pipelines(NamedCollection):
    """Pipelines; those of an older emulator have no time of their last change."""

    def seen(self, context: Context, doc: Doc) -> Doc:
        """Return a stored document as it is now."""
        return {"lastModifiedTime": doc.get("createdTime"), **super().seen(context, doc)}


PIPELINES = Pipelines(
    path="/release_pipelines",
    noun="Pipeline",
    build=_build,
    apply=_apply,
    id=lambda _context, _doc: new_id(),
    not_found=NOT_FOUND,
    attributed=False,
    names="pipeline-names",
)
PIPELINES.register()


@handles("DELETE /release_pipelines/{id}")
def _delete(context: Context) -> Success:
    _check_idle(context, PIPELINES.get_or_404(context))
    return PIPELINES.delete(context)
