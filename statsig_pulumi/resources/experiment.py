"""Experiments: https://docs.statsig.com/console-api/experiments"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pulumi import Output
from pydantic import AfterValidator, Field, StringConstraints

from ..rest import Collection
from ..rest.reviews import TypedReviews
from ..rest.statuses import StatusMachine, Transition
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
)
from ..schema.model import ReviewableArgs
from .experiment_checks import (
    RUNNING,
    SHIPPED,
    SIDECAR_COPIES,
    running_problems,
    sidecar_problems,
    status_problems,
    template_problems,
)
from .experiment_parts import (
    BayesianPrior,
    Decision,
    ExperimentMetric,
    ExternalEvent,
    Group,
    Link,
    QualityScore,
    SidecarUrlFilter,
    SourceFilter,
    SprtMdeSetting,
    StratifiedSampling,
    UserDimension,
    add_up,
)
from .reviewed import ReviewedResource
from .rule import Percent, distinct_names
from .shared_types import IMPLICIT_LAYER, Description, MetricRef, SharesTags, SharesTargetApps, TargetApps

ExperimentName = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_\- ]*$")]
"""3 to 100 letters, digits, ``_``, ``-`` and spaces."""

ExperimentId = Annotated[str, StringConstraints(min_length=3, max_length=100, pattern=r"^[a-zA-Z0-9_-]*$")]
"""3 to 100 letters, digits, ``_`` and ``-``."""

Days = Annotated[int, Field(ge=1)]
"""A number of days, at least 1."""

Bucket = Annotated[float, Field(ge=0, lt=1000)]
"""A bucket of units, 0 to 999."""

Weekday = Annotated[int, Field(ge=0, le=6)]
"""A day of the week, 0 for Sunday to 6."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://")]
"""An address that begins with ``http://`` or ``https://``."""

Status = Literal[
    "setup", "active", "shipped_with_holdout", "experiment_stopped", "decision_made", "abandoned", "archived"
]


class ExperimentArgs(SharesTags, SharesTargetApps, ReviewableArgs):
    """The arguments of an experiment."""

    experiment_id: Annotated[Key[Replace[In[ExperimentId] | None]], Wire("id")] = None
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: NoDefault[In[ExperimentName] | None] = None
    """The name shown in the console; by default the id."""
    description: In[Description] = ""
    """What is tried, at most 1000 characters."""
    hypothesis: In[str] = ""
    """What is expected to happen, and why."""
    status: NoDefault[In[Status] | None] = None
    """Where the experiment stands. It is created in ``setup`` and started for ``active``; from there it is decided
    (``decision_made``, with ``decision``), given up (``abandoned``, with ``abandon_reason``), or stopped with the
    decision deferred (``experiment_stopped``); from the first two it can be reset to ``setup`` or ``archived``. With
    ``shipped_with_holdout`` a group is shipped and the experiment stays live, for those that ``decision.holdout`` holds
    back; from there it is decided for everybody or given up. Left out, it is left to the console."""
    decision: ProviderOnly[In[Decision] | None] = None
    """How it is decided; for the statuses ``decision_made`` and ``shipped_with_holdout``."""
    stop_reason: ProviderOnly[In[str] | None] = None
    """Why the decision is deferred; for the status ``experiment_stopped``."""
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
        NoDefault[Unordered[In[Annotated[list[Group], AfterValidator(distinct_names), AfterValidator(add_up)]] | None]]
    ] = None
    """The groups; by default Statsig makes Control and Test, of 50 each."""
    control_group_id: NoDefault[In[str] | None] = None
    """The id of the control group; by default Statsig chooses."""
    allocation: Invalidates[NoDefault[In[Percent] | None]] = None
    """The share of the layer in percent; by default 100, or 0 inside a layer. It can only grow while it runs."""
    user_buckets: In[list[In[Bucket]]] = []
    """The buckets of units that take part, of 0 to 999."""
    layer_id: Invalidates[Replace[In[str] | None]] = None
    """The layer to put it into. Without one, Statsig makes a layer for this experiment alone."""
    targeting_gate_id: Restricts[In[str] | None] = ""
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
    enabled_non_prod_environments: Unordered[In[Strings]] = []
    """The environments besides production in which the experiment runs before it is started."""
    is_template: Replace[In[bool]] = False
    """Whether it is a template for other experiments. The API can create a template and cannot change it."""
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
    scheduled_reload_days: Unordered[In[list[In[Weekday]]] | None] = None
    """The days on which results are loaded, 0 for Sunday to 6; by default every day (Warehouse Native)."""
    turbo_mode: In[bool] = False
    """Whether loading results may use more compute (Warehouse Native)."""
    auto_load_topline_impact: In[bool] = False
    """Whether the topline impact is loaded with the results (Warehouse Native)."""
    default_rollup_window: NoDefault[In[int] | None] = None
    """The days that results show at first: -1 for all of them; other numbers than -1, 1 and 7 are for Warehouse Native
    projects."""
    cure_covariates: In[list[MetricRef]] = []
    """Further covariates that reduce the variance, by name and type."""
    pre_computed_user_dimensions: In[list[UserDimension]] = []
    """The properties of users whose results are computed beforehand."""
    external_events: In[list[ExternalEvent]] = []
    """What happened outside meanwhile."""
    analytics_type: NoDefault[In[Literal["frequentist", "bayesian", "sprt"]] | None] = None
    """How results are analysed."""
    default_chance_to_beat_threshold: NoDefault[In[float] | None] = None
    """The chance to beat the control group from which a result counts, for Bayesian analysis."""
    bayesian_priors: In[list[BayesianPrior]] = []
    """What is known beforehand, for Bayesian analysis."""
    default_sprt_power_param: Annotated[NoDefault[In[float] | None], Wire("defaultSPRTPowerParam")] = None
    """The power of a sequential probability ratio test."""
    default_sprt_mde: Annotated[NoDefault[In[float] | None], Wire("defaultSPRTMDE")] = None
    """The minimum detectable effect of a sequential probability ratio test."""
    sprt_baseline_mode: NoDefault[In[Literal["manual", "in_experiment_control"]] | None] = None
    """What a sequential probability ratio test compares with: values that are given, or the control group."""
    sprt_mde_settings: Annotated[In[list[SprtMdeSetting]], Wire("sprtMDESettings")] = []
    """The minimum detectable effects by metric and group."""
    is_sidecar: In[bool] = False
    """Whether it is an experiment of Statsig Sidecar."""
    sidecar_editor_url: Annotated[NoDefault[In[WebAddress] | None], Wire("sidecarEditorURL")] = None
    """The page that Sidecar's editor opens; only with ``is_sidecar``, like the next three."""
    sidecar_url_filters: Annotated[In[list[SidecarUrlFilter]], Wire("sidecarURLFilters")] = []
    """The pages on which it runs."""
    sidecar_disable_auto_run: In[bool] = False
    """Whether the website itself starts it."""
    sidecar_prerun_script: In[str] | None = None
    """JavaScript that runs before it."""
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
    fields = {"analysisStartTime": "analysis_start_time", "analysisEndTime": "analysis_end_time"}
    if inputs.get("is_analysis_only"):
        fields["turboMode"] = "turbo_mode"
    return {wire: inputs[name] for wire, name in fields.items() if name in inputs}


def _decide(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    decision = inputs["decision"]
    group = doc.get("groupIDs", {}).get(decision["group"], decision["group"])
    optional = {"removeTargeting": "remove_targeting", "holdout": "holdout"}
    more = {wire: decision[name] for wire, name in optional.items() if name in decision}
    return {"id": group, "decisionReason": decision["reason"], **more}


def _defer(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    return {"stopReason": inputs["stop_reason"]} if "stop_reason" in inputs else {}


def _abandon(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    return {"decisionReason": inputs["abandon_reason"]}


def _archive(inputs: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    return {"archiveReason": inputs["archive_reason"]} if "archive_reason" in inputs else {}


_READ_ONLY = ("isControl", "shipped", "images", "foreignGroupIDVerified")
"""The fields of a live group that are the server's."""

_DECIDE, _ABANDON = Transition("make_decision", body=_decide), Transition("abandon", body=_abandon)
_DEFER = Transition("defer_decision", body=_defer)
_RESET, _ARCHIVE = Transition("reset", before_update=True), Transition("archive", body=_archive)
_UNARCHIVE = Transition("unarchive", before_update=True, reread=True)


class Experiment(ReviewedResource):
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
    group_ids: Annotated[Output[dict[str, str]], Wire("groupIDs")]
    """The id of each group, by the group's name."""
    permalink: Output[str]
    """The experiment's address in the console."""

    args = ExperimentArgs
    routes = Collection("/experiments", replace="POST /experiments/{id}", label="name", preserve=frozenset({"status"}))
    statuses = StatusMachine(
        path="/experiments/{id}",
        initial="setup",
        transitions={
            ("setup", "active"): Transition("start", body=_start, fields={"status": "active"}),
            ("setup", "archived"): _ARCHIVE,
            ("active", "decision_made"): _DECIDE,
            ("active", "abandoned"): _ABANDON,
            ("active", SHIPPED): _DECIDE,
            ("active", "experiment_stopped"): _DEFER,
            (SHIPPED, "decision_made"): _DECIDE,
            (SHIPPED, "abandoned"): _ABANDON,
            (SHIPPED, "experiment_stopped"): _DEFER,
            ("experiment_stopped", "decision_made"): _DECIDE,
            ("experiment_stopped", "abandoned"): _ABANDON,
            ("assignment_stopped", "experiment_stopped"): _DEFER,
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

    @classmethod
    def to_wire(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Return the body with the API's own status: one that is shipped with a holdback is live."""
        return {**body, "status": "active"} if body.get("status") == SHIPPED else body

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Add the group ids by name; leave out what the server adds and does not take."""
        if doc.get("groups"):
            groups = [_sent(group, doc) for group in doc["groups"]]
            doc = {**doc, "groups": groups, "groupIDs": {g["name"]: g["id"] for g in groups if g.get("id")}}
        if str(doc.get("layerID")).startswith(IMPLICIT_LAYER):
            doc = {**doc, "layerID": None}
        if doc.get("status") == "active" and doc.get("shipWithHoldout"):
            doc = {**doc, "status": SHIPPED}
        return doc

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check what a status needs, what holds only together, and what cannot change."""
        yield from status_problems(old, new)
        yield from sidecar_problems(new)
        yield from template_problems(cls.shape(), old, new)
        yield from running_problems(old, new)

    @classmethod
    def in_use(cls, doc: dict[str, Any]) -> str | None:
        """Return why it is in use: it is running."""
        return "the experiment is running" if doc.get("status") in RUNNING else None


def _sent(group: dict[str, Any], doc: dict[str, Any]) -> dict[str, Any]:
    """Return a live group as requests have it."""
    sent = {name: value for name, value in group.items() if name not in _READ_ONLY}
    if doc.get("isSidecar"):
        parameters = group.get("parameterValues") or {}
        sent["parameterValues"] = {name: value for name, value in parameters.items() if name not in SIDECAR_COPIES}
    return sent
