"""Gates: their rules, statuses, overrides and references."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from ..variants import chosen_variant
from .common import ACTOR, NOT_FOUND, as_list, creation_fields, has_target_app, without_nulls
from .overrides import GateOverrides
from .registry import handles, stores
from .release_pipeline_triggers import Released
from .rules import carried_out, find_rule, gradually, refuse_rise, rules_of

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


_ARCHIVES = stores("gates/archives")
_STRATEGY = "gradual_rollout_strategy"
_METADATA = ("archivedAt", "archivedByID", "archivedByName", "archivedByEmail", "archiveReason")


def _build(context: Context, body: Doc) -> Doc:
    filled = {**DEFAULTS, **creation_fields(context), **without_nulls(body, DEFAULTS)}
    return _filled(context, filled, body, None)


def _apply(context: Context, doc: Doc, body: Doc) -> Doc:
    return _filled(context, {**doc, **without_nulls(body, {**DEFAULTS, "creatorID": None})}, body, doc)


def _filled(context: Context, doc: Doc, body: Doc, before: Doc | None) -> Doc:
    doc["targetApps"] = as_list(doc["targetApps"])
    strategy = doc.pop(_STRATEGY, None)
    if "rules" in body:
        doc["rules"] = _changed_rules(context, rules_of(body, before), before or {"rules": []}, strategy)
    if "reviewSettings" in body:
        doc["reviewSettings"] = {"allowedReviewers": [], **doc["reviewSettings"]}
    if body.get("isEnabled") is not None:
        doc["status"] = "In Progress" if doc["isEnabled"] else "Disabled"
    return doc


def _changed_rules(context: Context, rules: list[Doc], before: Doc, strategy: Doc | None) -> list[Doc]:
    """Return the rules as the strategy of a rise wants them.

    Raises:
        HTTPError: 400, a percentage rises, and the project's policy demands a strategy.
    """
    refuse_rise(context.project.store.setting("gradual_rollouts", False), rules, before["rules"], strategy)
    if strategy is None or strategy["type"] == "bypass":
        return rules
    return gradually(rules, before["rules"], strategy, context.now)


def _matches(context: Context, doc: Doc) -> bool:
    """Return whether a gate has the requested pass rate, and is not archived unless those are asked for too.

    ``rolloutRate`` looks at the rules as they are, like ``passRate``.
    """
    if doc.get("status") == "Archived" and context.param("includeArchived") != "true":
        return False
    if not has_target_app(context, doc):
        return False
    exposed = context.param("store0100Exposures")
    if exposed and (exposed == "true") != doc.get("store0100Exposures", False):
        return False
    wanted = [context.query[name] for name in ("passRate", "rolloutRate") if name in context.query]
    return all(_rate(doc) in values for values in wanted)


def _rate(doc: Doc) -> str:
    rates = {rule["passPercentage"] for rule in doc["rules"]}
    return "100" if rates == {100} else "0" if rates <= {0} else "INBETWEEN"


class Gates(Released):
    """Gates, whose rollouts go on by themselves, and which tell of their archive when they are asked."""

    def seen(self, context: Context, doc: Doc) -> Doc:
        """Return a stored document as it is now."""
        rules = {"rules": [carried_out(rule, context.now) for rule in doc["rules"]]} if "rules" in doc else {}
        shown = super().seen(context, {**doc, **rules})
        if doc.get("status") != "Archived" or context.param("includeArchiveMetadata") != "true":
            return shown
        archive = context.project.get(_ARCHIVES, doc["id"]) or {}
        return {**shown, **{name: archive.get(name) for name in _METADATA}}

    def save(self, context: Context, doc: Doc) -> Doc:
        """Store an updated document, without what it tells of its archive."""
        kept = {name: value for name, value in doc.items() if name not in _METADATA}
        return self.seen(context, super().save(context, kept))


GATES = Gates(
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
        "teamID": "teamID",
    },
    archived="Archived",
    matches=_matches,
    console="gates",
)
GATES.register()
handles("GET /gates/{id}/versions")(GATES.versions)


def _status_setter(
    status: str, enabled: bool, find: Callable[[Context], Doc] = GATES.editable
) -> Callable[[Context], Success]:
    def set_status(context: Context) -> Success:
        launched = status == "Launched" and chosen_variant("launched-gate") == "enabled"
        doc = {**find(context), "status": status, "isEnabled": enabled or launched}
        return Success("Gate updated successfully.", GATES.save(context, doc))

    return set_status


handles("PUT /gates/{id}/enable")(_status_setter("In Progress", True))
handles("PUT /gates/{id}/unarchive")(_status_setter("In Progress", True, GATES.get_or_404))
handles("PUT /gates/{id}/disable")(_status_setter("Disabled", False))
# In Statsig's example, a launched gate is not enabled.
handles("PUT /gates/{id}/launch")(_status_setter("Launched", False))


@handles("PUT /gates/{id}/archive")
def _archive(context: Context) -> Success:
    doc = GATES.get_or_404(context)
    reason, by = context.body.get("archiveReason"), ("key", ACTOR, None)
    archive = dict(zip(_METADATA, (context.now, *by, reason), strict=True))
    context.project.put(_ARCHIVES, doc["id"], {"id": doc["id"], **archive})
    return Success("Gate updated successfully.", GATES.save(context, {**doc, "status": "Archived"}))


@handles("GET /gates/{id}/checks")
def _checks(context: Context) -> Success:
    """Tell whether code has asked for the gate in the last seven days."""
    checks = GATES.get_or_404(context)["checksPerHour"]
    return Success("Gate checks read successfully.", {"has_production_checks_in_last_7_days": bool(checks)})


@handles("POST /gates/{id}/code_cleanup")
def _clean_up_code(context: Context) -> Success:
    """Begin to take a gate out of the code, of which nothing is seen here."""
    GATES.get_or_404(context)
    return Success("Code cleanup started successfully.")


# -- rules -------------------------------------------------------------------------------------------------------


def _with_rules(context: Context, rules: list[Doc], message: str) -> Success:
    doc = GATES.editable(context)
    changed = _changed_rules(context, rules_of({"rules": rules}, doc), doc, None)
    return Success(message, GATES.save(context, {**doc, "rules": changed}))


@handles("POST /gates/{id}/rule")
def _add_rule(context: Context) -> Success:
    added = {name: value for name, value in context.body.items() if name not in ("id", "baseID")}
    return _with_rules(context, [*GATES.get_or_404(context)["rules"], added], "Gate rules added successfully.")


@handles("GET /gates/{id}/rules")
def _rules(context: Context) -> Success:
    """Return a list of one object that holds the rules, as the API's schema says; its example differs."""
    return context.paginate([{"rules": GATES.get_or_404(context)["rules"]}], "Gate rules read successfully.")


def rule_of(context: Context, id: str) -> Doc:
    """Return a rule of the gate in the path.

    Raises:
        HTTPError: 404, there is no such rule.
    """
    found = find_rule(GATES.get_or_404(context)["rules"], id)
    if found is None:
        raise HTTPError(404, NOT_FOUND)
    return found


@handles("PATCH /gates/{id}/rules/{ruleID}")
def _change_rule(context: Context) -> Success:
    rule = rule_of(context, context.path_params["ruleID"])
    changed = {**rule, **context.body, "id": rule["id"]}
    rules = [changed if r["id"] == rule["id"] else r for r in GATES.get_or_404(context)["rules"]]
    return _with_rules(context, rules, "Gate updated successfully.")


@handles("DELETE /gates/{id}/rules/{ruleID}")
def _delete_rule(context: Context) -> Success:
    rule = rule_of(context, context.path_params["ruleID"])
    rules = [r for r in GATES.get_or_404(context)["rules"] if r["id"] != rule["id"]]
    return _with_rules(context, rules, "Gate updated successfully.")


OVERRIDES = GateOverrides(GATES)
OVERRIDES.register()


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
