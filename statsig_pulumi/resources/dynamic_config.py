"""Dynamic configs: https://docs.statsig.com/console-api/dynamic-configs"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pulumi import Output
from pydantic import AfterValidator, BeforeValidator

from ..rest import Collection
from ..rest.reviews import ChangeReviews, Field
from ..rest.statuses import StatusMachine, Transition
from ..schema.json_schema import misfits
from ..schema.json_types import JsonObjectOrText, same_json
from ..schema.markers import (
    Canonical,
    In,
    Key,
    NoDefault,
    ProviderOnly,
    Replace,
    Restricts,
    Strings,
    Unordered,
    UpdateOnly,
    Wire,
    is_known,
    is_unknown,
)
from ..schema.model import Model, ReviewableArgs
from .reviewed import ReviewedResource
from .rule import Percent, Rule, distinct_names
from .shared_types import (
    ARCHIVE,
    SWITCHES,
    UNARCHIVE,
    ConfigId,
    Description,
    DisplayName,
    Owner,
    SharesRules,
    SharesTags,
    SharesTargetApps,
    TargetApps,
)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        import json5  # slow to import and to parse: only for texts that are not plain JSON

        return json5.loads(text)


def _meaning(text: Any) -> Any:
    """Return the value of a JSON5 string, so that comments and layout make no difference."""
    try:
        return _parse(text)
    except (ValueError, TypeError):
        return text


def _has_odd_number(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(map(_has_odd_number, value.values() if isinstance(value, dict) else value))
    return isinstance(value, float) and not math.isfinite(value)


def _is_json5(text: str) -> str:
    try:
        value = _parse(text)
    except ValueError as error:
        raise ValueError(f"is not JSON5: {error}") from None
    if _has_odd_number(value):
        raise ValueError("holds NaN or Infinity, which Statsig refuses")
    return text


def _is_object(text: str) -> str:
    if not isinstance(_parse(text), dict):
        raise ValueError("must be the text of an object: {...}")
    return text


def _no_object(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        raise ValueError(f"must be a JSON string, got {type(value).__name__}: use json.dumps(...)")
    return value


Json5 = Annotated[str, AfterValidator(_is_json5), BeforeValidator(_no_object), Canonical(_meaning)]
"""A JSON5 string; two strings that parse to the same value are equal."""

Json5Object = Annotated[
    str, AfterValidator(_is_json5), AfterValidator(_is_object), BeforeValidator(_no_object), Canonical(_meaning)
]
"""The same, of an object."""


class Variant(Model):
    """One of several values of a rule, for a share of those who meet its conditions."""

    merge_key: ClassVar[str | None] = "name"

    name: In[str]
    """Its name, unique in the rule. A variant keeps its Statsig id by it."""
    pass_percentage: In[Percent]
    """Its share, 0 to 100 in steps of 0.01."""
    return_value: In[JsonObjectOrText] | None = None
    """Its value, a JSON object."""
    return_value_json5: In[Json5Object] | None = None
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

    return_value: In[JsonObjectOrText] | None = None
    """The value of those who pass, a JSON object."""
    return_value_json5: In[Json5Object] | None = None
    """The same as a JSON5 string, comments included. Must mean the same as ``return_value`` where both are given."""
    variants: Unordered[In[Annotated[list[Variant], AfterValidator(distinct_names)]]] = []
    """Several values, each for a share, in place of one."""


class DynamicConfigArgs(SharesRules, SharesTags, SharesTargetApps, ReviewableArgs):
    """The arguments of a dynamic config."""

    config_id: Annotated[Key[Replace[In[ConfigId] | None]], Wire("id")] = None
    """The id in Statsig, the name that code asks for; by default the resource's name."""
    name: NoDefault[In[DisplayName] | None] = None
    """The name shown in the console; by default the id."""
    description: In[Description] = ""
    """What the config is for, at most 1000 characters."""
    is_enabled: Restricts[In[bool]] = True
    """False gives everybody the default value."""
    status: NoDefault[In[Literal["Enabled", "Disabled", "Archived"]] | None] = None
    """Where the config stands. Left out, it is left to the console."""
    archive_reason: ProviderOnly[In[str] | None] = None
    """Why the config is archived; sent when it is."""
    default_value: In[JsonObjectOrText] = {}
    """The value of those for whom no rule decides, a JSON object."""
    default_value_json5: In[Json5Object] = "{}"
    """The same as a JSON5 string, comments included. Must mean the same as ``default_value`` where both are given."""
    rules: In[Annotated[list[ConfigRule], AfterValidator(distinct_names)]] = []
    """Who gets which value. Tried in order; the first whose conditions are met decides."""
    json_schema: Annotated[In[Json5] | None, Wire("schema")] = None
    """A JSON Schema (draft 2020-12) as a string, which every value has to fit. The values are checked against it in the
    preview."""
    json_schema_json5: Annotated[In[Json5] | None, Wire("schemaJson5")] = None
    """The same as a JSON5 string, comments included."""
    tags: Unordered[In[Strings]] = []
    """Tags, by name."""
    type: UpdateOnly[In[Literal["PERMANENT", "TEMPORARY"]]] = "TEMPORARY"
    """Whether the config is meant to stay. Statsig may call it STALE or TEMPLATE by itself, which is not drift."""
    id_type: In[str] = "userID"
    """The unit the config is evaluated for."""
    target_apps: In[TargetApps] = []
    """The target apps that get the config."""
    creator_id: NoDefault[In[str] | None] = None
    """The Statsig id of the creator; by default the key."""
    creator_email: NoDefault[In[str] | None] = None
    """The e-mail of the creator."""
    owner: NoDefault[In[Owner] | None] = None
    """Who is responsible."""
    team: In[str] | None = None
    """The team that owns the config, by name (Enterprise)."""
    team_id: In[str] | None = None
    """The team that owns the config, by id (Enterprise)."""
    release_pipeline_id: Restricts[In[str] | None] = None
    """The release pipeline that changes go through."""
    is_template: Replace[In[bool]] = False
    """Whether the config is a template for others."""
    dry_run: ProviderOnly[bool] = False
    """Previews ask Statsig to validate a change; it has no such check of a new config."""


_ENABLE = Transition("enable", fields={"isEnabled": True})
_DISABLE = Transition("disable", fields={"isEnabled": False})


def _as_object(value: Any) -> Any:
    """Return a value that may be JSON5 text as the object that a review takes."""
    return _parse(value) if isinstance(value, str) else value


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

    current_status: Annotated[Output[str], Wire("status")]
    """The current status, managed or not."""
    permalink: Output[str]
    """Its address in the console."""

    args = DynamicConfigArgs
    routes = Collection("/dynamic_configs", replace="POST /dynamic_configs/{id}", label="name", dry_run_in_query=True)
    statuses = StatusMachine(
        path="/dynamic_configs/{id}",
        initial="Enabled",
        transitions={
            ("Enabled", "Disabled"): _DISABLE,
            ("Enabled", "Archived"): ARCHIVE,
            ("Disabled", "Enabled"): _ENABLE,
            ("Disabled", "Archived"): ARCHIVE,
            ("Archived", "Enabled"): UNARCHIVE,
            ("Archived", "Disabled"): UNARCHIVE,
        },
        archived="Archived",
        tells=frozenset({"is_enabled"}),
    )

    reviews = ChangeReviews(
        path="/dynamic_configs/{id}/reviews",
        eligible="GET /dynamic_configs/{id}/eligible_reviewers",
        groups=(
            (
                Field("rules", "rules"),
                Field("defaultValue", "default_value", to_slot=_as_object),
                Field("defaultValueJson5", "default_value", to_slot=_as_object, from_slot=json.dumps),
            ),
            (Field("isEnabled", "is_enabled"),),
            (Field("idType", "id_type"),),
            (Field("releasePipelineID", "release_pipeline_id", nullable=True),),
        ),
        steps=SWITCHES,
    )

    @classmethod
    def from_wire(cls, doc: dict[str, Any]) -> dict[str, Any]:
        """Return the type that can be set, whatever a nightly job calls the config."""
        if "isPermanent" not in doc:
            return doc
        return {**doc, "type": "PERMANENT" if doc["isPermanent"] else "TEMPORARY"}

    @classmethod
    def check(cls, old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Check every value against the schema, and that two forms of one value agree."""
        yield from _two_spellings(new, "default_value")
        yield from _two_spellings(new, "json_schema")
        for path, member in _members(new):
            yield from ((f"{path}.{name}", text) for name, text in _two_spellings(member, "return_value"))
        schema = new.get("json_schema") or new.get("json_schema_json5")
        if schema and not is_unknown(schema):
            yield from misfits(schema, _parse, _values(new))


def _two_spellings(owner: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    value, text = owner.get(name), owner.get(f"{name}_json5")
    if value is None or not isinstance(text, str) or not is_known(value):
        return
    if not same_json(_meaning(text), _meaning(value) if isinstance(value, str) else value):
        yield f"{name}_json5", f"does not mean the same as {name}; leave one of them out"


def _members(new: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield rules and their variants, with their paths."""
    rules = new.get("rules")
    for i, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict):
            yield f"rules[{i}]", rule
            variants = rule.get("variants")
            for j, variant in enumerate(variants if isinstance(variants, list) else []):
                yield f"rules[{i}].variants[{j}]", variant


def _values(new: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every value that is known, in either spelling, with its path."""
    owners = [("default_value", new), *((f"{path}.return_value", member) for path, member in _members(new))]
    for path, owner in owners:
        name = path.rsplit(".", 1)[-1]
        for spelling in (name, f"{name}_json5"):
            value = owner.get(spelling)
            value = _parse(value) if isinstance(value, str) else value
            if value is not None and is_known(value):
                yield f"{path.removesuffix(name)}{spelling}", value
