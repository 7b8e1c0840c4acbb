"""The case of ``Layer``."""

from __future__ import annotations

from .case import FullUpdate, KindCase

PARAMETER = {"name": "color", "default_value": "blue"}
CASE = KindCase(
    kind="Layer",
    family="layers",
    fields={
        "description": ("a", "b"),
        "parameters": ([PARAMETER], [PARAMETER, {"name": "more", "default_value": True}]),
        "target_apps": (["web"], ["web", "ios"]),
        "parameters[0].name": ("color", "colour"),
        "parameters[0].default_value": ({"a": [1]}, {"a": [2]}),
        "parameters[0].description": ("a", "b"),
        "parameters[0].json_schema": ('{"type": "string"}', '{"minLength": 1}'),
    },
    base={"id_type": "userID"},
    inside={
        "parameters[0]": {"parameters": [PARAMETER]},
    },
    full_update=FullUpdate({"name": "layer", "id_type": "userID"}, {"description": "by hand"}),
)
