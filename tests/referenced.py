"""The objects that the requests of kinds without reads name, as the cases of the kinds have them."""

from __future__ import annotations

from typing import Any

from statsig_pulumi.client.client import Client
from statsig_pulumi.emulator import Emulator

RULE_ID = "RULE"
"""What stands for the id of the gate's rule in the inputs of a case."""
RULE = {"name": "all", "passPercentage": 100, "conditions": [{"type": "public"}]}
TEAM: dict[str, Any] = {
    **{name: [] for name in ("members", "admins", "defaultGateMetrics", "defaultTargetApplications")},
    **{f"default{name}Metrics": [] for name in ("ExperimentPrimary", "ExperimentSecondary", "Holdout")},
    "changeTeamConfigs": "anyone",
    "reviewApproval": "anyone",
}
AUTOTUNE = {
    "name": "planned_autotune",
    "variants": [{"name": name, "json": {}} for name in ("a", "b")],
    "successEvent": "e",
    "explorationWindow": "24hr",
    "attributionWindow": "1hr",
    "winnerThreshold": "95%",
}
ORDERS = {
    "type": "s3",
    "dataset": "Events",
    "source_name": "orders",
    "query": "select 1",
    "column_mapping": {"event_name": "n", "timestamp": "t", "ids": {"userID": "u"}},
}
PHASE = {"id": "p1", "name": "staff", "timeIntervalMs": 1000, "requiredReview": True, "rules": []}
TRIGGER: dict[str, Any] = {
    "id": "release",
    "releasePipelineID": "pipe",
    "gateID": "gate",
    "status": "WAITING_FOR_REVIEW",
    "currentPhase": "staff",
    "currentPhaseID": "p1",
    "currentPhaseEndTime": None,
    "actions": [],
    "createdTime": 1,
    "creatorID": "key",
    "lastModifierID": "key",
    "lastModifierName": "CONSOLE API",
}
REVIEW: dict[str, Any] = {
    "id": "r1",
    "family": "gates",
    "object": "gate",
    "status": "pending",
    "type": "toggle_enabled",
    "author": {"id": "person", "email": None},
    "reviewers": {"users": [], "groups": []},
    "description": "Off",
    "created_at": "2026-01-01T00:00:00.000Z",
    "change": {"is_enabled": False},
    "proposed": {"is_enabled": False},
}


def create_referenced_objects(client: Client, emulator: Emulator, key: str) -> str:
    """Create what the requests of the cases name; return the id of the gate's rule."""
    purchase = {"name": "purchase", "type": "event_count_custom"}
    objects: list[tuple[str, dict[str, Any]]] = [
        ("/gates", {"name": "gate", "monitoringMetrics": [purchase], "rules": [RULE]}),
        ("/dynamic_configs", {"name": "config"}),
        ("/layers", {"name": "layer", "idType": "userID"}),
        ("/param_stores", {"name": "store", "description": "", "displayName": ""}),
        ("/experiments", {"name": "experiment"}),
        ("/experiments", {"name": "planned"}),
        ("/experiments", {"name": "running", "status": "active", "primaryMetrics": [purchase]}),
        ("/experiments", {"name": "stale"}),
        ("/experiments", {"name": "loading", "status": "active"}),
        ("/experiments/loading/load_pulse", {}),
        ("/autotunes", AUTOTUNE),
        ("/metrics", {"name": "mine", "type": "sum", "unitTypes": ["userID"], "metricEvents": [{"name": "purchase"}]}),
        ("/users/teams", {"name": "Checkout", **TEAM}),
        ("/prompts", {"name": "summary"}),
        ("/prompts/summary/versions", {"name": "known", "id": "known"}),
        ("/release_pipelines", {"name": "careful", "phases": []}),
    ]
    for path, body in objects:
        client.request("POST", path, body=body)
    emulator.edit(key, "experiments", "stale", {"isStale": True})
    (load,) = _document(emulator, key, "experiments/loads", "loading")["runs"]
    emulator.edit(key, "experiments/loads", "loading", {"runs": [{**load, "dagID": "known_load"}]})
    emulator.seed(key, "target_app", {"id": "app", "name": "App"})
    pipeline = {"id": "pipe", "name": "slow", "phases": [PHASE]}
    emulator.seed(key, "release_pipelines", pipeline)
    emulator.seed(key, "release_pipeline_triggers", TRIGGER)
    emulator.seed(key, "reviews", REVIEW)
    return str(_document(emulator, key, "gates", "gate")["rules"][0]["id"])


def _document(emulator: Emulator, key: str, family: str, id: str) -> dict[str, Any]:
    doc = emulator.get(key, family, id)
    assert doc is not None
    return doc
