"""Eight prepared changes, each with the project that it is judged by."""

from __future__ import annotations

from .previews import Doc, Project, condition, live_rule, preview, rule, step

US = condition("country", "any", ["US"])
WEB = condition("browser_name", "any", ["Chrome", "Firefox"])
CONTROL = {"name": "Control", "size": 50, "parameter_values": {}}
TEST = {"name": "Test", "size": 50, "parameter_values": {"text": "Buy"}}
LIVE_GROUPS = [
    {"id": "g1", "name": "Control", "size": 50, "parameterValues": {}},
    {"id": "g2", "name": "Test", "size": 50, "parameterValues": {"text": "Buy"}},
]


def jump(project: Project) -> Doc:
    """A rollout goes up, for some people only, and experiments depend on it."""
    project.seed("gates", {"id": "new_checkout", "name": "new_checkout", "checksPerHour": 1200})
    for name in ("copy_test", "color_test"):
        project.seed(
            "experiments",
            {"id": name, "name": name, "status": "active", "targetingGateID": "new_checkout", "groups": []},
        )
    old = {
        "gate_id": "new_checkout",
        "rules": [
            rule("staff", 100, condition("email", "str_contains_any", ["@example.com"])),
            rule("rollout", 10, US, WEB),
        ],
    }
    new = {**old, "rules": [old["rules"][0], rule("rollout", 50, US, WEB)]}
    return preview(step("update", "Gate", "new_checkout", old, new, diffReasons=["rules"]))


def delete(project: Project) -> Doc:
    """A gate that is checked is deleted, which a gate that stays asks for."""
    project.seed(
        "gates",
        {
            "id": "old_search",
            "name": "old_search",
            "checksPerHour": 54000,
            "type": "STALE",
            "typeReason": "STALE_ALL_TRUE",
        },
    )
    asks = {"gate_id": "search_box", "rules": [rule("with search", 100, condition("passes_gate", None, "old_search"))]}
    return preview(
        step("delete", "Gate", "old_search", {"gate_id": "old_search", "rules": [rule("all", 100)]}),
        step("same", "Gate", "search_box", asks, asks),
    )


def experiments(project: Project) -> Doc:
    """One experiment starts, one is decided."""
    project.seed(
        "experiments",
        {"id": "copy_test", "name": "copy_test", "status": "setup", "groups": LIVE_GROUPS, "allocation": 20},
        {"id": "color_test", "name": "color_test", "status": "active", "groups": LIVE_GROUPS, "allocation": 100},
    )
    start = {"experiment_id": "copy_test", "groups": [CONTROL, TEST], "allocation": 20, "status": "setup"}
    decide = {"experiment_id": "color_test", "groups": [CONTROL, TEST], "status": "active"}
    decision = {"group": "Test", "reason": "More orders"}
    return preview(
        step("update", "Experiment", "copy_test", start, {**start, "allocation": 60, "status": "active"}),
        step("update", "Experiment", "color_test", decide, {**decide, "status": "decision_made", "decision": decision}),
    )


def schema(project: Project) -> Doc:
    """A value does not fit the schema that somebody has set in the console."""
    project.seed(
        "dynamic_configs",
        {
            "id": "limits",
            "name": "limits",
            "schema": '{"properties": {"max_items": {"type": "integer"}}}',
            "defaultValue": {"max_items": 20},
        },
    )
    old = {"config_id": "limits", "default_value": {"max_items": 20, "nested": {"a": [1, 2]}, "gone": True}}
    new = {"config_id": "limits", "default_value": {"max_items": "many", "nested": {"a": [1, 3]}, "odd key": 1}}
    return preview(step("update", "DynamicConfig", "limits", old, new))


def access(project: Project) -> Doc:
    """Keys, a role and a team change."""
    role = {"name": "Release manager", "permissions": {"launch_to_production": True, "delete_configs": True}}
    less = {"name": "Release manager", "permissions": {"launch_to_production": True, "approve_reviews": True}}
    team = {"name": "Checkout", "members": ["ada@example.com", "bob@example.com"], "admins": []}
    more = {"name": "Checkout", "members": ["Ada@example.com", "eve@example.com"], "admins": ["ada@example.com"]}
    ada = {"email": "ada@example.com", "role": "Release manager"}
    key = {"description": "backend", "type": "SERVER", "scopes": ["omni_read_only"], "environments": ["staging"]}
    wider = {"description": "backend", "type": "SERVER", "scopes": ["omni_read_only", "omni_read_write"]}
    return preview(
        step(
            "update",
            "Key",
            "backend",
            key,
            wider,
            id="5bf8c9bbae1c1560",
            outputs={"key": "[secret]", "status": "active"},
        ),
        step(
            "delete", "Key", "legacy", {"description": "legacy", "type": "CLIENT"}, id="77", outputs={"key": "[secret]"}
        ),
        step("update", "Role", "Release manager", role, less),
        step("update", "Team", "checkout-team", team, more, id="209ZA1"),
        step("same", "UserRole", "ada", ada, ada),
    )


def rename(project: Project) -> Doc:
    """A gate gets another id, a segment another description: both are made anew. The new id is taken."""
    project.seed("gates", {"id": "checkout", "name": "checkout"}, {"id": "checkout2", "name": "checkout2"})
    project.seed("segments", {"id": "testers", "name": "testers", "type": "rule_based"})
    gate = {"gate_id": "checkout", "rules": [rule("all", 20)]}
    segment = {"segment_id": "testers", "type": "rule_based", "rules": [rule("mail", 100, US)]}
    return preview(
        step("replace", "Gate", "checkout", gate, {**gate, "gate_id": "checkout2"}, replaceReasons=["gate_id"]),
        step("replace", "Segment", "testers", segment, {**segment, "description": "Who tests"}, id="testers"),
        step("create", "Gate", "second", None, {"gate_id": "checkout", "rules": [rule("all", 5)]}),
    )


def review(project: Project) -> Doc:
    """A stack whose changes become reviews."""
    project.seed("gates", {"id": "dark", "name": "dark"})
    old = {"gate_id": "dark", "rules": [rule("all", 10, environments=["staging"])], "description": "Dark mode"}
    new = {
        **old,
        "rules": [rule("all", 20, environments=["staging"])],
        "description": "Dark",
        "reviewers": ["ada@example.com"],
    }
    other = {"gate_id": "plain", "rules": [rule("all", 10)], "review": "direct"}
    return preview(
        step("update", "Gate", "dark", old, new),
        step("update", "Gate", "plain", other, {**other, "rules": [rule("all", 20)]}),
        config={"statsig:review": "propose"},
    )


def letting_go(project: Project) -> Doc:
    """The program takes out what restricts."""
    project.seed(
        "gates", {"id": "beta", "name": "beta", "rules": [live_rule("inside", 10, environments=["development"])]}
    )
    old = {"gate_id": "beta", "is_enabled": False, "rules": [rule("inside", 10, US, environments=["development"])]}
    new = {"gate_id": "beta", "rules": [{"name": "inside"}]}
    return preview(step("update", "Gate", "beta", old, new))


CASES = {case.__name__: case for case in (jump, delete, experiments, schema, access, rename, review, letting_go)}
