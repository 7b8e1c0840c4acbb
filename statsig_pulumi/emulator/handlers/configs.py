"""Dynamic configs: values, JSON5, schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import json5
import jsonschema
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from ..context import Success, Context
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import NOT_FOUND, as_list, check_distinct_names, creation_fields, rules_of, with_ids, without_nulls
from .registry import handles
from .release_pipeline_triggers import Released

DEFAULTS: Doc = {
    "isEnabled": True,
    "description": "",
    "rules": [],
    "tags": [],
    "idType": "userID",
    "targetApps": [],
    "team": None,
    "teamID": None,
    "releasePipelineID": None,
    "isTemplate": False,
    "holdoutIDs": [],
    "status": "Enabled",
}


def _build(context: Context, body: Doc) -> Doc:
    values: Doc = {"defaultValue": {}, "defaultValueJson5": "{}", "schema": None, "schemaJson5": None}
    return _filled({**DEFAULTS, **values, **creation_fields(context), **without_nulls(body, DEFAULTS)}, body, None)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    return _filled({**doc, **without_nulls(body, DEFAULTS)}, body, doc)


def _filled(doc: Doc, body: Doc, before: Doc | None) -> Doc:
    doc["targetApps"] = as_list(doc["targetApps"])
    _two_spellings(doc, body, "defaultValue", as_text=False)
    _two_spellings(doc, body, "schema", as_text=True)
    if "rules" in body:
        doc["rules"] = [_rule(rule, _before(before, rule)) for rule in rules_of(body, before)]
    if body.get("isEnabled") is not None:
        doc["status"] = "Enabled" if doc["isEnabled"] else "Disabled"
    _check_schema(doc)
    return doc


def _before(doc: Doc | None, rule: Doc) -> Doc | None:
    return next((r for r in (doc or {"rules": []})["rules"] if r["id"] == rule["id"]), None)


def _rule(rule: Doc, before: Doc | None) -> Doc:
    rule = dict(rule)
    _two_spellings(rule, rule, "returnValue", as_text=False)
    if "variants" in rule:
        check_distinct_names(rule["variants"], "rules", "variant")
        known = {v["id"] for v in (before or {}).get("variants", [])}
        for variant in rule["variants"]:
            if variant.get("id") and variant["id"] not in known:
                raise HTTPError(400, "A provided variant ID does not match an existing variant ID")
        rule["variants"] = with_ids(rule["variants"], "id")
        for variant in rule["variants"]:
            _two_spellings(variant, variant, "returnValue", as_text=False)
    return rule


def _two_spellings(doc: Doc, body: Doc, name: str, *, as_text: bool) -> None:
    """A value stands twice, as JSON and as JSON5 text: the one that is sent makes the other."""
    text_name = f"{name}Json5"
    value, text = body.get(name), body.get(text_name)
    if name in body and text_name in body and _parsed(value, name) != _parsed(text, text_name):
        raise bad_request((text_name, f"{text_name} must parse to the same JSON as {name}"))
    if text is not None:
        parsed = _parsed(text, text_name)
        if not isinstance(parsed, dict):
            raise bad_request((text_name, "Expected object"))
        doc[name] = json.dumps(parsed) if as_text else parsed
    elif name in body:
        doc[text_name] = value if as_text or value is None else json.dumps(value)
    elif text_name in body:
        doc[name] = None


def _parsed(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json5.loads(value, parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise bad_request((name, "Invalid JSON5")) from None


def _not_json(name: str) -> None:
    """JSON5 has NaN and Infinity, JSON has not."""
    raise ValueError(name)


def _check_schema(doc: Doc) -> None:
    if not doc.get("schema"):
        return
    schema = _parsed(doc["schema"], "schema")
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        # With a registry of its own, a schema that refers to an address is not fetched from there.
        validator = jsonschema.Draft202012Validator(schema, registry=Registry())
        errors = [(where, best_match(validator.iter_errors(value))) for where, value in _values(doc)]
    except (jsonschema.SchemaError, Unresolvable, RecursionError, ValueError):
        raise bad_request(("schema", "Invalid JSON Schema")) from None
    if wrong := [(where, f"Does not match schema: {error.message}") for where, error in errors if error]:
        raise bad_request(*wrong)


def _values(doc: Doc) -> Iterator[tuple[str, Any]]:
    yield "defaultValue", doc["defaultValue"]
    for i, rule in enumerate(doc["rules"]):
        if "returnValue" in rule:
            yield f"rules.{i}.returnValue", rule["returnValue"]
        for j, variant in enumerate(rule.get("variants", [])):
            if "returnValue" in variant:
                yield f"rules.{i}.variants.{j}.returnValue", variant["returnValue"]


CONFIGS = Released(
    path="/dynamic_configs",
    noun="Dynamic Config",
    build=_build,
    apply=_apply,
    filters={
        "tags": "tags",
        "creatorName": "creatorName",
        "creatorID": "creatorID",
        "releasePipelineID": "releasePipelineID",
    },
    archived="Archived",
)
CONFIGS.register()
handles("GET /dynamic_configs/{id}/versions")(CONFIGS.versions)


def _moves(find: Callable[[Context], Doc], **changes: object) -> Callable[[Context], Success]:
    def move(context: Context) -> Success:
        return Success("Dynamic Config updated successfully.", CONFIGS.save(context, {**find(context), **changes}))

    return move


handles("PUT /dynamic_configs/{id}/enable")(_moves(CONFIGS.editable, status="Enabled", isEnabled=True))
handles("PUT /dynamic_configs/{id}/disable")(_moves(CONFIGS.editable, status="Disabled", isEnabled=False))
handles("PUT /dynamic_configs/{id}/archive")(_moves(CONFIGS.get_or_404, status="Archived"))
handles("PUT /dynamic_configs/{id}/unarchive")(_moves(CONFIGS.get_or_404, status="Enabled", isEnabled=True))


# -- rules -------------------------------------------------------------------------------------------------------


@handles("GET /dynamic_configs/{id}/rules")
def _rules(context: Context) -> Success:
    """One entry that holds the rules, as for gates."""
    return context.paginate(
        [{"rules": CONFIGS.get_or_404(context)["rules"]}], "Dynamic Config rules read successfully."
    )


def _the_rule(context: Context) -> Doc:
    for rule in CONFIGS.get_or_404(context)["rules"]:
        if rule["id"] == context.path_params["ruleId"]:
            found: Doc = rule
            return found
    raise HTTPError(404, NOT_FOUND)


@handles("GET /dynamic_configs/{id}/rule/{ruleId}")
def _read_rule(context: Context) -> Success:
    return Success("Dynamic Config rules read successfully.", _the_rule(context))


@handles("PATCH /dynamic_configs/{id}/rule/{ruleId}")
def _change_rule(context: Context) -> Success:
    rule, doc = _the_rule(context), CONFIGS.editable(context)
    twins = {
        name for name in ("returnValue", "returnValueJson5") if {"returnValue", "returnValueJson5"} & set(context.body)
    }
    kept = {name: value for name, value in rule.items() if name not in twins}
    rules = [{**kept, **context.body, "id": rule["id"]} if r["id"] == rule["id"] else r for r in doc["rules"]]
    changed = CONFIGS.save(context, _apply(context, doc, {"rules": rules}))
    return Success("Dynamic Config rules updated successfully.", changed)


@handles("DELETE /dynamic_configs/{id}/rule/{ruleId}")
def _delete_rule(context: Context) -> Success:
    rule, doc = _the_rule(context), CONFIGS.editable(context)
    rules = [r for r in doc["rules"] if r["id"] != rule["id"]]
    return Success("Dynamic Config rule deleted successfully.", CONFIGS.save(context, {**doc, "rules": rules}))
