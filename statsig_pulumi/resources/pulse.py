"""Loading results: https://docs.statsig.com/console-api/experiments and https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Cancellation, Waiter
from ..schema.markers import In, Path, ProviderOnly, Strings, Wire
from ..schema.model import ActionArgs


def _latest(runs: Any) -> str | None:
    """Return the final status of the latest run; None while it runs or is not listed yet."""
    latest: dict[str, Any] = max(runs, key=lambda run: run["createdTime"], default={})
    state: str | None = latest.get("finishedState")
    return state


def _outcome(runs: Any, inputs: dict[str, Any]) -> str | None:
    """Return the final status of the load that the inputs name; None while it runs."""
    ended: Any = (run.get("finishedState") for run in runs if run.get("dagID") == inputs["dag_id"])
    state: str | None = next(ended, None)
    return state


_GOOD = frozenset({"success"})


class _LoadArgs(ActionArgs):
    refresh: In[Literal["full", "incremental", "metric"]] = "full"
    """What is loaded: everything, what is new, or the metrics of ``metric_ids``."""
    metric_ids: In[Strings] | None = None
    """Metrics, by id, for ``metric``."""
    turbo_mode: In[bool] | None = None
    """Whether the warehouse may use more compute."""
    timeout: ProviderOnly[In[Annotated[float, Field(gt=0)]]] = 600
    """How long to wait for the end, in seconds."""


class PulseLoadArgs(_LoadArgs):
    """The arguments of a load of an experiment's results."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment."""


class PulseLoad(Resource):
    """Loads an experiment's results (Warehouse Native) and waits for the end, when the resource is created and when
    its triggers change.

    Example:
        ```python
        statsig.PulseLoad("button_text", experiment_id="button_text", triggers={"metrics": "2"})
        ```
    """

    outcome: Output[str]
    """The final status: ``success``."""

    args = PulseLoadArgs
    routes = Action(
        "POST /experiments/{id}/load_pulse",
        waiter=Waiter("GET /experiments/{id}/pulse_load_history", _latest, _GOOD),
    )


class PulseLoadCancellationArgs(ActionArgs):
    """The arguments of cancelling a load of an experiment's results."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment."""
    dag_id: Path[In[str]] = Field(...)
    """The load, by the ``dag_id`` of ``list_experiment_pulse_loads``."""


class PulseLoadCancellation(Resource):
    """Cancels a load of an experiment's results (Warehouse Native), when the resource is created and when its triggers
    change. A load that has ended already is no failure. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.PulseLoadCancellation("stop", experiment_id="button_text", dag_id="3nkqW1xHrGLsY5bpkMcA2T")
        ```
    """

    outcome: Output[str]
    """How the load ended: ``cancelled``, or as it had ended before: ``success``, ``failure``, ``partial_failure``,
    ``timeout``."""

    args = PulseLoadCancellationArgs
    routes = Cancellation(
        "POST /experiments/{id}/pulse_load_history/{dagID}/cancel",
        history="GET /experiments/{id}/pulse_load_history",
        outcome=_outcome,
    )


class GatePulseLoadArgs(_LoadArgs):
    """The arguments of a load of the results of a gate's rule."""

    gate_id: Path[In[str]] = Field(...)
    """The gate."""
    rule_id: Annotated[In[str], Wire("ruleId")] = Field(...)
    """The rule, by id."""


class GatePulseLoad(Resource):
    """Loads the results of a gate's rule (Warehouse Native) and waits for the end, when the resource is created and
    when its triggers change.

    Example:
        ```python
        statsig.GatePulseLoad("rollout", gate_id="new_checkout", rule_id="4xTaP1Kv2fG8")
        ```
    """

    outcome: Output[str]
    """The final status: ``success``."""

    args = GatePulseLoadArgs
    routes = Action(
        "POST /gates/{id}/load_pulse",
        waiter=Waiter("GET /gates/{id}/rules/{ruleID}/pulse_load_history", _latest, _GOOD),
    )
