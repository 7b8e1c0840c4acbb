# Written by tools/stubs.py from release_pipeline.py. Change that, then run `make docs`.

"""Release pipelines: https://docs.statsig.com/console-api/release-pipelines"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from ..schema.model import Model
from .rule import Condition

class PipelineRule(Model):
    """Whom a phase of a pipeline reaches."""

    name: Input[str]
    """Its name, unique in the phase."""
    conditions: Input[list[Condition]] = ...
    """All of them have to be met."""
    environments: Input[Strings] | None = ...
    """The environments it is for; all of them when left out."""

class PipelinePhase(Model):
    """One phase of a pipeline. Phases follow one another."""

    name: Input[str]
    """Its name, unique in the pipeline."""
    time_interval_ms: Input[float] = ...
    """How long it lasts, in milliseconds."""
    required_review: Input[bool] = ...
    """Whether somebody has to approve it."""
    rules: Input[list[PipelineRule]] = ...
    """Whom it reaches."""

class ReleasePipeline(Resource):
    """A release pipeline: changes of a gate that has it reach one group after another.

    Example:
        ```python
        statsig.ReleasePipeline(
            "careful",
            phases=[
                PipelinePhase(
                    name="first",
                    rules=[PipelineRule(name="staff", conditions=[when.email_contains("@x.org")])],
                ),
                PipelinePhase(
                    name="second",
                    required_review=True,
                    rules=[PipelineRule(name="all", conditions=[when.everyone()])],
                ),
            ],
        )
        ```
    """

    name: Output[str]
    """The pipeline's name; by default the resource's name."""
    phases: Output[list[dict[str, Any]] | None]
    """Its phases, in order."""
    trigger_notice: Output[str | None]
    """What people are told before they start it."""
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
        phases: Input[list[PipelinePhase]] = ...,
        trigger_notice: Input[str] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A release pipeline: changes of a gate that has it reach one group after another.

        Args:
            resource_name: Its name in the program.
            name: The pipeline's name; by default the resource's name.
            phases: Its phases, in order.
            trigger_notice: What people are told before they start it.
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
