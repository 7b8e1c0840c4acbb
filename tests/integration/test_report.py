"""``statsig-pulumi report`` on what the real engine prints."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .harness import KEY, Stack

pytestmark = pytest.mark.engine

BEFORE = """
gate = statsig.Gate("checkout", rules=[Rule(name="all", pass_percentage=10, conditions=[when.in_country("US")])])
statsig.Gate("gone", rules=[Rule(name="all", pass_percentage=10, conditions=[when.everyone()])])
statsig.Gate("hush", description=pulumi.Output.secret("canary"))
"""
AFTER = """
tag = statsig.Tag("core")
gate = statsig.Gate(
    "checkout", tags=[tag.name], rules=[Rule(name="all", pass_percentage=50, conditions=[when.in_country("US")])]
)
statsig.Gate("asks", rules=[Rule(name="all", conditions=[when.passes_gate(gate.id)])])
statsig.Gate("hush", description="not any more")
"""


def _report(stack: Stack, preview: str, *options: str) -> subprocess.CompletedProcess[str]:
    tool = [sys.executable, "-m", "statsig_pulumi.cli", "report", *options]
    env = {**stack.env(), "STATSIG_API_URL": f"emulator:{stack.db}", "STATSIG_CONSOLE_KEY": KEY}
    return subprocess.run(tool, input=preview, env=env, capture_output=True, text=True, check=False)


def test_a_preview_of_the_real_engine_becomes_a_report(stack: Stack) -> None:
    del stack.config["statsig:consoleApiKey"]  # which a preview prints where it stands in the clear
    stack.up(BEFORE)
    stack.emulator.edit(KEY, "gates", "gone", {"checksPerHour": 5})
    preview = stack.program(AFTER).command("preview", "--json", "--stack", "dev").stdout
    done = _report(stack, preview, "--fail-on", "delete-live")
    assert done.returncode == 10, done.stderr
    text = done.stdout
    assert text.startswith("<!-- statsig-pulumi t/dev -->\n\n## Statsig: 5 changes\n")
    assert "1 deleted, 2 changed, 2 new." in text
    assert "10 → 50 % of users in <code>US</code>; <code>tags</code> changes; one gate depends on it" in text
    assert "**delete-live** Gate `gone`: is deleted and the gate is checked 5 times an hour" in text
    assert "not any more" not in text
    failed = stack.program('statsig.Gate("x")\nraise ValueError("no")').command("preview", "--json", "--stack", "dev")
    done = _report(stack, failed.stdout)
    assert done.returncode == 1
    assert "## Statsig: the preview failed" in done.stdout
    assert done.stderr.startswith("Error: the preview failed: ")
