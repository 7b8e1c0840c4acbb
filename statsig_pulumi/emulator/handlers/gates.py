"""Gates: rules, statuses, overrides, references."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import NOT_FOUND, as_list, made, new_id, rules_of, without_nulls
from .overrides import ENVIRONMENTS, USERS, Overrides
from .registry import on
from .release_pipeline_triggers import Released

DEFAULTS: Doc = {
    "isEnabled": True,
    "description": "",
    "rules": [],
    "tags": [],
    "type": "TEMPORARY",
    "idType": "userID",
    "targetApps": [],
    "team": None,
    "teamID": None,
    "measureMetricLifts": True,
    "monitoringMetrics": [],
    "reviewSettings": {"requiredReview": False, "allowedReviewers": []},
    "releasePipelineID": None,
    "isTemplate": False,
    "holdoutIDs": [],
    "checksPerHour": 0,
    "status": "In Progress",
    "typeReason": "NONE",
}


def _make(call: Call, body: Doc) -> Doc:
    return _filled({**DEFAULTS, **made(call), **without_nulls(body, DEFAULTS)}, body, None)


def _change(call: Call, doc: Doc, body: Doc) -> Doc:
    return _filled({**doc, **without_nulls(body, {**DEFAULTS, "creatorID": None})}, body, doc)


def _filled(doc: Doc, body: Doc, before: Doc | None) -> Doc:
    doc["targetApps"] = as_list(doc["targetApps"])
    if "rules" in body:
        doc["rules"] = rules_of(body, before)
    if "reviewSettings" in body:
        doc["reviewSettings"] = {"allowedReviewers": [], **doc["reviewSettings"]}
    if body.get("isEnabled") is not None:
        doc["status"] = "In Progress" if doc["isEnabled"] else "Disabled"
    return doc


def _narrow(call: Call, doc: Doc) -> bool:
    """By how many pass: here both parameters look at the rules as they are, for no rollout runs."""
    wanted = [call.query[name] for name in ("passRate", "rolloutRate") if name in call.query]
    return all(_rate(doc) in values for values in wanted)


def _rate(doc: Doc) -> str:
    rates = {rule["passPercentage"] for rule in doc["rules"]}
    return "100" if rates == {100} else "0" if rates <= {0} else "INBETWEEN"


GATES = Released(
    path="/gates",
    noun="Gate",
    make=_make,
    change=_change,
    filters={
        "idType": "idType",
        "type": "type",
        "typeReason": "typeReason",
        "tags": "tags",
        "creatorName": "creatorName",
        "creatorID": "creatorID",
        "releasePipelineID": "releasePipelineID",
    },
    archived="Archived",
    narrow=_narrow,
)
GATES.register()
on("GET /gates/{id}/versions")(GATES.versions)


def _moves(status: str, enabled: bool, find: Callable[[Call], Doc] = GATES.editable) -> Callable[[Call], Answer]:
    def move(call: Call) -> Answer:
        doc = {**find(call), "status": status, "isEnabled": enabled}
        return Answer("Gate updated successfully.", GATES.save(call, doc))

    return move


on("PUT /gates/{id}/enable")(_moves("In Progress", True))
on("PUT /gates/{id}/unarchive")(_moves("In Progress", True, GATES.found))
on("PUT /gates/{id}/disable")(_moves("Disabled", False))
# Statsig's own example shows a launched gate as not enabled.
on("PUT /gates/{id}/launch")(_moves("Launched", False))


@on("PUT /gates/{id}/archive")
def _archive(call: Call) -> Answer:
    return Answer("Gate updated successfully.", GATES.save(call, {**GATES.found(call), "status": "Archived"}))


# -- rules -------------------------------------------------------------------------------------------------------


def _with_rules(call: Call, rules: list[Doc], message: str) -> Answer:
    doc = GATES.editable(call)
    kept = rules_of({"rules": rules}, {"rules": [*doc["rules"], *rules]})
    return Answer(message, GATES.save(call, {**doc, "rules": kept}))


@on("POST /gates/{id}/rule")
def _add_rule(call: Call) -> Answer:
    return _with_rules(
        call, [*GATES.found(call)["rules"], {**call.body, "id": new_id()}], "Gate rules added successfully."
    )


@on("POST /gates/{id}/rules")
def _add_rules(call: Call) -> Answer:
    added = [{**rule, "id": new_id()} for rule in call.body["rules"]]
    return _with_rules(call, [*GATES.found(call)["rules"], *added], "Gate rules added successfully.")


@on("PATCH /gates/{id}/rules")
def _change_rules(call: Call) -> Answer:
    """Changes rules that exist; adds and removes none."""
    changes = {rule.get("id") or rule.get("name"): rule for rule in call.body["rules"]}
    rules = [{**r, **changes.get(r["id"], changes.get(r["name"], {}))} for r in GATES.found(call)["rules"]]
    return _with_rules(call, rules, "Gate updated successfully.")


@on("GET /gates/{id}/rules")
def _rules(call: Call) -> Answer:
    """One entry that holds the rules, as the document has it; its example shows something else again."""
    return call.page([{"rules": GATES.found(call)["rules"]}], "Gate rules read successfully.")


def rule_of(call: Call, id: str) -> Doc:
    """A rule of the gate that the path names.

    Raises:
        Refusal: 404, there is none.
    """
    for rule in GATES.found(call)["rules"]:
        if rule["id"] == id:
            found: Doc = rule
            return found
    raise Refusal(404, NOT_FOUND)


@on("PATCH /gates/{id}/rules/{ruleID}")
def _change_rule(call: Call) -> Answer:
    rule = rule_of(call, call.ids["ruleID"])
    rules = [{**r, **call.body, "id": r["id"]} if r["id"] == rule["id"] else r for r in GATES.found(call)["rules"]]
    return _with_rules(call, rules, "Gate updated successfully.")


@on("DELETE /gates/{id}/rules/{ruleID}")
def _delete_rule(call: Call) -> Answer:
    rule = rule_of(call, call.ids["ruleID"])
    rules = [r for r in GATES.found(call)["rules"] if r["id"] != rule["id"]]
    return _with_rules(call, rules, "Gate updated successfully.")


Overrides(GATES, USERS, ENVIRONMENTS).register()


# -- references --------------------------------------------------------------------------------------------------


def _asks_for(doc: Doc, gate: str) -> bool:
    conditions = (c for rule in doc.get("rules", []) for c in rule["conditions"])
    return any(
        c["type"] in ("passes_gate", "fails_gate") and gate in (as_list(c.get("targetValue")) or []) for c in conditions
    )


def _references(family: str, noun: str, refers: Callable[[Doc, str], bool]) -> Callable[[Call], Answer]:
    def references(call: Call) -> Answer:
        gate = call.found("gates", call.ids["id"], NOT_FOUND)["id"]
        found = [doc for doc in call.project.all(family) if refers(doc, gate)]
        return call.page(found, f"{noun}s listed successfully.")

    return references


on("GET /gates/{id}/gate_references")(_references("gates", "Gate", _asks_for))
on("GET /gates/{id}/dynamic_config_references")(_references("dynamic_configs", "Dynamic Config", _asks_for))
on("GET /gates/{id}/experiment_references")(
    _references("experiments", "Experiment", lambda doc, gate: doc["targetingGateID"] == gate)
)
