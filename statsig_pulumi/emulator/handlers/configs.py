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

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import NOT_FOUND, as_list, distinct, made, rules_of, with_ids, without_nulls
from .registry import on
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


def _make(call: Call, body: Doc) -> Doc:
    values: Doc = {"defaultValue": {}, "defaultValueJson5": "{}", "schema": None, "schemaJson5": None}
    return _filled({**DEFAULTS, **values, **made(call), **without_nulls(body, DEFAULTS)}, body, None)


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
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
        distinct(rule["variants"], "rules", "variant")
        known = {v["id"] for v in (before or {}).get("variants", [])}
        for variant in rule["variants"]:
            if variant.get("id") and variant["id"] not in known:
                raise Refusal(400, "A provided variant ID does not match an existing variant ID")
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
    make=_make,
    change=_change,
    filters={
        "tags": "tags",
        "creatorName": "creatorName",
        "creatorID": "creatorID",
        "releasePipelineID": "releasePipelineID",
    },
    archived="Archived",
)
CONFIGS.register()
on("GET /dynamic_configs/{id}/versions")(CONFIGS.versions)


def _moves(find: Callable[[Call], Doc], **changes: object) -> Callable[[Call], Answer]:
    def move(call: Call) -> Answer:
        return Answer("Dynamic Config updated successfully.", CONFIGS.save(call, {**find(call), **changes}))

    return move


on("PUT /dynamic_configs/{id}/enable")(_moves(CONFIGS.editable, status="Enabled", isEnabled=True))
on("PUT /dynamic_configs/{id}/disable")(_moves(CONFIGS.editable, status="Disabled", isEnabled=False))
on("PUT /dynamic_configs/{id}/archive")(_moves(CONFIGS.found, status="Archived"))
on("PUT /dynamic_configs/{id}/unarchive")(_moves(CONFIGS.found, status="Enabled", isEnabled=True))


# -- rules -------------------------------------------------------------------------------------------------------


@on("GET /dynamic_configs/{id}/rules")
def _rules(call: Call) -> Answer:
    """One entry that holds the rules, as for gates."""
    return call.page([{"rules": CONFIGS.found(call)["rules"]}], "Dynamic Config rules read successfully.")


def _the_rule(call: Call) -> Doc:
    for rule in CONFIGS.found(call)["rules"]:
        if rule["id"] == call.ids["ruleId"]:
            found: Doc = rule
            return found
    raise Refusal(404, NOT_FOUND)


@on("GET /dynamic_configs/{id}/rule/{ruleId}")
def _read_rule(call: Call) -> Answer:
    return Answer("Dynamic Config rules read successfully.", _the_rule(call))


@on("PATCH /dynamic_configs/{id}/rule/{ruleId}")
def _change_rule(call: Call) -> Answer:
    rule, doc = _the_rule(call), CONFIGS.editable(call)
    twins = {
        name for name in ("returnValue", "returnValueJson5") if {"returnValue", "returnValueJson5"} & set(call.body)
    }
    kept = {name: value for name, value in rule.items() if name not in twins}
    rules = [{**kept, **call.body, "id": rule["id"]} if r["id"] == rule["id"] else r for r in doc["rules"]]
    changed = CONFIGS.save(call, _change(call, doc, {"rules": rules}))
    return Answer("Dynamic Config rules updated successfully.", changed)


@on("DELETE /dynamic_configs/{id}/rule/{ruleId}")
def _delete_rule(call: Call) -> Answer:
    rule, doc = _the_rule(call), CONFIGS.editable(call)
    rules = [r for r in doc["rules"] if r["id"] != rule["id"]]
    return Answer("Dynamic Config rule deleted successfully.", CONFIGS.save(call, {**doc, "rules": rules}))
