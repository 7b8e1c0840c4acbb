"""Release pipelines: https://docs.statsig.com/console-api/release-pipelines"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from ..resource import Resource
from ..rest import Collection
from ..schema.markers import In, Key, SendDefault, Strings, Unordered
from ..schema.model import DeletableArgs, Model
from .rule import Condition, distinct_names


class PipelineRule(Model):
    """Whom a phase of a pipeline reaches."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the phase."""
    conditions: SendDefault[In[list[Condition]]] = []
    """All of them have to be met."""
    environments: Unordered[In[Strings] | None] = None
    """The environments it is for; all of them when left out."""


class PipelinePhase(Model):
    """One phase of a pipeline. Phases follow one another."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the pipeline."""
    time_interval_ms: SendDefault[In[Annotated[float, Field(ge=0)]]] = 0
    """How long it lasts, in milliseconds."""
    required_review: SendDefault[In[bool]] = False
    """Whether somebody has to approve it."""
    rules: SendDefault[In[Annotated[list[PipelineRule], AfterValidator(distinct_names)]]] = []
    """Whom it reaches."""


class ReleasePipelineArgs(DeletableArgs):
    """The arguments of a release pipeline."""

    name: Key[In[str] | None] = None
    """The pipeline's name; by default the resource's name."""
    phases: In[Annotated[list[PipelinePhase], AfterValidator(distinct_names)]] = []
    """Its phases, in order."""
    trigger_notice: In[str] | None = None
    """What people are told before they start it."""


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

    args = ReleasePipelineArgs
    routes = Collection("/release_pipelines", update=None, replace="POST /release_pipelines/{id}")
