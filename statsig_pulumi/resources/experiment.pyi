# Written by tools/stubs.py from experiment.py. Change that, then run `make docs`.

"""Experiments: https://docs.statsig.com/console-api/experiments"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..schema.markers import (
    Strings,
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
)
from .reviewed import ReviewedResource
from .rule import Percent
from .shared_types import Description, MetricRef, TargetApps

ExperimentName = str
"""3 to 100 letters, digits, ``_``, ``-`` and spaces."""
ExperimentId = str
"""3 to 100 letters, digits, ``_`` and ``-``."""
Days = int
"""A number of days, at least 1."""
Bucket = float
"""A bucket of units, 0 to 999."""
Weekday = int
"""A day of the week, 0 for Sunday to 6."""
WebAddress = str
"""An address that begins with ``http://`` or ``https://``."""
Status = Literal[
    "setup", "active", "shipped_with_holdout", "experiment_stopped", "decision_made", "abandoned", "archived"
]

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

    current_status: Output[str]
    """The current status, managed or not."""
    group_ids: Output[dict[str, str]]
    """The id of each group, by the group's name."""
    permalink: Output[str]
    """The experiment's address in the console."""
    experiment_id: Output[str]
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: Output[str | None]
    """The name shown in the console; by default the id."""
    description: Output[str | None]
    """What is tried, at most 1000 characters."""
    hypothesis: Output[str | None]
    """What is expected to happen, and why."""
    status: Output[str | None]
    """Where the experiment stands. It is created in ``setup`` and started for ``active``; from there it is decided
    (``decision_made``, with ``decision``), given up (``abandoned``, with ``abandon_reason``), or stopped with the
    decision deferred (``experiment_stopped``); from the first two it can be reset to ``setup`` or ``archived``. With
    ``shipped_with_holdout`` a group is shipped and the experiment stays live, for those that ``decision.holdout`` holds
    back; from there it is decided for everybody or given up. Left out, it is left to the console."""
    decision: Output[dict[str, Any] | None]
    """How it is decided; for the statuses ``decision_made`` and ``shipped_with_holdout``."""
    stop_reason: Output[str | None]
    """Why the decision is deferred; for the status ``experiment_stopped``."""
    abandon_reason: Output[str | None]
    """Why it is given up; for the status ``abandoned``."""
    archive_reason: Output[str | None]
    """Why it is archived."""
    analysis_start_time: Output[str | None]
    """The start of the analysis, sent when the experiment starts (Warehouse Native, analysis only)."""
    allow_invalidating_changes: Output[bool | None]
    """Allow changes that invalidate the results of a running experiment: other groups, sizes or parameter values,
    another id type or layer, a lower allocation."""
    groups: Output[list[dict[str, Any]] | None]
    """The groups; by default Statsig makes Control and Test, of 50 each."""
    control_group_id: Output[str | None]
    """The id of the control group; by default Statsig chooses."""
    allocation: Output[float | None]
    """The share of the layer in percent; by default 100, or 0 inside a layer. It can only grow while it runs."""
    user_buckets: Output[list[float] | None]
    """The buckets of units that take part, of 0 to 999."""
    layer_id: Output[str | None]
    """The layer to put it into. Without one, Statsig makes a layer for this experiment alone."""
    targeting_gate_id: Output[str | None]
    """Only those who pass this gate take part: ``targeting_gate_id=gate.id``."""
    id_type: Output[str | None]
    """The unit that is assigned."""
    secondary_id_type: Output[str | None]
    """The second id type, for id resolution (Warehouse Native)."""
    identifier_mapping_mode: Output[str | None]
    """How ids are mapped, for id resolution (Warehouse Native)."""
    identity_resolution_source: Output[str | None]
    """The entity property source for id resolution (Warehouse Native)."""
    links: Output[list[dict[str, Any]] | None]
    """Links to documentation."""
    primary_metrics: Output[list[dict[str, Any]] | None]
    """The metrics that decide."""
    secondary_metrics: Output[list[dict[str, Any]] | None]
    """The metrics that are watched."""
    other_metrics: Output[list[dict[str, Any]] | None]
    """Further metrics; no correction applies to them."""
    primary_metric_tags: Output[list[str] | None]
    """Tags whose metrics become primary metrics. Statsig puts the metrics in their place, so they are never read."""
    secondary_metric_tags: Output[list[str] | None]
    """Tags whose metrics become secondary metrics."""
    duration: Output[int | None]
    """How long it is expected to last, in days."""
    target_exposures: Output[int | None]
    """How many exposures are wanted."""
    sequential_testing: Output[bool | None]
    """Whether results can be looked at before the end."""
    bonferroni_correction: Output[bool | None]
    """Whether Bonferroni's correction is applied for each variant."""
    bonferroni_correction_per_metric: Output[bool | None]
    """Whether Bonferroni's correction is applied for each metric."""
    benjamini_hochberg_per_variant: Output[bool | None]
    """Whether Benjamini and Hochberg's procedure is applied for each variant."""
    benjamini_hochberg_per_metric: Output[bool | None]
    """Whether Benjamini and Hochberg's procedure is applied for each metric."""
    benjamini_primary_metrics_only: Output[bool | None]
    """Whether Benjamini and Hochberg's procedure is applied to primary metrics only."""
    default_confidence_interval: Output[str | None]
    """The confidence that results are shown with, in percent."""
    manual_quality_scores: Output[list[dict[str, Any]] | None]
    """Quality scores of your own, at most 10."""
    assignment_source_name: Output[str | None]
    """The assignment source (Warehouse Native)."""
    assignment_source_experiment_name: Output[str | None]
    """What the assignment source calls the experiment (Warehouse Native)."""
    assignment_source_filters: Output[list[dict[str, Any]] | None]
    """Which rows of the assignment source count (Warehouse Native)."""
    enabled_non_prod_environments: Output[list[str] | None]
    """The environments besides production in which the experiment runs before it is started."""
    is_template: Output[bool | None]
    """Whether it is a template for other experiments. The API can create a template and cannot change it."""
    is_analysis_only: Output[bool | None]
    """Whether Statsig only analyses what is assigned elsewhere (Warehouse Native)."""
    analysis_end_time: Output[str | None]
    """The end of the analysis (Warehouse Native, analysis only)."""
    allocation_duration: Output[int | None]
    """For how many days units are assigned (Warehouse Native)."""
    cohorted_analysis_duration: Output[int | None]
    """For how many days a unit counts after its exposure (Warehouse Native)."""
    cohorted_metrics_mature_after_end: Output[bool | None]
    """Whether cohort metrics go on after the end (Warehouse Native)."""
    cohort_wait_until_end_to_include: Output[bool | None]
    """Whether only units count whose cohort duration is over (Warehouse Native)."""
    fixed_analysis_duration: Output[int | None]
    """For how many days is analysed."""
    scheduled_reload_hour: Output[int | None]
    """When results are loaded, as the hour in UTC (Warehouse Native)."""
    scheduled_reload_type: Output[str | None]
    """How results are loaded (Warehouse Native)."""
    scheduled_reload_days: Output[list[int] | None]
    """The days on which results are loaded, 0 for Sunday to 6; by default every day (Warehouse Native)."""
    turbo_mode: Output[bool | None]
    """Whether loading results may use more compute (Warehouse Native)."""
    auto_load_topline_impact: Output[bool | None]
    """Whether the topline impact is loaded with the results (Warehouse Native)."""
    default_rollup_window: Output[int | None]
    """The days that results show at first: -1 for all of them; other numbers than -1, 1 and 7 are for Warehouse Native
    projects."""
    cure_covariates: Output[list[dict[str, Any]] | None]
    """Further covariates that reduce the variance, by name and type."""
    pre_computed_user_dimensions: Output[list[dict[str, Any]] | None]
    """The properties of users whose results are computed beforehand."""
    external_events: Output[list[dict[str, Any]] | None]
    """What happened outside meanwhile."""
    analytics_type: Output[str | None]
    """How results are analysed."""
    default_chance_to_beat_threshold: Output[float | None]
    """The chance to beat the control group from which a result counts, for Bayesian analysis."""
    bayesian_priors: Output[list[dict[str, Any]] | None]
    """What is known beforehand, for Bayesian analysis."""
    default_sprt_power_param: Output[float | None]
    """The power of a sequential probability ratio test."""
    default_sprt_mde: Output[float | None]
    """The minimum detectable effect of a sequential probability ratio test."""
    sprt_baseline_mode: Output[str | None]
    """What a sequential probability ratio test compares with: values that are given, or the control group."""
    sprt_mde_settings: Output[list[dict[str, Any]] | None]
    """The minimum detectable effects by metric and group."""
    is_sidecar: Output[bool | None]
    """Whether it is an experiment of Statsig Sidecar."""
    sidecar_editor_url: Output[str | None]
    """The page that Sidecar's editor opens; only with ``is_sidecar``, like the next three."""
    sidecar_url_filters: Output[list[dict[str, Any]] | None]
    """The pages on which it runs."""
    sidecar_disable_auto_run: Output[bool | None]
    """Whether the website itself starts it."""
    sidecar_prerun_script: Output[str | None]
    """JavaScript that runs before it."""
    stratified_sampling: Output[dict[str, Any] | None]
    """Balanced groups."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    target_apps: Output[str | list[str] | None]
    """The target apps that get the experiment."""
    manage_target_apps: Output[str | None]
    """Which target apps are the program's: ``all``, or ``listed``, so that others stay."""
    creator_id: Output[str | None]
    """The Statsig id of the creator; by default the key."""
    creator_email: Output[str | None]
    """The e-mail of the creator."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    review_wait: Output[float | None]
    """The seconds that ``pulumi up`` waits for a decision before it ends with the object unchanged; by default those of
    ``statsig:reviewWait``, else 0. Whether it waited or not, the next ``pulumi up`` commits what was accepted."""
    reviewers: Output[list[str] | None]
    """Who is asked to review: e-mail addresses or ids of people, names or ids of groups. By default those of
    ``statsig:reviewers``, else whoever may."""
    review_description: Output[str | None]
    """What a review says of the change; by default the commit, and the address of the pull request in CI."""
    review: Output[str | None]
    """What becomes of a change: ``propose`` makes a review of what a review can carry, which people accept in Statsig,
    and applies the rest; ``direct`` applies everything. Left out, it is as ``statsig:review`` says, else ``direct``."""
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
        experiment_id: Input[ExperimentId] | None = ...,
        name: Input[ExperimentName] | None = ...,
        description: Input[Description] = ...,
        hypothesis: Input[str] = ...,
        status: Input[Status] | None = ...,
        decision: Input[Decision] | None = ...,
        stop_reason: Input[str] | None = ...,
        abandon_reason: Input[str] | None = ...,
        archive_reason: Input[str] | None = ...,
        analysis_start_time: Input[str] | None = ...,
        allow_invalidating_changes: bool = ...,
        groups: Input[list[Group]] | None = ...,
        control_group_id: Input[str] | None = ...,
        allocation: Input[Percent] | None = ...,
        user_buckets: Input[list[Input[Bucket]]] = ...,
        layer_id: Input[str] | None = ...,
        targeting_gate_id: Input[str] | None = ...,
        id_type: Input[str] = ...,
        secondary_id_type: Input[str] | None = ...,
        identifier_mapping_mode: Input[Literal["strictOneToOne", "firstTouchOneToMany", "lastTouchOneToMany"]]
        | None = ...,
        identity_resolution_source: Input[str] | None = ...,
        links: Input[list[Link]] = ...,
        primary_metrics: Input[list[ExperimentMetric]] = ...,
        secondary_metrics: Input[list[ExperimentMetric]] = ...,
        other_metrics: Input[list[ExperimentMetric]] = ...,
        primary_metric_tags: Input[Strings] = ...,
        secondary_metric_tags: Input[Strings] = ...,
        duration: Input[Days] = ...,
        target_exposures: Input[int] | None = ...,
        sequential_testing: Input[bool] = ...,
        bonferroni_correction: Input[bool] = ...,
        bonferroni_correction_per_metric: Input[bool] = ...,
        benjamini_hochberg_per_variant: Input[bool] = ...,
        benjamini_hochberg_per_metric: Input[bool] = ...,
        benjamini_primary_metrics_only: Input[bool] = ...,
        default_confidence_interval: Input[Literal["80", "90", "95", "98", "99"]] = ...,
        manual_quality_scores: Input[list[QualityScore]] = ...,
        assignment_source_name: Input[str] | None = ...,
        assignment_source_experiment_name: Input[str] | None = ...,
        assignment_source_filters: Input[list[SourceFilter]] = ...,
        enabled_non_prod_environments: Input[Strings] = ...,
        is_template: Input[bool] = ...,
        is_analysis_only: Input[bool] = ...,
        analysis_end_time: Input[str] | None = ...,
        allocation_duration: Input[Days] | None = ...,
        cohorted_analysis_duration: Input[Days] | None = ...,
        cohorted_metrics_mature_after_end: Input[bool] = ...,
        cohort_wait_until_end_to_include: Input[bool] = ...,
        fixed_analysis_duration: Input[Days] | None = ...,
        scheduled_reload_hour: Input[int] | None = ...,
        scheduled_reload_type: Input[Literal["full", "incremental"]] | None = ...,
        scheduled_reload_days: Input[list[Input[Weekday]]] | None = ...,
        turbo_mode: Input[bool] = ...,
        auto_load_topline_impact: Input[bool] = ...,
        default_rollup_window: Input[int] | None = ...,
        cure_covariates: Input[list[MetricRef]] = ...,
        pre_computed_user_dimensions: Input[list[UserDimension]] = ...,
        external_events: Input[list[ExternalEvent]] = ...,
        analytics_type: Input[Literal["frequentist", "bayesian", "sprt"]] | None = ...,
        default_chance_to_beat_threshold: Input[float] | None = ...,
        bayesian_priors: Input[list[BayesianPrior]] = ...,
        default_sprt_power_param: Input[float] | None = ...,
        default_sprt_mde: Input[float] | None = ...,
        sprt_baseline_mode: Input[Literal["manual", "in_experiment_control"]] | None = ...,
        sprt_mde_settings: Input[list[SprtMdeSetting]] = ...,
        is_sidecar: Input[bool] = ...,
        sidecar_editor_url: Input[WebAddress] | None = ...,
        sidecar_url_filters: Input[list[SidecarUrlFilter]] = ...,
        sidecar_disable_auto_run: Input[bool] = ...,
        sidecar_prerun_script: Input[str] | None = ...,
        stratified_sampling: Input[StratifiedSampling] | None = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        target_apps: Input[TargetApps] = ...,
        manage_target_apps: Literal["all", "listed"] = ...,
        creator_id: Input[str] | None = ...,
        creator_email: Input[str] | None = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        review_wait: Input[float] | None = ...,
        reviewers: Input[Strings] = ...,
        review_description: Input[str] | None = ...,
        review: Literal["propose", "direct"] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """An experiment.

        Args:
            resource_name: Its name in the program.
            experiment_id: The id in Statsig, the name that code asks for; by default the resource's name. A change
                replaces the object.
            name: The name shown in the console; by default the id. Taken out of the program, it stays as it is.
            description: What is tried, at most 1000 characters.
            hypothesis: What is expected to happen, and why.
            status: Where the experiment stands. It is created in ``setup`` and started for ``active``; from there it is
                decided (``decision_made``, with ``decision``), given up (``abandoned``, with ``abandon_reason``), or
                stopped with the decision deferred (``experiment_stopped``); from the first two it can be reset to
                ``setup`` or ``archived``. With ``shipped_with_holdout`` a group is shipped and the experiment stays
                live, for those that ``decision.holdout`` holds back; from there it is decided for everybody or given
                up. Left out, it is left to the console. Taken out of the program, it stays as it is.
            decision: How it is decided; for the statuses ``decision_made`` and ``shipped_with_holdout``.
            stop_reason: Why the decision is deferred; for the status ``experiment_stopped``.
            abandon_reason: Why it is given up; for the status ``abandoned``.
            archive_reason: Why it is archived.
            analysis_start_time: The start of the analysis, sent when the experiment starts (Warehouse Native, analysis
                only).
            allow_invalidating_changes: Allow changes that invalidate the results of a running experiment: other groups,
                sizes or parameter values, another id type or layer, a lower allocation.
            groups: The groups; by default Statsig makes Control and Test, of 50 each. The order means nothing. Taken
                out of the program, it stays as it is.
            control_group_id: The id of the control group; by default Statsig chooses. Taken out of the program, it
                stays as it is.
            allocation: The share of the layer in percent; by default 100, or 0 inside a layer. It can only grow while
                it runs. Taken out of the program, it stays as it is.
            user_buckets: The buckets of units that take part, of 0 to 999.
            layer_id: The layer to put it into. Without one, Statsig makes a layer for this experiment alone. A change
                replaces the object.
            targeting_gate_id: Only those who pass this gate take part: ``targeting_gate_id=gate.id``.
            id_type: The unit that is assigned.
            secondary_id_type: The second id type, for id resolution (Warehouse Native).
            identifier_mapping_mode: How ids are mapped, for id resolution (Warehouse Native). Taken out of the program,
                it stays as it is.
            identity_resolution_source: The entity property source for id resolution (Warehouse Native).
            links: Links to documentation.
            primary_metrics: The metrics that decide.
            secondary_metrics: The metrics that are watched.
            other_metrics: Further metrics; no correction applies to them.
            primary_metric_tags: Tags whose metrics become primary metrics. Statsig puts the metrics in their place, so
                they are never read. Never read back. The order means nothing.
            secondary_metric_tags: Tags whose metrics become secondary metrics. Never read back. The order means
                nothing.
            duration: How long it is expected to last, in days.
            target_exposures: How many exposures are wanted. Taken out of the program, it stays as it is.
            sequential_testing: Whether results can be looked at before the end.
            bonferroni_correction: Whether Bonferroni's correction is applied for each variant.
            bonferroni_correction_per_metric: Whether Bonferroni's correction is applied for each metric.
            benjamini_hochberg_per_variant: Whether Benjamini and Hochberg's procedure is applied for each variant.
            benjamini_hochberg_per_metric: Whether Benjamini and Hochberg's procedure is applied for each metric.
            benjamini_primary_metrics_only: Whether Benjamini and Hochberg's procedure is applied to primary metrics
                only.
            default_confidence_interval: The confidence that results are shown with, in percent.
            manual_quality_scores: Quality scores of your own, at most 10.
            assignment_source_name: The assignment source (Warehouse Native). Taken out of the program, it stays as it
                is.
            assignment_source_experiment_name: What the assignment source calls the experiment (Warehouse Native). Taken
                out of the program, it stays as it is.
            assignment_source_filters: Which rows of the assignment source count (Warehouse Native).
            enabled_non_prod_environments: The environments besides production in which the experiment runs before it is
                started. The order means nothing.
            is_template: Whether it is a template for other experiments. The API can create a template and cannot change
                it. A change replaces the object.
            is_analysis_only: Whether Statsig only analyses what is assigned elsewhere (Warehouse Native).
            analysis_end_time: The end of the analysis (Warehouse Native, analysis only). Taken out of the program, it
                stays as it is.
            allocation_duration: For how many days units are assigned (Warehouse Native).
            cohorted_analysis_duration: For how many days a unit counts after its exposure (Warehouse Native). Taken out
                of the program, it stays as it is.
            cohorted_metrics_mature_after_end: Whether cohort metrics go on after the end (Warehouse Native).
            cohort_wait_until_end_to_include: Whether only units count whose cohort duration is over (Warehouse Native).
            fixed_analysis_duration: For how many days is analysed. Taken out of the program, it stays as it is.
            scheduled_reload_hour: When results are loaded, as the hour in UTC (Warehouse Native).
            scheduled_reload_type: How results are loaded (Warehouse Native). Taken out of the program, it stays as it
                is.
            scheduled_reload_days: The days on which results are loaded, 0 for Sunday to 6; by default every day
                (Warehouse Native). The order means nothing.
            turbo_mode: Whether loading results may use more compute (Warehouse Native).
            auto_load_topline_impact: Whether the topline impact is loaded with the results (Warehouse Native).
            default_rollup_window: The days that results show at first: -1 for all of them; other numbers than -1, 1 and
                7 are for Warehouse Native projects. Taken out of the program, it stays as it is.
            cure_covariates: Further covariates that reduce the variance, by name and type.
            pre_computed_user_dimensions: The properties of users whose results are computed beforehand.
            external_events: What happened outside meanwhile.
            analytics_type: How results are analysed. Taken out of the program, it stays as it is.
            default_chance_to_beat_threshold: The chance to beat the control group from which a result counts, for
                Bayesian analysis. Taken out of the program, it stays as it is.
            bayesian_priors: What is known beforehand, for Bayesian analysis.
            default_sprt_power_param: The power of a sequential probability ratio test. Taken out of the program, it
                stays as it is.
            default_sprt_mde: The minimum detectable effect of a sequential probability ratio test. Taken out of the
                program, it stays as it is.
            sprt_baseline_mode: What a sequential probability ratio test compares with: values that are given, or the
                control group. Taken out of the program, it stays as it is.
            sprt_mde_settings: The minimum detectable effects by metric and group.
            is_sidecar: Whether it is an experiment of Statsig Sidecar.
            sidecar_editor_url: The page that Sidecar's editor opens; only with ``is_sidecar``, like the next three.
                Taken out of the program, it stays as it is.
            sidecar_url_filters: The pages on which it runs.
            sidecar_disable_auto_run: Whether the website itself starts it.
            sidecar_prerun_script: JavaScript that runs before it.
            stratified_sampling: Balanced groups.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            target_apps: The target apps that get the experiment.
            manage_target_apps: Which target apps are the program's: ``all``, or ``listed``, so that others stay.
            creator_id: The Statsig id of the creator; by default the key. Taken out of the program, it stays as it is.
            creator_email: The e-mail of the creator. Taken out of the program, it stays as it is.
            team: The team that owns it, by name (Enterprise).
            team_id: The team that owns it, by id (Enterprise).
            review_wait: The seconds that ``pulumi up`` waits for a decision before it ends with the object unchanged;
                by default those of ``statsig:reviewWait``, else 0. Whether it waited or not, the next ``pulumi up``
                commits what was accepted.
            reviewers: Who is asked to review: e-mail addresses or ids of people, names or ids of groups. By default
                those of ``statsig:reviewers``, else whoever may.
            review_description: What a review says of the change; by default the commit, and the address of the pull
                request in CI.
            review: What becomes of a change: ``propose`` makes a review of what a review can carry, which people accept
                in Statsig, and applies the rest; ``direct`` applies everything. Left out, it is as ``statsig:review``
                says, else ``direct``.
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
