"""Which objects the inputs of a resource refer to: from a table of fields, never from equal texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...schema.markers import is_known
from ...schema.shape import Property, Shape

_FIELDS = {
    "gate_id": "Gate",
    "gate_ids": "Gate",
    "gate_name": "Gate",
    "targeting_gate_id": "Gate",
    "dynamic_config_id": "DynamicConfig",
    "config_name": "DynamicConfig",
    "experiment_id": "Experiment",
    "experiment_ids": "Experiment",
    "experiment_name": "Experiment",
    "layer_id": "Layer",
    "layer_ids": "Layer",
    "layer_name": "Layer",
    "segment_id": "Segment",
    "holdout_id": "Holdout",
    "default_holdout_id": "Holdout",
    "autotune_id": "Autotune",
    "prompt_id": "Prompt",
    "release_pipeline_id": "ReleasePipeline",
    "team_id": "Team",
}
"""The fields that name another object, unless they are the object's own key."""
_CONDITIONS = {
    "passes_gate": "Gate",
    "fails_gate": "Gate",
    "passes_segment": "Segment",
    "fails_segment": "Segment",
}
"""The types of conditions that ask for another object."""


@dataclass(frozen=True)
class Reference:
    """What an object refers to, and the field that does."""

    kind: str
    id: str
    field: str


def references(shape: Shape, value: Any, path: str = "") -> Iterator[Reference]:
    """Yield the references in a value."""
    if isinstance(value, list) and shape.item:
        for i, member in enumerate(value):
            yield from references(shape.item, member, f"{path}[{i}]")
    elif isinstance(value, dict) and shape.properties:
        yield from _asked_for(value, path)
        for prop in shape.properties.values():
            if prop.name in value:
                inner = f"{path}.{prop.name}".lstrip(".")
                yield from _named(prop, value[prop.name], inner)
                yield from references(prop.shape, value[prop.name], inner)


def _named(prop: Property, value: Any, path: str) -> Iterator[Reference]:
    if prop.name in _FIELDS and "key" not in prop:
        for id in value if isinstance(value, list) else [value]:
            if isinstance(id, str) and id and is_known(id):
                yield Reference(_FIELDS[prop.name], id, path)


def _asked_for(value: dict[str, Any], path: str) -> Iterator[Reference]:
    """Yield what a condition asks for."""
    type, target = value.get("type"), value.get("target_value")
    if isinstance(type, str) and type in _CONDITIONS:
        for id in target if isinstance(target, list) else [target]:
            if isinstance(id, str) and id:
                yield Reference(_CONDITIONS[type], id, path)
    if type == "experiment_group" and isinstance(value.get("field"), str):
        yield Reference("Experiment", value["field"], path)
