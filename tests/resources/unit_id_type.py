"""The case of ``UnitIdType``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="UnitIdType",
    family="unit_id_types",
    fields={"description": ("a", "b")},
)
