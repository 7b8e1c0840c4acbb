"""What was made by hand in one Statsig project is applied to another, as docs/promotion.md says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import httpx
import pytest

from .harness import FAST, Stack, console

STAGING, PRODUCTION = "console-staging", "console-production"
PUBLIC = [{"type": "public"}]
OWN = ("Key", "ProjectSettings", "Role", "UserRole")
"""What each project has of its own."""


def make_by_hand(http: httpx.Client) -> None:
    """Make objects that refer to each other, some by ids of the server's making."""

    def make(family: str, **body: Any) -> dict[str, Any]:
        response = http.post(family, json=body)
        assert response.status_code < 300, (family, response.text)
        return dict(response.json()["data"])

    make("tags", name="checkout", description="Cart and payment")
    make("unit_id_types", name="companyID", description="A company")
    defaults = ("defaultGateMetrics", "defaultExperimentPrimaryMetrics", "defaultExperimentSecondaryMetrics")
    lists: dict[str, Any] = {
        name: [] for name in (*defaults, "members", "admins", "defaultHoldoutMetrics", "defaultTargetApplications")
    }
    team = make("users/teams", name="Growth", changeTeamConfigs="anyone", reviewApproval="anyone", **lists)
    asks = [{"type": "email", "operator": "str_contains_any", "targetValue": ["@example.com"]}]
    make(
        "segments", name="staff", type="rule_based", rules=[{"name": "all", "passPercentage": 100, "conditions": asks}]
    )
    phases = [{"name": "first", "timeIntervalMs": 1000, "requiredReview": False, "rules": []}]
    pipeline = make("release_pipelines", name="careful", phases=phases)
    in_staff = [{"type": "passes_segment", "targetValue": ["staff"]}]
    rules = [
        {"name": "staff", "passPercentage": 100, "conditions": in_staff},
        {"name": "all", "passPercentage": 12.5, "conditions": PUBLIC, "environments": ["production"]},
    ]
    make("gates", name="new_checkout", teamID=team["id"], tags=["checkout"], rules=rules, creatorEmail="a@example.com")
    if_new = [{"type": "passes_gate", "targetValue": ["new_checkout"]}]
    late = {"name": "r", "passPercentage": 1, "conditions": if_new}
    make("gates", name="later", rules=[late], releasePipelineID=pipeline["id"])
    make("dynamic_configs", name="colors", defaultValue={"a": None, "b": [1, 2.5]}, idType="companyID")
    groups: list[dict[str, Any]] = [
        {"name": "Control", "size": 50, "parameterValues": {"color": "red"}},
        {"name": "Test", "size": 50, "parameterValues": {"color": "blue"}},
    ]
    make("experiments", name="button", groups=groups, targetingGateID="new_checkout")
    user = [{"groupID": "Test", "ids": ["user-1"]}]
    assert http.post("experiments/button/overrides", json={"overrides": [], "userIDOverrides": user}).status_code < 300
    make("holdouts", name="quarter", description="", idType="userID")
    make("prompts", name="greeting", teamID=team["id"])


def compared(stack: Stack, *options: str) -> tuple[int, dict[str, Any]]:
    """What the command says of the two projects, and its exit code."""
    tool = [sys.executable, "-m", "statsig_pulumi.cli", "compare", "--from", "STAGING", "--to", "PRODUCTION", "--json"]
    env = {
        **stack.env(),
        "STAGING": STAGING,
        "PRODUCTION": PRODUCTION,
        "STATSIG_API_URL": stack.config["statsig:apiUrl"],
    }
    done = subprocess.run([*tool, *options], cwd=stack.folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def own_of(stack: Stack, key: str) -> dict[str, Any]:
    """What a server has made or noted of the team and the gate."""
    http = console(stack, key)
    (team,) = http.get("users/teams").json()["data"]
    gate = http.get("gates/new_checkout").json()["data"]
    return {"team": team["id"], "rule": gate["rules"][0]["baseID"], "creator": gate["creatorEmail"]}


@pytest.mark.engine
def test_staging_is_applied_to_production_and_nothing_differs(stack: Stack) -> None:
    make_by_hand(console(stack, STAGING))
    stack.environment = FAST
    excluded = [word for kind in OWN for word in ("--exclude", kind)]
    stack.config["statsig:consoleApiKey"] = STAGING
    stack.statsig_pulumi("export", *excluded)
    code, before = compared(stack, *excluded)
    assert code == 2

    stack.config["statsig:consoleApiKey"] = PRODUCTION
    stack.up("import statsig_objects")
    code, after = compared(stack, *excluded)
    assert (code, after["differing"], after["only_in_from"], after["only_in_to"]) == (0, [], [], [])
    assert after["same"] >= len(before["only_in_from"]) >= 12
    staging, production = own_of(stack, STAGING), own_of(stack, PRODUCTION)
    assert [name for name, value in staging.items() if production[name] == value] == []
    assert stack.preview(None, "--refresh").ops() == {}
