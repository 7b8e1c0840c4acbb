# Written by tools/stubs.py from pulse.py. Change that, then run `make docs`.

"""Loading results: https://docs.statsig.com/console-api/experiments and https://docs.statsig.com/console-api/gates"""

from typing import Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings

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
    refresh: Output[str | None]
    """What is loaded: everything, what is new, or the metrics of ``metric_ids``."""
    metric_ids: Output[list[str] | None]
    """Metrics, by id, for ``metric``."""
    turbo_mode: Output[bool | None]
    """Whether the warehouse may use more compute."""
    timeout: Output[float | None]
    """How long to wait for the end, in seconds."""
    experiment_id: Output[str]
    """The experiment."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        refresh: Input[Literal["full", "incremental", "metric"]] = ...,
        metric_ids: Input[Strings] | None = ...,
        turbo_mode: Input[bool] | None = ...,
        timeout: Input[float] = ...,
        experiment_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Loads an experiment's results (Warehouse Native) and waits for the end, when the resource is created and when
        its triggers change.

        Args:
            resource_name: Its name in the program.
            refresh: What is loaded: everything, what is new, or the metrics of ``metric_ids``.
            metric_ids: Metrics, by id, for ``metric``.
            turbo_mode: Whether the warehouse may use more compute.
            timeout: How long to wait for the end, in seconds.
            experiment_id: The experiment. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

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
    experiment_id: Output[str]
    """The experiment."""
    dag_id: Output[str]
    """The load, by the ``dag_id`` of ``list_experiment_pulse_loads``."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        experiment_id: Input[str],
        dag_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Cancels a load of an experiment's results (Warehouse Native), when the resource is created and when its
        triggers change. A load that has ended already is no failure. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            experiment_id: The experiment. A change replaces the object.
            dag_id: The load, by the ``dag_id`` of ``list_experiment_pulse_loads``. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

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
    refresh: Output[str | None]
    """What is loaded: everything, what is new, or the metrics of ``metric_ids``."""
    metric_ids: Output[list[str] | None]
    """Metrics, by id, for ``metric``."""
    turbo_mode: Output[bool | None]
    """Whether the warehouse may use more compute."""
    timeout: Output[float | None]
    """How long to wait for the end, in seconds."""
    gate_id: Output[str]
    """The gate."""
    rule_id: Output[str]
    """The rule, by id."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        refresh: Input[Literal["full", "incremental", "metric"]] = ...,
        metric_ids: Input[Strings] | None = ...,
        turbo_mode: Input[bool] | None = ...,
        timeout: Input[float] = ...,
        gate_id: Input[str],
        rule_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Loads the results of a gate's rule (Warehouse Native) and waits for the end, when the resource is created and
        when its triggers change.

        Args:
            resource_name: Its name in the program.
            refresh: What is loaded: everything, what is new, or the metrics of ``metric_ids``.
            metric_ids: Metrics, by id, for ``metric``.
            turbo_mode: Whether the warehouse may use more compute.
            timeout: How long to wait for the end, in seconds.
            gate_id: The gate. A change replaces the object.
            rule_id: The rule, by id.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
