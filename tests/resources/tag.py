"""The case of ``Tag``."""

from __future__ import annotations

from .case import KindCase

CASE = KindCase(
    kind="Tag",
    family="tags",
    fields={"name": ("Tag A", "Tag B"), "description": ("a", "b"), "is_core": (True, False)},
)
