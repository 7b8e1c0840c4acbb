# Written by tools/stubs.py from topline_alert.py. Change that, then run `make docs`.

"""Topline alerts: https://docs.statsig.com/console-api/introduction"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonObject
from ..schema.markers import Strings
from ..schema.model import Model
from .rule import Milliseconds
from .shared_types import Owner

NonEmpty = str
Comparison = Literal["greater", "greater_or_equal", "less", "less_or_equal", "equal", "not_equal"]
Until = Literal["forever"] | Milliseconds
"""A time to the minute (milliseconds since 1970, or a datetime), or ``forever``."""

class AlertGroupBy(Model):
    """A field by which an alert looks at its metrics in parts."""

    column: Input[str]
    """The column, such as ``metadata``."""
    key: Input[str]
    """The field in it."""

class MutedPart(Model):
    """One part of an alert: the value of a field that it groups by."""

    key: Input[str]
    """The field."""
    value: Input[str]
    """Its value."""

class AlertMute(Model):
    """How long an alert, or a part of it, is muted."""

    until: Input[Until]
    """When it ends: ``forever``, or a time to the minute, in milliseconds since 1970 or as a datetime. A mute that has
    ended may stay in the program."""
    group_bys: Input[list[MutedPart]] | None = ...
    """The part that is muted; by default the whole alert."""

class AlertSubscriber(Model):
    """Whom an alert notifies: a target of an integration. Members who subscribe in the console are not among them."""

    type: Input[Literal["user", "slackChannel", "pagerDutyOncall", "pagerDutyService"]]
    """The type of the target; ``pagerDutyOncall`` has no effect any more."""
    target_id: Input[str]
    """Its id; for ``pagerDutyService`` that of a service in the company's integration."""

class ToplineAlert(Resource):
    """An alert on metrics of the whole project. A create takes two requests, which are undone together.

    Example:
        ```python
        statsig.ToplineAlert(
            "Few purchases",
            definition_metrics=[{"name": "purchase", "type": "event_count_custom"}],
            condition="less",
            alert_threshold=100,
            priority="P1",
            subscribers=[AlertSubscriber(type="slackChannel", target_id="C012345")],
            mutes=[AlertMute(until="forever", group_bys=[MutedPart(key="country", value="AQ")])],
        )
        ```
    """

    alert_type: Output[str]
    """``threshold``, ``change`` or ``pct_change``."""
    name: Output[str]
    """The alert's name, 4 to 100 characters; by default the resource's name."""
    message: Output[str | None]
    """What it says when it is raised."""
    definition_metrics: Output[list[dict[str, Any]] | None]
    """The metrics that it watches, each as the JSON object that the console has for it. The API never returns them."""
    formula: Output[str | None]
    """What is computed of them, such as ``A / B``."""
    group_bys: Output[list[dict[str, Any]] | None]
    """By what it looks at them in parts. The API returns it in a form of its own, which is not compared."""
    condition: Output[str | None]
    """How the value compares with the threshold when the alert is raised."""
    alert_threshold: Output[float | None]
    """The value at which it is raised."""
    warning_threshold: Output[float | None]
    """The value at which it warns."""
    window_ms: Output[float | None]
    """How far back and how often it looks, in milliseconds: a minute to 30 days."""
    evaluation_delay_ms: Output[float | None]
    """How long it waits for late data, in milliseconds, at most 30 days."""
    priority: Output[str | None]
    """Its priority."""
    renotification_conditions: Output[list[str] | None]
    """The states that are announced again while they last."""
    renotification_window_ms: Output[float | None]
    """After how many milliseconds they are."""
    renotification_message: Output[str | None]
    """What is said then."""
    subscribers: Output[list[dict[str, Any]] | None]
    """Whom it notifies."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise). The API returns it in another form, which is not compared."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
    mutes: Output[list[dict[str, Any]] | None]
    """What of it is muted, and until when."""
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
        message: Input[str] = ...,
        definition_metrics: Input[list[Input[JsonObject]]] = ...,
        formula: Input[NonEmpty] | None = ...,
        group_bys: Input[list[AlertGroupBy]] = ...,
        condition: Input[Comparison] | None = ...,
        alert_threshold: Input[float] | None = ...,
        warning_threshold: Input[float] | None = ...,
        window_ms: Input[float] | None = ...,
        evaluation_delay_ms: Input[float] = ...,
        priority: Input[Literal["P1", "P2", "P3", "P4"]] | None = ...,
        renotification_conditions: Input[list[Input[Literal["raise", "warn", "no-data"]]]] = ...,
        renotification_window_ms: Input[float] | None = ...,
        renotification_message: Input[str] = ...,
        subscribers: Input[list[AlertSubscriber]] = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        team_id: Input[NonEmpty] | None = ...,
        owner: Input[Owner] | None = ...,
        mutes: Input[list[AlertMute]] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An alert on metrics of the whole project. A create takes two requests, which are undone together.

        Args:
            resource_name: Its name in the program.
            name: The alert's name, 4 to 100 characters; by default the resource's name.
            message: What it says when it is raised.
            definition_metrics: The metrics that it watches, each as the JSON object that the console has for it. The
                API never returns them. Never read back.
            formula: What is computed of them, such as ``A / B``.
            group_bys: By what it looks at them in parts. The API returns it in a form of its own, which is not
                compared. Never read back.
            condition: How the value compares with the threshold when the alert is raised. Taken out of the program, it
                stays as it is.
            alert_threshold: The value at which it is raised. Taken out of the program, it stays as it is.
            warning_threshold: The value at which it warns.
            window_ms: How far back and how often it looks, in milliseconds: a minute to 30 days. Taken out of the
                program, it stays as it is.
            evaluation_delay_ms: How long it waits for late data, in milliseconds, at most 30 days.
            priority: Its priority. Taken out of the program, it stays as it is.
            renotification_conditions: The states that are announced again while they last. The order means nothing.
            renotification_window_ms: After how many milliseconds they are. Taken out of the program, it stays as it is.
            renotification_message: What is said then.
            subscribers: Whom it notifies. The order means nothing.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            team_id: The team that owns it, by id (Enterprise). The API returns it in another form, which is not
                compared. Never read back.
            owner: Who is responsible. Taken out of the program, it stays as it is.
            mutes: What of it is muted, and until when. The order means nothing.
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
