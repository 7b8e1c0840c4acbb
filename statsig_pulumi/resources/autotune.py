"""Autotunes, contextual ones too: https://docs.statsig.com/console-api/autotunes"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Collection
from ..rest.reviews import TypedReviews
from ..rest.statuses import StatusMachine, Transition
from ..schema.json_types import JsonValue
from ..schema.markers import Canonical, In, Key, NoDefault, Path, ProviderOnly, Replace, Strings, Unordered, Wire
from ..schema.model import ActionArgs, Model, ReviewableArgs
from .reviewed import ReviewedResource
from .shared_types import as_id


def _hours(value: Any) -> Any:
    return value.removesuffix("s").removesuffix("hr") if isinstance(value, str) else value


Exploration = Annotated[
    Literal[
        "1hr", "24hr", "48hr", "168hr", "336hr",
        "1", "24", "48", "168", "336",
        "1hrs", "24hrs", "48hrs", "168hrs", "336hrs",
    ],
    Canonical(_hours),
]  # fmt: skip
Attribution = Annotated[
    Literal["1hr", "2hr", "4hr", "24hr", "1hrs", "2hrs", "4hrs", "24hrs", "1", "2", "4", "24"], Canonical(_hours)
]
Rate = Annotated[float, Field(ge=0.001, le=1)]
"""0.001 to 1."""


class AutotuneVariant(Model):
    """One of the variants between which an autotune chooses."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the autotune."""
    value: Annotated[In[JsonValue], Wire("json")]
    """The value that code gets, a JSON object."""
    size: NoDefault[In[float] | None] = None
    """Its share of the traffic."""


class AutotuneArgs(ReviewableArgs):
    """The arguments of an autotune."""

    name: Key[Replace[In[Annotated[str, Field(min_length=1), Canonical(as_id)]] | None]] = None
    """The autotune's name, of which Statsig makes the id; by default the resource's name."""
    description: In[str] = ""
    """What it is for."""
    status: NoDefault[In[Literal["setup", "active", "decision_made"]] | None] = None
    """Where it stands: ``setup``, ``active`` (it runs), ``decision_made`` (``winner`` is what everybody gets). Left
    out, it is left to the console."""
    winner: ProviderOnly[In[str] | None] = None
    """The name of the variant that wins, for ``decision_made``."""
    decision_reason: ProviderOnly[In[str] | None] = None
    """Why it wins; sent with the decision."""
    id_type: Replace[In[str]] = "userID"
    """The unit that gets a variant."""
    variants: Unordered[In[Annotated[list[AutotuneVariant], Field(min_length=2)]]] = Field(...)
    """Two or more variants."""
    success_event: In[str] = Field(...)
    """The event to maximize."""
    success_event_value: In[str] = ""
    """The value that the event has to have."""
    exploration_window: In[Exploration] = Field(...)
    """How long the traffic is split evenly at first, for example ``24hr``."""
    attribution_window: In[Attribution] = Field(...)
    """How long after an exposure an event counts, for example ``1hr``."""
    winner_threshold: In[Literal["80%", "90%", "95%", "98%", "99%"]] = Field(...)
    """The probability with which a variant has to be the best."""
    attribution_window_unit: NoDefault[In[Literal["min", "hour", "day"]] | None] = None
    """The unit of the attribution window."""
    exploration_window_rate: NoDefault[In[Rate] | None] = None
    """The share of the traffic that explores during the exploration window, 0.001 to 1."""
    longterm_exploration_allocation: NoDefault[In[Rate] | None] = None
    """The share of the traffic that goes on exploring, 0.001 to 1."""
    metadata_field: NoDefault[In[str] | None] = None
    """The field of the event's metadata whose number is optimized."""
    higher_is_better: In[bool] = True
    """Whether a larger number is better."""
    is_contextual: NoDefault[In[bool] | None] = None
    """Whether the choice depends on the user's attributes."""
    metric_source_id: NoDefault[In[str] | None] = None
    """The metric source that has the events (Warehouse Native)."""
    linked_experiment_name: NoDefault[In[str] | None] = None
    """An experiment that measures the autotune's effect."""
    goal_rich_text: NoDefault[In[str] | None] = None
    """The goal, in words."""
    optimization_parameter: NoDefault[In[Literal["occurrence", "value"]] | None] = None
    """Whether the event itself is optimized or its value."""
    value_column: NoDefault[In[str] | None] = None
    """The column of the metric source that is optimized."""
    feature_list: NoDefault[In[Strings] | None] = None
    """The attributes it considers, where it is contextual."""


def _decision(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    winner = doc.get("variantIDs", {}).get(inputs["winner"], inputs["winner"])
    return {"id": winner, "decisionReason": inputs.get("decision_reason") or ""}


_RESET = Transition("reset")


class Autotune(ReviewedResource):
    """An autotune: it gives more and more traffic to the variant that does best.

    Example:
        ```python
        statsig.Autotune(
            "button_color",
            variants=[AutotuneVariant(name=c, value={"color": c}) for c in ("red", "green")],
            success_event="purchase",
            exploration_window="24hr",
            attribution_window="1hr",
            winner_threshold="95%",
            status="active",
        )
        ```
    """

    current_status: Annotated[Output[str], Wire("status")]
    """The current status, managed or not."""
    variant_ids: Output[dict[str, str]]
    """The ids of the variants, by name."""

    args = AutotuneArgs
    routes = Collection("/autotunes", replace="POST /autotunes/{id}")
    statuses = StatusMachine(
        path="/autotunes/{id}",
        initial="setup",
        transitions={
            ("setup", "active"): Transition("start"),
            ("active", "decision_made"): Transition("make_decision", body=_decision),
            ("active", "setup"): _RESET,
            ("decision_made", "setup"): _RESET,
        },
        archived=None,
    )

    reviews = TypedReviews(
        path="/autotunes/{id}/reviews",
        steps={"start": {}, "make_decision": {"id": "winning_group_id", "decisionReason": "reason"}},
    )

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Drop the ids of variants: the API identifies variants by name."""
        if "variants" not in body:
            return body
        return {**body, "variants": [{k: v for k, v in one.items() if k != "id"} for one in body["variants"]]}

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Derive the status: the API returns whether it runs, and the winner."""
        if "isStarted" in doc and "status" not in doc:
            status = "decision_made" if doc.get("winner") else "active" if doc["isStarted"] else "setup"
            doc = {**doc, "status": status}
        if ids := {v["name"]: v["id"] for v in doc.get("variants") or [] if v.get("id")}:
            doc = {**doc, "variantIDs": ids}
        return doc

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that a decision names the winner."""
        if new.get("status") == "decision_made" and not new.get("winner"):
            yield "winner", "must name a variant while status is 'decision_made'"

    @classmethod
    def in_use(cls, doc: dict[str, Any]) -> str | None:
        """Return why it is in use: it is running."""
        return "the autotune is running" if doc.get("isStarted") else None


class AutotuneScheduledStartArgs(ActionArgs):
    """The arguments of a scheduled start of an autotune."""

    autotune_id: Path[In[str]] = Field(...)
    """The autotune, which has the status ``setup``."""
    scheduled_time: In[float] = Field(...)
    """When it starts, in milliseconds since 1970. Statsig has steps of 15 minutes."""


class AutotuneScheduledStart(Resource):
    """Has Statsig start an autotune at a time. The API cannot call that off: another time takes its place, and
    destroying the resource changes nothing.

    Example:
        ```python
        statsig.AutotuneScheduledStart("monday", autotune_id="button_color", scheduled_time=1798790400000)
        ```
    """

    args = AutotuneScheduledStartArgs
    routes = Action("POST /autotunes/{id}/schedule_start", repeatable=True)
