"""The case of ``HoldoutOverrides``."""

from __future__ import annotations

from .case import KindCase, Parent
from .shapes import ANYWHERE, PASSING

CASE = KindCase(
    kind="HoldoutOverrides",
    family="holdouts/overrides",
    fields=PASSING,
    inside={
        "environment_overrides[0]": {"environment_overrides": [ANYWHERE]},
    },
    parent=Parent("holdouts", "holdout_id"),
)
