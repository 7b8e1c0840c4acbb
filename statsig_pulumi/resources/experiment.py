"""Experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import AfterValidator, Field, StringConstraints

from ..resource import Resource
from ..rest import Collection
from ..rest.reviews import TypedReviews
from ..rest.statuses import StatusMachine, Transition
from ..schema.json_types import JsonObject, same_json
from ..schema.markers import (
    In,
    Invalidates,
    Key,
    NoDefault,
    ProviderOnly,
    Replace,
    Restricts,
    Strings,
    Unordered,
    Wire,
    WriteOnly,
    is_known,
    is_unknown,
)
from ..schema.model import Model, ReviewableArgs
from .rule import Percent, distinct_names
from .shared_types import Description, MetricRef, TargetApps

ExperimentName = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_\- ]*$")]
"""3 to 100 letters, digits, ``_``, ``-`` and spaces."""

ExperimentId = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_-]*$")]
"""3 to 100 letters, digits, ``_`` and ``-``."""

Days = Annotated[int, Field(ge=1)]
"""A number of days, at least 1."""


class Group(Model):
    """One group of an experiment. A group keeps its Statsig id by its name; one renamed in place keeps it too."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the experiment."""
    size: In[Annotated[float, Field(ge=0, le=100)]]
    """Its share of the experiment in percent. The sizes add up to 100."""
    parameter_values: In[JsonObject] = Field(...)
    """What code gets for somebody in this group, a JSON object."""
    disabled: In[bool] = False
    """Whether nobody is assigned to it any more."""
    description: In[str] = ""
    """What is different in it."""
    foreign_group_id: NoDefault[In[str] | None] = None
    """Its id in the assignment source (Warehouse Native)."""


class Link(Model):
    """A link to documentation."""

    url: In[str]
    """The address."""
    title: In[str] | None = None
    """The title."""


class ExperimentMetric(MetricRef):
    """A metric of an experiment, and what is expected of it."""

    direction: In[Literal["increase", "decrease"]] | None = None
    """The expected direction."""
    hypothesized_value: In[float] | None = None
    """The expected change."""


class QualityScore(Model):
    """A score that is added to Statsig's own quality scores."""

    criteria_name: In[str]
    """One of Statsig's criteria, such as ``POWER_ANALYSIS``, or a name of your own."""
    status: In[Literal["PASSED", "FAILED", "WARNING"]]
    """The result."""
    criteria_description: In[str]
    """What the criterion examines."""
    score: In[float]
    """The score."""
    weight: In[float]
    """Its weight."""


class SourceFilter(Model):
    """A filter on the assignment source (Warehouse Native)."""

    column: In[str] | None = None
    """The column."""
    condition: In[str]
    """``in``, ``not_in``, ``=``, ``>``, ``<``, ``>=``, ``<=``, ``is_null``, ``non_null``, ``contains``,
    ``not_contains``, ``sql_filter``, ``starts_with``, ``ends_with``, ``after_exposure``, ``before_exposure``,
    ``is_true``, ``is_false``."""
    values: In[Strings] = []
    """What it is compared with."""


class SamplingMetric(Model):
    """A metric to balance the groups by."""

    name: In[str]
    """The metric."""
    start_date: In[str]
    """The first day, as YYYY-MM-DD."""
    end_date: In[str]
    """The last day, as YYYY-MM-DD."""


class SamplingProperty(Model):
    """An entity property to balance the groups by."""

    property_source_name: In[str]
    """The entity property source."""
    column: In[str]
    """The column."""


class SamplingCsv(Model):
    """An uploaded file to balance the groups by."""

    original: In[str]
    """The name it was uploaded under."""
    identifier: In[str]
    """Statsig's identifier of it."""


class StratifiedSampling(Model):
    """Balanced groups, by one of a metric, an entity property or a file."""

    status: In[Literal["pending", "success", "error"]] = Field(...)
    """The status. Statsig advances it by itself, which is not drift."""
    metric: In[SamplingMetric] | None = None
    """By a metric."""
    entity_property_source: In[SamplingProperty] | None = None
    """By an entity property."""
    csv: In[SamplingCsv] | None = None
    """By a file."""

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the live status: once set, the server advances it."""
        return {**inputs, "status": live.get("status", inputs.get("status"))}


class Decision(Model):
    """How an experiment is decided."""

    group: In[str]
    """The group that everybody gets, by name or by id."""
    reason: In[str]
    """The reason for the decision."""
    remove_targeting: In[bool] = False
    """Whether the targeting gate goes as well, so that really everybody gets it."""


def _add_up(groups: list[Group]) -> list[Group]:
    sizes = [g.size for g in groups]
    if groups and not any(map(is_unknown, sizes)) and abs(sum(map(float, sizes)) - 100) > 1e-6:  # type: ignore[arg-type]
        raise ValueError(f"sizes must add up to 100, they add up to {sum(map(float, sizes)):g}")  # type: ignore[arg-type]
    return groups


class ExperimentArgs(ReviewableArgs):
    """The arguments of an experiment."""

    experiment_id: Annotated[Key[Replace[In[ExperimentId] | None]], Wire("id")] = None
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: NoDefault[In[ExperimentName] | None] = None
    """The name shown in the console; by default the id."""
    description: In[Description] = ""
    """What is tried, at most 1000 characters."""
    hypothesis: In[str] = ""
    """What is expected to happen, and why."""
    status: NoDefault[In[Literal["setup", "active", "decision_made", "abandoned", "archived"]] | None] = None
    """Where the experiment stands. It is created in ``setup`` and started for ``active``; from there it is decided
    (``decision_made``, with ``decision``) or given up (``abandoned``, with ``abandon_reason``); from both it can be
    reset to ``setup`` or ``archived``. Left out, it is left to the console."""
    decision: ProviderOnly[In[Decision] | None] = None
    """How it is decided; for the status ``decision_made``."""
    abandon_reason: ProviderOnly[In[str] | None] = None
    """Why it is given up; for the status ``abandoned``."""
    archive_reason: ProviderOnly[In[str] | None] = None
    """Why it is archived."""
    analysis_start_time: ProviderOnly[In[str] | None] = None
    """The start of the analysis, sent when the experiment starts (Warehouse Native, analysis only)."""
    allow_invalidating_changes: ProviderOnly[bool] = False
    """Allow changes that invalidate the results of a running experiment: other groups, sizes or parameter values,
    another id type or layer, a lower allocation."""
    groups: Invalidates[
        NoDefault[In[Annotated[list[Group], AfterValidator(distinct_names), AfterValidator(_add_up)]] | None]
    ] = None
    """The groups; by default Statsig makes Control and Test, of 50 each."""
    control_group_id: NoDefault[In[str] | None] = None
    """The id of the control group; by default Statsig chooses."""
    allocation: Invalidates[NoDefault[In[Percent] | None]] = None
    """The share of the layer in percent; by default 100, or 0 inside a layer. It can only grow while it runs."""
    layer_id: Invalidates[Replace[In[str] | None]] = None
    """The layer to put it into."""
    targeting_gate_id: Restricts[In[str] | None] = None
    """Only those who pass this gate take part: ``targeting_gate_id=gate.id``."""
    id_type: Invalidates[In[str]] = "userID"
    """The unit that is assigned."""
    secondary_id_type: In[str] | None = None
    """The second id type, for id resolution (Warehouse Native)."""
    identifier_mapping_mode: NoDefault[
        In[Literal["strictOneToOne", "firstTouchOneToMany", "lastTouchOneToMany"]] | None
    ] = None
    """How ids are mapped, for id resolution (Warehouse Native)."""
    identity_resolution_source: In[str] | None = None
    """The entity property source for id resolution (Warehouse Native)."""
    links: In[list[Link]] = []
    """Links to documentation."""
    primary_metrics: In[list[ExperimentMetric]] = []
    """The metrics that decide."""
    secondary_metrics: In[list[ExperimentMetric]] = []
    """The metrics that are watched."""
    other_metrics: In[list[ExperimentMetric]] = []
    """Further metrics; no correction applies to them."""
    primary_metric_tags: WriteOnly[Unordered[In[Strings]]] = []
    """Tags whose metrics become primary metrics. Statsig puts the metrics in their place, so they are never read."""
    secondary_metric_tags: WriteOnly[Unordered[In[Strings]]] = []
    """Tags whose metrics become secondary metrics."""
    duration: In[Days] = 14
    """How long it is expected to last, in days."""
    target_exposures: NoDefault[In[Annotated[int, Field(ge=1)]] | None] = None
    """How many exposures are wanted."""
    sequential_testing: In[bool] = False
    """Whether results can be looked at before the end."""
    bonferroni_correction: In[bool] = False
    """Whether Bonferroni's correction is applied for each variant."""
    bonferroni_correction_per_metric: In[bool] = False
    """Whether Bonferroni's correction is applied for each metric."""
    benjamini_hochberg_per_variant: In[bool] = False
    """Whether Benjamini and Hochberg's procedure is applied for each variant."""
    benjamini_hochberg_per_metric: In[bool] = False
    """Whether Benjamini and Hochberg's procedure is applied for each metric."""
    benjamini_primary_metrics_only: In[bool] = False
    """Whether Benjamini and Hochberg's procedure is applied to primary metrics only."""
    default_confidence_interval: In[Literal["80", "90", "95", "98", "99"]] = "95"
    """The confidence that results are shown with, in percent."""
    manual_quality_scores: In[Annotated[list[QualityScore], Field(max_length=10)]] = []
    """Quality scores of your own, at most 10."""
    assignment_source_name: NoDefault[In[str] | None] = None
    """The assignment source (Warehouse Native)."""
    assignment_source_experiment_name: NoDefault[In[str] | None] = None
    """What the assignment source calls the experiment (Warehouse Native)."""
    assignment_source_filters: In[list[SourceFilter]] = []
    """Which rows of the assignment source count (Warehouse Native)."""
    is_analysis_only: In[bool] = False
    """Whether Statsig only analyses what is assigned elsewhere (Warehouse Native)."""
    analysis_end_time: NoDefault[In[str] | None] = None
    """The end of the analysis (Warehouse Native, analysis only)."""
    allocation_duration: In[Days] | None = None
    """For how many days units are assigned (Warehouse Native)."""
    cohorted_analysis_duration: NoDefault[In[Days] | None] = None
    """For how many days a unit counts after its exposure (Warehouse Native)."""
    cohorted_metrics_mature_after_end: In[bool] = False
    """Whether cohort metrics go on after the end (Warehouse Native)."""
    cohort_wait_until_end_to_include: In[bool] = False
    """Whether only units count whose cohort duration is over (Warehouse Native)."""
    fixed_analysis_duration: NoDefault[In[Days] | None] = None
    """For how many days is analysed."""
    scheduled_reload_hour: In[Annotated[int, Field(ge=0, le=23)]] | None = None
    """When results are loaded, as the hour in UTC (Warehouse Native)."""
    scheduled_reload_type: NoDefault[In[Literal["full", "incremental"]] | None] = None
    """How results are loaded (Warehouse Native)."""
    analytics_type: NoDefault[In[Literal["frequentist", "bayesian", "sprt"]] | None] = None
    """How results are analysed."""
    is_sidecar: In[bool] = False
    """Whether it is an experiment of Statsig Sidecar."""
    stratified_sampling: In[StratifiedSampling] | None = None
    """Balanced groups."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    target_apps: In[TargetApps] = []
    """The target apps that get the experiment."""
    creator_id: NoDefault[In[str] | None] = None
    """The Statsig id of the creator; by default the key."""
    creator_email: NoDefault[In[str] | None] = None
    """The e-mail of the creator."""
    team: In[str] | None = None
    """The team that owns it, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns it, by id (Enterprise)."""


def _start(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    times = {"analysisStartTime": "analysis_start_time", "analysisEndTime": "analysis_end_time"}
    return {wire: inputs[name] for wire, name in times.items() if name in inputs}


def _decide(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    decision = inputs["decision"]
    group = doc.get("groupIDs", {}).get(decision["group"], decision["group"])
    targeting = {"removeTargeting": decision["remove_targeting"]} if "remove_targeting" in decision else {}
    return {"id": group, "decisionReason": decision["reason"], **targeting}


def _abandon(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    return {"decisionReason": inputs["abandon_reason"]}


def _archive(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    return {"archiveReason": inputs["archive_reason"]} if "archive_reason" in inputs else {}


_DECIDE, _ABANDON = Transition("make_decision", body=_decide), Transition("abandon", body=_abandon)
_RESET, _ARCHIVE = Transition("reset", before_update=True), Transition("archive", body=_archive)
_UNARCHIVE = Transition("unarchive", before_update=True, reread=True)


class Experiment(Resource):
    """An experiment.

    Example:
        ```python
        statsig.Experiment(
            "checkout_copy",
            hypothesis="A shorter text sells more",
            groups=[
                Group(name="Control", size=50, parameter_values={"text": "Buy this now"}),
                Group(name="Short", size=50, parameter_values={"text": "Buy"}),
            ],
            status="active",
        )
        ```
    """

    current_status: Annotated[Output[str], Wire("status")]
    """The current status, managed or not."""
    review_id: Annotated[Output[str | None], Wire("reviewID")]
    """The review that a change waits in; None while nothing waits."""
    group_ids: Annotated[Output[dict[str, str]], Wire("groupIDs")]
    """The id of each group, by the group's name."""

    args = ExperimentArgs
    routes = Collection("/experiments", replace="POST /experiments/{id}", label="name", preserve=frozenset({"status"}))
    statuses = StatusMachine(
        path="/experiments/{id}",
        initial="setup",
        transitions={
            ("setup", "active"): Transition("start", body=_start),
            ("setup", "archived"): _ARCHIVE,
            ("active", "decision_made"): _DECIDE,
            ("active", "abandoned"): _ABANDON,
            ("experiment_stopped", "decision_made"): _DECIDE,
            ("experiment_stopped", "abandoned"): _ABANDON,
            ("assignment_stopped", "decision_made"): _DECIDE,
            ("assignment_stopped", "abandoned"): _ABANDON,
            ("decision_made", "setup"): _RESET,
            ("decision_made", "archived"): _ARCHIVE,
            ("abandoned", "setup"): _RESET,
            ("abandoned", "archived"): _ARCHIVE,
            ("archived", "setup"): _UNARCHIVE,
            ("archived", "decision_made"): _UNARCHIVE,
            ("archived", "abandoned"): _UNARCHIVE,
        },
        archived="archived",
    )

    reviews = TypedReviews(
        path="/experiments/{id}/reviews",
        eligible="GET /experiments/{id}/eligible_reviewers",
        settings="update_settings",
        steps={
            "start": {},
            "make_decision": {
                "id": "winning_group_id",
                "decisionReason": "reason",
                "removeTargeting": "remove_targeting",
            },
            "abandon": {"decisionReason": "reason"},
            "archive": {"archiveReason": "reason"},
            "unarchive": {},
        },
    )
    state_only_outputs = ("review_id",)

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Add the group ids by name."""
        ids = {g["name"]: g["id"] for g in doc.get("groups") or [] if g.get("id")}
        return {**doc, "groupIDs": ids} if ids else doc

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """What a status needs, and what would make the results of a running experiment worthless."""
        status, before = new.get("status"), old.get("status")
        if status == "decision_made" and "decision" not in new:
            yield "decision", "is required for the status 'decision_made': group and reason"
        if status == "abandoned" and "abandon_reason" not in new:
            yield "abandon_reason", "is required for the status 'abandoned'"
        decided = status == before == "decision_made" and "decision" in old and is_known(new.get("decision"))
        if decided and old["decision"] != new.get("decision"):
            yield "decision", "cannot be changed once it is made: reset the experiment first (status 'setup')"
        if before == "active" and not new.get("allow_invalidating_changes"):
            for name in _invalidating(old, new):
                yield (
                    name,
                    (
                        "cannot change while the experiment runs, its results would be worthless; "
                        "set allow_invalidating_changes=True if you mean it"
                    ),
                )

    @classmethod
    def in_use(cls, doc: dict[str, Any]) -> str | None:
        """Return why it is in use: it is running."""
        return "the experiment is running" if doc.get("status") == "active" else None


def _invalidating(old: dict[str, Any], new: dict[str, Any]) -> Iterable[str]:
    """Yield the names of what would change; what is not known yet is judged again before it is sent."""
    for name, default in (("id_type", "userID"), ("layer_id", None)):
        if name in old and is_known(new.get(name)) and (old[name] or default) != new.get(name, default):
            yield name
    before, after = old.get("allocation"), new.get("allocation")
    if isinstance(before, (int, float)) and isinstance(after, (int, float)) and after < before:
        yield "allocation"
    groups = old.get("groups"), new.get("groups")
    if all(map(is_known, groups)) and None not in groups and not same_json(*map(_essence, groups)):
        yield "groups"


def _essence(groups: Any) -> Any:
    """Return what assigns people to a group, and what they get there."""
    return [[g.get("name"), g.get("size"), g.get("parameter_values")] for g in groups]
