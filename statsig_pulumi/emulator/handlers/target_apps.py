"""Target apps, and their assignment to gates, configs, experiments, layers and parameter stores."""

from __future__ import annotations

from collections.abc import Iterable

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import Collection, new_id
from .configs import CONFIGS
from .experiments import EXPERIMENTS
from .gates import GATES
from .layers import LAYERS
from .named_collection import NamedCollection
from .param_stores import PARAM_STORES
from .registry import handles

_ASSIGNED = {
    "gates": ("Gates", GATES),
    "dynamicConfigs": ("Dynamic configs", CONFIGS),
    "experiments": ("Experiments", EXPERIMENTS),
    "layers": ("Layers", LAYERS),
    "parameterStores": ("Parameter stores", PARAM_STORES),
}


def _all_or_404(context: Context, collection: Collection, ids: Iterable[str], what: str) -> list[Doc]:
    """Return the objects with these ids.

    Raises:
        HTTPError: 404, one of them does not exist.
    """
    found = {id: context.project.get(collection.family, id) for id in ids}
    if missing := [id for id, doc in found.items() if doc is None]:
        raise HTTPError(404, f"{what} with IDs [{', '.join(missing)}] do not exist")
    return [doc for doc in found.values() if doc is not None]


def _assign(context: Context, apps: list[str], body: Doc) -> None:
    """Add apps, by name, to the objects in a body; to none of them if one does not exist."""
    found = [
        (collection, doc)
        for field, (what, collection) in _ASSIGNED.items()
        for doc in _all_or_404(context, collection, body.get(field, []), what)
    ]
    for collection, doc in found:
        field = "targetAppIDs" if collection is PARAM_STORES else "targetApps"
        collection.save(context, {**doc, field: list(dict.fromkeys([*doc.get(field, []), *apps]))})


def _build(context: Context, body: Doc) -> Doc:
    _assign(context, [body["name"]], body)
    return body


TARGET_APPS = NamedCollection(
    path="/target_app",
    noun="Target app",
    build=_build,
    id=lambda _context, _doc: new_id(),
    attributed=False,
    hidden_fields=("description", *_ASSIGNED),
)
TARGET_APPS.register()


@handles("PATCH /target_app")
def _bulk(context: Context) -> Success:
    apps = _all_or_404(context, TARGET_APPS, context.body["targetApps"], "Target apps")
    _assign(context, [app["name"] for app in apps], context.body)
    return Success("Target apps updated successfully.")
