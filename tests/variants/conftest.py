"""The set-up of lives on servers that differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mini_engine import Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine with a home of its own."""
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    machine = Machine(tmp_path)
    yield machine
    machine.close()
