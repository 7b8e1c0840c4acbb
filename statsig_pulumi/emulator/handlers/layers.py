"""Layers: parameters that several experiments share."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import Collection, as_list, creation_fields
from .overrides import Group, GroupOverrides
from .registry import handles

_DEFAULTS: Doc = {
    "description": "",
    "parameters": [],
    "targetApps": [],
    "tags": [],
    "holdoutIDs": [],
    "team": None,
    "teamID": None,
    "isImplicitLayer": False,
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}


def _build(context: Context, body: Doc) -> Doc:
    return _validated({**_DEFAULTS, **creation_fields(context), **body})


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    if context.operation.method == "POST":
        kept = {parameter["name"] for parameter in body["parameters"]}
        if missing := [p["name"] for p in doc["parameters"] if p["name"] not in kept]:
            raise bad_request(("parameters", f"Parameter(s) missing: [{', '.join(missing)}]"))
    return _validated({**doc, **body})


def _validated(doc: Doc) -> Doc:
    names = [parameter["name"] for parameter in doc["parameters"]]
    if len(names) != len(set(names)):
        raise bad_request(("parameters", "Duplicate parameter name(s) given"))
    for parameter in doc["parameters"]:
        value, types = parameter["defaultValue"], _TYPES[parameter["type"]]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise bad_request(("parameters", f"The default value of {parameter['name']} is no {parameter['type']}"))
    return {**doc, "targetApps": as_list(doc["targetApps"])}


class _Layers(Collection):
    def delete(self, context: Context) -> Success:
        """Handle DELETE of a layer. A layer with experiments on it cannot be deleted."""
        if any(doc["layerID"] == context.path_params["id"] for doc in context.project.all("experiments")):
            raise HTTPError(400, "Layer cannot be deleted with experiments still on it")
        return super().delete(context)


LAYERS = _Layers(path="/layers", noun="Layer", build=_build, apply=_apply, name_taken="Layer name is already in use")
LAYERS.register()
OVERRIDES = GroupOverrides(
    LAYERS,
    lists=("conditionalOverrides",),
    groups={"idOverrides": Group(("groupName", "idType", "environment", "experimentName"), ("ids",))},
    condition=("groupName", "environment", "experimentName"),
    unit="idType",
)
OVERRIDES.register()


@handles("GET /layers/{id}/experiments")
def _experiments(context: Context) -> Success:
    layer = LAYERS.get_or_404(context)["id"]
    found = [doc for doc in context.project.all("experiments") if doc["layerID"] == layer]
    return context.paginate(found, "Experiments listed successfully.")
