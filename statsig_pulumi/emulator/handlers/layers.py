"""Layers: parameters that the experiments in them share."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import Collection, as_list, made
from .overrides import Group, Overrides
from .registry import on

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


def _make(call: Call, body: Doc) -> Doc:
    return _tidied({**_DEFAULTS, **made(call), **body})


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    if call.operation.method == "POST":
        kept = {parameter["name"] for parameter in body["parameters"]}
        if missing := [p["name"] for p in doc["parameters"] if p["name"] not in kept]:
            raise bad_request(("parameters", f"Parameter(s) missing: [{', '.join(missing)}]"))
    return _tidied({**doc, **body})


def _tidied(doc: Doc) -> Doc:
    names = [parameter["name"] for parameter in doc["parameters"]]
    if len(names) != len(set(names)):
        raise bad_request(("parameters", "Duplicate parameter name(s) given"))
    for parameter in doc["parameters"]:
        value, types = parameter["defaultValue"], _TYPES[parameter["type"]]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise bad_request(("parameters", f"The default value of {parameter['name']} is no {parameter['type']}"))
    return {**doc, "targetApps": as_list(doc["targetApps"])}


class _Layers(Collection):
    def delete(self, call: Call) -> Answer:
        """Refused while experiments are on the layer."""
        if any(doc["layerID"] == call.ids["id"] for doc in call.project.all("experiments")):
            raise Refusal(400, "Layer cannot be deleted with experiments still on it")
        return super().delete(call)


LAYERS = _Layers(path="/layers", noun="Layer", make=_make, change=_change, taken="Layer name is already in use")
LAYERS.register()
Overrides(
    LAYERS,
    lists=("conditionalOverrides",),
    groups={"idOverrides": Group(("groupName", "idType", "environment", "experimentName"), ("ids",))},
).register()


@on("GET /layers/{id}/experiments")
def _experiments(call: Call) -> Answer:
    layer = LAYERS.found(call)["id"]
    found = [doc for doc in call.project.all("experiments") if doc["layerID"] == layer]
    return call.page(found, "Experiments listed successfully.")
