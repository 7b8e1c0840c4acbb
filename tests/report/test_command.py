"""``statsig-pulumi report`` as a command: files, exit codes, the live project, what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from statsig_pulumi.cli.commands import group
from statsig_pulumi.cli.report.risks import RISKS

from .previews import Project, preview, rule, step

JUMP = preview(
    step(
        "update", "Gate", "g", {"gate_id": "g", "rules": [rule("all", 1)]}, {"gate_id": "g", "rules": [rule("all", 99)]}
    )
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--fail-on", "jump"], 10),
        (["--fail-on", "all"], 10),
        (["--fail-on", "delete"], 0),
        (["--fail-on", "delete", "--fail-on", "JUMP"], 10),
        (["--fail-on", "jump", "--step", "98"], 0),
        (["--fail-on", "jump", "--step", "97.5"], 10),
    ],
)
def test_a_risk_of_fail_on_ends_with_ten_and_the_report_is_written(
    project: Project, options: list[str], code: int
) -> None:
    result = project.run(JUMP, "--offline", *options)
    assert result.exit_code == code
    assert "## Statsig: 1 change" in result.stdout
    assert ("jump" in result.stderr) == (code == 10)


def test_a_risk_that_there_is_not_is_named_with_those_that_there_are(project: Project) -> None:
    result = project.run(JUMP, "--offline", "--fail-on", "jumps")
    assert result.exit_code == 1
    assert "'jumps'" in result.stderr
    assert all(name in result.stderr for name in RISKS)


def test_files_are_read_and_written(project: Project) -> None:
    source, text, page = (project.folder / name for name in ("preview.json", "report.md", "report.html"))
    source.write_text(json.dumps(JUMP))
    both = ["report", str(source), "--offline", "--markdown", str(text), "--html", str(page)]
    result = CliRunner().invoke(group, both)
    assert (result.exit_code, result.output) == (0, "")
    assert text.read_text(encoding="utf-8").startswith("<!-- statsig-pulumi shop/prod -->\n")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_page_alone_writes_no_markdown(project: Project) -> None:
    assert project.run(JUMP, "--offline", "--html", "-").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("option", ["--markdown", "--html"])
def test_a_file_that_cannot_be_written_is_one_line(project: Project, option: str) -> None:
    result = project.run(JUMP, "--offline", option, str(project.folder / "no" / "file"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: cannot write")


def test_a_file_that_is_not_there_is_one_line() -> None:
    result = CliRunner().invoke(group, ["report", "no-such-file", "--offline"])
    assert (result.exit_code, result.output) == (1, "Error: cannot read no-such-file: No such file or directory\n")


@pytest.mark.parametrize(("details", "opened"), [("open", True), ("closed", False), ("auto", True)])
def test_details_are_unfolded_as_asked(project: Project, details: str, opened: bool) -> None:
    assert ("<details open>" in project.report(JUMP, "--offline", "--details", details)) == opened


def test_the_standard_output_is_in_utf_8_whatever_the_locale(project: Project) -> None:
    tool = [sys.executable, "-m", "statsig_pulumi.cli", "report", "--offline"]
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(tool, input=json.dumps(JUMP).encode(), env=env, capture_output=True, check=True)
    assert "🟠 **jump**" in done.stdout.decode()


def test_without_a_key_it_says_how_to_do_without(project: Project) -> None:
    result = project.run(JUMP, env={"STATSIG_CONSOLE_KEY": "", "STATSIG_API_URL": ""})
    assert result.exit_code == 1
    assert "--offline" in result.stderr
    assert result.stdout == ""


def test_an_empty_plan_asks_the_live_project_nothing(project: Project) -> None:
    result = project.run(preview(), env={"STATSIG_CONSOLE_KEY": "", "STATSIG_API_URL": ""})
    assert result.exit_code == 0


def test_only_lists_are_read_and_nothing_is_written(project: Project) -> None:
    project.seed("gates", *({"id": f"g{i}", "name": f"g{i}"} for i in range(250)))
    project.report(JUMP)
    requests = [(one.method, one.path) for one in project.emulator.log()]
    assert {method for method, _ in requests} == {"GET"}
    assert not [path for _, path in requests if path.startswith("/gates/")]
    assert len(requests) < 15


def test_what_may_not_be_read_is_named_and_the_rest_is_judged(project: Project) -> None:
    project.emulator.fail(100, status=403, path="/segments")
    text = project.report(JUMP)
    assert "What is live could not be read of: Segment." in text
    assert "**jump**" in text
