"""Layers: parameters that several experiments share."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from ..variants import chosen_variant
from .common import Collection, as_list, creation_fields, id_of, permalink
from .experiment_fields import IMPLICIT_LAYER
from .json_schema import check_schema
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
    "targeting_gate_parameter_values": [],
    "holdout_parameter_values": [],
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}


def _build(context: Context, body: Doc) -> Doc:
    link = permalink(context, "layers", id_of(body))
    return _validated({**_DEFAULTS, **creation_fields(context), "permalink": link, **body})


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    if context.operation.method == "POST":
        kept = {parameter["name"] for parameter in body["parameters"]}
        missing = [p["name"] for p in doc["parameters"] if p["name"] not in kept]
        if missing and chosen_variant("layer-full-update") != "accepted":
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
        _check_schema(parameter)
    return {**doc, "targetApps": as_list(doc["targetApps"])}


def _check_schema(parameter: Doc) -> None:
    """Check a parameter's default value against its JSON schema, if it has one."""
    if not parameter.get("schema"):
        return
    try:
        schema = json.loads(parameter["schema"])
    except (ValueError, RecursionError):
        raise bad_request(("parameters", f"The schema of {parameter['name']} is not JSON")) from None
    check_schema(schema, [(f"parameters.{parameter['name']}", parameter["defaultValue"])], "parameters")


def _implicit(context: Context, experiment: Doc) -> Doc:
    """Return the layer that belongs to one experiment alone, because no layer was chosen for it."""
    names = {name: value for group in experiment["groups"] for name, value in group["parameterValues"].items()}
    kept = {name: value for name, value in experiment.items() if name.startswith(("creator", "created", "lastModifi"))}
    return {
        **_DEFAULTS,
        **kept,
        "id": experiment["layerID"],
        "idType": experiment["idType"],
        "isImplicitLayer": True,
        "permalink": permalink(context, "layers", experiment["layerID"]),
        "parameters": [{"name": n, "type": _type_of(v), "defaultValue": v} for n, v in names.items() if _is_value(v)],
    }


def _has_implicit(experiment: Doc) -> bool:
    return str(experiment.get("layerID")).startswith(IMPLICIT_LAYER)


def _is_value(value: object) -> bool:
    """Return whether a layer's parameter can have a value: an experiment's can hold null, or lists of lists."""
    inner = value if isinstance(value, list) else [value]
    return all(isinstance(one, (str, int, float, bool, dict)) for one in inner)


def _type_of(value: object) -> str:
    kinds = (name for name, types in _TYPES.items() if isinstance(value, types))
    return "boolean" if isinstance(value, bool) else next(kinds, "object")


class _Layers(Collection):
    def all(self, context: Context) -> Sequence[Doc]:
        """Return all layers, the implicit ones of experiments included."""
        experiments = [doc for doc in context.project.all("experiments") if _has_implicit(doc)]
        return [*super().all(context), *(_implicit(context, doc) for doc in experiments)]

    def by_id(self, context: Context, id: str) -> Doc:
        """Return a layer by its id, also the implicit one of an experiment."""
        if id.startswith(IMPLICIT_LAYER):
            return next((doc for doc in self.all(context) if doc["id"] == id), None) or super().by_id(context, id)
        return super().by_id(context, id)

    def editable(self, context: Context) -> Doc:
        """Return the layer in the path for an update.

        Raises:
            HTTPError: 400, it is an experiment's implicit layer. What the API does then is not known.
        """
        doc = super().editable(context)
        if doc["isImplicitLayer"]:
            raise HTTPError(400, "The layer of an experiment changes with the experiment")
        return doc

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
