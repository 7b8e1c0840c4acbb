# Written by tools/stubs.py from target_app.py. Change that, then run `make docs`.

"""Target apps: https://docs.statsig.com/console-api/target-app"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings

class TargetApp(Resource):
    """A target app: it gets only the gates and configs that are meant for it.

    Example:
        ```python
        statsig.TargetApp("web", description="The web shop")
        ```
    """

    name: Output[str]
    """The app's name; by default the resource's name."""
    description: Output[str | None]
    """What it is. Statsig never returns it, so drift is not detected."""
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
        description: Input[str] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A target app: it gets only the gates and configs that are meant for it.

        Args:
            resource_name: Its name in the program.
            name: The app's name; by default the resource's name.
            description: What it is. Statsig never returns it, so drift is not detected. Never read back. Left out, the
                default is sent at creation and not managed afterwards.
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

class TargetAppAssignment(Resource):
    """Assigns target apps to many objects at once, including ones Pulumi does not manage. The API cannot read the
    assignment back: drift is not detected, and destroying the resource leaves everything as it is.

    Example:
        ```python
        web = statsig.TargetApp("web")
        statsig.TargetAppAssignment("web", target_apps=[web.id], gates=["new_checkout"])
        ```
    """

    target_apps: Output[list[str]]
    """The target apps, by id."""
    gates: Output[list[str] | None]
    """The gates that they get, by id."""
    dynamic_configs: Output[list[str] | None]
    """The dynamic configs that they get, by id."""
    experiments: Output[list[str] | None]
    """The experiments that they get, by id."""
    layers: Output[list[str] | None]
    """The layers that they get, by id."""
    parameter_stores: Output[list[str] | None]
    """The parameter stores that they get, by name."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        target_apps: Input[Strings],
        gates: Input[Strings] = ...,
        dynamic_configs: Input[Strings] = ...,
        experiments: Input[Strings] = ...,
        layers: Input[Strings] = ...,
        parameter_stores: Input[Strings] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Assigns target apps to many objects at once, including ones Pulumi does not manage. The API cannot read the
        assignment back: drift is not detected, and destroying the resource leaves everything as it is.

        Args:
            resource_name: Its name in the program.
            target_apps: The target apps, by id.
            gates: The gates that they get, by id. The order means nothing.
            dynamic_configs: The dynamic configs that they get, by id. The order means nothing.
            experiments: The experiments that they get, by id. The order means nothing.
            layers: The layers that they get, by id. The order means nothing.
            parameter_stores: The parameter stores that they get, by name. The order means nothing.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
