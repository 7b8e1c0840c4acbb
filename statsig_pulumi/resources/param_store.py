"""Parameter stores: https://docs.statsig.com/console-api/param-stores"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator
from typing_extensions import Self

from ..resource import Resource
from ..rest import Collection
from ..schema.json_types import JsonValue
from ..schema.markers import In, Key, NoDefault, Replace, SendDefault, Strings, Unordered, UpdateOnly, WriteOnly
from ..schema.model import DeletableArgs, Model
from .shared_types import json_type

_REFERENCES = {
    "gate_name": "gate",
    "layer_name": "layer",
    "config_name": "dynamic_config",
    "experiment_name": "experiment",
}


class ParamStoreParameter(Model):
    """A parameter: a fixed value, or one that a gate, layer, dynamic config or experiment decides.

    Example:
        ```python
        ParamStoreParameter(name="color", gate_name="new_colors", pass_value="green", fail_value="blue")
        ```

    Raises:
        InvalidInput: it says several of these, or none.
    """

    merge_key: ClassVar[str | None] = "name"

    @classmethod
    def wire_name(cls, name: str) -> str:
        return name

    name: In[str]
    """Its name, unique in the store."""
    value: In[JsonValue] | None = None
    """A fixed value."""
    gate_name: In[str] | None = None
    """The gate that decides between ``pass_value`` and ``fail_value``."""
    pass_value: In[JsonValue] | None = None
    """The value for those who pass the gate."""
    fail_value: In[JsonValue] | None = None
    """The value for those who do not."""
    layer_name: In[str] | None = None
    """The layer that has the value in ``param_name``."""
    config_name: In[str] | None = None
    """The dynamic config that has the value in ``param_name``."""
    experiment_name: In[str] | None = None
    """The experiment that has the value in ``param_name``."""
    param_name: In[str] | None = None
    """The parameter in the layer, dynamic config or experiment."""
    param_type: NoDefault[In[Literal["string", "boolean", "number", "array", "object"]] | None] = None
    """The type of the value there; that of a fixed value or a gate's is the value's own."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = self.model_fields_set
        sources = [name for name in ("value", *_REFERENCES) if name in given]
        if len(sources) != 1:
            raise ValueError(
                f"must say one of value, {', '.join(_REFERENCES)}; it says {' and '.join(sources) or 'none'}"
            )
        needs = {"value": (), "gate_name": ("pass_value", "fail_value")}.get(sources[0], ("param_name", "param_type"))
        if missing := [name for name in needs if name not in given]:
            raise ValueError(f"{sources[0]} needs {' and '.join(missing)}")
        return self


class ParamStoreArgs(DeletableArgs):
    """The arguments of a parameter store."""

    name: Key[Replace[In[str] | None]] = None
    """The name that code asks for; by default the resource's name."""
    display_name: Replace[In[str] | None] = None
    """The name shown in the console; by default the name."""
    description: SendDefault[In[str]] = ""
    """What it is for."""
    parameters: UpdateOnly[Unordered[In[list[ParamStoreParameter]]]] = []
    """Its parameters."""
    target_app_ids: WriteOnly[Unordered[Replace[In[Strings]]]] = []
    """The target apps that get it, by id. Statsig never returns them."""
    tags: WriteOnly[Unordered[Replace[In[Strings]]]] = []
    """Tags, by name. Statsig never returns them."""
    team: Replace[In[str] | None] = None
    """The team that owns it, by name (Enterprise)."""


class ParamStore(Resource):
    """A parameter store: values that a program asks for, which may be those of a gate, a layer or another object.

    Example:
        ```python
        statsig.ParamStore("theme", parameters=[ParamStoreParameter(name="radius", value=4)])
        ```
    """

    args = ParamStoreArgs
    routes = Collection(
        "/param_stores",
        id_field="name",
        label="displayName",
        member="/param_stores/{name}",
        update="POST /param_stores/{name}",
    )

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Add each parameter's reference and type, which the API requires."""
        if "parameters" not in body:
            return body
        return {**body, "parameters": [_typed(parameter) for parameter in body["parameters"]]}


def _typed(parameter: dict[str, Any]) -> dict[str, Any]:
    kind = next((ref for name, ref in _REFERENCES.items() if name in parameter), "static")
    typed = {**parameter, "ref_type": kind}
    value = parameter.get("value", parameter.get("pass_value"))
    return typed if value is None else {**typed, "param_type": json_type(value)}
