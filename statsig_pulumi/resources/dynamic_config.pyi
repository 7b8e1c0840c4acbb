# Written by tools/stubs.py from dynamic_config.py. Change that, then run `make docs`.

"""Dynamic configs: https://docs.statsig.com/console-api/dynamic-configs"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..schema.json_types import JsonObjectOrText
from ..schema.markers import Strings
from ..schema.model import Model
from .reviewed import ReviewedResource
from .rule import Percent, Rule
from .shared_types import ConfigId, Description, DisplayName, Owner, TargetApps

Json5 = str
"""A JSON5 string; two strings that parse to the same value are equal."""
Json5Object = str
"""The same, of an object."""

class Variant(Model):
    """One of several values of a rule, for a share of those who meet its conditions."""

    name: Input[str]
    """Its name, unique in the rule. A variant keeps its Statsig id by it."""
    pass_percentage: Input[Percent]
    """Its share, 0 to 100 in steps of 0.01."""
    return_value: Input[JsonObjectOrText] | None = ...
    """Its value, a JSON object."""
    return_value_json5: Input[Json5Object] | None = ...
    """Its value as a JSON5 string, comments included. Must mean the same as ``return_value`` where both are given."""

class ConfigRule(Rule):
    """One rule of a dynamic config: who gets which value.

    Example:
        ```python
        ConfigRule(
            name="nordic", conditions=[when.in_country("SE", "NO")], return_value={"currency": "SEK"}
        )
        ```
    """

    return_value: Input[JsonObjectOrText] | None = ...
    """The value of those who pass, a JSON object."""
    return_value_json5: Input[Json5Object] | None = ...
    """The same as a JSON5 string, comments included. Must mean the same as ``return_value`` where both are given."""
    variants: Input[list[Variant]] = ...
    """Several values, each for a share, in place of one."""

class DynamicConfig(ReviewedResource):
    """A dynamic config: a JSON object for each user.

    Example:
        ```python
        statsig.DynamicConfig(
            "checkout_limits",
            default_value={"max_items": 20},
            json_schema='{"properties": {"max_items": {"type": "integer"}}}',
            rules=[
                ConfigRule(
                    name="partners",
                    conditions=[when.email_contains("@partner.example")],
                    return_value={"max_items": 100},
                ),
            ],
        )
        ```
    """

    current_status: Output[str]
    """The current status, managed or not."""
    permalink: Output[str]
    """Its address in the console."""
    config_id: Output[str]
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: Output[str | None]
    """The name shown in the console; by default the id."""
    description: Output[str | None]
    """What the config is for, at most 1000 characters."""
    is_enabled: Output[bool | None]
    """False gives everybody the default value."""
    status: Output[str | None]
    """Where the config stands. Left out, it is left to the console."""
    archive_reason: Output[str | None]
    """Why the config is archived; sent when it is."""
    default_value: Output[dict[str, Any] | None]
    """The value of those for whom no rule decides, a JSON object."""
    default_value_json5: Output[str | None]
    """The same as a JSON5 string, comments included. Must mean the same as ``default_value`` where both are given."""
    rules: Output[list[dict[str, Any]] | None]
    """Who gets which value. Tried in order; the first whose conditions are met decides."""
    manage_rules: Output[str | None]
    """Which rules are the program's: ``all``, so that others show as drift and are removed; or ``listed``, those in
    ``rules`` alone, by their names, so that others stay where they are, in their order."""
    json_schema: Output[str | None]
    """A JSON Schema (draft 2020-12) as a string, which every value has to fit. The values are checked against it in the
    preview."""
    json_schema_json5: Output[str | None]
    """The same as a JSON5 string, comments included."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    manage_tags: Output[str | None]
    """Which tags are the program's: ``all``, or ``listed``, so that others stay."""
    type: Output[str | None]
    """Whether the config is meant to stay. Statsig may call it STALE or TEMPLATE by itself, which is not drift."""
    id_type: Output[str | None]
    """The unit the config is evaluated for."""
    target_apps: Output[str | list[str] | None]
    """The target apps that get the config."""
    manage_target_apps: Output[str | None]
    """Which target apps are the program's: ``all``, or ``listed``, so that others stay."""
    creator_id: Output[str | None]
    """The Statsig id of the creator; by default the key."""
    creator_email: Output[str | None]
    """The e-mail of the creator."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible."""
    team: Output[str | None]
    """The team that owns the config, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns the config, by id (Enterprise)."""
    release_pipeline_id: Output[str | None]
    """The release pipeline that changes go through."""
    is_template: Output[bool | None]
    """Whether the config is a template for others."""
    dry_run: Output[bool | None]
    """Previews ask Statsig to validate a change; it has no such check of a new config."""
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
        config_id: Input[ConfigId] | None = ...,
        name: Input[DisplayName] | None = ...,
        description: Input[Description] = ...,
        is_enabled: Input[bool] = ...,
        status: Input[Literal["Enabled", "Disabled", "Archived"]] | None = ...,
        archive_reason: Input[str] | None = ...,
        default_value: Input[JsonObjectOrText] = ...,
        default_value_json5: Input[Json5Object] = ...,
        rules: Input[list[ConfigRule]] = ...,
        manage_rules: Literal["all", "listed"] = ...,
        json_schema: Input[Json5] | None = ...,
        json_schema_json5: Input[Json5] | None = ...,
        tags: Input[Strings] = ...,
        manage_tags: Literal["all", "listed"] = ...,
        type: Input[Literal["PERMANENT", "TEMPORARY"]] = ...,
        id_type: Input[str] = ...,
        target_apps: Input[TargetApps] = ...,
        manage_target_apps: Literal["all", "listed"] = ...,
        creator_id: Input[str] | None = ...,
        creator_email: Input[str] | None = ...,
        owner: Input[Owner] | None = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        release_pipeline_id: Input[str] | None = ...,
        is_template: Input[bool] = ...,
        dry_run: bool = ...,
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
        """A dynamic config: a JSON object for each user.

        Args:
            resource_name: Its name in the program.
            config_id: The id in Statsig, the name that code asks for; by default the resource's name. A change replaces
                the object.
            name: The name shown in the console; by default the id. Taken out of the program, it stays as it is.
            description: What the config is for, at most 1000 characters.
            is_enabled: False gives everybody the default value.
            status: Where the config stands. Left out, it is left to the console. Taken out of the program, it stays as
                it is.
            archive_reason: Why the config is archived; sent when it is.
            default_value: The value of those for whom no rule decides, a JSON object.
            default_value_json5: The same as a JSON5 string, comments included. Must mean the same as ``default_value``
                where both are given.
            rules: Who gets which value. Tried in order; the first whose conditions are met decides.
            manage_rules: Which rules are the program's: ``all``, so that others show as drift and are removed; or
                ``listed``, those in ``rules`` alone, by their names, so that others stay where they are, in their
                order.
            json_schema: A JSON Schema (draft 2020-12) as a string, which every value has to fit. The values are checked
                against it in the preview.
            json_schema_json5: The same as a JSON5 string, comments included.
            tags: Tags, by name. The order means nothing.
            manage_tags: Which tags are the program's: ``all``, or ``listed``, so that others stay.
            type: Whether the config is meant to stay. Statsig may call it STALE or TEMPLATE by itself, which is not
                drift.
            id_type: The unit the config is evaluated for.
            target_apps: The target apps that get the config.
            manage_target_apps: Which target apps are the program's: ``all``, or ``listed``, so that others stay.
            creator_id: The Statsig id of the creator; by default the key. Taken out of the program, it stays as it is.
            creator_email: The e-mail of the creator. Taken out of the program, it stays as it is.
            owner: Who is responsible. Taken out of the program, it stays as it is.
            team: The team that owns the config, by name (Enterprise).
            team_id: The team that owns the config, by id (Enterprise).
            release_pipeline_id: The release pipeline that changes go through.
            is_template: Whether the config is a template for others. A change replaces the object.
            dry_run: Previews ask Statsig to validate a change; it has no such check of a new config.
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
