"""The same life cycles on a real Statsig project: run with STATSIG_LIVE_KEY, a key of a project that may be written to.

    STATSIG_LIVE_KEY=console-... make test ARGS='tests/live'

Everything is created under names that begin with ``pulumi-live-``, and destroyed again.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.harness import Stack

KEY = os.environ.get("STATSIG_LIVE_KEY", "")
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not KEY, reason="needs a project of its own: set STATSIG_LIVE_KEY"),
]
NAME = f"pulumi-live-{uuid.uuid4().hex[:8]}"

LIFE = {
    "gate": (
        f"statsig.Gate('{NAME}', description='a', rules=[Rule(name='r', pass_percentage=12.5)])",
        f"statsig.Gate('{NAME}', description='b', rules=[Rule(name='r', pass_percentage=50), Rule(name='s')])",
    ),
    "dynamic config": (
        f"statsig.DynamicConfig('{NAME}', default_value={{'a': 1}})",
        f"statsig.DynamicConfig('{NAME}', default_value={{'a': 2}}, rules=[ConfigRule(name='r')])",
    ),
    "experiment": (
        f"statsig.Experiment('{NAME}', hypothesis='a')",
        f"statsig.Experiment('{NAME}', hypothesis='b', tags=[])",
    ),
}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Stack]:
    """A stack at Statsig itself; everything is destroyed whatever happens."""
    stack = Stack(tmp_path / "stack", key=None).init()
    stack.config = {}
    stack.environment = {"STATSIG_CONSOLE_KEY": KEY}
    yield stack
    stack.destroy()


@pytest.mark.parametrize(("first", "second"), LIFE.values(), ids=LIFE.keys())
def test_an_object_is_created_updated_and_destroyed(live: Stack, first: str, second: str) -> None:
    live.up(first)
    assert live.preview(None, "--refresh").ops() == {}
    live.up(second)
    assert live.preview(None, "--refresh").ops() == {}
