"""The case of ``GateOverrides``."""

from __future__ import annotations

from .case import KindCase, Parent
from .shapes import ANYWHERE, PASSING

CASE = KindCase(
    kind="GateOverrides",
    family="gates/overrides",
    fields=PASSING,
    inside={
        "environment_overrides[0]": {"environment_overrides": [ANYWHERE]},
    },
    parent=Parent("gates", "gate_id"),
)
