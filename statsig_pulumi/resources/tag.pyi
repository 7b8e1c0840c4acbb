# Written by tools/stubs.py from tag.py. Change that, then run `make docs`.

"""Tags: https://docs.statsig.com/console-api/tags"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from .shared_types import Description

class Tag(Resource):
    """A tag.

    Example:
        ```python
        statsig.Tag("checkout", description="Cart and payment")
        ```
    """

    name: Output[str]
    """What gates, experiments and metrics are tagged with; by default the resource's name."""
    description: Output[str | None]
    """What it stands for, at most 1000 characters."""
    is_core: Output[bool | None]
    """Whether it is a core tag, which only some roles may give."""
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
        description: Input[Description] = ...,
        is_core: Input[bool] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A tag.

        Args:
            resource_name: Its name in the program.
            name: What gates, experiments and metrics are tagged with; by default the resource's name.
            description: What it stands for, at most 1000 characters. Left out, the default is sent at creation and not
                managed afterwards.
            is_core: Whether it is a core tag, which only some roles may give.
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
