"""Holdouts: https://docs.statsig.com/console-api/holdouts"""

from __future__ import annotations

from typing import Annotated

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import InternalIds
from ..schema.markers import In, Key, Replace, Strings, Unordered, UpdateOnly, Wire
from ..schema.model import DeletableArgs
from .shared_types import Description, MetricRef, SlugName


class HoldoutArgs(DeletableArgs):
    """The arguments of a holdout."""

    name: Key[Replace[In[SlugName] | None]] = None
    """The holdout's name, of which Statsig makes the id; by default the resource's name."""
    description: In[Description] = ""
    """What it is for, at most 1000 characters."""
    id_type: Replace[In[str]] = "userID"
    """The unit that is held back."""
    team_id: Replace[In[str] | None] = None
    """The team that owns it, by id (Enterprise)."""
    is_enabled: UpdateOnly[In[bool]] = True
    """Whether it holds anybody back."""
    pass_percentage: UpdateOnly[In[Annotated[float, Field(ge=0, le=10)]]] = 0
    """How many are held back: 0 to 10 percent."""
    gate_ids: UpdateOnly[Unordered[In[Strings]]] = []
    """The gates that it applies to."""
    experiment_ids: UpdateOnly[Unordered[In[Strings]]] = []
    """The experiments that it applies to."""
    layer_ids: UpdateOnly[Unordered[In[Strings]]] = []
    """The layers that it applies to."""
    is_global: UpdateOnly[In[bool]] = False
    """Whether it applies to everything that is new."""
    targeting_gate_id: UpdateOnly[In[str] | None] = ""
    """The gate that says who can be held back, by its id; without it, everybody."""
    monitoring_metrics: UpdateOnly[Unordered[In[list[MetricRef]]]] = []
    """Metrics to watch."""


class Holdout(Resource):
    """A holdout: people who see nothing new.

    Example:
        ```python
        statsig.Holdout("q3", pass_percentage=2, gate_ids=["new_checkout"])
        ```
    """

    targeting_gate_internal_id: Annotated[Output[str], Wire("targetingGateInternalID")]
    """What Statsig itself calls the targeting gate, and returns in place of its id."""
    permalink: Output[str]
    """Its address in the console."""

    args = HoldoutArgs
    routes = InternalIds(
        "/holdouts", replace="POST /holdouts/{id}", field="targetingGateID", output="targeting_gate_internal_id"
    )
