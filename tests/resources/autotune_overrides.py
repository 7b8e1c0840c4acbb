"""The case of ``AutotuneOverrides``."""

from __future__ import annotations

from .case import KindCase, Parent

SWITCH = {"type": "gate", "override_id": "gate_1", "group_id": "Test"}
FORCED = {"group_id": "Test", "ids": ["a", "b"]}
CASE = KindCase(
    kind="AutotuneOverrides",
    family="autotunes/overrides",
    fields={
        "overrides": ([SWITCH], [SWITCH, {**SWITCH, "override_id": "gate_2"}]),
        "user_id_overrides": ([FORCED], [{**FORCED, "ids": ["b", "c"]}]),
        "overrides[0].type": ("gate", "segment"),
        "overrides[0].override_id": ("gate_1", "gate_2"),
        "overrides[0].group_id": ("Control", "Test"),
        "overrides[0].environment": ("production", "staging"),
        "user_id_overrides[0].group_id": ("Control", "Test"),
        "user_id_overrides[0].ids": (["a", "b"], ["b", "c"]),
        "user_id_overrides[0].environment": ("production", "staging"),
        "user_id_overrides[0].unit_type": ("userID", "stableID"),
    },
    inside={
        "overrides[0]": {"overrides": [SWITCH]},
        "user_id_overrides[0]": {"user_id_overrides": [FORCED]},
    },
    parent=Parent(
        "autotunes",
        "autotune_id",
        {
            "variants": [{"name": name, "json": {}} for name in ("Control", "Test")],
            "successEvent": "click",
            "explorationWindow": "24hr",
            "attributionWindow": "1hr",
            "winnerThreshold": "95%",
        },
    ),
)
