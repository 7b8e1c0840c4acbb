# Written by tools/stubs.py from overrides.py. Change that, then run `make docs`.

"""Overrides: units whose result is fixed, whatever the rules say. https://docs.statsig.com/console-api/gates and
the other objects' pages

Each of these resources owns all overrides of its object: entries that others add show as drift and are removed. With
``exclusive=False`` it manages its own entries only, so that other resources and people in the console can add theirs.
"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from ..schema.model import Model

IdList = Strings

class EnvironmentOverride(Model):
    """Who passes or fails in one environment, or of one unit."""

    environment: Input[str] | None = ...
    """The environment; all of them when left out."""
    unit_id: Input[str] | None = ...
    """The unit that the ids are of; the gate's own when left out."""
    passing_ids: Input[Strings] = ...
    """Who passes."""
    failing_ids: Input[Strings] = ...
    """Who fails."""

class GateOverrides(Resource):
    """Who passes or fails a gate whatever its rules say.

    Example:
        ```python
        statsig.GateOverrides(
            "testers", gate_id="new_checkout", passing_user_ids=["user-1"], exclusive=False
        )
        ```
    """

    exclusive: Output[bool | None]
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""
    passing_user_ids: Output[list[str] | None]
    """Users who pass, up to 2000."""
    failing_user_ids: Output[list[str] | None]
    """Users who fail, up to 2000."""
    passing_custom_ids: Output[list[str] | None]
    """Those who pass by the object's own id type, up to 2000."""
    failing_custom_ids: Output[list[str] | None]
    """Those who fail by it, up to 2000."""
    environment_overrides: Output[list[dict[str, Any]] | None]
    """The same for one environment or one unit."""
    gate_id: Output[str]
    """The gate."""
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
        exclusive: bool = ...,
        passing_user_ids: Input[IdList] = ...,
        failing_user_ids: Input[IdList] = ...,
        passing_custom_ids: Input[IdList] = ...,
        failing_custom_ids: Input[IdList] = ...,
        environment_overrides: Input[list[EnvironmentOverride]] = ...,
        gate_id: Input[str],
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Who passes or fails a gate whatever its rules say.

        Args:
            resource_name: Its name in the program.
            exclusive: Whether these are all overrides of the object: others show as drift and are removed. False
                manages these only.
            passing_user_ids: Users who pass, up to 2000. The order means nothing.
            failing_user_ids: Users who fail, up to 2000. The order means nothing.
            passing_custom_ids: Those who pass by the object's own id type, up to 2000. The order means nothing.
            failing_custom_ids: Those who fail by it, up to 2000. The order means nothing.
            environment_overrides: The same for one environment or one unit. The order means nothing.
            gate_id: The gate. A change replaces the object.
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

class HoldoutOverrides(Resource):
    """Who is held back, or not, whatever chance says.

    Example:
        ```python
        statsig.HoldoutOverrides("staff", holdout_id="q3", failing_user_ids=["user-1"])
        ```
    """

    exclusive: Output[bool | None]
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""
    passing_user_ids: Output[list[str] | None]
    """Users who pass, up to 2000."""
    failing_user_ids: Output[list[str] | None]
    """Users who fail, up to 2000."""
    passing_custom_ids: Output[list[str] | None]
    """Those who pass by the object's own id type, up to 2000."""
    failing_custom_ids: Output[list[str] | None]
    """Those who fail by it, up to 2000."""
    environment_overrides: Output[list[dict[str, Any]] | None]
    """The same for one environment or one unit."""
    holdout_id: Output[str]
    """The holdout."""
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
        exclusive: bool = ...,
        passing_user_ids: Input[IdList] = ...,
        failing_user_ids: Input[IdList] = ...,
        passing_custom_ids: Input[IdList] = ...,
        failing_custom_ids: Input[IdList] = ...,
        environment_overrides: Input[list[EnvironmentOverride]] = ...,
        holdout_id: Input[str],
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Who is held back, or not, whatever chance says.

        Args:
            resource_name: Its name in the program.
            exclusive: Whether these are all overrides of the object: others show as drift and are removed. False
                manages these only.
            passing_user_ids: Users who pass, up to 2000. The order means nothing.
            failing_user_ids: Users who fail, up to 2000. The order means nothing.
            passing_custom_ids: Those who pass by the object's own id type, up to 2000. The order means nothing.
            failing_custom_ids: Those who fail by it, up to 2000. The order means nothing.
            environment_overrides: The same for one environment or one unit. The order means nothing.
            holdout_id: The holdout. A change replaces the object.
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

class ExperimentOverride(Model):
    """A gate or a segment whose users come into one group."""

    type: Input[Literal["gate", "segment"]]
    """Whether it is a gate or a segment."""
    override_id: Input[str]
    """Its id."""
    group_id: Input[str]
    """The group, by id or name."""
    environment: Input[str] | None = ...
    """The environment; all of them when left out."""

class ExperimentUserOverride(Model):
    """Users who come into one group."""

    group_id: Input[str]
    """The group, by id or name."""
    ids: Input[Strings]
    """The users, up to 1000."""
    environment: Input[str] | None = ...
    """The environment; all of them when left out."""
    unit_type: Input[str] | None = ...
    """The unit that the ids are of; the experiment's or autotune's own when left out."""

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

    exclusive: Output[bool | None]
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""
    experiment_id: Output[str]
    """The experiment."""
    overrides: Output[list[dict[str, Any]] | None]
    """Gates and segments whose users come into a group, up to 1000."""
    user_id_overrides: Output[list[dict[str, Any]] | None]
    """Users who come into a group."""
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
        exclusive: bool = ...,
        experiment_id: Input[str],
        overrides: Input[list[ExperimentOverride]] = ...,
        user_id_overrides: Input[list[ExperimentUserOverride]] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Who is in which group of an experiment whatever chance says.

        Args:
            resource_name: Its name in the program.
            exclusive: Whether these are all overrides of the object: others show as drift and are removed. False
                manages these only.
            experiment_id: The experiment. A change replaces the object.
            overrides: Gates and segments whose users come into a group, up to 1000. The order means nothing. Left out,
                the default is sent at creation and not managed afterwards.
            user_id_overrides: Users who come into a group. The order means nothing. Left out, the default is sent at
                creation and not managed afterwards.
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

    exclusive: Output[bool | None]
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""
    autotune_id: Output[str]
    """The autotune."""
    overrides: Output[list[dict[str, Any]] | None]
    """Gates and segments whose users get a variant, up to 1000. ``group_id`` is the variant."""
    user_id_overrides: Output[list[dict[str, Any]] | None]
    """Users who get a variant."""
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
        exclusive: bool = ...,
        autotune_id: Input[str],
        overrides: Input[list[ExperimentOverride]] = ...,
        user_id_overrides: Input[list[ExperimentUserOverride]] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Who gets which variant of an autotune whatever it has learnt.

        Args:
            resource_name: Its name in the program.
            exclusive: Whether these are all overrides of the object: others show as drift and are removed. False
                manages these only.
            autotune_id: The autotune. A change replaces the object.
            overrides: Gates and segments whose users get a variant, up to 1000. ``group_id`` is the variant. The order
                means nothing. Left out, the default is sent at creation and not managed afterwards.
            user_id_overrides: Users who get a variant. The order means nothing. Left out, the default is sent at
                creation and not managed afterwards.
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

class LayerConditionalOverride(Model):
    """A gate or a segment whose users come into one group of one of a layer's experiments."""

    type: Input[str]
    """``gate`` or ``segment``."""
    name: Input[str]
    """Its name."""
    experiment_name: Input[str]
    """The experiment."""
    group_name: Input[str]
    """The group."""
    environment: Input[str] | None = ...
    """The environment; all of them when left out."""

class LayerIdOverride(Model):
    """Users who come into one group of one of a layer's experiments."""

    group_name: Input[str]
    """The group."""
    ids: Input[Strings]
    """The users."""
    experiment_name: Input[str] | None = ...
    """The experiment."""
    id_type: Input[str] | None = ...
    """The unit that the ids are of; the layer's own when left out."""
    environment: Input[str] | None = ...
    """The environment; all of them when left out."""

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

    exclusive: Output[bool | None]
    """Whether these are all overrides of the object: others show as drift and are removed. False manages these only."""
    layer_id: Output[str]
    """The layer."""
    conditional_overrides: Output[list[dict[str, Any]] | None]
    """Gates and segments whose users come into a group."""
    id_overrides: Output[list[dict[str, Any]] | None]
    """Users who come into a group."""
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
        exclusive: bool = ...,
        layer_id: Input[str],
        conditional_overrides: Input[list[LayerConditionalOverride]] = ...,
        id_overrides: Input[list[LayerIdOverride]] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Who is in which group of a layer's experiments whatever chance says.

        Args:
            resource_name: Its name in the program.
            exclusive: Whether these are all overrides of the object: others show as drift and are removed. False
                manages these only.
            layer_id: The layer. A change replaces the object.
            conditional_overrides: Gates and segments whose users come into a group. The order means nothing. Left out,
                the default is sent at creation and not managed afterwards.
            id_overrides: Users who come into a group. The order means nothing. Left out, the default is sent at
                creation and not managed afterwards.
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
