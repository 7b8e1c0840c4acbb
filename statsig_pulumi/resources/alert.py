"""Resolving alerts: https://docs.statsig.com/console-api/experiments and https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action
from ..schema.markers import In, Path
from ..schema.model import ActionArgs


class _ResolutionArgs(ActionArgs):
    metric_id: Path[In[str]] = Field(...)
    """The metric whose alert it is, by id."""
    reasoning: In[str] | None = None
    """Why the alert is resolved."""


class ExperimentAlertResolutionArgs(_ResolutionArgs):
    """The arguments of the resolution of an experiment's alert."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment."""


class ExperimentAlertResolution(Resource):
    """Resolves the alert that an experiment has raised for a metric. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.ExperimentAlertResolution("known", experiment_id="button_text", metric_id="latency::mean")
        ```
    """

    resolved_at: Output[float]
    """When the alert was resolved, in milliseconds since 1970."""

    args = ExperimentAlertResolutionArgs
    routes = Action("POST /experiments/{id}/alerts/{metricId}/resolve", repeatable=True)


class GateAlertResolutionArgs(_ResolutionArgs):
    """The arguments of the resolution of a gate's alert."""

    gate_id: Path[In[str]] = Field(...)
    """The gate."""


class GateAlertResolution(Resource):
    """Resolves the alert that a gate has raised for a metric. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.GateAlertResolution(
            "known", gate_id="new_checkout", metric_id="latency::mean", reasoning="a test"
        )
        ```
    """

    resolved_at: Output[float]
    """When the alert was resolved, in milliseconds since 1970."""

    args = GateAlertResolutionArgs
    routes = Action("POST /gates/{id}/alerts/{metricId}/resolve", repeatable=True)
