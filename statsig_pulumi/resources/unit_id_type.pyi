# Written by tools/stubs.py from unit_id_type.py. Change that, then run `make docs`.

"""Unit id types: https://docs.statsig.com/console-api/unit-id-types"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource

class UnitIdType(Resource):
    """A unit that gates and experiments can be evaluated for, besides ``userID`` and ``stableID``.

    Example:
        ```python
        statsig.UnitIdType("companyID", description="One customer")
        ```
    """

    name: Output[str]
    """What ``id_type`` of gates and experiments says; by default the resource's name."""
    description: Output[str | None]
    """What it stands for."""
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
        """A unit that gates and experiments can be evaluated for, besides ``userID`` and ``stableID``.

        Args:
            resource_name: Its name in the program.
            name: What ``id_type`` of gates and experiments says; by default the resource's name. A change replaces the
                object.
            description: What it stands for.
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
