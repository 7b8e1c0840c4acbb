"""The case of ``ParamStore``."""

from __future__ import annotations

from .case import KindCase

STATIC = {"name": "radius", "value": 4}
DECIDED = {"name": "radius", "gate_name": "gate_1", "pass_value": "x", "fail_value": "y"}
ELSEWHERE = {"name": "radius", "param_name": "p", "param_type": "string"}
CASE = KindCase(
    kind="ParamStore",
    family="param_stores",
    fields={
        "description": ("a", "b"),
        "parameters": ([STATIC], [STATIC, {"name": "more", "value": True}]),
        "parameters[0].name": ("radius", "size"),
        "parameters[0].value": ([1, "a"], [2]),
        "parameters[0].gate_name": ("gate_1", "gate_2"),
        "parameters[0].pass_value": ("a", "b"),
        "parameters[0].fail_value": ("a", "b"),
        "parameters[0].layer_name": ("a", "b"),
        "parameters[0].config_name": ("a", "b"),
        "parameters[0].experiment_name": ("a", "b"),
        "parameters[0].param_name": ("a", "b"),
        "parameters[0].param_type": ("string", "number"),
    },
    instead={
        "parameters[0].name": {"parameters": [STATIC]},
        "parameters[0].value": {"parameters": [STATIC]},
        "parameters[0].gate_name": {"parameters": [DECIDED]},
        "parameters[0].pass_value": {"parameters": [DECIDED]},
        "parameters[0].fail_value": {"parameters": [DECIDED]},
        "parameters[0].layer_name": {"parameters": [{**ELSEWHERE, "layer_name": "x"}]},
        "parameters[0].config_name": {"parameters": [{**ELSEWHERE, "config_name": "x"}]},
        "parameters[0].experiment_name": {"parameters": [{**ELSEWHERE, "experiment_name": "x"}]},
        "parameters[0].param_name": {"parameters": [{**ELSEWHERE, "layer_name": "l"}]},
        "parameters[0].param_type": {"parameters": [{**ELSEWHERE, "layer_name": "l"}]},
    },
    moves={"gate_name": frozenset({"param_type"})},
    parts_belong_together=True,
    left_out={"parameters.ref_type": "follows from what the parameter refers to"},
)
