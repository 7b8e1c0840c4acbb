"""Dynamic configs: their values, as JSON and JSON5, and their schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import json5

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import NOT_FOUND, as_list, check_distinct_names, creation_fields, has_target_app, with_ids, without_nulls
from .json_schema import check_schema
from .registry import handles
from .release_pipeline_triggers import Released
from .rules import find_rule, rules_of

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
_UNMARKED: Doc = {"type": "TEMPORARY", "typeReason": "NONE", "isPermanent": False}
"""A config that nobody has marked as one that stays, and that the nightly job has not looked at."""


def _build(context: Context, body: Doc) -> Doc:
    """Return a new config. A body's type is ignored: only updates take one."""
    values: Doc = {"defaultValue": {}, "defaultValueJson5": "{}", "schema": None, "schemaJson5": None}
    given = {name: value for name, value in body.items() if name != "type"}
    return _filled({**DEFAULTS, **values, **creation_fields(context), **without_nulls(given, DEFAULTS)}, body, None)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    return _filled({**doc, **without_nulls(body, DEFAULTS)}, body, doc)


def _filled(doc: Doc, body: Doc, before: Doc | None) -> Doc:
    doc["targetApps"] = as_list(doc["targetApps"])
    _sync_json5(doc, body, "defaultValue", as_string=False)
    _sync_json5(doc, body, "schema", as_string=True)
    if "rules" in body:
        doc["rules"] = [_rule(rule, _before(before, rule)) for rule in rules_of(body, before)]
    if body.get("isEnabled") is not None:
        doc["status"] = "Enabled" if doc["isEnabled"] else "Disabled"
    if before is not None and "type" in body:
        doc["isPermanent"] = doc["type"] == "PERMANENT"
    if doc.get("schema"):
        check_schema(_parsed(doc["schema"], "schema"), _values(doc))
    return doc


def _before(doc: Doc | None, rule: Doc) -> Doc | None:
    return find_rule((doc or {"rules": []})["rules"], rule["id"])


def _rule(rule: Doc, before: Doc | None) -> Doc:
    rule = dict(rule)
    _sync_json5(rule, rule, "returnValue", as_string=False)
    if "variants" in rule:
        check_distinct_names(rule["variants"], "rules", "variant")
        known = {v["id"] for v in (before or {}).get("variants", [])}
        for variant in rule["variants"]:
            if variant.get("id") and variant["id"] not in known:
                raise HTTPError(400, "A provided variant ID does not match an existing variant ID")
        rule["variants"] = with_ids(rule["variants"], "id")
        for variant in rule["variants"]:
            _sync_json5(variant, variant, "returnValue", as_string=False)
    return rule


def _sync_json5(doc: Doc, body: Doc, name: str, *, as_string: bool) -> None:
    """Keep the JSON and the JSON5 form of a value in step: the one that is sent determines the other."""
    json5_name = f"{name}Json5"
    value, json5_value = body.get(name), body.get(json5_name)
    if name in body and json5_name in body and _parsed(value, name) != _parsed(json5_value, json5_name):
        raise bad_request((json5_name, f"{json5_name} must parse to the same JSON as {name}"))
    if json5_value is not None:
        parsed = _parsed(json5_value, json5_name)
        if not isinstance(parsed, dict):
            raise bad_request((json5_name, "Expected object"))
        doc[name] = json.dumps(parsed) if as_string else parsed
    elif name in body:
        doc[json5_name] = value if as_string or value is None else json.dumps(value)
    elif json5_name in body:
        doc[name] = None


def _parsed(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json5.loads(value, parse_constant=_reject_constant)
    except (ValueError, RecursionError):
        raise bad_request((name, "Invalid JSON5")) from None


def _reject_constant(name: str) -> None:
    """Reject NaN and Infinity, which JSON5 has and JSON has not."""
    raise ValueError(name)


def _values(doc: Doc) -> Iterator[tuple[str, Any]]:
    yield "defaultValue", doc["defaultValue"]
    for i, rule in enumerate(doc["rules"]):
        if "returnValue" in rule:
            yield f"rules.{i}.returnValue", rule["returnValue"]
        for j, variant in enumerate(rule.get("variants", [])):
            if "returnValue" in variant:
                yield f"rules.{i}.variants.{j}.returnValue", variant["returnValue"]


class DynamicConfigs(Released):
    """Dynamic configs, of which an update can be tried."""

    def seen(self, context: Context, doc: Doc) -> Doc:
        """Return a stored document as it is now."""
        return super().seen(context, {**_UNMARKED, **doc})

    def save(self, context: Context, doc: Doc) -> Doc:
        """Store an updated document; with ``dryRun``, return it and store nothing."""
        return doc if context.param("dryRun") == "true" else super().save(context, doc)


CONFIGS = DynamicConfigs(
    path="/dynamic_configs",
    noun="Dynamic Config",
    build=_build,
    apply=_apply,
    filters={
        "tags": "tags",
        "creatorName": "creatorName",
        "creatorID": "creatorID",
        "releasePipelineID": "releasePipelineID",
        "teamID": "teamID",
        "type": "type",
        "typeReason": "typeReason",
    },
    archived="Archived",
    matches=has_target_app,
    console="dynamic_configs",
)
CONFIGS.register()
handles("GET /dynamic_configs/{id}/versions")(CONFIGS.versions)


def _updater(find: Callable[[Context], Doc], **changes: object) -> Callable[[Context], Success]:
    def update(context: Context) -> Success:
        return Success("Dynamic Config updated successfully.", CONFIGS.save(context, {**find(context), **changes}))

    return update


handles("PUT /dynamic_configs/{id}/enable")(_updater(CONFIGS.editable, status="Enabled", isEnabled=True))
handles("PUT /dynamic_configs/{id}/disable")(_updater(CONFIGS.editable, status="Disabled", isEnabled=False))
handles("PUT /dynamic_configs/{id}/archive")(_updater(CONFIGS.get_or_404, status="Archived"))
handles("PUT /dynamic_configs/{id}/unarchive")(_updater(CONFIGS.get_or_404, status="Enabled", isEnabled=True))


# -- rules -------------------------------------------------------------------------------------------------------


@handles("GET /dynamic_configs/{id}/rules")
def _rules(context: Context) -> Success:
    """Return a list of one object that holds the rules, as for gates."""
    return context.paginate(
        [{"rules": CONFIGS.get_or_404(context)["rules"]}], "Dynamic Config rules read successfully."
    )


def _rule_or_404(context: Context) -> Doc:
    found = find_rule(CONFIGS.get_or_404(context)["rules"], context.path_params["ruleId"])
    if found is None:
        raise HTTPError(404, NOT_FOUND)
    return found


@handles("GET /dynamic_configs/{id}/rule/{ruleId}")
def _read_rule(context: Context) -> Success:
    return Success("Dynamic Config rules read successfully.", _rule_or_404(context))


@handles("PATCH /dynamic_configs/{id}/rule/{ruleId}")
def _change_rule(context: Context) -> Success:
    rule, doc = _rule_or_404(context), CONFIGS.editable(context)
    values = {
        name for name in ("returnValue", "returnValueJson5") if {"returnValue", "returnValueJson5"} & set(context.body)
    }
    kept = {name: value for name, value in rule.items() if name not in values}
    rules = [{**kept, **context.body, "id": rule["id"]} if r["id"] == rule["id"] else r for r in doc["rules"]]
    changed = CONFIGS.save(context, _apply(context, doc, {"rules": rules}))
    return Success("Dynamic Config rules updated successfully.", changed)


@handles("DELETE /dynamic_configs/{id}/rule/{ruleId}")
def _delete_rule(context: Context) -> Success:
    rule, doc = _rule_or_404(context), CONFIGS.editable(context)
    rules = [r for r in doc["rules"] if r["id"] != rule["id"]]
    return Success("Dynamic Config rule deleted successfully.", CONFIGS.save(context, {**doc, "rules": rules}))
