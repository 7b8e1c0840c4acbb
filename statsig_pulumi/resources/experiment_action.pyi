# Written by tools/stubs.py from experiment_action.py. Change that, then run `make docs`.

"""Actions on experiments: https://docs.statsig.com/console-api/experiments"""

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from .shared_types import SlugName

class ScheduledStart(Resource):
    """Has Statsig start an experiment at a time. The API cannot call that off: another time takes its place, and
    destroying the resource changes nothing.

    Example:
        ```python
        statsig.ScheduledStart("monday", experiment_id="button_text", scheduled_time=1798790400000)
        ```
    """

    experiment_id: Output[str]
    """The experiment, which has the status ``setup``."""
    scheduled_time: Output[float]
    """When it starts, in milliseconds since 1970."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        experiment_id: Input[str],
        scheduled_time: Input[float],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Has Statsig start an experiment at a time. The API cannot call that off: another time takes its place, and
        destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            experiment_id: The experiment, which has the status ``setup``. A change replaces the object.
            scheduled_time: When it starts, in milliseconds since 1970.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class ExperimentRestart(Resource):
    """Creates a copy of an experiment, when the resource is created and when its triggers or the name
    change. Destroying the resource leaves the new one.

    Example:
        ```python
        again = statsig.ExperimentRestart("again", experiment_id="button_text", name="button_text_2")
        pulumi.export("new", again.new_experiment_id)
        ```
    """

    new_experiment_id: Output[str]
    """The id of the new experiment."""
    experiment_id: Output[str]
    """The experiment, which has been started once."""
    name: Output[str]
    """The new experiment's name. Every run needs a new one."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        experiment_id: Input[str],
        name: Input[SlugName],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Creates a copy of an experiment, when the resource is created and when its triggers or the name change.
        Destroying the resource leaves the new one.

        Args:
            resource_name: Its name in the program.
            experiment_id: The experiment, which has been started once. A change replaces the object.
            name: The new experiment's name. Every run needs a new one.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class DisabledGroups(Resource):
    """Turns groups of an experiment off; destroying the resource turns them on again. Groups that somebody has turned
    on in the console are turned off again by `pulumi up --refresh`.

    An experiment that is managed in the same program says ``disabled`` of its groups itself.

    Example:
        ```python
        statsig.DisabledGroups("too slow", experiment_id="button_text", group_names=["Test"])
        ```
    """

    experiment_id: Output[str]
    """The experiment."""
    group_names: Output[list[str]]
    """The groups, by name."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        experiment_id: Input[str],
        group_names: Input[Strings],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Turns groups of an experiment off; destroying the resource turns them on again. Groups that somebody has
        turned on in the console are turned off again by `pulumi up --refresh`.

        Args:
            resource_name: Its name in the program.
            experiment_id: The experiment. A change replaces the object.
            group_names: The groups, by name. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class ExperimentCodeCleanup(Resource):
    """Has Statsig take a stale experiment out of the code, when the resource is created and when its triggers change.
    Statsig starts a job for that. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.ExperimentCodeCleanup("tidy", experiment_id="button_text")
        ```
    """

    experiment_id: Output[str]
    """The experiment, which Statsig considers stale (see ``list_experiments(stale=True)``)."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        experiment_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Has Statsig take a stale experiment out of the code, when the resource is created and when its triggers
        change. Statsig starts a job for that. Destroying the resource changes nothing.

        Args:
            resource_name: Its name in the program.
            experiment_id: The experiment, which Statsig considers stale (see ``list_experiments(stale=True)``). A
                change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
