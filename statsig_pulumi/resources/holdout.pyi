# Written by tools/stubs.py from holdout.py. Change that, then run `make docs`.

"""Holdouts: https://docs.statsig.com/console-api/holdouts"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .shared_types import Description, MetricRef, SlugName

class Holdout(Resource):
    """A holdout: people who see nothing new.

    Example:
        ```python
        statsig.Holdout("q3", pass_percentage=2, gate_ids=["new_checkout"])
        ```
    """

    targeting_gate_internal_id: Output[str]
    """What Statsig itself calls the targeting gate, and returns in place of its id."""
    permalink: Output[str]
    """Its address in the console."""
    name: Output[str]
    """The holdout's name, of which Statsig makes the id; by default the resource's name."""
    description: Output[str | None]
    """What it is for, at most 1000 characters."""
    id_type: Output[str | None]
    """The unit that is held back."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    is_enabled: Output[bool | None]
    """Whether it holds anybody back."""
    pass_percentage: Output[float | None]
    """How many are held back: 0 to 10 percent."""
    gate_ids: Output[list[str] | None]
    """The gates that it applies to."""
    experiment_ids: Output[list[str] | None]
    """The experiments that it applies to."""
    layer_ids: Output[list[str] | None]
    """The layers that it applies to."""
    is_global: Output[bool | None]
    """Whether it applies to everything that is new."""
    targeting_gate_id: Output[str | None]
    """The gate that says who can be held back, by its id; without it, everybody."""
    monitoring_metrics: Output[list[dict[str, Any]] | None]
    """Metrics to watch."""
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
        id_type: Input[str] = ...,
        team_id: Input[str] | None = ...,
        is_enabled: Input[bool] = ...,
        pass_percentage: Input[float] = ...,
        gate_ids: Input[Strings] = ...,
        experiment_ids: Input[Strings] = ...,
        layer_ids: Input[Strings] = ...,
        is_global: Input[bool] = ...,
        targeting_gate_id: Input[str] | None = ...,
        monitoring_metrics: Input[list[MetricRef]] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A holdout: people who see nothing new.

        Args:
            resource_name: Its name in the program.
            name: The holdout's name, of which Statsig makes the id; by default the resource's name. A change replaces
                the object.
            description: What it is for, at most 1000 characters.
            id_type: The unit that is held back. A change replaces the object.
            team_id: The team that owns it, by id (Enterprise). A change replaces the object.
            is_enabled: Whether it holds anybody back.
            pass_percentage: How many are held back: 0 to 10 percent.
            gate_ids: The gates that it applies to. The order means nothing.
            experiment_ids: The experiments that it applies to. The order means nothing.
            layer_ids: The layers that it applies to. The order means nothing.
            is_global: Whether it applies to everything that is new.
            targeting_gate_id: The gate that says who can be held back, by its id; without it, everybody.
            monitoring_metrics: Metrics to watch. The order means nothing.
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
