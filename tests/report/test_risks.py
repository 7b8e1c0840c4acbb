"""Each risk: a change that has it, and one like it that has not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from statsig_pulumi.cli.report.risks import LEVELS, RISKS

from .previews import Doc, Project, condition, live_rule, preview, rule, step

GATE = {"gate_id": "gate", "rules": [rule("all", 10)]}
EXPERIMENT = {"experiment_id": "exp", "status": "active", "allocation": 50, "id_type": "userID"}
STAGED = [rule("inside", 60, environments=["staging"]), rule("all", 10, environments=["production"])]


def update(kind: str, old: Doc, **new: object) -> Doc:
    name = next(iter(old.values()))
    return preview(step("update", kind, name, old, {**old, **new}))


def create(kind: str, **new: object) -> Doc:
    return preview(step("create", kind, str(next(iter(new.values()))), None, new))


def gone(**more: object) -> Doc:
    return preview(step("delete", "Gate", "gate", {**GATE, **more}))


def rollout(share: float, **more: object) -> Doc:
    return update("Gate", GATE, rules=[rule("all", share)], **more)


def asking(id: str) -> Doc:
    return create("Gate", gate_id="asks", rules=[rule("r", 5, condition("passes_gate", None, id))])


def checked(project: Project) -> None:
    project.seed("gates", {"id": "gate", "name": "gate", "checksPerHour": 7})


def running(project: Project) -> None:
    project.seed(
        "experiments", {"id": "exp", "name": "exp", "status": "active", "groups": [], "targetingGateID": "gate"}
    )


def nothing(_project: Project) -> None:
    """Leave the project empty."""


Seed = Callable[[Project], None]
HAS: list[tuple[str, Seed, Doc]] = [
    ("delete-live", checked, gone()),
    ("delete-live", checked, gone(on_destroy="archive")),
    ("delete-live", checked, update("Gate", GATE, status="Archived")),
    ("delete-live", running, preview(step("delete", "Experiment", "exp", EXPERIMENT))),
    ("delete-live", nothing, preview(step("delete", "Experiment", "exp", EXPERIMENT))),
    ("dangling-reference", nothing, asking("no_such_gate")),
    ("dangling-reference", nothing, create("Holdout", name="hold", gate_ids=["no_such_gate"])),
    ("dangling-reference", running, gone()),
    (
        "schema",
        nothing,
        update("DynamicConfig", {"config_id": "c", "json_schema": '{"required": ["a"]}'}, default_value={"b": 1}),
    ),
    ("name-taken", checked, create("Gate", gate_id="gate", rules=[])),
    ("running-experiment", running, update("Experiment", EXPERIMENT, id_type="companyID")),
    ("running-experiment", running, update("Experiment", EXPERIMENT, description="x")),
    ("running-experiment", running, rollout(11)),
    ("jump", nothing, rollout(36)),
    ("jump", nothing, update("Gate", {**GATE, "is_enabled": False}, is_enabled=True, rules=[rule("all", 30)])),
    ("jump", nothing, update("Gate", GATE, status="Launched")),
    ("jump", nothing, update("Experiment", {**EXPERIMENT, "status": "setup"}, allocation=80)),
    ("jump", nothing, update("GateRule", {"gate_id": "gate", **rule("all", 10)}, pass_percentage=70)),
    ("drop", nothing, update("Gate", {**GATE, "rules": [rule("all", 90)]}, rules=[rule("all", 10)])),
    ("drop", nothing, update("Gate", {**GATE, "rules": [rule("all", 90)]}, is_enabled=False)),
    ("drop", nothing, update("Gate", {**GATE, "rules": [rule("all", 90)]}, rules=[])),
    ("unstaged", nothing, rollout(11)),
    (
        "unstaged",
        nothing,
        update("Gate", {**GATE, "rules": STAGED}, rules=[STAGED[0], {**STAGED[1], "pass_percentage": 70}]),
    ),
    (
        "unstaged",
        nothing,
        update("Gate", {**GATE, "rules": [rule("r", 10, environments=["dev"])]}, rules=[rule("r", 11)]),
    ),
    ("opens", nothing, preview(step("update", "Gate", "gate", {**GATE, "release_pipeline_id": "p"}, GATE))),
    ("irreversible", nothing, update("Experiment", EXPERIMENT, status="abandoned", abandon_reason="x")),
    ("irreversible", nothing, update("Gate", GATE, id_type="companyID")),
    ("irreversible", nothing, update("Key", {"description": "k", "type": "SERVER"}, rotate_triggers={"a": "1"})),
    ("access", nothing, create("Key", description="k", type="SERVER")),
    ("access", nothing, create("UserInvite", email="ada@example.com", role="Admin")),
    ("access", nothing, update("UserRole", {"email": "ada@example.com", "role": "Member"}, role="Admin")),
    ("delete", nothing, gone()),
    ("delete", nothing, preview(step("replace", "Gate", "gate", GATE, {**GATE, "is_template": True}))),
]
HAS_NOT: list[tuple[str, Seed, Doc]] = [
    ("delete-live", nothing, gone()),
    ("delete-live", checked, gone(on_destroy="retain")),
    ("dangling-reference", checked, asking("gate")),
    (
        "dangling-reference",
        nothing,
        preview(*asking("new")["steps"][1:], *create("Gate", gate_id="new", rules=[])["steps"][1:]),
    ),
    (
        "schema",
        nothing,
        update("DynamicConfig", {"config_id": "c", "json_schema": '{"required": ["a"]}'}, default_value={"a": 1}),
    ),
    ("name-taken", checked, create("Gate", gate_id="gate", rules=[], adopt=True)),
    ("name-taken", checked, create("Gate", gate_id="another", rules=[])),
    ("running-experiment", nothing, update("Experiment", {**EXPERIMENT, "status": "setup"}, description="x")),
    ("running-experiment", running, update("Gate", GATE, description="x")),
    ("jump", nothing, rollout(35)),
    ("jump", nothing, create("Gate", gate_id="new", rules=[rule("all", 100)])),
    ("jump", nothing, rollout(100, is_enabled=False)),
    ("drop", nothing, update("Gate", {**GATE, "rules": [rule("all", 30)]}, rules=[rule("all", 10)])),
    (
        "unstaged",
        nothing,
        update("Gate", {**GATE, "rules": STAGED}, rules=[STAGED[0], {**STAGED[1], "pass_percentage": 60}]),
    ),
    (
        "unstaged",
        nothing,
        update("Gate", {**GATE, "rules": STAGED}, rules=[{**STAGED[0], "pass_percentage": 90}, STAGED[1]]),
    ),
    ("unstaged", nothing, rollout(5)),
    ("opens", nothing, update("Gate", GATE, release_pipeline_id="p")),
    ("irreversible", nothing, update("Experiment", {**EXPERIMENT, "status": "setup"}, status="active")),
    ("access", nothing, update("Key", {"description": "k", "type": "SERVER"}, environments=["staging"])),
    ("access", nothing, update("Team", {"name": "t", "members": ["ada@example.com"]}, members=["ADA@example.com"])),
    ("delete", nothing, gone(on_destroy="retain")),
    ("delete", nothing, preview(step("delete", "ProjectSettings", "settings", {}))),
]


def found(project: Project, content: Doc) -> set[str]:
    return {*re.findall(r"\*\*([a-z-]+)\*\*", project.report(content).partition("<details")[0])}


@pytest.mark.parametrize(("name", "seed", "content"), HAS)
def test_a_change_has_the_risk(tmp_path: Path, name: str, seed: Seed, content: Doc) -> None:
    project = Project(tmp_path)
    seed(project)
    assert name in found(project, content)


@pytest.mark.parametrize(("name", "seed", "content"), HAS_NOT)
def test_a_change_like_it_has_not(tmp_path: Path, name: str, seed: Seed, content: Doc) -> None:
    project = Project(tmp_path)
    seed(project)
    assert name not in found(project, content)


def test_every_risk_has_both() -> None:
    assert {name for name, _, _ in HAS} == {name for name, _, _ in HAS_NOT} == {*RISKS}


def test_the_worst_risks_come_first() -> None:
    levels = [LEVELS.index(risk.level) for risk in RISKS.values()]
    assert levels == sorted(levels)


def test_what_the_program_leaves_to_the_console_is_judged_by_what_is_live(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.seed("gates", {"id": "gate", "name": "gate", "rules": [live_rule("all", 12)]})
    old = {"gate_id": "gate", "rules": [rule("all")]}
    text = project.report(update("Gate", old, rules=[rule("all", None, condition("country", "any", ["SE"]))]))
    assert "12 % of everybody → 12 % of users in" in text


def test_the_name_of_production_is_the_projects_own(tmp_path: Path) -> None:
    project = Project(tmp_path)
    names = {"production": False, "live": True}
    off = {"requiresReview": False, "requiresReleasePipeline": False}
    environments = [{"id": n, "name": n, "isProduction": p, **off} for n, p in names.items()]
    project.seed("environments", {"id": "environments", "environments": environments})
    old = {"gate_id": "gate", "rules": [rule("all", 10, environments=["production"])]}
    assert "unstaged" not in found(project, update("Gate", old, rules=[rule("all", 20, environments=["production"])]))
