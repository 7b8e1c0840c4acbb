"""Target apps, and which gates, configs and experiments are assigned to them."""

from __future__ import annotations

from collections.abc import Iterable

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import Collection, new_id
from .configs import CONFIGS
from .experiments import EXPERIMENTS
from .gates import GATES
from .named_collection import Administered
from .registry import on

_ASSIGNED = {
    "gates": ("Gates", GATES),
    "dynamicConfigs": ("Dynamic configs", CONFIGS),
    "experiments": ("Experiments", EXPERIMENTS),
}


def _those(call: Call, collection: Collection, ids: Iterable[str], what: str) -> list[Doc]:
    """The objects of ids.

    Raises:
        Refusal: 404, some are not there.
    """
    found = {id: call.project.get(collection.family, id) for id in ids}
    if missing := [id for id, doc in found.items() if doc is None]:
        raise Refusal(404, f"{what} with IDs [{', '.join(missing)}] do not exist")
    return [doc for doc in found.values() if doc is not None]


def _assign(call: Call, apps: list[str], body: Doc) -> None:
    """Add apps, by their names, to those that the objects have; all of them or, if one is missing, none."""
    found = [
        (collection, doc)
        for field, (what, collection) in _ASSIGNED.items()
        for doc in _those(call, collection, body.get(field, []), what)
    ]
    for collection, doc in found:
        collection.save(call, {**doc, "targetApps": list(dict.fromkeys([*doc["targetApps"], *apps]))})


def _make(call: Call, body: Doc) -> Doc:
    _assign(call, [body["name"]], body)
    return body


TARGET_APPS = Administered(
    path="/target_app",
    noun="Target app",
    make=_make,
    id=lambda _call, _doc: new_id(),
    attributed=False,
    untold=("description", *_ASSIGNED),
)
TARGET_APPS.register()


@on("PATCH /target_app")
def _bulk(call: Call) -> Answer:
    apps = _those(call, TARGET_APPS, call.body["targetApps"], "Target apps")
    _assign(call, [app["name"] for app in apps], call.body)
    return Answer("Target apps updated successfully.")
