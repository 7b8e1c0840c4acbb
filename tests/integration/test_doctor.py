"""``statsig-pulumi doctor`` beside the real command line: a stack in order, and one with a secret in the clear."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from typing import Any

import pytest

from tests import canaries

from .harness import Stack

pytestmark = pytest.mark.engine

PROGRAM = """
statsig.Gate("new_checkout", description=pulumi.Output.secret("{word}"))
statsig.Key("checkout", type="SERVER", description="The key of the checkout")
"""


def examined(stack: Stack, *arguments: str) -> tuple[int, dict[str, dict[str, list[str]]], str]:
    """The exit code, the texts by check and mark, and all that was printed."""
    stack.write_config()
    command = [sys.executable, "-m", "statsig_pulumi.cli", "doctor", "--json", *arguments]
    done = subprocess.run(command, cwd=stack.folder, env=stack.env(), capture_output=True, text=True, check=False)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in json.loads(done.stdout)["findings"]:
        found[finding["check"]][finding["mark"]].append(finding["text"])
    return done.returncode, found, done.stdout + done.stderr


def in_the_clear(state: dict[str, Any], name: str) -> dict[str, Any]:
    """A state in which an output of a resource is stored plain."""
    for resource in state["deployment"]["resources"]:
        if "key" in resource.get("outputs", {}):
            resource["outputs"][name] = "secret-in-the-clear"
    return state


def test_a_stack_is_examined_and_a_secret_in_the_clear_is_found(stack: Stack) -> None:
    stack.secret("statsig:consoleApiKey", canaries.KEY)
    stack.up(PROGRAM.format(word=canaries.WORD))
    before = stack.state_text()

    code, found, printed = examined(stack, "--stack", "dev")
    assert code == 0, printed
    assert found["permissions"]["ok"] == [
        "the key may read Gate, Key; whether it may write, only a write can tell",
    ]
    assert [*found["secrets"]] == [*found["projects"]] == [*found["operations"]] == [*found["environment"]] == ["ok"]
    assert not canaries.found_in(printed, canaries.KEY)
    assert stack.state_text() == before

    exported = stack.command("stack", "export", "--stack", "dev").stdout
    file = stack.folder / "state.json"
    file.write_text(json.dumps(in_the_clear(json.loads(exported), "key")))
    assert stack.command("stack", "import", "--stack", "dev", "--file", str(file)).returncode == 0
    stack.config["statsig:consoleApiKey"] = "console-of-another-project"

    code, found, printed = examined(stack, "--stack", "dev")
    assert code == 1
    assert "Key 'checkout' has in the clear what is a secret: key" in found["secrets"]["failed"]
    assert "another Statsig project" in found["projects"]["failed"][0]
    assert not canaries.found_in(printed, canaries.KEY)


@pytest.mark.long
def test_without_the_passphrase_it_says_what_it_could_not_look_at(stack: Stack) -> None:
    stack.secret("statsig:consoleApiKey", canaries.KEY)
    stack.environment["PULUMI_CONFIG_PASSPHRASE"] = "another"
    code, found, printed = examined(stack, "--stack", "dev")
    assert code == 2, printed
    assert "cannot be decrypted" in found["stack"]["unknown"][0]
