"""The parts of an experiment: groups, metrics, settings of the analysis, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..schema.json_types import JsonObject
from ..schema.markers import In, NoDefault, Strings, is_unknown
from ..schema.model import Model
from .shared_types import MetricRef


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
    highlighted: In[bool] = False
    """Whether results show it first."""


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
    """One of Statsig's criteria, or a name of your own. Statsig's are ``HYPOTHESIS_LENGTH``, ``BALANCED_EXPOSURE``,
    ``PRIMARY_METRICS_LENGTH``, ``SECONDARY_METRICS_LENGTH``, ``COMPARISON_CORRECTION``, ``GUARDRAIL_METRIC_TAGS``,
    ``SUFFICIENT_SAMPLE``, ``POWER_ANALYSIS``, ``SEQUENTIAL_TESTING``; with the weight 0 one of them does not count."""
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
    type: In[str] | None = None
    """The metric's type, for example ``sum``."""
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
    use_stratified_salt: In[bool] | None = None
    """Whether units are assigned by the salt that balances best."""
    use_units: In[bool] | None = None
    """Whether the numbers of units are balanced, too."""
    delta_reduction: In[float] | None = None
    """How far the difference between the groups is reduced."""
    spread_reduction: In[float] | None = None
    """How far the spread between possible assignments is reduced."""

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the live status: once set, the server advances it."""
        return {**inputs, "status": live.get("status", inputs.get("status"))}


class ExternalEvent(Model):
    """Something that happened outside and that may explain results, shown in their charts."""

    name: In[str]
    """What happened."""
    timestamp: In[float]
    """When, in milliseconds since 1970."""


class BayesianPrior(Model):
    """What is known of a metric's change beforehand, for Bayesian analysis."""

    metric: In[MetricRef]
    """The metric."""
    prior_mean: In[float]
    """The expected change."""
    prior_std_dev: In[Annotated[float, Field(gt=0)]]
    """The standard deviation of the expected change, more than 0."""


class SprtGroupSetting(Model):
    """The smallest change worth detecting in one group, for a sequential probability ratio test."""

    merge_key: ClassVar[str | None] = "group_key"

    group_key: In[str]
    """The group."""
    mde: In[float]
    """The minimum detectable effect."""
    mean: In[float] | None = None
    """The metric's mean without the change, for ``sprt_baseline_mode="manual"``."""
    std_dev: In[float] | None = None
    """The metric's standard deviation without the change."""


class SprtMdeSetting(Model):
    """The smallest changes of one metric worth detecting, for a sequential probability ratio test."""

    merge_key: ClassVar[str | None] = "metric_key"

    metric_key: In[str]
    """The metric."""
    group_settings: In[list[SprtGroupSetting]]
    """The settings of each group."""


class SidecarUrlFilter(Model):
    """Pages of a website on which a sidecar experiment runs."""

    type: In[Literal["contains", "equals", "regex", "path"]]
    """How the address is compared."""
    value: In[str]
    """What it is compared with."""


class UserDimension(Model):
    """A property of users whose results are computed beforehand."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """The property."""
    property_source: In[str] | None = None
    """The entity property source that has it (Warehouse Native)."""


class Decision(Model):
    """How an experiment is decided."""

    group: In[str]
    """The group that everybody gets, by name or by id."""
    reason: In[str]
    """The reason for the decision."""
    remove_targeting: In[bool] = False
    """Whether the targeting gate goes as well, so that really everybody gets it."""
    holdout: In[Annotated[int, Field(ge=0, le=50)]] = 0
    """The percentage that goes on getting the control group, 0 to 50, and as many the experiment's groups: the group
    gets 100 less twice as many. Needs a feature of the project, and the status ``shipped_with_holdout``."""


def add_up(groups: list[Group]) -> list[Group]:
    """Refuse groups whose sizes do not add up to 100."""
    sizes = [g.size for g in groups]
    if groups and not any(map(is_unknown, sizes)) and abs(sum(map(float, sizes)) - 100) > 1e-6:  # type: ignore[arg-type]
        raise ValueError(f"sizes must add up to 100, they add up to {sum(map(float, sizes)):g}")  # type: ignore[arg-type]
    return groups
