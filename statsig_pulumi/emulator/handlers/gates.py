"""Gates: their rules, statuses, overrides and references."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import NOT_FOUND, as_list, creation_fields, new_id, rules_of, without_nulls
from .overrides import ENVIRONMENTS, USERS, Overrides
from .registry import handles
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


def _build(context: Context, body: Doc) -> Doc:
    return _filled({**DEFAULTS, **creation_fields(context), **without_nulls(body, DEFAULTS)}, body, None)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
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


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether a gate has the requested pass rate.

    No rollout runs here, so ``rolloutRate`` looks at the rules as they are, like ``passRate``.
    """
    wanted = [context.query[name] for name in ("passRate", "rolloutRate") if name in context.query]
    return all(_rate(doc) in values for values in wanted)


def _rate(doc: Doc) -> str:
    rates = {rule["passPercentage"] for rule in doc["rules"]}
    return "100" if rates == {100} else "0" if rates <= {0} else "INBETWEEN"


GATES = Released(
    path="/gates",
    noun="Gate",
    build=_build,
    apply=_apply,
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
    matches=_matches,
)
GATES.register()
handles("GET /gates/{id}/versions")(GATES.versions)


def _status_setter(
    status: str, enabled: bool, find: Callable[[Context], Doc] = GATES.editable
) -> Callable[[Context], Success]:
    def set_status(context: Context) -> Success:
        doc = {**find(context), "status": status, "isEnabled": enabled}
        return Success("Gate updated successfully.", GATES.save(context, doc))

    return set_status


handles("PUT /gates/{id}/enable")(_status_setter("In Progress", True))
handles("PUT /gates/{id}/unarchive")(_status_setter("In Progress", True, GATES.get_or_404))
handles("PUT /gates/{id}/disable")(_status_setter("Disabled", False))
# In Statsig's example, a launched gate is not enabled.
handles("PUT /gates/{id}/launch")(_status_setter("Launched", False))


@handles("PUT /gates/{id}/archive")
def _archive(context: Context) -> Success:
    return Success(
        "Gate updated successfully.", GATES.save(context, {**GATES.get_or_404(context), "status": "Archived"})
    )


# -- rules -------------------------------------------------------------------------------------------------------


def _with_rules(context: Context, rules: list[Doc], message: str) -> Success:
    doc = GATES.editable(context)
    kept = rules_of({"rules": rules}, {"rules": [*doc["rules"], *rules]})
    return Success(message, GATES.save(context, {**doc, "rules": kept}))


@handles("POST /gates/{id}/rule")
def _add_rule(context: Context) -> Success:
    return _with_rules(
        context,
        [*GATES.get_or_404(context)["rules"], {**context.body, "id": new_id()}],
        "Gate rules added successfully.",
    )


@handles("GET /gates/{id}/rules")
def _rules(context: Context) -> Success:
    """Return a list of one object that holds the rules, as the API's schema says; its example differs."""
    return context.paginate([{"rules": GATES.get_or_404(context)["rules"]}], "Gate rules read successfully.")


def rule_of(context: Context, id: str) -> Doc:
    """Return a rule of the gate in the path.

    Raises:
        HTTPError: 404, there is no such rule.
    """
    for rule in GATES.get_or_404(context)["rules"]:
        if rule["id"] == id:
            found: Doc = rule
            return found
    raise HTTPError(404, NOT_FOUND)


@handles("PATCH /gates/{id}/rules/{ruleID}")
def _change_rule(context: Context) -> Success:
    rule = rule_of(context, context.path_params["ruleID"])
    rules = [
        {**r, **context.body, "id": r["id"]} if r["id"] == rule["id"] else r for r in GATES.get_or_404(context)["rules"]
    ]
    return _with_rules(context, rules, "Gate updated successfully.")


@handles("DELETE /gates/{id}/rules/{ruleID}")
def _delete_rule(context: Context) -> Success:
    rule = rule_of(context, context.path_params["ruleID"])
    rules = [r for r in GATES.get_or_404(context)["rules"] if r["id"] != rule["id"]]
    return _with_rules(context, rules, "Gate updated successfully.")


Overrides(GATES, USERS, ENVIRONMENTS).register()


# -- references --------------------------------------------------------------------------------------------------


def _refers_to(doc: Doc, gate: str) -> bool:
    conditions = (c for rule in doc.get("rules", []) for c in rule["conditions"])
    return any(
        c["type"] in ("passes_gate", "fails_gate") and gate in (as_list(c.get("targetValue")) or []) for c in conditions
    )


def _references(family: str, noun: str, refers: Callable[[Doc, str], bool]) -> Callable[[Context], Success]:
    def references(context: Context) -> Success:
        gate = context.get_or_404("gates", context.path_params["id"], NOT_FOUND)["id"]
        found = [doc for doc in context.project.all(family) if refers(doc, gate)]
        return context.paginate(found, f"{noun}s listed successfully.")

    return references


handles("GET /gates/{id}/gate_references")(_references("gates", "Gate", _refers_to))
handles("GET /gates/{id}/dynamic_config_references")(_references("dynamic_configs", "Dynamic Config", _refers_to))
handles("GET /gates/{id}/experiment_references")(
    _references("experiments", "Experiment", lambda doc, gate: doc["targetingGateID"] == gate)
)
