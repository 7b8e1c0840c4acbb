"""Layers: https://docs.statsig.com/console-api/layers"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import AfterValidator, Field

from ..resource import Resource
from ..rest import Collection
from ..schema.json_schema import misfits
from ..schema.json_types import JsonValue
from ..schema.markers import (
    Canonical,
    In,
    Key,
    NoDefault,
    Replace,
    Unordered,
    UpdateOnly,
    Wire,
    is_known,
    known_members,
)
from ..schema.model import DeletableArgs, Model
from .shared_types import IMPLICIT_LAYER, Description, SharesTargetApps, SlugName, TargetApps, json_type


def _meaning(text: Any) -> Any:
    """Return the value of a JSON text, so that its layout makes no difference."""
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        return text


def _is_json(text: str) -> str:
    if _meaning(text) is text:
        raise ValueError("is not JSON")
    return text


JsonText = Annotated[str, AfterValidator(_is_json), Canonical(_meaning)]
"""JSON, as text."""


class LayerParameter(Model):
    """A parameter that the experiments in a layer share."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the layer."""
    default_value: In[JsonValue]
    """The value for those who are in no experiment."""
    type: NoDefault[In[Literal["string", "number", "boolean", "object", "array"]] | None] = None
    """Its type; by default that of the value."""
    description: In[str] = ""
    """What it is for."""
    json_schema: Annotated[In[JsonText] | None, Wire("schema")] = None
    """A JSON schema that the default value has to satisfy, as text."""


class LayerArgs(SharesTargetApps, DeletableArgs):
    """The arguments of a layer."""

    name: Key[Replace[In[SlugName] | None]] = None
    """The layer's name, of which Statsig makes the id; by default the resource's name."""
    description: In[Description] = ""
    """What it is for, at most 1000 characters."""
    id_type: Replace[In[str]] = Field(...)
    """The unit that its experiments are for, for example ``userID``."""
    parameters: UpdateOnly[Unordered[In[list[LayerParameter]]]] = []
    """The parameters that its experiments can set."""
    target_apps: In[TargetApps] = []
    """The target apps that get it."""
    team: Replace[In[str] | None] = None
    """The team that owns it, by name (Enterprise)."""


class Layer(Resource):
    """A layer: experiments in it exclude each other. It cannot be deleted while experiments are in it.

    Example:
        ```python
        color = LayerParameter(name="color", default_value="blue")
        statsig.Layer("checkout", id_type="userID", parameters=[color])
        ```
    """

    permalink: Output[str]
    """The layer's address in the console."""

    args = LayerArgs
    routes = Collection("/layers", replace="POST /layers/{id}")

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Add each parameter's type, which the API requires."""
        parameters = [{"type": json_type(p["defaultValue"]), **p} for p in body.get("parameters", [])]
        return {**body, "parameters": parameters} if "parameters" in body else body

    @classmethod
    def is_made_by_statsig(cls, doc: dict[str, Any]) -> bool:
        """Return whether it is the layer of one experiment alone."""
        return str(doc.get("id")).startswith(IMPLICIT_LAYER)

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check each parameter's default value against its schema."""
        for i, parameter in known_members(new.get("parameters")):
            schema, value = parameter.get("json_schema"), parameter.get("default_value")
            if isinstance(schema, str) and value is not None and is_known(value):
                here = f"parameters[{i}]"
                yield from misfits(schema, json.loads, [(f"{here}.default_value", value)], f"{here}.json_schema")
