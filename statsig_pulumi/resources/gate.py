"""Feature gates: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Collection
from ..rest.reviews import ChangeReviews
from ..rest.reviews import Field as Slot
from ..rest.statuses import StatusMachine, Transition
from ..schema.markers import (
    Accompanies,
    In,
    Key,
    NoDefault,
    Path,
    ProviderOnly,
    Replace,
    Restricts,
    SendDefault,
    Strings,
    Unordered,
    Wire,
    WriteOnly,
)
from ..schema.model import ActionArgs, Model, ReviewableArgs
from .reviewed import ReviewedResource
from .rule import DEMANDS_PHASES, Milliseconds, Percent, Rules
from .shared_types import (
    ARCHIVE,
    SWITCHES,
    UNARCHIVE,
    ConfigId,
    Description,
    DisplayName,
    MetricRef,
    SharesRules,
    SharesTags,
    SharesTargetApps,
    TargetApps,
)


class ReviewSettings(Model):
    """Whether changes need a review. A requirement of the project or the team overrules it."""

    required_review: In[bool]
    """Whether a change has to be approved before it takes effect."""


class RolloutPhase(Model):
    """One phase of a gradual rollout."""

    pass_percent: Annotated[In[Percent], Wire("pass_percent")]
    """The pass percentage in this phase: 0 to 100 in steps of 0.01."""
    is_complete: SendDefault[In[bool]] = False
    """Whether it is behind already."""
    time: In[Milliseconds] | None = None
    """When it begins: milliseconds since 1970, or a datetime."""
    time_string: In[str] | None = None
    """The same as a text."""
    phase_duration_ms: In[Annotated[float, Field(ge=0)]] | None = None
    """How long it lasts, in milliseconds."""


class GradualRollout(Model):
    """How a higher pass percentage of a gate's rules is reached.

    Example:
        ```python
        DAY = 24 * 60 * 60 * 1000
        GradualRollout(
            type="gradual",
            phases=[
                RolloutPhase(pass_percent=10, phase_duration_ms=DAY),
                RolloutPhase(pass_percent=50, phase_duration_ms=DAY),
            ],
        )
        ```
    """

    type: In[Literal["gradual", "bypass"]]
    """``gradual``, in phases, or ``bypass``, at once though the project's policy demands phases."""
    phases: In[Annotated[list[RolloutPhase], Field(min_length=1)]] | None = None
    """The phases, of rising percentages; by default Statsig's own. What the rule says is reached after the last."""


class GateArgs(SharesRules, SharesTags, SharesTargetApps, ReviewableArgs):
    """The arguments of a gate."""

    gate_id: Annotated[Key[Replace[In[ConfigId] | None]], Wire("id")] = None
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: NoDefault[In[DisplayName] | None] = None
    """The name shown in the console; by default the id."""
    description: In[Description] = ""
    """What the gate is for, at most 1000 characters."""
    is_enabled: Restricts[In[bool]] = True
    """False turns the gate off for everybody."""
    status: NoDefault[In[Literal["In Progress", "Launched", "Disabled", "Archived"]] | None] = None
    """Where the gate stands: ``In Progress`` (its rules decide), ``Launched`` (everybody passes), ``Disabled`` (nobody
    passes), ``Archived`` (read-only, nobody passes). Left out, it is left to the console."""
    archive_reason: ProviderOnly[In[str] | None] = None
    """Why the gate is archived; sent when it is."""
    rules: In[Rules] = []
    """Who passes. Tried in order; the first whose conditions are met decides."""
    gradual_rollout_strategy: Annotated[
        WriteOnly[In[GradualRollout] | None], Accompanies("rules"), Wire("gradual_rollout_strategy")
    ] = None
    """How a higher pass percentage of a rule is reached; a project's policy may demand that this is set. It is sent
    with a change of ``rules``, and never returned."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    type: In[Literal["PERMANENT", "TEMPORARY"]] = "TEMPORARY"
    """Whether the gate is meant to stay. Statsig may mark a gate STALE or TEMPLATE by itself, which is not drift."""
    id_type: In[str] = "userID"
    """The unit the gate is evaluated for. A change discards the Pulse results so far."""
    target_apps: In[TargetApps] = []
    """The target apps that get the gate."""
    creator_id: NoDefault[In[str] | None] = None
    """The Statsig id of the creator; by default the key."""
    creator_email: NoDefault[In[str] | None] = None
    """The e-mail of the creator."""
    team: In[str] | None = None
    """The team that owns the gate, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns the gate, by id (Enterprise)."""
    measure_metric_lifts: In[bool] = True
    """Whether metric lifts are measured."""
    monitoring_metrics: Unordered[In[list[MetricRef]]] = []
    """Metrics to watch during the rollout."""
    review_settings: Restricts[In[ReviewSettings]] = ReviewSettings(required_review=False)
    """Whether changes need a review."""
    release_pipeline_id: Restricts[In[str] | None] = None
    """The release pipeline that changes go through."""
    is_template: Replace[In[bool]] = False
    """Whether the gate is a template for others."""


_ENABLE, _DISABLE, _LAUNCH = Transition("enable"), Transition("disable"), Transition("launch")
_SWITCH_ON, _SWITCH_OFF = replace(_ENABLE, fields={"isEnabled": True}), replace(_DISABLE, fields={"isEnabled": False})


class Gate(ReviewedResource):
    """A feature gate.

    Example:
        ```python
        statsig.Gate(
            "new_checkout",
            description="One-page checkout",
            rules=[
                Rule(name="staff", conditions=[when.email_contains("@example.com")]),
                Rule(name="rollout", pass_percentage=12.5, conditions=[when.everyone()]),
            ],
        )
        ```
    """

    current_status: Annotated[Output[str], Wire("status")]
    """The current status, managed or not."""
    permalink: Output[str]
    """Its address in the console."""

    args = GateArgs
    hints = DEMANDS_PHASES
    routes = Collection("/gates", replace="POST /gates/{id}", label="name", list_params={"includeArchived": "true"})
    statuses = StatusMachine(
        path="/gates/{id}",
        initial="In Progress",
        transitions={
            ("In Progress", "Launched"): _LAUNCH,
            ("In Progress", "Disabled"): _SWITCH_OFF,
            ("In Progress", "Archived"): ARCHIVE,
            ("Launched", "In Progress"): _ENABLE,
            ("Launched", "Disabled"): _DISABLE,
            ("Launched", "Archived"): ARCHIVE,
            ("Disabled", "In Progress"): _SWITCH_ON,
            ("Disabled", "Launched"): _LAUNCH,
            ("Disabled", "Archived"): ARCHIVE,
            ("Archived", "In Progress"): UNARCHIVE,
            ("Archived", "Launched"): UNARCHIVE,
            ("Archived", "Disabled"): UNARCHIVE,
        },
        archived="Archived",
        tells=frozenset({"is_enabled"}),
    )

    reviews = ChangeReviews(
        path="/gates/{id}/reviews",
        eligible="GET /gates/{id}/eligible_reviewers",
        groups=(
            (Slot("rules", "rules"),),
            (Slot("isEnabled", "is_enabled"),),
            (Slot("idType", "id_type"),),
            (Slot("teamID", "team_id"),),
            (Slot("releasePipelineID", "release_pipeline_id"),),
        ),
        steps=SWITCHES,
    )

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Hide what is no drift: how a launched or a disabled gate reads, and a type that cannot be set."""
        doc = dict(doc)
        if doc.get("status") == "Launched":
            doc["isEnabled"] = True
        elif doc.get("status") == "In Progress" and doc.get("isEnabled") is False:
            doc["status"] = "Disabled"
        if doc.get("type") not in ("PERMANENT", "TEMPORARY"):
            doc.pop("type", None)
        return doc

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check that ``is_enabled`` and ``status`` do not contradict each other."""
        if new.get("is_enabled") is False and new.get("status") in ("In Progress", "Launched"):
            yield "is_enabled", f"is False while status is {new['status']!r}; leave one of them out"
        if new.get("is_enabled") is True and new.get("status") == "Disabled":
            yield "is_enabled", "is True while status is 'Disabled'; leave one of them out"

    @classmethod
    def in_use(cls, doc: dict[str, Any]) -> str | None:
        """Return why it is in use: code still checks the gate."""
        checks = float(doc.get("checksPerHour") or 0)
        return f"the gate is checked {checks:g} times an hour" if checks else None


class GateCodeCleanupArgs(ActionArgs):
    """The arguments of a code clean-up."""

    gate_id: Path[In[str]] = Field(...)
    """The gate, such as one that Statsig considers stale (see ``list_gates(type="STALE")``)."""


class GateCodeCleanup(Resource):
    """Has Statsig take a gate out of the code, when the resource is created and when its triggers change.
    Statsig starts a job for that. Destroying the resource changes nothing.

    Example:
        ```python
        statsig.GateCodeCleanup("tidy", gate_id="old_checkout")
        ```
    """

    args = GateCodeCleanupArgs
    routes = Action("POST /gates/{id}/code_cleanup")
