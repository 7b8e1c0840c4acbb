"""A project of a thousand objects, made by hand over years, comes under code without any change."""

from __future__ import annotations

import subprocess
import sys

import pytest

from statsig_pulumi.client.client import Client
from statsig_pulumi.config import Settings
from statsig_pulumi.emulator.transport import EmulatorTransport
from tests.export import seeding

from .harness import FAST, Stack, console

KEY = "console-whn-export"
UNPACED = {
    f"{who}mutationsPer{window}" if not who else f"{who}MutationsPer{window}": "1000000"
    for who in ("", "segment")
    for window in ("10s", "15min")
}


@pytest.mark.slow
@pytest.mark.engine
def test_a_thousand_objects_come_under_code_without_any_change(stack: Stack) -> None:
    stack.environment = FAST
    stack.config["statsig:consoleApiKey"] = KEY
    settings = Settings.load({**UNPACED, "consoleApiKey": KEY, "apiUrl": stack.config["statsig:apiUrl"]}.get)
    client = Client(settings, transport=EmulatorTransport(stack.emulator))
    seeding.everything(stack.emulator, KEY, client, console(stack, KEY), plain=300)
    stack.requests()

    stack.statsig_pulumi("export")
    stack.program("import statsig_objects")
    flags = ("--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--stack", "dev")
    done = stack.command("import", *flags)
    assert done.returncode == 0, done.stdout + done.stderr
    preview = stack.preview(None, "--refresh")
    assert preview.ops() == {}
    assert len(stack.resources()) >= 1000
    assert {r.method for r in stack.emulator.log()} == {"GET"}

    objects = str(stack.folder / "statsig_objects")
    for check in (["ruff", "format", "--check", "--line-length=120"], ["ruff", "check"], ["mypy", "--strict"]):
        command = [sys.executable, "-m", *check, objects]
        checked = subprocess.run(command, cwd=stack.folder, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
