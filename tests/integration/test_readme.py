"""The commands and programs of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .harness import ROOT, Stack

README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^ *\$ (.+?)(?:  +#.*)?$", README, re.M)
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that git knows, in another place, with this virtual environment."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    for stamp in ("installed", "installed-dev"):
        (Path(sys.prefix) / stamp).touch()
    return tmp_path


def make(checkout: Path, *arguments: str) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PULUMI_", "STATSIG_", "MAKE"))}
    done = subprocess.run(["make", *arguments], cwd=checkout, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.engine
def test_make_up_creates_and_updates_and_make_down_destroys(checkout: Path) -> None:
    assert "created" in make(checkout, "up")
    assert re.search(r"\d+ unchanged", make(checkout, "up"))
    program = checkout / "__main__.py"
    program.write_text(program.read_text().replace("pass_percentage=12.5", "pass_percentage=25"))
    again = make(checkout, "up")
    assert "1 updated" in again
    assert re.search(r"\d+ deleted", make(checkout, "down"))


def test_every_make_target_in_it_exists(checkout: Path) -> None:
    named = set(re.findall(r"(?:`|\$ |\()make (?:-s )?(\w+)", README))
    assert {"up", "down", "test", "env"} <= named
    for target in named:
        make(checkout, "-n", target)


def test_every_subcommand_in_it_exists() -> None:
    named = {line.split()[1] for line in COMMANDS if line.startswith("statsig-pulumi ")}
    assert named
    for name in named:
        subprocess.run([sys.executable, "-m", "statsig_pulumi.cli", name, "--help"], check=True, capture_output=True)


def test_every_flag_of_pulumi_in_it_exists(stack: Stack) -> None:
    for line in (line for line in COMMANDS if line.startswith("pulumi ")):
        words = line.split()
        text = stack.command(*[w for w in words[1:3] if not w.startswith("-")], "--help").stdout
        for flag in re.findall(r"(--[a-z-]+)", line):
            assert flag in text, line


def test_every_setting_in_it_is_read(tmp_path: Path) -> None:
    source = (ROOT / "statsig_pulumi" / "config.py").read_text()
    for name in set(re.findall(r"`statsig:(\w+)`", README)):
        assert f'"{name}"' in source


def test_every_link_in_it_leads_to_a_file() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.engine
def test_the_programs_in_it_run(stack: Stack) -> None:
    stack.secret("t:euKey", "console-eu-readme")
    stack.up(PROGRAMS[0])
    provider, use = PROGRAMS[1], 'config = pulumi.Config()\nurl = pulumi.Config("statsig").require("apiUrl")\n'
    stack.destroy()
    stack.up(use + provider.replace('require_secret("euKey")', 'require_secret("euKey"), api_url=url'))
