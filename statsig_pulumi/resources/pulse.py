"""Loading results: https://docs.statsig.com/console-api/experiments and https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Waiter
from ..schema.markers import In, Path, ProviderOnly, Strings, Wire
from ..schema.model import ActionArgs


def _latest(runs: Any) -> str | None:
    """Return the final status of the latest run; None while it runs or is not listed yet."""
    latest: dict[str, Any] = max(runs, key=lambda run: run["createdTime"], default={})
    state: str | None = latest.get("finishedState")
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
    rule_id: Annotated[In[str] | None, Wire("ruleId")] = None
    """One of its groups."""


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
