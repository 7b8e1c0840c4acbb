# Written by tools/stubs.py from param_store.py. Change that, then run `make docs`.

"""Parameter stores: https://docs.statsig.com/console-api/param-stores"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonValue
from ..schema.markers import Strings
from ..schema.model import Model

class ParamStoreParameter(Model):
    """A parameter: a fixed value, or one that a gate, layer, dynamic config or experiment decides.

    Example:
        ```python
        ParamStoreParameter(name="color", gate_name="new_colors", pass_value="green", fail_value="blue")
        ```

    Raises:
        InvalidInput: it says several of these, or none.
    """

    name: Input[str]
    """Its name, unique in the store."""
    value: Input[JsonValue] | None = ...
    """A fixed value."""
    gate_name: Input[str] | None = ...
    """The gate that decides between ``pass_value`` and ``fail_value``."""
    pass_value: Input[JsonValue] | None = ...
    """The value for those who pass the gate."""
    fail_value: Input[JsonValue] | None = ...
    """The value for those who do not."""
    layer_name: Input[str] | None = ...
    """The layer that has the value in ``param_name``."""
    config_name: Input[str] | None = ...
    """The dynamic config that has the value in ``param_name``."""
    experiment_name: Input[str] | None = ...
    """The experiment that has the value in ``param_name``."""
    param_name: Input[str] | None = ...
    """The parameter in the layer, dynamic config or experiment."""
    param_type: Input[Literal["string", "boolean", "number", "array", "object"]] | None = ...
    """The type of the value there; that of a fixed value or a gate's is the value's own."""

class ParamStore(Resource):
    """A parameter store: values that a program asks for, which may be those of a gate, a layer or another object.

    Example:
        ```python
        statsig.ParamStore("theme", parameters=[ParamStoreParameter(name="radius", value=4)])
        ```
    """

    name: Output[str]
    """The name that code asks for; by default the resource's name."""
    display_name: Output[str | None]
    """The name shown in the console; by default the name."""
    description: Output[str | None]
    """What it is for."""
    parameters: Output[list[dict[str, Any]] | None]
    """Its parameters."""
    target_app_ids: Output[list[str] | None]
    """The target apps that get it, by id. Statsig never returns them."""
    tags: Output[list[str] | None]
    """Tags, by name. Statsig never returns them."""
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
        name: Input[str] | None = ...,
        display_name: Input[str] | None = ...,
        description: Input[str] = ...,
        parameters: Input[list[ParamStoreParameter]] = ...,
        target_app_ids: Input[Strings] = ...,
        tags: Input[Strings] = ...,
        team: Input[str] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A parameter store: values that a program asks for, which may be those of a gate, a layer or another object.

        Args:
            resource_name: Its name in the program.
            name: The name that code asks for; by default the resource's name. A change replaces the object.
            display_name: The name shown in the console; by default the name. A change replaces the object.
            description: What it is for. Left out, the default is sent at creation and not managed afterwards.
            parameters: Its parameters. The order means nothing.
            target_app_ids: The target apps that get it, by id. Statsig never returns them. A change replaces the
                object. Never read back. The order means nothing.
            tags: Tags, by name. Statsig never returns them. A change replaces the object. Never read back. The order
                means nothing.
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
