"""The targets of ``make fuzz`` on a few inputs, and on those that have found something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings

from .targets import TARGETS

FOUND: list[dict[str, Any]] = json.loads(Path(__file__).with_name("found.json").read_text())
DEEP = "[" * 100_000
SLOW = {"replies": 12, "export": 20, "functions": 40, "report": 15}
"""How many inputs the targets get that are slower than the others."""


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name: str) -> None:
    target = TARGETS[name]
    few = settings(max_examples=SLOW.get(name, 60), database=None, suppress_health_check=[*HealthCheck])
    seed(0)(few(given(target.given)(target.run)))()


@pytest.mark.parametrize("found", FOUND, ids=[f"{one['target']}: {one['why']}" for one in FOUND])
def test_what_was_found_stays_mended(found: dict[str, Any]) -> None:
    TARGETS[found["target"]].run(json.loads(json.dumps(found["value"]).replace('"@deep"', json.dumps(DEEP))))


def test_every_target_has_a_seed_that_reaches_it() -> None:
    """A raw target takes any bytes."""
    for target in TARGETS.values():
        if target.raw is not None:
            for data in (b"", b"\xff\xfe\x00", b"{}"):
                target.run(target.raw(data))
