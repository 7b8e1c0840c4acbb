"""The case of ``SegmentIds``."""

from __future__ import annotations

from .case import KindCase, Parent

CASE = KindCase(
    kind="SegmentIds",
    family="segments/ids",
    fields={"ids": (["a", "b"], ["b", "c", "d"])},
    left_out={"version": "the server counts it"},
    parent=Parent("segments", "segment_id", {"type": "id_list"}),
)
