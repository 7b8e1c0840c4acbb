"""Overrides: units whose result is fixed, whatever the rules say. https://docs.statsig.com/console-api/gates and
the other objects' pages

Each of these resources owns all overrides of its object: entries that others add show as drift and are removed. With
``exclusive=False`` it manages its own entries only, so that other resources and people in the console can add theirs.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..resource import Resource
from ..rest import Entries, Overrides, Single
from ..rest.repeated_entries import told_once
from ..schema.markers import In, Path, SendDefault, Strings, Trigger, Unordered
from ..schema.model import DeletableArgs, Model

IdList = Annotated[Strings, Field(max_length=2000)]


class _OverridesArgs(DeletableArgs):
    exclusive: Trigger[bool] = True
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""


class EnvironmentOverride(Model):
    """Who passes or fails in one environment, or of one unit."""

    environment: In[str] | None = None
    """The environment; all of them when left out."""
    unit_id: SendDefault[In[str] | None] = None
    """The unit that the ids are of; the gate's own when left out."""
    passing_ids: SendDefault[Unordered[In[Strings]]] = []
    """Who passes."""
    failing_ids: SendDefault[Unordered[In[Strings]]] = []
    """Who fails."""


class _PassingArgs(_OverridesArgs):
    passing_user_ids: Unordered[In[IdList]] = []
    """Users who pass, up to 2000."""
    failing_user_ids: Unordered[In[IdList]] = []
    """Users who fail, up to 2000."""
    passing_custom_ids: Unordered[In[IdList]] = []
    """Those who pass by the object's own id type, up to 2000."""
    failing_custom_ids: Unordered[In[IdList]] = []
    """Those who fail by it, up to 2000."""
    environment_overrides: Unordered[In[list[EnvironmentOverride]]] = []
    """The same for one environment or one unit."""


_PARTS = (
    ("passingUserIDs", "failingUserIDs", "passingCustomIDs", "failingCustomIDs"),
    ("environmentOverrides",),
)
_PLACES = {"environmentOverrides": Entries(("environment", "unitID"), ("passingIDs", "failingIDs"))}
_ONE_USER = {f"{which}ingUserIDs": Single("/userID/{userID}", fixed={"groupID": which}) for which in ("pass", "fail")}
_GROUPED = {"userIDOverrides": Entries(("groupID", "environment", "unitType"), ("ids",))}
_ONE_OF_A_GROUP = {
    "overrides": Single("/conditional/{type}/{name}", ("groupID", "environment"), name="id"),
    "userIDOverrides": Single("/userID/{userID}", ("groupID", "environment", "unitType")),
}
_IN_LAYER = ("groupName", "experimentName", "environment")
_ONE_OF_A_LAYER = {
    "conditionalOverrides": Single("/conditional/{type}/{name}", _IN_LAYER),
    "idOverrides": Single("/userID/{userID}", (*_IN_LAYER, "idType"), required=frozenset({"experimentName"})),
}


class GateOverridesArgs(_PassingArgs):
    """The arguments of a gate's overrides."""

    gate_id: Path[In[str]] = Field(...)
    """The gate."""


class GateOverrides(Resource):
    """Who passes or fails a gate whatever its rules say.

    Example:
        ```python
        statsig.GateOverrides(
            "testers", gate_id="new_checkout", passing_user_ids=["user-1"], exclusive=False
        )
        ```
    """

    args = GateOverridesArgs
    routes = Overrides("/gates/{id}/overrides", parts_sent=_PARTS, entries=_PLACES, singles=_ONE_USER, told=told_once)


class HoldoutOverridesArgs(_PassingArgs):
    """The arguments of a holdout's overrides."""

    holdout_id: Path[In[str]] = Field(...)
    """The holdout."""


class HoldoutOverrides(Resource):
    """Who is held back, or not, whatever chance says.

    Example:
        ```python
        statsig.HoldoutOverrides("staff", holdout_id="q3", failing_user_ids=["user-1"])
        ```
    """

    args = HoldoutOverridesArgs
    routes = Overrides("/holdouts/{id}/overrides", parts_sent=_PARTS, entries=_PLACES, told=told_once)


class ExperimentOverride(Model):
    """A gate or a segment whose users come into one group."""

    type: In[Literal["gate", "segment"]]
    """Whether it is a gate or a segment."""
    override_id: In[str]
    """Its id."""
    group_id: In[str]
    """The group, by id or name."""
    environment: In[str] | None = None
    """The environment; all of them when left out."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        return "id" if name == "override_id" else super().wire_name(name)


class ExperimentUserOverride(Model):
    """Users who come into one group."""

    group_id: In[str]
    """The group, by id or name."""
    ids: Unordered[In[Annotated[Strings, Field(max_length=1000)]]]
    """The users, up to 1000."""
    environment: In[str] | None = None
    """The environment; all of them when left out."""
    unit_type: In[str] | None = None
    """The unit that the ids are of; the experiment's or autotune's own when left out."""


class ExperimentOverridesArgs(_OverridesArgs):
    """The arguments of an experiment's overrides."""

    experiment_id: Path[In[str]] = Field(...)
    """The experiment."""
    overrides: SendDefault[Unordered[In[Annotated[list[ExperimentOverride], Field(max_length=1000)]]]] = []
    """Gates and segments whose users come into a group, up to 1000."""
    user_id_overrides: SendDefault[Unordered[In[list[ExperimentUserOverride]]]] = []
    """Users who come into a group."""


class ExperimentOverrides(Resource):
    """Who is in which group of an experiment whatever chance says.

    Example:
        ```python
        statsig.ExperimentOverrides(
            "testers",
            experiment_id="button_text",
            user_id_overrides=[ExperimentUserOverride(group_id="Test", ids=["user-1"])],
        )
        ```
    """

    args = ExperimentOverridesArgs
    routes = Overrides(
        "/experiments/{id}/overrides",
        parts_sent=(("overrides", "userIDOverrides"),),
        entries=_GROUPED,
        singles=_ONE_OF_A_GROUP,
    )


class AutotuneOverridesArgs(_OverridesArgs):
    """The arguments of an autotune's overrides."""

    autotune_id: Path[In[str]] = Field(...)
    """The autotune."""
    overrides: SendDefault[Unordered[In[Annotated[list[ExperimentOverride], Field(max_length=1000)]]]] = []
    """Gates and segments whose users get a variant, up to 1000. ``group_id`` is the variant."""
    user_id_overrides: SendDefault[Unordered[In[list[ExperimentUserOverride]]]] = []
    """Users who get a variant."""


class AutotuneOverrides(Resource):
    """Who gets which variant of an autotune whatever it has learnt.

    Example:
        ```python
        statsig.AutotuneOverrides(
            "testers",
            autotune_id="headline",
            user_id_overrides=[ExperimentUserOverride(group_id="Short", ids=["user-1"])],
        )
        ```
    """

    args = AutotuneOverridesArgs
    routes = Overrides(
        "/autotunes/{id}/overrides",
        parts_sent=(("overrides", "userIDOverrides"),),
        entries=_GROUPED,
        singles=_ONE_OF_A_GROUP,
        deletes_all=True,
    )


class LayerConditionalOverride(Model):
    """A gate or a segment whose users come into one group of one of a layer's experiments."""

    type: In[str]
    """``gate`` or ``segment``."""
    name: In[str]
    """Its name."""
    experiment_name: In[str]
    """The experiment."""
    group_name: In[str]
    """The group."""
    environment: In[str] | None = None
    """The environment; all of them when left out."""


class LayerIdOverride(Model):
    """Users who come into one group of one of a layer's experiments."""

    group_name: In[str]
    """The group."""
    ids: Unordered[In[Strings]]
    """The users."""
    experiment_name: In[str] | None = None
    """The experiment."""
    id_type: In[str] | None = None
    """The unit that the ids are of; the layer's own when left out."""
    environment: In[str] | None = None
    """The environment; all of them when left out."""


class LayerOverridesArgs(_OverridesArgs):
    """The arguments of a layer's overrides."""

    layer_id: Path[In[str]] = Field(...)
    """The layer."""
    conditional_overrides: SendDefault[Unordered[In[list[LayerConditionalOverride]]]] = []
    """Gates and segments whose users come into a group."""
    id_overrides: SendDefault[Unordered[In[list[LayerIdOverride]]]] = []
    """Users who come into a group."""


class LayerOverrides(Resource):
    """Who is in which group of a layer's experiments whatever chance says.

    Example:
        ```python
        statsig.LayerOverrides(
            "testers",
            layer_id="checkout",
            id_overrides=[
                LayerIdOverride(experiment_name="button_text", group_name="Test", ids=["user-1"])
            ],
        )
        ```
    """

    args = LayerOverridesArgs
    routes = Overrides(
        "/layers/{id}/overrides",
        parts_sent=(("conditionalOverrides", "idOverrides"),),
        entries={"idOverrides": Entries(("groupName", "idType", "environment", "experimentName"), ("ids",))},
        added_fields={"op": "add"},
        singles=_ONE_OF_A_LAYER,
    )
