"""Each example is created, shows no change, is refreshed without a difference, and is destroyed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .harness import KEY, ROOT, Stack

pytestmark = pytest.mark.engine
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/Pulumi.yaml"))


OF_THEIR_OWN = {"whole_project", "many_stacks", "experiment"}
"""The examples with tests of their own: test_every_kind.py, test_many_stacks.py, and the next one."""


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.name not in OF_THEIR_OWN], ids=lambda path: path.name)
def test_an_example_runs(example: Path, stack: Stack) -> None:
    shutil.copy(example / "__main__.py", stack.folder)
    stack.up()
    assert stack.preview(None, "--refresh").ops() == {}
    stack.destroy()
    assert stack.state() == {}


def test_the_experiment_of_the_example_reaches_its_decision(stack: Stack) -> None:
    shutil.copy(ROOT / "examples" / "experiment" / "__main__.py", stack.folder)
    for stage, status in (("setup", "setup"), ("active", "active"), ("decided", "decision_made")):
        stack.config["t:stage"] = stage
        stack.up()
        doc = stack.emulator.get(KEY, "experiments", "button_text")
        assert doc
        assert doc["status"] == status
    assert stack.preview(None, "--refresh").ops() == {}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_complete(example: Path) -> None:
    assert {"Pulumi.yaml", "requirements.txt"} <= {path.name for path in example.iterdir()}
    assert f"({example.name}/__main__.py)" in (ROOT / "examples" / "README.md").read_text()
