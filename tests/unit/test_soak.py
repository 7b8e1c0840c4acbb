"""Random lives of stacks: nothing of others is taken, nothing of one's own is lost. ``make soak`` runs more of them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from ..soak_model import play, steps


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_nothing_is_lost_and_nothing_is_taken(sequence: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        play(sequence, Path(folder))
