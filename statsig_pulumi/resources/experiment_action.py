"""Actions on experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from typing import Annotated, Any

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Creation, Effect
from ..schema.markers import In, Path, Replace, Strings, Wire
from ..schema.model import ActionArgs
from .shared_types import SlugName, as_id


class ScheduledStartArgs(ActionArgs):
    """The arguments of a scheduled start."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment, which has the status ``setup``."""
    scheduled_time: In[float] = Field(...)
    """When it starts, in milliseconds since 1970."""


class ScheduledStart(Resource):
    """Has Statsig start an experiment at a time. The API cannot call that off: another time takes its place, and
    destroying the resource changes nothing.

    Example:
        ```python
        statsig.ScheduledStart("monday", experiment_id="button_text", scheduled_time=1798790400000)
        ```
    """

    args = ScheduledStartArgs
    routes = Action("POST /experiments/{id}/schedule_start", repeatable=True)


class ExperimentRestartArgs(ActionArgs):
    """The arguments of a restart as a new experiment."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment, which has been started once."""
    name: In[SlugName] = Field(...)
    """The new experiment's name. Every run needs a new one."""


class ExperimentRestart(Resource):
    """Creates a copy of an experiment, when the resource is created and when its triggers or the name
    change. Destroying the resource leaves the new one.

    Example:
        ```python
        again = statsig.ExperimentRestart("again", experiment_id="button_text", name="button_text_2")
        pulumi.export("new", again.new_experiment_id)
        ```
    """

    new_experiment_id: Annotated[Output[str], Wire("id")]
    """The id of the new experiment."""

    args = ExperimentRestartArgs
    routes = Action(
        "POST /experiments/{id}/restart_as_new",
        creates=Creation("GET /experiments/{id}", lambda inputs: str(as_id(inputs["name"]))),
    )


class DisabledGroupsArgs(ActionArgs):
    """The arguments of groups that are turned off."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment."""
    group_names: Annotated[Replace[In[Annotated[Strings, Field(min_length=1)]]], Wire("group_names")] = Field(...)
    """The groups, by name."""


def _are_off(inputs: dict[str, Any], experiment: dict[str, Any]) -> bool:
    """Return whether all groups are off."""
    off = {group["name"] for group in experiment.get("groups", ()) if group.get("disabled")}
    return off >= {*inputs["group_names"]}


class DisabledGroups(Resource):
    """Turns groups of an experiment off; destroying the resource turns them on again. Groups that somebody has turned
    on in the console are turned off again by `pulumi up --refresh`.

    An experiment that is managed in the same program says ``disabled`` of its groups itself.

    Example:
        ```python
        statsig.DisabledGroups("too slow", experiment_id="button_text", group_names=["Test"])
        ```
    """

    args = DisabledGroupsArgs
    routes = Action(
        "POST /experiments/{id}/disable_groups",
        undo=("POST /experiments/{id}/enable_groups",),
        lasts=Effect("GET /experiments/{id}", _are_off),
        repeatable=True,
    )


class ExperimentCodeCleanupArgs(ActionArgs):
    """The arguments of a code clean-up."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment, which Statsig considers stale (see ``list_experiments(stale=True)``)."""


class ExperimentCodeCleanup(Resource):
    """Has Statsig take a stale experiment out of the code, when the resource is created and when its triggers change.
    Statsig starts a job for that. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.ExperimentCodeCleanup("tidy", experiment_id="button_text")
        ```
    """

    args = ExperimentCodeCleanupArgs
    routes = Action("POST /experiments/{id}/code_cleanup")
