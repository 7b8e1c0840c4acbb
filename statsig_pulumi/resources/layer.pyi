# Written by tools/stubs.py from layer.py. Change that, then run `make docs`.

"""Layers: https://docs.statsig.com/console-api/layers"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonValue
from ..schema.model import Model
from .shared_types import Description, SlugName, TargetApps

JsonText = str
"""JSON, as text."""

class LayerParameter(Model):
    """A parameter that the experiments in a layer share."""

    name: Input[str]
    """Its name, unique in the layer."""
    default_value: Input[JsonValue]
    """The value for those who are in no experiment."""
    type: Input[Literal["string", "number", "boolean", "object", "array"]] | None = ...
    """Its type; by default that of the value."""
    description: Input[str] = ...
    """What it is for."""
    json_schema: Input[JsonText] | None = ...
    """A JSON schema that the default value has to satisfy, as text."""

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
    name: Output[str]
    """The layer's name, of which Statsig makes the id; by default the resource's name."""
    description: Output[str | None]
    """What it is for, at most 1000 characters."""
    id_type: Output[str]
    """The unit that its experiments are for, for example ``userID``."""
    parameters: Output[list[dict[str, Any]] | None]
    """The parameters that its experiments can set."""
    target_apps: Output[str | list[str] | None]
    """The target apps that get it."""
    manage_target_apps: Output[str | None]
    """Which target apps are the program's: ``all``, or ``listed``, so that others stay."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        name: Input[SlugName] | None = ...,
        description: Input[Description] = ...,
        id_type: Input[str],
        parameters: Input[list[LayerParameter]] = ...,
        target_apps: Input[TargetApps] = ...,
        manage_target_apps: Literal["all", "listed"] = ...,
        team: Input[str] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A layer: experiments in it exclude each other. It cannot be deleted while experiments are in it.

        Args:
            resource_name: Its name in the program.
            name: The layer's name, of which Statsig makes the id; by default the resource's name. A change replaces the
                object.
            description: What it is for, at most 1000 characters.
            id_type: The unit that its experiments are for, for example ``userID``. A change replaces the object.
            parameters: The parameters that its experiments can set. The order means nothing.
            target_apps: The target apps that get it.
            manage_target_apps: Which target apps are the program's: ``all``, or ``listed``, so that others stay.
            team: The team that owns it, by name (Enterprise). A change replaces the object.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
