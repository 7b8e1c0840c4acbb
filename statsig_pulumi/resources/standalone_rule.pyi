# Written by tools/stubs.py from standalone_rule.py. Change that, then run `make docs`.

"""Single rules of gates and dynamic configs that are managed elsewhere: by another program, or in the console.

https://docs.statsig.com/console-api/gates and https://docs.statsig.com/console-api/dynamic-configs
"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.json_types import JsonObject
from ..schema.markers import Strings
from .rule import Condition, InitialPercentage, Percent, Rules

class GateRule(Resource):
    """One rule of a gate whose other rules are managed elsewhere. It is added after the others.

    If a ``Gate`` also sets ``rules``, drop them there or add ``rules`` to its ``ignore_changes``; two owners of one
    list undo each other's changes.

    Example:
        ```python
        statsig.GateRule(
            "partners", gate_id="new_checkout", conditions=[when.email_contains("@partner.example")]
        )
        ```
    """

    name: Output[str]
    """The rule's name, unique in its object; by default the resource's name."""
    pass_percentage: Output[float | None]
    """Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01."""
    initial_pass_percentage: Output[float | None]
    """The pass percentage of a new rule, which is left to the console afterwards. In place of ``pass_percentage``."""
    conditions: Output[list[dict[str, Any]] | None]
    """All of them have to be met."""
    environments: Output[list[str] | None]
    """The environments the rule is for; all of them when left out."""
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
        name: Input[str] | None = ...,
        pass_percentage: Input[Percent] = ...,
        initial_pass_percentage: InitialPercentage = ...,
        conditions: Input[list[Condition]] = ...,
        environments: Input[Strings] | None = ...,
        gate_id: Input[str],
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """One rule of a gate whose other rules are managed elsewhere. It is added after the others.

        Args:
            resource_name: Its name in the program.
            name: The rule's name, unique in its object; by default the resource's name. A change replaces the object.
            pass_percentage: Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01. Left out, the
                default is sent at creation and not managed afterwards.
            initial_pass_percentage: The pass percentage of a new rule, which is left to the console afterwards. In
                place of ``pass_percentage``.
            conditions: All of them have to be met. Left out, the default is sent at creation and not managed
                afterwards.
            environments: The environments the rule is for; all of them when left out. The order means nothing.
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

class GateRules(Resource):
    """Several rules of a gate whose other rules are managed elsewhere. They are added after the others.

    Example:
        ```python
        statsig.GateRules(
            "regions",
            gate_id="new_checkout",
            rules=[
                Rule(name="nl", conditions=[when.in_country("NL")]),
                Rule(name="be", pass_percentage=50, conditions=[when.in_country("BE")]),
            ],
        )
        ```
    """

    gate_id: Output[str]
    """The gate."""
    rules: Output[list[dict[str, Any]]]
    """The rules. Other rules of the gate are neither read nor changed."""
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
        gate_id: Input[str],
        rules: Input[Rules],
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Several rules of a gate whose other rules are managed elsewhere. They are added after the others.

        Args:
            resource_name: Its name in the program.
            gate_id: The gate. A change replaces the object.
            rules: The rules. Other rules of the gate are neither read nor changed.
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

class DynamicConfigRule(Resource):
    """One rule of a dynamic config whose other rules are managed elsewhere. It is added after the others.

    Example:
        ```python
        statsig.DynamicConfigRule("partners", dynamic_config_id="limits", return_value={"most": 100})
        ```
    """

    name: Output[str]
    """The rule's name, unique in its object; by default the resource's name."""
    pass_percentage: Output[float | None]
    """Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01."""
    initial_pass_percentage: Output[float | None]
    """The pass percentage of a new rule, which is left to the console afterwards. In place of ``pass_percentage``."""
    conditions: Output[list[dict[str, Any]] | None]
    """All of them have to be met."""
    environments: Output[list[str] | None]
    """The environments the rule is for; all of them when left out."""
    dynamic_config_id: Output[str]
    """The dynamic config."""
    return_value: Output[dict[str, Any] | None]
    """The value for those who meet its conditions."""
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
        pass_percentage: Input[Percent] = ...,
        initial_pass_percentage: InitialPercentage = ...,
        conditions: Input[list[Condition]] = ...,
        environments: Input[Strings] | None = ...,
        dynamic_config_id: Input[str],
        return_value: Input[JsonObject] = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """One rule of a dynamic config whose other rules are managed elsewhere. It is added after the others.

        Args:
            resource_name: Its name in the program.
            name: The rule's name, unique in its object; by default the resource's name. A change replaces the object.
            pass_percentage: Of those who meet all conditions, how many pass: 0 to 100 in steps of 0.01. Left out, the
                default is sent at creation and not managed afterwards.
            initial_pass_percentage: The pass percentage of a new rule, which is left to the console afterwards. In
                place of ``pass_percentage``.
            conditions: All of them have to be met. Left out, the default is sent at creation and not managed
                afterwards.
            environments: The environments the rule is for; all of them when left out. The order means nothing.
            dynamic_config_id: The dynamic config. A change replaces the object.
            return_value: The value for those who meet its conditions.
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
