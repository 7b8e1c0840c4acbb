# Written by tools/stubs.py from alert.py. Change that, then run `make docs`.

"""Resolving alerts: https://docs.statsig.com/console-api/experiments and https://docs.statsig.com/console-api/gates"""

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource

class ExperimentAlertResolution(Resource):
    """Resolves the alert that an experiment has raised for a metric. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.ExperimentAlertResolution("known", experiment_id="button_text", metric_id="latency::mean")
        ```
    """

    resolved_at: Output[float]
    """When the alert was resolved, in milliseconds since 1970."""
    metric_id: Output[str]
    """The metric whose alert it is, by id."""
    reasoning: Output[str | None]
    """Why the alert is resolved."""
    experiment_id: Output[str]
    """The experiment."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        metric_id: Input[str],
        reasoning: Input[str] | None = ...,
        experiment_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Resolves the alert that an experiment has raised for a metric. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            metric_id: The metric whose alert it is, by id. A change replaces the object.
            reasoning: Why the alert is resolved.
            experiment_id: The experiment. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

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
    metric_id: Output[str]
    """The metric whose alert it is, by id."""
    reasoning: Output[str | None]
    """Why the alert is resolved."""
    gate_id: Output[str]
    """The gate."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        metric_id: Input[str],
        reasoning: Input[str] | None = ...,
        gate_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Resolves the alert that a gate has raised for a metric. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            metric_id: The metric whose alert it is, by id. A change replaces the object.
            reasoning: Why the alert is resolved.
            gate_id: The gate. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
