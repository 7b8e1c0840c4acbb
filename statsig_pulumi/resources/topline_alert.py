"""Topline alerts: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import AfterValidator, Field, StringConstraints

from ..resource import Resource
from ..rest import MutedCollection
from ..rest.muted_collection import mutes_of
from ..schema.json_types import JsonObject
from ..schema.markers import In, Key, NoDefault, Strings, Unordered, UpdateOnly, Wire, WriteOnly, is_unknown
from ..schema.model import DeletableArgs, Model
from .rule import Milliseconds
from .shared_types import Owner, SharesTags

_ROUTES = MutedCollection("/alerts", list_is_partial=True)
_MINUTE = 60_000
_MONTH = 30 * 24 * 60 * _MINUTE
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
Comparison = Literal["greater", "greater_or_equal", "less", "less_or_equal", "equal", "not_equal"]


def _to_the_minute(until: Any) -> Any:
    """Refuse an end with seconds.

    Raises:
        ValueError: it has some.
    """
    if isinstance(until, (int, float)) and until % _MINUTE:
        raise ValueError("must be a whole minute")
    return until


Until = Annotated[Literal["forever"] | Milliseconds, AfterValidator(_to_the_minute)]
"""A time to the minute (milliseconds since 1970, or a datetime), or ``forever``."""


class AlertGroupBy(Model):
    """A field by which an alert looks at its metrics in parts."""

    column: In[str]
    """The column, such as ``metadata``."""
    key: In[str]
    """The field in it."""


class MutedPart(Model):
    """One part of an alert: the value of a field that it groups by."""

    key: In[str]
    """The field."""
    value: In[str]
    """Its value."""


class AlertMute(Model):
    """How long an alert, or a part of it, is muted."""

    merge_key: ClassVar[str | None] = "group_bys"
    may_be_renamed: ClassVar[bool] = False

    until: In[Until]
    """When it ends: ``forever``, or a time to the minute, in milliseconds since 1970 or as a datetime. A mute that has
    ended may stay in the program."""
    group_bys: In[list[MutedPart]] | None = None
    """The part that is muted; by default the whole alert."""


class AlertSubscriber(Model):
    """Whom an alert notifies: a target of an integration. Members who subscribe in the console are not among them."""

    type: In[Literal["user", "slackChannel", "pagerDutyOncall", "pagerDutyService"]]
    """The type of the target; ``pagerDutyOncall`` has no effect any more."""
    target_id: Annotated[In[str], Wire("id")]
    """Its id; for ``pagerDutyService`` that of a service in the company's integration."""


class ToplineAlertArgs(SharesTags, DeletableArgs):
    """The arguments of a topline alert."""

    name: Key[In[Annotated[str, StringConstraints(min_length=4, max_length=100)]] | None] = None
    """The alert's name, 4 to 100 characters; by default the resource's name."""
    message: In[str] = ""
    """What it says when it is raised."""
    definition_metrics: Annotated[WriteOnly[In[list[In[JsonObject]]]], Wire("definitionMetricsJson")] = []
    """The metrics that it watches, each as the JSON object that the console has for it. The API never returns them."""
    formula: In[NonEmpty] | None = None
    """What is computed of them, such as ``A / B``."""
    group_bys: WriteOnly[In[list[AlertGroupBy]]] = []
    """By what it looks at them in parts. The API returns it in a form of its own, which is not compared."""
    condition: UpdateOnly[NoDefault[In[Comparison] | None]] = None
    """How the value compares with the threshold when the alert is raised."""
    alert_threshold: UpdateOnly[NoDefault[In[float] | None]] = None
    """The value at which it is raised."""
    warning_threshold: UpdateOnly[In[float] | None] = None
    """The value at which it warns."""
    window_ms: UpdateOnly[NoDefault[In[Annotated[float, Field(ge=_MINUTE, le=_MONTH)]] | None]] = None
    """How far back and how often it looks, in milliseconds: a minute to 30 days."""
    evaluation_delay_ms: UpdateOnly[In[Annotated[float, Field(ge=0, le=_MONTH)]]] = 0
    """How long it waits for late data, in milliseconds, at most 30 days."""
    priority: UpdateOnly[NoDefault[In[Literal["P1", "P2", "P3", "P4"]] | None]] = None
    """Its priority."""
    renotification_conditions: UpdateOnly[Unordered[In[list[In[Literal["raise", "warn", "no-data"]]]]]] = []
    """The states that are announced again while they last."""
    renotification_window_ms: UpdateOnly[NoDefault[In[float] | None]] = None
    """After how many milliseconds they are."""
    renotification_message: UpdateOnly[In[str]] = ""
    """What is said then."""
    subscribers: UpdateOnly[Unordered[In[list[AlertSubscriber]]]] = []
    """Whom it notifies."""
    tags: UpdateOnly[Unordered[In[Strings]]] = []
    """Tags, by name."""
    team_id: WriteOnly[In[NonEmpty] | None] = None
    """The team that owns it, by id (Enterprise). The API returns it in another form, which is not compared."""
    owner: UpdateOnly[NoDefault[In[Owner] | None]] = None
    """Who is responsible."""
    mutes: UpdateOnly[Unordered[In[list[AlertMute]]]] = []
    """What of it is muted, and until when."""

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Drop the mutes that have ended by themselves."""
        mutes = inputs.get("mutes")
        if not mutes or is_unknown(mutes):
            return inputs
        return {**inputs, "mutes": [mute for mute in mutes if not _ROUTES.has_ended(mute)]}


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

    args = ToplineAlertArgs
    routes = _ROUTES

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Give the metrics as JSON texts, and null in place of no conditions, which null alone clears."""
        if metrics := body.get("definitionMetricsJson"):
            body = {**body, "definitionMetricsJson": [json.dumps(one) for one in metrics]}
        return {**body, "renotificationConditions": None} if body.get("renotificationConditions") == [] else body

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Give the mutes as a program has them, and no delay as 0."""
        if "activeMuteSchedules" not in doc:
            return doc
        return {**doc, "evaluationDelayMs": doc.get("evaluationDelayMs") or 0, "mutes": mutes_of(doc)}
