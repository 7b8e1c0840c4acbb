"""The Makefile and CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that is set up already, in a folder with a space."""
    root = tmp_path / "a checkout"
    (root / "tools").mkdir(parents=True)
    for name in ("Makefile", "Pulumi.yaml", "Pulumi.dev.yaml", "pyproject.toml", "tools/pulumi_cli.py"):
        shutil.copy(ROOT / name, root / name)
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (root / ".venv" / "installed").touch()
    return root


def run(folder: Path, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
    hidden = ("PULUMI_", "STATSIG_", "MAKE", "MFLAGS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return subprocess.run(command, cwd=folder, env=env | extra, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_target() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    done = run(ROOT, "make")
    assert re.findall(r"^make (\w+)", done.stdout, re.MULTILINE) == targets[1].split()


@pytest.mark.engine
def test_a_shell_that_evaluates_make_env_can_use_pulumi(checkout: Path) -> None:
    shell = 'eval "$(make -s env)"; pulumi stack ls; pulumi config get statsig:apiUrl'
    done = run(checkout, "sh", "-euc", shell)
    assert "dev*" in done.stdout, done.stderr
    assert done.stdout.endswith("emulator:\n")


def test_without_a_key_the_stack_is_on_the_emulator(checkout: Path) -> None:
    assert "pulumi up --yes --stack dev" in run(checkout, "make", "-n", "up").stdout


@pytest.mark.parametrize("target", ["up", "down"])
def test_with_a_key_the_stack_is_at_statsig_and_the_user_is_asked(checkout: Path, target: str) -> None:
    commands = run(checkout, "make", "-n", target, STATSIG_CONSOLE_KEY="console-x").stdout
    assert "--stack live" in commands
    assert "--yes" not in commands


def test_with_a_key_the_emulator_can_still_be_chosen(checkout: Path) -> None:
    done = run(checkout, "make", "-n", "up", "STACK=dev", STATSIG_CONSOLE_KEY="console-x")
    assert "pulumi up --yes --stack dev" in done.stdout


def test_clean_keeps_the_state_of_a_stack_at_statsig(checkout: Path) -> None:
    stacks = checkout / ".pulumi-state" / ".pulumi" / "stacks" / "statsig-demo"
    stacks.mkdir(parents=True)
    (stacks / "dev.json").touch()
    (stacks / "live.json").touch()
    run(checkout, "make", "clean")
    assert (stacks / "live.json").exists()
    (stacks / "live.json").unlink()
    run(checkout, "make", "clean")
    assert not (checkout / ".pulumi-state").exists()
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_an_error(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    done = run(checkout, "make", "up", "PYTHON=false")
    assert done.returncode != 0
    assert "Python 3.10 or newer is needed, and none of these is: false" in done.stderr


# -- CI ----------------------------------------------------------------------------------------------------------------


MAKE = """#!/bin/sh
read line && exit 9
echo "$1 ran" >&2
[ $1 = check ] && exit ${CHECK:-0}
[ $1 = browser ] && exit ${BROWSER:-0}
echo "== 2 passed in 1.20s (0:00:01) =="
[ ${TEST:-0} = 0 ] || echo "make: *** [Makefile:45: test] Error $TEST" >&2
exit ${TEST:-0}
"""


@pytest.mark.parametrize(
    ("codes", "failed"),
    [
        ({}, []),
        ({"CHECK": "1"}, ["make check"]),
        ({"BROWSER": "1"}, ["make browser"]),
        ({"TEST": "1"}, ["make test"]),
        ({"CHECK": "1", "TEST": "2"}, ["make check", "make test"]),
    ],
)
def test_ci_runs_the_checks_and_the_suite_and_ends_with_the_summary_of_pytest(
    tmp_path: Path, codes: Mapping[str, str], failed: list[str]
) -> None:
    make = tmp_path / "make"
    make.write_text(MAKE)
    make.chmod(0o755)
    done = run(tmp_path, str(ROOT / ".ci" / "run"), PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}", **codes)
    lines = done.stdout.splitlines()
    assert lines[:3] == ["check ran", "browser ran", "test ran"]
    assert [line for line in lines if line.startswith("failed: ")] == [f"failed: {command}" for command in failed]
    assert lines[-1] == "== 2 passed in 1.20s (0:00:01) =="
    assert done.returncode == bool(failed)


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda p: p.name)
def test_workflows_pin_actions_and_may_only_read(workflow: Path) -> None:
    text = workflow.read_text()
    uses = re.findall(r"uses: *(.*)", text)
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", use) for use in uses), uses
    assert "\npermissions:\n  contents: read\n\n" in text
    assert text.count("permissions:") == 1


@pytest.mark.parametrize(("workflow", "commands"), [("ci", [".ci/run", "make audit"]), ("nightly", ["make long"])])
def test_ci_runs_what_a_person_runs(workflow: str, commands: list[str]) -> None:
    text = (ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text()
    assert re.findall(r"run: *(.*)", text) == commands
