"""The case of ``LayerOverrides``."""

from __future__ import annotations

from .case import KindCase, Parent

BY_LAYER = {"type": "gate", "name": "gate_1", "experiment_name": "e", "group_name": "Test"}
IN_LAYER = {"group_name": "Test", "ids": ["a", "b"]}
CASE = KindCase(
    kind="LayerOverrides",
    family="layers/overrides",
    fields={
        "conditional_overrides": ([BY_LAYER], [BY_LAYER, {**BY_LAYER, "name": "gate_2"}]),
        "id_overrides": ([IN_LAYER], [{**IN_LAYER, "ids": ["b", "c"]}]),
        "conditional_overrides[0].type": ("gate", "segment"),
        "conditional_overrides[0].name": ("a", "b"),
        "conditional_overrides[0].experiment_name": ("a", "b"),
        "conditional_overrides[0].group_name": ("a", "b"),
        "conditional_overrides[0].environment": ("production", "staging"),
        "id_overrides[0].group_name": ("a", "b"),
        "id_overrides[0].ids": (["a", "b"], ["b", "c"]),
        "id_overrides[0].experiment_name": ("a", "b"),
        "id_overrides[0].id_type": ("userID", "stableID"),
        "id_overrides[0].environment": ("production", "staging"),
    },
    inside={
        "conditional_overrides[0]": {"conditional_overrides": [BY_LAYER]},
        "id_overrides[0]": {"id_overrides": [IN_LAYER]},
    },
    left_out={"op": "the one value it can have"},
    parent=Parent("layers", "layer_id", {"idType": "userID"}),
)
