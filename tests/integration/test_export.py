"""A project of many objects, made by hand over years, comes under code without any change."""

from __future__ import annotations

import subprocess
import sys

import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator.transport import EmulatorTransport
from tests.export import seeding

from .harness import FAST, Stack, console
from .test_fields import FIELDS, SAMPLE, Field

KEY = "console-whn-export"
UNPACED = {
    f"{who}mutationsPer{window}" if not who else f"{who}MutationsPer{window}": "1000000"
    for who in ("", "segment")
    for window in ("10s", "15min")
}


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize(
    ("fields", "plain", "objects"),
    [
        pytest.param(SAMPLE, 10, 200, id="hundreds"),
        pytest.param(FIELDS, 300, 1000, id="thousands", marks=pytest.mark.long),
    ],
)
def test_a_project_comes_under_code_without_any_change(
    stack: Stack, fields: list[Field], plain: int, objects: int
) -> None:
    stack.environment = FAST
    stack.config["statsig:consoleApiKey"] = KEY
    settings = Settings.load({**UNPACED, "consoleApiKey": KEY, "apiUrl": stack.config["statsig:apiUrl"]}.get)
    client = Client(settings, transport=EmulatorTransport(stack.emulator))
    seeding.everything(stack.emulator, KEY, client, console(stack, KEY), fields, plain)
    stack.requests()

    stack.statsig_pulumi("export")
    stack.program("import statsig_objects")
    flags = ("--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "dev")
    done = stack.command("import", *flags)
    assert done.returncode == 0, done.stdout + done.stderr
    preview = stack.preview(None, "--refresh")
    assert preview.ops() == {}
    assert len(stack.resources()) >= objects
    assert {r.method for r in stack.emulator.log()} == {"GET"}

    written = str(stack.folder / "statsig_objects")
    for check in (["ruff", "format", "--check", "--line-length=120"], ["ruff", "check"], ["mypy", "--strict"]):
        command = [sys.executable, "-m", *check, written]
        checked = subprocess.run(command, cwd=stack.folder, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
