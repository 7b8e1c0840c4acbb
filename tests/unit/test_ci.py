"""What the recipes for CI publish: one comment and one issue a stack, whatever else is there and whatever fails."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci import RECIPES, TOKEN, Forge, GitLabForge, Job, load, run_github, run_gitlab

MARKER = "<!-- statsig-pulumi shop/prod -->"
PUBLISH = RECIPES / "ci" / "publish.py"
WORKFLOWS = sorted((RECIPES / "github").glob("*.yml"))


class Ci:
    """One of the two forges, and a job that runs there."""

    def __init__(self, forge: Forge, folder: Path) -> None:
        self.forge, self.folder = forge, folder
        folder.mkdir()
        path = f"{folder.parent}:{Path(sys.executable).parent}:/usr/bin:/bin"
        self.environment = {"PATH": path, "HOME": str(folder), "LC_ALL": "C"}

    @property
    def variables(self) -> dict[str, str]:
        if isinstance(self.forge, GitLabForge):
            ids = {"CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "7"}
            return {"CI_API_V4_URL": self.forge.url, "GITLAB_TOKEN": TOKEN, **ids}
        where = {"GITHUB_API_URL": self.forge.url, "GITHUB_REPOSITORY": "acme/shop", "GITHUB_ACTIONS": "true"}
        return {**where, "GITHUB_TOKEN": TOKEN, "PULL_REQUEST": "7"}

    def job(self) -> Job:
        return Job(self.folder, self.environment)

    def publish(self, *arguments: str, **changed: str) -> Job:
        """Run publish.py; a variable that is changed to nothing is not there."""
        job = self.job()
        variables = {key: value for key, value in {**self.variables, **changed}.items() if value}
        command = " ".join(f"'{one}'" for one in [sys.executable, PUBLISH, *arguments])
        job.outcome = "failure" if job.bash(command, variables) else "success"
        return job

    def comment(self, text: str, **changed: str) -> Job:
        (self.folder / "report.md").write_text(text)
        return self.publish("comment", "report.md", **changed)

    def drift(self, code: int | None, text: str = "It has drifted") -> Job:
        """Run the recipe for drift, with a command that ends with a code; with None the set-up fails before it."""
        pip = f'case "$2" in pip) exit {int(code is None)} ;; esac; exec {sys.executable} "$@"'
        for name, script in {
            "pulumi": "echo v3.259.0",
            "python": pip,
            "statsig-pulumi": f"printf '%s' '{text}' >drift.md; exit {code}",
        }.items():
            (self.folder.parent / name).write_text(f"#!/bin/sh\n{script}\n")
            (self.folder.parent / name).chmod(0o755)
        if not (self.folder / "ci").exists():
            (self.folder / "ci").symlink_to(RECIPES / "ci")
        (self.folder / "drift.md").unlink(missing_ok=True)
        if isinstance(self.forge, GitLabForge):
            return run_gitlab(self.job(), load("gitlab/.gitlab-ci.yml"), "drift", self.variables)
        job = self.job()
        job.environment = {**job.environment, **self.variables}
        return run_github(job, load("github/drift.yml")["jobs"]["drift"]["steps"], {"github.token": TOKEN})


@pytest.fixture(params=[Forge, GitLabForge], ids=["github", "gitlab"])
def ci(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ci]:
    """Each forge."""
    forge = request.param()
    yield Ci(forge, tmp_path / "checkout")
    forge.close()


def bodies(ci: Ci) -> list[str]:
    return [one["body"] for one in ci.forge.comments]


# -- the comment -------------------------------------------------------------------------------------------------------


def test_a_second_run_updates_the_same_comment(ci: Ci) -> None:
    assert ci.comment(f"{MARKER}\none").outcome == "success"
    assert ci.comment(f"{MARKER}\ntwo: ü 🎉").outcome == "success"
    assert bodies(ci) == [f"{MARKER}\ntwo: ü 🎉"]


def test_no_comment_of_another_stack_or_person_is_touched(ci: Ci) -> None:
    others = [f"{MARKER.replace('prod', name)}\nx" for name in ("non-prod", "prod2", "prod eu")]
    for body in [*others, f"See\n{MARKER}"]:
        ci.forge.add(body)
    ci.forge.add(f"{MARKER}\nby a person", login="ada", id=2)
    before = bodies(ci)
    ci.comment(f"{MARKER}\none")
    assert bodies(ci) == [*before, f"{MARKER}\none"]


def test_the_comment_is_found_behind_a_page_of_others(ci: Ci) -> None:
    for number in range(230):
        ci.forge.add(f"comment {number}")
    ci.comment(f"{MARKER}\none")
    ci.comment(f"{MARKER}\ntwo")
    assert bodies(ci)[230:] == [f"{MARKER}\ntwo"]


@pytest.mark.parametrize("text", ["", "Nothing marked", "<!-- statsig-pulumi  -->\nx"])
def test_a_text_without_a_marker_is_not_published(ci: Ci, text: str) -> None:
    job = ci.comment(text)
    assert (job.outcome, bodies(ci)) == ("failure", [])
    assert job.output == "publish: the file does not begin with the marker that `statsig-pulumi report` writes\n"


def test_a_refusal_is_one_line_without_the_token(ci: Ci) -> None:
    ci.forge.refuses = 403
    job = ci.comment(f"{MARKER}\none")
    assert job.outcome == "failure"
    assert re.fullmatch(r"publish: POST \S+ answered 403: Resource not accessible by integration\n", job.output)


@pytest.mark.parametrize(
    "changed", [{"GITHUB_TOKEN": "", "GITLAB_TOKEN": ""}, {"CI_PROJECT_ID": "", "PULL_REQUEST": ""}]
)
def test_a_variable_that_is_missing_is_named(ci: Ci, changed: dict[str, str]) -> None:
    job = ci.comment(f"{MARKER}\none", **changed)
    assert job.outcome == "failure"
    assert re.fullmatch(r"publish: (\w+_TOKEN|CI_PROJECT_ID|PULL_REQUEST) is not set\n", job.output)


def test_a_forge_that_is_not_there_is_one_line(ci: Ci) -> None:
    gone = "http://127.0.0.1:9"
    job = ci.comment(f"{MARKER}\none", GITHUB_API_URL=gone, CI_API_V4_URL=gone)
    assert re.fullmatch(r"publish: GET \S+ failed: .*refused.*\n", job.output)


# -- the issue ---------------------------------------------------------------------------------------------------------


def issues(ci: Ci) -> list[tuple[str, str]]:
    return [(one["state"], str(one.get("body") or one.get("description"))) for one in ci.forge.issues]


def test_drift_opens_one_issue_a_stack_and_closes_it_when_it_is_gone(ci: Ci) -> None:
    is_open, marker = ci.forge.opened, "<!-- statsig-pulumi drift shop/prod -->\n"
    other = {**ci.forge.own(), "id": 1, "number": 1, "iid": 1, "state": is_open}
    other |= {"body": marker.replace("prod", "non-prod"), "description": marker.replace("prod", "non-prod")}
    ci.forge.issues.append(other)

    assert ci.drift(0).outcome == "success"
    assert issues(ci)[1:] == []
    for text in ("one gate", "two gates"):
        assert ci.drift(2, text).outcome == "success"
        assert issues(ci)[1:] == [(is_open, marker + text)]
    assert ci.forge.issues[1]["title"] == "Statsig has drifted from shop/prod"
    assert ci.drift(0).outcome == "success"
    assert issues(ci)[1:] == [("closed", f"{marker}two gates")]
    assert ci.drift(2, "again").outcome == "success"
    assert issues(ci)[1:] == [(is_open, f"{marker}again")]
    assert issues(ci)[0] == (is_open, marker.replace("prod", "non-prod"))


@pytest.mark.parametrize("code", [1, 130, None], ids=["could not tell", "killed", "skipped"])
def test_a_check_that_failed_or_was_skipped_closes_nothing(ci: Ci, code: int | None) -> None:
    ci.drift(2)
    before = issues(ci)
    changes = [one for one in ci.forge.seen if not one.startswith("GET")]
    job = ci.drift(code)
    assert job.outcome == "failure"
    assert issues(ci) == before
    assert [one for one in ci.forge.seen if not one.startswith("GET")] == changes


# -- the recipes themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_gives_least_permissions_and_keys_to_single_steps(path: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    assert "env" not in workflow
    for job in workflow["jobs"].values():
        assert job["permissions"].items() <= {"contents": "read", "pull-requests": "write", "issues": "write"}.items()
        assert "env" not in job
        assert job["timeout-minutes"]
        for step in job["steps"]:
            secrets = set(re.findall(r"secrets\.(\w+)|github\.(token)", json.dumps(step)))
            uses_pulumi = re.search(
                r"pulumi (up|preview)|preview\.sh|trial\.sh|statsig-pulumi drift", step.get("run", "")
            )
            assert not secrets or uses_pulumi or "publish.py" in step["run"]
            # What others write, such as the title of a pull request, is no part of a script.
            assert "${{" not in step.get("run", "")


def test_every_action_is_pinned_by_its_commit() -> None:
    used = [line.strip() for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    assert used
    for line in used:
        assert re.fullmatch(r"- uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_a_pull_request_from_a_fork_gets_no_key() -> None:
    for job in load("github/pull-request.yml")["jobs"].values():
        assert job["if"] == "github.event.pull_request.head.repo.full_name == github.repository"


@pytest.mark.parametrize("tool", ["uv", "poetry"])
def test_a_project_of_a_tool_chain_is_complete(tool: str) -> None:
    folder = RECIPES / tool
    assert load(f"{tool}/Pulumi.yaml")["runtime"] == {"name": "python", "options": {"toolchain": tool}}
    assert 'dependencies = ["statsig-pulumi[cli]"]' in (folder / "pyproject.toml").read_text()


def test_every_file_of_the_recipes_is_in_their_readme() -> None:
    links = set(re.findall(r"\]\(([^)#]+)\)", (RECIPES / "README.md").read_text()))
    assert all((RECIPES / link).exists() for link in links)
    assert {f"ci/{file.name}" for file in (RECIPES / "ci").iterdir()} <= links
