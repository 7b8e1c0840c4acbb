"""Pulumi's engine, one folder for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import Stack


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    """A fresh stack."""
    return Stack(tmp_path / "stack").init()
